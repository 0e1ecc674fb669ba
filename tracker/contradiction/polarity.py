"""Which way a claim puts each of its words: what a negation reaches, what is hedged, what is excluded.

A word has a sign, -1 where an odd number of negations reach it: *did not deny* is +1 again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.contradiction.lexicon import PHRASES, SENSES, Sense
from tracker.contradiction.words import FUNCTION, NUMERALS, Word

_NEGATIONS = frozenset(
    """not no never nobody none nothing nowhere neither nor without cannot hardly scarcely barely isn't aren't
    wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't couldn't can't
    shouldn't""".split()  # noqa: SIM905
)
# Verbs and nouns that say of what follows that it is not so.
_NEGATIVE_STEMS = frozenset(
    "fail refus deny declin lack absenc prevent avoid untru fals neglect omit".split()  # noqa: SIM905
)
_UNFOUNDED = frozenset(
    """false untrue unfounded baseless nonsense wrong invented fabricated invention lie lies fiction groundless
    rubbish impossible impossibility unthinkable absurd fantasy myth slander""".split()  # noqa: SIM905
)
_REPORTS = frozenset(
    """report reports reporting rumour rumours rumor rumors talk tales tale claim claims allegation allegations
    story stories suggestion suggestions accusation accusations word speculation assertion charge charges it that
    any idea figure figures whoever""".split()  # noqa: SIM905
)
# "no fewer than", "nothing but", "not only", "no doubt" negate nothing.
_NOT_NEGATING = {
    "no": frozenset({"fewer", "less", "more", "later", "sooner", "doubt", "matter", "question", "earlier"}),
    "not": frozenset({"only", "just", "least", "merely", "until", "fewer", "less", "more", "later", "alone"}),
    "nothing": frozenset({"but", "short", "less", "more"}),
    "without": frozenset({"doubt", "question", "exception", "precedent"}),
    "none": frozenset({"but"}),
    "nobody": frozenset({"but"}),
    "cannot": frozenset({"but"}),
}
_HEDGE = re.compile(
    r"\b(?:(?-i:may)|might|possibl[ey]|perhaps|maybe|conceivabl[ey]|could have|potential(?:ly)?|apparently"
    r"|presumably|likely|probabl[ey]|in all (?:likelihood|probability)|reportedly|cannot be (?:ruled out|excluded)"
    r"|not (?:ruled|ruling) out)\b",
    re.I,
)
_EXCLUDES = re.compile(
    r"\b(?:(?<!not )(?<!not be )(?:ruled|ruling|rules?) (?:it |that |this |them )?out|(?<!not be )excluded?"
    r"|out of the question|impossib\w+|unthinkable|no (?:possibility|chance|doubt|question|way|such)"
    r"|(?:at|in) no (?:time|case)\b.*possibility"
    r"|(?:without|beyond) (?:a |any |all |any )?(?:doubt|possibility|question)|categorically|absolutely|undoubtedly"
    r"|can(?:not|['’]t) (?:have|be(?! (?:ruled|excluded))|possibly)|could (?:not|never) (?:have|be)"
    r"|couldn['’]t (?:have|be)|inconceivable"
    r"|under no circumstances|for certain|(?:quite|wholly|entirely|absolutely) (?:certain|excluded|sure))\b",
    re.I,
)
_FUTURE = re.compile(
    r"(?<!free )(?<!own )(?<!their )(?<!his )(?<!her )\bwill\b|\b(?:shall|would|is to|are to|was to|were to"
    r"|going to|about to|tomorrow|expected to|expects? to|next (?:week|month|year)|set to)\b|['’]ll\b",
    re.I,
)


class Item(NamedTuple):
    """A meaningful word: its stem and senses, its sign, and how surely a negation beside it is about it (0..1)."""

    key: str
    senses: tuple[Sense, ...]
    sign: int
    strength: float
    token: int
    clause: int
    start: int
    end: int
    capital: bool
    verb: bool


def is_hedged(text: str) -> bool:
    """Whether the words themselves leave it open."""
    return _HEDGE.search(text) is not None


def is_excluding(text: str) -> bool:
    """Whether the words leave no room: *ruled out*, *no doubt*."""
    return _EXCLUDES.search(text) is not None


def is_about_future(text: str) -> bool:
    """Whether the claim tells what is to come."""
    return _FUTURE.search(text) is not None


def find_items(words: tuple[Word, ...], denied: bool) -> tuple[Item, ...]:
    """The words that carry meaning, with sign and senses; a phrase gives its senses to its first word."""
    signs, strengths = _find_signs(words, denied)
    items = []
    for n, word in enumerate(words):
        key = word.key
        if not key:
            continue
        senses: tuple[Sense, ...] = ()
        end = word.end
        if key in PHRASES:
            senses, end = _find_phrases(words, n)
        if (word.lower in FUNCTION and not senses) or word.lower in NUMERALS:
            continue
        senses += SENSES.get(key, ())
        if not (senses or key[0].isalpha()):
            continue
        items.append(
            Item(key, senses, signs[n], strengths[n], n, word.clause, word.start, end, word.capital, _is_verb(words, n))
        )
    return tuple(items)


def _find_phrases(words: tuple[Word, ...], n: int) -> tuple[tuple[Sense, ...], int]:
    senses: list[Sense] = []
    end = words[n].end
    following = [word for word in words[n + 1 : n + 6] if word.clause == words[n].clause and word.key]
    for rest, sense in PHRASES[words[n].key]:
        at = 0
        last = end
        skipped = 0
        for word in following:
            if word.key == rest[at]:
                at += 1
                last = word.end
                if at == len(rest):
                    senses.append(sense)
                    end = max(end, last)
                    break
            elif word.lower in FUNCTION and skipped < 2:
                skipped += 1
            else:
                break
    return tuple(senses), end


_VERB_BEFORE = frozenset(
    """is are was were be been being has have had having will would shall should can could may might must to not
    never don't doesn't didn't hasn't haven't hadn't won't wouldn't couldn't can't isn't aren't wasn't weren't i we
    he she they it you who which that and nobody also""".split()  # noqa: SIM905
)


def _is_verb(words: tuple[Word, ...], n: int) -> bool:
    lower = words[n].lower
    if lower.endswith(("ed", "ing")) and len(lower) > 4:
        return True
    return n > 0 and words[n - 1].lower in _VERB_BEFORE


def _find_signs(words: tuple[Word, ...], denied: bool) -> tuple[list[int], list[float]]:
    """The sign of every word, and how near the negation that decides it is."""
    size = len(words)
    signs = [-1 if denied else 1] * size
    strengths = [1.0 if denied else 0.0] * size
    for n, word in enumerate(words):
        after = words[n + 1].lower if n + 1 < size else ""
        lower = word.lower
        if lower in _NEGATIONS:
            if after in _NOT_NEGATING.get(lower, ()):
                continue
            _flip_ahead(words, n, signs, strengths, 1.0 if lower not in {"hardly", "scarcely", "barely"} else 0.7)
        elif word.key in _NEGATIVE_STEMS and lower not in _UNFOUNDED:
            _flip_ahead(words, n, signs, strengths, 0.8)
        elif lower == "out" and n and (words[n - 1].key == "rul" or words[n - 2].key == "rul"):
            _flip_ahead(words, n, signs, strengths, 0.8)
            _flip_back(words, n - 1, signs, strengths)
        elif lower in _UNFOUNDED or (
            lower == "question" and n > 1 and words[n - 1].lower == "the" and words[n - 2].lower == "of"
        ):
            if after == "that" or (after == "to" and n < 6):
                _flip_ahead(words, n + 1, signs, strengths, 0.8)
            elif lower == "question" or any(
                w.lower in _REPORTS for w in words[max(0, n - 14) : n] if w.clause >= word.clause - 1
            ):
                _flip_back(words, n, signs, strengths)
    return signs, strengths


def _flip_ahead(words: tuple[Word, ...], n: int, signs: list[int], strengths: list[float], most: float) -> None:
    """A negation reaches what follows in its clause, the nearest words most surely."""
    clause, met = words[n].clause, 0
    for k in range(n + 1, len(words)):
        word = words[k]
        if word.clause != clause and not (met == 0 and word.clause == clause + 1):
            break
        signs[k] = -signs[k]
        if word.content:
            met += 1
            strengths[k] = max(strengths[k], most if met == 1 else most * 0.75 if met <= 3 else most * 0.5)


def _flip_back(words: tuple[Word, ...], n: int, signs: list[int], strengths: list[float]) -> None:
    for k in range(n - 1, -1, -1):
        if words[k].clause < words[n].clause - 1:
            break
        signs[k] = -signs[k]
        strengths[k] = max(strengths[k], 0.7)
