"""How sure a speaker is, at a glance: a bar of five cells and a word. Neither needs colour."""

from __future__ import annotations

from tracker.records import Certainty, Distance, Level, Polarity

CELLS = 5
"""The width of the bar."""
WORD = 8
"""The width of the longest level."""

_DENIED: dict[Level, str] = {
    "certain": "denied",
    "probable": "probably not",
    "possible": "possibly not",
    "doubtful": "unlikely",
}


def bar(score: float, *, blocks: bool = True) -> str:
    """A score of 0..1 as five cells; `blocks` false does without characters that ASCII lacks.

    >>> bar(0.75), bar(0.45, blocks=False)
    ('■■■■·', '##...')
    """
    full, empty = "■·" if blocks else "#."
    filled = round(min(max(score, 0.0), 1.0) * CELLS)
    return full * filled + empty * (CELLS - filled)


def level_word(level: Level, polarity: Polarity | None) -> str:
    """The level in one word, ``denied`` and ``unlikely`` where the speaker holds that it is not so.

    >>> level_word("certain", "negative"), level_word("possible", "positive")
    ('denied', 'possible')
    """
    return _DENIED[level] if polarity == "negative" else level


def distance_word(distance: Distance | None) -> str | None:
    """What the article's own stance adds, where it has one: ``distancing`` or ``endorsing``."""
    return None if distance == "neutral" else distance


def is_plain(level: Level, polarity: Polarity | None) -> bool:
    """Whether the claim is simply asserted: what most claims are, and what need not stand out."""
    return level == "certain" and polarity != "negative"


def change_words(before: Certainty, after: Certainty) -> tuple[str, str]:
    """Both levels as words, with their polarity where the words would be the same."""
    words = level_word(before.level, before.polarity), level_word(after.level, after.polarity)
    if words[0] != words[1] or before.polarity == after.polarity:
        return words
    return f"{words[0]}, {before.polarity}", f"{words[1]}, {after.polarity}"
