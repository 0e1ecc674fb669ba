"""The reliability of confidence, on judgements made up."""

from __future__ import annotations

import random

import pytest

from evals.confidence import crossed, figures, reliability, table
from tracker.attribution.confidence import SIGNS, Signs
from tracker.measures import GoldArticle, Roles
from tracker.records import Article, Span
from training.confidence import Judged, judge

NONE = Signs((0.0,) * len(SIGNS), 0.5)


def judged(confidence: float, right: bool, ref: str = "a") -> Judged:
    return Judged(ref, NONE, confidence, right)


def test_bins() -> None:
    bins = reliability([judged(0.95, True), judged(1.0, True), judged(0.9, False), judged(0.65, True)])
    assert [(b.low, b.high, b.count) for b in bins] == [(0.6, 0.7, 1), (0.9, 1.0, 3)]
    assert bins[1].right == pytest.approx(2 / 3)
    assert "| 0.9 to 1.0 | 3 | 95.0 | 66.7 |" in table(bins)


def test_figures() -> None:
    found = figures([judged(0.95, True), judged(0.95, False), judged(0.45, True), judged(0.45, False)])
    assert found == {
        "right of those said 0.9 or more": 50.0,
        "said 0.9 or more": 50.0,
        "calibrated (100 less error)": 75.0,
    }


def test_each_half_is_read_by_the_other() -> None:
    """The sign that tells right from wrong in one half is turned round in the other: both are read wrongly."""
    rng = random.Random(3)
    data = []
    for number in range(400):
        x = rng.choice((-1.0, 1.0))
        signs = Signs((x, *(0.0 for _ in SIGNS[1:])), 0.5)
        data.append(Judged(f"{number:03}", signs, 0.5, (x > 0) == (number % 2 == 0)))
    assert all((one.confidence > 0.5) != one.right for one in crossed(data))


def test_a_quotation_that_follows_on_is_right_where_gold_has_it_within_another() -> None:
    text = (
        '"It is quite safe," said the mayor, Ann Lee.\\n\\n"Nobody need worry at all about the bridge this winter."\\n'
    ).replace("\\n", "\n")
    second = text.index('"Nobody')
    whole = (Span(0, 19), Span(second, len(text) - 1))
    gold = Roles((Span(25, 43),), (Span(20, 24),), whole)
    outcome = judge([GoldArticle(Article("a", text), (gold,))])
    follow_on = [one for one in outcome if one.signs.values[SIGNS.index("no_cue")]]
    assert [one.right for one in follow_on] == [True]
