"""Who is who, as JSON and CSV: what is known of a speaker, what people decided, what is unsure. The field names are an
API, as those of `records`."""

from __future__ import annotations

from typing import Any

from tracker.records import Role, SpeakerDecision, SpeakerLink, SpeakerProfile, UnsureSource
from tracker.report.exports.records import head_dict, stored_speaker_dict

DECISION_COLUMNS = ("id", "action", "speaker", "other", "articles", "by", "note", "at", "undone", "undoes")
QUESTION_COLUMNS = (
    "question", "id", "source", "span_start", "span_end", "passage", "offset",
    "article_id", "article_ref", "article_title", "article_outlet", "article_date", "article_url",
    "because", "confidence", "candidates", "candidate_ids",
)  # fmt: skip


def decision_dict(decision: SpeakerDecision) -> dict[str, Any]:
    """One line of `tracker sources log`; `undone` is the id of the decision that took it back, `undoes` the one that it
    takes back."""
    return {
        "id": decision.id,
        "action": decision.action,
        "speaker": decision.speaker,
        "other": decision.other,
        "articles": list(decision.articles),
        "by": decision.by,
        "note": decision.note,
        "at": decision.at,
        "undone": decision.undone,
        "undoes": decision.undoes,
    }


def question_dict(question: UnsureSource | SpeakerLink) -> dict[str, Any]:
    """One line of `tracker sources --unsure`. `question` is ``who``: whom a source means (`id` is its attribution's,
    `span` where it stands in the article, `passage` the words about it, from character `offset` of the article on); or
    ``same``: whether the two candidates are one."""
    asked: dict[str, Any] = dict.fromkeys(("id", "source", "span", "passage", "offset", "article"))
    if isinstance(question, UnsureSource):
        candidates = question.candidates
        asked = {
            "id": question.attribution_id,
            "source": question.source,
            "span": [question.offset + question.at.start, question.offset + question.at.end],
            "passage": question.passage,
            "offset": question.offset,
            "article": head_dict(question.article),
        }
    else:
        candidates = (question.speaker, question.other)
    return {
        "question": "who" if isinstance(question, UnsureSource) else "same",
        **asked,
        "because": question.because,
        "confidence": round(question.confidence, 4),
        "candidates": [candidate.name for candidate in candidates],
        "candidate_ids": [candidate.id for candidate in candidates],
    }


def profile_dict(profile: SpeakerProfile) -> dict[str, Any]:
    """What `tracker sources show --format json` prints."""
    return {
        "speaker": stored_speaker_dict(profile.speaker),
        "names": [{"name": name, "articles": articles} for name, articles in profile.names],
        "roles": [_role_dict(role) for role in profile.roles],
        "claims": profile.claims,
        "articles": profile.articles,
        "first_date": profile.first_date,
        "last_date": profile.last_date,
        "body": None if profile.body is None else stored_speaker_dict(profile.body),
        "spokespeople": [stored_speaker_dict(speaker) for speaker in profile.spokespeople],
        "links": [_link_dict(link) for link in profile.links],
        "decisions": [decision_dict(decision) for decision in profile.decisions],
    }


def _role_dict(role: Role) -> dict[str, Any]:
    return {
        "role": role.role,
        "affiliation": role.affiliation,
        "tenure": role.tenure,
        "articles": role.articles,
        "first_date": role.first_date,
        "last_date": role.last_date,
    }


def _link_dict(link: SpeakerLink) -> dict[str, Any]:
    return {
        "speaker": stored_speaker_dict(link.speaker),
        "other": stored_speaker_dict(link.other),
        "because": link.because,
        "confidence": round(link.confidence, 4),
        "suggested": link.suggested,
    }
