from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contradiction.made_up import Told, probabilities, weights
from tracker.contradiction.clashes import ReasonedClash
from tracker.contradiction.encoding import order, swapped
from tracker.contradiction.judge import INPUTS, SCREENED, Judge, clash_of, open_judge, read_weighing, reason_of
from tracker.contradiction.labels import RELATIONS
from tracker.contradiction.structure import FEATURES, Structure
from tracker.errors import ModelError
from tracker.records import REASONS, Clash, PairVerdict, Reason, Span, Statement

FRIDAY, MONDAY = "2022-04-01", "2022-04-04"
EARLY = Statement("Nine divers were rescued from the wreck.", "Ada Osei", FRIDAY)
LATE = Statement("Fourteen divers were rescued from the wreck.", "Bo Tan", MONDAY)


def judge(
    opinion: str,
    *pairs: tuple[Statement, Statement],
    reason: Reason = "who",
    decoder: dict[str, object] | None = None,
    most: float = 0.96,
) -> list[PairVerdict]:
    network = Told(lambda *_: opinion, reason, weights() if decoder is None else decoder, most=most)
    return Judge(network).compare(pairs)


def structure(*clashes: tuple[Reason, float], restates: bool = False) -> Structure:
    """A structure with such clashes, the words of the first side at 0 to 1, those of the second at 2 to 3."""
    found = tuple(ReasonedClash(reason, Clash((Span(0, 1),), (Span(2, 3),)), weight) for reason, weight in clashes)
    return Structure(found, found, (), False, restates, 0.5, (0.0,) * len(FEATURES))


# --- the order of the two


@pytest.mark.parametrize("pair", [(EARLY, LATE), (LATE, EARLY)])
def test_the_network_reads_the_earlier_first(pair: tuple[Statement, Statement]) -> None:
    network = Told(lambda *_: "contradiction")
    Judge(network).compare([pair])
    assert network.read == [(EARLY, LATE)]
    ((mark,),) = ([found] for found in network.marks)
    assert [span.of(EARLY.text) for span in mark.a] == ["Nine"]
    assert [span.of(LATE.text) for span in mark.b] == ["Fourteen"]


@pytest.mark.parametrize(
    ("early", "late"),
    [
        (EARLY, LATE),
        (Statement(EARLY.text), Statement(LATE.text)),
        (Statement(EARLY.text, date=FRIDAY), Statement(LATE.text, date=FRIDAY)),
        (Statement(EARLY.text, date=FRIDAY), Statement(LATE.text)),
        (Statement(EARLY.text, date="in spring"), Statement(LATE.text, date=FRIDAY)),
    ],
)
def test_the_words_that_clash_are_those_of_either_side(early: Statement, late: Statement) -> None:
    there, back = judge("contradiction", (early, late), (late, early))
    assert [span.of(early.text) for span in there.clash.a] == ["Nine"]
    assert [span.of(late.text) for span in there.clash.b] == ["Fourteen"]
    assert (back.clash.a, back.clash.b) == (there.clash.b, there.clash.a)
    assert (back.relation, back.reason, back.score) == (there.relation, there.reason, there.score)


def test_the_words_shown_are_those_of_the_reason_else_the_strongest() -> None:
    strong, weak = structure(("number", 0.9)).hints[0], ReasonedClash("place", Clash((Span(4, 5),), ()), 0.3)
    both = replace(structure(), hints=(strong, weak))
    assert clash_of((EARLY, LATE), both, "number") == clash_of((EARLY, LATE), both, "who") == strong.clash
    assert clash_of((LATE, EARLY), both, "number") == Clash(strong.clash.b, strong.clash.a)
    assert clash_of((EARLY, LATE), both, "place") == weak.clash
    assert clash_of((EARLY, LATE), structure(), "who") == Clash()


# --- the verdict


@pytest.mark.parametrize(
    ("opinion", "relation", "reason"),
    [
        ("contradiction", "contradiction", "number"),
        ("supersedes", "supersedes", "number"),
        ("neutral", "consistent", None),
        ("entailment", "consistent", None),
        ("unrelated", "unrelated", None),
    ],
)
def test_what_the_network_says_is_a_relation(opinion: str, relation: str, reason: Reason | None) -> None:
    (verdict,) = judge(opinion, (EARLY, LATE), reason="number")
    assert (verdict.relation, verdict.reason, verdict.model) == (relation, reason, "told@1")
    assert verdict.score == pytest.approx(0.96 if reason else 0.01)
    assert verdict.restates is (opinion == "entailment")
    assert bool(verdict.clash.a) is (reason is not None)


def test_what_structure_finds_restated_is() -> None:
    found = Judge(Told(lambda *_: "neutral", decoder=weights())).verdict(
        (EARLY, LATE),
        structure(restates=True),
        probabilities(RELATIONS, "neutral"),
        probabilities(REASONS, "who"),
        proposed=False,
    )
    assert (found.relation, found.restates) == ("consistent", True)


@pytest.mark.parametrize(("a", "b"), [(None, None), (FRIDAY, None), (None, MONDAY), ("", MONDAY)])
def test_nothing_supersedes_without_dates(a: str | None, b: str | None) -> None:
    (verdict,) = judge("supersedes", (Statement(EARLY.text, date=a), Statement(LATE.text, date=b)))
    assert (verdict.relation, verdict.reason, verdict.clash) == ("consistent", None, Clash())


def test_what_supersedes_more_than_it_contradicts_is_no_contradiction() -> None:
    judge = Judge(Told(lambda *_: "", decoder=weights(contradiction=0.3, supersedes=0.3)))
    sure = np.array([0, 0, 0.4, 0.5, 0.1]), probabilities(REASONS, "date")
    for pair, relation in (((EARLY, LATE), "supersedes"), ((EARLY, Statement(LATE.text)), "contradiction")):
        found = judge.verdict(pair, structure(), *sure, proposed=False)
        assert (found.relation, found.reason) == (relation, "date")
    found = judge.verdict((EARLY, LATE), structure(), np.array([0, 0, 0.5, 0.4, 0.1]), sure[1], proposed=False)
    assert found.relation == "contradiction"
    assert found.score == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("threshold", "of_proposed", "proposed", "relation"),
    [
        (0.95, 0.97, False, "contradiction"),
        (0.97, 0.95, False, "consistent"),
        (0.95, 0.97, True, "consistent"),
        (0.97, 0.95, True, "contradiction"),
    ],
)
def test_below_the_threshold_the_judge_abstains(
    threshold: float, of_proposed: float, relation: str, *, proposed: bool
) -> None:
    network = Told(lambda *_: "contradiction", decoder=weights(contradiction=threshold, proposed=of_proposed))
    (verdict,) = Judge(network).compare([(EARLY, LATE)], proposed=proposed)
    assert verdict.relation == relation
    assert verdict.score == pytest.approx(0.96)
    assert (verdict.reason is None) is (relation == "consistent")


def test_a_pair_that_was_only_proposed_is_weighed_as_one() -> None:
    usual = Judge(Told(lambda *_: "contradiction", most=0.9))
    (given,), (proposed,) = (usual.compare([(EARLY, LATE)], proposed=only) for only in (False, True))
    assert given.score > proposed.score


def test_its_own_threshold_is_that_of_an_update() -> None:
    (verdict,) = judge("supersedes", (EARLY, LATE), decoder=weights(supersedes=0.97))
    assert verdict.relation == "consistent"


def test_verdicts_come_in_order() -> None:
    network = Told(lambda a, _: "contradiction" if "3" in a.text else "unrelated", decoder=weights())
    pairs = [(Statement(f"The {n} boats sank."), Statement(f"They sank {n} boats.")) for n in range(9)]
    found = Judge(network).compare(pairs)
    assert [verdict.relation for verdict in found] == ["unrelated"] * 3 + ["contradiction"] + ["unrelated"] * 5
    assert Judge(network).compare([]) == []


def test_what_has_begun_can_be_cancelled() -> None:
    network = Told(lambda *_: "neutral")
    Judge(network).begin([(EARLY, LATE)] * 3).cancel()
    assert network.cancelled == 3


# --- the reason


def test_the_network_s_reason_stands_where_structure_has_none() -> None:
    for reason in REASONS:
        assert reason_of(structure(), probabilities(REASONS, reason, 0.3)) == reason


def test_what_structure_is_sure_of_is_the_reason() -> None:
    undecided = np.full(len(REASONS), 1 / len(REASONS))
    for reason in REASONS:
        assert reason_of(structure((reason, 0.6)), undecided) == reason
    assert reason_of(structure(("place", 0.6), ("number", 0.9)), undecided) == "number"
    assert reason_of(structure(("place", 0.6)), probabilities(REASONS, "date", 0.5)) == "place"
    assert reason_of(structure(("place", 0.6)), probabilities(REASONS, "date", 0.99)) == "date"


def test_the_reason_asked_for_leaves_the_network_s_numbers_alone() -> None:
    given = probabilities(REASONS, "date", 0.99)
    before = given.copy()
    reason_of(structure(("place", 0.6)), given)
    assert np.array_equal(given, before)


# --- the judge's own numbers


def test_the_inputs_may_stand_in_another_order_and_among_others() -> None:
    names = [*reversed(INPUTS), "what was tried once"]
    rows = np.zeros((3, len(names) + 1))
    rows[0, names.index("network contradiction")] = 2
    rows[0, -1] = 7
    rows[0, -2] = 9
    screen = dict.fromkeys(["what was tried once", *reversed(SCREENED)], 1.0) | {"prior": 2.0}
    cuts = {"contradiction": 0.4, "undated": 0.45, "supersedes": 0.6, "proposed": 0.5}
    told = {"inputs": names, "weights": rows.tolist(), "screen": screen, **cuts}
    found = read_weighing({"judge": told}, where="m")
    assert found.weights.shape == (3, len(INPUTS) + 1)
    assert found.weights[0, INPUTS.index("network contradiction")] == 2
    assert found.weights[0, -1] == 7
    assert found.weights.sum() == 9
    assert (found.contradiction, found.supersedes) == (0.4, 0.6)
    assert found.screen.tolist() == [2.0, *[1.0] * (len(SCREENED) - 1)]


JUDGE = weights()["judge"]
assert isinstance(JUDGE, dict)
SPOILT: dict[str, object] = {
    "text": "x",
    "list": [1],
    "number": 3,
    "empty": {},
    "no threshold": {key: value for key, value in JUDGE.items() if key != "contradiction"},
    "no inputs": {key: value for key, value in JUDGE.items() if key != "inputs"},
    "inputs are a number": JUDGE | {"inputs": 3},
    "an input is not there": JUDGE | {"inputs": JUDGE["inputs"][1:]},
    "no weights": JUDGE | {"weights": []},
    "one row, and flat": JUDGE | {"weights": [0.0] * (len(INPUTS) + 1)},
    "ragged": JUDGE | {"weights": [[1.0], [1.0, 2.0]]},
    "one row": JUDGE | {"weights": JUDGE["weights"][:1]},
    "three rows": JUDGE | {"weights": [*JUDGE["weights"], JUDGE["weights"][0]]},
    "no constant": JUDGE | {"weights": [row[1:] for row in JUDGE["weights"]]},
    "no numbers": JUDGE | {"weights": [[math.nan] * (len(INPUTS) + 1)] * 2},
    "no threshold at all": JUDGE | {"supersedes": math.nan},
    "too large": JUDGE | {"weights": [[10**400] * (len(INPUTS) + 1)] * 2},
    "too few": JUDGE | {"weights": [[1.0], [1.0]]},
    "words": JUDGE | {"weights": [["x"] * (len(INPUTS) + 1)] * 2},
    "no threshold of the proposed": {key: value for key, value in JUDGE.items() if key != "proposed"},
    "threshold is a word": JUDGE | {"supersedes": "often"},
    "threshold is a list": JUDGE | {"contradiction": [0.5]},
}


@pytest.mark.parametrize("case", SPOILT)
def test_numbers_that_cannot_be_read_are_told_in_one_line(case: str) -> None:
    with pytest.raises(ModelError, match="the judge's numbers cannot be read") as caught:
        Judge(Told(lambda *_: "neutral", decoder={"judge": SPOILT[case]}))
    line = str(caught.value)
    assert line.startswith("told@1: ")
    assert line.endswith("; fit them again")
    assert "\n" not in line


def test_a_network_without_numbers_has_the_usual_ones() -> None:
    usual = read_weighing({}, where="m")
    assert read_weighing({"other": 1}, where="m") is usual
    assert np.isfinite(usual.weights).all()
    pairs = (EARLY, LATE), (Statement("The quay is open."), Statement("The school was painted."))
    for opinion in ("entailment", "neutral", "unrelated"):
        assert not {verdict.relation for verdict in judge(opinion, *pairs, decoder={})} & {"contradiction"}
    assert {verdict.relation for verdict in judge("contradiction", *pairs, decoder={})} == {"contradiction"}


def test_usually_an_update_is_no_contradiction() -> None:
    later = Statement(LATE.text, EARLY.speaker, MONDAY)
    doubtful, other = judge("contradiction", (EARLY, later), (EARLY, LATE), decoder={}, most=0.75)
    assert doubtful.relation != "contradiction"
    assert other.relation == "contradiction"


# --- the shipped judge

WORDS = st.sampled_from(
    ["nine", "14", "divers", "the quay", "was", "never", "open", "shut", "on Friday", "2 May", "%", "not", "all", "."]
)
TEXTS = st.text(max_size=60) | st.lists(WORDS, max_size=12).map(" ".join)
DATES = st.none() | st.dates().map(str) | st.sampled_from(["2022", "2022-04", "soon", "2022-04-01T10:00:00Z"])
STATEMENTS = st.builds(Statement, TEXTS, st.none() | st.text(min_size=1, max_size=20), DATES, st.booleans())


@pytest.fixture(scope="module")
def shipped() -> Judge:
    return open_judge(threads=1)


def keeps_the_promise(judge: Judge, pair: tuple[Statement, Statement]) -> None:
    """Swapped claims are the same to each other, and spans lie in the texts."""
    a, b = pair
    there, back = judge.compare([(a, b), (b, a)])
    assert (there.relation, there.reason, there.score) == (back.relation, back.reason, back.score)
    assert there.clash == Clash(back.clash.b, back.clash.a)
    assert there.restates == back.restates
    assert (there.reason is not None) is (there.relation in ("contradiction", "supersedes"))
    assert 0 <= there.score <= 1
    assert math.isfinite(there.score)
    for side, spans in ((a, there.clash.a), (b, there.clash.b)):
        assert all(span.of(side.text).strip() and span.end <= len(side.text) for span in spans)
    assert there.model.startswith("nli-en@")


@settings(max_examples=40)
@given(pair=st.tuples(STATEMENTS, STATEMENTS))
def test_any_pair_gets_a_verdict_and_swapped_the_same(shipped: Judge, pair: tuple[Statement, Statement]) -> None:
    keeps_the_promise(shipped, pair)


@pytest.mark.parametrize("text", ["", "\ud800", "word " * 200, "9" * 2000, "「東京」 🚢", "٣ من ٤", "Ⅷ ½ ²", "\0"])
def test_odd_texts_are_judged(shipped: Judge, text: str) -> None:
    keeps_the_promise(shipped, (Statement(text), LATE))
    keeps_the_promise(shipped, (Statement(text, text, text), Statement(text + ".", text, MONDAY)))


def test_a_verdict_does_not_depend_on_what_is_judged_beside_it(shipped: Judge) -> None:
    pairs = [(EARLY, LATE), (LATE, Statement("The quay is open.")), (EARLY, EARLY), (Statement(""), Statement("No."))]
    together = shipped.compare(pairs)
    assert together == [shipped.compare([pair])[0] for pair in pairs]
    assert together == shipped.compare(pairs[::-1])[::-1]


def test_the_same_words_do_not_contradict() -> None:
    judge = Judge(Told(lambda *_: "contradiction", decoder=weights()))
    words = Statement("Nine divers were found, and nine were not.", "Ada Osei", "2024-01-02")
    (same, denied) = judge.compare([(words, replace(words, speaker="Bo Tan")), (words, replace(words, denied=True))])
    assert (same.relation, same.restates) == ("consistent", True)
    assert denied.relation == "contradiction"


@given(a=STATEMENTS, b=STATEMENTS)
def test_the_order_of_any_two_is_one(a: Statement, b: Statement) -> None:
    assert order(a, b) == ((b, a) if swapped(a, b) else (a, b))
    assert order(a, b) == order(b, a)
