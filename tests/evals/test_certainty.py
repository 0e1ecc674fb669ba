from __future__ import annotations

from collections.abc import Sequence

import pytest

from evals.certainty import (
    Judged,
    answer,
    calibration_error,
    evidence_figures,
    leave_out,
    macro_f1,
    sentence_figures,
)
from evals.speakers import GoldAttribution, GoldSpeaker
from tracker.certainty import Passage, Verdict, find_passage
from tracker.records import Article, Attribution, Claim, Level, Polarity, Span


def judged(gold: str, polarity: str, level: Level, found: Polarity, sure: float = 1.0) -> Judged:
    row = {"text": "It may fall.", "level": gold, "polarity": polarity, "hedges": ["may"]}
    rest = (1 - sure) / 3
    return Judged(
        row, find_passage("It may fall."), Verdict(level, 0.5, found, 0.0, (sure, rest, rest, rest), (Span(3, 6),))
    )


def test_macro_f1_counts_every_class_alike() -> None:
    assert macro_f1(["a", "a", "a", "b"], ["a", "a", "a", "a"]) == pytest.approx((6 / 7 + 0) / 2)
    assert macro_f1(["a", "b"], ["a", "b"]) == 1


def test_calibration_is_right_when_as_many_are_right_as_it_is_sure() -> None:
    half = [judged("certain", "positive", level, "positive", 0.5) for level in ("certain", "possible")]
    assert calibration_error(half) == pytest.approx(0)
    assert calibration_error([judged("certain", "positive", "possible", "positive", 1.0)]) == pytest.approx(1)


def test_sentence_figures() -> None:
    found = sentence_figures(
        [
            judged("certain", "negative", "certain", "negative"),
            judged("doubtful", "negative", "certain", "positive"),
            judged("possible", "positive", "possible", "positive"),
        ]
    )
    assert found["level right"] == 66.7
    assert found["polarity right"] == 66.7
    assert found["negative found"] == 50.0
    assert found["denials found"] == 100.0


class Hedges:
    """A scorer for which only *may* counts."""

    model_name = "hedges@1"

    def begin(self, passages: Sequence[Passage]) -> Hedges.Begun:
        return self.Begun(passages)

    class Begun:
        def __init__(self, passages: Sequence[Passage]) -> None:
            self.passages = passages

        def result(self) -> list[Verdict]:
            return [Verdict("possible", 0.45 if "may" in p.text else 0.97, "positive", 0.0) for p in self.passages]

        def cancel(self) -> None:
            pass


def test_evidence_is_held_against_the_words_that_were_marked_and_left_out() -> None:
    one = judged("possible", "positive", "possible", "positive")
    right = evidence_figures([one], Hedges())
    assert right == {"evidence F1": 100.0, "evidence moves the score": 100.0, "not certain, with evidence": 100.0}
    other = Judged(one.row, one.passage, Verdict("possible", 0.45, "positive", 0.0, (0, 0, 1, 0), (Span(0, 2),)))
    wrong = evidence_figures([other], Hedges())
    assert wrong == {"evidence F1": 0.0, "evidence moves the score": 0.0, "not certain, with evidence": 100.0}


@pytest.mark.parametrize(
    ("left", "text", "target"),
    [
        ([Span(8, 11)], "He said  fall.", " fall"),
        ([Span(0, 2), Span(12, 16)], " said may .", "may "),
        ([], "He said may fall.", "may fall"),
        ([Span(0, 17)], "", ""),
    ],
)
def test_words_are_left_out_and_marks_move(left: list[Span], text: str, target: str) -> None:
    passage = leave_out(Passage("He said may fall.", (Span(8, 16),), (Span(3, 7),)), left)
    assert passage.text == text
    assert "".join(span.of(passage.text) for span in passage.target) == target


def test_the_claim_with_most_of_the_gold_words_answers() -> None:
    article = Article("a", "It fell, and nobody had known that it could, he said.")
    claims = (Claim(Span(0, 7), "It fell."), Claim(Span(13, 43), "Nobody had known that it could."))
    found = Attribution((), (Span(48, 52),), (Span(0, 43),), "indirect", 1.0, None, claims)
    gold = GoldAttribution(((0, 43),), GoldSpeaker("he", "person"), "g", "certain")
    assert answer(article, gold, [found]) == claims[1]
    assert answer(article, gold, []) is None
