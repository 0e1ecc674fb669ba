"""Headlines: the first line that looks like one, and stories that begin without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.furniture import find_title

STORY = (
    "NORTHPORT (AP) - Two people were killed when a wall fell on a market street in the old town of Northport, the "
    "police said on Monday."
)


@pytest.mark.parametrize(
    "title",
    [
        "Wall falls on market, two dead",
        "Wall falls on market, two dead.",
        "Did the mayor know?",
        "'I never knew', says mayor",
        'Mayor: "I never knew"',
        "“I never knew”: mayor speaks",
        "iPhone maker leaves Northport",
        "The wall that fell: what we know, what we don't, and who has to answer for it in the old town of Northport",
        "جدار يسقط",
    ],
)
@pytest.mark.parametrize("above", ["", "\n\n", "By Ann Bee\n\n", "March 6, 2023\n", "ADVERTISEMENT\r\n\r\n"])
@pytest.mark.parametrize("gap", ["\n\n", "\n", "\r\n\r\n", "\n \n"])
def test_title(above: str, title: str, gap: str) -> None:
    text = above + title + gap + STORY
    found = find_title(text)
    assert found is not None
    assert found.of(text) == title


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "One line alone",
        STORY,
        f"{STORY}\n\nIt was old.",
        f"By Ann Bee\n\n{STORY}\n\nIt was old.",
        f"GENEVA (AP) — It fell.\n\n{STORY}",
        f'"I never knew."\n\n{STORY}',
        f"“I never knew that the wall was old”\n\n{STORY}",
        f"The mayor said:\n\n{STORY}",
        f"and so it fell\n\n{STORY}",
        "The wall fell.\n\nIt was old.\n\nHe left.",
        "Two people were killed when a wall fell on a market street in the\nold town of Northport, the police said.",
        "Two people were killed when a wall fell on a market street in the\nNorthport old town of the capital, the "
        "police said\non Monday.",
        f"{'A long lead about the wall ' * 5}that fell.\n\n{STORY * 3}",
        f"123\n\n{STORY}",
    ],
)
def test_no_title(text: str) -> None:
    assert find_title(text) is None


@given(st.text() | st.text(alphabet=st.sampled_from('Aa.\n\r "“—()1')))
def test_never_raises_and_stays_inside(text: str) -> None:
    found = find_title(text)
    assert found is None or (0 <= found.start < found.end <= len(text) and found.of(text).strip() == found.of(text))
