"""Hostile text is disarmed, and what is harmless stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.samples import HOSTILE
from tracker.report.wording.harmless import aligned, harmless, printable

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
