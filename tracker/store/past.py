"""The store's questions about the versions of articles; `Store` has them all."""

from __future__ import annotations

from tracker.records import ArticleHistory
from tracker.store.connection import readable_errors
from tracker.store.people import People


class Past(People):
    """What `Store` knows of older texts."""

    def history(self, handle: str) -> ArticleHistory:
        """The versions of an article (as in `Store.article`; an older text's id will do) and what it no longer says.
        `QueryError` when there is none."""
        from tracker.store.history import read_history
        from tracker.store.lookup import article_id

        with readable_errors(self._name):
            return read_history(self._conn, article_id(self._conn, handle))

    def histories(self, since: str, *, limit: int | None = None) -> list[ArticleHistory]:
        """The histories of the articles that changed on this day (ISO 8601) or later; what changed last goes first."""
        from tracker.store.history import changed_since, read_history
        from tracker.store.queries import iso_date, sql_limit

        with readable_errors(self._name):
            ids = changed_since(self._conn, iso_date(since), sql_limit(limit))
            return [read_history(self._conn, number) for number in ids]
