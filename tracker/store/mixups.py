"""Two people of one surname that an article may have mixed up: *the governor* is of the one everywhere else, and of the
other here alone.

Looked for when somebody asks what to settle, among the newest mentions only, so that a large store answers as fast.
"""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

_LOOKED_AT = 500  # the newest mentions with a role
_DAYS = 31  # in which an office is one person's
_BEARERS = 12  # of a surname that are looked at
_OTHERS = 20  # mentions of a speaker
_SOURCES = 4  # of one mention that are asked about

_RECENT = (
    "SELECT m.id, m.speaker_id, m.article_id, s.name, m.role, substr(a.date, 1, 10) FROM mentions m"
    " CROSS JOIN articles a ON a.id = m.article_id CROSS JOIN speakers s ON s.id = m.speaker_id WHERE m.role NOTNULL"
    " AND m.made_by IS NULL AND s.kind = 'person' AND a.date NOTNULL AND a.superseded_by IS NULL"
    f" ORDER BY m.id DESC LIMIT {_LOOKED_AT}"
)
_OTHERWISE = f"SELECT role FROM mentions WHERE speaker_id = ? AND article_id <> ? ORDER BY id DESC LIMIT {_OTHERS}"
_HOLDERS = (
    "SELECT DISTINCT coalesce(s.same_as, s.id) FROM json_each(:keys) k CROSS JOIN speakers s ON s.id IN ("
    f"SELECT speaker_id FROM speaker_blocks WHERE key = k.value ORDER BY speaker_id DESC LIMIT {_BEARERS})"
    " WHERE s.kind = 'person' AND coalesce(s.same_as, s.id) <> :speaker AND EXISTS (SELECT 1 FROM mentions m"
    " CROSS JOIN articles a ON a.id = m.article_id WHERE m.speaker_id = coalesce(s.same_as, s.id)"
    " AND m.article_id <> :article AND lower(m.role) = lower(:role)"
    f" AND abs(julianday(substr(a.date, 1, 10)) - julianday(:day)) <= {_DAYS}) ORDER BY 1"
)
_ASKED = (
    "SELECT t.id FROM attributions t WHERE t.article_id = ? AND t.mention_id = ? AND t.settled_by IS NULL"
    f" AND t.speaker_confidence NOTNULL ORDER BY t.position LIMIT {_SOURCES}"
)


class Mixup(NamedTuple):
    """A source of a mention with the office of a namesake, and the speakers it may mean: the namesakes, then whom it
    was taken to mean."""

    attribution_id: int
    candidates: tuple[int, ...]


def find_mixups(conn: sqlite3.Connection, limit: int) -> list[Mixup]:
    """Up to `limit` sources of people to whom one article alone gives an office that another person of their surname
    holds in other articles of the same weeks, the newest first."""
    found: list[Mixup] = []
    for mention, speaker, article, name, role, day in conn.execute(_RECENT).fetchall():
        if len(found) >= limit:
            break
        keys = _family(name)
        if not keys:
            continue
        row = {"keys": json.dumps(keys), "speaker": speaker, "article": article, "role": role, "day": day}
        holders = tuple(holder for (holder,) in conn.execute(_HOLDERS, row))
        if not holders:
            continue
        others = [other for (other,) in conn.execute(_OTHERWISE, (speaker, article))]
        if others and not any(_alike(role, other) for other in others):
            asked = conn.execute(_ASKED, (article, mention)).fetchall()
            found += [Mixup(number, (*holders, speaker)) for (number,) in asked]
    return found[:limit]


def _family(name: str) -> list[str]:
    """The keys of all who have one of a full name's surnames."""
    from tracker.identity import BEARER, block_keys

    return [key for key in block_keys(name, "person") if key.startswith(BEARER)]


def _alike(role: str, other: str | None) -> bool:
    """Whether another article calls somebody something like it: the same last word (*governor*, *deputy governor*)."""
    return other is not None and role.casefold().split()[-1:] == other.casefold().split()[-1:]
