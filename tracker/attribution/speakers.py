"""Who "he" is: every source span resolved to one speaker of its article.

A text's named people and bodies are collected once (`cast.py`); then the sources are read in text order, as a reader
would: a full name is itself, a short form the fullest name it ends, a description whoever was given that role
(`phrases.py`), a pronoun the nearest person it fits, the last speaker first (`pronouns.py`), a quotation without words
of its own whoever is speaking (`silent.py`). What cannot be resolved keeps its words and the kind `group` or `unnamed`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.attribution import lexicon
from tracker.attribution.cast import Cast
from tracker.attribution.dialogue import is_answer_label, is_initials
from tracker.attribution.entities import Entity
from tracker.attribution.found import Found
from tracker.attribution.genders import learn_genders
from tracker.attribution.names import find_words
from tracker.attribution.phrases import read_phrase, read_subject
from tracker.attribution.pronouns import read_pronoun
from tracker.attribution.reading import Around, Reading
from tracker.attribution.silent import read_silent
from tracker.attribution.subjects import Subjects
from tracker.attribution.turns import Turns, position
from tracker.records import Attribution, Span, Speaker, SpeakerKind
from tracker.segment import Segments

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
_TOLD = re.compile(
    r"\b(?:was|were|been|is|are|being|got|gets)\s+(?:\w+ly\s)?"
    r"(?:told|informed|reminded|warned|advised|notified|assured|urged|asked)\b"
)
_QUOTED = re.compile(r"\b(?:was|were|is|are|been)\s+(?:\w+ly\s+)?quoted\s+(?:by|in|on)\s+(?:the\s+)?$")
_PEOPLES = re.compile(r"(?:ians|eans|icans|ists|ites)$")  # *Freedonians*
_RELATIVE_END = re.compile(r"(?:,\s*|\b(?:who|which|that)\s*)$", re.I)
_ASIDE = re.compile(r"[\s,(]*(?:as|or|whom|whose|known\s+as)\s+", re.I)  # *Lee, as everyone calls him*
_PREPOSITION = re.compile(r"\b(?:of|from|in|on|at|by|for|with|to|about|against|into|over|under|and)\s+$", re.I)
_QUOTED_REACH = 60  # characters before the source
_SHORT_PHRASE = 60  # characters of a subject
_BY = re.compile(r"\s*by\s+([^,.;:“”\"]+?)(?=\s(?:that|to|on|in|at|of|about)\b|[,.;:“”\"])")


def resolve_speakers(attributions: Sequence[Attribution], text: str, segments: Segments) -> tuple[Attribution, ...]:
    """The same attributions, each with its `Speaker` (None where the text names no source at all) and why it is that
    one."""
    found = find_sources(attributions, text, segments)
    for attribution, one in zip(attributions, found, strict=True):
        label = any(span.of(text).isupper() for span in attribution.source)  # *ORME:* speaks in a transcript
        if one.entity is not None and _is_lone(one.entity) and not label:
            one.entity.kind = "group" if _PEOPLES.search(one.entity.words[0]) else "organization"
    speakers = {one.entity: one.entity.speaker() for one in found if one.entity is not None}
    return tuple(
        replace(
            attribution,
            speaker=_words_alone(attribution, text) if one.unsure else speakers[one.entity] if one.entity else None,
            resolution=one.resolution(),
        )
        for attribution, one in zip(attributions, found, strict=True)
    )


def _is_lone(entity: Entity) -> bool:
    """Whether a name is one word that no fuller name, title, role or pronoun of the text makes a person's. Most of
    those that news quotes so are firms and agencies (*Acme said*): people are named in full once."""
    told = entity.sure or entity.gender or entity.role or entity.offices
    return (
        entity.kind == "person" and len(entity.words) == 1 and not told and not lexicon.is_given_name(entity.words[0])
    )


def _words_alone(attribution: Attribution, text: str) -> Speaker | None:
    """A source that is not resolved: its own words, and nobody where it has none."""
    words = " ".join(span.of(text) for span in attribution.source[:1])
    name = " ".join(_ARTICLE.sub("", words).split())
    kind: SpeakerKind = "group" if name.casefold() in lexicon.MANY else "unnamed"
    return Speaker(name, kind, names=(name,)) if name else None


def find_sources(attributions: Sequence[Attribution], text: str, segments: Segments) -> list[Found]:
    """Whom the source of each attribution means.

    What stands inside another attribution is read when all others are: whoever is told to have said something is not
    the one who speaks, and must not decide who *he* is in the article's own words.
    """
    outermost = [i for i, attribution in enumerate(attributions) if attribution.nested_in is None]
    cast = Cast(text, segments, [attributions[i] for i in outermost])
    learn_genders(cast, attributions)
    turns = Turns([attributions[i] for i in outermost])
    subjects = Subjects(text, segments.sentences)
    new: set[Entity] = set()
    found: dict[int, Found] = {}
    for number in sorted(range(len(outermost)), key=lambda n: position(attributions[outermost[n]])):
        attribution = attributions[outermost[number]]
        for subject in subjects.until(position(attribution)):
            if not cast.is_source(subject.span.start) and not cast.layout.quoted(subject.span.start):
                entity, is_new = read_subject(cast, subject)
                cast.mention(entity, subject.span)
                new |= {entity} if is_new else set()
        found[outermost[number]] = one = _read(Reading(cast, turns, attribution))
        if one.entity is not None:
            if one.entity in new:
                cast.keep(one.entity)
                new.remove(one.entity)
            cast.spoke(one.entity, position(attribution))
            turns.note(number, one)
    for i, attribution in enumerate(attributions):
        if attribution.nested_in is not None:
            outer = attributions[attribution.nested_in]
            around = Around(found.get(attribution.nested_in), outer.kind != "indirect")
            found[i] = _read(Reading(cast, turns, attribution, around))
    return [found[i] for i in range(len(attributions))]


def _read(reading: Reading) -> Found:
    """The entity behind an attribution's source."""
    text, attribution = reading.cast.text, reading.attribution
    if not attribution.source:
        return Found(None, "nobody named") if reading.around else read_silent(reading)
    span = _speaking(attribution, text)
    if attribution.cue and (turned := _turned(reading, span)) is not None:
        if not turned:
            return Found(None, "nobody named")
        span = turned
    labelled = _labelled(reading, span.of(text))
    if labelled is not None:
        return Found(labelled, "label of a turn")
    words = find_words(text, span.start, span.end)
    if not words:
        return Found(None, "nobody named")
    low = words[0].low
    if low in lexicon.PRONOUNS and (len(words) == 1 or words[-1].low.endswith(("self", "selves", "too", "also"))):
        return read_pronoun(reading, low, span)
    return read_phrase(reading, span, words)


def _speaking(attribution: Attribution, text: str) -> Span:
    """The source that a cue means, where it has several in one sentence that are no pieces of one (*as Orme reported,
    Ann Lee told*): the one right before the cue, unless a preposition makes it part of the one before it."""
    first, last = attribution.source[0], attribution.source[-1]
    if first is last or not attribution.cue or last.end > attribution.cue[0].start:
        return first
    between = text[first.end : last.start]
    near = not text[last.end : attribution.cue[0].start].strip(" ,")
    pieces = _RELATIVE_END.search(first.of(text)) or not any(map(str.isalnum, between))
    if not near or pieces or _ASIDE.fullmatch(between) or _PREPOSITION.search(between) or "\n" in between:
        return first
    return last


def _turned(reading: Reading, source: Span) -> Span | None:
    """Where a passive cue turns the roles: *A was told by B that …* (B speaks), *A was quoted by B as saying …*
    (A speaks). An empty span where nobody is named; None where the source stands as it is."""
    text, cue = reading.cast.text, reading.attribution.cue[0]
    words = cue.of(text)
    if _TOLD.search(words) and source.end <= cue.start:
        by = _BY.match(text[cue.end : cue.end + 80])
        return Span(cue.end + by.start(1), cue.end + by.end(1)) if by else Span(source.start, source.start)
    if source.start >= cue.start or "saying" in words:
        return _quoted_by(reading, source)
    return None


def _quoted_by(reading: Reading, source: Span) -> Span | None:
    """Of *A was quoted by B as saying*, where B was taken for the source: A."""
    text = reading.cast.text
    start = reading.cast.layout.sentence_start(source.start)
    by = _QUOTED.search(text, max(start, source.start - _QUOTED_REACH), source.start)
    if by is None:
        return None
    left = reading.cast.name_before(by.start())
    if left is not None and left.span.start >= start:
        return left.span
    if by.start() - start > _SHORT_PHRASE:
        return None
    words = text[start : by.start()].rstrip()
    return Span(start, start + len(words)) if words else None


def _labelled(reading: Reading, label: str) -> Entity | None:
    """Whom the label of a turn means: *A* in an interview, or initials."""
    if reading.attribution.kind != "direct":
        return None
    if is_answer_label(label):
        return reading.cast.interviewee(reading.attribution.source[0].start)
    return reading.cast.with_initials(label) if is_initials(label) else None
