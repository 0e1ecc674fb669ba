"""What was found in articles, as rows that wait to be written many at a time.

Who recognizes speakers asks for none of these rows but mentions, and for these seldom (`tracker.store.known`), so that
those of a whole group of articles can be written at its end: FTS5 writes out what it has gathered at the start of every
statement that fires a trigger, and a statement of many rows costs little more than one of few. Who does ask for them
(another text of an article, what people decided) has `write` called before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain

from tracker.store.rows import Row

_TABLES = {
    "attributions": "id, article_id, position, mention_id, kind, confidence, model, distance, nested_in, because,"
    " speaker_confidence, speaker_candidates",
    "attribution_spans": "attribution_id, role, position, start_char, end_char",
    "claims": "id, attribution_id, position, start_char, end_char, quote, text",
    "things": "claim_id, key, times",
    "scores": "claim_id, model, level, score, polarity, factuality, probabilities, evidence, passage_key,"
    " passage_start",
    "mentions": "id, article_id, speaker_id, name, role, affiliation, names, tenure, how_many, anonymity,"
    " affiliation_key, found_speaker_id",
}
_WAITING = (
    "mentions",
    "attributions",
    "attribution_spans",
    "claims",
    "things",
    "scores",
)  # those before that others point to
_OURS = ("attribution_spans", "things")  # with no words of an article
# Rows a statement: few sizes, so that a statement is made ready once, and what is left in one of its own.
_TOGETHER = (256, 64, 16)
_LAST_IDS = "SELECT coalesce((SELECT max(id) FROM attributions), 0), coalesce((SELECT max(id) FROM claims), 0)"
Mark = dict[str, tuple[list[Row], int]]
"""What waited at one time, and how much of it."""


class Waiting:
    """Rows that wait. The caller holds the write lock from the first of them to when they are written."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._rows: dict[str, list[Row]] = {table: [] for table in _WAITING}
        self._last_ids: tuple[int, int] | None = None

    @property
    def last_ids(self) -> tuple[int, int]:
        """The highest ids of attributions and of claims, those that wait included."""
        if self._last_ids is None:
            stored = self._conn.execute(_LAST_IDS).fetchone()
            waiting = [rows[-1][0] if (rows := self._rows[table]) else 0 for table in ("attributions", "claims")]
            self._last_ids = (max(stored[0], waiting[0]), max(stored[1], waiting[1]))
        return self._last_ids

    @property
    def mentions(self) -> Sequence[Row]:
        """Those that wait."""
        return self._rows["mentions"]

    def add(self, rows: dict[str, list[Row]], last_ids: tuple[int, int] | None = None) -> None:
        """Take in the rows of an article by their tables, all of which the store can hold as text, and the highest ids
        of attributions and of claims in them. `UnicodeEncodeError` where half of a surrogate pair is in one, and
        nothing is taken in."""
        given = [rows[table] for table in rows if table not in _OURS]
        words = [value for part in given for row in part for value in row if type(value) is str]
        "\n".join(words).encode()
        for table, part in rows.items():
            self._rows[table] += part
        self._last_ids = last_ids or self._last_ids

    def write_mentions(self) -> None:
        """Write the mentions that wait, and only these."""
        rows, self._rows["mentions"] = self._rows["mentions"], []
        insert_rows(self._conn, "mentions", rows)

    def write(self) -> None:
        """Write all that waits."""
        rows, self._rows = self._rows, {table: [] for table in _WAITING}
        self._last_ids = None
        for table in _WAITING:
            insert_rows(self._conn, table, rows[table])

    def mark(self) -> Mark:
        """How much waits now."""
        return {table: (rows, len(rows)) for table, rows in self._rows.items()}

    def back_to(self, mark: Mark) -> None:
        """Let that wait again which waited at a mark, where what came since was undone, even if it was written."""
        self._rows = {table: rows[:count] for table, (rows, count) in mark.items()}
        self._last_ids = None


def insert_rows(conn: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Write rows of a table, its columns as in `_TABLES`."""
    first = 0
    while left := len(rows) - first:
        size = next((size for size in _TOGETHER if size <= left), left)
        part = rows[first : first + size]
        one = f"({', '.join('?' * len(part[0]))})"
        sql = f"INSERT INTO {table} ({_TABLES[table]}) VALUES {', '.join([one] * size)}"
        conn.execute(sql, list(chain.from_iterable(part)))
        first += size
