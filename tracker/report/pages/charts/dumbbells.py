"""Figures that differ: a row a pair, each on a line of its own from nought to its higher figure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tracker.report.contents.pictures import Dumbbell, Dumbbells, End
from tracker.report.pages.charts.letters import SMALL, count, cut, joined, width
from tracker.report.pages.charts.plan import PHONE, Plan, day_words
from tracker.report.pages.charts.sheet import Dot, Shape, Sheet, Stroke, Words, level_line, upright_line

_CLASHES = "Contradictions: at most one figure is right"
_UPDATES = "Updates: the arrow is the later figure"
_SCALE = "Each line runs from 0 to the higher figure of its pair."
_COLUMNS = ("figure", "said by", "outlet", "date")

_BESIDE = 270  # the room right of the line, for the higher figure
_ACROSS, _ARROW = 12, 17
_NOUGHT = 22  # where the line begins, right of its 0


def describe_figures(picture: Dumbbells) -> Plan:
    """The picture, its words and its table."""
    clashes = sum(not row.is_update for row in picture.rows)
    return Plan(
        title="Figures that cannot both be right" if clashes else "Figures that were updated",
        summary=_summary(picture.rows, clashes),
        header=("Pair", "About", "Relation", *(f"{end} {what}" for end in ("Lower", "Higher") for what in _COLUMNS)),
        rows=tuple((str(row.pair), row.about, _relation(row), *_cells(row)) for row in picture.rows),
        note=f"{count(picture.more, 'more pair')} of figures left out." if picture.more else "",
        sheet=partial(_sheet, picture.rows),
    )


def _relation(row: Dumbbell) -> str:
    if not row.is_update:
        return "contradiction"
    return f"update, the {'lower' if row.latest == 'low' else 'higher'} is the later" if row.latest else "update"


def _cells(row: Dumbbell) -> list[str]:
    return [cell for end in (row.low, row.high) for cell in (end.words, end.speaker, end.outlet, end.day or "")]


def _summary(rows: Sequence[Dumbbell], clashes: int) -> str:
    """``2 pairs of figures contradict each other, 30 tonnes (Ada Osei) against 80 tonnes (Lee Tan) first; …``"""
    updates = len(rows) - clashes
    told = []
    if clashes:
        first = rows[0]
        pair = f"{first.low.words} ({first.low.speaker}) against {first.high.words} ({first.high.speaker})"
        many = f"{count(clashes, 'pair')} of figures cannot both be right, the first is "
        told.append(f"{many if clashes > 1 else ''}{pair}")
    if updates:
        told.append(f"{count(updates, 'figure was', 'figures were')} updated later, which is no contradiction")
    text = "; ".join(told)
    return f"{text}." if clashes > 1 or not clashes else f"Two figures cannot both be right: {text}."


def _sheet(rows: Sequence[Dumbbell], room: int) -> Sheet:
    shapes: list[Shape] = [Words(0, 12, _SCALE, "quiet", SMALL, is_read=True)]
    y = 30.0
    has_updates = any(row.is_update for row in rows)
    told: bool | None = None
    for row in rows:
        if has_updates and row.is_update != told:
            told = row.is_update
            y += 0 if y == 30 else 8
            heading = cut(_UPDATES if told else _CLASHES, room, SMALL, bold=True)
            shapes.append(Words(0, y + 10, heading, "quiet", SMALL, bold=True, is_read=True))
            y += 28
        added, y = (_phone_row if room < PHONE else _row)(row, room, y)
        shapes += added
    return Sheet(room, y - 12, tuple(shapes))


def _headed(row: Dumbbell, room: int, y: float) -> list[Shape]:
    pair = f"pair {row.pair}"
    about = cut(row.about or "(what is counted is not clear)", room - width(pair, SMALL) - 12, bold=bool(row.about))
    return [
        Words(0, y + 12, about, "ink" if row.about else "quiet", bold=bool(row.about), is_read=True),
        Words(room, y + 12, pair, "quiet", SMALL, "right"),
    ]


def _row(row: Dumbbell, room: int, y: float) -> tuple[list[Shape], float]:
    """The higher figure stands right of its end of the line; the lower one beneath its own, where nothing else is."""
    shapes = _headed(row, room, y)
    line, end = y + 32, room - _BESIDE
    low, high, drawn = _line(row, _NOUGHT, end, line, is_phone=False)
    shapes += drawn
    beside = max(low, high) + 14
    shapes += _label(row.high, beside, line + 4.5, room - beside)
    long = min(max(width(row.low.words, bold=True), width(_who(row.low), SMALL)), end)
    start = max(0.0, min(low - _ACROSS / 2, end - long))
    shapes += _label(row.low, start, line + 24, end - start)
    return shapes, line + 64


def _phone_row(row: Dumbbell, room: int, y: float) -> tuple[list[Shape], float]:
    """Both figures above the line, each behind the symbol of its end."""
    shapes = _headed(row, room, y)
    for nth, (end, symbol) in enumerate(zip((row.low, row.high), _symbols(row), strict=True)):
        at = y + 33 + nth * 37
        shapes.append(Dot(7, at - 4.5, symbol.colour, symbol.shape, symbol.across, symbol.hollow))
        shapes += _label(end, 20, at, room - 20)
    line = y + 104
    shapes += _line(row, _NOUGHT, room - _ACROSS / 2, line, is_phone=True)[2]
    return shapes, line + 34


def _label(end: End, x: float, y: float, room: float) -> list[Shape]:
    """The figure, and beneath it who says it, where and when."""
    return [
        Words(x, y, cut(end.words, room, bold=True), bold=True),
        Words(x, y + 16, _who_in(end, room), "quiet", SMALL),
    ]


def _who(end: End) -> str:
    return joined(end.speaker, end.outlet, day_words(end.day, short=True))


def _who_in(end: End, room: float) -> str:
    """The same, cut to the room; the date stays whole."""
    day = day_words(end.day, short=True)
    return joined(cut(joined(end.speaker, end.outlet), room - width(f", {day}", SMALL), SMALL), day)


def _symbols(row: Dumbbell) -> tuple[Dot, Dot]:
    """Those of the lower and the higher end. Of a contradiction they are alike: neither is the right one."""
    if not row.is_update:
        return Dot(0, 0, "clash", across=_ACROSS), Dot(0, 0, "clash", across=_ACROSS)
    old = Dot(0, 0, "quiet", across=_ACROSS - 2, hollow=True)
    low = Dot(0, 0, "quiet", "triangle-left", _ARROW) if row.latest == "low" else old
    high = Dot(0, 0, "quiet", "triangle-right", _ARROW) if row.latest == "high" else old
    return low, high


def _line(row: Dumbbell, left: float, right: float, y: float, *, is_phone: bool) -> tuple[float, float, list[Shape]]:
    """Where both ends are, and the line with them. It begins at nought, further left only for what is below it."""
    least, most = min(0.0, row.low.value), max(0.0, row.high.value)
    span = most - least
    low, high, nought = (left + (right - left) * (value - least) / span for value in (row.low.value, row.high.value, 0))
    shapes: list[Shape] = [level_line(left, right, y, "line"), upright_line(nought, y - 6, y + 6, "quiet")]
    if least == 0:
        shapes.append(Words(left - 9, y + 4.2, "0", "quiet", SMALL, "right"))
    else:
        shapes.append(Words(nought, y + (19 if is_phone else -9), "0", "quiet", SMALL, "center"))
    link: Stroke = level_line(low, high, y, "quiet" if row.is_update else "clash", 1.5 if row.is_update else 4)
    shapes.append(link)
    for end, symbol, x in zip((row.low, row.high), _symbols(row), (low, high), strict=True):
        said = joined(row.about, end.words, _who(end), joint=": ")
        shapes.append(Dot(x, y, symbol.colour, symbol.shape, symbol.across, symbol.hollow, said))
    return low, high, shapes
