"""Scores: those a model has given before, the claims it has yet to score, and adding what it finds."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tracker.errors import QueryError
from tracker.records import ArticleToScore, Certainty, Claim, ScoreChange, Span
from tracker.store.reading import read_attributions
from tracker.store.rows import ARTICLE, NEWEST_SCORE, SCORE, read_article, read_certainty, score_row
from tracker.store.waiting import insert_rows

_KNOWN = (
    f"SELECT k.value, {SCORE} FROM json_each(?) k"
    " JOIN scores sc ON sc.id = (SELECT max(id) FROM scores WHERE model = ? AND passage_key = k.value)"
)
_UNSCORED = (
    "FROM attributions t JOIN claims c ON c.attribution_id = t.id WHERE t.article_id = {}"
    " AND NOT EXISTS (SELECT 1 FROM scores WHERE claim_id = c.id AND model = ?)"
)
# Not one long SELECT, but the next article each time: nothing is left open while the caller writes.
_NEXT = (
    f"SELECT a.id, {ARTICLE} FROM articles a WHERE a.id > ? AND a.superseded_by IS NULL"
    f" AND EXISTS (SELECT 1 {_UNSCORED.format('a.id')}) ORDER BY a.id LIMIT 1"
)
_CLAIMS = (
    f"SELECT c.id, c.attribution_id, c.start_char, c.end_char, c.text {_UNSCORED.format('?')}"
    " ORDER BY t.position, c.position"
)
_BEFORE = (
    f"SELECT c.id, c.text, s.name, {SCORE} FROM json_each(?) k JOIN claims c ON c.id = k.value"
    " JOIN attributions t ON t.id = c.attribution_id LEFT JOIN mentions m ON m.id = t.mention_id"
    f" LEFT JOIN speakers s ON s.id = m.speaker_id {NEWEST_SCORE}"
)


def known_scores(conn: sqlite3.Connection, model: str, keys: Iterable[str]) -> dict[str, Certainty]:
    """The newest score that `model` gave each of these passages, wherever they were printed; those it has not seen are
    left out. `offset` is 0: the evidence is counted from the passage."""
    known = {}
    for key, *row in conn.execute(_KNOWN, (json.dumps(list(keys)), model)):
        certainty = read_certainty((*row[:-1], 0))
        if certainty is not None:
            known[key] = certainty
    return known


def articles_to_score(conn: sqlite3.Connection, model: str) -> Iterator[ArticleToScore]:
    """The current articles with claims that `model` has not scored, by id."""
    last = 0
    while row := conn.execute(_NEXT, (last, model)).fetchone():
        last = row[0]
        claims: defaultdict[int, list[Claim]] = defaultdict(list)
        ids: defaultdict[int, list[int]] = defaultdict(list)
        for claim_id, attribution_id, start, end, text in conn.execute(_CLAIMS, (last, model)):
            claims[attribution_id].append(Claim(Span(start, end), text))
            ids[attribution_id].append(claim_id)
        found = read_attributions(conn, last, claims)
        if ids:  # another process may have scored them just now
            claim_ids = tuple(tuple(ids.get(number, ())) for number in found)
            yield ArticleToScore(last, read_article(row[1:]), tuple(found.values()), claim_ids)


def add_scores(conn: sqlite3.Connection, found: Mapping[int, Certainty]) -> list[ScoreChange]:
    """Add a score to each of these claims (by id); the scores they had stay. The caller holds the write lock."""
    rows = {row[0]: row[1:] for row in conn.execute(_BEFORE, (json.dumps(list(found)),))}
    for number in found:
        if number not in rows:
            raise QueryError(f"no claim {number} to score", todo="give the ids of stored claims")
    insert_rows(conn, "scores", [score_row(number, certainty) for number, certainty in found.items()])
    return [
        ScoreChange(number, text, speaker, read_certainty(before), found[number])
        for number, (text, speaker, *before) in ((number, rows[number]) for number in found)
    ]
