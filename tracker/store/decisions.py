"""The log of what people decided about who is who: read, and only ever added to.

A decision names its speakers by their rows, which are never deleted, and its articles by what those were given as: so
it holds when an article is added again, as a newer text too. It stands unless a decision that stands undoes it, so that
undoing an undoing is allowed.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from tracker.errors import QueryError
from tracker.records import SpeakerAction, SpeakerDecision
from tracker.store.rows import Row

_COLUMNS = "d.id, d.action, d.speaker_id, d.other_id, d.key, d.attribution_id, d.place, d.last_article"
_TOUCHING = (
    f"SELECT {_COLUMNS} FROM json_each(:ids) k CROSS JOIN speaker_decisions d ON d.speaker_id = k.value"
    f" WHERE d.undoes IS NULL AND d.action <> 'settle' UNION SELECT {_COLUMNS} FROM json_each(:ids) k"
    " CROSS JOIN speaker_decisions d ON d.other_id = k.value WHERE d.undoes IS NULL"
)
_WITH_KEYS = (
    f"SELECT {_COLUMNS} FROM json_each(?) k CROSS JOIN speaker_decisions d ON d.key = k.value WHERE d.undoes IS NULL"
)
_OF_REF = (
    f"SELECT {_COLUMNS} FROM speaker_decision_articles n JOIN speaker_decisions d ON d.id = n.decision_id"
    " WHERE n.ref = ? AND d.undoes IS NULL"
)
_REFS = (
    "SELECT n.decision_id, n.ref FROM json_each(?) k CROSS JOIN speaker_decision_articles n"
    " ON n.decision_id = k.value ORDER BY n.ref"
)
_UNDOING = "SELECT d.undoes, d.id FROM json_each(?) k CROSS JOIN speaker_decisions d ON d.undoes = k.value"
_INSERT = (
    "INSERT INTO speaker_decisions (id, action, speaker_id, other_id, speaker, speaker_kind, other, other_kind, key,"
    " attribution_id, place, last_article, decided_by, note, undoes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM articles), ?, ?, ?)"
)
_UNDO = (
    "INSERT INTO speaker_decisions (action, speaker_id, other_id, speaker, speaker_kind, other, other_kind,"
    " key, attribution_id, last_article, decided_by, note, undoes) SELECT action, speaker_id, other_id, speaker,"
    " speaker_kind, other, other_kind, key, attribution_id, last_article, ?, ?, id FROM speaker_decisions WHERE id = ?"
)
_LOG = "d.id, d.action, d.speaker, d.other, d.decided_by, d.note, d.at, d.undoes"
_ABOUT = (
    f"SELECT {_LOG} FROM speaker_decisions d WHERE d.speaker_id IN (SELECT value FROM json_each(:ids))"
    " OR d.other_id IN (SELECT value FROM json_each(:ids)) ORDER BY d.id DESC LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as applying it needs it. `refs` are of a split or a settled source, `key` is a name folded."""

    id: int
    action: SpeakerAction
    speaker_id: int | None
    other_id: int | None
    key: str | None
    attribution_id: int | None
    place: str | None
    last_article: int
    refs: frozenset[str]
    stands: bool


def touching(conn: sqlite3.Connection, speakers: Iterable[int]) -> list[Decision]:
    """The decisions about any of these rows of speakers, by id, but settled sources; those that were undone, too."""
    return _read(conn, conn.execute(_TOUCHING, {"ids": json.dumps(list(speakers))}).fetchall())


def with_keys(conn: sqlite3.Connection, keys: Iterable[str]) -> list[Decision]:
    """The decisions that give a speaker one of these names (folded), by id."""
    return _read(conn, conn.execute(_WITH_KEYS, (json.dumps(list(keys)),)).fetchall())


def of_ref(conn: sqlite3.Connection, ref: str) -> list[Decision]:
    """The splits and settled sources that are about the article given as `ref`, by id."""
    return _read(conn, conn.execute(_OF_REF, (ref,)).fetchall())


def of_ids(conn: sqlite3.Connection, ids: Iterable[int]) -> list[Decision]:
    """The decisions of these ids, by id."""
    sql = f"SELECT {_COLUMNS} FROM json_each(?) k CROSS JOIN speaker_decisions d ON d.id = k.value"
    return _read(conn, conn.execute(sql, (json.dumps(list(ids)),)).fetchall())


def _read(conn: sqlite3.Connection, rows: Sequence[Row]) -> list[Decision]:
    if not rows:
        return []
    refs: defaultdict[int, set[str]] = defaultdict(set)
    for number, ref in conn.execute(_REFS, (json.dumps([row[0] for row in rows]),)):
        refs[number].add(ref)
    undone = undone_by(conn, [row[0] for row in rows])
    return [
        Decision(
            id=number,
            action=action,
            speaker_id=speaker,
            other_id=other,
            key=key,
            attribution_id=attribution,
            place=place,
            last_article=last,
            refs=frozenset(refs[number]),
            stands=number not in undone,
        )
        for number, action, speaker, other, key, attribution, place, last in sorted(rows, key=itemgetter(0))
    ]


def undone_by(conn: sqlite3.Connection, ids: Collection[int]) -> dict[int, int]:
    """Of these decisions those that do not stand, and the id of the one that took each back."""
    undoing: defaultdict[int, list[int]] = defaultdict(list)
    pending = list(ids)
    while pending:
        rows = conn.execute(_UNDOING, (json.dumps(pending),)).fetchall()
        for number, later in rows:
            undoing[number].append(later)
        pending = [row[1] for row in rows]
    undone: dict[int, int] = {}
    # An undoing has a higher id than what it undoes, so that from the last on all is known that is asked for.
    for number in sorted(undoing, reverse=True):
        standing = [later for later in undoing[number] if later not in undone]
        if standing:
            undone[number] = max(standing)
    return undone


def next_id(conn: sqlite3.Connection) -> int:
    """The id that the next decision will have. The caller holds the write lock."""
    return int(conn.execute("SELECT coalesce(max(id), 0) + 1 FROM speaker_decisions").fetchone()[0])


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What is to be written down: `other` is the name of `other_id`, or the words that the action is about."""

    action: SpeakerAction
    speaker_id: int | None
    other_id: int | None = None
    other: str | None = None
    key: str | None = None
    attribution_id: int | None = None
    place: str | None = None
    refs: tuple[str, ...] = ()


def write_decision(conn: sqlite3.Connection, new: NewDecision, by: str | None, note: str | None) -> int:
    """Add a decision; gives its id. The caller holds the write lock, and applies it."""
    number = next_id(conn)
    speaker, other = (_name_and_kind(conn, one) for one in (new.speaker_id, new.other_id))
    conn.execute(
        _INSERT,
        (
            number, new.action, new.speaker_id, new.other_id, *speaker, new.other or other[0], other[1], new.key,
            new.attribution_id, new.place, by, note, None,
        ),
    )  # fmt: skip
    _write_refs(conn, number, new.refs)
    return number


def write_undoing(conn: sqlite3.Connection, undone: Decision, by: str | None, note: str | None) -> int:
    """Add that a decision is taken back; gives the id. The caller holds the write lock, and applies it."""
    number = int(conn.execute(_UNDO, (by, note, undone.id)).lastrowid or 0)
    _write_refs(conn, number, sorted(undone.refs))
    return number


def _write_refs(conn: sqlite3.Connection, number: int, refs: Iterable[str]) -> None:
    sql = "INSERT INTO speaker_decision_articles (decision_id, ref) VALUES (?, ?)"
    conn.executemany(sql, [(number, ref) for ref in dict.fromkeys(refs)])


def _name_and_kind(conn: sqlite3.Connection, speaker: int | None) -> tuple[str | None, str | None]:
    row = conn.execute("SELECT name, kind FROM speakers WHERE id = ?", (speaker,)).fetchone()
    return (None, None) if row is None else (row[0], row[1])


def read_decision(conn: sqlite3.Connection, number: int) -> SpeakerDecision:
    """The decision of this id; `QueryError` when there is none."""
    found = _read_log(
        conn, conn.execute(f"SELECT {_LOG} FROM speaker_decisions d WHERE d.id = ?", (number,)).fetchall()
    )
    if not found:
        raise QueryError(f"no decision {number}", todo="`tracker sources log` lists them")
    return found[0]


def read_log(conn: sqlite3.Connection, speakers: Collection[int] | None, limit: int) -> list[SpeakerDecision]:
    """The decisions (about these rows of speakers, where told), the newest first; a negative `limit` is none."""
    if speakers is None:
        sql = f"SELECT {_LOG} FROM speaker_decisions d ORDER BY d.id DESC LIMIT ?"
        return _read_log(conn, conn.execute(sql, (limit,)).fetchall())
    values = {"ids": json.dumps(sorted(speakers)), "limit": limit}
    return _read_log(conn, conn.execute(_ABOUT, values).fetchall())


def _read_log(conn: sqlite3.Connection, rows: Sequence[Row]) -> list[SpeakerDecision]:
    ids = [row[0] for row in rows]
    refs: defaultdict[int, list[str]] = defaultdict(list)
    for number, ref in conn.execute(_REFS, (json.dumps(ids),)):
        refs[number].append(ref)
    undone = undone_by(conn, ids)
    return [
        SpeakerDecision(
            id=number,
            action=action,
            speaker=speaker,
            other=other,
            articles=tuple(refs[number]),
            by=by,
            note=note,
            at=at,
            undone=undone.get(number),
            undoes=undoes,
        )
        for number, action, speaker, other, by, note, at, undoes in rows
    ]
