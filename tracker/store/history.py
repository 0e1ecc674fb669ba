"""What became of an article from version to version: read from what each text says, nothing of it is stored."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from tracker.records import (
    ArticleHead,
    ArticleHistory,
    ChangedClaim,
    ClaimThen,
    GoneClaim,
    GoneRelation,
    Span,
    StoredClaim,
    Version,
)
from tracker.store.changes import find_changed, word_difference
from tracker.store.keeping import words_of
from tracker.store.names import fold_name
from tracker.store.queries import claims_by_id
from tracker.store.rows import HEAD, HEADS, read_head
from tracker.store.versions import version_numbers

_TEXTS = f"SELECT {HEAD}, a.added_at, a.text FROM articles a WHERE a.id = ?1 OR a.superseded_by = ?1 ORDER BY a.id"
_STEPS = (
    "SELECT v.article_id, v.before_id, v.at FROM versions v WHERE v.article_id IN (SELECT value FROM json_each(?))"
    " ORDER BY v.id"
)
_PLACE = (
    "SELECT t.article_id, c.{}, c.text, c.quote, c.start_char, c.end_char, s.name, t.position AS nth,"
    " c.position AS place FROM json_each(?1) k CROSS JOIN attributions t ON t.article_id = k.value CROSS JOIN {} c"
    " ON c.attribution_id = t.id LEFT JOIN mentions m ON m.id = t.mention_id"
    " LEFT JOIN speakers s ON s.id = m.speaker_id"
)
_CLAIMS = f"{_PLACE.format('id', 'claims')} UNION ALL {_PLACE.format('claim_id', 'claim_versions')} ORDER BY nth, place"
_GONE = (
    "SELECT g.gone_claim, g.id, g.relation, g.score, g.status, g.claim FROM json_each(?) k"
    " CROSS JOIN claims c ON c.id = k.value CROSS JOIN relations r ON r.claim_a = c.id OR r.claim_b = c.id"
    " JOIN gone_relations g ON g.id = r.id WHERE g.gone_claim = c.id ORDER BY g.score DESC, g.id"
)
_CHANGED_SINCE = (
    "SELECT coalesce(a.superseded_by, a.id), max(v.id) FROM versions v JOIN articles a ON a.id = v.article_id"
    " WHERE v.at >= ? GROUP BY 1 ORDER BY 2 DESC LIMIT ?"
)

_SAID_NOW = (
    "SELECT t.article_id, c.text, s.name FROM json_each(?) k CROSS JOIN attributions t ON t.article_id = k.value"
    " CROSS JOIN claims c ON c.attribution_id = t.id LEFT JOIN mentions m ON m.id = t.mention_id"
    " LEFT JOIN speakers s ON s.id = m.speaker_id"
)


class _Text(NamedTuple):
    head: ArticleHead
    added_at: str
    text: str


class _Step(NamedTuple):
    """What became of the claims between two texts."""

    stayed: int
    added: tuple[ClaimThen, ...]
    vanished: tuple[ClaimThen, ...]
    changed: tuple[ChangedClaim, ...]


def read_history(conn: sqlite3.Connection, article_id: int) -> ArticleHistory:
    """The versions of the article that one of whose texts has this id."""
    (current,) = conn.execute("SELECT coalesce(superseded_by, id) FROM articles WHERE id = ?", (article_id,)).fetchone()
    texts = {row[0]: _Text(read_head(row[:HEADS]), *row[HEADS:]) for row in conn.execute(_TEXTS, (current,))}
    ids = json.dumps(list(texts))
    claims: defaultdict[int, list[ClaimThen]] = defaultdict(list)
    for number, claim, text, quote, start, end, speaker, *_ in conn.execute(_CLAIMS, (ids,)):
        claims[number].append(ClaimThen(claim, text, quote, Span(start, end), speaker))
    steps = conn.execute(_STEPS, (ids,)).fetchall()
    first = steps[0][1] if steps else current
    numbers = {first: 1}  # of the last version that had the text
    versions = [Version(1, texts[first].head, texts[first].added_at, len(claims[first]), not steps)]
    for nth, (number, before, at) in enumerate(steps, start=2):
        step = _compare(claims[before], claims[number])
        difference = word_difference(texts[before].text, texts[number].text)
        is_current, again = nth == len(steps) + 1, numbers.get(number)
        versions.append(Version(nth, texts[number].head, at, len(claims[number]), is_current, difference, *step, again))
        numbers[number] = nth
    gone = _gone(conn, [number for number, _, _ in reversed(steps)] + [first], claims, numbers)
    return ArticleHistory(texts[current].head, tuple(versions), gone)


def changed_since(conn: sqlite3.Connection, since: str, limit: int) -> list[int]:
    """The articles of which a version came at this time or later, by the ids of their current texts; what changed
    last goes first."""
    return [row[0] for row in conn.execute(_CHANGED_SINCE, (since, limit))]


def with_versions(conn: sqlite3.Connection, claims: Sequence[StoredClaim]) -> list[StoredClaim]:
    """The claims, each with the last version of its article that had it, and whether it stands in the current one."""
    current, numbers = version_numbers(conn, {claim.article.id for claim in claims})
    older = {claim.article.id for claim in claims if current[claim.article.id] != claim.article.id}
    said: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for article, text, name in conn.execute(_SAID_NOW, (json.dumps(sorted({current[one] for one in older})),)):
        said[article].add((words_of(text), fold_name(name or "")))
    found = []
    for claim in claims:
        article, name = current[claim.article.id], claim.speaker.name if claim.speaker else ""
        stands = article == claim.article.id or (words_of(claim.text), fold_name(name)) in said[article]
        found.append(replace(claim, version=numbers[claim.article.id][0], stands=stands))
    return found


def _compare(before: Sequence[ClaimThen], after: Sequence[ClaimThen]) -> _Step:
    """What stayed (the same row, or the same words of the same speaker in a database of before there were versions),
    what changed, and what is in one text alone."""
    there = {claim.id for claim in after}
    added = {claim.id: claim for claim in after if claim.id not in {one.id for one in before}}
    vanished = [claim for claim in before if claim.id not in there]
    for claim in list(vanished):
        again = next((one for one in added.values() if _key(one) == _key(claim)), None)
        if again is not None:
            del added[again.id]
            vanished.remove(claim)
    changed = find_changed(vanished, list(added.values()))
    was, now = {one.before.id for one in changed}, {one.after.id for one in changed}
    return _Step(
        len(before) - len(vanished),
        tuple(claim for claim in added.values() if claim.id not in now),
        tuple(claim for claim in vanished if claim.id not in was),
        tuple(changed),
    )


def _key(claim: ClaimThen) -> tuple[str, str]:
    return words_of(claim.text), fold_name(claim.speaker or "")


def _gone(
    conn: sqlite3.Connection, order: Sequence[int], claims: dict[int, list[ClaimThen]], numbers: dict[int, int]
) -> tuple[GoneClaim, ...]:
    """What the current text, the first of `order`, has no more; what was said last goes first."""
    now = claims[order[0]]
    seen = {claim.id for claim in now}
    known = {_key(claim) for claim in now}
    gone: list[tuple[ClaimThen, int]] = []
    for number in order[1:]:
        for claim in claims[number]:
            if claim.id not in seen and _key(claim) not in known:
                gone.append((claim, numbers[number]))
            seen.add(claim.id)
            known.add(_key(claim))
    instead = {one.before.id: one for one in find_changed([claim for claim, _ in gone], now, again=True)}
    relations = _gone_relations(conn, [claim.id for claim, _ in gone])
    return tuple(
        GoneClaim(claim, number, instead.get(claim.id), tuple(relations.get(claim.id, ()))) for claim, number in gone
    )


def _gone_relations(conn: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[GoneRelation]]:
    rows = conn.execute(_GONE, (json.dumps(list(ids)),)).fetchall()
    others = claims_by_id(conn, {row[5] for row in rows})
    found: defaultdict[int, list[GoneRelation]] = defaultdict(list)
    for claim, number, relation, score, status, other in rows:
        found[claim].append(GoneRelation(number, relation, score, status, others[other]))
    return found
