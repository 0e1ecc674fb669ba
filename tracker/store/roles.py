"""What articles call a speaker, put together over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from tracker.records import Role, Tenure
from tracker.store.names import fold_name


class Told(NamedTuple):
    """What one article (its id and its day) tells of a speaker."""

    article_id: int
    date: str | None
    role: str | None
    affiliation: str | None
    tenure: Tenure | None


def roles_of(told: Iterable[Told]) -> tuple[Role, ...]:
    """The roles in the order given (by day); what neighbours tell alike is one."""
    roles: list[Role] = []
    articles: set[int] = set()
    for one in told:
        if one.role is None and one.affiliation is None:
            continue
        new = Role(one.role, one.affiliation, one.tenure, 1, one.date, one.date)
        if not roles or not _is_same(roles[-1], new):
            roles.append(new)
            articles = {one.article_id}
            continue
        last = roles[-1]
        articles.add(one.article_id)
        roles[-1] = replace(
            last,
            role=last.role or new.role,
            affiliation=last.affiliation or new.affiliation,
            articles=len(articles),
            first_date=last.first_date or one.date,
            last_date=one.date or last.last_date,
        )
    return tuple(roles)


@lru_cache(maxsize=4096)
def merged(said: tuple[tuple[str | None, str | None, Tenure | None], ...]) -> tuple[tuple[str | None, str | None], ...]:
    """Role and body of what `roles_of` makes of what articles tell one after the other (role, body, tenure)."""
    return tuple((one.role, one.affiliation) for one in roles_of(Told(0, None, *one) for one in said))


def _is_same(role: Role, other: Role) -> bool:
    """Whether two articles tell the same of a speaker: what only one of them tells does not part them."""
    pairs = ((role.role, other.role), (role.affiliation, other.affiliation))
    both = [(one, two) for one, two in pairs if one is not None and two is not None]
    return role.tenure == other.tenure and bool(both) and all(fold_name(one) == fold_name(two) for one, two in both)
