"""The headline at the top of a text."""

from __future__ import annotations

from itertools import islice

from tracker.furniture.boilerplate import is_furniture
from tracker.furniture.datelines import find_dateline, top_lines
from tracker.records import Span

_MARKS = "\"“”„«»‘’'"
_LONGEST = 160  # of PolNeAR's headlines (train) one in a hundred is longer, half have fewer than 70 characters
_LONGEST_STOPPED = 110  # with a full stop at its end; what is longer is a lead
_WRAPPED = 50  # nobody wraps lines narrower than this


def find_title(text: str) -> Span | None:
    r"""The headline, where the first line looks like one: short, apart from what follows, no prose, not all quotation.

    Bylines, time stamps and other furniture above it are passed over. None where the text begins with its story.

    >>> text = "Bridge reopens\n\nThe bridge over the river was opened again on Monday, said the mayor."
    >>> find_title(text).of(text)
    'Bridge reopens'
    """
    lines = [(span, text[slice(*span)]) for span in top_lines(text)]
    lines = list(islice((line for line in lines if not is_furniture(line[1])), 4))
    if len(lines) < 2:
        return None
    (start, end), words = lines[0]
    (next_start, _), following = lines[1]
    span = Span(start, end)
    if len(words) > _LONGEST or words[-1] in ",:" or not any(map(str.isalpha, words)):
        return None
    if words[0].islower() and not words[1:2].isupper():  # but "iPhone sales fall"
        return None
    apart = text.count("\n", end, next_start) > 1 or "\r\r" in text[end:next_start]
    if not apart and _is_wrapped(words, following):
        return None
    if words[0] in _MARKS and words[-1] in _MARKS and not any(mark in words[1:-1] for mark in '"“”„«»'):
        return None
    if words.rstrip(_MARKS + ")").endswith(".") and (
        len(words) > _LONGEST_STOPPED or max(len(later) for _, later in lines[1:]) <= len(words)
    ):
        return None
    dateline = find_dateline(text[:end])
    return None if dateline is not None and dateline.span.overlaps(span) else span


def _is_wrapped(words: str, following: str) -> bool:
    """Whether two lines with no blank line between them are one paragraph cut at a fixed width."""
    if following[0].islower():
        return True
    return len(words) >= _WRAPPED and abs(len(words) - len(following)) <= 15 and words[-1] not in ".!?;"
