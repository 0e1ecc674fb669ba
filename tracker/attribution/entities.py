"""One that may speak, where it is mentioned, and the small questions about number, gender and spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.attribution import lexicon
from tracker.records import Speaker, SpeakerKind


@dataclass(eq=False, slots=True)
class Entity:
    """Someone (or something) that may speak. Grows while the article is read."""

    name: str
    kind: SpeakerKind
    words: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    gender: str | None = None
    plural: bool = False
    head: str | None = None
    place: bool = False
    sure: bool = False  # the kind is told by the text, not only guessed
    first: int = 0
    forms: list[str] = field(default_factory=list)

    def fits(self, gender: str) -> bool:
        """Whether *he* (``m``) or *she* (``f``) may mean this one."""
        return not self.plural and self.gender in (None, gender)

    def lean(self, gender: str) -> float:
        """How far an unknown given name leans towards a gender by its ending (-a and the like: mostly women's)."""
        if self.gender is not None or len(self.words) < 2 or self.kind != "person":
            return 0.0
        female = self.words[0].endswith(("a", "ie", "ine", "elle", "ette", "ah", "eh", "lyn", "li"))
        return 0.5 if female == (gender == "f") else -0.5

    def speaker(self) -> Speaker:
        """The record of it."""
        names = tuple(dict.fromkeys([self.name, *sorted(self.forms, key=len, reverse=True)]))
        return Speaker(self.name, self.kind, self.role, self.affiliation, names)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is mentioned, and how weightily: as a subject, as a speaker, inside somebody's words."""

    at: int
    entity: Entity
    weight: float


def letters(words: tuple[str, ...]) -> str:
    """A name as mere letters, without the article *al-*."""
    return "".join(w for w in words if w not in ("al", "el"))


def inside(form: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether a short form stands inside a longer one, neither opening nor ending it."""
    size = len(form)
    return any(longer[k : k + size] == form for k in range(1, len(longer) - size))


def number_of(noun: str, first: str) -> str:
    """``one`` or ``many``, by the head noun and the first word of a noun phrase."""
    if first in ("a", "an", "one", "another", "this", "that"):
        return (
            "many"
            if noun in lexicon.CROWDS and noun not in ("staff", "police") and first in ("this", "that")
            else "one"
        )
    if noun in lexicon.CROWDS or first in lexicon.QUANTIFIERS - {
        "the",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
    }:
        return "many"
    if lexicon.is_role(noun) or lexicon.is_body(noun):
        return "one"
    return "many" if re.search(r"[^siu]s$|men$|people$", noun) else "one"


def gender_of(words: Sequence[str]) -> str | None:
    """The gender that titles, nouns or a given name tell, if they agree."""
    male = any(w in lexicon.MALE_TITLES or w in lexicon.MALE_NOUNS for w in words)
    female = any(w in lexicon.FEMALE_TITLES or w in lexicon.FEMALE_NOUNS for w in words)
    return None if male == female else ("m" if male else "f")
