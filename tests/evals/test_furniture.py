"""The eval of furniture counts what it says, and the figures hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import gate
from evals.furniture import Furniture, furniture_figures, gold_in_furniture, main, measure_case, read_cases


def test_a_case_is_read_and_judged(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("== 1 | author: Ann Orme | place: OSTEL\nWall falls\n> By Ann Orme\n> It fell, Bo Tan said.\n")
    (case,) = read_cases(file)
    assert case.text == "Wall falls\n\nBy Ann Orme\n\nIt fell, Bo Tan said.\n\n"
    assert [(span.of(case.text), is_furniture) for span, is_furniture in case.marked] == [
        ("Wall falls", False), ("By Ann Orme", True), ("It fell, Bo Tan said.", True),
    ]  # fmt: skip
    counts, faults = measure_case(case)
    assert counts == Furniture(furniture=2, marked=1, text=1, wrong=0, right=1, gold=2, found=1)
    assert faults == ["not marked: It fell, Bo Tan said.", "place is None, not 'OSTEL'"]


def test_the_figures_hold_and_are_those_told() -> None:
    figures = furniture_figures()
    floors, told = gate.read_json(gate.FLOORS), gate.read_json(gate.FIGURES)["figures"]
    assert len(figures) == 9
    assert {name: told[name] for name in figures} == figures
    assert all(value >= floors[name] for name, value in figures.items())
    assert all(figures[f"furniture: text left alone, {part}"] == 100 for part in ("seen", "held back"))


def test_no_gold_of_the_stories_is_furniture() -> None:
    number, lost = gold_in_furniture()
    assert number > 150
    assert lost == []


def test_it_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "It fell.\\n\\nFollow us on Twitter"}\n')
    main(["--lines", str(file)])
    assert capsys.readouterr().out == "Follow us on Twitter\n"
