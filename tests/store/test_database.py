"""Adding and reading back: nothing is changed, lost, doubled or half written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.sample import MODEL, person, said, sure
from tracker.errors import InputError
from tracker.records import (
    DISTANCES,
    KINDS,
    LEVELS,
    POLARITIES,
    SPEAKER_KINDS,
    Article,
    Attribution,
    Certainty,
    Claim,
    Extraction,
    Span,
    Speaker,
)
from tracker.store import ClaimQuery, Store

ADA = person("Ada Lovelace", "Lovelace", role="analyst", affiliation="Engines Ltd")
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
MAYBE = st.none() | WORDS


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Any article with any spans that lie inside it."""
    text = draw(WORDS)
    point = st.integers(0, len(text))
    span = st.tuples(point, point).map(lambda ends: Span(min(ends), max(ends)))
    several = st.lists(span, max_size=3).map(tuple)
    unit = st.floats(0, 1)
    speaker = st.builds(
        Speaker, WORDS, st.sampled_from(SPEAKER_KINDS), MAYBE, MAYBE, st.lists(WORDS, max_size=3).map(tuple)
    )
    certainty = st.builds(
        Certainty,
        st.sampled_from(LEVELS),
        unit,
        st.sampled_from(POLARITIES),
        st.floats(-3, 3),
        WORDS,
        st.just(()) | st.tuples(unit, unit, unit, unit),
        several,
        WORDS,
        point,
    )
    claims = st.lists(st.builds(Claim, span, WORDS, st.none() | certainty), max_size=3).map(tuple)
    attribution = st.builds(
        Attribution,
        several,
        several,
        several,
        st.sampled_from(KINDS),
        unit,
        st.none() | speaker,
        claims,
        st.none() | st.sampled_from(DISTANCES),
    )
    mended = st.lists(WORDS, max_size=2).map(tuple)
    article = st.builds(Article, WORDS, st.just(text), *[MAYBE] * 8, mended)
    return Extraction(draw(article), tuple(draw(st.lists(attribution, max_size=20))), MODEL)


@settings(deadline=None, max_examples=60)
@given(extractions())
def test_what_comes_back_is_what_went_in(extraction: Extraction) -> None:
    with Store.open(":memory:") as store:
        result = store.add_article(extraction)
        stored = store.article(extraction.article.ref)
        assert stored.article == extraction.article
        assert stored.attributions == extraction.attributions
        assert stored.head.id == result.article_id
        listed = store.claims()
        claims = [claim for attribution in extraction.attributions for claim in attribution.claims]
        assert result.claims == len(claims) == len(listed)
        assert [(claim.span, claim.text) for claim in listed] == [(claim.span, claim.text) for claim in claims]
        distances = [attribution.distance for attribution in extraction.attributions for _ in attribution.claims]
        assert [claim.distance for claim in listed] == distances
        for claim, given_one in zip(listed, claims, strict=True):
            if (told := given_one.certainty) is None:
                assert (claim.certainty, claim.factuality, claim.evidence, claim.certainty_model) == (
                    None,
                    None,
                    (),
                    None,
                )
                continue
            assert (claim.certainty, claim.score, claim.polarity) == (told.level, told.score, told.polarity)
            assert (claim.factuality, claim.evidence, claim.certainty_model) == (
                told.factuality, told.evidence, told.model,
            )  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(extractions())
def test_every_stored_span_is_its_words(extraction: Extraction) -> None:
    with Store.open(":memory:") as store:
        store.add_article(extraction)
        for claim in store.claims():
            assert claim.quote == claim.span.of(extraction.article.text)


def test_the_same_article_again_changes_nothing(store: Store) -> None:
    extraction = said(ADA)
    assert not store.has_article(extraction.article)
    first = store.add_article(extraction)
    assert store.has_article(extraction.article)
    before = list(store.as_sqlite_utils().conn.iterdump())
    again = store.add_article(extraction)
    assert list(store.as_sqlite_utils().conn.iterdump()) == before
    assert (first.added, again.added) == (True, False)
    assert (again.article_id, again.claims) == (first.article_id, first.claims)


def test_the_same_text_under_another_ref_is_another_article(store: Store) -> None:
    store.add_article(said(ADA, ref="a.txt"))
    assert not store.has_article(said(ADA, ref="b.txt").article)
    assert store.add_article(said(ADA, ref="b.txt")).added
    assert len(store.articles()) == 2


def test_a_new_text_under_an_old_ref_is_listed_instead_and_the_old_one_is_kept(store: Store) -> None:
    old = store.add_article(said(ADA, "the bridge is safe"))
    new = store.add_article(said(ADA, "the bridge is closed"))
    assert [claim.quote for claim in store.claims()] == ["the bridge is closed"]
    assert [head.id for head in store.articles()] == [new.article_id]
    assert store.sources()[0].claims == 1
    assert store.article("bridge.txt").head.id == new.article_id
    assert [claim.quote for claim in store.claims(ClaimQuery(article=str(old.article_id)))] == ["the bridge is safe"]


def test_going_back_to_the_old_text_lists_it_again(store: Store) -> None:
    old, new = said(ADA, "the bridge is safe"), said(ADA, "the bridge is closed")
    store.add_article(old)
    store.add_article(new)
    assert not store.has_article(old.article)
    assert not store.add_article(old).added
    assert store.has_article(old.article)
    assert [claim.quote for claim in store.claims()] == ["the bridge is safe"]


def test_an_article_with_nothing_in_it(store: Store) -> None:
    store.add_article(Extraction(Article("empty.txt", ""), (), MODEL, notes=("nothing to read",)))
    assert store.article("empty.txt").attributions == ()
    assert store.claims() == []


def test_notes_and_run_are_kept(store: Store) -> None:
    run = store.begin_run("tracker add", MODEL)
    extraction = Extraction(Article("a.txt", "Über"), (), MODEL, notes=("an unclosed quote: “",))
    store.add_article(extraction, run_id=run)
    store.finish_run(run, added=1, unchanged=2, skipped=3, status="partly")
    db = store.as_sqlite_utils()
    assert next(db.query("SELECT notes, run_id FROM articles")) == {"notes": '["an unclosed quote: “"]', "run_id": run}
    row = next(db.query("SELECT * FROM runs"))
    assert (row["command"], row["model"], row["status"]) == ("tracker add", MODEL, "partly")
    assert (row["added"], row["unchanged"], row["skipped"]) == (1, 2, 3)
    assert row["started_at"] <= row["finished_at"]


def test_what_is_known_of_a_score_is_stored_from_where_its_passage_begins(store: Store) -> None:
    text = "It rained. Ada Lovelace said the bridge may be safe."
    may = text.index("may")
    score = sure("possible", 0.45, evidence=(Span(may, may + 3),), key="k1", offset=11)
    store.add_article(said(ADA, "the bridge may be safe", text=text, certainty=score, distance="neutral"))
    row = next(store.as_sqlite_utils().query("SELECT * FROM scores"))
    assert (row["evidence"], row["passage_key"], row["passage_start"]) == (f"[[{may - 11}, {may - 8}]]", "k1", 11)
    assert row["probabilities"] == "[0.7, 0.2, 0.1, 0.0]"
    (claim,) = store.claims()
    assert [span.of(text) for span in claim.evidence] == ["may"]
    assert (claim.distance, claim.certainty_model, claim.factuality) == ("neutral", score.model, 1.5)


@pytest.mark.parametrize(
    ("column", "value"),
    [("probabilities", "[1"), ("evidence", "may"), ("evidence", None), ("level", "sure"), ("polarity", "no")],
)
def test_the_table_of_scores_refuses_what_cannot_be(store: Store, column: str, value: object) -> None:
    store.add_article(said(ADA, certainty=sure()))
    with pytest.raises(sqlite3.IntegrityError):
        store.as_sqlite_utils().conn.execute(f"UPDATE scores SET {column} = ?", (value,))


def test_the_table_of_attributions_refuses_another_distance(store: Store) -> None:
    store.add_article(said(ADA))
    with pytest.raises(sqlite3.IntegrityError):
        store.as_sqlite_utils().conn.execute("UPDATE attributions SET distance = 'far'")


def test_a_failed_add_leaves_nothing(tmp_path: Path) -> None:
    broken = said(ADA, "the bridge is closed", ref="broken.txt")
    odd = Attribution((), (), (), "shouted", 0.5)  # type: ignore[arg-type]
    broken = Extraction(broken.article, (*broken.attributions, odd), MODEL)
    with Store.open(tmp_path / "t.db") as store:
        store.add_article(said(ADA))
        before = list(store.as_sqlite_utils().conn.iterdump())
        with pytest.raises(sqlite3.IntegrityError):
            store.add_article(broken)
        with pytest.raises(sqlite3.IntegrityError):
            store.add_articles([said(ADA, ref="c.txt"), broken])
        assert list(store.as_sqlite_utils().conn.iterdump()) == before


def test_half_a_surrogate_pair_is_the_fault_of_the_input(store: Store) -> None:
    with pytest.raises(InputError, match="surrogate"):
        store.add_article(Extraction(Article("a.txt", "\ud800"), (), MODEL))
    assert store.articles() == []


def test_several_at_once(store: Store) -> None:
    results = store.add_articles([said(ADA, ref="a.txt"), said(ADA, ref="b.txt"), said(ADA, ref="a.txt")])
    assert [result.added for result in results] == [True, True, False]


def test_the_full_text_index_agrees_with_the_claims(store: Store) -> None:
    store.add_articles([said(ADA, ref=f"{number}.txt") for number in range(40)])
    conn = store.as_sqlite_utils().conn
    conn.execute("UPDATE claims SET text = 'Replaced.' WHERE id = 3")
    conn.execute("DELETE FROM claims WHERE id = 4")
    conn.execute("INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)")
    assert [claim.id for claim in store.claims(ClaimQuery(text="replaced"))] == [3]
    assert len(store.claims(ClaimQuery(text="bridge"))) == 39
