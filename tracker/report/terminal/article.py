"""One article whole, each attributed passage marked with its speaker, and a legend of the speakers.

With colour, a passage has its speaker's colour and a raised number at its end, the source is bold, the cue in italics.
Without, a passage stands in brackets: ``[1 that the bridge was safe]``. How sure the speaker is stands after a claim
that is not simply asserted, ``(■■··· possible)``; the words that made it so are underlined, or ``_underscored_``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.records import Attribution, Claim, Distance, Span, StoredArticle
from tracker.report.terminal.cells import (
    BOLD,
    COLOURS,
    DIM,
    ITALIC,
    MEASURE,
    UNDERLINED,
    Paint,
    cells,
    wrap,
    wrap_ranges,
)
from tracker.report.wording.gauge import bar
from tracker.report.wording.harmless import aligned, printable
from tracker.report.wording.phrases import credits_of, describe, language_of, one_line, reticence
from tracker.report.wording.voices import (
    NOBODY,
    Voice,
    Voices,
    doubt,
    evident_words,
    find_voices,
    innermost,
    last_of,
    passages,
    scorers,
    sure_words,
    tally,
    unsure_words,
)

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_Codes = tuple[int, ...]
_OURS: _Codes = (0, DIM)  # what stands in the text and is not of it; no voice has these codes
_GLUE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class _Marks:
    """Character by character: whose content it is (the innermost), how it is painted; what stands before and after,
    and how that is painted."""

    voices: Voices
    codes: list[_Codes]
    before: dict[int, str]
    after: dict[int, list[tuple[str, _Codes]]]

    def append(self, at: int, said: str, codes: _Codes) -> None:
        """Sets `said` behind the character, and behind what stands there."""
        self.after.setdefault(at, []).append((said, codes))


def _version(stored: StoredArticle) -> str | None:
    """Which of several versions it is."""
    if stored.versions == 1:
        return None
    older = "" if stored.version == stored.versions else ", an older text"
    return f"version {stored.version} of {stored.versions}{older}"


def _codes(voice: Voice) -> _Codes:
    """The colour of a voice."""
    return (COLOURS[(voice.number - 1) % len(COLOURS)],) if voice.speaker else (DIM,)


def _find_marks(
    text: str, attributions: Sequence[Attribution], voices: Sequence[Voice], *, colour: bool, blocks: bool
) -> _Marks:
    marks = _Marks(innermost(len(text), attributions, voices), [], {}, {})
    painted = {voice: _codes(voice) for voice in voices}
    marks.codes.extend(() if voice is None else painted[voice] for voice in marks.voices)
    pairs = list(zip(attributions, voices, strict=True))
    for attribution, voice in pairs:
        for span in attribution.source:
            marks.codes[span.start : span.end] = [(BOLD, *painted[voice])] * len(span)
        for span in attribution.cue:
            marks.codes[span.start : span.end] = [(ITALIC, *painted[voice])] * len(span)
    claims = [(claim, attribution.distance, voice) for attribution, voice in pairs for claim in attribution.claims]
    _set_evidence(
        text, [span for claim, _, _ in claims if claim.certainty for span in claim.certainty.evidence], marks, colour
    )
    if any(claim.certainty for claim, _, _ in claims):
        for claim, distance, voice in claims:
            if (said := _certainty_mark(claim, distance, blocks)) and claim.span:
                marks.append(last_of(claim.span, voice, text, marks.voices), f" ({said})", _OURS)
    _set_brackets(text, marks, colour)
    return marks


def _set_evidence(text: str, evidence: Sequence[Span], marks: _Marks, colour: bool) -> None:
    """Underlines words, line by line."""
    for words in evident_words(text, evidence):
        if colour:
            for at in range(words.start, words.end):
                marks.codes[at] = (UNDERLINED, *marks.codes[at])
        else:
            marks.before[words.start] = "_"
            marks.append(words.end - 1, "_", marks.codes[words.end - 1])


def _certainty_mark(claim: Claim, distance: Distance | None, blocks: bool) -> str | None:
    """What is said after a claim, in one unbreakable piece; None where it is simply asserted."""
    words = sure_words(claim, distance)
    if words is not None and claim.certainty is not None:
        words = f"{bar(claim.certainty.score, blocks=blocks)} {words}"
    return words and words.replace(" ", _GLUE)


def _set_brackets(text: str, marks: _Marks, colour: bool) -> None:
    """Says where a passage opens and closes: at its words, not at the blanks round them, paragraph by paragraph."""
    for words, voice in passages(text, marks.voices):
        if not colour:
            marks.before[words.start] = f"[{voice.label} " + marks.before.get(words.start, "")
            marks.append(words.end - 1, "]", marks.codes[words.end - 1])
        elif voice.speaker:
            marks.append(words.end - 1, voice.label.translate(_RAISED), _codes(voice))


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


def _legend(voices: Sequence[Voice], width: int, paint: Paint) -> Iterator[str]:
    once = list(dict.fromkeys(voices))
    margin = max((cells(voice.label) for voice in once), default=0) + 4
    for voice in once:
        start = paint(f"[{voice.label}]", *_codes(voice)) + " " * (margin - len(voice.label) - 2)
        name = describe(voice.speaker) if voice.speaker else NOBODY
        kind = voice.speaker.kind if voice.speaker and voice.speaker.kind != "person" else None
        why = reticence(voice.speaker) if voice.speaker else None
        told = f"told by {''.join(f'[{number}]' for number in voice.tellers)}" if voice.tellers else None
        for line in wrap(one_line(name, kind, why, tally(voice.claims), told, doubt(voice)), width - margin):
            yield start + line
            start = " " * margin


def _key(attributions: Sequence[Attribution], paint: Paint, blocks: bool) -> str | None:
    """What the marks of certainty mean and who set them; None where there are none."""
    scores = [claim.certainty for attribution in attributions for claim in attribution.claims if claim.certainty]
    if not scores:
        return None
    said = f"({bar(0.75, blocks=blocks)} probable): how sure the speaker is, as {scorers(attributions)} reads it;"
    said += " certain where no such mark is."
    if any(score.evidence for score in scores):
        said += " Underlined:" if paint.colour else " _Underscored_:"
        said += " the words that made it so."
    return said


def article_view(
    stored: StoredArticle, *, width: int, colour: bool = False, blocks: bool = True, unsure: int = 0
) -> Iterator[str]:
    """The lines of the whole article: where it stood, its text with every attributed passage marked, the legend.

    `blocks` false keeps the bars of certainty to ASCII. `unsure` attributions were left out, which is said.
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
    article = stored.article
    url = head.url if head.url != ref else None
    for line in wrap(
        one_line(head.outlet, credits_of(article), date, ref, url, language_of(article), _version(stored)), measure
    ):
        yield paint(line, DIM)
    if article.mended:
        yield from (paint(line, DIM) for line in wrap(f"Mended: {', '.join(article.mended)}", measure))
    yield ""
    voices = find_voices(stored.attributions)
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
    if unsure:
        yield ""
        yield from (paint(line, DIM) for line in wrap(unsure_words(unsure), measure))
