"""The cast of an article: its named people and bodies, what is said of them, and who a description means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tracker.attribution import lexicon
from tracker.attribution.bodies import Bodies, content_words
from tracker.attribution.descriptions import (
    Description,
    acts_as_body,
    before_place_noun,
    capital_of,
    describe,
    is_office,
    said_around,
)
from tracker.attribution.dialogue import initials, is_labelled
from tracker.attribution.entities import Entity, gender_of
from tracker.attribution.layout import Layout, Stretches
from tracker.attribution.mentions import SPEAKING, Mentions, weight_of
from tracker.attribution.names import Name, find_names, find_words, fold
from tracker.attribution.naming import Naming
from tracker.attribution.offices import Offices
from tracker.attribution.unnamed import Anonymity, count_of
from tracker.furniture import find_dateline
from tracker.records import Attribution, Span, SpeakerKind
from tracker.segment import Segments

_FEW = 8  # namesakes
_AS_KNOWN = re.compile(
    r",\s+as\s+((?:[\w’'\-]+\s+){0,4}?[\w’'\-]+)\s+(?:is|are|was|were)\s+(?:\w+ly\s+|also\s+|often\s+)?"
    r"(?:known|called|nicknamed|dubbed)\b"
)
_OF_BODY = re.compile(r"\s*,?\s+(?:(?:aged?\s+)?\d{1,3},\s+)?(?:of|at|with|from|for)\s+(?:the\s+)?")
_HEARER = re.compile(r"\b(?:to|with|by|from)\s+(?:the\s+)?$", re.I)
_CLAUSE = re.compile(r",\s+(?:\d+,\s+)?who\s+(?:now\s+|also\s+|then\s+|once\s+)?([a-z]{4,}?)(?:s|ed)\b")
_STEM = 5  # letters that *chairs* and *chairwoman* share
_OWNERS = re.compile(r"[’']s\b")
_NUMBERED = re.compile(r"^(?:one|another|first|second)\s+")


class Cast:
    """Names, entities and mentions of one text."""

    def __init__(self, text: str, segments: Segments, attributions: Sequence[Attribution]) -> None:
        self.text = text
        self.layout = Layout(segments)
        self.mentions = Mentions(self.layout)
        self._sources = Stretches(span for a in attributions for span in a.source)
        self._contents = Stretches(span for a in attributions for span in a.content)
        self._source_starts = sorted({span.start for a in attributions for span in a.source[:1]})
        self._anonymity = Anonymity(text, self.layout, self._source_starts)
        dateline = find_dateline(text)
        self.names = find_names(text, segments, dateline=dateline.span if dateline else None)
        self._name_starts = [name.span.start for name in self.names]
        self._of_name: dict[int, Entity] = {}
        self._offices = Offices(self.mentions)
        self._bodies = Bodies(self.mentions)
        self._by_body_word = self._bodies.by_word
        self._strangers: dict[tuple[SpeakerKind, str], Entity] = {}  # by kind and words
        self._by_head: dict[str, list[Entity]] = {}  # the strangers, by head noun
        self._asked: dict[int, tuple[Entity | None, Entity | None]] = {}  # who answers, by paragraph
        self._by_initials: dict[str, Entity] = {}  # filled when first asked
        self._by_clause: dict[str, Entity] | None = None  # by the stem of the verb; filled when first asked
        self._naming = Naming(self.names, text)
        self._collect()

    def _collect(self) -> None:
        naming, text = self._naming, self.text
        for i, name in enumerate(self.names):
            paragraph = self.layout.paragraph_span(name.span.start)
            said = said_around(text, name, self.names[i - 1] if i else None, paragraph)
            offices = {word for found in said if found.role for word in fold(found.role).split()}
            entity = self._nicknamed(name) or naming.entity(name, offices)
            self._of_name[name.span.start] = entity
            if entity.first == name.span.start:
                self._bodies.add(entity)
            self._learn(entity, name, said)
            self._note_body(entity, name, self.names[i + 1] if i + 1 < len(self.names) else None)
            weight = weight_of(name.span, text, self.layout, self._sources, self._contents)
            self.mentions.add(name.span.start, entity, weight)
            self._note_source(entity, name.span.start)
        for entity in naming.entities:
            entity.affiliation = self._in_full(entity.affiliation)
            if entity.words in naming.located and not (entity.sure or entity.role):
                entity.place = True

    # ------------------------------------------------------------ learning

    def _learn(self, entity: Entity, name: Name, said: Sequence[Description]) -> None:
        """Take in what the words around one mention say: role, affiliation, kind, gender."""
        entity.gender = entity.gender or gender_of(name.titles)
        self._offices.add_words(entity, lexicon.HONORIFICS.intersection(name.titles))
        for found in said:
            self._describe(entity, found, name)
        capital = capital_of(self.text, name.span.end)
        if capital is not None:
            entity.name = capital
            self._bodies.describe(entity, "government", capital)
        if entity.sure or name.titles:
            return
        if before_place_noun(self.text, name):
            entity.place = True
        elif acts_as_body(self.text, name, lone=len(entity.words) == 1):
            entity.kind, entity.sure = "organization", True

    def _nicknamed(self, name: Name) -> Entity | None:
        """Whom *The Millers, as the Elmstead club are known*, is a name for."""
        known = _AS_KNOWN.match(self.text, name.span.end, name.span.end + 90)
        if known is None:
            return None
        phrase = known.group(1)
        words = find_words(phrase)
        noun = words[-1].low
        inside = self._naming.named(tuple(fold(phrase.removeprefix("the ")).split()))
        found = inside or (
            self.body(phrase, noun, name.span.start)
            if lexicon.is_body(noun)
            else self._offices.holder(phrase, noun, name.span.start)
        )
        if found is not None:
            self._naming.also(name.words, found)
            found.forms.append(name.text)
        return found

    def _note_body(self, entity: Entity, name: Name, behind: Name | None) -> None:
        """*Ann Lee of the Tinsmiths Guild*: whom somebody belongs to, by the next name."""
        if behind is None or not behind.body or entity.affiliation or entity.kind != "person":
            return
        if len(entity.words) > 1 and _OF_BODY.fullmatch(self.text, name.span.end, behind.whole.start):
            entity.affiliation = behind.text

    def _in_full(self, affiliation: str | None) -> str | None:
        """The full name of the body (or person) that an affiliation names."""
        if affiliation is None:
            return None
        named = self._naming.named(tuple(fold(affiliation).split()))
        full = named is not None and not named.place and (named.kind == "organization" or len(named.words) > 1)
        return named.name if named is not None and full else affiliation

    def _describe(self, entity: Entity, found: Description, name: Name) -> None:
        """Add a description to an entity, unless the entity is known to be of the other kind."""
        if found.head is None:
            return
        if is_office(found.head):
            if entity.kind == "organization" and entity.sure:
                return
            entity.kind, entity.sure = "person", True
            entity.gender = entity.gender or gender_of([found.head])
            self._offices.add(entity, found)
            if entity.role is None:
                entity.role, entity.tenure = found.role, found.tenure
                entity.head = found.head
            if entity.affiliation is None:
                entity.affiliation = self._affiliation(found, name.span.start, entity)
        elif lexicon.is_body(found.head) and not (entity.kind == "person" and entity.sure):
            entity.head = entity.head or found.head
            self._bodies.describe(entity, found.head, f"{found.affiliation or ''} {found.role or ''}")

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

    def namesakes(self, name: Name) -> list[Entity]:
        """The first few of the article whose name has all the words of a name."""
        words = set(name.words)
        some = self._by_body_word.get(name.words[-1], ())[:_FEW]
        return [entity for entity in some if words <= set(entity.words)]

    def so_called(self, noun: str) -> list[Entity]:
        """The first few whom the article gives a role or a name with this noun, or that are called by it alone."""
        tables = (self._offices.by_word, self._by_body_word, self._by_head)
        return list(dict.fromkeys(entity for table in tables for entity in table.get(noun, ())[:_FEW]))

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
                told = entity.role is not None or _CLAUSE.match(self.text, name.span.end, name.span.end + 40)
                fits = entity.kind == "person" and len(entity.words) > 1 and not told
                return entity if fits else None
        return None

    # ------------------------------------------------------------ asking for descriptions

    def spoke(self, entity: Entity, at: int) -> None:
        """Note that an entity is the source at a place, under whatever words."""
        self.mentions.add(at, entity, SPEAKING)
        self._note_source(entity, at)
        if entity.kind in ("group", "unnamed") and entity.anonymity is None:
            i = bisect_left(self._source_starts, at)
            if i < len(self._source_starts) and self._source_starts[i] == at:
                entity.anonymity = self._anonymity.why(at, many=entity.plural)

    def mention(self, entity: Entity, span: Span) -> None:
        """Note that a sentence is about an entity, under whatever words."""
        weight = weight_of(span, self.text, self.layout, self._sources, self._contents)
        self.mentions.add(span.start, entity, weight)

    def is_source(self, at: int) -> bool:
        """Whether a place stands in the source of an attribution."""
        return self._sources.hold(at)

    def _note_source(self, entity: Entity, at: int) -> None:
        if entity.kind == "person" and not entity.sure and self._sources.hold(at):
            self._bodies.add_source(entity, at)

    def described(self, noun: str, kind: SpeakerKind, phrase: str = "", at: int | None = None) -> Entity | None:
        """The nameless source with this head noun that has most of the phrase's words (and one of them, where a name is
        among these: *Lee's campaign*), then the last mentioned before `at`."""
        asked = content_words(phrase) - {noun}
        named = any(word.text[0].isupper() for word in find_words(phrase)[1:])
        best: tuple[int, int, Entity] | None = None
        for number, entity in enumerate(self._by_head.get(noun, ())[-_FEW:]):
            shared = len(asked & set(fold(_OWNERS.sub(" ", entity.name)).split()))
            if entity.kind != kind or (not shared and asked and (named or kind == "organization")):
                continue
            seen = number if at is None else self.mentions.last(entity, at)
            if best is None or (shared, seen) >= best[:2]:
                best = (shared, seen, entity)
        return best[2] if best is not None else None

    def says_of_itself(self, noun: str) -> Entity | None:
        """Whom a clause gives a role: *Ann Lee, who chairs the board*, is the chairwoman."""
        if self._by_clause is None:
            self._by_clause = {}
            for name in self.names:
                clause = _CLAUSE.match(self.text, name.span.end, name.span.end + 40)
                entity = self.entity_of(name)
                if clause is not None and entity.kind == "person":
                    self._by_clause.setdefault(clause.group(1)[:_STEM], entity)
        return self._by_clause.get(noun[:_STEM])

    def holder(self, phrase: str, noun: str, at: int) -> Entity | None:
        """The person given the role that a description tells."""
        return self._offices.holder(phrase, noun, at)

    def with_lead_role(self, phrase: str, at: int) -> Entity | None:
        """Whom *a farmer* of the lead means, if the next paragraphs name somebody without a role."""
        entity = self.named_next(at)
        if entity is not None and entity.role is None:
            found = describe(phrase)
            entity.role, entity.tenure = found.role, found.tenure
            self._offices.add(entity, found)
        return entity

    def body(self, phrase: str, noun: str, at: int) -> Entity | None:
        """Which body *the ministry* is."""
        return self._bodies.find(phrase, noun, at)

    # ------------------------------------------------------------ sources without a name

    def stranger(
        self,
        words: str,
        kind: SpeakerKind,
        span: Span,
        found: Description | None = None,
        head: str | None = None,
        *,
        speaks: bool = True,
    ) -> Entity:
        """A source without a name, kept under its own words; a crowd named in the same words again is the same. One
        that is only spoken of (not `speaks`) is not yet what *the official* means: see `keep`."""
        words = " ".join(words.split())
        key = (kind, fold(words))
        if kind in ("group", "document", "organization") and key in self._strangers:
            return self._strangers[key]
        entity = Entity(words, kind, plural=kind == "group", head=head, first=span.start, forms=[words])
        if kind in ("group", "unnamed"):
            entity.count = count_of(self.text[span.start : min(span.end, span.start + 80)])
        if found is not None:
            entity.role = _NUMBERED.sub("", found.role or "") or None if kind == "unnamed" else None
            entity.tenure = found.tenure if entity.role else None
            entity.affiliation = self._in_full(self._affiliation(found, span.start, entity))
            entity.gender = gender_of([head]) if head else None
        if speaks:
            self.keep(entity)
        return entity

    def keep(self, entity: Entity) -> None:
        """From now on the same words, or the same noun with *the*, mean this source without a name."""
        self._strangers.setdefault((entity.kind, fold(entity.name)), entity)
        if entity.kind == "organization" and entity.head is not None:
            self._bodies.describe(entity, entity.head, entity.name)
        if entity.head is not None:
            self._by_head.setdefault(entity.head, []).append(entity)
