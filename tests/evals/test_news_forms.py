"""The cases of news forms: that they are read as they are meant, and judged strictly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.news_forms import PARTS, Case, outcome, read_cases, summary
from tracker.records import Attribution, Span, Speaker


def test_our_own_cases_are_whole() -> None:
    cases = list(read_cases())
    assert len(cases) >= 60
    assert len({(case.form, case.title) for case in cases}) == len(cases)
    assert all(count >= 6 for count in Counter(case.form for case in cases).values())
    assert {case.part for case in cases} == set(PARTS)
    for case in cases:
        for one, speakers in zip(case.attributions, case.speakers, strict=True):
            assert one.content, f"{case.form}, {case.title}"
            assert all(span.of(case.text).strip() for span in (*one.source, *one.cue, *one.content))
            assert all(speaker.name for speaker in speakers)


def case_of(tmp_path: Path, body: str) -> Case:
    (tmp_path / "lists.txt").write_text(f"== one\n{body}", encoding="utf-8")
    (case,) = read_cases(tmp_path)
    return case


def found(case: Case, source: str, cue: str, content: str, speaker: str | None) -> Attribution:
    def spans(words: str) -> tuple[Span, ...]:
        start = case.text.index(words)
        return (Span(start, start + len(words)),) if words else ()

    who = None if speaker is None else Speaker(speaker, "person", names=(speaker,))
    return Attribution(spans(source), spans(cue), spans(content), "indirect", 0.9, who)


BODY = (
    "1: Ann Lee\n2: ?\n\n[S1 Ann Lee] [C1 said] [K1 the old bridge was safe]. [S2 Bo] [C2 asked] [K2 why]. It rained."
)


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (("Ann Lee", "said", "the old bridge was safe", "Ann Lee"), True),
        (("Lee", "said", "the old bridge", "Ann Lee"), True),  # three of five words
        (("Ann Lee", "said", "safe", "Ann Lee"), False),
        (("Ann Lee", "said", "the old bridge was safe", "Bo"), False),
        (("Ann Lee", "said", "the old bridge was safe", None), False),
        (("", "said", "the old bridge was safe", "Ann Lee"), False),
        (("Ann Lee", "", "the old bridge was safe", "Ann Lee"), False),
        (("Bo", "said", "the old bridge was safe", "Ann Lee"), False),
    ],
)
def test_all_of_an_attribution_must_be_right(
    tmp_path: Path, answer: tuple[str, str, str, str | None], right: bool
) -> None:
    case = case_of(tmp_path, BODY)
    judged = outcome(case, [found(case, *answer)])
    assert (judged.right, judged.spurious, judged.whole) == ((right,), (), right)


def test_what_may_be_found_is_neither_right_nor_wrong(tmp_path: Path) -> None:
    case = case_of(tmp_path, BODY)
    right = found(case, "Ann Lee", "said", "the old bridge was safe", "Ann Lee")
    assert outcome(case, [right, found(case, "Bo", "asked", "why", "Bo")]).whole
    assert not outcome(case, [right, found(case, "", "", "It rained", None)]).whole


def test_a_case_without_attributions(tmp_path: Path) -> None:
    case = case_of(tmp_path, "\nIt rained.\n")
    assert (case.text, outcome(case, []).whole) == ("It rained.", True)
    assert summary([outcome(case, []), outcome(case, [found(case, "", "", "It", None)])])["cases right"] == 50.0


@pytest.mark.parametrize("body", ["1: Ann\n\nIt rained.", "2: Ann\n\n[K it] rained.", "\n[K it] rained."])
def test_speakers_must_be_those_of_the_marks(tmp_path: Path, body: str) -> None:
    with pytest.raises(ValueError, match="lists, one: speakers"):
        case_of(tmp_path, body)
