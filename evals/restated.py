"""How often what one speaker says at two levels of certainty is rightly taken for the same thing, or for two.

    python -m evals.restated              the half that is held back, which the gate holds to its floors
    python -m evals.restated --half tune  the half the rules were made on, with what they get wrong

Each row of the gold is two claims of one speaker: `same` says whether they claim the same, whatever their certainty.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tracker.store.things import read_thing, same_time

GOLD = Path(__file__).parent / "gold" / "restated" / "pairs.jsonl"
Half = Literal["tune", "held"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, whether they are the same thing, and whether they are taken for it."""

    before: str
    after: str
    same: bool
    found: bool


def read_pairs(half: Half, path: Path = GOLD) -> list[Pair]:
    """The pairs of one half, with what is found."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Pair(row["before"], row["after"], row["same"], is_same(row["before"], row["after"]))
        for row in rows
        if row["half"] == half
    ]


def is_same(before: str, after: str) -> bool:
    """Whether two claims of one speaker are taken for the same thing."""
    one, other = read_thing(before), read_thing(after)
    return one.key == other.key and same_time(one.times, other.times)


def figures(pairs: list[Pair]) -> dict[str, float]:
    """Precision and recall of *the same*, in percent.

    >>> figures([Pair("a", "b", True, True), Pair("a", "c", True, False), Pair("a", "d", False, False)])
    {'precision': 100.0, 'recall': 50.0}
    """
    right = sum(pair.same and pair.found for pair in pairs)
    found = sum(pair.found for pair in pairs)
    same = sum(pair.same for pair in pairs)
    return {"precision": round(100 * right / max(found, 1), 1), "recall": round(100 * right / max(same, 1), 1)}


def measure_restated(path: Path = GOLD) -> dict[str, float]:
    """The figures of the half that is held back."""
    return figures(read_pairs("held", path))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("tune", "held"), default="held", help="which half")
    half: Half = parser.parse_args().half
    pairs = read_pairs(half)
    print(f"| the same thing, {len(pairs)} pairs ({half}) | |\n| --- | --: |")
    for name, value in figures(pairs).items():
        print(f"| {name} | {value:.1f} |")
    if half == "tune":
        for pair in pairs:
            if pair.same != pair.found:
                print(f"{'missed' if pair.same else 'wrong'}: {pair.before}  ·  {pair.after}")


if __name__ == "__main__":
    main()
