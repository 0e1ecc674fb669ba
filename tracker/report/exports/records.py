"""Records as objects of JSON. The field names and their order are an API: scripts depend on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.records import (
    LEVELS,
    ArticleHead,
    Attribution,
    Certainty,
    Claim,
    Clash,
    Comparison,
    Dispute,
    Distance,
    Extraction,
    Judgement,
    Resolution,
    ScoreChange,
    SourceSummary,
    Span,
    Speaker,
    StoredArticle,
    StoredClaim,
    StoredRelation,
    StoredSpeaker,
    surely_found,
)
from tracker.report.exports.columns import CLAIMS, CONTRADICTIONS, SPEAKERS

CLAIM_COLUMNS = CLAIMS.names
VERSION_COLUMNS = (*CLAIM_COLUMNS, "version", "stands")
DISPUTE_COLUMNS = CONTRADICTIONS.names
SOURCE_COLUMNS = SPEAKERS.names
CHANGE_COLUMNS = (
    "id", "text", "speaker",
    "before_certainty", "before_score", "before_polarity", "before_factuality", "before_certainty_model",
    "after_certainty", "after_score", "after_polarity", "after_factuality", "after_certainty_model",
)  # fmt: skip


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


def speaker_dict(speaker: Speaker | None) -> dict[str, Any] | None:
    """``{"name", "kind", "role", "affiliation", "tenure", "count", "anonymity"}``, or None."""
    if speaker is None:
        return None
    return {
        "name": speaker.name,
        "kind": speaker.kind,
        "role": speaker.role,
        "affiliation": speaker.affiliation,
        "tenure": speaker.tenure,
        "count": speaker.count,
        "anonymity": speaker.anonymity,
    }


def stored_speaker_dict(speaker: StoredSpeaker) -> dict[str, Any]:
    """``{"id", "name", "kind", "role", "affiliation", "tenure", "count", "anonymity"}``."""
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind,
        "role": speaker.role,
        "affiliation": speaker.affiliation,
        "tenure": speaker.tenure,
        "count": speaker.count,
        "anonymity": speaker.anonymity,
    }


def resolution_dict(resolution: Resolution | None) -> dict[str, Any]:
    """``{"because", "speaker_confidence", "candidates"}``: why the speaker is the one, and who else it may be."""
    if resolution is None:
        return {"because": None, "speaker_confidence": None, "candidates": []}
    return {
        "because": resolution.because,
        "speaker_confidence": _rounded(resolution.confidence),
        "candidates": list(resolution.candidates),
    }


def head_dict(head: ArticleHead) -> dict[str, Any]:
    """``{"id", "ref", "title", "outlet", "date", "url"}``."""
    return {
        "id": head.id,
        "ref": head.ref,
        "title": head.title,
        "outlet": head.outlet,
        "date": head.date,
        "url": head.url,
    }


def _extracted_claim_dict(claim: Claim, distance: Distance | None) -> dict[str, Any]:
    certainty = claim.certainty
    return {
        "span": [claim.span.start, claim.span.end],
        "text": claim.text,
        "certainty": certainty.level if certainty else None,
        "score": _rounded(certainty.score) if certainty else None,
        "polarity": certainty.polarity if certainty else None,
        "factuality": _rounded(certainty.factuality) if certainty else None,
        "distance": distance,
        "evidence": _spans(certainty.evidence) if certainty else [],
        "certainty_model": certainty.model if certainty else None,
    }


def attribution_spans(source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]) -> dict[str, Any]:
    """Where the roles of an attribution stand; offsets count characters, end exclusive."""
    return {"source": _spans(source), "cue": _spans(cue), "content": _spans(content)}


def attribution_dict(attribution: Attribution) -> dict[str, Any]:
    """One attribution as `tracker extract` prints it."""
    return {
        **attribution_spans(attribution.source, attribution.cue, attribution.content),
        "kind": attribution.kind,
        "confidence": _rounded(attribution.confidence),
        "speaker": speaker_dict(attribution.speaker),
        "claims": [_extracted_claim_dict(claim, attribution.distance) for claim in attribution.claims],
        "nested_in": attribution.nested_in,
        **resolution_dict(attribution.resolution),
    }


def extraction_dict(extraction: Extraction, min_confidence: float = 0) -> dict[str, Any]:
    """``{"id": ref, "attributions": […]}``: one line of `tracker extract`. Where the text was mended also ``"mended"``
    and ``"text"``, the text whose characters spans count; where there are any, ``"notes"``."""
    article, sure = extraction.article, surely_found(extraction.attributions, min_confidence)
    told: dict[str, Any] = {"id": article.ref, "attributions": [attribution_dict(one) for one in sure.values()]}
    if extraction.notes:
        told["notes"] = list(extraction.notes)
    if article.mended:
        told |= {"mended": list(article.mended), "text": article.text}
    return told


def claim_dict(claim: StoredClaim) -> dict[str, Any]:
    """A claim as every listing gives it; also with ``"version"`` and ``"stands"``, where older texts were asked for."""
    return {
        "id": claim.id,
        "text": claim.text,
        "quote": claim.quote,
        "span": [claim.span.start, claim.span.end],
        "kind": claim.kind,
        "speaker": None if claim.speaker is None else stored_speaker_dict(claim.speaker),
        "article": head_dict(claim.article),
        "certainty": claim.certainty,
        "score": _rounded(claim.score),
        "polarity": claim.polarity,
        "confidence": _rounded(claim.confidence),
        "factuality": _rounded(claim.factuality),
        "distance": claim.distance,
        "evidence": _spans(claim.evidence),
        "certainty_model": claim.certainty_model,
        "origin_article": None if claim.origin_article is None else head_dict(claim.origin_article),
        "nested_in": claim.nested_in,
        "told_by": claim.told_by,
        **resolution_dict(claim.resolution),
    } | ({} if claim.version is None else {"version": claim.version, "stands": claim.stands})


def judgement_dict(judgement: Judgement) -> dict[str, Any]:
    """One line of `tracker certainty`; `evidence` counts characters of the text that was given."""
    certainty = judgement.certainty
    return {
        "id": judgement.id,
        "certainty": certainty.level,
        "score": _rounded(certainty.score),
        "polarity": certainty.polarity,
        "factuality": _rounded(certainty.factuality),
        "distance": judgement.distance,
        "probabilities": {level: _rounded(p) for level, p in zip(LEVELS, certainty.probabilities, strict=False)},
        "evidence": _spans(certainty.evidence),
        "model": certainty.model,
    }


def _clash_dict(clash: Clash) -> dict[str, Any]:
    return {"a": _spans(clash.a), "b": _spans(clash.b)}


def comparison_dict(comparison: Comparison) -> dict[str, Any]:
    """One line of `tracker compare`; the spans of `clash` count characters of the two claims that were given."""
    verdict = comparison.verdict
    return {
        "id": comparison.id,
        "relation": verdict.relation,
        "reason": verdict.reason,
        "score": _rounded(verdict.score),
        "clash": _clash_dict(verdict.clash),
        "model": verdict.model or None,
    }


def relation_dict(relation: StoredRelation) -> dict[str, Any]:
    """A pair of claims; the spans of `clash` count characters of the claims' ``text``."""
    return {
        "id": relation.id,
        "relation": relation.relation,
        "reason": relation.reason,
        "score": _rounded(relation.score),
        "status": relation.status,
        "same_speaker": relation.same_speaker,
        "clash": _clash_dict(relation.clash),
        "a": claim_dict(relation.a),
        "b": claim_dict(relation.b),
    }


def _verdict_dict(relation: StoredRelation) -> dict[str, Any]:
    """Who said so: the model, and the person who decided."""
    return {
        "model": relation.model,
        "note": relation.note,
        "reviewer": relation.reviewer,
        "reviewed_at": relation.reviewed_at,
    }


def dispute_dict(dispute: Dispute) -> dict[str, Any]:
    """One row of `tracker contradictions`: the pair, and under `also` the pairs that repeat it."""
    return {
        **relation_dict(dispute.head),
        "also": [relation_dict(telling) | _verdict_dict(telling) for telling in dispute.also],
        "outlets": dispute.outlets,
        "origins": dispute.origins,
        **_verdict_dict(dispute.head),
    }


def _score_dict(certainty: Certainty) -> dict[str, Any]:
    return {
        "certainty": certainty.level,
        "score": _rounded(certainty.score),
        "polarity": certainty.polarity,
        "factuality": _rounded(certainty.factuality),
        "certainty_model": certainty.model,
    }


def change_dict(change: ScoreChange) -> dict[str, Any]:
    """One line of `tracker rescore`: ``{"id", "text", "speaker", "before", "after"}``; `before` may be null."""
    return {
        "id": change.claim_id,
        "text": change.text,
        "speaker": change.speaker,
        "before": None if change.before is None else _score_dict(change.before),
        "after": _score_dict(change.after),
    }


def source_dict(source: SourceSummary) -> dict[str, Any]:
    """One line of `tracker sources`: ``{"speaker", "names", "claims", "articles", "first_date", "last_date"}``."""
    return {
        "speaker": stored_speaker_dict(source.speaker),
        "names": list(source.names),
        "claims": source.claims,
        "articles": source.articles,
        "first_date": source.first_date,
        "last_date": source.last_date,
    }


def article_dict(stored: StoredArticle) -> dict[str, Any]:
    """A stored article whole: ``{"article", "author", "place", "agency", "language", "mended", "version",
    "versions", "text", "attributions"}``, the attributions as in `extraction_dict`."""
    article = stored.article
    return {
        "article": head_dict(stored.head),
        "author": article.author,
        "place": article.place,
        "agency": article.agency,
        "language": article.language,
        "mended": list(article.mended),
        "version": stored.version,
        "versions": stored.versions,
        "text": article.text,
        "attributions": [attribution_dict(attribution) for attribution in stored.attributions],
    }
