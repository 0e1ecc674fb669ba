"""Who "he" is: every source span resolved to one speaker of its article.

A text's named people and bodies are collected once (`cast.py`); then the sources are read in text order, as a reader
would: a full name is itself, a short form the fullest name it ends, a pronoun the nearest person it fits (the last
speaker first), a description whoever was given that role, a quotation without words of its own whoever is speaking.
What cannot be resolved keeps its words and the kind `group` or `unnamed`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tracker.attribution import lexicon
from tracker.attribution.cast import Cast
from tracker.attribution.descriptions import describe
from tracker.attribution.dialogue import is_answer_label, is_initials
from tracker.attribution.entities import Entity, number_of
from tracker.attribution.names import Name, Word, find_words
from tracker.attribution.turns import Turns, position
from tracker.records import Attribution, Span
from tracker.segment import Segments

_NEAR = 2  # paragraphs over which a quotation without a source still belongs to whoever spoke

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_OWNER = re.compile(r"[’']s?\s")
_OWNER_AT_END = re.compile(r"[’']s$")
_OWNERS_BETWEEN = re.compile(r"[^\W\d_][\w\-]*(?:\s[^\W\d_a-z][\w\-]*)*[’']s\b")
_CUT = re.compile(r"\s*(?:,|\s(?:who|which|whom|whose)\b|\s?[(–—]).*", re.S)
_HEAD_END = re.compile(
    r"\s(?:in|of|at|for|from|with|on|near|based|reached|living|outside|inside|around|by|to|among|across|contacted|"
    r"familiar|close|briefed|speaking|along|about|under|within|interviewed|quoted|obtained|read|seen|released|published|"
    r"written|filed|leaked|signed|issued|sent|asked|found|held|gathered|against|behind|present)\b"
)
_OF = re.compile(r"\s+(?:of|from|at|with|for)\s+(?:the\s+)?", re.I)
_TIME_BEHIND = re.compile(r"\s(?:(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight)$", re.I)
_AND = re.compile(r"\b(?:and|&)\b")
_DEMONYM = re.compile(r"(?:ian|ean|can|ese|ish|man)$")
_DEFINITE = frozenset(("the", "its", "his", "her", "their", "our", "that", "this", "these", "those"))

_TOLD = re.compile(
    r"\b(?:was|were|been|is|are|being|got|gets)\s+(?:\w+ly\s)?"
    r"(?:told|informed|reminded|warned|advised|notified|assured|urged|asked)\b"
)
_BY = re.compile(r"\s*by\s+([^,.;:“”\"]+?)(?=\s(?:that|to|on|in|at|of|about)\b|[,.;:“”\"])")
_PARTICIPLE = re.compile(r"(?!according)\w+ing\b", re.I)
_PASSIVE = re.compile(
    r"(?:it\s)?(?:is|are|was|were|be|been|being|has been|have been|had been|can be|could be|will be)\b", re.I
)
_SUBJECT_SHARED = re.compile(r"\b(?:and|but|then|also|or|,)\s+(?:\w+\s+)?$")
_PHRASE_BORDER = re.compile(r"[,;:.()“”\"–—]\s*|\b(?:and|but|by|to|with|from|of|for|said|told)\s+")
_DETERMINER = re.compile(r"\b(?:an?|the|his|her|its|their|one|another|some|several|many|two|three)\s", re.I)


def resolve_speakers(attributions: Sequence[Attribution], text: str, segments: Segments) -> tuple[Attribution, ...]:
    """The same attributions, each with its `Speaker` (None where the text names no source at all).

    What stands inside another attribution is read when all others are: whoever is told to have said something is not
    the one who speaks, and must not decide who *he* is in the article's own words.
    """
    outermost = [attribution for attribution in attributions if attribution.nested_in is None]
    cast = Cast(text, segments, outermost)
    turns = Turns(outermost)
    entities: list[Entity | None] = [None] * len(attributions)
    places = [i for i, attribution in enumerate(attributions) if attribution.nested_in is None]
    for i in sorted(range(len(outermost)), key=lambda i: position(outermost[i])):
        entity = _Reader(cast, turns, outermost[i]).resolve()
        if entity is not None:
            entities[places[i]] = entity
            cast.spoke(entity, position(outermost[i]))
            turns.note(i, entity)
    for i, attribution in enumerate(attributions):
        if attribution.nested_in is not None:
            outer = attributions[attribution.nested_in]
            around = Around(entities[attribution.nested_in], outer.kind != "indirect")
            entities[i] = _Reader(cast, turns, attribution, around).resolve()
    speakers = {entity: entity.speaker() for entity in entities if entity is not None}
    return tuple(
        replace(attribution, speaker=speakers[entity] if entity is not None else None)
        for attribution, entity in zip(attributions, entities, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Around:
    """In whose words a nested attribution stands, and whether these are quoted (so that *I* means that one)."""

    speaker: Entity | None
    quoted: bool


class _Reader:
    """Resolves one attribution given what stands before it."""

    def __init__(self, cast: Cast, turns: Turns, attribution: Attribution, around: Around | None = None) -> None:
        self.cast = cast
        self.turns = turns
        self.attribution = attribution
        self.around = around

    def resolve(self) -> Entity | None:
        """The entity behind this attribution's source."""
        if not self.attribution.source:
            return None if self.around else self._without_source()
        span = self.attribution.source[0]
        if self.attribution.cue and (turned := self._turned(span)) is not None:
            if not turned:
                return None
            span = turned
        labelled = self._labelled(span.of(self.cast.text))
        if labelled is not None:
            return labelled
        words = find_words(self.cast.text, span.start, span.end)
        if not words:
            return None
        low = words[0].low
        if low in lexicon.PRONOUNS and (len(words) == 1 or words[-1].low.endswith(("self", "selves", "too", "also"))):
            return self._pronoun(low, span)
        return self._noun_phrase(span, words)

    def _turned(self, source: Span) -> Span | None:
        """Where a passive cue turns the roles: *A was told by B that …* (B speaks), *A was quoted by B as saying …*
        (A speaks). An empty span where nobody is named; None where the source stands as it is."""
        text, cue = self.cast.text, self.attribution.cue[0]
        words = cue.of(text)
        if _TOLD.search(words) and source.end <= cue.start:
            by = _BY.match(text[cue.end : cue.end + 80])
            return Span(cue.end + by.start(1), cue.end + by.end(1)) if by else Span(source.start, source.start)
        if "quoted" in words and source.start >= cue.start:
            left = self.cast.name_before(cue.start)
            if left is not None and left.span.start >= self.cast.layout.sentence_start(cue.start):
                return left.span
        return None

    def _labelled(self, label: str) -> Entity | None:
        """Whom the label of a turn means: *A* in an interview, or initials."""
        if self.attribution.kind != "direct":
            return None
        if is_answer_label(label):
            return self.cast.interviewee(self.attribution.source[0].start)
        return self.cast.with_initials(label) if is_initials(label) else None

    # ------------------------------------------------------------ no source

    def _without_source(self) -> Entity | None:
        """A quotation that follows belongs to whoever is speaking; so does *adding that …*. An agentless passive
        belongs to nobody."""
        cue = " ".join(span.of(self.cast.text) for span in self.attribution.cue)
        if not cue and self.attribution.kind == "indirect":
            return None
        if cue and not _PARTICIPLE.match(cue):
            return None if _PASSIVE.match(cue) else self._behind_cue() or self._shared_subject()
        layout, here = self.cast.layout, self.attribution.content[0].start
        number = layout.paragraph(here)
        if not cue and self._is_asked(number):
            answers = self.cast.interviewee(here)
            if answers is not None:
                return answers
        before = self.turns.backwards(here, layout.paragraph_start(number - _NEAR))
        last = next(before, None)
        if last is None:
            return None if cue else self.cast.next_person(self.attribution.content[-1].end)
        if not cue and layout.opens_paragraph(here) and not layout.continues(here):
            other = next((entity for entity in before if entity is not last), None)
            if other and all(layout.is_turn(number - back, self.cast.text) for back in (1, 2)):
                return other  # two people taking turns
        return last

    def _is_asked(self, number: int) -> bool:
        """Whether the paragraph before is a question that nobody is quoted with."""
        if not number:
            return False
        asked = self.cast.layout.paragraph_span(self.cast.layout.paragraph_start(number - 1))
        return self.cast.text[asked.end - 1] == "?" and not self.cast.layout.quoted(asked.start)

    def _behind_cue(self) -> Entity | None:
        """*…, promised Ann Lee*, where the tagger did not see the source."""
        cue = self.attribution.cue[-1].end
        if self.attribution.content[0].start > cue:
            return None
        name = next(iter(self.cast.names_in(cue, cue + 40)), None)
        if name is None or self.cast.text[cue : name.whole.start].strip().lower() not in ("", "the"):
            return None
        entity = self.cast.entity_of(name)
        fits = entity.kind == "person" and not entity.place and (entity.sure or len(entity.words) > 1)
        return entity if fits else None

    def _shared_subject(self) -> Entity | None:
        """*Acme welcomed the move but said …*: the subject of the sentence speaks."""
        cue = self.attribution.cue[0].start
        left = self.cast.layout.sentence_start(cue)
        if not _SUBJECT_SHARED.search(self.cast.text[left:cue]):
            return None
        spoke = self.turns.in_stretch(left, cue)
        if spoke is not None:
            return spoke
        first = next(iter(self.cast.names_in(left, min(cue, left + 40))), None)
        return self.cast.entity_of(first) if first is not None else None

    # ------------------------------------------------------------ pronouns

    def _pronoun(self, low: str, span: Span) -> Entity | None:
        if low in lexicon.RELATIVE:
            found = self._antecedent(span)
        elif low in lexicon.FIRST or low == "you":
            found = self._enclosing_speaker(span)
        elif low in lexicon.HE or low in lexicon.SHE:
            found = self._he_or_she("m" if low in lexicon.HE else "f", span)
        elif low in lexicon.THEY:
            last = self.turns.last(span.start)
            nearest = self.cast.mentions.nearest
            if self.around is not None:
                found = self._third_person(lambda e: e.plural or e.kind == "organization", span)
                return found or self.cast.stranger(span.of(self.cast.text), "group", span)
            found = nearest(span.start, lambda e: e.plural or e.kind == "organization", last)
            found = found or nearest(span.start, lambda e: e.kind == "unnamed" and e.gender is None, last)
        elif low in lexicon.IT:
            found = self.cast.mentions.nearest(
                span.start,
                lambda e: e.kind in ("organization", "document") and not e.plural,
                self.turns.last(span.start),
            )
        else:
            found = None
        if found is not None:
            return found
        words = span.of(self.cast.text)
        if low in lexicon.IT:
            return self.cast.stranger(words, "organization", span)
        many = low in lexicon.MANY
        return self.cast.stranger(words, "group" if many else "unnamed", span)

    def _he_or_she(self, gender: str, span: Span) -> Entity | None:
        def fits(entity: Entity) -> bool:
            return entity.kind in ("person", "unnamed") and entity.fits(gender)

        if self.around is not None:
            return self._third_person(fits, span)
        found = self.cast.mentions.nearest(span.start, fits, self.turns.last(span.start), gender=gender)
        if found is not None:
            found.gender = found.gender or gender
        return found

    def _third_person(self, fits: Callable[[Entity], bool], span: Span) -> Entity | None:
        """Whom *he*, *she* or *they* means in somebody else's words: never the speaker where these are quoted; in
        reported speech the speaker (*Orme said he had told them*), unless somebody who fits is named before it there
        (*Orme said that Pell was late, and that he had said so*): then nobody is sure, and it is nobody."""
        assert self.around is not None
        speaker = self.around.speaker
        if self.around.quoted:
            return self.cast.mentions.nearest(span.start, lambda e: e is not speaker and fits(e), None)
        start = self.cast.layout.sentence_start(span.start)
        named = [name for name in self.cast.names_in(start, span.start) if fits(self.cast.entity_of(name))]
        others = {self.cast.entity_of(name) for name in named} - {speaker}
        if speaker is not None and fits(speaker):
            return None if others else speaker
        return self.cast.mentions.nearest(span.start, lambda e: e is not speaker and fits(e), None)

    def _enclosing_speaker(self, span: Span) -> Entity | None:
        """Whose words *I* stands in."""
        if self.around is not None:
            return self.around.speaker
        found = self.turns.around(span)
        if found is None and self.cast.layout.quoted(span.start):
            return self.turns.last(span.start)
        return found

    def _antecedent(self, span: Span) -> Entity | None:
        """The noun phrase right before a relative pronoun."""
        text = self.cast.text
        left = text[max(0, span.start - 120) : span.start]
        end = span.start - len(left) + len(left.rstrip(" ,"))
        name = self.cast.name_before(end + 2)
        if name is not None and end - name.span.end <= 2:
            who = span.of(text).casefold() == "who"
            return (self._member_of(name) if who else None) or self.cast.entity_of(name)
        phrase = _PHRASE_BORDER.split(left.rstrip(" ,"))[-1].strip()
        phrase = phrase[max((m.start() for m in _DETERMINER.finditer(phrase)), default=0) :]
        words = find_words(text, end - len(phrase), end)
        if not words or phrase.lower() in lexicon.PRONOUNS:
            return None
        return self._noun_phrase(Span(end - len(phrase), end), words)

    def _member_of(self, body: Name) -> Entity | None:
        """*Ann Lee of the Kennel Club, who …*: the person named right before a body, which is no *who*."""
        if self.cast.entity_of(body).kind != "organization":
            return None
        name = self.cast.name_before(body.whole.start)
        if name is None or _OF.fullmatch(self.cast.text[name.span.end : body.whole.start]) is None:
            return None
        entity = self.cast.entity_of(name)
        return entity if entity.kind == "person" and not entity.place else None

    # ------------------------------------------------------------ noun phrases

    def _noun_phrase(self, span: Span, words: Sequence[Word]) -> Entity | None:
        phrase = _Phrase.read(self.cast, span)
        named = phrase.named
        if named is None:
            behind = self._named_behind(phrase)
            if behind is not None:
                return behind
            head = [word for word in words if word.end <= phrase.head_end] or list(words)
            return self._description(span, phrase.bare.strip(), head)
        if len(named.words) == 1 and named.definite and not named.titles and _DEMONYM.search(named.text):
            last = self.turns.last(span.start)
            other = self.cast.mentions.nearest(span.start, lambda e: e.kind == "person" and e is not last, None)
            if other is not None and number_of(named.words[0], "") == "one":
                return other  # *the Freedonian*: whoever of the two did not just speak
        if phrase.is_pair():
            behind_text = self.cast.text[phrase.end + 1 : span.end].strip(" ,")
            noun = describe(behind_text).head
            single = noun is not None and lexicon.is_body(noun)
            return self.cast.stranger(phrase.bare, "organization" if single else "group", span)
        return self.cast.entity_of(named)

    def _named_behind(self, phrase: _Phrase) -> Entity | None:
        """*the mayor, Ann Lee*: the name in apposition."""
        text = self.cast.text
        if phrase.end == phrase.span.end:
            return None
        for name in phrase.names:
            if name.span.start >= phrase.end and text[name.span.end : name.span.end + 2] not in ("'s", "’s"):
                between = _OWNERS_BETWEEN.sub("", text[phrase.end : name.whole.start]).strip(" ,;–—-").lower()
                return self.cast.entity_of(name) if between in ("", "the", "one") else None
        return None

    def _description(self, span: Span, phrase: str, head: Sequence[Word]) -> Entity:
        """A source without a name: a body, a crowd, a text, a role."""
        cast = self.cast
        noun = head[-1].low.removesuffix("'s").removesuffix("’s")
        first = head[0].low
        definite = first in _DEFINITE or _OWNER.search(phrase) is not None
        bare = _ARTICLE.sub("", phrase)
        words = _OWNER_AT_END.sub("", bare)
        number = number_of(noun, first)
        known: Entity | None = None
        if noun in lexicon.TEXTS:
            known = cast.described(noun, "document") if definite else None
            return known or cast.stranger(words, "document", span, describe(phrase), noun)
        if number == "one" and lexicon.is_role(noun):
            if definite or first not in lexicon.QUANTIFIERS:
                known = cast.with_role(phrase, noun, span.start)
            elif first in ("a", "an"):
                known = cast.with_lead_role(phrase, span.start)
        elif number == "one" and lexicon.is_body(noun):
            known = cast.body(phrase, noun, span.start) if definite or first == noun else None
            return known or cast.stranger(words, "organization", span, None, noun)
        elif number == "many":
            plain = len(find_words(bare)) <= 2 and (definite or len(head) == 1)
            known = cast.described(noun, "group") if plain else None
            return known or cast.stranger(words, "group", span, None, noun)
        elif definite:
            known = cast.with_role(phrase, noun, span.start)
        return known or cast.stranger(words, "unnamed", span, describe(phrase), noun)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A source's noun phrase, read: where its head ends (before *of …*), where it ends itself (before a comma or
    *who …*), the names in the source, and the one that its head is."""

    span: Span
    bare: str
    head_end: int
    end: int
    names: Sequence[Name]
    named: Name | None

    @classmethod
    def read(cls, cast: Cast, span: Span) -> _Phrase:
        """Read the source at a span."""
        whole = span.of(cast.text)
        names = [name for name in cast.names_in(span.start, span.end) if name.span.end <= span.end + 2]
        cut = _CUT.search(whole)
        bare = whole[: cut.start()] if cut and cut.start() > 0 else whole
        bare = _TIME_BEHIND.sub("", bare) or bare  # *Acme today announced*
        end = span.start + len(bare)
        preposition = _HEAD_END.search(bare)
        head_end = span.start + preposition.start() if preposition else end
        named = next((n for n in names if n.span.start < head_end and n.span.end >= head_end - 3), None)
        if named is None and preposition:  # *Ministry of Defence*: the preposition stands inside the name
            named = next((n for n in names if n.span.start < head_end < n.span.end), None)
        return cls(span, bare, head_end, end, names, named)

    def is_pair(self) -> bool:
        """Whether the source is two names (*Ann Lee and Bo Tan*)."""
        if self.named is None or self.named.body:
            return False
        pair = _AND.search(self.bare[: self.named.span.start - self.span.start])
        return pair is not None and any(n.span.end <= self.span.start + pair.start() for n in self.names)
