"""Numbers in digits and words: *4.6 million*, *twenty-two*, *two thirds*, *four in ten*, *dozens*."""

from __future__ import annotations

from tracker.contradiction.words import Word

_UP_TO_NINETEEN = {
    name: n
    for n, name in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()  # noqa: SIM905
    )
}
_TENS = {
    name: 10 * (n + 2)
    for n, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())  # noqa: SIM905
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "m": 1e6, "bn": 1e9,
}  # fmt: skip
FRACTIONS = {
    "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6, "eighth": 8, "tenth": 10,
    "tenths": 10,
}  # fmt: skip
# What a vague number allows; generous, for nobody counts by it.
VAGUE = {
    "dozens": (20, 200), "scores": (30, 300), "hundreds": (150, 2000), "thousands": (1500, 3e4),
    "millions": (1.5e6, 3e8), "billions": (1.5e9, 1e12), "several": (3, 15), "handful": (2, 9), "couple": (2, 3),
}  # fmt: skip
STARTS = frozenset({*_UP_TO_NINETEEN, *_TENS, *_SCALES, *FRACTIONS, *VAGUE, "half"}) - {"m", "bn"}


def number_at(words: tuple[Word, ...], n: int) -> tuple[float, int] | None:
    """(value, next token) of the number that begins at token `n`."""
    total, part, at = 0.0, None, n
    while at < len(words):
        lower = words[at].lower
        if lower[0].isdecimal():
            if part is not None:
                break
            part = _digits(lower)
            if part is None:
                return None
        elif lower in _SCALES and part is not None:
            part *= _SCALES[lower]
            if _SCALES[lower] >= 1000:
                total, part = total + part, 0.0
        elif lower in _SCALES and len(lower) > 2 and at == n and n and words[n - 1].lower in {"a", "an", "the"}:
            part = _SCALES[lower]
        elif (small := _small(lower, part)) is not None:
            part = small
        elif part is None or not _joins(words, at, part):
            break
        at += 1
    if part is None:
        return None
    at -= words[at - 1].lower == "-"
    if at == n + 1 and [word.lower for word in words[at : at + 3]] == ["and", "a", "half"]:
        scale = _SCALES.get(words[at + 3].lower) if at + 3 < len(words) else None
        return (total + part + 0.5) * (scale or 1), at + 3 + (scale is not None)
    return total + part, at


def _digits(lower: str) -> float | None:
    try:
        return float(lower.replace(",", "").replace(":", ""))
    except ValueError:
        return None


def _small(lower: str, part: float | None) -> float | None:
    """The number so far with the word `lower` added, None where it cannot follow."""
    if lower in _UP_TO_NINETEEN:
        value = _UP_TO_NINETEEN[lower]
        fits = part is None or (value and part >= 20 and part % 10 == 0) or (part == 0 and value)
        return (part or 0) + value if fits else None
    if lower in _TENS and (part is None or part % 100 == 0):
        return (part or 0) + _TENS[lower]
    return None


def _joins(words: tuple[Word, ...], at: int, part: float) -> bool:
    """Whether the token only joins two halves of a number: *twenty-two*, *four hundred and fifty*."""
    if words[at].lower == "-":
        return True
    following = words[at + 1].lower if at + 1 < len(words) else ""
    number = following in _UP_TO_NINETEEN or following in _TENS
    return words[at].lower == "and" and number and words[at - 1].lower in _SCALES and (part >= 100 or part == 0)


def fraction_at(words: tuple[Word, ...], n: int) -> tuple[float, int] | None:
    """(value, next token) of *half*, *a third of*, *two-thirds*."""
    lower = words[n].lower
    following = [word.lower for word in words[n + 1 : n + 3]]
    previous = words[n - 1].lower if n else ""
    if lower == "half":
        other = previous in {"first", "second", "other", "upper", "lower", "a"}
        halved = following[:1] and following[0] in {"a", "an", "-", "past"}
        return None if other or halved else (0.5, n + 1)
    if lower in FRACTIONS:
        # "a third of the jobs", but not "a third guard" nor "a quarter of a million".
        of = following[:1] and following[0] in {"of", "less", "more", "fewer"} and following[1:] != ["a"]
        return (1 / FRACTIONS[lower], n + 1) if of and previous in {"a", "one", "than"} else None
    value = _UP_TO_NINETEEN.get(lower, 0)
    at = n + 2 if following[:1] == ["-"] else n + 1
    if value and at < len(words) and words[at].lower in FRACTIONS:
        of = at + 1 < len(words) and words[at + 1].lower == "of"
        if value > 1 or of:
            return value / FRACTIONS[words[at].lower], at + 1
    return None


def ratio_at(words: tuple[Word, ...], after: int, value: float) -> tuple[float, int] | None:
    """(denominator, next token) of *four in ten*, *one post in five*, *one out of every two*."""
    for at in range(after, min(after + 3, len(words) - 1)):
        lower = words[at].lower
        if lower == "in" or (lower == "of" and words[at - 1].lower == "out"):
            begin = at + 1 + (words[at + 1].lower == "every")
            other = number_at(words, begin) if begin < len(words) else None
            return other if other and value < other[0] <= 1000 and value <= 99 else None
        if lower != "out" and not words[at].content:
            return None
    return None
