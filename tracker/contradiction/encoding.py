"""What the contradiction model reads: the input function that training and the judge share.

    [CLS] speaker : claim [SEP] speaker, 2 days later : claim [SEP]

The earlier claim comes first; what a speaker denies is introduced as not true. A token's type says whether reasoning
over structure found it to clash with the other side (16), on which side it stands (8), whether it is of the claim or
tells who and when (4), whether the same piece stands on the other side too (2), and whether it has a capital (1). A
change here, or of what is marked, is a new `INPUT_VERSION`, and needs a newly trained bundle.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tracker.models.tokens import special_id
from tracker.records import Clash, Span, Statement
from tracker.segment import without_surrogates

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

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
    prepared = [without_surrogates(text.translate(_MARKS)) for text in texts]
    encodings = tokenizer.encode_batch(prepared, add_special_tokens=False)
    rows = []
    for i, ((a, b), clash) in enumerate(zip(pairs, clashes, strict=True)):
        part = slice(4 * i, 4 * i + 4)
        marks = (_moved(clash.a, a), _moved(clash.b, b))
        rows.append(_row(texts[part], encodings[part], marks, first, separator))
    return rows


def _moved(spans: Sequence[Span], side: Statement) -> list[tuple[int, int]]:
    """Spans of a statement's text as ranges of what is read of it."""
    by = len(_DENIED) if side.denied else 0
    return [(span.start + by, span.end + by) for span in spans]


def _row(
    texts: list[str], parts: list[Encoding], marks: tuple[list[tuple[int, int]], ...], first: int, separator: int
) -> tuple[Ints, Ints]:
    room = (MAX_TOKENS - 3) // 2
    ids, types = [first], [0]
    sides: list[tuple[list[int], list[int]]] = []
    for side in (0, 1):
        side_ids: list[int] = []
        side_types: list[int] = []
        for number in (2 * side, 2 * side + 1):
            most = _SPEAKER_TOKENS if number % 2 == 0 else room - len(side_ids)
            encoding, text = parts[number], texts[number]
            inside = marks[side] if number % 2 else []
            for start, end in encoding.offsets[:most]:
                clashing = any(start < b and end > a for a, b in inside)
                capital = any(map(str.isupper, text[start:end]))
                side_types.append(16 * clashing + 8 * side + 4 * (number % 2) + capital)
            side_ids += encoding.ids[:most]
        sides.append((side_ids, side_types))
    for side in (0, 1):
        own, other = sides[side], set(sides[1 - side][0])
        ids += [*own[0], separator]
        types += [kind + 2 * (piece in other) for piece, kind in zip(*own, strict=True)] + [8 * side]
    return np.array(ids, dtype=np.int64), np.array(types, dtype=np.int64)
