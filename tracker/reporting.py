"""The order of the steps of a report, and nothing else: ask the store → find the figures → build.

Apart from `pipeline`, whose steps bring the models' libraries with them: nothing that a report needs does.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.period import ConflictingFigures, PeriodFacts, PeriodQuery
from tracker.records import Reason
from tracker.report.contents.build import Report, build_report
from tracker.store import Store

# Why a pair may have figures; no other is looked at.
_COUNTED: tuple[Reason, ...] = ("number", "degree")


def report_on(store: Store, query: PeriodQuery) -> Report:
    """The report that a query asks for, with the figures on which the listed pairs differ."""
    facts = store.period(query)
    return build_report(facts, _figures(facts))


def _figures(facts: PeriodFacts) -> Mapping[int, ConflictingFigures]:
    told = (facts.contradictions, facts.self_contradictions, facts.updates)
    heads = [one.dispute.head for disputes in told for one in disputes.listed.items]
    counted = [head for head in heads if head.reason in _COUNTED]
    if not counted:
        return {}
    from tracker.contradiction import find_figures  # its word lists take time to read

    found = {head.id: find_figures(head) for head in counted}
    return {number: figures for number, figures in found.items() if figures is not None}
