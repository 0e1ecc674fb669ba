"""How often the speakers of two articles are rightly taken for one, and what is left for a person to say.

    python -m evals.identity              the pairs held back, which the gate holds to its floors
    python -m evals.identity --half tune  those the rules were made on
    python -m evals.identity --half last  those written when the rules were there
    python -m evals.identity --wrong      with every pair that is merged or parted wrongly, and every `maybe`

Each row of the gold is two profiles, invented, and the truth: one speaker's or two's.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tracker.identity import Match, Profile, block_keys, compare, profile_of, sought_keys
from tracker.records import Speaker

GOLD = Path(__file__).parent / "gold" / "identity" / "pairs.jsonl"
GROUP = "identity"
Half = Literal["tune", "held", "last"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two profiles, whether they are one speaker's, what is found, and whether they share a key."""

    phenomenon: str
    same: bool
    one: Profile
    other: Profile
    found: Match
    meet: bool


def read_pairs(half: Half, path: Path = GOLD) -> list[Pair]:
    """The pairs of one half, with what is found."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_pair(row) for row in rows if row["half"] == half]


def _pair(row: dict[str, Any]) -> Pair:
    one, other = _profile(row["one"]), _profile(row["other"])
    return Pair(row["phenomenon"], row["truth"] == "same", one, other, compare(one, other), _meet(one, other))


def _profile(row: dict[str, Any]) -> Profile:
    names = tuple(dict.fromkeys((row["name"], *row.get("names", ()))))
    speaker = Speaker(row["name"], row["kind"], row.get("role"), row.get("affiliation"), names, row.get("tenure"))
    return profile_of(speaker, date=row.get("date"), outlet=row.get("outlet"), beside=row.get("beside", ()))


def _meet(one: Profile, other: Profile) -> bool:
    sought = {key for name in other.names for key in sought_keys(name, other.kind)}
    return not sought.isdisjoint(_keys(one))


def _keys(profile: Profile) -> set[str]:
    return {key for name in profile.names for key in block_keys(name, profile.kind)}


def figures(pairs: list[Pair]) -> dict[str, float]:
    """In percent. `precision`: of the pairs taken for one, those that are. `recall`: of the pairs that are one, those
    taken for one; `found`: or suggested. `parted`: of the pairs that are two, those told apart without asking. `met`:
    of the pairs that are one, those that share a key."""
    same = [pair for pair in pairs if pair.same]
    two = [pair for pair in pairs if not pair.same]
    merged = [pair for pair in pairs if pair.found.verdict == "same"]
    return {
        "precision": _percent(sum(pair.same for pair in merged), len(merged)),
        "recall": _percent(sum(pair.found.verdict == "same" for pair in same), len(same)),
        "found": _percent(sum(pair.found.verdict != "different" for pair in same), len(same)),
        "parted": _percent(sum(pair.found.verdict == "different" for pair in two), len(two)),
        "met": _percent(sum(pair.meet for pair in same), len(same)),
    }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(whole, 1), 1)


def identity_figures(path: Path = GOLD) -> dict[str, float]:
    """What the gate holds to its floors: the pairs held back and the last ones together."""
    pairs = read_pairs("held", path) + read_pairs("last", path)
    return {f"{GROUP}: {name}": value for name, value in figures(pairs).items()}


def main() -> None:
    """Print the figures of one half, by phenomenon too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("tune", "held", "last"), default="held")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    pairs = read_pairs(options.half)
    print(f"{len(pairs)} pairs, {sum(pair.same for pair in pairs)} of them one speaker")
    for name, value in figures(pairs).items():
        print(f"{name:>10} {value:5.1f}")
    table = Counter((pair.phenomenon, pair.same, pair.found.verdict) for pair in pairs)
    print(f"\n{'phenomenon':26} {'truth':9} {'same':>5} {'maybe':>5} {'different':>9}")
    for phenomenon, same in sorted({(pair.phenomenon, pair.same) for pair in pairs}):
        counts = [table[phenomenon, same, verdict] for verdict in ("same", "maybe", "different")]
        print(f"{phenomenon:26} {'one' if same else 'two':9} {counts[0]:5} {counts[1]:5} {counts[2]:9}")
    if options.wrong:
        for pair in pairs:
            if pair.found.verdict != ("same" if pair.same else "different") or (pair.same and not pair.meet):
                print(f"{'one' if pair.same else 'two'}: {pair.found.verdict}{'' if pair.meet else ' [no key]'}: "
                      f"{pair.one.name} | {pair.other.name}: {pair.found.because}")  # fmt: skip


if __name__ == "__main__":
    main()
