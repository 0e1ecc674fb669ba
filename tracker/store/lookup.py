"""From what somebody typed to the rows meant: a speaker by any name, an article by any handle, an outlet."""

from __future__ import annotations

import sqlite3
from pathlib import PurePosixPath

from tracker.errors import QueryError
from tracker.secrets import without_secrets
from tracker.store.names import MARGIN, fold_name, near_names

_NEAR_REFS = 3
# In this form both halves are read from indexes alone, not from the rows with the texts.
_CURRENT_REFS = "SELECT ref, id FROM articles WHERE id NOT IN (SELECT id FROM articles WHERE superseded_by NOTNULL)"


def matching_speakers(conn: sqlite3.Connection, name: str) -> list[int]:
    """The ids of the speakers known by `name`, the best first, and of those alike the most quoted first.

    Three looks, and the first that finds anybody is the last: a name that is the same but for case and diacritics;
    a name that has all its words (*Abi Nasr*: *Farid Abi Nasr*); a name that is near (a typo).
    """
    key = fold_name(name)
    if not key:
        return []
    same = conn.execute("SELECT DISTINCT speaker_id FROM speaker_names WHERE key = ?", (key,)).fetchall()
    if not same:
        words = key.split()
        has_all = " AND ".join(["instr(' ' || key || ' ', ?)"] * len(words))
        sql = f"SELECT DISTINCT speaker_id FROM speaker_names WHERE {has_all}"
        same = conn.execute(sql, [f" {word} " for word in words]).fetchall()
    if same:
        return _most_quoted_first(conn, {row[0]: 0.0 for row in same})
    ids, keys = [], []
    for number, known in conn.execute("SELECT speaker_id, key FROM speaker_names"):
        ids.append(number)
        keys.append(known)
    best: dict[int, float] = {}
    for place, score in near_names(key, keys):
        best[ids[place]] = max(score, best.get(ids[place], 0.0))
    floor = max(best.values(), default=0.0) - MARGIN
    return _most_quoted_first(conn, {number: score for number, score in best.items() if score >= floor})


def _most_quoted_first(conn: sqlite3.Connection, scores: dict[int, float]) -> list[int]:
    if len(scores) < 2:
        return list(scores)
    sql = (
        "SELECT count(c.id) FROM mentions m JOIN attributions t ON t.mention_id = m.id"
        " JOIN claims c ON c.attribution_id = t.id WHERE m.speaker_id = ?"
    )
    quoted = {number: conn.execute(sql, (number,)).fetchone()[0] for number in scores}
    return sorted(scores, key=lambda number: (-scores[number], -quoted[number], number))


def matching_outlets(conn: sqlite3.Connection, outlet: str) -> list[str]:
    """The outlets as they are written in the articles: the same but for case and marks, or else those that have it."""
    key = fold_name(outlet)
    known = {
        name: fold_name(name) for (name,) in conn.execute("SELECT DISTINCT outlet FROM articles WHERE outlet NOTNULL")
    }
    same = [name for name, folded in known.items() if folded == key]
    return same or [name for name, folded in known.items() if key and f" {key} " in f" {folded} "]


def article_id(conn: sqlite3.Connection, handle: str) -> int:
    """The id of the one article meant by its ref, its id, its URL, or the end of its ref (a file name)."""
    handle = without_secrets(handle)
    sql = "SELECT id FROM articles WHERE {} = ? AND superseded_by IS NULL ORDER BY id DESC LIMIT 1"
    found = conn.execute(sql.format("ref"), (handle,)).fetchone()
    if found is None and handle.isdecimal() and handle.isascii() and len(handle) < 19:
        found = conn.execute("SELECT id FROM articles WHERE id = ?", (int(handle),)).fetchone()
    if found is None:
        found = conn.execute(sql.format("url"), (handle,)).fetchone()
    if found is None:  # an older text came by it
        older = "SELECT superseded_by FROM articles WHERE {} = ? ORDER BY id DESC LIMIT 1"
        for column in ("ref", "url"):
            found = found or conn.execute(older.format(column), (handle,)).fetchone()
    return _article_by_part(conn, handle) if found is None else int(found[0])


def _article_by_part(conn: sqlite3.Connection, handle: str) -> int:
    refs = conn.execute(_CURRENT_REFS).fetchall()
    ends = {ref: number for ref, number in refs if handle and _is_end(handle, ref)}
    if len(ends) == 1:
        return int(*ends.values())
    if ends:
        some = ", ".join(list(ends)[:_NEAR_REFS]) + (", …" if len(ends) > _NEAR_REFS else "")
        raise QueryError(f"{len(ends)} articles end in {handle!r}: {some}", todo="give more of the one you mean")
    if not refs:
        raise QueryError(f"no article {handle!r}: the store is empty", todo="run `tracker add` first")
    from rapidfuzz import process

    near = [ref for ref, _, _ in process.extract(handle, [ref for ref, _ in refs], limit=_NEAR_REFS)]
    raise QueryError(f"no article {handle!r}", todo=f"did you mean {' or '.join(near)}?")


def _is_end(handle: str, ref: str) -> bool:
    """Whether `handle` is the last part of `ref`, with or without the file's ending."""
    path = PurePosixPath(ref)
    return f"/{ref}".endswith(f"/{handle}") or f"/{path.parent / path.stem}".endswith(f"/{handle}")
