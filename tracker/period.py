"""A period of articles: which days it has, what is asked of it, and what the store tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, Literal, TypeVar

from tracker.errors import QueryError
from tracker.records import ArticleHead, Dispute, GoneClaim, Level, Polarity, StoredClaim, StoredSpeaker

_Item_co = TypeVar("_Item_co", covariant=True)

_WEEK = re.compile(r"(\d{4})-?W(\d\d)", re.ASCII)
_LAST = re.compile(r"(\d{1,5})([dw])", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` to `until`, both included, ISO 8601; None leaves that end open. `name` is how it was asked
    for, where that has a name (``2014-W25``)."""

    since: str | None = None
    until: str | None = None
    name: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has neither beginning nor end: all articles are in it, those without a date too."""
        return self.since is None and self.until is None


def read_period(
    *,
    week: str | None = None,
    since: str | None = None,
    until: str | None = None,
    last: str | None = None,
    today: date,
) -> Period:
    """The period that was asked for, in one of three ways; `QueryError` when it makes no sense.

    >>> read_period(week="2014-W25", today=date(2024, 1, 1))
    Period(since='2014-06-16', until='2014-06-22', name='2014-W25')
    >>> read_period(since="2024-02", until="2024-02", today=date(2024, 1, 1))
    Period(since='2024-02-01', until='2024-02-29', name=None)
    """
    ways = {
        "--week": week is not None,
        "--last": last is not None,
        "--since and --until": since is not None or until is not None,
    }
    given = [name for name, is_given in ways.items() if is_given]
    if len(given) > 1:
        raise QueryError(f"{given[0]} together with {given[1]}", todo="give one of them")
    if week is not None:
        return _week(week)
    if last is not None:
        return _last(last, today)
    first = None if since is None else _days(since)[0].isoformat()
    end = None if until is None else _days(until)[1].isoformat()
    if first is not None and end is not None and first > end:
        raise QueryError(f"a period from {first} to {end}", todo="swap the two dates")
    return Period(first, end)


def _week(text: str) -> Period:
    match = _WEEK.fullmatch(text.strip().upper())
    if match:
        try:
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            sunday = monday + timedelta(days=6)
        except (ValueError, OverflowError):
            pass
        else:
            return Period(monday.isoformat(), sunday.isoformat(), f"{match[1]}-W{match[2]}")
    raise QueryError(f"no such week: {text!r}", todo="write it as 2014-W25, a week of ISO 8601")


def _last(text: str, today: date) -> Period:
    match = _LAST.fullmatch(text.strip().lower())
    days = int(match[1]) * (7 if match[2] == "w" else 1) if match else 0
    if not 0 < days <= today.toordinal():
        raise QueryError(f"no such stretch of days: {text!r}", todo="write it as 7d or 2w")
    return Period((today - timedelta(days=days - 1)).isoformat(), today.isoformat())


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
    match = _DATE.fullmatch(text.strip())
    if match:
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            first = date(year or 0, month or 1, day or 1)
        except ValueError:
            pass
        else:
            if day is not None:
                return first, first
            following = date(first.year, first.month % 12 + 1, 1) if month else date(first.year, 1, 1)
            if following <= first:  # the turn of the year, or a whole year
                return first, date(first.year, 12, 31)
            return first, following - timedelta(days=1)
    raise QueryError(f"no such date: {text!r}", todo="write it as 2014-06-18, 2014-06 or 2014")


@dataclass(frozen=True, slots=True)
class PeriodQuery:
    """What a report is asked for. `speaker`, `topic` and `outlet` are as in `ClaimQuery` (`topic` is its `text`), None
    does not narrow. With `since_last` only what was added after the newest noted report that was narrowed alike counts.
    Of every list at most `limit` entries are given. With `min_confidence` (0..1, included) only claims of attributions
    that sure count, wherever claims are counted; of a pair both."""

    period: Period = field(default_factory=Period)
    speaker: str | None = None
    topic: str | None = None
    outlet: str | None = None
    since_last: bool = False
    limit: int = 10
    min_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Bounded(Generic[_Item_co]):
    """The first of many, and how many there are."""

    items: tuple[_Item_co, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not among the items."""
        return self.total - len(self.items)


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many claims have a level of certainty, and of how many of them the speaker holds that it is not so."""

    level: Level
    claims: int
    negative: int


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """The period at a glance. `speakers` have a name; `copies` are claims that repeat those of another article;
    `undated` articles have no date (`undated_left_out`: and are in no period for that); `unscored` claims no level."""

    articles: int
    undated: int
    undated_left_out: int
    outlets: int
    claims: int
    copies: int
    speakers: int
    levels: tuple[LevelCount, ...]
    unscored: int


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """A speaker of the period. Copies do not count; `levels` are the claims of each of `LEVELS`, in that order."""

    speaker: StoredSpeaker
    claims: int
    articles: int
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim of one side of a dispute, as one article prints it. `side` is that of the head's claim which it repeats
    (or is); `day` is the article's, ISO 8601 without a time (a month or a year alone counts at its first day), None
    where it has none; `outlet` its outlet, else its ref. `is_copy`: it reprints another claim."""

    claim: int
    article: int
    side: Literal["a", "b"]
    day: str | None
    outlet: str
    speaker: str | None
    level: Level | None
    polarity: Polarity | None
    is_copy: bool


@dataclass(frozen=True, slots=True)
class ToldDispute:
    """A dispute that is told in the period. `tellings` are all its pairs but the head, of which `dispute.also` are the
    first; `is_new`: none of them is from before the period. `claims` are those of both sides, of whatever day, each
    once, by day (those without one last) and id; what stands in none but dismissed pairs is not one of them. Where
    they are too many, they are the head's two and others spaced evenly, the first and the last among them."""

    dispute: Dispute
    tellings: int
    is_new: bool
    claims: Bounded[Telling] = Bounded((), 0)


@dataclass(frozen=True, slots=True)
class ToldDisputes:
    """The disputes of the period that nobody has dismissed, of one sort."""

    suggested: int
    confirmed: int
    new: int
    listed: Bounded[ToldDispute]


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two speakers who contradict each other: in how many disputes of the period that nobody dismissed, and how many
    of these a person confirmed. `a` is the one of the lower id."""

    a: StoredSpeaker
    b: StoredSpeaker
    disputes: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a claim: `value` in the unit both sides share, `words` as printed (``fewer than 80 tonnes``)."""

    value: float
    words: str


@dataclass(frozen=True, slots=True)
class ConflictingFigures:
    """The figures on which the two claims of a pair differ; `about` is what is counted (``tonnes of solvent``), in
    words that one of the claims uses, empty where that cannot be told."""

    a: Figure
    b: Figure
    about: str = ""


@dataclass(frozen=True, slots=True)
class Restated:
    """The same thing, said by one speaker on two days and held to be so, at two levels of certainty as one model saw
    them; `after` is of the period, `before` the last telling of an earlier day."""

    before: StoredClaim
    after: StoredClaim


@dataclass(frozen=True, slots=True)
class Story:
    """An article with copies in the period: how many, and in how many outlets."""

    original: ArticleHead
    copies: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An article of the period, and what it said in an older text and no longer says."""

    article: ArticleHead
    claims: tuple[GoneClaim, ...]


@dataclass(frozen=True, slots=True)
class SkippedInput:
    """An input that could not be read: its name, and why, in one line."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class TroubledRun:
    """A command that skipped inputs, or that did not come to its end (or has not yet). `inputs` are those it skipped,
    as far as they were noted."""

    id: int
    command: str
    started_at: str
    added: int
    skipped: int
    finished: bool
    inputs: tuple[SkippedInput, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the store reaches: the highest ids of its articles and of its runs."""

    article: int
    run: int


@dataclass(frozen=True, slots=True)
class LastReport:
    """A report that was noted: when, in UTC, and how far the store reached then."""

    at: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """What the store tells of a period: the counts, and the first of every list. `last` is the report before this one,
    where it was asked for and there is one; `new_speakers` is None where the period has no before; `mark` is how far
    the store reached. `oppositions` are of two different named speakers, those with the most disputes first."""

    query: PeriodQuery
    last: LastReport | None
    counts: PeriodCounts
    contradictions: ToldDisputes
    self_contradictions: ToldDisputes
    updates: ToldDisputes
    restated: Bounded[Restated]
    speakers: Bounded[SpeakerCount]
    new_speakers: Bounded[SpeakerCount] | None
    unnamed: Bounded[StoredClaim]
    stories: Bounded[Story]
    troubled: Bounded[TroubledRun]
    mark: Mark
    oppositions: Bounded[Opposition] = Bounded((), 0)
    withdrawn: Bounded[Withdrawn] = Bounded((), 0)
