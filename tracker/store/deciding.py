"""What a person may decide about who is who: checked, written down, applied. The caller holds the write lock.

A speaker is told by any of its rows: one that was merged into another means that other.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from tracker.errors import QueryError
from tracker.records import SpeakerDecision, SpeakerKind
from tracker.store.applying import apply_decision, places_of
from tracker.store.decisions import (
    NewDecision,
    next_id,
    of_ids,
    read_decision,
    read_log,
    write_decision,
    write_undoing,
)
from tracker.store.names import fold_name
from tracker.store.queries import sql_limit
from tracker.store.rulings import may_be_one


class _Speaker(NamedTuple):
    id: int
    name: str
    kind: SpeakerKind
    key: str


def merge_speakers(conn: sqlite3.Connection, one: int, into: int, by: str | None, note: str | None) -> SpeakerDecision:
    """Decide that `one` is `into`."""
    speaker, other = _speaker(conn, one), _speaker(conn, into)
    if speaker.id == other.id:
        what = "a speaker with itself" if one == into else f"{one} and {into}, which are one speaker already"
        raise QueryError(f"cannot merge {what}: {speaker.name!r}", todo="give the ids of two speakers")
    if not may_be_one(speaker.kind, other.kind):
        what = f"cannot merge {speaker.name!r}, a {speaker.kind}, with {other.name!r}, a {other.kind}"
        raise QueryError(what.replace("a organization", "an organization"), todo="give two speakers of one kind")
    return _decide(conn, NewDecision("merge", speaker.id, other.id), by, note)


def keep_apart(conn: sqlite3.Connection, one: int, other: int, by: str | None, note: str | None) -> SpeakerDecision:
    """Decide that two are two. Where they are one now, by a link or an earlier decision, `one` and all that joined it
    first is a speaker of its own again (where the other joined `one`, that is)."""
    speaker, second = _speaker(conn, one), _speaker(conn, other)
    if speaker.id != second.id:
        return _decide(conn, NewDecision("apart", speaker.id, second.id), by, note)
    if one == other:
        todo = "give two speakers, or two spellings of this one"
        raise QueryError(f"{speaker.name!r} cannot be apart from itself", todo=todo)
    return _decide(conn, NewDecision("apart", one, other), by, note)


def split_speaker(
    conn: sqlite3.Connection, speaker_id: int, articles: Sequence[int], name: str | None, by: str | None,
    note: str | None,
) -> SpeakerDecision:  # fmt: skip
    """Decide that who is called so in these articles is another one, a speaker of their own."""
    speaker = _speaker(conn, speaker_id)
    refs = _refs_of(conn, speaker, articles)
    name = speaker.name if name is None else " ".join(name.split())
    key = fold_name(name)
    if not key:
        raise QueryError(f"no name: {name!r}", todo="give one with a letter")
    number = next_id(conn)
    sql = "INSERT INTO speakers (kind, name, key, is_shared, article_ref, split_by) VALUES (?, ?, ?, ?, ?, ?)"
    row = (speaker.kind, name, key, 1, None, number)
    new = int(conn.execute(sql, row).lastrowid or 0)
    given = key if key != speaker.key else None
    if given is not None:
        _check_free(conn, speaker, name, key)
    return _decide(conn, NewDecision("split", speaker.id, new, other=name, key=given, refs=refs), by, note)


def _refs_of(conn: sqlite3.Connection, speaker: _Speaker, articles: Sequence[int]) -> tuple[str, ...]:
    """What these articles were given as, if each quotes the speaker and another one does, too."""
    sql = (
        "SELECT DISTINCT a.ref FROM mentions m JOIN articles a ON a.id = m.article_id"
        " WHERE m.speaker_id = ? AND EXISTS (SELECT 1 FROM attributions WHERE mention_id = m.id)"
    )
    quoting = {row[0] for row in conn.execute(sql, (speaker.id,))}
    refs = dict(
        conn.execute(
            "SELECT a.id, a.ref FROM json_each(?) k CROSS JOIN articles a ON a.id = k.value",
            (json.dumps(list(articles)),),
        ).fetchall()
    )
    if not articles:
        raise QueryError(f"no articles to split {speaker.name!r} by", todo="give the ids of some")
    for number in articles:
        if number not in refs:
            raise QueryError(f"no article {number}", todo="give the ids of articles that quote the speaker")
        if refs[number] not in quoting:
            what = f"article {number} ({refs[number]}) does not quote {speaker.name!r}"
            raise QueryError(what, todo="give the ids of articles that do")
    if quoting <= set(refs.values()):
        what = f"no other article quotes {speaker.name!r}, so there is nothing to split"
        raise QueryError(what, todo="give some of the articles, not all")
    return tuple(dict.fromkeys(refs[number] for number in articles))


def alias_speaker(
    conn: sqlite3.Connection, speaker_id: int, name: str, by: str | None, note: str | None
) -> SpeakerDecision:
    """Decide that `name` is one more name of a speaker, in every article that is yet to come."""
    speaker = _speaker(conn, speaker_id)
    name = " ".join(name.split())
    key = fold_name(name)
    if not key:
        raise QueryError(f"no name: {name!r}", todo="give one with a letter")
    if key == speaker.key:
        raise QueryError(f"{name!r} is the name of that speaker already", todo="give another name")
    _check_free(conn, speaker, name, key)
    return _decide(conn, NewDecision("alias", speaker.id, other=name, key=key), by, note)


def _check_free(conn: sqlite3.Connection, speaker: _Speaker, name: str, key: str) -> None:
    """Refuse a name that is the full name of another speaker who is quoted: then the two are one, or they are not."""
    sql = (
        "SELECT coalesce(s.same_as, s.id) FROM speakers s WHERE s.key = ? AND s.kind = ? AND s.is_shared = 1"
        " AND s.split_by IS NULL"
        " AND EXISTS (SELECT 1 FROM mentions m WHERE m.speaker_id = coalesce(s.same_as, s.id))"
    )
    for (other,) in conn.execute(sql, (key, speaker.kind)).fetchall():
        if other != speaker.id:
            what = f"{name!r} is the name of another speaker, {other}"
            raise QueryError(what, todo=f"merge the two if they are one: {other} into {speaker.id}")


def settle_source(
    conn: sqlite3.Connection, attribution_id: int, speaker_id: int | None, by: str | None, note: str | None
) -> SpeakerDecision:
    """Decide whom the source of an attribution means; None: nobody can tell."""
    sql = "SELECT a.id, a.ref FROM attributions t JOIN articles a ON a.id = t.article_id WHERE t.id = ?"
    row = conn.execute(sql, (attribution_id,)).fetchone()
    if row is None:
        raise QueryError(f"no attribution {attribution_id}", todo="`tracker sources --unsure` lists what to settle")
    speaker = None if speaker_id is None else _speaker(conn, speaker_id)
    sql = (
        "SELECT group_concat(word, ' ') FROM"
        " (SELECT substr(a.text, p.start_char + 1, p.end_char - p.start_char) AS word"
        " FROM attribution_spans p, articles a WHERE p.attribution_id = ? AND p.role = 'source' AND a.id = ?"
        " ORDER BY p.position)"
    )
    words = conn.execute(sql, (attribution_id, row[0])).fetchone()[0]
    new = NewDecision(
        "settle",
        None if speaker is None else speaker.id,
        other=words or "",
        attribution_id=attribution_id,
        place=places_of(conn, row[0])[attribution_id],
        refs=(row[1],),
    )
    return _decide(conn, new, by, note)


def undo_decision(conn: sqlite3.Connection, number: int, by: str | None, note: str | None) -> SpeakerDecision:
    """Take a decision back; one that takes another back, too: then that holds again."""
    decision = read_decision(conn, number)
    if decision.undone is not None:
        todo = f"take decision {decision.undone} back for it to hold again"
        raise QueryError(f"decision {number} was taken back already", todo=todo)
    (found,) = of_ids(conn, [number])
    write_undoing(conn, found, by, note)
    apply_decision(conn, found)
    return read_decision(conn, number)


def _decide(conn: sqlite3.Connection, new: NewDecision, by: str | None, note: str | None) -> SpeakerDecision:
    number = write_decision(conn, new, by, note)
    (written,) = of_ids(conn, [number])
    apply_decision(conn, written)
    return read_decision(conn, number)


def select_decisions(conn: sqlite3.Connection, speaker: int | None, limit: int | None) -> list[SpeakerDecision]:
    """The decisions, or those about one speaker and whoever joined it, the newest first."""
    if speaker is None:
        return read_log(conn, None, sql_limit(limit))
    root = _speaker(conn, speaker).id
    sql = "SELECT id FROM speakers WHERE id = ?1 OR same_as = ?1"
    rows = {row[0] for row in conn.execute(sql, (root,))}
    return read_log(conn, rows | {speaker}, sql_limit(limit))


def _speaker(conn: sqlite3.Connection, number: int) -> _Speaker:
    """The speaker that a row means."""
    sql = (
        "SELECT s.id, s.name, s.kind, s.key FROM speakers s"
        " WHERE s.id = (SELECT coalesce(same_as, id) FROM speakers WHERE id = ?)"
    )
    row = conn.execute(sql, (number,)).fetchone()
    if row is None:
        raise QueryError(f"no speaker {number}", todo="`tracker sources` lists them")
    return _Speaker(*row)
