"""Attributions inside attributions: *The agency said the minister had denied that the dam was cracked* tells of two,
and the tagger, trained on PolNeAR, marks the outer one only. What an attribution holds is therefore read again by the
same tagger, as a text of its own: not all of it, but the sentences that hold a word of reporting.

An attribution found so is kept where somebody is told to have said, reported, shown or believed something. That is
narrower than PolNeAR's notion, on purpose (design 008): what is wished, planned or only imagined gives no claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from tracker.attribution.confidence import Calibration, find_signs
from tracker.attribution.linker import Link, TaggedSpan, link
from tracker.attribution.quotes import Quotes, snap_spans
from tracker.attribution.reporting import BELIEF, NOUNS, SPEECH, UNREAL, WORDS
from tracker.attribution.telling import CALLED, LEAST_WORDS, THAT, WORD, framed, is_all, is_kept, trimmed
from tracker.records import Attribution, Span
from tracker.segment import Segments, find_quotations

DEEPEST = 3  # attributions within attributions, the outermost counted
_SHORTEST = 12  # characters; nothing shorter holds a source, a cue and a content
_LONGEST = 600  # characters; what is longer is no sentence

Read = Callable[[Sequence[tuple[str, Segments]]], list[list[TaggedSpan]]]

_OPENING = " \t\n\r\"“”„«»`‘’'([…,;:–—-"
_CLOSING = " \t\n\r\"“”„«»`‘’'…,;:.–—-"
_OURSELVES = frozenset(("i", "we", "you", "i'd", "we'd", "i've", "we've", "i'm"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or a part of one) of what an attribution holds: `outer` is the attribution's number."""

    outer: int
    span: Span


class _Found:
    """The attributions of one text while more are found: each with the number of the one around it."""

    def __init__(
        self, text: str, segments: Segments, outermost: Sequence[Attribution], calibration: Calibration | None
    ) -> None:
        self.text = text
        self._calibration = calibration
        self.segments = segments
        self.all = list(outermost)
        self.around: list[int | None] = [None] * len(self.all)
        self._depth = [0] * len(self.all)
        self.new = range(len(self.all))

    def passages(self) -> list[Passage]:
        """What is worth reading of the attributions found last."""
        return [passage for number in self.new for passage in self._worth_reading(number)]

    def take(self, passages: Sequence[Passage], read: Sequence[list[TaggedSpan]]) -> None:
        """Add what was read in the passages and is to be kept."""
        first = len(self.all)
        for passage, spans in zip(passages, read, strict=True):
            for attribution in self._within(passage, spans):
                self.all.append(attribution)
                self.around.append(passage.outer)
                self._depth.append(self._depth[passage.outer] + 1)
        self.new = range(first, len(self.all))

    def result(self) -> tuple[Attribution, ...]:
        """All, in text order, an outer one before those within it."""
        order = sorted(range(len(self.all)), key=lambda n: (self.all[n].content[0].start, self._depth[n], n))
        place = {number: at for at, number in enumerate(order)}
        around = self.around
        return tuple(
            self.all[n] if (outer := around[n]) is None else replace(self.all[n], nested_in=place[outer]) for n in order
        )

    def _worth_reading(self, number: int) -> Iterator[Passage]:
        for content in self.all[number].content:
            for part in _sentences(content, self.segments):
                span = _bare(self.text, part)
                if _SHORTEST <= len(span) <= _LONGEST and holds_reporting(span.of(self.text)):
                    yield Passage(number, span)

    def _within(self, passage: Passage, spans: list[TaggedSpan]) -> Iterator[Attribution]:
        words = passage.span.of(self.text)
        own = _segments(words)
        quotes = Quotes(words, own)
        cue = " ".join(span.of(self.text).lower() for span in self.all[passage.outer].cue)
        links = framed(words, cue) or link(snap_spans(spans, quotes), own)
        for found in map(partial(trimmed, words), links):
            if not is_kept(found, words) or (not cue and is_all(found, words)):
                continue
            attribution = _attribution(found, passage.span.start, quotes, self._calibration)
            if not any(_same(attribution, other) for other in self.all):
                yield attribution


def find_nested(
    texts: Sequence[tuple[str, Segments]],
    outermost: Sequence[Sequence[Attribution]],
    read: Read,
    calibration: Calibration | None = None,
) -> list[tuple[Attribution, ...]]:
    """The attributions of each text with those inside them, in text order; `read` is the tagger, and
    `calibration` what its probabilities are worth.

    An inner one lies, cue and content, inside one content of the one that its `nested_in` names.
    """
    found = [_Found(text, parts, outer, calibration) for (text, parts), outer in zip(texts, outermost, strict=True)]
    for _ in range(DEEPEST - 1):
        passages = [one.passages() for one in found]
        if not any(passages):
            break
        spans = iter(_read(found, passages, read))
        for one, mine in zip(found, passages, strict=True):
            one.take(mine, [next(spans) for _ in mine])
    return [one.result() for one in found]


def _read(found: Sequence[_Found], passages: Sequence[list[Passage]], read: Read) -> list[list[TaggedSpan]]:
    """The tagger's spans of all passages, as places of the passage's own words."""
    words = [passage.span.of(one.text) for one, mine in zip(found, passages, strict=True) for passage in mine]
    tagged = read([(as_sentence(part), _segments(as_sentence(part))) for part in words])
    return [list(_inside(spans, len(part))) for spans, part in zip(tagged, words, strict=True)]


def as_sentence(words: str) -> str:
    """The words as a sentence of their own, as the tagger knows sentences: every character keeps its place."""
    first = words[0].upper()
    return (first if len(first) == 1 else words[0]) + words[1:] + "."


def _inside(spans: list[TaggedSpan], length: int) -> Iterator[TaggedSpan]:
    for span in spans:
        if span.span.start < min(span.span.end, length):
            yield replace(span, span=Span(span.span.start, min(span.span.end, length)))


def _segments(words: str) -> Segments:
    whole = (Span(0, len(words)),)
    return Segments(whole, whole, find_quotations(words, whole))


def _sentences(content: Span, segments: Segments) -> Iterator[Span]:
    """The parts of a content that lie in one sentence each; those that a quotation within it holds together are one."""
    held = [q.span for q in segments.quotations if q.depth and q.span.overlaps(content)]
    start = content.start
    for sentence in segments.sentences:
        if sentence.end <= content.start or sentence.start >= content.end:
            continue
        end = min(sentence.end, content.end)
        if end < content.end and any(q.start < end < q.end for q in held):
            continue
        if start < end:
            yield Span(start, end)
        start = end
    if start < content.end:
        yield Span(start, content.end)


def _bare(text: str, span: Span) -> Span:
    """Without the marks around it and an opening *that*; a closing mark whose partner stands inside stays."""
    start, end = span.start, span.end
    while start < end and text[start] in _OPENING:
        start += 1
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    if end < span.end and _opens(text[start:end], text[end]):
        end += 1
    that = THAT.match(text, start, end)
    return Span(that.end(), end) if that else Span(start, end)


def _opens(words: str, mark: str) -> bool:
    """Whether the words open a quotation that this mark closes."""
    opener = {"”": "“", "»": "«", '"': '"'}.get(mark)
    if opener is None:
        return False
    return words.count(opener) % 2 == 1 if opener == mark else words.rfind(opener) > words.rfind(mark)


def holds_reporting(words: str) -> bool:
    """Whether a word of reporting stands in it that may be the cue of an attribution: with words behind it, not of the
    speaker's own belief (*I think*), nor of what is only to be said (*to say*, *would say*).

    >>> holds_reporting("doctors had told him it was late"), holds_reporting("I think it was late")
    (True, False)
    """
    found = [(match.group().lower().replace("’", "'"), match.start()) for match in WORD.finditer(words)]
    for at, (word, start) in enumerate(found):
        if word not in WORDS or len(found) - at <= LEAST_WORDS or words.startswith("States", start):
            continue
        before = {word for word, _ in found[max(at - 2, 0) : at]}
        if word in BELIEF:
            if before.isdisjoint(_OURSELVES):
                return True
        elif word in NOUNS and word not in SPEECH:
            if "that" in {word for word, _ in found[at : at + 14]}:
                return True
        elif before.isdisjoint(UNREAL) and (found[at - 1][0] != "to" or at == 0 or CALLED.search(words, 0, start - 3)):
            return True
    return False


def _attribution(found: Link, offset: int, quotes: Quotes, calibration: Calibration | None) -> Attribution:
    content = [part.span for part in found.content]
    kind = quotes.kind(content)
    signs = find_signs(found, content, kind, quotes.text)

    def moved(spans: Sequence[TaggedSpan]) -> tuple[Span, ...]:
        return tuple(Span(s.span.start + offset, s.span.end + offset) for s in spans)

    return Attribution(
        source=moved(found.source),
        cue=moved(found.cue),
        content=moved(found.content),
        kind=kind,
        confidence=round(calibration.confidence(signs) if calibration else signs.mean, 4),
    )


def _same(one: Attribution, other: Attribution) -> bool:
    """Whether two have a cue in common: the one was found already."""
    return any(a.overlaps(b) for a in one.cue for b in other.cue)
