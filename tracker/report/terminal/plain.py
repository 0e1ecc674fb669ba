"""A report as lines of text: for a mail (`plain_lines`, the same wherever it is made) or on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tracker.report.contents.build import Report
from tracker.report.contents.outline import Entry, Line, Outline, Role, Section, outline
from tracker.report.contents.pictures import Dumbbells, Pictures
from tracker.report.terminal.axes import figures_legend, figures_lines, timeline_legend, timeline_lines
from tracker.report.terminal.cells import BOLD, DIM, MEASURE, cells, pad, wrap, wrap_ranges
from tracker.report.terminal.pictures import Sheet, bars_lines, network_lines

WIDTH = 88
_NO_PICTURES = Pictures(None, (), None, None)
_CODES: dict[Role, tuple[int, ...]] = {"plain": (), "name": (BOLD,), "words": (), "quiet": (DIM,)}

_Runs = list[tuple[str, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the page is set: on what, how wide prose is, and what underlines the title and the headings."""

    sheet: Sheet
    measure: int
    under_title: str
    under_heading: str


def plain_lines(report: Report, pictures: Pictures = _NO_PICTURES) -> Iterator[str]:
    """The lines of the page, of at most `WIDTH` cells, without colour."""
    yield from _page(outline(report), pictures, _Setting(Sheet(WIDTH), WIDTH, "=", "-"))


def terminal_lines(report: Report, pictures: Pictures, sheet: Sheet) -> Iterator[str]:
    """The lines of the page as a person sees it on a terminal: on this sheet, with colour if it has colour."""
    setting = _Setting(sheet, min(sheet.width, MEASURE), sheet.marks.heavy_rule, sheet.marks.rule)
    yield from _page(outline(report), pictures, setting)


def _page(page: Outline, pictures: Pictures, setting: _Setting) -> Iterator[str]:
    yield from _heading(page.title, setting, setting.under_title)
    for note in page.notes:
        yield from wrap(note, setting.measure)
    yield from _figures(page, setting)
    for section in page.sections:
        yield from _section(section, pictures, setting)
        if section.key == "contradictions":
            yield from _about_contradictions(pictures, setting)
        if section.key == "updates":
            yield from _figures_picture("Updated figures", pictures.updates, setting)


def _heading(heading: str, setting: _Setting, rule: str) -> Iterator[str]:
    lines = wrap(heading, setting.measure)
    paint = setting.sheet.paint
    yield from (paint(line, BOLD) for line in lines)
    yield paint(rule * max(map(cells, lines)), DIM)


def _figures(page: Outline, setting: _Setting) -> Iterator[str]:
    """A label and a number each, the numbers flush right."""
    if not page.figures:
        return
    yield ""
    widest = max(cells(label) for label, _ in page.figures)
    number = max(cells(value.partition(" ")[0]) for _, value in page.figures)
    for label, value in page.figures:
        first, _, rest = value.partition(" ")
        start = f"{pad(setting.sheet.own(label), widest)}  {first:>{number}}"
        lines = wrap(rest, setting.measure - widest - number - 3) or [""]
        yield f"{start} {setting.sheet.paint(lines[0], DIM)}".rstrip()
        yield from (" " * (widest + number + 3) + setting.sheet.paint(line, DIM) for line in lines[1:])


def _about_contradictions(pictures: Pictures, setting: _Setting) -> Iterator[str]:
    """The pictures of what contradicts what, each kind under a heading of its own."""
    sheet = setting.sheet
    if pictures.network and pictures.network.edges:
        yield from _picture("Who contradicts whom", "", network_lines(pictures.network, sheet), setting)
    yield from _figures_picture("Conflicting figures", pictures.figures, setting)
    if pictures.timelines:
        yield from _picture(
            "Day by day", timeline_legend(pictures.timelines, sheet), _timelines(pictures, sheet), setting
        )


def _figures_picture(heading: str, figures: Dumbbells | None, setting: _Setting) -> Iterator[str]:
    if figures and figures.rows:
        lines = figures_lines(figures, setting.sheet)
        yield from _picture(heading, figures_legend(figures, setting.sheet), lines, setting)


def _timelines(pictures: Pictures, sheet: Sheet) -> Iterator[str]:
    for nth, timeline in enumerate(pictures.timelines):
        if nth:
            yield ""
        yield from timeline_lines(timeline, sheet)


def _picture(heading: str, said: str, lines: Iterable[str], setting: _Setting) -> Iterator[str]:
    yield ""
    yield from _heading(heading, setting, setting.under_heading)
    yield from (setting.sheet.paint(line, DIM) for line in wrap(said, setting.measure))
    if said:
        yield ""
    yield from lines


def _section(section: Section, pictures: Pictures, setting: _Setting) -> Iterator[str]:
    yield ""
    yield from _heading(section.heading, setting, setting.under_heading)
    yield from wrap(section.said, setting.measure)
    if section.key == "speakers" and pictures.bars and pictures.bars.bars:
        yield ""
        yield from bars_lines(pictures.bars, setting.sheet)
    roomy = any(entry.beneath for entry in section.entries)
    for number, entry in enumerate(section.entries, start=1):
        if roomy or number == 1:
            yield ""
        yield from _entry(entry, f"{number:>3}. ", setting)
    if section.more:
        yield ""
        yield from wrap(setting.sheet.own(section.more), setting.measure)


def _entry(entry: Entry, mark: str, setting: _Setting) -> Iterator[str]:
    margin = " " * len(mark)
    yield from _hung(_runs(entry.line, setting.sheet), mark, margin, setting)
    for line in entry.beneath:
        yield from _hung(_runs(line, setting.sheet), f"{margin}- ", f"{margin}  ", setting)


def _hung(runs: _Runs, first: str, then: str, setting: _Setting) -> Iterator[str]:
    """The pieces wrapped and painted, the lines indented alike."""
    text = "".join(words for words, _ in runs)
    codes = [painted for words, painted in runs for _ in words]
    start = first
    for begin, end in wrap_ranges(text, setting.measure - len(then)):
        pieces = groupby(range(begin, end), key=lambda at: codes[at])
        yield start + "".join(setting.sheet.paint("".join(text[at] for at in run), *of_run) for of_run, run in pieces)
        start = then


def _runs(line: Line, sheet: Sheet) -> _Runs:
    """The pieces of a line, somebody's own words in quotation marks and otherwise left as they are."""
    opening, closing = sheet.own("“"), sheet.own("”")
    return [
        (f"{opening}{part.text}{closing}" if part.role == "words" else sheet.own(part.text), _CODES[part.role])
        for part in line
    ]
