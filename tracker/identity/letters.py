"""The letters of a name without what typesetters add and leave out."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a base and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ə": "a"}
)
# Latin diacritics, Hebrew points and Arabic vowel signs. Not every mark: in Indic scripts a mark is a vowel.
_MARKS = (("\u0300", "\u036f"), ("\u0591", "\u05c7"), ("\u064b", "\u065f"))
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʻ`´ʿʾ", ""))
# How a letter is written where the mark cannot be: German, Danish, the Slavic languages, Turkish.
_EXPANDED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "š": "sh", "č": "ch", "ž": "zh", "ć": "ch", "ş": "sh",
     "ç": "ch", "đ": "dj"}
)  # fmt: skip


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case, without marks and apostrophes.

    >>> fold("D’Émile"), fold("Ødegård")
    ('demile', 'odegard')
    """
    if text.isascii():
        return text.lower().translate(_APOSTROPHES)
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS).translate(_APOSTROPHES)
    return "".join(c for c in apart if not any(first <= c <= last for first, last in _MARKS))


def expand(text: str) -> str:
    """The same with letters in place of marks.

    >>> expand("Müller"), expand("Šimić")
    ('mueller', 'shimich')
    """
    return fold(unicodedata.normalize("NFC", text.lower()).translate(_EXPANDED))


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())
