from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.report.pages.charts.lanes import Days, Extent, find_rows, find_ticks, is_free
from tracker.report.pages.charts.letters import SMALL, width


def days(first: str, last: str, room: float = 700) -> Days:
    return Days(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal(), 9, room - 9)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2014-06-16", "2014-06-18", ["16 Jun 2014", "17 Jun", "18 Jun"]),
        ("2014-12-30", "2015-01-02", ["30 Dec 2014", "31 Dec", "1 Jan 2015", "2 Jan"]),
        ("2014-06-16", "2014-08-16", ["16 Jun 2014", "23 Jun", "30 Jun"]),
        ("2013-11-05", "2014-09-01", ["Dec 2013", "Jan 2014", "Feb"]),
        ("2014-06-16", "2024-06-16", ["2015", "2016", "2017"]),
        ("0001-01-01", "9999-12-31", ["2000", "4000", "6000", "8000"]),
    ],
)
def test_ticks_are_days_weeks_months_or_years(first: str, last: str, words: list[str]) -> None:
    ticks = find_ticks(days(first, last))
    assert [f"{tick.words} {tick.year}".strip() for tick in ticks[: len(words)]] == words


@given(st.dates(), st.integers(1, 40_000), st.sampled_from([320.0, 720.0]))
def test_there_are_ticks_and_they_do_not_touch(first: date, long: int, room: float) -> None:
    last = min(first.toordinal() + long, date.max.toordinal())
    ticks = find_ticks(Days(first.toordinal(), last, 9, room - 9))
    assert 1 <= len(ticks) <= 25
    assert all(9 <= tick.x <= room - 9 for tick in ticks)
    for a, b in pairwise(ticks):
        assert b.x - a.x > (width(a.words, SMALL) + width(b.words, SMALL)) / 2


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 40), st.integers(1, 5)), max_size=30))
def test_nothing_overlaps_in_a_row(drawn: list[tuple[float, float, int]]) -> None:
    extents = [Extent(start, start + long) for start, long, _ in drawn]
    heights = [height for *_, height in drawn]
    rows = find_rows(extents, heights)
    for nth, (extent, row, height) in enumerate(zip(extents, rows, heights, strict=True)):
        for other, other_row, other_height in zip(extents[:nth], rows, heights, strict=False):
            assert is_free(extent, [other]) or row >= other_row + other_height or other_row >= row + height


def test_the_lowest_free_row_is_taken() -> None:
    assert find_rows([Extent(0, 10), Extent(5, 15), Extent(10, 20), Extent(30, 40)]) == [0, 1, 0, 0]
