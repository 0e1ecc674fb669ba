from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.contradiction.numerals import number_at
from tracker.contradiction.quantities import Quantity, find_quantities
from tracker.contradiction.words import read_words


def quantities(text: str) -> tuple[Quantity, ...]:
    return find_quantities(read_words(text), text, frozenset())


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("seven houses burned", 7, 7),
        ("twenty-two houses burned", 22, 22),
        ("four hundred and fifty-one houses burned", 451, 451),
        ("1,204 houses burned", 1204, 1204),
        ("at least 40 houses burned", 40, float("inf")),
        ("no fewer than 40 houses burned", 40, float("inf")),
        ("no more than 45 houses burned", 0, 45),
        ("fewer than a hundred houses burned", 0, 100),
        ("dozens of houses burned", 20, 200),
        ("two or three houses burned", 2, 3),
        ("between 18 and 21 houses burned", 18, 21),
        ("40 houses or more burned", 40, float("inf")),
        ("not a single house burned", 0, 0),
        ("none of the houses burned", 0, 0),
    ],
)
def test_a_count_is_a_range(text: str, low: float, high: float) -> None:
    found = quantities(text)[0]
    assert (found.low, found.high) == (low, high)
    assert "hous" in found.heads


@pytest.mark.parametrize(
    ("text", "unit", "low"),
    [
        ("the road is 3 kilometres long", "length", 3000),
        ("the wood of two square kilometres", "area", 2e6),
        ("a wind of 90 kilometres an hour", "speed", 90000),
        ("prices rose 12 per cent", "share", 0.12),
        ("two thirds of the pupils came", "share", 0.64666),
        ("four in ten pupils came", "share", 0.388),
        ("one pupil in five came", "share", 0.194),
        ("it cost $40", "money", 40),
        ("it lasted three and a half hours", "span", 12600),
    ],
)
def test_units_are_told_apart_and_brought_to_one_base(text: str, unit: str, low: float) -> None:
    found = quantities(text)[0]
    assert found.unit == unit
    assert found.low == pytest.approx(low, rel=0.01)


@pytest.mark.parametrize(
    "text",
    ["he was in room 12", "the third guard slept", "no longer open", "one of the doors", "the first half was dull"],
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert not quantities(text)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("nine workers died", "the storm killed twelve people", True),
        ("nine workers died", "nine workers were injured", False),
        ("nine goats were stolen", "twelve lorries were stolen", False),
        ("two shots were fired", "nine rounds were fired", True),
        ("forty tonnes of grain", "forty hectares of grain", False),
    ],
)
def test_what_is_counted(one: str, other: str, alike: bool) -> None:
    assert (quantities(one)[0].likeness(quantities(other)[0]) > 0) is alike


def test_a_figure_out_of_a_whole_is_a_part() -> None:
    eleven, fourteen = quantities("eleven of the fourteen tablets were found")
    assert eleven.part
    assert fourteen.part


@given(st.text(max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    words = read_words(text)
    for found in find_quantities(words, text, frozenset()):
        assert 0 <= found.start < found.end <= len(text)
    for n in range(len(words)):
        number_at(words, n)
