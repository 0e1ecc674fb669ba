"""`tracker evaluate` over the shipped model: only what must hold of any decent one is asked of its figures."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.marked import read_marked
from tests.models.sample import TINY

SAID = "[S Mary Smith] [C said] [K that the bridge was safe]."
QUOTED = '[K "It will stay open until the winter,"] [C said] [S the mayor, Ann Lee].'
THOUGHT = "[S Mary Smith] [C believes] [K that the bridge is safe]."
SILENT = "It rained. [K The bridge is old.]"  # a gold attribution that no model finds


def row(name: str, marked: str) -> bytes:
    read = read_marked(marked)
    found = [
        {role: [[s.start, s.end] for s in getattr(a, role)] for role in ("source", "cue", "content")}
        for a in read.attributions
    ]
    return json.dumps({"id": name, "text": read.text, "attributions": found}).encode() + b"\n"


@pytest.mark.parametrize("name", ["gold.jsonl", "gold.jsonl.gz", "-"])
def test_the_table(run: Run, tmp_path: Path, name: str) -> None:
    data = row("a", SAID) + row("b", QUOTED) + row("c", SILENT)
    (tmp_path / "gold.jsonl").write_bytes(data)
    (tmp_path / "gold.jsonl.gz").write_bytes(gzip.compress(data))
    result = run("evaluate", name, stdin=data)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["P", "R", "F1", "predicted", "gold"]
    assert lines[-1].split() == ["attribution", "relaxed", "100.0", "66.7", "80.0", "2", "3"]
    assert result.stderr.startswith("3 articles · attribution-en@")


def test_the_contract_of_the_json(run: Run) -> None:
    result = run(
        "evaluate", "-", "--format", "json", "--by", "kind", "--by", "speech", stdin=row("a", SAID) + row("b", THOUGHT)
    )
    assert (result.exit_code, result.stderr) == (0, "")
    page = json.loads(result.stdout)
    assert list(page) == ["model", "articles", "gold", "predicted", "figures"]
    assert (page["articles"], page["gold"]) == (2, 2)
    assert all(
        list(figure) == ["group", "measure", "precision", "recall", "f1", "predicted", "gold"]
        for figure in page["figures"]
    )
    groups = list(dict.fromkeys(figure["group"] for figure in page["figures"]))
    assert groups == ["all", "direct", "indirect", "mixed", "speech", "other"]
    gold = {f["group"]: f["gold"] for f in page["figures"] if f["measure"] == "attribution strict"}
    assert gold == {"all": 2, "direct": 0, "indirect": 2, "mixed": 0, "speech": 1, "other": 1}


def test_mistakes_are_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mistakes.jsonl").write_text("of last week")
    narrow = QUOTED.replace("[S the mayor, Ann Lee]", "the mayor, [S Ann Lee]")
    result = run(
        "evaluate", "-", "--errors", "mistakes.jsonl", stdin=row("a", SAID) + row("b", narrow) + row("c", SILENT)
    )
    assert result.exit_code == 0
    bounds, missed = map(json.loads, (tmp_path / "mistakes.jsonl").read_text(encoding="utf-8").splitlines())
    assert list(bounds) == list(missed) == ["id", "error", "roles", "relaxed", "gold", "predicted", "context"]
    assert (bounds["id"], bounds["error"], bounds["roles"], bounds["relaxed"]) == ("b", "bounds", ["source"], True)
    assert bounds["gold"]["source"] == "Ann Lee"
    assert bounds["predicted"]["source"] == "the mayor, Ann Lee"
    assert bounds["predicted"]["spans"]["cue"] == bounds["gold"]["spans"]["cue"]
    assert 0 < bounds["predicted"]["confidence"] <= 1
    assert (missed["error"], missed["gold"]["content"], missed["predicted"]) == ("missed", "The bridge is old.", None)
    assert "It rained." in missed["context"]


def test_a_bad_row_is_named_and_the_rest_is_measured(run: Run) -> None:
    bad = [b'{"id": "x"\n', b'{"text": "It rained."}\n', row("a", SAID).replace(b"[[", b"[[9")]
    result = run("evaluate", "-", stdin=row("a", SAID) + b"".join(bad) + row("b", QUOTED))
    assert result.exit_code == 3
    said = result.stderr.splitlines()
    assert [line.split(": ")[1] for line in said[:3]] == ["skipped stdin:2", "skipped stdin:3", "skipped stdin:4"]
    assert said[3].startswith("2 articles · ")


@pytest.mark.parametrize(("data", "code"), [(b"", 1), (b"{}\n", 1), (b"[]\n", 1)])
def test_nothing_to_measure(run: Run, data: bytes, code: int) -> None:
    result = run("evaluate", "-", stdin=data)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.count("\n") == 1


def test_another_model(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given = json.loads(
        run("evaluate", "-", "-f", "json", "--attribution-model", str(TINY), stdin=row("a", SAID)).stdout
    )
    monkeypatch.setenv("TRACKER_ATTRIBUTION_MODEL", str(TINY))
    set_by_variable = json.loads(run("evaluate", "-", "-f", "json", stdin=row("a", SAID)).stdout)
    assert given == set_by_variable
    assert not given["model"].startswith("attribution-en@")
    wrong = run("evaluate", "-", "--attribution-model", "nowhere", stdin=row("a", SAID))
    assert wrong.exit_code == 1
    assert wrong.stderr.startswith("tracker: nowhere: there is no such model directory")


def test_a_place_that_cannot_be_written(run: Run) -> None:
    result = run("evaluate", "-", "--errors", "nowhere/mistakes.jsonl", stdin=row("a", SAID))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
