from __future__ import annotations

from dataclasses import replace

from tracker.certainty.encoding import Passage
from tracker.certainty.passages import as_certainty, at_place, claim_passages, passage_key
from tracker.certainty.scorer import Verdict
from tracker.records import Attribution, Claim, Span
from tracker.segment import segment


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def attribution(text: str, cue: str | None, contents: list[str], claims: list[Span]) -> Attribution:
    return Attribution(
        source=(),
        cue=(span(text, cue),) if cue else (),
        content=tuple(span(text, content) for content in contents),
        kind="direct",
        confidence=1.0,
        claims=tuple(Claim(claim, claim.of(text)) for claim in claims),
    )


def only(text: str, found: Attribution) -> tuple[Passage, int]:
    ((one,),) = claim_passages([found], text, segment(text).sentences)
    assert text[one.offset : one.offset + len(one.passage.text)] == one.passage.text
    return one.passage, one.offset


def test_the_sentence_of_a_claim_with_target_and_cue_marked() -> None:
    text = "It rained. The mayor denied that the bridge had fallen. All was quiet."
    passage, offset = only(
        text, attribution(text, "denied", ["the bridge had fallen"], [span(text, "the bridge had fallen")])
    )
    assert passage.text == "The mayor denied that the bridge had fallen."
    assert [s.of(passage.text) for s in passage.target] == ["the bridge had fallen"]
    assert [s.of(passage.text) for s in passage.cue] == ["denied"]
    assert offset == 11
    assert passage.cue_apart is None


def test_a_cue_of_another_sentence_is_told_apart() -> None:
    text = "“It may fall,” she warned. “We are leaving.”"
    passage, _ = only(
        text, attribution(text, "warned", ["“It may fall,”", "“We are leaving.”"], [span(text, "We are leaving")])
    )
    assert passage.cue == ()
    assert passage.cue_apart == "warned"
    assert "It may" not in passage.text


def test_the_cue_that_breaks_a_quotation_is_no_part_of_the_target() -> None:
    text = "“The bridge,” she said, “may fall.”"
    claim = Span(1, len(text) - 1)
    passage, _ = only(text, attribution(text, "said", ["“The bridge,”", "“may fall.”"], [claim]))
    assert [s.of(passage.text) for s in passage.target] == ["The bridge,”", "“may fall."]
    assert [s.of(passage.text) for s in passage.cue] == ["said"]


def test_a_claim_over_two_sentences_takes_both() -> None:
    text = "He left. It fell."
    passage, offset = only(text, attribution(text, None, [text], [Span(3, 16)]))
    assert (passage.text, offset, passage.cue_apart) == (text, 0, None)


def test_without_sentences_the_claim_is_its_own_passage() -> None:
    ((one,),) = claim_passages([attribution("It fell.", None, ["It fell."], [Span(0, 7)])], "It fell.", [])
    assert one.passage.text == "It fell"


def test_keys_tell_passages_apart_and_know_the_same_again() -> None:
    one = Passage("It may fall.", (Span(0, 11),), (), None, "said")
    assert passage_key(one) == passage_key(Passage("It may fall.", (Span(0, 11),), (), None, "said"))
    others = [
        Passage("It may fail.", (Span(0, 11),), (), None, "said"),
        Passage("It may fall.", (Span(0, 10),), (), None, "said"),
        Passage("It may fall.", (), (Span(0, 11),), None, "said"),
        Passage("It may fall.", (Span(0, 11),), (), "said", None),
        Passage("It may fall.", (Span(0, 11),), (), None, "denied"),
        Passage("\ud83d", (), ()),
    ]
    keys = {passage_key(other) for other in others}
    assert len(keys) == len(others)
    assert passage_key(one) not in keys


def test_evidence_moves_with_the_passage() -> None:
    verdict = Verdict("possible", 0.450049, "positive", 1.23456, (0.1, 0.2, 0.6, 0.1), (Span(3, 6),))
    here = as_certainty(verdict, "m@1", key="k", offset=10)
    assert here.evidence == (Span(13, 16),)
    assert (here.score, here.factuality, here.model, here.key) == (0.45, 1.235, "m@1", "k")
    there = at_place(here, 4)
    assert (there.evidence, there.offset) == ((Span(7, 10),), 4)
    assert at_place(there, 10) == here


def test_the_other_sentences_of_a_quotation_are_left_out() -> None:
    text = "It rained. “I don't think so. Plus, more are coming. Who knows,” said Dr. Lee, who knew Mr. Tan."
    contents = ["“I don't think so. Plus, more are coming. Who knows,”"]
    for words, passage, cue in (
        ("I don't think so", "“I don't think so. ", False),
        ("Plus, more are coming.", "Plus, more are coming. ", False),
        ("Who knows", "Who knows,” said Dr. ", True),
    ):
        found, _ = only(text, attribution(text, "said", contents, [span(text, words)]))
        assert found.text == passage
        assert [s.of(found.text) for s in found.target] == [words]
        assert bool(found.cue) is cue
        assert found.cue_apart == (None if cue else "said")


def test_what_is_told_is_judged_apart_from_who_tells_it() -> None:
    text = "The agency denied the mayor had said that the dam might fall."
    outer = attribution(text, "denied", ["the mayor had said that the dam might fall"], [Span(18, 60)])
    inner = replace(
        attribution(text, "had said", ["that the dam might fall"], [span(text, "the dam might fall")]), nested_in=0
    )
    (telling,), (told,) = claim_passages([outer, inner], text, segment(text).sentences)
    assert telling.passage.text == text
    assert [s.of(text) for s in telling.passage.target] == ["the mayor had said "]
    assert [s.of(text) for s in telling.passage.cue] == ["denied"]
    assert told.passage.text == "the mayor had said that the dam might fall"
    assert text[told.offset :].startswith(told.passage.text)
    assert [s.of(told.passage.text) for s in told.passage.target] == ["the dam might fall"]
    assert [s.of(told.passage.text) for s in told.passage.cue] == ["had said"]


def test_the_third_voice_is_read_in_what_the_first_one_says() -> None:
    text = "Lee denied that Orme had said that Pell saw that it fell."
    contents = ["Orme had said that Pell saw that it fell", "Pell saw that it fell", "it fell"]
    found = [
        replace(attribution(text, cue, [content], [span(text, content)]), nested_in=number - 1 if number else None)
        for number, (cue, content) in enumerate(zip(["denied", "had said", "saw"], contents, strict=True))
    ]
    passages = claim_passages(found, text, segment(text).sentences)
    assert [one.passage.text for (one,) in passages] == [text, contents[0], contents[0]]
    assert [[s.of(one.passage.text) for s in one.passage.target] for (one,) in passages] == [
        ["Orme had said that "], ["Pell saw that "], ["it fell"],
    ]  # fmt: skip


def test_a_claim_that_is_nothing_but_what_is_told_stays_whole() -> None:
    text = "Lee said it fell, Orme said."
    outer = attribution(text, "Lee said", ["it fell, Orme said"], [span(text, "it fell, Orme said")])
    inner = replace(attribution(text, "Orme said", ["it fell"], [span(text, "it fell")]), nested_in=0)
    (telling,), _ = claim_passages([outer, inner], text, segment(text).sentences)
    assert [s.of(text) for s in telling.passage.target] == [", Orme said"]
    far = replace(inner, cue=(span(text, "Lee"),))  # its cue is no part of the claim: the claim does not tell it
    (telling,), _ = claim_passages([outer, far], text, segment(text).sentences)
    assert [s.of(text) for s in telling.passage.target] == ["it fell, Orme said"]
