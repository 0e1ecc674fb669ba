from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker.store import Store

RUN = [
    "id", "command", "inputs", "models", "started_at", "finished_at", "seconds", "status",
    "added", "new_versions", "unchanged", "skipped", "claims", "continues", "continued_by", "options",
]  # fmt: skip


@pytest.fixture
def added(run: Run, bridge: str) -> Run:
    """Two runs with the real pipeline and nothing to extract: one skips, one is stopped."""
    assert run("add", "none.txt", "https://ann:s3cret@news.example/a").exit_code == 1
    assert run("add", "--fail-fast", "none.txt", bridge).exit_code == 1
    return run


def test_the_contract_of_runs(added: Run) -> None:
    lines = added("runs", "--format", "jsonl").stdout.splitlines()
    newest, first = map(json.loads, lines)
    assert list(newest) == list(first) == RUN
    assert (newest["id"], newest["status"], newest["skipped"]) == (2, "stopped", 1)
    assert first["inputs"][0] == "none.txt"
    assert (first["status"], first["skipped"], first["added"], first["models"]) == ("done", 2, 0, [])
    assert len(added("runs", "--limit", "1", "-f", "csv").stdout.splitlines()) == 2
    assert "s3cret" not in added("runs").stdout + "".join(lines)


def test_runs_for_reading(added: Run, tmp_path: Path) -> None:
    newest, first = added("runs").stdout.split("\n\n")
    assert "stopped at the first input it could not read" in newest
    assert "tracker add none.txt bridge.txt" in newest
    assert " · done\n" in first
    with Store.open(tmp_path / "tracker.db") as store:
        store.as_sqlite_utils().conn.execute(
            "UPDATE runs SET status = 'running', process = NULL, finished_at = NULL, continues = 1 WHERE id = 2"
        )
    newest = " ".join(added("runs", "--limit", "1").stdout.split())
    assert "killed · went on from run 1 · the same command again goes on from here" in newest
    oldest = " ".join(added("runs").stdout.split("\n\n")[-1].split())
    assert "done" in oldest
    with Store.open(tmp_path / "tracker.db") as store:
        store.as_sqlite_utils().conn.execute("UPDATE runs SET status = 'interrupted' WHERE id = 1")
    oldest = " ".join(added("runs").stdout.split("\n\n")[-1].split())
    assert "interrupted · run 2 went on" in oldest


def test_a_run_shows_how_its_inputs_were_read(run: Run, bridge: str) -> None:
    run("add", bridge, "--any-language", "--input", "text")
    assert f"tracker add {bridge} --input text --any-language\n" in run("runs").stdout


def test_a_run_shows_what_it_skipped(added: Run) -> None:
    shown = added("runs", "show", "1").stdout
    assert "skipped none.txt: no such file or folder; check the name" in shown
    items = [json.loads(line) for line in added("runs", "show", "1", "-f", "jsonl").stdout.splitlines()]
    assert [list(item) for item in items] == [["name", "why"]] * 2
    assert items[0] == {"name": "none.txt", "why": "no such file or folder; check the name"}
    assert len(added("runs", "show", "1", "-n", "1", "-f", "csv").stdout.splitlines()) == 2


def test_a_run_that_is_none(added: Run, tmp_path: Path) -> None:
    result = added("runs", "show", "9")
    assert (result.exit_code, result.stderr) == (1, "tracker: no run 9; `tracker runs` lists them\n")
    assert added("runs", "--db", str(tmp_path / "no.db")).exit_code == 1


def test_no_runs(run: Run, database: Path) -> None:
    assert database.exists()
    result = run("runs")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "tracker: no runs found\n")


def test_fail_fast_keeps_what_came_before(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.cli.test_batch import Plain
    from tracker.pipeline import Extractor

    monkeypatch.setattr(Extractor, "of", lambda _: Plain())
    first, last = (json.dumps({"id": name, "text": "Words here."}) for name in ("a", "b"))
    (tmp_path / "x.jsonl").write_text(f"{first}\n{{broken\n{last}\n", encoding="utf-8")
    result = run("add", "--fail-fast", "--no-contradictions", "x.jsonl")
    assert result.exit_code == 3
    assert "skipped x.jsonl:2: broken JSON" in result.stderr
    with Store.open(tmp_path / "tracker.db") as store:
        assert [head.ref for head in store.articles()] == ["a"]
        assert (store.run(1).status, store.run(1).skipped, store.run(1).added) == ("stopped", 1, 1)
    result = run("add", "--no-contradictions", "x.jsonl")  # the line is met again, whatever it was
    assert result.exit_code == 3
    with Store.open(tmp_path / "tracker.db") as store:
        assert {head.ref for head in store.articles()} == {"a", "b"}
