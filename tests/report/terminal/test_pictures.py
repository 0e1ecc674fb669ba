"""Pictures for a terminal: every line fits, nothing needs colour, lengths are honest, texts stay texts."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.picture_samples import BARS, FIGURES, NETWORK, PICTURES, TIMELINE
from tracker.records import Level
from tracker.report.contents.pictures import (
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
from tracker.report.terminal.axes import figures_legend, figures_lines, timeline_legend, timeline_lines
from tracker.report.terminal.cells import cells
from tracker.report.terminal.pictures import BLOCKS, Sheet, apportioned, bar_cells, bars_lines, network_lines
from tracker.report.wording.harmless import printable

HOSTILE = (
    "Ada \x1b[31mOsei\x1b]0;owned\x07",
    "[bold red]Ben[/bold red] [link=https://spy.example]Okri[/link] :skull:",
    "\u202eirkO neB\u202c \u2066x\u2069",
    "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
    "🙂👨‍👩‍👧🇩🇪 é́́ ︎️ नि",
    "w" * 600,
    "two\nlines\tand\rmore\u2028still",
    "\N{NO-BREAK SPACE}",
    "\u200b",
)
SGR = re.compile(r"\x1b\[[0-9;]*m")


def named(name: str) -> Pictures:
    """All pictures with that name wherever a text of an article may stand."""
    end = End(3, name, name, name, "2014-06-18")
    bars = Bars((Bar(name, name, 3, (1, 1, 1, 0), 0), Bar(name, name, 1, (0, 0, 0, 1), 0)), 1)
    points = tuple(replace(point, outlet=name, speaker=name) for point in TIMELINE.points)
    timeline = replace(TIMELINE, a=name, b=name, reason=name, points=points)
    rows = Dumbbells((Dumbbell(1, name, replace(end, value=1), end, False), FIGURES.rows[0]), 0)
    network = Network((Node(name, 2), Node(f"{name} {name}", 2), Node("Lee Tan", 1)), NETWORK.edges[:2], 0)
    return Pictures(bars, (timeline,), rows, replace(network, edges=(Edge(0, 1, 1, 1), Edge(0, 2, 1000, 999))))


def drawn(pictures: Pictures, sheet: Sheet) -> Iterator[str]:
    """The lines of all pictures and their legends."""
    assert pictures.bars
    assert pictures.figures
    assert pictures.network
    yield from bars_lines(pictures.bars, sheet)
    yield from network_lines(pictures.network, sheet)
    yield figures_legend(pictures.figures, sheet)
    yield from figures_lines(pictures.figures, sheet)
    yield timeline_legend(pictures.timelines, sheet)
    for timeline in pictures.timelines:
        yield from timeline_lines(timeline, sheet)


def pictured(pictures: Pictures, sheet: Sheet) -> list[str]:
    """As `drawn`, without the legends that the page wraps."""
    legends = {figures_legend(FIGURES, sheet), timeline_legend((TIMELINE,), sheet)}
    if pictures.figures:
        legends.add(figures_legend(pictures.figures, sheet))
    return [line for line in drawn(pictures, sheet) if line not in legends]


@pytest.mark.parametrize("width", [40, 41, 59, 60, 80, 88, 120])
@pytest.mark.parametrize("blocks", [True, False])
def test_every_line_fits_whatever_the_names(width: int, blocks: bool) -> None:
    for name in (*HOSTILE, "Ada Osei", " ".join(HOSTILE)):
        for line in pictured(named(name), Sheet(width, blocks=blocks)):
            assert cells(line) <= width
            assert line == line.rstrip(" ")
    assert max(map(cells, pictured(PICTURES, Sheet(width, blocks=blocks)))) > width * 3 // 4 or width > 100


@pytest.mark.parametrize("width", [40, 60, 120])
def test_a_name_is_text_and_whole(width: int) -> None:
    for name in HOSTILE:
        words = "".join(printable(name).split())
        for colour in (False, True):
            pictures = named(name)
            assert pictures.network
            assert pictures.figures
            for lines in (
                network_lines(pictures.network, Sheet(width, colour)),
                figures_lines(pictures.figures, Sheet(width, colour)),
                timeline_lines(pictures.timelines[0], Sheet(width, colour)),
            ):
                page = SGR.sub("", "\n".join(lines)) if colour else "\n".join(lines)
                assert [char for char in page if unicodedata.category(char) == "Cc" and char != "\n"] == []
                assert not set(page) & set("\u202e\u202c\u2066\u2069\u2028\u200b")
                if "\n" not in name and not name.isspace():
                    assert set(words) <= set(page)
    page = "\n".join(network_lines(Network((Node(HOSTILE[1], 1), Node("Ada", 1)), (Edge(0, 1, 1, 0),), 0), Sheet(120)))
    assert page == "[bold red]Ben[/bold red] [link=https://spy.example]Okri[/link] :skull: ≠ Ada ×1"


def test_colour_changes_no_character(monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (40, 80, 120):
        plain = list(drawn(PICTURES, Sheet(width)))
        assert not any("\x1b" in line for line in plain)
        coloured = list(drawn(PICTURES, Sheet(width, colour=True)))
        assert [SGR.sub("", line).rstrip(" ") for line in coloured] == plain
        assert "\x1b[1mAda Osei" in "\n".join(coloured)
        codes = {code for line in coloured for found in SGR.findall(line) for code in found[2:-1].split(";")}
        assert codes == {"0", "1", "2", "35", "36"}  # the palette of the terminal; no red, no green
    before = list(drawn(PICTURES, Sheet(80, colour=True)))
    for name, value in (("COLUMNS", "20"), ("NO_COLOR", "1"), ("TERM", "dumb"), ("FORCE_COLOR", "1")):
        monkeypatch.setenv(name, value)
    assert list(drawn(PICTURES, Sheet(80, colour=True))) == before
    assert list(drawn(PICTURES, Sheet(80))) == [SGR.sub("", line).rstrip(" ") for line in before]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_without_blocks_our_own_marks_are_ascii(width: int) -> None:
    ours = replace(PICTURES, timelines=(replace(TIMELINE, a="Ada Osei", b="Ben Okri"),))
    page = "\n".join(drawn(ours, Sheet(width, blocks=False)))
    assert page.isascii()
    assert "Ada Osei != Ben Okri" in page
    assert "Harbour Trust" in page
    assert "Harbour" in "\n".join(drawn(named("Harbour 漢字"), Sheet(width, blocks=False)))


_NUMBERS = st.lists(st.integers(0, 5000), min_size=5, max_size=5).filter(any)


@given(_NUMBERS, st.integers(5, 120))
def test_cells_are_given_by_largest_remainder(numbers: list[int], length: int) -> None:
    given_cells = apportioned(numbers, length)
    assert sum(given_cells) == length
    assert [cell > 0 for cell in given_cells] == [number > 0 for number in numbers]
    for number, cell in zip(numbers, given_cells, strict=True):
        share = number * length / sum(numbers)
        assert cell == 1 or cell < share + 1  # what is visible though it is less than a cell is the only excess
        if all(other == 0 or other * length >= sum(numbers) for other in numbers):
            assert abs(cell - share) < 1
    for a, b in zip(numbers, given_cells, strict=True):
        assert all(b >= d for c, d in zip(numbers, given_cells, strict=True) if a > c)


@given(_NUMBERS, _NUMBERS, st.integers(10, 100))
def test_bars_are_in_proportion_to_each_other(a: list[int], b: list[int], room: int) -> None:
    most = max(sum(a), sum(b))
    for numbers in (a, b):
        length = sum(bar_cells(numbers, most, room))
        visible = sum(number > 0 for number in numbers)
        assert length == visible or abs(length - sum(numbers) * room / most) <= 0.5
    assert max(sum(bar_cells(a, most, room)), sum(bar_cells(b, most, room))) == room


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_bar_has_the_cells_of_its_levels(width: int) -> None:
    lines = list(bars_lines(BARS, Sheet(width)))
    (ada,) = (line for line in lines if line.startswith("Ada Osei"))
    number = [ada.count(mark) for mark in BLOCKS.shades]
    assert ada.endswith("░ 12")
    assert number == [*bar_cells((8, 2, 1, 1, 0), 12, sum(number))]
    (ben,) = (line for line in lines if line.startswith("Ben Okri"))
    assert abs(sum(map(ben.count, BLOCKS.shades)) - sum(number) * 5 / 12) <= 0.5
    assert lines[-1] == "… and 3 more speakers"


def test_two_of_one_name_are_told_apart_and_a_cut_is_seen() -> None:
    bars = Bars((Bar("Benedek", "doctor", 2, (2, 0, 0, 0), 0), Bar("Benedek", "mayor", 1, (1, 0, 0, 0), 0)), 0)
    lines = list(bars_lines(bars, Sheet(80)))
    assert [line.split("  ")[0] for line in lines[:2]] == ["Benedek, doctor", "Benedek, mayor"]
    assert "██ certain" in lines
    (cut,) = (line for line in bars_lines(BARS, Sheet(40)) if "…" in line and "more" not in line)
    assert cut == "of Greater…"


def point(day: str, side: Literal["a", "b"] = "a", *, level: Level | None = "certain", is_copy: bool = False) -> Point:
    return Point(day, side, "Post", "Ada Osei", level, is_copy, 1)


def lanes(points: tuple[Point, ...], width: int = 80) -> list[str]:
    """The two lanes and the dates beneath."""
    lines = list(timeline_lines(Timeline(1, "differ", "Ada Osei", "Ben Okri", points, 0, 0), Sheet(width)))
    return lines[lines.index("") + 1 :]


def test_days_are_at_their_distance_and_marks_say_what_they_are() -> None:
    a, b, days = lanes(
        (
            point("2014-06-16"),
            point("2014-06-21", level="possible"),
            point("2014-06-26", is_copy=True),
            point("2014-06-16", "b", level="possible"),
            point("2014-06-16", "b"),
            point("2014-06-21", "b", is_copy=True),
            *(point("2014-06-21", "b", level="possible") for _ in range(9)),
            point("2014-06-26", "b"),
        )
    )
    assert (a[2], b[2:4], b[-1]) == ("●", "◈2", "◆")
    assert a[-1] == "r"
    assert abs(a.index("○") - 2 - (len(a) - 3) / 2) <= 3 / 2  # half the width of a place
    assert b[b.index("◇") :].startswith("◇10─")
    assert days.split() == ["2014-06-16", "10", "days", "2014-06-26"]
    assert days.index("2014-06-16") == 2
    assert len(days) == len(a)


SIDES: tuple[Literal["a", "b"], ...] = ("a", "b")


@given(st.lists(st.tuples(st.dates(), st.sampled_from(SIDES)), min_size=1, max_size=40), st.integers(40, 120))
def test_every_claim_is_counted_on_its_lane(told: list[tuple[object, Literal["a", "b"]]], width: int) -> None:
    points = tuple(point(str(day), side) for day, side in told)
    a, b, days = lanes(points, width)
    for lane, side, mark in ((a, "a", "●"), (b, "b", "◆")):
        counted = sum(int(number or 1) for number in re.findall(rf"{mark}(\d*)", lane))
        assert counted == sum(of == side for _, of in told)
    assert days.split()[0] == min(str(day) for day, _ in told)
    assert days.split()[-1] == max(str(day) for day, _ in told)


def test_what_a_timeline_leaves_out_is_said() -> None:
    page = "\n".join(timeline_lines(TIMELINE, Sheet(80)))
    assert "Claims not shown: 4 more, 1 without a date." in page
    assert "4 claims, 1 of them a reprint: River Post, Wire, Echo, Copy Times" in page
    assert "… and 1 more outlet" in page
    assert "not scored" not in timeline_legend((TIMELINE,), Sheet(80))
    unscored = replace(TIMELINE, points=(point("2014-06-16", level=None),))
    assert "told as certain, or not scored" in timeline_legend((TIMELINE, unscored), Sheet(80))


def dumbbell(low: float, high: float, *, update: bool = False, latest: str | None = None) -> str:
    """The line with the scale."""
    ends = (End(low, "low", "Ada", "Post", "2014-06-16"), End(high, "high", "Ben", "Post", "2014-06-18"))
    row = Dumbbell(1, "boats", *ends, update, "low" if latest == "low" else "high" if latest else None)
    (line,) = (line for line in figures_lines(Dumbbells((row,), 0), Sheet(80)) if "│" in line)
    return line


@pytest.mark.parametrize(("low", "high"), [(30, 80), (0, 9), (1, 2), (79.9, 80), (8e-9, 1e9), (2, 3.0)])
def test_figures_stand_on_a_scale_from_zero(low: float, high: float) -> None:
    line = dumbbell(low, high)
    start, end = line.index("│") + 1, line.index("◆")
    assert line.startswith("low │")
    assert line.endswith("◆ high")
    assert abs((line.index("●") - start) - low / high * (end - start)) <= 1
    assert set(line[line.index("●") + 1 : end]) <= {"━"}


@pytest.mark.parametrize(("low", "high"), [(-5.0, -3.0), (-5.0, 0.0), (float("-inf"), float("inf")), (float("nan"), 1)])
def test_odd_figures_are_drawn_all_the_same(low: float, high: float) -> None:
    line = dumbbell(low, high)
    assert line.index("│") < line.index("●") < line.index("◆")
    assert cells(line) == cells(dumbbell(1, 2))


def test_an_update_leads_to_the_figure_that_holds() -> None:
    assert re.fullmatch(r"low │ *●╌+▶ high", dumbbell(1, 2, update=True, latest="high"))
    assert re.fullmatch(r"low │ *◀╌+● high", dumbbell(1, 2, update=True, latest="low"))
    assert re.fullmatch(r"low │ *●╌+◆ high", dumbbell(1, 2, update=True))
    assert "update" in figures_legend(FIGURES, Sheet(80))
    assert "update" not in figures_legend(replace(FIGURES, rows=FIGURES.rows[:1]), Sheet(80))


def test_who_contradicts_whom_begins_with_who_does_most() -> None:
    assert list(network_lines(NETWORK, Sheet(40))) == [
        "Ada Osei ≠ Ben Okri ×3 (1 confirmed)",
        "Ada Osei ≠ Lee Tan ×1 (1 confirmed)",
        "Ada Osei ≠ Harbour Trust ×1",
        "Ben Okri ≠ Harbour Trust ×1",
        "… and 6 more pairs",
    ]
    nodes = (Node("Ada", 3), Node("Ben", 1), Node("Cyd", 1), Node("Dan", 1), Node("Eva", 2), Node("Fay", 2))
    many = Network(nodes, (Edge(0, 1, 1, 0), Edge(0, 2, 1, 0), Edge(0, 3, 1, 0), Edge(4, 5, 2, 0)), 0)
    assert list(network_lines(many, Sheet(60))) == ["Eva ≠ Fay ×2", "Ada ≠ Ben ×1", "    ≠ Cyd ×1", "    ≠ Dan ×1"]


def test_where_there_is_nothing_there_is_no_line() -> None:
    assert list(bars_lines(Bars((), 0), Sheet(80))) == []
    assert list(network_lines(Network((), (), 0), Sheet(80))) == []
    assert lanes(()) == []


def test_the_pictures_at_80() -> None:
    assert pictured(PICTURES, Sheet(80)) == EXPECTED.strip("\n").split("\n")


def test_no_other_format_needs_rich() -> None:
    code = (
        "import sys, tracker.report.terminal.plain, tracker.report.terminal.axes\n"
        "from tracker.report.pages.markdown import markdown_lines\n"
        "from tracker.report.exports.structured import json_report\n"
        "from tracker.report.contents.build import build_report\n"
        "from tracker.period import PeriodQuery\n"
        "from tracker.store import Store\n"
        "with Store.open(':memory:') as store: page = build_report(store.period(PeriodQuery()))\n"
        "assert list(markdown_lines(page)) and list(json_report(page))\n"
        "assert 'rich' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


EXPECTED = """
Ada Osei                  ████████████████████████████████▓▓▓▓▓▓▓▓▒▒▒▒░░░░ 12
Harbour Trust of Greater  ████████████████████████████ 7
Rivertown and the Lower…
Ben Okri                  ████▓▓▓▓▒▒▒▒········ 5
Lee Tan                   ░░░░ 1

██ certain  ▓▓ probable  ▒▒ possible  ░░ doubtful  ·· not scored
… and 3 more speakers
Ada Osei ≠ Ben Okri      ×3 (1 confirmed)
         ≠ Lee Tan       ×1 (1 confirmed)
         ≠ Harbour Trust ×1
Ben Okri ≠ Harbour Trust ×1
… and 6 more pairs
tonnes of fish · contradiction · pair 15
30 tonnes │                  ●━━━━━━━━━━━━━━━━━━━━━━━━━━━━◆ fewer than 80 tonnes
● Ada Osei, River Post, 2014-06-16
◆ Ben Okri, Wire, 2014-06-18

boats · update · pair 16
     five │                          ◀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌● nine
◀ Harbour Trust, Echo, 2014-06-20
● Harbour Trust, Echo, 2014-06-17

contradiction · pair 17
          │                                             ●━◆
● one million and two hundred thousand crowns: Lee Tan, Gull, no date
◆ a little more than 1.25m crowns: Ada Osei, River Post, 2014-06-19
… and 2 more pairs
differ on the number · pair 15
A ● Ada Osei: “All four boats left the harbour before the storm”
    4 claims, 1 of them a reprint: River Post, Wire, Echo, Copy Times
B ◆ Ben Okri: “No boat left”
    13 claims: River Post, Echo, Wire, Harbour News … and 1 more outlet

A ●────────◐2───────────────────────────────r─────────────────────────────────
B ──────────────────◇────────────────────────────────────────────────────────◆12
  2014-06-16                         9 days                         2014-06-25
Claims not shown: 4 more, 1 without a date.
"""
