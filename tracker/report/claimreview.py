"""Contradictions that a person has decided on, as schema.org's Claim and ClaimReview in JSON-LD.

A contradiction says that two claims cannot both be true, not which of them is. So each of the two has a ClaimReview
that says in words what was decided and is based on the other; none has a `ratingValue`, which would say how true it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tracker.records import ArticleHead, Dispute, StoredClaim, StoredRelation, StoredSpeaker
from tracker.report.linked import address, article_name, claim_name, claim_words, document_lines, name_of, without_nulls

_RATINGS = {"confirmed": "Contradicted", "dismissed": "Not contradicted"}
_EXPLANATIONS = {"confirmed": "Cannot be true together with", "dismissed": "Can be true together with"}
# What schema.org has for who may be the author of something: a person or an organization, nothing else.
_AUTHORS = {"person": "Person", "unnamed": "Person", "group": "Organization", "organization": "Organization"}


def claimreview_lines(disputes: Iterable[Dispute]) -> Iterator[str]:
    """One JSON-LD document: the articles, the claims and the reviews of those that a person has decided on."""
    return document_lines({"@context": "https://schema.org"}, "@graph", _graph(disputes))


def _graph(disputes: Iterable[Dispute]) -> Iterator[dict[str, Any]]:
    told: set[str] = set()
    for dispute in disputes:
        pair = dispute.head
        if pair.status not in _RATINGS:
            continue
        articles = (head for claim in (pair.a, pair.b) for head in (claim.origin_article, claim.article) if head)
        nodes = [
            *map(_article, articles),
            *map(_claim, (pair.a, pair.b)),
            _review(pair, pair.a, pair.b),
            _review(pair, pair.b, pair.a),
        ]
        for node in nodes:
            if node["@id"] not in told:
                told.add(node["@id"])
                yield node


def _article(head: ArticleHead) -> dict[str, Any]:
    return without_nulls(
        **{"@type": "NewsArticle", "@id": article_name(head)},
        headline=head.title,
        publisher=None if head.outlet is None else {"@type": "Organization", "name": head.outlet},
        datePublished=head.date,
        url=address(head.url),
        identifier=head.ref,
    )


def _claim(claim: StoredClaim) -> dict[str, Any]:
    first = claim.origin_article
    return without_nulls(
        **{"@type": "Claim", "@id": _name(claim)},
        text=_words(claim),
        author=_author(claim.speaker),
        isBasedOn=_document(claim.speaker),
        datePublished=claim.article.date,
        appearance={"@id": article_name(claim.article)},
        firstAppearance=None if first is None else {"@id": article_name(first)},
    )


def _name(claim: StoredClaim) -> str:
    return claim_name(claim.article, claim.span, claim.text)


def _words(claim: StoredClaim) -> str:
    return claim_words(claim.text, claim.certainty, claim.polarity)


def _author(speaker: StoredSpeaker | None) -> dict[str, Any] | None:
    """Who makes the claim. Who has no name has the article's words for a description."""
    if speaker is None or speaker.kind not in _AUTHORS:
        return None
    is_person = speaker.kind == "person"
    return without_nulls(
        **{"@type": _AUTHORS[speaker.kind]},
        name=None if speaker.kind == "unnamed" else speaker.name,
        description=speaker.name if speaker.kind == "unnamed" else None,
        jobTitle=speaker.role if is_person else None,
        affiliation={"@type": "Organization", "name": speaker.affiliation}
        if is_person and speaker.affiliation
        else None,
    )


def _document(speaker: StoredSpeaker | None) -> dict[str, Any] | None:
    """The report or letter that says so, where it is no person who does."""
    if speaker is None or speaker.kind != "document":
        return None
    return {"@type": "CreativeWork", "name": speaker.name}


def _review(pair: StoredRelation, claim: StoredClaim, other: StoredClaim) -> dict[str, Any]:
    return without_nulls(
        **{"@type": "ClaimReview", "@id": name_of("review", _name(claim), _name(other))},
        itemReviewed={"@id": _name(claim)},
        claimReviewed=_words(claim),
        reviewAspect="contradiction",
        reviewRating={
            "@type": "Rating",
            "alternateName": _RATINGS[pair.status],
            "ratingExplanation": f"{_EXPLANATIONS[pair.status]}: {_told(other)}",
        },
        isBasedOn={"@id": _name(other)},
        reviewBody=pair.note,
        author=None if pair.reviewer is None else {"@type": "Person", "name": pair.reviewer},
        datePublished=pair.reviewed_at,
    )


def _told(claim: StoredClaim) -> str:
    """``“No boat has left.” (Lee Tan, Harbour News, 2024-03-03)``."""
    speaker = None if claim.speaker is None else claim.speaker.name
    known = [word for word in (speaker, claim.article.outlet, (claim.article.date or "")[:10]) if word]
    return f"“{_words(claim)}”" + (f" ({', '.join(known)})" if known else "")
