from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.samples import HOSTILE
from tracker.report.terminal.cells import BOLD, Paint, aligned, cells, harmless, pad, printable, wrap

ANY_TEXT = st.text(st.characters(codec=None, categories=None))


def test_hostile_text_is_disarmed() -> None:
    assert printable(HOSTILE) == '=cmd|"/c calc"!A1 �]0;owned� �31m evil � � <b>[red]'


def test_joiners_and_direction_marks_stay() -> None:
    family, persian = "👩‍👧", "می‌خواهم"
    assert harmless(family + persian + "\u200f") == family + persian + "\u200f"


@pytest.mark.parametrize(("text", "line"), [("a\r\nb", "a b"), ("a\rb\tc", "a b c"), (" a\u00a0b ", "a\u00a0b")])
def test_blanks(text: str, line: str) -> None:
    assert printable(text) == line


@given(ANY_TEXT)
def test_nothing_a_terminal_obeys_is_left(text: str) -> None:
    said = harmless(text)
    assert all(ord(character) >= 0x20 or character in "\t\n" for character in said)
    assert not any(0x7F <= ord(character) < 0xA0 or 0xD800 <= ord(character) < 0xE000 for character in said)
    assert len(aligned(text)) == len(text)
    assert harmless(said) == said


@given(ANY_TEXT, st.integers(2, 50))
def test_wrapping_fits_and_loses_nothing(text: str, width: int) -> None:
    said = printable(text)
    lines = wrap(said, width)
    assert "".join("".join(lines).split(" ")) == "".join(said.split(" "))
    # A joined emoji may measure less than its parts, never more.
    assert all(cells(line) <= width for line in lines)


def test_words_are_kept_whole_where_they_fit() -> None:
    assert wrap("the bridge is safe", 10) == ["the bridge", "is safe"]
    assert wrap("Donaudampfschiff ahoy", 8) == ["Donaudam", "pfschiff", "ahoy"]
    assert wrap("橋は安全です", 4) == ["橋は", "安全", "です"]
    assert wrap("", 10) == []


def test_padding_counts_cells() -> None:
    assert pad("橋", 4) == "橋  "


def test_paint_only_where_there_is_colour() -> None:
    assert Paint(colour=True)("x", BOLD) == "\x1b[1mx\x1b[0m"
    assert Paint(colour=False)("x", BOLD) == "x"
