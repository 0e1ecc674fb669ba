"""The measures, on texts marked by hand, and against the shared scorer where it is there."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marked import Marked, read_marked
from tracker.measures import ALL, MEASURES, ROLES, Evaluation, GoldArticle, Measuring, Mistake, Roles, f1_of, measure
from tracker.records import Article, Attribution, Span

SCORER = Path(__file__).resolve().parents[2] / "shared/tools/score_attribution.py"
GOLD = '[S1 Ann Lee] [C1 said] [K1 the bridge was safe]. "[K2 Nobody slept]," [C2 added] [S2 her deputy].'


def attributions(marked: Marked) -> list[Attribution]:
    return [Attribution(a.source, a.cue, a.content, "indirect", 0.5) for a in marked.attributions]


def compared(gold: str, predicted: str) -> tuple[Evaluation, list[Mistake]]:
    """The figures and mistakes of one text, marked twice."""
    mine, theirs = read_marked(gold), read_marked(predicted)
    assert mine.text == theirs.text
    roles = tuple(Roles(a.source, a.cue, a.content) for a in mine.attributions)
    measuring = Measuring(model="sample@1")
    mistakes = measuring.add(GoldArticle(Article("a", mine.text), roles), attributions(theirs))
    return measuring.result(), mistakes


def test_the_same_is_all_right() -> None:
    figures, mistakes = compared(GOLD, GOLD)
    assert (figures.articles, figures.gold, figures.predicted, figures.model) == (1, 2, 2, "sample@1")
    assert [(x.group, x.measure) for x in figures.figures] == [(ALL, name) for name in MEASURES]
    assert all((x.precision, x.recall, x.f1) == (100, 100, 100) for x in figures.figures)
    assert mistakes == []


def test_marks_at_the_ends_do_not_count() -> None:
    figures, mistakes = compared(GOLD, GOLD.replace('"[K2 Nobody slept],"', '[K2 "Nobody slept,"]'))
    assert f1_of(figures, "attribution strict") == 100
    assert mistakes == []


@pytest.mark.parametrize(
    ("predicted", "strict", "relaxed", "told"),
    [
        (
            GOLD.replace("[K1 the bridge was safe]", "the [K1 bridge was safe]"),
            50,
            100,
            [("bounds", ("content",), True)],
        ),
        (
            GOLD.replace("[K1 the bridge was safe]", "the bridge was [K1 safe]"),
            50,
            50,
            [("bounds", ("content",), False)],
        ),
        (GOLD.replace("[S1 Ann Lee]", "Ann Lee"), 50, 50, [("bounds", ("source",), False)]),
        (GOLD.replace("[S1 Ann Lee]", "Ann [S1 Lee]"), 50, 100, [("bounds", ("source",), True)]),
        (GOLD.replace("[C2 added]", "added"), 50, 100, [("bounds", ("cue",), True)]),
        (
            'Ann Lee said the bridge was safe. "[K Nobody slept]," [C added] [S her deputy].',
            66.7,
            66.7,
            [("missed", (), False)],
        ),
        (
            '[S Ann Lee] said the bridge [C was] [K safe]. "Nobody slept," added her deputy.',
            0,
            0,
            [("bounds", ("cue", "content"), False), ("missed", (), False)],
        ),
    ],
)
def test_what_is_wrong_is_told(
    predicted: str, strict: float, relaxed: float, told: list[tuple[str, tuple[str, ...], bool]]
) -> None:
    figures, mistakes = compared(GOLD, predicted)
    assert f1_of(figures, "attribution strict") == pytest.approx(strict, abs=0.1)
    assert f1_of(figures, "attribution relaxed") == pytest.approx(relaxed, abs=0.1)
    assert [(m.kind, m.roles, m.relaxed) for m in mistakes] == told


def test_a_spurious_attribution_is_told_in_its_place() -> None:
    figures, mistakes = compared(
        "[S Ann] [C said] [K it rained]. Bo left.", "[S1 Ann] [C1 said] [K1 it rained]. [S2 Bo] [K2 left]."
    )
    assert [(m.kind, m.gold) for m in mistakes] == [("spurious", None)]
    strict = next(x for x in figures.figures if x.measure == "attribution strict")
    assert (strict.precision, strict.recall, strict.predicted, strict.gold) == (50, 100, 2, 1)


def test_groups_are_measured_against_all_of_the_other_side() -> None:
    """A quotation that was found, and called something else, is found; and the other group's precision has it right."""
    marked = read_marked("[S1 Ann] [C1 said] [K1 it rained]. [S2 Bo] [C2 said] [K2 it snowed].")
    roles = tuple(Roles(a.source, a.cue, a.content) for a in marked.attributions)
    found = attributions(marked)
    measuring = Measuring(["x", "y"])
    of = {id(roles[0]): ["x"], id(roles[1]): ["y"], id(found[0]): ["x"], id(found[1]): ["x"]}
    measuring.add(GoldArticle(Article("a", marked.text), roles), found, groups_of=lambda one: of[id(one)])
    shares = {
        x.group: (x.precision, x.recall, x.predicted, x.gold)
        for x in measuring.result().figures
        if x.measure == "attribution relaxed"
    }
    assert shares == {ALL: (100, 100, 2, 2), "x": (100, 100, 2, 1), "y": (0, 100, 0, 1)}


def test_an_article_that_gave_nothing_counts() -> None:
    gold = GoldArticle(Article("a", "Ann said so."), (Roles((Span(0, 3),), (Span(4, 8),), (Span(9, 11),)),))
    figures = measure([gold], {})
    assert (figures.gold, figures.predicted, f1_of(figures, "attribution relaxed")) == (1, 0, 0)


# ---------------------------------------------------------------- twins

TEXT = 'The mayor said: "It is safe," and — so they say… – nobody (not one) left. It "was" late, he added.'


def spans() -> st.SearchStrategy[tuple[Span, ...]]:
    places = st.integers(0, len(TEXT))
    pair = st.tuples(places, places).filter(lambda x: x[0] != x[1]).map(lambda x: Span(min(x), max(x)))
    return st.lists(pair, max_size=2).map(lambda found: tuple(sorted(found)))


ROLES_OF_TEXT = st.lists(st.builds(Roles, spans(), spans(), spans()), max_size=5)


@pytest.mark.skipif(not SCORER.exists(), reason="the shared scorer is not beside the project")
@given(ROLES_OF_TEXT, ROLES_OF_TEXT, st.booleans())
def test_the_shared_scorer_says_the_same(gold: list[Roles], predicted: list[Roles], again: bool) -> None:
    predicted = predicted + gold[:2] if again else predicted
    found = [Attribution(x.source, x.cue, x.content, "direct", 1.0) for x in predicted]
    ours = measure([GoldArticle(Article("a", TEXT), tuple(gold))], {"a": found})
    theirs = shared_scores(gold, predicted)
    assert {x.measure: (x.precision, x.recall, x.f1, x.predicted, x.gold) for x in ours.figures} == theirs


def shared_scores(gold: list[Roles], predicted: list[Roles]) -> dict[str, tuple[float, ...]]:
    spec = importlib.util.spec_from_file_location("shared_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rows: list[dict[str, Any]] = [
        {
            "text": TEXT,
            "attributions": [{role: [(s.start, s.end) for s in getattr(x, role)] for role in ROLES} for x in side],
        }
        for side in (gold, predicted)
    ]
    scores: dict[str, dict[str, float]] = module.score({"a": rows[0]}, {"a": rows[1]})
    return {name: (x["p"], x["r"], x["f1"], x["predicted"], x["gold"]) for name, x in scores.items()}


@given(ROLES_OF_TEXT, ROLES_OF_TEXT)
def test_sides_changed_precision_is_recall(gold: list[Roles], predicted: list[Roles]) -> None:
    def side(mine: list[Roles], theirs: list[Roles]) -> dict[str, tuple[float, float]]:
        found = [Attribution(x.source, x.cue, x.content, "direct", 1.0) for x in theirs]
        figures = measure([GoldArticle(Article("a", TEXT), tuple(mine))], {"a": found}).figures
        return {x.measure: (x.precision, x.recall) for x in figures if x.measure != "attribution relaxed"}

    there, back = side(gold, predicted), side(predicted, gold)
    assert there == {name: (recall, precision) for name, (precision, recall) in back.items()}


@given(ROLES_OF_TEXT, ROLES_OF_TEXT)
def test_every_attribution_is_right_or_told(gold: list[Roles], predicted: list[Roles]) -> None:
    found = [Attribution(x.source, x.cue, x.content, "direct", 1.0) for x in predicted]
    measuring = Measuring()
    mistakes = measuring.add(GoldArticle(Article("a", TEXT), tuple(gold)), found)
    strict = next(x for x in measuring.result().figures if x.measure == "attribution strict")
    right = round(strict.recall * len(gold) / 100)
    assert len(gold) == right + sum(m.kind in ("missed", "bounds") for m in mistakes)
    assert len(predicted) == right + sum(m.kind in ("spurious", "bounds") for m in mistakes)
    assert all(m.roles for m in mistakes if m.kind == "bounds")
