"""How sure a resolution is, and what becomes of one that is not."""

from __future__ import annotations

from typing import get_args

import pytest

from tracker.attribution.entities import Entity
from tracker.attribution.found import THRESHOLD, Found
from tracker.records import Because

ANN = Entity("Ann Wexley", "person", ("ann", "wexley"))
EVE = Entity("Eve Tarrant", "person", ("eve", "tarrant"))
NOBODY = Entity("She", "unnamed")


@pytest.mark.parametrize("because", [b for b in get_args(Because) if b != "decided by a person"])
def test_every_reason_has_a_confidence(because: Because) -> None:
    margin = 1.0 if because == "pronoun, nearest that fits" else None
    assert 0 <= Found(ANN, because, margin=margin).confidence <= 1


def test_the_wider_the_margin_the_surer() -> None:
    said = [
        Found(ANN, "pronoun, nearest that fits", (EVE,), margin).confidence for margin in (-1.0, 0.0, 1.0, 3.0, 9.0)
    ]
    assert said == sorted(said)
    assert said[0] < THRESHOLD < said[2]
    assert said[-1] < 1


def test_no_surer_than_what_it_rests_on() -> None:
    assert Found(ANN, "goes on speaking", upon=0.5).confidence < 0.5


def test_an_unsure_name_counts_among_the_candidates() -> None:
    one = Found(ANN, "pronoun, nearest that fits", (EVE,), -1.0)
    assert one.unsure
    assert one.resolution().candidates == ("Ann Wexley", "Eve Tarrant")


def test_a_sure_one_does_not() -> None:
    one = Found(ANN, "pronoun, nearest that fits", (EVE,), 2.0)
    assert not one.unsure
    assert one.resolution().candidates == ("Eve Tarrant",)


def test_own_words_are_never_unsure() -> None:
    one = Found(NOBODY, "nobody named", (ANN,))
    assert one.confidence < THRESHOLD
    assert not one.unsure
    assert one.resolution().candidates == ("Ann Wexley",)


def test_four_candidates_at_most() -> None:
    others = tuple(Entity(f"Lee {n}", "person", ("lee", str(n))) for n in range(9))
    assert len(Found(ANN, "pronoun, nearest that fits", others, -1.0).resolution().candidates) == 4
