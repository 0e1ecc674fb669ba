"""What the contradiction model reads: the input function that training and the judge share.

    [CLS] speaker : claim [SEP] speaker, 2 days later : claim [SEP]

The earlier claim comes first; what a speaker denies is introduced as not true. A token's type says whether reasoning
over structure found it to clash with the other side (16), on which side it stands (8), whether it is of the claim or
tells who and when (4), whether the same piece stands on the other side too (2), and whether it has a capital (1). A
change here, or of what is marked, is a new `INPUT_VERSION`, and needs a newly trained bundle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tracker.models.tokens import special_id
from tracker.records import Clash, Span, Statement
from tracker.segment import without_surrogates

if TYPE_CHECKING:
    from tokenizers import Tokenizer

INPUT_VERSION = "contradiction-input-1"
TYPES = 32
MAX_TOKENS = 160
_SPEAKER_TOKENS = 16
_DENIED = "it is not true that "
_MARKS = str.maketrans("“”„‟«»‘’‚‛′`´", "\"\"\"\"\"\"'''''''")

Ints = npt.NDArray[np.int64]


def order(a: Statement, b: Statement) -> tuple[Statement, Statement]:
    """The two sides as the model reads them: the earlier first; without dates in the order of their words."""
    return (b, a) if swapped(a, b) else (a, b)


def swapped(a: Statement, b: Statement) -> bool:
    """Whether the model reads `b` before `a`."""
    if known := days_between(a, b):
        return known < 0
    return _rank(a) > _rank(b)


def _rank(side: Statement) -> tuple[str, str, bool, str, str, str]:
    """All there is of a statement, so that the order of any two is one."""
    return (side.text, side.speaker or "", side.denied, side.date or "", side.level or "", side.polarity or "")


def days_between(a: Statement, b: Statement) -> int | None:
    """Days from `a` to `b`; None where a date is missing or none."""
    try:
        return (date.fromisoformat((b.date or "")[:10]) - date.fromisoformat((a.date or "")[:10])).days
    except ValueError:
        return None


def held(side: Statement) -> str:
    """What the speaker holds, in words."""
    return _DENIED + side.text if side.denied else side.text


def _context(side: Statement, days: int | None) -> str:
    later = f"{days} day{'s' if days != 1 else ''} later" if days else ""
    told = ", ".join(part for part in (side.speaker, later) if part)
    return f"{told}:" if told else ""


def encode(
    pairs: Sequence[tuple[Statement, Statement]], clashes: Sequence[Clash], tokenizer: Tokenizer
) -> list[tuple[Ints, Ints]]:
    """(ids, types) of each pair, in the order given, at most `MAX_TOKENS` of them: long claims lose their ends.

    `clashes` are the words of each pair to be marked, as spans of the two texts.
    """
    first, separator = special_id(tokenizer, "[CLS]"), special_id(tokenizer, "[SEP]")
    texts: list[str] = []
    for a, b in pairs:
        days = days_between(a, b)
        texts += (_context(a, None), held(a), _context(b, days if days and days > 0 else None), held(b))
    read = _read(texts, tokenizer)
    rows = []
    for i, ((a, b), clash) in enumerate(zip(pairs, clashes, strict=True)):
        sides = [
            _side([read[text] for text in texts[4 * i + 2 * side : 4 * i + 2 * side + 2]], _moved(marks, told), side)
            for side, (marks, told) in enumerate(((clash.a, a), (clash.b, b)))
        ]
        rows.append(_row(sides, first, separator))
    return rows


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A text cut into pieces: their ids, where they start and end, and which have a capital (1)."""

    ids: Ints
    starts: Ints
    ends: Ints
    capitals: Ints


def _read(texts: Sequence[str], tokenizer: Tokenizer) -> dict[str, _Pieces]:
    """Each text once: a claim stands in several pairs."""
    unique = list(dict.fromkeys(texts))
    prepared = [without_surrogates(text.translate(_MARKS)) for text in unique]
    out = {}
    for text, encoding in zip(unique, tokenizer.encode_batch(prepared, add_special_tokens=False), strict=True):
        offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        capitals = np.array([any(map(str.isupper, text[start:end])) for start, end in encoding.offsets], dtype=np.int64)
        out[text] = _Pieces(np.array(encoding.ids, dtype=np.int64), offsets[:, 0], offsets[:, 1], capitals)
    return out


def _moved(spans: Sequence[Span], side: Statement) -> list[tuple[int, int]]:
    """Spans of a statement's text as ranges of what is read of it."""
    by = len(_DENIED) if side.denied else 0
    return [(span.start + by, span.end + by) for span in spans]


def _side(parts: Sequence[_Pieces], marks: Sequence[tuple[int, int]], side: int) -> tuple[Ints, Ints]:
    """Ids and types of who and when, then of the claim, cut to the room that a side has."""
    context, claim = parts
    told = min(len(context.ids), _SPEAKER_TOKENS)
    room = (MAX_TOKENS - 3) // 2 - told
    clashing = np.zeros(len(claim.ids), dtype=np.int64)
    for start, end in marks:
        clashing[(claim.starts < end) & (claim.ends > start)] = 16
    ids = np.concatenate([context.ids[:told], claim.ids[:room]])
    types = np.concatenate([context.capitals[:told], (clashing + claim.capitals + 4)[:room]])
    return ids, types + 8 * side


def _row(sides: Sequence[tuple[Ints, Ints]], first: int, separator: int) -> tuple[Ints, Ints]:
    (ids_a, types_a), (ids_b, types_b) = sides
    both = np.intersect1d(ids_a, ids_b)
    ids = np.concatenate([[first], ids_a, [separator], ids_b, [separator]])
    types = np.concatenate([[0], types_a + 2 * np.isin(ids_a, both), [0], types_b + 2 * np.isin(ids_b, both), [8]])
    return ids, types
