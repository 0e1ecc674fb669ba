"""Recognising reprints: another article's text under a new headline, with another dateline, trimmed, lightly edited.

Two steps. `signature` gives an article some dozens of keys that a store can index: the smallest hashes of its shingles
(five words in a row). A shingle's hash does not depend on what stands around it, so that a piece of an article keeps
its share of the article's keys; fingerprints of the whole lose all when a copy is cut to a third (Broder 1997, on
containment). Articles that share `MIN_SHARED` keys are then compared in full by `find_reprint`.

What decides there is the share of the reporter's own words. Two reporters who were at one press conference have the
same quotations, and neither copied the other: shingles that are quoted in either text do not count. Nor do short lines:
the same links stand below many articles of an outlet.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property
from hashlib import blake2b
from itertools import accumulate
from zlib import crc32

from rapidfuzz import fuzz

from tracker.records import Span
from tracker.segment import find_paragraphs, find_quotations

MIN_SHARED = 2  # keys that a possible original shares with the article
MOST_ORIGINALS = 8  # of the possible originals those that share most keys are worth a comparison

_LENGTH = 5  # words in a shingle
_KEYS = 32  # at least, as far as the text has as many shingles
_ONE_IN = 24  # of the shingles of a long text
_MOST_KEYS = 96

# Measured on 944 articles, every pair of them (evals/reprints.py): eleven reprints and later editions have .6 and more
# of their words from the original, the next pair has .18. Copies with all edits at once: .36 to .8.
_COPIED = 1 / 3  # of the text's words stand in the original
_CUT = 0.2  # will do where the stored article is the shorter of the two, and
_CONTAINED = 0.7  # of its words stand in the text
_EVIDENCE = 20  # shingles in common at the very least: some 25 words in a row
_PROSE = 18  # words in a line, at least, that is neither headline nor link
_OWN, _OWN_SHARE = 12, 1 / 6  # shingles of own words, at least, to decide by. Where there are fewer (interviews,
_DOCUMENT = 0.6  # speeches), so much of all words stands in the original


@dataclass(frozen=True, slots=True)
class Reprint:
    """The stored article that a text reprints. `share` 0..1 of the text's words stand there."""

    article_id: int
    share: float


# ---------------------------------------------------------------- words

_ACCENTED = re.compile(r"[^\W\x00-\x7f]")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3})")
_MARKS = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("`", "'"), ("‐", "-"), ("‑", "-"), ("\xad", ""), ("\u200b", ""))
_SPELLINGS = (("'", ""), ("-", ""), ("z", "s"), ("ou", "o"), ("ll", "l"))


def _fold(text: str) -> str:
    """The words of a text, divided by one blank, in a form in which house styles of spelling compare equal.

    >>> _fold("The Café’s colour – re-organised, 12,000 litres")
    'the cafes color reorganised 12000 litres'
    """
    if not text.isascii():
        for mark, plain in _MARKS:
            text = text.replace(mark, plain)
        text = _ACCENTED.sub(lambda found: _plain(found[0]), text)
    folded = " ".join(_WORD.findall(_THOUSANDS.sub("", text.lower())))
    for spelling, plain in _SPELLINGS:
        folded = folded.replace(spelling, plain)
    return folded


@cache
def _plain(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))


def _shingles(folded: str) -> list[bytes]:
    """Every five words in a row of a folded text, in order."""
    data = folded.encode("utf-8", "replace")
    starts = [*accumulate(map(len, data.split(b" ")), lambda at, length: at + length + 1, initial=0)]
    return [data[a : b - 1] for a, b in zip(starts, starts[_LENGTH:], strict=False)]


# ---------------------------------------------------------------- keys


def signature(text: str) -> tuple[int, ...]:
    """The keys of a text: signed 64-bit, in no order. Of a text of fewer than five words none."""
    by_hash = {crc32(shingle): shingle for shingle in _shingles(_fold(text))}
    most = min(max(_KEYS, len(by_hash) // _ONE_IN), _MOST_KEYS)
    chosen = (by_hash[number] for number in sorted(by_hash)[:most])
    return tuple(int.from_bytes(blake2b(shingle, digest_size=8).digest(), signed=True) for shingle in chosen)


# ---------------------------------------------------------------- articles


class _Read:
    """The shingles of a text: all, and once asked for, the reporter's own and those of quotations."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.all = frozenset(_shingles(_fold(text)))

    @cached_property
    def _apart(self) -> tuple[frozenset[bytes], frozenset[bytes]]:
        paragraphs = find_paragraphs(self._text)
        quotations = [q.span for q in find_quotations(self._text, paragraphs) if q.depth == 0]
        own: set[bytes] = set()
        for paragraph in paragraphs:
            if paragraph.of(self._text).count(" ") + 1 >= _PROSE:
                for stretch in _between(paragraph, quotations):
                    own.update(_shingles(_fold(stretch.of(self._text))))
        quoted: set[bytes] = set()
        for quotation in quotations:
            quoted.update(_shingles(_fold(quotation.of(self._text))))
        return frozenset(own), frozenset(quoted)

    def share_in(self, other: _Read) -> float:
        """How many of this text's words stand in the other, 0..1: of all or of its own, whichever is less.

        All, because own words can be few, and half of them a notice that stands below every article of the outlet.
        Where they are next to none (interviews, speeches) all, if these are most.
        """
        own, quoted = self._apart
        counted = own - quoted - other._apart[1]
        every = len(self.all & other.all) / max(len(self.all), 1)
        if len(counted) < max(_OWN, _OWN_SHARE * len(self.all)):
            return every if every >= _DOCUMENT else 0.0
        return min(every, len(counted & other.all) / len(counted))


def _between(paragraph: Span, quotations: Sequence[Span]) -> list[Span]:
    """The stretches of a paragraph outside the quotations."""
    inside = [q for q in quotations if q.start < paragraph.end and q.end > paragraph.start]
    edges = [paragraph.start, *(edge for q in inside for edge in (q.start, q.end)), paragraph.end]
    return [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def find_reprint(text: str, others: Iterable[tuple[int, str]]) -> Reprint | None:
    """Which of the stored articles, given as (id, text), the text reprints: the one with the largest share of it, of
    equal ones the first."""
    copy = _Read(text)
    best: Reprint | None = None
    for article_id, other in others:
        original = _Read(other)
        if len(copy.all & original.all) < _EVIDENCE:
            continue
        share = copy.share_in(original)
        if share < _CUT or (share < _COPIED and original.share_in(copy) < _CONTAINED):
            continue
        if best is None or share > best.share:
            best = Reprint(article_id, share)
    return best


# ---------------------------------------------------------------- claims

_ALIKE = 85  # of 100, claims of the same words but for spelling and a word more or less
_SPELT_ALIKE = 76  # of 100, two spellings of one word: *decrease* and *increase* are 75
# Words that make another claim of the same words; and whatever has a digit.
_TELLING = frozenset(
    _fold(
        "no not never none nobody nothing neither nor cannot without hardly barely few little deny denies denied "
        "may might could can should would will must probably possibly perhaps likely unlikely only all both every each "
        "some any most many several half almost nearly about more less over under up down "
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
        "million millions billion billions trillion dozen dozens first second third fourth fifth "
        "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow before after"
    ).split()
)
_NOT = re.compile("(?:is|are|was|were|do|does|did|has|have|had|wo|ca|cold|shold|wold|must|need)nt")  # folded
_PREFIX = re.compile("un|in|im|i|ir|dis|de|non|anti|re|mis")  # that make the opposite of a word, folded


def tie(copy: Sequence[tuple[int, str]], original: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Which claim of the original each claim of a copy repeats, both as (id, words) in reading order, one to one.

    Claims with the same words first, then such as differ in spelling or a word or two, but not in a number, a negation,
    a hedge or how many are meant. What the copy says otherwise, or adds, is tied to nothing.
    """
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for identity, words in original:
        waiting[_fold(words)].append(identity)
    tied: dict[int, int] = {}
    edited: list[tuple[int, str]] = []
    for identity, words in copy:
        folded = _fold(words)
        if waiting.get(folded):
            tied[identity] = waiting[folded].popleft()
        else:
            edited.append((identity, folded))
    for identity, folded in edited:
        rated = [
            (rating, left)
            for left, ids in waiting.items()
            if ids and (rating := fuzz.ratio(folded, left, score_cutoff=_ALIKE)) and _is_edit(folded, left)
        ]
        if rated:
            best = max(rated, key=lambda pair: pair[0])[1]
            tied[identity] = waiting[best].popleft()
    return tied


def _is_edit(a: str, b: str) -> bool:
    """Whether two folded claims that are nearly the same say the same: each word put for another is the same word
    spelt otherwise, and no telling word comes or goes."""
    left, right = a.split(), b.split()
    if Counter(filter(_tells, left)) != Counter(filter(_tells, right)):
        return False
    return all(
        kind != "replace" or _is_spelling("".join(left[i:j]), "".join(right[k:m]))
        for kind, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    )


def _tells(word: str) -> bool:
    return word in _TELLING or _NOT.fullmatch(word) is not None or any(map(str.isdigit, word))


def _is_spelling(a: str, b: str) -> bool:
    """Whether these are spellings of one word: *Halvern* and *Halvorn*, but not *legal* and *illegal*."""
    short, long = sorted((a, b), key=len)
    if long.endswith(short) and _PREFIX.fullmatch(long.removesuffix(short)):
        return False
    return fuzz.ratio(a, b) >= _SPELT_ALIKE
