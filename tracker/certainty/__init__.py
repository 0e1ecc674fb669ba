"""How sure a speaker presents a claim, and how far the article stands behind it."""

from __future__ import annotations

from tracker.certainty.distance import find_distance
from tracker.certainty.encoding import Passage, find_passage
from tracker.certainty.passages import as_certainty, passage_key
from tracker.certainty.scorer import Scorer, Scoring, Verdict, open_scorer
from tracker.certainty.scoring import ClaimScorer, ClaimScoring, Known

__all__ = [
    "ClaimScorer",
    "ClaimScoring",
    "Known",
    "Passage",
    "Scorer",
    "Scoring",
    "Verdict",
    "as_certainty",
    "find_distance",
    "find_passage",
    "open_scorer",
    "passage_key",
]
