"""The mean of several runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the extra [torch] is not installed")

import torch
from safetensors.torch import load_file, save_file

from training.average import average


def run(folder: Path, weight: float, transition: float) -> Path:
    folder.mkdir()
    save_file({"w": torch.full((2, 2), weight)}, folder / "model.safetensors")
    (folder / "crf.json").write_text(json.dumps({"labels": ["O"], "transitions": [[transition]]}))
    (folder / "training.json").write_text(json.dumps({"run": folder.name}))
    return folder


def test_the_mean_of_three_runs_is_weighted(tmp_path: Path) -> None:
    runs = [run(tmp_path / name, weight, -weight) for name, weight in (("a", 1.0), ("b", 2.0), ("c", 6.0))]
    average(runs, [3, 2, 1], tmp_path / "mean")
    assert torch.allclose(load_file(tmp_path / "mean" / "model.safetensors")["w"], torch.full((2, 2), 13 / 6))
    assert json.loads((tmp_path / "mean" / "crf.json").read_text())["transitions"] == [[pytest.approx(-13 / 6)]]
    assert json.loads((tmp_path / "mean" / "training.json").read_text()) == {"run": "c"}


def test_runs_of_another_shape_are_refused(tmp_path: Path) -> None:
    one, other = run(tmp_path / "a", 1.0, 0.0), run(tmp_path / "b", 1.0, 0.0)
    save_file({"other": torch.zeros(1)}, other / "model.safetensors")
    with pytest.raises(SystemExit, match="not of one shape"):
        average([one, other], [1, 1], tmp_path / "mean")
