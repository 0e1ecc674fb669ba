"""Pictures of an invented harbour, with everything that one can show."""

from __future__ import annotations

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

BARS = Bars(
    (
        Bar("Ada Osei", "mayor, Rivertown", 12, (8, 2, 1, 1), 0),
        Bar("Harbour Trust of Greater Rivertown and the Lower Quays", "", 7, (7, 0, 0, 0), 0),
        Bar("Ben Okri", "fisherman", 5, (1, 1, 1, 0), 2),
        Bar("Lee Tan", "", 1, (0, 0, 0, 1), 0),
    ),
    3,
)


def _told(side: str, day: str, outlet: str, level: Level | None = "certain", *, is_copy: bool = False) -> Point:
    return Point(day, "a" if side == "a" else "b", outlet, "Ada Osei" if side == "a" else "Ben Okri", level, is_copy, 1)


TIMELINE = Timeline(
    15,
    "differ on the number",
    "Ada Osei: “All four boats left the harbour before the storm”",
    "Ben Okri: “No boat left”",
    (
        _told("a", "2014-06-16", "River Post"),
        _told("a", "2014-06-17", "Wire"),
        _told("a", "2014-06-17", "Echo", "possible"),
        _told("b", "2014-06-18", "River Post", "probable"),
        _told("a", "2014-06-21", "Copy Times", is_copy=True),
        *(_told("b", "2014-06-25", outlet) for outlet in ("Echo", "Wire", "River Post", "Harbour News", "Gull")),
        *(_told("b", "2014-06-25", "Wire") for _ in range(7)),
    ),
    4,
    1,
)

FIGURES = Dumbbells(
    (
        Dumbbell(
            15,
            "tonnes of fish",
            End(30, "30 tonnes", "Ada Osei", "River Post", "2014-06-16"),
            End(80, "fewer than 80 tonnes", "Ben Okri", "Wire", "2014-06-18"),
            False,
        ),
        Dumbbell(
            16,
            "boats",
            End(5, "five", "Harbour Trust", "Echo", "2014-06-20"),
            End(9, "nine", "Harbour Trust", "Echo", "2014-06-17"),
            True,
            "low",
        ),
        Dumbbell(
            17,
            "",
            End(1_200_000, "one million and two hundred thousand crowns", "Lee Tan", "Gull", None),
            End(1_250_000, "a little more than 1.25m crowns", "Ada Osei", "River Post", "2014-06-19"),
            False,
        ),
    ),
    2,
)

NETWORK = Network(
    (Node("Ada Osei", 5), Node("Ben Okri", 4), Node("Harbour Trust", 2), Node("Lee Tan", 1)),
    (Edge(1, 2, 1, 0), Edge(0, 1, 3, 1), Edge(0, 2, 1, 0), Edge(0, 3, 1, 1)),
    6,
)

UPDATES = Dumbbells(tuple(row for row in FIGURES.rows if row.is_update), 0)
PICTURES = Pictures(BARS, (TIMELINE,), FIGURES, NETWORK, UPDATES)
