"""Which inputs a run could not read: noted as they happen, bounded, counted all the same."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.sample import person, said
from tracker.errors import QueryError
from tracker.period import PeriodQuery, SkippedInput, TroubledRun
from tracker.records import Bookmark, CutShort, RunCounts
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


# ---------------------------------------------------------------- how far a run is, and how it ended

MARK = Bookmark("a.jsonl", 100, 5, 3, 40, 1)
GIVEN = ("a.jsonl", "b.txt")


def test_a_run_tells_what_it_did() -> None:
    with Store.open(":memory:") as store:
        run = store.begin_run("tracker add", inputs=GIVEN, options="--input auto")
        assert store.run(run).status == "running"
        store.note_models(run, ["attribution@1", "certainty@2"])
        store.note_progress(run, RunCounts(added=2, unchanged=1, new_versions=1, claims=9), [MARK])
        store.note_progress(run, RunCounts(added=1, claims=3))
        store.note_skipped(run, SkippedInput("c.txt", "unreadable"))
        store.end_run(run, "done")
        (found,) = store.runs()
        assert found == store.run(run)
        assert (found.command, found.inputs, found.models) == ("tracker add", GIVEN, ("attribution@1", "certainty@2"))
        assert (found.added, found.new_versions, found.unchanged, found.skipped, found.claims) == (3, 1, 1, 1, 12)
        assert (found.status, found.continues) == ("done", None)
        assert found.finished_at is not None
        assert found.seconds is not None
        assert store.skipped_inputs(run) == [SkippedInput("c.txt", "unreadable")]
        assert store.as_sqlite_utils()["bookmarks"].count == 0  # nobody goes on from what is done


def test_the_newest_come_first_and_no_more_than_asked_for() -> None:
    with Store.open(":memory:") as store:
        for _ in range(3):
            store.begin_run("tracker add")
        assert [run.id for run in store.runs(limit=2)] == [3, 2]
        with pytest.raises(QueryError, match="no run 4"):
            store.run(4)


@pytest.mark.parametrize("status", ["interrupted", "stopped", "failed"])
def test_a_run_that_was_cut_short_is_gone_on_from(status: str) -> None:
    with Store.open(":memory:") as store:
        run = store.begin_run("tracker add", inputs=GIVEN, options="x")
        store.note_progress(run, RunCounts(), [MARK])
        assert store.cut_short("tracker add", GIVEN, "x") is None  # it is at work
        store.end_run(run, status)
        assert store.cut_short("tracker add", GIVEN, "x") == CutShort(run, (MARK,))
        assert store.cut_short("tracker add", GIVEN, "y") is None
        assert store.cut_short("tracker add", GIVEN[:1], "x") is None
        new = store.begin_run("tracker add", inputs=GIVEN, options="x", continues=run)
        later = replace(MARK, line=7, start=90)
        store.note_progress(new, RunCounts(), [later])
        store.end_run(new, status)
        assert store.cut_short("tracker add", GIVEN, "x") == CutShort(new, (later,))
        store.end_run(new, "done")
        assert store.cut_short("tracker add", GIVEN, "x") is None


def test_a_run_without_its_process_was_killed() -> None:
    with Store.open(":memory:") as store:
        run = store.begin_run("tracker add", inputs=GIVEN)
        conn = store.as_sqlite_utils().conn
        (process,) = conn.execute("SELECT process FROM runs").fetchone()
        machine, number, _ = process.split(":")
        assert int(number) == os.getpid()
        for other in (f"{machine}:{number}:1", f"{machine}:{2**22 + 1}:1"):  # a later one of this number; none
            conn.execute("UPDATE runs SET process = ?", (other,))
            assert store.run(run).status == "killed"
            assert store.cut_short("tracker add", GIVEN) == CutShort(run)
        conn.execute("UPDATE runs SET process = 'elsewhere:1:1'")  # of another machine: who knows, for a while
        assert store.run(run).status == "running"
        conn.execute("UPDATE runs SET seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-11 minutes')")
        assert store.run(run).status == "killed"


def test_a_bookmark_is_there_with_what_is_behind_it_or_not_at_all(tmp_path: Path) -> None:
    def half(store: Store, run: int) -> None:
        with store.together():
            store.add_article(said(person("Ada Lovelace")))
            store.note_progress(run, RunCounts(added=1), [MARK])
            raise ZeroDivisionError

    with Store.open(tmp_path / "t.db") as store:
        run = store.begin_run("tracker add", inputs=GIVEN)
        with pytest.raises(ZeroDivisionError):
            half(store, run)
        assert (store.articles(), store.run(run).added) == ([], 0)
        assert store.as_sqlite_utils()["bookmarks"].count == 0
        with store.together():
            store.add_article(said(person("Ada Lovelace")))
            with pytest.raises(QueryError):  # what fails alone leaves the rest
                store.note_skipped(99, SkippedInput("", ""))
            with Store.open(tmp_path / "t.db") as other:
                assert other.articles() == []
        assert len(store.articles()) == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://ann:s3cret@news.example/feed", "https://news.example/feed"),
        ("https://ann@news.example/a@b", "https://news.example/a@b"),
        ("https://news.example/x?topic=sea&API_KEY=s3cret#top", "https://news.example/x?topic=sea&API_KEY=…#top"),
        ("https://news.example/x?access_token=s3cret&sig=s3cret", "https://news.example/x?access_token=…&sig=…"),
        ("https://news.example/x?author=ann&page=2", "https://news.example/x?author=ann&page=2"),
        ("see https://a:s3cret@x.example and ftp://b:s3cret@y.example", "see https://x.example and ftp://y.example"),
        ("news/ann@desk.txt", "news/ann@desk.txt"),
    ],
)
def test_no_secret_of_an_address_is_kept(given: str, kept: str) -> None:
    with Store.open(":memory:") as store:
        run = store.begin_run("tracker add", inputs=[given])
        store.note_skipped(run, SkippedInput(given, f"{given} cannot be read"))
        store.note_progress(run, RunCounts(), [replace(MARK, name=given)])
        assert store.run(run).inputs == (kept,)
        assert store.skipped_inputs(run) == [SkippedInput(kept, f"{kept} cannot be read")]
        assert "s3cret" not in "".join(store.as_sqlite_utils().conn.iterdump())


def test_of_thousands_of_inputs_the_first_are_kept() -> None:
    many = [f"{number}.txt" for number in range(3000)]
    with Store.open(":memory:") as store:
        store.end_run(store.begin_run("tracker add", inputs=many), "interrupted")
        assert store.runs()[0].inputs[-2:] == ("99.txt", "… and 2,900 more")
        assert store.cut_short("tracker add", many) == CutShort(1)
