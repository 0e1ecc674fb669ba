"""Article → attributions: tag, snap to quotation marks, link, add the quotations that were missed, look inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tracker.attribution.encoding import INPUT_VERSION, LABELS
from tracker.attribution.linker import Link, TaggedSpan, link
from tracker.attribution.nested import find_nested
from tracker.attribution.quotes import Quotes, missed_quotations, snap_spans
from tracker.attribution.tagger import Tagger, Tagging
from tracker.errors import ModelError
from tracker.furniture import find_dateline, furniture_spans
from tracker.models import find_bundle, open_backend, read_bundle
from tracker.records import Attribution, Span
from tracker.segment import Segments


def open_tagger(folder: Path | None = None, *, threads: int | None = None) -> Tagger:
    """The tagger of a bundle (default: the shipped one). Raises ModelError where it is missing or damaged."""
    bundle = read_bundle(folder or find_bundle("attribution-en"), task="attribution", input_version=INPUT_VERSION)
    if bundle.labels != LABELS:
        raise ModelError(f"its labels are {', '.join(bundle.labels)}", where=str(bundle.folder), todo="train it again")
    return Tagger(bundle, open_backend(bundle, threads=threads))


def find_attributions(
    texts: Sequence[tuple[str, Segments]], tagging: Tagger | Tagging
) -> list[tuple[Attribution, ...]]:
    """The attributions of each text, in text order, speakers not yet resolved. Nothing found ⇒ empty.

    An attribution inside another stands behind it, and its `nested_in` is the other's place. `tagging` is a tagger, or
    what it began on these very texts.
    """
    begun = tagging if isinstance(tagging, Tagging) else tagging.begin(texts)
    spans = begun.result()
    outermost = [_attributions(text, segments, found) for (text, segments), found in zip(texts, spans, strict=True)]
    return find_nested(texts, outermost, begun.tagger.tag_now)


def _attributions(text: str, segments: Segments, spans: list[TaggedSpan]) -> tuple[Attribution, ...]:
    quotes = Quotes(text, segments)
    links = link(snap_spans(after_dateline(spans, text), quotes), segments)
    links = [x for x in links if x.cue or quotes.kind([c.span for c in x.content]) != "indirect"]
    links += missed_quotations(links, quotes, segments)
    furniture = furniture_spans(text)
    links = [x for x in links if not any(f.overlaps(c.span) for c in x.content for f in furniture)]
    links.sort(key=lambda x: x.content[0].span.start)
    return tuple(_attribution(x, quotes) for x in links)


def after_dateline(spans: list[TaggedSpan], text: str) -> list[TaggedSpan]:
    """The spans without the dateline, which the tagger sometimes takes for part of the first source."""
    dateline = find_dateline(text)
    if dateline is None:
        return spans
    inside = dateline.span
    return [
        replace(s, span=Span(inside.end, s.span.end)) if inside.start <= s.span.start < inside.end else s
        for s in spans
        if not inside.contains(s.span)
    ]


def _attribution(found: Link, quotes: Quotes) -> Attribution:
    content = _merge([c.span for c in found.content], quotes.text)
    parts = [*found.cue, *found.content]
    confidence = 1.0
    for part in parts:
        confidence *= part.confidence ** (1 / len(parts))
    return Attribution(
        source=tuple(s.span for s in found.source),
        cue=tuple(s.span for s in found.cue),
        content=content,
        kind=quotes.kind(content),
        confidence=round(min(max(confidence, 0.0), 1.0), 4),
    )


def _merge(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap joined."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or not text[out[-1].end : span.start].strip()):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
