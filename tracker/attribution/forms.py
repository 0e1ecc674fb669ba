"""Attributions that the layout tells: turns of a dialogue, and what is signed. No tagger is asked about them."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.attribution.dialogue import Turn, find_turns
from tracker.attribution.linker import Link, TaggedSpan
from tracker.attribution.signatures import Signature, find_signatures
from tracker.records import Span
from tracker.segment import Segments

_CONFIDENCE = 0.95  # as high as the tagger's own of a plain quotation


@dataclass(frozen=True, slots=True)
class Told:
    """Attributions, and the parts of the text in which there are no others."""

    links: tuple[Link, ...]
    regions: tuple[Span, ...]


def told_by_layout(text: str, segments: Segments) -> Told:
    """What the layout of a text tells."""
    turns = find_turns(text, segments)
    signed = find_signatures(text, segments)
    links = [_of_turn(turn) for turn in turns if not turn.asks] + [_of_signature(one) for one in signed]
    return Told(tuple(links), (*(turn.region for turn in turns), *(one.region for one in signed)))


def _of_turn(turn: Turn) -> Link:
    label, cue = (() if span is None else (span,) for span in (turn.label, turn.cue))
    return Link(_tagged("source", *label), _tagged("cue", *cue), _tagged("content", *turn.content), "direct")


def _of_signature(one: Signature) -> Link:
    return Link(_tagged("source", one.source), _tagged("cue", one.cue), _tagged("content", one.content), "direct")


def _tagged(role: str, *spans: Span) -> tuple[TaggedSpan, ...]:
    return tuple(TaggedSpan(role, span, _CONFIDENCE) for span in spans)
