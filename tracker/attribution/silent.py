"""Whom a quotation without a source of its own means: whoever is speaking, or whose sentence it is."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from tracker.attribution import lexicon
from tracker.attribution.entities import Entity
from tracker.attribution.found import MOST_CANDIDATES, Found
from tracker.attribution.phrases import as_named
from tracker.attribution.reading import Reading, spoken_to
from tracker.records import Because

_NEAR = 2  # paragraphs over which a quotation without a source still belongs to whoever spoke

_PARTICIPLE = re.compile(r"(?!according)\w+ing\b", re.I)
_PASSIVE = re.compile(
    r"(?:it\s)?(?:is|are|was|were|be|been|being|has been|have been|had been|can be|could be|will be)\b", re.I
)
_TO_HAVE = re.compile(
    r"(?:is|are|was|were|has been|have been)\s+\w+\s+to\s+have\s+"
    r"(?:said|told|denied|claimed|admitted|warned|asked|insisted|complained|written|threatened|confessed|conceded|"
    r"promised|boasted|argued|demanded|vowed|suggested|declared|described|called|accused|expressed|acknowledged)\b"
)
_OPENING = 60  # characters of a sentence before its subject
_OPENS = re.compile(r"(?:[^,]*,\s+)?(?:the\s+)?", re.I)
_QUOTES = " \"'“”‘’«»,.:;"
_MARKS = 4  # characters of a paragraph beside its quotation: the marks
_AGAIN = 10_000  # characters within which a headline's words stand again
_FEW_WORDS = 2  # words that may stand twice by chance
_SUBJECT_SHARED = re.compile(r"\b(?:and|but|then|also|or|,)\s+(?:\w+\s+)?$")


def read_silent(reading: Reading) -> Found:
    """A quotation that follows belongs to whoever is speaking; so does *adding that …*. An agentless passive
    belongs to nobody."""
    cue = " ".join(span.of(reading.cast.text) for span in reading.attribution.cue)
    cue = cue if any(c.isalpha() for c in cue) else ""
    nobody = Found(None, "nobody named")
    if not cue and reading.attribution.kind == "indirect":
        return nobody
    if cue and not _PARTICIPLE.match(cue):
        if _PASSIVE.match(cue):
            return _said_to_say(reading) or nobody
        return _behind_cue(reading) or _before_cue(reading) or _shared_subject(reading) or nobody
    layout, here = reading.cast.layout, reading.attribution.content[0].start
    number = layout.paragraph(here)
    if not cue and _is_asked(reading, number):
        answers = reading.cast.interviewee(here)
        if answers is not None:
            return Found(answers, "label of a turn")
    return _follows(reading, here, number, plain=not cue) or nobody


def _follows(reading: Reading, here: int, number: int, *, plain: bool) -> Found | None:
    """Whoever spoke last; `plain` where no cue (*adding that*) says so. Not one who is spoken to."""
    layout = reading.cast.layout
    before = list(reading.turns.backwards(here, layout.paragraph_start(number - _NEAR)))
    if not before:
        return _later(reading) if plain else None
    hearers = spoken_to(reading)
    speakers = [found for found in before if found.entity not in hearers]
    if not speakers:
        return _answering(reading, here, hearers)
    last = speakers[0]
    others = tuple(dict.fromkeys(found.entity for found in speakers if found.entity is not last.entity))
    opens = layout.opens_paragraph(here) and not layout.continues(here)
    if plain and opens and others and not hearers and _takes_turns(reading, number, last):
        other = next(found for found in speakers if found.entity is not last.entity)
        return _goes_on(other, "takes turns", (last.entity, *others[1:]))
    if hearers:
        return _goes_on(last, "takes turns", others)
    return _goes_on(last, "goes on speaking" if plain else "subject of the sentence", others)


def _takes_turns(reading: Reading, number: int, last: Found) -> bool:
    """Whether two have taken turns in the paragraphs before, or whoever spoke last answers in the next."""
    layout, text = reading.cast.layout, reading.cast.text
    if all(layout.is_turn(number - back, text) for back in (1, 2)):
        return True
    if not (layout.is_turn(number, text) and layout.is_turn(number + 1, text)):
        return False
    if len(layout.paragraph_span(layout.paragraph_start(number))) > len(reading.attribution.content[0]) + _MARKS:
        return False
    answer = reading.turns.next_source(layout.paragraph_start(number + 1), layout.paragraph_start(number + 2))
    named = reading.cast.names_in(answer.start, answer.end) if answer is not None else []
    return any(reading.cast.entity_of(name) is last.entity for name in named)


def _answering(reading: Reading, here: int, hearers: Collection[Entity]) -> Found | None:
    """*"Which spring, Mr Lee?"*: the other of those spoken of."""

    def fits(entity: Entity) -> bool:
        return entity.kind == "person" and entity.sure and entity not in hearers

    ranked = reading.cast.mentions.ranked(here, fits, None)
    if not ranked:
        return None
    others = tuple(one.entity for one in ranked[1 : MOST_CANDIDATES + 1])
    return Found(ranked[0].entity, "takes turns", others)


def _later(reading: Reading) -> Found | None:
    """Whose words stand in a headline or before anybody is named: whoever is quoted with them again, else the first
    person named after them."""
    text, content = reading.cast.text, reading.attribution.content
    words = content[0].of(text).strip(_QUOTES)
    again = text.find(words, content[-1].end, content[-1].end + _AGAIN) if len(words.split()) > _FEW_WORDS else -1
    source = reading.turns.source_at(again) if again >= 0 else None
    named = reading.cast.names_in(source.start, source.end) if source is not None else []
    if named:
        return Found(reading.cast.entity_of(named[0]), "named later")
    later = reading.cast.next_person(content[-1].end)
    return Found(later, "named later") if later is not None else None


def _goes_on(found: Found, because: Because, others: tuple[Entity | None, ...]) -> Found:
    rivals = tuple(entity for entity in others if entity is not None)[:MOST_CANDIDATES]
    return Found(found.entity, because, rivals, upon=found.confidence)


def _is_asked(reading: Reading, number: int) -> bool:
    """Whether the paragraph before is a question that nobody is quoted with."""
    if not number:
        return False
    asked = reading.cast.layout.paragraph_span(reading.cast.layout.paragraph_start(number - 1))
    return reading.cast.text[asked.end - 1] == "?" and not reading.cast.layout.quoted(asked.start)


def _behind_cue(reading: Reading) -> Found | None:
    """*…, promised Ann Lee*, where the tagger did not see the source."""
    cue = reading.attribution.cue[-1].end
    if reading.attribution.content[0].start > cue:
        return None
    name = next(iter(reading.cast.names_in(cue, cue + 40)), None)
    if name is None or reading.cast.text[cue : name.whole.start].strip().lower() not in ("", "the"):
        return None
    entity = reading.cast.entity_of(name)
    fits = entity.kind == "person" and not entity.place and (entity.sure or len(entity.words) > 1)
    return as_named(reading.cast, name) if fits else None


def _before_cue(reading: Reading) -> Found | None:
    """*Ann Lee plans to …*, where the tagger did not see the source: the name that opens the sentence, right before
    its verb."""
    text, cue = reading.cast.text, reading.attribution.cue[0].start
    name = reading.cast.name_before(cue)
    if name is None or text[name.span.end : cue].strip(" ") or not text[cue].isalpha():
        return None
    start = reading.cast.layout.sentence_start(cue)
    if not start <= name.whole.start <= start + _OPENING:
        return None
    opening = text[start : name.whole.start]
    if not (_OPENS.fullmatch(opening) or lexicon.is_role((opening.split() or [""])[-1])):
        return None
    return replace(as_named(reading.cast, name), because="subject of the sentence")


def _said_to_say(reading: Reading) -> Found | None:
    """*Ann Lee was reported to have denied …*: no reporter is named, but whoever denied is the source."""
    cue = reading.attribution.cue[0].start
    told = _TO_HAVE.match(reading.cast.text, cue, cue + 80)
    return _before_cue(reading) if told is not None else None


def _shared_subject(reading: Reading) -> Found | None:
    """*Acme welcomed the move but said …*: the subject of the sentence speaks."""
    cue = reading.attribution.cue[0].start
    left = reading.cast.layout.sentence_start(cue)
    if not _SUBJECT_SHARED.search(reading.cast.text[max(left, cue - _OPENING) : cue]):
        return None
    spoke = reading.turns.in_stretch(left, cue)
    if spoke is not None:
        return Found(spoke.entity, "subject of the sentence", upon=spoke.confidence)
    first = next(iter(reading.cast.names_in(left, min(cue, left + 40))), None)
    described = reading.cast.mentions.at(left)
    if described is not None and (first is None or not described.words):
        return Found(described, "subject of the sentence")
    return Found(reading.cast.entity_of(first), "subject of the sentence") if first is not None else None
