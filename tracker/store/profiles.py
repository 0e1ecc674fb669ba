"""What the store knows of one speaker: names, roles over time, whose spokesman it is; and who may be the same."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from tracker.errors import QueryError
from tracker.records import SpeakerLink, SpeakerProfile, StoredSpeaker, Tenure
from tracker.store.deciding import select_decisions
from tracker.store.names import fold_name
from tracker.store.queries import select_speakers, sql_limit
from tracker.store.roles import Told, roles_of
from tracker.store.rulings import Rulings, may_be_one

SPOKESPEOPLE = 20
"""So many are named."""
# Roles of those who speak for a body.
_SPEAKS = re.compile(r"\b(?:spokes|speaker for|press (?:secretary|officer|attach)|representative|envoy)", re.I)

_QUOTES = "EXISTS (SELECT 1 FROM attributions WHERE mention_id = m.id)"
_MENTIONS = (
    "SELECT m.article_id, m.name, m.names, m.role, m.affiliation, m.tenure, m.affiliation_key, substr(a.date, 1, 10),"
    " (SELECT count(*) FROM attributions t JOIN claims c ON c.attribution_id = t.id WHERE t.mention_id = m.id)"
    " FROM mentions m JOIN articles a ON a.id = m.article_id AND a.superseded_by IS NULL"
    f" WHERE m.speaker_id = ? AND {_QUOTES} ORDER BY a.date IS NULL, substr(a.date, 1, 10), a.id, m.id"
)
_BODY = (
    "SELECT n.speaker_id FROM speaker_names n JOIN speakers s ON s.id = n.speaker_id"
    " WHERE n.key IN (?1, 'the ' || ?1) AND s.kind = 'organization' AND n.speaker_id <> ?2"
    " ORDER BY s.is_shared DESC, n.speaker_id LIMIT 1"
)
_PEOPLE = (
    "SELECT m.speaker_id, m.role, (SELECT count(*) FROM attributions WHERE mention_id = m.id)"
    " FROM json_each(?) k CROSS JOIN mentions m ON m.affiliation_key = k.value"
    " JOIN articles a ON a.id = m.article_id AND a.superseded_by IS NULL JOIN speakers s ON s.id = m.speaker_id"
    f" WHERE s.kind = 'person' AND m.tenure IS NULL AND {_QUOTES}"
)
_CLAIMS = (
    "(SELECT count(*) FROM mentions m JOIN articles a ON a.id = m.article_id AND a.superseded_by IS NULL"
    " JOIN attributions t ON t.mention_id = m.id JOIN claims c ON c.attribution_id = t.id WHERE m.speaker_id = {})"
)
_SUGGESTED = (
    "SELECT one, other, because, confidence, mine, theirs FROM (SELECT coalesce(s.same_as, s.id) AS one,"
    " coalesce(o.same_as, o.id) AS other, l.because, l.confidence, l.id,"
    f" {_CLAIMS.format('coalesce(s.same_as, s.id)')} AS mine, {_CLAIMS.format('coalesce(o.same_as, o.id)')} AS theirs"
    " FROM speaker_links l JOIN speakers s ON s.id = l.speaker_id JOIN speakers o ON o.id = l.other_id"
    " WHERE l.suggested = 1 AND coalesce(s.same_as, s.id) <> coalesce(o.same_as, o.id))"
    " WHERE mine > 0 AND theirs > 0 ORDER BY mine + theirs DESC, confidence DESC, id"
)


class _Mention(NamedTuple):
    """A speaker as one article presents them; `claims` are those of the mention."""

    article_id: int
    name: str
    names: str
    role: str | None
    affiliation: str | None
    tenure: Tenure | None
    affiliation_key: str | None
    date: str | None
    claims: int


def read_profile(conn: sqlite3.Connection, speaker: int) -> SpeakerProfile:
    """All that the store knows of the speaker that a row means; `QueryError` where there is no such row."""
    row = conn.execute("SELECT coalesce(same_as, id) FROM speakers WHERE id = ?", (speaker,)).fetchone()
    if row is None:
        raise QueryError(f"no speaker {speaker}", todo="`tracker sources` lists them")
    (root,) = row
    (stored,) = select_speakers(conn, [root])
    mentions = [_Mention(*row) for row in conn.execute(_MENTIONS, (root,))]
    dates = [mention.date for mention in mentions if mention.date is not None]
    body = _body(conn, root, mentions) if stored.kind == "person" else None
    return SpeakerProfile(
        speaker=stored,
        names=_names(conn, root, mentions),
        roles=roles_of(Told(one.article_id, one.date, one.role, one.affiliation, one.tenure) for one in mentions),
        claims=sum(mention.claims for mention in mentions),
        articles=len({mention.article_id for mention in mentions}),
        first_date=min(dates, default=None),
        last_date=max(dates, default=None),
        body=body,
        spokespeople=_spokespeople(conn, root) if stored.kind == "organization" else (),
        links=_links(conn, root),
        decisions=tuple(select_decisions(conn, root, None)),
    )


def row_called(conn: sqlite3.Connection, speaker: int, name: str) -> int | None:
    """Of the rows that are this speaker the one with this name, or of this id; None where there is none."""
    sql = (
        "WITH root AS MATERIALIZED (SELECT coalesce(same_as, id) AS id FROM speakers WHERE id = ?)"
        " SELECT s.id, s.key FROM root JOIN speakers s ON s.id = root.id"
        " UNION SELECT s.id, s.key FROM root JOIN speakers s ON s.same_as = root.id ORDER BY 1"
    )
    rows = conn.execute(sql, (speaker,)).fetchall()
    key = fold_name(name)
    return next((number for number, known in rows if known == key or str(number) == name.strip().lstrip("#")), None)


def _names(conn: sqlite3.Connection, root: int, mentions: Sequence[_Mention]) -> tuple[tuple[str, int], ...]:
    """Every name, with in how many of the articles it stands."""
    sql = "SELECT name FROM speaker_names WHERE speaker_id = ? ORDER BY id"
    articles: dict[str, set[int]] = {name: set() for (name,) in conn.execute(sql, (root,))}
    for mention in mentions:
        for name in (mention.name, *json.loads(mention.names)):
            articles.setdefault(name, set()).add(mention.article_id)
    counts = [(name, len(found)) for name, found in articles.items()]
    return tuple(sorted(counts, key=lambda counted: -counted[1]))


def _body(conn: sqlite3.Connection, root: int, mentions: Sequence[_Mention]) -> StoredSpeaker | None:
    """The organization of the newest affiliation that is held now."""
    for mention in reversed(mentions):
        if mention.affiliation_key and mention.tenure is None:
            row = conn.execute(_BODY, (mention.affiliation_key, root)).fetchone()
            return select_speakers(conn, [row[0]])[0] if row is not None else None
    return None


def _spokespeople(conn: sqlite3.Connection, root: int) -> tuple[StoredSpeaker, ...]:
    """The people of an organization who are quoted: those who speak for it by their role, then the most quoted."""
    keys = {
        row[0].removeprefix("the ")
        for row in conn.execute("SELECT key FROM speaker_names WHERE speaker_id = ?", (root,))
    }
    ranks: dict[int, tuple[bool, int]] = {}
    for speaker, role, quoted in conn.execute(_PEOPLE, (json.dumps(sorted(keys)),)):
        speaks, before = ranks.get(speaker, (False, 0))
        ranks[speaker] = (speaks or bool(role and _SPEAKS.search(role)), before + quoted)
    first = sorted(ranks, key=lambda number: (not ranks[number][0], -ranks[number][1], number))
    return tuple(select_speakers(conn, first[:SPOKESPEOPLE]))


def _links(conn: sqlite3.Connection, root: int) -> tuple[SpeakerLink, ...]:
    """Why names were taken for this speaker's, where that holds."""
    sql = (
        "SELECT l.speaker_id, l.other_id, l.because, l.confidence FROM speaker_links l"
        " JOIN speakers s ON s.id = l.speaker_id JOIN speakers o ON o.id = l.other_id"
        " WHERE l.suggested = 0 AND s.same_as = ?1 AND coalesce(o.same_as, o.id) = ?1 ORDER BY l.id"
    )
    rows = conn.execute(sql, (root,)).fetchall()
    speakers = {one.id: one for one in select_speakers(conn, {number for row in rows for number in row[:2]})}
    return tuple(SpeakerLink(speakers[row[0]], speakers[row[1]], row[2], row[3], suggested=False) for row in rows)


def select_suggested(conn: sqlite3.Connection, limit: int | None) -> list[SpeakerLink]:
    """Pairs of speakers that may be one and of whom nobody decided that they are not, the most quoted first."""
    most = sql_limit(limit)
    found: dict[frozenset[int], tuple[int, int, str, float]] = {}
    for one, other, because, confidence, _, _ in conn.execute(_SUGGESTED):
        if len(found) == most:
            break
        pair = frozenset((one, other))
        if pair not in found and not _is_refused(conn, one, other):
            found[pair] = (one, other, because, confidence)
    speakers = {one.id: one for one in select_speakers(conn, {number for pair in found for number in pair})}
    return [
        SpeakerLink(speakers[one], speakers[other], because, confidence, suggested=True)
        for one, other, because, confidence in found.values()
    ]


def _is_refused(conn: sqlite3.Connection, one: int, other: int) -> bool:
    rulings = Rulings(conn, [one, other])
    kinds = dict(conn.execute("SELECT id, kind FROM speakers WHERE id IN (?, ?)", (one, other)).fetchall())
    return rulings.are_apart(one, other) or not may_be_one(kinds[one], kinds[other])
