"""What a report asks of the store: a bounded number of questions, by the indexes made for them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from tests.report.week import fill
from tests.store.sample import JUDGE, found, person, said, sure
from tests.store.sample import told as an_article
from tracker.errors import QueryError
from tracker.period import Mark, Period, PeriodQuery, ToldDispute
from tracker.records import Speaker
from tracker.store import Store
from tracker.store.overview import _SAYINGS, _UNNAMED, CLAIMS, OPPOSITIONS
from tracker.store.scope import _ARTICLES, _SINCE, _UNTIL, open_scope

WEEK = PeriodQuery(Period("2014-06-16", "2014-06-22"))


def test_however_many_claims_there_are_the_questions_are_as_many() -> None:
    asked: list[int] = []
    for times in (1, 40):
        with Store.open(":memory:") as store:
            fill(store)
            for number in range(times):
                words = f"lorry {number} turned over"
                article = said(
                    person(f"Name{number} Okri"), words, ref=f"l{number}", date="2014-06-18", certainty=sure()
                )
                store.add_article(article)
            statements: list[str] = []
            conn = store.as_sqlite_utils().conn
            conn.set_trace_callback(statements.append)
            store.period(WEEK)
            conn.set_trace_callback(None)
            asked.append(len(statements))
    assert asked[0] == asked[1] < 60


def test_a_week_is_found_by_its_days_and_a_saying_by_its_words() -> None:
    with Store.open(":memory:") as store:
        conn = store.as_sqlite_utils().conn
        with open_scope(conn, WEEK, None) as scope:
            for sql, index in (
                (_ARTICLES + _SINCE + _UNTIL, "articles_date"),
                (_SAYINGS, "things_key"),
                (_UNNAMED, "claims_words"),
            ):
                plan = " ".join(
                    row[3]
                    for row in conn.execute(f"EXPLAIN QUERY PLAN {sql.replace('LIMIT ?', 'LIMIT 9')}", scope._values)
                )
                assert index in plan
                assert "SCAN c" not in plan.split()
        assert conn.execute("SELECT count(*) FROM sqlite_temp_schema").fetchone() == (0,)


@pytest.mark.parametrize("date", ["2014", "2014-06", "2014-06-01", "2014-06-01T23:59:59Z"])
def test_a_month_or_a_year_counts_at_its_first_day(date: str) -> None:
    first = {"2014": "2014-01-01"}.get(date, "2014-06-01")
    with Store.open(":memory:") as store:
        store.add_article(said(person("Ada Lovelace"), date=date))
        for since, until, there in (
            (first, first, 1),
            (first, None, 1),
            (None, first, 1),
            ("2013-01-01", first, 1),
            (first.replace("-01", "-02", 1) if first < "2014-02" else "2014-06-02", None, 0),
            (None, "2013-12-31", 0),
        ):
            assert store.period(PeriodQuery(Period(since, until))).counts.articles == there


def test_what_is_written_while_a_report_is_noted_is_of_the_next() -> None:
    with Store.open(":memory:") as store:
        fill(store)
        facts = store.period(PeriodQuery(since_last=True))
        assert (facts.last, facts.counts.articles) == (None, 20)
        store.add_article(said(person("Ada Lovelace"), ref="late.txt"))
        store.note_report(facts.query, facts.mark, seconds=0)
        facts = store.period(PeriodQuery(since_last=True))
        assert facts.last is not None
        assert (facts.last.at, facts.last.mark, facts.counts.articles) == ("1970-01-01T00:00:00Z", Mark(21, 4), 1)


def test_a_text_that_came_back_is_of_the_next_report() -> None:
    ada = person("Ada Lovelace")
    with Store.open(":memory:") as store:
        for ref, end in (("a.txt", ""), ("b.txt", ""), ("b.txt", " Or so."), ("a.txt", " Or so.")):
            store.add_article(an_article(ada, ref=ref, end=end))
        query = PeriodQuery(since_last=True)
        store.note_report(query, store.period(query).mark, seconds=2_000_000_000)  # by a clock that is ahead
        store.add_article(an_article(ada, ref="a.txt", end=" Or so."))
        assert store.period(query).counts.articles == 0
        run = store.begin_run("tracker add")
        store.add_article(an_article(ada, ref="a.txt"), run_id=run)
        facts = store.period(query)
        assert (facts.counts.articles, facts.counts.claims) == (1, 1)
        store.note_report(query, facts.mark, seconds=2_000_000_000)
        assert store.period(query).counts.articles == 0


def test_a_pair_of_a_text_that_came_back_is_of_the_next_report() -> None:
    with Store.open(":memory:") as store:
        for ref, who in (("a.txt", "Ada Lovelace"), ("b.txt", "Ben Okri")):
            store.add_article(an_article(person(who), ref=ref))
        store.add_relations(2, JUDGE, [found(1, 2)])
        store.add_article(an_article(person("Cyd Vance"), ref="a.txt", end=" Or so."))
        query = PeriodQuery(since_last=True)
        store.note_report(query, store.period(query).mark, seconds=0)
        assert store.period(query).contradictions.listed.total == 0
        store.add_article(an_article(person("Ada Lovelace"), ref="a.txt"))
        assert store.period(query).contradictions.listed.total == 1


def test_a_limit_below_nothing_is_refused() -> None:
    with Store.open(":memory:") as store, pytest.raises(QueryError, match="a limit of -1"):
        store.period(PeriodQuery(limit=-1))


# --- who says what in a dispute

ADA, BEN, CYD = person("Ada Lovelace"), person("Ben Okri"), person("Cyd Vance")
OPEN, SHUT = "the bridge over the river is open", "nobody may cross the river until further notice"


def tell(
    store: Store, speaker: Speaker | None, words: str, date: str | None = "2014-06-18", outlet: str | None = None
) -> int:
    """Add an article of one claim; gives the id of both."""
    number = len(store.articles()) + 1
    article = said(speaker, words, ref=f"{number}.txt", date=date, certainty=sure(), outlet=outlet)
    added = store.add_article(article)
    assert added.article_id == number
    return number


def pair(store: Store, a: int, b: int, score: float = 0.9) -> int:
    """Store a contradiction; gives its id."""
    return store.add_relations(max(a, b), JUDGE, [found(a, b, score)])[0].id


def told(store: Store, query: PeriodQuery | None = None) -> ToldDispute:
    """The only dispute."""
    (dispute,) = store.period(query or PeriodQuery()).contradictions.listed.items
    return dispute


def sides(dispute: ToldDispute) -> dict[int, str]:
    return {telling.claim: telling.side for telling in dispute.claims.items}


def test_the_claims_of_a_dispute_are_on_the_sides_of_its_head() -> None:
    with Store.open(":memory:") as store:
        a = tell(store, ADA, OPEN, outlet="Post")
        b = tell(store, BEN, SHUT, "2014-06-19T08:00:00Z", outlet="Echo")
        early = tell(store, CYD, SHUT, "2014-06")
        again = tell(store, None, OPEN + " again", None)
        copy = tell(store, BEN, "no crossing for now", "2014-06-20", outlet="Copy")
        store.tie_reprint(copy, b, 0.9, {copy: b})
        head = pair(store, a, b, 0.95)
        for one, other in ((early, a), (b, again), (a, copy)):
            pair(store, one, other, 0.5)
        dispute = told(store, WEEK)
        assert (dispute.dispute.head.id, dispute.tellings) == (head, 3)
        assert sides(dispute) == {early: "b", a: "a", b: "b", copy: "b", again: "a"}
        assert [
            (one.claim, one.article, one.day, one.outlet, one.speaker, one.level, one.polarity, one.is_copy)
            for one in dispute.claims.items
        ] == [
            (early, early, "2014-06-01", "3.txt", "Cyd Vance", "certain", "positive", False),
            (a, a, "2014-06-18", "Post", "Ada Lovelace", "certain", "positive", False),
            (b, b, "2014-06-19", "Echo", "Ben Okri", "certain", "positive", False),
            (copy, copy, "2014-06-20", "Copy", "Ben Okri", "certain", "positive", True),
            (again, again, None, "4.txt", None, "certain", "positive", False),
        ]


def test_a_telling_that_was_dismissed_tells_nothing() -> None:
    with Store.open(":memory:") as store:
        a, b, again = tell(store, ADA, OPEN), tell(store, BEN, SHUT), tell(store, CYD, OPEN)
        pair(store, a, b, 0.95)
        number = pair(store, again, b, 0.5)
        assert sides(told(store)) == {a: "a", b: "b", again: "a"}
        store.review(number, "dismissed")
        assert sides(told(store)) == {a: "a", b: "b"}
        assert told(store).tellings == 1


@pytest.mark.parametrize("head", [0, 7, 65])
def test_many_claims_are_the_heads_and_others_evenly(head: int) -> None:
    with Store.open(":memory:") as store:
        days = [f"2014-{5 + number // 30:02}-{1 + number % 30:02}" for number in range(66)]
        claims = [tell(store, ADA, OPEN, day) for day in days]
        other = tell(store, BEN, SHUT, "2014-06-10")
        for place, number in enumerate(claims):
            pair(store, number, other, 0.9 if place == head else 0.5)
        listed = told(store).claims
        assert (len(listed.items), listed.total, listed.more) == (CLAIMS, 67, 7)
        kept = [one.claim for one in listed.items]
        assert {claims[0], claims[head], claims[-1], other} <= set(kept)
        assert len(set(kept)) == CLAIMS
        assert [one.day for one in listed.items] == sorted(day for day in (one.day or "" for one in listed.items))
        places = sorted(claims.index(number) for number in kept if number != other)
        assert max(after - before for before, after in pairwise(places)) == 2


# --- who contradicts whom


def test_two_speakers_count_once_a_dispute_whoever_came_first() -> None:
    with Store.open(":memory:") as store:
        officials = Speaker("officials", "unnamed", None, None, ("officials",))
        words = [f"{word} {word}" for word in ("hum", "tin", "fog", "elk", "jay", "oak", "rye", "ivy", "gnu", "owl")]
        said_by = (ADA, BEN, BEN, ADA, CYD, ADA, officials, ADA, None, BEN)
        claims = [tell(store, who, what) for who, what in zip(said_by, words, strict=True)]
        again = tell(store, BEN, words[1])
        pair(store, claims[0], claims[1])
        pair(store, claims[0], again, 0.5)  # the same dispute
        confirmed = pair(store, claims[2], claims[3])
        pair(store, claims[4], claims[5])
        for one, other in ((6, 7), (8, 9), (3, 5)):  # unnamed, nobody, oneself
            pair(store, claims[one], claims[other])
        dismissed = pair(store, claims[4], claims[9])
        store.review(confirmed, "confirmed")
        store.review(dismissed, "dismissed")
        listed = store.period(PeriodQuery()).oppositions
        assert [(one.a.name, one.b.name, one.disputes, one.confirmed) for one in listed.items] == [
            ("Ada Lovelace", "Ben Okri", 2, 1),
            ("Ada Lovelace", "Cyd Vance", 1, 0),
        ]
        assert listed.total == 2
        assert all(one.a.id < one.b.id for one in listed.items)
        assert store.period(PeriodQuery(Period("2015-01-01"))).oppositions.total == 0
        assert store.period(PeriodQuery(speaker="Cyd Vance")).oppositions.total == 1


@pytest.mark.parametrize(("limit", "listed"), [(1, OPPOSITIONS), (26, 26), (40, 28)])
def test_pairs_of_speakers_are_listed_by_name_where_all_have_as_many(limit: int, listed: int) -> None:
    names = [f"{letter}{letter.lower()}x Moro" for letter in "QWERTZUI"]
    with Store.open(":memory:") as store:
        words = iter([f"{one}{other}{one} {other}" for one in "bcdfghjk" for other in "lmnpqrst"])
        for place, name in enumerate(names):
            for other in names[:place]:
                pair(store, tell(store, person(name), next(words)), tell(store, person(other), next(words)))
        oppositions = store.period(PeriodQuery(limit=limit)).oppositions
        assert (len(oppositions.items), oppositions.total) == (listed, 28)
        shown = [(one.a.name, one.b.name) for one in oppositions.items]
        assert shown == sorted(shown)
        assert Counter(one.disputes for one in oppositions.items) == {1: listed}
