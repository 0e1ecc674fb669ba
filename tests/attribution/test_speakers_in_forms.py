"""Who speaks where the layout says it: interviews, initials; and in the short sources of captions and releases."""

from __future__ import annotations

import pytest

from tests.marked import read_marked
from tracker.attribution.speakers import resolve_speakers
from tracker.records import Attribution, Kind
from tracker.segment import segment


def name_of(marked: str, kind: Kind = "indirect") -> str | None:
    """The speaker of the one attribution of a marked text."""
    read = read_marked(marked)
    (one,) = read.attributions
    said = Attribution(one.source, one.cue, one.content, kind, 1.0)
    (resolved,) = resolve_speakers([said], read.text, segment(read.text))
    return resolved.speaker.name if resolved.speaker else None


INTRO = "Ann Wexley has mended clocks for fifty years. She talked to Bo Tan.\n\n"
LABELS: dict[str, tuple[str, str]] = {
    "an answer": (f"{INTRO}Q: Why clocks?\n\n[S A][C :] [K They tick.]", "Ann Wexley"),
    "an answer behind a question that names another": (
        f"{INTRO}Q: Do you know Cy Moran?\n\n[S A][C :] [K I do.]",
        "Ann Wexley",
    ),
    "the answer's own label": (f"{INTRO}Question: Why clocks?\n\n[S Answer][C :] [K They tick.]", "Ann Wexley"),
    "who is talked to, where there is nobody else": (
        "Two questions to Bo Tan:\n\nQ: Why clocks?\n\n[S A][C :] [K They tick.]",
        "Bo Tan",
    ),
    "initials": (f"{INTRO}BT: Why clocks?\n\n[S AW][C :] [K They tick.]", "Ann Wexley"),
    "no label": (f"{INTRO}Why clocks?\n\n[K They tick and I like it.]", "Ann Wexley"),
}


@pytest.mark.parametrize(("marked", "expected"), LABELS.values(), ids=LABELS)
def test_labels_of_turns(marked: str, expected: str) -> None:
    assert name_of(marked, "direct") == expected


def test_a_letter_is_no_label_where_nothing_is_quoted() -> None:
    assert name_of("Ann Wexley met a friend. [S A] [C said] [K it was late].") != "Ann Wexley"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Ann Wexley of the Kennel Club, [S who] [C said] [K it was late], left.", "Ann Wexley"),
        ("Ann Wexley left the Kennel Club, [S which] [C said] [K it was late].", "Kennel Club"),
        ("[S Acme Ferries today] [C announced] [K two ships].", "Acme Ferries"),
        ("[S Ann Wexley on Friday] [C announced] [K two ships].", "Ann Wexley"),
    ],
)
def test_whom_the_words_of_a_source_mean(marked: str, expected: str) -> None:
    assert name_of(marked) == expected
