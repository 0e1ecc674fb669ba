"""Which entity a name means: the same person under a full name, a surname, a title and an acronym.

News English names somebody in full once and by the surname from then on; a body by its name once and by its acronym,
or by a part of the name, from then on. So every form of an article belongs to the fullest form that it ends or begins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from tracker.attribution import lexicon
from tracker.attribution.abbreviations import second_names
from tracker.attribution.descriptions import is_office, said_around
from tracker.attribution.entities import Entity, Words, gender_of
from tracker.attribution.name_forms import find_located, find_places, is_adjective, is_body, longer_forms
from tracker.attribution.names import Name
from tracker.attribution.spelling import skeleton, spelt_alike, without_articles
from tracker.attribution.title_words import GENERATIONS, PAPERS, THINGS
from tracker.attribution.title_words import words as word_list
from tracker.attribution.words import fold
from tracker.records import Span, SpeakerKind

_COMPARED = 40  # forms with one surname, or one skeleton, that are compared with each other
_CHAIN = 8  # from a short form to a longer one, at most so often
_CLAUSE = 60  # characters behind a name in which it may be said to be no relation
_NO_RELATION = re.compile(r"[^.;]{0,40}?\b(?:no\s+relation|not\s+related|unrelated)\b")
_AGE = re.compile(r"\b(elder|older|senior|younger|junior)\s$", re.I)
_ELDER = frozenset(("elder", "older", "senior"))
_NUMBERS = {"sr": 0, "senior": 0, "i": 1, "ii": 2, "jr": 2, "junior": 2, "iii": 3, "iv": 4}
_CHILDREN = word_list("son daughter stepson stepdaughter grandson granddaughter nephew niece")
_PARENTS = word_list("father mother stepfather stepmother grandfather grandmother uncle aunt widow")
_COMMON_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "sir", "dame"))  # tell no one from another
_ONE_NAME = re.compile(r"\b(?:one|single)\s+name\b|\bmononym")


class Naming:
    """Gives every name, in text order, its entity."""

    def __init__(self, names: Sequence[Name], text: str) -> None:
        self.entities: list[Entity] = []
        self._text = text
        self._longer = longer_forms(names, find_places(names, text))
        self._second = second_names(names, text)
        self._keep_apart(names)
        self._first: dict[Words, Name] = {}
        for name in names:
            self._first.setdefault(name.words, name)
        self._apart = _unrelated(names, text)
        self.located = find_located(names, text)
        if _ONE_NAME.search(text):
            self._without_initials()
        self._entities: dict[Words, Entity] = {}
        self._bare: dict[Words, Entity] = {}  # whom a shared surname without a title means
        self._styled: set[Entity] = set()  # who is called by a shared surname and a title
        self._spelt: dict[str, list[Entity]] = {}
        self._seen: dict[Entity, int] = {}
        self._last: tuple[Name, Entity] | None = None

    def _keep_apart(self, names: Sequence[Name]) -> None:
        """Take apart *Alex Lee, a baker,* and *Alexander Lee, a judge*: a shortened given name and another role."""
        short = {form for form, longer in self._longer.items() if len(longer) == 1 and len(longer[0]) == len(form) > 1}
        asked = short | {self._longer[form][0] for form in short}
        roles: dict[Words, set[str]] = {form: set() for form in asked}
        for name in names if asked else ():
            if name.words in asked:
                end = self._text.find("\n", name.span.end)
                paragraph = Span(self._text.rfind("\n", 0, name.span.start) + 1, end if end >= 0 else len(self._text))
                for found in said_around(self._text, name, None, paragraph):
                    if found.role and found.head and is_office(found.head):
                        roles[name.words].update(fold(found.role).split())
        for form in short:
            mine, other = roles[form] - lexicon.RANKS, roles[self._longer[form][0]] - lexicon.RANKS
            if mine and other and mine.isdisjoint(other):
                del self._longer[form]

    def entity(self, name: Name, offices: Collection[str] = ()) -> Entity:
        """The entity of the next name; `offices` are the words of the role that the text gives it here."""
        entity = self._known(name, offices)
        self._seen[entity] = name.span.start
        self._last = (name, entity)
        if name.text not in entity.forms:
            entity.forms.append(name.text)
        return entity

    def named(self, words: Words) -> Entity | None:
        """The entity that has this name, or the only one that has it as a part."""
        if not words:
            return None
        key = self._second.get(words, words)
        longer = self._longer.get(key, []) if len(key) > 1 or key[0] not in lexicon.BODIES else []
        return self._entities.get(self._fullest(longer[0]) if len(longer) == 1 else key)

    def also(self, words: Words, entity: Entity) -> None:
        """Let a name mean an entity from now on."""
        self._entities[words] = entity

    def _known(self, name: Name, offices: Collection[str]) -> Entity:
        key = self._second.get(name.words, name.words)
        longer = self._longer_of(key, name)
        if len(longer) == 1:
            known = self._entities.get(longer[0])
            if known is None:
                return self._new(longer[0], name)
            if _compatible(known, name):
                return known
        elif longer and (chosen := self._choice(name, longer)) is not None:
            if not name.titles:
                self._bare.setdefault(name.words, chosen)
            elif len(key) == 1:
                self._styled.add(chosen)
            return chosen
        known = self._entities.get(key) or self._respelt(key, name, offices)
        if known is None:
            return self._new(key, name)
        return self._namesake(key, name) if len(key) == 1 and _other_office(known, name) else known

    def _longer_of(self, key: Words, name: Name) -> list[Words]:
        """The fullest forms that a form may be short for."""
        if key in self.located and not name.titles:
            return []
        longer = list(dict.fromkeys(self._fullest(form) for form in self._longer.get(key, ())))
        if len(key) == 1 and name.body:  # *U.N.* is no part of somebody's name, *Board* means nobody by itself
            short = key[0] not in lexicon.BODIES or key[0] in PAPERS
            longer = [form for form in longer if short and (form[0] == key[0] or key[0] in PAPERS)]
        if name.titles:
            longer = [form for form in longer if not is_body(form)]
        if len(key) > 1 and (own := self._first.get(key)) is not None:
            longer = [form for form in longer if not self._is_junior(form, own)]
        if len(longer) == 1 and key[0] in lexicon.PLACES and len(key) == 1 and not name.titles:
            longer = [form for form in longer if form in self._entities]  # a capital, before a namesake is named
        if len(longer) == 1 and longer[0] in self._apart and not name.titles and len(key) == 1:
            known = self._entities.get(longer[0])
            if known is None:
                return []  # a namesake was spoken of before
        return longer

    def _is_junior(self, form: Words, name: Name) -> bool:
        """Whether a longer form is another's: *Ann Lee Jr*, named only behind *Ann Lee*."""
        first = self._first.get(form)
        late = first is not None and first.span.start > name.span.start
        return form[:-1] == name.words and form[-1] in GENERATIONS and late

    def _fullest(self, form: Words) -> Words:
        for _ in range(_CHAIN):
            longer = self._longer.get(form, [])
            if len(longer) != 1:
                break
            form = longer[0]
        return form

    def _without_initials(self) -> None:
        """Of people who use one name the initials before it are no fuller name: *Orhan*, in lists *B. Orhan*."""
        initialled = {form for form in self._first if len(form) > 1 and all(len(word) == 1 for word in form[:-1])}
        for bare in {form[-1:] for form in initialled} & set(self._first):
            self._longer[bare] = [form for form in self._longer.get(bare, ()) if form not in initialled]
        self._second.update({form: form[-1:] for form in initialled if form[-1:] in self._first})

    def _choice(self, name: Name, longer: list[Words]) -> Entity | None:
        """A short form that several longer ones end: the one its title fits (the office, else the gender); a bare
        surname stays with whom it was first used for, as the other keeps a title or the full name; else the nearest
        before."""
        known = [e for w in longer if (e := self._entities.get(w)) is not None and _compatible(e, name)]
        known = self._of_age(name, known) or known
        titled = [e for e in known if not e.offices.isdisjoint(set(name.titles) - _COMMON_TITLES)]
        if not titled and (gender := gender_of(name.titles)):
            titled = [e for e in known if e.gender == gender]
        if name.titles and not titled and _COMMON_TITLES.issuperset(name.titles):
            titled = [
                e for e in known if e.offices.isdisjoint(lexicon.HONORIFICS - _COMMON_TITLES)
            ]  # *Mr Lee* is no *Dr*
        if not name.titles and self._bare.get(name.words) in known:
            return self._bare[name.words]
        if not name.titles and len(bare := [e for e in known if e not in self._styled]) == 1:
            return bare[0]  # the others are called *Mrs Lee* or *Judge Lee*
        return max(titled or known, key=lambda e: self._seen.get(e, -1), default=None)

    def _of_age(self, name: Name, known: Sequence[Entity]) -> list[Entity]:
        """Whom *the elder Lee* or *the younger Lee* means, by what stands behind the names or whose child one is."""
        age = _AGE.search(self._text, max(name.whole.start - 12, 0), name.whole.start)
        if age is None or len(known) < 2:
            return []
        ages = {entity: _generation(entity) for entity in known}
        wanted = (min if age.group(1).lower() in _ELDER else max)(ages.values())
        found = [entity for entity in known if ages[entity] == wanted]
        return found if len(found) == 1 else []

    def _respelt(self, words: Words, name: Name, offices: Collection[str]) -> Entity | None:
        """The person whose name this is in another spelling, unless something speaks against it: two who answer,
        another title or office, or that both are named side by side."""
        if name.body or words in self.located or (len(words) == 1 and (name.definite or words[0] in lexicon.PLACES)):
            return None
        found: list[Entity] = []
        for entity in self._spelt.get(skeleton(words), ())[:_COMPARED]:
            if entity in found or entity.kind != "person" or len(entity.words) < 2:
                continue
            part = entity.words if len(without_articles(words)) > 1 else _surname(entity.words)
            if spelt_alike(words, part):
                found.append(entity)
        if len(found) != 1 or not _compatible(found[0], name) or self._beside(name, found[0]):
            return None
        held = found[0].offices - lexicon.RANKS
        mine = {*offices, *name.roles} - lexicon.RANKS
        return None if held and mine and held.isdisjoint(mine) else found[0]

    def _beside(self, name: Name, entity: Entity) -> bool:
        """Whether a name stands in a list right behind one of the entity's."""
        if self._last is None or self._last[1] is not entity:
            return False
        return self._text[self._last[0].span.end : name.whole.start].strip() in (",", "and", "&", ", and")

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
        label = not name.titles and (is_adjective(words[0]) if len(words) == 1 else words[-1] in THINGS)
        entity = Entity(fullest.text, kind, words, gender=gender, sure=sure, first=name.span.start, place=label)
        self.entities.append(entity)
        self._entities[words] = entity
        for part in dict.fromkeys((words, _surname(words))):
            self._spelt.setdefault(skeleton(part), []).append(entity)
        return entity


def _generation(entity: Entity) -> int:
    """0 for a father, 2 for a son, 1 for who is told to be neither."""
    suffix = entity.words[-1]
    if suffix in _NUMBERS:
        return _NUMBERS[suffix]
    if entity.offices & _CHILDREN:
        return 2
    return 0 if entity.offices & _PARENTS else 1


def _surname(words: Words) -> Words:
    return words[-1:]


def _unrelated(names: Sequence[Name], text: str) -> set[Words]:
    """The forms of whom the text says that they are no relation of a namesake."""
    return {name.words for name in names if _NO_RELATION.match(text, name.span.end, name.span.end + _CLAUSE)}


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
