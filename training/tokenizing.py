"""The tokenizer of an encoder. No PyTorch here: making rows ready needs none."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer


def load_tokenizer(encoder: str) -> Tokenizer:
    """The encoder's tokenizer, from its directory or the hub."""
    file = Path(encoder) / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(file)) if file.exists() else Tokenizer.from_pretrained(encoder)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
