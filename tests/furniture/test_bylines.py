"""Bylines: who wrote it, and which lines only look as if they said so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.furniture import bylines, find_byline, furniture_spans
from tracker.furniture.bylines import is_byline
from tracker.furniture.stamps import _IS_STAMP, is_stamp

STORY = "The harbour wall will be rebuilt next year, the council said on Monday."


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By ANN ORME and BO TAN, Political Editors", "Ann Orme, Bo Tan"),
        ("By Ann Orme in Northport", "Ann Orme"),
        ("By Lena Rusk in Ostel and Bo Tan in San Torvo", "Lena Rusk, Bo Tan"),
        ("By Ann Orme, Bo Tan, Lena Rusk and Ivo Brandt", "Ann Orme, Bo Tan, Lena Rusk, Ivo Brandt"),
        ("by Mara Quill, consumer affairs correspondent", "Mara Quill"),
        ("By Ann Orme | The Harbour Post", "Ann Orme"),
        ("By Ann Orme for the Harbour Post", "Ann Orme"),
        ("By Ann Orme and agencies", "Ann Orme"),
        ("By Ann Orme, Northport", "Ann Orme"),
        ("By Ann Orme, 6 March 2024", "Ann Orme"),
        ("By J. K. Tan and Lena O'Neil", "J. K. Tan, Lena O'Neil"),
        ("By Jean-Luc van der Berg", "Jean-Luc van der Berg"),
        ("BY ANN McDONALD", "Ann McDonald"),
        ("Words: Ann Orme", "Ann Orme"),
        ("Teresa Holm reports from Northport", "Teresa Holm"),
        ("By The Associated Press", None),
        ("By our correspondent in Ostel", None),
        ("From Meridian correspondents in Qarsan", None),
    ],
)
def test_bylines(line: str, author: str | None) -> None:
    text = f"Harbour wall to be rebuilt\n{line}\n{STORY}"
    found = find_byline(text)
    assert found is not None
    assert (found.span.of(text), found.author) == (line, author)
    assert line in [span.of(text) for span in furniture_spans(text)]


def test_without_by_what_follows_shows_it() -> None:
    text = f"Ann Orme Political editor\n@annorme\nWed 6 Mar 2024 14.02 GMT\n{STORY}"
    found = find_byline(text)
    assert found is not None
    assert found.author == "Ann Orme"
    assert [span.of(text) for span in furniture_spans(text)] == text.split("\n")[:3]
    assert find_byline(f"Ann Orme\n{STORY}") is None


@pytest.mark.parametrize(
    "line",
    [
        "By Monday we will know",
        "By the river, Ann Orme said, the damage was worse.",
        "By Ann Orme's account nobody had read it.",
        "By March Hare",
        "Ann Orme and Bo Tan",
        "Bylines are dead, said Ann Orme.",
        "Ann Orme reports that the wall fell.",
        "",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert not is_byline(line)
    assert find_byline(f"Harbour wall to be rebuilt\n{line}\n{STORY}") is None


def test_only_at_the_top() -> None:
    assert find_byline("\n".join([STORY] * 12 + ["By Ann Orme"])) is None


def test_endless_lines_take_no_time() -> None:
    for text in (
        "By " + "Ann Orme and " * 100_000,
        "By " + "A" * 1_000_000,
        "Ann " * 300_000,
        "By Ann Orme" + ", " * 9_999,
    ):
        assert find_byline(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "Wed 6 Mar 2024 14.02 GMT",
        "March 4, 2024 at 5:00 a.m. EST",
        "Updated 2 hours ago",
        "Published",
        "Last modified on Thu 7 Mar 2024 09.11 GMT",
        "2024-03-06",
    ],
)
def test_time_stamps(line: str) -> None:
    assert is_stamp(line)
    assert not is_stamp(f"{line} the wall fell, and nobody had seen it coming, the mayor said.")


PIECES = [
    "By ", "by ", "BY", "Words: ", "Text by ", "Co-authored by ", "Authored by ", "Analysis by ", "From ", "Writer: ",
    "* ", "(", " ", "Ann Orme", "BO TAN", "our ", "correspondent", " in Northport", ", ", " and ", "Reuters",
    "report ", " for ", "the ", ".",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_line_is_marked_that_does_not_begin_so(line: str) -> None:
    if not bylines._begins_as_marked(line):
        assert bylines._MARKED.match(line) is None
        assert bylines._OFFICE.match(line) is None


STAMPED = [
    "Last ", "first ", "UPDATED", "updated ", "Published: ", "posted on ", "Created ", "edited ", "issued ",
    "Modified.", "Monday, ", "Wed ", "6 ", "March ", "Sept. ", "2024", "14.02", " GMT", "2 hours ago", "today",
    "yesterday", "at ", "٣", "ſat ", "the ",
]  # fmt: skip


@given(st.lists(st.sampled_from(STAMPED), max_size=7).map("".join))
def test_what_begins_as_no_stamp_is_none(line: str) -> None:
    assert is_stamp(line) is (len(line) <= 120 and _IS_STAMP.match(line) is not None)
