from __future__ import annotations

import pytest

from tracker.attribution.names import find_names
from tracker.segment import segment


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Then Crafty Ann Wexley left. We met Ann Wexley.", ["Ann Wexley"] * 2),
        ("Then Mary Ann Wexley left. We met Ann Wexley.", ["Mary Ann Wexley", "Ann Wexley"]),  # two given names
        ("Then Crafty Ann Wexley left.", ["Crafty Ann Wexley"]),  # nothing tells
        ("Now Ann Wexley Says it is late. We met Ann Wexley.", ["Ann Wexley"] * 2),
        ("Now Ann Wexley Bridge shook. We met Ann Wexley.", ["Ann Wexley Bridge", "Ann Wexley"]),
    ],
)
def test_what_other_mentions_do_not_have(text: str, names: list[str]) -> None:
    assert [name.text for name in find_names(text, segment(text))] == names
