"""A cheap look at two persons of the very same name, which tells most of those who are plainly one.

A name in the news is mostly that of somebody known, of whom nothing new is told. What it takes to see that is found
out once for what is said of two, and not for each two articles: dates, outlets and company need not be looked at, as
they only make two of a rare name more alike. Who is not plainly one here is weighed by `compare`, and who is, would be
found the same by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tracker.identity.context import may_clash, title_of
from tracker.identity.persons import NONE, commonness, liken
from tracker.identity.profiles import Profile
from tracker.records import Role

Said = tuple[tuple[str | None, str | None], ...]
"""What articles say of somebody: roles, each with the body that it is in."""

_MANY = 16_384  # of so many it is kept what was found


def is_plainly_one(name: str, forms: Iterable[str], said: Said, other_forms: Iterable[str], other_said: Said) -> bool:
    """Whether two persons of one name are the same, as far as that needs no weighing. Of each the forms of the name (as
    `Profile.names`), and what is said of them (as `Profile.roles`, of which dates do not matter).

    >>> is_plainly_one("Ottoline Arwell", (), (("mayor", "Elmstead"),), (), ((None, "Corwen Capital"),))
    True
    """
    if not _is_telling(name) or _may_clash(said, other_said):
        return False
    title = title_of(name, forms)
    return title is None or title_of(name, other_forms) in (None, title)


@lru_cache(maxsize=_MANY)
def _is_telling(name: str) -> bool:
    """Whether a name is so rare, and so clear, that it is one person's where nothing speaks against it."""
    likeness = liken(name, name)
    return likeness.need == NONE and not likeness.office and commonness(name) == 0


@lru_cache(maxsize=_MANY)
def _may_clash(said: Said, other: Said) -> bool:
    return may_clash(_profile(said), _profile(other))


def _profile(said: Said) -> Profile:
    return Profile("", "person", roles=tuple(Role(role, body, None, 1, None, None) for role, body in said))
