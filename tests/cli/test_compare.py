from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker.records import Comparison, PairToCompare, Statement
from tracker.settings import Settings

pytestmark = pytest.mark.usefixtures("plain_pipeline")

ANSWER = ["id", "relation", "reason", "score", "clash", "model"]
PAIRS = [
    {"id": "p", "a": "All four boats left.", "b": "No boat left."},
    {"a": "All four boats left.", "b": "It rained.", "a_source": None, "b_source": " "},
    {
        "id": 7,
        "a": "Two boats left.",
        "b": "No, three did.",
        "a_source": "Ada Osei",
        "b_source": "Ada Osei",
        "a_date": "2024-03-02",
        "b_date": "2024-03-04T08:00:00Z",
    },
]


def lines(*items: object) -> bytes:
    return "".join(json.dumps(item) + "\n" for item in items).encode()


@pytest.mark.parametrize("given", [("-",), (), ("pairs.jsonl",), ("pairs.jsonl.gz",)])
def test_the_contract_of_compare(run: Run, tmp_path: Path, given: tuple[str, ...]) -> None:
    data = b"\n" + lines(*PAIRS) + b"  \n\n"
    (tmp_path / "pairs.jsonl").write_bytes(data)
    (tmp_path / "pairs.jsonl.gz").write_bytes(gzip.compress(data))
    result = run("compare", *given, stdin=data)
    assert (result.exit_code, result.stderr) == (0, "")
    items = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(list(item) == ANSWER for item in items)
    assert items[0] == {
        "id": "p",
        "relation": "contradiction",
        "reason": "negation",
        "score": 0.9,
        "clash": {"a": [], "b": [[0, 2]]},
        "model": "sample@1",
    }
    assert [(item["id"], item["relation"]) for item in items[1:]] == [("3", "unrelated"), ("7", "supersedes")]
    assert (items[1]["reason"], items[1]["score"]) == (None, 0.0123)


def test_who_and_when_reach_the_judge(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[PairToCompare] = []

    def compare_texts(
        pairs: Iterator[PairToCompare],
        *,
        settings: Settings,  # noqa: ARG001
        together: int = 64,
    ) -> Iterator[Comparison]:
        assert together == 1
        seen.extend(pairs)
        yield from ()

    monkeypatch.setattr("tracker.cli.compare.compare_texts", compare_texts)
    assert run("compare", stdin=lines(*PAIRS[1:])).exit_code == 0
    assert seen == [
        PairToCompare("1", Statement("All four boats left."), Statement("It rained.")),
        PairToCompare(
            "7",
            Statement("Two boats left.", "Ada Osei", "2024-03-02"),
            Statement("No, three did.", "Ada Osei", "2024-03-04T08:00:00Z"),
        ),
    ]


def test_a_bad_line_is_named_and_the_others_are_compared(run: Run) -> None:
    bad: list[tuple[bytes, str]] = [
        (b'{"a": "It ra', "broken JSON at character 7: Unterminated string"),
        (b'"a"', "a string, not an object"),
        (b'{"a": "x"}', '"b" is missing; each line is one object: {"a": "…", "b": "…"}'),
        (b'{"a": "x", "b": ""}', '"b" is empty'),
        (b'{"a": 5, "b": "x"}', '"a" is a number, not a string'),
        (b'{"a": "x", "b": "y", "b_source": ["z"]}', '"b_source" is an array, not a string'),
        (b'{"a": "x", "b": "y", "a_date": "soon"}', "\"a_date\" is 'soon'; write it as 2014-06-18"),
        (b'{"a": "x", "b": "y", "id": {}}', '"id" is an object, not a string or a whole number'),
    ]
    result = run("compare", stdin=lines(PAIRS[0]) + b"\n".join(line for line, _ in bad) + b"\n" + lines(PAIRS[2]))
    assert result.exit_code == 3
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["p", "7"]
    said = result.stderr.splitlines()
    assert len(said) == len(bad)
    for number, (line, (_, what)) in enumerate(zip(said, bad, strict=True), start=2):
        assert line.startswith(f"tracker: skipped stdin:{number}: {what}")


def test_when_no_line_is_good_it_failed(run: Run) -> None:
    assert run("compare", stdin=b"{}\n").exit_code == 1
    assert run("compare", stdin=b"").exit_code == 0
    missing = run("compare", "none.jsonl")
    assert (missing.exit_code, missing.stderr.count("\n")) == (1, 1)
    assert missing.stderr.startswith("tracker: none.jsonl: cannot be read: No such file")


def test_answers_come_out_as_they_are_made(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is flushed before the next pair is read."""
    seen: list[int] = []

    def compare_texts(
        pairs: Iterator[PairToCompare], *, settings: Settings, together: int = 64
    ) -> Iterator[Comparison]:
        from tests.cli.conftest import compare_texts as compare

        for comparison in compare(pairs, settings=settings, together=together):
            yield comparison
            seen.append(sys.stdout.buffer.getvalue().count(b"\n"))  # type: ignore[union-attr]

    monkeypatch.setattr("tracker.cli.compare.compare_texts", compare_texts)
    run("compare", stdin=lines(*PAIRS))
    assert seen == [1, 2, 3]


def test_interrupted(run: Run) -> None:
    result = run("compare", stdin=lines(PAIRS[0], {"a": "Ctrl-C", "b": "x"}))
    assert (result.exit_code, result.stderr) == (130, "tracker: interrupted\n")
    assert len(result.stdout.splitlines()) == 1


def test_the_model_is_an_option_a_variable_or_a_setting(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def model(*arguments: str) -> str:
        found: str = json.loads(run("compare", *arguments, stdin=lines(PAIRS[0])).stdout)["model"]
        return found

    (tmp_path / "tracker.toml").write_text('nli_model = "org/set"\n')
    assert model() == "org/set@1"
    monkeypatch.setenv("TRACKER_NLI_MODEL", "org/variable")
    assert model() == "org/variable@1"
    assert model("--nli-model", "org/flag") == "org/flag@1"
