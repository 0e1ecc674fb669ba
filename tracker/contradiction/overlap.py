"""What two claims share: words of one stem or of nearly one meaning, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tracker.contradiction.analysis import Analysed


class Match(NamedTuple):
    """An item of one claim beside one of the other. `axis` is "" where the stem is the same. `opposed`: the two are put
    in opposite ways, by a negation or (`antonym`) by their meanings."""

    a: int
    b: int
    axis: str
    opposed: bool
    antonym: bool
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """All matches of two claims. `share_a`, `share_b`: how much of either the other has too."""

    matches: tuple[Match, ...]
    share_a: float
    share_b: float
    weight: float
    clauses: dict[tuple[int, int], float]

    def support(self, a_clause: int, b_clause: int, without: float = 0.0) -> float:
        """0..1: how far two clauses speak of the same thing, a match of weight `without` left aside."""
        own = max(self.clauses.get((a_clause, b_clause), 0.0) - without, 0.0)
        rest = max(self.weight - without - own, 0.0)
        near = own + 0.5 * rest
        return near / (near + 1.5)


_MOST = (
    16  # times that one word of a side is looked at: a claim has it once or twice, a text of anything may have it often
)


def find_overlap(a: Analysed, b: Analysed) -> Overlap:
    """The matches of two claims: each item with its nearest counterpart."""
    matches: list[Match] = []
    best_a: dict[int, float] = {}
    best_b: dict[int, float] = {}
    for key in a.by_stem.keys() & b.by_stem.keys():
        for n in a.by_stem[key][:_MOST]:
            for m in b.by_stem[key][:_MOST]:
                weight = min(a.weights[n], b.weights[m])
                opposed = a.items[n].sign != b.items[m].sign
                matches.append(Match(n, m, "", opposed, False, weight))
                best_a[n] = max(best_a.get(n, 0.0), weight)
                best_b[m] = max(best_b.get(m, 0.0), weight)
    same = {(match.a, match.b) for match in matches}
    for axis in a.by_sense.keys() & b.by_sense.keys():
        for n, pole_a in a.by_sense[axis][:_MOST]:
            for m, pole_b in b.by_sense[axis][:_MOST]:
                if (n, m) in same:
                    continue
                turned = a.items[n].sign != b.items[m].sign
                antonym = pole_a != pole_b
                weight = 0.8 * min(a.weights[n], b.weights[m])
                matches.append(Match(n, m, axis, turned != antonym, antonym, weight))
                best_a[n] = max(best_a.get(n, 0.0), weight)
                best_b[m] = max(best_b.get(m, 0.0), weight)
    clauses = _weigh_clauses(a, b, matches)
    sum_a, sum_b = sum(best_a.values()), sum(best_b.values())
    return Overlap(
        tuple(sorted(matches)),
        sum_a / a.total if a.total else 0.0,
        sum_b / b.total if b.total else 0.0,
        min(sum_a, sum_b),
        clauses,
    )


def _weigh_clauses(a: Analysed, b: Analysed, matches: list[Match]) -> dict[tuple[int, int], float]:
    """How much each two clauses share, every item counted once on either side."""
    best: tuple[dict[tuple[int, int, int], float], ...] = ({}, {})
    for match in matches:
        clauses = a.items[match.a].clause, b.items[match.b].clause
        for side, item in enumerate((match.a, match.b)):
            spot = (*clauses, item)
            best[side][spot] = max(best[side].get(spot, 0.0), match.weight)
    sums: tuple[dict[tuple[int, int], float], ...] = ({}, {})
    for side in (0, 1):
        for (ca, cb, _), weight in sorted(best[side].items()):
            sums[side][ca, cb] = sums[side].get((ca, cb), 0.0) + weight
    return {clauses: min(weight, sums[1][clauses]) for clauses, weight in sums[0].items()}
