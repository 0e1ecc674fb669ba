"""A report from its store: the lists, the figures of what they list, and nothing loaded that it has no need of."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.report.week import fill
from tests.store.sample import JUDGE, found, person, said, sure
from tracker.contradiction import find_figures
from tracker.period import ConflictingFigures, Figure, Period, PeriodQuery
from tracker.reporting import report_on
from tracker.store import Store

WEEK = PeriodQuery(Period("2014-06-16", "2014-06-22"))
TRAWLERS = ConflictingFigures(Figure(5, "Five trawlers"), Figure(9, "Nine trawlers"), "trawlers")
NOBODY = ConflictingFigures(Figure(0, "Nobody"), Figure(3, "Three workers"), "workers")


def test_a_report_has_the_figures_of_the_pairs_that_it_lists() -> None:
    with Store.open(":memory:") as store:
        fill(store)
        report = report_on(store, WEEK)
        heads = {
            one.dispute.head.b.id: one.dispute.head
            for told in (report.contradictions, report.self_contradictions, report.updates)
            for one in told.listed.items
        }
        assert sorted(heads) == [3, 5, 8, 16]
        assert report.figures == {heads[16].id: TRAWLERS, heads[5].id: NOBODY}
        assert report.figures == {
            head.id: figures for head in heads.values() if (figures := find_figures(head)) is not None
        }
        assert (report.query, report.mark) == (WEEK, store.period(WEEK).mark)
        assert report_on(store, replace(WEEK, period=Period("2014-06-23"))).figures == {}


def test_what_is_not_listed_has_none() -> None:
    with Store.open(":memory:") as store:
        for number, words in enumerate(
            ("nine trawlers sank", "five trawlers sank", "two goats fled", "four goats fled")
        ):
            store.add_article(
                said(person(f"Name{number} Okri"), words, ref=f"{number}", date="2014-06-18", certainty=sure())
            )
        for a, b, score in ((1, 2, 0.9), (3, 4, 0.8)):
            store.add_relations(b, JUDGE, [found(a, b, score, reason="number")])
        assert sorted(report_on(store, PeriodQuery()).figures) == [1, 2]
        assert sorted(report_on(store, PeriodQuery(limit=1)).figures) == [1]


def test_a_report_with_figures_loads_no_model(tmp_path: Path) -> None:
    with Store.open(tmp_path / "week.db") as store:
        fill(store)
    code = (
        "import sys; from tracker.cli import main\n"
        "try: main(['report', '--db', 'week.db', '-f', 'json'])\n"
        "except SystemExit: pass\n"
        "print('MODULES', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True, timeout=120
    )
    page, _, modules = done.stdout.rpartition("MODULES ")
    assert '"words": "Nine trawlers"' in page
    loaded = {name.partition(".")[0] for name in modules.split()}
    assert {"tracker", "sqlite3"} <= loaded
    heavy = {"numpy", "onnxruntime", "tokenizers", "transformers", "sentencex", "torch", "jinja2", "vl_convert"}
    assert loaded & heavy == set()
    assert not {name for name in modules.split() if name.startswith(("tracker.models", "tracker.pipeline"))}
