"""Article → attributions: tag, snap to quotation marks, link, add the quotations that were missed, look inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.attribution.beside import with_clauses_beside
from tracker.attribution.confidence import LEAST, Calibration, Signs, find_signs, read_calibration
from tracker.attribution.encoding import INPUT_VERSION, LABELS
from tracker.attribution.forms import told_by_layout
from tracker.attribution.headings import with_heading_source
from tracker.attribution.layout import Stretches
from tracker.attribution.leads import with_introduced
from tracker.attribution.linker import Link, TaggedSpan, link
from tracker.attribution.nested import find_nested
from tracker.attribution.quotes import Quotes, missed_quotations, snap_spans
from tracker.attribution.strays import without_strays
from tracker.attribution.tagger import Tagger, Tagging
from tracker.errors import ModelError
from tracker.furniture import caption_labels, find_dateline, furniture_spans
from tracker.models import find_bundle, open_backend, read_bundle
from tracker.records import Attribution, Span
from tracker.segment import Segments


def open_tagger(folder: Path | None = None, *, threads: int | None = None) -> Tagger:
    """The tagger of a bundle (default: the shipped one). Raises ModelError where it is missing or damaged."""
    bundle = read_bundle(folder or find_bundle("attribution-en"), task="attribution", input_version=INPUT_VERSION)
    if bundle.labels != LABELS:
        raise ModelError(f"its labels are {', '.join(bundle.labels)}", where=str(bundle.folder), todo="train it again")
    return Tagger(bundle, open_backend(bundle, threads=threads), read_calibration(bundle))


@dataclass(frozen=True, slots=True)
class Signed:
    """An attribution, and the signs that its confidence was read from."""

    attribution: Attribution
    signs: Signs


def find_attributions(
    texts: Sequence[tuple[str, Segments]], tagging: Tagger | Tagging
) -> list[tuple[Attribution, ...]]:
    """The attributions of each text, in text order, speakers not yet resolved. Nothing found ⇒ empty.

    An attribution inside another stands behind it, and its `nested_in` is the other's place. `tagging` is a tagger, or
    what it began on these very texts.
    """
    begun = tagging if isinstance(tagging, Tagging) else tagging.begin(texts)
    calibration = begun.tagger.calibration
    outermost = [
        [found.attribution for found in signed if calibration is None or _is_told(found.attribution)]
        for signed in find_signed(texts, begun)
    ]
    return find_nested(texts, outermost, begun.tagger.tag_now, calibration)


def _is_told(attribution: Attribution) -> bool:
    """Whether an attribution is sure enough to be given at all. Quoted words are somebody's in any case."""
    return attribution.kind != "indirect" or attribution.confidence >= LEAST


def find_signed(texts: Sequence[tuple[str, Segments]], tagging: Tagger | Tagging) -> list[list[Signed]]:
    """All outermost ones with their signs, also those that are left out then: calibration is fitted on them."""
    begun = tagging if isinstance(tagging, Tagging) else tagging.begin(texts)
    return [
        _attributions(text, segments, spans, begun.tagger.calibration)
        for (text, segments), spans in zip(texts, begun.result(), strict=True)
    ]


def _attributions(
    text: str, segments: Segments, spans: list[TaggedSpan], calibration: Calibration | None
) -> list[Signed]:
    quotes = Quotes(text, segments)
    told = told_by_layout(text, segments)
    apart = Stretches([*told.regions, *caption_labels(text)])
    spans = [span for span in after_dateline(spans, text) if not apart.touch(span.span)]
    spans, following = with_introduced(with_clauses_beside(snap_spans(spans, quotes), quotes), text, segments)
    links = link(spans, segments, following)
    links = [without_strays(x, quotes, segments, following) for x in with_heading_source(links, text)]
    links = [x for x in links if x.cue or quotes.is_said([c.span for c in x.content])]
    links += told.links
    links += [x for x in missed_quotations(links, quotes, segments) if not apart.touch(x.content[0].span)]
    furniture = furniture_spans(text)
    links = [x for x in links if not any(f.overlaps(c.span) for c in x.content for f in furniture)]
    links.sort(key=lambda x: x.content[0].span.start)
    return [_signed(x, quotes, calibration) for x in links]


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


def _signed(found: Link, quotes: Quotes, calibration: Calibration | None) -> Signed:
    content = _merge([c.span for c in found.content], quotes.text)
    kind = found.kind or quotes.kind(content)
    signs = find_signs(found, content, kind, quotes.text)
    attribution = Attribution(
        source=tuple(s.span for s in found.source),
        cue=tuple(s.span for s in found.cue),
        content=content,
        kind=kind,
        confidence=round(calibration.confidence(signs) if calibration else signs.mean, 4),
    )
    return Signed(attribution, signs)


def _merge(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap joined."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or not text[out[-1].end : span.start].strip()):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
