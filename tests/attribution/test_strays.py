"""Pieces of other sentences leave an attribution; what goes on telling stays."""

from __future__ import annotations

import pytest

from tests.marked import read_marked
from tracker.attribution.quotes import Quotes
from tracker.attribution.strays import without_strays
from tracker.segment import segment


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("The [K ships that came in] were late. [S He] [C said] [K it was shut].", ["it was shut"]),
        ("[S He] [C said] [K it was shut]. [K The wall had cracked].", ["it was shut", "The wall had cracked"]),
        ('[S He] [C said] [K it was shut]. The [K "old wall"] fell.', ["it was shut", '"old wall"']),
        ("[K It was shut], [S he] [C said], [K and it would stay so].", ["It was shut", "and it would stay so"]),
        ("The [K ships that came in] were late, [S he] [C said].", ["ships that came in"]),
    ],
)
def test_what_stays(marked: str, kept: list[str]) -> None:
    case = read_marked(marked)
    segments = segment(case.text)
    found = without_strays(case.links()[0], Quotes(case.text, segments), segments)
    assert [content.span.of(case.text) for content in found.content] == kept


def test_a_list_that_the_cue_introduces_stays() -> None:
    case = read_marked("[S He] [C said] [K three things].\n\nThe [K wall that fell] first.")
    segments = segment(case.text)
    found = without_strays(case.links()[0], Quotes(case.text, segments), segments, {1})
    assert len(found.content) == 2
