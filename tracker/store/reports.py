"""Which reports were written, so that the next can tell only what came since."""

from __future__ import annotations

import json
import sqlite3

from tracker.period import LastReport, Mark, PeriodQuery

_MARK = "SELECT coalesce((SELECT max(id) FROM articles), 0), coalesce((SELECT max(id) FROM runs), 0)"
_NEWEST = "SELECT at, last_article, last_run FROM reports WHERE scope = ? ORDER BY id DESC LIMIT 1"
_INSERT = (
    "INSERT INTO reports (scope, last_article, last_run, at)"
    " VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ',"
    " CAST(coalesce(?, strftime('%s', 'now')) AS INTEGER), 'unixepoch'))"
)


def mark(conn: sqlite3.Connection) -> Mark:
    """How far the store reaches now."""
    return Mark(*conn.execute(_MARK).fetchone())


def newest_report(conn: sqlite3.Connection, query: PeriodQuery) -> LastReport | None:
    """The newest report that was narrowed alike; None when there is none."""
    row = conn.execute(_NEWEST, (_scope(query),)).fetchone()
    return None if row is None else LastReport(row[0], Mark(row[1], row[2]))


def note_report(conn: sqlite3.Connection, query: PeriodQuery, reached: Mark, seconds: int | None) -> None:
    """Note that a report was written which told what there was up to `reached`; `seconds` since 1970 is when, None:
    now."""
    conn.execute(_INSERT, (_scope(query), reached.article, reached.run, seconds))


def _scope(query: PeriodQuery) -> str:
    """A report on one speaker is not the last one on another, nor one of what is sure the last one of all."""
    asked: dict[str, str | float | None] = {"speaker": query.speaker, "topic": query.topic, "outlet": query.outlet}
    if query.min_confidence is not None:  # not among those of older versions: a report without it is narrowed as theirs
        asked["min_confidence"] = query.min_confidence
    return json.dumps(asked, ensure_ascii=False)
