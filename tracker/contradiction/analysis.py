"""A claim taken apart, once, for all the pairs it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tracker.contradiction import polarity
from tracker.contradiction.dates import Time, find_times, read_day
from tracker.contradiction.lexicon import COMMON
from tracker.contradiction.names import Place, find_names, find_places
from tracker.contradiction.polarity import Item, find_items
from tracker.contradiction.quantities import Quantity, find_quantities
from tracker.contradiction.words import Word, read_words
from tracker.records import Span, Statement
from tracker.stems import stem

_FIRST_PERSON = frozenset("i we my our us me i'm i've we've we're ours mine myself ourselves i'd we'd".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True, eq=False)
class Quantifier:
    """*all of X*, *most X*, *no X*: a share of what `heads` name, `low`..`high` in 0..1."""

    low: float
    high: float
    heads: frozenset[str]
    clause: int
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Analysed:
    """What the reasoning over structure reads of one claim. `weights` are those of `items`, one each."""

    statement: Statement
    words: tuple[Word, ...]
    items: tuple[Item, ...]
    weights: tuple[float, ...]
    total: float
    by_stem: dict[str, tuple[int, ...]]
    by_sense: dict[str, tuple[tuple[int, int], ...]]
    quantities: tuple[Quantity, ...]
    quantifiers: tuple[Quantifier, ...]
    times: tuple[Time, ...]
    names: frozenset[str]
    places: tuple[Place, ...]
    speaker: frozenset[str]
    day: int | None
    hedged: bool
    excluding: bool
    future: bool
    negated: bool
    first_person: bool


@lru_cache(maxsize=8192)
def analyse(statement: Statement) -> Analysed:
    """Take one claim apart."""
    words = read_words(statement.text)
    day = read_day(statement.date)
    items = find_items(words, statement.denied)
    names = find_names(words)
    times = find_times(words, day)
    taken = frozenset(n for time in times for n in time.words)
    weights = tuple(_weight(item, names) for item in items)
    by_stem: dict[str, tuple[int, ...]] = {}
    by_sense: dict[str, tuple[tuple[int, int], ...]] = {}
    for n, item in enumerate(items):
        by_stem[item.key] = (*by_stem.get(item.key, ()), n)
        for axis, pole in item.senses:
            by_sense[axis] = (*by_sense.get(axis, ()), (n, pole))
    return Analysed(
        statement=statement,
        words=words,
        items=items,
        weights=weights,
        total=sum(weights),
        by_stem=by_stem,
        by_sense=by_sense,
        quantities=find_quantities(words, statement.text, taken),
        quantifiers=_find_quantifiers(words),
        times=times,
        names=names,
        places=find_places(words, times),
        speaker=speaker_keys(statement.speaker),
        day=day,
        hedged=statement.level != "certain" if statement.level else polarity.is_hedged(statement.text),
        excluding=polarity.is_excluding(statement.text),
        future=polarity.is_about_future(statement.text),
        negated=statement.denied or any(item.sign < 0 for item in items),
        first_person=any(word.lower in _FIRST_PERSON for word in words),
    )


def speaker_keys(speaker: str | None) -> frozenset[str]:
    """The stems by which a speaker may be spoken of."""
    return frozenset(word.key for word in read_words(speaker or "") if word.content)


def _weight(item: Item, names: frozenset[str]) -> float:
    """How much it says that two claims share this word: names most, words of every day least."""
    if item.key in names:
        return 1.5
    if item.key in COMMON:
        return 0.35
    return 1.0 if len(item.key) > 3 else 0.8


_ALL = frozenset("all every each both everyone everybody everything entire whole".split())  # noqa: SIM905
_NONE = frozenset({"none", "nobody", "neither"})
_SHARES = {
    "most": (0.5, 0.99), "some": (0.02, 0.98), "several": (0.02, 0.98), "many": (0.1, 0.98), "few": (0.0, 0.4),
    "half": (0.35, 0.65),
}  # fmt: skip
_LEADING = frozenset("of the our its their last single my those these her his".split())  # noqa: SIM905


def _find_quantifiers(words: tuple[Word, ...]) -> tuple[Quantifier, ...]:
    found = []
    for n, word in enumerate(words):
        lower = word.lower
        if lower in _ALL:
            low, high = (0.0, 0.98) if n and words[n - 1].lower == "not" else (1.0, 1.0)
        elif lower in _SHARES:
            low, high = _SHARES[lower]
        elif lower in _NONE or (lower == "no" and n + 1 < len(words) and words[n + 1].content):
            low, high = 0.0, 0.0
        else:
            continue
        heads = [stem("people")] if lower in {"everyone", "everybody", "nobody"} else []
        for following in words[n + 1 : n + 7]:
            if following.lower in _LEADING and not heads:
                continue
            if not following.content or following.clause != word.clause:
                break
            heads.append(following.key)
        if heads:
            found.append(Quantifier(low, high, frozenset(heads), word.clause, Span(word.start, word.end)))
    return tuple(found)
