from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.contradiction.structure import BLOCKS, FEATURES, Structure, find_structure
from tracker.records import LEVELS, Reason, Statement


def compare(a: str, b: str) -> Structure:
    return find_structure(Statement(a, "the harbour master", "2024-05-14"), Statement(b, "a fisherman", "2024-05-14"))


@pytest.mark.parametrize(
    ("reason", "a", "b"),
    [
        ("number", "nine sailors died in the harbour fire", "the harbour fire killed fourteen people"),
        ("number", "the port lost 12 million crowns in the strike", "the port lost 3 million crowns in the strike"),
        ("negation", "the warehouse alarm sounded", "the warehouse alarm never sounded"),
        ("negation", "customs officers searched the trawler", "nobody searched the trawler at customs"),
        ("antonym", "the lock gates of the harbour were open", "the lock gates of the harbour were shut"),
        ("antonym", "the council accepted the harbour plan", "the council rejected the harbour plan"),
        ("degree", "all harbour cranes worked on Friday", "none of the harbour cranes worked on Friday"),
    ],
)  # fmt: skip
def test_what_clashes(reason: Reason, a: str, b: str) -> None:
    found = compare(a, b)
    assert reason in {hint.reason for hint in found.hints[:3]}
    assert found.hints[0].weight >= 0.3


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("nine sailors died in the harbour fire", "fourteen sailors were injured in the harbour fire"),
        ("nine sailors died in the harbour fire", "at least seven sailors died in the harbour fire"),
        ("the warehouse alarm sounded", "the warehouse alarm did sound"),
        ("the warehouse alarm sounded", "nobody doubted that the alarm had a battery"),
        ("the lock gates were open", "the lock gates were not shut"),
        ("the school opens on Monday", "the bakery burned down on Tuesday"),
        ("the mayor was born in Orlby", "the pilot sank the tug in the estuary"),
    ],
)
def test_what_does_not_clash(a: str, b: str) -> None:
    assert not compare(a, b).clashes


def test_a_clash_points_at_the_words() -> None:
    a, b = "nine sailors died in the harbour fire", "the harbour fire killed fourteen people"
    clash = compare(a, b).hints[0].clash
    assert [span.of(a) for span in clash.a] == ["nine"]
    assert [span.of(b) for span in clash.b] == ["fourteen"]


def test_a_denied_claim_means_the_opposite() -> None:
    a = Statement("the harbour gates were locked", denied=True)
    b = Statement("the harbour gates were locked")
    assert find_structure(a, b).hints
    assert not find_structure(b, b).hints


def test_a_later_figure_of_one_authority_is_an_update() -> None:
    a = Statement("nine sailors had died in the harbour fire", "the coast guard", "2024-05-14")
    b = Statement("fourteen sailors had died in the harbour fire", "the coast guard", "2024-05-15")
    found = find_structure(a, b)
    assert found.update
    assert "update" in found.blocks
    assert not any(clash.reason == "number" for clash in found.clashes)


@pytest.mark.parametrize(
    ("firm", "blocked"), [("the pump broke", True), ("that the pump broke can be ruled out", False)]
)
def test_a_hedge_leaves_open_what_is_not_excluded(firm: str, blocked: bool) -> None:
    found = find_structure(Statement("the pump may have broken", level="possible"), Statement(firm, level="certain"))
    assert ("hedged" in found.blocks) is blocked


def test_what_is_said_again_restates() -> None:
    assert compare("the coast guard searched the trawler", "The coast guard searched the trawler.").restates


def test_features_have_names() -> None:
    found = compare("the gate was open", "the gate was shut")
    assert len(found.features()) == len(FEATURES) == len(set(FEATURES))
    assert {f"block_{name}" for name in BLOCKS} <= set(FEATURES)


VOCABULARY = st.lists(
    st.sampled_from(
        """nine fourteen sailors died killed nobody not the harbour gate open shut on Monday Tuesday in Orlby Varn by
        all most of them two hundred percent . , and which denied that at five 6.40 half never I we was were May 2021
        $ - ’ no""".split()  # noqa: SIM905
    ),
    max_size=14,
).map(" ".join)
STATEMENTS = st.builds(
    Statement,
    text=VOCABULARY | st.text(max_size=30),
    speaker=st.sampled_from([None, "", "the mayor", "Mayor Ada Rohn"]),
    date=st.sampled_from([None, "2024-05-14", "2024-05-20", "soon", "0001-01-01"]),
    denied=st.booleans(),
    level=st.sampled_from([None, *LEVELS]),
)


@settings(max_examples=200, deadline=None)
@given(STATEMENTS, STATEMENTS)
def test_swapping_swaps_the_clash_and_nothing_else(a: Statement, b: Statement) -> None:
    one, other = find_structure(a, b), find_structure(b, a)
    assert one.features() == pytest.approx(other.features())
    assert (set(one.blocks), one.update, one.restates) == (set(other.blocks), other.update, other.restates)
    assert one.shared == pytest.approx(other.shared)
    ours = sorted((hint.reason, hint.clash.a, hint.clash.b, hint.weight) for hint in one.hints)
    theirs = sorted((hint.reason, hint.clash.b, hint.clash.a, hint.weight) for hint in other.hints)
    assert ours == theirs
    for hint in one.hints:
        assert all(span.of(a.text) for span in hint.clash.a)
        assert all(span.of(b.text) for span in hint.clash.b)
        assert 0 <= hint.weight <= 1
