from __future__ import annotations

import pytest

from tracker.certainty.levels import CENTRES, LABELS, LEVELS, level_of


@pytest.mark.parametrize(
    ("f", "level"),
    [
        (3, "certain"), (2.55, "certain"), (2.54, "probable"), (1.8, "probable"), (1.79, "possible"), (0.9, "possible"),
        (0.89, "doubtful"), (0, "doubtful"), (-2.54, "doubtful"), (-2.55, "certain"), (-3, "certain"),
    ],
)  # fmt: skip
def test_the_cuts_of_the_corpora(f: float, level: str) -> None:
    assert level_of(f) == level


def test_the_scale_goes_down_and_the_labels_are_whole() -> None:
    assert list(CENTRES) == sorted(CENTRES, reverse=True)
    assert len(CENTRES) == len(LEVELS)
    assert len(set(LABELS)) == 9
