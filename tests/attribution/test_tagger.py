"""Decoding against a plain search, windows and batches that change nothing, spans that point at words."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.models.sample import TINY, tiny_bundle
from tracker.attribution import open_tagger
from tracker.attribution.encoding import LABELS, Stream
from tracker.attribution.tagger import Tagger, read_spans, viterbi
from tracker.models import Batch
from tracker.segment import Segments, segment

Floats = npt.NDArray[np.float32]
COUNT = len(LABELS)
FORBIDDEN = np.array(tiny_bundle().decoder["transitions"], dtype=np.float32)
TAGGER = open_tagger(TINY, threads=1)


def scores_of(draw: st.DrawFn, length: int) -> Floats:
    """Any scores of `length` tokens: whole numbers, so that sums are exact and ties are real."""
    values = draw(st.lists(st.integers(-9, 9), min_size=length * COUNT, max_size=length * COUNT))
    return np.array(values, dtype=np.float32).reshape(length, COUNT)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Floats], Floats]:
    """A few short sequences and transitions with an I only behind its B or itself."""
    lengths = draw(st.lists(st.integers(0, 4), max_size=4))
    transitions = scores_of(draw, COUNT) + np.minimum(FORBIDDEN, 0)
    return [scores_of(draw, length) for length in lengths], transitions


def value(path: tuple[int, ...] | list[int], scores: Floats, transitions: Floats) -> float:
    """What a path is worth; an I may not come first."""
    first = -1e4 if path and path[0] and path[0] % 2 == 0 else 0.0
    steps = sum(float(transitions[a, b]) for a, b in pairwise(path))
    return first + steps + sum(float(scores[at, label]) for at, label in enumerate(path))


@given(problems())
@settings(max_examples=40)
def test_viterbi_finds_what_a_search_of_all_paths_finds(problem: tuple[list[Floats], Floats]) -> None:
    sequences, transitions = problem
    paths = viterbi(sequences, transitions)
    assert len(paths) == len(sequences)
    for path, scores in zip(paths, sequences, strict=True):
        assert len(path) == len(scores)
        best = max(value(any_path, scores, transitions) for any_path in product(range(COUNT), repeat=len(scores)))
        assert value(path.tolist(), scores, transitions) == best


@given(st.lists(st.integers(0, 40), max_size=6), st.integers(0, 2**32 - 1))
def test_no_inside_without_its_begin(lengths: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    sequences = [rng.normal(scale=9, size=(length, COUNT)).astype(np.float32) for length in lengths]
    together = viterbi(sequences, FORBIDDEN)
    for path, scores in zip(together, sequences, strict=True):
        for before, label in zip([0, *path.tolist()], path.tolist(), strict=False):
            assert label == 0 or label % 2 == 1 or before in (label - 1, label)
        (alone,) = viterbi([scores], FORBIDDEN)
        assert alone.tolist() == path.tolist()


def test_viterbi_of_nothing() -> None:
    assert viterbi([], FORBIDDEN) == []
    assert [path.tolist() for path in viterbi([np.zeros((0, COUNT), np.float32)] * 2, FORBIDDEN)] == [[], []]


def test_a_long_text_decodes_exactly() -> None:
    """Single precision must not blur the choice after tens of thousands of tokens."""
    length = 60_000
    scores = np.full((length, COUNT), -5.0, dtype=np.float32)
    scores[:, 0] = 11.1
    scores[-1, 1] = 11.11  # the better label by a hundredth
    (path,) = viterbi([scores], FORBIDDEN)
    assert path[-1] == 1
    assert not path[:-1].any()


# ---------------------------------------------------------------- spans


def stream_of(words: list[str]) -> tuple[str, Stream]:
    """A text of known words, one token each."""
    text = " ".join(words)
    ends = np.cumsum([len(word) + 1 for word in words]) - 1
    starts = ends - np.array([len(word) for word in words])
    zeros = np.zeros(len(words), dtype=np.int64)
    return text, Stream(zeros, zeros, starts.astype(np.int64), ends.astype(np.int64))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("O B-SOURCE I-SOURCE O", [("source", "b c")]),
        ("B-SOURCE B-SOURCE B-CUE B-CONTENT", [("source", "a"), ("source", "b"), ("cue", "c"), ("content", "d")]),
        ("B-CONTENT I-CONTENT I-CONTENT I-CONTENT", [("content", "a b c d")]),
        ("O O O O", []),
        ("O O O B-CUE", [("cue", "d")]),
        ("I-CUE O I-SOURCE I-CUE", [("cue", "a"), ("source", "c"), ("cue", "d")]),
    ],
)
def test_read_spans(labels: str, expected: list[tuple[str, str]]) -> None:
    text, stream = stream_of(list("abcd"))
    path = np.array([LABELS.index(label) for label in labels.split()])
    scores = np.full((4, COUNT), -10, dtype=np.float32)
    scores[np.arange(4), path] = 10
    spans = read_spans(path, scores, stream, np.arange(4))
    assert [(found.role, found.span.of(text)) for found in spans] == expected
    assert all(found.confidence == pytest.approx(1, abs=1e-3) for found in spans)


def test_read_spans_of_nothing() -> None:
    _, stream = stream_of([])
    nothing = np.zeros(0, dtype=np.int64)
    assert read_spans(nothing, np.zeros((0, COUNT), np.float32), stream, nothing) == []


# ---------------------------------------------------------------- texts

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("the mayor said that. \n\"“”'")) | st.lists(
    st.sampled_from(["the", "Mayor", "said", '"that', 'safe,"', "was.", "\n\n", "bridge", "BUT"]), max_size=300
).map(" ".join)


def pairs(texts: list[str]) -> list[tuple[str, Segments]]:
    """Texts as the tagger takes them."""
    return [(text, segment(text)) for text in texts]


@given(st.lists(TEXTS, max_size=5))
@settings(max_examples=40)
@example([])
@example([""])
@example(["", "said"])
def test_together_and_one_by_one_are_the_same(texts: list[str]) -> None:
    together = TAGGER.tag(pairs(texts))
    assert len(together) == len(texts)
    for text, spans in zip(texts, together, strict=True):
        (alone,) = TAGGER.tag(pairs([text]))
        assert [(s.role, s.span) for s in alone] == [(s.role, s.span) for s in spans]
        assert [s.confidence for s in alone] == pytest.approx([s.confidence for s in spans], abs=1e-4)
        for found in spans:
            assert 0 <= found.span.start < found.span.end <= len(text)
            assert found.span.of(text) == found.span.of(text).strip()
            assert 0 <= found.confidence <= 1.0001
        assert spans == sorted(spans, key=lambda s: s.span)


class Echo:
    """A backend whose scores are the tokens themselves: what comes back must be each token's own."""

    workers = 2

    def __init__(self) -> None:
        self.batches: list[Batch] = []

    def logits(self, batch: Batch) -> Floats:
        self.batches.append(batch)
        assert batch.input_ids.shape[1] <= tiny_bundle().max_length
        return np.repeat(batch.input_ids[:, :, None], COUNT, axis=2).astype(np.float32)


@given(st.lists(st.integers(0, 700), max_size=8))
@settings(max_examples=40)
def test_every_token_gets_its_own_scores(lengths: list[int]) -> None:
    echo = Echo()
    tagger = Tagger(tiny_bundle(), echo)
    rng = np.random.default_rng(len(lengths))
    tokenizer = tiny_bundle().tokenizer()
    texts = [" ".join(rng.choice(["the", "mayor", "said", "bridge", "\n\nsafe"], length)) for length in lengths]
    tagging = tagger.begin(pairs(texts))
    for stream, scores in zip(tagging.streams, tagging.logits(), strict=True):
        assert scores[:, 0].astype(np.int64).tolist() == stream.ids.tolist()
    for batch in echo.batches:
        assert (batch.input_ids[:, 0] == tokenizer.token_to_id("[CLS]")).all()
