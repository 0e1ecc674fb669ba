"""What is told of the writer at an article's foot, and people of the story who write."""

from __future__ import annotations

import pytest

from tracker.furniture import furniture_spans

STORY = "The wall fell at night.\nNobody was hurt, and the road is open.\n"


@pytest.mark.parametrize(
    "foot",
    [
        "Ann Orme is a reporter for the Echo, where she has covered ports since May.",
        "Ann Orme covers the harbour. Since joining the Echo, she has covered ships, walls and money.",
        "Ann Orme writes about walls. You can reach her at the desk.",
        "Ann Orme, a former sailor, is an Elmstead-based correspondent for the Echo.",
    ],
)
def test_the_writer_is_furniture(foot: str) -> None:
    assert [span.of(STORY + foot) for span in furniture_spans(STORY + foot)] == [foot]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Orme was jailed.\nIt rained.\nAnn Orme, 40, was jailed.\nAnn Orme is a reporter for the Echo.",
        STORY + "Ann Orme is a reporter for the Echo. She said the wall had been cracked.",
        STORY + "Ann Orme is the mayor.",
        "Ann Orme is a reporter for the Echo.",
        STORY + "Ann Orme covers walls.\n" + "It rained again.\n" * 5,
    ],
)
def test_the_story_is_none(text: str) -> None:
    assert furniture_spans(text) == ()
