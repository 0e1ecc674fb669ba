from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker.records import Judgement, TextToJudge
from tracker.settings import Settings

pytestmark = pytest.mark.usefixtures("plain_pipeline")

JUDGEMENT = [
    "id", "certainty", "score", "polarity", "factuality", "distance", "probabilities", "evidence", "model",
]  # fmt: skip
SENTENCES = [
    {"id": "a", "text": "It may rain, he claimed.", "target": "It may rain", "cue": "claimed"},
    {"text": "It rains."},
    {"id": 7, "text": "Nobody may say.", "target": None, "cue": " "},
]


def lines(*items: object) -> bytes:
    return "".join(json.dumps(item) + "\n" for item in items).encode()


@pytest.mark.parametrize("given", [("-",), (), ("sentences.jsonl",), ("sentences.jsonl.gz",)])
def test_the_contract_of_certainty(run: Run, tmp_path: Path, given: tuple[str, ...]) -> None:
    data = b"\n" + lines(*SENTENCES) + b"  \n\n"
    (tmp_path / "sentences.jsonl").write_bytes(data)
    (tmp_path / "sentences.jsonl.gz").write_bytes(gzip.compress(data))
    result = run("certainty", *given, stdin=data)
    assert (result.exit_code, result.stderr) == (0, "")
    items = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(list(item) == JUDGEMENT for item in items)
    assert [item["id"] for item in items] == ["a", "3", "7"]
    assert items[0] == {
        "id": "a",
        "certainty": "possible",
        "score": 0.5,
        "polarity": "positive",
        "factuality": 1.2,
        "distance": "distancing",
        "probabilities": {"certain": 0.0, "probable": 0.1235, "possible": 0.8766, "doubtful": 0.0},
        "evidence": [[3, 6]],
        "model": "sample@1",
    }
    assert (items[1]["certainty"], items[1]["distance"], items[1]["evidence"]) == ("certain", None, [])


def test_a_bad_line_is_named_and_the_others_are_judged(run: Run) -> None:
    bad: list[tuple[bytes, str]] = [
        (b'{"text": "It ra', "broken JSON at character 10: Unterminated string"),
        (b"[1, 2]", "an array, not an object"),
        (b"[" * 100_000, "JSON that no reader takes"),
        (b'{"id": "x"}', '"text" is missing; each line is'),
        (b'{"text": " "}', '"text" is empty'),
        (b'{"text": 5}', '"text" is a number, not a string'),
        (b'{"text": "It rains.", "target": 5}', '"target" is a number, not a string'),
        (b'{"text": "It rains.", "cue": ["said"]}', '"cue" is an array, not a string'),
        (b'{"text": "It rains.", "id": true}', '"id" is true, not a string or a whole number'),
        (b'{"text": "It rains.", "id": 1.5}', '"id" is a number, not a string or a whole number'),
        (b'{"text": "\x81\x8d\x90\x81\x8d"}', "not UTF-8: 0x81 at byte 11"),
    ]
    result = run(
        "certainty", stdin=lines(SENTENCES[1]) + b"\n".join(line for line, _ in bad) + b"\n" + lines(SENTENCES[0])
    )
    assert result.exit_code == 3
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["1", "a"]
    said = result.stderr.splitlines()
    assert len(said) == len(bad)
    for number, (line, (_, what)) in enumerate(zip(said, bad, strict=True), start=2):
        assert line.startswith(f"tracker: skipped stdin:{number}: {what}")


def test_when_no_line_is_good_it_failed(run: Run) -> None:
    result = run("certainty", stdin=b"{}\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert run("certainty", stdin=b"").exit_code == 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("picture.png", b"\x89PNG\r\n\x1a\n", "picture.png: this is a PNG picture"),
        ("wide.jsonl", '{"text": "It rains."}\n'.encode("utf-16"), "wide.jsonl: UTF-16, not UTF-8; convert it"),
        ("cut.jsonl.gz", gzip.compress(lines(*SENTENCES) * 9)[:-9], "cut.jsonl.gz: cannot be read on after line "),
        ("none.jsonl", None, "none.jsonl: cannot be read: No such file"),
        ("folder", b"", "folder: cannot be read: Is a directory"),
    ],
)
def test_a_file_that_holds_no_sentences_is_one_line(
    run: Run, tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    if name == "folder":
        (tmp_path / name).mkdir()
    elif data is not None:
        (tmp_path / name).write_bytes(data)
    result = run("certainty", name)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"tracker: {said}")
    assert result.stderr.count("\n") == 1


def test_a_line_without_end_is_not_kept_in_memory(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.lines.MAX_BYTES", 3_000_000)
    result = run("certainty", stdin=lines({"text": "x" * 5_000_000}, SENTENCES[1], {"text": "y" * 3_000_000}))
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["2"]
    assert [line.partition("; ")[0] for line in result.stderr.splitlines()] == [
        "tracker: skipped stdin:1: a line longer than 3 MB",
        "tracker: skipped stdin:3: a line longer than 3 MB",
    ]


def test_evidence_counts_the_characters_that_were_given(run: Run) -> None:
    text = "\ud800 \0🚒 it may rain"
    item = json.loads(run("certainty", stdin=lines({"id": "\udc00", "text": text})).stdout)
    assert item["evidence"] == [[text.index("may"), text.index("may") + 3]]
    assert item["id"] == "\N{REPLACEMENT CHARACTER}"


def test_judgements_come_out_as_they_are_made(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is flushed before the next sentence is read, and no sentence is read before it is asked for."""
    seen: list[tuple[int, int]] = []

    def judge_texts(
        texts: Iterator[TextToJudge],
        *,
        settings: Settings,
        together: int = 64,  # noqa: ARG001
    ) -> Iterator[Judgement]:
        from tests.cli.conftest import judge_texts as judge

        for number, judgement in enumerate(judge(texts, settings=settings)):
            yield judgement
            seen.append((number, sys.stdout.buffer.getvalue().count(b"\n")))  # type: ignore[union-attr]

    monkeypatch.setattr("tracker.cli.certainty.judge_texts", judge_texts)
    run("certainty", stdin=lines(*SENTENCES))
    assert seen == [(0, 1), (1, 2), (2, 3)]


def test_interrupted(run: Run) -> None:
    result = run("certainty", stdin=lines(SENTENCES[0], {"text": "Ctrl-C"}))
    assert (result.exit_code, result.stderr) == (130, "tracker: interrupted\n")
    assert len(result.stdout.splitlines()) == 1


def test_the_model_is_an_option_a_variable_or_a_setting(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def model(*arguments: str) -> str:
        found: str = json.loads(run("certainty", *arguments, stdin=lines(SENTENCES[1])).stdout)["model"]
        return found

    (tmp_path / "tracker.toml").write_text('certainty_model = "org/set"\n')
    assert model() == "org/set@1"
    monkeypatch.setenv("TRACKER_CERTAINTY_MODEL", "org/variable")
    assert model() == "org/variable@1"
    assert model("--certainty-model", "org/flag") == "org/flag@1"


@pytest.mark.parametrize("command", ["add", "extract"])
def test_add_and_extract_take_a_model(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("Words here.")
    assert run(command, "a.txt", "--certainty-model", "org/name").exit_code == 0


SUMMARY = "scored 4 claims with sample@2: 2 changed level or polarity, 1 new"


@pytest.mark.usefixtures("database")
def test_rescore_lists_what_changed(run: Run) -> None:
    result = run("rescore")
    assert (result.exit_code, result.stderr) == (0, f"{SUMMARY} · tracker.db\n")
    assert result.stdout == (
        "   2  probable → possible  0.78 → 0.45  Ada Osei: The bridge will stay open.\n"
        "   6  doubtful → unlikely  0.12 → 0.12  The ferry was late.\n"
    )


@pytest.mark.usefixtures("database")
def test_the_contract_of_rescore(run: Run) -> None:
    items = json.loads(run("rescore", "-f", "json").stdout)
    assert [list(item) for item in items] == [["id", "text", "speaker", "before", "after"]] * 2
    score = ["certainty", "score", "polarity", "factuality", "certainty_model"]
    assert all(list(item[side]) == score for item in items for side in ("before", "after"))
    assert [json.loads(line) for line in run("rescore", "-f", "jsonl").stdout.splitlines()] == items
    rows = list(csv.DictReader(io.StringIO(run("rescore", "-f", "csv").stdout)))
    assert [(row["id"], row["before_certainty"], row["after_certainty"]) for row in rows] == [
        ("2", "probable", "possible"),
        ("6", "doubtful", "doubtful"),
    ]


@pytest.mark.usefixtures("database")
def test_rescore_again_does_nothing(run: Run) -> None:
    result = run("rescore", "--certainty-model", "same", "-f", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert result.stderr == "nothing to score: this model has scored every claim · tracker.db\n"


@pytest.mark.usefixtures("database")
def test_rescore_interrupted_says_how_far_it_came(run: Run) -> None:
    result = run("rescore", "--certainty-model", "stop")
    assert result.exit_code == 130
    assert result.stderr == (
        "scored 2 claims with sample@2: 1 changed level or polarity, 0 new · tracker.db; "
        "the same command again goes on from here\n"
        "tracker: interrupted\n"
    )
    assert result.stdout.startswith("   2  probable")


def test_rescore_wants_a_database(run: Run) -> None:
    assert run("rescore").exit_code == 1
