"""What is drawn is what there is: bars, points, ends, edges, counted; and what is said of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from benchmarks.gallery import sets
from tracker.records import Level
from tracker.report.contents.pictures import Bar, Bars, Dumbbell, Dumbbells, Edge, End, Network, Node, Point, Timeline
from tracker.report.pages.charts import NARROW, WIDE
from tracker.report.pages.charts.bars import describe_bars
from tracker.report.pages.charts.dumbbells import describe_figures
from tracker.report.pages.charts.network import describe_network
from tracker.report.pages.charts.plan import Plan
from tracker.report.pages.charts.sheet import Box, Dot, Stroke, Words
from tracker.report.pages.charts.timeline import describe_timeline

ROOMS = pytest.mark.parametrize("room", [WIDE, NARROW])
EVERY = pytest.mark.parametrize("name", sets())

BARS = Bars(
    (
        Bar("Ada Osei", "mayor", 12, (10, 2, 0, 0), 0),
        Bar("Lee Tan", "", 5, (3, 0, 0, 1), 1),
        Bar("Ben", "", 1, (1, 0, 0, 0), 0),
    ),
    4,
)
LOW, HIGH = (
    End(30, "30 tonnes", "Ada Osei", "Post", "2014-06-18"),
    End(80, "80 tonnes", "Lee Tan", "Echo", None),
)
NETWORK = Network(
    (Node("Ada Osei", 5), Node("Lee Tan", 4), Node("Ben Okri", 3)),
    (Edge(0, 1, 3, 1), Edge(0, 2, 2, 0), Edge(1, 2, 1, 0)),
    0,
)


def said(plan: Plan, room: int) -> list[str]:
    return [shape.said for shape in plan.sheet(room).shapes if not isinstance(shape, Words) and shape.said]


def texts(plan: Plan, room: int) -> list[str]:
    return [shape.text for shape in plan.sheet(room).shapes if isinstance(shape, Words)]


@ROOMS
def test_bars_are_as_long_as_their_numbers(room: int) -> None:
    plan = describe_bars(BARS)
    boxes = [shape for shape in plan.sheet(room).shapes if isinstance(shape, Box) and shape.said]
    numbers = {box.said: box.width for box in boxes}
    assert list(numbers) == [
        "Ada Osei, certain: 10 claims",
        "Ada Osei, probable: 2 claims",
        "Lee Tan, certain: 3 claims",
        "Lee Tan, doubtful: 1 claim",
        "Lee Tan, not scored: 1 claim",
        "Ben, certain: 1 claim",
    ]
    unit = numbers["Ben, certain: 1 claim"]
    assert numbers["Ada Osei, certain: 10 claims"] == pytest.approx(10 * unit)
    assert numbers["Lee Tan, certain: 3 claims"] == pytest.approx(3 * unit)
    assert {"12", "5", "1", "Ada Osei", "mayor", "certain", "not scored"} <= set(texts(plan, room))
    assert "possible" not in texts(plan, room)
    assert texts(plan, room).count("1") == 3  # a bar of one level has its number only once, at its end


def test_bars_in_words() -> None:
    plan = describe_bars(BARS)
    assert plan.summary == "Ada Osei is quoted most, with 12 claims, 10 of them certain."
    assert plan.rows[1] == ("Lee Tan", "", "5", "3", "0", "0", "1", "1")
    assert plan.note == "4 more speakers left out."
    even = Bars(tuple(replace(bar, claims=2, levels=(2, 0, 0, 0), unscored=0) for bar in BARS.bars), 0)
    assert describe_bars(even).summary == "3 speakers have 2 claims each."
    assert describe_bars(even).note == ""
    two = Bars((*even.bars[:2], BARS.bars[2]), 0)
    assert describe_bars(two).summary == "Ada Osei and Lee Tan are quoted most, with 2 claims each."


@EVERY
@ROOMS
def test_every_claim_is_a_point_or_counted(name: str, room: int) -> None:
    for picture in sets()[name].timelines:
        plan = describe_timeline(picture)
        told = said(plan, room)
        binned = [int(match[1]) for line in told if (match := re.search(r": (\d+) claims?$", line))]
        assert sum(binned) + len(told) - len(binned) == len(picture.points) == len(plan.rows)
        assert not binned or len(binned) == len(told)


def timeline(*points: tuple[str, Level, bool]) -> Timeline:
    told = tuple(
        Point(
            day,
            "a" if nth % 2 else "b",
            "Echo",
            "Ada Osei",
            "possible" if level == "possible" else "certain",
            copy,
            nth,
        )
        for nth, (day, level, copy) in enumerate(points)
    )
    return Timeline(7, "say the opposite", "Ada Osei: all left", "Lee Tan: none left", told, 0, 0)


@ROOMS
def test_sides_hedges_and_copies_differ_in_shape(room: int) -> None:
    plan = describe_timeline(
        timeline(("2014-06-16", "certain", False), ("2014-06-17", "possible", False), ("2014-06-19", "certain", True))
    )
    a_shape, *rest = dots = [shape for shape in plan.sheet(room).shapes if isinstance(shape, Dot) and shape.said]
    by_said = {dot.said: dot for dot in dots}
    assert [*by_said] == [
        "17 June 2014, A, Echo: Ada Osei, possible",
        "16 June 2014, B, Echo: Ada Osei, certain",
        "19 June 2014, B, Echo: Ada Osei, certain, a copy",
    ]
    assert (a_shape.shape, a_shape.hollow) == ("circle", True)
    assert [(dot.shape, dot.hollow) for dot in rest] == [("diamond", False), ("diamond", False)]
    assert rest[0].across > rest[1].across
    assert rest[0].x < a_shape.x < rest[1].x
    assert a_shape.x - rest[0].x == pytest.approx((rest[1].x - rest[0].x) / 3)
    assert texts(plan, room).count("Echo") == 3
    assert plan.summary == (
        "A, Ada Osei: all left: 1 claim on 17 June 2014; "
        "B, Lee Tan: none left: 2 claims from 16 June 2014 to 19 June 2014."
    )


@ROOMS
def test_a_day_with_many_claims_is_a_stack_with_its_number(room: int) -> None:
    days: list[tuple[str, Level, bool]] = [("2014-06-16", "certain", False), ("2014-06-17", "certain", False)]
    line = timeline(*(day for day in days for _ in range(9)))
    plan = describe_timeline(replace(line, points=tuple(replace(point, side="a") for point in line.points)))
    dots = [shape for shape in plan.sheet(room).shapes if isinstance(shape, Dot) and shape.said]
    assert len(dots) == 18
    assert len({dot.x for dot in dots}) == 2
    assert len({dot.y for dot in dots}) == 9
    assert texts(plan, room).count("9") == 2
    assert "Echo" not in texts(plan, room)


@ROOMS
def test_a_side_without_a_date_says_so(room: int) -> None:
    line = timeline(("2014-06-16", "certain", False), ("2014-06-17", "certain", False))
    plan = describe_timeline(replace(line, points=tuple(replace(point, side="a") for point in line.points), undated=2))
    assert "no claim with a date" in texts(plan, room)
    assert plan.note == "2 claims have no date."


@ROOMS
@pytest.mark.parametrize(
    ("low", "high", "share"),
    [(30.0, 80.0, 0.375), (80.0, 81.0, 80 / 81), (1.0, 1e9, 0.0), (0.0, 12.0, 0.0), (-5.0, 5.0, 0.0)],
)
def test_a_line_runs_from_nought_to_the_higher_figure(room: int, low: float, high: float, share: float) -> None:
    row = Dumbbell(3, "tonnes", replace(LOW, value=low), replace(HIGH, value=high), False)
    shapes = describe_figures(Dumbbells((row,), 0)).sheet(room).shapes
    left, right = (shape for shape in shapes if isinstance(shape, Dot) and shape.said)
    whole = next(shape for shape in shapes if isinstance(shape, Stroke) and shape.colour == "line")
    start, end = (float(part) for part in re.findall(r"[MH]([\d.]+)", whole.path))
    assert right.x == pytest.approx(end, abs=0.1)
    assert left.x == pytest.approx(start + share * (end - start), abs=0.1)
    assert left.shape == right.shape == "circle"
    assert left.colour == right.colour == "clash"


def test_an_update_is_told_apart_and_points_to_what_holds() -> None:
    rows = (Dumbbell(3, "tonnes", LOW, HIGH, False), Dumbbell(4, "tonnes", LOW, HIGH, True, "low"))
    plan = describe_figures(Dumbbells(rows, 0))
    dots = [shape for shape in plan.sheet(WIDE).shapes if isinstance(shape, Dot) and shape.said]
    assert [(dot.shape, dot.hollow) for dot in dots[2:]] == [("triangle-left", False), ("circle", True)]
    assert dots[0].said == "tonnes: 30 tonnes: Ada Osei, Post, 18 Jun 2014"
    assert dots[1].said.endswith("Lee Tan, Echo, no date")
    assert any(text.startswith("Updates") for text in texts(plan, WIDE))
    assert [row[2] for row in plan.rows] == ["contradiction", "update, the lower is the later"]
    assert plan.summary == (
        "Two figures cannot both be right: 30 tonnes (Ada Osei) against 80 tonnes (Lee Tan); "
        "1 figure was updated later, which is no contradiction."
    )
    assert describe_figures(Dumbbells(rows[1:], 0)).title == "Figures that were updated"


@EVERY
@ROOMS
def test_every_figure_edge_and_node_is_drawn(name: str, room: int) -> None:
    pictures = sets()[name]
    assert pictures.figures
    assert pictures.network
    assert len(said(describe_figures(pictures.figures), room)) == 2 * len(pictures.figures.rows)
    shapes = describe_network(pictures.network).sheet(room).shapes
    assert sum(isinstance(shape, Stroke) and bool(shape.said) for shape in shapes) == len(pictures.network.edges)
    assert sum(isinstance(shape, Dot) and bool(shape.said) for shape in shapes) == len(pictures.network.nodes)
    diamonds = [shape for shape in shapes if isinstance(shape, Dot) and shape.shape == "diamond"]
    confirmed = sum(edge.confirmed > 0 for edge in pictures.network.edges)
    assert len(diamonds) == confirmed + (1 if confirmed else 0)  # one in the legend


@ROOMS
def test_arcs_are_as_thick_as_their_disputes_and_say_them(room: int) -> None:
    plan = describe_network(NETWORK)
    arcs = {shape.said: shape for shape in plan.sheet(room).shapes if isinstance(shape, Stroke) and shape.said}
    three = arcs["Ada Osei and Lee Tan: 3 disputes, 1 confirmed"]
    two = arcs["Ada Osei and Ben Okri: 2 disputes, none confirmed"]
    one = arcs["Lee Tan and Ben Okri: 1 dispute, none confirmed"]
    assert three.width > two.width > one.width
    assert three.colour != two.colour == one.colour
    assert {"Ada Osei", "Lee Tan", "Ben Okri", "5", "4", "3", "2"} <= set(texts(plan, room))
    assert plan.summary == (
        "3 speakers contradict each other in 3 pairs. Ada Osei is in most disputes, 5 with 2 others; "
        "1 of all 6 is confirmed by a person."
    )
