"""Attributions → the same with every claim scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from tracker.certainty.passages import ClaimPassage, as_certainty, at_place, claim_passages
from tracker.certainty.scorer import Scorer, Scoring
from tracker.records import Attribution, Certainty, Span

REMEMBERED = 20_000  # scores kept in memory, so that a reprint in the same batch is not scored again

Known = Callable[[list[str]], Mapping[str, Certainty]]
"""Gives the scores that a model has given before, by the keys of their passages."""


class ClaimScorer:
    """Attributions → the same with every claim scored, each passage once. Without a scorer they stay as they are."""

    def __init__(self, scorer: Scorer | None) -> None:
        self.model_name = scorer.model_name if scorer else ""
        self._scorer = scorer
        self._memory: dict[str, Certainty] = {}

    def begin(
        self, texts: Sequence[tuple[str, Sequence[Span], Sequence[Attribution]]], known: Known | None = None
    ) -> ClaimScoring:
        """Set the model to work on the claims of some texts (text, sentences, attributions)."""
        if self._scorer is None:
            return ClaimScoring([list(found) for _, _, found in texts], [], {}, [], None, self)
        passages = [claim_passages(attributions, text, sentences) for text, sentences, attributions in texts]
        wanted = {one.key: one.passage for article in passages for claims in article for one in claims}
        scores = {key: self._memory[key] for key in wanted if key in self._memory}
        if known is not None and (asked := [key for key in wanted if key not in scores]):
            scores.update(known(asked))
        left = [key for key in wanted if key not in scores]
        scoring = self._scorer.begin([wanted[key] for key in left])
        return ClaimScoring([list(found) for _, _, found in texts], passages, scores, left, scoring, self)

    def forget(self) -> None:
        """Drop what is kept in memory."""
        self._memory.clear()

    def remember(self, scores: Mapping[str, Certainty]) -> None:
        """Keep what was found for the next texts; the oldest goes."""
        self._memory.update(scores)
        for key in list(islice(self._memory, max(0, len(self._memory) - REMEMBERED))):
            del self._memory[key]


@dataclass(frozen=True)
class ClaimScoring:
    """Texts whose claims the certainty model is at work on."""

    attributions: list[list[Attribution]]
    passages: list[list[list[ClaimPassage]]]
    scores: dict[str, Certainty]
    left: list[str]
    scoring: Scoring | None
    scorer: ClaimScorer

    def result(self) -> list[tuple[Attribution, ...]]:
        """The attributions of each text with their claims scored."""
        if self.scoring is None:
            return [tuple(found) for found in self.attributions]
        name = self.scorer.model_name
        new = {
            key: as_certainty(verdict, name, key=key)
            for key, verdict in zip(self.left, self.scoring.result(), strict=True)
        }
        self.scorer.remember(new)
        scores = self.scores | new
        out = []
        for attributions, passages in zip(self.attributions, self.passages, strict=True):
            whole = []
            for attribution, ones in zip(attributions, passages, strict=True):
                claims = tuple(
                    replace(claim, certainty=at_place(scores[one.key], one.offset))
                    for claim, one in zip(attribution.claims, ones, strict=True)
                )
                whole.append(replace(attribution, claims=claims))
            out.append(tuple(whole))
        return out

    def cancel(self) -> None:
        """Spare the model what it has not begun."""
        if self.scoring is not None:
            self.scoring.cancel()
