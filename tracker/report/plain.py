"""A report as plain text, for a mail or a terminal: lines of at most `WIDTH` cells, the same wherever it is made."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.report.build import Report
from tracker.report.cells import cells, pad, wrap
from tracker.report.outline import Entry, Line, Outline, Section, outline

WIDTH = 88


def plain_lines(report: Report) -> Iterator[str]:
    """The lines of the page."""
    page = outline(report)
    yield from wrap(page.title, WIDTH)
    yield "=" * min(cells(page.title), WIDTH)
    for note in page.notes:
        yield from wrap(note, WIDTH)
    yield from _figures(page)
    for section in page.sections:
        yield from _section(section)


def _figures(page: Outline) -> Iterator[str]:
    if not page.figures:
        return
    yield ""
    widest = max(cells(label) for label, _ in page.figures)
    for label, value in page.figures:
        lines = wrap(value, WIDTH - widest - 2)
        yield f"{pad(label, widest)}  {lines[0]}"
        yield from (" " * (widest + 2) + line for line in lines[1:])


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield section.heading
    yield "-" * cells(section.heading)
    yield from wrap(section.said, WIDTH)
    roomy = any(entry.beneath for entry in section.entries)
    for number, entry in enumerate(section.entries, start=1):
        if roomy or number == 1:
            yield ""
        yield from _entry(entry, f"{number:>3}. ")
    if section.more:
        yield ""
        yield from wrap(section.more, WIDTH)


def _entry(entry: Entry, mark: str) -> Iterator[str]:
    margin = " " * len(mark)
    yield from _hung(_line(entry.line), mark, margin)
    for line in entry.beneath:
        yield from _hung(_line(line), f"{margin}- ", f"{margin}  ")


def _hung(text: str, first: str, then: str) -> Iterator[str]:
    """The text wrapped, its lines indented alike."""
    start = first
    for line in wrap(text, WIDTH - len(then)):
        yield start + line
        start = then


def _line(line: Line) -> str:
    return "".join(f"“{part.text}”" if part.role == "words" else part.text for part in line)
