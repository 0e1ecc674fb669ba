"""The words of a claim: tokens with spans, stems, clauses, and which of them carry meaning.

No tagger runs here: every pair the judge looks at passes through, so that a claim may cost a fraction of a millisecond.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from tracker.stems import stem

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’](?:s|S|t|T|re|ve|ll|d|m)\b)?|[,;:.!?()—–…%$£€]|-")
_MARKS = frozenset(",;:.!?()—–…-")
_CLAUSE_MARKS = frozenset(",;:.!?()—–")

FUNCTION = frozenset(
    """a an the this that these those of in on at to from by with for into onto out over under up down off as than
    then and or but nor so if when while where whereas because although though who whom whose which what how why
    that i me my mine myself we us our ours ourselves you your he him his himself she her hers herself it its itself
    they them their theirs themselves is are was were be been being am do does did done doing has have had having
    will would shall should can could may might must not no never nobody none nothing nowhere neither there here
    such very too also just even still yet already again more most less least much many few several some any all
    both each every either other another one own same only about around between through during before after since
    until till within without upon against among amid along across behind beyond near per via like ever once now
    soon later ago quite rather almost nearly really i'm i've i'd i'll it's that's there's he's she's we've we're
    we'd they've they're they'd isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't
    wouldn't couldn't can't cannot shouldn't mr mrs ms dr said say says let get got getting gets""".split()  # noqa: SIM905 - a table to read, one word after the other
)
NUMERALS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half
    third quarter dozen dozens hundreds thousands millions percent""".split()  # noqa: SIM905
)
_BREAKS = frozenset("but because although though while whereas when who whom which whose unless if".split())  # noqa: SIM905
_AFTER_AND = frozenset(
    """he she it they we i you there was were had has have is are would will did not no nobody none never that then
    this can could may might nor neither""".split()  # noqa: SIM905
)
_AUXILIARIES = frozenset(
    """is are was were be been am do does did has have had will would shall should can could may might must isn't
    aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't couldn't can't cannot shouldn't
    it's there's that's we've we're they've they're i've i'm he's she's""".split()  # noqa: SIM905
)


class Word(NamedTuple):
    """A token of the text: `key` is its stem; `clause` counts the text's clauses; marks have an empty key."""

    lower: str
    key: str
    start: int
    end: int
    capital: bool
    clause: int

    @property
    def content(self) -> bool:
        """Whether it carries meaning of its own."""
        return bool(self.key) and self.lower not in FUNCTION


def read_words(text: str) -> tuple[Word, ...]:
    """The tokens of a claim, with the clause each stands in."""
    found = [(match.group().replace("’", "'"), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    clauses = _number_clauses([token.lower() for token, _, _ in found])
    words = []
    for (token, start, end), clause in zip(found, clauses, strict=True):
        lower = token.lower()
        key = "" if lower in _MARKS else stem(lower)
        words.append(Word(lower, key, start, end, token[0].isupper(), clause))
    return tuple(words)


def _number_clauses(tokens: list[str]) -> list[int]:
    """A clause begins after a mark or at a conjunction, if what comes before can be a statement of its own."""
    cuts = [0]
    for n, token in enumerate(tokens):
        after = tokens[n + 1] if n + 1 < len(tokens) else ""
        if token in _BREAKS or (token == "and" and after in _AFTER_AND) or (token in _CLAUSE_MARKS and n):
            cuts.append(n)
    bounds = [*cuts, len(tokens)]
    numbers: list[int] = []
    clause, carried = 0, 0
    for begin, end in pairwise(bounds):
        part = tokens[begin:end]
        numbers += [clause] * len(part)
        # "On Friday," and "the mayor," are no statements of their own: they go with what follows.
        if any(token in _AUXILIARIES or token.endswith("ed") for token in part) or carried + len(part) > 7:
            clause, carried = clause + 1, 0
        else:
            carried += len(part)
    return numbers
