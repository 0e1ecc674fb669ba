"""Runs as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.period import SkippedInput
from tracker.records import StoredRun
from tracker.report.terminal.cells import BOLD, DIM, MEASURE, Paint, wrap
from tracker.report.wording.phrases import count, one_line

_INDENT = 8
_ENDED = {
    "running": "at work",
    "done": "done",
    "interrupted": "interrupted",
    "stopped": "stopped at the first input it could not read",
    "failed": "failed",
    "killed": "killed",
}


def runs_table(runs: Iterable[StoredRun], *, width: int, colour: bool = False) -> Iterator[str]:
    """Each run in a few lines: when and how it ended, the command, what came of it."""
    for nth, run in enumerate(runs):
        if nth:
            yield ""
        yield from run_lines(run, width=width, colour=colour)


def run_lines(run: StoredRun, *, width: int, colour: bool = False) -> Iterator[str]:
    """One run."""
    paint = Paint(colour)
    room = min(MEASURE, width - _INDENT)
    number, margin = paint(f"{run.id:>6}", DIM) + "  ", " " * _INDENT
    when = f"{run.started_at[:10]} {run.started_at[11:16]} UTC"
    before = f"went on from run {run.continues}" if run.continues else None
    for line in wrap(one_line(when, _took(run), _ENDED.get(run.status, run.status), before, _next(run)), room):
        yield number + paint(line, *(() if run.status in ("done", "running") else (BOLD,)))
        number = margin
    for line in wrap(one_line(" ".join((run.command, *map(_quoted, run.inputs), *_options(run)))), room):
        yield margin + line
    for line in wrap(_counts(run), room):
        yield margin + line
    for line in wrap(one_line(*run.models), room):
        yield margin + paint(line, DIM)


def skipped_table(skipped: Iterable[SkippedInput], *, width: int, colour: bool = False) -> Iterator[str]:
    """What could not be read, one after the other."""
    paint = Paint(colour)
    for nth, one in enumerate(skipped):
        if not nth:
            yield ""
        start = "skipped "
        for line in wrap(one_line(one.name, one.why, joint=": "), min(MEASURE, width - _INDENT)):
            yield paint(start, DIM) + line
            start = " " * _INDENT


def _counts(run: StoredRun) -> str:
    versions = f" ({count(run.new_versions, 'new version')})" if run.new_versions else ""
    added = f"{count(run.added, 'article')} added{versions}"
    return f"{added}, {count(run.claims, 'claim')}, {run.unchanged:,} unchanged, {run.skipped:,} skipped"


def _next(run: StoredRun) -> str | None:
    """What became of a run that was cut short, or may yet."""
    if run.status in ("done", "running"):
        return None
    return f"run {run.continued_by} went on" if run.continued_by else "the same command again goes on from here"


def _options(run: StoredRun) -> list[str]:
    """The options that are not as they always are."""
    return (run.options or "").replace("--input auto", "").split()


def _took(run: StoredRun) -> str | None:
    if run.seconds is None:
        return None
    minutes, seconds = divmod(run.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"


def _quoted(word: str) -> str:
    return f"'{word}'" if " " in word else word
