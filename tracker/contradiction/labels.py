"""What the contradiction model scores, in the order of its labels."""

from __future__ import annotations

from tracker.records import REASONS

# `neutral`: about one event and compatible; `unrelated`: about two.
RELATIONS = ("entailment", "neutral", "contradiction", "supersedes", "unrelated")
LABELS = (*RELATIONS, *REASONS)
