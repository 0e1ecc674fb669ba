"""Versions of an article: which stored one a text is a newer text of, and what becomes current again.

Every text has its own row in `articles`, the older ones pointing to the current one. A claim that stayed has one row,
which moves along: it belongs to the current text, or to the last one that had it. Where it stood in the others is in
`claim_versions` (see `tracker.store.keeping`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from tracker.records import Article, Extraction
from tracker.store.keeping import find_kept, move_back
from tracker.store.names import fold_name
from tracker.store.waiting import Waiting

# Two texts under one URL are one article when so much of the shorter, in runs of three words, stands in the other, and
# a claim of the one does. Without a claim it must be half: two home pages share their furniture. Of 426,419 pairs of
# different articles 10 share a fifth and one a half; of articles with two sentences in three rewritten 98 % share a
# fifth, of those with every second one rewritten all (docs/design/012-versions-of-an-article.md).
SAME_ARTICLE, SURELY = 0.2, 0.5
_RUN = 3
# So many articles under one URL are looked at, the newest: those of a home page, which is another every day.
_LOOKED_AT = 8

_OF_REF = "SELECT DISTINCT coalesce(superseded_by, id) FROM articles WHERE ref = ?"
_OF_URL = "SELECT DISTINCT coalesce(superseded_by, id), outlet FROM articles WHERE url = ?"
_SAME_TEXT = "SELECT id, outlet FROM articles WHERE url = ? AND text_hash = ? AND superseded_by IS NULL"
# The text that was last given under a ref among those of one article.
_LAST_GIVEN = (
    "SELECT a.id FROM articles a WHERE a.ref = ?1 AND coalesce(a.superseded_by, a.id) = ?2"
    " ORDER BY a.superseded_by IS NULL DESC,"
    " coalesce((SELECT max(id) FROM versions WHERE article_id = a.id), 0) DESC, a.id DESC LIMIT 1"
)
_MAKE_CURRENT = (
    "UPDATE articles SET superseded_by = nullif(?1, id)"
    " WHERE id IN (?1, ?2) OR id IN (SELECT id FROM articles WHERE superseded_by = ?2)"
)
_POINT_COPIES = "UPDATE reprints SET original_id = ?1 WHERE original_id = ?2 AND article_id <> ?1"
_SHARE_DECISIONS = (
    "INSERT INTO speaker_decision_articles (decision_id, ref)"
    " SELECT d.decision_id, ?2 FROM speaker_decision_articles d WHERE d.ref IN"
    " (SELECT ref FROM articles WHERE id = ?1 OR superseded_by = ?1) ON CONFLICT DO NOTHING"
)
_FIRST_REF = "SELECT ref FROM articles WHERE id = ?1 OR superseded_by = ?1 ORDER BY id LIMIT 1"
_CURRENT = "SELECT id, coalesce(superseded_by, id) FROM articles WHERE id IN (SELECT value FROM json_each(?))"
_VERSIONS = (
    "SELECT o.current, v.article_id FROM (SELECT value AS current, value AS id FROM json_each(?1) UNION ALL"
    " SELECT a.superseded_by, a.id FROM json_each(?1) k CROSS JOIN articles a ON a.superseded_by = k.value) o"
    " CROSS JOIN versions v ON v.article_id = o.id ORDER BY v.id"
)


def version_numbers(
    conn: sqlite3.Connection, texts: Iterable[int]
) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
    """Of each of these texts the current text of its article; and the number of the last version that had it, with how
    many versions the article has."""
    wanted = list(texts)
    current: dict[int, int] = dict(conn.execute(_CURRENT, (json.dumps(wanted),)))
    versions = dict.fromkeys(current.values(), 1)
    last: dict[int, int] = {}
    for article, text in conn.execute(_VERSIONS, (json.dumps(list(versions)),)):
        versions[article] += 1
        last[text] = versions[article]
    return current, {text: (last.get(text, 1), versions[current[text]]) for text in wanted if text in current}


def likeness(one: str, other: str) -> float:
    """0..1: how much of the shorter text stands in the other, in runs of three words. A text that only grew has all.

    >>> likeness("The old bridge is safe.", "The old bridge is safe. It opens in May.")
    1.0
    """
    runs, others = runs_of(one), runs_of(other)
    if not runs or not others:
        return float(runs == others)
    return len(runs & others) / min(len(runs), len(others))


def runs_of(text: str) -> set[tuple[str, ...]]:
    """The runs of three words of a text, by which two texts are compared."""
    words = fold_name(text).split()
    return {tuple(words[place : place + _RUN]) for place in range(max(len(words) - _RUN + 1, min(len(words), 1)))}


def stored_text(conn: sqlite3.Connection, article: Article, hashed: str) -> int | None:
    """The stored text that this one is, word for word (`hashed` by `text_hash`), under its ref or under its URL."""
    row = conn.execute("SELECT id FROM articles WHERE ref = ? AND text_hash = ?", (article.ref, hashed)).fetchone()
    if row is None and article.url is not None:
        found = conn.execute(_SAME_TEXT, (article.url, hashed)).fetchall()
        row = next((one for one in found if _is_outlet(one[1], article)), None)
    return None if row is None else int(row[0])


def _is_outlet(outlet: str | None, article: Article) -> bool:
    """Whether an article may be of this outlet: what two outlets have under one URL is two articles."""
    return outlet is None or article.outlet is None or fold_name(outlet) == fold_name(article.outlet)


def is_news(conn: sqlite3.Connection, article_id: int, ref: str) -> bool:
    """Whether giving this stored text again makes it current again: it is not, and under its ref another one came
    later. A file that never changed is no news where the newer text came under another ref."""
    (current,) = conn.execute("SELECT coalesce(superseded_by, id) FROM articles WHERE id = ?", (article_id,)).fetchone()
    if current == article_id:
        return False
    last = conn.execute(_LAST_GIVEN, (ref, current)).fetchone()
    return last is not None and last[0] != article_id


def current_text(conn: sqlite3.Connection, extraction: Extraction, waiting: Waiting) -> int | None:
    """The current text of the stored article that this is another text of; None for a new article.

    A ref that is no URL is the user's own name for the article, and decides alone. Under a URL there may be another
    article tomorrow (a home page, a live blog): there the texts must be alike, and of one outlet.
    """
    article = extraction.article
    named = [row[0] for row in conn.execute(_OF_REF, (article.ref,))]
    if not _is_url(article.ref) and named:
        return int(max(named))
    found = set(named)
    for url in {article.url, article.ref if _is_url(article.ref) else None} - {None}:
        found.update(row[0] for row in conn.execute(_OF_REF, (url,)))
        found.update(row[0] for row in conn.execute(_OF_URL, (url,)) if _is_outlet(row[1], article))
    alike = []
    for number in sorted(found, reverse=True)[:_LOOKED_AT]:
        (text,) = conn.execute("SELECT text FROM articles WHERE id = ?", (number,)).fetchone()
        alike.append((likeness(article.text, text), int(number)))
    if alike:
        waiting.write()
    for share, number in sorted(alike, reverse=True):
        if share >= SURELY or (share >= SAME_ARTICLE and find_kept(conn, number, extraction)):
            return number
    return None


def _is_url(ref: str) -> bool:
    return ref.startswith(("http://", "https://"))


def first_ref(conn: sqlite3.Connection, current: int) -> str:
    """What an article was first given as: its own speakers are known by that."""
    return str(conn.execute(_FIRST_REF, (current,)).fetchone()[0])


def succeed(conn: sqlite3.Connection, article_id: int, before: int) -> None:
    """Make a text the current one in place of another of the same article. The caller holds the write lock."""
    conn.execute(_MAKE_CURRENT, (article_id, before))
    conn.execute("INSERT INTO versions (article_id, before_id) VALUES (?, ?)", (article_id, before))
    # Copies of the article stay copies of it.
    row = conn.execute("SELECT original_id FROM reprints WHERE article_id = ?", (article_id,)).fetchone()
    conn.execute(_POINT_COPIES, (article_id if row is None else row[0], before))


def share_decisions(conn: sqlite3.Connection, current: int, ref: str) -> None:
    """What people decided about an article's speakers holds under this ref, too."""
    conn.execute(_SHARE_DECISIONS, (current, ref))


def bring_back(conn: sqlite3.Connection, article_id: int) -> int:
    """Make an older text the current one again, with the claims it had; gives the text in whose place it comes. The
    caller holds the write lock."""
    (before,) = conn.execute("SELECT superseded_by FROM articles WHERE id = ?", (article_id,)).fetchone()
    move_back(conn, article_id)
    succeed(conn, article_id, before)
    # What the text before did not say has not met the articles that came meanwhile.
    conn.execute("DELETE FROM comparisons WHERE article_id = ?", (article_id,))
    return int(before)
