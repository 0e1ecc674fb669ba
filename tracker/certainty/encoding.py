"""What the certainty model reads: the input function that training and the scorer share.

    [CLS] the sentence around the claim [SEP] (target [SEP])? (cue [SEP])?

The claim (target) and its cue are marked where they stand in the sentence, by the token types; where one is not found
there, its words come after it. A type is twice the role (0 context, 1 target, 2 cue, 3 target apart, 4 cue apart), plus
1 where the token has a capital (*May*). Typographic marks become plain ones of the same width, so that offsets stay.
A change here is a new `INPUT_VERSION`, and needs a newly trained bundle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tracker.models.tokens import special_id
from tracker.records import Span
from tracker.segment import without_surrogates

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

INPUT_VERSION = "certainty-input-1"
TYPES = 10
CONTEXT, TARGET, CUE, TARGET_APART, CUE_APART = range(5)
MAX_TOKENS = 128
CONTEXT_TOKENS = 32  # at least so many around a target that stands in its sentence, and
BESIDE = 8  # so many more than a longer target has: the rest of a long sentence costs time and told nothing

_CUE_ROOM = 12  # tokens kept free for a cue that stands too far from its target
_CAPITAL = re.compile(r"[A-Z]|[^\W\d_a-z]")
_MARKS = str.maketrans("“”„‟«»‘’‚‛′`´", "\"\"\"\"\"\"'''''''")

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with a claim in it. `target` and `cue` are spans of `text`; `target_apart` and `cue_apart` are their
    words where they do not stand there."""

    text: str
    target: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    target_apart: str | None = None
    cue_apart: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as the model's tokens. All arrays have one entry a token; `starts` and `ends` are characters of the
    passage's text, and equal where the token is none of it."""

    ids: Ints
    types: Ints
    starts: Ints
    ends: Ints

    @property
    def judged(self) -> npt.NDArray[np.bool_]:
        """The tokens of the target, wherever it stands."""
        role = self.types // 2
        judged: npt.NDArray[np.bool_] = (role == TARGET) | (role == TARGET_APART)
        return judged


def find_passage(text: str, target: str | None = None, cue: str | None = None) -> Passage:
    """A sentence, and the words of target and cue laid over it where they are found; without a target, all of it is.

    >>> find_passage("He said it may rain.", "it may rain", "said").target
    (Span(start=8, end=19),)
    """
    target, cue = (target or "").strip(), (cue or "").strip()
    where = _find(text, target) if target else (Span(0, len(text)),)
    taken = where[0] if where and target else None
    at = _find(text, cue, outside=taken)
    return Passage(text, where, at, None if where else target or None, None if at else cue or None)


def _find(text: str, words: str, outside: Span | None = None) -> tuple[Span, ...]:
    """Where the words stand: whole words, the same marks or others; with `outside`, away from that span if possible."""
    plain, wanted = text.translate(_MARKS), words.translate(_MARKS)
    if not wanted:
        return ()
    found = _occurrences(plain, wanted) or _occurrences(_lower(plain), _lower(wanted))
    if outside is not None:
        found = [s for s in found if not s.overlaps(outside)] or found
    return (found[0],) if found else ()


def _occurrences(text: str, words: str) -> list[Span]:
    out = []
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not (before.isalnum() and words[0].isalnum()) and not (after.isalnum() and words[-1].isalnum()):
            out.append(Span(at, end))
        at = text.find(words, at + 1)
    return out


def _lower(text: str) -> str:
    """The text in small letters, as long as it was (*İ* would become two)."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def encode(passages: Sequence[Passage], tokenizer: Tokenizer) -> list[Row]:
    """The tokens of each passage, at most `MAX_TOKENS` of them: what is far from the target is left out, and a cue that
    stands there is told apart."""
    first, separator = special_id(tokenizer, "[CLS]"), special_id(tokenizer, "[SEP]")
    pieces: list[str] = []
    for passage in passages:
        pieces += (passage.text, passage.target_apart or "", passage.cue_apart or "")
    prepared = [without_surrogates(piece.translate(_MARKS)) for piece in pieces]
    encodings = tokenizer.encode_batch(prepared, add_special_tokens=False)
    parts = zip(passages, encodings[::3], encodings[1::3], encodings[2::3], strict=True)
    return [_row(passage, text, target, cue, first, separator) for passage, text, target, cue in parts]


def _row(passage: Passage, text: Encoding, target: Encoding, cue: Encoding, first: int, separator: int) -> Row:
    apart = [(x.ids[: MAX_TOKENS // 4], role) for x, role in ((target, TARGET_APART), (cue, CUE_APART)) if x.ids]
    room = MAX_TOKENS - 2 - sum(len(more) + 1 for more, _ in apart)
    text_ids = np.array(text.ids, dtype=np.int64)
    bounds = np.array(text.offsets, dtype=np.int64).reshape(-1, 2)
    roles = _roles(passage, bounds[:, 0], bounds[:, 1])
    marked = roles == TARGET
    if marked.any():
        room = min(room - _CUE_ROOM, max(CONTEXT_TOKENS, int(marked.sum()) + BESIDE))
    elif target.ids:  # in words of its own: where most of them stand
        marked = _densest(np.isin(text_ids, target.ids), room)
    part = _nearest(marked, room)
    far = np.flatnonzero(roles == CUE)
    far = far[(far < part.start) | (far >= part.stop)]
    if len(far):
        apart.append((text_ids[far[: _CUE_ROOM - 1]].tolist(), CUE_APART))
    ids = [first, *text_ids[part].tolist(), separator]
    types = [0, *(2 * roles[part] + _capitals(passage.text, bounds[part])).tolist(), 0]
    for more, role in apart:
        ids += [*more, separator]
        types += [2 * role] * len(more) + [0]
    starts, ends = np.zeros(len(ids), dtype=np.int64), np.zeros(len(ids), dtype=np.int64)
    width = part.stop - part.start
    starts[1 : 1 + width], ends[1 : 1 + width] = bounds[part, 0], bounds[part, 1]
    return Row(np.array(ids, dtype=np.int64), np.array(types, dtype=np.int64), starts, ends)


def _capitals(text: str, bounds: Ints) -> Ints:
    """1 for each token that holds a capital."""
    upper = [match.start() for match in _CAPITAL.finditer(text) if match.group().isupper()]
    if not upper:
        return np.zeros(len(bounds), dtype=np.int64)
    found: Ints = np.minimum(np.searchsorted(upper, bounds[:, 1]) - np.searchsorted(upper, bounds[:, 0]), 1)
    return found


def _roles(passage: Passage, starts: Ints, ends: Ints) -> Ints:
    roles = np.zeros(len(starts), dtype=np.int64)
    for spans, role in ((passage.target, TARGET), (passage.cue, CUE)):  # a cue inside a broken quotation is a cue
        for span in spans:
            roles[(starts < span.end) & (ends > span.start)] = role
    return roles


def _densest(shared: npt.NDArray[np.bool_], room: int) -> npt.NDArray[np.bool_]:
    """The first window of `room` tokens that holds the most shared ones."""
    if len(shared) <= room:
        return shared
    sums = np.concatenate([[0], np.cumsum(shared)])
    start = int((sums[room:] - sums[:-room]).argmax())
    inside = np.zeros(len(shared), dtype=np.bool_)
    inside[start : start + room] = True
    return inside


def _nearest(judged: npt.NDArray[np.bool_], room: int) -> slice:
    """The `room` tokens around the target; around the beginning where there is none."""
    length = len(judged)
    if length <= room:
        return slice(0, length)
    inside = np.flatnonzero(judged)
    if not len(inside):
        return slice(0, room)
    first, last = int(inside[0]), min(int(inside[-1]), int(inside[0]) + room - 1)
    start = min(max(0, (first + last + 1 - room) // 2), length - room)
    return slice(start, start + room)
