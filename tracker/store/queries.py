"""Everything the store can be asked: records in, SQL here, records out.

Every SQL text is put together from constants only; what came from outside goes in as a value (`?`).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.errors import QueryError
from tracker.records import (
    DISTANCES,
    KINDS,
    LEVELS,
    POLARITIES,
    ArticleHead,
    Distance,
    Kind,
    Level,
    Polarity,
    Reason,
    Relation,
    ReviewStatus,
    SourceSummary,
    SpeakerKind,
    StoredClaim,
    StoredSpeaker,
)
from tracker.store.fulltext import fts_expression
from tracker.store.lookup import article_id, matching_outlets, matching_speakers
from tracker.store.names import fold_name
from tracker.store.rows import CLAIM, CLAIM_TABLES, HEAD, Row, read_claim, read_head


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Which claims to list; what is left `None` does not narrow.

    `text` is searched in the claims' texts and quotes (all words; ``"a phrase"``, ``a OR b``, ``-word``).
    `speaker` is any form of a name, typos forgiven; `speaker_ids` are those of `find_speakers`; with both, either will
    do. `outlet` is compared without case. `article` is an id or a ref. `since` and `until` are ISO dates, both
    included; a year or a month will do. An article without a date is in no range. `certainty`, `min_score`,
    `max_score` (0..1, both included) and `polarity` are of the newest score: a claim without one has none of them.
    `min_confidence` (0..1, included) is of the attribution that the claim is of. With `all_versions` also what only
    older texts of an article said.
    """

    text: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    article: str | None = None
    since: str | None = None
    until: str | None = None
    kind: Kind | None = None
    limit: int | None = None
    speaker_ids: tuple[int, ...] = ()
    certainty: Level | None = None
    min_score: float | None = None
    max_score: float | None = None
    polarity: Polarity | None = None
    distance: Distance | None = None
    min_confidence: float | None = None
    all_versions: bool = False


@dataclass(frozen=True, slots=True)
class RelationQuery:
    """Which disputes to list; what is left `None` does not narrow.

    `relation` is ``contradiction`` or ``supersedes``. `speaker` is any form of a name, typos forgiven, on either side.
    `since` and `until` are ISO dates, both included, of the later claim's article; a year or a month will do. One
    telling that is so is enough for these three; `status`, `reason`, `same_speaker` and `min_score` (0..1, included)
    are of the dispute's head, and so is `min_confidence` (0..1, included), of both its claims. `limit` counts disputes.
    """

    relation: Relation = "contradiction"
    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    status: ReviewStatus | None = None
    reason: Reason | None = None
    same_speaker: bool | None = None
    min_score: float | None = None
    limit: int | None = None
    min_confidence: float | None = None


@dataclass(slots=True)
class Where:
    """Conditions of a WHERE clause and their values, collected one by one."""

    conditions: list[str]
    values: list[object]

    def add(self, condition: str, *values: object) -> None:
        """One more condition, with the values of its `?`."""
        self.conditions.append(condition)
        self.values.extend(values)

    def __str__(self) -> str:
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""


def select_claims(conn: sqlite3.Connection, query: ClaimQuery) -> list[StoredClaim]:
    """The claims a query asks for: best match first with `text`, else the newest article first, in reading order."""
    where = claims_where(conn, query)
    tables = CLAIM_TABLES
    order = "a.date IS NULL, substr(a.date, 1, 10) DESC, a.id, t.position, c.position"
    if query.text is not None:
        tables = f"claims_fts f CROSS JOIN {tables.replace(' JOIN', ' ON c.id = f.rowid JOIN', 1)}"
        where.add("claims_fts MATCH ?", fts_expression(query.text))
        order = f"f.rank, {order}"
    sql = f"SELECT {CLAIM} FROM {tables}{where} ORDER BY {order} LIMIT ?"
    return read_claims(conn, conn.execute(sql, (*where.values, sql_limit(query.limit))).fetchall())


def claims_where(conn: sqlite3.Connection, query: ClaimQuery) -> Where:
    """All that a query asks of claims, but for its `text`."""
    where = _articles_where(conn, query.outlet, query.since, query.until, query.article, older=query.all_versions)
    if query.speaker is not None or query.speaker_ids:
        ids = {*query.speaker_ids, *(matching_speakers(conn, query.speaker) if query.speaker is not None else ())}
        # On t, not on m behind its LEFT JOIN: so SQLite begins with the speaker's mentions, not with all claims.
        theirs = "SELECT id FROM mentions WHERE speaker_id IN (SELECT value FROM json_each(?))"
        where.add(f"t.mention_id IN ({theirs})", json.dumps(sorted(ids)))
    _narrow(where, query)
    return where


def claims_by_id(conn: sqlite3.Connection, ids: Iterable[int]) -> dict[int, StoredClaim]:
    """The claims of these ids, also those of articles that were superseded."""
    sql = f"SELECT {CLAIM} FROM json_each(?) k CROSS JOIN {CLAIM_TABLES} WHERE c.id = k.value"
    return {claim.id: claim for claim in read_claims(conn, conn.execute(sql, (json.dumps(list(ids)),)).fetchall())}


# Apart from the claims, and not four more joins in their query: few claims are reprints.
_ORIGINS = (
    f"SELECT r.claim_id, {HEAD} FROM json_each(?) k CROSS JOIN reprinted_claims r ON r.claim_id = k.value"
    " JOIN claims c ON c.id = r.original_id JOIN attributions t ON t.id = c.attribution_id"
    " JOIN articles a ON a.id = t.article_id"
)


# Likewise: which claim each of these stands in, and who makes that one.
_TOLD = """
    SELECT c.id, coalesce(ns.name, '?'), (
        SELECT o.id FROM claims o WHERE o.attribution_id = n.id
        AND o.start_char <= c.start_char AND c.end_char <= o.end_char ORDER BY o.position LIMIT 1
    )
    FROM json_each(?) k CROSS JOIN claims c ON c.id = k.value CROSS JOIN attributions t ON t.id = c.attribution_id
    JOIN attributions n ON n.id = t.nested_in LEFT JOIN mentions nm ON nm.id = n.mention_id
    LEFT JOIN speakers ns ON ns.id = nm.speaker_id
"""


def read_claims(conn: sqlite3.Connection, rows: list[Row]) -> list[StoredClaim]:
    """From the columns of `CLAIM`."""
    ids = json.dumps([row[0] for row in rows])
    origins = {row[0]: read_head(row[1:]) for row in conn.execute(_ORIGINS, (ids,))}
    told = {claim: (outer, name) for claim, name, outer in conn.execute(_TOLD, (ids,))}
    return [read_claim(row, origins.get(row[0]), told.get(row[0], (None, None))) for row in rows]


_WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("kind", "t.kind", KINDS),
    ("distance", "t.distance", DISTANCES),
    ("certainty", "sc.level", LEVELS),
    ("polarity", "sc.polarity", POLARITIES),
)


def _narrow(where: Where, query: ClaimQuery) -> None:
    """What is asked of the claims themselves and of their scores."""
    for name, column, words in _WORDS:
        word = getattr(query, name)
        if word is None:
            continue
        if word not in words:
            raise QueryError(f"no {name} {word!r}", todo=f"use one of {', '.join(words)}")
        where.add(f"{column} = ?", word)
    low, high = query.min_score, query.max_score
    for score, condition in ((low, "sc.score >= ?"), (high, "sc.score <= ?")):
        if score is None:
            continue
        if not 0 <= score <= 1:
            raise QueryError(f"a score of {score}", todo="give one from 0 to 1")
        where.add(condition, score)
    if low is not None and high is not None and low > high:
        raise QueryError(f"no score is both at least {low} and at most {high}", todo="swap the two")
    if query.min_confidence is not None:
        where.add("t.confidence >= ?", confidence(query.min_confidence))


def confidence(least: float) -> float:
    """The same, if it is from 0 to 1."""
    if not 0 <= least <= 1:
        raise QueryError(f"a confidence of {least}", todo="give one from 0 to 1")
    return least


def select_articles(
    conn: sqlite3.Connection, *, outlet: str | None, since: str | None, until: str | None, limit: int | None
) -> list[ArticleHead]:
    """The current articles, the newest first, those without a date last."""
    where = _articles_where(conn, outlet, since, until)
    sql = f"SELECT {HEAD} FROM articles a{where} ORDER BY a.date IS NULL, substr(a.date, 1, 10) DESC, a.id LIMIT ?"
    return [read_head(row) for row in conn.execute(sql, (*where.values, sql_limit(limit)))]


def select_speakers(conn: sqlite3.Connection, ids: Iterable[int]) -> list[StoredSpeaker]:
    """The speakers of these ids, in this order, with the newest role and affiliation known of each."""
    wanted = list(ids)
    found = {row[0]: row for row in conn.execute(_SPEAKERS, (json.dumps(wanted),))}
    return [StoredSpeaker(*found[number]) for number in wanted if number in found]


_NEWEST = "(SELECT {0} FROM mentions WHERE speaker_id = s.id AND {0} IS NOT NULL{1} ORDER BY id DESC LIMIT 1)"
# The role of the latest day, with its own affiliation: an adviser to the ministry is none to whom she spoke for before.
_LATEST = (
    "(SELECT m.id FROM mentions m CROSS JOIN articles a ON a.id = m.article_id WHERE m.speaker_id = s.id"
    " AND m.role IS NOT NULL ORDER BY a.date IS NULL, a.date DESC, m.id DESC LIMIT 1)"
)
_SPEAKERS = (
    "SELECT s.id, s.name, s.kind, r.role,"
    f" coalesce(r.affiliation, {_NEWEST.format('affiliation', ' AND role IS r.role')}), r.tenure,"
    f" {_NEWEST.format('how_many', '')}, {_NEWEST.format('anonymity', '')}"
    f" FROM speakers s LEFT JOIN mentions r ON r.id = {_LATEST} WHERE s.id IN (SELECT value FROM json_each(?))"
)


def select_sources(
    conn: sqlite3.Connection,
    *,
    text: str | None,
    kind: SpeakerKind | None,
    limit: int | None,
    min_confidence: float | None = None,
) -> list[SourceSummary]:
    """The speakers of the current articles, the most quoted first; `text` must be part of one of their names. With
    `min_confidence` (0..1, included) only attributions that sure are counted."""
    where = Where(["a.superseded_by IS NULL"], [])
    if text is not None:
        where.add("m.speaker_id IN (SELECT speaker_id FROM speaker_names WHERE instr(key, ?))", fold_name(text))
    if kind is not None:
        where.add("s.kind = ?", kind)
    if min_confidence is not None:
        where.add("t.confidence >= ?", confidence(min_confidence))
    counted = conn.execute(
        "SELECT m.speaker_id, count(c.id), count(DISTINCT a.id), min(substr(a.date, 1, 10)), max(substr(a.date, 1, 10))"
        " FROM mentions m JOIN speakers s ON s.id = m.speaker_id JOIN articles a ON a.id = m.article_id"
        " JOIN attributions t ON t.mention_id = m.id LEFT JOIN claims c ON c.attribution_id = t.id"
        f"{where} GROUP BY m.speaker_id ORDER BY count(c.id) DESC, s.name, s.id LIMIT ?",
        (*where.values, sql_limit(limit)),
    ).fetchall()
    return read_sources(conn, counted)


def read_sources(conn: sqlite3.Connection, counted: list[Row]) -> list[SourceSummary]:
    """From a speaker's id, claims, articles, first and last date."""
    ids = [row[0] for row in counted]
    names = _names(conn, ids)
    return [
        SourceSummary(speaker, tuple(names[speaker.id]), *row[1:])
        for speaker, row in zip(select_speakers(conn, ids), counted, strict=True)
    ]


def _names(conn: sqlite3.Connection, ids: list[int]) -> dict[int, list[str]]:
    """Every form of these speakers' names, in the order they were first seen."""
    names: dict[int, list[str]] = {number: [] for number in ids}
    sql = "SELECT speaker_id, name FROM speaker_names WHERE speaker_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    for number, name in conn.execute(sql, (json.dumps(ids),)):
        names[number].append(name)
    return names


_ALL_TEXTS = (
    "IN (SELECT o.id FROM articles n JOIN articles o ON o.id = coalesce(n.superseded_by, n.id)"
    " OR o.superseded_by = coalesce(n.superseded_by, n.id) WHERE n.id = ?)"
)


def _articles_where(
    conn: sqlite3.Connection,
    outlet: str | None,
    since: str | None,
    until: str | None,
    article: str | None = None,
    *,
    older: bool = False,
) -> Where:
    where = Where([], [])
    if article is not None:  # an older text may be asked for by its id
        texts = _ALL_TEXTS if older else "= ?"
        where.add(f"a.id {texts}", article_id(conn, article))
    elif not older:
        where.add("a.superseded_by IS NULL")
    if outlet is not None:
        where.add("a.outlet IN (SELECT value FROM json_each(?))", json.dumps(matching_outlets(conn, outlet)))
    if since is not None:
        where.add("substr(a.date, 1, 10) >= ?", iso_date(since))
    if until is not None:
        last = iso_date(until)
        where.add("substr(a.date, 1, ?) <= ?", len(last), last)
    return where


def iso_date(text: str) -> str:
    """A year, a month or a day of ISO 8601, without a time of day."""
    day = text.strip()[:10]
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day, re.ASCII):
        try:
            date.fromisoformat(day + "-01-01"[len(day) - 4 :])
        except ValueError:
            pass
        else:
            return day
    raise QueryError(f"no such date: {text!r}", todo="write it as 2014-06-18, 2014-06 or 2014")


def sql_limit(limit: int | None) -> int:
    """SQLite takes a negative LIMIT for none."""
    if limit is not None and limit < 0:
        raise QueryError(f"a limit of {limit}", todo="give 0 or more")
    return -1 if limit is None else limit
