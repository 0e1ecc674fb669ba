"""Which stretches of an article are shown: all of it, or of a long one what is cited and what stands next to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.records import Span
from tracker.report.wording.phrases import count

_LEAST = 240
"""So many characters at least are shown of a paragraph with a cited claim."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph, or a part of one. `before` says what is left out ahead of it, `cut` what of its own end, `after`
    what follows the last; each is empty where nothing is. `is_tight`: no blank line stands before it."""

    span: Span
    before: str = ""
    cut: str = ""
    after: str = ""
    is_tight: bool = False


def choose(
    text: str, paragraphs: Sequence[Span], cited: Sequence[Span], around: int | None, is_titled: bool
) -> list[Stretch]:
    """The stretches to show, in the order of the text; with `is_titled` the first paragraph is always among them.

    With `around`, and a text that is longer: paragraphs with cited spans (without any, the first), then those next to
    them, as long as there is room for about so many characters. Of an enormous paragraph, a part round the citation.
    """
    if around is None or sum(map(len, paragraphs)) <= around:
        return [Stretch(span, is_tight=_is_tight(text, paragraphs, place)) for place, span in enumerate(paragraphs)]
    wanted = [place for place, part in enumerate(paragraphs) if any(part.overlaps(span) for span in cited)]
    first = int(is_titled)
    wanted = wanted or list(range(first, len(paragraphs)))[:1]
    parts: dict[int, Span] = {}
    if is_titled:
        parts[0] = _part(text, paragraphs[0], (), max(_LEAST, around // 4))
    share, room = max(around // max(len(wanted), 1), _LEAST), around
    for place in wanted:
        if (room > 0 or not parts) and place not in parts:
            parts[place] = _part(text, paragraphs[place], cited, share)
            room -= len(parts[place])
    for place in [near for one in wanted if one in parts for near in (one - 1, one + 1)]:
        if first <= place < len(paragraphs) and place not in parts and len(paragraphs[place]) <= room:
            parts[place] = paragraphs[place]
            room -= len(parts[place])
    return _told(text, paragraphs, parts)


def _part(text: str, paragraph: Span, cited: Sequence[Span], most: int) -> Span:
    """The paragraph, or about `most` characters of it, from a little before what is cited; cut at blanks where some
    are near."""
    if len(paragraph) <= most:
        return paragraph
    inside = [span.start for span in cited if span.overlaps(paragraph)]
    start = max(min(inside, default=paragraph.start) - most // 4, paragraph.start)
    start = min(start, paragraph.end - most)
    end = start + most
    if start > paragraph.start:
        start = text.find(" ", start, start + most // 8) + 1 or start
    if end < paragraph.end:
        blank = text.rfind(" ", end - most // 8, end)
        end = blank if blank > 0 else end
    return Span(start, end)


def _told(text: str, paragraphs: Sequence[Span], parts: dict[int, Span]) -> list[Stretch]:
    """The stretches, each with what is left out beside it."""
    stretches: list[Stretch] = []
    last = -1
    for place in sorted(parts):
        whole, part = paragraphs[place], parts[place]
        skipped, characters = place - last - 1, part.start - whole.start
        said = [count(skipped, "paragraph")] if skipped else []
        said += [count(characters, "character")] if characters else []
        cut = whole.end - part.end
        stretches.append(
            Stretch(
                part,
                _left_out(said),
                _left_out([count(cut, "character")] if cut else []),
                is_tight=not skipped and _is_tight(text, paragraphs, place),
            )
        )
        last = place
    rest = len(paragraphs) - last - 1
    if stretches and rest:
        end = stretches.pop()
        stretches.append(Stretch(end.span, end.before, end.cut, _left_out([count(rest, "paragraph")]), end.is_tight))
    return stretches


def _left_out(said: Sequence[str]) -> str:
    """``… 14 paragraphs left out …``."""
    return f"… {' and '.join(said)} left out …" if said else ""


def _is_tight(text: str, paragraphs: Sequence[Span], place: int) -> bool:
    return place > 0 and text.count("\n", paragraphs[place - 1].end, paragraphs[place].start) < 2
