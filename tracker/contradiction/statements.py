"""A stored claim → the statement that the judge reads."""

from __future__ import annotations

import re

from tracker.records import ClaimToCompare, Statement

# Cues under which the speaker holds the opposite of the content. *Doubted* is no denial: what it leaves is unknown.
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|refut(?:e[sd]?|ing|ations?)|rebut(?:s|ted|ting|tals?)?|disavow(?:s|ed|ing)?|"
    r"reject(?:s|ed|ing|ions?)?|dismiss(?:es|ed|ing|als?)?|repudiat(?:e[sd]?|ing)|rul(?:e[sd]?|ing) out|"
    r"disprov(?:e[sdn]?|ing)|debunk(?:s|ed|ing)?)\b",
    re.I,
)
_NOT = re.compile(r"\b(?:not|never|no longer|without|stopped short of|declin\w+|refus\w+|fail\w+)\b|n[’']t\b", re.I)


def is_denial(cue: str) -> bool:
    """Whether a cue denies what it introduces.

    >>> is_denial("flatly denied"), is_denial("did not deny"), is_denial("said")
    (True, False, False)
    """
    return bool(_DENYING.search(cue)) and not _NOT.search(cue)


def statement_of(claim: ClaimToCompare) -> Statement:
    """The claim as the judge reads it. A denying cue counts unless the certainty model read the claim as asserted (in
    *rejected the plan as reckless* nothing is denied)."""
    denied = claim.polarity != "positive" and is_denial(claim.cue)
    return Statement(claim.text, claim.speaker, claim.date, denied, claim.level, claim.polarity)
