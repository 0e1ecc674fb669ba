"""What the input functions share: special tokens of an encoder's tokenizer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def special_id(tokenizer: Tokenizer, token: str) -> int:
    """The id of a special token; ModelError where the tokenizer has none."""
    number = tokenizer.token_to_id(token)
    if number is None:
        raise ModelError(f"its tokenizer has no {token}", todo="use the tokenizer of a BERT encoder")
    return number
