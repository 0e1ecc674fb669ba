"""Sources that are several: *Lee, Tan and Orme*, *she and Ann Lee*, *a number of analysts*; and an office that reads
like one and is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.attribution import lexicon
from tracker.attribution.words import Name, find_words
from tracker.records import Span

_AND = re.compile(r"\b(?:and|&)\b")
_ONE_MORE = frozenset(("he", "she", "they", "i", "we", "both he", "both she"))  # and somebody
# *a number of analysts*: who speaks are the analysts
_COUNTED = re.compile(
    r"(?:a|an|another)\s+(?:\w+\s+)?(?:number|handful|majority|minority|group|team|crowd|couple|host|string|range|series|lot|"
    r"panel|network|coalition)\s+of\s+(?:(?!the\b|its\b|their\b)[^\W\d_][\w'’\-]*\s+){0,4}?([a-z][a-z\-]*[a-rt-z]s|people|men|women|"
    r"police)(?=\s|,|$)",
    re.I,
)
_OFFICE_OF = re.compile(
    r"(?:(?:the|its|our|their|his|her|former|deputy|acting|[^\W\d_][\w’'\-]*)\s+){0,3}?"
    r"(?i:head|director|chief|secretary|manager|president|editor|chair|minister|officer)\s+of\s+"
    r"(?:(?!the\b|a\b|an\b)[a-z][a-z\-]*\s+){0,3}?([a-z][a-z\-]*)\s+"
)
_SMALL = frozenset(("of", "for", "and", "in", "at", "with", "to", "the", "by", "on"))
_JOINTS = (", and", "and", "&")
_FEWEST = 3  # names of a list


def list_of_names(names: Sequence[Name], source: Span, text: str) -> str | None:
    """The words of a source that is a list of three names or more (*Lee, Tan and Orme*), up to the last; None where it
    is none."""
    if len(names) < _FEWEST or names[0].whole.start > source.start + len("the "):
        return None
    for number, (name, following) in enumerate(pairwise(names)):
        joint = text[name.span.end : following.whole.start].strip().casefold()
        if joint in _JOINTS:
            return text[source.start : following.span.end] if number else None
        if joint != ",":
            return None
    return None


def is_pair(names: Sequence[Name], source: Span, before: str) -> bool:
    """Whether a source is two, given the words before the name that ends it: *Ann Lee and Bo Tan*, *she and Bo Tan*,
    but not *Acme engineer and inventor Bo Tan*."""
    pair = _AND.search(before)
    if pair is None:
        return False
    if before[: pair.start()].strip().casefold() in _ONE_MORE:
        return True
    first = [name for name in names if name.span.end <= source.start + pair.start()]
    between = before[first[-1].span.end - source.start : pair.start()] if first else ""
    return bool(first) and not any(lexicon.is_role(word.low) for word in find_words(between))


def counted_noun(phrase: str) -> str | None:
    """Who speaks where a phrase counts them: ``analysts`` of *a number of analysts*; None where it counts nobody.

    >>> counted_noun("a small group of tenants")
    'tenants'
    """
    found = _COUNTED.match(phrase)
    return found.group(1).lower() if found is not None else None


def office_holder(names: Sequence[Name], start: int, end: int, text: str) -> Name | None:
    """The name that ends the phrase [start, end) behind an office and what it is one of, in small letters (*Head of
    public lending Ann Lee*). Not where another office or crowd stands before it (*head of group Lee*)."""
    name = names[-1] if names else None
    if name is None or name.span.end < end or len(name.words) < 2 or name.body or name.titles:
        return None
    office = _OFFICE_OF.fullmatch(text, start, name.whole.start)
    last = office.group(1) if office is not None else ""
    barred = lexicon.is_role(last) or lexicon.is_body(last) or last in lexicon.CROWDS | _SMALL
    return name if last and not barred else None
