"""Which entity a name means: the same person under a full name, a surname, a title and an acronym.

News English names somebody in full once and by the surname from then on; a body by its name once and by its acronym,
or by a part of the name, from then on. So every form of an article belongs to the fullest form that it ends or begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.attribution import lexicon
from tracker.attribution.entities import Entity, Words, gender_of, letters
from tracker.attribution.names import Name, fold
from tracker.records import SpeakerKind

_ALSO = re.compile(r",? (?:also |better )?known as (?:the )?")


def longer_forms(names: Sequence[Name]) -> dict[Words, list[Words]]:
    """Each short form's longer forms: those it ends (surname), else those it begins (given name, first word), else
    those it stands inside. Forms with none are left out."""
    forms = dict.fromkeys(name.words for name in names)
    sizes = {len(form) for form in forms}
    ending: dict[Words, list[Words]] = {}
    beginning: dict[Words, list[Words]] = {}
    inside: dict[Words, list[Words]] = {}
    for form in forms:
        for size in sizes:
            for start in range(len(form) - size + 1 if size < len(form) else 0):
                part = form[start : start + size]
                if part not in forms:
                    continue
                where = ending if start + size == len(form) else beginning if start == 0 else inside
                longer = where.setdefault(part, [])
                if not longer or longer[-1] is not form:
                    longer.append(form)
    out: dict[Words, list[Words]] = {}
    for form in forms:
        found = ending.get(form) or beginning.get(form)
        if not found and (len(form) > 1 or len(form[0]) > 2):
            found = inside.get(form)
        if found:
            out[form] = found
    return out


def acronyms(names: Sequence[Name], text: str) -> dict[str, Words]:
    """What short forms stand for: *Elm Tree Union (ETU)*, *Ann Lee, known as Annie*, or initials alone."""
    out: dict[str, Words] = {}
    for left, right in pairwise(names):
        between = text[left.span.end : right.span.start]
        bracketed = between in (" (", " (the ") and text[right.span.end : right.span.end + 1] == ")"
        if (bracketed and right.text.isupper()) or _ALSO.fullmatch(between):
            out[fold(right.text)] = left.words
    initials = {_initials(name.words): name.words for name in names if len(name.words) > 2}
    for name in names:
        word = name.words[0]
        if len(name.words) == 1 and name.text.isupper() and len(name.text) > 2 and word in initials:
            out.setdefault(word, initials[word])
    return out


def _initials(words: Words) -> str:
    return "".join(word[0] for word in words if word not in lexicon.LINKERS)


class Naming:
    """Gives every name, in text order, its entity."""

    def __init__(self, names: Sequence[Name], text: str) -> None:
        self.entities: list[Entity] = []
        self._longer = longer_forms(names)
        self._acronyms = acronyms(names, text)
        self._first: dict[Words, Name] = {}
        for name in names:
            self._first.setdefault(name.words, name)
        self._entities: dict[Words, Entity] = {}
        self._bare: dict[Words, Entity] = {}  # whom a shared surname without a title means
        self._spelt: dict[str, list[Entity]] = {}
        self._seen: dict[Entity, int] = {}

    def entity(self, name: Name) -> Entity:
        """The entity of the next name."""
        entity = self._known(name)
        self._seen[entity] = name.span.start
        if name.text not in entity.forms:
            entity.forms.append(name.text)
        return entity

    def _known(self, name: Name) -> Entity:
        key = name.words
        if len(key) == 1:
            key = self._acronyms.get(key[0], key)
        longer = self._longer.get(key, [])
        if len(longer) == 1 and not (len(key) == 1 and name.body):
            fullest = self._fullest(longer[0])
            known = self._entities.get(fullest)
            if known is None:
                return self._new(fullest, name)
            if _compatible(known, name):
                return known
        elif longer and (chosen := self._choice(name, longer)) is not None:
            if not name.titles:
                self._bare.setdefault(name.words, chosen)
            return chosen
        known = self._entities.get(key) or self._respelt(key)
        if known is None:
            return self._new(key, name)
        return self._namesake(key, name) if len(key) == 1 and _other_office(known, name) else known

    def _fullest(self, form: Words) -> Words:
        while len(longer := self._longer.get(form, [])) == 1:
            form = longer[0]
        return form

    def _choice(self, name: Name, longer: list[Words]) -> Entity | None:
        """A short form that several longer ones end: the one its title fits (the office, else the gender); a bare
        surname stays with whom it was first used for, as the other keeps a title or the full name; else the nearest
        before."""
        known = [e for w in longer if (e := self._entities.get(w)) is not None and _compatible(e, name)]
        titled = [e for e in known if e.role and not set(name.titles).isdisjoint(e.role.split())]
        if not titled and (gender := gender_of(name.titles)):
            titled = [e for e in known if e.gender == gender]
        if not name.titles and self._bare.get(name.words) in known:
            return self._bare[name.words]
        return max(titled or known, key=lambda e: self._seen.get(e, -1), default=None)

    def _respelt(self, words: Words) -> Entity | None:
        """The person whose name has the same letters otherwise parted: *Abdul-Basit* and *Abdulbasit*, with or
        without *al-*."""
        if len(words) < 2:
            return None
        spelt = self._spelt.get(letters(words), ())
        return next((e for e in spelt if e.kind == "person" and len(e.words) > 1), None)

    def _namesake(self, key: Words, name: Name) -> Entity:
        """Another person of the same surname, both known by it and their offices alone."""
        other = (*key, *sorted(set(name.roles)))
        if other not in self._entities:
            known = self._entities[key]
            self._entities[other] = self._new(key, name)
            self._entities[key] = known
        return self._entities[other]

    def _new(self, words: Words, name: Name) -> Entity:
        fullest = self._first.get(words, name)
        kind, sure = guess_kind(fullest)
        gender = _given_gender(words) if kind == "person" else None
        entity = Entity(fullest.text, kind, words, gender=gender, sure=sure, first=name.span.start)
        self.entities.append(entity)
        self._entities[words] = entity
        self._spelt.setdefault(letters(words), []).append(entity)
        return entity


def guess_kind(name: Name) -> tuple[SpeakerKind, bool]:
    """Person or organisation by the name alone, and whether the name tells it or it is only likely."""
    if name.titles:
        return "person", True
    if name.body:
        return "organization", True
    if len(name.words) > 1 and lexicon.is_given_name(name.words[0]):
        return "person", True
    if name.definite or (len(name.words) == 1 and name.words[0] in lexicon.PLACES):
        return "organization", False
    return "person", False


def _given_gender(words: Words) -> str | None:
    male, female = words[0] in lexicon.MALE_NAMES, words[0] in lexicon.FEMALE_NAMES
    return None if male == female or len(words) < 2 else ("m" if male else "f")


def _compatible(entity: Entity, name: Name) -> bool:
    gender = gender_of(name.titles)
    if gender and entity.gender and gender != entity.gender:
        return False
    return not (name.titles and entity.kind == "organization" and entity.sure)


def _other_office(known: Entity, name: Name) -> bool:
    """Whether a surname comes with an office that whoever bears it does not hold."""
    roles = set(name.roles)
    return bool(roles) and known.role is not None and roles.isdisjoint(known.role.split())
