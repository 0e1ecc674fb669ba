"""`tracker add` cut short anywhere, and given again: real processes, really killed."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tracker.store import Store

ROOT = Path(__file__).parents[2]
ARTICLES = 500
BROKEN = (5, 140, 290)  # lines
# The command itself; only the model is a plain one, which takes its time and writes down what it was given.
ADDER = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs tests in the background has it ignored
import tracker.adding
from tests.store.sample import person, said
from tracker.cli import main
from tracker.records import Extraction
from tracker.store import connection

class Plain:
    model_name, certainty_model_name = "plain@1", "plain-certainty@1"
    def extract_groups(self, articles, known=None):
        for article in articles:
            time.sleep(float(sys.argv[1]))
            with open("extracted", "a") as file: file.write(article.ref + "\\n")
            found = said(person("Ada Lovelace"), text=article.text)
            yield [Extraction(article, found.attributions, self.model_name)]

tracker.adding.Extractor.of = lambda settings: Plain()
connection.BUSY_SECONDS = float(sys.argv[2])
main(sys.argv[3:])
"""


def start(folder: Path, *arguments: str, slow: float = 0.008, busy: float = 30) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADDER, str(slow), str(busy), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TRACKER_CONTRADICTIONS": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def add(folder: Path, *arguments: str) -> tuple[int, str]:
    process = start(folder, "add", "--no-contradictions", *arguments, slow=0)
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def fill(folder: Path, kind: str) -> str:
    """The same articles as a table of either kind, packed, in an archive or as a folder of texts; gives what to add."""
    folder.mkdir()
    texts = [f"Ada Lovelace said that the bridge is safe. This was day {number}." for number in range(ARTICLES)]
    if kind == "texts":
        (folder / "news").mkdir()
        for number, text in enumerate(texts):
            (folder / "news" / f"{number:04}.txt").write_text(text, encoding="utf-8")
        return "news"
    if kind == "rows":  # the text of each over three lines, and three rows that are none
        rows = [f'"{text}\n\n{number}",\n' for number, text in enumerate(texts)]
        for number in BROKEN:
            rows.insert(number - 1, "one,two,three\n")
        (folder / "news.csv").write_text("text,title\n" + "".join(rows), encoding="utf-8")
        return "news.csv"
    lines = [json.dumps({"text": text}) for text in texts]  # without an id: the number of the line is its name
    for number in BROKEN:
        lines.insert(number - 1, "{broken")
    data = "".join(f"{line}\n" for line in lines).encode()
    if kind == "archive":
        with zipfile.ZipFile(folder / "news.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for at in range(0, len(lines), 90):
                archive.writestr(f"part-{at:03}.jsonl", "".join(f"{line}\n" for line in lines[at : at + 90]))
        return "news.zip"
    name = "news.jsonl" if kind == "table" else "news.jsonl.gz"
    (folder / name).write_bytes(data if kind == "table" else gzip.compress(data))
    return name


def stored(folder: Path) -> int:
    conn = sqlite3.connect(folder / "tracker.db")
    try:
        return int(conn.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0
    finally:
        conn.close()


def content(folder: Path) -> list[tuple[object, ...]]:
    """All that was stored, but for when and by which run."""
    conn = sqlite3.connect(folder / "tracker.db")
    rows: list[tuple[object, ...]] = []
    for (table,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall():
        if table in ("runs", "bookmarks", "skipped_inputs") or table.startswith(("claims_fts", "_", "sqlite")):
            continue
        columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
        kept = [name for name in columns if name not in ("run_id", "added_at", "created_at", "at")]
        rows += [(table, *row) for row in conn.execute(f"SELECT {', '.join(kept)} FROM {table} ORDER BY 1, 2")]
    assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    conn.close()
    return rows


def cut(process: subprocess.Popen[str], folder: Path, after: int, number: signal.Signals) -> str:
    """Sends the signal when so many articles are stored; what the process said."""
    deadline = time.monotonic() + 60
    while stored(folder) < after and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(number)
    return process.communicate(timeout=60)[1]


@pytest.mark.parametrize(
    ("kind", "seed"), [("table", 1), ("table", 2), ("packed", 3), ("texts", 4), ("rows", 5), ("archive", 6)]
)
def test_killed_and_given_again_it_is_as_if_nothing_had_happened(tmp_path: Path, kind: str, seed: int) -> None:
    rng = random.Random(seed)
    whole, folder = tmp_path / "whole", tmp_path / "cut"
    given = fill(whole, kind)
    assert add(whole, given)[0] == (0 if kind == "texts" else 3)
    fill(folder, kind)
    for _ in range(3):
        after = (stored(folder) if (folder / "tracker.db").exists() else 0) + rng.randint(1, 60)
        cut(start(folder, "add", "--no-contradictions", given), folder, after, signal.SIGKILL)
        time.sleep(rng.random() / 20)
    kept = stored(folder)
    assert 0 < kept < ARTICLES, "not killed in the middle"
    with Store.open(folder / "tracker.db") as store:
        refs = {head.ref for head in store.articles()}
        assert [run.status for run in store.runs()] == ["killed"] * 3
    (folder / "extracted").unlink(missing_ok=True)
    code, said = add(folder, given)
    again = (folder / "extracted").read_text().split()
    assert not refs & set(again), "what was stored was extracted again"
    assert len(again) == ARTICLES - kept
    assert "tracker: run 3 did not end; going " in said
    assert f"{ARTICLES - kept} articles added" in said
    if kind == "texts":
        assert (code, f", {kept} unchanged" in said) == (0, True)
    elif kind == "archive":
        assert re.search(r"going on at (?:line \d+ of )?file \d of news\.zip, in the order of their names", said)
        assert ", 0 unchanged" in said
        assert code == 3
    elif kind == "rows":
        assert re.search(r"going on at line \d+ of news\.csv", said)
        assert ", 0 unchanged" in said
        assert code == 3
    else:
        behind = max(int(ref.rpartition(":")[2]) for ref in refs)
        assert f"going on at line {behind + 1:,} of {given}" in said or f"going on at line {behind + 2:,}" in said
        assert code == 3  # of lines 5, 140 and 290 some are behind, and some are not
    assert content(folder) == content(whole)


def test_control_c_goes_on_where_it_stopped(tmp_path: Path) -> None:
    folder = tmp_path / "cut"
    given = fill(folder, "table")
    process = start(folder, "add", "--no-contradictions", given, slow=0.02)
    said = cut(process, folder, 64, signal.SIGINT)
    assert process.returncode == 130
    assert "the same command again goes on from here" in said
    kept = stored(folder)
    assert f"{kept} articles added" in said, "what was stored was not counted"
    code, said = add(folder, given)
    assert code == 3
    assert "tracker: run 1 did not end; going on at line " in said
    assert "1 input before that could not be read: `tracker runs show 1`" in said
    with Store.open(folder / "tracker.db") as store:
        new, old = store.runs()
        assert (old.status, new.status, new.continues) == ("interrupted", "done", 1)
        assert (old.added, new.added) == (kept, ARTICLES - kept)
        assert old.skipped + new.skipped == len(BROKEN)
    assert "did not end" not in add(folder, given)[1]  # run 2 did


def test_a_file_that_changed_is_looked_at_from_its_beginning(tmp_path: Path) -> None:
    folder = tmp_path / "cut"
    given = fill(folder, "table")
    cut(start(folder, "add", "--no-contradictions", given), folder, 64, signal.SIGKILL)
    kept = stored(folder)
    lines = (folder / given).read_text().splitlines(keepends=True)
    lines[0] = json.dumps({"text": "Ada Lovelace said that the bridge is safe. So it was changed."}) + "\n"
    (folder / given).write_text("".join(lines))
    _, said = add(folder, given)
    assert f"{given} has changed since run 1; it is looked at from its beginning" in said
    assert f"1 new version among them, {kept - 1} unchanged" in said


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "both"
    given = fill(folder, "table")
    (folder / "more.jsonl").write_bytes((folder / given).read_bytes())
    both = [start(folder, "add", "--no-contradictions", name) for name in (given, "more.jsonl")]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [3, 3], said
    assert stored(folder) == 2 * ARTICLES
    with Store.open(folder / "tracker.db") as store:
        assert [(run.added, run.skipped, run.status) for run in store.runs()] == [(ARTICLES, 3, "done")] * 2
        assert store.sources()[0].articles == 2 * ARTICLES


def test_a_database_that_another_writes_to_for_long_is_said_so(tmp_path: Path) -> None:
    folder = tmp_path / "busy"
    given = fill(folder, "table")
    Store.open(folder / "tracker.db").close()
    conn = sqlite3.connect(folder / "tracker.db", isolation_level=None)
    conn.execute("BEGIN IMMEDIATE")
    process = start(folder, "add", given, busy=0.2)
    _, said = process.communicate(timeout=60)
    conn.execute("ROLLBACK")
    conn.close()
    assert process.returncode == 1
    assert said.count("\n") == 1
    assert said.startswith("tracker: tracker.db: locked: another program has been writing")
