"""How a batch goes: what was done and skipped, a line on the terminal meanwhile, the exit code at the end."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import typer

from tracker.cli.streams import PIPED_WIDTH, is_terminal, say
from tracker.errors import InputError
from tracker.ingest import Kept, is_loss
from tracker.records import AddResult, ScoreChange, StoredRelation
from tracker.report.wording.phrases import count

_Item = TypeVar("_Item")

GATE = 10
"""The exit code of a gate that was asked for (`--fail-on`) and tripped."""

_NAMED = 4  # of the contradictions found, so many are named
_KEPT = 50
_SECONDS_BETWEEN = 0.1
_BAR = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


@dataclass
class Tally:
    """Counts what came of each input, names each that was skipped on stderr."""

    done: int = 0
    added: int = 0
    unchanged: int = 0
    skipped: int = 0
    claims: int = 0
    contradictions: int = 0
    quotations: Kept = field(default_factory=Kept)
    unread: int = 0
    read_now: int = 0
    claims_now: int = 0
    note: str = ""
    show_progress: bool = False
    _found: list[StoredRelation] = field(default_factory=list)
    _started: float = field(default_factory=time.monotonic)
    _shown: float = 0.0
    _dirty: bool = False

    def skip(self, error: InputError) -> None:
        """Notes an input that could not be read, and says which and why."""
        self.skipped += 1
        self.clear()
        say(f"tracker: skipped {error}")

    def add(self, result: AddResult) -> None:
        """Notes an article that is now in the database."""
        self.done += 1
        self.added += result.added
        self.unchanged += not (result.added or result.read_now)
        self.claims += result.claims if result.added else 0
        if result.read_now:
            self.read_now += 1
            self.claims_now += result.claims
        self.unread += result.unread
        found = [
            pair for pair in result.contradictions if pair.relation == "contradiction" and pair.status != "dismissed"
        ]
        self.contradictions += len(found)
        if result.added:
            self.quotations += Kept.read(result.mended)
            for line in result.mended:
                if is_loss(line):
                    self.clear()
                    say(f"tracker: {result.ref}: {line}")
        self._found = sorted(self._found + found, key=_value, reverse=True)[:_KEPT]

    def say_unread(self) -> None:
        """Says how many articles are in other languages and were not read, or are read now, where there are such."""
        if self.unread:
            which = "article is" if self.unread == 1 else "articles are"
            say(f"{self.unread:,} {which} not in English: no claims, for the models read English; --any-language tries")
        if self.read_now:
            which, are = ("article", "is") if self.read_now == 1 else ("articles", "are")
            claims = count(self.claims_now, "claim")
            say(f"{self.read_now:,} {which} not in English, there without claims until now, {are} read: {claims}")

    def say_contradictions(self) -> None:
        """Names the most valuable of the contradictions found, each claim in one of them only, while there are such."""
        if not self._found:
            return
        from tracker.report.terminal.pairs import short_line  # where there is something to say: start-up time

        told: set[int] = set()
        first: list[StoredRelation] = []
        again: list[StoredRelation] = []
        for pair in self._found:
            (again if told & {pair.a.id, pair.b.id} else first).append(pair)
            told |= {pair.a.id, pair.b.id}
        width = shutil.get_terminal_size().columns if is_terminal(sys.stderr) else PIPED_WIDTH
        for pair in (first + again)[:_NAMED]:
            say(short_line(pair, width))
        left = self.contradictions - _NAMED
        more = f"… and {left:,} more: " if left > 0 else ""
        say(f"      {more}`tracker contradictions` lists them, `tracker review` asks about each")

    def summary(self) -> str:
        """``3 articles added (41 claims), 1 unchanged, 0 skipped``."""
        added = f"{count(self.added, 'article')} added ({count(self.claims, 'claim')})"
        found = f", {count(self.contradictions, 'contradiction')} found" if self.contradictions else ""
        kept = f", {self.quotations.line()}" if self.quotations.of else ""
        return f"{added}, {self.unchanged:,} unchanged, {self.skipped:,} skipped{kept}{found}"

    def progress(self, said: str) -> None:
        """Redraws the line of progress, where stderr is a terminal, a few times a second."""
        now = time.monotonic()
        if not self.show_progress or now - self._shown < _SECONDS_BETWEEN or not is_terminal(sys.stderr):
            return
        seconds = now - self._started
        turn = _BAR[int(seconds * 10) % len(_BAR)]
        room = shutil.get_terminal_size().columns - 1
        lines = [f"{turn} {line}" for line in self._lines(said)]
        line = next((one for one in lines if len(one) <= room), lines[-1])
        sys.stderr.write(f"\r\x1b[K{line[:room]}")
        sys.stderr.flush()
        self._shown, self._dirty = now, True

    def _lines(self, said: str) -> Sequence[str]:
        """What the line of progress says, with the rate; its shorter forms behind it, for a narrow terminal."""
        seconds = time.monotonic() - self._started
        return (f"{said} · {self.done / seconds:.1f} a second" if self.done > 1 and seconds else said,)

    def clear(self) -> None:
        """Wipes the line of progress."""
        if self._dirty:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._dirty = False

    def exit(self, gate: int | None = None) -> None:
        """Ends the command: 0 when nothing was skipped, 3 when something was, 1 when nothing at all could be read. A
        gate that tripped goes before: who asked for it is told."""
        if gate:
            raise typer.Exit(gate)
        if self.skipped:
            raise typer.Exit(3 if self._has_read() else 1)

    def _has_read(self) -> bool:
        """Whether any input could be read."""
        return self.done > 0


def _value(relation: StoredRelation) -> tuple[bool, float]:
    """What makes one worth reading before another."""
    return relation.same_speaker, relation.score


@dataclass
class Rescoring(Tally):
    """Counts what another model made of the stored claims."""

    changed: int = 0
    new: int = 0
    model: str = ""
    show_progress: bool = True

    def score(self, change: ScoreChange) -> bool:
        """Notes a score; whether the claim's level or polarity is now another."""
        self.done += 1
        self.model = change.after.model
        if change.before is None:
            self.new += 1
            return False
        before, after = change.before, change.after
        other = (before.level, before.polarity) != (after.level, after.polarity)
        self.changed += other
        return other

    def summary(self) -> str:
        """``scored 41 claims with certainty-en@1.1.0: 3 changed level or polarity, 2 new``."""
        if not self.done:
            return "nothing to score: this model has scored every claim"
        scored = f"scored {count(self.done, 'claim')} with {self.model}"
        return f"{scored}: {self.changed:,} changed level or polarity, {self.new:,} new"


@dataclass
class Exporting(Tally):
    """Counts what is written, by the singular of its name: ``claim``."""

    written: dict[str, int] = field(default_factory=dict)
    show_progress: bool = True

    def each(self, noun: str, items: Iterable[_Item]) -> Iterator[_Item]:
        """The items, counted as they go."""
        self.written[noun] = 0
        for item in items:
            self.done += 1
            self.written[noun] += 1
            self.progress(self.summary())
            yield item

    def summary(self) -> str:
        """``164 claims, 39 speakers, 7 contradictions, 1 update``."""
        return ", ".join(count(number, noun) for noun, number in self.written.items())
