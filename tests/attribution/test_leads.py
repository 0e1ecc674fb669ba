"""What a lead-in introduces: cases are tagged as the tagger does, paragraph by paragraph, and linked."""

from __future__ import annotations

import pytest

from tests.marked import read_marked
from tracker.attribution.leads import with_introduced
from tracker.attribution.linker import link
from tracker.segment import segment


def linked(marked: str) -> list[tuple[str, list[str]]]:
    """Cue and contents of each attribution."""
    read = read_marked(marked)
    segments = segment(read.text)
    spans, following = with_introduced(read.tagged(), read.text, segments)
    links = link(spans, segments, following)
    return [
        (" ".join(part.span.of(read.text) for part in x.cue), [part.span.of(read.text) for part in x.content])
        for x in links
    ]


@pytest.mark.parametrize("bullet", ["• ", "- ", "* ", "1. ", "(a) ", "– ", "3) "])
def test_the_items_of_a_list(bullet: str) -> None:
    items = f"{bullet}lower fares,\n{bullet}new trams; and\n{bullet}[K late buses.]"
    marked = f"[S Ann Lee] [C promised]:\n\n{items}\n\nIt rained."
    assert linked(marked) == [("promised", ["lower fares", "new trams", "late buses."])]


def test_a_content_that_begins_in_the_lead_in() -> None:
    marked = "[S Ann Lee] [C said] [K the plan would]:\n• [K lower fares]\n• bring trams\n\nIt rained."
    assert linked(marked) == [("said", ["the plan would", "lower fares", "bring trams"])]


def test_a_quotation_below_its_cue() -> None:
    marked = '[K1 "It is safe,"] [C1 said] [S1 Bo].\n\n[S2 Ann Lee] [C2 went on]:\n\n[K2 "Nobody need worry about it."]'
    assert linked(marked) == [("said", ['"It is safe,"']), ("went on", ['"Nobody need worry about it."'])]


def test_a_post_set_as_a_block() -> None:
    marked = "[S Ann Lee] [C wrote on X]:\n\nThe road is shut. Stay home.\n\nIt rained."
    assert linked(marked) == [("wrote on X", ["The road is shut. Stay home."])]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # each item has its own cue
        (
            "What [S1 they] [C1 said]:\n\n- [S2 Ann][C2 :] [K2 It is safe.]\n- [S3 Bo][C3 :] [K3 It is not.]",
            [(":", ["It is safe."]), (":", ["It is not."])],
        ),
        # nobody says these
        (
            "[S Ann] [C said] [K it rained]. The library in numbers:\n\n- 120 books\n- 3 seats",
            [("said", ["it rained"])],
        ),
        # the cue is not of the last sentence
        ("[S Ann] [C said] [K it rained]. Open today:\n\nThe town hall.", [("said", ["it rained"])]),
        # one line is no list
        ("[S Ann] [C said] [K it rained]\n\n- and left.", [("said", ["it rained"])]),
        # a cue of thinking introduces no block
        ("[S Ann] [C thought] [K this]:\n\nThe town hall was shut.", [("thought", ["this"])]),
    ],
)
def test_what_is_not_introduced(marked: str, expected: list[tuple[str, list[str]]]) -> None:
    assert linked(marked) == expected
