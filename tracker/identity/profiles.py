"""What is compared, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tracker.records import Role, Speaker, SpeakerKind

Verdict = Literal["same", "maybe", "different"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one speaker, of one article or of many.

    `names` are all its forms, with the titles that the article puts before them where it does; `roles` what it was
    called, with the dates of the articles that say so; `beside` the names of the other speakers of those articles, who
    are therefore not this one. Dates are ISO 8601, of the first and the last article.
    """

    name: str
    kind: SpeakerKind
    names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    outlets: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    first_date: str | None = None
    last_date: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Whether two profiles are one speaker's. `same` may be merged without asking, `maybe` is for a person to look at.

    `confidence` 0..1 is how probable it is that they are one; `because` gives the evidence in plain words. With
    `if_alone` they are the same only as long as nobody else is known whom the shorter of the names may mean.
    """

    verdict: Verdict
    confidence: float
    because: str
    if_alone: bool = False


def profile_of(
    speaker: Speaker, *, date: str | None = None, outlet: str | None = None, beside: Iterable[str] = ()
) -> Profile:
    """The profile that one article gives of a speaker; `beside` are the names of all its speakers."""
    told = speaker.role is not None or speaker.affiliation is not None
    roles = (Role(speaker.role, speaker.affiliation, speaker.tenure, 1, date, date),) if told else ()
    own = {speaker.name, *speaker.names}
    return Profile(
        speaker.name,
        speaker.kind,
        speaker.names or (speaker.name,),
        roles,
        (outlet,) if outlet else (),
        tuple(dict.fromkeys(name for name in beside if name not in own)),
        date,
        date,
    )
