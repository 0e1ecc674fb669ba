from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.sample import tiny_bundle
from tracker.certainty.encoding import (
    BESIDE,
    CONTEXT_TOKENS,
    CUE,
    CUE_APART,
    MAX_TOKENS,
    TARGET,
    TARGET_APART,
    TYPES,
    Passage,
    encode,
    find_passage,
)
from tracker.records import Span

TOKENIZER = tiny_bundle().tokenizer()


def roles(passage: Passage) -> list[int]:
    (row,) = encode([passage], TOKENIZER)
    return [int(kind) // 2 for kind in row.types]


@pytest.mark.parametrize(
    ("text", "target", "cue", "where", "at"),
    [
        ("She said it may rain.", "it may rain", "said", ["it may rain"], ["said"]),
        ("She said it may rain.", "It may rain", "Said", ["it may rain"], ["said"]),  # case is forgiven
        ("“We said so,” she said.", "We said so", "said", ["We said so"], ["said"]),  # the cue is not in the target
        ('"It’s late," she said.', "It's late", "said", ["It’s late"], ["said"]),  # so are other marks
        ("He said the said man left.", "the said man left", "said", ["the said man left"], ["said"]),
        ("He maintained the claim.", "claim", "main", ["claim"], []),  # no part of a word
        ("It may rain.", None, None, ["It may rain."], []),
        ("It may rain.", "  ", "", ["It may rain."], []),
    ],
)
def test_target_and_cue_are_found(
    text: str, target: str | None, cue: str | None, where: list[str], at: list[str]
) -> None:
    passage = find_passage(text, target, cue)
    assert [span.of(text) for span in passage.target] == where
    assert [span.of(text) for span in passage.cue] == at


def test_words_that_do_not_stand_there_are_told_apart() -> None:
    passage = find_passage("He vowed to close it.", "he will close it", "said")
    assert (passage.target, passage.target_apart, passage.cue, passage.cue_apart) == (
        (),
        "he will close it",
        (),
        "said",
    )
    found = roles(passage)
    assert TARGET not in found
    assert CUE not in found
    assert found.index(TARGET_APART) < found.index(CUE_APART)


def test_marks_and_capitals_are_told_by_the_types() -> None:
    text = "He said it will rain in May."
    (row,) = encode([find_passage(text, "it will rain in May", "said")], TOKENIZER)
    by_word: dict[str, int] = {}
    for kind, start, end in zip(row.types, row.starts, row.ends, strict=True):
        if end > start:
            by_word.setdefault(text[start:end], int(kind))
    assert by_word["said"] == 2 * CUE
    assert by_word["in"] == 2 * TARGET
    assert by_word["M"] == 2 * TARGET + 1
    assert by_word["He"] == 1
    assert by_word["."] == 0


def test_a_cue_inside_a_broken_quotation_is_a_cue() -> None:
    text = "it was, she said, safe"
    passage = Passage(text, (Span(0, 22),), (Span(12, 16),))
    assert CUE in roles(passage)


def test_what_is_far_from_the_target_goes_first() -> None:
    text = "the bridge was safe and " * 60 + "she said that he was in to it"
    (row,) = encode([find_passage(text, "he was in to it")], TOKENIZER)
    assert len(row.ids) == CONTEXT_TOKENS + 2
    assert row.judged.sum() == 6
    long = "the bridge was safe and " * 12
    (row,) = encode([find_passage(text, long)], TOKENIZER)
    assert row.judged.sum() > CONTEXT_TOKENS
    assert len(row.ids) == row.judged.sum() + BESIDE + 2
    (row,) = encode([find_passage(text, "mayor he in it")], TOKENIZER)  # in words of its own: where most of them stand
    assert row.ends.max() == len(text)
    assert len(row.ids) == MAX_TOKENS


def test_a_cue_far_from_the_target_is_told_apart() -> None:
    text = "the mayor said " + "the bridge was safe and " * 60 + "he was in to it"
    (row,) = encode([find_passage(text, "he was in to it", "said")], TOKENIZER)
    kinds = (row.types // 2).tolist()
    assert CUE not in kinds
    assert [TOKENIZER.id_to_token(int(row.ids[kinds.index(CUE_APART)]))] == ["said"]
    assert len(row.ids) == CONTEXT_TOKENS + 4


@given(st.lists(st.tuples(st.text(max_size=300), st.none() | st.text(max_size=60), st.none() | st.text(max_size=20))))
def test_any_text_becomes_rows(items: list[tuple[str, str | None, str | None]]) -> None:
    passages = [find_passage(*item) for item in items]
    rows = encode(passages, TOKENIZER)
    assert len(rows) == len(items)
    for row, passage in zip(rows, passages, strict=True):
        assert 2 <= len(row.ids) <= MAX_TOKENS
        assert len(row.ids) == len(row.types) == len(row.starts) == len(row.ends)
        assert row.types.max() < TYPES
        assert np.all(row.starts <= row.ends)
        assert row.ends.max() <= len(passage.text)


def test_a_row_does_not_depend_on_its_neighbours() -> None:
    passages = [find_passage("It may rain.", "may"), find_passage("x" * 500, None, "said"), find_passage("", "a", "b")]
    for alone, together in zip(passages, encode(passages, TOKENIZER), strict=True):
        (row,) = encode([alone], TOKENIZER)
        assert row.ids.tolist() == together.ids.tolist()
        assert row.types.tolist() == together.types.tolist()
