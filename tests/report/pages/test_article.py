from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.report.article_samples import HOSTILE, enormous, fill, fill_disputed, fill_hostile
from tests.report.parsed import check_links, read_page
from tests.report.samples import TEXT
from tests.store.sample import JUDGE, found, person, said
from tracker.records import Article, ArticlePage, Extraction
from tracker.report.pages.article import MOST_SPEAKERS, ArticleBody, article_body, article_rules, html_article
from tracker.report.pages.page import _environment, render
from tracker.report.wording.harmless import harmless, printable
from tracker.store import Store

OURS = {
    "html", "head", "meta", "title", "style", "body", "main", "article", "header", "footer", "h1", "p", "a", "b", "i",
    "span", "sup", "ul", "ol", "li", "bdi", "strong", "details", "summary",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "rel", "title", "dir", "aria-label",
}  # fmt: skip


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        fill(store)
        yield store


def page(found: ArticlePage) -> str:
    return "\n".join(html_article(found))


def shown(body: ArticleBody) -> list[str]:
    return [part.text for part in body.paragraphs]


def test_the_words_are_those_of_the_article_and_the_title_is_the_heading(store: Store) -> None:
    body = article_body(store.article_page("1"))
    assert body.heading is not None
    assert [body.heading.text, *shown(body)] == [line for line in TEXT.split("\n") if line]
    assert [part.is_tight for part in body.paragraphs] == [False, False]


def test_a_title_that_the_text_does_not_begin_with_stands_above_it(store: Store) -> None:
    body = article_body(store.article_page("2"))
    assert (body.heading, body.title) == (None, "ode.txt")
    assert shown(body) == ["Kim Ode said that the bridge is not safe."]


def test_every_claim_can_be_gone_to_and_links_to_what_contradicts_it(store: Store) -> None:
    text = page(store.article_page("1"))
    parsed = read_page(text)
    check_links(parsed, {"https://river.example/1"})
    assert {"article-1", *(f"claim-{number}" for number in range(1, 7))} <= set(parsed.ids)
    assert text.count('<a class="flag" href="#note-') == 3
    assert '<a class="flag update" href="#note-3-' in text
    assert 'rel="noreferrer noopener"' in text
    assert "article 2 (ode.txt), characters 18–40" in parsed.text
    assert "≠1 one says it is not so · suggested · score 0.91 · pair 1" in parsed.text


def test_notes_say_who_says_what_against_it(store: Store) -> None:
    body = article_body(store.article_page("1"))
    notes = [note for part in body.paragraphs for note in part.notes]
    assert [(note.number, note.claim, note.sign) for note in notes] == [
        (1, 1, "≠"),
        (2, 2, "≠"),
        (3, 3, "→"),
        (4, 4, "≠"),
    ]
    first = notes[0]
    assert (first.speaker, first.standing, first.sure) == ("Kim Ode", "engineer", "probable")
    assert (first.reason, first.status, first.facts) == ("one says it is not so", "suggested", ("score 0.91", "pair 1"))
    assert [run.text for run in first.words if run.is_clash] == ["not safe"]
    assert "".join(run.text for run in first.words) == "The bridge is not safe."
    assert (first.where, first.place.claim) == ("Harbour News, 2024-03-03", None)
    assert notes[1].place.claim == 4
    clash = [piece.text for part in body.paragraphs for piece in part.segments if piece.is_clash]
    assert clash == ["is safe"]


def test_a_link_to_the_other_claim_where_it_is_in_the_same_file(store: Store) -> None:
    bodies = [article_body(found, here={1, 2}) for found in store.article_pages([1, 2])]
    notes = [note for part in bodies[0].paragraphs for note in part.notes]
    assert [note.place.claim for note in notes] == [7, 4, 7, 2]
    texts = ["\n".join(render("article.html", body=body)) for body in bodies]
    ids = [name for text in texts for name in read_page(text).ids]
    assert len(ids) == len(set(ids))
    assert {link[1:] for text in texts for link in read_page(text).links if link[0] == "#"} <= set(ids)


def test_what_was_dismissed_is_not_told_and_what_was_confirmed_is_said_so(store: Store) -> None:
    store.review(1, "dismissed")
    store.review(2, "confirmed", reviewer="kim", note="Asked again.")
    notes = [note for part in article_body(store.article_page("1")).paragraphs for note in part.notes]
    assert [note.claim for note in notes] == [2, 3, 4]
    assert notes[0].is_confirmed
    assert notes[0].comment == "Asked again."
    assert notes[0].status.startswith("confirmed by kim")


def test_certainty_stands_where_a_claim_is_not_simply_asserted(store: Store) -> None:
    body = article_body(store.article_page("1"))
    said = [sure.words for part in body.paragraphs for piece in part.segments for sure in piece.sure]
    assert said == ["probable", "denied", "possible, distancing", "probably not", "doubtful"]
    assert body.has_evidence
    assert article_body(store.article_page("3")).scorers == ""
    unscored = [piece.sure for part in article_body(store.article_page("3")).paragraphs for piece in part.segments]
    assert set(unscored) == {()}


def test_the_legend_counts(store: Store) -> None:
    legend = article_body(store.article_page("1")).legend
    assert [(who.chip.label, who.name, who.claims) for who in legend.items] == [
        ("1", "Ada Osei", "3 claims: 1 certain, 1 probable, 1 denied"),
        ("2", "Engineers", "1 claim, possible"),
        ("3", "Lee Tan", "1 claim, probably not"),
        ("?", "no speaker found", "1 claim, doubtful"),
    ]


def test_copies_are_said(store: Store) -> None:
    assert article_body(store.article_page("1")).copies == (
        "Copied by 1 article: Evening Echo, 2024-03-02 (article 3).",
    )
    assert article_body(store.article_page("3")).copies == ("A copy of River Post, 2024-03-02 (article 1).",)


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://river.example/1?a=1&b=<2>#c", True),
        ("http://river.example", True),
        ("HTTPS://river.example/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//river.example/", False),
        ("https:///nohost", False),
        ("https://[::1", False),
        ("https://river.example/\u202etxt.exe", False),
        ("https://river.example/ x", False),
        (" https://river.example/", False),
        ("java\nscript:alert(1)", False),
    ],
)
def test_only_an_address_of_the_web_is_a_link(url: str, is_link: bool) -> None:
    with Store.open(":memory:") as store:
        store.add_article(said(person("Ada Osei"), url=url))
        text = page(store.article_page("1"))
        parsed = read_page(text)
        check_links(parsed, {url} if is_link else set())
        assert printable(url) in parsed.text


def test_cited_claims_are_marked_and_rules_are_for_the_claims(store: Store) -> None:
    body = article_body(store.article_page("1"), cited={2})
    cited = [piece.text for part in body.paragraphs for piece in part.segments if piece.is_cited]
    assert "".join(cited) == "it will stay open."
    rules = article_rules([body])
    assert "#claim-2:target~.c2" in rules
    assert ":has" not in rules
    assert "style" in read_page("\n".join(render("article.html", rules=rules, body=body))).tags


def test_rules_for_some_claims_alone(store: Store) -> None:
    rules = article_rules([article_body(found) for found in store.article_pages([1, 2])], only={2, 7})
    assert rules.count(":target~") == 2
    assert "#claim-2:target~.c2,#claim-7:target~.c7{" in rules
    assert ":target~" not in article_rules([])


def test_many_articles_stand_in_one_page(store: Store) -> None:
    bodies = [article_body(found, here={1, 2, 3}) for found in store.article_pages([1, 2, 3])]
    macro = vars(_environment().get_template("article_body.html").module)["article_body"]
    parsed = read_page("<main>" + "".join(macro(body, level=3) for body in bodies) + "</main>")
    check_links(parsed, {"https://river.example/1"})
    assert {"article-1", "article-2", "article-3", "claim-7"} <= set(parsed.ids)
    assert "#claim-7" in parsed.links
    assert "h3" in parsed.tags
    assert "h1" not in parsed.tags


def test_lines_that_end_in_cr_and_lf_are_paragraphs_all_the_same() -> None:
    line = "a line of some sixty letters, as a program of the nineties breaks it"
    with Store.open(":memory:") as store:
        text = "\r\n\r\n".join("\r\n".join([line] * 3) for _ in range(2))
        store.add_article(Extraction(Article("crlf.txt", text), (), "sample@1"))
        assert shown(article_body(store.article_page("1"))) == [" ".join([line] * 3)] * 2


def test_a_claim_over_two_paragraphs_is_marked_in_both() -> None:
    with Store.open(":memory:") as store:
        words = "the bridge is safe.\n\nAnd it stays open"
        store.add_article(said(person("Ada Osei"), words))
        body = article_body(store.article_page("1"))
        assert body.broken == (1,)
        assert [["c1" in piece.classes for piece in part.segments].count(True) for part in body.paragraphs] == [1, 1]
        assert ".text:has(#claim-1:target) .c1{" in article_rules([body])


def test_of_a_long_article_what_is_cited_is_shown_and_what_is_left_out_is_said() -> None:
    with Store.open(":memory:") as store:
        store.add_article(enormous(300))
        found = store.article_page("1")
        claim = found.claim_ids[155][0]
        body = article_body(found, cited={claim}, around=3_000)
        assert len(body.paragraphs) == 3
        assert [part.before for part in body.paragraphs] == ["… 10 paragraphs left out …", "", ""]
        assert body.after == "… 10 paragraphs left out …"
        assert any(piece.is_cited for piece in body.paragraphs[1].segments)
        chips = {piece.chip for part in body.paragraphs for piece in part.segments if piece.chip}
        assert {who.chip for who in body.legend.items} == chips
        assert (len(chips), body.legend.total) == (31, 201)
        parsed = read_page("\n".join(render("article.html", rules=article_rules([body]), body=body)))
        check_links(parsed, set())
        assert {f"claim-{number}" for numbers in found.claim_ids for number in numbers} <= set(parsed.ids)
        assert len(article_body(found).paragraphs) == 23


def test_what_speaks_against_claims_that_are_not_shown_is_counted() -> None:
    with Store.open(":memory:") as store:
        store.add_article(enormous(300))
        store.add_relations(1, JUDGE, [found(1, 300), found(2, 3)])
        whole = store.article_page("1")
        body = article_body(whole, cited={150}, around=2_000)
        assert body.more_notes == "… 2 more contradictions or updates left out …"
        assert article_body(whole).more_notes == ""
        assert article_body(store.article_page("1", most=1)).more_notes == "… 1 more contradiction or update left out …"


def test_the_same_store_gives_the_same_bytes(store: Store) -> None:
    assert page(store.article_page("1")) == page(store.article_page("1"))


def test_hostile_articles_are_text() -> None:
    with Store.open(":memory:") as store:
        fill_hostile(store)
        for number, words in enumerate(HOSTILE, start=1):
            found = store.article_page(str(number))
            text = page(found)
            parsed = read_page(text)
            assert parsed.tags <= OURS
            assert parsed.attributes <= ATTRIBUTES
            assert parsed.comments == 0
            assert all(link.startswith(("#", "https://x.example/")) for link in parsed.links)
            check_links(parsed, {link for link in parsed.links if link[0] != "#"})
            assert not [char for char in text if char != "\n" and unicodedata.category(char) == "Cc"]
            assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
            seen = "".join(harmless(words).split())
            assert seen in "".join(parsed.text.split())
            body = article_body(found)
            everything = "".join([*([body.heading.text] if body.heading else []), *shown(body)])
            assert "".join(everything.split()) == "".join(harmless(found.stored.article.text).split())


def test_the_style_is_ours_alone() -> None:
    with Store.open(":memory:") as store:
        fill_hostile(store)
        text = page(store.article_page("3"))
        assert text.count("<style>") == text.count("</style>") == 1
        style = text.partition("<style>")[2].partition("</style>")[0]
        assert "display: none }" not in style.replace(".wide { display: none; }", "").replace("{ display: none; }", "")
        assert "style=" not in text


@pytest.mark.slow
def test_three_thousand_attributions_are_a_matter_of_seconds() -> None:
    with Store.open(":memory:") as store:
        store.add_article(enormous())
        found = store.article_page("1")
        assert len(found.stored.attributions) == 3_000
        assert len(found.stored.article.text) > 140_000
        page(found)  # the templates are read
        start = time.process_time()
        text = page(found)
        # 0.7 s alone, 2 s within a whole run; with a walk for each it would be a minute
        assert time.process_time() - start < 4
        parsed = read_page(text)
        check_links(parsed, set())
        assert parsed.text.count("… and 141 more speakers") == 1 == len(parsed.ids) - 3_000
        assert len(article_body(found).legend.items) == MOST_SPEAKERS


def test_an_article_without_anything() -> None:
    with Store.open(":memory:") as store:
        for ref, text in (("empty", ""), ("blank", " \n\n\ufeff\n ")):
            store.add_article(Extraction(Article(ref, text), (), "sample@1"))
            body = article_body(store.article_page(ref), cited={9}, around=10)
            assert (body.paragraphs, body.after) == ((), "")
            assert "No attributions found." in page(store.article_page(ref))


def test_a_claim_without_a_word_still_has_its_anchor(store: Store) -> None:
    found = store.article_page("2")
    bare = replace(found.stored.article, text=" " * len(found.stored.article.text))
    body = article_body(replace(found, stored=replace(found.stored, article=bare)))
    assert body.loose == (7,)
    assert "claim-7" in read_page("\n".join(render("article.html", body=body))).ids


def test_weak_suggestions_are_folded_away_with_their_number() -> None:
    with Store.open(":memory:") as store:
        fill_disputed(store, 0.9, 0.8, 0.7, 0.6, 0.45)
        body = article_body(store.article_page("1"))
        text = page(store.article_page("1"))
    (paragraph,) = body.paragraphs
    assert [note.score for note in paragraph.open_notes] == [0.9, 0.8, 0.7]
    assert [note.score for note in paragraph.weak_notes] == [0.6, 0.45]
    assert "<summary>2 weaker suggestions, with a score of 0.60 at most</summary>" in text
    before, folded = text.split('<details class="folded">')
    for note in paragraph.notes:
        assert f'<li id="{note.id}" class="note' in (folded if note.is_weak else before)
        assert f'href="#{note.id}"' in before
    assert before.count('class="flag weak"') == 2
    assert body.folded in text.replace("&#39;", "'")
    check_links(read_page(text), set())


def test_nothing_is_folded_where_nothing_is_weak(store: Store) -> None:
    text = page(store.article_page("1"))
    assert "<details" not in text
    assert "Folded" not in text


def test_one_weak_suggestion_alone() -> None:
    with Store.open(":memory:") as store:
        fill_disputed(store, 0.42)
        text = page(store.article_page("1"))
    assert "<summary>1 weaker suggestion, with a score of 0.42</summary>" in text
    assert text.count('<ul class="notes"') == 1
