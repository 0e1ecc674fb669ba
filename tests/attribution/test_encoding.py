"""The model's input: nothing moves, every token knows its characters and its type."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.models.sample import tiny_bundle
from tracker.attribution.encoding import Stream, Window, encode, find_windows, model_text
from tracker.segment import segment

TOKENIZER = tiny_bundle().tokenizer()
TEXTS = st.text(st.characters() | st.sampled_from(" \n\r\"'“”‘’«»„`Aa.,"))


def tokens(text: str) -> list[tuple[str, int]]:
    """Each token's words in the text, with its type; separators are empty."""
    stream = encode(text, segment(text), TOKENIZER)
    return [
        (text[start:end], kind)
        for start, end, kind in zip(stream.starts, stream.ends, stream.types.tolist(), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a" b', "“a” b"),
        ("``a'' b", " “a”  b"),
        ("„a“ b", "“a” b"),
        ("«a» b", "“a” b"),
        ("»a« b", "“a” b"),
        ("He said 'it is late.'", "He said “it is late.”"),
        ("don't", "don't"),
        ("“a ‘b’ c”", "“a ‘b’ c”"),
        ('"a\n\n"b"', "“a\n\n“b”"),
        ("no marks", "no marks"),
        ("", ""),
    ],
)
def test_marks_are_rewritten_in_their_own_width(text: str, expected: str) -> None:
    found = model_text(text, segment(text))
    assert len(found) == len(text)
    assert found == expected


@given(TEXTS)
def test_the_model_text_is_as_long_as_the_text(text: str) -> None:
    assert len(model_text(text, segment(text))) == len(text)


def test_tokens_point_at_their_words() -> None:
    assert [word for word, _ in tokens("The mayor said\n\nthat the bridge was safe.")] == [
        *("The", "mayor", "said", ""),
        *("that", "the", "bridge", "was", "safe", ".", ""),
    ]


def test_types_tell_case_and_quotation() -> None:
    text = 'The MAYOR said: "That WAS safe".'
    whole = [(word, kind) for word, kind in tokens(text) if len(word) > 1]
    assert ("The", 1) in whole
    assert ("said", 0) in whole
    assert ("That", 4) in whole
    assert ("WAS", 5) in whole
    assert ("safe", 3) in whole
    assert tokens(text)[-1] == ("", 0)  # the separator
    assert ('"', 3) in tokens(text)  # marks are inside their quotation
    letters = [kind for word, kind in tokens("MAYOR Mayor mayor") if word.lower() == "mayor"]
    assert letters == [2, 1, 0]


def test_a_quotation_in_a_quotation_changes_nothing() -> None:
    text = "“the ‘bridge’ was safe”"
    assert {kind for word, kind in tokens(text) if word} == {3}


@pytest.mark.parametrize("text", ["", " \n ", "\n\n"])
def test_nothing_gives_nothing(text: str) -> None:
    assert tokens(text) == []


@given(TEXTS)
@example("\ud800 \udc00.")
@example("🙂👨‍👩‍👧 שלום \u202eabc\u202c é e\u0301 ﬁ ß İ")
def test_offsets_lie_in_the_text(text: str) -> None:
    segments = segment(text)
    stream = encode(text, segments, TOKENIZER)
    assert len(stream.ids) == len(stream.types) == len(stream.starts) == len(stream.ends)
    assert stream.types.min(initial=0) >= 0
    assert stream.types.max(initial=0) <= 5
    bounds = list(zip(stream.starts.tolist(), stream.ends.tolist(), strict=True))
    assert all(0 <= start <= end <= len(text) for start, end in bounds)
    assert all(a[0] <= b[0] for a, b in pairwise(bounds))
    assert sum(start == end and end in {p.end for p in segments.paragraphs} for start, end in bounds) >= len(
        segments.paragraphs
    )


# ---------------------------------------------------------------- windows


def stream_of(paragraphs: list[int]) -> Stream:
    """A stream of paragraphs with so many tokens each, its separators not counted."""
    widths = np.array([width for tokens in paragraphs for width in (*[1] * tokens, 0)], dtype=np.int64)
    ends = np.cumsum(widths)
    return Stream(np.zeros_like(ends), np.zeros_like(ends), ends - widths, ends)


def test_a_short_text_is_one_window() -> None:
    assert find_windows(stream_of([9]), 10) == [Window(0, 10)]
    assert find_windows(stream_of([]), 10) == []


def test_windows_end_with_a_paragraph_where_they_can() -> None:
    assert [window.end for window in find_windows(stream_of([9, 9, 9, 9]), 24)] == [20, 40]


@given(st.lists(st.integers(0, 500) | st.integers(0, 5), max_size=40), st.integers(1, 400))
def test_windows_cover_each_token_once(paragraphs: list[int], size: int) -> None:
    stream = stream_of(paragraphs)
    windows = find_windows(stream, size)
    covered = [token for window in windows for token in range(window.start, window.end)]
    assert covered == list(range(len(stream.ids)))
    assert all(0 < window.end - window.start <= size for window in windows)
    assert len(windows) == -(-len(stream.ids) // size)
