"""Reporting clauses behind quotations that nobody tagged."""

from __future__ import annotations

import pytest

from tests.marked import read_marked
from tracker.attribution.beside import with_clauses_beside
from tracker.attribution.quotes import Quotes
from tracker.segment import segment


def added(marked: str) -> list[tuple[str, str]]:
    """The roles and the words of what is added to the spans of a marked text."""
    case = read_marked(marked)
    before = case.tagged()
    spans = with_clauses_beside(before, Quotes(case.text, segment(case.text)))
    return [(span.role, span.span.of(case.text)) for span in spans if span not in before]


@pytest.mark.parametrize(
    ("marked", "source", "cue"),
    [
        ('[K "It is shut,"] one of the pilots aboard said later.', "one of the pilots aboard", "said"),
        ('[K "Is it shut?"] Wexley asked.', "Wexley", "asked"),
        ('[K "It is shut,"] said Ann Wexley.', "Ann Wexley", "said"),
        ('[K "It is shut,"] she added.', "she", "added"),
    ],
)
def test_a_clause_is_found(marked: str, source: str, cue: str) -> None:
    assert sorted(added(marked)) == [("cue", cue), ("source", source)]


def test_a_tagged_source_is_not_tagged_again() -> None:
    assert added('[K "It is shut,"] [S Wexley] asked.') == [("cue", "asked")]


def test_an_untagged_quotation_becomes_content() -> None:
    assert ("content", '"It is shut,"') in added('"It is shut," she added.')


@pytest.mark.parametrize(
    "marked",
    [
        '[K "It is shut,"] [S she] [C added].',
        '[K "It is shut."] He said that the road was open.',
        '[K "It is shut,"] and they left.',
        '[K "It is shut,"]\n\nWexley said.',
    ],
)
def test_what_is_no_clause_of_it(marked: str) -> None:
    assert added(marked) == []
