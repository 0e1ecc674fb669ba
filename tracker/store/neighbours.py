"""The claims that an article's claims may meet: those of the articles nearest to it, found by the rarest words.

What this costs does not grow with the store: a word is looked up by its newest occurrences only, and how rare it is, is
told by how far apart they stand. A word that is everywhere weighs next to nothing, as its newest occurrences are near.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from tracker.records import ClaimToCompare, Span
from tracker.store.rows import NEWEST_SCORE

POOL = 220  # claims, at most
TERMS = 40  # of an article that are looked up
_EACH = 24  # occurrences of a term, before the article and after it
_SEEDS = 32  # claims whose articles are weighed
_ALONE = 40  # claims of the pool that no near article brought, but their own words
_MONTH = 30.0  # days; articles this far apart weigh half
_WORD = re.compile(r"[^\W_]{2,}")
# words that tell nothing of what a text is about, and so are not worth a look-up
_PLAIN = frozenset(
    """about after again against all also always and another any are around ask asked back because been before being
    between both but call called came can come could day days did does done down during each even ever every first for
    from get give given going good got great had has have her here him his how into its just knew know last less like
    made make many may might more most much must near need never new next not nothing now off old one only other our out
    over own part people put said same saw say says see seen she should since some still such take taken tell than that
    the their them then there these they thing things think this those though thought three through time today told too
    took two under until upon use used very want was way week well went were what when where which while who why will
    with without would year years yet you your""".split()  # noqa: SIM905
)

_CLAIMS = f"""
    SELECT c.id, t.article_id, c.text, m.speaker_id, s.name, a.title, a.outlet, a.date, sc.level, sc.polarity,
        coalesce(r.original_id, c.id), c.start_char, c.end_char, t.nested_in IS NOT NULL, t.id
    FROM attributions t JOIN claims c ON c.attribution_id = t.id JOIN articles a ON a.id = t.article_id
    LEFT JOIN mentions m ON m.id = t.mention_id LEFT JOIN speakers s ON s.id = m.speaker_id
    LEFT JOIN reprinted_claims r ON r.claim_id = c.id
    {NEWEST_SCORE}
"""
_OF_ARTICLES = (
    f"{_CLAIMS} WHERE t.article_id IN (SELECT value FROM json_each(?)) ORDER BY t.article_id, t.position, c.id"
)
_OF_IDS = f"{_CLAIMS} WHERE c.id IN (SELECT value FROM json_each(?)) AND a.superseded_by IS NULL ORDER BY c.id"
_CUES = """
    SELECT p.attribution_id, substr(a.text, p.start_char + 1, p.end_char - p.start_char)
    FROM attributions t JOIN attribution_spans p ON p.attribution_id = t.id AND p.role = 'cue'
    JOIN articles a ON a.id = t.article_id
    WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY p.attribution_id, p.position
"""
_BEFORE = "SELECT rowid FROM claims_fts WHERE claims_fts MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
_AFTER = "SELECT rowid FROM claims_fts WHERE claims_fts MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?"
_PLACE = """
    SELECT a.id, substr(a.date, 1, 10), a.superseded_by
    FROM claims c JOIN attributions t ON t.id = c.attribution_id JOIN articles a ON a.id = t.article_id WHERE c.id = ?
"""
_IDS = "SELECT c.id FROM attributions t JOIN claims c ON c.attribution_id = t.id WHERE t.article_id = ? ORDER BY c.id"
# The claims of a text that the text before it had too, where the model has compared that.
_COMPARED = """
    SELECT v.claim_id FROM versions w JOIN attributions t ON t.article_id = w.before_id
    JOIN claim_versions v ON v.attribution_id = t.id
    WHERE w.id = (SELECT max(id) FROM versions WHERE article_id = ?1)
    AND EXISTS (SELECT 1 FROM comparisons WHERE article_id = w.before_id AND model = ?2)
"""


@dataclass(frozen=True, slots=True)
class _Near:
    """An article that shares words with the one at hand: how many claims it has, and how near it is."""

    article_id: int
    claims: int
    nearness: float


@dataclass(slots=True)
class _Found:
    """Where an article's terms occur: of each claim the terms it holds; of each term its weight."""

    terms: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    weights: dict[str, float] = field(default_factory=dict)

    def weight(self, claim: int) -> float:
        """How much of the article at hand a claim holds."""
        return sum(self.weights[term] for term in self.terms[claim])


def claims_of(conn: sqlite3.Connection, article_id: int, unless_by: str | None = None) -> list[ClaimToCompare]:
    """The claims of an article in reading order; without those that stayed from a text which the model `unless_by` has
    compared."""
    claims = _read(conn, _OF_ARTICLES, [article_id])
    if unless_by is None:
        return claims
    compared = {row[0] for row in conn.execute(_COMPARED, (article_id, unless_by))}
    return [claim for claim in claims if claim.id not in compared]


def pool_for(
    conn: sqlite3.Connection, article_id: int, *, most: int = POOL, unless_by: str | None = None
) -> list[ClaimToCompare]:
    """The claims that those of this article (as in `claims_of`) are to be compared with, at most `most` of others.

    First those of the article itself that need no comparing, then those of the nearest articles, then single ones that
    share rare words. Claims that a reprint has from its original are left out: the original's are there.
    """
    own = claims_of(conn, article_id)
    new = claims_of(conn, article_id, unless_by) if unless_by is not None else own
    if not new:
        return []
    found = _look_up(conn, _terms(new), {claim.id for claim in own})
    articles = _nearest(conn, found, own[0].date)
    wanted: list[int] = []
    room = most - min(_ALONE, most // 4)
    for near in articles:
        if room <= 0:
            break
        wanted.append(near.article_id)
        room -= near.claims
    pool = [claim for claim in _read(conn, _OF_ARTICLES, wanted) if claim.origin == claim.id]
    pool.sort(key=lambda claim: wanted.index(claim.article_id))
    there = {claim.id for claim in pool}
    alone = sorted((number for number in found.terms if number not in there), key=found.weight, reverse=True)
    pool += [c for c in _read(conn, _OF_IDS, alone[:_ALONE]) if c.origin == c.id and c.article_id not in wanted]
    compared = {claim.id for claim in own} - {claim.id for claim in new}
    return [claim for claim in own if claim.id in compared] + pool[:most]


def _terms(claims: Iterable[ClaimToCompare]) -> list[str]:
    """The words of an article's title and claims that are worth a look-up, names and figures first, then the often
    used, then the long: the best `TERMS` of them."""
    value: dict[str, float] = defaultdict(float)
    titles = dict.fromkeys(claim.title for claim in claims if claim.title)
    for text in (*titles, *(claim.text for claim in claims)):
        for number, match in enumerate(_WORD.finditer(text)):
            word = match[0]
            low = word.lower()
            if low in _PLAIN or (len(low) < 3 and not low.isdigit()):
                continue
            if low not in value:
                value[low] = min(len(low), 10) / 10
            value[low] += 0.2 + (number > 0 and word[0].isupper()) + 0.5 * word[0].isdigit()
    return sorted(value, key=lambda term: (-value[term], term))[:TERMS]


def _look_up(conn: sqlite3.Connection, terms: Collection[str], own: Collection[int]) -> _Found:
    """The nearest occurrences of each term outside the article's `own` claims, and its weight. Near is what was added
    shortly before or after the newest of them; the ids of those that stayed from an older text are anywhere."""
    found = _Found()
    total = int(conn.execute("SELECT coalesce(max(id), 0) FROM claims").fetchone()[0])
    first = last = max(own)
    while first - 1 in own:
        first -= 1
    others = len(own) - (last - first + 1)
    for term in terms:
        expression = f'text : "{term}"'
        before = [row[0] for row in conn.execute(_BEFORE, (expression, first, _EACH + others)) if row[0] not in own]
        before = before[:_EACH]
        after = [row[0] for row in conn.execute(_AFTER, (expression, last, _EACH))] if last < total else []
        if not before and not after:
            continue
        # as many to the claim as where it was looked for; what was cut off at the limit is taken to be as frequent
        reach = (first - before[-1] if len(before) == _EACH else first) + (
            after[-1] - last if len(after) == _EACH else total - last
        )
        share = (len(before) + len(after)) / max(reach, 1)
        found.weights[term] = max(-math.log(min(share, 1.0)), 0.05) ** 2
        for number in (*before, *after):
            found.terms[number].append(term)
    return found


def _nearest(conn: sqlite3.Connection, found: _Found, day: str | None) -> list[_Near]:
    """The articles of the claims that hold most of the terms, the nearest first: by the terms that any of their claims
    holds, and by how many days lie between."""
    ordered = sorted(found.terms, key=found.weight, reverse=True)
    near: list[_Near] = []
    covered: set[int] = set()
    for seed in ordered[:_SEEDS]:
        if seed in covered:
            continue
        article_id, other_day, superseded = conn.execute(_PLACE, (seed,)).fetchone()
        ids = [row[0] for row in conn.execute(_IDS, (article_id,))]
        numbers = [number for number in ids if number in found.terms]
        covered.update(numbers)
        if superseded is not None:
            continue
        terms = {term for number in numbers for term in found.terms[number]}
        weight = sum(found.weights[term] for term in terms) / math.sqrt(9 + len(ids))
        near.append(_Near(article_id, len(ids), weight * _date_nearness(day, other_day)))
    return sorted(near, key=lambda article: -article.nearness)


def _date_nearness(a: str | None, b: str | None) -> float:
    """1 on one day, one half a month apart; one half where a date is not known."""
    try:
        days = abs((date.fromisoformat((a or "")[:10]) - date.fromisoformat((b or "")[:10])).days)
    except ValueError:
        return 0.5
    return 0.4 + 0.6 / (1 + days / _MONTH)


def _read(conn: sqlite3.Connection, sql: str, ids: Collection[int]) -> list[ClaimToCompare]:
    """The claims that a statement finds for these ids, with the cues of their attributions."""
    rows = conn.execute(sql, (json.dumps(list(ids)),)).fetchall()
    cues: dict[int, list[str]] = defaultdict(list)
    for number, words in conn.execute(_CUES, (json.dumps(sorted({row[-1] for row in rows})),)):
        cues[number].append(words)
    return [
        ClaimToCompare(
            id=row[0],
            article_id=row[1],
            text=row[2],
            cue=" ".join(cues[row[-1]]),
            speaker_id=row[3],
            speaker=row[4],
            title=row[5],
            outlet=row[6],
            date=row[7],
            level=row[8],
            polarity=row[9],
            origin=row[10],
            span=Span(row[11], row[12]),
            nested=bool(row[13]),
        )
        for row in rows
    ]
