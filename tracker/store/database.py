"""The store: one SQLite file with all that was found, and the only door to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tracker.errors import QueryError
from tracker.period import Mark, PeriodFacts, PeriodQuery
from tracker.records import (
    ArticleHead,
    ArticlePage,
    ArticleToScore,
    Certainty,
    ClaimToCompare,
    Dispute,
    FoundRelation,
    Relation,
    ReviewStatus,
    ScoreChange,
    SourceSummary,
    SpeakerKind,
    StoredArticle,
    StoredClaim,
    StoredRelation,
    StoredSpeaker,
)
from tracker.store.connection import connect, readable_errors, writing
from tracker.store.feeds import Feeds
from tracker.store.intake import Intake
from tracker.store.past import Past
from tracker.store.queries import (
    ClaimQuery,
    RelationQuery,
    select_articles,
    select_claims,
    select_sources,
    select_speakers,
)

if TYPE_CHECKING:
    from sqlite_utils import Database


class Store(Intake, Past, Feeds):
    """An open database. Every method raises `StoreError` with one line when the file or the disk fails.

    >>> with Store.open(":memory:") as store:
    ...     store.claims(ClaimQuery(text="bridge"))
    []
    """

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

    def add_signature(self, article_id: int, keys: Iterable[int]) -> None:
        """Note the keys (64 bits each) by which copies of an article will find it; those it has stay."""
        from tracker.store.originals import add_signature

        with readable_errors(self._name), writing(self._conn):
            add_signature(self._conn, article_id, keys)

    def possible_originals(self, article_id: int, keys: Iterable[int]) -> list[tuple[int, str]]:
        """The few current articles that share the most of these keys, with their texts, the most likely first.

        Neither the article itself nor another text under its ref is among them.
        """
        from tracker.store.originals import possible_originals

        with readable_errors(self._name):
            return possible_originals(self._conn, article_id, keys)

    def tie_reprint(self, article_id: int, original_id: int, share: float, claims: Mapping[int, int]) -> None:
        """Note that an article is a copy, by `share` (0..1) of it; `claims` are its claims and the original's.

        A copy of a copy is tied to the first. Tying an original to its own copy changes nothing.
        """
        from tracker.store.originals import tie_reprint

        with readable_errors(self._name), writing(self._conn):
            tie_reprint(self._conn, article_id, original_id, share, claims)

    def claims_to_compare(self, article_id: int, unless_by: str | None = None) -> list[ClaimToCompare]:
        """The claims of an article, in reading order, with what comparing them needs; without those that an older text
        had too which the model `unless_by` has compared."""
        from tracker.store.neighbours import claims_of

        with readable_errors(self._name):
            return claims_of(self._conn, article_id, unless_by)

    def pool_for(self, article_id: int, unless_by: str | None = None) -> list[ClaimToCompare]:
        """The claims of other articles that may speak of the same as this one's, and those that `claims_to_compare`
        leaves out."""
        from tracker.store.neighbours import pool_for

        with readable_errors(self._name):
            return pool_for(self._conn, article_id, unless_by=unless_by)

    def articles_to_compare(self, model: str | None = None) -> list[int]:
        """The current articles that have claims and that `model` has not compared, by id; without one, those that no
        model has."""
        from tracker.store.relations import articles_to_compare

        with readable_errors(self._name):
            return articles_to_compare(self._conn, model)

    def add_relations(self, article_id: int, model: str, found: Sequence[FoundRelation]) -> list[StoredRelation]:
        """Store what comparing an article came to, and that `model` has compared it: all, or nothing.

        Only contradictions and updates are stored, the earlier claim first; they are given back in the order of
        `found`, with the status a person gave the same two claims before. What other models found stays.
        """
        from tracker.store.relations import add_relations

        with readable_errors(self._name), writing(self._conn):
            return add_relations(self._conn, article_id, model, found)

    def relation(self, relation_id: int) -> StoredRelation:
        """One pair of claims by its id, with what was decided on itself; `QueryError` when there is none."""
        from tracker.store.relations import read_relation

        with readable_errors(self._name):
            return read_relation(self._conn, relation_id)

    def disputes(self, query: RelationQuery | None = None) -> list[Dispute]:
        """The pairs a query asks for, those that tell the same together; the most valuable first.

        First a speaker against themselves, then the surest, then those of the most outlets. What a person decided on
        the head counts for all its pairs that nobody decided on, and they are shown so.
        """
        from tracker.store.disputes import select_disputes

        with readable_errors(self._name):
            return select_disputes(self._conn, query or RelationQuery())

    def review_queue(self, limit: int | None = None) -> list[StoredRelation]:
        """The heads of the contradictions that nobody has decided on, the most valuable first."""
        from tracker.store.disputes import select_queue

        with readable_errors(self._name):
            return select_queue(self._conn, limit)

    def review(
        self, relation_id: int, status: ReviewStatus, *, note: str | None = None, reviewer: str | None = None
    ) -> StoredRelation:
        """Add a person's decision on a pair of claims; it holds wherever and by whatever model the same two are found.

        ``suggested`` puts the pair back into the queue. `QueryError` when there is no such pair.
        """
        from tracker.store.disputes import is_head
        from tracker.store.relations import read_relation
        from tracker.store.reviews import add_review

        with readable_errors(self._name), writing(self._conn):
            whole = status == "dismissed" and is_head(self._conn, relation_id)
            add_review(self._conn, relation_id, status, note, reviewer, whole=whole)
            return read_relation(self._conn, relation_id)

    def undo_review(self, relation_id: int) -> StoredRelation:
        """Take back the last decision on a pair; the one before it holds again. `QueryError` when there is none."""
        from tracker.store.relations import read_relation
        from tracker.store.reviews import undo_review

        with readable_errors(self._name), writing(self._conn):
            undo_review(self._conn, relation_id)
            return read_relation(self._conn, relation_id)

    def period(self, query: PeriodQuery) -> PeriodFacts:
        """What there is to report of a period: counts, and the first of every list, all read at one moment."""
        from tracker.store.overview import select_period

        with readable_errors(self._name):
            return select_period(self._conn, query)

    def note_report(self, query: PeriodQuery, reached: Mark, *, seconds: int | None = None) -> None:
        """Note that a report was written which told what there was up to `reached`: the next with `since_last` begins
        there. `seconds` since 1970 is when; None: now."""
        from tracker.store.reports import note_report

        with readable_errors(self._name), writing(self._conn):
            note_report(self._conn, query, reached, seconds)

    def claims(self, query: ClaimQuery | None = None) -> list[StoredClaim]:
        """The claims a query asks for: best match first with a `text`, else newest article first, in reading order."""
        with readable_errors(self._name):
            found = select_claims(self._conn, query or ClaimQuery())
            if query is None or not query.all_versions:
                return found
            from tracker.store.history import with_versions

            return with_versions(self._conn, found)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Within, all is read as it is at the first question, whatever another process adds meanwhile."""
        with readable_errors(self._name):
            self._conn.execute("BEGIN")
        try:
            yield
        finally:
            self._conn.execute("ROLLBACK")

    def each_claim(self, query: ClaimQuery | None = None) -> Iterator[StoredClaim]:
        """The claims a query asks for, in the order of their ids, never more than a page of them in memory."""
        from tracker.store.exporting import each_claim

        with readable_errors(self._name):
            yield from each_claim(self._conn, query or ClaimQuery())

    def each_source(self, query: ClaimQuery | None = None) -> Iterator[SourceSummary]:
        """The speakers of the claims a query asks for, by their ids; only these claims count. Its `limit` does not."""
        from tracker.store.exporting import each_source

        with readable_errors(self._name):
            yield from each_source(self._conn, query or ClaimQuery())

    def each_dispute(
        self, query: ClaimQuery | None = None, *, relation: Relation = "contradiction"
    ) -> Iterator[Dispute]:
        """The contradictions (or what else `relation` says) that one of the claims a query asks for is part of, by the
        ids of their heads; with those that somebody dismissed. The query's `limit` does not count."""
        from tracker.store.exporting import each_dispute

        with readable_errors(self._name):
            yield from each_dispute(self._conn, query or ClaimQuery(), relation)

    def find_speakers(self, name: str) -> list[StoredSpeaker]:
        """Who is known by `name`, the best match first; diacritics, word order and typos are forgiven.

        Only the best kind of match is given: the same name; else names with all its words; else names near to it.
        Role and affiliation are the newest known.
        """
        from tracker.store.lookup import matching_speakers

        with readable_errors(self._name):
            return select_speakers(self._conn, matching_speakers(self._conn, name))

    def sources(
        self,
        *,
        text: str | None = None,
        kind: SpeakerKind | None = None,
        limit: int | None = None,
        min_confidence: float | None = None,
    ) -> list[SourceSummary]:
        """The speakers, the most quoted first; `text` must be part of one of their names."""
        with readable_errors(self._name):
            return select_sources(self._conn, text=text, kind=kind, limit=limit, min_confidence=min_confidence)

    def article(self, ref_or_id: str) -> StoredArticle:
        """One article whole, by its ref, id, URL or file name; `QueryError` names the nearest when there is none."""
        from tracker.store.reading import read_whole

        with readable_errors(self._name):
            return read_whole(self._conn, ref_or_id)

    def article_page(self, handle: str, *, most: int = 100, min_confidence: float | None = None) -> ArticlePage:
        """One article (as in `article`) with what contradicts it or updates it, `most` pairs at most. With
        `min_confidence` (0..1, included) only what the machine is so sure was said."""
        from tracker.store.lookup import article_id
        from tracker.store.pages import article_pages

        with readable_errors(self._name):
            return article_pages(self._conn, [article_id(self._conn, handle)], most, min_confidence)[0]

    def article_pages(self, ids: Iterable[int], *, most: int = 100) -> list[ArticlePage]:
        """The articles of these ids in this order, `most` pairs each at most; all read at one moment, by a few queries
        however many there are. `QueryError` when there is no such article."""
        from tracker.store.pages import article_pages

        with readable_errors(self._name):
            return article_pages(self._conn, list(ids), most)

    def text(self, article_id: int) -> str:
        """The text of an article, by its id alone; `QueryError` when there is none."""
        with readable_errors(self._name):
            row = self._conn.execute("SELECT text FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row is None:
            raise QueryError(f"no article {article_id}", todo="list the articles with `tracker show`")
        return str(row[0])

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

    def as_sqlite_utils(self) -> Database:
        """The same open database as a `sqlite_utils.Database`, for questions of your own."""
        from sqlite_utils import Database

        return Database(self._conn, recursive_triggers=False, execute_plugins=False)
