"""Whether a role is held now: *former minister*, *the then mayor*, *president-elect*, *who was mayor until 2012*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.attribution.title_words import words
from tracker.records import Tenure

_FORMER = words(
    """
    former ex erstwhile one-time onetime sometime past retired ousted deposed sacked late previous formerly
    """
)
_FUTURE = frozenset(("incoming", "future", "designate", "elect", "presumptive", "soon-to-be", "in-waiting"))
_HELD = frozenset(("outgoing", "current", "incumbent", "sitting", "now", "serving", "currently", "present-day"))
_PREFIX = re.compile(r"(ex|then|former|now)-(?=\w)", re.I)
_SUFFIX = re.compile(r"-(?:elect|designate|in-waiting)$", re.I)

# what a relative clause says of somebody: whether the verb is past, and the noun phrase behind it
_WHO = re.compile(
    r",?\s+who\s+(?:(?:has|had|have)\s+)?(?:also\s+|once\s+|previously\s+|formerly\s+|currently\s+|now\s+|later\s+)?"
    r"(was|is|been|served\s+as|serves\s+as|works\s+as|worked\s+as|acted\s+as|acts\s+as|will\s+become|will\s+be|"
    r"is\s+to\s+become|will\s+serve\s+as|takes\s+over\s+as)\s+"
    r"(?:the\s+|an?\s+|its\s+|his\s+|her\s+|their\s+)?(?=\w)"
)
_FUTURE_VERB = re.compile(r"will|to\s+become|takes")
_PAST = re.compile(r"was|been|ed\b")
_UNTIL = re.compile(r"\s(?:until|till|from|between|before|for|under|in\s+the)\b|\s(?:in|during)\s+\d|\suntil\b")
_AT_THE_TIME = re.compile(r"\s(?:at\s+the\s+time|when|then|while|in\s+(?:1[6-9]|20)\d\d)\b")
_CLAUSE_END = re.compile(
    r"[,;:.()“”\"–—]|\s(?:and|but|until|till|when|while|from|between|before|since|at\s+the\s+time)\b"
)


def split_tenure(role: Sequence[str]) -> tuple[list[str], Tenure | None]:
    """A role's words without those that say when it is held, and what these say (of several the first).

    >>> split_tenure(["ex-minister"])
    (['minister'], 'former')
    """
    kept: list[str] = []
    tenure: Tenure | None = None
    for i, word in enumerate(role):
        low = word.lower()
        if low in _FORMER:
            tenure = tenure or "former"
        elif low in _FUTURE:
            tenure = tenure or "future"
        elif low == "then" and i < len(role) - 1:
            tenure = tenure or "then"
        elif low not in _HELD:
            bare, told = _without_affix(word)
            tenure = tenure or told
            kept.append(bare)
    return kept, tenure


def _without_affix(word: str) -> tuple[str, Tenure | None]:
    prefix = _PREFIX.match(word)
    if prefix:
        which = prefix.group(1).lower()
        return word[prefix.end() :], None if which == "now" else "then" if which == "then" else "former"
    suffix = _SUFFIX.search(word)
    return (word[: suffix.start()], "future") if suffix else (word, None)


def is_tenure(word: str) -> bool:
    """Whether a lower-case word only says when a role is held."""
    return word in _FORMER or word in _FUTURE or word in _HELD or word == "then"


def bare_role(noun: str) -> str:
    """A role's noun (lower case) without *ex-* or *-elect*."""
    return _without_affix(noun)[0]


def told_by_clause(text: str, name_end: int, limit: int) -> tuple[str, Tenure | None] | None:
    """The noun phrase that a relative clause behind a name gives (*…, who was mayor until 2012*) and its tenure; None
    without one. A past verb tells nothing unless the clause says when: the article itself is told in the past."""
    if not text.startswith((" who ", ", who "), name_end):
        return None
    match = _WHO.match(text, name_end, min(limit, name_end + 80))
    if match is None:
        return None
    stop = _CLAUSE_END.search(text, match.end(), min(limit, match.end() + 100))
    phrase = text[match.end() : stop.start() if stop else min(limit, match.end() + 100)]
    verb, behind = match.group(1), text[match.end() : min(limit, match.end() + 120)].split(",")[0]
    if _FUTURE_VERB.search(verb):
        return phrase, "future"
    if not _PAST.search(verb):
        return phrase, None
    if _AT_THE_TIME.search(behind):
        return phrase, "then"
    return (phrase, "former") if _UNTIL.search(behind) or "served" in verb or "worked" in verb else None
