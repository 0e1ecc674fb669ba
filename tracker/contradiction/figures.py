"""The figures on which the claims of a pair differ, for a picture that sets them side by side.

A wrong picture is worse than none: wherever it is open whether the two count the same thing in the same way, there
are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from math import isfinite

from tracker.contradiction.analysis import Analysed, analyse
from tracker.contradiction.clashes import at_other_places, at_other_times
from tracker.contradiction.lexicon import PERSONS
from tracker.contradiction.numerals import STARTS
from tracker.contradiction.overlap import find_overlap
from tracker.contradiction.quantities import PART, Quantity, head_words, hedge_at
from tracker.contradiction.words import Word
from tracker.period import ConflictingFigures, Figure
from tracker.records import Reason, Span, Statement, StoredClaim, StoredRelation
from tracker.stems import stem

_REASONS: frozenset[Reason | None] = frozenset({"number", "degree"})
# How surely two figures must be of the same thing (`Quantity.likeness`): of grain and of coal they are not, nor of
# soldiers who died and of soldiers.
_LEAST_LIKE = 0.7
# Figures of more characters are no label.
_LONGEST = 60
_MOST_WORDS = 3
_DIGITS = 6  # decimals that are kept, so that 0.07 of a whole is 7 percent

# What makes a number no plain figure, right before it and right after it: "F-16", "9/11", "2-1", "58th", "three times".
_GLUED_BEFORE = re.compile(
    r"(?:[\w/#.,:+−–—]|\w-|[\s(]-|^-"
    r"|\b(?:minus|no\.|all but(?: an?)?|(?:hundred|thousand|[mb]illion|dozen)(?: and)?)\s+)$",
    re.I,
)
_GLUED_AFTER = re.compile(r"[\w/:]|[.,-]\d|-?\s*(?:times?|fold|st|nd|rd|th)\b", re.I)
# Commas part thousands; a point before just three digits may do so too, and who reads it cannot tell.
_NUMBER = re.compile(r"\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.(?:\d{1,2}|\d{4,})")
_DIGIT = re.compile(r"\d[\d.,:]*")
# Words that say that the figure is not so.
_DENIED = re.compile(
    r"\b(?:not|never|nor|neither|without|cannot|den(?:y|ies|ied|ying)|fail\w*|refus\w+|instead of|rather than"
    r"|nothing like|nowhere near|far from)\b|n['’]t\b"
)
_UNTRUE = re.compile(
    r"\b(?:false|untrue|wrong(?:ly)?|lies?|nonsense|invent(?:ed|ion)|exaggerat\w+|inflated|fabricat\w+|not true"
    r"|myth|fantasy|incorrect|mistaken)\b"
)
# For each of what a figure is told: right after it, or anywhere in its clause.
_EACH = re.compile(r"\W{0,2}(?:an?|per|each|every)\s+(\w+)")
_OFTEN = re.compile(
    r"\b(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|each|every|per(?! ?cent)"
    r"|apiece)\b"
)
_CHANGES = frozenset(
    stem(word)
    for word in """rise fall grow shrink increase decrease drop climb gain lose jump slip decline up down cut raise
    expand plunge soar slump""".split()  # noqa: SIM905
)
_SYMBOLS = {"$": "dollar", "£": "pound", "€": "euro"}
_SYMBOL = re.compile(r"([A-Za-z]*)([$£€])\s?$")
_JUST = re.compile(r"\b(?:only|just|well|slightly|exactly|a little|far|even|between)\s+$", re.I)
_HEDGE_AFTER = re.compile(r",? (?:or (?:more|fewer|less)|and (?:more|counting)|at (?:the )?(?:least|most))\b")
_OF_OURS = re.compile(r"\s+of (?:their|our|its|his|her|my)\s+(\w+)")
_AN = re.compile(r"\ban?\s+$", re.I)
_MORE = re.compile(r"\b(?:or|and|no|not|any) (?:more|fewer|less)\b")
_OF_BEFORE = re.compile(r"\bof(?: the)?\s+$", re.I)
_OF_ALL = re.compile(r"\bof (?:the|its|their|his|her|our|my)\b[^,;.]{0,24}\s$", re.I)
_OTHERS = re.compile(r"\b(?:another|others?|further|extra|additional|more|remaining)\s+$", re.I)
_SINGULAR = re.compile(r"(?:ss|us|is|gas)$")


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure as it stands in its claim: from `start` to `end` with its hedge and what it counts, `of` the words that
    name that, `per` what it is told for each of."""

    start: int
    end: int
    of: str
    per: tuple[str, ...]


def find_figures(relation: StoredRelation) -> ConflictingFigures | None:
    """The figures on which the two claims of a pair differ; None where it has none, or where that is in doubt."""
    if relation.reason not in _REASONS:
        return None
    a, b = _analysed(relation.a), _analysed(relation.b)
    if a is None or b is None:
        return None
    pairs = [
        (one, other)
        for one in _marked(a, relation.clash.a)
        for other in _marked(b, relation.clash.b)
        if one.likeness(other) >= _LEAST_LIKE and one.excludes(other)
    ]
    if len(pairs) != 1:
        return None
    ((one, other),) = pairs
    told, retold = _read(a, one, one.heads & other.heads), _read(b, other, one.heads & other.heads)
    if told is None or retold is None or not _are_of_one_thing(a, b, one, other):
        return None
    if told.per != retold.per or (not told.per and (_is_part(a, one) or _is_part(b, other))):
        return None
    if relation.relation == "contradiction" and at_other_times(a, b, one.clause, other.clause):
        return None
    return _figures(a, b, (one, told), (other, retold))


def _analysed(claim: StoredClaim) -> Analysed | None:
    """The claim taken apart; None where its speaker does not hold it to be so."""
    if claim.polarity not in (None, "positive") or _UNTRUE.search(claim.text.lower()):
        return None
    speaker = None if claim.speaker is None else claim.speaker.name
    return analyse(Statement(claim.text, speaker, claim.article.date, False, claim.certainty, claim.polarity))


def _marked(claim: Analysed, clash: tuple[Span, ...]) -> list[Quantity]:
    """The quantities among the words that clash, or all where no words are known to."""
    if not clash:
        return list(claim.quantities)
    return [one for one in claim.quantities if any(one.start < span.end and span.start < one.end for span in clash)]


def _figures(
    a: Analysed, b: Analysed, left: tuple[Quantity, _Told], right: tuple[Quantity, _Told]
) -> ConflictingFigures | None:
    (one, told), (other, retold) = left, right
    assert one.value is not None
    assert other.value is not None
    factor = 0.01 if one.unit == "share" else one.factor
    values = [round(side.value * side.factor / factor, _DIGITS) for side in (one, other) if side.value is not None]
    if not all(map(isfinite, values)) or values[0] == values[1] or (values[0] < values[1]) != (one.low < other.low):
        return None
    words = [_words(claim, side.start, side.end) for claim, side in ((a, told), (b, retold))]
    if max(map(len, words)) > _LONGEST:
        return None
    named = [told.of, retold.of] if one.factor == other.factor or one.unit == "share" else [told.of]
    if values[0] in (0, 1) or (" of " in retold.of and " of " not in told.of):
        named.reverse()  # rather "people" than "person", "tonnes of solvent" than "tonnes"
    about = next(filter(None, named), "")
    return ConflictingFigures(
        Figure(values[0], words[0]), Figure(values[1], words[1]), about if len(about) <= _LONGEST else ""
    )


def _words(claim: Analysed, start: int, end: int) -> str:
    return " ".join(claim.statement.text[start:end].split())


def _are_of_one_thing(a: Analysed, b: Analysed, one: Quantity, other: Quantity) -> bool:
    """Whether two figures of one kind can stand on one scale: the same currency, both of the whole, neither denied, and
    nothing opposite said with them (of those who passed, and of those who failed)."""
    if one.unit != other.unit or one.unit == "degree" or _scale(a, one) != _scale(b, other):
        return False
    if any(_is_denied(claim, side) for claim, side in ((a, one), (b, other))):
        return False
    if at_other_places(a, b, one.clause, other.clause):
        return False
    steps = [_step(claim, side) for claim, side in ((a, one), (b, other))]
    if steps[0] == steps[1] == "to":
        return True
    if set(steps) & {"by", "change"} and steps[0] != steps[1]:  # by how much, and up to how much
        return False
    if one.zero or other.zero:
        return True
    return _is_lacking(a, one) == _is_lacking(b, other) and not _are_opposed(a, b, one, other)


def _scale(claim: Analysed, one: Quantity) -> tuple[str, ...]:
    """What of a unit `Quantity.unit` does not tell: the currency, *points*, *cubic*, *old*."""
    text = claim.statement.text
    unit = text[one.stop : one.end].lower()
    following = text[one.end : one.end + 12].lower()
    marks = [word for word in ("point", "cubic") if word in unit]
    if re.match(r"[\s-]+(?:old|of age)\b", following):
        marks.append("old")
    if one.unit == "money":
        symbol = _SYMBOL.search(text[: one.start])
        currency = next((word.key for word in claim.words if one.stop <= word.start < one.end and word.key), "")
        marks.append(f"{symbol[1].lower()}{_SYMBOLS[symbol[2]]}" if symbol else currency)
    return tuple(marks)


def _is_denied(claim: Analysed, one: Quantity) -> bool:
    """Whether something before the figure in its clause says that it is not that many."""
    start = min(word.start for word in claim.words if word.clause == one.clause)
    before = claim.statement.text[start : one.start].lower()
    hedge = hedge_at(before)
    return _DENIED.search(before[:hedge]) is not None


def _is_lacking(claim: Analysed, one: Quantity) -> bool:
    """Whether the clause says that so many did not, or are without."""
    end = max(word.end for word in claim.words if word.clause == one.clause)
    return _DENIED.search(claim.statement.text[one.end : end].lower()) is not None


def _is_part(claim: Analysed, one: Quantity) -> bool:
    """Whether a figure is of some among others: *four of the guests*, *another five*, not *nine of their soldiers*."""
    text = claim.statement.text
    if _OTHERS.search(text[: one.start]) or _OF_ALL.search(text[: one.start]):
        return True
    if not one.part or one.zero or one.unit == "share":
        return False
    if PART.search(_MORE.sub("", text[one.start : one.end + 14].lower())) or _OF_BEFORE.search(text[: one.start]):
        return True
    following = text[one.end : one.end + 40].lower()
    of = _OF_OURS.match(following)
    return following.lstrip().startswith("of ") and (of is None or of[1] in STARTS or of[1][0].isdecimal())


def _step(claim: Analysed, one: Quantity) -> str:
    """The word before a figure that tells a level from a change: *to*, *by*, or a verb of change."""
    before = claim.statement.text[: one.start].lower()
    hedge = hedge_at(before)
    last = [word for word in claim.words if word.end <= (one.start if hedge is None else hedge) and word.key][-1:]
    if not last:
        return ""
    return last[0].lower if last[0].lower in {"to", "by"} else "change" if last[0].key in _CHANGES else ""


def _are_opposed(a: Analysed, b: Analysed, one: Quantity, other: Quantity) -> bool:
    """Whether the clauses of two figures have words of opposite meanings."""
    return any(
        match.antonym
        and match.opposed
        and a.items[match.a].clause == one.clause
        and b.items[match.b].clause == other.clause
        for match in find_overlap(a, b).matches
    )


def _read(claim: Analysed, one: Quantity, shared: frozenset[str]) -> _Told | None:
    """The figure with the words around it; None where it is none that can be drawn. `shared` are the stems that name
    what both sides count."""
    text = claim.statement.text
    if one.value is None or not _is_plain(text, one):
        return None
    start = _start(text, one)
    shared = shared if one.zero or one.value == 1 else frozenset()
    after = next((n for n, word in enumerate(claim.words) if word.start >= one.end), len(claim.words))
    heads = [] if one.unit and one.unit != "share" else _head(claim.words, after, shared)
    end = heads[-1].end if heads else one.end
    of = text[heads[0].start : heads[-1].end] if heads else ""
    if one.unit and one.unit != "share":
        of = text[one.stop : one.end].strip(" -\n")
        if after < len(claim.words) and claim.words[after].lower == "of" and (named := _stuff(claim.words, after + 1)):
            of = f"{of} of {text[named[0].start : named[-1].end]}".strip()
    each = _EACH.match(text[end : end + 24].lower())
    clause = [word for word in claim.words if word.clause == one.clause]
    often = _OFTEN.findall(text[clause[0].start : clause[-1].end].lower())
    per = tuple(sorted({*often, *([] if each is None else each.groups())}))
    if each is not None:
        end += each.end()
        of = f"{of}{text[end - each.end() : end]}" if of else ""
    if hedge := _HEDGE_AFTER.match(text[end : end + 24].lower()):
        end += hedge.end()
    return _Told(start, end, " ".join(of.split()), per)


def _is_plain(text: str, one: Quantity) -> bool:
    """Whether a number stands by itself and can be read in one way."""
    if one.zero:
        return True
    before = _SYMBOL.sub("", text[: one.start])
    if _GLUED_BEFORE.search(before[-16:]) or _GLUED_AFTER.match(text[one.end :][:16]):
        return False
    numbers = _DIGIT.findall(text[one.start : one.stop])
    scaled = any(letter.isalpha() for letter in text[one.start : one.stop]) or one.unit
    return all(_NUMBER.fullmatch(number) or (scaled and re.fullmatch(r"\d+\.\d+", number)) for number in numbers)


def _start(text: str, one: Quantity) -> int:
    """Where a figure begins with its currency and its hedge: *at least $40*, *just over a dozen*."""
    symbol = _SYMBOL.search(text[: one.start])
    start = symbol.start() if symbol else one.start
    hedge = hedge_at(text[max(0, start - 40) : start].lower())
    if hedge is not None:
        start = max(0, start - 40) + hedge
        if text.startswith("no time", start) and text[:start].lower().endswith("at "):
            start -= 3
    elif article := _AN.search(text[:start]):
        start = article.start()
    just = _JUST.search(text[:start])
    return just.start() if just else start


def _head(words: tuple[Word, ...], after: int, shared: frozenset[str]) -> list[Word]:
    """The words that name what is counted, up to the first that can be more than one thing (*government soldiers*, not
    *trawlers sank*), else, of one or none, the first that names it on both sides; none where that cannot be told."""
    found = head_words(words, after)
    for place, word in enumerate(found):
        is_last = place + 1 == len(found) or not _is_plural(found[place + 1])
        if (_is_plural(word) and is_last) or word.key in PERSONS:
            following = words[words.index(word) + 1 :][:1]  # crew members
            return [*found[: place + 1], *filter(_is_plural, following)]
    return next((found[: place + 1] for place, word in enumerate(found) if word.key in shared), [])


def _stuff(words: tuple[Word, ...], after: int) -> list[Word]:
    """The words that name what is measured (*toxic solvent*); none where they are many."""
    begin = after + (after < len(words) and words[after].lower in {"the", "its", "their"})
    found = list(takewhile(lambda word: word.content and not word.lower.endswith("ed"), words[begin:]))
    return found if len(found) <= _MOST_WORDS and not any("'" in word.lower for word in found) else []


def _is_plural(word: Word) -> bool:
    return word.content and word.lower.endswith("s") and len(word.lower) > 3 and not _SINGULAR.search(word.lower)
