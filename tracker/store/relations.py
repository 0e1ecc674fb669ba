"""Relations between claims: storing what a model found, reading it back, and which articles it has yet to compare."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.errors import QueryError
from tracker.records import Clash, FoundRelation, Relation, Span, StoredRelation
from tracker.store.queries import claims_by_id
from tracker.store.reviews import content_key
from tracker.store.rows import Row

# The relations that are kept; what is consistent or unrelated is nobody's news.
STORED: tuple[Relation, ...] = ("contradiction", "supersedes")

# What tells the two claims of a pair apart, and which comes first. The name is the article's as the machine found it,
# not the speaker's row: so that a decision on the pair survives what is decided about who is who.
_SIDES = (
    "SELECT c.id, c.text, m.name, a.date FROM json_each(?) k CROSS JOIN claims c ON c.id = k.value"
    " JOIN attributions t ON t.id = c.attribution_id JOIN articles a ON a.id = t.article_id"
    " LEFT JOIN mentions m ON m.id = iif(t.settled_by IS NULL, t.mention_id, t.found_mention_id)"
)
_INSERT = (
    "INSERT INTO relations (claim_a, claim_b, relation, reason, score, clash, model, content_key)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (claim_a, claim_b, model) DO NOTHING"
)
_COMPARED = "INSERT INTO comparisons (article_id, model) VALUES (?, ?) ON CONFLICT (article_id, model) DO NOTHING"
_LOAD = (
    "SELECT r.id, r.relation, r.reason, r.score, r.clash, r.model, r.claim_a, r.claim_b,"
    " v.status, v.note, v.reviewer, v.at, v.undoes NOTNULL AND v.status = 'suggested'"
    " FROM json_each(?) k CROSS JOIN relations r ON r.id = k.value"
    " LEFT JOIN reviews v"
    " ON v.id = (SELECT max(id) FROM reviews WHERE content_key = r.content_key AND relation = r.relation)"
)
# The current articles are read from indexes alone, not from the rows with the texts.
_TO_COMPARE = (
    "SELECT a.id FROM articles a WHERE a.id NOT IN (SELECT id FROM articles WHERE superseded_by NOTNULL)"
    " AND NOT EXISTS (SELECT 1 FROM comparisons WHERE article_id = a.id AND model = coalesce(?, model))"
    " AND EXISTS (SELECT 1 FROM attributions t JOIN claims c ON c.attribution_id = t.id WHERE t.article_id = a.id)"
    " ORDER BY a.id"
)


class _Side(NamedTuple):
    id: int
    text: str
    speaker: str | None
    date: str | None


def add_relations(
    conn: sqlite3.Connection, article_id: int, model: str, found: Sequence[FoundRelation]
) -> list[StoredRelation]:
    """Store the contradictions and updates among `found`, and that `model` has compared the article. The caller holds
    the write lock. A pair that this model has given before stays as it was."""
    if conn.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is None:
        raise QueryError(f"no article {article_id} to compare", todo="give the id of a stored article")
    conn.execute(_COMPARED, (article_id, model))
    kept = [one for one in found if one.verdict.relation in STORED]
    sides = _sides(conn, {number for one in kept for number in (one.a, one.b)})
    ids: dict[int, None] = {}
    for one in kept:
        row = _row(one, model, sides)
        cursor = conn.execute(_INSERT, row)
        if cursor.rowcount:
            ids[int(cursor.lastrowid or 0)] = None
        else:
            sql = "SELECT id FROM relations WHERE claim_a = ? AND claim_b = ? AND model = ?"
            ids[conn.execute(sql, (row[0], row[1], model)).fetchone()[0]] = None
    return load_relations(conn, ids)


def _sides(conn: sqlite3.Connection, ids: set[int]) -> dict[int, _Side]:
    sides = {row[0]: _Side(*row) for row in conn.execute(_SIDES, (json.dumps(sorted(ids)),))}
    for number in sorted(ids):
        if number not in sides:
            raise QueryError(f"no claim {number} to relate", todo="give the ids of stored claims")
    return sides


def _row(found: FoundRelation, model: str, sides: dict[int, _Side]) -> Row:
    """claim_a, claim_b, relation, reason, score, clash, model, content_key: the earlier claim first."""
    if found.a == found.b:
        raise QueryError(f"claim {found.a} beside itself", todo="give two claims")
    a, b, verdict = sides[found.a], sides[found.b], found.verdict
    words = verdict.clash
    if _is_later(a, b):
        a, b, words = b, a, Clash(words.b, words.a)
    clash = {side: [(span.start, span.end) for span in spans] for side, spans in (("a", words.a), ("b", words.b))}
    key = content_key((a.speaker, a.text), (b.speaker, b.text))
    return (a.id, b.id, verdict.relation, verdict.reason, verdict.score, json.dumps(clash), model, key)


def _is_later(a: _Side, b: _Side) -> bool:
    """Whether `a` comes after `b`: by the day of its article, by the time where both tell, by its id."""
    if a.date is not None and b.date is not None:
        for one, other in ((a.date[:10], b.date[:10]), (a.date[10:], b.date[10:])):
            if one != other and one and other:
                return one > other
    return a.id > b.id


def articles_to_compare(conn: sqlite3.Connection, model: str | None) -> list[int]:
    """The current articles with claims that `model` (None: any model) has not compared, by id."""
    return [row[0] for row in conn.execute(_TO_COMPARE, (model,))]


def load_relations(conn: sqlite3.Connection, ids: Iterable[int]) -> list[StoredRelation]:
    """The pairs of these ids, in this order, with what a person decided on them."""
    wanted = list(ids)
    rows = {row[0]: row for row in conn.execute(_LOAD, (json.dumps(wanted),))}
    claims = claims_by_id(conn, {number for row in rows.values() for number in row[6:8]})
    relations = []
    for number in wanted:
        _, relation, reason, score, clash, model, a, b, status, note, reviewer, at, undone = rows[number]
        one, other = claims[a].speaker, claims[b].speaker
        relations.append(
            StoredRelation(
                id=number,
                relation=relation,
                reason=reason,
                score=score,
                status=status or "suggested",
                same_speaker=one is not None and other is not None and one.id == other.id,
                clash=_read_clash(clash),
                model=model,
                a=claims[a],
                b=claims[b],
                note=note,
                reviewer=reviewer,
                reviewed_at=None if undone else at,
            )
        )
    return relations


def read_relation(conn: sqlite3.Connection, number: int) -> StoredRelation:
    """The pair of this id; `QueryError` when there is none."""
    if conn.execute("SELECT 1 FROM relations WHERE id = ?", (number,)).fetchone() is None:
        raise QueryError(f"no pair of claims {number}", todo="see `tracker contradictions` for the ids")
    return load_relations(conn, [number])[0]


def _read_clash(text: str) -> Clash:
    sides = json.loads(text)
    a, b = (tuple(Span(start, end) for start, end in sides[side]) for side in ("a", "b"))
    return Clash(a, b)
