"""Inputs into the store, however many and however often: what is there already is gone past, what is ready at the same
time is stored in one transaction, and a run that was cut short goes on where it stopped."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO

from tracker.contradiction import Judge, find_relations, find_reprint, signature, tie
from tracker.errors import InputError, StoreError, TrackerError
from tracker.ingest import Course, InputFormat, Reading, read_articles
from tracker.period import SkippedInput
from tracker.pipeline import Extractor, judge_of
from tracker.records import AddResult, Article, Bookmark, Extraction, RunCounts, StoredRelation
from tracker.settings import Settings
from tracker.store import Store

if TYPE_CHECKING:
    from tracker.store.adding import Adder

IDLE = 512
"""After so many inputs in a row that give nothing to extract, what was begun is finished and told."""
_GATHERED = 256  # articles stored together where the model is quick; where it is slow, what is ready
_WAITED = 0.25  # seconds
_HELD = 0.5  # seconds after which a transaction ends: another process may be waiting to write
Hold = Callable[[], AbstractContextManager[None]]
Outcome = AddResult | InputError


def add_inputs(
    inputs: Sequence[str],
    store: Store,
    *,
    settings: Settings,
    input_format: InputFormat = "auto",
    reading: Reading | None = None,
    stdin: BinaryIO | None = None,
    hold: Hold = nullcontext,
    course: Course | None = None,
    run: int | None = None,
    fail_fast: bool = False,
) -> Iterator[Outcome]:
    """Add all inputs to the store, in order.

    The models are loaded only when there is an article that the store does not hold yet. Articles that are ready at the
    same time are stored in one transaction, and their results taken by the caller, within a `hold()`: there a program
    can put off what must not come in between. With a `run` all is noted there as it goes, in the same transactions.
    `course` may begin where an earlier run stopped. With `fail_fast` nothing after the first `InputError` is stored.
    """
    course = course or Course()
    adding = _Adding(store, settings, run)
    reading = replace(reading or Reading(), feeds=store)  # of a feed only what the store does not have
    stream = read_articles(inputs, input_format=input_format, reading=reading, stdin=stdin, course=course)
    incoming = _Incoming(stream, partial(store.has_article, any_language=settings.any_language), course)
    while not incoming.ended:
        articles = incoming.new_articles()
        groups = _gathered(adding.extracted(articles))
        for ready in chain(groups, [()]):  # and at last what waits behind the last new article
            reads = incoming.taken(ready)
            done: Sequence[Outcome] | None = None
            while done is None or done:
                with hold():
                    done = adding.store_group(reads, ready, fail_fast)
                    yield from done
                if adding.stopped(fail_fast):
                    return
    adding.catch_up()


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read, and the place behind it; whether the store did not hold it then."""

    item: Article | InputError
    behind: Bookmark | None
    is_new: bool


class _Incoming:
    """What comes in, in order: what is new goes to be extracted, all waits until it can be told."""

    def __init__(
        self, stream: Iterator[Article | InputError], is_known: Callable[[Article], bool], course: Course
    ) -> None:
        self._stream, self._is_known, self._course = stream, is_known, course
        self._waiting: deque[_Read] = deque()
        self.ended = False

    def new_articles(self) -> Iterator[Article]:
        """The articles that the store does not hold, up to the end or to where none came for long."""
        idle = 0
        for item in self._stream:
            is_new = isinstance(item, Article) and not self._is_known(item)
            self._waiting.append(_Read(item, self._course.bookmark, is_new))
            if is_new and isinstance(item, Article):
                idle = 0
                yield item
            elif (idle := idle + 1) >= IDLE:
                return
        self.ended = True

    def taken(self, ready: Sequence[Extraction]) -> Iterator[_Read]:
        """What was read up to the last article that is ready; where none is, all that waits."""
        left = len(ready)
        while self._waiting and (left or not ready):
            read = self._waiting.popleft()
            if left and read.item is ready[-left].article:
                left -= 1
            yield read


class _Adding:
    """Stores groups of articles, compares them with the others, and notes how far a run is."""

    def __init__(self, store: Store, settings: Settings, run: int | None) -> None:
        self._store, self._settings, self._run = store, settings, run
        self._extractor: Extractor | None = None
        self._comparing: _Comparing | None = None
        self._error: TrackerError | None = None
        self._behind: dict[str, Bookmark] = {}
        self._skipped_before: dict[str, int] = {}

    def extracted(self, articles: Iterator[Article]) -> Iterator[Sequence[Extraction]]:
        """Those of the articles, in groups; no model is loaded where there is none."""
        first = next(articles, None)
        if first is None:
            return
        extractor = self._open()
        known = partial(self._store.known_scores, extractor.certainty_model_name)
        yield from extractor.extract_groups(_with(first, articles), known=known)

    def _open(self) -> Extractor:
        if self._extractor is None:
            if self._settings.contradictions:
                self._comparing = _Comparing(self._store, judge_of(self._settings))
            self._extractor = Extractor.of(self._settings)
            if self._run is not None:
                models = [self._extractor.model_name, self._extractor.certainty_model_name]
                if self._comparing:
                    models.append(self._comparing.model_name)
                self._store.note_models(self._run, models)
        return self._extractor

    def store_group(self, reads: Iterator[_Read], ready: Sequence[Extraction], fail_fast: bool) -> list[Outcome]:
        """Store what was read, in one transaction as far as that is quick, and give what came of each: nothing when all
        is stored. An error that stops it is kept for `stopped`: what was stored before it counts."""
        done: list[Outcome] = []
        extractions = {id(extraction.article): extraction for extraction in ready}
        first = next(reads, None)
        if first is None:
            return done
        until = monotonic() + _HELD
        with _uncollected(), self._store.together() as group:
            for read in chain([first], reads):
                try:
                    self._store_one(group, read, extractions.get(id(read.item)), done)
                except StoreError:  # the disk: the whole group is lost
                    raise
                except TrackerError as error:
                    self._error = error
                    break
                if fail_fast and isinstance(done[-1], InputError):
                    self._note_skipped(done[-1])
                    self._error = done[-1]
                    break
                self._pass(read, done[-1])
                if monotonic() > until:
                    break
            if done and self._run is not None:
                self._store.note_progress(self._run, _counts(done), list(self._behind.values()))
        self._behind.clear()
        return done

    def stopped(self, fail_fast: bool) -> bool:
        """Whether no more is to be done; raises what went wrong."""
        if self._error is None:
            return False
        if fail_fast and isinstance(self._error, InputError):
            return True
        raise self._error

    def _store_one(self, group: Adder, read: _Read, extraction: Extraction | None, done: list[Outcome]) -> None:
        item = read.item
        if isinstance(item, InputError):
            done.append(item)
            return
        assert extraction is not None or not read.is_new, "an article that was given to be extracted did not come back"
        try:
            known = self._store.known_article(item) if extraction is None else None
            added = known or group.add(extraction or Extraction(item, (), ""), run_id=self._run)
        except InputError as error:
            done.append(InputError(error.what, where=item.ref, todo=error.todo))
            return
        if extraction is not None and extraction.notes:
            added = replace(added, unread=True)
        done.append(added)  # it is stored, and counts, whatever comes of comparing it
        if self._comparing and (added.added or added.read_now):
            group.write()
            done[-1] = self._comparing.compare(added, item.text)

    def _pass(self, read: _Read, outcome: Outcome) -> None:
        """Notes that all up to here is behind."""
        if isinstance(outcome, InputError):
            self._note_skipped(outcome)
        if read.behind is not None:
            name = read.behind.name
            if isinstance(outcome, InputError):
                self._skipped_before[name] = self._skipped_before.get(name, 0) + 1
            skipped = read.behind.skipped + self._skipped_before.get(name, 0)
            behind = read.behind if skipped == read.behind.skipped else replace(read.behind, skipped=skipped)
            self._behind[name] = behind

    def _note_skipped(self, error: InputError) -> None:
        if self._run is not None:
            why = error.what if error.todo is None else f"{error.what}; {error.todo}"
            self._store.note_skipped(self._run, SkippedInput(error.where or "", why))

    def catch_up(self) -> None:
        """Compare the stored articles that no model has compared: an add was cut short, or an older version made it."""
        if self._settings.contradictions and (waiting := self._store.articles_to_compare()):
            comparing = self._comparing or _Comparing(self._store, judge_of(self._settings))
            comparing.catch_up(waiting)


class _Comparing:
    """Finds what the claims of newly stored articles contradict, and which articles are reprints."""

    def __init__(self, store: Store, judge: Judge) -> None:
        self._store = store
        self._judge = judge
        self.model_name = judge.model_name

    def compare(self, added: AddResult, text: str) -> AddResult:
        """The result of an add, with the contradictions that were found; what a person dismissed is none."""
        found = self._relations(added.article_id, text)
        told = [one for one in found if one.relation == "contradiction" and one.status != "dismissed"]
        return replace(added, contradictions=tuple(told))

    def catch_up(self, articles: Sequence[int]) -> None:
        """Compare these stored articles."""
        for article_id in articles:
            self._relations(article_id, self._store.text(article_id))

    def _relations(self, article_id: int, text: str) -> list[StoredRelation]:
        self._tie_reprint(article_id, text)
        claims = self._store.claims_to_compare(article_id, self.model_name)
        found = find_relations(claims, self._store.pool_for(article_id, self.model_name), self._judge)
        return self._store.add_relations(article_id, self.model_name, found)

    def _tie_reprint(self, article_id: int, text: str) -> None:
        keys = signature(text)
        originals = self._store.possible_originals(article_id, keys)
        self._store.add_signature(article_id, keys)
        if originals and (reprint := find_reprint(text, originals)):
            copy, original = (
                [(claim.id, claim.text) for claim in self._store.claims_to_compare(number)]
                for number in (article_id, reprint.article_id)
            )
            self._store.tie_reprint(article_id, reprint.article_id, reprint.share, tie(copy, original))


def _with(first: Article, others: Iterator[Article]) -> Iterator[Article]:
    yield first
    yield from others


def _gathered(groups: Iterator[Sequence[Extraction]]) -> Iterator[Sequence[Extraction]]:
    """Groups that come quickly after each other as one: each transaction adds a piece to the index of words, and the
    fewer pieces there are, the less has to be merged. None waits for a slow one, and nothing is held open meanwhile."""
    gathered: list[Extraction] = []
    since = monotonic()
    try:
        for group in groups:
            gathered += group
            if len(gathered) >= _GATHERED or monotonic() - since > _WAITED:
                yield gathered
                gathered, since = [], monotonic()
    except TrackerError:  # a model failed: what came before it counts
        if gathered:
            yield gathered
        raise
    if gathered:
        yield gathered


@contextmanager
def _uncollected() -> Iterator[None]:
    """Within, Python looks for no rings of objects: there are none in rows that wait to be written, and to walk through
    thousands of them again and again costs more than to make them."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _counts(outcomes: Sequence[Outcome]) -> RunCounts:
    results = [one for one in outcomes if isinstance(one, AddResult)]
    added = [one for one in results if one.added]
    return RunCounts(
        added=len(added),
        unchanged=len(results) - len(added),
        new_versions=sum(one.new_version for one in added),
        claims=sum(one.claims for one in results if one.added or one.read_now),
    )
