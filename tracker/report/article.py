"""One article whole, each attributed passage marked with its speaker, and a legend of the speakers.

With colour, a passage has its speaker's colour and a raised number at its end, the source is bold, the cue in italics.
Without, a passage stands in brackets: ``[1 that the bridge was safe]``. How sure the speaker is stands after a claim
that is not simply asserted, ``(■■··· possible)``; the words that made it so are underlined, or ``_underscored_``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tracker.records import Attribution, Claim, Distance, Span, Speaker, StoredArticle
from tracker.report.cells import (
    BOLD,
    COLOURS,
    DIM,
    ITALIC,
    UNDERLINED,
    Paint,
    aligned,
    cells,
    printable,
    wrap,
    wrap_ranges,
)
from tracker.report.gauge import bar, distance_word, is_plain, level_word
from tracker.report.terminal import MEASURE, count, describe, one_line

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_Codes = tuple[int, ...]
_OURS: _Codes = (0, DIM)  # what stands in the text and is not of it; no voice has these codes
_GLUE = "\N{NO-BREAK SPACE}"
_CLOSING = frozenset(".,;:!?…\"'”’»)]}–—")
_NOT_SCORED = "not scored"


@dataclass(eq=False, slots=True)
class _Voice:
    """A speaker of the article: the number that marks it, its colour, and its claims by how sure it is of them."""

    number: str
    codes: _Codes
    speaker: Speaker | None
    claims: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Marks:
    """Character by character: whose content it is (the innermost), how it is painted; what stands before and after,
    and how that is painted."""

    voices: list[_Voice | None]
    codes: list[_Codes]
    before: dict[int, str]
    after: dict[int, list[tuple[str, _Codes]]]

    def append(self, at: int, said: str, codes: _Codes) -> None:
        """Sets `said` behind the character, and behind what stands there."""
        self.after.setdefault(at, []).append((said, codes))


def _find_voices(attributions: Sequence[Attribution]) -> list[_Voice]:
    """The voice of each attribution, numbered in the order they are first heard."""
    heard: dict[tuple[str, str] | None, _Voice] = {}
    voices = []
    for attribution in attributions:
        speaker = attribution.speaker
        key = (speaker.name, speaker.kind) if speaker else None
        if key not in heard:
            number = len(heard) + (None not in heard)
            colour = COLOURS[(number - 1) % len(COLOURS)]
            heard[key] = _Voice(str(number), (colour,), speaker) if speaker else _Voice("?", (DIM,), None)
        heard[key].claims.update(_level(claim) for claim in attribution.claims)
        voices.append(heard[key])
    return voices


def _level(claim: Claim) -> str:
    return level_word(claim.certainty.level, claim.certainty.polarity) if claim.certainty else _NOT_SCORED


def _find_marks(
    text: str, attributions: Sequence[Attribution], voices: Sequence[_Voice], *, colour: bool, blocks: bool
) -> _Marks:
    marks = _Marks([None] * len(text), [()] * len(text), {}, {})
    pairs = list(zip(attributions, voices, strict=True))
    contents = [(span, voice) for attribution, voice in pairs for span in attribution.content]
    for span, voice in sorted(contents, key=lambda content: -len(content[0])):
        marks.voices[span.start : span.end] = [voice] * len(span)
        marks.codes[span.start : span.end] = [voice.codes] * len(span)
    for attribution, voice in pairs:
        for span in attribution.source:
            marks.codes[span.start : span.end] = [(BOLD, *voice.codes)] * len(span)
        for span in attribution.cue:
            marks.codes[span.start : span.end] = [(ITALIC, *voice.codes)] * len(span)
    claims = [(claim, attribution.distance, voice) for attribution, voice in pairs for claim in attribution.claims]
    _set_evidence(
        text, [span for claim, _, _ in claims if claim.certainty for span in claim.certainty.evidence], marks, colour
    )
    if any(claim.certainty for claim, _, _ in claims):
        for claim, distance, voice in claims:
            if (said := _certainty_mark(claim, distance, blocks)) and claim.span:
                marks.append(_last_of(claim.span, voice, text, marks), f" ({said})", _OURS)
    _set_brackets(text, marks, colour)
    return marks


def _set_evidence(text: str, evidence: Sequence[Span], marks: _Marks, colour: bool) -> None:
    """Underlines words, line by line."""
    evident = [False] * len(text)
    for span in evidence:
        evident[span.start : span.end] = [True] * len(span)
    for is_evidence, run in groupby(range(len(text)), key=lambda at: evident[at] and text[at] != "\n"):
        if not is_evidence or not (words := _trimmed(text, list(run))):
            continue
        if colour:
            for at in range(words.start, words.end):
                marks.codes[at] = (UNDERLINED, *marks.codes[at])
        else:
            marks.before[words.start] = "_"
            marks.append(words.end - 1, "_", marks.codes[words.end - 1])


def _trimmed(text: str, run: Sequence[int]) -> Span | None:
    """A run of characters without the blanks round it; None where it has no letter and no digit."""
    said = text[run[0] : run[-1] + 1]
    if not any(map(str.isalnum, said)):
        return None
    return Span(run[0] + len(said) - len(said.lstrip()), run[0] + len(said.rstrip()))


def _certainty_mark(claim: Claim, distance: Distance | None, blocks: bool) -> str | None:
    """What is said after a claim, in one unbreakable piece; None where it is simply asserted."""
    certainty, stance = claim.certainty, distance_word(distance)
    if certainty is None:
        return _NOT_SCORED.replace(" ", _GLUE)
    if is_plain(certainty.level, certainty.polarity) and stance is None:
        return None
    word = level_word(certainty.level, certainty.polarity)
    return f"{bar(certainty.score, blocks=blocks)} {one_line(word, stance, joint=', ')}".replace(" ", _GLUE)


def _last_of(claim: Span, voice: _Voice, text: str, marks: _Marks) -> int:
    """The last character of a claim's last word, of those that are its speaker's and not of a passage within."""
    lettered = [at for at in range(claim.start, claim.end) if text[at].isalnum()]
    own = (at for at in reversed(lettered) if marks.voices[at] is voice)
    last = next(own, lettered[-1] if lettered else claim.end - 1)
    while last + 1 < len(text) and not (text[last + 1].isspace() or text[last + 1] in _CLOSING):
        if marks.voices[last + 1] is not marks.voices[last]:
            break
        last += 1
    return last


def _set_brackets(text: str, marks: _Marks, colour: bool) -> None:
    """Says where a passage opens and closes: at its words, not at the blanks round them, paragraph by paragraph."""
    passages = groupby(range(len(text)), key=lambda at: None if text[at] == "\n" else marks.voices[at])
    for voice, run in passages:
        if voice is None or not (words := _trimmed(text, list(run))):
            continue
        if not colour:
            marks.before[words.start] = f"[{voice.number} " + marks.before.get(words.start, "")
            marks.append(words.end - 1, "]", marks.codes[words.end - 1])
        elif voice.speaker:
            marks.append(words.end - 1, voice.number.translate(_RAISED), voice.codes)


def _set_paragraph(text: str, start: int, end: int, marks: _Marks, width: int, paint: Paint) -> Iterator[str]:
    """The lines of one paragraph, wrapped with its marks in it, painted."""
    characters: list[str] = []
    codes: list[_Codes] = []
    for at in range(start, end):
        character = text[at].replace("\t", " ").replace("\ufeff", "")
        before = marks.before.get(at, "")
        for piece, painted in ((before + character, marks.codes[at]), *marks.after.get(at, ())):
            characters.extend(piece)
            codes.extend([painted] * len(piece))
    paragraph = "".join(characters)
    for first, last in wrap_ranges(paragraph, width):
        runs = groupby(range(first, last), key=lambda at: codes[at])
        pieces = ((painted, "".join(paragraph[at] for at in run)) for painted, run in runs)
        yield "".join(paint(p.replace(_GLUE, " ") if painted is _OURS else p, *painted) for painted, p in pieces)


def _legend(voices: Sequence[_Voice], width: int, paint: Paint) -> Iterator[str]:
    once = list(dict.fromkeys(voices))
    margin = max((cells(voice.number) for voice in once), default=0) + 4
    for voice in once:
        start = paint(f"[{voice.number}]", *voice.codes) + " " * (margin - len(voice.number) - 2)
        name = describe(voice.speaker) if voice.speaker else "no speaker found"
        kind = voice.speaker.kind if voice.speaker and voice.speaker.kind != "person" else None
        for line in wrap(one_line(name, kind, _tally(voice.claims)), width - margin):
            yield start + line
            start = " " * margin


def _tally(claims: Counter[str]) -> str:
    """``3 claims: 2 certain, 1 denied``; just how many where nobody has said how sure they are."""
    number = count(claims.total(), "claim")
    if set(claims) <= {_NOT_SCORED}:
        return number
    if len(claims) == 1:
        return f"{number}, {next(iter(claims))}"
    return f"{number}: {', '.join(f'{of_level} {word}' for word, of_level in claims.most_common())}"


def _key(attributions: Sequence[Attribution], paint: Paint, blocks: bool) -> str | None:
    """What the marks of certainty mean and who set them; None where there are none."""
    scores = [claim.certainty for attribution in attributions for claim in attribution.claims if claim.certainty]
    if not scores:
        return None
    models = one_line(*dict.fromkeys(score.model for score in scores), joint=", ")
    said = (
        f"({bar(0.75, blocks=blocks)} probable): how sure the speaker is, as {models} reads it; certain where no such"
    )
    said += " mark is."
    if any(score.evidence for score in scores):
        said += " Underlined:" if paint.colour else " _Underscored_:"
        said += " the words that made it so."
    return said


def article_view(stored: StoredArticle, *, width: int, colour: bool = False, blocks: bool = True) -> Iterator[str]:
    """The lines of the whole article: where it stood, its text with every attributed passage marked, the legend.

    `blocks` false keeps the bars of certainty to ASCII.
    """
    paint = Paint(colour)
    measure = min(width, MEASURE)
    head, text = stored.head, aligned(stored.article.text)
    title = printable(head.title or head.ref)
    titled = printable(text[:2000]).startswith(title)
    if not titled:
        yield from (paint(line, BOLD) for line in wrap(title, measure))
    date = head.date[:10] if head.date else None
    ref = head.ref if head.title else None
    for line in wrap(one_line(head.outlet, date, ref, head.url if head.url != ref else None), measure):
        yield paint(line, DIM)
    yield ""
    voices = _find_voices(stored.attributions)
    marks = _find_marks(text, stored.attributions, voices, colour=colour, blocks=blocks)
    if titled:
        first = len(text) - len(text.lstrip())
        end = first + len(text[first:].partition("\n")[0])
        marks.codes[first:end] = [codes or (BOLD,) for codes in marks.codes[first:end]]
    start = 0
    for paragraph in text.rstrip().split("\n"):
        end = start + len(paragraph)
        yield from _set_paragraph(text, start, end, marks, measure, paint) if paragraph.strip("\ufeff \t") else ("",)
        start = end + 1
    yield ""
    yield paint("─" * min(measure, 24), DIM)
    yield from _legend(voices, measure, paint) if voices else iter(("No attributions found.",))
    if key := _key(stored.attributions, paint, blocks):
        yield ""
        yield from (paint(line, DIM) for line in wrap(key, measure))
