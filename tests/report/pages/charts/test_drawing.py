"""The pictures as a page gets them: complete, readable, harmless, the same every time."""

from __future__ import annotations

import hashlib
import math
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.gallery import sets
from tests.report.samples import HOSTILE
from tracker.records import LEVELS
from tracker.report.contents.pictures import (
    MOST_EDGES,
    MOST_NODES,
    MOST_TELLINGS,
    Bar,
    Bars,
    Dumbbell,
    Dumbbells,
    Edge,
    End,
    Network,
    Node,
    Pictures,
    Point,
    Timeline,
)
from tracker.report.pages.charts import NARROW, WIDE, Drawing, find_drawings
from tracker.report.pages.charts.drawing import _plans
from tracker.report.pages.charts.letters import width
from tracker.report.pages.charts.network import describe_network
from tracker.report.pages.charts.plan import Plan
from tracker.report.pages.charts.sheet import Dot, Sheet, Words
from tracker.report.pages.charts.svg import draw_svg
from tracker.report.pages.charts.timeline import describe_timeline
from tracker.report.wording.harmless import printable

ROOT = Path(__file__).resolve().parents[4]
SVG = "{http://www.w3.org/2000/svg}"
SETS = sets()
PLANS = [
    pytest.param(plan, id=f"{name}: {plan.title}") for name, pictures in SETS.items() for _, _, plan in _plans(pictures)
]
EVIL = (
    HOSTILE,
    "</svg><script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "]]> <!-- --> &amp; &lt; {{ 7 * 7 }} ${7*7}",
    "no characters \ufffe \uffff \ufdd0 \U0010ffff",
    "Z̴̡̢̛̛̛̤̭̲͎͇̣̗̜͉̹̫̗̋͛̓̄̑̌̄͐͌͌̓͘̕͜͝algo",
    "w" * 5000,
    "漢字" * 2000,
    "هيئة الموانئ",
    "",
)


@pytest.fixture(scope="module")
def drawings() -> dict[str, tuple[Drawing, ...]]:
    return {name: find_drawings(pictures) for name, pictures in SETS.items()}


def hostile(words: str) -> Pictures:
    """Every text of every picture is `words`, whether it went through `find_pictures` or not."""
    end = End(1, words, words, words, "2014-06-18")
    points = tuple(Point(f"2014-06-1{day}", "a", words, words, None, False, day) for day in range(5))
    return Pictures(
        Bars((Bar(words, words, 3, (1, 1, 0, 0), 1), Bar(words, words, 1, (0, 0, 0, 1), 0)), 1),
        (Timeline(1, words, words, words, points, 1, 1),),
        Dumbbells((Dumbbell(1, words, end, replace(end, value=2), True, "high"),), 1),
        Network((Node(words, 2), Node(words, 2), Node(words, 2)), (Edge(0, 1, 1, 0), Edge(1, 2, 1, 1)), 1),
    )


def elements(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter())


def labels(svg: str) -> list[str]:
    """What a screen reader says of the shapes."""
    return [said for element in elements(svg)[1:] if (said := element.get("aria-label"))]


def assert_harmless(svg: str) -> None:
    root, *shapes = elements(svg)
    assert root.tag == f"{SVG}svg"
    assert {shape.tag for shape in shapes} <= {f"{SVG}path", f"{SVG}text"}
    names = {name for element in (root, *shapes) for name in element.attrib}
    assert names <= {
        "width", "height", "viewBox", "fill", "role", "aria-label", "aria-hidden", "d", "transform", "stroke",
        "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "text-anchor", "font-size", "font-weight",
    }  # fmt: skip
    for element in (root, *shapes):
        for name in ("fill", "stroke"):
            assert re.fullmatch(r"none|var\(--[a-z-]+\)", element.get(name, "none"))
        for text in (element.text or "", element.get("aria-label", "")):
            assert text == printable(text)
            assert not re.search("[\ufffe\uffff\ufdd0]", text)


@pytest.mark.parametrize("name", SETS)
def test_every_drawing_is_whole(drawings: dict[str, tuple[Drawing, ...]], name: str) -> None:
    pictures = SETS[name]
    assert len(drawings[name]) == 3 + len(pictures.timelines)
    for drawing in drawings[name]:
        assert drawing.title
        assert drawing.summary.endswith(".")
        assert {len(row) for row in drawing.rows} == {len(drawing.header)}
        assert bool(drawing.note) == (name == "far too much")
        for svg, across in ((drawing.wide, WIDE), (drawing.narrow, NARROW)):
            root = ET.fromstring(svg)
            assert (root.get("width"), root.get("role")) == (str(across), "graphics-document")
            assert root.get("aria-label") == printable(drawing.summary)
            assert_harmless(svg)


@pytest.mark.parametrize("name", SETS)
def test_letters_can_be_read(drawings: dict[str, tuple[Drawing, ...]], name: str) -> None:
    sizes = [
        float(element.get("font-size", "").removesuffix("px"))
        for drawing in drawings[name]
        for svg in (drawing.wide, drawing.narrow)
        for element in elements(svg)
        if element.tag == f"{SVG}text"
    ]
    assert min(sizes) >= 11


def assert_legible(sheet: Sheet) -> None:
    """No text leaves the page, lies on another or on a symbol."""
    dots = [shape for shape in sheet.shapes if isinstance(shape, Dot)]
    boxes = []
    for words in (shape for shape in sheet.shapes if isinstance(shape, Words) and shape.text):
        long = width(words.text, words.size, bold=words.bold)
        left = words.x - {"left": 0.0, "center": long / 2, "right": long}[words.anchor]
        assert left >= -1, words
        assert left + long <= sheet.width + 1, words
        assert 0 < words.y <= sheet.height, words
        boxes.append((left, left + long, words))
    for nth, (left, right, words) in enumerate(boxes):
        for other_left, other_right, other in boxes[:nth]:
            if left < other_right and other_left < right:
                assert abs(words.y - other.y) >= 10, (words, other)
        for dot in dots:
            half = dot.across / 2 - 1.5
            if left < dot.x + half and dot.x - half < right:
                assert not words.y - 8 < dot.y + half or not dot.y - half < words.y, (words, dot)


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("room", [WIDE, NARROW])
def test_every_text_can_be_read(plan: Plan, room: int) -> None:
    assert_legible(plan.sheet(room))


OUTLETS = st.sampled_from(["Echo", "River Post", "The Velland Examiner of the Northern Shores", "漢字"])
POINTS = st.builds(
    Point,
    day=st.dates(date(2013, 1, 1), date(2014, 6, 1)).map(str) | st.sampled_from(["2013-05-05", "2013-05-07"]),
    side=st.sampled_from(["a", "b"]),
    outlet=OUTLETS,
    speaker=st.just("Ada"),
    level=st.sampled_from([*LEVELS, None]),
    is_copy=st.booleans(),
    claim=st.integers(1, 10_000),
)


# Two stacks so near that one stands on the other: the lower has no room for its number.
NEAR = [
    Point(day, "a", "Echo", "Ada", "certain", False, nth)
    for nth, day in enumerate(["2014-01-01"] * 3 + ["2014-01-02"] * 6 + ["2014-03-01"])
]


@example(NEAR, NARROW)
@given(st.lists(POINTS, min_size=3, max_size=MOST_TELLINGS), st.sampled_from([WIDE, NARROW]))
def test_every_timeline_can_be_read(points: list[Point], room: int) -> None:
    points.sort(key=lambda point: point.day)
    plan = describe_timeline(Timeline(1, "say the opposite", "Ada: all left", "Lee: none left", tuple(points), 0, 0))
    assert_legible(plan.sheet(room))


PLACES = st.tuples(st.integers(0, MOST_NODES - 1), st.integers(0, MOST_NODES - 1)).filter(
    lambda ends: ends[0] < ends[1]
)


DENSE = {(a, b): 12 for b in range(MOST_NODES) for a in range(b) if 10 <= a + b <= 15}


@example(dict(list(DENSE.items())[:MOST_EDGES]), NARROW)
@example({(0, 6): 10, (0, 12): 1, (2, 7): 10, (3, 6): 11, (3, 9): 11}, NARROW)  # no room for the last diamond
@given(st.dictionaries(PLACES, st.integers(1, 30), min_size=3, max_size=MOST_EDGES), st.sampled_from([WIDE, NARROW]))
def test_every_network_can_be_read(disputes: dict[tuple[int, int], int], room: int) -> None:
    edges = tuple(Edge(a, b, number, number % 3) for (a, b), number in disputes.items())
    nodes = tuple(Node(f"Speaker of the house number {nth}", 9) for nth in range(MOST_NODES))
    assert_legible(describe_network(Network(nodes, edges, 0)).sheet(room))


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("room", [WIDE, NARROW])
def test_no_shape_leaves_the_page(plan: Plan, room: int) -> None:
    sheet = plan.sheet(room)
    for dot in (shape for shape in sheet.shapes if isinstance(shape, Dot)):
        assert dot.across / 2 - 3 <= dot.x <= room - dot.across / 2 + 3, dot
        assert 0 < dot.y < sheet.height


@pytest.mark.parametrize("words", EVIL, ids=range(len(EVIL)))
def test_hostile_texts_are_text(words: str) -> None:
    for drawing in find_drawings(hostile(words)):
        for svg in (drawing.wide, drawing.narrow):
            assert svg
            assert_harmless(svg)
            assert len(svg) < 60_000 or len(words) >= 4000


def test_the_same_bytes_in_every_process(drawings: dict[str, tuple[Drawing, ...]]) -> None:
    code = (
        "import hashlib; from benchmarks.gallery import sets; from tracker.report.pages.charts import find_drawings; "
        "print(hashlib.sha256(repr([find_drawings(one) for one in sets().values()]).encode()).hexdigest())"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=120,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    here = hashlib.sha256(repr(list(drawings.values())).encode()).hexdigest()
    assert found == [here, here]


def test_without_the_library_the_table_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    for drawing in find_drawings(SETS["far too much"]):
        assert (drawing.wide, drawing.narrow) == ("", "")
        assert drawing.rows
        assert drawing.note.startswith("The picture could not be drawn")
        assert "left out" in drawing.note


def test_a_sheet_that_cannot_be_drawn_is_none() -> None:
    assert draw_svg(Sheet(100, math.nan, (Words(1, 1, "x"),)), "x") is None
    assert draw_svg(Sheet(100, 20, (Words(1, 12, "x"),)), "x") is not None


def test_no_picture_no_drawing() -> None:
    assert find_drawings(Pictures(None, (), None, None)) == ()
