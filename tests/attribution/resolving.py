"""What the tests of speakers share: marked text → the speakers of its attributions, and why."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.marked import read_marked
from tracker.attribution.quotes import Quotes
from tracker.attribution.speakers import resolve_speakers
from tracker.records import Attribution, Resolution, Speaker
from tracker.segment import segment

Cases = dict[str, tuple[str, Sequence[str | None]]]  # by what they show: the marked text, and its speakers' names

ANN = "[S1 Ann Wexley] [C1 said] [K1 the bridge was safe]"
BO = "[S2 Bo Tarrant] [C2 said] [K2 it shook]"


def resolve(marked: str) -> list[Speaker | None]:
    """The speakers of a marked text's attributions, by number."""
    case = read_marked(marked)
    segments = segment(case.text)
    quotes = Quotes(case.text, segments)
    found = [Attribution(a.source, a.cue, a.content, quotes.kind(a.content), 1.0) for a in case.attributions]
    return [a.speaker for a in resolve_speakers(found, case.text, segments)]


def resolutions(marked: str) -> list[Resolution]:
    """Why the speakers are the ones they are."""
    case = read_marked(marked)
    segments = segment(case.text)
    quotes = Quotes(case.text, segments)
    found = [Attribution(a.source, a.cue, a.content, quotes.kind(a.content), 1.0) for a in case.attributions]
    return [a.resolution for a in resolve_speakers(found, case.text, segments) if a.resolution is not None]


def names(marked: str) -> list[str | None]:
    """The same, by name."""
    return [speaker.name if speaker is not None else None for speaker in resolve(marked)]


def cases(*tables: Cases) -> pytest.MarkDecorator:
    """Parametrise over tables of marked text and names."""
    rows = [pytest.param(*row, id=name) for table in tables for name, row in table.items()]
    return pytest.mark.parametrize(("marked", "expected"), rows)
