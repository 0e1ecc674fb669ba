"""Contradictions that a person has decided on, as schema.org's Claim and ClaimReview in JSON-LD.

A contradiction says that two claims cannot both be true, not which of them is. So each of the two has a ClaimReview
that says in words what was decided and is based on the other; none has a `ratingValue`, which would say how true it is.

Where a dispute is told in several places the pair at its head is reviewed. The articles that tell the same as one of
its claims, in whichever words and whoever says so there, are what schema.org calls the claim's appearances.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tracker.records import ArticleHead, Dispute, StoredClaim, StoredRelation, StoredSpeaker
from tracker.report.exports.linked import (
    address,
    article_name,
    claim_name,
    claim_words,
    document_lines,
    name_of,
    without_nulls,
)

_RATINGS = {"confirmed": "Contradicted", "dismissed": "Not contradicted"}
_EXPLANATIONS = {"confirmed": "Cannot be true together with", "dismissed": "Can be true together with"}
# What schema.org has for who may be the author of something: a person or an organization, nothing else.
_AUTHORS = {"person": "Person", "unnamed": "Person", "group": "Organization", "organization": "Organization"}
_WORD = re.compile(r"\w+")


def claimreview_lines(disputes: Iterable[Dispute]) -> Iterator[str]:
    """One JSON-LD document: the articles, the claims and the reviews of those that a person has decided on.

    The decided ones are held all at once: a claim may be in several, and its node tells all its appearances.
    """
    return document_lines({"@context": "https://schema.org"}, "@graph", _graph(disputes))


def _graph(disputes: Iterable[Dispute]) -> Iterator[dict[str, Any]]:
    decided = [dispute for dispute in disputes if dispute.head.status in _RATINGS]
    places = _appearances(decided)
    told: set[str] = set()
    for pair in (dispute.head for dispute in decided):
        own = [head for claim in (pair.a, pair.b) for head in (claim.origin_article, claim.article) if head]
        elsewhere = [head for claim in (pair.a, pair.b) for head in places[_name(claim)]]
        nodes = [
            *map(_article, own + elsewhere),
            *(_claim(claim, places[_name(claim)]) for claim in (pair.a, pair.b)),
            _review(pair, pair.a, pair.b),
            _review(pair, pair.b, pair.a),
        ]
        for node in nodes:
            if node["@id"] not in told:
                told.add(node["@id"])
                yield node


def _appearances(disputes: Iterable[Dispute]) -> dict[str, list[ArticleHead]]:
    """Where else each reviewed claim is told, by its name: by date, those without one last. Its own article is not
    among them. What a person decided otherwise is no telling of it."""
    found: defaultdict[str, dict[str, ArticleHead]] = defaultdict(dict)
    for dispute in disputes:
        head = dispute.head
        for claim in (head.a, head.b):
            found[_name(claim)].setdefault(article_name(claim.article), claim.article)
        for pair in dispute.also:
            if pair.status == head.status:
                a, b = (pair.b, pair.a) if _is_turned(pair, head) else (pair.a, pair.b)
                for claim, telling in ((head.a, a), (head.b, b)):
                    for article in (telling.origin_article, telling.article):
                        if article is not None:
                            found[_name(claim)].setdefault(article_name(article), article)
    return {
        name: sorted(list(articles.values())[1:], key=lambda one: (one.date is None, one.date or "", one.ref))
        for name, articles in found.items()
    }


def _is_turned(pair: StoredRelation, head: StoredRelation) -> bool:
    """Whether a telling has the two sides the other way round: the earlier claim may be the one that was later."""
    straight = _likeness(pair.a, head.a) + _likeness(pair.b, head.b)
    return _likeness(pair.a, head.b) + _likeness(pair.b, head.a) > straight


def _likeness(one: StoredClaim, other: StoredClaim) -> float:
    """0..1, of the words; of a claim with itself more than of any other."""
    if one.id == other.id:
        return 2.0
    words, others = (set(_WORD.findall(claim.text.casefold())) for claim in (one, other))
    return len(words & others) / max(len(words | others), 1)


def _article(head: ArticleHead) -> dict[str, Any]:
    return without_nulls(
        **{"@type": "NewsArticle", "@id": article_name(head)},
        headline=head.title,
        publisher=None if head.outlet is None else {"@type": "Organization", "name": head.outlet},
        datePublished=head.date,
        url=address(head.url),
        identifier=head.ref,
    )


def _claim(claim: StoredClaim, elsewhere: Sequence[ArticleHead]) -> dict[str, Any]:
    """`elsewhere` are the other articles that tell it, the earliest first."""
    places = [{"@id": article_name(head)} for head in (claim.article, *elsewhere)]
    first = _first(claim, elsewhere)
    return without_nulls(
        **{"@type": "Claim", "@id": _name(claim)},
        text=_words(claim),
        author=_author(claim.speaker),
        isBasedOn=_document(claim.speaker),
        datePublished=claim.article.date,
        appearance=places if elsewhere else places[0],
        firstAppearance=None if first is None else {"@id": article_name(first)},
    )


def _first(claim: StoredClaim, elsewhere: Sequence[ArticleHead]) -> ArticleHead | None:
    """Where it was told first, as far as is known: the article it is copied from, or of several the one of the earliest
    day. None where an article has no date, or two are of that day."""
    articles = (claim.article, *elsewhere)
    days = [head.date[:10] if head.date else "" for head in articles]
    if claim.origin_article is not None or not elsewhere or "" in days or days.count(min(days)) > 1:
        return claim.origin_article
    return articles[days.index(min(days))]


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
