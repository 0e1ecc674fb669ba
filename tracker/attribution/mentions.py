"""Where entities are mentioned, and how weightily: what a pronoun looks back at.

A pronoun means a subject or a speaker rather than somebody talked about, and the near rather than the far
(Lappin and Leass 1994 weigh so; the weights here are set by hand).
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from tracker.attribution.entities import Entity
from tracker.attribution.layout import Layout, Stretches
from tracker.records import Span

_BACK = 4  # paragraphs a pronoun looks back
_REACH = 10_000  # characters it looks back, where paragraphs are very long
_PARAGRAPH = 0.9  # what each of them costs
_CHARACTERS = 400  # and so many characters cost 1
_SUBJECT = 30  # characters from the sentence's start within which a name is likely its subject
# a hearer or a place follows
_OBLIQUE = re.compile(r"\b(?:told|asked|informed|from|in|at|near|to|against|with|on)\s+(?:the\s+)?$")

SPEAKING = 1.0  # the weight of being a source


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is mentioned, and its weight there."""

    at: int
    entity: Entity
    weight: float


class Mentions:
    """The mentions of one text, sorted by place."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._sorted: list[Mention] = []
        self._places: dict[Entity, list[int]] = {}

    def add(self, at: int, entity: Entity, weight: float) -> None:
        """Note a mention. Those at one place stay in the order they were noted in."""
        insort(self._sorted, Mention(at, entity, weight), key=attrgetter("at"))
        insort(self._places.setdefault(entity, []), at)

    def last(self, entity: Entity, before: int) -> int:
        """Where an entity is last mentioned before a place; -1 where it is not."""
        places = self._places.get(entity, [])
        i = bisect_left(places, before)
        return places[i - 1] if i else -1

    def backwards(self, at: int) -> Iterator[Mention]:
        """The mentions before a place, the nearest first."""
        for i in range(bisect_left(self._sorted, at, key=attrgetter("at")) - 1, -1, -1):
            yield self._sorted[i]

    def nearest(
        self, at: int, fits: Callable[[Entity], bool], last: Entity | None, *, gender: str | None = None
    ) -> Entity | None:
        """The entity a pronoun at `at` means, of those that fit; `last` spoke last, `gender` is the pronoun's."""
        here = self._layout.paragraph(at)
        floor = max(self._layout.paragraph_start(here - _BACK), at - _REACH)
        best: tuple[float, Entity] | None = None
        for mention in self.backwards(at):
            if mention.at < floor:
                break
            entity = mention.entity
            if not fits(entity) or (entity.place and mention.weight < SPEAKING):
                continue
            back = here - self._layout.paragraph(mention.at)
            score = mention.weight - back * _PARAGRAPH - (at - mention.at) / _CHARACTERS
            score += 0.9 if entity is last else 0.0
            score += 0.3 if entity.sure else 0.0
            score += entity.lean(gender) if gender else 0.0
            if best is None or score >= best[0]:
                best = (score, entity)
        return best[1] if best else None


def weight_of(span: Span, text: str, layout: Layout, sources: Stretches, contents: Stretches) -> float:
    """How weighty a name is where it stands."""
    weight = 0.0
    if _OBLIQUE.search(text[max(span.start - 16, 0) : span.start].lower()):
        weight -= 0.9
    if span.start - layout.sentence_start(span.start) < _SUBJECT and not layout.quoted(span.start):
        weight += 0.6
    if sources.hold(span.start):
        weight += SPEAKING
    elif contents.hold(span.start):
        weight -= 0.8
    return weight
