"""What a run says while it goes and at its end."""

from __future__ import annotations

import io
import itertools
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
import typer

from tests.cli.test_progress import _terminal
from tracker.cli.batch import COMMAND, Batch, batch
from tracker.errors import InputError
from tracker.ingest import Course
from tracker.period import SkippedInput
from tracker.records import AddResult, Article, Bookmark, CutShort, Extraction, RunCounts
from tracker.store import Store


class Plain:
    """In the place of the extractor: finds nothing."""

    model_name, certainty_model_name = "plain@1", "plain-certainty@1"

    def extract_groups(self, articles: Iterable[Article], **_: object) -> Iterator[Sequence[Extraction]]:
        for article in articles:
            yield [Extraction(article, (), self.model_name)]


class _Somewhere(Course):
    """A course that is where the test puts it."""

    at = 0

    @property
    def passed(self) -> int:
        return self.at


def ok(added: bool = True, new: bool = False) -> AddResult:
    return AddResult(1, added, 2, replaces=7 if new else None)


def test_a_bar_with_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", "140")
    clock = itertools.count(100.0, 0.5)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    course = _Somewhere()
    batch = Batch(course=course, total=1000)
    for number in range(1, 31):
        course.at = 10 * number
        batch.take(ok())
    line = terminal.getvalue().rpartition("\x1b[K")[2]
    assert "■■■······· 30 % 30 articles added (60 claims), 0 unchanged, 0 skipped · " in line
    assert " a second · " in line
    assert line.endswith(" left")
    course.at = 5000  # a file grew meanwhile
    batch.take(ok())
    assert "■■■■■■■■■■ 100 % " in terminal.getvalue().rpartition("\x1b[K")[2]


@pytest.mark.parametrize(
    ("columns", "begins"),
    [(140, " ■■········ 20 % 18 articles added (36 claims), 2 unchanged, 0 skipped · "),
     (80, " ■■········ 20 % 18 added, 2 unchanged · "), (64, " 20 % 18 added, 2 unchanged · ")],
)  # fmt: skip
def test_rate_and_time_left_are_on_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch, columns: int, begins: str
) -> None:
    terminal = _terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", str(columns))
    clock = itertools.count(100.0, 0.5)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    course = _Somewhere()
    batch = Batch(course=course, total=1000)
    for number in range(1, 21):
        course.at = 10 * number
        batch.take(ok(added=number > 2))
    line = terminal.getvalue().rpartition("\x1b[K")[2]
    assert line[1:].startswith(begins)
    assert line.endswith(" left")
    assert len(line) < columns


def test_a_log_has_a_line_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    batch = Batch()
    for _ in range(2500):
        batch.take(ok(added=False))
    said = log.getvalue().splitlines()
    assert [line.partition(":")[0] for line in said] == ["1,000 inputs", "2,000 inputs"]
    assert "2,000 unchanged" in said[1]


def test_many_skipped_inputs_are_grouped(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    batch = Batch(run=7)
    for number in range(30):
        batch.take(InputError(f"not UTF-8: 0xE9 at byte {number}", where=f"{number}.txt"))
    batch.take(InputError("empty", where="last.txt"))
    assert log.getvalue().count("tracker: skipped ") == 20  # the first by name, the others by reason
    batch.say_skipped()
    assert log.getvalue().splitlines()[20:] == [
        "      11 more were skipped:",
        "      10 × not UTF-8: … at byte …: 20.txt, 21.txt, 22.txt, …",
        "      1 × empty: last.txt",
        "      `tracker runs show 7` lists all",
    ]


def test_what_was_named_is_not_named_again(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    batch = Batch(run=7)
    for number in range(20):
        batch.take(InputError("empty", where=f"{number}.txt"))
    batch.say_skipped()
    assert [line for line in log.getvalue().splitlines() if not line.startswith("tracker: skipped ")] == []


def test_however_many_reasons_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    batch = Batch()
    for number in range(500):
        batch.take(InputError(f"reason {chr(97 + number % 26)}{chr(97 + number // 26)}", where="x"))
    log.truncate(0)
    batch.say_skipped()
    assert len(log.getvalue().splitlines()) == 13
    assert "470 × other reasons: x, x, x, …" in log.getvalue()


def test_new_versions_are_counted() -> None:
    batch = Batch()
    for result in (ok(), ok(new=True), ok(added=False)):
        batch.take(result)
    assert batch.summary() == "2 articles added (4 claims), 1 new version among them, 1 unchanged, 0 skipped"


@pytest.mark.parametrize(
    ("done", "skipped", "before", "read_before", "code"),
    [(1, 0, 1, True, 3), (0, 0, 1, True, 3), (0, 1, 1, False, 1), (0, 1, 1, True, 3), (1, 1, 0, False, 3)],
)
def test_what_an_earlier_run_did_counts(done: int, skipped: int, before: int, read_before: bool, code: int) -> None:
    batch = Batch(done=done, skipped=skipped, skipped_before=before, read_before=read_before)
    with pytest.raises(typer.Exit) as end:
        batch.exit()
    assert end.value.exit_code == code


def test_what_runs_before_the_last_one_skipped_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("rubbish\n{}\n", encoding="utf-8")
    found, name = file.stat(), str(file)
    mark = Bookmark(name, found.st_size, found.st_mtime_ns, 1, 8, skipped=1)
    with Store.open(tmp_path / "tracker.db") as store:
        first = store.begin_run(COMMAND, inputs=[name], options="--input auto")
        store.note_skipped(first, SkippedInput(f"{name}:1", "broken"))
        store.note_progress(first, RunCounts(), [mark])
        store.end_run(first, "interrupted")
        second = store.begin_run(COMMAND, inputs=[name], options="--input auto", continues=first)
        store.end_run(second, "interrupted")
        assert store.cut_short(COMMAND, [name], "--input auto") == CutShort(second, (mark,))
        with batch(store, [name], "--input auto", "tracker.db") as (adding, _):
            assert adding.skipped_before == 1
    assert "1 input before that could not be read: `tracker runs show 1`\n" in capsys.readouterr().err
