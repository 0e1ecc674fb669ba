"""Listing pairs of claims: one dispute told by five outlets is one row, with its tellings beneath."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tracker.errors import QueryError
from tracker.records import REASONS, REVIEW_STATUSES, Dispute, Reason, Relation, ReviewStatus, StoredRelation
from tracker.store.lookup import matching_speakers
from tracker.store.queries import RelationQuery, confidence, iso_date, sql_limit
from tracker.store.relations import STORED, load_relations
from tracker.store.rows import Row
from tracker.store.tellings import Side, group_pairs

_SIDE = (
    "c{0}.id, c{0}.text, m{0}.speaker_id, a{0}.id, a{0}.date, coalesce(a{0}.outlet, a{0}.ref),"
    " coalesce(o{0}.id, c{0}.id), coalesce(d{0}.outlet, d{0}.ref, a{0}.outlet, a{0}.ref)"
)
# The original's article is read only where there is one.
_SIDE_TABLES = (
    " JOIN claims c{0} ON c{0}.id = p.claim_{0} JOIN attributions t{0} ON t{0}.id = c{0}.attribution_id"
    " JOIN articles a{0} ON a{0}.id = t{0}.article_id LEFT JOIN mentions m{0} ON m{0}.id = t{0}.mention_id"
    " LEFT JOIN reprinted_claims r{0} ON r{0}.claim_id = c{0}.id LEFT JOIN claims o{0} ON o{0}.id = r{0}.original_id"
    " LEFT JOIN attributions u{0} ON u{0}.id = o{0}.attribution_id LEFT JOIN articles d{0} ON d{0}.id = u{0}.article_id"
)
_PAIRS = (
    f"SELECT p.id, p.reason, p.score, p.status, coalesce(v.whole, 0), {_SIDE.format('a')}, {_SIDE.format('b')}"
    " FROM current_relations p LEFT JOIN reviews v ON v.id = p.review_id"
    f"{_SIDE_TABLES.format('a')}{_SIDE_TABLES.format('b')} WHERE p.relation = ? ORDER BY p.id"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as one article prints it: `outlet` is the article's (its ref where it has none), `origin` the claim that
    this one reprints or itself, `first_outlet` the outlet of that."""

    id: int
    text: str
    speaker: int | None
    article: int
    date: str | None
    outlet: str
    origin: int
    first_outlet: str

    @property
    def side(self) -> Side:
        """What tells whether it says the same as another one."""
        return Side(self.origin, self.text, self.date)


@dataclass(frozen=True)
class Pair:
    """What grouping, choosing a head and filtering need. `whole`: a person dismissed it as the head of its dispute."""

    id: int
    reason: Reason | None
    score: float
    status: ReviewStatus
    whole: bool
    a: Told
    b: Told

    @cached_property
    def same_speaker(self) -> bool:
        """Whether it is one speaker against themselves."""
        return self.a.speaker is not None and self.a.speaker == self.b.speaker

    @cached_property
    def rank(self) -> tuple[bool, bool, float, int]:
        """The lowest stands for the others: no reprint, then a speaker against themselves, then the surest."""
        is_reprint = self.a.origin != self.a.id or self.b.origin != self.b.id
        return (is_reprint, not self.same_speaker, -self.score, self.id)


@dataclass(frozen=True, slots=True)
class Group:
    """A dispute before its claims are read whole: the head, then the others in their order."""

    pairs: tuple[Pair, ...]
    outlets: int
    origins: int

    @property
    def head(self) -> Pair:
        """The pair that stands for all."""
        return self.pairs[0]


def select_disputes(conn: sqlite3.Connection, query: RelationQuery) -> list[Dispute]:
    """The disputes a query asks for, the most valuable first: a speaker against themselves, then the surest, then
    those told by the most outlets."""
    _check(query)
    groups = [group for group in find_groups(conn, query.relation) if _fits(group.head, query)]
    if query.speaker is not None:
        ids = set(matching_speakers(conn, query.speaker))
        groups = [group for group in groups if any({p.a.speaker, p.b.speaker} & ids for p in group.pairs)]
    if query.since is not None or query.until is not None:
        since, until = (None if day is None else iso_date(day) for day in (query.since, query.until))
        groups = [group for group in groups if any(_is_between(pair, since, until) for pair in group.pairs)]
    if query.min_confidence is not None:
        sure = surely_said(conn, _claims_of(group.head for group in groups), query.min_confidence)
        groups = [group for group in groups if {group.head.a.id, group.head.b.id} <= sure]
    groups.sort(key=lambda group: (not group.head.same_speaker, -group.head.score, -group.outlets, group.head.id))
    return read_groups(conn, groups if query.limit is None else groups[: query.limit])


def _claims_of(pairs: Iterable[Pair]) -> Iterator[int]:
    return (side.id for pair in pairs for side in (pair.a, pair.b))


def surely_said(conn: sqlite3.Connection, claims: Iterable[int], least: float) -> set[int]:
    """Those of these claims of which the machine is at least so sure that they were made."""
    ids = json.dumps(sorted(set(claims)))
    sql = (
        "SELECT c.id FROM json_each(?) k CROSS JOIN claims c ON c.id = k.value"
        " JOIN attributions t ON t.id = c.attribution_id WHERE t.confidence >= ?"
    )
    return {row[0] for row in conn.execute(sql, (ids, confidence(least)))}


def surely_told(conn: sqlite3.Connection, groups: Sequence[Group], least: float) -> Iterator[Group]:
    """Those of the groups of whose heads both claims are so surely made (as `min_confidence` has it), without the other
    pairs of which that does not hold."""
    sure = surely_said(conn, _claims_of(pair for group in groups for pair in group.pairs), least)
    for group in groups:
        pairs = [pair for pair in group.pairs if {pair.a.id, pair.b.id} <= sure]
        if group.head in pairs:
            yield _counted(pairs)


def select_queue(conn: sqlite3.Connection, limit: int | None) -> list[StoredRelation]:
    """The heads of the contradictions that nobody has decided on, the most valuable first."""
    return [dispute.head for dispute in select_disputes(conn, RelationQuery(status="suggested", limit=limit))]


def is_head(conn: sqlite3.Connection, relation_id: int) -> bool:
    """Whether the pair (or what another model made of the same two claims) is shown as the head of a dispute."""
    sql = "SELECT relation, claim_a, claim_b FROM relations WHERE id = ?"
    row = conn.execute(sql, (relation_id,)).fetchone()
    return row is not None and row[1:] in {(g.head.a.id, g.head.b.id) for g in find_groups(conn, row[0])}


def _check(query: RelationQuery) -> None:
    words = (("relation", STORED), ("status", REVIEW_STATUSES), ("reason", REASONS))
    for name, known in words:
        word = getattr(query, name)
        if word is not None and word not in known:
            raise QueryError(f"no {name} {word!r}", todo=f"use one of {', '.join(known)}")
    if query.min_score is not None and not 0 <= query.min_score <= 1:
        raise QueryError(f"a score of {query.min_score}", todo="give one from 0 to 1")
    sql_limit(query.limit)


def find_groups(conn: sqlite3.Connection, relation: Relation) -> list[Group]:
    """All pairs of current articles with this relation, those that are one dispute together."""
    pairs = [_read_pair(row) for row in conn.execute(_PAIRS, (relation,))]
    sides = [(pair.a.side, pair.b.side) for pair in pairs]
    return [_group([pairs[place] for place in places]) for places in group_pairs(sides)]


def _read_pair(row: Row) -> Pair:
    number, reason, score, status, whole = row[:5]
    return Pair(number, reason, score, status, bool(whole), Told(*row[5:13]), Told(*row[13:]))


def _group(pairs: list[Pair]) -> Group:
    if len(pairs) == 1:
        return _counted(pairs)
    head = _head(pairs)
    return _counted([head, *sorted((pair for pair in pairs if pair is not head), key=lambda pair: pair.rank)])


def _counted(pairs: Sequence[Pair]) -> Group:
    """These pairs, the head first, with how many outlets tell them."""
    told = [side for pair in pairs for side in (pair.a, pair.b)]
    outlets, origins = {side.outlet for side in told}, {side.first_outlet for side in told}
    return Group(tuple(pairs), len(outlets), len(origins))


def _head(pairs: list[Pair]) -> Pair:
    """A pair that a person confirmed, else the first by its rank.

    One that was the head when a person dismissed it stays so, or the dispute would come back with every new telling.
    """
    return min(pairs, key=lambda pair: (pair.status != "confirmed", not pair.whole, pair.rank))


def _fits(head: Pair, query: RelationQuery) -> bool:
    return (
        query.status in (None, head.status)
        and query.reason in (None, head.reason)
        and query.same_speaker in (None, head.same_speaker)
        and (query.min_score is None or head.score >= query.min_score)
    )


def _is_between(pair: Pair, since: str | None, until: str | None) -> bool:
    """Whether the later claim's article is of these days; one without a date is of none."""
    day = (pair.b.date or pair.a.date or "")[:10]
    return bool(day) and (since is None or day >= since) and (until is None or day[: len(until)] <= until)


def read_groups(conn: sqlite3.Connection, groups: list[Group]) -> list[Dispute]:
    """The groups with their claims, in the same order."""
    ids = [pair.id for group in groups for pair in group.pairs]
    relations = {relation.id: relation for relation in load_relations(conn, ids)}
    disputes = []
    for group in groups:
        head, *others = (relations[pair.id] for pair in group.pairs)
        also = tuple(_as_head(other, head.status) for other in others)
        disputes.append(Dispute(head, also, group.outlets, group.origins))
    return disputes


def _as_head(other: StoredRelation, status: ReviewStatus) -> StoredRelation:
    """What a person decided on the head counts for the pairs that nobody has decided on."""
    return replace(other, status=status) if other.status == "suggested" else other
