"""Who is quoted most, and how surely: a bar a speaker, divided by certainty."""

from __future__ import annotations

from functools import partial

from tracker.records import LEVELS
from tracker.report.contents.pictures import Bar, Bars
from tracker.report.pages.charts.letters import SMALL, TEXT, count, cut, listed, width
from tracker.report.pages.charts.plan import PHONE, Plan, legend
from tracker.report.pages.charts.sheet import Box, Key, Shape, Sheet, Words, upright_line

_WORDS = (*LEVELS, "not scored")
_FILLS = (*LEVELS, "unscored")
_ON = ("on-certain", "on-probable", "on-possible", "on-doubtful", "ink")

_THICK = 18
_GAP = 10
_WIDEST = 48.0  # pixels for one claim: a speaker with two should not look like much
_NAMES = 240  # at most so wide a column of names


def describe_bars(picture: Bars) -> Plan:
    """The picture, its words and its table."""
    return Plan(
        title="Who is quoted most, and how surely",
        summary=_summary(picture),
        header=("Speaker", "Role", "Claims", *(word.capitalize() for word in _WORDS)),
        rows=tuple(
            (bar.name, bar.standing, f"{bar.claims:,}", *(f"{number:,}" for number in _numbers(bar)))
            for bar in picture.bars
        ),
        note=f"{count(picture.more, 'more speaker')} left out." if picture.more else "",
        sheet=partial(_sheet, picture),
    )


def _numbers(bar: Bar) -> tuple[int, ...]:
    return (*bar.levels, bar.unscored)


def _summary(picture: Bars) -> str:
    """``Ada Osei is quoted most, with 12 claims, 10 of them certain.``"""
    most = max(bar.claims for bar in picture.bars)
    first = [bar for bar in picture.bars if bar.claims == most]
    certain = first[0].levels[0]
    if len(first) == 1:
        sure = "" if not certain else f", {'all' if certain == most else f'{certain:,}'} of them certain"
        return f"{first[0].name} is quoted most, with {count(most, 'claim')}{sure}."
    if len(first) == len(picture.bars):
        return f"{count(len(first), 'speaker')} have {count(most, 'claim')} each."
    names = listed([bar.name for bar in first]) if len(first) <= 3 else f"{len(first)} speakers"
    return f"{names} are quoted most, with {count(most, 'claim')} each."


def _sheet(picture: Bars, room: int) -> Sheet:
    used = [nth for nth in range(len(_WORDS)) if any(_numbers(bar)[nth] for bar in picture.bars)]
    keys = [Key(Box(0, 0, 0, 0, _FILLS[nth], "bar-edge", dashed=_is_unscored(nth)), _WORDS[nth]) for nth in used]
    shapes, top = legend(keys, room, 0)
    top += 12
    is_phone = room < PHONE
    names = 0.0 if is_phone else min(_NAMES, max(max(width(b.name), width(b.standing, SMALL)) for b in picture.bars))
    left = names + _GAP if names else 1.0
    totals = max(width(f"{bar.claims:,}", bold=True) for bar in picture.bars)
    scale = min(_WIDEST, (room - left - totals - _GAP) / max(1, *(bar.claims for bar in picture.bars)))
    step = 52 if is_phone else 44 if any(bar.standing for bar in picture.bars) else 30
    for nth, bar in enumerate(picture.bars):
        y = top + nth * step
        shapes += _named_above(bar, room, y) if is_phone else _named_beside(bar, names, y)
        shapes += _bar(bar, left, y + (20 if is_phone else 0), scale)
    bottom = top + len(picture.bars) * step - (step - _THICK - (20 if is_phone else 16 if step == 44 else 0))
    if not is_phone:
        shapes.append(upright_line(left, top - 6, bottom, "bar-edge"))
    return Sheet(room, bottom + 4, tuple(shapes))


def _is_unscored(nth: int) -> bool:
    return nth == len(LEVELS)


def _named_beside(bar: Bar, names: float, y: float) -> list[Shape]:
    shapes: list[Shape] = [Words(names, y + _THICK / 2 + 4.5, cut(bar.name, names), anchor="right")]
    if bar.standing:
        role = cut(bar.standing, names, SMALL)
        shapes.append(Words(names, y + _THICK / 2 + 20, role, "quiet", SMALL, anchor="right"))
    return shapes


def _named_above(bar: Bar, room: int, y: float) -> list[Shape]:
    """The name, and the role behind it where there is room for a part of it."""
    name = cut(bar.name, room)
    shapes: list[Shape] = [Words(0, y + 13, name)]
    behind = width(name) + 8
    if bar.standing and room - behind > 60:
        shapes.append(Words(room, y + 13, cut(bar.standing, room - behind, SMALL), "quiet", SMALL, anchor="right"))
    return shapes


def _bar(bar: Bar, left: float, y: float, scale: float) -> list[Shape]:
    shapes: list[Shape] = []
    x = left
    for nth, number in enumerate(_numbers(bar)):
        if not number:
            continue
        long = number * scale
        said = f"{bar.name}, {_WORDS[nth]}: {count(number, 'claim')}"
        shapes.append(Box(x, y, long, _THICK, _FILLS[nth], "bar-edge", dashed=_is_unscored(nth), said=said))
        if width(f"{number:,}", SMALL) + 8 <= long and number < bar.claims:
            shapes.append(Words(x + long / 2, y + _THICK / 2 + 4.2, f"{number:,}", _ON[nth], SMALL, "center"))
        x += long
    total = Words(left + bar.claims * scale + 6, y + _THICK / 2 + 4.6, f"{bar.claims:,}", size=TEXT, bold=True)
    return [*shapes, total]
