"""Disputes: pairs that tell the same are one row, with a head, in an order, and narrowed by what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.store.sample import JUDGE, found, person, said
from tracker.errors import QueryError
from tracker.records import Reason, Relation, Speaker
from tracker.store import RelationQuery, Store

ADA = person("Ada Lovelace", "Lovelace")
BEN = person("Ben Okri")
CYD = person("Cyd Vance")
OPEN = "the bridge over the river is open"
SHUT = "nobody may cross the river until further notice"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


def tell(
    store: Store,
    speaker: Speaker | None,
    words: str,
    *,
    outlet: str | None = None,
    date: str | None = "2024-05-01",
    confidence: float = 0.9,
) -> int:
    """Add an article of one claim; gives the claim's id, which is also the article's and part of its ref."""
    number = len(store.articles()) + 1
    told = said(speaker, words, ref=f"{number}.txt", outlet=outlet, date=date, confidence=confidence)
    article = store.add_article(told).article_id
    assert [claim.id for claim in store.claims() if claim.article.id == article] == [number] == [article]
    return number


def pair(
    store: Store,
    a: int,
    b: int,
    score: float = 0.9,
    *,
    relation: Relation = "contradiction",
    reason: Reason = "antonym",
) -> int:
    """Store a verdict; gives the pair's id."""
    return store.add_relations(max(a, b), JUDGE, [found(a, b, score, relation=relation, reason=reason)])[0].id


def rows(store: Store, query: RelationQuery | None = None) -> list[list[int]]:
    """The ids of each dispute's pairs, the head first."""
    return [[dispute.head.id, *(one.id for one in dispute.also)] for dispute in store.disputes(query)]


@pytest.fixture
def told(store: Store) -> Store:
    """Pairs 1 to 3 tell one dispute in four outlets, pair 4 another."""
    a = tell(store, ADA, OPEN, outlet="Post")
    b = tell(store, BEN, SHUT, outlet="Echo")
    again = tell(store, CYD, OPEN + " again", outlet="Mail", date="2024-05-03")
    other = tell(store, None, SHUT, date="2024-05-04")
    pair(store, a, b, 0.7)
    pair(store, again, b, 0.8)
    pair(store, other, a, 0.6)
    gate = tell(store, ADA, "the gate was green", outlet="Post", date="2024-06-01")
    door = tell(store, CYD, "the gate was red", date="2024-06-02T12:00:00Z")
    pair(store, gate, door, 0.75, reason="degree")
    return store


# --- grouping


def test_one_dispute_told_by_many_is_one_row(told: Store) -> None:
    assert rows(told) == [[2, 1, 3], [4]]
    first, second = told.disputes()
    assert (first.outlets, first.origins) == (4, 4)
    assert (second.outlets, second.origins) == (2, 2)
    assert first.head == told.relation(2)
    assert first.also == (told.relation(1), told.relation(3))


def test_a_reprint_is_an_outlet_but_no_origin(told: Store) -> None:
    copy = tell(told, BEN, "no crossing for now", outlet="Copy")
    told.tie_reprint(copy, 2, 0.9, {copy: 2})
    pair(told, 1, copy, 0.99)
    first, _ = told.disputes()
    assert [first.head.id, *(one.id for one in first.also)] == [2, 1, 3, 5], "a reprint never heads"
    assert (first.outlets, first.origins) == (5, 4)
    assert first.also[-1].b.origin_article == told.relation(1).b.article


def test_a_dispute_of_reprints_only_has_a_head(store: Store) -> None:
    numbers = [tell(store, ADA, OPEN), tell(store, BEN, SHUT), tell(store, ADA, OPEN), tell(store, BEN, SHUT)]
    store.tie_reprint(3, 1, 1.0, {3: 1})
    store.tie_reprint(4, 2, 1.0, {4: 2})
    assert numbers == [1, 2, 3, 4]
    pair(store, 3, 4)
    (dispute,) = store.disputes()
    assert (dispute.head.id, dispute.outlets, dispute.origins) == (1, 2, 2)


def test_an_outlet_counts_once_and_a_ref_where_there_is_none(store: Store) -> None:
    for outlet in ("Post", "Post", None, None):
        tell(store, ADA, OPEN, outlet=outlet)
    tell(store, BEN, SHUT, outlet="Post")
    for number in range(1, 5):
        pair(store, number, 5)
    (dispute,) = store.disputes()
    assert (dispute.outlets, dispute.origins) == (3, 3)


def test_only_current_articles_are_listed(told: Store) -> None:
    told.add_article(said(CYD, "it rained", ref="3.txt"))
    assert rows(told) == [[4], [1, 3]]


def test_updates_apart_from_contradictions(store: Store) -> None:
    a, b = tell(store, ADA, OPEN), tell(store, BEN, SHUT)
    pair(store, a, b, relation="supersedes")
    assert rows(store) == []
    assert rows(store, RelationQuery("supersedes")) == [[1]]


# --- what a person decided


def test_what_is_decided_on_the_head_counts_for_all(told: Store) -> None:
    told.review(2, "dismissed", note="no", reviewer="eve")
    first = told.disputes(RelationQuery(status="dismissed"))[0]
    assert (first.head.id, first.head.note) == (2, "no")
    assert [(one.status, one.note) for one in first.also] == [("dismissed", None)] * 2
    assert [head.id for head in told.review_queue()] == [4]
    told.undo_review(2)
    assert [head.id for head in told.review_queue()] == [2, 4]


def test_a_confirmed_pair_is_the_head(told: Store) -> None:
    told.review(3, "confirmed")
    told.review(2, "dismissed")
    first = told.disputes(RelationQuery(status="confirmed"))[0]
    assert [first.head.id, *(one.id for one in first.also)] == [3, 2, 1]
    assert [one.status for one in first.also] == ["dismissed", "confirmed"], "a decision of its own stands"


def test_dismissing_a_telling_leaves_the_dispute(told: Store) -> None:
    told.review(3, "dismissed")
    first = told.disputes()[0]
    assert (first.head.id, first.head.status) == (2, "suggested")
    assert [one.status for one in first.also] == ["suggested", "dismissed"]


def test_a_dismissed_dispute_does_not_come_back_with_a_new_telling(told: Store) -> None:
    told.review(3, "dismissed")
    told.review(2, "dismissed")
    again = tell(told, BEN, OPEN, outlet="News")
    pair(told, again, 2, 0.99)
    pair(told, again, 4, 0.98)
    assert rows(told, RelationQuery(status="dismissed")) == [[2, 5, 6, 1, 3]]
    assert [head.id for head in told.review_queue()] == [4]
    told.undo_review(2)
    assert [head.id for head in told.review_queue()] == [5, 4]


def test_nor_when_another_model_judges_it(told: Store) -> None:
    told.review(2, "dismissed")
    told.add_relations(4, "nli@2", [found(1, 2, 0.95), found(2, 3, 0.5), found(1, 4, 0.96)])
    first = told.disputes(RelationQuery(status="dismissed"))[0]
    assert (first.head.a.id, first.head.b.id, first.head.model) == (2, 3, "nli@2")
    assert [head.id for head in told.review_queue()] == [4]


def test_dismissed_tellings_of_a_dispute_put_back(told: Store) -> None:
    told.review(2, "dismissed")
    told.review(2, "suggested", note="look again")
    assert [(head.id, head.note) for head in told.review_queue()] == [(2, "look again"), (4, None)]


# --- the order and what narrows it


def test_most_valuable_first(store: Store) -> None:
    sides = [tell(store, ADA, word * 2) for word in ("hum", "tin", "fog", "elk", "jay", "oak")]
    other = [tell(store, BEN, word * 2, outlet=word) for word in ("rye", "ivy", "gnu")]
    pair(store, sides[0], other[0], 0.9)
    pair(store, sides[1], other[1], 0.9)
    pair(store, sides[2], other[2], 0.95)
    pair(store, sides[3], sides[4], 0.55)
    pair(store, tell(store, CYD, "tintin", outlet="more"), other[1], 0.8)
    pair(store, sides[5], sides[4], 0.6)
    assert rows(store) == [[6], [4], [3], [2, 5], [1]]
    assert [head.id for head in store.review_queue()] == [6, 4, 3, 2, 1]
    assert [head.id for head in store.review_queue(2)] == [6, 4]


def test_a_speaker_against_themselves_heads_the_dispute(store: Store) -> None:
    tell(store, ADA, OPEN)
    tell(store, BEN, SHUT)
    tell(store, ADA, SHUT)
    pair(store, 1, 2, 0.9)
    pair(store, 1, 3, 0.7)
    (dispute,) = store.disputes(RelationQuery(same_speaker=True))
    assert (dispute.head.id, dispute.head.same_speaker) == (2, True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (RelationQuery(), [2, 4]),
        (RelationQuery(speaker="lovelace"), [2, 4]),
        (RelationQuery(speaker="Ben Okrii"), [2]),
        (RelationQuery(speaker="nobody at all"), []),
        (RelationQuery(since="2024-06-02"), [4]),
        (RelationQuery(since="2024-06-03"), []),
        (RelationQuery(until="2024-05-01"), [2]),
        (RelationQuery(until="2024-04"), []),
        (RelationQuery(since="2024-05-04", until="2024-05"), [2]),
        (RelationQuery(since="2024", until="2024"), [2, 4]),
        (RelationQuery(status="suggested"), [2, 4]),
        (RelationQuery(status="confirmed"), []),
        (RelationQuery(reason="degree"), [4]),
        (RelationQuery(reason="number"), []),
        (RelationQuery(same_speaker=True), []),
        (RelationQuery(same_speaker=False), [2, 4]),
        (RelationQuery(min_score=0.8), [2]),
        (RelationQuery(min_score=0.81), []),
        (RelationQuery(min_confidence=0.9), [2, 4]),
        (RelationQuery(min_confidence=0.91), []),
        (RelationQuery(limit=1), [2]),
        (RelationQuery(limit=0), []),
        (RelationQuery(reason="degree", limit=1), [4]),
    ],
)
def test_filters(told: Store, query: RelationQuery, expected: list[int]) -> None:
    assert [dispute.head.id for dispute in told.disputes(query)] == expected
    assert all(len(dispute.also) == 2 for dispute in told.disputes(query) if dispute.head.id == 2), "all its tellings"


def test_both_claims_of_the_head_must_be_said_surely(store: Store) -> None:
    a, b = tell(store, ADA, OPEN), tell(store, BEN, SHUT, confidence=0.5)
    pair(store, a, b)
    gate, door = (tell(store, who, words, confidence=0.7) for who, words in ((ADA, "the gate rose"), (CYD, "it sank")))
    pair(store, gate, door)
    heads = [[dispute.head.id for dispute in store.disputes(RelationQuery(min_confidence=x))] for x in (0.5, 0.6, 0.8)]
    assert heads == [[1, 2], [2], []]


def test_what_has_no_date_is_of_no_time(store: Store) -> None:
    tell(store, ADA, OPEN, date=None)
    tell(store, BEN, SHUT, date=None)
    tell(store, CYD, "it fell", date="2024-05-01")
    pair(store, 1, 2, 0.9)
    pair(store, 1, 3, 0.8)
    assert rows(store, RelationQuery(since="2000")) == [[2]]
    assert rows(store, RelationQuery(until="2030")) == [[2]]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"relation": "consistent"}, "no relation 'consistent'; use one of contradiction, supersedes"),
        ({"status": "open"}, "no status 'open'; use one of suggested, confirmed, dismissed"),
        ({"reason": "mood"}, "no reason 'mood'; use one of number, date, place, who, negation, antonym, degree"),
        ({"min_score": 1.1}, "a score of 1.1; give one from 0 to 1"),
        ({"min_score": float("nan")}, "a score of nan"),
        ({"min_confidence": 1.1}, "a confidence of 1.1; give one from 0 to 1"),
        ({"min_confidence": float("nan")}, "a confidence of nan"),
        ({"limit": -1}, "a limit of -1"),
        ({"since": "yesterday"}, "no such date"),
        ({"until": "2024-13"}, "no such date"),
    ],
)
def test_what_makes_no_sense_is_refused(told: Store, changes: dict[str, object], what: str) -> None:
    with pytest.raises(QueryError, match=what):
        told.disputes(replace(RelationQuery(), **changes))  # type: ignore[arg-type]


def test_nothing_stored(store: Store) -> None:
    assert store.disputes() == []
    assert store.review_queue() == []
