"""Which claims cannot both be true: candidates, reasoning over structure, a judge; and which articles are reprints.

Names are imported when first used: what a report reads of a pair needs neither the judge nor numpy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.contradiction.figures import find_figures
    from tracker.contradiction.finding import find_relations
    from tracker.contradiction.judge import Judge, Judging, open_judge
    from tracker.contradiction.reprints import MIN_SHARED, Reprint, find_reprint, signature, tie

_HOME = {
    "MIN_SHARED": "reprints",
    "Judge": "judge",
    "Judging": "judge",
    "Reprint": "reprints",
    "find_figures": "figures",
    "find_relations": "finding",
    "find_reprint": "reprints",
    "open_judge": "judge",
    "signature": "reprints",
    "tie": "reprints",
}

__all__ = [
    "MIN_SHARED",
    "Judge",
    "Judging",
    "Reprint",
    "find_figures",
    "find_relations",
    "find_reprint",
    "open_judge",
    "signature",
    "tie",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    return value
