"""Marks of people as labels of tokens."""

from __future__ import annotations

import numpy as np
import pytest

from tests.marked import read_marked
from tests.models.sample import tiny_bundle
from tracker.attribution.encoding import LABELS, Stream, encode
from tracker.attribution.gold import gold_labels, legal
from tracker.measures import Roles
from tracker.records import Span
from tracker.segment import segment

IGNORED = -100


def labelled(marked: str, unknown: str = "") -> list[tuple[str, str]]:
    """Each token of a marked text, and its label (- where it is unknown)."""
    read = read_marked(marked)
    stream: Stream = encode(read.text, segment(read.text), tiny_bundle().tokenizer())
    gold = [Roles(tuple(a.source), tuple(a.cue), tuple(a.content)) for a in read.attributions]
    at = read.text.find(unknown)
    stretches = [Span(at, at + len(unknown))] if unknown else []
    labels = legal(gold_labels(stream, gold, stretches, ignored=IGNORED))
    words = [read.text[a:b] for a, b in zip(stream.starts, stream.ends, strict=True)]
    return [(word, LABELS[x] if x >= 0 else "-") for word, x in zip(words, labels, strict=True) if word or x >= 0]


def test_each_role_begins_with_its_b() -> None:
    assert labelled("[S the mayor] [C said] [K that the bridge was safe] and") == [
        ("the", "B-SOURCE"),
        ("mayor", "I-SOURCE"),
        ("said", "B-CUE"),
        ("that", "B-CONTENT"),
        ("the", "I-CONTENT"),
        ("bridge", "I-CONTENT"),
        ("was", "I-CONTENT"),
        ("safe", "I-CONTENT"),
        ("and", "O"),
    ]


def test_what_the_annotators_left_open_is_neither() -> None:
    assert labelled("[S she] [C said] [K the bridge] but the mayor", "the mayor")[-3:] == [
        ("but", "O"),
        ("the", "-"),
        ("mayor", "-"),
    ]


def test_a_paragraph_separator_has_no_label() -> None:
    read = read_marked("[S she] [C said] [K the bridge]\n\nthe mayor")
    stream = encode(read.text, segment(read.text), tiny_bundle().tokenizer())
    labels = gold_labels(stream, [], [], ignored=IGNORED)
    assert (labels == IGNORED).tolist() == (stream.starts == stream.ends).tolist()
    assert (labels == IGNORED).sum() == 2


def test_behind_what_lies_within_a_content_it_begins_anew() -> None:
    marked = "[S1 she] [C1 said] [K1 that [S2 the mayor] [C2 said] [K2 the bridge] was safe]"
    assert labelled(marked)[2:] == [
        ("that", "B-CONTENT"),
        ("the", "B-SOURCE"),
        ("mayor", "I-SOURCE"),
        ("said", "B-CUE"),
        ("the", "B-CONTENT"),
        ("bridge", "I-CONTENT"),
        ("was", "I-CONTENT"),
        ("safe", "I-CONTENT"),
    ]
    marked = "[S1 she] [C1 said] [K1 that [S2 the mayor] was safe] [C2 said] [K2 the bridge]"
    assert [label for _, label in labelled(marked)[3:7]] == ["B-SOURCE", "I-SOURCE", "B-CONTENT", "I-CONTENT"]


@pytest.mark.parametrize("labels", [[], [0, 1, 2, 2, 0], [5, 6, 5, 6], [-100, 6, 6], [3, -100, 2]])
def test_legal_labels_stay(labels: list[int]) -> None:
    assert legal(np.array(labels, dtype=np.int64)).tolist() == labels
