"""Where two claims clash: numbers, times, places, doers, negations and opposites, degrees.

Every finder gives the words that clash and a weight, 0..1: how sure they are about the same thing, put in ways that
cannot both hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.contradiction.analysis import Analysed
from tracker.contradiction.lexicon import REASONS
from tracker.contradiction.names import find_roles
from tracker.contradiction.overlap import Overlap
from tracker.contradiction.quantities import Quantity
from tracker.records import Clash, Reason, Span

# Counts that only ever grow: a later, higher one need not contradict an earlier one.
_GROWING = frozenset({"dead", "hurt", "missing", "held", "saved", "fled"})


@dataclass(frozen=True, slots=True)
class ReasonedClash:
    """Words that cannot both be right, why, and how much that weighs (0..1)."""

    reason: Reason
    clash: Clash
    weight: float


def _clash(reason: Reason, a: tuple[int, int], b: tuple[int, int], weight: float) -> ReasonedClash:
    return ReasonedClash(reason, Clash((Span(*a),), (Span(*b),)), round(min(max(weight, 0.0), 1.0), 4))


def at_other_times(a: Analysed, b: Analysed, a_clause: int, b_clause: int) -> bool:
    """Whether the two clauses name days that cannot be the same."""
    ours = [time for time in a.times if time.clause == a_clause and not time.clock]
    theirs = [time for time in b.times if time.clause == b_clause and not time.clock]
    return bool(ours and theirs) and all(one.excludes(other) for one in ours for other in theirs)


def find_polar(a: Analysed, b: Analysed, overlap: Overlap) -> Iterator[ReasonedClash]:
    """The same word denied on one side, or its opposite said."""
    agreeing = {m.a for m in overlap.matches if not m.opposed}, {m.b for m in overlap.matches if not m.opposed}
    for match in overlap.matches:
        if not match.opposed:
            continue
        one, other = a.items[match.a], b.items[match.b]
        support = overlap.support(one.clause, other.clause, match.weight)
        if match.antonym and match.axis:
            strength = 0.8
            reason = REASONS.get(match.axis, "antonym")
        else:
            strength = max(one.strength, other.strength)
            reason = "negation"
        strength *= 0.6 + 0.4 * min(match.weight, 1.0)
        if match.axis and (match.a in agreeing[0] or match.b in agreeing[1]):
            strength *= 0.5
        if one.verb or other.verb:
            strength *= 1.15
        if at_other_times(a, b, one.clause, other.clause):
            strength *= 0.4
        yield _clash(reason, (one.start, one.end), (other.start, other.end), strength * support)


def find_numbers(a: Analysed, b: Analysed, overlap: Overlap) -> Iterator[ReasonedClash]:
    """Ranges of the same thing that exclude each other."""
    for one in a.quantities:
        for other in b.quantities:
            likeness = one.likeness(other)
            if not (likeness and one.excludes(other)):
                continue
            support = overlap.support(one.clause, other.clause)
            if one.unit and support < 0.25:
                continue
            weight = likeness * (0.35 + 0.65 * support if one.state and one.state == other.state else support)
            if not (one.state and other.state) and not _shared_besides(a, b, overlap, one, other):
                weight *= 0.6  # 61 factories pay, 140 factories are shut
            if one.part != other.part:
                weight *= 0.5
            if one.zero or other.zero:
                weight *= 0.9
            elif _has_grown(a, b, one, other):
                weight *= 0.5
            if at_other_times(a, b, one.clause, other.clause) or at_other_places(a, b, one.clause, other.clause):
                weight *= 0.5
            yield _clash("number", (one.start, one.end), (other.start, other.end), weight)


def _shared_besides(a: Analysed, b: Analysed, overlap: Overlap, one: Quantity, other: Quantity) -> bool:
    """Whether the clauses of two quantities share more than the names of what is counted."""
    heads = one.heads | other.heads
    return any(
        match.weight > 0.3
        and a.items[match.a].clause == one.clause
        and b.items[match.b].clause == other.clause
        and a.items[match.a].key not in heads
        and b.items[match.b].key not in heads
        for match in overlap.matches
    )


def at_other_places(a: Analysed, b: Analysed, a_clause: int, b_clause: int) -> bool:
    """Whether the two clauses name places none of which the other claim knows."""
    ours = [place for place in a.places if place.clause == a_clause and place.named]
    theirs = [place for place in b.places if place.clause == b_clause and place.named]
    if not (ours or theirs):
        return False
    ours_known = any(key in b.by_stem for place in ours for key in place.keys)
    theirs_known = any(key in a.by_stem for place in theirs for key in place.keys)
    return bool(ours) and bool(theirs) and not ours_known and not theirs_known


def _has_grown(a: Analysed, b: Analysed, one: Quantity, other: Quantity) -> bool:
    """Whether the later figure is the higher, and of a kind that grows."""
    if a.day is None or b.day is None or a.day == b.day or not {one.state, other.state} & _GROWING:
        return False
    earlier, later = (one, other) if a.day < b.day else (other, one)
    return later.low > earlier.low


def find_degrees(a: Analysed, b: Analysed, overlap: Overlap) -> Iterator[ReasonedClash]:
    """All of them against some, few or none of them."""
    for one in a.quantifiers:
        for other in b.quantifiers:
            if one.heads & other.heads and (one.high < other.low or other.high < one.low):
                weight = overlap.support(one.clause, other.clause)
                reason: Reason = "negation" if one.low == other.low else "degree"
                yield _clash(reason, (one.span.start, one.span.end), (other.span.start, other.span.end), weight)
    for turned in (False, True):
        left, right = (b, a) if turned else (a, b)
        for one in left.quantifiers:
            if one.low < 1.0 and one.high > 0.0:
                continue
            for count in right.quantities:
                if count.zero or not (count.heads & one.heads) or (count.unit == "share" and count.low >= 0.99):
                    continue
                clauses = (count.clause, one.clause) if turned else (one.clause, count.clause)
                weight = overlap.support(*clauses) * (0.8 if count.unit or count.part else 0.5)
                spans = (one.span.start, one.span.end), (count.start, count.end)
                yield _clash("degree", *(spans[::-1] if turned else spans), weight)


def find_dates(a: Analysed, b: Analysed, overlap: Overlap) -> Iterator[ReasonedClash]:
    """One event at two times: the clauses share a word besides the names, put the same way."""
    for one in a.times:
        for other in b.times:
            if one.excludes(other):
                deeds = _shared_deeds(a, b, overlap, one.clause, other.clause)
                weight = overlap.support(one.clause, other.clause) * (0.5 + 0.5 * min(deeds, 1.0))
                yield _clash("date", (one.start, one.end), (other.start, other.end), weight)


def _shared_deeds(a: Analysed, b: Analysed, overlap: Overlap, a_clause: int, b_clause: int) -> float:
    """How much of what two clauses share is done rather than named."""
    return sum(
        match.weight
        for match in overlap.matches
        if a.items[match.a].clause == a_clause
        and b.items[match.b].clause == b_clause
        and (a.items[match.a].verb or b.items[match.b].verb)
    )


def find_places(a: Analysed, b: Analysed, overlap: Overlap) -> Iterator[ReasonedClash]:
    """One event at two places."""
    for one in a.places:
        for other in b.places:
            if one.keys & other.keys or not (one.static and other.static):
                continue
            if any(key in b.by_stem for key in one.keys) or any(key in a.by_stem for key in other.keys):
                continue
            deeds = _shared_deeds(a, b, overlap, one.clause, other.clause)
            weight = 0.8 * overlap.support(one.clause, other.clause) * (0.6 + 0.4 * min(deeds, 1.0))
            if not (one.named or other.named):
                weight *= 0.7
            yield _clash("place", (one.start, one.end), (other.start, other.end), weight)


def find_doers(a: Analysed, b: Analysed, overlap: Overlap) -> Iterator[ReasonedClash]:
    """One deed done by two."""
    for match in overlap.matches:
        if match.opposed:
            continue
        one, other = a.items[match.a], b.items[match.b]
        if not (one.verb and other.verb):
            continue
        left, right = find_roles(a.words, a.items, one, a.speaker), find_roles(b.words, b.items, other, b.speaker)
        if left is None or right is None or left.agent & right.agent:
            continue
        weight = 0.8 * overlap.support(one.clause, other.clause, match.weight)
        weight *= 1.0 if left.patient & right.patient else 0.6
        if not (left.sure or right.sure):
            weight *= 0.7
        yield _clash("who", (left.start, left.end), (right.start, right.end), weight)


def same_count(one: Quantity, other: Quantity) -> bool:
    """Whether the two give the same figure for the same thing."""
    return one.likeness(other) > 0 and not one.excludes(other)
