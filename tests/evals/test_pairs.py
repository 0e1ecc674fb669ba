"""The measures over pairs, with a judge that goes by simple words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.contradiction import HERE, card_figures, contradiction_figures, measure_cards, own_pair_figures, rows
from evals.pairs import (
    GoldPair,
    Judged,
    best_f1,
    calibration_error,
    card_pairs,
    cross_pairs,
    errors,
    f1_by_type,
    found_figures,
    judge_pairs,
    left_alone,
    percent,
    read_cards,
    read_pairs,
    reasons_right,
    recall_by_type,
    supersedes_figures,
)
from tracker.records import REASONS, PairVerdict, Reason, Relation, Statement

ROW: dict[str, Any] = {
    "id": "card-1",
    "claims": [
        {"i": 0, "speaker": "the mayor", "date": "2024-01-01", "text": "the bridge is open", "level": "certain"},
        {"i": 1, "speaker": "the police", "date": "2024-01-01", "text": "the bridge is closed", "level": "certain"},
        {"i": 2, "speaker": "the mayor", "date": "2024-01-02", "text": "the bridge has closed", "level": "certain"},
    ],
    "contradictions": [[1, 0, "antonym", "open / closed"]],
    "supersedes": [[0, 2, "closed later"]],
    "entails": [],
    "near_misses": [[1, 2, "the same"]],
}


class Words:
    """A judge for which *open* beside *closed* contradicts."""

    def compare(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[PairVerdict]:
        return [self._verdict({*a.text.split()}, {*b.text.split()}) for a, b in pairs]

    def screen(self, pairs: Sequence[tuple[Statement, Statement]], priors: Sequence[float]) -> list[float]:
        return list(priors[: len(pairs)])

    def _verdict(self, a: set[str], b: set[str]) -> PairVerdict:
        if not a & b:
            return PairVerdict("unrelated", 0.0)
        if {"open", "closed"} <= a | b and a != b:
            return PairVerdict("contradiction", 0.8, "antonym")
        return PairVerdict("consistent", 0.1)


def judged(
    gold: Relation, found: Relation, score: float = 0.9, types: tuple[str | None, Reason | None] = ("number", "number")
) -> Judged:
    pair = GoldPair("x", Statement("a"), Statement("b"), gold, types[0])
    return Judged(pair, PairVerdict(found, score, types[1]))


def write_cards(folder: Path) -> Path:
    file = folder / "cards.jsonl"
    lines = [ROW | {"id": f"card-{number}"} for number in range(1, 11)]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


def test_every_fifth_card_is_read_and_all_pairs_are_labelled(tmp_path: Path) -> None:
    cards = read_cards([write_cards(tmp_path)])
    assert [card.id for card in cards] == ["card-5", "card-10"]
    pairs = list(card_pairs(cards[:1]))
    assert [(pair.id, pair.relation, pair.reason, pair.near_miss) for pair in pairs] == [
        ("card-5 0-1", "contradiction", "antonym", False),
        ("card-5 0-2", "supersedes", None, False),
        ("card-5 1-2", "consistent", None, True),
    ]
    assert pairs[0].a == Statement("the bridge is open", "the mayor", "2024-01-01")


def test_pairs_across_cards_are_the_nearest_and_never_of_one_card(tmp_path: Path) -> None:
    cards = read_cards([write_cards(tmp_path)])
    pairs = cross_pairs(cards, nearest=1)
    assert {pair.id for pair in pairs} == {"card-5 / card-10"}
    assert {pair.relation for pair in pairs} == {"unrelated"}
    assert [(pair.a.text, pair.b.text) for pair in pairs] == [(c.text, c.text) for c in cards[0].claims]
    assert len(cross_pairs(cards, nearest=3)) == 9
    assert cross_pairs(cards[:1]) == []


def test_precision_recall_and_the_best_threshold() -> None:
    found = [
        judged("contradiction", "contradiction", 0.9),
        judged("contradiction", "consistent", 0.6),
        judged("consistent", "contradiction", 0.8),
        judged("unrelated", "unrelated", 0.0),
    ]
    figures = found_figures(found)
    assert figures == {"precision": 50.0, "recall": 50.0, "F1": 50.0, "best F1": 80.0}
    assert best_f1([judged("contradiction", "consistent", 0.0)]) == 100.0
    assert found_figures([]) == {"precision": 0.0, "recall": 0.0, "F1": 0.0, "best F1": 0.0}


def test_pairs_of_one_score_stand_on_the_same_side_of_a_threshold() -> None:
    tied = [judged("contradiction", "consistent", 0.5), judged("consistent", "consistent", 0.5)]
    assert best_f1(tied) == best_f1(tied[::-1]) == 66.7


def test_the_score_of_an_update_is_no_score_of_a_contradiction() -> None:
    assert judged("consistent", "supersedes", 0.9).score == 0.0
    assert calibration_error([judged("supersedes", "supersedes", 0.9)]) == 0.0


def test_types() -> None:
    found = [
        judged("contradiction", "contradiction", types=("who", "place")),
        judged("contradiction", "consistent", types=("who", None)),
        judged("contradiction", "contradiction", types=("date", "date")),
        judged("consistent", "contradiction", types=(None, "date")),
    ]
    assert recall_by_type(found) == {"recall date": 100.0, "recall who": 50.0}
    assert f1_by_type(found) == {"F1 date": 66.7, "F1 who": 66.7}
    assert reasons_right(found) == 50.0
    assert recall_by_type([judged("contradiction", "contradiction", types=("hedge", None))]) == {"recall hedge": 100.0}


def test_updates() -> None:
    found = [
        judged("supersedes", "supersedes"),
        judged("supersedes", "contradiction"),
        judged("consistent", "supersedes"),
    ]
    assert supersedes_figures(found) == {
        "supersedes precision": 50.0,
        "supersedes recall": 50.0,
        "supersedes left alone": 50.0,
    }
    assert left_alone(found) == 66.7


def test_calibration_is_right_when_as_many_contradict_as_the_score_says() -> None:
    half = [judged("contradiction", "contradiction", 0.5), judged("consistent", "consistent", 0.5)]
    assert calibration_error(half) == pytest.approx(0)
    assert calibration_error([judged("consistent", "contradiction", 1.0)]) == pytest.approx(1)


def test_cards_are_measured_within_and_across(tmp_path: Path) -> None:
    cards = read_cards([write_cards(tmp_path)])
    figures = measure_cards(cards, Words())
    assert figures["recall"] == 100.0
    assert figures["F1 antonym"] == 66.7, "the update is taken for a contradiction"
    assert figures["near misses left alone"] == 100.0
    assert figures["other events left alone"] == 55.6, "open here, closed there: four of nine"
    assert figures["calibrated, those found"] == 70.0, "two of four are right, at .8"
    assert card_figures([], [])["precision"] == 0.0


def test_errors_name_what_is_wrong_false_ones_first() -> None:
    wrong = [
        Judged(
            GoldPair("p-1", Statement("a", "Ann", "2024-01-01"), Statement("b"), "contradiction", "who"),
            PairVerdict("unrelated", 0.2),
        ),
        judged("consistent", "contradiction", 0.7, types=(None, "date")),
        judged("consistent", "consistent"),
    ]
    first, second = errors(wrong)
    assert first.startswith("false, as date; it is consistent [-] 0.70 x\n")
    assert second == 'missed (unrelated) [who] 0.20 p-1\n    Ann, 2024-01-01: "a"\n    : "b"'


def test_corpora_and_our_own_pairs_have_one_shape(tmp_path: Path) -> None:
    lines = [
        {"id": 1, "a": "x", "b": "y", "label": "neutral", "type": "none"},
        {"id": 2, "a": "x", "b": "y", "a_source": "Ann", "label": "entailment"},
        {"id": 3, "a": "x", "b": "y", "b_date": "2024-01-01", "relation": "supersedes", "reason": "number"},
    ]
    file = tmp_path / "x.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    pairs = read_pairs(file)
    assert [(pair.relation, pair.reason) for pair in pairs] == [
        ("unrelated", None),
        ("consistent", None),
        ("supersedes", "number"),
    ]
    assert pairs[1].a.speaker == "Ann"
    assert pairs[2].b.date == "2024-01-01"


def test_our_own_pairs_are_of_every_kind() -> None:
    pairs = read_pairs(HERE / "gold" / "pairs.jsonl")
    assert len(pairs) >= 150
    assert len({pair.id for pair in pairs}) == len({(pair.a.text, pair.b.text) for pair in pairs}) == len(pairs)
    types = Counter(pair.reason for pair in pairs if pair.relation == "contradiction")
    assert set(types) == set(REASONS)
    assert min(types.values()) >= 10
    assert all(p.reason is None for p in pairs if p.relation in ("consistent", "unrelated"))
    assert all(p.a.speaker and p.a.date and p.b.speaker and p.b.date for p in pairs)
    updates = [pair for pair in pairs if pair.relation == "supersedes"]
    assert all(p.a.speaker == p.b.speaker and str(p.a.date) < str(p.b.date) for p in updates)
    figures = own_pair_figures(judge_pairs(pairs, Words()))
    assert {f"F1 {name}" for name in REASONS} < set(figures)


def test_without_the_corpora_our_own_is_measured() -> None:
    wanted = ["contradiction pairs", "contradiction newsclaims dev"]
    notes: list[str] = []
    figures = contradiction_figures(Words(), corpora=None, only=wanted, note=notes.append)
    assert {name.partition(":")[0] for name in figures} == {"contradiction pairs"}
    assert notes[0] == "\n## contradiction pairs"


def test_rows_say_what_may_not_be_undercut() -> None:
    low, free = rows({"contradiction newsclaims dev: F1": 74.9, "contradiction pairs: F1": 1.0})
    assert low.endswith("74.9   at least 75  MISSED")
    assert free.endswith("   1.0")


def test_a_share_of_nothing_is_none() -> None:
    assert percent(1, 0) == 0.0
