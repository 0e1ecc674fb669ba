"""Reporting clauses beside quotations that the tagger overlooked: *"It is shut," one of the pilots aboard said later.*

They are few, but a quotation without its clause goes to whoever spoke before, which is the worst of mistakes.
"""

from __future__ import annotations

import re

from tracker.attribution.layout import Stretches
from tracker.attribution.linker import TaggedSpan
from tracker.attribution.quotes import Quotes
from tracker.records import Span

_CONFIDENCE = 0.9  # of a clause that stands where one stands, with a verb that says so
_REACH = 100  # characters behind a quotation
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_VERB = (
    r"(?:said|says|asked|asks|replied|replies|answered|wrote|writes|added|adds|explained|explains|recalled|recalls|"
    r"joked|quipped|tweeted|shouted|exclaimed|insisted|noted|remarked|warned|declared|complained|continued|concluded)"
)
_NAME = rf"{_UPPER}[\w'’\-]*(?:[ \xa0](?:{_UPPER}\.[ \xa0])?{_UPPER}[\w'’\-]*){{0,3}}"
_PHRASE = r"(?:the|a|an|one|another|his|her|its|their)(?:[ \xa0][^\W\d_][\w'’\-]*){1,7}?"
_WHO = rf"(?:he|she|they|it|we|{_NAME}|{_PHRASE})"
_LATER = r"(?:[ \xa0](?:later|then|also|once|[a-z]+ly))?"
# behind the verb nothing that makes a new sentence of it: *"It is shut." He said that …*
_ENDS = r"(?=[ \xa0]*(?:[.,;:]|$|\n)|[ \xa0](?:later|yesterday|today|in|on|at|of|as|to|when|after|before|[A-Z]))"
_BESIDE = re.compile(
    rf"[ \xa0](?:(?P<who>(?i:he|she|they|it)|{_WHO}){_LATER}[ \xa0](?P<verb>{_VERB})|"
    rf"(?P<verb_first>{_VERB})[ \xa0](?P<who_behind>(?:the[ \xa0])?{_NAME})){_ENDS}"
)
_GOES_ON = (",", "?", "!")  # what a quotation ends with that a clause follows
_NOT_END = ".…"  # behind a full stop only a clause that ends at once is this quotation's


def with_clauses_beside(spans: list[TaggedSpan], quotes: Quotes) -> list[TaggedSpan]:
    """The tagger's spans with the source and the cue right behind quotations where it saw neither."""
    text = quotes.text
    cues = Stretches(span.span for span in spans if span.role == "cue")
    sources = Stretches(span.span for span in spans if span.role == "source")
    contents = Stretches(span.span for span in spans if span.role == "content")
    out = list(spans)
    for quotation in quotes.outer:
        end = quotation.span.end
        last = quotation.inner.of(text).rstrip()[-1:]
        if not quotation.closed or not (last in _GOES_ON or quotes.speaks(quotation)):
            continue
        stop = text.find("\n", end, end + _REACH)
        found = _BESIDE.match(text, end, stop if stop >= 0 else end + _REACH)
        if found is None or cues.touch(Span(end, found.end())) or contents.touch(Span(end + 1, found.end())):
            continue
        if last in _NOT_END and text[found.end() : found.end() + 1] != ".":
            continue
        verb, who = ("verb", "who") if found["verb"] else ("verb_first", "who_behind")
        out.append(_tagged("cue", found, verb))
        if not sources.touch(Span(*found.span(who))):
            out.append(_tagged("source", found, who))
        if not contents.touch(quotation.span):
            out.append(TaggedSpan("content", quotation.span, _CONFIDENCE))
    return sorted(out, key=lambda span: span.span) if len(out) > len(spans) else spans


def _tagged(role: str, found: re.Match[str], group: str) -> TaggedSpan:
    return TaggedSpan(role, Span(*found.span(group)), _CONFIDENCE)
