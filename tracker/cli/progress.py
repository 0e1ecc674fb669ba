"""How a batch goes: what was done and skipped, a line on the terminal meanwhile, the exit code at the end."""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import dataclass, field

import typer

from tracker.cli.streams import is_terminal, say
from tracker.errors import InputError
from tracker.records import AddResult, ScoreChange
from tracker.report.terminal import count

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
    note: str = ""
    show_progress: bool = False
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
        self.unchanged += not result.added
        self.claims += result.claims if result.added else 0

    def summary(self) -> str:
        """``3 articles added (41 claims), 1 unchanged, 0 skipped``."""
        added = f"{count(self.added, 'article')} added ({count(self.claims, 'claim')})"
        return f"{added}, {self.unchanged:,} unchanged, {self.skipped:,} skipped"

    def progress(self, said: str) -> None:
        """Redraws the line of progress, where stderr is a terminal, a few times a second."""
        now = time.monotonic()
        if not self.show_progress or now - self._shown < _SECONDS_BETWEEN or not is_terminal(sys.stderr):
            return
        seconds = now - self._started
        turn = _BAR[int(seconds * 10) % len(_BAR)]
        rate = f" · {self.done / seconds:.1f} a second" if self.done > 1 else ""
        line = f"{turn} {said}{rate}"[: shutil.get_terminal_size().columns - 1]
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()
        self._shown, self._dirty = now, True

    def clear(self) -> None:
        """Wipes the line of progress."""
        if self._dirty:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._dirty = False

    def exit(self) -> None:
        """Ends the command: 0 when nothing was skipped, 3 when something was, 1 when everything was."""
        if self.skipped:
            raise typer.Exit(3 if self.done else 1)


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
