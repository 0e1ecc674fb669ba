"""Which inputs a run could not read: noted as they happen, bounded, counted all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.errors import QueryError
from tracker.period import PeriodQuery, SkippedInput, TroubledRun
from tracker.store import Store, runs


def troubled(store: Store, limit: int = 10) -> tuple[TroubledRun, ...]:
    return store.period(PeriodQuery(limit=limit)).troubled.items


def test_what_was_skipped_is_there_at_once_and_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    store = Store.open(path)
    run = store.begin_run("tracker add", None)
    told = [SkippedInput("a.txt", "no such file; check the name"), SkippedInput("b.jsonl:3", "not JSON")]
    for one in told:
        store.note_skipped(run, one)
    with Store.open(path) as other:  # nothing was finished, nothing closed
        (found,) = troubled(other)
    assert (found.inputs, found.skipped, found.finished) == (tuple(told), 2, False)
    store.close()


def test_of_many_the_first_are_kept_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "KEPT", 3)
    with Store.open(":memory:") as store:
        run = store.begin_run("tracker add", None)
        for number in range(5):
            store.note_skipped(run, SkippedInput(f"{number}.txt", "unreadable"))
        (found,) = troubled(store)
        assert ([one.name for one in found.inputs], found.skipped) == (["0.txt", "1.txt", "2.txt"], 5)
        rows = store.as_sqlite_utils().execute("SELECT position, name FROM skipped_inputs ORDER BY position")
        assert rows.fetchall() == [(0, "0.txt"), (1, "1.txt"), (2, "2.txt")]
        store.finish_run(run, added=1, unchanged=0, skipped=5, status="done")
        assert troubled(store)[0].skipped == 5


def test_each_run_has_its_own_and_no_more_than_asked_for() -> None:
    with Store.open(":memory:") as store:
        for nth in range(3):
            run = store.begin_run("tracker add", None)
            for number in range(nth * 2):
                store.note_skipped(run, SkippedInput(f"{nth}-{number}", "unreadable"))
        found = {run.id: [one.name for one in run.inputs] for run in troubled(store, limit=3)}
        assert found == {3: ["2-0", "2-1", "2-2"], 2: ["1-0", "1-1"], 1: []}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("bad\udcff\ud800.txt", "bad\ufffd\ufffd.txt"),  # a file name that is not UTF-8
        ("two\nlines\r\n and\ttabs", "two lines and tabs"),
        ("", ""),
        ("w" * 9000, "w" * (runs.LONGEST - 1) + "…"),
        ("\x1b[31mred", "\x1b[31mred"),  # kept as it is: who shows it makes it harmless
    ],
)
def test_names_and_reasons_are_one_line(given: str, kept: str) -> None:
    with Store.open(":memory:") as store:
        store.note_skipped(store.begin_run("tracker add", None), SkippedInput(given, given))
        assert troubled(store)[0].inputs == (SkippedInput(kept, kept),)


def test_a_run_that_is_none() -> None:
    with Store.open(":memory:") as store, pytest.raises(QueryError, match="no run 7"):
        store.note_skipped(7, SkippedInput("a.txt", "unreadable"))
