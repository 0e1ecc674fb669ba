from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.samples import CERTAINTIES
from tracker.records import LEVELS, POLARITIES, Level, Polarity
from tracker.report.wording.gauge import CELLS, WORD, bar, change_words, distance_word, is_plain, level_word


@pytest.mark.parametrize(
    ("score", "drawn"), [(0.97, "■■■■■"), (0.75, "■■■■·"), (0.45, "■■···"), (0.12, "■····"), (0.0, "·····")]
)
def test_each_level_has_its_own_bar(score: float, drawn: str) -> None:
    assert bar(score) == drawn
    assert bar(score, blocks=False) == drawn.replace("■", "#").replace("·", ".")


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_a_bar_never_breaks_and_never_misleads(score: float, other: float) -> None:
    assert len(bar(score)) == CELLS
    if score <= other:
        assert bar(score).count("■") <= bar(other).count("■")


@pytest.mark.parametrize(
    ("level", "polarity", "word"),
    [
        ("certain", "positive", "certain"),
        ("certain", "negative", "denied"),
        ("probable", "negative", "probably not"),
        ("possible", "negative", "possibly not"),
        ("doubtful", "negative", "unlikely"),
        ("doubtful", "unknown", "doubtful"),
        ("possible", None, "possible"),
    ],
)
def test_words(level: Level, polarity: Polarity | None, word: str) -> None:
    assert level_word(level, polarity) == word
    assert is_plain(level, polarity) == (word == "certain")


def test_no_word_is_wider_than_its_column() -> None:
    for level, polarity in itertools.product(LEVELS, POLARITIES):
        assert max(map(len, level_word(level, polarity).split())) <= WORD


def test_a_change_never_reads_as_none() -> None:
    for levels in itertools.product(LEVELS, LEVELS):
        for polarities in itertools.product(POLARITIES, POLARITIES):
            before, after = (
                dataclasses.replace(CERTAINTIES[0], level=level, polarity=polarity)
                for level, polarity in zip(levels, polarities, strict=True)
            )
            was, now = change_words(before, after)
            assert (was == now) == (before == after)


def test_a_neutral_stance_needs_no_word() -> None:
    assert [distance_word(stance) for stance in (None, "neutral", "endorsing", "distancing")] == [
        None,
        None,
        "endorsing",
        "distancing",
    ]
