"""What two claims are to each other as far as their structure tells: clashes, and what keeps them from contradicting.

The judge weighs this beside a network's scores. All of it is symmetric: swapped claims give the same clashes, swapped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.contradiction.analysis import Analysed, analyse
from tracker.contradiction.clashes import (
    ReasonedClash,
    find_dates,
    find_degrees,
    find_doers,
    find_numbers,
    find_places,
    find_polar,
    same_count,
)
from tracker.contradiction.overlap import Overlap, find_overlap
from tracker.records import REASONS, Clash, Reason, Span, Statement

__all__ = ["FEATURES", "ReasonedClash", "Structure", "find_structure", "structure_of"]

# How often a clash found with some weight was one, on event cards: (weight, share that contradict), linear between.
_SHARES: dict[Reason, tuple[tuple[float, float], ...]] = {
    "number": ((0.0, 0.15), (0.2, 0.27), (0.4, 0.42), (0.5, 0.5), (0.55, 0.6), (0.7, 0.72), (1.0, 0.9)),
    "date": ((0.0, 0.05), (0.2, 0.28), (0.4, 0.38), (0.6, 0.55), (0.65, 0.6), (1.0, 0.8)),
    "place": ((0.0, 0.1), (0.2, 0.2), (0.5, 0.4), (1.0, 0.7)),
    "who": ((0.0, 0.1), (0.3, 0.3), (0.5, 0.4), (1.0, 0.7)),
    "negation": ((0.0, 0.15), (0.1, 0.35), (0.3, 0.53), (0.38, 0.6), (0.45, 0.74), (0.6, 0.8), (1.0, 0.95)),
    "antonym": ((0.0, 0.25), (0.3, 0.33), (0.38, 0.58), (0.42, 0.68), (0.6, 0.8), (1.0, 0.95)),
    "degree": ((0.0, 0.1), (0.2, 0.3), (0.35, 0.48), (0.5, 0.58), (0.6, 0.66), (1.0, 0.9)),
}
_STANDS_ALONE = 0.6
_LEAST_MARKED = 0.15
_LEVELS = {"certain": 3, "probable": 2, "possible": 1, "doubtful": 0}
BLOCKS = ("update", "hedged", "forecast")

FEATURES: tuple[str, ...] = (
    "shared", "shared_least", "shared_most", "overlap", "names_shared", "names_apart",
    *(f"{reason}" for reason in REASONS),
    "any_clash", "negation_sum", "antonym_sum", "agreeing", "opposed_share",
    "counts_agree", "counts_differ", "counts_apart", "times_agree", "times_differ",
    "same_speaker", "speaker_named", "first_person", "days_apart", "later_by_same",
    "one_negated", "both_negated", "one_excluding", "hedged", "hedged_both", "hedged_excluded", "level_gap",
    "one_future", "both_future", "update", "restates", "length", "length_gap",
    *(f"block_{name.replace(' ', '_')}" for name in BLOCKS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Structure:
    """The reasoning over two claims.

    `clashes` are the strongest first, each precise enough to stand alone: a pair with one contradicts as often as its
    weight says. `hints` are those and the weaker ones, for pairs known to contradict by other evidence. `blocks` say
    why the two cannot contradict. `update`: one authority later gives another figure for the same; `updated` are the
    clashes of these figures. `restates`: nearly the same content.
    `shared` 0..1: how far they speak of the same thing. `values` are the features, in the order of `FEATURES`.
    """

    clashes: tuple[ReasonedClash, ...]
    hints: tuple[ReasonedClash, ...]
    blocks: tuple[str, ...]
    update: bool
    restates: bool
    shared: float
    values: tuple[float, ...]
    updated: tuple[ReasonedClash, ...] = ()

    def marks(self) -> Clash:
        """All the words that may clash, for the network to look at."""
        likely = [hint.clash for hint in self.hints if hint.weight >= _LEAST_MARKED]
        return Clash(
            tuple(sorted({span for clash in likely for span in clash.a})),
            tuple(sorted({span for clash in likely for span in clash.b})),
        )

    def features(self) -> tuple[float, ...]:
        """The numbers a regression reads, one for each name in `FEATURES`."""
        return self.values


def find_structure(a: Statement, b: Statement) -> Structure:
    """Reason over two claims."""
    return structure_of(analyse(a), analyse(b))


_FINDERS: tuple[Callable[[Analysed, Analysed, Overlap], Iterator[ReasonedClash]], ...] = (
    find_numbers, find_dates, find_places, find_doers, find_polar, find_degrees,
)  # fmt: skip


def structure_of(a: Analysed, b: Analysed) -> Structure:
    """Reason over two claims taken apart before."""
    overlap = find_overlap(a, b)
    found = [_weighed(clash) for find in _FINDERS for clash in find(a, b, overlap)]
    found.sort(key=_rank)
    strongest: dict[Reason, float] = {}
    for clash in found:
        strongest.setdefault(clash.reason, clash.weight)
    update = _is_update(a, b, overlap)
    updated = tuple(clash for clash in found if update and clash.reason == "number")
    restates = min(overlap.share_a, overlap.share_b) > 0.75 and not found
    found = [clash for clash in found if clash not in updated]
    blocks = tuple(_find_blocks(a, b, found, update))
    shared = (overlap.share_a + overlap.share_b) / 2
    clashes = tuple(clash for clash in found if clash.weight >= _STANDS_ALONE)
    values = _features(a, b, overlap, found, strongest, blocks, restates)
    return Structure(clashes, tuple(found), blocks, update, restates, shared, values, updated)


def _rank(clash: ReasonedClash) -> tuple[float, str, list[tuple[Span, ...]]]:
    """The strongest first; between equals the same order whichever claim comes first."""
    return -clash.weight, clash.reason, sorted((clash.clash.a, clash.clash.b))


def _weighed(clash: ReasonedClash) -> ReasonedClash:
    """The clash with its weight as the share of such that contradict."""
    points = _SHARES[clash.reason]
    for (low, least), (high, most) in pairwise(points):
        if clash.weight <= high:
            share = least + (most - least) * (clash.weight - low) / (high - low)
            return replace(clash, weight=round(share, 4))
    return replace(clash, weight=points[-1][1])


def _same_authority(a: Analysed, b: Analysed) -> bool:
    """One speaker, or two who speak for one body: the names of one hold those of the other."""
    if not (a.speaker and b.speaker):
        return False
    return a.speaker <= b.speaker or b.speaker <= a.speaker


def _is_update(a: Analysed, b: Analysed, overlap: Overlap) -> bool:
    """Whether one authority gives, on a later day, another figure for the same: not nought, which is a denial."""
    if a.day is None or b.day is None or a.day == b.day or not _same_authority(a, b):
        return False
    for one in a.quantities:
        for other in b.quantities:
            if one.zero or other.zero or not one.excludes(other):
                continue
            if one.likeness(other) * overlap.support(one.clause, other.clause) > 0.25:
                return True
    return False


def _find_blocks(a: Analysed, b: Analysed, found: list[ReasonedClash], update: bool) -> Iterator[str]:
    if update:
        yield "update"
    numbers = any(clash.reason == "number" and clash.weight > 0.36 for clash in found)
    if a.hedged != b.hedged and not (a.excluding or b.excluding) and not numbers:
        yield "hedged"
    if a.day is not None and b.day is not None and a.day != b.day:
        earlier, later = (a, b) if a.day < b.day else (b, a)
        if earlier.future and not later.future and not any(clash.weight > 0.4 for clash in found):
            yield "forecast"


def _features(
    a: Analysed,
    b: Analysed,
    overlap: Overlap,
    found: list[ReasonedClash],
    strongest: dict[Reason, float],
    blocks: tuple[str, ...],
    restates: bool,
) -> tuple[float, ...]:
    agree = sum(match.weight for match in overlap.matches if not match.opposed)
    opposed = sum(match.weight for match in overlap.matches if match.opposed)
    counts = [(one, other) for one in a.quantities for other in b.quantities]
    same = sum(same_count(one, other) for one, other in counts)
    alike = sum(one.likeness(other) > 0 for one, other in counts)
    times = [(one, other) for one in a.times for other in b.times if bool(one.clock) == bool(other.clock)]
    apart = sum(one.excludes(other) for one, other in times)
    days = abs(a.day - b.day) if a.day is not None and b.day is not None else 0
    authority = _same_authority(a, b)
    names = len(a.names & b.names)
    levels = [_LEVELS[side.statement.level or "certain"] for side in (a, b)]
    lengths = sorted((len(a.items), len(b.items)))

    def total(reason: Reason) -> float:
        return min(sum(clash.weight for clash in found if clash.reason == reason), 3.0)

    values = (
        (overlap.share_a + overlap.share_b) / 2, min(overlap.share_a, overlap.share_b),
        max(overlap.share_a, overlap.share_b), min(overlap.weight, 8.0) / 4, min(names, 3),
        bool(a.names and b.names and not names),
        *(strongest.get(reason, 0.0) for reason in REASONS),
        _either(strongest.values()), total("negation"), total("antonym"),
        min(agree, 8.0) / 4, opposed / (agree + opposed + 1.0),
        min(same, 2), min(alike - same, 2), bool(counts and not alike), min(len(times) - apart, 2), min(apart, 2),
        authority, bool(_spoken_of(a, b) or _spoken_of(b, a)), a.first_person + b.first_person, min(days, 30) / 10,
        authority and days > 0,
        a.negated != b.negated, a.negated and b.negated, a.excluding != b.excluding, a.hedged != b.hedged,
        a.hedged and b.hedged, (a.hedged and b.excluding) or (b.hedged and a.excluding), abs(levels[0] - levels[1]),
        a.future != b.future, a.future and b.future, "update" in blocks, restates,
        min(sum(lengths), 40) / 20, (lengths[1] - lengths[0]) / 10,
        *(name in blocks for name in BLOCKS),
    )  # fmt: skip
    return tuple(float(value) for value in values)


def _either(weights: Iterable[float]) -> float:
    """How likely one of several clashes is one, were they independent."""
    none = 1.0
    for weight in weights:
        none *= 1.0 - weight
    return 1.0 - none


def _spoken_of(a: Analysed, b: Analysed) -> bool:
    """Whether `b` names the speaker of `a`."""
    return any(key in b.names for key in a.speaker)
