"""What people decide on pairs: kept, told by whom, taken back, and true of the same two claims wherever they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.sample import JUDGE, found, person, said, sure
from tracker.errors import QueryError
from tracker.records import REVIEW_STATUSES, ReviewStatus
from tracker.store import RelationQuery, Store
from tracker.store.reviews import content_key

ADA = person("Ada Lovelace", "Lovelace")
BEN = person("Ben Okri")
NEXT = "nli-test@2.0.0"


@pytest.fixture
def store() -> Iterator[Store]:
    """Ada's claim 1 against Ben's claim 2: pair 1."""
    with Store.open(":memory:") as store:
        store.add_article(said(ADA, "the bridge is open", ref="a.txt", date="2024-05-01"))
        store.add_article(said(BEN, "the bridge is closed", ref="b.txt", date="2024-05-02"))
        store.add_relations(2, JUDGE, [found(1, 2)])
        yield store


def log(store: Store) -> list[tuple[object, ...]]:
    sql = "SELECT status, note, reviewer, relation_id, undoes FROM reviews ORDER BY id"
    return store.as_sqlite_utils().conn.execute(sql).fetchall()


# --- deciding and taking back


def test_a_decision_is_shown_with_who_and_when(store: Store) -> None:
    pair = store.review(1, "dismissed", note="two bridges", reviewer="eve")
    assert (pair.status, pair.note, pair.reviewer) == ("dismissed", "two bridges", "eve")
    assert pair.reviewed_at is not None
    assert pair.reviewed_at.endswith("Z")
    assert store.relation(1) == pair
    assert [dispute.head for dispute in store.disputes()] == [pair]
    assert store.review_queue() == []


def test_rows_are_only_added(store: Store) -> None:
    store.review(1, "confirmed", reviewer="eve")
    store.review(1, "dismissed", note="no")
    store.undo_review(1)
    assert log(store) == [
        ("confirmed", None, "eve", 1, None),
        ("dismissed", "no", None, 1, None),
        ("confirmed", None, "eve", 1, 2),
    ]
    assert store.relation(1).status == "confirmed"


def test_undoing_all_the_way_and_deciding_anew(store: Store) -> None:
    untouched = store.relation(1)
    store.review(1, "confirmed", note="first")
    store.review(1, "dismissed")
    store.review(1, "confirmed", note="third")
    assert store.undo_review(1).status == "dismissed"
    pair = store.undo_review(1)
    assert (pair.status, pair.note) == ("confirmed", "first")
    assert store.undo_review(1) == untouched
    with pytest.raises(QueryError, match="nobody has decided on pair 1; there is nothing to undo"):
        store.undo_review(1)
    assert store.review(1, "dismissed").status == "dismissed"
    assert store.undo_review(1) == untouched


def test_back_into_the_queue(store: Store) -> None:
    store.review(1, "confirmed")
    pair = store.review(1, "suggested", note="ask the desk", reviewer="eve")
    assert (pair.status, pair.note, pair.reviewer) == ("suggested", "ask the desk", "eve")
    assert pair.reviewed_at is not None
    assert store.review_queue() == [pair]
    assert store.undo_review(1).status == "confirmed"


@settings(max_examples=20)
@given(st.lists(st.sampled_from((*REVIEW_STATUSES, None)), max_size=12))
def test_undo_is_the_inverse_of_deciding(steps: list[ReviewStatus | None]) -> None:
    with Store.open(":memory:") as store:
        store.add_articles([said(ADA, "the bridge is open", ref="a.txt"), said(BEN, "it is closed", ref="b.txt")])
        store.add_relations(2, JUDGE, [found(1, 2)])
        standing: list[tuple[ReviewStatus, str | None]] = [("suggested", None)]
        for number, status in enumerate(steps):
            if status is not None:
                store.review(1, status, note=str(number))
                standing.append((status, str(number)))
            elif len(standing) > 1:
                store.undo_review(1)
                standing.pop()
            else:
                with pytest.raises(QueryError):
                    store.undo_review(1)
            pair = store.relation(1)
            assert (pair.status, pair.note) == standing[-1]


@pytest.mark.parametrize("number", [0, 2, -1])
def test_an_unknown_pair(store: Store, number: int) -> None:
    what = f"no pair of claims {number}; see `tracker contradictions`"
    for status in REVIEW_STATUSES:
        with pytest.raises(QueryError, match=what):
            store.review(number, status)
    with pytest.raises(QueryError, match=what):
        store.undo_review(number)
    assert log(store) == []


def test_an_unknown_status(store: Store) -> None:
    with pytest.raises(QueryError, match="no status 'maybe'; use one of suggested, confirmed, dismissed"):
        store.review(1, "maybe")  # type: ignore[arg-type]


# --- what a decision survives


def test_the_same_article_under_another_ref(store: Store) -> None:
    store.review(1, "dismissed", note="two bridges")
    store.add_article(said(BEN, "the bridge is closed", ref="again.txt", date="2024-05-03"))
    (pair,) = store.add_relations(3, JUDGE, [found(1, 3)])
    assert (pair.id, pair.status, pair.note) == (2, "dismissed", "two bridges")
    assert store.review_queue() == []
    assert store.undo_review(2).status == "suggested"
    assert store.relation(1).status == "suggested", "one decision on the same two claims, not two"


def test_a_new_version_of_an_article(store: Store) -> None:
    store.review(1, "confirmed")
    longer = "A day later. Ben Okri said that the bridge is “closed”."
    store.add_article(said(BEN, "the bridge is “closed”", ref="b.txt", text=longer, date="2024-05-02"))
    (dispute,) = store.disputes()
    assert (dispute.head.status, dispute.head.b.id, dispute.head.b.quote) == ("confirmed", 2, "the bridge is “closed”")
    assert dispute.head.b.span.of(longer) == dispute.head.b.quote


def test_a_new_version_in_other_words_told_again(store: Store) -> None:
    store.review(1, "confirmed")
    store.add_article(said(BEN, "the ferry is closed", ref="b.txt"))
    assert store.disputes() == [], "the words are gone"
    store.add_article(said(BEN, "the bridge is closed!", ref="b.txt"))
    (dispute,) = store.disputes()
    assert (dispute.head.status, dispute.head.b.id) == ("confirmed", 2)


def test_another_model(store: Store) -> None:
    store.review(1, "dismissed")
    (pair,) = store.add_relations(2, NEXT, [found(2, 1, 0.99)])
    assert (pair.status, pair.model) == ("dismissed", NEXT)
    assert store.review_queue() == []


def test_another_relation_is_another_question(store: Store) -> None:
    store.review(1, "dismissed")
    (update,) = store.add_relations(2, NEXT, [found(1, 2, relation="supersedes")])
    assert update.status == "suggested"
    store.review(update.id, "confirmed")
    assert store.relation(1).status == "dismissed"


def test_scores_and_the_joining_of_two_speakers(store: Store) -> None:
    store.review(1, "confirmed")
    store.add_scores({1: sure(), 2: sure()})
    conn = store.as_sqlite_utils().conn
    conn.execute("UPDATE mentions SET speaker_id = 1")
    conn.execute("UPDATE speakers SET name = 'A. Lovelace' WHERE id = 1")
    (pair,) = store.add_relations(2, NEXT, [found(1, 2)])
    assert (pair.status, pair.same_speaker) == ("confirmed", True)


def test_what_others_say_is_not_decided(store: Store) -> None:
    store.review(1, "dismissed")
    store.add_article(said(person("Cyd Vance"), "the bridge is closed", ref="c.txt"))
    store.add_article(said(BEN, "the gate is closed", ref="d.txt"))
    assert [pair.status for pair in store.add_relations(4, JUDGE, [found(1, 3), found(1, 4)])] == ["suggested"] * 2


def test_decisions_are_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.add_articles([said(ADA, "it is open", ref="a.txt"), said(BEN, "it is closed", ref="b.txt")])
        store.add_relations(2, JUDGE, [found(1, 2)])
        pair = store.review(1, "confirmed", note="“é”", reviewer="Ève")
    with Store.open(tmp_path / "t.db", create=False) as store:
        assert [dispute.head for dispute in store.disputes(RelationQuery(status="confirmed"))] == [pair]


# --- the key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ada Lovelace", "It is open."), ("ADA LOVELACE", "it is “open”")),
        (("Zoë", "About 1,300 left."), ("Zoe", "about 1300 left")),
        ((None, "It is open."), ("", "It is open.")),
    ],
)
def test_what_makes_no_difference(one: tuple[str | None, str], other: tuple[str | None, str]) -> None:
    third = ("Ben", "It is closed.")
    assert content_key(one, third) == content_key(other, third) == content_key(third, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ada", "It is open."), ("Ben", "It is open.")),
        (("Ada", "It is open."), ("Ada", "It is not open.")),
        (("Ada", "3.5 million left."), ("Ada", "35 million left.")),
        (("Ada", "It costs 5%."), ("Ada", "It costs 5.")),
        (("Ada", "…"), ("Ada", "!")),
        (("Ada", "b"), ("Ada b", "")),
    ],
)
def test_what_makes_a_difference(one: tuple[str | None, str], other: tuple[str | None, str]) -> None:
    third = ("Ben", "It is closed.")
    assert content_key(one, third) != content_key(other, third)


def test_the_key_is_the_same_for_ever() -> None:
    """Decisions are stored under it: a change here needs a migration."""
    assert content_key(("Ada", "It is open."), ("Ben", "It is 3.5%.")) == "01fbb46fd0a7df5214a37b1821cf77c7"
