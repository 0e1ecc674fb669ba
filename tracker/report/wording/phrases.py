"""What claims, speakers and articles are called: the same words in a terminal and on a page."""

from __future__ import annotations

from tracker.records import Article, ArticleHead, Speaker, StoredClaim, StoredSpeaker, Tenure
from tracker.report.wording.harmless import printable

_QUOTATION_MARKS = "\"'“”‘’«»„`"


def one_line(*parts: str | None, joint: str = " · ") -> str:
    """The parts that say something, each made printable, in one line."""
    return joint.join(said for part in parts if part and (said := printable(part)))


def count(number: int, thing: str) -> str:
    """``1 claim``, ``2 claims``, ``1,200 claims``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def held(role: str | None, tenure: Tenure | None) -> str | None:
    """``former mayor``: a role, and that it is held no more."""
    if role is None or tenure is None or role.casefold().startswith(tenure):
        return role
    return f"{tenure} {role}"


def besides(role: str | None, affiliation: str | None) -> str | None:
    """The affiliation, unless the role begins with it (*army spokesman* of the *army*)."""
    if role is None or affiliation is None:
        return affiliation
    words, body = role.casefold().split(), affiliation.casefold().split()
    return None if words[: len(body)] == body else affiliation


def standing(speaker: StoredSpeaker | Speaker) -> str:
    """``former mayor, Rivertown``: role and affiliation, as far as the name does not say them (*one Rivertown
    resident*)."""
    known = set(speaker.name.casefold().split())
    told = [
        part
        for part in (held(speaker.role, speaker.tenure), besides(speaker.role, speaker.affiliation))
        if part and set(part.casefold().split()) - known
    ]
    return one_line(*told, joint=", ")


def credits_of(article: ArticleHead | Article) -> str:
    """``by Bo Tan · via Coast Wire``: who wrote an article, and which agency it is of; empty where it does not say."""
    return one_line(article.author and f"by {article.author}", article.agency and f"via {article.agency}")


def language_of(article: ArticleHead | Article) -> str | None:
    """``language fr``; None for English, and where it is not clear."""
    return None if article.language in (None, "en") else f"language {article.language}"


def reticence(speaker: StoredSpeaker | Speaker) -> str | None:
    """``not named: not authorised to speak``: why the article does not name them, where it says so."""
    return f"not named: {speaker.anonymity}" if speaker.anonymity else None


def describe(speaker: StoredSpeaker | Speaker) -> str:
    """``Ada Osei — mayor, Rivertown``: a speaker in one line."""
    return one_line(speaker.name, standing(speaker), joint=" — ")


def dates(first: str | None, last: str | None) -> str:
    """``2024-03-01 – 2024-03-09``; one date where both are the same day; empty where none is known."""
    known = [date[:10] for date in (first, last) if date]
    return one_line(*dict.fromkeys(known), joint=" – ")


def told_words(claim: StoredClaim) -> str | None:
    """In whose words the claim is told; None where the article itself tells it, or the speaker does."""
    if claim.told_by is None or (claim.speaker is not None and claim.speaker.name == claim.told_by):
        return None
    return f"told by {printable(claim.told_by)}"


def claim_words(claim: StoredClaim) -> str:
    """What was claimed, in quotation marks where these are the speaker's own words (but for a capital, a full stop)."""
    words = printable(claim.text)
    said = words.rstrip(".").casefold()
    if (
        claim.kind == "direct"
        and said
        and words[0] not in _QUOTATION_MARKS
        and said in printable(claim.quote).casefold()
    ):
        return f"“{words}”"
    return words


def reprint_words(origin: ArticleHead | None) -> str | None:
    """``reprint of River Post``; None for what is no reprint."""
    return None if origin is None else f"reprint of {printable(origin.outlet or origin.title or origin.ref)}"
