"""Words and names of a text with their places, and the forms in which spellings of one word compare equal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from tracker.attribution import lexicon
from tracker.attribution.title_words import COURT_TITLES
from tracker.records import Span

_WORD = re.compile(r"[^\W_]+(?:[’'\-.&/][^\W_]+)*")
PREFIXED = re.compile(r"(?:al|el|as|ash|an|ar|at|ad|az|abd|ibn|ben|d|o|m|l|de|van|von|bin)[-’']", re.I)
_PREFIX_LETTERS = frozenset("aeodmlvib")
_UNSPELT = re.compile(r"[’'`´ʻʼ.]")
_BLANK = re.compile(r"[\s\-‐‑–]+")


class Word(NamedTuple):
    """One word with its place."""

    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words.

    `titles` are the role words and honorifics before it (lower case), `span` is the name alone, `whole` takes the
    titles in. `body` says that a word such as *Ministry* or an acronym's shape makes it an organisation, `definite`
    that an article stands before it. `nick` is what stands in quotation marks inside (*William "Bill" Orme*); it is not
    among the `words`.
    """

    span: Span
    whole: Span
    text: str
    words: tuple[str, ...]
    titles: tuple[str, ...]
    body: bool
    definite: bool
    nick: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The titles that say what somebody does."""
        return tuple(title for title in self.titles if title not in lexicon.HONORIFICS or title in COURT_TITLES)


def fold(text: str) -> str:
    """A form in which spellings of one name compare equal: no case, marks, hyphens, apostrophes.

    >>> fold("Émile d’Arc-Lee")
    'emile darc lee'
    """
    if text.isascii():
        if text.isalnum():
            return text.lower()
        plain = text.lower()
    else:
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return _BLANK.sub(" ", _UNSPELT.sub("", plain)).strip()


def find_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of text."""
    return [Word(*m.span(), m[0]) for m in _WORD.finditer(text, start, len(text) if end is None else end)]


def is_capital(word: str) -> bool:
    """Whether a word could be part of a name: *Smith*, *al-Smith*, *d'Souza*; *iPhone* not."""
    first = word[0]
    if first.isupper():
        return True
    if first not in _PREFIX_LETTERS:
        return False
    match = PREFIXED.match(word)
    return match is not None and word[match.end() : match.end() + 1].isupper()
