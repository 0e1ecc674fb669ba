"""Whom a name in an article means, in the light of links and of the decisions that stand.

Nothing is patched step by step: what holds is worked out anew from what the machine found (the row of the name alone)
and the standing decisions in the order of their ids. So taking one back leaves what there would be without it,
whatever was added since. Worked out is only what is in reach of the rows that a decision names.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.records import SpeakerKind
from tracker.store.decisions import Decision, touching, with_keys

_LINKS = (
    "SELECT l.speaker_id, l.other_id FROM json_each(:ids) k CROSS JOIN speaker_links l ON l.speaker_id = k.value"
    " WHERE l.suggested = 0 UNION SELECT l.speaker_id, l.other_id FROM json_each(:ids) k"
    " CROSS JOIN speaker_links l ON l.other_id = k.value WHERE l.suggested = 0"
)
_KINDS = "SELECT s.id, s.kind FROM json_each(?) k CROSS JOIN speakers s ON s.id = k.value"
# A source described by words alone may turn out to be anybody.
_OPEN: tuple[SpeakerKind, ...] = ("group", "unnamed")


@dataclass(frozen=True, slots=True)
class Place:
    """A name in an article: the row of the name alone, and what rules go by. Decisions up to the id `after` were made
    before the name was said to stand there."""

    found: int
    ref: str
    article_id: int
    key: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class _Rule:
    """A split or a name given: with whom each row was one when it was decided."""

    decision: Decision
    roots: dict[int, int]


def may_be_one(kind: SpeakerKind, other: SpeakerKind) -> bool:
    """Whether two speakers of these kinds can be the same."""
    return kind == other or kind in _OPEN or other in _OPEN


class Rulings:
    """Links and decisions in reach of some rows of speakers. `reach` adds further rows."""

    def __init__(self, conn: sqlite3.Connection, speakers: Iterable[int]) -> None:
        self._conn = conn
        self._decisions: dict[int, Decision] = {}
        self._links: dict[int, int] = {}
        self._kinds: dict[int, SpeakerKind] = {}
        self._rules: list[_Rule] = []
        self._final: dict[int, int] = {}
        self._named = conn.execute("SELECT 1 FROM speaker_decisions WHERE key NOTNULL LIMIT 1").fetchone() is not None
        self.reach(speakers)

    @property
    def speakers(self) -> frozenset[int]:
        """All rows in reach."""
        return frozenset(self._kinds)

    @property
    def decisions(self) -> list[Decision]:
        """All decisions in reach, by id."""
        return [self._decisions[number] for number in sorted(self._decisions)]

    def reach(self, speakers: Iterable[int], keys: Iterable[str] = ()) -> None:
        """Take in these rows, those that were given one of these names (folded), and all that decisions and links lead
        to from them."""
        pending = set(speakers) - self._kinds.keys()
        if self._named:
            for decision in with_keys(self._conn, set(keys)):
                if decision.id not in self._decisions:
                    pending |= {decision.speaker_id or 0, decision.other_id or 0} - {0}
        pending -= self._kinds.keys()
        if not pending and self._final:
            return
        while pending:
            ids = json.dumps(sorted(pending))
            self._kinds.update(self._conn.execute(_KINDS, (ids,)).fetchall())
            near: set[int] = set()
            for decision in touching(self._conn, pending):
                self._decisions[decision.id] = decision
                near |= {one for one in (decision.speaker_id, decision.other_id) if one is not None}
            for speaker, other in self._conn.execute(_LINKS, {"ids": ids}):
                self._links[speaker] = other
                near |= {speaker, other}
            pending = near - self._kinds.keys()
        self._play()

    def _play(self) -> None:
        """Who is who after each decision, in their order: a forest, a row beneath whom it was said to be."""
        above = dict(self._links)
        for decision in self.decisions:
            if decision.action == "split" and not decision.stands and decision.other_id and decision.speaker_id:
                above[decision.other_id] = decision.speaker_id  # what was split off is again of whom it was
        self._rules = []
        for decision in self.decisions:
            one, other = decision.speaker_id, decision.other_id
            if not decision.stands or one is None:
                continue
            if decision.action == "merge" and other is not None:
                if _root(above, one) != _root(above, other):
                    above[_root(above, one)] = other
            elif decision.action == "apart" and other is not None:
                if _root(above, one) == _root(above, other):
                    del above[other if one in _path(above, other) else one]
            elif decision.action == "split" or decision.action == "alias":
                self._rules.append(_Rule(decision, {number: _root(above, number) for number in self._kinds}))
        self._final = {number: _root(above, number) for number in self._kinds}

    def root(self, speaker: int) -> int:
        """Who a row in reach is, by links and decisions that hold in every article."""
        return self._final[speaker]

    def means(self, place: Place) -> int:
        """Whom a name in an article means."""
        now = place.found
        for rule in self._rules:
            decision = rule.decision
            if decision.id <= place.after or decision.speaker_id is None:
                continue
            new = decision.other_id if decision.action == "split" else decision.speaker_id
            if new is not None and (self._is_split(rule, now, place) or self._is_named(decision, new, place)):
                now = new
        return self._final[now]

    def _is_split(self, rule: _Rule, now: int, place: Place) -> bool:
        decision = rule.decision
        if decision.action != "split" or decision.speaker_id is None or place.ref not in decision.refs:
            return False
        return rule.roots[now] == rule.roots[decision.speaker_id]

    def _is_named(self, decision: Decision, new: int, place: Place) -> bool:
        """Whether the article calls somebody by a name that was given to `new` before the article came."""
        if not place.key or decision.key != place.key or place.article_id <= decision.last_article:
            return False
        return may_be_one(self._kinds[place.found], self._kinds[new])

    def are_apart(self, one: int, other: int) -> bool:
        """Whether a decision that stands says that two are two."""
        both = {self._final[one], self._final[other]}
        return len(both) == 2 and any(
            {self._final[decision.speaker_id], self._final[decision.other_id]} == both
            for decision in self._decisions.values()
            if decision.stands
            and decision.action in ("apart", "split")
            and decision.speaker_id is not None
            and decision.other_id is not None
        )


def _path(above: dict[int, int], speaker: int) -> list[int]:
    """The row, whom it is beneath, and so on up to the root."""
    path = [speaker]
    while path[-1] in above:
        path.append(above[path[-1]])
    return path


def _root(above: dict[int, int], speaker: int) -> int:
    while speaker in above:
        speaker = above[speaker]
    return speaker
