"""The claims of an article and those they may meet → the pairs that contradict or supersede."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Protocol

from tracker.contradiction.candidates import Candidate, find_candidates
from tracker.contradiction.judge import Judge
from tracker.contradiction.network import Pair
from tracker.contradiction.statements import statement_of
from tracker.records import ClaimToCompare, FoundRelation

# Candidates less probable than this are not judged, nor more than this share of an article's, nor more than this many
# for each of its claims.
PRIOR = 0.02
SHARE = 0.3
A_CLAIM = 3.0


def find_relations(
    claims: Sequence[ClaimToCompare], pool: Sequence[ClaimToCompare], judge: Judge
) -> list[FoundRelation]:
    """What contradicts or supersedes what: of each new claim against its candidates in `pool`, each pair once, the
    earlier claim first."""
    pairs: dict[tuple[int, int], tuple[ClaimToCompare, ClaimToCompare]] = {}
    for candidate in worth_judging(find_candidates(claims, pool), judge):
        a, b = sorted((candidate.a, candidate.b), key=_when)
        pairs[(a.id, b.id)] = (a, b)
    verdicts = judge.compare([(statement_of(a), statement_of(b)) for a, b in pairs.values()], proposed=True)
    found = [
        FoundRelation(a, b, verdict)
        for (a, b), verdict in zip(pairs, verdicts, strict=True)
        if verdict.relation in ("contradiction", "supersedes")
    ]
    return _without_retellings(found, {claim.id: claim for pair in pairs.values() for claim in pair})


def _without_retellings(found: list[FoundRelation], claims: dict[int, ClaimToCompare]) -> list[FoundRelation]:
    """Without the pairs of a claim that tells what somebody said, where what was said is in a pair with the same other
    claim: it is one disagreement, with the one who said it."""
    pairs = {frozenset((one.a, one.b)): one.verdict.relation for one in found}
    told: dict[int, list[int]] = {}
    for claim in claims.values():
        if not claim.nested:
            continue
        for other in claims.values():
            if other.id != claim.id and other.article_id == claim.article_id and _tells(other, claim):
                told.setdefault(other.id, []).append(claim.id)
    return [
        one
        for one in found
        if not any(
            pairs.get(frozenset((inner, other))) == one.verdict.relation
            for outer, other in ((one.a, one.b), (one.b, one.a))
            for inner in told.get(outer, ())
        )
    ]


def _tells(outer: ClaimToCompare, inner: ClaimToCompare) -> bool:
    return len(outer.span) > len(inner.span) and outer.span.contains(inner.span)


class Screen(Protocol):
    """Whatever can rank pairs without a network; a `Judge` can."""

    def screen(self, pairs: Sequence[Pair], priors: Sequence[float]) -> list[float]:
        """A score for each pair."""
        ...


def worth_judging(candidates: Sequence[Candidate], judge: Screen) -> list[Candidate]:
    """Those of an article's candidates that are worth the network, the likeliest first."""
    likely = [one for one in candidates if one.prior >= PRIOR]
    pairs = [(statement_of(one.a), statement_of(one.b)) for one in likely]
    scores = judge.screen(pairs, [one.prior for one in likely])
    ranked = [likely[i] for i in sorted(range(len(likely)), key=lambda i: -scores[i])]
    claims = len({one.a.id for one in candidates})
    return ranked[: ceil(min(SHARE * len(candidates), A_CLAIM * claims))]


def _when(claim: ClaimToCompare) -> tuple[str, int]:
    return (claim.date or "", claim.id)
