"""Whether the machine is as often right as it says: the reliability of `confidence`.

    python -m evals.confidence ../shared/data/attribution/polnear/dev.jsonl.gz            halves crossed
    python -m evals.confidence ../shared/data/attribution/gum/train.jsonl.gz --shipped    the shipped weights

The shipped weights are fitted on all of PolNeAR dev. What they are worth is measured with each half of its articles
read by weights fitted on the other half, both ways. *Right* is what `training.confidence.judge` says.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from tracker.attribution.confidence import Calibration
from training.confidence import Judged, fit_calibration, judge, read_all

GROUP = "confidence PolNeAR dev"
BORDERS = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0)
SURE = 0.9
"""Of what is said with this or more, as many must be right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """What was said between two confidences: how much, with what mean, and how much of it is right (0..1)."""

    low: float
    high: float
    count: int
    said: float
    right: float


def crossed(judged: Sequence[Judged]) -> list[Judged]:
    """The same, each half of the articles read by the weights of the other; articles go to the halves by turns, in the
    order of their ids."""
    refs = sorted({one.ref for one in judged})
    half = {ref: number % 2 for number, ref in enumerate(refs)}
    weights = [fit_calibration([one for one in judged if half[one.ref] == number]) for number in (0, 1)]
    return [read_by(weights[1 - half[one.ref]], one) for one in judged]


def read_by(weights: Calibration, one: Judged) -> Judged:
    """The same attribution with what these weights say."""
    return replace(one, confidence=weights.confidence(one.signs))


def reliability(judged: Sequence[Judged]) -> list[Bin]:
    """How often what was said is right, bin by bin; empty bins are left out."""
    out = []
    for low, high in pairwise(BORDERS):
        inside = [one for one in judged if low <= one.confidence < high or (high == 1.0 == one.confidence)]
        if inside:
            said = sum(one.confidence for one in inside) / len(inside)
            out.append(Bin(low, high, len(inside), said, sum(one.right for one in inside) / len(inside)))
    return out


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """In percent: how much of what is said surely is right, how much is said surely, and the calibration (100 less the
    mean distance of said and right, over the bins by size)."""
    bins = reliability(judged)
    sure = [one for one in judged if one.confidence >= SURE]
    error = sum(one.count * abs(one.said - one.right) for one in bins) / max(len(judged), 1)
    return {
        f"right of those said {SURE} or more": round(100 * sum(one.right for one in sure) / max(len(sure), 1), 1),
        f"said {SURE} or more": round(100 * len(sure) / max(len(judged), 1), 1),
        "calibrated (100 less error)": round(100 * (1 - error), 1),
    }


def confidence_figures(corpus: Path) -> dict[str, float]:
    """The gate's figures, by name."""
    return {f"{GROUP}: {name}": value for name, value in figures(crossed(judge(read_all(corpus)))).items()}


def table(bins: Sequence[Bin]) -> str:
    """In Markdown."""
    rows = [f"| {b.low:.1f} to {b.high:.1f} | {b.count:,} | {100 * b.said:.1f} | {100 * b.right:.1f} |" for b in bins]
    return "\n".join(["| confidence | attributions | said, mean | right |", "|---|--:|--:|--:|", *rows])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--bundle", type=Path, help="else the shipped one")
    parser.add_argument("--shipped", action="store_true", help="the weights of the bundle, none fitted here")
    args = parser.parse_args()
    judged = judge(read_all(args.gold), args.bundle)
    judged = judged if args.shipped else crossed(judged)
    print(table(reliability(judged)) + "\n")
    for name, value in figures(judged).items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
