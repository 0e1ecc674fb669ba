"""What the words of a claim tell at a glance, and how near two words are in meaning.

No network is run: the vectors in vectors.npz are those that a sentence encoder (all-MiniLM-L6-v2, Apache-2.0) gives
each word of its vocabulary alone, reduced to 64 numbers of one byte; `python -m evals.candidates --vectors` makes them.
They know that *alarm* is near *siren*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+(?:[’'.,:\-](?=[^\W_])[^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_NOT = frozenset(
    """no not never nobody none nothing neither nor nowhere without cannot deny denies denied denying false untrue
    refuse refuses refused fail fails failed""".split()  # noqa: SIM905
)
_CLOCK = frozenset(
    """am pm a.m p.m oclock midnight noon dawn dusk morning evening night hour hours minute minutes day days week weeks
    month months year years monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow january
    february march april june july august september october november december""".split()  # noqa: SIM905
)
_TIME = re.compile(r"\d{1,2}[.:]\d\d|(?:19|20)\d\d")
_FIRST_PERSON = frozenset(("i", "me", "my", "we", "us", "our", "ours", "mine", "myself", "ourselves"))

# words of grammar: they stand in any two claims
_GRAMMAR = frozenset(
    """a about above after again all also although am an and any anyone anything are as at be because been before being
    both but by can cannot could did do does doing done down during each either else ever every everyone everything few
    for from further get gets getting go goes got had has have having he her here hers herself him himself his how i if
    in into is it its itself just least less like made make makes many may me might mine more most much must my myself
    neither no nobody none nor not nothing now of off on once one only onto or other others our ours ourselves out over
    own quite rather s said same say saying says she should so some someone something still such t than that the their
    theirs them themselves then there these they thing things this those though through to too under until up upon us
    very was we well were what when where whether which while who whom whose why will with within without would yet you
    your yours d ll m re ve don didn doesn isn wasn weren hasn haven hadn won wouldn couldn shouldn aren ain
    mr mrs ms dr told tell tells added called""".split()  # noqa: SIM905
)
_NUMBER_WORDS = frozenset(
    """zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
    millions billion billions dozen dozens half third quarter nobody none no all every everyone few handful several both
    single""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text that say what it is about. `words` maps the stem of each to the word as it stands, in lower
    case; `names` are the stems of those with a capital inside a sentence; `counted` those of what its figures count."""

    words: dict[str, str]
    names: frozenset[str]
    counted: frozenset[str]
    negated: bool
    timed: bool
    first_person: bool


@lru_cache(maxsize=20_000)
def read_wording(text: str) -> Wording:
    """The wording of a claim, a title or a speaker's name."""
    words: dict[str, str] = {}
    names: set[str] = set()
    counted: set[str] = set()
    negated = timed = first_person = False
    since_number = 9
    for place, raw in enumerate(_WORD.findall(text)):
        word = _read_word(raw)
        since_number = 0 if word.is_number else since_number + 1
        negated, timed = negated or word.negates, timed or word.times
        first_person = first_person or word.first_person
        for key, form, capital in word.parts:
            words.setdefault(key, form)
            if capital and place:
                names.add(key)
            if 0 < since_number <= 3:
                counted.add(key)
    return Wording(words, frozenset(names), frozenset(counted), negated, timed, first_person)


@dataclass(frozen=True, slots=True)
class _Word:
    """One word as it stands: the stem, form and capital of each of its parts that is none of grammar."""

    parts: tuple[tuple[str, str, bool], ...]
    is_number: bool
    negates: bool
    times: bool
    first_person: bool


@lru_cache(maxsize=50_000)
def _read_word(raw: str) -> _Word:
    bare = _POSSESSIVE.sub("", raw)
    low = bare.lower()
    parts = tuple(
        (stem(part.lower()), part.lower(), part[0].isupper())
        for part in bare.split("-")
        if part and low not in _GRAMMAR and part.lower() not in _GRAMMAR
    )
    return _Word(
        parts,
        is_number=low[0].isdigit() or low in _NUMBER_WORDS,
        negates=low in _NOT or low.endswith(("n't", "n’t")),
        times=low in _CLOCK or _TIME.fullmatch(low) is not None,
        first_person=low.partition("'")[0].partition("’")[0] in _FIRST_PERSON,
    )


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its inflection, so that its forms meet; what is left need be no word.

    >>> stem("closing"), stem("closed"), stem("closes"), stem("withdrawal")
    ('clos', 'clos', 'clos', 'withdraw')
    """
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, rest in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and not word.endswith(("ss", "us", "is")[: 3 if ending == "s" else 0]):
            word = word[: -len(ending)] + rest
            break
    for ending in ("ingly", "edly", "ation", "ition", "ment", "ing", "ion", "ed", "al", "ly", "er", "or"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 - (ending in ("ing", "ed")):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if word.endswith(("e", "y")) and len(word) > 3 else word


@cache
def _table() -> tuple[dict[str, int], Reals]:
    with (files("tracker") / "contradiction" / "vectors.npz").open("rb") as file, np.load(file) as saved:
        words = str(saved["words"]).split()
        vectors = saved["vectors"].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {word: row for row, word in enumerate(words)}, np.vstack([vectors, np.zeros((1, vectors.shape[1]))])


def word_vectors(words: list[str]) -> Reals:
    """Vectors of length one [words, 64]; all zeros for a word that is not known."""
    rows, vectors = _table()
    unknown = len(vectors) - 1
    found: Reals = vectors[[rows.get(word, unknown) for word in words]]
    return found
