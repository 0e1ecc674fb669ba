"""What pictures show: bounded, printable, and only where there is something to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import pytest

from tests.report.samples import HOSTILE
from tracker.period import (
    Bounded,
    ConflictingFigures,
    Figure,
    Mark,
    Opposition,
    PeriodCounts,
    PeriodQuery,
    SpeakerCount,
    Telling,
    ToldDispute,
    ToldDisputes,
)
from tracker.records import (
    ArticleHead,
    Clash,
    Dispute,
    Level,
    Relation,
    Span,
    StoredClaim,
    StoredRelation,
    StoredSpeaker,
)
from tracker.report.contents.build import Report
from tracker.report.contents.pictures import (
    MOST_BARS,
    MOST_EDGES,
    MOST_FIGURES,
    MOST_NODES,
    MOST_TELLINGS,
    find_pictures,
)
from tracker.report.wording.harmless import printable

NONE = ToldDisputes(0, 0, 0, Bounded((), 0))


def speaker(number: int, name: str | None = None, role: str | None = None) -> StoredSpeaker:
    return StoredSpeaker(number, name or f"Speaker {number}", "person", role, None)


def claim(number: int, *, words: str = "the boats left", day: str | None = "2014-06-18") -> StoredClaim:
    head = ArticleHead(number, f"{number}.txt", None, "Echo", day, None)
    span = Span(0, len(words))
    return StoredClaim(number, words, words, span, "indirect", speaker(number), head, "certain", 0.9, "positive", 0.9)


def dispute(
    pair: int,
    days: Sequence[str | None] = (),
    *,
    relation: Relation = "contradiction",
    total: int | None = None,
) -> ToldDispute:
    """A dispute with a telling on each of the days; the first is the head's a, the last its b."""
    first, last = 1000 * pair, 1000 * pair + max(1, len(days) - 1)
    head = StoredRelation(pair, relation, "number", 0.9, "suggested", False, Clash(), "m@1", claim(first), claim(last))
    sides: tuple[Literal["a", "b"], ...] = ("a", "b")
    claims = tuple(
        Telling(first + nth, nth, sides[nth % 2], day, f"Outlet {nth}", "Ada Osei", "certain", "positive", False)
        for nth, day in enumerate(days)
    )
    return ToldDispute(Dispute(head, (), 1, 1), 0, True, Bounded(claims, len(claims) if total is None else total))


def told(*disputes: ToldDispute) -> ToldDisputes:
    return ToldDisputes(len(disputes), 0, 0, Bounded(disputes, len(disputes)))


def report(
    *,
    contradictions: ToldDisputes = NONE,
    itself: ToldDisputes = NONE,
    updates: ToldDisputes = NONE,
    speakers: Bounded[SpeakerCount] = Bounded((), 0),  # noqa: B008  frozen
    oppositions: Bounded[Opposition] = Bounded((), 0),  # noqa: B008  frozen
    figures: Mapping[int, ConflictingFigures] | None = None,
) -> Report:
    return Report(
        query=PeriodQuery(),
        title="Report on all articles",
        notes=(),
        last=None,
        counts=PeriodCounts(1, 0, 0, 1, 1, 0, 1, (), 0),
        contradictions=contradictions,
        self_contradictions=itself,
        updates=updates,
        shifts=Bounded((), 0),
        speakers=speakers,
        new_speakers=None,
        unnamed=Bounded((), 0),
        stories=Bounded((), 0),
        troubled=Bounded((), 0),
        oppositions=oppositions,
        mark=Mark(1, 1),
        figures=figures or {},
    )


def counted(*claims: int, total: int | None = None) -> Bounded[SpeakerCount]:
    items = tuple(SpeakerCount(speaker(nth), number, 1, (number - 1, 0, 0, 0)) for nth, number in enumerate(claims))
    return Bounded(items, total or len(items))


def opposed(*pairs: tuple[int, int, int], total: int | None = None) -> Bounded[Opposition]:
    items = tuple(Opposition(speaker(a), speaker(b), number, 0) for a, b, number in pairs)
    return Bounded(items, total or len(items))


def figures(a: float, b: float) -> ConflictingFigures:
    return ConflictingFigures(Figure(a, f"{a:g} boats"), Figure(b, f"{b:g} boats"), "boats")


def test_an_empty_report_has_no_picture() -> None:
    pictures = find_pictures(report())
    assert (pictures.bars, pictures.timelines, pictures.figures, pictures.network) == (None, (), None, None)


def test_one_speaker_is_no_picture_and_many_are_bounded() -> None:
    assert find_pictures(report(speakers=counted(5))).bars is None
    bars = find_pictures(report(speakers=counted(*range(40, 10, -1), total=300))).bars
    assert bars is not None
    assert (len(bars.bars), bars.more) == (MOST_BARS, 300 - MOST_BARS)
    assert (bars.bars[0].claims, bars.bars[0].levels, bars.bars[0].unscored) == (40, (39, 0, 0, 0), 1)


@pytest.mark.parametrize(
    ("days", "is_seen"),
    [
        (("2014-06-16", "2014-06-16", "2014-06-17"), True),
        (("2014-06-16", "2014-06-16", "2014-06-16"), False),  # one day
        (("2014-06-16", "2014-06-17"), False),
        (("2014-06-16", "2014-06-17", None), False),
        (("2014", "2014-06", "2014-06-17T08:00:00Z"), True),
        (("soon", "2014-13-45", "2014-06-17"), False),
    ],
)
def test_a_timeline_needs_three_dated_claims_on_two_days(days: tuple[str | None, ...], is_seen: bool) -> None:
    assert bool(find_pictures(report(contradictions=told(dispute(1, days)))).timelines) == is_seen


def test_timelines_are_those_with_the_most_dated_claims() -> None:
    days = [f"2014-06-{day}" for day in range(10, 30)]
    found = report(
        contradictions=told(dispute(1, days[:3]), dispute(2, days[:5]), dispute(3, days[:4])),
        itself=told(dispute(4, days[:5])),
        updates=told(dispute(5, days)),
    )
    assert [timeline.pair for timeline in find_pictures(found).timelines] == [2, 4, 3]


def test_a_timeline_says_what_it_leaves_out_and_keeps_the_head() -> None:
    days = ["2014", "2014-02", *["2014-06-18"] * 58, None, None]
    whole = dispute(1, days, total=200)
    (line,) = find_pictures(report(contradictions=told(whole))).timelines
    assert [point.day for point in line.points[:3]] == ["2014-01-01", "2014-02-01", "2014-06-18"]
    assert (len(line.points), line.undated, line.more) == (MOST_TELLINGS, 2, 200 - MOST_TELLINGS - 2)
    late = replace(
        whole, claims=Bounded(tuple(replace(one, is_copy=one.claim != 1030) for one in whole.claims.items), 62)
    )
    (line,) = find_pictures(report(contradictions=told(late))).timelines
    assert 1030 in [point.claim for point in line.points if not point.is_copy]
    assert line.points[0].claim == 1000


def test_figures_are_ordered_and_updates_told_apart() -> None:
    found = report(
        contradictions=told(dispute(1), dispute(2), dispute(9)),
        itself=told(dispute(3)),
        updates=told(dispute(4, relation="supersedes"), dispute(5, relation="supersedes")),
        figures={
            1: figures(30, 80),
            2: figures(80, 30),
            3: figures(7, 7),
            4: figures(9, 2),
            5: figures(2, 9),
            9: figures(float("nan"), 2),
        },
    )
    rows, updates = find_pictures(found).figures, find_pictures(found).updates
    assert rows is not None
    assert updates is not None
    assert [(row.pair, row.low.value, row.high.value, row.is_update, row.latest) for row in rows.rows] == [
        (1, 30, 80, False, None),
        (2, 30, 80, False, None),
    ]
    assert [(row.pair, row.low.value, row.high.value, row.is_update, row.latest) for row in updates.rows] == [
        (4, 2, 9, True, "low"),
        (5, 2, 9, True, "high"),
    ]
    assert [rows.rows[1].low.speaker, rows.rows[1].high.speaker] == ["Speaker 2001", "Speaker 2000"]


def test_figures_are_bounded() -> None:
    many = range(1, MOST_FIGURES + 8)
    found = report(contradictions=told(*map(dispute, many)), figures={pair: figures(1, 2) for pair in many})
    rows = find_pictures(found).figures
    assert rows is not None
    assert (len(rows.rows), rows.more) == (MOST_FIGURES, 7)


def test_two_pairs_are_no_network() -> None:
    assert find_pictures(report(oppositions=opposed((1, 2, 1), (2, 3, 1)))).network is None


def test_a_network_is_ordered_by_disputes_then_name() -> None:
    network = find_pictures(report(oppositions=opposed((1, 2, 3), (2, 3, 1), (1, 3, 1), total=9))).network
    assert network is not None
    assert [(node.name, node.disputes) for node in network.nodes] == [
        ("Speaker 1", 4),
        ("Speaker 2", 4),
        ("Speaker 3", 2),
    ]
    assert [(edge.a, edge.b, edge.disputes) for edge in network.edges] == [(0, 1, 3), (0, 2, 1), (1, 2, 1)]
    assert network.more == 6


def test_a_network_is_bounded_and_complete_among_its_speakers() -> None:
    pairs = [(a, b, 1 + (a * b) % 7) for a in range(1, 30) for b in range(a + 1, 30)]
    network = find_pictures(report(oppositions=opposed(*pairs))).network
    assert network is not None
    assert len(network.nodes) <= MOST_NODES
    assert len(network.edges) == MOST_EDGES
    assert network.more == len(pairs) - MOST_EDGES
    assert {end for edge in network.edges for end in (edge.a, edge.b)} == set(range(len(network.nodes)))
    assert all(edge.a < edge.b for edge in network.edges)


def test_two_speakers_of_one_name_stay_two() -> None:
    long = "Ada " + "O" * 200
    who = {
        1: speaker(1, "Ada Osei", "mayor"),
        2: speaker(2, "Ada Osei", "chemist"),
        3: speaker(3, long),
        4: speaker(4, long),
    }
    pairs = tuple(Opposition(who[a], who[b], 1, 0) for a, b in ((1, 2), (1, 3), (3, 4)))
    network = find_pictures(report(oppositions=Bounded(pairs, 3))).network
    assert network is not None
    names = [node.name for node in network.nodes]
    assert len(names) == len(set(names)) == 4
    assert {"Ada Osei (mayor)", "Ada Osei (chemist)"} < set(names)
    assert max(map(len, names)) <= 80


def texts(record: object) -> list[str]:
    """All texts in a record and what it holds."""
    if isinstance(record, str):
        return [record]
    if isinstance(record, tuple):
        return [text for part in record for text in texts(part)]
    slots = getattr(record, "__slots__", ())
    return [text for name in slots for text in texts(getattr(record, name))]


@pytest.mark.parametrize("words", [HOSTILE, "w" * 5000, "</svg><script>alert(1)</script>", ""])
def test_every_text_is_printable_and_short(words: str) -> None:
    level: Level = "certain"
    who = [StoredSpeaker(nth, words, "person", words, words) for nth in range(4)]
    evil = replace(claim(1000, words=words), speaker=who[0], article=ArticleHead(1, words, words, words, words, None))
    plain = dispute(1, ("2014-06-16", "2014-06-17", "2014-06-18"))
    tellings = tuple(replace(one, outlet=words, speaker=words, level=level) for one in plain.claims.items)
    head = replace(plain.dispute.head, a=evil, b=replace(evil, id=1002))
    pictures = find_pictures(
        report(
            contradictions=told(replace(plain, dispute=Dispute(head, (), 1, 1), claims=Bounded(tellings, 3))),
            speakers=Bounded(tuple(SpeakerCount(one, 1, 1, (1, 0, 0, 0)) for one in who), 4),
            oppositions=Bounded(tuple(Opposition(who[0], one, 1, 0) for one in who[1:]), 3),
            figures={1: ConflictingFigures(Figure(1, words), Figure(2, words), words)},
        )
    )
    assert pictures.bars
    assert pictures.timelines
    assert pictures.figures
    assert pictures.network
    for text in texts(pictures):
        assert text == printable(text)
        assert len(text) <= 300
    assert all(node.name for node in pictures.network.nodes)
    assert len({node.name for node in pictures.network.nodes}) == 4
