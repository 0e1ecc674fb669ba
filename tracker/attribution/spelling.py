"""Whether two names are one name otherwise spelt: *al-Wexani* and *al-Wixani* are, *al-Wexani* and *al-Welani* are not.

Papers write a foreign name by ear: consonants stay, vowels come and go within limits, doubled letters and the Arabic
article too. A measure of similar strings cannot tell a vowel from a consonant, so a name is compared sound by sound.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.attribution.entities import Words
from tracker.attribution.title_words import GENERATIONS

_ARTICLES = frozenset(("al", "el", "ul"))
_SUN_ARTICLES = {"ash": "sh", "as": "s", "an": "n", "ar": "r", "at": "t", "ad": "d", "az": "z"}
_SHORT = 5  # letters a single word needs before another spelling of it is believed
_LONGEST = 40  # letters of a name that is looked at
_DIFFERENCES = 2  # vowels that may differ in one word
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = (
    ("tsch", "C"), ("tch", "C"), ("sch", "S"), ("dzh", "j"), ("tsh", "C"), ("sh", "S"), ("ch", "C"), ("cz", "C"),
    ("kh", "X"), ("gh", "G"), ("zh", "Z"), ("dj", "j"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ts", "T"), ("tz", "T"),
    ("ck", "k"), ("qu", "kv"), ("kw", "kv"), ("x", "ks"), ("q", "k"), ("w", "v"), ("ce", "se"), ("ci", "si"),
    ("c", "k"), ("y", "i"),
)  # fmt: skip
_SAME_VOWELS = frozenset(
    frozenset(pair)
    for pair in (
        ("a", "e"), ("e", "i"), ("o", "u"), ("ai", "ei"), ("ei", "i"), ("ou", "u"), ("ou", "o"), ("ie", "i"),
        ("ae", "e"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ei", "e"), ("ia", "iia"), ("iou", "iu"), ("eu", "iu"),
    )
)  # fmt: skip
_SAME_ENDINGS = frozenset(frozenset(pair) for pair in (("ie", "i"), ("ou", "u"), ("ei", "i")))
# consonants that two alphabets write both ways; only where the rest of the name is the same to the letter
_SOFT = frozenset(frozenset(pair) for pair in (("X", "k"), ("G", "g"), ("C", "X"), ("S", "C"), ("X", "h"), ("Z", "j")))
_PIECE = re.compile(r"[aeiou]*|[^aeiou]")


def skeleton(words: Words) -> str:
    """The consonants of a name, which all its spellings share. Names with different ones are never compared."""
    return "".join(_bones(word) for word in without_articles(words))


def without_articles(words: Words) -> Words:
    """A name without the Arabic article (*al-*, *ash-* before *sh*), but for one that stands last."""
    kept = []
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        sun = _SUN_ARTICLES.get(word)
        if following and (word in _ARTICLES or (sun is not None and following.startswith(sun))):
            continue
        kept.append(word)
    return tuple(kept)


def spelt_alike(a: Words, b: Words) -> bool:
    """Whether two names of several words, or two surnames, are spellings of one. Words may be parted otherwise."""
    if GENERATIONS.intersection(a[-1:]) != GENERATIONS.intersection(b[-1:]):
        return False  # father and son
    a, b = without_articles(a), without_articles(b)
    one, other = "".join(a), "".join(b)
    if max(len(one), len(other)) > _LONGEST:
        return one == other
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORT:
        return False
    if len(a) != len(b):
        return _alike(one, other, soft=False)
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    soft = len(differing) == 1 and len(a) > 1
    return all(_alike(x, y, soft=soft) for x, y in differing)


@lru_cache(maxsize=4096)
def _pieces(word: str) -> tuple[str, ...]:
    """A word as vowels, consonant, vowels, consonant, … (vowels may be empty)."""
    plain = _DOUBLED.sub(r"\1", word)
    out: list[str] = []
    at = 0
    while at < len(plain):
        sound = next((s for s in _SOUNDS if plain.startswith(s[0], at)), None)
        out.append(sound[1] if sound else plain[at])
        at += len(sound[0]) if sound else 1
    heard = _DOUBLED.sub(r"\1", "".join(out))
    if len(heard) > 2 and heard[-1] == "h" and heard[-2] in "aeiou":
        heard = heard[:-1]
    pieces: list[str] = []
    vowels = ""
    for letter in heard:
        if letter in "aeiou":
            vowels += letter
        else:
            pieces += [vowels, letter]
            vowels = ""
    return (*pieces, vowels)


@lru_cache(maxsize=4096)
def _bones(word: str) -> str:
    plain = "".join(piece for piece in _pieces(word[:_LONGEST])[1::2])
    return _DOUBLED.sub(r"\1", plain).translate(_SOFTENED)


_SOFTENED = str.maketrans({"X": "k", "G": "g", "C": "k", "S": "k", "h": "", "Z": "j"})


def _alike(one: str, other: str, *, soft: bool) -> bool:
    """Whether two words have the same consonants, and vowels that may stand for each other. With `soft` one consonant
    may be written as another alphabet's writers do."""
    a, b = _pieces(one), _pieces(other)
    if len(a) != len(b):
        return False
    differences = softened = 0
    for i in range(0, len(a) - 1, 2):
        differences += a[i] != b[i]
        if a[i] != b[i] and not _same_vowels(a[i], b[i]):
            return False
        if a[i + 1] != b[i + 1]:
            if not soft or frozenset((a[i + 1], b[i + 1])) not in _SOFT:
                return False
            softened += 1
    if a[-1] != b[-1] and frozenset((a[-1], b[-1])) not in _SAME_ENDINGS:
        return False
    short = min(len(one), len(other)) < _SHORT
    return differences <= (1 if short else _DIFFERENCES) and softened <= 1


def _same_vowels(a: str, b: str) -> bool:
    return frozenset((a, b)) in _SAME_VOWELS
