"""What a template can do with a value: exact, the same everywhere, harmless whatever it is given."""

from __future__ import annotations

import csv as csv_module
import io
import locale

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.report.exports.lines import is_formula
from tracker.report.pages.filters import FILTERS, csv, cut, date, md, number, percent, printable, web


def test_numbers() -> None:
    assert [number(one) for one in (0, 999, 1234, 1234567, 1234.5)] == ["0", "999", "1,234", "1,234,567", "1,234.5"]
    assert [percent(0.93), percent(0.928, 1), percent(1), percent(0)] == ["93%", "92.8%", "100%", "0%"]
    for one in (number, percent):
        with pytest.raises(TypeError, match=f"{one.__name__} takes a number, not 'x'"):
            one("x\u202e")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("2014-06-18", "18 June 2014"),
        ("2014-06-02T23:30:00Z", "2 June 2014"),
        ("2014-06", "June 2014"),
        ("2014", "2014"),
        ("2014-13", "2014-13"),
        ("2014-06-32", "2014-06-32"),
        ("٢٠١٤-٠٦", "٢٠١٤-٠٦"),
        ("in June", "in June"),
        ("", ""),
    ],
)
def test_dates(told: str, shown: str) -> None:
    assert date(told) == shown


def test_months_are_not_those_of_the_locale() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert date("2014-03-01") == "1 March 2014"
    finally:
        locale.setlocale(locale.LC_TIME, before)


def test_a_cut_ends_at_a_word_where_there_is_one() -> None:
    assert cut("all four boats left", 19) == "all four boats left"
    assert cut("all four boats left", 18) == "all four boats…"
    assert cut("all four boats left", 15) == "all four boats…"
    assert cut("all four boats left", 14) == "all four…"
    assert cut("w" * 50, 10) == "w" * 9 + "…"
    assert cut("abc", 1) == "…"
    with pytest.raises(ValueError, match="cut takes"):
        cut("abc", 0)


@given(st.text(max_size=60), st.integers(1, 40))
def test_a_cut_is_never_longer(text: str, longest: int) -> None:
    shown = cut(text, longest)
    assert len(shown) <= longest
    assert shown == text if len(text) <= longest else text.startswith(shown[:-1])


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=4))
def test_cells_of_csv_are_read_as_they_were(cells: list[str]) -> None:
    line = ",".join(map(csv, cells)) + "\r\n"
    (row,) = list(csv_module.reader(io.StringIO(line, newline=""), strict=True))
    row = row or [""]  # one empty cell alone
    for cell, read in zip(cells, row, strict=True):
        assert read == (f"'{cell}" if is_formula(cell) else cell)
        assert not is_formula(read)


def test_a_negative_number_is_no_formula() -> None:
    assert csv(-3) == "-3"
    assert csv("=1+1") == "'=1+1"
    assert csv('a "b", c') == '"a ""b"", c"'


def test_text_is_on_one_line() -> None:
    assert printable("a\u2028b\n\x1b[1mc\u202e") == "a b \ufffd[1mc"
    assert md("# a\n# *b*") == "\\# a \\# \\*b\\*"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//a.b", "ftp://a.b", 'http://a"b', ""])
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    assert web(address) == ""
    assert web("https://news.example/a?b=1&c=2") == "https://news.example/a?b=1&c=2"


@pytest.mark.parametrize("name", FILTERS)
def test_null_gives_nothing(name: str) -> None:
    assert FILTERS[name](None) == ""
