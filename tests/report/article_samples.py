"""Stored articles for the tests of their pages: a dispute within and between two, hostile ones, an enormous one."""

from __future__ import annotations

from dataclasses import replace

from tests.report.samples import EXTRACTION, SCORED_ATTRIBUTIONS
from tests.store.sample import JUDGE, found, person, said, spans, sure
from tracker.records import Article, Attribution, Claim, Clash, Extraction, Span
from tracker.store import Store

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><style>* { display: none }</style>",
    "</p></article></body><h1>",
    "<!-- hidden -->",
    "<!--",
    "]]> <![CDATA[ x ]]> <?php x ?>",
    "&lt;b&gt; &amp; &#60; &#x3c; &notit;",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "\" onmouseover=\"alert(1) ' onfocus='alert(1)",
    "javascript:alert(1)",
    "\u202egnitrever\u202c \u2066isolated\u2069",
    "nul \x00 bell \x07 escape \x1b[31m and \x9b5n",
    "line\r\nends\u2028here\u2029and\x0bthere\x85too",
    "zero\u200bwidth\ufeff\u2060 \u00adsoft",
    "Ω≈ç√ 漢字 🙂 مرحبا שלום",
    "w" * 20_000,
)


def fill(store: Store) -> None:
    """Article 1 (six claims, scored) against article 2 and within itself; 3 copies 1."""
    store.add_article(replace(EXTRACTION, attributions=SCORED_ATTRIBUTIONS))
    told = said(
        person("Kim Ode", role="engineer"),
        "the bridge is not safe",
        ref="ode.txt",
        outlet="Harbour News",
        date="2024-03-03",
        certainty=sure("probable", 0.7),
    )
    store.add_article(told)
    copied = replace(EXTRACTION.article, ref="copy.txt", outlet="Evening Echo")
    store.add_article(replace(EXTRACTION, article=copied))
    store.tie_reprint(3, 1, 0.99, {})
    # "The bridge is safe" – "The bridge is not safe."
    clash = Clash((Span(11, 18),), (Span(14, 22),))
    store.add_relations(2, JUDGE, [found(1, 7, 0.91, reason="negation", clash=clash)])
    store.add_relations(1, JUDGE, [found(4, 2, 0.6), found(3, 7, 0.8, relation="supersedes", reason=None)])


def hostile_article(words: str, number: int) -> Extraction:
    """An article in which a hostile text is everything that a text can be."""
    name, claim = f"{words} {number}", f"{words} was it"
    text = f"{words}\n\n{name} said that {claim} for {number} days.\n{words}"
    content = Span(text.index(claim, len(words) + 2), text.index(" for "))
    attribution = Attribution(
        source=(Span(len(words) + 2, len(words) + 2 + len(name)),),
        cue=spans(text, " said that "),
        content=(content,),
        kind="direct",
        confidence=0.9,
        speaker=person(name, role=words, affiliation=words),
        claims=(Claim(content, claim, sure("possible", 0.5, evidence=(content,))),),
    )
    article = Article(f"ref {words} {number}", text, words, words, "2014-06-18", f"https://x.example/{words}")
    return Extraction(article, (attribution,), "sample@1")


def fill_hostile(store: Store) -> None:
    """Each hostile text as an article; each contradicts the one before it, with a note of a person."""
    for number, words in enumerate(HOSTILE, start=1):
        store.add_article(hostile_article(words, number))
    clash = Clash((Span(0, 5),), (Span(0, 5),))
    pairs = [found(number, number + 1, clash=clash) for number in range(1, len(HOSTILE))]
    for stored in store.add_relations(1, JUDGE, pairs):
        store.review(stored.id, "confirmed", note=HOSTILE[stored.id % len(HOSTILE)], reviewer=HOSTILE[0])


def fill_disputed(store: Store, *scores: float) -> None:
    """An article with one claim, and one for each score that contradicts it so surely."""
    store.add_article(said(person("Ada Osei"), "the bridge is safe", ref="1.txt"))
    for number, score in enumerate(scores, start=2):
        store.add_article(
            said(person(f"Kim Ode {number}"), f"pier {number} of the bridge gives way", ref=f"{number}.txt")
        )
        store.add_relations(number, JUDGE, [found(1, number, score)])


def enormous(attributions: int = 3_000, speakers: int = 200) -> Extraction:
    """Some 200,000 characters in paragraphs of ten attributions, every third one with another within it."""
    pieces: list[str] = []
    found: list[Attribution] = []
    at = 0
    while len(found) < attributions:
        number = len(pieces)
        who, claim = f"Person{number % speakers} Name", f"pier {number} will hold, as Ann Lee told her friends"
        piece = f"{who} said {claim}." + ("\n\n" if number % 10 == 9 else " ")
        source, start = Span(at, at + len(who)), at + len(who) + 6
        content = Span(start, start + len(claim))
        evidence = (Span(start + claim.index("will"), start + claim.index("will") + 4),)
        scored = Claim(content, claim, sure("probable", 0.7, evidence=evidence))
        cue = (Span(source.end + 1, source.end + 5),)
        found.append(Attribution((source,), cue, (content,), "indirect", 0.9, person(who), (scored,)))
        if number % 3 == 0:
            inner = Span(start, start + claim.index(","))
            held = Claim(inner, "It holds.", sure("certain", 0.9))
            found.append(Attribution((), (), (inner,), "indirect", 0.9, None, (held,)))
        pieces.append(piece)
        at += len(piece)
    return Extraction(Article("enormous.txt", "".join(pieces), title="Piers"), tuple(found[:attributions]), "sample@1")
