from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from tracker.contradiction.encoding import MAX_TOKENS, TYPES, encode, held, order
from tracker.models import find_bundle
from tracker.records import Clash, Span, Statement

EARLY = Statement("The ferry sank within minutes.", "Ada Osei", "2021-03-01")
LATE = Statement("The ferry never sank.", "The Port Authority", "2021-03-04T10:00:00")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    found = Tokenizer.from_file(str(find_bundle("certainty-en") / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def words(tokenizer: Tokenizer, a: Statement, b: Statement) -> list[tuple[str, int]]:
    ((ids, types),) = encode([(a, b)], [Clash()], tokenizer)
    return [(tokenizer.id_to_token(i) or "", t) for i, t in zip(ids.tolist(), types.tolist(), strict=True)]


def test_what_is_read(tokenizer: Tokenizer) -> None:
    found = words(tokenizer, EARLY, LATE)
    assert " ".join(word for word, _ in found) == (
        "[CLS] ada os ##ei : the ferry sank within minutes . [SEP]"
        " the port authority , 3 days later : the ferry never sank . [SEP]"
    )


def test_types_tell_side_claim_shared_and_capital(tokenizer: Tokenizer) -> None:
    found = words(tokenizer, EARLY, LATE)
    assert found[1] == ("ada", 1)
    assert found[5] == ("the", 4 + 2 + 1)
    assert found[8] == ("within", 4)
    ferry = [kind for word, kind in found if word == "ferry"]
    assert ferry == [4 + 2, 8 + 4 + 2]
    assert ("never", 8 + 4) in found


@pytest.mark.parametrize(
    ("a", "b"),
    [(EARLY, LATE), (Statement("B."), Statement("A.")), (Statement("A.", "x"), Statement("A.", "y"))],
)
def test_order_is_the_same_whichever_comes_first(a: Statement, b: Statement) -> None:
    assert order(a, b) == order(b, a)


def test_the_earlier_comes_first() -> None:
    assert order(LATE, EARLY) == (EARLY, LATE)
    undated = Statement("A first by its words.", "x")
    assert order(LATE, undated) == (undated, LATE)


def test_what_is_denied_is_introduced_as_not_true(tokenizer: Tokenizer) -> None:
    denied = Statement("the ferry sank", "Ada Osei", denied=True)
    assert held(denied) == "it is not true that the ferry sank"
    assert ("not", 4) in words(tokenizer, denied, LATE)


def test_what_clashes_is_marked(tokenizer: Tokenizer) -> None:
    denied = Statement("the ferry sank", denied=True)
    clash = Clash((Span(10, 14),), (Span(10, 15),))
    ((ids, types),) = encode([(denied, LATE)], [clash], tokenizer)
    marked = [tokenizer.id_to_token(i) for i, t in zip(ids.tolist(), types.tolist(), strict=True) if t >= 16]
    assert marked == ["sank", "never"]


@pytest.mark.parametrize("text", ["", "\ud800", "word " * 500, "「東京」 🚢"])
def test_any_text_is_read_and_none_is_too_long(tokenizer: Tokenizer, text: str) -> None:
    rows = encode([(Statement(text, text), LATE), (LATE, Statement(text))], [Clash()] * 2, tokenizer)
    for ids, types in rows:
        assert len(ids) == len(types) <= MAX_TOKENS
        assert np.all((types >= 0) & (types < TYPES))
    if len(text) > 1000:
        assert len(rows[0][0]) > 80  # both sides have their share
