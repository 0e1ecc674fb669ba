"""One article whole, each attributed passage marked with its speaker, and a legend of the speakers.

With colour, a passage has its speaker's colour and a raised number at its end, the source is bold, the cue in italics.
Without, a passage stands in brackets: ``[1 that the bridge was safe]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.records import Attribution, Speaker, StoredArticle
from tracker.report.cells import BOLD, COLOURS, DIM, ITALIC, Paint, aligned, cells, printable, wrap, wrap_ranges
from tracker.report.terminal import MEASURE, count, describe, one_line

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_Codes = tuple[int, ...]


@dataclass(eq=False, slots=True)
class _Voice:
    """A speaker of the article: the number that marks it, its colour, and how many claims it made."""

    number: str
    codes: _Codes
    speaker: Speaker | None
    claims: int = 0


@dataclass(frozen=True, slots=True)
class _Marks:
    """Character by character: whose content it is (the innermost), how it is painted; what stands before and after."""

    voices: list[_Voice | None]
    codes: list[_Codes]
    before: dict[int, str]
    after: dict[int, str]


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
        heard[key].claims += len(attribution.claims)
        voices.append(heard[key])
    return voices


def _find_marks(text: str, attributions: Sequence[Attribution], voices: Sequence[_Voice], colour: bool) -> _Marks:
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
    _set_brackets(text, marks, colour)
    return marks


def _set_brackets(text: str, marks: _Marks, colour: bool) -> None:
    """Says where a passage opens and closes: at its words, not at the blanks round them, paragraph by paragraph."""
    passages = groupby(range(len(text)), key=lambda at: None if text[at] == "\n" else marks.voices[at])
    for voice, run in passages:
        at = list(run)
        said = text[at[0] : at[-1] + 1]
        if voice is None or not any(map(str.isalnum, said)):
            continue
        first = at[0] + len(said) - len(said.lstrip())
        last = at[-1] - (len(said) - len(said.rstrip()))
        if not colour:
            marks.before[first] = f"[{voice.number} "
        marks.after[last] = "]" if not colour else voice.number.translate(_RAISED) if voice.speaker else ""


def _set_paragraph(text: str, start: int, end: int, marks: _Marks, width: int, paint: Paint) -> Iterator[str]:
    """The lines of one paragraph, wrapped with its marks in it, painted."""
    characters: list[str] = []
    codes: list[_Codes] = []
    for at in range(start, end):
        if text[at] == "\ufeff" and at not in marks.before and at not in marks.after:
            continue
        character = text[at].replace("\t", " ").replace("\ufeff", "")
        piece = marks.before.get(at, "") + character + marks.after.get(at, "")
        characters.extend(piece)
        codes.extend([marks.codes[at]] * len(piece))
    paragraph = "".join(characters)
    for first, last in wrap_ranges(paragraph, width):
        runs = groupby(range(first, last), key=lambda at: codes[at])
        yield "".join(paint("".join(paragraph[at] for at in run), *painted) for painted, run in runs)


def _legend(voices: Sequence[_Voice], width: int, paint: Paint) -> Iterator[str]:
    once = list(dict.fromkeys(voices))
    margin = max((cells(voice.number) for voice in once), default=0) + 4
    for voice in once:
        start = paint(f"[{voice.number}]", *voice.codes) + " " * (margin - len(voice.number) - 2)
        name = describe(voice.speaker) if voice.speaker else "no speaker found"
        kind = voice.speaker.kind if voice.speaker and voice.speaker.kind != "person" else None
        for line in wrap(one_line(name, kind, count(voice.claims, "claim")), width - margin):
            yield start + line
            start = " " * margin


def article_view(stored: StoredArticle, *, width: int, colour: bool = False) -> Iterator[str]:
    """The lines of the whole article: where it stood, its text with every attributed passage marked, the legend."""
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
    marks = _find_marks(text, stored.attributions, voices, colour)
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
