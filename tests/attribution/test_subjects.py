"""Who a sentence is about where it names nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attribution.subjects import Subjects, find_subject
from tracker.records import Span

FOUND = {
    "The colonel arrived late.": ("The colonel", "colonel"),
    "On Monday, the colonel arrived late.": ("the colonel", "colonel"),
    "An official of the port was hopeful.": ("An official of the port", "official"),
    "The former Elmian foreign minister was there.": ("The former Elmian foreign minister", "minister"),
    "Parents have had enough.": ("Parents", "parents"),
    "Police officials were late.": ("Police officials", "officials"),
    "The indictment runs to ninety pages.": ("The indictment", "indictment"),
    "The company, which makes bridges, grew.": ("The company", "company"),
    "His lawyer was late.": ("His lawyer", "lawyer"),
}
NONE = {
    "a name": "Ann Wexley arrived late.",
    "a pronoun": "She arrived late.",
    "a thing": "The bridge was closed.",
    "an office and its name": "The colonel Bo Tarrant arrived late.",
    "an office and its name behind a comma": "The pilot, Captain Bo Tarrant, arrived late.",
    "an owner": "The miners' union was late.",
    "an owner of one": "The colonel's horse was late.",
    "a verb that may be a text": "The Elm Herald reports that it was late.",
    "a plural that is a name": "Rangers Lee and Tan were late.",
    "nothing": "",
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items(), ids=FOUND)
def test_found(text: str, expected: tuple[str, str]) -> None:
    subject = find_subject(text, Span(0, len(text)))
    assert subject is not None
    assert (subject.span.of(text), subject.head[-1].low) == expected


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_none(text: str) -> None:
    assert find_subject(text, Span(0, len(text))) is None


def test_each_is_handed_out_once() -> None:
    text = "The colonel came. The major left. The general stayed."
    subjects = Subjects(text, [Span(0, 17), Span(18, 33), Span(34, 53)])
    assert [s.head[-1].low for s in subjects.until(34)] == ["colonel", "major"]
    assert [s.head[-1].low for s in subjects.until(10)] == []
    assert [s.head[-1].low for s in subjects.until(99)] == ["general"]


@given(st.text(max_size=80))
def test_never_raises(text: str) -> None:
    subject = find_subject(text, Span(0, len(text)))
    assert subject is None or subject.span.end <= len(text)
