"""The sources that a person should settle: read with the words around them and whom they may mean."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from typing import NamedTuple

from tracker.records import UNSURE_BELOW, ArticleHead, Because, Span, StoredSpeaker, UnsureSource
from tracker.store.mixups import find_mixups
from tracker.store.names import fold_name
from tracker.store.queries import confidence, select_speakers, sql_limit
from tracker.store.rows import HEAD, read_head

MOST = 1000
"""So many are given where no limit is told."""
_AROUND = 260  # characters before what is shown of the source, its cue and its content, and after it
_SHOWN = 400  # of a content
_LONGEST = 240  # of a source, or of what stands for one

# Ids alone first: the texts of all that is unsure are not read to sort it.
_FIRST = (
    "WITH open_ones AS MATERIALIZED (SELECT claim_a, claim_b FROM current_relations"
    " WHERE relation = 'contradiction' AND status <> 'dismissed'), disputed AS MATERIALIZED ("
    "SELECT c.attribution_id FROM open_ones p CROSS JOIN claims c ON c.id = p.claim_a UNION"
    " SELECT c.attribution_id FROM open_ones p CROSS JOIN claims c ON c.id = p.claim_b)"
    " SELECT t.id FROM attributions t CROSS JOIN articles a ON a.id = t.article_id"
    " WHERE t.speaker_confidence NOTNULL AND t.settled_by IS NULL AND t.speaker_confidence < ?"
    " AND a.superseded_by IS NULL ORDER BY t.id IN disputed DESC,"
    " a.date IS NULL, substr(a.date, 1, 10) DESC, a.id DESC, t.position LIMIT ?"
)
_UNSURE = (
    f"SELECT t.id, t.because, t.speaker_confidence, t.speaker_candidates, {HEAD}, length(a.text)"
    " FROM attributions t JOIN articles a ON a.id = t.article_id WHERE t.id = ?"
)
_SPANS = (
    "SELECT role, start_char, end_char FROM attribution_spans WHERE attribution_id = ? AND role = ? ORDER BY position"
)
_QUOTED = "SELECT m.speaker_id, m.name, m.names FROM mentions m WHERE m.article_id = ? ORDER BY m.id"
_CALLED = (
    "SELECT coalesce(same_as, id) FROM speakers WHERE article_ref = ?1 AND key = ?2 UNION ALL"
    " SELECT coalesce(same_as, id) FROM speakers WHERE key = ?2 AND is_shared = 1 AND split_by IS NULL"
    " AND kind IN ('person', 'organization') ORDER BY 1 LIMIT 1"
)


class _Row(NamedTuple):
    id: int
    because: Because
    confidence: float
    candidates: str | None


def select_unsure(conn: sqlite3.Connection, limit: int | None, below: float | None) -> list[UnsureSource]:
    """The sources whose speaker the machine is less sure of than `below`, the most valuable first; without `below` also
    those that two people of one surname may have been mixed up in."""
    least = UNSURE_BELOW if below is None else confidence(below)
    first = conn.execute(_FIRST, (least, MOST if limit is None else sql_limit(limit))).fetchall()
    found = [_read_one(conn, number) for (number,) in first]
    if below is None and (room := (MOST if limit is None else limit) - len(found)) > 0:
        known = {one.attribution_id for one in found}
        mixups = [one for one in find_mixups(conn, room) if one.attribution_id not in known]
        found += [
            replace(_read_one(conn, one.attribution_id), candidates=tuple(select_speakers(conn, one.candidates)))
            for one in mixups
        ]
    return found


def _read_one(conn: sqlite3.Connection, number: int) -> UnsureSource:
    row = conn.execute(_UNSURE, (number,)).fetchone()
    return _read(conn, _Row(*row[:4]), read_head(row[4:-1]), row[-1])


def _read(conn: sqlite3.Connection, row: _Row, head: ArticleHead, length: int) -> UnsureSource:
    source, cue, content = (_span(conn, row.id, role) for role in ("source", "cue", "content"))
    shown = [span for span in (source, cue, content) if span is not None]
    whole = source or content or cue or Span(0, 0)
    at = Span(whole.start, min(whole.end, whole.start + _LONGEST))
    near = [
        at,
        *(Span(one.start, min(one.end, one.start + _SHOWN)) for one in shown if abs(one.start - at.start) < _SHOWN),
    ]
    must = Span(min(one.start for one in near), max(one.end for one in near))
    first, last = max(must.start - _AROUND, 0), min(must.end + _AROUND, length)
    sql = "SELECT substr(text, ?, ?) FROM articles WHERE id = ?"
    text = conn.execute(sql, (first + 1, last - first, head.id)).fetchone()[0]
    begin = _begin(text[: must.start - first]) if first > 0 else 0
    end = _end(text, must.end - first) if last < length else len(text)
    offset = first + begin
    return UnsureSource(
        attribution_id=row.id,
        article=head,
        source=text[at.start - first : at.end - first] if source is not None else "",
        passage=text[begin:end],
        offset=offset,
        at=Span(at.start - offset, at.end - offset),
        because=row.because,
        confidence=row.confidence,
        candidates=_candidates(conn, row, head),
    )


def _span(conn: sqlite3.Connection, attribution: int, role: str) -> Span | None:
    """The first span of a role."""
    row = conn.execute(_SPANS, (attribution, role)).fetchone()
    return None if row is None else Span(row[1], row[2])


def _begin(ahead: str) -> int:
    """Where a passage begins in what was cut out before what must be shown: after a new line, else after a blank."""
    line = ahead.find("\n")
    return (line if line >= 0 else ahead.find(" ")) + 1


def _end(text: str, shown: int) -> int:
    """Where a passage ends in what was cut out, `shown` or later: at a new line, else at a blank."""
    line = text.rfind("\n", shown)
    blank = text.rfind(" ", shown)
    return line if line >= 0 else blank if blank >= 0 else len(text)


def _candidates(conn: sqlite3.Connection, row: _Row, head: ArticleHead) -> tuple[StoredSpeaker, ...]:
    """The speakers called so in the article or, as nobody quoted there is, in the store."""
    if row.candidates is None:
        return ()
    called: dict[str, int] = {}
    for speaker, name, names in conn.execute(_QUOTED, (head.id,)):
        for form in (name, *json.loads(names)):
            called.setdefault(fold_name(form), speaker)
    ids: dict[int, None] = {}
    for name in json.loads(row.candidates):
        key = fold_name(name)
        found = called.get(key) or (conn.execute(_CALLED, (head.ref, key)).fetchone() or (None,))[0]
        if found is not None:
            ids[found] = None
    return tuple(select_speakers(conn, ids))
