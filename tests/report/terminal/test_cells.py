from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.report.terminal.cells import BOLD, Paint, cells, pad, wrap
from tracker.report.wording.harmless import printable

ANY_TEXT = st.text(st.characters(codec=None, categories=None))


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
