"""Pictures of a report for a terminal or a mail, drawn by rich: lines of text that fit a sheet.

Nothing needs colour: levels differ in shade, sides in shape, and each lane has its letter. Colours are those of the
terminal's own palette, and none of them says true or false. Texts reach rich as `Text`, never as markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.records import LEVELS
from tracker.report.contents.pictures import Bars, Edge, Network
from tracker.report.terminal.cells import Paint, cells, wrap, wrap_ranges
from tracker.report.wording.harmless import printable
from tracker.report.wording.phrases import count, one_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

WIDEST = 120
"""No page is set wider, whatever the terminal."""

# Of `LEVELS`, and of what is not scored. Two hues, of which each grows fainter with its shade on a dark ground as on a
# light one: with four, which is the strongest would depend on the reader's palette.
_STYLES = ("cyan", "cyan", "magenta", "magenta", "dim")
_A_CLAIM, _LONGEST_BAR = 4, 60  # cells at most for one claim, and for all: two claims are no long bar
_NAME_LINES = 2
_ROOMY = 60  # so many cells at least for a table of who contradicts whom
_GLUE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Marks:
    """What pictures are drawn with. `shades` are those of `LEVELS` and of what is not scored; `a` and `b` the marks of
    either side: sure, hedged, some of each. `ends` are those of two figures, `arrows` of an update: from the earlier
    figure, and to the later one on its left or right."""

    shades: str
    a: str
    b: str
    lane: str
    between: str
    updating: str
    ends: str
    arrows: str
    zero: str
    unlike: str
    times: str
    more: str
    joint: str
    rule: str
    heavy_rule: str


BLOCKS = Marks("█▓▒░·", "●○◐", "◆◇◈", "─", "━", "╌", "●◆", "●◀▶", "│", "≠", "×", "…", "·", "─", "━")
ASCII = Marks("#=-.?", "*o%", "*o%", "-", "=", "-", "*#", "*<>", "|", "!=", "x", "...", "-", "-", "=")
_TO_ASCII = str.maketrans(
    {"·": "-", "—": "--", "–": "-", "…": "...", "≠": "!=", "×": "x", "“": '"', "”": '"', "‘": "'", "’": "'"}
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page is set on: `width` in cells, 40 at least; with colour or without; `blocks` false keeps our own marks
    to ASCII."""

    width: int
    colour: bool = False
    blocks: bool = True

    @property
    def marks(self) -> Marks:
        """The marks that it can show."""
        return BLOCKS if self.blocks else ASCII

    @property
    def paint(self) -> Paint:
        """Puts colour on, where there is colour."""
        return Paint(self.colour)

    def own(self, text: str) -> str:
        """Words of our own, in ASCII where the sheet shows nothing else."""
        return text if self.blocks else text.translate(_TO_ASCII)


Run = tuple[str, str]
"""A piece of text and the name of its style."""


def rendered(renderables: Iterable[RenderableType], sheet: Sheet) -> Iterator[str]:
    """What rich makes of them, as lines without blanks at their end. The environment has no say: same sheet, same
    bytes."""
    from rich.console import Console

    console = Console(
        width=sheet.width,
        force_terminal=sheet.colour,
        color_system="standard" if sheet.colour else None,
        no_color=not sheet.colour,
        force_jupyter=False,
        force_interactive=False,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    with console.capture() as capture:
        for renderable in renderables:
            console.print(renderable)
    yield from (line.rstrip(" ") for line in capture.get().split("\n")[:-1])


def line(*runs: Run) -> Text:
    """One line; it must fit."""
    from rich.text import Text

    return Text.assemble(*runs, no_wrap=True, overflow="ignore")


def wrapped(runs: Iterable[Run], sheet: Sheet, first: Run = ("", "")) -> Iterator[Text]:
    """Pieces of text in a row as lines that fit, behind `first`; those after the first line are indented by as much."""
    pieces = list(runs)
    text = "".join(words for words, _ in pieces)
    styles = [style for words, style in pieces for _ in words]
    start = first
    for begin, end in wrap_ranges(text, sheet.width - cells(first[0])):
        groups = groupby(range(begin, end), key=lambda at: styles[at])
        yield line(start, *(("".join(text[at] for at in group).replace(_GLUE, " "), style) for style, group in groups))
        start = (" " * cells(first[0]), "")


def told_more(number: int, thing: str, sheet: Sheet) -> Iterator[Text]:
    """``… and 3 more speakers``, where there are any."""
    if number:
        yield from wrapped([(sheet.own(f"… and {count(number, f'more {thing}')}"), "dim")], sheet)


def apportioned(numbers: Sequence[int], length: int) -> tuple[int, ...]:
    """Whole cells for the numbers, `length` in all, by largest remainder; a number that is not 0 has one at least (and
    what that takes too much is taken where most was rounded up), so `length` is at least how many of these there are.

    >>> apportioned((53, 4, 3, 0), 20)
    (18, 1, 1, 0)
    """
    total = sum(numbers)
    if not total:
        return (0,) * len(numbers)
    shares = [number * length / total for number in numbers]
    given = [max(number * length // total, int(number > 0)) for number in numbers]
    while sum(given) < length:
        given[max(range(len(given)), key=lambda at: (numbers[at] > 0, shares[at] - given[at]))] += 1
    while sum(given) > max(length, sum(number > 0 for number in numbers)):
        given[max(range(len(given)), key=lambda at: (given[at] > 1, given[at] - shares[at]))] -= 1
    return tuple(given)


def bar_cells(numbers: Sequence[int], most: int, room: int) -> tuple[int, ...]:
    """The cells of a stacked bar, where a bar of `most` has `room` of them."""
    visible = sum(number > 0 for number in numbers)
    length = (2 * sum(numbers) * room + most) // (2 * most)  # rounded, a half up
    return apportioned(numbers, max(length, visible))


def bars_lines(bars: Bars, sheet: Sheet) -> Iterator[str]:
    """Who said how much: a name, a bar in shades of certainty, the number of claims; then what the shades mean."""
    from rich.table import Table

    if not bars.bars:
        return
    names = _bar_names(bars, sheet)
    who = max(cells(part) for parts in names for part in parts)
    most = max(bar.claims for bar in bars.bars)
    room = min(sheet.width - who - len(f"{most:,}") - 3, most * _A_CLAIM, _LONGEST_BAR)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=who)
    table.add_column(no_wrap=True)
    for bar, parts in zip(bars.bars, names, strict=True):
        wide = bar_cells((*bar.levels, bar.unscored), most, room)
        drawn = (
            (mark * cells_of, style) for mark, style, cells_of in zip(sheet.marks.shades, _STYLES, wide, strict=True)
        )
        table.add_row(line(("\n".join(parts), "bold")), line(*drawn, (f" {bar.claims:,}", "")))
    yield from rendered([table, line(), *_shade_legend(bars, sheet), *told_more(bars.more, "speaker", sheet)], sheet)


def _bar_names(bars: Bars, sheet: Sheet) -> list[list[str]]:
    """The names as lines of a narrow column, with role and affiliation where two are called alike. One too long even
    so ends in dots."""
    column = max(14, sheet.width * 3 // 10)
    called = Counter(printable(bar.name) for bar in bars.bars)
    names = []
    for bar in bars.bars:
        name = printable(bar.name)
        if called[name] > 1:
            name = one_line(name, bar.standing, joint=", ")
        lines = wrap(name, column) or ["?"]
        if len(lines) > _NAME_LINES:
            lines = [*lines[: _NAME_LINES - 1], _ended(lines[_NAME_LINES - 1], column, sheet.marks.more)]
        names.append(lines)
    return names


def _ended(words: str, width: int, dots: str) -> str:
    """The words, as many as leave room for the dots that stand for the rest."""
    while words and cells(words) + cells(dots) > width:
        words = words[:-1]
    return words + dots


def _shade_legend(bars: Bars, sheet: Sheet) -> Iterator[Text]:
    """What the shades mean that occur: ``██ certain  ▓▓ probable``."""
    totals = [sum(column) for column in zip(*((*bar.levels, bar.unscored) for bar in bars.bars), strict=True)]
    runs: list[Run] = []
    for mark, style, word, total in zip(sheet.marks.shades, _STYLES, (*LEVELS, "not scored"), totals, strict=True):
        if total:
            runs += [("  ", "")] if runs else []
            runs += [(f"{mark}{mark}", style), (_GLUE + word.replace(" ", _GLUE), "dim")]
    yield from wrapped(runs, sheet)


def network_lines(network: Network, sheet: Sheet) -> Iterator[str]:
    """Who contradicts whom, under the one with more disputes: ``Ada Osei ≠ Ben Okri  ×3 (1 confirmed)``."""
    if not network.edges:
        return
    drawn = _network_table(network, sheet) if sheet.width >= _ROOMY else _network_list(network, sheet)
    yield from rendered([*drawn, *told_more(network.more, "pair", sheet)], sheet)


def _network_table(network: Network, sheet: Sheet) -> Iterator[RenderableType]:
    from rich.table import Table

    rows = [(*_ordered(network, edge), edge) for edge in _edges(network)]
    facts = [_edge_facts(edge, sheet) for _, _, edge in rows]
    fixed = cells(sheet.marks.unlike) + 4 + max(map(cells, facts))
    names = [printable(node.name) or "?" for node in network.nodes]
    room = sheet.width - fixed
    firsts, others = (max(cells(names[at]) for at in side) for side in zip(*((a, b) for a, b, _ in rows), strict=True))
    columns = max(room // 2, room - others), max(room // 2, room - firsts)
    table = Table.grid(padding=(0, 1, 0, 0))
    for _ in range(4):
        table.add_column()
    last = None
    for (first, other, _), said in zip(rows, facts, strict=True):
        name = "\n".join(wrap(names[first], columns[0])) if first != last else ""
        table.add_row(
            line((name, "bold")),
            line((sheet.marks.unlike, "dim")),
            line(("\n".join(wrap(names[other], columns[1])), "")),
            line((said, "")),
        )
        last = first
    yield table


def _network_list(network: Network, sheet: Sheet) -> Iterator[RenderableType]:
    for edge in _edges(network):
        first, other = (printable(network.nodes[at].name) or "?" for at in _ordered(network, edge))
        unlike = (f" {sheet.marks.unlike}{_GLUE}", "dim")
        said = _edge_facts(edge, sheet).replace(" ", _GLUE)
        yield from wrapped([(first, "bold"), unlike, (other, ""), (f" {said}", "")], sheet)


def _edge_facts(edge: Edge, sheet: Sheet) -> str:
    """``×3 (1 confirmed)``."""
    confirmed = f" ({edge.confirmed:,} confirmed)" if edge.confirmed else ""
    return f"{sheet.marks.times}{edge.disputes:,}{confirmed}"


def _ordered(network: Network, edge: Edge) -> tuple[int, int]:
    """The places of an edge's two speakers, that of the one with more disputes first."""
    a, b = sorted((edge.a, edge.b), key=lambda at: (-network.nodes[at].disputes, at))
    return a, b


def _edges(network: Network) -> list[Edge]:
    """The edges by their first speaker, the one with the widest edge before the others; then by their own disputes."""
    widest: dict[int, int] = {}
    for edge in network.edges:
        first, _ = _ordered(network, edge)
        widest[first] = max(widest.get(first, 0), edge.disputes)

    def rank(edge: Edge) -> tuple[int, int, int, int, int]:
        first, _ = _ordered(network, edge)
        return -widest[first], -network.nodes[first].disputes, first, -edge.disputes, -edge.confirmed

    return sorted(network.edges, key=rank)
