"""What a report asks of the store: a bounded number of questions, by the indexes made for them."""

from __future__ import annotations

import pytest

from tests.report.week import fill
from tests.store.sample import person, said, sure
from tracker.errors import QueryError
from tracker.period import Mark, Period, PeriodQuery
from tracker.store import Store
from tracker.store.overview import _SAYINGS
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
            for sql, index in ((_ARTICLES + _SINCE + _UNTIL, "articles_date"), (_SAYINGS, "claims_words")):
                plan = " ".join(row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}", scope._values))
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


def test_a_limit_below_nothing_is_refused() -> None:
    with Store.open(":memory:") as store, pytest.raises(QueryError, match="a limit of -1"):
        store.period(PeriodQuery(limit=-1))
