"""Which feeds were read, and what of each is still to be read; `Store` has it all.

Addresses are kept without their secrets (`tracker.secrets.told_apart`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tracker.records import FeedEntry, FeedState
from tracker.secrets import told_apart, without_secrets
from tracker.store.connection import readable_errors, writing

MOST_TRIES = 5
"""An entry that could not be read so often is given up."""

MOST_DELAYS = 100
"""The same for what may pass: a server that failed or was silent. With a look every half hour, two days."""

# Done is what is stored: by the entry's own ref or link, or by what the same link became in any feed. So nothing is
# lost where a run ends between reading and storing.
_TO_DO = (
    f" e.tries < {MOST_TRIES} AND e.delays < {MOST_DELAYS}"
    " AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.ref IN (e.ref, e.link))"
    " AND NOT EXISTS (SELECT 1 FROM feed_entries o JOIN articles a ON a.ref = o.ref WHERE o.link = e.link)"
)
_WAITING = (
    "SELECT 1 FROM feed_entries e JOIN feeds f ON f.id = e.feed_id"
    f" WHERE f.address = ? AND e.is_listed = 1 AND {_TO_DO} LIMIT 1"
)
_FEED = (
    "INSERT INTO feeds (address, etag, last_modified) VALUES (?, ?, ?) ON CONFLICT (address) DO UPDATE SET"
    " etag = excluded.etag, last_modified = excluded.last_modified, checked_at = excluded.checked_at RETURNING id"
)
# A link that is another now (the feed mended it) has its tries anew.
_ENTRY = (
    "INSERT INTO feed_entries (feed_id, key, link) VALUES (?, ?, ?) ON CONFLICT (feed_id, key) DO UPDATE SET"
    " is_listed = 1, tries = iif(link IS excluded.link, tries, 0),"
    " delays = iif(link IS excluded.link, delays, 0), link = excluded.link"
)
_OF_FEED = "feed_id = (SELECT id FROM feeds WHERE address = ?) AND key = ?"


class Feeds:
    """What `Store` knows of feeds; each is told by its address."""

    def __init__(self, conn: sqlite3.Connection, name: str) -> None:
        self._conn, self._name = conn, name

    def feed_state(self, feed: str) -> FeedState:
        """What the server said last about the feed's version; empty while an entry of it is still to be read: then the
        whole feed is needed again."""
        feed = told_apart(feed)
        with readable_errors(self._name):
            row = self._conn.execute("SELECT etag, last_modified FROM feeds WHERE address = ?", (feed,)).fetchone()
            if row is None or self._conn.execute(_WAITING, (feed,)).fetchone() is not None:
                return FeedState()
            return FeedState(*row)

    def note_feed(self, feed: str, state: FeedState, entries: Sequence[FeedEntry]) -> list[FeedEntry]:
        """Note what a feed lists now; gives the entries that are still to be read, in their order."""
        with readable_errors(self._name), writing(self._conn):
            (feed_id,) = self._conn.execute(_FEED, (told_apart(feed), state.etag, state.last_modified)).fetchone()
            self._conn.execute("UPDATE feed_entries SET is_listed = 0 WHERE feed_id = ?", (feed_id,))
            self._conn.executemany(_ENTRY, [(feed_id, told_apart(entry.key), _link(entry)) for entry in entries])
            sql = f"SELECT e.key FROM feed_entries e WHERE e.feed_id = ? AND e.is_listed = 1 AND {_TO_DO}"
            to_do = {key for (key,) in self._conn.execute(sql, (feed_id,))}
        return [entry for entry in entries if told_apart(entry.key) in to_do]

    def note_feed_entry(self, feed: str, key: str, ref: str) -> None:
        """Note as which article an entry was read. It is done with when that article is stored."""
        with readable_errors(self._name), writing(self._conn):
            sql = f"UPDATE feed_entries SET ref = ?, why = NULL WHERE {_OF_FEED}"
            self._conn.execute(sql, (without_secrets(ref), told_apart(feed), told_apart(key)))

    def note_feed_failure(self, feed: str, key: str, why: str, *, passing: bool) -> bool:
        """Note that an entry could not be read, `passing` where that may be of the moment; whether it is given up."""
        sql = (
            f"UPDATE feed_entries SET tries = tries + ?, delays = delays + ?, why = ? WHERE {_OF_FEED}"
            f" RETURNING tries >= {MOST_TRIES} OR delays >= {MOST_DELAYS}"
        )
        with readable_errors(self._name), writing(self._conn):
            values = (not passing, passing, without_secrets(why), told_apart(feed), told_apart(key))
            row = self._conn.execute(sql, values).fetchone()
        return row is not None and bool(row[0])


def _link(entry: FeedEntry) -> str | None:
    return None if entry.link is None else told_apart(entry.link)
