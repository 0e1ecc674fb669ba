"""The gate's own logic: what breaks it, what lowers a floor, what it says where the corpora are not there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest

from evals import contradiction, gate
from evals.gate import Measured, hold, new_floors, table, untrue

FIGURES = {"stories: content found": 92.0, "PolNeAR dev: strict F1": 55.0}


class Files(TypedDict):
    """Where `run` reads and writes."""

    floors_file: Path
    figures_file: Path


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Floors that hold, and true figures."""
    floors, figures = tmp_path / "floors.json", tmp_path / "figures.json"
    gate.write_json(floors, {"stories: content found": 90.0, "PolNeAR dev: strict F1": 54.0})
    gate.write_json(figures, {"model": "m@1", "figures": FIGURES})
    return {"floors_file": floors, "figures_file": figures}


def measured(**changes: float) -> Measured:
    return Measured(
        "m@1", {**FIGURES, **{f"stories: {name.replace('_', ' ')}": value for name, value in changes.items()}}
    )


def test_all_is_well(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.run(measured(), **files) == 0
    out, err = capsys.readouterr()
    assert "## m@1" in out
    assert "| stories: content found |  92.0 |  90.0 | yes |" in out
    assert err == ""


def test_a_broken_floor(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    low = measured(content_found=89.9)
    gate.write_json(files["figures_file"], {"model": "m@1", "figures": low.figures})
    assert gate.run(low, **files) == 1
    out, err = capsys.readouterr()
    assert "| stories: content found |  89.9 |  90.0 | **no** |" in out
    assert err == "gate: stories: content found: 89.9, floor 90.0\n"


def test_a_floor_whose_figure_is_gone_is_broken() -> None:
    (line,) = hold({}, {"stories: gone": 1.0})
    assert (line.value, line.ok) == (None, False)
    assert hold({}, {"stories: gone": 1.0}, skipped=["stories"]) == []


def test_a_figure_without_a_floor_breaks_nothing() -> None:
    (line,) = hold({"stories: new": 3.0}, {})
    assert (line.floor, line.ok) == (None, None)


def test_a_floor_is_never_lowered_without_the_flag(files: Files) -> None:
    low = measured(content_found=80.0)
    assert gate.run(low, repin=True, write=True, **files) == 1
    assert gate.read_json(files["floors_file"])["stories: content found"] == 90.0
    assert gate.run(low, repin=True, allow_lower=True, write=True, **files) == 0
    assert gate.read_json(files["floors_file"])["stories: content found"] == 79.0


def test_repinning_raises_floors_and_makes_new_ones() -> None:
    assert new_floors({"a": 95.0, "b": 10.0}, {"a": 90.0, "kept": 5.0}, slack=1.0) == {"a": 94.0, "b": 9.0, "kept": 5.0}


def test_not_one_pair_of_people_more_may_be_merged() -> None:
    name = "stories: 100 less pairs merged"
    assert new_floors({name: 98.0, "stories: other": 98.0}, {}) == {name: 98.0, "stories: other": 97.0}


def test_of_web_pages_not_a_line_more_may_be_lost() -> None:
    name = "web pages: paragraphs kept"
    assert new_floors({name: 99.5}, {}) == {name: 99.5}


def test_allow_lower_is_for_repin(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        gate.main(["--allow-lower"])
    assert stopped.value.code == 2
    assert "--allow-lower is for --repin" in capsys.readouterr().err


def test_shared_is_not_there(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    here = Measured("m@1", {"stories: content found": 92.0}, skipped=gate.FROM_SHARED)
    before = files["figures_file"].read_text()
    assert gate.run(here, **files) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first == (
        "note: ../shared is not beside the project; not measured here: PolNeAR dev, speaker passages, confidence "
        "PolNeAR dev, certainty written dev, certainty newsclaims dev, certainty corpora dev, contradiction newsclaims "
        "dev, contradiction event cards, contradiction corpora dev, reprints in PolNeAR, candidates in stories, "
        "candidates in new stories"
    )
    assert gate.run(here, write=True, **files) == 1, "half the figures would be lost"
    assert files["figures_file"].read_text() == before
    gate.run(here, repin=True, **files)
    assert gate.read_json(files["floors_file"])["PolNeAR dev: strict F1"] == 54.0


def test_what_is_to_be_said_is_said_and_breaks_nothing(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.run(Measured("m@1", FIGURES, notes=("nothing to measure it with",)), **files) == 0
    assert capsys.readouterr().out.startswith("note: nothing to measure it with\n")


def test_a_figure_of_contradictions_well_above_its_least_is_held_above_it() -> None:
    """Well above: by more than it may differ from one processor to the next."""
    floors, figures = gate.read_json(gate.FLOORS), gate.read_json(gate.FIGURES)["figures"]
    assert contradiction.LEAST.keys() <= floors.keys()
    wider = {name: contradiction.WIDER[name.partition(": ")[0]] for name in contradiction.LEAST}
    reached = [name for name, least in contradiction.LEAST.items() if figures[name] >= least + wider[name]]
    assert reached
    assert [name for name in reached if floors[name] < contradiction.LEAST[name]] == []


def test_figures_that_are_not_true() -> None:
    told = {"model": "m@1", "figures": dict(FIGURES)}
    assert untrue(told, measured()) == []
    assert untrue(told, measured(content_found=92.5)) == []
    assert untrue(told, measured(content_found=92.6)) == ["stories: content found is 92.6, and it says 92.0"]
    assert untrue(told, measured(new=1.0)) == ["stories: new is 1.0, and it says nothing"]
    assert untrue({**told, "model": "m@0"}, measured()) == ["it is about m@0, and the shipped model is m@1"]
    assert untrue({}, measured()) == ["it is about None, and the shipped model is m@1"]
    told["figures"] = {**FIGURES, "stories: old": 1.0}
    assert untrue(told, measured()) == ["stories: old is not measured any more"]


def test_the_table_is_markdown() -> None:
    lines = table(hold({"a: x": 1.0}, {"a: x": 0.5})).splitlines()
    assert lines == [
        "| figure | value | floor | ok  |",
        "| ---    |   --: |   --: | --- |",
        "| a: x   |   1.0 |   0.5 | yes |",
    ]


def test_writing_makes_the_figures_true(files: Files) -> None:
    better = measured(content_found=97.0)
    assert gate.run(better, **files) == 1
    assert gate.run(better, repin=True, write=True, **files) == 0
    assert gate.run(better, **files) == 0
    assert json.loads(files["floors_file"].read_text())["stories: content found"] == 96.0


def test_the_floors_of_the_issue_are_held() -> None:
    floors = gate.read_json(gate.FLOORS)
    assert floors["stories: content found"] >= 90
    assert floors["stories: speaker right of found"] >= 80
