"""Who contradicts whom: the names in a column, an arc for each two who do.

A force layout would place the names anew for every week and lay them over each other. A column keeps them readable, on
a phone too, and the speaker with the most disputes on top.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import product
from math import cos, sin

from tracker.report.contents.pictures import Edge, Network
from tracker.report.pages.charts.lanes import Extent, is_free
from tracker.report.pages.charts.letters import SMALL, count, cut, width
from tracker.report.pages.charts.plan import PHONE, Plan, legend
from tracker.report.pages.charts.sheet import Dot, Key, Shape, Sheet, Stroke, Words

_STEP = 26
_TOP = 20
_NAMES, _NAMES_ON_PHONE = 300, 140  # at most so wide a column of names
_ANGLES = (0.0, -0.5, 0.5, -0.9, 0.9)  # radians from the top of an arc
_NUMBER = 12  # room right of the last arc for its number
_SWING = 2.2  # at most so many times wider than high is half an arc
_THICK, _THICKEST = 1.25, 7.0


def describe_network(picture: Network) -> Plan:
    """The picture, its words and its table."""
    return Plan(
        title="Who contradicts whom",
        summary=_summary(picture),
        header=("Speaker", "Contradicts", "Disputes", "Confirmed"),
        rows=tuple(
            (*(picture.nodes[end].name for end in (edge.a, edge.b)), f"{edge.disputes:,}", f"{edge.confirmed:,}")
            for edge in picture.edges
        ),
        note=f"{count(picture.more, 'more pair')} of speakers left out." if picture.more else "",
        sheet=partial(_sheet, picture),
    )


def _summary(picture: Network) -> str:
    """``Ada Osei is in most disputes, 9 with 4 others; 2 of all 14 are confirmed by a person.``"""
    first = picture.nodes[0]
    ties = sum(node.disputes == first.disputes for node in picture.nodes)
    others = sum(0 in (edge.a, edge.b) for edge in picture.edges)
    edges, nodes = count(len(picture.edges), "pair"), count(len(picture.nodes), "speaker")
    if ties == 1:
        most = f"{first.name} is in most disputes, {first.disputes:,} with {count(others, 'other')}"
    elif ties == len(picture.nodes):
        most = f"Each is in {count(first.disputes, 'dispute')}"
    else:
        most = f"{ties} speakers are in most disputes, {first.disputes:,} each"
    confirmed = sum(edge.confirmed for edge in picture.edges)
    total = sum(edge.disputes for edge in picture.edges)
    sure = f"{confirmed:,} of all {total:,} {'is' if confirmed == 1 else 'are'}" if confirmed else "none is"
    return f"{nodes} contradict each other in {edges}. {most}; {sure} confirmed by a person."


def _sheet(picture: Network, room: int) -> Sheet:
    shapes, top = legend(_keys(picture), room, 0)
    top += _TOP
    numbers = max(width(f"{node.disputes:,}", SMALL) for node in picture.nodes)
    at_most = _NAMES_ON_PHONE if room < PHONE else _NAMES
    names = min(at_most, max(width(node.name) for node in picture.nodes))
    line = names + 10 + numbers + 12
    places = [top + nth * _STEP for nth in range(len(picture.nodes))]
    farthest = max(edge.b - edge.a for edge in picture.edges) * _STEP / 2
    swing = min(_SWING, (room - line - _NUMBER - _THICKEST - 10) / farthest)
    most = max(edge.disputes for edge in picture.edges)
    by_width = sorted(picture.edges, key=lambda edge: (edge.confirmed > 0, -edge.disputes, edge.a, edge.b))
    shapes += [_arc(edge, picture, line, places, swing, most) for edge in by_width]
    shapes += _badges(picture.edges, line, places, swing)
    for node, y in zip(picture.nodes, places, strict=True):
        shapes += [
            Words(names, y + 4.5, cut(node.name, names), anchor="right"),
            Words(line - 12, y + 4.3, f"{node.disputes:,}", "quiet", SMALL, "right"),
            Dot(line, y, "ink", across=7, said=f"{node.name}: {count(node.disputes, 'dispute')}"),
        ]
    return Sheet(room, places[-1] + 16, tuple(shapes))


def _keys(picture: Network) -> list[Key]:
    keys = []
    if any(not edge.confirmed for edge in picture.edges):
        keys.append(Key(Stroke("", "quiet", 2), "suggested by the machine"))
    if any(edge.confirmed for edge in picture.edges):
        keys.append(Key(Dot(0, 0, "clash", "diamond", 11), "at least one confirmed by a person"))
    if len({edge.disputes for edge in picture.edges}) > 1:
        keys.append(Key(Stroke("", "quiet", 5), "thicker: more disputes (their number at the arc)"))
    return [*keys, Key(Dot(0, 0, "ink", across=7), "a speaker, with the disputes in this picture")]


def _arc(edge: Edge, picture: Network, line: float, places: list[float], swing: float, most: int) -> Stroke:
    a, b = places[edge.a], places[edge.b]
    ry = (b - a) / 2
    thick = _THICK + (_THICKEST - _THICK) * (edge.disputes - 1) / max(most - 1, 4)
    sure = f"{edge.confirmed:,} confirmed" if edge.confirmed else "none confirmed"
    both = f"{picture.nodes[edge.a].name} and {picture.nodes[edge.b].name}"
    said = f"{both}: {count(edge.disputes, 'dispute')}, {sure}"
    path = f"M{line:.1f},{a:.1f}A{ry * swing:.1f},{ry:.1f},0,0,1,{line:.1f},{b:.1f}"
    return Stroke(path, "clash" if edge.confirmed else "quiet", round(thick, 2), said=said)


def _badges(edges: Sequence[Edge], line: float, places: list[float], swing: float) -> list[Shape]:
    """On each arc a diamond where a person confirmed, and the number where it is more than one: at the top of the arc,
    else further along it. A number that finds no room is left to the table, and so is a diamond: its arc has the
    colour all the same."""
    shapes: list[Shape] = []
    taken: list[tuple[float, Extent]] = []
    for edge in sorted(edges, key=lambda edge: (not edge.confirmed, -edge.disputes, edge.a, edge.b)):
        before, after = (6.0, 8.0) if edge.confirmed else (0.0, 5.0)
        middle, ry = (places[edge.a] + places[edge.b]) / 2, (places[edge.b] - places[edge.a]) / 2
        numbers = [f"{edge.disputes:,}"] if edge.disputes > 1 else []
        for number, angle in product([*numbers, ""] if edge.confirmed else numbers, _ANGLES):
            x, y = line + ry * swing * cos(angle), middle + ry * sin(angle)
            extent = Extent(x - before, x + (after + width(number, SMALL) if number else before))
            if is_free(extent, [other for at, other in taken if abs(at - y) < SMALL]):
                taken.append((y, extent))
                if edge.confirmed:
                    shapes.append(Dot(x, y, "clash", "diamond", 11))
                if number:
                    shapes.append(Words(x + after, y + 4.2, number, "ink", SMALL, halo=True))
                break
    return shapes
