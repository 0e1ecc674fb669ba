"""The figures of who is who, and the gold they are counted on."""

from __future__ import annotations

import json
from pathlib import Path

from evals.identity import GOLD, figures, identity_figures, read_pairs

SAME = {"name": "Tareq al-Burnani", "kind": "person", "role": "spokesman", "affiliation": "Dockers Union"}
ROWS = [
    {
        "half": "held",
        "phenomenon": "spelling",
        "truth": "same",
        "one": SAME,
        "other": {**SAME, "name": "Tarek Burnani"},
    },
    {"half": "held", "phenomenon": "spelling", "truth": "same", "one": SAME, "other": {**SAME, "name": "Ann Arwell"}},
    {
        "half": "held",
        "phenomenon": "trap",
        "truth": "different",
        "one": SAME,
        "other": {**SAME, "name": "Tareq Burlani"},
    },
    {"half": "held", "phenomenon": "trap", "truth": "different", "one": SAME, "other": SAME},
    {
        "half": "last",
        "phenomenon": "trap",
        "truth": "different",
        "one": SAME,
        "other": {**SAME, "name": "T. Burnani Jr"},
    },
]


def test_figures_count_what_is_merged_asked_and_parted(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    pairs = read_pairs("held", path)
    assert figures(pairs) == {"precision": 50.0, "recall": 50.0, "found": 50.0, "parted": 50.0, "met": 50.0}
    assert identity_figures(path)["identity: parted"] == 33.3


def test_no_two_are_merged_in_any_part_of_the_gold() -> None:
    pairs = read_pairs("tune") + read_pairs("held") + read_pairs("last")
    assert len(pairs) >= 450
    assert [f"{p.one.name} | {p.other.name}" for p in pairs if p.found.verdict == "same" and not p.same] == []


def test_the_gold_is_as_its_readme_says() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert {row["half"] for row in rows} == {"tune", "held", "last"}
    assert 0.5 < sum(row["truth"] == "different" for row in rows) / len(rows) < 0.7
    assert str(len(rows)) in (GOLD.parent / "README.md").read_text(encoding="utf-8")
