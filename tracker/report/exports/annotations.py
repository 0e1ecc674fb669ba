"""The claims of one article as W3C Web Annotations, for highlighting them on the page they come from.

Each is found twice: by its words with some before and after them, which holds on the original page, too, and by its
place in the text that was added. Both count characters (Unicode code points), as the data model asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tracker.records import Attribution, Claim, Span, StoredArticle
from tracker.report.exports.linked import article_name, claim_name, claim_words, document_lines, name_of

_AROUND = 32  # characters before and after, as annotation tools use


def annotation_lines(stored: StoredArticle) -> Iterator[str]:
    """One AnnotationPage in JSON-LD, an annotation a claim, in reading order."""
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": name_of("annotations", stored.head.ref),
        "type": "AnnotationPage",
    }
    return document_lines(page, "items", _annotations(stored))


def _annotations(stored: StoredArticle) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for attribution in stored.attributions:
        for claim in attribution.claims:
            name = claim_name(stored.head, claim.span, claim.text)
            yield {
                "id": name_of("annotation", name, seen[name]),  # the same words may be said by two, at one place
                "type": "Annotation",
                "motivation": "describing",
                "body": list(_bodies(attribution, claim)),
                "target": {
                    "source": article_name(stored.head),
                    "selector": _selectors(stored.article.text, claim.span),
                },
            }
            seen[name] += 1


def _bodies(attribution: Attribution, claim: Claim) -> Iterator[dict[str, Any]]:
    """Who says what, then tags for how, how sure, and whether it is denied."""
    who = attribution.speaker.name if attribution.speaker else None
    sure = claim.certainty
    words = claim_words(claim.text, sure.level, sure.polarity) if sure else claim.text
    told = words if who is None else f"{who}: {words}"
    yield {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": told}
    tags = [who, attribution.kind]
    if sure is not None:
        tags += [sure.level, sure.polarity]
    for tag in [*tags, attribution.distance]:
        if tag is not None:
            yield {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag}


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.of(text),
            "prefix": text[max(span.start - _AROUND, 0) : span.start],
            "suffix": text[span.end : span.end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]
