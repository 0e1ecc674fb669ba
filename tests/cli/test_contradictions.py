from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_listings import CLAIM
from tests.report.samples import TEXT
from tracker.store import Store

PAIR = ["id", "relation", "reason", "score", "status", "same_speaker", "clash", "a", "b"]
DECIDED = ["model", "note", "reviewer", "reviewed_at"]


@pytest.mark.usefixtures("disputes")
def test_the_contract_of_contradictions(run: Run) -> None:
    as_json = run("contradictions", "--format", "json")
    items = json.loads(as_json.stdout)
    assert (as_json.exit_code, as_json.stderr, len(items)) == (0, "", 2)
    for item in items:
        assert list(item) == [*PAIR, "also", "outlets", "origins", *DECIDED]
        assert list(item["clash"]) == ["a", "b"]
        for side in ("a", "b"):
            assert list(item[side]) == CLAIM
            assert all(item[side]["text"][start:end] for start, end in item["clash"][side])
        for telling in item["also"]:
            assert list(telling) == [*PAIR, *DECIDED]
    herself, boats = items
    assert (herself["same_speaker"], herself["also"]) == (True, [])
    assert (boats["relation"], boats["reason"], boats["score"], boats["status"]) == (
        "contradiction", "number", 0.97, "suggested",
    )  # fmt: skip
    assert [boats["a"]["text"][start:end] for start, end in boats["clash"]["a"]] == ["All four"]
    assert (boats["outlets"], boats["origins"], len(boats["also"])) == (3, 2, 1)
    (telling,) = boats["also"]
    assert telling["a"]["article"]["outlet"] == "Evening Echo"
    assert telling["a"]["origin_article"]["outlet"] == "River Post"
    assert [json.loads(line) for line in run("contradictions", "-f", "jsonl").stdout.splitlines()] == items
    rows = list(csv.DictReader(io.StringIO(run("contradictions", "-f", "csv").stdout)))
    assert [(row["id"], row["also"]) for row in rows] == [
        (str(item["id"]), "; ".join(str(telling["id"]) for telling in item["also"])) for item in items
    ]


@pytest.mark.usefixtures("disputes")
def test_a_dispute_is_one_row(run: Run) -> None:
    page = run("contradictions").stdout
    assert page.startswith("   3  ■■■·· 0.66 differ on the number · same speaker")
    assert "■■■■■ 0.97 differ on the number · 3 outlets, 2 origins · suggested" in page
    assert "“‹All four› boats left at dawn”" in page
    assert "also told by Evening Echo, 2024-03-02 (article 3, reprint of River Post)" in page
    assert max(map(len, page.splitlines())) <= 100


@pytest.mark.usefixtures("disputes")
@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        ((), 2),
        (("--speaker", "osei"), 2),
        (("--speaker", "Lee Tan"), 1),
        (("--same-speaker",), 1),
        (("--min-score", "0.9"), 1),
        (("--reason", "number"), 2),
        (("--reason", "place"), 0),
        (("--status", "suggested"), 2),
        (("--status", "confirmed"), 0),
        (("--since", "2024-03-03"), 1),
        (("--until", "2023"), 0),
        (("--limit", "1"), 1),
        (("--relation", "supersedes"), 1),
    ],
)
def test_questions(run: Run, arguments: tuple[str, ...], number: int) -> None:
    result = run("contradictions", *arguments, "--format", "jsonl")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, number)
    assert result.stderr == ("" if number else "tracker: no contradictions found\n")


@pytest.mark.usefixtures("disputes")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--status", "open"),
        ("--reason", "mood"),
        ("--relation", "consistent"),
        ("--min-score", "2"),
        ("--fail-on", "x"),
    ],
)
def test_what_cannot_be_asked(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("contradictions", *arguments).exit_code == 2


def test_a_gate(run: Run, disputes: Path) -> None:
    """It trips for what is listed and nobody has dismissed."""

    def code(*arguments: str) -> int:
        result = run("contradictions", *arguments)
        assert bool(result.stdout) == (result.exit_code == 10 or "--status" in arguments)
        return result.exit_code

    gate = "--fail-on", "contradictions"
    assert code(*gate) == 10
    assert code(*gate, "--reason", "place") == 0
    with Store.open(disputes, create=False) as store:
        for pair in store.review_queue():
            store.review(pair.id, "dismissed", note="Two boats of four.", reviewer="kim")
    assert run("contradictions").stderr == "tracker: no contradictions found\n"
    assert code(*gate) == 0
    assert code(*gate, "--status", "dismissed") == 0
    assert "dismissed by kim" in run("contradictions", "--status", "dismissed").stdout


def test_what_was_dismissed_does_not_count_towards_the_limit(run: Run, disputes: Path) -> None:
    assert disputes.exists()
    assert run("review", "3", "--dismiss").exit_code == 0
    (item,) = json.loads(run("contradictions", "--limit", "1", "-f", "json").stdout)
    assert item["id"] == 1
    (item,) = json.loads(run("contradictions", "--limit", "1", "--status", "dismissed", "-f", "json").stdout)
    assert item["id"] == 3


@pytest.fixture
def denied(tmp_path: Path) -> str:
    """An article, in a file, that denies the sample."""
    (tmp_path / "denied.txt").write_text("Not safe\n\n" + TEXT, encoding="utf-8")
    return "denied.txt"


@pytest.mark.usefixtures("plain_pipeline")
def test_add_says_what_the_new_article_contradicts(run: Run, bridge: str, denied: str) -> None:
    result = run("add", bridge, denied, "--db", "new.db")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "2 articles added (12 claims), 0 unchanged, 0 skipped, 5 contradictions found · new.db",
        "   1  same speaker, Ada Osei: The bridge is safe ≠ Not so: The bridge is safe",
        "   2  same speaker, Ada Osei: The bridge will stay open. ≠ Not so: The bridge will stay open.",
        "   3  same speaker, Ada Osei: Nobody had asked for the bridge… ≠ Not so: Nobody had asked for the…",
        "   5  same speaker, Lee Tan: Somebody had told Lee Tan a thing. ≠ Not so: Somebody had told Lee Tan…",
        "      … and 1 more: `tracker contradictions` lists them, `tracker review` asks about each",
    ]
    again = run("add", bridge, denied, "--db", "new.db", "--fail-on", "contradictions")
    assert (again.exit_code, again.stderr.count("\n")) == (0, 1)


@pytest.mark.usefixtures("plain_pipeline")
def test_add_says_nothing_where_there_is_nothing_to_say(run: Run, bridge: str, denied: str) -> None:
    assert run("add", bridge).stderr == "1 article added (6 claims), 0 unchanged, 0 skipped · tracker.db\n"
    result = run("add", denied, "--no-contradictions", "--nli-model", "org/name")
    assert result.stderr == "1 article added (6 claims), 0 unchanged, 0 skipped · tracker.db\n"


@pytest.mark.usefixtures("plain_pipeline")
@pytest.mark.parametrize(("given", "code"), [((), 10), (("none.txt",), 10)])
def test_add_as_a_gate(run: Run, bridge: str, denied: str, given: tuple[str, ...], code: int) -> None:
    assert run("add", bridge, "--fail-on", "contradictions").exit_code == 0
    assert run("add", denied, *given, "--fail-on", "contradictions").exit_code == code


def test_a_reprint_is_called_one(run: Run, disputes: Path) -> None:
    assert disputes.exists()
    page = run("claims", "--outlet", "Evening Echo").stdout
    assert "Evening Echo · 2024-03-02 · echo/1.txt · article 3 · reprint of River Post\n" in page
    (item,) = json.loads(run("claims", "--outlet", "Evening Echo", "-f", "json").stdout)
    assert item["origin_article"]["ref"] == "post/1.txt"
    assert "reprint" not in run("claims", "--outlet", "River Post").stdout
    assert "reprint of River Post" in run("who", "Ada Osei").stdout
