from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.sample import JUDGE, found, person, said, sure
from tracker.errors import QueryError, StoreError
from tracker.records import Dispute, StoredClaim
from tracker.store import ClaimQuery, RelationQuery, Store

OSEI, TAN = person("Ada Osei", "Osei", role="mayor"), person("Lee Tan")
QUESTIONS = [
    ClaimQuery(),
    ClaimQuery(speaker="osei"),
    ClaimQuery(outlet="river post"),
    ClaimQuery(since="2024-03-02"),
    ClaimQuery(until="2024-03-01"),
    ClaimQuery(since="2024-03", until="2024-03", speaker="Lee Tan"),
    ClaimQuery(kind="direct"),
    ClaimQuery(certainty="doubtful"),
    ClaimQuery(polarity="negative", min_score=0.5),
    ClaimQuery(distance="distancing"),
    ClaimQuery(text="ferry OR quay"),
    ClaimQuery(article="d.txt"),
    ClaimQuery(speaker="Nobody Atall"),
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Six articles, of which one was written anew, one is a reprint; three contradictions."""
    store = Store.open(tmp_path / "tracker.db")
    told = [
        said(OSEI, ref="a.txt", outlet="River Post", date="2024-03-01", certainty=sure()),
        said(TAN, "the ferry is late", ref="b.txt", outlet="Harbour News", date="2024-03-02T08:00:00Z"),
        said(None, "the quay is closed", ref="c.txt", outlet="River Post", certainty=sure("doubtful", 0.1)),
        said(OSEI, "the quay is open", ref="d.txt", date="2024-03-03", kind="direct", distance="distancing"),
        said(TAN, ref="e.txt", outlet="Echo", date="2024-03-04", certainty=sure(polarity="negative")),
        said(OSEI, ref="f.txt", outlet="Echo", date="2024-03-01"),
    ]
    for extraction in told:
        store.add_article(extraction)
    store.add_article(said(OSEI, "the bridge is closed", ref="a.txt", outlet="River Post", date="2024-03-01"))
    store.tie_reprint(6, 1, 0.9, {6: 1})
    store.add_relations(4, JUDGE, [found(3, 4, 0.8)])
    store.add_relations(5, JUDGE, [found(5, 6, 0.7), found(5, 7, 0.9), found(2, 5, 0.9, relation="supersedes")])
    return store


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_claims_are_those_of_the_listing_by_their_ids(store: Store, question: ClaimQuery) -> None:
    expected = sorted(store.claims(question), key=lambda claim: claim.id)
    assert list(store.each_claim(question)) == expected


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_speakers_are_those_of_the_claims(store: Store, question: ClaimQuery) -> None:
    claims: dict[int, list[StoredClaim]] = {}
    for claim in store.claims(question):
        if claim.speaker:
            claims.setdefault(claim.speaker.id, []).append(claim)
    sources = list(store.each_source(question))
    assert [source.speaker.id for source in sources] == sorted(claims)
    for source in sources:
        theirs = claims[source.speaker.id]
        days = sorted(claim.article.date[:10] for claim in theirs if claim.article.date)
        assert (source.claims, source.articles) == (len(theirs), len({claim.article.id for claim in theirs}))
        assert (source.first_date, source.last_date) == ((days[0], days[-1]) if days else (None, None))


def test_without_a_question_the_speakers_are_those_of_the_listing(store: Store) -> None:
    assert list(store.each_source()) == sorted(store.sources(), key=lambda source: source.speaker.id)


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_disputes_are_those_that_a_claim_is_part_of(store: Store, question: ClaimQuery) -> None:
    wanted = {claim.id for claim in store.claims(question)}

    def is_told(dispute: Dispute) -> bool:
        return any({pair.a.id, pair.b.id} & wanted for pair in (dispute.head, *dispute.also))

    expected = [dispute for dispute in store.disputes() if is_told(dispute)]
    assert list(store.each_dispute(question)) == sorted(expected, key=lambda dispute: dispute.head.id)


def test_the_disputes_are_as_plain_sql_counts_them(store: Store) -> None:
    disputes = list(store.each_dispute())
    pairs = {pair.id for dispute in disputes for pair in (dispute.head, *dispute.also)}
    rows = store.as_sqlite_utils().query("SELECT id FROM current_relations WHERE relation = 'contradiction'")
    assert pairs == {row["id"] for row in rows}
    assert len(pairs) == 3


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_updates_are_those_that_a_claim_is_part_of(store: Store, question: ClaimQuery) -> None:
    wanted = {claim.id for claim in store.claims(question)}
    found = [
        (one.head.relation, one.head.a.id, one.head.b.id) for one in store.each_dispute(question, relation="supersedes")
    ]
    assert found == ([("supersedes", 2, 5)] if {2, 5} & wanted else [])


def test_what_was_dismissed_is_among_them(store: Store) -> None:
    number = store.disputes(RelationQuery(reason="antonym"))[0].head.id
    store.review(number, "dismissed", reviewer="kim")
    assert {dispute.head.status for dispute in store.each_dispute() if dispute.head.id == number} == {"dismissed"}


def test_no_such_question(store: Store) -> None:
    with pytest.raises(QueryError, match="no such date"):
        list(store.each_claim(ClaimQuery(since="soon")))


def test_limits_count_claims(store: Store) -> None:
    assert [claim.id for claim in store.each_claim(ClaimQuery(limit=2))] == [2, 3]
    assert list(store.each_claim(ClaimQuery(limit=0))) == []


def test_all_is_read_as_of_one_moment(store: Store, tmp_path: Path) -> None:
    with store.reading():
        before = list(store.each_claim())
        with Store.open(tmp_path / "tracker.db") as other:
            other.add_article(said(OSEI, "the mill burns", ref="later.txt"))
            assert len(list(other.each_claim())) == len(before) + 1
        assert list(store.each_claim()) == before
        assert sum(source.claims for source in store.each_source()) == sum(1 for claim in before if claim.speaker)
    assert len(list(store.each_claim())) == len(before) + 1


def test_reading_ends_when_something_fails(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.reading():
        raise ZeroDivisionError
    store.add_article(said(OSEI, "the mill burns", ref="later.txt"))


def test_a_damaged_file_is_one_line(store: Store) -> None:
    store.as_sqlite_utils().execute("DROP TABLE reprinted_claims")
    with pytest.raises(StoreError):
        list(store.each_claim())


def _peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_many_claims_take_no_more_memory_than_few(tmp_path: Path) -> None:
    with Store.open(tmp_path / "many.db") as store:
        store.add_article(said(OSEI))
        numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
        claims = "INSERT INTO claims (attribution_id, position, start_char, end_char, quote, text) "
        conn = store.as_sqlite_utils().conn

        def fill(number: int) -> int:
            conn.execute("DELETE FROM claims WHERE position > 0")
            conn.execute(claims + numbers.format(number) + "SELECT 1, i, 0, 3, 'Ada', 'Claim number ' || i FROM n")
            return _peak(lambda: sum(1 for _ in store.each_claim()))

        few, many = fill(1_000), fill(12_000)
        assert many < 1.2 * few
