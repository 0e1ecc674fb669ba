"""Every picture of a report, of tiny, usual and far too much data, on one page to look at; and what drawing costs.

    python -m benchmarks.gallery OUT.html [--set NAME]

All names are made up. Look at it in light and dark, in grey, and on a phone.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Literal

from tracker.records import LEVELS
from tracker.report.contents.pictures import (
    MOST_BARS,
    MOST_EDGES,
    MOST_FIGURES,
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
from tracker.report.pages.charts import Drawing, find_drawings
from tracker.report.pages.page import style_sheet

SECONDS, MEGABYTES = 1.0, 150
_NAMES = (
    "Ada Osei", "Lee Tan", "Marta Lindqvist-Oyelaran", "Ben Okri", "Cyd Vance", "fire service", "Tomasz Brzęczyk",
    "Ministry of Inland Waterways", "Harbour Trust", "Yusra Hallbeck", "Osric Fane", "Dan Holm", "Eva Lindt", "F. Moro",
)  # fmt: skip
_LONG = (
    "Her Excellency the Extraordinary Plenipotentiary Commissioner for Inland Waterways, Ports and Fishe…",
    "漢字太郎漢字太郎漢字太郎漢字太郎漢字太郎漢字太郎漢字太郎漢字太郎漢字太郎",
    "الهيئة العامة للموانئ والممرات المائية الداخلية والصيد البحري في المنطقة الشمالية",
    "𝕎𝕚𝕕𝕖 🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
)
_ROLES = ("mayor, Rivertown", "", "chief engineer, Harbour Trust", "", "fire chief", "", "spokesman", "")
_OUTLETS = ("River Post", "Echo", "Transmarch Wire", "The Velland Examiner", "Corvane Press Agency", "Kappel Daily")


def _bars(names: tuple[str, ...], rng: random.Random, most: int, more: int) -> Bars:
    bars = []
    for nth, name in enumerate(names):
        levels = tuple(int(most / (nth + 1) ** 0.8 * share * rng.random()) for share in (0.9, 0.3, 0.2, 0.1))
        unscored = 2 if nth % 4 == 1 else 0
        levels = (max(1, levels[0]), *levels[1:])
        bars.append(Bar(name, _ROLES[nth % len(_ROLES)], sum(levels) + unscored, levels, unscored))
    return Bars(tuple(sorted(bars, key=lambda bar: -bar.claims)), more)


def _timeline(pair: int, points: int, days: int, rng: random.Random, more: int = 0, clumped: bool = False) -> Timeline:
    begin = date(2014, 6, 16)
    told = []
    for nth in range(points):
        after = 0 if nth == 0 else days if nth == points - 1 else rng.randrange(days + 1)
        if clumped and nth != points - 1:
            after = min(days, int(rng.expovariate(1 / (days / 12))))
        side: Literal["a", "b"] = "b" if rng.random() < 0.45 or nth == 1 else "a"
        told.append(
            Point(
                (begin + timedelta(days=after)).isoformat(),
                side,
                _OUTLETS[rng.randrange(len(_OUTLETS))],
                _NAMES[rng.randrange(3)],
                rng.choice((*LEVELS, "certain", "certain", None)),
                rng.random() < 0.3,
                nth + 1,
            )
        )
    return Timeline(
        pair,
        "differ on the number",
        "Ada Osei: “All four boats left the harbour before the storm”",
        "Lee Tan: “No boat left, and nobody on the quay saw one go that night, whatever the harbour office now says”",
        tuple(sorted(told, key=lambda point: (point.day, point.claim))),
        more,
        2 if more else 0,
    )


def _end(value: float, words: str, nth: int, names: tuple[str, ...] = _NAMES) -> End:
    day = None if nth % 5 == 4 else f"2014-06-{10 + nth % 19}"
    return End(value, words, names[nth % len(names)], _OUTLETS[nth % len(_OUTLETS)], day)


def _figures(names: tuple[str, ...], *, usual: bool) -> Dumbbells:
    pairs: list[tuple[str, float, str, float, str, Literal["low", "high"] | None]] = [
        ("tonnes of solvent", 30, "fewer than 30 tonnes", 80, "80 tonnes", None),
        ("patients on the wards", 80, "80 patients", 81, "81", None),
        ("dead", 0, "nobody", 12, "a dozen", None),
        ("fishing boats missing after the night of the storm", 5, "five trawlers", 9, "nine trawlers", "high"),
        ("patients on the wards", 2, "two patients", 11, "11 patients", "low"),
    ]
    if not usual:
        pairs = [
            ("", 1, "1", 1e9, "a billion", None),
            ("degrees below the frost line " * 3, -12.5, "-12.5 degrees", 4, "4 degrees", None),
            ("tonnes", 999_999, "999,999 tonnes of the solvent that was in the store", 1e6, "a million tonnes", None),
            *pairs[:2],
            ("漢字", 0, "無", 3, "三人の労働者", None),
            *pairs[2:],
            ("boats", 3, "three", 4, "four", None),
        ]
    rows = [
        Dumbbell(
            nth + 11,
            about,
            _end(low, low_words, nth, names),
            _end(high, high_words, nth + 3, names),
            latest is not None,
            latest,
        )
        for nth, (about, low, low_words, high, high_words, latest) in enumerate(pairs)
    ]
    return Dumbbells(tuple(sorted(rows, key=lambda row: row.is_update)[:MOST_FIGURES]), 0 if usual else 31)


def _network(names: tuple[str, ...], edges: int, rng: random.Random, more: int, most: int) -> Network:
    pairs: dict[tuple[int, int], int] = {}
    while len(pairs) < edges:
        a, b = sorted(rng.sample(range(len(names)), 2))
        pairs[a if rng.random() < 0.6 else 0, b] = max(1, int(rng.expovariate(1 / most)))
        pairs = {(a, b): number for (a, b), number in pairs.items() if a != b}
    counts = [sum(number for ends, number in pairs.items() if nth in ends) for nth in range(len(names))]
    order = sorted(range(len(names)), key=lambda nth: (-counts[nth], names[nth]))
    place = {nth: at for at, nth in enumerate(order)}
    drawn = tuple(
        Edge(min(place[a], place[b]), max(place[a], place[b]), number, 1 if (a + b) % 4 == 3 else 0)
        for (a, b), number in sorted(pairs.items())
    )
    return Network(tuple(Node(names[nth], counts[nth]) for nth in order), drawn, more)


def sets() -> dict[str, Pictures]:
    """Pictures of tiny, usual and far too much data."""
    rng = random.Random(25)
    many = tuple(_LONG[nth % 5] if nth % 3 == 0 else _NAMES[nth] for nth in range(14))
    usual = _figures(_NAMES, usual=True)
    return {
        "tiny": Pictures(
            Bars((Bar("Ada Osei", "", 1, (1, 0, 0, 0), 0), Bar("Lee Tan", "", 1, (0, 0, 0, 1), 0)), 0),
            (_timeline(3, 3, 1, rng),),
            Dumbbells(usual.rows[:1], 0),
            _network(_NAMES[:3], 3, rng, 0, 1),
        ),
        "usual": Pictures(
            _bars(_NAMES[:10], rng, 14, 0),
            (_timeline(12, 9, 33, rng), _timeline(13, 26, 12, rng), _timeline(14, 7, 400, rng)),
            usual,
            _network(_NAMES[:7], 8, rng, 0, 2),
        ),
        "far too much": Pictures(
            _bars(many[:MOST_BARS], rng, 40_000, 288),
            (
                _timeline(12, MOST_TELLINGS, 3650, rng, 160),
                _timeline(13, MOST_TELLINGS, 60, rng, 160, clumped=True),
                _timeline(14, MOST_TELLINGS, 2, rng, 160),
            ),
            _figures(many, usual=False),
            _network(many[:MOST_NODES], MOST_EDGES, rng, 300, 9),
        ),
    }


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gallery</title><style>{style}</style></head><body>
{body}
</body></html>
"""


def _figure(drawing: Drawing) -> str:
    cells = ["".join(f"<td>{escape(cell)}" for cell in row) for row in drawing.rows]
    head = "".join(f"<th>{escape(cell)}" for cell in drawing.header)
    table = f"<table><tr>{head}{''.join(f'<tr>{row}' for row in cells)}</table>"
    return (
        f"<h3>{escape(drawing.title)}</h3><p class=quiet>{escape(drawing.summary)}</p>"
        f"<div class=wide>{drawing.wide}</div><div class=narrow>{drawing.narrow}</div>"
        f"<p class=quiet>{escape(drawing.note)}</p><details><summary>As a table</summary>{table}</details>"
    )


def page(names: list[str]) -> str:
    """The pictures of these sets as a page."""
    style = style_sheet("pictures.css") + style_sheet("style.css")
    parts = []
    for name in names:
        drawings = find_drawings(sets()[name])
        parts.append(f"<h2>{name}</h2>" + "\n".join(map(_figure, drawings)))
    return _PAGE.format(style=style, body="\n".join(parts))


def main() -> int:
    """Write the page; 1 when drawing the fullest set costs more than it may."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--set", choices=list(sets()), action="append", dest="names")
    options = parser.parse_args()
    fullest, before = sets()["far too much"], _peak()
    start = time.process_time()  # of all threads: a busy machine makes nothing dearer
    drawings = find_drawings(fullest)
    seconds, megabytes = time.process_time() - start, _peak() - before
    is_drawn = all(drawing.wide for drawing in drawings)
    options.out.write_text(page(options.names or list(sets())), encoding="utf-8")
    print(f"{len(drawings)} pictures twice, at most {SECONDS} s of a processor and {MEGABYTES} MB:")
    print(f"{seconds:.2f} s, {megabytes:.0f} MB")
    return 0 if is_drawn and seconds <= SECONDS and megabytes <= MEGABYTES else 1


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
