"""Pairs of claims: stored once a model, the earlier claim first, and the articles that a model has yet to compare."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.sample import JUDGE, MODEL, found, person, said, spans, sure
from tracker.errors import QueryError
from tracker.records import (
    REASONS,
    RELATIONS,
    Article,
    ArticleHead,
    Clash,
    Extraction,
    FoundRelation,
    PairVerdict,
    Relation,
    Span,
    Speaker,
)
from tracker.store import RelationQuery, Store

ADA = person("Ada Lovelace", "Lovelace")
BEN = person("Ben Okri")
NEXT = "nli-test@2.0.0"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


@pytest.fixture
def two(store: Store) -> Store:
    """Claim 1, of the second of May, and claim 2, of the first."""
    store.add_article(said(ADA, "the bridge is open", ref="a.txt", date="2024-05-02", certainty=sure()))
    store.add_article(said(BEN, "the bridge is closed", ref="b.txt", outlet="Post", date="2024-05-01"))
    return store


def heads(store: Store, **query: object) -> list[int]:
    return [dispute.head.id for dispute in store.disputes(RelationQuery(**query))]  # type: ignore[arg-type]


# --- storing


def test_the_earlier_claim_comes_first_with_its_own_words(two: Store) -> None:
    clash = Clash(spans("The bridge is open.", "open"), spans("The bridge is closed.", "is", "closed"))
    (pair,) = two.add_relations(2, JUDGE, [found(1, 2, 0.8, clash=clash)])
    assert (pair.a.id, pair.b.id) == (2, 1)
    assert (pair.relation, pair.reason, pair.score, pair.status) == ("contradiction", "antonym", 0.8, "suggested")
    assert (pair.model, pair.same_speaker) == (JUDGE, False)
    assert [span.of(pair.a.text) for span in pair.clash.a] == ["is", "closed"]
    assert [span.of(pair.b.text) for span in pair.clash.b] == ["open"]
    assert (pair.note, pair.reviewer, pair.reviewed_at) == (None, None, None)
    assert {claim.id: claim for claim in two.claims()} == {pair.a.id: pair.a, pair.b.id: pair.b}
    assert two.relation(pair.id) == pair


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2024-05-01", "2024-05-02", (1, 2)),
        ("2024-05-02", "2024-05-01", (2, 1)),
        ("2024-05-01", "2024-05-01", (1, 2)),
        (None, "2024-05-01", (1, 2)),
        ("2024-05-01", None, (1, 2)),
        (None, None, (1, 2)),
        ("2024-05-01T18:00:00Z", "2024-05-01T06:00:00Z", (2, 1)),
        ("2024-05-01T18:00:00Z", "2024-05-01", (1, 2)),
        ("2024-05-01", "2024-05-01T06:00:00Z", (1, 2)),
        ("2024-05", "2024-04-30", (2, 1)),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_which_of_two_is_earlier(
    store: Store, first: str | None, second: str | None, expected: tuple[int, int], *, turned: bool
) -> None:
    store.add_article(said(ADA, ref="a.txt", date=first))
    store.add_article(said(BEN, ref="b.txt", date=second))
    (pair,) = store.add_relations(2, JUDGE, [found(2, 1) if turned else found(1, 2)])
    assert (pair.a.id, pair.b.id) == expected


@settings(max_examples=20)
@given(
    st.sampled_from(("contradiction", "supersedes")),
    st.none() | st.sampled_from(REASONS),
    st.floats(0, 1),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=3),
    st.booleans(),
)
def test_what_goes_in_comes_out(
    relation: Relation, reason: object, score: float, ends: list[tuple[int, int]], turned: bool
) -> None:
    words = tuple(Span(min(both), max(both)) for both in ends)
    verdict = PairVerdict(relation, score, reason, Clash(words, ()), JUDGE)  # type: ignore[arg-type]
    with Store.open(":memory:") as store:
        store.add_articles([said(ADA, ref="a.txt"), said(BEN, ref="b.txt")])
        given = FoundRelation(2, 1, verdict) if turned else FoundRelation(1, 2, verdict)
        (pair,) = store.add_relations(2, JUDGE, [given])
    assert (pair.relation, pair.reason, pair.score, pair.a.id, pair.b.id) == (relation, reason, score, 1, 2)
    assert pair.clash == (Clash((), words) if turned else Clash(words, ()))


def test_only_contradictions_and_updates_are_stored(two: Store) -> None:
    for relation in RELATIONS:
        two.add_article(said(BEN, f"it is {relation}", ref=relation))
    given = [found(1, number, relation=relation) for number, relation in enumerate(RELATIONS, 3)]
    pairs = two.add_relations(1, JUDGE, given)
    assert [pair.relation for pair in pairs] == ["contradiction", "supersedes"]
    assert two.as_sqlite_utils().conn.execute("SELECT count(*) FROM relations").fetchone() == (2,)
    assert two.add_relations(2, JUDGE, []) == []


def test_a_pair_found_from_either_side_is_stored_once(two: Store) -> None:
    (pair,) = two.add_relations(1, JUDGE, [found(1, 2, 0.8), found(2, 1, 0.7)])
    assert two.add_relations(2, JUDGE, [found(2, 1, 0.6)]) == [pair]
    assert pair.score == 0.8
    assert heads(two) == [pair.id]


def test_one_speaker_against_themselves(two: Store) -> None:
    two.add_article(said(person("Ada Lovelace", "Lovelace", role="analyst"), "it is closed", ref="c.txt"))
    pairs = two.add_relations(3, JUDGE, [found(1, 3), found(2, 3)])
    assert [pair.same_speaker for pair in pairs] == [True, False]


def test_nobody_is_not_one_speaker(store: Store) -> None:
    for number, speaker in enumerate((None, None, Speaker("a report", "document"), Speaker("a report", "document"))):
        store.add_article(said(speaker, ref=f"{number}.txt"))
    assert [pair.same_speaker for pair in store.add_relations(4, JUDGE, [found(1, 2), found(3, 4)])] == [False, False]


@pytest.mark.parametrize(
    ("article", "pair", "what"),
    [
        (9, (1, 2), "no article 9"),
        (1, (1, 9), "no claim 9"),
        (1, (9, 1), "no claim 9"),
        (1, (1, 1), "claim 1 beside itself"),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_stored(
    two: Store, article: int, pair: tuple[int, int], what: str
) -> None:
    with pytest.raises(QueryError, match=what) as error:
        two.add_relations(article, JUDGE, [found(1, 2), found(*pair)])
    assert "; " in str(error.value), "it says what to do"
    assert heads(two) == []
    assert two.articles_to_compare(JUDGE) == [1, 2]


def test_an_unknown_pair(two: Store) -> None:
    with pytest.raises(QueryError, match=r"no pair of claims 1; see `tracker contradictions` for the ids"):
        two.relation(1)


# --- another model


def test_another_model_adds_a_row_and_the_newest_is_shown(two: Store) -> None:
    conn = two.as_sqlite_utils().conn
    (old,) = two.add_relations(2, JUDGE, [found(1, 2, 0.6)])
    rows = conn.execute("SELECT * FROM relations").fetchall()
    (new,) = two.add_relations(2, NEXT, [found(1, 2, 0.9, reason="negation")])
    assert conn.execute("SELECT * FROM relations ORDER BY id").fetchall()[:-1] == rows
    assert (new.model, new.score, new.reason) == (NEXT, 0.9, "negation")
    assert [dispute.head for dispute in two.disputes()] == [new]
    assert two.relation(old.id) == old


def test_a_verdict_that_a_later_model_does_not_find_again_is_gone(two: Store) -> None:
    (pair,) = two.add_relations(2, JUDGE, [found(1, 2)])
    two.add_relations(1, JUDGE, [])
    assert heads(two) == [pair.id], "the same model, from the other side"
    two.add_relations(1, NEXT, [])
    assert heads(two) == [pair.id], "only one of the two articles has been compared by the later model"
    two.add_relations(2, NEXT, [])
    assert heads(two) == []
    assert two.relation(pair.id) == pair


def test_what_a_person_decided_stays_whatever_a_later_model_finds(two: Store) -> None:
    (pair,) = two.add_relations(2, JUDGE, [found(1, 2)])
    two.review(pair.id, "confirmed")
    for article in (1, 2):
        two.add_relations(article, NEXT, [found(1, 2, relation="supersedes")] if article == 2 else [])
    assert heads(two, status="confirmed") == [pair.id]
    assert heads(two, relation="supersedes") == []
    two.review(pair.id, "dismissed")
    (update,) = two.disputes(RelationQuery("supersedes"))
    assert (update.head.model, update.head.status) == (NEXT, "suggested")
    assert heads(two) == []


def test_another_relation_by_a_later_model(two: Store) -> None:
    two.add_relations(2, JUDGE, [found(1, 2)])
    (update,) = two.add_relations(2, NEXT, [found(1, 2, relation="supersedes", reason="number")])
    assert heads(two) == []
    assert heads(two, relation="supersedes") == [update.id]


# --- which articles have been compared


def test_articles_that_a_model_has_yet_to_compare(two: Store) -> None:
    two.add_article(Extraction(Article("empty.txt", "Nothing."), (), MODEL))
    assert two.articles_to_compare(JUDGE) == [1, 2]
    two.add_relations(1, JUDGE, [])
    assert two.articles_to_compare(JUDGE) == [2]
    assert two.articles_to_compare(NEXT) == [1, 2]
    assert two.articles_to_compare() == [2], "by any model"
    two.add_article(said(BEN, "the bridge is gone", ref="b.txt"))
    assert two.articles_to_compare(JUDGE) == [4]
    two.add_relations(4, JUDGE, [])
    two.add_relations(4, JUDGE, [])
    assert two.articles_to_compare(JUDGE) == []
    rows = two.as_sqlite_utils().conn.execute("SELECT article_id, model FROM comparisons ORDER BY id").fetchall()
    assert rows == [(1, JUDGE), (4, JUDGE)]


def test_an_article_whose_older_text_comes_back(two: Store) -> None:
    (pair,) = two.add_relations(2, JUDGE, [found(1, 2)])
    two.add_article(said(BEN, "the bridge is gone", ref="b.txt"))
    assert heads(two) == []
    two.add_article(said(BEN, "the bridge is closed", ref="b.txt", outlet="Post", date="2024-05-01"))
    assert heads(two) == [pair.id]


# --- the view for SQL users, and what it costs


def test_the_view_shows_what_is_open(two: Store) -> None:
    two.add_article(said(ADA, "it is shut", ref="c.txt", date="2024-05-03T10:00:00Z"))
    two.add_relations(3, JUDGE, [found(1, 2, 0.714), found(1, 3, 0.9), found(2, 3, relation="supersedes")])
    two.review(1, "confirmed", note="seen", reviewer="eve")
    db = two.as_sqlite_utils()
    rows = list(db.query("SELECT * FROM open_contradictions"))
    assert [row["Relation id"] for row in rows] == [2, 1]
    assert [row["Same speaker"] for row in rows] == ["yes", "no"]
    assert rows[1] == {
        "Status": "confirmed",
        "Score": 0.71,
        "Reason": "antonym",
        "Speaker": "Ben Okri",
        "Claim": "The bridge is closed.",
        "Outlet": "Post",
        "Date": "2024-05-01",
        "Other speaker": "Ada Lovelace",
        "Other claim": "The bridge is open.",
        "Other outlet": None,
        "Other date": "2024-05-02",
        "Same speaker": "no",
        "Note": "seen",
        "Reviewed by": "eve",
        "Judged by": JUDGE,
        "Article": "b.txt",
        "Other article": "a.txt",
        "Claim id": 2,
        "Other claim id": 1,
        "Relation id": 1,
    }
    two.review(2, "dismissed")
    assert [row["Relation id"] for row in db.query("SELECT * FROM open_contradictions")] == [1]


@pytest.mark.parametrize("analysed", [False, True])
def test_no_question_goes_through_all_claims(store: Store, *, analysed: bool) -> None:
    store.add_articles(said(ADA, f"the bridge is {n} years old", ref=f"{n}.txt") for n in range(60))
    store.add_relations(60, JUDGE, [found(60, n) for n in range(1, 9)])
    conn = store.as_sqlite_utils().conn
    if analysed:
        conn.execute("ANALYZE")
    asked: list[str] = []
    conn.set_trace_callback(asked.append)
    store.disputes(RelationQuery(speaker="Ada Lovelace"))
    store.articles_to_compare(JUDGE)
    store.review(1, "confirmed")
    store.undo_review(1)
    store.add_signature(2, [1, 2])
    store.possible_originals(1, [1, 2])
    store.tie_reprint(1, 2, 0.9, {1: 2})
    store.add_relations(60, NEXT, [found(60, 1)])
    list(store.as_sqlite_utils().query("SELECT * FROM open_contradictions"))
    conn.set_trace_callback(None)
    for sql in asked:
        if not sql.startswith(("BEGIN", "COMMIT", "--")):
            plan = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}")]
            scanned = [step for step in plan if step.startswith("SCAN") and step.split()[1] in _ALL_CLAIMS]
            assert scanned == [], sql


# Tables with a row a claim or more, and the names they go by in queries.
_ALL_CLAIMS = {"claims", "attributions", "mentions", "scores", "c", "ca", "cb", "t", "ta", "tb", "m", "ma", "mb", "sc"}


@pytest.mark.slow
def test_a_pair_is_stored_in_less_than_a_millisecond(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.add_articles(said(ADA, f"the bridge is {n} years old", ref=f"{n}.txt") for n in range(3000))
        best = min(_seconds(store, f"nli@{n}", 200) for n in range(5))
        assert best / 200 < 0.001


def _seconds(store: Store, model: str, count: int) -> float:
    given = [found(3000, n) for n in range(1, count + 1)]
    begin = time.process_time()
    assert len(store.add_relations(3000, model, given)) == count
    return time.process_time() - begin


# --- reprints in the listing of claims


def test_a_claim_tells_where_it_was_printed_first(two: Store) -> None:
    two.add_article(said(BEN, "the bridge is closed", ref="copy.txt", outlet="Echo"))
    two.tie_reprint(3, 2, 0.97, {3: 2})
    origins = {claim.article.ref: claim.origin_article for claim in two.claims()}
    first = ArticleHead(2, "b.txt", None, "Post", "2024-05-01", None)
    assert origins == {"a.txt": None, "b.txt": None, "copy.txt": first}
