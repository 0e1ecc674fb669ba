"""What the contradiction model reads: the input function that training and the judge share.

    [CLS] speaker : claim [SEP] speaker, 2 days later : claim [SEP]

The earlier claim comes first; what a speaker denies is introduced as not true. A token's type says on which side it
stands (8), whether it is of the claim or tells who and when (4), whether the same piece stands on the other side too
(2), and whether it has a capital (1). A change here is a new `INPUT_VERSION`, and needs a newly trained bundle.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tracker.models.tokens import special_id
from tracker.records import Statement
from tracker.segment import without_surrogates

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

INPUT_VERSION = "contradiction-input-1"
TYPES = 16
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
    return (a.text, a.speaker or "") > (b.text, b.speaker or "")


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


def encode(pairs: Sequence[tuple[Statement, Statement]], tokenizer: Tokenizer) -> list[tuple[Ints, Ints]]:
    """(ids, types) of each pair, in the order given, at most `MAX_TOKENS` of them: long claims lose their ends."""
    first, separator = special_id(tokenizer, "[CLS]"), special_id(tokenizer, "[SEP]")
    texts: list[str] = []
    for a, b in pairs:
        days = days_between(a, b)
        texts += (_context(a, None), held(a), _context(b, days if days and days > 0 else None), held(b))
    prepared = [without_surrogates(text.translate(_MARKS)) for text in texts]
    encodings = tokenizer.encode_batch(prepared, add_special_tokens=False)
    return [_row(texts[4 * i : 4 * i + 4], encodings[4 * i : 4 * i + 4], first, separator) for i in range(len(pairs))]


def _row(texts: list[str], parts: list[Encoding], first: int, separator: int) -> tuple[Ints, Ints]:
    room = (MAX_TOKENS - 3) // 2
    ids, types = [first], [0]
    sides: list[tuple[list[int], list[int]]] = []
    for side in (0, 1):
        side_ids: list[int] = []
        side_types: list[int] = []
        for number in (2 * side, 2 * side + 1):
            most = _SPEAKER_TOKENS if number % 2 == 0 else room - len(side_ids)
            encoding, text = parts[number], texts[number]
            capital = [any(map(str.isupper, text[a:b])) for a, b in encoding.offsets[:most]]
            side_ids += encoding.ids[:most]
            side_types += [8 * side + 4 * (number % 2) + upper for upper in capital]
        sides.append((side_ids, side_types))
    for side in (0, 1):
        own, other = sides[side], set(sides[1 - side][0])
        ids += [*own[0], separator]
        types += [kind + 2 * (piece in other) for piece, kind in zip(*own, strict=True)] + [8 * side]
    return np.array(ids, dtype=np.int64), np.array(types, dtype=np.int64)
