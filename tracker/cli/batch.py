"""A run of `tracker add` on the terminal: what it goes on from, how far it is, how it ended."""

from __future__ import annotations

import re
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import typer

from tracker.cli.progress import Tally
from tracker.cli.streams import is_terminal, say
from tracker.errors import InputError
from tracker.ingest import Course, size_of, told
from tracker.records import AddResult, CutShort
from tracker.report.wording.phrases import count
from tracker.store import Store

COMMAND = "tracker add"
_NAMED = 20  # inputs that are named when they are skipped; the others are told at the end, by reason
_OF_REASON = 3  # of each reason so many are named there
_REASONS = 10
_EVERY = 1000
_CELLS = 10
_WINDOW = 30.0  # seconds that rate and time left are reckoned from
_SECONDS_BETWEEN = 1.0
_PARTICULARS = re.compile(r"\b0x[0-9A-Fa-f]+|(?<![\w-])\d[\d.,]*|'[^']*'")


@dataclass
class Batch(Tally):
    """Counts what came of each input, of a run that is noted in the database."""

    run: int = 0
    course: Course = field(default_factory=Course)
    total: int | None = None
    new_versions: int = 0
    skipped_before: int = 0
    read_before: bool = False
    stopped: bool = False
    show_progress: bool = True
    _reasons: dict[str, list[InputError]] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _samples: deque[tuple[float, int, int]] = field(default_factory=deque)

    def take(self, item: AddResult | InputError) -> None:
        """Notes what came of an input, and shows how far it is."""
        if isinstance(item, InputError):
            self.skip(item)
        else:
            self.add(item)
            self.new_versions += item.new_version
        self._sample()
        self.progress(self.summary())
        told = self.done + self.skipped
        if self.show_progress and not is_terminal(sys.stderr) and told % _EVERY == 0:
            say(f"{count(told, 'input')}: {self.summary()}{self._pace()}")

    def skip(self, error: InputError) -> None:
        """Names the first inputs that could not be read, and counts the others by reason."""
        if self.skipped < _NAMED:
            super().skip(error)
            return
        self.skipped += 1
        reason = _PARTICULARS.sub("…", error.what)
        if reason not in self._counts and len(self._counts) >= _REASONS:
            reason = "other reasons"
        self._counts[reason] = self._counts.get(reason, 0) + 1
        named = self._reasons.setdefault(reason, [])
        if len(named) < _OF_REASON:
            named.append(error)

    def summary(self) -> str:
        """``3 articles added (41 claims), 1 of them a new version, 1 unchanged, 0 skipped``."""
        if not self.new_versions:
            return super().summary()
        added, _, rest = super().summary().partition("),")
        news = count(self.new_versions, "new version")
        return f"{added}), {news} among them,{rest}"

    def say_skipped(self) -> None:
        """Says why inputs were skipped, of those that were not named."""
        if self.skipped <= _NAMED:
            return
        say(f"      {self.skipped - _NAMED:,} more were skipped:")
        for reason, number in sorted(self._counts.items(), key=lambda item: -item[1]):
            named = self._reasons[reason]
            first = ", ".join(error.where or "?" for error in named)
            more = ", …" if number > len(named) else ""
            say(f"      {number:,} × {named[0].what if number == 1 else reason}: {first}{more}")
        say(f"      `tracker runs show {self.run}` lists all")

    def exit(self, gate: int | None = None) -> None:
        """As of any tally; what an earlier run had skipped of these inputs counts as well."""
        super().exit(gate)
        if self.skipped_before:
            raise typer.Exit(3)

    def _has_read(self) -> bool:
        """A feed in which nothing is new was read, too, and so was what an earlier run stored."""
        return super()._has_read() or self.course.quiet > 0 or self.read_before

    def _lines(self, said: str) -> Sequence[str]:
        """The line of progress: how much is behind, what came of it, how fast, how long yet."""
        share, pace = self._share(), self._pace()
        full = round(_CELLS * (share or 0))
        gauge = "" if share is None else f"{'■' * full}{'·' * (_CELLS - full)} "
        percent = "" if share is None else f"{int(100 * share)} % "
        counts = ((self.unchanged, "unchanged"), (self.skipped, "skipped"))
        brief = ", ".join([f"{self.added:,} added", *(f"{number:,} {what}" for number, what in counts if number)])
        return (f"{gauge}{percent}{said}{pace}", f"{gauge}{percent}{brief}{pace}", f"{percent}{brief}{pace}")

    def _share(self) -> float | None:
        return min(1.0, self.course.passed / self.total) if self.total else None

    def _sample(self) -> None:
        now = time.monotonic()
        if not self._samples or now - self._samples[-1][0] >= _SECONDS_BETWEEN:
            self._samples.append((now, self.done + self.skipped, self.course.passed))
            while now - self._samples[0][0] > _WINDOW:
                self._samples.popleft()

    def _pace(self) -> str:
        """`` · 34.5 a second · 4 min left``, from what the last half minute brought."""
        if not self._samples or (seconds := time.monotonic() - self._samples[0][0]) < _SECONDS_BETWEEN:
            return ""
        _, told, passed = self._samples[0]
        pace = f" · {(self.done + self.skipped - told) / seconds:,.1f} a second"
        read = self.course.passed - passed
        if self.total and read > 0:
            pace += f" · {_duration((self.total - self.course.passed) * seconds / read)} left"
        return pace


def _duration(seconds: float) -> str:
    """``12 s``, ``4 min``, ``1 h 20 min``."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    hours, minutes = divmod(round(whole / 60), 60)
    return f"{hours:,} h {minutes} min" if hours else f"{minutes} min"


@contextmanager
def batch(
    store: Store, inputs: Sequence[str], options: str, name: str, *, quiet: bool = False
) -> Iterator[tuple[Batch, Course]]:
    """A run that is noted from its beginning to its end, and goes on where the same command was cut short. At the end
    says what was done, whatever ended it."""
    before = store.cut_short(COMMAND, inputs, options)
    course = Course(before.bookmarks if before else ())
    run = store.begin_run(COMMAND, inputs=inputs, options=options, continues=before.id if before else None)
    adding = Batch(run=run, course=course, show_progress=not quiet)
    if before:
        adding.skipped_before = _say_where(before, course, store)
        adding.read_before = any(mark.line > mark.skipped for mark in before.bookmarks if course.unchanged(mark))
    if is_terminal(sys.stderr):
        adding.total = size_of(inputs)
    status = "failed"
    try:
        adding.progress(adding.summary())
        yield adding, course
        status = "stopped" if adding.stopped else "done"
    except KeyboardInterrupt:
        status = "interrupted"
        adding.note = "; the same command again goes on from here"
        raise
    finally:
        adding.clear()
        if not quiet or adding.note:
            say(f"{adding.summary()} · {name}{adding.note}")
            adding.say_unread()
        adding.say_skipped()
        adding.say_contradictions()
        store.end_run(run, status)  # last: where the disk fails, what was done is told all the same


def _say_where(before: CutShort, course: Course, store: Store) -> int:
    """Says where the run goes on; gives how many of the inputs that are behind had been skipped."""
    good = [mark for mark in before.bookmarks if course.unchanged(mark)]
    for mark in before.bookmarks:
        if mark not in good:
            say(f"tracker: {mark.name} has changed since run {before.id}; it is looked at from its beginning")
    where = "going past what it stored"
    if good:
        where = f"going on at {told(good[-1])}"
    say(f"tracker: run {before.id} did not end; {where}")
    skipped = sum(mark.skipped for mark in good)
    if skipped:
        shown = ", ".join(f"`tracker runs show {run}`" for run in _that_skipped(before.id, store))
        say(f"tracker: {count(skipped, 'input')} before that could not be read: {shown}")
    return skipped


def _that_skipped(last: int, store: Store) -> list[int]:
    """This run and those before it that it goes on from, as far as they skipped something."""
    found = []
    run = store.run(last)
    while True:
        if run.skipped:
            found.append(run.id)
        if run.continues is None:
            return found[::-1]
        run = store.run(run.continues)


__all__ = ["COMMAND", "Batch", "batch"]
