"""Relations from marked text: each case is linked without its numbers, and must get them back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marked import read_marked
from tracker.attribution.layout import Layout
from tracker.attribution.linker import Link, TaggedSpan, gap, link
from tracker.records import Span
from tracker.segment import segment

CASES = {
    "plain": "[S Mary Smith] [C told] reporters [K that the bridge was safe].",
    "behind": "[K The bridge is safe], [C according to] [S the mayor].",
    "inverted": '[K "It is safe,"] [C said] [S the mayor].',
    "split": '[K "It is safe,"] [C said] [S the mayor], [K "and it will stay open."]',
    "split, two sentences": '[K "It is safe,"] [C said] [S the mayor]. [K "It will stay open."]',
    "no source": "[C It was reported] [K that the bridge was safe].",
    "no cue": '[K "It is safe. Nobody need worry."]',
    "shared subject": "[S1,2 The mayor] [C1 said] [K1 the bridge was safe] and [C2 added] [K2 that it was open].",
    "two in a sentence": (
        "[S1 The mayor] [C1 said] [K1 the bridge was safe], but [S2 the driver] [C2 denied] [K2 that it was]."
    ),
    "two in a paragraph": (
        "[S1 The mayor] [C1 said] [K1 the bridge was safe]. [S2 The driver] [C2 said] [K2 it shook]. It was late."
    ),
    "source behind and before": (
        '[K1 "It is safe,"] [C1 said] [S1 the mayor]. [S2 The driver] [C2 said] [K2 the bridge shook].'
    ),
    "follow-on in the paragraph": (
        '[K "It is safe,"] [C said] [S the mayor]. It was noon. [K "Nobody need worry, and all may cross."]'
    ),
    "a quotation of many sentences": (
        '[K "It is safe. It was looked at. Nobody need worry, and everybody may cross it,"] [C said] [S the mayor].'
    ),
    "a quotation before its own speaker, behind another's": (
        '[S1 The driver] [C1 said] [K1 it shook]. [K2 "It is safe. It was looked at,"] [C2 said] [S2 the mayor].'
    ),
    "an open quotation over paragraphs": (
        "[S The mayor] [C said]: [K “It is safe.]\n\n[K “It was looked at.]\n\n[K “Nobody need worry.”]"
    ),
    "an uncued quotation in the next paragraph is its own": (
        '[S1 The mayor] [C1 said] [K1 the bridge was safe].\n\n[K2 "Nobody need worry. All may cross it."]'
    ),
    "each paragraph its own speaker": (
        '[K1 "It is safe,"] [C1 said] [S1 the mayor].\n\n[K2 "It shook,"] [C2 said] [S2 the driver].'
    ),
    "two sources": "[S Ann Lee] and her deputy, [S Bo Tan], [C said] [K the bridge was safe].",
    "two pieces of a cue's contents": "[K The bridge], [S the mayor] [C said], [K was safe].",
}


def shape(links: list[Link]) -> list[tuple[list[Span], list[Span], list[Span]]]:
    """Links as plain spans."""
    return [([s.span for s in x.source], [s.span for s in x.cue], [s.span for s in x.content]) for x in links]


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES)
def test_link(marked: str) -> None:
    case = read_marked(marked)
    assert shape(link(case.tagged(), segment(case.text))) == shape(case.links())


def test_a_cue_without_a_content_is_no_attribution() -> None:
    case = read_marked("[S The mayor] [C spoke] for an hour.")
    assert link(case.tagged(), segment(case.text)) == []


def test_a_source_without_a_cue_is_dropped() -> None:
    case = read_marked('[S The mayor] came. [K "It is safe, all of it."]')
    (found,) = link(case.tagged(), segment(case.text))
    assert not found.source
    assert not found.cue


def test_nothing_gives_nothing() -> None:
    assert link([], segment("")) == []
    assert link([], segment("It rained.")) == []


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Span(0, 2), Span(5, 6), 3),
        (Span(5, 6), Span(0, 2), 3),
        (Span(0, 5), Span(5, 6), 0),
        (Span(0, 9), Span(5, 6), 0),
    ],
)
def test_gap(a: Span, b: Span, expected: int) -> None:
    assert gap(a, b) == expected


def test_a_quotation_holds_its_sentences_together() -> None:
    text = 'He left. "It is safe. It was looked at. All may cross," she said. It rained.'
    layout = Layout(segment(text))
    assert layout.unit(text.index("It is")) == layout.unit(text.index("All may")) == layout.unit(text.index("she"))
    assert len({layout.unit(text.index(word)) for word in ("He left", "All may", "It rained")}) == 3


@st.composite
def taggings(draw: st.DrawFn) -> tuple[str, list[TaggedSpan]]:
    """Any text with any spans in it, as a tagger gives them: in order, none over another."""
    text = draw(st.text(st.sampled_from("ab .\n\"“”'"), max_size=80))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=14)))
    roles = st.sampled_from(["source", "cue", "content"])
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [TaggedSpan(draw(roles), Span(start, end), 1.0) for start, end in pairs]


@given(taggings())
def test_every_content_is_in_one_link(case: tuple[str, list[TaggedSpan]]) -> None:
    text, spans = case
    links = link(spans, segment(text))
    contents = sorted(s.span for x in links for s in x.content)
    assert contents == [s.span for s in spans if s.role == "content"]
    cues = [s.span for x in links for s in x.cue]
    assert len(cues) == len(set(cues))
    for found in links:
        assert found.content
        assert len(found.cue) <= 1
        assert found.cue or not found.source
        for role in (found.source, found.cue, found.content):
            assert [s.span for s in role] == sorted(s.span for s in role)
