"""Which claims cannot both be true: candidates, reasoning over structure, a judge; and which articles are reprints."""

from __future__ import annotations

from tracker.contradiction.finding import find_relations
from tracker.contradiction.judge import Judge, Judging, open_judge
from tracker.contradiction.reprints import MIN_SHARED, Reprint, find_reprint, signature, tie

__all__ = [
    "MIN_SHARED",
    "Judge",
    "Judging",
    "Reprint",
    "find_relations",
    "find_reprint",
    "open_judge",
    "signature",
    "tie",
]
