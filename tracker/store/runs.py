"""Commands that wrote here: when, how they ended, and what they could not read."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from tracker.errors import QueryError
from tracker.period import SkippedInput

KEPT = 10_000
"""Of the inputs that a run skipped so many are kept by name."""
LONGEST = 2_000
"""So many characters of a name or a reason are kept."""

_BEGIN = "INSERT INTO runs (command, model, status) VALUES (?, ?, 'running')"
_FINISH = (
    "UPDATE runs SET added = ?, unchanged = ?, skipped = ?, status = ?,"
    " finished_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?"
)
_COUNT = "UPDATE runs SET skipped = coalesce(skipped, 0) + 1 WHERE id = ?1 RETURNING skipped"
_NOTE = "INSERT INTO skipped_inputs (run_id, position, name, why) VALUES (?, ?, ?, ?)"
_FIRST = (
    "SELECT s.run_id, s.name, s.why FROM json_each(?) k CROSS JOIN skipped_inputs s ON s.run_id = k.value"
    " AND s.position < ? ORDER BY s.run_id, s.position"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def begin_run(conn: sqlite3.Connection, command: str, model: str | None) -> int:
    """Note that a command begins; gives the run's id. The caller holds the write lock, here and below."""
    return int(conn.execute(_BEGIN, (command, model)).lastrowid or 0)


def finish_run(conn: sqlite3.Connection, run_id: int, *, added: int, unchanged: int, skipped: int, status: str) -> None:
    """Note how a run ended."""
    conn.execute(_FINISH, (added, unchanged, skipped, status, run_id))


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
    text = " ".join(_SURROGATES.sub("\ufffd", text[: LONGEST + 1]).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
