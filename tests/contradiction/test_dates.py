from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.contradiction.dates import Time, find_times, read_day
from tracker.contradiction.words import read_words

TODAY = date(2024, 5, 16).toordinal()  # a Thursday


def times(text: str, today: int | None = TODAY) -> tuple[Time, ...]:
    return find_times(read_words(text), today)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("it rained on Tuesday", date(2024, 5, 14)),
        ("it rained on Thursday", date(2024, 5, 16)),
        ("it rained yesterday", date(2024, 5, 15)),
        ("it rained two days ago", date(2024, 5, 14)),
        ("it rained on 3 March 2023", date(2023, 3, 3)),
        ("it rained on March 3, 2023", date(2023, 3, 3)),
        ("it rained on the third of April", date(2024, 4, 3)),
        ("it rained on 20 December", date(2023, 12, 20)),
        ("it will rain on Saturday", date(2024, 5, 18)),
    ],
)
def test_days_are_resolved_against_the_claim_s_own(text: str, day: date) -> None:
    (found,) = times(text)
    assert (found.first, found.last) == (day.toordinal(), day.toordinal())
    assert not found.clock


@pytest.mark.parametrize(
    "text", ["they may come", "they march on", "nine men came", "a fine of 2,000 crowns", "3.10 metres"]
)
def test_what_is_no_time(text: str) -> None:
    assert not times(text)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("it opened on Monday", "it opened on Tuesday", True),
        ("it opened on Monday", "it opened in May", False),
        ("it opened before Tuesday", "it opened on Wednesday", True),
        ("it opened after Tuesday", "it opened on Wednesday", False),
        ("it opened at five in the morning", "it opened in the evening", True),
        ("it opened at 6.40 in the morning", "it opened at about a quarter to seven in the morning", False),
        ("it opened at ten past three", "it opened at 8 p.m.", True),
        ("it opened at dawn", "it opened on Tuesday", False),
        ("it stood empty in 1987", "it stood empty in 2013", True),
    ],
)
def test_times_that_exclude_each_other(one: str, other: str, apart: bool) -> None:
    a, b = times(one)[0], times(other)[0]
    assert a.excludes(b) is apart
    assert b.excludes(a) is apart


def test_one_weekday_of_two_articles_is_one_day() -> None:
    assert not times("on Monday")[0].excludes(times("on Monday", TODAY + 7)[0])


@pytest.mark.parametrize("text", [None, "", "soon", "2024-13-01"])
def test_no_date_is_none(text: str | None) -> None:
    assert read_day(text) is None


@given(st.text(max_size=60), st.sampled_from([None, 1, TODAY, date.max.toordinal()]))
def test_no_text_is_too_odd(text: str, today: int | None) -> None:
    for found in times(text, today):
        assert 0 <= found.start < found.end <= len(text)
