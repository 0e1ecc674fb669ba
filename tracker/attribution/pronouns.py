"""Whom a pronoun means: the nearest that fits, the one whose words *I* stands in, the noun before *who*."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tracker.attribution import lexicon
from tracker.attribution.entities import Entity, gender_of
from tracker.attribution.found import MOST_CANDIDATES, Found
from tracker.attribution.mentions import Ranked, odds
from tracker.attribution.names import Name, find_words
from tracker.attribution.phrases import read_phrase
from tracker.attribution.reading import Reading
from tracker.records import Because, Span, SpeakerKind

_PHRASE_BORDER = re.compile(r"[,;:.()“”\"–—]\s*|\b(?:and|but|by|to|with|from|of|for|said|told)\s+")
_DETERMINER = re.compile(r"\b(?:an?|the|his|her|its|their|one|another|some|several|many|two|three)\s", re.I)
_OF = re.compile(r"\s+(?:of|from|at|with|for)\s+(?:the\s+)?", re.I)

_PUBLISHED = re.compile(
    r"\b(?:published|issued|released|leaked|filed|submitted|produced|unveiled)\s+(?:its|an?|the|his|her|their)\s+"
    r"(?=[^\W\d_])"
)
_OBJECT = 4  # words of what is published
_FINDS = re.compile(r"(?:found|finds|concluded|concludes|recommend(?:s|ed)|shows?|showed|describe[sd]|states|reads)\b")
_LONG_SENTENCE = 300  # characters
_PUBLISHER = 1.5  # log odds against its being the publisher that finds
_TELLING = 0.6  # a pronoun as sure as this tells the gender for those to come
_LEAD = 3  # paragraphs
_NOT_ONE = frozenset(("everyone", "everybody", "anyone", "anybody", "nobody", "no", "none", "this", "nothing", "those"))
_PEOPLE = frozenset(("person", "someone", "somebody", "one", "child", "teen", "adult", "relative", "parent", "patient"))
_NEARBY = 1  # paragraphs back within which *they* may mean one person whose gender is not told
_CATAPHOR = 0.8  # a pronoun ahead of its name


def read_pronoun(reading: Reading, low: str, span: Span) -> Found:
    """Whom the pronoun `low` at a span means."""
    if low in lexicon.RELATIVE:
        found = _antecedent(reading, span)
    elif low in lexicon.FIRST or low == "you":
        found = _enclosing_speaker(reading, span)
    elif low in lexicon.HE or low in lexicon.SHE:
        found = _he_or_she(reading, "m" if low in lexicon.HE else "f", span)
    elif low in lexicon.THEY:
        found = _they(reading, span)
    elif low in lexicon.IT:
        found = _it(reading, span)
    else:
        found = None
    return found or _nobody(reading, low, span)


def _nobody(reading: Reading, low: str, span: Span, candidates: Sequence[Entity] = ()) -> Found:
    kind: SpeakerKind = "group" if low in lexicon.MANY else "unnamed"
    stranger = reading.cast.stranger(span.of(reading.cast.text), kind, span)
    return Found(stranger, "nobody named", tuple(candidates)[:MOST_CANDIDATES])


def _weighed(ranked: Sequence[Ranked], because: Because | None = None) -> Found | None:
    """The first of those that fit; `because` where it is not for its being the nearest."""
    if not ranked:
        return None
    first, *others = ranked
    because = because or ("pronoun, nearest that fits" if others else "pronoun, only one fits")
    return Found(first.entity, because, tuple(one.entity for one in others[:MOST_CANDIDATES]), odds(ranked))


def _he_or_she(reading: Reading, gender: str, span: Span) -> Found | None:
    def fits(entity: Entity) -> bool:
        somebody = entity.kind == "person" or (entity.kind == "unnamed" and _is_somebody(entity))
        return somebody and entity.fits(gender) and _is_name(entity)

    if reading.around is not None:
        return _third_person(reading, "he", fits, span)
    found = _weighed(reading.cast.mentions.ranked(span.start, fits, reading.last(span.start), gender=gender))
    if found is None and reading.cast.layout.paragraph(span.start) < _LEAD:
        later = reading.cast.next_person(span.end)
        found = Found(later, "named later", upon=_CATAPHOR) if later is not None and later.fits(gender) else None
    if found is not None and found.entity is not None and found.confidence >= _TELLING:
        found.entity.gender = found.entity.gender or gender
    return found


def _published(reading: Reading, span: Span) -> Found | None:
    """*The board published its report. It found …*: what finds is the report."""
    cast = reading.cast
    if not any(_FINDS.match(cue.of(cast.text)) for cue in reading.attribution.cue):
        return None
    start = cast.layout.sentence_start(span.start)
    before = cast.layout.sentence_start(max(start - 1, 0))
    found = _PUBLISHED.search(cast.text, max(before, start - _LONG_SENTENCE), start)
    if found is None or cast.layout.paragraph(before) < cast.layout.paragraph(start):
        return None
    words = find_words(cast.text, found.end(), start)[:_OBJECT]
    noun = next((word for word in words if word.low in lexicon.TEXTS), None)
    if noun is None:
        return None
    place = Span(found.end(), noun.end)
    text = cast.described(noun.low, "document", place.of(cast.text), span.start)
    text = text or cast.stranger(place.of(cast.text), "document", place, None, noun.low)
    return Found(text, "pronoun, nearest that fits", margin=_PUBLISHER)


def _is_somebody(entity: Entity) -> bool:
    """Whether *he* or *she* may mean an unnamed source: not *I*, not *everyone*, and no thing (*the law*)."""
    words = entity.name.casefold().split()
    if not words or words[0] in _NOT_ONE or (words[0] in lexicon.PRONOUNS and len(words) == 1):
        return False
    head = entity.head
    return head is None or lexicon.is_occupation(head) or gender_of([head]) is not None or head in _PEOPLE


def _is_name(entity: Entity) -> bool:
    """Whether a name is one, and not the opening word of a sentence (*I’ve*, *But*)."""
    return len(entity.words) != 1 or entity.sure or entity.name.lower().replace("’", "'") not in lexicon.OPENERS


def _it(reading: Reading, span: Span) -> Found | None:
    """The nearest body or text; else the name that the sentence is about, which then is a body's."""
    published = _published(reading, span)
    if published is not None:
        return published
    last = reading.last(span.start)
    ranked = reading.cast.mentions.ranked(
        span.start, lambda e: e.kind in ("organization", "document") and not e.plural, last
    )
    if ranked or reading.around is not None:
        return _weighed(ranked)
    about = reading.cast.mentions.at(reading.cast.layout.sentence_start(span.start))
    if about is None or about.sure or about.gender or about.role or not about.words:
        return None
    about.kind, about.sure = "organization", True
    return Found(about, "pronoun, only one fits")


def _they(reading: Reading, span: Span) -> Found | None:
    def fits(entity: Entity) -> bool:
        return entity.plural or entity.kind == "organization"

    if reading.around is not None:
        return _third_person(reading, "they", fits, span)
    last, ranked = reading.last(span.start), reading.cast.mentions.ranked
    found = ranked(span.start, fits, last)
    one = ranked(span.start, lambda e: e.kind == "unnamed" and e.gender is None and _is_somebody(e), last)
    return _weighed(found or [e for e in one if e.entity is last or e.distance < _NEARBY], "plural pronoun")


def _third_person(reading: Reading, low: str, fits: Callable[[Entity], bool], span: Span) -> Found | None:
    """Whom *he*, *she* or *they* means in somebody else's words: never the speaker where these are quoted; in
    reported speech the speaker (*Orme said he had told them*), unless somebody who fits is named before it there
    (*Orme said that Pell was late, and that he had said so*): then nobody is sure, and it is nobody."""
    around, cast = reading.around, reading.cast
    assert around is not None
    speaker = around.speaker
    if not around.quoted and speaker is not None and fits(speaker):
        start = cast.layout.sentence_start(span.start)
        named = dict.fromkeys(cast.entity_of(name) for name in cast.names_in(start, span.start))
        others = [e for e in named if e is not speaker and fits(e) and not e.place and (e.sure or len(e.words) > 1)]
        if others:
            return _nobody(reading, low, span, (speaker, *others))
        upon = around.found.confidence if around.found is not None else 1.0
        return Found(speaker, "pronoun, only one fits", upon=upon)
    return _weighed(cast.mentions.ranked(span.start, lambda e: e is not speaker and fits(e), None))


def _enclosing_speaker(reading: Reading, span: Span) -> Found | None:
    """Whose words *I* stands in."""
    if reading.around is not None:
        found = reading.around.found
    else:
        found = reading.turns.around(span)
        if found is None and reading.cast.layout.quoted(span.start):
            found = reading.turns.last(span.start)
    if found is None or found.entity is None:
        return None
    return Found(found.entity, "first person", upon=found.confidence)


def _antecedent(reading: Reading, span: Span) -> Found | None:
    """The noun phrase right before a relative pronoun."""
    text = reading.cast.text
    left = text[max(0, span.start - 120) : span.start]
    end = span.start - len(left) + len(left.rstrip(" ,"))
    name = reading.cast.name_before(end + 2)
    if name is not None and end - name.span.end <= 2:
        who = span.of(text).casefold() == "who"
        entity = (_member_of(reading, name) if who else None) or reading.cast.entity_of(name)
        return Found(entity, "relative pronoun")
    phrase = _PHRASE_BORDER.split(left.rstrip(" ,"))[-1].strip()
    phrase = phrase[max((m.start() for m in _DETERMINER.finditer(phrase)), default=0) :]
    words = find_words(text, end - len(phrase), end)
    if not words or phrase.lower() in lexicon.PRONOUNS:
        return None
    found = read_phrase(reading, Span(end - len(phrase), end), words)
    return replace(found, because="relative pronoun", upon=found.confidence)


def _member_of(reading: Reading, body: Name) -> Entity | None:
    """*Ann Lee of the Kennel Club, who …*: the person named right before a body, which is no *who*."""
    if reading.cast.entity_of(body).kind != "organization":
        return None
    name = reading.cast.name_before(body.whole.start)
    if name is None or _OF.fullmatch(reading.cast.text[name.span.end : body.whole.start]) is None:
        return None
    entity = reading.cast.entity_of(name)
    return entity if entity.kind == "person" and not entity.place else None
