"""How often the reporter's distance of a cue is right.

    python -m evals.distance

The gold's cues are found where their words first stand in the text; so is the source, where there is one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.certainty import find_distance
from tracker.records import DISTANCES, Distance, Span

GOLD = Path(__file__).parent / "gold" / "certainty" / "distance.jsonl"


def measure_distance(path: Path = GOLD) -> dict[str, float]:
    """Accuracy, macro F1 and the F1 of each distance, in percent."""
    return figures(judge(path))


def judge(path: Path) -> list[tuple[Distance, Distance]]:
    """The distance in the gold and the one that is found, for every row that has a cue."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row["distance"], answer(row)) for row in rows if row["cue"] and row["distance"]]


def answer(row: Mapping[str, Any]) -> Distance:
    """The distance found for a row. A cue that is not in its text is read alone."""
    text, cue = row["text"], _first(row["text"], row["cue"])
    found = find_distance(text, cue, _first(text, row.get("source"))) if cue else find_distance(row["cue"], _whole(row))
    assert found is not None
    return found


def _first(text: str, words: str | None) -> tuple[Span, ...]:
    start = text.find(words) if words else -1
    return (Span(start, start + len(words)),) if words and start >= 0 else ()


def _whole(row: Mapping[str, Any]) -> tuple[Span, ...]:
    return (Span(0, len(row["cue"])),)


def figures(pairs: list[tuple[Distance, Distance]]) -> dict[str, float]:
    """Percentages from pairs of gold and found.

    >>> figures([("neutral", "neutral"), ("endorsing", "neutral")])["accuracy"]
    50.0
    """
    f1 = {}
    for name in DISTANCES:
        both = sum(gold == found == name for gold, found in pairs)
        either = sum((gold == name) + (found == name) for gold, found in pairs)
        f1[name] = 200 * both / max(either, 1)
    right = 100 * sum(gold == found for gold, found in pairs) / max(len(pairs), 1)
    out = {"accuracy": right, "macro F1": sum(f1.values()) / len(f1)}
    return {name: round(value, 1) for name, value in (out | {f"F1 {k}": v for k, v in f1.items()}).items()}


def main() -> None:
    """Print the table."""
    pairs = judge(GOLD)
    print(f"| distance, {len(pairs)} cues | |\n| --- | --: |")
    for name, value in figures(pairs).items():
        print(f"| {name} | {value:.1f} |")


if __name__ == "__main__":
    main()
