"""What resolving one source needs to know: the article's cast, who has spoken so far, and in whose words it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.attribution.cast import Cast
from tracker.attribution.entities import Entity
from tracker.attribution.found import Found
from tracker.attribution.turns import Turns
from tracker.records import Attribution

_ENDS_CALL = re.compile(r"\s*[.?!,”\"’']*\s*(?:$|(?<=[.?!])\s)")
_MOST_NAMES = 20  # looked at in what is said, for one who is spoken to


@dataclass(frozen=True, slots=True)
class Around:
    """In whose words a nested attribution stands, and whether these are quoted (so that *I* means that one)."""

    found: Found | None
    quoted: bool

    @property
    def speaker(self) -> Entity | None:
        """Whose words they are, as far as that was found."""
        return self.found.entity if self.found is not None else None


@dataclass(frozen=True, slots=True)
class Reading:
    """One attribution and what stands before it; `around` only of a nested one."""

    cast: Cast
    turns: Turns
    attribution: Attribution
    around: Around | None = None

    def last(self, before: int) -> Entity | None:
        """Who spoke last before a place."""
        found = self.turns.last(before)
        return found.entity if found is not None else None


def spoken_to(reading: Reading) -> set[Entity]:
    """Those whom a quotation calls by name: *"Which spring, Mr Lee?"*, *"You are late, Ann"*."""
    cast, found = reading.cast, set()
    if reading.attribution.kind != "direct":
        return set()
    for content in reading.attribution.content:
        for name in cast.names_in(content.start, content.end)[:_MOST_NAMES]:
            called = cast.text[max(name.whole.start - 2, content.start) : name.whole.start] == ", "
            if called and _ENDS_CALL.match(cast.text[name.span.end : min(name.span.end + 4, content.end)]):
                found.add(cast.entity_of(name))
    return found
