from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.report.pages.charts.letters import cut, joined, listed, width, wrap


@given(st.text(max_size=60), st.floats(20, 300))
def test_a_cut_text_fits_and_is_a_beginning(text: str, room: float) -> None:
    short = cut(text, room)
    assert width(short) <= room
    if short != text and width(text) > room:
        assert short.rstrip("\u200f").endswith("…")


@given(st.text(max_size=200), st.integers(1, 4))
def test_wrapped_lines_fit(text: str, lines: int) -> None:
    found = wrap(text, 120, lines)
    assert len(found) <= lines
    assert all(width(line) <= 120 for line in found)


def test_wrapping_loses_nothing_that_has_room() -> None:
    words = "No boat left, and nobody on the quay saw one go"
    assert " ".join(wrap(words, 150, 9)) == words
    assert "".join(wrap("w" * 40, 150, 9)) == "w" * 40
    assert wrap(words, 150, 2)[1].endswith("…")


@pytest.mark.parametrize("wide", ["漢字", "WWW", "🙂🙂", "﷽"])
def test_wide_letters_are_wide(wide: str) -> None:
    assert width(wide) > width("i" * len(wide)) * 2


def test_accents_take_no_room_and_do_not_pile_up() -> None:
    assert width("e\u0301") == width("e")
    assert cut("e" + "\u0301" * 500, 100) == "e" + "\u0301" * 3


def test_parts_keep_their_order_beside_arabic() -> None:
    assert joined("هيئة", None, "", "18 Jun 2014") == "هيئة\u200e, 18 Jun 2014"
    assert joined("Ada", "Echo") == "Ada, Echo"
    assert cut("هيئة الموانئ والممرات", 60).endswith("…\u200f")


def test_a_list_in_words() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
