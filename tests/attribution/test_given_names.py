from __future__ import annotations

import pytest

from tracker.attribution.given_names import is_shorter


@pytest.mark.parametrize(
    ("short", "whole", "expected"),
    [
        ("j", "john", True),
        ("john", "j", True),
        ("bill", "william", True),
        ("leo", "leopold", True),
        ("alex", "alexandra", True),
        ("ann", "ann", True),
        ("ann", "anna", False),
        ("maria", "mariana", False),
        ("bo", "boris", False),
        ("k", "john", False),
        ("bill", "robert", False),
    ],
)
def test_short_for(short: str, whole: str, expected: bool) -> None:
    assert is_shorter(short, whole) is expected
