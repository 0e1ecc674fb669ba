"""What a report is about, as two tables that last as long as one reading: `period_articles` and `period_claims`.

Every figure of a report is counted from these two, so that no two of them can be about different articles.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.period import LastReport, Period, PeriodQuery
from tracker.records import LEVELS
from tracker.store.disputes import Pair, Told
from tracker.store.fulltext import fts_expression
from tracker.store.lookup import matching_outlets, matching_speakers
from tracker.store.queries import confidence
from tracker.store.rows import NEWEST_SCORE

# An article that tells its month or its year alone counts at the first day of it.
DAY = "CASE length(a.date) WHEN 4 THEN a.date || '-01-01' WHEN 7 THEN a.date || '-01' ELSE substr(a.date, 1, 10) END"
# The words by which two claims of one speaker are the same: without the case of ASCII and the marks at the end.
KEY = "lower(rtrim(c.text, '.!?…\"” '))"

_TABLES = (
    "CREATE TEMP TABLE period_articles (id INTEGER PRIMARY KEY, day TEXT, outlet TEXT, run_id INTEGER)",
    "CREATE TEMP TABLE period_claims (id INTEGER PRIMARY KEY, article_id INTEGER, day TEXT, speaker_id INTEGER,"
    " kind TEXT, level TEXT, polarity TEXT, key TEXT, is_copy INTEGER)",
)
_ARTICLES = (
    f"INSERT INTO period_articles SELECT a.id, {DAY} AS day, a.outlet, a.run_id FROM articles a"
    " WHERE a.superseded_by IS NULL"
    " AND (:last IS NULL OR a.id > :last OR a.id IN (SELECT value FROM json_each(:back)))"
    " AND (:outlets IS NULL OR a.outlet IN (SELECT value FROM json_each(:outlets)))"
)
# The first of each goes by the index articles_date and leaves some too many, which the second takes out.
_SINCE = " AND a.date >= :not_before AND day >= :since"
_UNTIL = " AND a.date < :not_after AND day <= :until"
_CLAIMS = (
    "INSERT INTO period_claims SELECT c.id, t.article_id, a.day, m.speaker_id,"
    f" coalesce(s.kind, 'unnamed') AS kind, sc.level, sc.polarity, {KEY} AS key,"
    " EXISTS (SELECT 1 FROM reprinted_claims WHERE claim_id = c.id) AS is_copy"
    " FROM period_articles a CROSS JOIN attributions t ON t.article_id = a.id"
    " JOIN claims c ON c.attribution_id = t.id LEFT JOIN mentions m ON m.id = t.mention_id"
    f" LEFT JOIN speakers s ON s.id = m.speaker_id {NEWEST_SCORE} WHERE 1"
)
# What narrows claims; each is left out where it was not asked for.
_SPEAKER = " AND m.speaker_id IN (SELECT value FROM json_each(:speakers))"
_SURE = " AND t.confidence >= :least"
_TOPIC = " AND c.id IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH :topic)"
_OUTLET = " AND a.outlet IN (SELECT value FROM json_each(:outlets))"
_CHANGED = "SELECT id FROM period_articles p WHERE EXISTS (SELECT 1 FROM articles WHERE superseded_by = p.id)"
# Older texts that are current again since the last report. When they became so is known to the second: a run that began
# after the report tells it, too, should the clock that dated the report have been another (SOURCE_DATE_EPOCH).
_BACK = (
    "SELECT DISTINCT v.article_id FROM versions v JOIN articles a ON a.id = v.article_id"
    " WHERE v.article_id <= ? AND EXISTS (SELECT 1 FROM articles o WHERE o.superseded_by = a.id AND o.id > a.id)"
    " AND (v.at > ? OR v.at >= (SELECT min(started_at) FROM runs WHERE id > ?))"
)
_OF_THESE = (
    "SELECT c.id FROM json_each(:ids) k CROSS JOIN claims c ON c.id = k.value"
    " JOIN attributions t ON t.id = c.attribution_id JOIN articles a ON a.id = t.article_id"
    " LEFT JOIN mentions m ON m.id = t.mention_id WHERE 1"
)


class Scope:
    """What was asked for, with names looked up; made by `open_scope`, which also makes the two tables."""

    def __init__(self, conn: sqlite3.Connection, query: PeriodQuery, last: LastReport | None) -> None:
        self.conn, self.query, self.last = conn, query, last
        self.period: Period = query.period
        self._back = set() if last is None else _back_since(conn, last)
        names = query.speaker, query.outlet
        self._values: dict[str, object] = {
            "since": self.period.since,
            "until": self.period.until,
            "not_before": None if self.period.since is None else _not_before(self.period.since),
            "not_after": None if self.period.until is None else f"{self.period.until}~",
            "last": None if last is None else last.mark.article,
            "back": json.dumps(sorted(self._back)),
            "speakers": None if names[0] is None else json.dumps(sorted(matching_speakers(conn, names[0]))),
            "outlets": None if names[1] is None else json.dumps(matching_outlets(conn, names[1])),
            "topic": None if query.topic is None else fts_expression(query.topic),
            "least": None if query.min_confidence is None else confidence(query.min_confidence),
        }
        self.changed: list[int] = []
        """The articles of the period and the outlet that have older texts, whoever speaks in them now."""
        self._narrowing = (_SPEAKER if names[0] is not None else "") + (_TOPIC if query.topic is not None else "")

    @property
    def has_before(self) -> bool:
        """Whether anything can be older than the period."""
        return self.period.since is not None or self.last is not None

    def make_tables(self) -> None:
        """Fill `period_articles` and `period_claims`. Narrowed to a speaker or a topic, an article without any claim is
        not in it; one is in which nothing is sure."""
        for table in _TABLES:
            self.conn.execute(table)
        bounds = (_SINCE if self.period.since is not None else "") + (_UNTIL if self.period.until is not None else "")
        self.conn.execute(_ARTICLES + bounds, self._values)
        self.changed = [row[0] for row in self.conn.execute(_CHANGED)]
        sure = "" if self.query.min_confidence is None else _SURE
        self.conn.execute(_CLAIMS + self._narrowing + sure, self._values)
        if self._narrowing:
            self.conn.execute("DELETE FROM period_articles WHERE id NOT IN (SELECT article_id FROM period_claims)")

    def of_these(self, claims: set[int]) -> set[int]:
        """Those of these claims that the speaker, the topic and the outlet asked for leave, of whatever day."""
        narrowing = self._narrowing + (_OUTLET if self.query.outlet is not None else "")
        if not narrowing:
            return claims
        values = {**self._values, "ids": json.dumps(sorted(claims))}
        return {row[0] for row in self.conn.execute(_OF_THESE + narrowing, values)}

    def holds(self, pair: Pair) -> bool:
        """Whether a pair is told in the period: its later claim is of these days, one of its articles is new."""
        day = _later_day(pair)
        since, until = self.period.since, self.period.until
        if not self.period.is_open and (day is None or (since and day < since) or (until and day > until)):
            return False
        return self.last is None or self._is_new(pair)

    def is_before(self, pair: Pair) -> bool:
        """Whether a pair was told before the period."""
        day, since = _later_day(pair), self.period.since
        if since is not None and day is not None and day < since:
            return True
        return self.last is not None and not self._is_new(pair)

    def _is_new(self, pair: Pair) -> bool:
        """Whether one of the two texts came after the last report, or came back."""
        articles = {pair.a.article, pair.b.article}
        return self.last is not None and (max(articles) > self.last.mark.article or not self._back.isdisjoint(articles))


@contextmanager
def open_scope(conn: sqlite3.Connection, query: PeriodQuery, last: LastReport | None) -> Iterator[Scope]:
    """The two tables, and the store as it is at this moment: what others write meanwhile is not seen."""
    conn.execute("BEGIN")
    try:
        scope = Scope(conn, query, last)
        scope.make_tables()
        yield scope
    finally:
        conn.execute("ROLLBACK")  # nothing was written; the two tables go


def _back_since(conn: sqlite3.Connection, last: LastReport) -> set[int]:
    return {row[0] for row in conn.execute(_BACK, (last.mark.article, last.at, last.mark.run))}


def level_sums() -> str:
    """A column for each level: how many claims of `period_claims` (p) have it."""
    return ", ".join(f"sum(p.level IS '{level}')" for level in LEVELS)


def _not_before(since: str) -> str:
    """What no date of that day or later sorts before: *2014-06* is of the first of June."""
    return since[:4] if since.endswith("-01-01") else since[:7] if since.endswith("-01") else since


def _later_day(pair: Pair) -> str | None:
    """The day on which the later claim was told; of the earlier, where that does not tell."""
    return day_of(pair.b) or day_of(pair.a)


def day_of(told: Told) -> str | None:
    """As the column `DAY`."""
    if told.date is None:
        return None
    return {4: f"{told.date}-01-01", 7: f"{told.date}-01"}.get(len(told.date), told.date[:10])
