"""An article's text cut at every border of a span into flat pieces, so that nothing that overlaps need nest.

Passages nest, claims share words, evidence stands across claims: each piece says all that covers it. The pieces of a
paragraph are its text, with nothing lost but what `tracker.report.wording.harmless.harmless` drops.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tracker.records import Attribution, Claim, Level, Span
from tracker.report.wording.voices import Voice, Voices, evident_words, passages, sure_words

MOST_COVERING = 12
"""A piece names so many of the claims that cover it, the shortest first."""

Role = Literal["source", "cue"]


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure the speaker of a claim is, as it stands after it: ``possible, distancing``. `level` and `score` (0..1)
    are None where no model has scored it."""

    words: str
    level: Level | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark after a claim that something speaks against it: the number and the id of the note that says what, and
    whether that is a weak one."""

    number: int
    note: str
    sign: str
    words: str
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """The number of a speaker, where a passage of theirs ends; `colour` is 1..8, or 0 where no speaker was found."""

    label: str
    colour: int
    name: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text. `voice` is the colour of whose words it is (as in `Chip`; None: nobody's but the article's),
    `claims` are the ids of those that cover it, `begins` of those that begin at it; `chip`, `sure` and `flags` stand
    after it. `role`: it names a source, or is a cue."""

    text: str
    voice: int | None = None
    role: Role | None = None
    is_evidence: bool = False
    is_clash: bool = False
    is_cited: bool = False
    claims: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    chip: Chip | None = None
    sure: tuple[Sure, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether there is neither text nor anything that stands at it."""
        return not (self.text or self.begins or self.chip or self.sure or self.flags)

    @property
    def tag(self) -> str:
        """The element it is: ``b`` for a source, ``i`` for a cue."""
        return {"source": "b", "cue": "i"}.get(self.role or "", "span")

    @property
    def classes(self) -> str:
        """The classes of the element, ours alone; empty for plain text."""
        named = [
            "" if self.voice is None else f"said v{self.voice}",
            self.role or "",
            "evidence" if self.is_evidence else "",
            "clash" if self.is_clash else "",
            "cited" if self.is_cited else "",
            *(f"c{claim}" for claim in self.claims),
        ]
        return " ".join(filter(None, named))


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim of the article with what is shown of it: its marks stand after the character `last`; `clash` are the
    words, spans of the article, that something speaks against."""

    id: int
    claim: Claim
    attribution: Attribution
    last: int
    flags: tuple[Flag, ...] = ()
    clash: tuple[Span, ...] = ()
    is_cited: bool = False


@dataclass(slots=True)
class _Layers:
    """Character by character: whose words, which role, evidence, clash; and what stands after a character."""

    voices: Voices
    roles: list[Role | None]
    evidence: bytearray
    clash: bytearray
    chips: dict[int, Chip] = field(default_factory=dict)
    sure: dict[int, list[Sure]] = field(default_factory=dict)
    flags: dict[int, list[Flag]] = field(default_factory=dict)


class Cutter:
    """Cuts a text (`cells.aligned`, each paragraph on one line) of these attributions and claims; `voices` says whose
    words each character is, `chips` how a voice is marked."""

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        claims: Sequence[Marked],
        voices: Voices,
        chips: Mapping[Voice, Chip],
    ) -> None:
        self._text, self._claims, self._colours = text, claims, {voice: chip.colour for voice, chip in chips.items()}
        self._layers = _find_layers(text, attributions, claims, voices)
        for words, voice in passages(text, self._layers.voices):
            self._layers.chips[words.end - 1] = chips[voice]
        spans = [
            span for heard in attributions for spans in (heard.source, heard.cue, heard.content) for span in spans
        ] + [marked.claim.span for marked in claims]
        self._borders = {0, len(text), *(edge for span in spans for edge in (span.start, span.end))}
        self._borders |= _changes(self._layers.evidence) | _changes(self._layers.clash)
        after = (self._layers.chips, self._layers.sure, self._layers.flags)
        self._borders |= {at + 1 for places in after for at in places}

    def cut(self, shown: Iterable[Span]) -> Iterator[tuple[Segment, ...]]:
        """The pieces of each of these stretches of the text, which are in order and do not overlap.

        The anchor of a claim that begins in no stretch stands at the next that is after it, else at the last.
        """
        stretches = list(shown)
        edges = {edge for span in stretches for edge in (span.start, span.end)}
        borders = sorted(self._borders | edges)
        covering = self._covering(borders)
        waiting = sorted(((marked.claim.span.start, marked.id) for marked in self._claims), reverse=True)
        for nth, stretch in enumerate(stretches):
            first, last = bisect_left(borders, stretch.start), bisect_left(borders, stretch.end)
            pieces = []
            for place in range(first, last):
                start, end = borders[place], borders[place + 1]
                until = len(self._text) + 1 if nth == len(stretches) - 1 and place == last - 1 else end
                begins = []
                while waiting and waiting[-1][0] < until:
                    begins.append(waiting.pop()[1])
                pieces.append(self._segment(start, end, covering[place], tuple(begins)))
            yield tuple(piece for piece in pieces if not piece.is_nothing)

    def _covering(self, borders: Sequence[int]) -> list[list[Marked]]:
        """The claims that cover the piece that begins at each border, the shortest first."""
        covering: list[list[Marked]] = [[] for _ in borders]
        for marked in sorted(self._claims, key=lambda marked: (len(marked.claim.span), marked.id)):
            span = marked.claim.span
            for place in range(bisect_left(borders, span.start), bisect_left(borders, span.end)):
                if len(covering[place]) < MOST_COVERING:
                    covering[place].append(marked)
        return covering

    def _segment(self, start: int, end: int, covering: Sequence[Marked], begins: tuple[int, ...]) -> Segment:
        layers, last = self._layers, end - 1
        voice = layers.voices[start]
        return Segment(
            text=self._text[start:end].replace("\ufeff", ""),
            voice=None if voice is None else self._colours[voice],
            role=layers.roles[start],
            is_evidence=bool(layers.evidence[start]),
            is_clash=bool(layers.clash[start]),
            is_cited=any(marked.is_cited for marked in covering),
            claims=tuple(sorted(marked.id for marked in covering)),
            begins=begins,
            chip=layers.chips.get(last),
            sure=tuple(layers.sure.get(last, ())),
            flags=tuple(layers.flags.get(last, ())),
        )


def _find_layers(text: str, attributions: Sequence[Attribution], claims: Sequence[Marked], voices: Voices) -> _Layers:
    size = len(text)
    layers = _Layers(voices, [None] * size, bytearray(size), bytearray(size))
    for heard in attributions:
        for span in heard.source:
            layers.roles[span.start : span.end] = ["source"] * len(span)
        for span in heard.cue:
            layers.roles[span.start : span.end] = ["cue"] * len(span)
    evidence = [span for marked in claims if marked.claim.certainty for span in marked.claim.certainty.evidence]
    for words in evident_words(text, evidence):
        layers.evidence[words.start : words.end] = b"\1" * len(words)
    for words in evident_words(text, (span for marked in claims for span in marked.clash)):
        layers.clash[words.start : words.end] = b"\1" * len(words)
    is_scored = any(marked.claim.certainty for marked in claims)
    for marked in claims:
        if is_scored and (sure := _sure(marked)):
            layers.sure.setdefault(marked.last, []).append(sure)
        if marked.flags:
            layers.flags.setdefault(marked.last, []).extend(marked.flags)
    return layers


def _sure(marked: Marked) -> Sure | None:
    certainty = marked.claim.certainty
    words = sure_words(marked.claim, marked.attribution.distance)
    if words is None:
        return None
    return Sure(words, None, None) if certainty is None else Sure(words, certainty.level, certainty.score)


def _changes(flags: bytearray) -> set[int]:
    """Where a run of flags begins or ends."""
    found, at = set(), flags.find(1)
    while at >= 0:
        end = flags.find(0, at)
        found |= {at, len(flags) if end < 0 else end}
        at = -1 if end < 0 else flags.find(1, end)
    return found
