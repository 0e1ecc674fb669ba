"""Who speaks in a headline that quotes first: *‘It is safe’: Mayor on the bridge*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.attribution import lexicon
from tracker.attribution.linker import Link, TaggedSpan
from tracker.furniture import find_title
from tracker.records import Span

_COLON = re.compile(r"\s*(?P<cue>:)\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_LONGEST = 5  # words of such a source
_CONFIDENCE = 0.8


def with_heading_source(links: Sequence[Link], text: str) -> list[Link]:
    """The links, of which a quotation that opens the headline and has neither cue nor source gets those behind its
    colon."""
    title = find_title(text)
    if title is None:
        return list(links)
    return [_sourced(one, title, text) if title.contains(one.content[0].span) else one for one in links]


def _sourced(one: Link, title: Span, text: str) -> Link:
    if one.cue or one.source or len(one.content) > 1:
        return one
    colon = _COLON.match(text, one.content[0].span.end, title.end)
    source = _noun_phrase(colon.end(), title.end, text) if colon else None
    if colon is None or source is None:
        return one
    return replace(
        one,
        source=(TaggedSpan("source", source, _CONFIDENCE),),
        cue=(TaggedSpan("cue", Span(*colon.span("cue")), _CONFIDENCE),),
    )


def _noun_phrase(start: int, stop: int, text: str) -> Span | None:
    """The words that name who: capitals and nouns of persons and bodies, up to a verb or a preposition. None where that
    is not clear, as where every word has a capital."""
    end = start
    words = list(_WORD.finditer(text, start, stop))
    for number, word in enumerate(words):
        low = word[0].casefold()
        if text[end : word.start()].strip():  # a mark ends it
            break
        noun = lexicon.is_role(low) or lexicon.is_body(low) or low in lexicon.CROWDS
        if not (word[0][0].isupper() or noun or (number == 0 and low in lexicon.QUANTIFIERS)):
            break
        if number >= _LONGEST:
            return None
        end = word.end()
        if noun and (number + 1 == len(words) or words[number + 1][0][0].isupper() is False):
            break
    return Span(start, end) if end > start else None
