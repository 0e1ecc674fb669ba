"""One that may speak, and the small questions about number, gender and spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tracker.attribution import lexicon
from tracker.records import Speaker, SpeakerKind, Tenure

Words = tuple[str, ...]  # a name's words, folded

_OWNERS = frozenset(("the", "his", "her", "its", "their", "our", "my", "your"))  # tell nothing of number
_PLURAL = re.compile(r"[^siu]s$|men$|people$")
_FEMALE_ENDINGS = ("a", "ie", "ine", "elle", "ette", "ah", "eh", "lyn", "li")


@dataclass(eq=False, slots=True)
class Entity:
    """Someone (or something) that may speak. Grows while the article is read."""

    name: str
    kind: SpeakerKind
    words: Words = ()
    role: str | None = None
    affiliation: str | None = None
    tenure: Tenure | None = None
    count: str | None = None
    anonymity: str | None = None
    gender: str | None = None
    plural: bool = False
    offices: set[str] = field(default_factory=set)  # the words of every role the article gives
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
        female = self.words[0].endswith(_FEMALE_ENDINGS)
        return 0.5 if female == (gender == "f") else -0.5

    def speaker(self) -> Speaker:
        """The record of it."""
        names = tuple(dict.fromkeys([self.name, *sorted(self.forms, key=len, reverse=True)]))
        return Speaker(
            self.name, self.kind, self.role, self.affiliation, names, self.tenure, self.count, self.anonymity
        )


def letters(words: Words) -> str:
    """A name as mere letters, without the article *al-*."""
    return "".join(w for w in words if w not in ("al", "el"))


def number_of(noun: str, first: str) -> Literal["one", "many"]:
    """Whether a noun phrase means one or many, by its head noun and its first word."""
    if first in ("this", "that"):
        return "many" if noun in lexicon.CROWDS and noun not in ("staff", "police") else "one"
    if first in ("a", "an", "one", "another"):
        return "one"
    if noun in lexicon.CROWDS or (first in lexicon.QUANTIFIERS and first not in _OWNERS):
        return "many"
    if lexicon.is_role(noun) or lexicon.is_body(noun):
        return "one"
    return "many" if _PLURAL.search(noun) else "one"


def gender_of(words: Sequence[str]) -> str | None:
    """The gender that titles, nouns or a given name tell, if they agree."""
    male = any(w in lexicon.MALE_TITLES or w in lexicon.MALE_NOUNS for w in words)
    female = any(w in lexicon.FEMALE_TITLES or w in lexicon.FEMALE_NOUNS for w in words)
    return None if male == female else ("m" if male else "f")
