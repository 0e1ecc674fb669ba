"""What the attribution model reads: the input function that training and the tagger share.

The encoder's tokenizer drops letter case and cannot tell which straight mark opens a quotation. Both are given back:
quotation marks are rewritten to “ and ” (each mark keeps its width, so offsets stay those of the article), and every
token carries a type id from 0 to 5: its letter case (0 lower, 1 one capital, 2 several), plus 3 inside a quotation.
Paragraphs are parted by [SEP]. A change here is a new `INPUT_VERSION`, and needs a newly trained bundle.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tracker.models.tokens import special_id
from tracker.segment import Segments, without_surrogates

if TYPE_CHECKING:
    from tokenizers import Tokenizer

INPUT_VERSION = "attribution-input-1"
TYPES = 6
ROLES = ("source", "cue", "content")
LABELS = ("O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT")

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stream:
    """A text as the model's tokens. All arrays have one entry a token; `starts` and `ends` are characters of the
    article, and equal where the token is a paragraph separator."""

    ids: Ints
    types: Ints
    starts: Ints
    ends: Ints


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens [start, end) of a stream that are read together."""

    start: int
    end: int


def model_text(text: str, segments: Segments) -> str:
    """The text with its outermost quotation marks rewritten to “ and ”; as long as the text itself."""
    pieces: list[str] = []
    at = 0
    for quotation in segments.quotations:
        if quotation.depth:
            continue
        span, inner = quotation.span, quotation.inner
        pieces += (text[at : span.start], "“".rjust(inner.start - span.start))
        at = inner.start
        if quotation.closed:
            pieces += (text[at : inner.end], "”".ljust(span.end - inner.end))
            at = span.end
    pieces.append(text[at:])
    return "".join(pieces)


def encode(text: str, segments: Segments, tokenizer: Tokenizer) -> Stream:
    """Tokens of a whole text, paragraph by paragraph, each followed by a separator."""
    prepared = without_surrogates(model_text(text, segments))
    paragraphs = segments.paragraphs
    encodings = tokenizer.encode_batch([prepared[p.start : p.end] for p in paragraphs], add_special_tokens=False)
    separator = special_id(tokenizer, "[SEP]")
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    counts: list[int] = []
    for paragraph, encoding in zip(paragraphs, encodings, strict=True):
        before = len(ids)
        ids += encoding.ids
        ids.append(separator)
        offsets += encoding.offsets
        width = paragraph.end - paragraph.start
        offsets.append((width, width))
        counts.append(len(ids) - before)
    shifts = np.repeat(np.array([p.start for p in paragraphs], dtype=np.int64), counts)
    bounds = np.fromiter(chain.from_iterable(offsets), dtype=np.int64, count=2 * len(ids)).reshape(-1, 2)
    bounds += shifts[:, None]
    starts, ends = bounds[:, 0], bounds[:, 1]
    return Stream(np.array(ids, dtype=np.int64), token_types(text, segments, starts, ends), starts, ends)


def token_types(text: str, segments: Segments, starts: Ints, ends: Ints) -> Ints:
    """The type id of each token: letter case (0, 1, 2), plus 3 inside a quotation."""
    upper = np.zeros(len(text) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(str.isupper, text), dtype=np.int64, count=len(text)), out=upper[1:])
    quoted = np.zeros(len(text) + 1, dtype=np.int64)
    for quotation in segments.quotations:
        if not quotation.depth:
            quoted[quotation.span.start : quotation.span.end] = 3
    kinds: Ints = np.minimum(upper[ends] - upper[starts], 2) + quoted[starts] * (ends > starts)
    return kinds


def find_windows(stream: Stream, size: int) -> list[Window]:
    """The fewest windows of at most `size` tokens that cover a stream, cut evenly, and between paragraphs where one
    ends near the cut. Windows that overlap cost a third more time and were worth nothing on PolNeAR dev."""
    length = len(stream.ids)
    count = -(-length // size)
    borders = np.flatnonzero(stream.starts == stream.ends) + 1
    cuts = [0]
    for i in range(1, count):
        wanted = cuts[-1] + -(-(length - cuts[-1]) // (count - i + 1))
        lowest = max(length - (count - i) * size, cuts[-1] + 1)  # what is left must fit into the windows that are left
        highest = min(cuts[-1] + size, length)
        near = borders[(borders >= lowest) & (borders <= highest)]
        cuts.append(int(near[np.abs(near - wanted).argmin()]) if len(near) else min(max(wanted, lowest), highest))
    return [Window(a, b) for a, b in zip(cuts, [*cuts[1:], length], strict=True) if a < b]
