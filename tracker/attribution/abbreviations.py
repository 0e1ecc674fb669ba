"""What a text's short forms and second names stand for: *Elm Tree Union (ETU)*, *Ann Lee, known as Annie*.

A short form in brackets is believed; initials alone where one body of the text has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.attribution import lexicon
from tracker.attribution.entities import Words
from tracker.attribution.names import Name
from tracker.attribution.words import fold

_HOW = r"(?:also|better|sometimes|often|variously|otherwise|popularly|widely|formerly|previously|locally|once|now)"
_ALSO = re.compile(
    rf"(?:,?\s+(?:(?:who|which)\s+(?:is|was|are)\s+)?(?:{_HOW}\s+){{0,2}}known\s+(?:(?:simply|only)\s+)?"
    r"(?:as|to\s+\w+(?:\s\w+){0,2}\s+as|by\s+\w+(?:\s\w+)?\s+as)"
    rf"|(?:,|\s\()\s*(?:(?:who|which)\s+(?:is|was|are)\s+)?(?:{_HOW}\s+){{0,2}}(?:spelt|spelled|written|rendered|"
    r"transliterated|called|nicknamed|dubbed|abbreviated)(?:\s+(?:as|to))?"
    r"|(?:,|\s\()?\s*(?:n[ée]e|born|aka|a\.k\.a\.|alias)|,?\s+whose\s+(?:sur)?name\s+[^.;:“”\"]{0,60}?\bas)"
    r"\s+[\"“'‘]?(?:the\s+)?[\"“'‘]?"
    r"|,?\s+who\s+(?:goes|went)\s+by(?:\s+the\s+(?:nick)?name(?:\s+of)?)?\s+[\"“'‘]?"
    r"|,?\s+whom?\s+[^,.;:]{2,30}?\s(?:calls?|knows?\s+as)\s+[\"“'‘]?"
    r"|\s\([\"“'‘]"
)
_REAL = re.compile(r",?\s+whose\s+(?:real|full|birth|given|legal)\s+name\s+(?:is|was)\s+")
_OR = re.compile(r",\s+or\s+(?:the\s+)?")
_TO_FRIENDS = re.compile(r"\sto\s(?:(?:all\s)?(?:his|her|their)\s|every|all\b|friends|fans|family|most)")
_UNDER = re.compile(
    r"\b(?:under|by|uses?|using)\s(?:the|an?)\s(?:name|alias|nickname|pseudonym|nom\sde\sguerre)(?:\sof)?\s$"
)
_STOP = re.compile(r"[.!?;]\s")
_BRACKET = re.compile(r"\s\((?:the\s|or\s|formerly\s)?[\"“'‘]?")
_NO_INITIALS = frozenset(("us", "uk", "eu", "un", "au", "tv", "pm", "mp", "ai", "it", "ap", "afp"))
_SECTION = 90  # characters between a name and its other form
_LONGEST = 8  # words of a name whose initials are taken


def second_names(names: Sequence[Name], text: str) -> dict[Words, Words]:
    """The full form's words of every short or other form's."""
    out: dict[Words, Words] = {}
    for left, right in pairwise(names):
        if right.whole.start - left.span.end > _SECTION or left.words == right.words:
            continue
        between = text[left.span.end : right.span.start]
        if between in (" (", ", ") and _TO_FRIENDS.match(text, right.span.end):
            out.setdefault(right.words, left.words)
            out.setdefault((*right.words, *left.words[1:]), left.words)
            continue
        if _REAL.fullmatch(between):
            out.setdefault(left.words, right.words)
            continue
        closed = text[right.span.end : right.span.end + 1] == ")"
        if _ALSO.fullmatch(between) or (_OR.fullmatch(between) and _is_short(right)):
            out.setdefault(right.words, left.words)
        elif closed and _BRACKET.fullmatch(between):
            short, long = (left, right) if _is_short(left) and not _is_short(right) else (right, left)
            if _is_short(short) and not _is_short(long):
                out[short.words] = long.words
    for i, name in enumerate(names):
        if _UNDER.search(text, max(name.whole.start - 30, 0), name.whole.start):
            before = [n for n in names[max(i - 3, 0) : i] if not _STOP.search(text, n.span.end, name.whole.start)]
            if before:  # the subject of the sentence
                out.setdefault(name.words, before[0].words)
        for nick in _nicked(name):
            out.setdefault(nick, name.words)
    out.update({key: full for key, full in _by_initials(names).items() if key not in out})
    return {short: full for short, full in out.items() if short != full and out.get(full) != short}


def _nicked(name: Name) -> Iterator[Words]:
    """*Bill*, *Bill Orme* of *William "Bill" Orme*."""
    if name.nick and len(name.words) > 1:
        yield name.nick
        yield (*name.nick, *name.words[1:])
        if len(name.words) > 2:
            yield (*name.nick, name.words[-1])


def _by_initials(names: Sequence[Name]) -> dict[Words, Words]:
    """Abbreviations that stand without an explanation: the initials of exactly one longer name."""
    shorts = {name.words for name in names if len(name.words) == 1 and _is_short(name)}
    if not shorts:
        return {}
    found: dict[Words, set[Words]] = {}
    for name in names:
        size = len(name.words)
        if 2 < size <= _LONGEST and not name.body and not name.definite:  # *JK* of *J. K. Lee*
            given = ("".join(word[0] for word in name.words[:-1]),)
            if given in shorts and given[0] not in _NO_INITIALS:
                found.setdefault(given, set()).add(name.words)
        if not 2 <= size <= _LONGEST or name.titles or (size == 2 and not (name.body or name.definite)):
            continue
        for short in {(form,) for form in _initials(name.words)} & shorts:
            found.setdefault(short, set()).add(name.words)
    return {short: next(iter(longs)) for short, longs in found.items() if len(longs) == 1}


def _initials(words: Words) -> set[str]:
    whole = "".join(word[0] for word in words)
    return {whole, "".join(word[0] for word in words if word not in lexicon.LINKERS)}


def _is_short(name: Name) -> bool:
    """Whether a name looks like an abbreviation: *ETU*, *MoD*, *U.N.*"""
    letters = name.text.replace(".", "")
    capitals = sum(letter.isupper() for letter in letters)
    return " " not in letters and len(fold(letters)) < 9 and capitals > 1 and 2 * capitals > len(letters)
