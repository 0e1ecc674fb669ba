"""What an article says of its writer at its foot: ``Ann Orme covers shipping for the Echo. Follow her on Twitter.``"""

from __future__ import annotations

import re

from tracker.furniture.datelines import LINE, UPPER
from tracker.records import Span

_LAST = 4  # lines of a text in which its writer is told of
_LONGEST = 600  # characters of such a line
_NAME = rf"[{UPPER}][\w'’.-]*(?:\s(?:[{UPPER}][\w'’.-]*|de|da|van|von|der|bin|al)){{1,3}}"
_CRAFT = (
    r"(?:reporter|correspondent|columnist|editor|writer|journalist|blogger|contributor|critic|producer|author|"
    r"photographer|freelancer?|bureau\s+chief|fellow|professor|lecturer)"
)
_ABOUT = re.compile(
    rf"(?P<name>{_NAME})(?:,\s[^,]{{3,80}},)?\s(?:covers\s|writes\s(?:about|on|for)\s|reports\s(?:on|for|from)\s|"
    rf"(?:is|was)\s(?:an?|the)\s(?:[\w’'&,/-]+\s){{0,10}}?{_CRAFT}s?\b)"
)
_SPEECH = re.compile(r"[\"“”„«»]|\b(?:said|says|told|tells|according\sto)\b")


def writer_spans(text: str) -> tuple[Span, ...]:
    r"""The lines at the foot that tell who wrote the article: of somebody whom the story does not name.

    >>> text = "The wall fell.\nAnn Orme is a reporter for the Echo, where she has covered ports since May."
    >>> [span.start for span in writer_spans(text)]
    [15]
    """
    lines = [Span(*found.span()) for found in LINE.finditer(text)]
    out = []
    for line in lines[1:][-_LAST:]:
        found = _ABOUT.match(text, line.start, line.end)
        if found is None or len(line) > _LONGEST or _SPEECH.search(text, line.start, line.end):
            continue
        if found["name"].split()[-1] not in text[lines[1].start : line.start]:
            out.append(line)
    return tuple(out)
