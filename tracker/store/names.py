"""When two names are the same, and which names are near to what somebody typed.

`fold_name` makes the key that is stored beside every name and compared everywhere; `tells_who` says whether the same
key in another article is the same speaker; `near_names` forgives typos.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from tracker.records import SpeakerKind

# Letters that Unicode does not take apart into a base and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
# Latin, Greek and Cyrillic diacritics, Hebrew points, Arabic vowel signs. Not every combining mark: in the Indic
# scripts a mark is a vowel, and without it the name is another one.
_MARKS = (("\u0300", "\u036f"), ("\u0591", "\u05c7"), ("\u064b", "\u065f"))
# Written in one article and left out in the next: *O'Brien*, *J. K. Rowling*, *"Abu Ali" Hassan*.
_DROPPED = frozenset("'’‘ʼʻ`´.\"“”")
_ASCII = str.maketrans(
    {chr(c): "" if chr(c) in _DROPPED else " " for c in range(128) if not chr(c).isalnum() and chr(c) not in "$+<=>^|~"}
)

# From what similarity a name is near (0..100, rapidfuzz's normalised indel distance): a whole name, and each word of a
# part of one. Chosen on the 7,443 names of two or three capitalised words in the PolNeAR and GUM train texts, with one
# wrong, missing, doubled or swapped letter typed: 90 and 80 find 145 of 150 whole names and 144 of 150 last words, and
# give something for 13 of 150 names that are not there. At 85 that is 24 and at 80 48, with none found more; words at
# 85 lose 36 of the 150 last words, and at 75 (*Khan*, *Chan*) find no more but bring a sixth more strangers.
NEAR = 90.0
NEAR_WORD = 80.0
# Two neighbouring letters that changed places count as one slip, whatever the word's length: in a word of four (*Osie*
# for *Osei*) they would be 75. Shorter words are too often another name (*Ali*, *Ail*).
_SWAPPED_MIN = 4
# Of the near names, those this close to the best are given; the rest are other people.
MARGIN = 5.0
# A name that is only partly what was typed (*Aby Nasr* for *Farid Abi Nasr*) stands after one that is all of it.
PARTLY = 0.95
# How many names that look alike at first sight are then compared word by word.
_SHORTLIST = 200


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """What is left of a name when case, diacritics, hyphens and points do not count.

    >>> fold_name("Abu Hassan  al-Rifāi")
    'abu hassan al rifai'
    """
    if name.isascii():
        return " ".join(name.lower().translate(_ASCII).split())
    apart = unicodedata.normalize("NFKD", name.casefold()).casefold().translate(_LETTERS)
    return " ".join("".join(map(_fold_char, apart)).split())


def fold_body(name: str) -> str:
    """`fold_name` of a body's name, without the article before it.

    >>> fold_body("the Ministry of Health")
    'ministry of health'
    """
    return fold_name(name).removeprefix("the ")


def _fold_char(char: str) -> str:
    if char in _DROPPED or any(first <= char <= last for first, last in _MARKS):
        return ""
    category = unicodedata.category(char)
    if category == "Cf":  # soft hyphens, direction marks
        return ""
    return " " if category[0] in "PZC" else char


_PARTICLES = frozenset(("al", "el", "de", "la", "le", "du", "da", "di", "van", "von", "der", "den", "bin", "ibn"))


@lru_cache(maxsize=4096)
def tells_who(name: str, kind: SpeakerKind) -> bool:
    """Whether a name tells who it is even in another article, so that the same name there is the same speaker.

    A person's does with two words besides particles (*Ada Osei*, not *Ali*, *al-Shami*, *van Dyk*); an
    organization's when it is a name at all (*Acme*, not *ministry*); a document's with a capital beyond its first word
    or a digit (*Hague Report*, *Resolution 2254*, not *Report*). The words of a group or an unnamed source never do.
    """
    words = [word for word in name.split() if any(map(str.isalnum, word))]
    if kind == "person":
        return sum(word not in _PARTICLES for word in words) > 1
    if kind == "organization":
        return any(map(_is_name, words))
    if kind == "document":
        return any(map(_is_name, words[1:])) or any(map(str.isdigit, name))
    return False


def _is_name(word: str) -> bool:
    """Whether a word has a capital (or is of a script that has none)."""
    return word != word.lower() or word.upper() == word.lower()


def near_names(key: str, keys: Sequence[str]) -> list[tuple[int, float]]:
    """Which of `keys` (folded names) are near to `key`: their places and similarities (0..100), the nearest first.

    The whole name counts in any order of its words; a part of it (the surname alone) counts word by word.
    """
    from rapidfuzz import fuzz, process

    scores = {
        place: score
        for _, score, place in process.extract(
            key, keys, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=_SHORTLIST
        )
    }
    alike = process.extract(key, keys, scorer=fuzz.partial_ratio, score_cutoff=NEAR_WORD * 0.9, limit=_SHORTLIST)
    words = key.split()
    for name, _, place in alike:
        candidates = name.split()
        nearest = [max(_alike(word, candidate) for candidate in candidates) for word in words]
        score = PARTLY * sum(len(word) * near for word, near in zip(words, nearest, strict=True)) / sum(map(len, words))
        if min(nearest) >= NEAR_WORD and score > scores.get(place, 0.0):
            scores[place] = score
    return sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))


def _alike(word: str, other: str) -> float:
    """How alike two words are (0..100); one swapped pair of letters is always near enough."""
    from rapidfuzz import fuzz

    score = fuzz.ratio(word, other)
    return max(score, NEAR_WORD) if _is_swapped(word, other) else score


def _is_swapped(word: str, other: str) -> bool:
    """Whether two words differ by two neighbouring letters that changed places.

    >>> _is_swapped("osie", "osei"), _is_swapped("osie", "osia")
    (True, False)
    """
    if len(word) != len(other) or len(word) < _SWAPPED_MIN:
        return False
    differ = [place for place, (one, two) in enumerate(zip(word, other, strict=True)) if one != two]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return word[first] == other[second] and word[second] == other[first]
