"""Whose words stand where in an article: its speakers by number, and what is shown of how sure they are.

Shared by what shows an article whole, in a terminal (`terminal.article`) and as a page (`pages.article`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tracker.records import Attribution, Claim, Distance, Span, Speaker
from tracker.report.wording.gauge import distance_word, is_plain, level_word
from tracker.report.wording.harmless import short
from tracker.report.wording.phrases import count, one_line

NOT_SCORED = "not scored"
NOBODY = "no speaker found"
_FEW = 4  # of those whom an unsure source may mean

_CLOSING = frozenset(".,;:!?…\"'”’»)]}–—")


@dataclass(eq=False, slots=True)
class Voice:
    """A speaker of the article: the number that marks it (0: none was found), its claims by how sure it is of them, and
    the labels of those in whose words it is told to speak. `may_be` are the names of whom else it may be, where that is
    unsure (`is_unsure`)."""

    number: int
    speaker: Speaker | None
    claims: Counter[str] = field(default_factory=Counter)
    tellers: dict[str, None] = field(default_factory=dict)
    may_be: dict[str, None] = field(default_factory=dict)
    is_unsure: bool = False

    @property
    def label(self) -> str:
        """The number, or ``?``."""
        return str(self.number) if self.speaker else "?"


Voices = list[Voice | None]
"""Character by character, whose content it is: the innermost's."""


def find_voices(attributions: Sequence[Attribution]) -> list[Voice]:
    """The voice of each attribution, numbered in the order they are first heard."""
    heard: dict[tuple[str, str] | None, Voice] = {}
    voices: list[Voice] = []
    for attribution in attributions:
        speaker = attribution.speaker
        key = (speaker.name, speaker.kind) if speaker else None
        if key not in heard:
            heard[key] = Voice(len(heard) + (None not in heard) if speaker else 0, speaker)
        heard[key].claims.update(_level(claim) for claim in attribution.claims)
        if attribution.resolution is not None and attribution.resolution.is_unsure:
            heard[key].is_unsure = True
            heard[key].may_be |= dict.fromkeys(attribution.resolution.candidates)
        teller = None if attribution.nested_in is None else voices[attribution.nested_in]
        if teller is not None and teller is not heard[key]:
            heard[key].tellers[teller.label] = None
        voices.append(heard[key])
    return voices


def doubt(voice: Voice) -> str | None:
    """``may be Ada Osei or Lee Tan``; None of a voice whose speaker is sure enough."""
    if not voice.is_unsure:
        return None
    names = [short(name) for name in voice.may_be][:_FEW]
    return f"may be {' or '.join(names)}" if names else "who that is cannot be told"


def _level(claim: Claim) -> str:
    return level_word(claim.certainty.level, claim.certainty.polarity) if claim.certainty else NOT_SCORED


def innermost(length: int, attributions: Sequence[Attribution], voices: Sequence[Voice]) -> Voices:
    """Whose content each of so many characters is."""
    found: Voices = [None] * length
    pairs = zip(attributions, voices, strict=True)
    contents = [(span, voice) for attribution, voice in pairs for span in attribution.content]
    for span, voice in sorted(contents, key=lambda content: -len(content[0])):
        found[span.start : span.end] = [voice] * len(span)
    return found


def passages(text: str, found: Voices) -> Iterator[tuple[Span, Voice]]:
    """Each run of characters of one voice, without the blanks round it, line by line."""
    start = 0
    for voice, run in groupby(
        None if character == "\n" else voice for character, voice in zip(text, found, strict=True)
    ):
        end = start + sum(1 for _ in run)
        if voice is not None and (words := _trimmed(text, start, end)):
            yield words, voice
        start = end


def evident_words(text: str, evidence: Iterable[Span]) -> Iterator[Span]:
    """The words of evidence, without the blanks round them, line by line."""
    evident = bytearray(len(text))
    for span in evidence:
        evident[span.start : span.end] = b"\1" * len(span)
    for match in re.finditer(b"\1+", evident):
        for line in re.finditer("[^\n]+", text[match.start() : match.end()]):
            if words := _trimmed(text, match.start() + line.start(), match.start() + line.end()):
                yield words


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A run of characters without the blanks round it; None where it has no letter and no digit."""
    said = text[start:end]
    if not any(map(str.isalnum, said)):
        return None
    return Span(start + len(said) - len(said.lstrip()), start + len(said.rstrip()))


def last_of(claim: Span, voice: Voice, text: str, found: Voices) -> int:
    """The last character of a claim's last word, of those that are its speaker's and not of a passage within."""
    lettered = [at for at in range(claim.start, claim.end) if text[at].isalnum()]
    own = (at for at in reversed(lettered) if found[at] is voice)
    last = next(own, lettered[-1] if lettered else claim.end - 1)
    while last + 1 < len(text) and not (text[last + 1].isspace() or text[last + 1] in _CLOSING):
        if found[last + 1] is not found[last]:
            break
        last += 1
    return last


def sure_words(claim: Claim, distance: Distance | None) -> str | None:
    """What is said after a claim, ``possible, distancing``; None where it is simply asserted."""
    certainty, stance = claim.certainty, distance_word(distance)
    if certainty is None:
        return NOT_SCORED
    if is_plain(certainty.level, certainty.polarity) and stance is None:
        return None
    return one_line(level_word(certainty.level, certainty.polarity), stance, joint=", ")


def tally(claims: Counter[str]) -> str:
    """``3 claims: 2 certain, 1 denied``; just how many where nobody has said how sure they are."""
    number = count(claims.total(), "claim")
    if set(claims) <= {NOT_SCORED}:
        return number
    if len(claims) == 1:
        return f"{number}, {next(iter(claims))}"
    return f"{number}: {', '.join(f'{of_level} {word}' for word, of_level in claims.most_common())}"


def scorers(attributions: Iterable[Attribution]) -> str:
    """The models that said how sure the speakers are, ``certainty-en@1.0.0``; empty where none has."""
    claims = (claim for attribution in attributions for claim in attribution.claims)
    return one_line(*dict.fromkeys(claim.certainty.model for claim in claims if claim.certainty), joint=", ")


def unsure_words(number: int) -> str:
    """What is said of the attributions that were left out as not sure enough."""
    are, them = ("is", "it") if number == 1 else ("are", "them")
    return f"{count(number, 'attribution')} {are} left out: the machine is less sure of {them} than was asked for."
