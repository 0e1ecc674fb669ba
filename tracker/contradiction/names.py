"""Who and where: the names of a claim, the places it puts things at, and who does what in it."""

from __future__ import annotations

from typing import NamedTuple

from tracker.contradiction.dates import Time
from tracker.contradiction.polarity import Item
from tracker.contradiction.words import FUNCTION, Word

_WHERE = frozenset(
    """in at near inside outside into on onto off from to beside behind under above below beyond
    around through across over along between among towards within""".split()  # noqa: SIM905
)
_STATIC = frozenset("in at inside on near beside within into to".split())  # noqa: SIM905
_NO_PLACES = frozenset(
    """time end addition total case fact order force full part charge detail advance writing court
    order response favour danger public private custody talks trouble person doubt pieces question
    least most first last once all""".split()  # noqa: SIM905
)
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december christmas easter""".split()  # noqa: SIM905
)
_BE = frozenset("is are was were be been being had has have got".split())  # noqa: SIM905


class Place(NamedTuple):
    """Where a clause puts what it tells: the stems of the words after the preposition; `named` if one is a name."""

    keys: frozenset[str]
    named: bool
    static: bool
    clause: int
    start: int
    end: int


class Roles(NamedTuple):
    """Who does a deed, and to what: items before and after it, turned round where it is passive."""

    agent: frozenset[str]
    patient: frozenset[str]
    start: int
    end: int
    sure: bool


def find_names(words: tuple[Word, ...]) -> frozenset[str]:
    """Stems of the words with a capital that are not merely the first of their sentence."""
    names = set()
    first = True
    for word in words:
        if word.key and word.capital and word.lower not in FUNCTION and word.lower not in _CALENDAR and not first:
            names.add(word.key)
        first = word.lower in {".", "!", "?", ":"}
    return frozenset(names)


def find_places(words: tuple[Word, ...], times: tuple[Time, ...]) -> tuple[Place, ...]:
    """The places a claim names after a preposition of place."""
    taken = {n for time in times for n in time.words}
    places = []
    for n, word in enumerate(words):
        if word.lower not in _WHERE:
            continue
        keys: list[str] = []
        named, last = False, word
        for k in range(n + 1, min(n + 8, len(words))):
            following = words[k]
            if k in taken or (not following.key and following.lower != "-"):
                break
            if following.lower in FUNCTION:
                if keys and following.lower not in {"of", "the"}:
                    break
                continue
            if following.lower[0].isdecimal() or (following.lower.endswith(("ed", "ing")) and keys):
                break
            keys.append(following.key)
            named = named or following.capital
            last = following
        if keys and keys[0] not in _NO_PLACES:
            found = frozenset(keys)
            places.append(Place(found, named, word.lower in _STATIC, word.clause, words[n].start, last.end))
    return tuple(places)


def find_roles(words: tuple[Word, ...], items: tuple[Item, ...], deed: Item, speaker: frozenset[str]) -> Roles | None:
    """Who does `deed` in its clause, as far as the order of words tells; a first person is the speaker."""
    before, after, by = [], [], []
    n = deed.token
    passive = any(words[k].lower in _BE for k in range(max(0, n - 3), n) if words[k].clause == deed.clause)
    passive = passive and (deed.verb and words[n].lower.endswith(("ed", "en", "n", "t", "d", "k")))
    by_at = next(
        (k for k in range(n + 1, min(n + 12, len(words))) if words[k].lower == "by" and words[k].clause == deed.clause),
        -1,
    )
    for item in items:
        if item.clause != deed.clause or item.token == n:
            continue
        if item.token < n:
            before.append(item)
        elif by_at >= 0 and item.token > by_at:
            by.append(item)
        else:
            after.append(item)
    me = any(
        words[k].lower in {"i", "we", "us", "our", "my"}
        for k in range(max(0, n - 5), n)
        if words[k].clause == deed.clause
    )
    if by_at >= 0 and (passive or deed.verb) and by:
        doers, done = by[:5], before + after
    elif passive:
        return None
    else:
        doers, done = before, after
    agent = frozenset(item.key for item in doers) | (speaker if me and doers is before else frozenset())
    if not agent:
        return None
    spans = doers or [deed]
    return Roles(
        agent,
        frozenset(item.key for item in done),
        min(item.start for item in spans),
        max(item.end for item in spans),
        by_at >= 0 or me or any(item.capital for item in doers),
    )
