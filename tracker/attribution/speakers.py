"""Who "he" is: every source span resolved to one speaker of its article.

A text's named people and bodies are collected once (`cast.py`); then the sources are read in text order, as a reader
would: a full name is itself, a short form the fullest name it ends, a pronoun the nearest person it fits (the last
speaker first), a description whoever was given that role, a quotation without words of its own whoever is speaking.
What cannot be resolved keeps its words and the kind `group` or `unnamed`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.attribution import lexicon
from tracker.attribution.cast import Cast
from tracker.attribution.entities import Entity, number_of
from tracker.attribution.names import Word, describe, find_words
from tracker.records import Attribution, Span
from tracker.segment import Segments

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_CUT = re.compile(r"\s*(?:,|\s(?:who|which|whom|whose)\b|\s?[(–—]).*", re.S)
_PREPOSITION = re.compile(
    r"\s(?:in|of|at|for|from|with|on|near|based|reached|living|outside|inside|around|by|to|among|across|contacted|familiar|"
    r"close|briefed|speaking|along|about|under|within|interviewed|quoted|obtained|read|seen|released|published|written|filed|leaked|signed|issued|sent|asked|found|held|gathered|against|behind|present)\b"
)

_DEMONYM = re.compile(r"(?:ian|ean|can|ese|ish|man)$")
_TOLD = re.compile(
    r"\b(?:was|were|been|is|are|being|got|gets)\s+(?:\w+ly\s)?(?:told|informed|reminded|warned|advised|notified|assured|urged|asked)\b"
)
_PARTICIPLE = re.compile(r"(?!according)\w+ing\b")
_PASSIVE = re.compile(
    r"(?:it\s)?(?:is|are|was|were|be|been|being|has been|have been|had been|can be|could be|will be)\b"
)


def resolve_speakers(attributions: Sequence[Attribution], text: str, segments: Segments) -> tuple[Attribution, ...]:
    """The same attributions, each with its `Speaker` (None where the text names no source at all)."""
    cast = Cast(text, segments, attributions)
    order = sorted(range(len(attributions)), key=lambda i: _position(attributions[i]))
    entities: list[Entity | None] = [None] * len(attributions)
    for i in order:
        entities[i] = _Reader(cast, attributions, entities, i).resolve()
        if entities[i] is not None:
            cast.spoke(entities[i], _position(attributions[i]))
    speakers = {id(e): e.speaker() for e in entities if e is not None}
    return tuple(
        replace(attribution, speaker=speakers[id(entity)] if entity is not None else None)
        for attribution, entity in zip(attributions, entities, strict=True)
    )


def _position(attribution: Attribution) -> int:
    """Where the source stands; without one, where the attribution begins."""
    if attribution.source:
        return attribution.source[0].start
    return attribution.content[0].start


class _Reader:
    """Resolves one attribution given what stands before it."""

    def __init__(
        self, cast: Cast, attributions: Sequence[Attribution], entities: Sequence[Entity | None], index: int
    ) -> None:
        self.cast = cast
        self.all = attributions
        self.entities = entities
        self.index = index
        self.attribution = attributions[index]

    def resolve(self) -> Entity | None:
        """The entity behind this attribution's source."""
        if not self.attribution.source:
            return self._without_source()
        span = self.attribution.source[0]
        if self.attribution.cue and (passive := self._passive(span)) is not None:
            if not passive:
                return None
            span = passive
        words = find_words(self.cast.text, span.start, span.end)
        if not words:
            return None
        if words[0].low in lexicon.PRONOUNS and (
            len(words) == 1 or words[-1].low.endswith(("self", "selves", "too", "also"))
        ):
            return self._pronoun(words[0].low, span)
        return self._noun_phrase(span, words)

    def _passive(self, source: Span) -> Span | None:
        """Where a passive cue turns the roles: *A was told by B that …* (B speaks), *A was quoted by B as saying …*
        (A speaks). An empty span where nobody is named; None where the source stands as it is."""
        text, cue = self.cast.text, self.attribution.cue[0]
        words = cue.of(text)
        if _TOLD.search(words) and source.end <= cue.start:
            by = re.match(
                r"\s*by\s+([^,.;:“”\"]+?)(?=\s(?:that|to|on|in|at|of|about)\b|[,.;:“”\"])", text[cue.end : cue.end + 80]
            )
            return Span(cue.end + by.start(1), cue.end + by.end(1)) if by else Span(source.start, source.start)
        if "quoted" in words and source.start >= cue.start:
            left = next((n for n in reversed(self.cast.names) if n.span.end <= cue.start), None)
            if left is not None and left.span.start >= self.cast.sentence_start(cue.start):
                return left.span
        return None

    # ------------------------------------------------------------ no source

    def _without_source(self) -> Entity | None:
        """A quotation that follows belongs to whoever is speaking; so does *adding that …*. An agentless passive
        belongs to nobody."""
        cue = " ".join(s.of(self.cast.text) for s in self.attribution.cue).lower()
        if not cue and self.attribution.kind == "indirect":
            return None
        if cue and not _PARTICIPLE.match(cue):
            return self._shared_subject() if not _PASSIVE.match(cue) else None
        here = self.attribution.content[0].start
        before = self._spoken_before(here)
        if not before or self.cast.paragraph(here) - self.cast.paragraph(before[-1][0]) > 2:
            return self.cast.next_person(self.attribution.content[-1].end) if not cue else None
        last = before[-1][1]
        if not cue and self.cast.opens_paragraph(here) and not self.cast.continues(here):
            turn = [e for at, e in before if self.cast.paragraph(here) - self.cast.paragraph(at) <= 2 and e is not last]
            short = self.cast.is_turn(here, 1) and self.cast.is_turn(here, 2)
            if turn and short:  # two people taking turns
                return turn[-1]
        return last

    def _spoken_before(self, here: int) -> list[tuple[int, Entity]]:
        """Where contents before a place end, and who speaks there, in text order."""
        return sorted(
            (
                (max(_position(other), other.content[-1].start), entity)
                for other, entity in zip(self.all, self.entities, strict=True)
                if entity is not None and other is not self.attribution and other.content[0].start < here
            ),
            key=lambda pair: pair[0],
        )

    def _shared_subject(self) -> Entity | None:
        """*Acme welcomed the move but said …*: the subject of the sentence speaks."""
        cue = self.attribution.cue[0].start
        left = self.cast.sentence_start(cue)
        before = self.cast.text[left:cue]
        if not re.search(r"\b(?:and|but|then|also|or|,)\s+(?:\w+\s+)?$", before):
            return None
        spoke = [
            e
            for o, e in zip(self.all, self.entities, strict=True)
            if e and o.source and left <= o.source[0].start < cue
        ]
        if spoke:
            return spoke[-1]
        first = next((n for n in self.cast.names if left <= n.span.start < cue), None)
        return self.cast.entity_of(first) if first is not None and first.span.start - left < 40 else None

    # ------------------------------------------------------------ pronouns

    def _pronoun(self, low: str, span: Span) -> Entity | None:
        words = span.of(self.cast.text)
        if low in lexicon.RELATIVE:
            return self._antecedent(span) or self.cast.stranger(words, "unnamed", span)
        if low in lexicon.FIRST | {"you"}:
            outer = self._enclosing_speaker(span)
            return outer or self.cast.stranger(
                words, "unnamed" if low in ("i", "me", "my", "myself") else "group", span
            )
        if low in lexicon.HE | lexicon.SHE:
            gender = "m" if low in lexicon.HE else "f"
            found = self.cast.nearest(
                span.start, lambda e: e.kind in ("person", "unnamed") and e.fits(gender), self._last(), gender=gender
            )
            if found is not None:
                found.gender = found.gender or gender
            return found or self.cast.stranger(words, "unnamed", span)
        if low in lexicon.THEY:
            found = self.cast.nearest(span.start, lambda e: e.plural or e.kind == "organization", self._last())
            found = found or self.cast.nearest(
                span.start, lambda e: e.kind == "unnamed" and e.gender is None, self._last()
            )
            return found or self.cast.stranger(words, "group", span)
        if low in lexicon.IT:
            found = self.cast.nearest(
                span.start, lambda e: e.kind in ("organization", "document") and not e.plural, self._last()
            )
            return found or self.cast.stranger(words, "organization", span)
        return self.cast.stranger(words, "unnamed" if low in ("one", "that", "this") else "group", span)

    def _last(self) -> Entity | None:
        """Who spoke last before this source."""
        here = _position(self.attribution)
        best: tuple[int, Entity] | None = None
        for other, entity in zip(self.all, self.entities, strict=True):
            at = _position(other)
            if entity is not None and at < here and (best is None or at > best[0]):
                best = (at, entity)
        return best[1] if best else None

    def _enclosing_speaker(self, span: Span) -> Entity | None:
        for other, entity in zip(self.all, self.entities, strict=True):
            if entity is not None and other is not self.attribution and any(s.contains(span) for s in other.content):
                return entity
        if self.cast.quoted(span.start):
            return self._last()
        return None

    def _antecedent(self, span: Span) -> Entity | None:
        """The noun phrase right before a relative pronoun."""
        text = self.cast.text
        left = text[max(0, span.start - 120) : span.start].rstrip(" ,")
        end = span.start - (len(text[max(0, span.start - 120) : span.start]) - len(left))
        for name in reversed(self.cast.names):
            if name.span.end <= end + 2:
                if end - name.span.end <= 2:
                    return self.cast.entity_of(name)
                break
        phrase = re.split(r"[,;:.()“”\"–—]\s*|\b(?:and|but|by|to|with|from|of|for|said|told)\s+", left)[-1].strip()
        words = find_words(text, end - len(phrase), end)
        if not words or phrase.lower() in lexicon.PRONOUNS:
            return None
        return self._noun_phrase(Span(end - len(phrase), end), words)

    # ------------------------------------------------------------ noun phrases

    def _noun_phrase(self, span: Span, words: list[Word]) -> Entity | None:
        text = self.cast.text
        names = [n for n in self.cast.names if span.start <= n.span.start and n.span.end <= span.end + 2]
        whole = span.of(text)
        cut = _CUT.search(whole)
        first_end = span.start + (cut.start() if cut and cut.start() > 0 else len(whole))
        bare = text[span.start : first_end]
        preposition = _PREPOSITION.search(bare)
        head_end = span.start + (preposition.start() if preposition else len(bare))
        named = next((n for n in names if n.span.start < head_end and n.span.end >= head_end - 3), None)
        if named is None and preposition:  # *Ministry of Defence*: the preposition stands inside the name
            named = next((n for n in names if n.span.start < head_end < n.span.end), None)
        if (
            named is not None
            and len(named.words) == 1
            and named.definite
            and not named.titles
            and _DEMONYM.search(named.text)
        ):
            last = self._last()
            other = self.cast.nearest(span.start, lambda e: e.kind == "person" and e is not last, None)
            if other is not None and number_of(named.words[0], "") == "one":
                return other
        if named is not None:
            pair = re.search(r"\b(?:and|&)\b", text[span.start : named.span.start])
            if pair and any(n.span.end <= span.start + pair.start() for n in names) and not named.body:
                behind = describe(apposition) if (apposition := text[first_end + 1 : span.end].strip(" ,")) else None
                single = behind is not None and behind.head is not None and lexicon.is_body(behind.head)
                return self.cast.stranger(bare, "organization" if single else "group", span)
            return self.cast.entity_of(named)
        head = [w for w in words if w.end <= head_end] or words
        behind = next((n for n in names if n.span.start >= first_end and not self.cast.possessive(n)), None)
        if behind is not None and cut and self.cast.only_owners(first_end, behind.whole.start):
            return self.cast.entity_of(behind)
        return self._description(span, bare.strip(), head)

    def _description(self, span: Span, phrase: str, head: list[Word]) -> Entity | None:
        """A source without a name: a body, a crowd, a text, a role."""
        cast = self.cast
        noun = head[-1].low.removesuffix("'s").removesuffix("’s")
        first = head[0].low
        plain = len(find_words(words_only := _ARTICLE.sub("", phrase))) <= 2
        definite = first in ("the", "its", "his", "her", "their", "our", "that", "this", "these", "those") or bool(
            re.search(r"[’']s?\s", phrase)
        )
        words = re.sub(r"[’']s$", "", words_only)
        number = number_of(noun, first)
        if noun in lexicon.TEXTS:
            known = cast.described(noun, span.start, ("document",)) if definite else None
            return known or cast.stranger(words, "document", span, describe(phrase), noun)
        if number == "one" and lexicon.is_role(noun):
            if definite or first not in lexicon.QUANTIFIERS:
                known = cast.with_role(phrase, noun, span.start)
                if known is not None:
                    return known
            elif first in ("a", "an") and (ahead := cast.named_next(span.start)) is not None:
                ahead.role = ahead.role or describe(phrase).role
                return ahead
            return cast.stranger(words, "unnamed", span, describe(phrase), noun)
        if lexicon.is_body(noun) and number == "one":
            known = cast.body(phrase, noun, span.start) if definite or first == noun else None
            return known or cast.stranger(words, "organization", span, None, noun)
        if number == "many":
            known = cast.described(noun, span.start, ("group",)) if plain and (definite or len(head) == 1) else None
            return known or cast.stranger(words, "group", span, None, noun)
        known = cast.with_role(phrase, noun, span.start) if definite else None
        return known or cast.stranger(words, "unnamed", span, describe(phrase), noun)
