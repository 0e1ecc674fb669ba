from __future__ import annotations

import json
import os
import threading
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


def test_columns_can_be_named(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("key,body,lead\nr1,no,Words here.\n", encoding="utf-8")
    result = run("add", str(table), "--map", "text=lead,id=key")
    assert (result.exit_code, result.stderr.splitlines()[0][:15]) == (0, "1 article added")
    guessed = run("extract", str(table), "--map", "id=key")
    assert json.loads(guessed.stdout)["id"] == "r1"
    assert 'read text from "body"; not read: lead (--map' in guessed.stderr
    wrong = run("extract", str(table), "--map", "txt=lead")
    assert wrong.exit_code == 1
    assert wrong.stderr.startswith("tracker: --map: 'txt=lead' is no pair of a part")
    assert wrong.stderr.endswith("did you mean text=lead?\n")


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


PAGE = (
    "<html lang=en><title>The wall</title><article><p>The wall fell in the night, the mayor said on Monday.</p>"
    "<p>“Nobody was near it,” she told reporters.</p>{}</article></html>"
)


def test_add_says_how_many_quotations_of_the_pages_were_kept(run: Run) -> None:
    Path("wall.html").write_text(PAGE.format(""), encoding="utf-8")
    result = run("add", "wall.html")
    assert result.exit_code == 0
    assert result.stderr.endswith("0 unchanged, 0 skipped, kept 1 of 1 quotation · tracker.db\n")
    assert run("add", "wall.html").stderr.endswith("1 unchanged, 0 skipped · tracker.db\n")


def test_add_names_a_page_behind_a_paywall(run: Run) -> None:
    wall = '<div class="paywall"><p>Subscribe to continue reading</p></div>'
    result = run("add", "-", stdin=PAGE.format(wall).encode())
    assert "tracker: -: behind a paywall: the page holds only the first" in result.stderr


def test_extract_reads_a_page(run: Run) -> None:
    Path("wall.htm").write_text(PAGE.format(""), encoding="utf-8")
    assert run("extract", "wall.htm").exit_code == 0
    assert "asks for consent" in run("add", "--input", "html", "-", stdin=CONSENT.encode()).stderr


CONSENT = "<title>Your privacy</title><p>We use cookies with your consent.</p><button>Accept all</button>"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_is_waited_for_is_said_so(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "news")
    writer = threading.Thread(target=(tmp_path / "news").write_text, args=(TEXT,))
    writer.start()
    result = run("add", "news", "--no-contradictions")
    writer.join()
    said = result.stderr.splitlines()
    assert said[0] == "tracker: news is a pipe: waiting for what is written into it"
    assert said[1].startswith("1 article added")
