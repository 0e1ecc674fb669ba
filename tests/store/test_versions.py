"""A newer text of an article: which article it is of, what keeps its id, what happens when an older one comes back."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.sample import JUDGE, MODEL, Says, found, person, said, sure, told
from tracker.records import Article, Clash, Extraction, Level, Span, Speaker, StoredClaim
from tracker.store import ClaimQuery, Store
from tracker.store.versions import SAME_ARTICLE, likeness

ADA, BEN = person("Ada Osei", role="mayor"), person("Ben Okri")
URL = "https://paper.example/bridge"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


def connection(store: Store) -> sqlite3.Connection:
    conn = store.as_sqlite_utils().conn
    assert isinstance(conn, sqlite3.Connection)
    return conn


def ids(store: Store) -> dict[str, int]:
    """The ids of the current claims by their texts."""
    return {claim.text: claim.id for claim in store.claims()}


def add(store: Store, *says: Says, ref: str = "a.txt", url: str | None = None, end: str = "") -> int:
    extraction = told(*says, ref=ref, end=end)
    return store.add_article(replace(extraction, article=replace(extraction.article, url=url))).article_id


SAFE, OLD, FERRY = Says(ADA, "the bridge is safe"), Says(BEN, "the dam is old"), Says(ADA, "the ferry runs on Friday")


# --- what stays


def test_claims_that_stayed_keep_their_ids_where_they_moved(store: Store) -> None:
    add(store, SAFE, OLD, FERRY)
    before = ids(store)
    add(store, FERRY, SAFE)
    assert ids(store) == {text: before[text] for text in ("The ferry runs on Friday.", "The bridge is safe.")}
    check_spans(store)


def test_punctuation_case_and_marks_do_not_count(store: Store) -> None:
    add(store, Says(ADA, "the café, says she, is closed"))
    add(store, Says(ADA, "The cafe – says she – is closed!"))
    (claim,) = store.claims()
    assert (claim.id, claim.quote) == (1, "The cafe – says she – is closed!")
    assert [one.id for one in store.claims(ClaimQuery(text="cafe"))] == [1], "the search knows the new words"
    check_spans(store)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Says(BEN, "at least 12 are missing"), Says(BEN, "at least 14 are missing")),
        (Says(BEN, "it may have leaked in May"), Says(BEN, "it has leaked in May")),
        (Says(BEN, "it has leaked in May"), Says(ADA, "it has leaked in May")),
    ],
)
def test_other_words_or_another_speaker_are_another_claim(store: Store, before: Says, after: Says) -> None:
    add(store, before)
    add(store, after)
    assert list(ids(store).values()) == [2]


def test_a_fuller_name_is_the_same_speaker(store: Store) -> None:
    add(store, Says(person("Osei"), "the bridge is safe"))
    add(store, SAFE)
    (claim,) = store.claims()
    assert claim.id == 1
    assert claim.speaker is not None
    assert claim.speaker.name == "Ada Osei"


def test_of_two_alike_each_keeps_its_own(store: Store) -> None:
    add(store, SAFE, SAFE)
    add(store, SAFE, SAFE, SAFE)
    assert sorted(claim.id for claim in store.claims()) == [1, 2, 3]
    add(store, SAFE)
    assert [claim.id for claim in store.claims()] == [1]


def test_what_comes_back_has_its_id_again(store: Store) -> None:
    add(store, SAFE, OLD)
    add(store, SAFE)
    add(store, OLD, SAFE, FERRY)
    assert ids(store) == {"The bridge is safe.": 1, "The dam is old.": 2, "The ferry runs on Friday.": 3}


def test_everything_points_to_the_claims_that_stayed(store: Store) -> None:
    add(store, SAFE, OLD)
    add(store, Says(BEN, "the bridge is unsafe"), ref="b.txt")
    store.add_relations(1, JUDGE, [found(1, 3, clash=Clash((Span(14, 18),), (Span(14, 20),)))])
    store.review(1, "confirmed", note="Asked both.")
    store.add_scores({1: sure()})
    add(store, OLD, Says(ADA, "the bridge, is safe"))
    (dispute,) = store.disputes()
    pair = dispute.head
    assert (pair.a.id, pair.status, pair.note) == (1, "confirmed", "Asked both.")
    assert [span.of(pair.a.text) for span in pair.clash.a] == ["safe"]
    assert [span.of(pair.b.text) for span in pair.clash.b] == ["unsafe"]
    assert pair.a.certainty == "certain"


def test_copies_stay_copies_of_the_article(store: Store) -> None:
    first = add(store, SAFE, OLD)
    copy = add(store, SAFE, ref="b.txt")
    store.tie_reprint(copy, first, 0.9, {3: 1})
    newer = add(store, SAFE, FERRY)
    (page,) = store.article_pages([copy])
    assert page.original is not None
    assert page.original.id == newer
    assert [one.id for one in store.article_pages([newer])[0].copies] == [copy]


# --- scores


def scored(text: str, words: str, key: str, level: Level = "certain") -> Extraction:
    at = text.index(words)
    certainty = replace(sure(key=key, evidence=(Span(at, at + 3),), offset=at), level=level)
    return said(ADA, words, text=text, certainty=certainty)


def test_the_same_score_moves_with_its_claim(store: Store) -> None:
    store.add_article(scored("Ada Osei said the bridge is safe.", "the bridge is safe", "k"))
    store.add_article(scored("On Monday Ada Osei said the bridge is safe.", "the bridge is safe", "k"))
    (claim,) = store.claims()
    assert [span.of(store.text(2)) for span in claim.evidence] == ["the"]
    assert store.as_sqlite_utils()["scores"].count == 1
    (old,) = store.article("1").attributions
    assert old.claims[0].certainty is not None
    assert [span.of(store.text(1)) for span in old.claims[0].certainty.evidence] == ["the"]


def test_another_score_is_a_row_more_and_the_older_text_has_its_own_again(store: Store) -> None:
    first = scored("Ada Osei said the bridge is safe.", "the bridge is safe", "k")
    store.add_article(first)
    store.add_article(scored("Perhaps, Ada Osei said, the bridge is safe.", "the bridge is safe", "l", "possible"))
    (claim,) = store.claims()
    assert (claim.id, claim.certainty) == (1, "possible")
    store.add_article(first)
    (claim,) = store.claims()
    assert (claim.id, claim.certainty) == (1, "certain")
    assert [span.of(store.text(1)) for span in claim.evidence] == ["the"]


def test_who_does_not_score_keeps_the_score(store: Store) -> None:
    store.add_article(scored("Ada Osei said the bridge is safe.", "the bridge is safe", "k"))
    store.add_article(said(ADA, "the bridge is safe", text="Later Ada Osei said the bridge is safe."))
    (claim,) = store.claims()
    assert claim.certainty == "certain"
    assert [span.of(store.text(2)) for span in claim.evidence] == ["the"]


# --- the same again, and back


def test_the_same_text_again_changes_nothing(store: Store) -> None:
    add(store, SAFE)
    add(store, OLD)
    before = dump(store)
    result = store.add_article(told(OLD, ref="a.txt"))
    assert (result.added, result.replaces) == (False, None)
    assert dump(store) == before


def test_an_older_text_is_current_again(store: Store) -> None:
    add(store, SAFE, OLD)
    add(store, SAFE, FERRY)
    article = told(SAFE, OLD, ref="a.txt").article
    assert not store.has_article(article)
    result = store.add_article(Extraction(article, (), MODEL))
    assert (result.article_id, result.added, result.claims, result.replaces) == (1, False, 2, 2)
    assert ids(store) == {"The bridge is safe.": 1, "The dam is old.": 2}
    assert store.has_article(article)
    check_spans(store)


def test_an_older_text_is_read_as_it_was(store: Store) -> None:
    add(store, SAFE, OLD)
    whole = store.article("1").attributions
    add(store, OLD, FERRY)
    assert store.article("1").attributions == whole


# --- which article


LONG = " ".join(f"Word{number} of the story stands here." for number in range(60))
OTHER = " ".join(f"Nothing{number} is like it was anywhere." for number in range(60))


def titled(text: str, ref: str, url: str | None = URL) -> Extraction:
    return Extraction(Article(ref, text, url=url), (), MODEL)


def test_the_same_url_under_another_ref(store: Store) -> None:
    store.add_article(titled(LONG, "monday.html"))
    result = store.add_article(titled(LONG + " One more.", "tuesday.html"))
    assert result.replaces == 1
    assert [head.ref for head in store.articles()] == ["tuesday.html"]
    assert store.article("monday.html").head.id == result.article_id
    assert store.article(URL).head.id == result.article_id


def test_another_article_under_the_same_url(store: Store) -> None:
    store.add_article(titled(LONG, "monday.html"))
    assert store.add_article(titled(OTHER, "tuesday.html")).replaces is None
    assert store.add_article(titled(LONG + " More.", "wednesday.html")).replaces == 1
    assert {head.ref for head in store.articles()} == {"tuesday.html", "wednesday.html"}


def test_two_home_pages_share_their_furniture_and_no_claim(store: Store) -> None:
    furniture = " ".join(f"section{number}" for number in range(40))

    def page(one: Says, ref: str, words: str) -> Extraction:
        extraction = told(one, ref=ref, end=f"{furniture} " + " ".join(f"{words}{number}" for number in range(60)))
        return replace(extraction, article=replace(extraction.article, url=URL))

    store.add_article(page(SAFE, "monday.html", "monday"))
    assert store.add_article(page(OLD, "tuesday.html", "tuesday")).replaces is None
    assert store.add_article(page(SAFE, "wednesday.html", "wednesday")).replaces == 1, "with a claim it is enough"


def test_a_page_that_is_another_every_day_is_given_by_its_url(store: Store) -> None:
    store.add_article(titled(LONG, URL))
    assert store.add_article(titled(OTHER, URL)).replaces is None
    assert store.add_article(titled(OTHER + " More.", URL)).replaces == 2
    assert len(store.articles()) == 2


def test_a_name_of_ones_own_decides_alone(store: Store) -> None:
    store.add_article(titled(LONG, "story", None))
    assert store.add_article(titled(OTHER, "story", None)).replaces == 1


def test_the_same_text_under_the_same_url_is_the_same_article(store: Store) -> None:
    store.add_article(titled(LONG, "a.html"))
    assert store.has_article(Article("b.html", LONG, url=URL))
    assert not store.has_article(Article("b.html", LONG, url="https://paper.example/another"))
    assert store.add_article(titled(LONG, "b.html")).article_id == 1


def test_another_outlet_under_the_same_url_is_another_article(store: Store) -> None:
    def of(outlet: str | None, ref: str) -> Extraction:
        return Extraction(Article(ref, LONG + ref, outlet=outlet, url=URL), (), MODEL)

    store.add_article(of("River Post", "a"))
    assert store.add_article(of("Evening Echo", "b")).replaces is None
    assert store.add_article(of("river post", "c")).replaces == 1
    assert not store.has_article(Article("d", LONG + "c", outlet="Evening Echo", url=URL))


def test_a_folder_of_versions_added_again_changes_nothing(store: Store) -> None:
    files = [titled(LONG, "a.html"), titled(LONG + " More.", "b.html"), titled(LONG + " Most.", "c.html")]
    for one in files:
        store.add_article(one)
    before = dump(store)
    assert [store.has_article(one.article) for one in files] == [True] * 3
    for one in files:
        assert store.add_article(one).replaces is None
    assert dump(store) == before


def test_decisions_hold_under_another_ref(store: Store) -> None:
    ali = Speaker("Ali", "person", names=("Ali",))
    add(store, Says(ali, "the quay is closed now"), SAFE, ref="a.html", url=URL)
    add(store, SAFE, ref="other.txt")
    osei = store.find_speakers("Ada Osei")[0].id
    store.settle_source(1, osei)
    add(store, SAFE, Says(ali, "the quay is closed now"), ref="b.html", url=URL)
    assert {claim.speaker.name for claim in store.claims() if claim.speaker} == {"Ada Osei"}
    assert ids(store)["The quay is closed now."] == 1


def test_likeness_is_of_the_shorter_text() -> None:
    assert likeness(LONG, LONG + OTHER) == 1
    assert likeness(LONG, OTHER) < SAME_ARTICLE / 2
    assert likeness("", "") == 1
    assert likeness("", "a") == 0
    assert likeness("Only this", "only THIS.") == 1


# --- any sequence


WORDS = ("the bridge is safe", "the bridge is safe!", "the dam may hold", "the dam will hold", "at least 12 left")


@st.composite
def texts(draw: st.DrawFn) -> Extraction:
    """A text of up to four sentences, scored or not."""
    says = [
        Says(draw(st.sampled_from((ADA, BEN))), draw(st.sampled_from(WORDS))) for _ in range(draw(st.integers(0, 4)))
    ]
    extraction = told(*says, ref="a.txt", end=draw(st.sampled_from(("", "Corrected."))))
    attributions = []
    for one in extraction.attributions:
        (claim,) = one.claims
        certainty = draw(st.sampled_from((sure(), sure("possible", 0.4))))
        evidence = (Span(claim.span.start, claim.span.start + 3),)
        certainty = replace(certainty, evidence=evidence, offset=claim.span.start)
        attributions.append(replace(one, claims=(replace(claim, certainty=certainty),)))
    return replace(extraction, attributions=tuple(attributions))


def listing(store: Store) -> list[object]:
    """What is listed, without what counts rows."""

    def bare(claim: StoredClaim) -> StoredClaim:
        speaker = claim.speaker and replace(claim.speaker, id=0)
        return replace(claim, id=0, speaker=speaker, article=replace(claim.article, id=0))

    sources = [(one.speaker.name, one.claims, one.articles) for one in store.sources()]
    whole = [store.article(str(head.id)).attributions for head in store.articles()]
    return [[bare(claim) for claim in store.claims()], sorted(sources), whole]


def check_spans(store: Store) -> None:
    """What is stored stands where it is said to stand, in every text, and each claim has one row there."""
    conn = connection(store)
    rows = conn.execute(
        "SELECT c.id, c.start_char, c.end_char, c.quote, t.article_id, a.text FROM"
        " (SELECT id, attribution_id, start_char, end_char, quote FROM claims"
        " UNION ALL SELECT claim_id, attribution_id, start_char, end_char, quote FROM claim_versions) c"
        " JOIN attributions t ON t.id = c.attribution_id JOIN articles a ON a.id = t.article_id"
    ).fetchall()
    assert [row for row in rows if row[5][row[1] : row[2]] != row[3]] == []
    assert max(Counter((row[0], row[4]) for row in rows).values(), default=1) == 1
    assert conn.execute("SELECT count(*) FROM articles WHERE superseded_by IS NULL").fetchone() == (1,)


def dump(store: Store) -> str:
    conn = connection(store)
    tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return json.dumps({name: conn.execute(f"SELECT * FROM {name}").fetchall() for name in tables}, default=repr)


@settings(max_examples=60, deadline=None)
@given(st.lists(texts(), min_size=1, max_size=6), st.data())
def test_any_version_again_is_as_if_there_had_been_no_other(versions: list[Extraction], data: st.DataObject) -> None:
    first: dict[str, Extraction] = {}
    for one in versions:  # what was found in a text is found in it again
        first.setdefault(one.article.text, one)
    texts = [first[one.article.text] for one in versions]
    last = data.draw(st.sampled_from(texts))
    kept: dict[tuple[str, str], set[int]] = {}
    with Store.open(":memory:") as store, Store.open(":memory:") as alone:
        for one in (*texts, last):
            store.add_article(one)
            check_spans(store)
            for claim in store.claims():
                kept.setdefault((bare_words(claim.text), claim.speaker.name if claim.speaker else ""), set()).add(
                    claim.id
                )
        alone.add_article(last)
        assert listing(store) == listing(alone)
        store.history("a.txt")
    # A claim has as many ids as it is made at most in one text.
    most = Counter[tuple[str, str]]()
    for one in texts:
        most |= Counter(
            (bare_words(claim.text), found.speaker.name if found.speaker else "")
            for found in one.attributions
            for claim in found.claims
        )
    assert {key: len(numbers) for key, numbers in kept.items()} == dict(most)


def bare_words(text: str) -> str:
    return text.strip("!.").lower()
