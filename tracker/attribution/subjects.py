"""Who a sentence is about where it names nobody: *The colonel arrived late*, *An official of the port was hopeful*,
*Parents have had enough*.

Such a subject is what *he* or *they* in the next words most likely means (centering: Grosz, Joshi and Weinstein 1995),
though it is no source and has no name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.attribution import lexicon
from tracker.attribution.names import Word, find_words
from tracker.records import Span

_REACH = 120  # characters from the start of a sentence that are looked at
_LONGEST = 12  # words of a noun phrase
_BEFORE_HEAD = 5  # words a head may have before it
_DETERMINERS = frozenset(
    ("the", "a", "an", "his", "her", "its", "their", "our", "one", "another", "two", "three", "four", "five", "both")
)
_PRELUDE = re.compile(
    r"(?:on|in|at|after|before|by|earlier|later|meanwhile|separately|yesterday|but|and|still|then|also|as|for)\b"
    r"[^,.;:“”\"]{0,40},\s+",
    re.I,
)
_STOPS = frozenset(
    ("who", "which", "that", "whose", "whom", "and", "or", "but", "also", "then", "later", "not", "said")
)
# *the miners' union*; *the mayor, Ann Lee,*; *a man called Lee*
_NAMED = re.compile(r"[’']|,\s+(?:the\s+)?[^\W\d_a-z]|\s+(?:called|named)\s+[^\W\d_a-z]")
_OF = frozenset(("of", "from", "for", "at", "in", "with", "on", "to", "by", "near", "the", "a"))


@dataclass(frozen=True, slots=True)
class Subject:
    """The description that opens a sentence: its words up to the verb, and those up to its head noun."""

    span: Span
    head: tuple[Word, ...]


def find_subject(text: str, sentence: Span) -> Subject | None:
    """The subject of a sentence whose head noun means people, a body or a text; None where it is a name, a pronoun or
    a thing."""
    stop = min(sentence.end, sentence.start + _REACH)
    prelude = _PRELUDE.match(text, sentence.start, stop)
    start = prelude.end() if prelude else sentence.start
    words: list[Word] = []
    for word in find_words(text, start, stop)[:_LONGEST]:
        if words and text[words[-1].end : word.start] != " ":
            break
        words.append(word)
    if not words or words[0].start != start:
        return None
    size = _head_size(words)
    if not size or _NAMED.match(text, words[size - 1].end) or _NAMED.match(text, words[_end(words, size) - 1].end):
        return None
    return Subject(Span(start, words[_end(words, size) - 1].end), tuple(words[:size]))


def _head_size(words: Sequence[Word]) -> int:
    """How many words there are up to the head noun, that one included; 0 where it is none of ours."""
    first = words[0].low
    if first not in _DETERMINERS:
        if first not in lexicon.CROWDS or first in lexicon.QUANTIFIERS:
            return 0
        size = 2 if len(words) > 1 and words[1].low in lexicon.CROWDS else 1  # *police officials*
        return size if len(words) > size and words[size].text[0].islower() else 0
    size = 0
    for i, word in enumerate(words[1 : _BEFORE_HEAD + 2], 1):
        low = word.low
        if low in lexicon.FINITE_VERBS or low in _STOPS or low in _OF or low.endswith(("'s", "’s")):
            break
        verb = low in lexicon.TEXTS and low.endswith("s") and words[i - 1].text[0].isupper()  # *the Herald reports*
        if _is_head(low) and word.text[0].islower() and not verb:
            size = i + 1
        elif size:
            break
    follows = words[size].text if size < len(words) else ""
    return 0 if follows[:1].isupper() else size  # *the mayor Ann Lee* is a name


def _is_head(noun: str) -> bool:
    return (
        lexicon.is_role(noun) or noun in lexicon.CROWDS or noun in lexicon.TEXTS or lexicon.is_body(noun)
    ) and noun not in lexicon.QUANTIFIERS


def _end(words: Sequence[Word], size: int) -> int:
    """One past the last word of the noun phrase: *of the port* goes with its head, the verb does not."""
    if size >= len(words) or words[size].low not in _OF:
        return size
    for i in range(size + 1, len(words)):
        low = words[i].low
        if low in lexicon.FINITE_VERBS or low in _STOPS or (low.endswith("ed") and words[i - 1].low not in _OF):
            return i
    return size


class Subjects:
    """The subjects of one text's sentences, handed out in text order."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text = text
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._at = 0

    def until(self, at: int) -> list[Subject]:
        """Those of the sentences that begin before a place and were not handed out yet."""
        stop = max(bisect_left(self._starts, at), self._at)
        found = [find_subject(self._text, sentence) for sentence in self._sentences[self._at : stop]]
        self._at = stop
        return [subject for subject in found if subject is not None]
