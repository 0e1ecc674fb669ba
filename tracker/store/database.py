"""The store: one SQLite file with all that was found, and the only door to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tracker.records import (
    AddResult,
    Article,
    ArticleHead,
    ArticleToScore,
    Certainty,
    Extraction,
    ScoreChange,
    SourceSummary,
    SpeakerKind,
    StoredArticle,
    StoredClaim,
    StoredSpeaker,
)
from tracker.store.connection import connect, readable_errors, writing
from tracker.store.queries import (
    ClaimQuery,
    select_articles,
    select_claims,
    select_sources,
    select_speakers,
)

if TYPE_CHECKING:
    from sqlite_utils import Database


class Store:
    """An open database. Every method raises `StoreError` with one line when the file or the disk fails.

    >>> with Store.open(":memory:") as store:
    ...     store.claims(ClaimQuery(text="bridge"))
    []
    """

    def __init__(self, conn: sqlite3.Connection, name: str) -> None:
        self._conn, self._name = conn, name

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Self:
        """Open the database file at `path` (or ``:memory:``), made when it is not there, upgraded when it is old.

        With `create=False` a missing or empty file is a `StoreError`. A file of another program is refused with
        `NotOurDatabase`, one of a later version of tracker with `NewerDatabase`; neither is touched.
        """
        return cls(connect(path, create=create), str(path))

    def close(self) -> None:
        """Close the file. Closing twice is fine."""
        self._conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def has_article(self, article: Article) -> bool:
        """Whether this ref is stored with this very text, so that no model need read it again."""
        from tracker.store.adding import has_text

        with readable_errors(self._name):
            return has_text(self._conn, article.ref, article.text)

    def add_article(self, extraction: Extraction, *, run_id: int | None = None) -> AddResult:
        """Store an article and all that was found in it: whole, or not at all.

        The same text under the same ref again changes nothing (`added` is false). Another text under the same ref is
        a new version: both are kept, the listings show the newer.
        """
        from tracker.store.adding import add

        with readable_errors(self._name), writing(self._conn):
            return add(self._conn, extraction, run_id)

    def add_articles(self, extractions: Iterable[Extraction], *, run_id: int | None = None) -> list[AddResult]:
        """Store several articles that are ready at once in one transaction: all of them, or none.

        Faster than one by one by about a third, where the model is not what takes the time.
        """
        from tracker.store.adding import add

        with readable_errors(self._name), writing(self._conn):
            return [add(self._conn, extraction, run_id) for extraction in extractions]

    def known_scores(self, model: str, keys: Iterable[str]) -> dict[str, Certainty]:
        """The newest score that `model` has given each of these passages, by `Certainty.key`; others are left out.

        `offset` is 0 and the evidence is counted from the passage, as it may be printed elsewhere next time.
        """
        from tracker.store.scoring import known_scores

        with readable_errors(self._name):
            return known_scores(self._conn, model, keys)

    def articles_to_score(self, model: str) -> Iterator[ArticleToScore]:
        """The current articles that have claims `model` has not scored, with these claims only, and without scores.

        One at a time: scores and articles may be added between two steps.
        """
        from tracker.store.scoring import articles_to_score

        with readable_errors(self._name):
            yield from articles_to_score(self._conn, model)

    def add_scores(self, found: Mapping[int, Certainty]) -> list[ScoreChange]:
        """Add a score to each of these claims, by their ids: all, or none. What was there stays; the newest is shown.

        `QueryError` when there is no such claim.
        """
        from tracker.store.scoring import add_scores

        with readable_errors(self._name), writing(self._conn):
            return add_scores(self._conn, found)

    def claims(self, query: ClaimQuery | None = None) -> list[StoredClaim]:
        """The claims a query asks for: best match first with a `text`, else newest article first, in reading order."""
        with readable_errors(self._name):
            return select_claims(self._conn, query or ClaimQuery())

    def find_speakers(self, name: str) -> list[StoredSpeaker]:
        """Who is known by `name`, the best match first; diacritics, word order and typos are forgiven.

        Only the best kind of match is given: the same name; else names with all its words; else names near to it.
        Role and affiliation are the newest known.
        """
        from tracker.store.lookup import matching_speakers

        with readable_errors(self._name):
            return select_speakers(self._conn, matching_speakers(self._conn, name))

    def sources(
        self, *, text: str | None = None, kind: SpeakerKind | None = None, limit: int | None = None
    ) -> list[SourceSummary]:
        """The speakers, the most quoted first; `text` must be part of one of their names."""
        with readable_errors(self._name):
            return select_sources(self._conn, text=text, kind=kind, limit=limit)

    def article(self, ref_or_id: str) -> StoredArticle:
        """One article whole, by its ref, id, URL or file name; `QueryError` names the nearest when there is none."""
        from tracker.store.reading import read_whole

        with readable_errors(self._name):
            return read_whole(self._conn, ref_or_id)

    def articles(
        self,
        *,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> list[ArticleHead]:
        """The articles without their texts, the newest first; dates as in `ClaimQuery`."""
        with readable_errors(self._name):
            return select_articles(self._conn, outlet=outlet, since=since, until=until, limit=limit)

    def begin_run(self, command: str, model: str | None) -> int:
        """Note that a command begins to write; gives the run's id. A run cut short has no `finished_at`."""
        with readable_errors(self._name), writing(self._conn):
            sql = "INSERT INTO runs (command, model, status) VALUES (?, ?, 'running')"
            return int(self._conn.execute(sql, (command, model)).lastrowid or 0)

    def finish_run(self, run_id: int, *, added: int, unchanged: int, skipped: int, status: str) -> None:
        """Note how a run ended: articles added, already there, and skipped; `status` is a word (``done``)."""
        with readable_errors(self._name), writing(self._conn):
            self._conn.execute(
                "UPDATE runs SET added = ?, unchanged = ?, skipped = ?, status = ?,"
                " finished_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?",
                (added, unchanged, skipped, status, run_id),
            )

    def as_sqlite_utils(self) -> Database:
        """The same open database as a `sqlite_utils.Database`, for questions of your own."""
        from sqlite_utils import Database

        return Database(self._conn, recursive_triggers=False, execute_plugins=False)
