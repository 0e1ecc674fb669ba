"""Where entities are mentioned, and how weightily: what a pronoun looks back at.

A pronoun means a subject or a speaker rather than somebody talked about, and the near rather than the far
(Lappin and Leass 1994 weigh so).
"""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from tracker.attribution.entities import Entity
from tracker.attribution.layout import Layout, Stretches
from tracker.records import Span

_BACK = 4  # paragraphs a pronoun looks back
_REACH = 10_000  # characters it looks back, where paragraphs are very long
# What each sign is worth, as log odds against another that fits. A conditional logit fitted on 281 pronouns with gold
# (of the texts that `evals/resolutions.py` names), drawn to weights that were set by hand: cross-validated it is right
# as often as those were (252 of 281), and its odds are truer.
SPEAKING = 1.1  # being a source
_SUBJECT_OF = 0.7  # opening a sentence
_TALKED_OF = -0.85  # within what is said
_HEARER = -0.95  # behind *told*, *in*, *with*
_PARAGRAPH = -1.2  # for each paragraph back
_CHARACTERS = -1.2 / 400  # for each character back
_LAST_HERE, _LAST_BEFORE = 1.25, 0.9  # having spoken last, in this paragraph or in one before
_SURE = 0.5  # the kind is told by the text
_KNOWN = 0.3  # so is the gender
_LEAN = 1.2  # for each point that the given name's ending leans to a gender
_HINT = 0.9  # a hint at the gender in the text
_FOCUS = 0.9  # what the sentence before is about: in all 9 places where another spoke last, in a paragraph before
_LONE = -0.2  # one word, and the kind is not told: it may be anything

_SUBJECT = 30  # characters from the sentence's start within which a name is likely its subject
# a hearer or a place follows
_OBLIQUE = re.compile(r"\b(?:told|asked|informed|from|in|at|near|to|against|with|on)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is mentioned, and its weight there."""

    at: int
    entity: Entity
    weight: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """One that a pronoun may mean: how weightily, and in which paragraph back it was last mentioned."""

    score: float
    entity: Entity
    distance: int


class Mentions:
    """The mentions of one text, sorted by place."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._sorted: list[Mention] = []
        self._hints: dict[Entity, int] = {}  # of a woman, above 0
        self._places: dict[Entity, list[int]] = {}

    def _focus(self, at: int, paragraph: int) -> int:
        """Where the sentence before that of a place begins; behind every place, where its paragraph has none."""
        start = self._layout.sentence_start(at)
        within = start > 0 and self._layout.paragraph(start - 1) == paragraph
        return self._layout.sentence_start(start - 1) if within else sys.maxsize

    def hint(self, entity: Entity, gender: str) -> None:
        """Note that the text hints at an entity's gender."""
        self._hints[entity] = self._hints.get(entity, 0) + (1 if gender == "f" else -1)

    def _hinted(self, entity: Entity, gender: str) -> float:
        hints = self._hints.get(entity, 0) if entity.gender is None else 0
        return 0.0 if not hints else _HINT if (hints > 0) == (gender == "f") else -_HINT

    def add(self, at: int, entity: Entity, weight: float) -> None:
        """Note a mention. Those at one place stay in the order they were noted in."""
        insort(self._sorted, Mention(at, entity, weight), key=attrgetter("at"))
        insort(self._places.setdefault(entity, []), at)

    def last(self, entity: Entity, before: int) -> int:
        """Where an entity is last mentioned before a place; -1 where it is not."""
        places = self._places.get(entity, [])
        i = bisect_left(places, before)
        return places[i - 1] if i else -1

    def at(self, place: int) -> Entity | None:
        """The entity mentioned right at a place."""
        i = bisect_left(self._sorted, place, key=attrgetter("at"))
        found = self._sorted[i] if i < len(self._sorted) else None
        return found.entity if found is not None and found.at == place else None

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions of a stretch of text, in order."""
        first = bisect_left(self._sorted, start, key=attrgetter("at"))
        return self._sorted[first : bisect_left(self._sorted, end, key=attrgetter("at"))]

    def two_of_a_kind(self, start: int, end: int) -> tuple[Entity, Entity] | None:
        """The last two people, or the last two bodies, that a stretch of text names or describes."""
        for kind in ("person", "organization"):
            there = [m.entity for m in self.within(start, end) if m.entity.kind == kind and not m.entity.place]
            known = [entity for entity in there if entity.sure or len(entity.words) != 1]
            two = list(dict.fromkeys(reversed(known)))[:2]
            if len(two) == 2:
                return two[1], two[0]
        return None

    def backwards(self, at: int) -> Iterator[Mention]:
        """The mentions before a place, the nearest first."""
        for i in range(bisect_left(self._sorted, at, key=attrgetter("at")) - 1, -1, -1):
            yield self._sorted[i]

    def nearest(self, at: int, fits: Callable[[Entity], bool], last: Entity | None) -> Entity | None:
        """The likeliest of those that `ranked` gives."""
        return next((one.entity for one in self.ranked(at, fits, last)), None)

    def ranked(
        self, at: int, fits: Callable[[Entity], bool], last: Entity | None, *, gender: str | None = None
    ) -> list[Ranked]:
        """Those that fit a pronoun at `at`, the likeliest first; `last` spoke last, `gender` is the pronoun's."""
        here = self._layout.paragraph(at)
        floor = max(self._layout.paragraph_start(here - _BACK), at - _REACH)
        about = self._focus(at, here)
        best: dict[Entity, Ranked] = {}
        for mention in self.backwards(at):
            if mention.at < floor:
                break
            entity = mention.entity
            if not fits(entity) or (entity.place and mention.weight < SPEAKING):
                continue
            back = here - self._layout.paragraph(mention.at)
            score = mention.weight + back * _PARAGRAPH + (at - mention.at) * _CHARACTERS
            if entity is last:
                score += _LAST_BEFORE if back else _LAST_HERE
            lone = not entity.sure and len(entity.words) == 1
            if about <= mention.at < about + _SUBJECT and not lone and not self._layout.quoted(mention.at):
                score += _FOCUS
            score += _SURE if entity.sure else _LONE * lone
            if gender is not None:
                score += _LEAN * entity.lean(gender) + self._hinted(entity, gender)
                score += _KNOWN * (entity.gender == gender)
            known = best.get(entity)
            if known is None:
                best[entity] = Ranked(score, entity, back)
            elif score >= known.score:
                best[entity] = Ranked(score, entity, known.distance)
        return sorted(best.values(), key=attrgetter("score"), reverse=True)


def odds(ranked: Sequence[Ranked]) -> float | None:
    """The log odds of the first against all others together; None where there are no others."""
    if len(ranked) < 2:
        return None
    first, second = ranked[0].score, ranked[1].score
    return first - second - math.log(sum(math.exp(one.score - second) for one in ranked[1:]))


def weight_of(span: Span, text: str, layout: Layout, sources: Stretches, contents: Stretches) -> float:
    """How weighty a name is where it stands."""
    weight = 0.0
    if _OBLIQUE.search(text[max(span.start - 16, 0) : span.start].lower()):
        weight += _HEARER
    if span.start - layout.sentence_start(span.start) < _SUBJECT and not layout.quoted(span.start):
        weight += _SUBJECT_OF
    if sources.hold(span.start):
        weight += SPEAKING
    elif contents.hold(span.start):
        weight += _TALKED_OF
    return weight
