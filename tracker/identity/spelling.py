"""When two spellings are one name, and when they are two.

A word is read as consonants with the vowels between them. Romanisations of one name agree in the consonants, up to
the letters that stand for one sound (*q*, *k*, *g*; *dh*, *d*; *sh*, *ch*), and differ in the vowels; so two words
are compared only where those classes are the same, and then letter by letter, at a price for each difference. A string
distance can't do that: it holds *n* for *l* as cheap as *e* for *i*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Origin = Literal["romanised", "western", "unknown"]

OTHER = 9.0  # the price of what makes another name
_LONGEST = 24  # letters of a word that is read
_SHORT = 4  # in a word so short every letter counts for more
_SHORT_FACTOR = 1.5
_PLAIN = re.compile(r"[a-z]+")
_UNIT = re.compile(
    r"(tsch|tch|dsch|sch|dzh|shch|kh|gh|zh|sh|ch|ck|cq|qu|ph|th|dh|dj|ts|tz|cz|sz|dz|[bcdfgjklmnpqrstvzWHJ])|([aeiouywh]+)"
)
# A capital is a consonant that is one only where the word begins.
_OPENINGS = (
    (re.compile(r"^[jyi](?=[aou])"), "J"),
    (re.compile(r"^ye"), "e"),  # *Ye-* and *E-* are one sound of Russian
    (re.compile(r"^(?:w|ou(?=[aei]))"), "W"),
    (re.compile(r"^h(?=[a-z]+(?:enko|[cn]uk|[yi]ch|sky|skyi|skiy)$)"), "gh"),  # Ukrainian, where Russian has *g*
    (re.compile(r"^h"), "H"),
    (re.compile(r"^mac(?=[abcdfgklmnopqrstuv][a-z]{3})"), "mk"),
)
_DOUBLED = re.compile(r"([bcdfgklmnprstz])\1")
_BETWEEN = re.compile(r"mp(?=[st])")  # *Thomson*, *Thompson*
_CLASSES = {
    **dict.fromkeys(("k", "q", "c", "ck", "cq", "qu", "kh", "gh", "g"), "K"),
    **dict.fromkeys(("t", "th", "d", "dh"), "T"),
    **dict.fromkeys(("s", "z", "sh", "sch", "shch", "ch", "tch", "tsch", "ts", "tz", "cz", "sz", "soft"), "S"),
    **dict.fromkeys(("j", "dj", "zh", "dzh", "dsch", "dz"), "J"),
    **dict.fromkeys(("f", "ph", "v", "w"), "F"),
}
# Prices between the letters of a class, in romanised names and in others. A pair that is not here is another name.
_PRICES: dict[frozenset[str], tuple[float, float]] = {
    frozenset(pair.split("/")): prices
    for line, prices in (
        ("k/c k/ck c/ck q/qu k/qu ck/cq k/cq c/qu", (0.1, 0.25)),
        ("k/q q/c q/ck", (0.1, 0.5)),
        ("g/gh k/kh", (0.15, 0.6)),
        ("q/g q/gh", (0.25, OTHER)),
        ("q/kh kh/gh g/kh k/gh k/g", (0.4, OTHER)),
        ("t/th d/dh", (0.2, 0.6)),
        ("th/dh", (0.25, OTHER)),
        ("s/z", (0.25, 0.5)),
        ("sh/ch sh/sch ch/sch sh/shch sch/shch", (0.2, 0.8)),
        ("ch/tch ch/tsch tch/tsch", (0.1, 0.5)),
        ("ts/tz ts/z tz/z tz/s ts/s ts/cz ts/soft", (0.25, 0.5)),
        ("s/soft z/soft", (0.3, 0.8)),
        ("ch/soft ch/cz sh/sz", (0.2, 0.8)),
        ("sh/s ch/c s/sz", (0.5, OTHER)),
        ("j/dj j/zh dj/zh j/dzh zh/dzh j/dsch dzh/dsch dj/dsch", (0.1, 0.6)),
        ("f/ph", (0.1, 0.3)),
        ("v/w", (0.15, 0.6)),
        ("f/v f/w", (0.25, OTHER)),
    )
    for pair in line.split()
}
# What a run of vowels sounds like: length and the glides *y*, *w* and *h* apart.
_SOUNDS = {
    sound: quality
    for quality, line in {
        "a": "a aa ah aah",
        "e": "e eh",
        "i": "i ee ii y iy ij yi ie ih yy ea",
        "o": "o oh",
        "u": "u oo ou uu uw ouw",
        "E": "ai ay ei ey aiy eiy aye eye ae aj ej ayy aiyi ayi eyi",
        "W": "au aw ao ow aou aww awu awou auw eau",
        "ya": "ia ya iya iyya yia eya",
        "ye": "ye ie iye",
        "yu": "iu yu iyu you iou",
        "yo": "yo io iyo",
        "w": "w",
        "wa": "ua wa oua",
        "wi": "ui wi oui",
    }.items()
    for sound in line.split()
}
_VOWELS: dict[frozenset[str], float] = {
    frozenset(pair.split("/")): price
    for line, price in (
        ("e/i o/u ye/e ye/i", 0.2),
        ("W/o W/u E/e yu/u", 0.25),
        ("E/i a/e ya/a", 0.35),
        ("/e /i /a", 0.35),
        ("/o /u", 0.4),
        ("E/a a/i W/a a/o ya/ye ya/E wi/E wa/o wa/u wa/W", 0.5),
        ("e/u", 0.7),
        ("a/u e/o", 0.9),
    )
    for pair in line.split()
}
_LAST_VOWELS = {
    frozenset(("e", "i")): 0.3,
    frozenset(("", "e")): 0.3,
    frozenset(("e", "a")): 0.6,
    frozenset(("E", "i")): 0.2,
    frozenset(("E", "e")): 0.3,
    frozenset(("ya", "a")): 0.4,
    frozenset(("u", "o")): 0.4,
}
_H, _EXTRA = 0.1, 0.3
# Of a run of vowels that sounds alike and is written otherwise: *oo*, *u*.
_ALIKE = {"romanised": 0.05, "unknown": 0.2, "western": 0.3}
# A letter that only one of them doubles: *Haddad*, *Hadad*; but *Baker*, *Bakker*.
_DOUBLE = {"romanised": 0.03, "unknown": 0.1, "western": 0.3}
# A vowel of a name that nobody had to romanise is part of it: its price is so many times higher.
_VOWEL_FACTORS = {"romanised": 1.0, "unknown": 1.5, "western": 2.5}


@dataclass(frozen=True, slots=True)
class Reading:
    """A word's consonants, their classes, and the runs of vowels before, between and behind them; `extra`: it has a *p*
    that only some write (*Thompson*)."""

    consonants: tuple[str, ...]
    classes: str
    vowels: tuple[str, ...]
    extra: bool


@lru_cache(maxsize=8192)
def read(word: str) -> Reading | None:
    """The reading of a folded word; None where it is no short word of Latin letters.

    >>> read("yusuf").classes, read("youssef").classes, read("chertkov").classes
    ('JSF', 'JSF', 'SRTKF')
    """
    if len(word) > _LONGEST or not _PLAIN.fullmatch(word):
        return None
    spelt = word
    for pattern, letters in _OPENINGS:
        spelt = pattern.sub(letters, spelt, count=1)
    short = _BETWEEN.sub("m", spelt.replace("x", "ks"))
    consonants: list[str] = []
    vowels = [""]
    for found in _UNIT.finditer(short):
        run, letters = found[2], found[0]
        if run:
            vowels[-1] += run
            continue
        letters = _soft(letters, short, found.end())
        if consonants and not vowels[-1] and letters.startswith(consonants[-1]):
            consonants[-1] = letters  # doubled, or *kkh*, *ssh*
            continue
        consonants.append(letters)
        vowels.append("")
    classes = ("A" if vowels[0] else "") + "".join(_CLASSES.get(letters, letters.upper()) for letters in consonants)
    return Reading(tuple(consonants), classes, tuple(vowels), short != spelt.replace("x", "ks"))


def _soft(letters: str, word: str, end: int) -> str:
    """*c* before *e*, *i* and at the end of *-ic* is no *k*; small capitals stand for opening consonants."""
    if letters == "c" and (word[end : end + 1] in ("e", "i", "y") or (end == len(word) and word[-2:-1] == "i")):
        return "soft"
    return letters.lower()


def skeleton(word: str) -> str:
    """The classes of a word's consonants, the same for all its spellings; a word that can't be read is its own.

    >>> skeleton("qaddafi") == skeleton("gadhafi") == skeleton("khadafy")
    True
    >>> skeleton("burnani") == skeleton("burlani")
    False
    """
    reading = read(word)
    return word[:_LONGEST] if reading is None else reading.classes


def price(one: str, other: str, origin: Origin) -> float:
    """How far two folded words are from being spellings of one name: 0 the same, about 1 doubtful, `OTHER` two names.

    `origin`: whether they come from another script, as far as their names tell.
    """
    if one == other:
        return 0.0
    a, b = read(one), read(other)
    if a is None or b is None or a.classes != b.classes or not a.classes or _is_another(one, other):
        return OTHER
    total = _EXTRA * (a.extra != b.extra)
    if len(_DOUBLED.findall(one)) != len(_DOUBLED.findall(other)):
        total += _DOUBLE[origin]
    for left, right in zip(a.consonants, b.consonants, strict=True):
        if left != right:
            total += _PRICES.get(frozenset((left, right)), (OTHER, OTHER))[0 if origin == "romanised" else 1]
    last = len(a.vowels) - 1
    for place, (left, right) in enumerate(zip(a.vowels, b.vowels, strict=True)):
        if left != right and total < OTHER:
            total += _vowel_price(left, right, origin, last=place == last)
    if total >= OTHER:
        return OTHER
    return total * (_SHORT_FACTOR if min(len(one), len(other)) <= _SHORT else 1.0)


@lru_cache(maxsize=4096)
def _vowel_price(left: str, right: str, origin: Origin, *, last: bool) -> float:
    """The price between two runs of vowels."""
    extra = _ALIKE[origin] + (_H if ("h" in left) != ("h" in right) else 0.0)
    a, b = _sounds(left, last=last), _sounds(right, last=last)
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return OTHER
    rows = [a] if len(a) == len(b) else [(*a[:k], "", *a[k:]) for k in range(len(b))]
    prices = (
        sum(_sound_price(x, y, last=last and k == len(b) - 1) for k, (x, y) in enumerate(zip(row, b, strict=True)))
        for row in rows
    )
    found = min(prices)
    return extra + found * _VOWEL_FACTORS[origin]


def _sound_price(a: str, b: str, *, last: bool) -> float:
    return 0.0 if a == b else (_LAST_VOWELS if last else _VOWELS).get(frozenset((a, b)), OTHER)


def _sounds(run: str, *, last: bool) -> tuple[str, ...]:
    """The sounds of a run of vowels, the longest known ones from its left."""
    if last and run in ("ey", "ie"):
        return ("i",)
    run = run.replace("h", "")
    found: list[str] = []
    at = 0
    while at < len(run):
        size = next((n for n in range(min(4, len(run) - at), 0, -1) if run[at : at + n] in _SOUNDS), 1)
        found.append(_SOUNDS.get(run[at : at + size], run[at : at + size]))
        at += size
    return tuple(found)


# Endings that tell a woman from a man, a member from a people, a son from a father: of the shorter and the longer word.
_ENDINGS = tuple(
    (left, right)
    for right, lefts in {
        "a": ("", "o", "y", "i"),
        "s": ("",),
        "i": ("",),
        "y": ("",),
        "o": ("",),
        "ne": ("",),
        "in": ("",),
        "le": ("",),
        "lle": ("",),
        "ova": ("ov",),
        "eva": ("ev",),
        "aya": ("y", "i", "iy"),
    }.items()
    for left in lefts
)


def _is_another(one: str, other: str) -> bool:
    """Whether an ending alone tells two words apart."""
    return any(
        long.endswith(right) and short.endswith(left) and long[: -len(right)] == short[: len(short) - len(left)]
        for short, long in ((one, other), (other, one))
        for left, right in _ENDINGS
    )
