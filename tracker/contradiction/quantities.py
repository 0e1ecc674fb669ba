"""How many, how much, of what: the quantities of a claim as ranges, with their unit and what they count."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.contradiction.lexicon import ANYBODY, PERSONS, SENSES
from tracker.contradiction.numerals import STARTS, VAGUE, fraction_at, number_at, ratio_at
from tracker.contradiction.words import FUNCTION, Word
from tracker.stems import stem

_LENGTH: dict[str, float] = {
    "kilometre": 1e3, "kilometer": 1e3, "km": 1e3, "metre": 1, "meter": 1, "mile": 1609, "feet": 0.305, "foot": 0.305,
    "centimetre": 0.01, "centimeter": 0.01, "millimetre": 0.001, "yard": 0.914,
}  # fmt: skip
_SPANS: dict[str, float] = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "fortnight": 1209600, "month": 2629800,
    "year": 31557600, "decade": 315576000,
}  # fmt: skip
_CURRENCIES = """dollar euro pound crown peso franc krone mark ruble rouble rupee yen yuan shilling dinar lira real rand
    florin thaler guilder cent"""
_KINDS: dict[str, dict[str, float]] = {
    "length": _LENGTH,
    "area": {"hectare": 1e4, "acre": 4047},
    "mass": {"tonne": 1e3, "ton": 1e3, "kilo": 1, "kilogram": 1, "gram": 1e-3, "kg": 1},
    "volume": {"litre": 1, "liter": 1, "gallon": 3.8, "barrel": 159},
    "span": _SPANS,
    "share": {"percent": 0.01, "percentage": 0.01, "pct": 0.01},
    "money": dict.fromkeys(_CURRENCIES.split(), 1),
    "speed": {"knot": 1852},
    "degree": {"degree": 1},
    "vote": {"vote": 1},
}
_UNITS: dict[str, tuple[str, float]] = {
    stem(name): (kind, factor) for kind, table in _KINDS.items() for name, factor in table.items()
}
# What may stand between an approximating word and its figure.
_ARTICLE = r"\s*(?:an? |the |some )?[$£€]?$"
_AT_MOST = re.compile(
    r"(?:at (?:the )?most|(?<!no )(?<!not )(?:fewer|less) than|under|up to|below|not even|barely|scarcely|a maximum of"
    r"|(?:no|not|never|nor|hardly|scarcely) (?:\w+ ){0,2}(?:more|greater|higher|faster|longer) than"
    r"|(?:not|n['’]t) (?:come to|reach\w*|exceed\w*)|(?:never|no time|nowhere) (?:exceeded|reached|topped|went above))"
    + _ARTICLE
)
_AT_LEAST = re.compile(
    r"(?:at (?:the )?least|more than|over|(?:no|not) (?:fewer|less) than|upwards of|above|in excess of"
    r"|exceed(?:s|ed|ing)?|as many as|past|beyond|nothing short of|topped)" + _ARTICLE
)
_ABOUT = re.compile(
    r"(?:about|around|roughly|some|approximately|close to|an estimated|something like|in the region of|circa|perhaps)"
    + _ARTICLE
)
_NEARLY = re.compile(r"(?:nearly|almost|just under|approaching|not quite|just short of|a little under)" + _ARTICLE)
_MORE_AFTER = re.compile(r"\W*(?:\w+\W+){0,2}?(?:or more|and more|and counting|at (?:the )?least|upwards)\b")
_MOST_AFTER = re.compile(
    r"\W*(?:\w+\W+){0,2}?(?:at (?:the )?(?:most|outside|best)|or (?:fewer|less)|(?:and )?no (?:more|longer)"
    r"|(?:and )?not \w+ \w+ more)\b"
)
PART = re.compile(
    r"\b(?:of them|of whom|of those|of these|including|among them|others?|another|more|additional|further|extra|each"
    r"|every|per|a day|a week|a month|a year|daily|remaining|rest)\b"
)
_STOP = FUNCTION - {"more", "other", "another"}
_NOT_HEADS = frozenset("per cent point time half quarter third".split())  # noqa: SIM905
_NONE = frozenset({"no", "nobody", "none", "zero", "neither"})
_NOT_NONE = frozenset("longer doubt more fewer less later such".split())  # noqa: SIM905
# Figures that name rather than count: "room 12", "aged 58".
_NAMING = frozenset("aged number no route page article section room unit tank platform gate the".split()) - {"the"}  # noqa: SIM905
_NOT_ONE = frozenset("no every any which this that each the".split())  # noqa: SIM905
_COUNTS = frozenset(
    stem(word)
    for word in "toll number count dead death victim body casualty job wounded injured missing figure total".split()  # noqa: SIM905
)
_STATES = {
    stem(word): state
    for state, words in {
        "dead": "dead die kill death perish body corpse fatality toll drown murder casualty bury slay life",
        "hurt": "wound injure hurt injury treat burn maim",
        "missing": "missing unaccounted",
        "held": "arrest detain custody detention jail imprison",
        "saved": "rescue save survive evacuate survivor alive",
        "fled": "flee homeless displace refugee",
        "job": "job post redundancy layoff",
    }.items()
    for word in words.split()
}


class Quantity(NamedTuple):
    """`low`..`high` of `unit` (``""`` for counted things); `heads` are the stems that name what is counted.

    `state` is what has become of the people counted (dead, hurt, held ...). `part`: said to be a part of others, or for
    each of several. `zero`: nought, said as *no*, *nobody*, *not one*. `value` is the figure itself, whatever the words
    around it allow, in its own unit (`factor` of the base), of a range the middle; None where it is vague. In the text
    it ends at `stop`, before its unit.
    """

    low: float
    high: float
    unit: str
    heads: frozenset[str]
    state: str
    part: bool
    zero: bool
    clause: int
    start: int
    end: int
    value: float | None
    factor: float
    stop: int

    @property
    def persons(self) -> bool:
        """Whether people are counted."""
        return not self.unit and (bool(self.heads & PERSONS) or bool(self.state))

    def likeness(self, other: Quantity) -> float:
        """0..1: how surely the two say how many of the same: unit, things counted, and what became of them."""
        if self.unit != other.unit:
            # "2.1 million" against "5.4 million dollars": money is often left unsaid.
            bare, rest = (other, self) if self.unit else (self, other)
            return 0.7 if rest.unit == "money" and not bare.unit and bare.low >= 1e5 and not bare.heads else 0.0
        if self.unit:
            if self.heads and other.heads:
                return 1.0 if self.heads & other.heads else 0.45
            return 0.7 if self.unit == "share" else 0.85
        if self.state != other.state:
            return 0.0 if self.state and other.state else 0.6 if self.heads & other.heads - ANYBODY else 0.0
        if self.heads & other.heads:
            return 1.0
        if not self.heads or not other.heads:
            return 0.9 if self.state else 0.5 if self.low >= 1e5 and other.low >= 1e5 else 0.0
        generic = bool(self.heads & ANYBODY or other.heads & ANYBODY)
        if self.persons and other.persons and (self.state or generic):
            return 0.9 if self.state and generic else 0.7
        return 0.0

    def excludes(self, other: Quantity) -> bool:
        """Whether no number lies in both ranges."""
        return self.high < other.low or other.high < self.low


def find_quantities(words: tuple[Word, ...], text: str, taken: frozenset[int]) -> tuple[Quantity, ...]:
    """The quantities of a claim; tokens in `taken` tell the time."""
    found: list[Quantity] = []
    n = 0
    while n < len(words):
        lower = words[n].lower
        starts = n not in taken and (lower[0].isdecimal() or lower in STARTS or lower in _NONE or lower == "not")
        quantity = _quantity_at(words, n, text) if starts else None
        if quantity is None:
            n += 1
            continue
        found.append(quantity[0])
        n = max(quantity[1], n + 1)
    return tuple(found)


def _quantity_at(words: tuple[Word, ...], n: int, text: str) -> tuple[Quantity, int] | None:
    lower = words[n].lower
    if lower in _NONE or lower == "not":
        return _none_at(words, n, text)
    if lower in VAGUE:
        low, high = VAGUE[lower]
        after = n + 2 if n + 1 < len(words) and words[n + 1].lower == "of" else n + 1
        return _make(words, n, after, low, high, text, None)
    before = text[max(0, words[n].start - 40) : words[n].start].lower()
    fraction = fraction_at(words, n)
    if fraction:
        return _share(words, n, fraction[1], fraction[0], before, fraction[1])
    number = number_at(words, n)
    if number is None or (n and words[n - 1].lower in _NAMING):
        return None
    value, after = number
    if lower == "one" and (
        (n and words[n - 1].lower in _NOT_ONE) or words[min(after, len(words) - 1)].lower in {"of", "another"}
    ):
        return None
    ratio = ratio_at(words, after, value)
    if ratio:
        return _share(words, n, ratio[1], value / ratio[0], before, after)
    low, high = _range(value, before, exact=value < 100 or value % 100 != 0)
    if after + 1 < len(words) and words[after].lower in {"to", "or", "and", "-"}:
        other = number_at(words, after + 1)
        is_range = words[after].lower != "and" or "between" in before
        if other and is_range and value < other[0] < 20 * value:
            high, after = other
            value = (value + high) / 2
    return _make(words, n, after, low, high, text, value)


def hedge_at(before: str) -> int | None:
    """Where in `before`, in lower case, the words begin that hedge the figure after it."""
    for hedge in (_NEARLY, _AT_MOST, _AT_LEAST, _ABOUT):
        match = hedge.search(before)
        if match and not before[max(0, match.start() - 1) : match.start()].isalpha():  # not "cover"
            return match.start()
    return None


def _range(value: float, before: str, exact: bool) -> tuple[float, float]:
    """The values that a figure allows, given the words before it."""
    if _NEARLY.search(before):
        return value * 0.85, value
    if _AT_MOST.search(before):
        return 0, value
    if _AT_LEAST.search(before):
        return value, float("inf")
    slack = 0 if exact else 0.03 * value
    if _ABOUT.search(before):
        slack = max(0.15 * value, 1 if 3 < value < 20 else 0)
    return value - slack, value + slack


def _none_at(words: tuple[Word, ...], n: int, text: str) -> tuple[Quantity, int] | None:
    """*nobody*, *no passengers*, *none of the passengers*, *not a single passenger*: nought of them."""
    lower = words[n].lower
    following = [word.lower for word in words[n + 1 : n + 4]]
    after = n + 1
    if lower == "not":
        if not (following[:2] in (["a", "single"], ["a", "soul"]) or following[:1] == ["one"]) or "more" in following:
            return None
    elif following[:1] and following[0] in _NOT_NONE:
        return None
    anybody = lower == "nobody" or (lower == "no" and following[:1] == ["one"]) or following[1:2] == ["soul"]
    while after < len(words) and words[after].lower in _BEFORE_HEADS:
        after += 1
    made, after = _make(words, n, after, 0, 0, text, 0.0)
    heads = made.heads | ({stem("people")} if anybody else frozenset())
    return made._replace(zero=True, low=0.0, high=0.0, heads=heads), after


_BEFORE_HEADS = frozenset("of the a single one those these our my his their".split())  # noqa: SIM905


def _make(
    words: tuple[Word, ...], n: int, after: int, low: float, high: float, text: str, value: float | None
) -> tuple[Quantity, int]:
    unit, factor, end = _unit_at(words, n, after)
    clause = words[n].clause
    if not unit:
        heads = _heads_at(words, after)
        if not heads:
            keys = (word.key for word in words[:n] if word.clause == clause)
            heads = frozenset(key for key in keys if key in _COUNTS)
    else:
        heads = _heads_at(words, end + 1) if end < len(words) and words[end].lower == "of" else frozenset()
    last = words[min(end, len(words)) - 1].end
    following = text[last : last + 32].lower()
    if high and _MORE_AFTER.match(following):
        high = float("inf")
    elif high and _MOST_AFTER.match(following):
        low = 0
    part = PART.search(text[words[n].start : last + 14].lower()) is not None or _is_part(words, n, after)
    state = "" if unit else _state(words, n, heads)
    stop = words[min(after, len(words)) - 1].end
    start = words[n].start
    return Quantity(
        low * factor, high * factor, unit, heads, state, part, False, clause, start, last, value, factor, stop
    ), end


def _is_part(words: tuple[Word, ...], n: int, after: int) -> bool:
    """*eleven of the fourteen*: both figures speak of the division, not of the whole of what is told."""
    before = [word.lower for word in words[max(0, n - 2) : n]]
    following = [word.lower for word in words[after : after + 2]]
    return before[:1] == ["of"] or before[1:] == ["of"] or (following[:1] == ["of"] and following[1:] != [])


def _share(
    words: tuple[Word, ...], n: int, after: int, value: float, before: str, counted: int
) -> tuple[Quantity, int]:
    low, high = _range(value, before, exact=False)
    heads = _heads_at(words, after) | (_heads_at(words, counted) if counted != after else frozenset())
    start, end = words[n].start, words[after - 1].end
    return Quantity(low, high, "share", heads, "", False, False, words[n].clause, start, end, value, 1.0, end), after


def _unit_at(words: tuple[Word, ...], n: int, after: int) -> tuple[str, float, int]:
    """(unit, factor to its base, next token): *12 percent*, *$4*, *three square kilometres*."""
    if n and words[n - 1].lower in {"$", "£", "€"}:
        return "money", 1, after
    at = after
    if at < len(words) and words[at].lower == "-":
        at += 1
    if at >= len(words):
        return "", 1, after
    lower = words[at].lower
    if lower == "%":
        return "share", 0.01, at + 1
    if lower in {"per", "percentage"} and at + 1 < len(words) and words[at + 1].lower in {"cent", "points"}:
        return "share", 0.01, at + 2
    square = lower in {"square", "cubic", "nautical"}
    if lower in {"more", "full", "whole", "long", "further", "solid"} or square:
        at += 1
    key = words[at].key if at < len(words) else ""
    if key not in _UNITS:
        return "", 1, after
    kind, factor = _UNITS[key]
    if square and kind == "length":
        kind, factor = ("length", 1852) if lower == "nautical" else ("area", factor * factor)
    rate = [word.lower for word in words[at + 1 : at + 3]]
    if kind == "length" and rate in (["an", "hour"], ["per", "hour"]):
        return "speed", factor, at + 3
    return kind, factor, at + 1


_LEADING = frozenset("of the those its our their his her my more other".split())  # noqa: SIM905


def _heads_at(words: tuple[Word, ...], after: int) -> frozenset[str]:
    """The stems after a figure that name what it counts, with the classes of their near-synonyms."""
    found = {word.key for word in head_words(words, after) if word.key not in _NOT_HEADS}
    # Shots and rounds, ships and vessels: near-synonyms count the same.
    found.update(axis for key in tuple(found) for axis, pole in SENSES.get(key, ()) if pole == 0)
    return frozenset(found)


def head_words(words: tuple[Word, ...], after: int) -> list[Word]:
    """The words from token `after` on that may name what the figure before them counts."""
    heads: list[Word] = []
    for word in words[after : after + 5]:
        if not word.key:
            if word.lower in {"-", ","} and not heads:
                continue
            break
        if word.lower in _LEADING and not heads:
            continue
        if word.lower in _STOP or (heads and word.lower.endswith("ed") and word.key not in _STATES):
            break
        heads.append(word)
        if word.key in PERSONS:
            break
    return heads


def _state(words: tuple[Word, ...], n: int, heads: frozenset[str]) -> str:
    """What has become of the people counted, by the nearest word that says so."""
    for key in heads:
        if key in _STATES:
            return _STATES[key]
    if heads and not heads & PERSONS:
        return ""
    clause = words[n].clause
    best, state = 99, ""
    for k in range(max(0, n - 9), min(len(words), n + 10)):
        if words[k].key in _STATES:
            # "colleagues who died": a relative clause is near enough.
            distance = abs(k - n) + (6 if words[k].clause not in {clause, clause + 1} else 0) + (k < n)
            if distance < best and distance <= 10:
                best, state = distance, _STATES[words[k].key]
    return state
