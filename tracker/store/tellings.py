"""When two claims tell the same, and which pairs of claims are one dispute told again.

Nothing here reads the database: `group_pairs` takes what is needed of each pair and gives the groups, `find_sides`
tells who in a group is on which side.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from tracker.store.names import fold_name

# From what similarity two claims with the same numbers tell the same (0..100, rapidfuzz's token_set_ratio).
ALIKE = 85.0
# The same words may speak of another event when they come later than this. A dispute's pairs reach from the date of
# the one claim to that of the other; two of them further apart are two disputes.
WINDOW_DAYS = 31
# Words count as shared when they begin alike (*bridge*, *bridges*).
_STEM = 5
# At `ALIKE` two texts share most of their letters, so one of them has a shared word among its rarest that make up this
# part of it: only texts that have one of those are compared.
_RAREST = 0.4

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_PARTED = re.compile(r"\d[.,]\d")  # a number with a point or a comma in it
_UNITS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
# Of many claims, *one* is nobody's number (*no one*, *one of them*): it counts only after a ten.
_AFTER_TENS = {"one": 1, **_UNITS}
_ROUND = frozenset(("dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "million", "billion", "half"))
_SPOKEN = _ROUND | _UNITS.keys() | _TENS.keys()


@dataclass(frozen=True, slots=True)
class Side:
    """A claim of a pair: `origin` is the claim it reprints (or itself), `date` its article's, ISO 8601."""

    origin: int
    text: str
    date: str | None


def fold_text(text: str) -> str:
    """What is left of a claim when case, diacritics, punctuation and commas in numbers do not count.

    >>> fold_text("About 1,300 “fighters” – or 3.5%?")
    'about 1300 fighters or 3point5 percent'
    """
    if _PARTED.search(text):
        text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
        text = re.sub(r"(?<=\d)\.(?=\d)", "point", text)
    return fold_name(text.replace("%", " percent"))


def numbers_of(text: str) -> frozenset[str]:
    """The numbers in a claim, in digits where they are written out up to a hundred.

    >>> sorted(numbers_of("Twenty-three of 1,300 and two dozen"))
    ['1300', '2', '23', 'dozen']
    """
    return _numbers(text, fold_name(text))


def _numbers(text: str, folded: str) -> frozenset[str]:
    """The numbers in a claim, which is `folded` as a name or, where it holds no percent sign, as a text."""
    found = {number.replace(",", "") for number in _DIGITS.findall(text)}
    words = folded.split()
    if _SPOKEN.isdisjoint(words):  # most claims have none
        return frozenset(found)
    words = [word for word in words if word.isalpha()]
    place = 0
    while place < len(words):
        word = words[place]
        if word in _TENS:
            unit = _AFTER_TENS.get(words[place + 1], 10) if place + 1 < len(words) else 10
            found.add(str(_TENS[word] + unit % 10))
            place += unit < 10
        elif word in _UNITS:
            found.add(str(_UNITS[word]))
        elif word in _ROUND:
            found.add(word)
        place += 1
    return frozenset(found)


def group_pairs(pairs: Sequence[tuple[Side, Side]]) -> list[list[int]]:
    """Which pairs are one dispute, as lists of their places: the a-sides tell the same and the b-sides do, or the one
    pair's a-side the same as the other's b-side and the other way round.

    Two claims tell the same when one reprints the other, or both another one; when their words are the same; or when
    they have the same numbers and are alike, whoever speaks and when.
    """
    classes, texts = _classes(side for pair in pairs for side in pair)
    near = _near_classes(texts)
    groups = _Union(len(pairs))
    places: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for place, (a, b) in enumerate(pairs):
        places[_ordered(classes[a.origin], classes[b.origin])].append(place)
    # Pairs of the very same claims first, then whole clusters of them with each other.
    clusters = {both: _clusters(found, pairs, groups) for both, found in places.items()}
    for (one, other), mine in clusters.items():
        for same_one in near[one]:
            for same_other in near[other]:
                both = _ordered(same_one, same_other)
                if both > (one, other):
                    _join(mine, clusters.get(both, ()), groups)
    return groups.lists()


Which = Literal["a", "b"]


def find_sides(pairs: Sequence[tuple[Side, Side]]) -> list[tuple[Which, Which]]:
    """On which side of a dispute the two claims of each of its pairs are: that of the first pair's claim which they
    repeat. The pairs are those of one group, the head first; its claims are "a" and "b".

    What has one origin, or the same words, is on one side, and the two of a pair are on two, unless what ties them puts
    them on one (three claims that all contradict each other). What nothing ties to the head goes where it is more
    alike, pair for pair; where that is open too, it is as it is stored.
    """
    keys = _keys(pairs)
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in keys:
        beside[one].append(other)
        beside[other].append(one)
    found: dict[int, Which] = {}
    for (one, _), pair in zip(keys, pairs, strict=True):
        if one not in found:
            _spread(one, "b" if _is_turned(pair, pairs[0]) else "a", beside, found)
    return [("a", "b") if place == 0 else (found[one], found[other]) for place, (one, other) in enumerate(keys)]


_OTHER: dict[Which, Which] = {"a": "b", "b": "a"}


def _keys(pairs: Sequence[tuple[Side, Side]]) -> list[tuple[int, int]]:
    """For each claim of each pair a number, the same for claims of one origin or of the same words. Words that stand
    on both sides of a pair (one says so, the other denies it) tell nothing."""
    folded = [(fold_text(a.text), fold_text(b.text)) for a, b in pairs]
    both = {one for one, other in folded if one == other}
    known: dict[int | str, int] = {}
    union = _Union(2 * len(pairs))
    for place, (pair, texts) in enumerate(zip(pairs, folded, strict=True)):
        for number, side, text in zip((2 * place, 2 * place + 1), pair, texts, strict=True):
            union.join(number, known.setdefault(side.origin, number))
            if text and text not in both:
                union.join(number, known.setdefault(text, number))
    return [(union.root(2 * place), union.root(2 * place + 1)) for place in range(len(pairs))]


def _spread(start: int, side: Which, beside: Mapping[int, list[int]], found: dict[int, Which]) -> None:
    """Put `start` on this side, what it is paired with on the other, and so on; the first to tell is believed."""
    found[start] = side
    waiting = deque([start])
    while waiting:
        one = waiting.popleft()
        for other in beside[one]:
            if other not in found:
                found[other] = _OTHER[found[one]]
                waiting.append(other)


def _is_turned(pair: tuple[Side, Side], head: tuple[Side, Side]) -> bool:
    """Whether a pair's second claim is that which repeats the head's first."""
    (a, b), (one, other) = pair, head
    return _likeness(a, other) + _likeness(b, one) > _likeness(a, one) + _likeness(b, other)


def _likeness(one: Side, other: Side) -> float:
    """0..200: how alike two claims are word for word (so that a *not* counts), and 100 more for the same numbers."""
    from rapidfuzz import fuzz

    numbers = numbers_of(one.text)
    same = bool(numbers) and numbers == numbers_of(other.text)
    return fuzz.ratio(fold_text(one.text), fold_text(other.text)) + 100.0 * same


class _Union:
    """Union-find over the numbers below `size`."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def root(self, number: int) -> int:
        parents = self._parents
        while parents[number] != number:
            parents[number] = number = parents[parents[number]]
        return number

    def join(self, one: int, other: int) -> None:
        one, other = sorted((self.root(one), self.root(other)))
        self._parents[other] = one

    def lists(self) -> list[list[int]]:
        """The groups, each in order, by their first numbers."""
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parents)):
            groups[self.root(number)].append(number)
        return list(groups.values())


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one <= other else (other, one)


def _classes(sides: Iterable[Side]) -> tuple[dict[int, int], dict[int, dict[str, str]]]:
    """Claims of one origin, or of the same words, are one class: the class of each origin, and the texts of each class
    by what they are when folded."""
    sides = list(sides)
    folded = [fold_text(side.text) for side in sides]
    known: dict[int | str, int] = {}
    union = _Union(len(sides))
    for place, (side, text) in enumerate(zip(sides, folded, strict=True)):
        union.join(place, known.setdefault(side.origin, place))
        if text:
            union.join(place, known.setdefault(text, place))
    classes: dict[int, int] = {}
    texts: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for place, (side, text) in enumerate(zip(sides, folded, strict=True)):
        classes[side.origin] = root = union.root(place)
        texts[root].setdefault(text, side.text)
    return classes, texts


def _near_classes(texts: dict[int, dict[str, str]]) -> dict[int, set[int]]:
    """For each class those that tell the same as it, itself among them."""
    near = {number: {number} for number in texts}
    blocks: defaultdict[frozenset[str], list[tuple[str, int]]] = defaultdict(list)
    for number, folded in texts.items():
        for text, words in folded.items():
            if text:
                blocks[_numbers(words, fold_name(words) if "%" in words else text)].append((text, number))
    for block in blocks.values():
        if len(block) == 1:  # most texts with numbers are alone with theirs
            continue
        for one, other in _alike(block):
            near[one].add(other)
            near[other].add(one)
    return near


def _alike(block: list[tuple[str, int]]) -> Iterable[tuple[int, int]]:
    """The classes of those of these texts that are alike."""
    from rapidfuzz import fuzz, process

    stems = [{word[:_STEM] for word in text.split()} for text, _ in block]
    counts = Counter(stem for those in stems for stem in those)
    having: defaultdict[str, list[int]] = defaultdict(list)
    for place, those in enumerate(stems):
        for stem in those:
            having[stem].append(place)
    for place, (text, number) in enumerate(block):
        others = {other for stem in _rarest(text, counts) for other in having[stem]} - {place}
        choices = {other: block[other][0] for other in others if block[other][1] != number}
        for _, _, other in process.extract_iter(text, choices, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE):
            yield number, block[other][1]


def _rarest(text: str, counts: Counter[str]) -> list[str]:
    """The beginnings of a text's rarest words, up to `_RAREST` of its letters."""
    words = sorted(set(text.split()), key=lambda word: counts[word[:_STEM]])
    left = _RAREST * sum(map(len, words))
    found = []
    for word in words:
        if left < 0:
            break
        found.append(word[:_STEM])
        left -= len(word)
    return found


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Pairs that are one already: one of their places, and from which day to which they reach; None: not told."""

    place: int
    days: tuple[int, int] | None


def _clusters(places: list[int], pairs: Sequence[tuple[Side, Side]], groups: _Union) -> list[_Cluster]:
    """Join those of `places` (pairs of the same claims) that are near in time, and those that do not tell when."""
    if len(places) == 1:  # most claims are paired once
        return [_Cluster(places[0], _days(pairs[places[0]]))]
    dated, undated = [], []
    for place in places:
        days = _days(pairs[place])
        if days is None:
            undated.append(place)
        else:
            dated.append((*days, place))
    clusters: list[_Cluster] = []
    for first, last, place in sorted(dated):
        newest = clusters[-1] if clusters else None
        if newest is not None and newest.days is not None and first - newest.days[1] <= WINDOW_DAYS:
            groups.join(newest.place, place)
            clusters[-1] = _Cluster(newest.place, (newest.days[0], max(last, newest.days[1])))
        else:
            clusters.append(_Cluster(place, (first, last)))
    if undated and not clusters:
        clusters.append(_Cluster(undated[0], None))
    for place in undated:
        groups.join(clusters[0].place, place)
    return clusters


def _join(some: Iterable[_Cluster], others: Iterable[_Cluster], groups: _Union) -> None:
    for one in some:
        for other in others:
            if one.days is None or other.days is None or _gap(one.days, other.days) <= WINDOW_DAYS:
                groups.join(one.place, other.place)


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """The days between two stretches of days; 0 or less where they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])


def _days(pair: tuple[Side, Side]) -> tuple[int, int] | None:
    """From which day to which a pair reaches; None when neither claim tells."""
    one, other = _day(pair[0].date), _day(pair[1].date)
    if one is None or other is None:
        known = other if one is None else one
        return None if known is None else (known, known)
    return _ordered(one, other)


@lru_cache(maxsize=1024)
def _day(told: str | None) -> int | None:
    """The number of the day of an ISO 8601 date; a month or a year counts from its first day."""
    if told is None:
        return None
    day = told[:10]
    try:
        return date.fromisoformat(day + "-01-01"[len(day) - 4 :] if len(day) in (4, 7) else day).toordinal()
    except ValueError:
        return None
