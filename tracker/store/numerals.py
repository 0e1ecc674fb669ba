"""Numbers in words as numbers in digits, so that *thirteen hundred* and *1,300* are one."""

from __future__ import annotations

from functools import lru_cache

_MANY_WORDS = 32_768  # of so many it is kept what they are
# Of *one* alone nobody knows whether it is a number (*no one*, *one of them*).
_UNITS = {
    word: number
    for number, word in enumerate(
        """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split(),  # noqa: SIM905 - a table to read, one word after the other
        start=2,
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)  # noqa: SIM905
}
_AFTER_TENS = {"one": 1} | {word: number for word, number in _UNITS.items() if number < 10}
NUMBER_WORDS = frozenset(_UNITS.keys() | _TENS.keys())
"""Words, in lower case, with which a number may begin."""
_TIMES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def with_numbers(words: list[str]) -> list[str]:
    """The words with numbers in digits: *four hundred* and *1,300* as ``400`` and ``1300``.

    >>> with_numbers("thirteen hundred and 1,300".split())
    ['1300', 'and', '1300']
    """
    out: list[str] = []
    number: float | None = None
    before = ""
    for word in [*words, ""]:
        if number is not None and word in _TIMES:
            number *= _TIMES[word]
        elif number is not None and before in _TENS and word in _AFTER_TENS:
            number += _AFTER_TENS[word]
        else:
            if number is not None:
                out.append(f"{number:.12g}")
            number = _number(word)
            if number is None and word:
                out.append(word)
        before = word
    return out


@lru_cache(maxsize=_MANY_WORDS)
def _number(word: str) -> float | None:
    digits = word.replace(",", "")
    if digits.isascii() and digits.replace(".", "", 1).isdigit():
        return float(digits)
    return _UNITS.get(word, _TENS.get(word))
