"""`tracker train`, from the tiny bundle."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.models.sample import TINY, read_manifest
from tests.test_tuning import EPOCHS, gold

FROM = ("--from", str(TINY), "--learning-rate", "1e-3")


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_THREADS", "1")


def lines(start: int = 0, stop: int | None = None) -> list[str]:
    out = []
    for one in gold()[start:stop]:
        marks = [
            {role: [[s.start, s.end] for s in getattr(a, role)] for role in ("source", "cue", "content")}
            for a in one.attributions
        ]
        out.append(json.dumps({"id": one.article.ref, "text": one.article.text, "attributions": marks}) + "\n")
    return out


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The folder of `run` with ``gold.jsonl`` (five articles) and ``apart.jsonl`` (one)."""
    (tmp_path / "gold.jsonl").write_text("".join(lines(0, 5)), encoding="utf-8")
    (tmp_path / "apart.jsonl").write_text("".join(lines(5)), encoding="utf-8")
    return tmp_path


def needs_torch() -> None:
    pytest.importorskip("torch", reason="the extra [torch] is not installed")


def test_before_and_after(run: Run, files: Path) -> None:
    needs_torch()
    result = run("train", "attribution", "gold.jsonl", "--dev", "apart.jsonl", "--out", "ours", "--epochs", "2", *FROM)
    assert result.exit_code == 0
    table = [line.split() for line in result.stdout.splitlines()]
    assert table[0] == ["F1", "before", "after", "change"]
    assert [row[:2] for row in table[1:]] == [
        *([role, how] for role in ("source", "cue", "content") for how in ("exact", "token")),
        ["attribution", "strict"],
        ["attribution", "relaxed"],
    ]
    said = result.stderr.splitlines()
    assert [line.split(":")[0] for line in said[:2]] == ["epoch 1 of 2", "epoch 2 of 2"]
    assert said[-1].startswith("ours@0.0.0+")
    assert said[-1].endswith(" · 5 articles read · ours")
    figures = read_manifest(files / "ours")["metrics"]["apart.jsonl"]
    assert [f"{value:.1f}" for value in figures.values()] == [row[3] for row in table[1:]]
    measured = run("evaluate", "apart.jsonl", "--attribution-model", "ours", "--format", "json")
    assert {f["measure"]: f["f1"] for f in json.loads(measured.stdout)["figures"]} == figures


def test_a_model_that_got_worse_is_told(run: Run, files: Path) -> None:
    """First one that learned all six articles by heart, then one that forgets the sixth."""
    needs_torch()
    (files / "all.jsonl").write_text("".join(lines()), encoding="utf-8")
    heart = ("--epochs", str(EPOCHS), "--learning-rate", "1e-2")
    assert run("train", "attribution", "all.jsonl", "-o", "good", "--from", str(TINY), *heart).exit_code == 0
    wrong = [
        json.dumps({"text": f"They said that {n}.", "attributions": [{"content": [[0, 4]]}]}) + "\n" for n in range(9)
    ]
    (files / "wrong.jsonl").write_text("".join(wrong), encoding="utf-8")
    result = run("train", "attribution", "wrong.jsonl", "--dev", "apart.jsonl", "-o", "bad", "--from", "good", *heart)
    assert result.exit_code == 0
    assert "tracker: warning: the new model is worse: attribution strict F1 fell from 100.0 to 0.0\n" in result.stderr
    assert (files / "bad" / "manifest.json").exists()


def test_bad_rows_are_named_and_the_rest_is_learned(run: Run, files: Path) -> None:
    needs_torch()
    bad = lines()[5].replace("[[", "[[9")
    data = "".join([lines()[0], "{\n", *lines()[1:5], bad])
    (files / "gold.jsonl.gz").write_bytes(gzip.compress(data.encode()))
    result = run("train", "attribution", "gold.jsonl.gz", "-o", "ours", "--epochs", "1", *FROM)
    assert result.exit_code == 3
    said = result.stderr.splitlines()
    assert [line.split(": ")[1] for line in said[:2]] == ["skipped gold.jsonl.gz:2", "skipped gold.jsonl.gz:7"]
    assert "not measured: name articles kept apart with --dev" in said
    assert (files / "ours" / "model.onnx").exists()


def test_from_stdin(run: Run, files: Path) -> None:
    needs_torch()
    data = (files / "gold.jsonl").read_bytes() + b"[]\n"
    result = run("train", "attribution", "-", "-o", "ours", "--epochs", "1", *FROM, stdin=data)
    assert result.exit_code == 3
    assert result.stderr.startswith("tracker: skipped stdin:6: an array, not an object")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "tracker: few.jsonl: empty; each line is one object"),
        ("{}\n", "tracker: few.jsonl: no line of it can be used; each line is one object"),
        ("".join(lines(0, 4)), "tracker: few.jsonl: 4 articles with attributions, too few to learn from; 5 are the"),
    ],
)
def test_too_little_to_learn_from(run: Run, tmp_path: Path, content: str, expected: str) -> None:
    needs_torch()
    (tmp_path / "few.jsonl").write_text(content, encoding="utf-8")
    result = run("train", "attribution", "few.jsonl", "-o", "ours", *FROM)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1].startswith(expected)
    assert [path.name for path in tmp_path.iterdir()] == ["few.jsonl"]


def test_what_is_learned_is_not_measured(run: Run, files: Path) -> None:
    needs_torch()
    result = run("train", "attribution", "gold.jsonl", "--dev", "gold.jsonl", "-o", "ours", *FROM)
    assert result.exit_code == 1
    assert result.stderr == (
        "tracker: gold.jsonl: 5 articles of it ('a0' for one) would be learned from, too; keep apart what is measured\n"
    )
    assert not (files / "ours").exists()


def test_a_model_that_is_there_is_kept(run: Run, files: Path) -> None:
    needs_torch()
    (files / "ours").mkdir()
    (files / "ours" / "manifest.json").write_text("mine")
    result = run("train", "attribution", "gold.jsonl", "-o", "ours", *FROM)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert (files / "ours" / "manifest.json").read_text() == "mine"
    assert run("train", "attribution", "gold.jsonl", "-o", "ours", "--epochs", "1", "--force", *FROM).exit_code == 0
    assert read_manifest(files / "ours")["name"] == "ours"


def test_a_base_that_is_none(run: Run, files: Path) -> None:
    needs_torch()
    result = run("train", "attribution", "gold.jsonl", "-o", "ours", "--from", "nowhere")
    assert result.exit_code == 1
    assert result.stderr.startswith("tracker: nowhere: there is no such model directory")
    assert not (files / "ours").exists()


def test_without_pytorch_one_line(run: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    result = run("train", "attribution", "gold.jsonl", "-o", "ours")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "tracker: training needs PyTorch and its like (torch is missing); in a checkout of tracker: pip install "
        "'.[torch]'\n"
    )
    assert not (files / "ours").exists()


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT for a child")
def test_an_interrupt_leaves_nothing_behind(files: Path) -> None:
    needs_torch()
    # A shell that runs tests in the background has them ignore SIGINT, and so would the child.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heard}; import sys; from tracker.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", program, "train", "attribution", "gold.jsonl", "-o", "ours", "--epochs", "100"]
    with subprocess.Popen([*command, *FROM], cwd=files, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("epoch 1 of 100: loss ")
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().splitlines()
    assert process.returncode == 130
    assert said[-1] == "tracker: interrupted"
    assert sorted(path.name for path in files.iterdir()) == ["apart.jsonl", "gold.jsonl"]
