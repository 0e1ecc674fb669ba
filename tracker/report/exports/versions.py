"""Histories of articles as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.period import Withdrawn
from tracker.records import ArticleHistory, ChangedClaim, ClaimThen, GoneClaim, GoneRelation, Span, Version
from tracker.report.exports.records import claim_dict, head_dict

HISTORY_COLUMNS = (
    "article_id", "article_ref", "article_title", "article_outlet", "article_date", "article_url", "number", "at",
    "current", "difference", "claims", "stayed", "added", "vanished", "changed", "again",
)  # fmt: skip
"""The columns of a CSV: one line a version."""


def history_dict(history: ArticleHistory) -> dict[str, Any]:
    """One article with its versions and what it no longer says."""
    return {
        "article": head_dict(history.article),
        "versions": [_version_dict(version) for version in history.versions],
        "no_longer_says": [_gone_dict(gone) for gone in history.gone],
    }


def version_row(version: Version) -> dict[str, Any]:
    """One line of a CSV: counts in place of the claims."""
    row = _version_dict(version)
    row["article"] = head_dict(version.article)
    return row | {name: len(row[name]) for name in ("added", "vanished", "changed")}


def withdrawn_dict(withdrawn: Withdrawn) -> dict[str, Any]:
    """An article and what it no longer says."""
    return {"article": head_dict(withdrawn.article), "claims": [_gone_dict(gone) for gone in withdrawn.claims]}


def _version_dict(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "article_id": version.article.id,
        "ref": version.article.ref,
        "at": version.at,
        "current": version.is_current,
        "difference": None if version.difference is None else round(version.difference, 3),
        "claims": version.claims,
        "stayed": version.stayed,
        "added": [_claim_dict(claim) for claim in version.added],
        "vanished": [_claim_dict(claim) for claim in version.vanished],
        "changed": [_changed_dict(changed) for changed in version.changed],
        "again": version.again,
    }


def _claim_dict(claim: ClaimThen) -> dict[str, Any]:
    return {
        "id": claim.id,
        "text": claim.text,
        "quote": claim.quote,
        "span": [claim.span.start, claim.span.end],
        "speaker": claim.speaker,
    }


def _changed_dict(changed: ChangedClaim) -> dict[str, Any]:
    return {
        "before": _claim_dict(changed.before) | {"words": _spans(changed.before_words)},
        "after": _claim_dict(changed.after) | {"words": _spans(changed.after_words)},
    }


def _gone_dict(gone: GoneClaim) -> dict[str, Any]:
    now = None if gone.now is None else _changed_dict(gone.now)
    return {
        "claim": _claim_dict(gone.claim) | {"words": now["before"]["words"] if now else []},
        "last_in": gone.last_in,
        "now": now and now["after"],
        "relations": [_relation_dict(relation) for relation in gone.relations],
    }


def _relation_dict(relation: GoneRelation) -> dict[str, Any]:
    return {
        "id": relation.id,
        "relation": relation.relation,
        "score": round(relation.score, 3),
        "status": relation.status,
        "claim": claim_dict(relation.other),
    }


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
