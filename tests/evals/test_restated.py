"""The measure of what is said again, and the gold it is taken on."""

from __future__ import annotations

import json

from evals import gate
from evals.restated import GOLD, Pair, figures, measure_restated, read_pairs


def test_figures_count_what_was_found_and_what_there_was() -> None:
    pairs = [
        Pair("a", "b", same, found) for same, found in ((True, True), (True, False), (False, True), (False, False))
    ]
    assert figures(pairs) == {"precision": 50.0, "recall": 50.0}
    assert figures([]) == {"precision": 0.0, "recall": 0.0}


def test_the_gold_has_two_halves_that_share_no_pair() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 120
    assert len({row["id"] for row in rows}) == len({(row["before"], row["after"]) for row in rows}) == len(rows)
    for same in (True, False):
        halves = [row["half"] for row in rows if row["same"] is same]
        assert abs(halves.count("tune") - halves.count("held")) <= 1
    assert len(read_pairs("tune")) + len(read_pairs("held")) == len(rows)


def test_the_figures_are_those_of_the_gate() -> None:
    measured = {f"{gate.RESTATED}: {name}": value for name, value in measure_restated().items()}
    floors, told = gate.read_json(gate.FLOORS), gate.read_json(gate.FIGURES)["figures"]
    assert {name: told[name] for name in measured} == measured
    assert all(value >= floors[name] for name, value in measured.items())
