from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.contradiction.lexicon import SENSES
from tracker.contradiction.polarity import find_items, is_excluding, is_hedged
from tracker.contradiction.words import read_words
from tracker.stems import stem


@pytest.mark.parametrize(
    ("text", "word", "sign"),
    [
        ("the gate was locked", "locked", 1),
        ("the gate was not locked", "locked", -1),
        ("the gate wasn't locked", "locked", -1),
        ("nobody locked the gate", "locked", -1),
        ("nobody failed to lock the gate", "lock", 1),
        ("it was not the wind, but the guard locked the gate", "locked", 1),
        ("not only the gate was locked", "locked", 1),
        ("no fewer than nine gates were locked", "locked", 1),
        ("reports of a locked gate were false", "locked", -1),
        ("a locked gate is out of the question", "locked", -1),
        ("he denied that the gate was locked", "locked", -1),
    ],
)
def test_what_a_negation_reaches(text: str, word: str, sign: int) -> None:
    start = text.index(word)
    (found,) = [item for item in find_items(read_words(text), denied=False) if item.start == start]
    assert found.sign == sign


def test_a_denied_claim_is_turned_round() -> None:
    assert all(item.sign == -1 for item in find_items(read_words("the gate was locked"), denied=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [("open", "closed"), ("survived", "died"), ("rising", "fell"), ("accepted", "refused"), ("intact", "destroyed")],
)
def test_opposites_lie_on_one_axis(one: str, other: str) -> None:
    ours, theirs = dict(SENSES[stem(one)]), dict(SENSES[stem(other)])
    assert any(axis in theirs and pole * theirs[axis] == -1 for axis, pole in ours.items())


def test_the_lexicon_is_large_enough_to_be_of_use() -> None:
    axes: dict[str, list[int]] = {}
    for senses in SENSES.values():
        for axis, pole in senses:
            axes.setdefault(axis, []).append(pole)
    assert sum(poles.count(1) * poles.count(-1) for poles in axes.values()) >= 250


def test_hedges_and_exclusions() -> None:
    assert is_hedged("the pump may have failed")
    assert not is_hedged("the pump failed in May")
    assert is_excluding("a failure of the pump can be ruled out")
    assert not is_excluding("a failure of the pump cannot be ruled out")


@given(st.text(max_size=80), st.booleans())
def test_no_text_is_too_odd(text: str, denied: bool) -> None:
    for item in find_items(read_words(text), denied):
        assert 0 <= item.start < item.end <= len(text)
