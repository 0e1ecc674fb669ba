"""Commands that wrote here: when, how they ended, and what they could not read."""

from __future__ import annotations

import json
import os
import platform
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from tracker.errors import QueryError
from tracker.period import SkippedInput
from tracker.records import Bookmark, CutShort, RunCounts, RunStatus, StoredRun
from tracker.secrets import without_secrets
from tracker.store.rows import Row, json_list

KEPT = 10_000
"""Of the inputs that a run skipped so many are kept by name."""
LONGEST = 2_000
"""So many characters of a name or a reason are kept."""
_INPUTS = 100
"""Of what the command was given so much is kept; a shell may have made thousands of ``*.txt``."""
_SILENT_MINUTES = 10  # a process of another machine that stored nothing for so long is taken to be dead

_NOW = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
_BEGIN = (
    "INSERT INTO runs (command, model, status, inputs, options, continues, process, seen_at)"
    f" VALUES (?, ?, 'running', ?, ?, ?, ?, {_NOW})"
)
_FINISH = f"UPDATE runs SET added = ?, unchanged = ?, skipped = ?, status = ?, finished_at = {_NOW} WHERE id = ?"
_END = f"UPDATE runs SET status = ?, finished_at = {_NOW} WHERE id = ?"
_PROGRESS = (
    "UPDATE runs SET added = coalesce(added, 0) + ?, unchanged = coalesce(unchanged, 0) + ?, new_versions ="
    f" coalesce(new_versions, 0) + ?, claims = coalesce(claims, 0) + ?, seen_at = {_NOW} WHERE id = ?"
)
_BOOKMARK = (
    "INSERT INTO bookmarks (run_id, name, size, changed, line, start_byte, skipped) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (run_id, name) DO UPDATE SET size = excluded.size, changed = excluded.changed, line = excluded.line,"
    " start_byte = excluded.start_byte, skipped = excluded.skipped"
)
_COPY = (
    "INSERT INTO bookmarks (run_id, name, size, changed, line, start_byte, skipped)"
    " SELECT ?, name, size, changed, line, start_byte, skipped FROM bookmarks WHERE run_id = ? ORDER BY id"
)
_NEWEST = (
    "SELECT id, status, process, (julianday('now') - julianday(coalesce(seen_at, started_at))) * 1440 FROM runs"
    " WHERE command = ? AND inputs = ? AND options IS ? ORDER BY id DESC LIMIT 1"
)
_RUNS = (
    "SELECT id, command, inputs, models, model, started_at, finished_at,"
    " CAST(round((julianday(coalesce(finished_at, seen_at)) - julianday(started_at)) * 86400) AS INTEGER), status,"
    " process, (julianday('now') - julianday(coalesce(seen_at, started_at))) * 1440, coalesce(added, 0),"
    " coalesce(new_versions, 0), coalesce(unchanged, 0), coalesce(skipped, 0), coalesce(claims, 0), continues,"
    " (SELECT max(id) FROM runs after WHERE after.continues = runs.id), options FROM runs"
)
_COUNT = "UPDATE runs SET skipped = coalesce(skipped, 0) + 1 WHERE id = ?1 RETURNING skipped"
_NOTE = "INSERT INTO skipped_inputs (run_id, position, name, why) VALUES (?, ?, ?, ?)"
_FIRST = (
    "SELECT s.run_id, s.name, s.why FROM json_each(?) k CROSS JOIN skipped_inputs s ON s.run_id = k.value"
    " AND s.position < ? ORDER BY s.run_id, s.position"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def begin_run(
    conn: sqlite3.Connection,
    command: str,
    model: str | None,
    inputs: Sequence[str] = (),
    options: str | None = None,
    continues: int | None = None,
) -> int:
    """Note that a command begins; gives the run's id. With `continues` it has the bookmarks of that run. The caller
    holds the write lock, here and below."""
    row = (command, model, _inputs(inputs), options, continues, _this_process())
    number = int(conn.execute(_BEGIN, row).lastrowid or 0)
    if continues is not None:
        conn.execute(_COPY, (number, continues))
    return number


def finish_run(conn: sqlite3.Connection, run_id: int, *, added: int, unchanged: int, skipped: int, status: str) -> None:
    """Note how a run ended, and what it did."""
    conn.execute(_FINISH, (added, unchanged, skipped, status, run_id))


def end_run(conn: sqlite3.Connection, run_id: int, status: str) -> None:
    """Note how a run ended that noted as it went what it did; of one that is done no bookmark is needed any more."""
    conn.execute(_END, (status, run_id))
    if status == "done":
        conn.execute("DELETE FROM bookmarks WHERE run_id = ?", (run_id,))


def note_progress(conn: sqlite3.Connection, run_id: int, counts: RunCounts, bookmarks: Sequence[Bookmark] = ()) -> None:
    """Add to what a run did, and note how far it is: in the transaction that stores what is behind."""
    conn.execute(_PROGRESS, (counts.added, counts.unchanged, counts.new_versions, counts.claims, run_id))
    for mark in bookmarks:
        row = (run_id, _line(mark.name), mark.size, mark.changed, mark.line, mark.start, mark.skipped)
        conn.execute(_BOOKMARK, row)


def note_models(conn: sqlite3.Connection, run_id: int, models: Sequence[str]) -> None:
    """Note which models a run loaded, that which finds attributions first."""
    conn.execute("UPDATE runs SET model = ?, models = ? WHERE id = ?", (models[0], json_list(models), run_id))


def find_cut_short(
    conn: sqlite3.Connection, command: str, inputs: Sequence[str], options: str | None
) -> CutShort | None:
    """The newest run of this very command, where it did not come to its end and is not at work."""
    row = conn.execute(_NEWEST, (command, _inputs(inputs), options)).fetchone()
    if row is None or _status(*row[1:]) in ("done", "running"):
        return None
    sql = "SELECT name, size, changed, line, start_byte, skipped FROM bookmarks WHERE run_id = ? ORDER BY id"
    return CutShort(int(row[0]), tuple(Bookmark(*mark) for mark in conn.execute(sql, (row[0],))))


def select_runs(conn: sqlite3.Connection, limit: int | None = None) -> list[StoredRun]:
    """The commands that wrote here, the newest first."""
    return [
        _read_run(row) for row in conn.execute(f"{_RUNS} ORDER BY id DESC LIMIT ?", (-1 if limit is None else limit,))
    ]


def read_run(conn: sqlite3.Connection, run_id: int) -> StoredRun:
    """One run by its id; `QueryError` when there is none."""
    row = conn.execute(f"{_RUNS} WHERE id = ?", (run_id,)).fetchone()
    if row is None:
        raise QueryError(f"no run {run_id}", todo="`tracker runs` lists them")
    return _read_run(row)


def select_skipped(conn: sqlite3.Connection, run_id: int, limit: int | None = None) -> list[SkippedInput]:
    """What a run could not read, in the order it met it."""
    sql = "SELECT name, why FROM skipped_inputs WHERE run_id = ? ORDER BY position LIMIT ?"
    return [SkippedInput(*row) for row in conn.execute(sql, (run_id, -1 if limit is None else limit))]


def _read_run(row: Row) -> StoredRun:
    number, command, inputs, models, model, started, finished, seconds, status, process, silent = row[:11]
    loaded = json.loads(models) if models else [model] if model else []
    found = _status(status, process, silent)
    return StoredRun(
        number, command, tuple(json.loads(inputs or "[]")), tuple(loaded), started, finished, seconds, found, *row[11:]
    )


def _status(status: str | None, process: str | None, silent: float) -> RunStatus:
    """How a run stands: one that says it is running may have been killed. `silent` minutes ago it last stored."""
    if status != "running":
        return cast(RunStatus, status or "done")
    if process is None:
        return "killed"  # noted by an older version, which could not go on anyway
    machine, _, number = process.partition(":")
    if machine == _machine():
        return "running" if _process(int(number.partition(":")[0])) == process else "killed"
    return "running" if silent < _SILENT_MINUTES else "killed"


def _this_process() -> str:
    return _process(os.getpid()) or ""


def _process(number: int) -> str | None:
    """What tells a process from all others, also from a later one with its number; None where there is none."""
    if sys.platform == "win32":  # there asking with signal 0 would end it
        return f"{_machine()}:{number}:" if number == os.getpid() else None
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    try:
        began = Path(f"/proc/{number}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return f"{_machine()}:{number}:"
    # The third field after the name is of the state (Z: dead, and nobody has asked how), the 22nd tells when it began.
    return None if began[0] == "Z" else f"{_machine()}:{number}:{began[19]}"


def _machine() -> str:
    """Sixteen letters that stand for this machine, and do not say which it is."""
    import hashlib

    return hashlib.blake2b(platform.node().encode("utf-8", "replace"), digest_size=8).hexdigest()


def _inputs(inputs: Sequence[str]) -> str:
    """What a command was given, as it is kept."""
    kept = [_line(one) for one in inputs[:_INPUTS]]
    if len(inputs) > _INPUTS:
        kept.append(f"… and {len(inputs) - _INPUTS:,} more")
    return json_list(kept)


def note_skipped(conn: sqlite3.Connection, run_id: int, skipped: SkippedInput) -> None:
    """Note an input that a run could not read, and count it: so the count is true whenever the run is cut short."""
    row = conn.execute(_COUNT, (run_id,)).fetchone()
    if row is None:
        raise QueryError(f"no run {run_id}", todo="begin it first")
    if row[0] <= KEPT:
        conn.execute(_NOTE, (run_id, row[0] - 1, _line(skipped.name), _line(skipped.why)))


def first_skipped(conn: sqlite3.Connection, run_ids: Sequence[int], limit: int) -> dict[int, tuple[SkippedInput, ...]]:
    """The first inputs that each of these runs could not read, at most `limit` a run; runs without any are left out."""
    found: defaultdict[int, list[SkippedInput]] = defaultdict(list)
    for run_id, name, why in conn.execute(_FIRST, (json.dumps(list(run_ids)), limit)):
        found[run_id].append(SkippedInput(name, why))
    return {run_id: tuple(inputs) for run_id, inputs in found.items()}


def _line(text: str) -> str:
    """The text as a column can hold it: on one line, of a length that can be read. A file name need not be UTF-8."""
    text = without_secrets(" ".join(_SURROGATES.sub("\ufffd", text[: LONGEST + 1]).split()))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
