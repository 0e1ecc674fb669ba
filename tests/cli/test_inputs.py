from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.report.samples import TEXT

pytestmark = pytest.mark.usefixtures("plain_pipeline")

CLAIM = [
    "span", "text", "certainty", "score", "polarity", "factuality", "distance", "evidence", "certainty_model",
]  # fmt: skip
CONTENT = [
    "source", "cue", "content", "kind", "confidence", "speaker", "claims", "nested_in",
    "because", "speaker_confidence", "candidates",
]  # fmt: skip
SPEAKER = ["name", "kind", "role", "affiliation", "tenure", "count", "anonymity"]


@pytest.mark.parametrize("given", [("bridge.txt",), ("-",), ()])
def test_the_contract_of_extract(run: Run, bridge: str, given: tuple[str, ...]) -> None:
    result = run("extract", *given, stdin=TEXT.encode())
    (line,) = result.stdout.splitlines()
    item = json.loads(line)
    assert list(item) == ["id", "attributions"]
    assert item["id"] == (bridge if given == (bridge,) else item["id"])
    for attribution in item["attributions"]:
        assert list(attribution) == CONTENT
        if attribution["speaker"] is not None:
            assert list(attribution["speaker"]) == SPEAKER
        for claim in attribution["claims"]:
            assert list(claim) == CLAIM
            assert claim["certainty"] is claim["score"] is claim["polarity"] is claim["certainty_model"] is None
    assert (result.exit_code, result.stderr) == (0, "")


def test_extract_reads_jsonl(run: Run) -> None:
    lines = "".join(json.dumps({"id": name, "text": "Words here."}) + "\n" for name in ("a", "b"))
    result = run("extract", "--input", "jsonl", "-", stdin=lines.encode())
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]


def test_extract_leaves_out_what_is_not_sure(run: Run, bridge: str) -> None:
    def confidences(*arguments: str) -> list[float]:
        item = json.loads(run("extract", bridge, *arguments).stdout)
        return [attribution["confidence"] for attribution in item["attributions"]]

    everything = confidences()
    assert confidences("--min-confidence", "0.88") == [x for x in everything if x >= 0.88] != everything
    assert confidences("--min-confidence", "1") == []


def test_extract_names_what_it_skips(run: Run, bridge: str) -> None:
    result = run("extract", "none.txt", bridge)
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.startswith("tracker: skipped none.txt: ")
    assert result.stderr.count("\n") == 1
    assert run("extract", "none.txt").exit_code == 1


def test_add_and_add_again(run: Run, bridge: str) -> None:
    result = run("add", bridge)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 article added (6 claims), 0 unchanged, 0 skipped · tracker.db\n"
    again = run("add", bridge)
    assert again.stderr == "0 articles added (0 claims), 1 unchanged, 0 skipped · tracker.db\n"
    assert len(run("claims", "-f", "jsonl").stdout.splitlines()) == 6


def test_add_names_what_it_skips(run: Run, bridge: str) -> None:
    result = run("add", "none.txt", bridge)
    assert result.exit_code == 3
    skipped, summary = result.stderr.splitlines()
    assert skipped.startswith("tracker: skipped none.txt: ")
    assert summary == "1 article added (6 claims), 0 unchanged, 1 skipped · tracker.db"
    assert run("add", "none.txt").exit_code == 1


def test_add_interrupted_keeps_what_is_done(run: Run, bridge: str, tmp_path: Path) -> None:
    (tmp_path / "stop.txt").write_text("Ctrl-C now.", encoding="utf-8")
    result = run("add", bridge, "stop.txt")
    assert result.exit_code == 130
    assert result.stderr == (
        "1 article added (6 claims), 0 unchanged, 0 skipped · tracker.db; the same command again goes on from here\n"
        "tracker: interrupted\n"
    )
    assert len(run("claims", "-f", "jsonl").stdout.splitlines()) == 6


def test_our_own_bugs_keep_their_traceback(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bug.txt").write_text("bug here.", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        run("extract", "bug.txt")


def test_add_wants_an_input(run: Run) -> None:
    assert run("add").exit_code == 2
