"""What counts as found, and whose name as right."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.speakers import (
    GoldAttribution,
    GoldSpeaker,
    Verdict,
    is_right,
    read_passages,
    read_stories,
    summary,
    verdict,
)
from tracker.records import Article, Attribution, Span, Speaker, SpeakerKind

TEXT = "The mayor, Ada Osei, said the bridge was safe and the road would stay closed for one more week."


def spans(*pieces: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in pieces)


def judged(gold: tuple[str, ...], *predicted: tuple[str, ...]) -> Verdict:
    attributions = tuple(
        Attribution((), (), tuple(Span(*s) for s in spans(*pieces)), "indirect", 0.9, Speaker(pieces[0], "person"))
        for pieces in predicted
    )
    wanted = GoldAttribution(spans(*gold), GoldSpeaker("Ada Osei", "person"), "test")
    return verdict(Article("t", TEXT), wanted, attributions)


def test_half_of_the_words_is_found() -> None:
    assert judged(("the bridge was safe",), ("the bridge was safe",)).strictly
    assert judged(("the bridge was safe",), ("bridge was",)).found
    assert not judged(("the bridge was safe",), ("safe",)).found
    assert not judged(("the bridge was safe",)).found


def test_a_content_far_too_long_is_found_but_not_strictly() -> None:
    found = judged(("the bridge was safe",), ("said the bridge was safe and the road would stay closed",))
    assert (found.found, found.strictly) == (True, False)


def test_several_spans_are_counted_together() -> None:
    gold = ("the bridge was safe", "the road would stay closed")
    assert judged(gold, gold).strictly
    assert not judged(gold, ("the bridge was safe",)).found, "four of nine words"
    assert judged(gold, ("the road would stay closed",)).strictly, "five of nine"


def test_the_largest_overlap_answers() -> None:
    found = judged(
        ("the bridge was safe",),
        ("said the bridge was safe and the road would stay closed",),
        ("the bridge was safe",),
        ("bridge was safe and",),
    )
    assert found.answer is not None
    assert found.answer.name == "the bridge was safe"


@pytest.mark.parametrize(
    ("answer", "kind", "right"),
    [
        ("Ada Osei", "person", True),
        ("ADA  OSÉI", "person", True),
        ("Mayor Ada Osei", "person", True),
        ("Osei", "person", False),
        ("the mayor", "unnamed", False),
        ("Ada Oseis", "person", False),
    ],
)
def test_a_person_the_text_names_in_full(answer: str, kind: SpeakerKind, right: bool) -> None:
    gold = GoldSpeaker("Ada Osei", "person", ("Osei", "the mayor"))
    assert is_right(Speaker(answer, kind), gold, TEXT) is right


@pytest.mark.parametrize(("answer", "right"), [("Osei", True), ("mayor", True), ("Mayor Osei", True), ("Lee", False)])
def test_a_person_the_text_does_not_name_in_full(answer: str, right: bool) -> None:
    gold = GoldSpeaker("Ada Osei", "person", ("Osei", "the mayor"))
    assert is_right(Speaker(answer, "person"), gold, "Osei, the mayor, said so.") is right


@pytest.mark.parametrize(
    ("answer", "kind", "right"),
    [
        ("officials", "group", True),
        ("three senior officials", "group", True),
        ("The Officials", "unnamed", True),
        ("officials", "organization", True),
        ("Officials", "person", False),
        ("official", "unnamed", False),
        ("residents", "group", False),
        ("", "unnamed", False),
    ],
)
def test_a_source_without_a_name(answer: str, kind: SpeakerKind, right: bool) -> None:
    assert is_right(Speaker(answer, kind), GoldSpeaker("officials", "group"), "officials said") is right


def test_a_gold_name_of_nothing_but_marks_matches_nothing() -> None:
    assert not is_right(Speaker("residents", "group"), GoldSpeaker("…", "group"), "")
    assert not is_right(Speaker("…", "person"), GoldSpeaker("—", "person"), "")


def test_nobody() -> None:
    nobody = GoldSpeaker(None, "unnamed")
    assert is_right(None, nobody, "")
    assert is_right(Speaker("someone", "unnamed"), nobody, "")
    assert not is_right(Speaker("Ada Osei", "person"), nobody, "")
    assert not is_right(None, GoldSpeaker("Ada Osei", "person"), "")


def test_percentages() -> None:
    article, gold = Article("t", TEXT), GoldAttribution((), GoldSpeaker(None, "unnamed"), "test")
    verdicts = [
        Verdict(article, gold, found=True, strictly=True, right=True, answer=None),
        Verdict(article, gold, found=True, strictly=False, right=False, answer=None),
        Verdict(article, gold, found=False, strictly=False, right=False, answer=None),
        Verdict(article, gold, found=False, strictly=False, right=False, answer=None),
    ]
    assert summary(verdicts) == {
        "attributions": 4,
        "content found": 50.0,
        "content found (IoU)": 25.0,
        "speaker right of found": 50.0,
        "speaker right of all": 25.0,
    }
    assert summary([])["content found"] == 0.0


GOLD = Path(__file__).parents[2] / "evals" / "gold"


def test_the_gold_is_sound() -> None:
    pairs = list(read_stories(GOLD / "stories"))
    assert len(pairs) == 10
    for file in (GOLD / "own").glob("*.jsonl"):
        pairs += read_passages(file)
    for article, golds in pairs:
        assert golds
        for gold in golds:
            for start, end in gold.content:
                words = article.text[start:end]
                assert words
                assert words == words.strip()
