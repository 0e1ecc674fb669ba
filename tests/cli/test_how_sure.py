"""What the listings say of certainty, over a real database."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.conftest import Run
from tests.report.samples import MODEL

pytestmark = pytest.mark.usefixtures("scored_database")


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ((), [1, 2, 3, 4, 5, 6]),
        (("--certainty", "certain"), [1, 3]),
        (("--certainty", "certain", "--polarity", "negative"), [3]),
        (("--polarity", "unknown"), [6]),
        (("--min-score", "0.78"), [1, 2, 3]),
        (("--max-score", "0.45"), [4, 6]),
        (("--min-score", "0.5", "--max-score", "0.8"), [2, 5]),
        (("--distance", "distancing"), [4]),
        (("--distance", "endorsing"), []),
    ],
)
def test_questions_of_certainty(run: Run, arguments: tuple[str, ...], ids: list[int]) -> None:
    result = run("claims", *arguments, "--format", "jsonl")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ids
    assert result.stderr == ("" if ids else "tracker: no claims found\n")
    of_osei = [number for number in ids if number <= 3]
    result = run("who", "Ada Osei", *arguments, "--format", "jsonl")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == of_osei


@pytest.mark.parametrize("arguments", [("--certainty", "sure"), ("--min-score", "2"), ("--polarity", "no")])
@pytest.mark.parametrize("command", [("claims",), ("who", "osei")])
def test_what_no_claim_can_be(run: Run, command: tuple[str, ...], arguments: tuple[str, ...]) -> None:
    assert run(*command, *arguments).exit_code == 2


def test_every_listing_says_how_sure(run: Run) -> None:
    item = json.loads(run("claims", "-f", "jsonl").stdout.splitlines()[2])
    assert list(item.values())[-14:-6] == [
        "certain", 0.96, "negative", 0.9, -2.9, "neutral", [[108, 113], [119, 125]], MODEL,
    ]  # fmt: skip
    row = list(csv.DictReader(io.StringIO(run("claims", "-f", "csv").stdout)))[2]
    assert row["evidence"] == "108-113; 119-125"
    assert "3  ■■■■■ denied    Nobody had asked for the bridge to close." in run("claims").stdout
    assert "3  ■■■■■ denied    Nobody had asked for the bridge to close." in run("who", "osei").stdout
    shown = run("show", "1").stdout
    assert "She _added_ [1 that _nobody_ had asked for it to close (■■■■■ denied)]." in shown.replace("\n", " ")
    claim = json.loads(run("show", "1", "-f", "json").stdout)["attributions"][1]["claims"][0]
    assert [claim[name] for name in ("certainty", "distance", "evidence", "certainty_model")] == [
        "certain", "neutral", [[108, 113], [119, 125]], MODEL,
    ]  # fmt: skip


@pytest.mark.parametrize("listing", [("claims",), ("show", "1")])
@pytest.mark.parametrize(("encoding", "drawn"), [("latin-1", "##..."), ("utf-8", "■■···")])
def test_a_terminal_that_has_no_blocks(
    run: Run, monkeypatch: pytest.MonkeyPatch, listing: tuple[str, ...], encoding: str, drawn: str
) -> None:
    monkeypatch.setattr("tracker.cli.streams.is_terminal", lambda _: True)
    monkeypatch.setattr("tracker.cli.streams.getpreferredencoding", lambda _: encoding)
    monkeypatch.setenv("COLUMNS", "120")
    assert f"{drawn} possible" in run(*listing).stdout


def test_a_file_has_blocks_whatever_the_locale(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.cli.streams.getpreferredencoding", lambda _: "ascii")
    assert "■■··· possible" in run("claims").stdout
