"""The cast of an article: its named people and bodies, what is said of them, and who a description means."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter

from tracker.attribution import lexicon
from tracker.attribution.descriptions import (
    Description,
    acts_as_body,
    apposition,
    before_place_noun,
    describe,
    role_ahead,
    role_before,
)
from tracker.attribution.dialogue import initials, is_labelled
from tracker.attribution.entities import Entity, gender_of
from tracker.attribution.layout import Layout, Stretches
from tracker.attribution.mentions import SPEAKING, Mentions, weight_of
from tracker.attribution.names import Name, find_names, find_words, fold
from tracker.attribution.naming import Naming
from tracker.furniture import find_dateline
from tracker.records import Attribution, Span, SpeakerKind
from tracker.segment import Segments

_LOOK = 300  # mentions looked back at for a body that nothing in the text names *company*
_HEARER = re.compile(r"\b(?:to|with|by|from)\s+(?:the\s+)?$", re.I)
_NUMBERED = re.compile(r"^(?:one|another|first|second)\s+")


class Cast:
    """Names, entities and mentions of one text."""

    def __init__(self, text: str, segments: Segments, attributions: Sequence[Attribution]) -> None:
        self.text = text
        self.layout = Layout(segments)
        self.mentions = Mentions(self.layout)
        self._sources = Stretches(span for a in attributions for span in a.source)
        self._contents = Stretches(span for a in attributions for span in a.content)
        dateline = find_dateline(text)
        self.names = find_names(text, segments, dateline=dateline.span if dateline else None)
        self._name_starts = [name.span.start for name in self.names]
        self._of_name: dict[int, Entity] = {}
        self._by_role: dict[str, list[Entity]] = {}  # by every word of the role
        self._by_body_word: dict[str, list[Entity]] = {}  # by every word of the name, and the noun that describes it
        self._strangers: dict[tuple[SpeakerKind, str], Entity] = {}  # by kind and words
        self._by_head: dict[str, list[Entity]] = {}  # the strangers, by head noun
        self._asked: dict[int, tuple[Entity | None, Entity | None]] = {}  # who answers, by paragraph
        self._by_initials: dict[str, Entity] = {}  # filled when first asked
        self._unsure: list[tuple[int, Entity]] = []  # sources that may yet turn out to be bodies, by place
        self._collect()

    def _collect(self) -> None:
        naming = Naming(self.names, self.text)
        for name in self.names:
            entity = naming.entity(name)
            self._of_name[name.span.start] = entity
            if entity.first == name.span.start:
                for word in dict.fromkeys(entity.words):
                    self._by_body_word.setdefault(word, []).append(entity)
            self._learn(entity, name)
            weight = weight_of(name.span, self.text, self.layout, self._sources, self._contents)
            self.mentions.add(name.span.start, entity, weight)
            self._note_source(entity, name.span.start)

    # ------------------------------------------------------------ learning

    def _learn(self, entity: Entity, name: Name) -> None:
        """Take in what the words around one mention say: role, affiliation, kind, gender."""
        entity.gender = entity.gender or gender_of(name.titles)
        paragraph = self.layout.paragraph_span(name.span.start)
        before = role_before(self.text, name, paragraph.start)
        if before is not None:
            self._describe(entity, before, name)
        behind = apposition(self.text, name.span.end, paragraph.end)
        if behind is not None:
            self._describe(entity, describe(behind), name)
        if entity.role is None:
            ahead = role_ahead(self.text, name, paragraph.start)
            if ahead is not None:
                self._describe(entity, ahead, name)
        if entity.sure or name.titles:
            return
        if before_place_noun(self.text, name):
            entity.place = True
        elif acts_as_body(self.text, name, lone=len(entity.words) == 1):
            entity.kind, entity.sure = "organization", True

    def _describe(self, entity: Entity, found: Description, name: Name) -> None:
        """Add a description to an entity, unless the entity is known to be of the other kind."""
        if found.head is None:
            return
        if lexicon.is_role(found.head):
            if entity.kind == "organization" and entity.sure:
                return
            entity.kind, entity.sure = "person", True
            entity.gender = entity.gender or gender_of([found.head])
            self._index_role(entity, found.role)
            if entity.role is None:
                entity.role = found.role
                entity.head = found.head
            if entity.affiliation is None:
                entity.affiliation = self._affiliation(found, name.span.start, entity)
        elif lexicon.is_body(found.head) and not (entity.kind == "person" and entity.sure):
            entity.kind, entity.sure = "organization", True
            if entity.head is None:
                entity.head = found.head
                self._by_body_word.setdefault(found.head, []).append(entity)

    def _index_role(self, entity: Entity, role: str | None) -> None:
        for word in set(fold(role or "").split()) - entity.offices:
            entity.offices.add(word)
            self._by_role.setdefault(word, []).append(entity)

    def _affiliation(self, found: Description, at: int, entity: Entity) -> str | None:
        if found.pronoun:
            body = self.mentions.nearest(at, lambda e: e.kind == "organization" and e is not entity, None)
            return body.name if body else None
        if found.affiliation is None:
            return None
        noun = find_words(found.affiliation)[-1:]
        if noun and lexicon.is_body(noun[0].low) and noun[0].text[0].islower():
            body = self.body(found.affiliation, noun[0].low, at)
            return body.name if body else found.affiliation
        return found.affiliation

    # ------------------------------------------------------------ asking for names

    def entity_of(self, name: Name) -> Entity:
        """The entity a name means where it stands."""
        return self._of_name[name.span.start]

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names that begin in a stretch of text."""
        return self.names[bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)]

    def names_from(self, start: int) -> Iterator[Name]:
        """The names from a place on, to the end of the paragraph after the next."""
        stop = self.layout.paragraph_start(self.layout.paragraph(start) + 3)
        return iter(self.names_in(start, stop))

    def name_before(self, end: int) -> Name | None:
        """The last name that ends before (or at) a place."""
        i = bisect_left(self._name_starts, end) - 1
        while i >= 0 and self.names[i].span.end > end:
            i -= 1
        return self.names[i] if i >= 0 else None

    def next_person(self, at: int) -> Entity | None:
        """The first person named after a place, in its paragraph or the next two."""
        for name in self.names_from(at):
            entity = self.entity_of(name)
            if entity.kind == "person" and not entity.place and (entity.sure or len(entity.words) > 1):
                return entity
        return None

    def paragraph_words(self, number: int) -> str:
        """The words of a paragraph."""
        return self.text[self.layout.paragraph_start(number) : self.layout.paragraph_start(number + 1)].strip()

    def interviewee(self, at: int) -> Entity | None:
        """Who answers in an interview at a place: the person named last before it, outside of what is asked and said;
        of several in a paragraph the first, unless somebody talks *to* them. Where there is nobody better, those."""
        number = self.layout.paragraph(at)
        passed: list[int] = []
        while number > 0 and number not in self._asked:
            passed.append(number)
            number -= 1
        found = self._asked.get(number, (None, None))
        for number in reversed(passed):
            best, hearer = self._talked_with(number - 1)
            found = self._asked[number] = (best or found[0], hearer or found[1])
        return found[0] or found[1]

    def _talked_with(self, number: int) -> tuple[Entity | None, Entity | None]:
        """Of a paragraph that is no turn and no question: the first person, and the first that somebody talks to or
        that is within what is said."""
        words = self.paragraph_words(number)
        if is_labelled(words) or words.endswith("?"):
            return None, None
        start, stop = self.layout.paragraph_start(number), self.layout.paragraph_start(number + 1)
        best: Entity | None = None
        hearer: Entity | None = None
        for name in self.names_in(start, stop):
            entity = self.entity_of(name)
            if entity.kind != "person" or entity.place or not (entity.sure or len(entity.words) > 1):
                continue
            hears = _HEARER.search(self.text[max(start, name.whole.start - 12) : name.whole.start])
            if hears or self._contents.hold(name.span.start):
                hearer = hearer or entity
            else:
                best = best or entity
        return best, hearer

    def with_initials(self, letters: str) -> Entity | None:
        """The first person of these initials."""
        if not self._by_initials:
            for name in reversed(self.names):
                entity = self.entity_of(name)
                if entity.kind == "person":
                    self._by_initials[initials(entity.name)] = entity
        return self._by_initials.get(letters)

    def named_next(self, at: int) -> Entity | None:
        """The lead's convention: a description first, the name in one of the next two paragraphs, with no role of
        its own."""
        here = self.layout.paragraph(at)
        if here > 1:
            return None
        for name in self.names_from(at + 1):
            entity = self.entity_of(name)
            if entity.first != name.span.start or self.layout.paragraph(name.span.start) == here:
                continue
            if self._sources.hold(name.span.start):
                fits = entity.kind == "person" and entity.role is None and len(entity.words) > 1
                return entity if fits else None
        return None

    # ------------------------------------------------------------ asking for descriptions

    def spoke(self, entity: Entity, at: int) -> None:
        """Note that an entity is the source at a place, under whatever words."""
        self.mentions.add(at, entity, SPEAKING)
        self._note_source(entity, at)

    def _note_source(self, entity: Entity, at: int) -> None:
        if entity.kind == "person" and not entity.sure and self._sources.hold(at):
            insort(self._unsure, (at, entity), key=itemgetter(0))

    def described(self, noun: str, kind: SpeakerKind) -> Entity | None:
        """The last nameless source with this head noun."""
        return next((e for e in reversed(self._by_head.get(noun, ())) if e.kind == kind), None)

    def with_role(self, phrase: str, noun: str, at: int) -> Entity | None:
        """Who *the mayor* is: a person given that role, nearest before, else after; else the nameless one so called;
        else one whom the lead describes and the next paragraphs name."""
        asked = _content_words(phrase)
        best: tuple[float, int, Entity] | None = None
        for entity in self._by_role.get(noun, ()):
            if entity.kind != "person" or entity.role is None:
                continue
            role = entity.offices
            owner = set(fold(entity.affiliation or "").split())
            extra = asked - role - {noun}
            others = (role | owner) - {noun} - lexicon.RANKS - lexicon.QUANTIFIERS
            if extra and others and not extra & owner and not asked & others:
                continue  # *the group's spokesman* is not the army spokesman
            seen = self.mentions.last(entity, at)
            rank = len(asked & role) + 2 * len(extra & owner) + (0.5 if seen >= 0 else 0.0)
            if best is None or (rank, seen) > best[:2]:
                best = (rank, seen, entity)
        if best is not None:
            return best[2]
        return self.described(noun, "unnamed") or self.named_next(at)

    def with_lead_role(self, phrase: str, at: int) -> Entity | None:
        """Whom *a farmer* of the lead means, if the next paragraphs name somebody without a role."""
        entity = self.named_next(at)
        if entity is not None and entity.role is None:
            entity.role = describe(phrase).role
            self._index_role(entity, entity.role)
        return entity

    def body(self, phrase: str, noun: str, at: int) -> Entity | None:
        """Which body *the ministry* is: one whose name says so or that was described so, the nearest before of several;
        else, for nouns that fit any body, the last body; else the only source so far that may be one."""
        asked = _content_words(phrase)
        best: tuple[int, int, Entity] | None = None
        for entity in self._by_body_word.get(noun, ()):
            seen = self.mentions.last(entity, at)
            if entity.kind != "organization" or seen < 0 or (entity.place and not entity.sure):
                continue
            rank = len(asked & set(entity.words)) if noun in entity.words else 0
            if best is None or (rank, seen) > best[:2]:
                best = (rank, seen, entity)
        if best is not None:
            return best[2]
        if noun not in lexicon.PLAIN_BODIES:
            return None
        if len(asked) <= 2:
            for mention in islice(self.mentions.backwards(at), _LOOK):
                if mention.entity.kind == "organization" and mention.entity.sure and mention.entity.words:
                    return mention.entity
        return self._only_unsure(at) if len(asked) == 1 else None

    def _only_unsure(self, at: int) -> Entity | None:
        """The only source so far that may be a body; it is one from now on."""
        self._unsure = [x for x in self._unsure if x[1].kind == "person" and not (x[1].sure or x[1].place or x[1].role)]
        found: Entity | None = None
        for place, entity in self._unsure:
            if place >= at:
                break
            if found is not None and entity is not found:
                return None
            found = entity
        if found is not None:
            found.kind, found.sure = "organization", True
        return found

    # ------------------------------------------------------------ sources without a name

    def stranger(
        self, words: str, kind: SpeakerKind, span: Span, found: Description | None = None, head: str | None = None
    ) -> Entity:
        """A source without a name, kept under its own words; a crowd named in the same words again is the same."""
        words = " ".join(words.split())
        key = (kind, fold(words))
        if kind in ("group", "document", "organization") and key in self._strangers:
            return self._strangers[key]
        entity = Entity(words, kind, plural=kind == "group", head=head, first=span.start, forms=[words])
        if found is not None:
            entity.role = _NUMBERED.sub("", found.role or "") or None if kind == "unnamed" else None
            entity.affiliation = found.affiliation
            entity.gender = gender_of([head]) if head else None
        self._strangers.setdefault(key, entity)
        if head is not None:
            self._by_head.setdefault(head, []).append(entity)
        return entity


def _content_words(phrase: str) -> set[str]:
    words = {fold(w.text.removesuffix("'s").removesuffix("’s")) for w in find_words(phrase)}
    return words - lexicon.QUANTIFIERS
