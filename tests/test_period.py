"""From what somebody typed to a period of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import QueryError
from tracker.period import Bounded, Period, read_period

TODAY = date(2014, 6, 27)


@pytest.mark.parametrize(
    ("week", "since", "until"),
    [
        ("2014-W25", "2014-06-16", "2014-06-22"),
        ("2014W25", "2014-06-16", "2014-06-22"),
        (" 2014-w25 ", "2014-06-16", "2014-06-22"),
        ("2015-W01", "2014-12-29", "2015-01-04"),  # begins in the year before
        ("2015-W53", "2015-12-28", "2016-01-03"),  # ends in the year after
        ("2016-W01", "2016-01-04", "2016-01-10"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2021-W01", "2021-01-04", "2021-01-10"),
    ],
)
def test_a_week_is_of_iso_8601(week: str, since: str, until: str) -> None:
    name = f"{week.strip()[:4]}-W{week.strip()[-2:]}"
    assert read_period(week=week, today=TODAY) == Period(since, until, name)


@given(st.dates(min_value=date(1, 1, 8), max_value=date(9999, 12, 20)))
def test_every_day_is_in_its_week(day: date) -> None:
    year, week, _ = day.isocalendar()
    period = read_period(week=f"{year:04}-W{week:02}", today=TODAY)
    assert period.since is not None
    assert period.until is not None
    assert period.since <= day.isoformat() <= period.until
    assert date.fromisoformat(period.until) - date.fromisoformat(period.since) == timedelta(days=6)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2014-06-18", "2014-06-18", Period("2014-06-18", "2014-06-18")),
        ("2014-02", "2014-02", Period("2014-02-01", "2014-02-28")),
        ("2016-02", None, Period("2016-02-01", None)),
        (None, "2016-02", Period(None, "2016-02-29")),
        ("2014-12", "2014-12", Period("2014-12-01", "2014-12-31")),
        ("2014", "2014", Period("2014-01-01", "2014-12-31")),
        ("9999", "9999-12", Period("9999-01-01", "9999-12-31")),
        (None, None, Period()),
    ],
)
def test_years_and_months_are_whole(since: str | None, until: str | None, expected: Period) -> None:
    assert read_period(since=since, until=until, today=TODAY) == expected


@pytest.mark.parametrize(
    ("last", "since"), [("1d", "2014-06-27"), ("7d", "2014-06-21"), ("2W", "2014-06-14"), (" 30d", "2014-05-29")]
)
def test_the_last_days_end_today(last: str, since: str) -> None:
    assert read_period(last=last, today=TODAY) == Period(since, "2014-06-27")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"week": "2014-W53"}, "no such week: '2014-W53'; write it as 2014-W25"),
        ({"week": "2014-W00"}, "no such week"),
        ({"week": "2014-25"}, "no such week"),
        ({"week": "0000-W01"}, "no such week"),
        ({"week": "9999-W53"}, "no such week"),
        ({"week": "２０１４-W25"}, "no such week"),
        ({"week": ""}, "no such week"),
        ({"since": "2014-02-30"}, "no such date: '2014-02-30'; write it as 2014-06-18"),
        ({"since": "yesterday"}, "no such date"),
        ({"until": "0000"}, "no such date"),
        ({"until": "2014-06-18T10:00"}, "no such date"),
        ({"since": "2014-06-18", "until": "2014-06-17"}, "a period from 2014-06-18 to 2014-06-17; swap"),
        ({"last": "0d"}, "no such stretch of days: '0d'; write it as 7d"),
        ({"last": "week"}, "no such stretch"),
        ({"last": "999999d"}, "no such stretch"),
        ({"last": "7d", "week": "2014-W25"}, "--week together with --last; give one"),
        ({"week": "2014-W25", "until": "2014"}, "--week together with --since and --until"),
    ],
)
def test_what_makes_no_sense_is_said(asked: dict[str, str], said: str) -> None:
    with pytest.raises(QueryError) as error:
        read_period(today=TODAY, **asked)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_what_is_beyond_a_bound_is_counted() -> None:
    assert (Bounded((1, 2), 5).more, Bounded((), 0).more) == (3, 0)
