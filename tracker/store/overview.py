"""What the store tells of a period, each list by one or two queries however many claims there are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple, TypeVar

from tracker.period import (
    Bounded,
    LevelCount,
    Opposition,
    PeriodCounts,
    PeriodFacts,
    PeriodQuery,
    Restated,
    SpeakerCount,
    Story,
    Telling,
    ToldDispute,
    ToldDisputes,
    TroubledRun,
)
from tracker.records import LEVELS, Level, Polarity, Relation, StoredClaim
from tracker.store.disputes import Group, Told, find_groups, read_groups, surely_told
from tracker.store.queries import claims_by_id, select_speakers, sql_limit
from tracker.store.reports import mark, newest_report
from tracker.store.rows import HEAD, NEWEST_SCORE, Row, read_head
from tracker.store.runs import first_skipped
from tracker.store.scope import DAY, KEY, Scope, day_of, level_sums, open_scope
from tracker.store.tellings import Which, find_sides
from tracker.store.things import same_time
from tracker.store.withdrawn import select_withdrawn

_Item = TypeVar("_Item")

TELLINGS = 4
"""Of a dispute so many pairs are given beside its head."""

CLAIMS = 60
"""Of a dispute so many claims are given."""
OPPOSITIONS = 24
"""So many pairs of speakers are given, however few entries other lists have."""

_SPEAKERS = (
    f"SELECT p.speaker_id, count(*), count(DISTINCT p.article_id), {level_sums()}, count(*) OVER ()"
    " FROM period_claims p JOIN speakers s ON s.id = p.speaker_id WHERE p.kind <> 'unnamed' AND NOT p.is_copy{}"
    " GROUP BY p.speaker_id ORDER BY count(*) DESC, s.name, s.id LIMIT :limit"
)
# Only of a speaker that is one row for the whole file can be said that nobody quoted them before. Looked up once a
# speaker, not once a claim.
_FIRST_QUOTED = (
    " AND p.speaker_id IN (SELECT k.speaker_id FROM (SELECT DISTINCT speaker_id FROM period_claims) k"
    " JOIN speakers w ON w.id = k.speaker_id WHERE w.is_shared AND NOT EXISTS ("
    "SELECT 1 FROM mentions m CROSS JOIN articles a ON a.id = m.article_id"
    " WHERE m.speaker_id = k.speaker_id AND m.article_id NOT IN (SELECT id FROM period_articles)"
    " AND a.superseded_by IS NULL"
    f" AND ({DAY} < :since OR a.id <= :last) AND EXISTS (SELECT 1 FROM attributions WHERE mention_id = m.id"
    " AND (:least IS NULL OR confidence >= :least))))"
)
# Every telling, of whatever day, of a thing that a named speaker says in the period and that stands in the file twice.
# Both looks go by the index things_key, so that what it costs grows with the period and not with the file.
_SAYINGS = (
    "WITH again AS MATERIALIZED (SELECT key FROM (SELECT DISTINCT g.key FROM period_claims p"
    " CROSS JOIN things g ON g.claim_id = p.id WHERE p.kind <> 'unnamed') w"
    " WHERE (SELECT count(*) FROM (SELECT 1 FROM things WHERE key = w.key LIMIT 2)) = 2)"
    f" SELECT m.speaker_id, w.key, c.id, {DAY} AS day, sc.level, sc.polarity, sc.model, p.id IS NOT NULL, g.times"
    " FROM again w CROSS JOIN things g ON g.key = w.key CROSS JOIN claims c ON c.id = g.claim_id"
    " CROSS JOIN attributions t ON t.id = c.attribution_id CROSS JOIN mentions m ON m.id = t.mention_id"
    " CROSS JOIN articles a ON a.id = t.article_id AND a.superseded_by IS NULL AND a.date IS NOT NULL"
    f" LEFT JOIN period_claims p ON p.id = c.id {NEWEST_SCORE} WHERE sc.level IS NOT NULL"
    " AND (:least IS NULL OR t.confidence >= :least)"
    " AND NOT EXISTS (SELECT 1 FROM reprinted_claims WHERE claim_id = c.id) ORDER BY m.speaker_id, w.key, day, c.id"
)
_UNNAMED = (
    "SELECT p.id, count(*) OVER () FROM period_claims p WHERE p.kind = 'unnamed' AND NOT p.is_copy"
    f" AND NOT EXISTS (SELECT 1 FROM claims c CROSS JOIN period_claims n ON n.id = c.id WHERE {KEY} = +p.key"
    " AND n.kind <> 'unnamed')"
    " ORDER BY p.day IS NULL, p.day DESC, p.id DESC LIMIT ?"
)
_STORIES = (
    "SELECT r.original_id, count(*) AS copies, count(DISTINCT coalesce(p.outlet, 'article ' || p.id)),"
    " count(*) OVER () FROM period_articles p CROSS JOIN reprints r ON r.article_id = p.id"
    " GROUP BY r.original_id ORDER BY copies DESC, r.original_id LIMIT ?"
)
_TROUBLED = (
    "SELECT id, command, started_at, coalesce(added, 0), coalesce(skipped, 0), finished_at NOTNULL, count(*) OVER ()"
    " FROM runs WHERE (skipped > 0 OR finished_at IS NULL) AND (:last IS NULL OR id > :last) AND ("
    " (:since IS NULL OR substr(started_at, 1, 10) >= :since)"
    " AND (:until IS NULL OR substr(started_at, 1, 10) <= :until)"
    " OR id IN (SELECT run_id FROM period_articles WHERE run_id NOTNULL)) ORDER BY id DESC LIMIT :limit"
)
# What a telling has beside what a `Told` knows.
_TELLINGS = (
    "SELECT c.id, s.name, sc.level, sc.polarity FROM json_each(?) k CROSS JOIN claims c ON c.id = k.value"
    " JOIN attributions t ON t.id = c.attribution_id LEFT JOIN mentions m ON m.id = t.mention_id"
    f" LEFT JOIN speakers s ON s.id = m.speaker_id {NEWEST_SCORE}"
)
_NAMED = "SELECT s.id, s.name FROM speakers s WHERE s.id IN (SELECT value FROM json_each(?)) AND s.kind <> 'unnamed'"


def select_period(conn: sqlite3.Connection, query: PeriodQuery) -> PeriodFacts:
    """All that a report tells, read at one moment."""
    sql_limit(query.limit)
    last = newest_report(conn, query) if query.since_last else None
    with open_scope(conn, query, last) as scope:
        contradictions = _told_groups(scope, "contradiction")
        return PeriodFacts(
            query=query,
            last=last,
            counts=_counts(scope),
            contradictions=_disputes(scope, [told for told in contradictions if not told.group.head.same_speaker]),
            self_contradictions=_disputes(scope, [told for told in contradictions if told.group.head.same_speaker]),
            updates=_disputes(scope, _told_groups(scope, "supersedes")),
            restated=_restated(scope),
            speakers=_speakers(scope, ""),
            new_speakers=_speakers(scope, _FIRST_QUOTED) if scope.has_before else None,
            unnamed=_unnamed(scope),
            stories=_stories(scope),
            troubled=_troubled(scope),
            mark=mark(conn),
            oppositions=_oppositions(scope, contradictions),
            withdrawn=select_withdrawn(scope),
        )


def _counts(scope: Scope) -> PeriodCounts:
    conn = scope.conn
    (articles, undated, outlets) = conn.execute(
        "SELECT count(*), coalesce(sum(day IS NULL), 0), count(DISTINCT outlet) FROM period_articles"
    ).fetchone()
    (claims, copies, speakers) = conn.execute(
        "SELECT count(*), coalesce(sum(is_copy), 0), count(DISTINCT CASE WHEN kind <> 'unnamed' THEN speaker_id END)"
        " FROM period_claims"
    ).fetchone()
    sql = "SELECT level, count(*), sum(polarity = 'negative') FROM period_claims GROUP BY level"
    levels = {level: (number, negative) for level, number, negative in conn.execute(sql)}
    left_out = 0
    if not scope.period.is_open:
        sql = "SELECT count(*) FROM articles WHERE superseded_by IS NULL AND date IS NULL"
        left_out = conn.execute(sql).fetchone()[0]
    counted = tuple(LevelCount(level, *levels.get(level, (0, 0))) for level in LEVELS)
    unscored = levels.get(None, (0, 0))[0]
    return PeriodCounts(articles, undated, left_out, outlets, claims, copies, speakers, counted, unscored)


class _ToldGroup(NamedTuple):
    group: Group
    is_new: bool


def _told_groups(scope: Scope, relation: Relation) -> list[_ToldGroup]:
    """The disputes told in the period that nobody has dismissed: new ones first, of those what a person confirmed,
    then the surest, then those told by the most outlets."""
    groups = [g for g in find_groups(scope.conn, relation) if g.head.status != "dismissed"]
    if scope.query.min_confidence is not None:
        groups = list(surely_told(scope.conn, groups, scope.query.min_confidence))
    told = {pair.id: pair for group in groups for pair in group.pairs if scope.holds(pair)}
    wanted = scope.of_these({side.id for pair in told.values() for side in (pair.a, pair.b)})
    found = [
        _ToldGroup(group, not any(map(scope.is_before, group.pairs)))
        for group in groups
        if any(pair.id in told and {pair.a.id, pair.b.id} & wanted for pair in group.pairs)
    ]
    found.sort(key=lambda one: (not one.is_new, one.group.head.status != "confirmed", *_value(one.group)))
    return found


def _value(group: Group) -> tuple[float, int, int]:
    return -group.head.score, -group.outlets, group.head.id


def _disputes(scope: Scope, found: list[_ToldGroup]) -> ToldDisputes:
    first = found[: scope.query.limit]
    disputes = read_groups(scope.conn, [replace(told.group, pairs=told.group.pairs[: TELLINGS + 1]) for told in first])
    claims = _claims(scope.conn, [told.group for told in first])
    listed = tuple(
        ToldDispute(dispute, len(told.group.pairs) - 1, told.is_new, those)
        for told, dispute, those in zip(first, disputes, claims, strict=True)
    )
    confirmed = sum(told.group.head.status == "confirmed" for told in found)
    return ToldDisputes(
        suggested=len(found) - confirmed,
        confirmed=confirmed,
        new=sum(told.is_new for told in found),
        listed=Bounded(listed, len(found)),
    )


class _Sided(NamedTuple):
    told: Told
    side: Which


def _claims(conn: sqlite3.Connection, groups: list[Group]) -> list[Bounded[Telling]]:
    """The claims of each dispute."""
    sided = [_both_sides(group) for group in groups]
    kept = [_spaced(claims, {group.head.a.id, group.head.b.id}) for claims, group in zip(sided, groups, strict=True)]
    ids = json.dumps(sorted({one.told.id for claims in kept for one in claims}))
    rows = {row[0]: row[1:] for row in conn.execute(_TELLINGS, (ids,))}
    return [
        Bounded(tuple(_telling(one, *rows[one.told.id]) for one in claims), len(whole))
        for claims, whole in zip(kept, sided, strict=True)
    ]


def _both_sides(group: Group) -> list[_Sided]:
    """The claims of a dispute, each once, by day. A pair that a person dismissed as a telling tells nothing."""
    pairs = [pair for pair in group.pairs if pair is group.head or pair.status != "dismissed"]
    sides = find_sides([(pair.a.side, pair.b.side) for pair in pairs])
    found: dict[int, _Sided] = {}
    for pair, (a, b) in zip(pairs, sides, strict=True):
        found.setdefault(pair.a.id, _Sided(pair.a, a))
        found.setdefault(pair.b.id, _Sided(pair.b, b))
    return sorted(found.values(), key=lambda one: (day_of(one.told) or "~", one.told.id))


def _spaced(claims: list[_Sided], head: set[int]) -> list[_Sided]:
    """At most `CLAIMS` of these: the head's, and of the others as many, evenly over the time that they take, the first
    and the last among them."""
    if len(claims) <= CLAIMS:
        return claims
    others = [place for place, one in enumerate(claims) if one.told.id not in head]
    room = CLAIMS - len(head)
    kept = {others[number * (len(others) - 1) // (room - 1)] for number in range(room)}
    return [one for place, one in enumerate(claims) if place in kept or one.told.id in head]


def _telling(one: _Sided, speaker: str | None, level: Level | None, polarity: Polarity | None) -> Telling:
    told = one.told
    return Telling(
        claim=told.id,
        article=told.article,
        side=one.side,
        day=day_of(told),
        outlet=told.outlet,
        speaker=speaker,
        level=level,
        polarity=polarity,
        is_copy=told.origin != told.id,
    )


def _oppositions(scope: Scope, found: list[_ToldGroup]) -> Bounded[Opposition]:
    """Each dispute counts for the two speakers of its head."""
    counts: dict[tuple[int, int], list[int]] = {}
    for head in (told.group.head for told in found):
        one, other = head.a.speaker, head.b.speaker
        if one is not None and other is not None and one != other:
            number = counts.setdefault((min(one, other), max(one, other)), [0, 0])
            number[0] += 1
            number[1] += head.status == "confirmed"
    names = dict(scope.conn.execute(_NAMED, (json.dumps(sorted({number for pair in counts for number in pair})),)))
    named = [(one, other) for one, other in counts if one in names and other in names]
    named.sort(key=lambda pair: (-counts[pair][0], names[pair[0]], names[pair[1]], pair))
    first = named[: max(scope.query.limit, OPPOSITIONS)]
    speakers = {one.id: one for one in select_speakers(scope.conn, sorted({n for pair in first for n in pair}))}
    listed = tuple(Opposition(speakers[one], speakers[other], *counts[one, other]) for one, other in first)
    return Bounded(listed, len(named))


class _Saying(NamedTuple):
    speaker_id: int
    key: int
    id: int
    day: str
    level: Level
    polarity: Polarity
    model: str
    is_in_period: int
    times: str


def _restated(scope: Scope) -> Bounded[Restated]:
    """The newest first."""
    sayings = map(_Saying._make, scope.conn.execute(_SAYINGS, {"least": scope.query.min_confidence}))
    moved = [pair for _, told in groupby(sayings, key=lambda one: one[:2]) for pair in _moves(told)]
    moved.sort(key=lambda pair: (pair[1].day, pair[1].id), reverse=True)
    first = moved[: scope.query.limit]
    claims = claims_by_id(scope.conn, {saying.id for pair in first for saying in pair})
    return Bounded(tuple(Restated(claims[before.id], claims[after.id]) for before, after in first), len(moved))


def _moves(told: Iterable[_Saying]) -> Iterator[tuple[_Saying, _Saying]]:
    """Each telling of the period with the last one of an earlier day and the same time, where the level alone is
    another. What another model judged, or what a speaker holds not to be so (how firm is *unlikely*?), is no matter of
    firmer and softer."""
    last: dict[str, _Saying] = {}  # of the earlier days, by their times
    for _, same_day in groupby(told, key=lambda one: one.day):
        today = list(same_day)
        for after in today:
            earlier = [one for times, one in last.items() if same_time(times, after.times)]
            before = max(earlier, key=lambda one: (one.day, one.id), default=None)
            if before and after.is_in_period and before.level != after.level and _is_comparable(before, after):
                yield before, after
        last |= {one.times: one for one in today}


def _is_comparable(one: _Saying, other: _Saying) -> bool:
    return one.model == other.model and one.polarity == other.polarity == "positive"


def _speakers(scope: Scope, narrowed: str) -> Bounded[SpeakerCount]:
    last = None if scope.last is None else scope.last.mark.article
    values = {
        "limit": scope.query.limit,
        "since": scope.period.since,
        "last": last,
        "least": scope.query.min_confidence,
    }
    rows = scope.conn.execute(_SPEAKERS.format(narrowed), values).fetchall()
    speakers = select_speakers(scope.conn, [row[0] for row in rows])
    return _bounded(
        [SpeakerCount(speaker, row[1], row[2], row[3:-1]) for speaker, row in zip(speakers, rows, strict=True)], rows
    )


def _unnamed(scope: Scope) -> Bounded[StoredClaim]:
    rows = scope.conn.execute(_UNNAMED, (scope.query.limit,)).fetchall()
    claims = claims_by_id(scope.conn, [row[0] for row in rows])
    return _bounded([claims[row[0]] for row in rows], rows)


def _stories(scope: Scope) -> Bounded[Story]:
    rows = scope.conn.execute(_STORIES, (scope.query.limit,)).fetchall()
    sql = f"SELECT {HEAD} FROM articles a WHERE a.id IN (SELECT value FROM json_each(?))"
    heads = {row[0]: read_head(row) for row in scope.conn.execute(sql, (json.dumps([row[0] for row in rows]),))}
    return _bounded([Story(heads[row[0]], row[1], row[2]) for row in rows], rows)


def _troubled(scope: Scope) -> Bounded[TroubledRun]:
    values = {
        "limit": scope.query.limit,
        "last": None if scope.last is None else scope.last.mark.run,
        "since": scope.period.since,
        "until": scope.period.until,
    }
    rows = scope.conn.execute(_TROUBLED, values).fetchall()
    inputs = first_skipped(scope.conn, [row[0] for row in rows], scope.query.limit)
    runs = [
        TroubledRun(number, command, started_at, added, skipped, bool(finished), inputs.get(number, ()))
        for number, command, started_at, added, skipped, finished, _ in rows
    ]
    return _bounded(runs, rows)


def _bounded(items: list[_Item], rows: list[Row]) -> Bounded[_Item]:
    """The items, and how many there are, which is the last column of every row."""
    return Bounded(tuple(items), rows[0][-1] if rows else 0)
