"""Gold pairs of claims: where they are read from, and how right a judge is about them.

A pair counts as *found* when the judge says ``contradiction``, whatever its score; *best F1* is what the best threshold
on the score would have given. F1 by type: of the gold contradictions of a type, how many are found (for whatever
reason), against the false ones that the judge gives that reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from tracker.records import REASONS, PairVerdict, Reason, Relation, Statement
from training.corpora import read_rows
from training.scenes import read_scenes

HELD_BACK = 5  # every fifth card of a file is never trained on
NEAREST = 3  # claims of other cards that a claim is held against
_BINS = 10


class Judge(Protocol):
    """Whatever can say what two statements are to each other."""

    def compare(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[PairVerdict]:
        """A verdict on each pair."""
        ...


@dataclass(frozen=True)
class GoldPair:
    """Two statements and what they are to each other. `reason` also says what a pair that does not contradict plays
    on, where its writer noted that; `near_miss`: it was written to look like a contradiction."""

    id: str
    a: Statement
    b: Statement
    relation: Relation
    reason: str | None = None
    near_miss: bool = False


@dataclass(frozen=True)
class Card:
    """A dozen claims on one event, and which pairs of them are what; pairs are numbers of claims, smaller first."""

    id: str
    claims: tuple[Statement, ...]
    contradictions: Mapping[tuple[int, int], str]
    supersedes: frozenset[tuple[int, int]]
    near_misses: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Judged:
    """A gold pair and the verdict on it."""

    pair: GoldPair
    verdict: PairVerdict

    @property
    def true(self) -> bool:
        """Whether it is a contradiction."""
        return self.pair.relation == "contradiction"

    @property
    def found(self) -> bool:
        """Whether the judge says so."""
        return self.verdict.relation == "contradiction"

    @property
    def score(self) -> float:
        """How likely the judge holds it to be one: an update's score is about something else."""
        return 0.0 if self.verdict.relation == "supersedes" else self.verdict.score


# ---------------------------------------------------------------- reading


def read_pairs(file: Path) -> list[GoldPair]:
    """Pairs of the shape ``{"id", "a", "b", "a_source"?, "b_source"?, "a_date"?, "b_date"?}`` with ``relation`` and
    ``reason`` (our own) or ``label`` and ``type`` (the corpora)."""
    return [_pair(row) for row in read_rows(file)]


def _pair(row: Mapping[str, Any]) -> GoldPair:
    relation: Relation = row.get("relation") or _RELATIONS[row["label"]]
    reason = row.get("reason") or row.get("type")
    return GoldPair(
        str(row["id"]),
        Statement(row["a"], row.get("a_source"), row.get("a_date")),
        Statement(row["b"], row.get("b_source"), row.get("b_date")),
        relation,
        None if reason == "none" else reason,
        near_miss=relation == "consistent",
    )


_RELATIONS: Mapping[str, Relation] = {
    "contradiction": "contradiction",
    "consistent": "consistent",
    "entailment": "consistent",
    "neutral": "unrelated",
    "unrelated": "unrelated",
}


def read_cards(files: Iterable[Path]) -> list[Card]:
    """The cards of some files that are held back from training: every fifth of each."""
    return [_card(row) for file in files for row in read_rows(file)[HELD_BACK - 1 :: HELD_BACK]]


def read_scene_cards(files: Iterable[Path]) -> list[Card]:
    """Scenes that are held back from training: the fifth of each file, of every third file."""
    held = [row for file in files for row in read_scenes(file)[HELD_BACK - 1 :: 2 * HELD_BACK]]
    return [_card(row) for row in held[::3]]


def _card(row: Mapping[str, Any]) -> Card:
    number = {claim["i"]: place for place, claim in enumerate(row["claims"])}

    def ends(pair: Sequence[Any]) -> tuple[int, int]:
        a, b = sorted((number[pair[0]], number[pair[1]]))
        return a, b

    return Card(
        row["id"],
        tuple(_claim(claim) for claim in row["claims"]),
        {ends(pair): pair[2] for pair in row["contradictions"]},
        frozenset(ends(pair) for pair in row["supersedes"]),
        frozenset(ends(pair) for pair in row["near_misses"]),
    )


def _claim(row: Mapping[str, Any]) -> Statement:
    # The gold level is left out: whoever compares two sentences from outside does not know it either.
    return Statement(row["text"], row["speaker"], row["date"], row.get("denied", False))


def card_pairs(cards: Iterable[Card]) -> Iterator[GoldPair]:
    """All pairs of every card: what is not listed does not contradict."""
    for card in cards:
        for ends in combinations(range(len(card.claims)), 2):
            reason = card.contradictions.get(ends)
            relation: Relation = (
                "contradiction" if reason else "supersedes" if ends in card.supersedes else "consistent"
            )
            yield GoldPair(
                f"{card.id} {ends[0]}-{ends[1]}",
                card.claims[ends[0]],
                card.claims[ends[1]],
                "contradiction" if reason else relation,
                reason,
                near_miss=not reason and ends in card.near_misses,
            )


def cross_pairs(cards: Sequence[Card], *, nearest: int = NEAREST) -> list[GoldPair]:
    """Each claim beside those of other cards that use the most of its words: different events, all of them."""
    from rapidfuzz import fuzz, process, utils

    claims = [(number, claim) for number, card in enumerate(cards) for claim in card.claims]
    texts = [utils.default_process(claim.text) for _, claim in claims]
    likeness = np.asarray(process.cdist(texts, texts, scorer=fuzz.token_set_ratio, dtype=np.uint8)).astype(int)
    owner = np.array([number for number, _ in claims])
    likeness[owner[:, None] == owner[None, :]] = -1
    pairs = {
        (min(i, int(j)), max(i, int(j)))
        for i in range(len(claims))
        for j in np.argsort(-likeness[i], kind="stable")[:nearest]
        if likeness[i, j] >= 0
    }
    return [
        GoldPair(f"{cards[owner[i]].id} / {cards[owner[j]].id}", claims[i][1], claims[j][1], "unrelated")
        for i, j in sorted(pairs)
    ]


# ---------------------------------------------------------------- judging


def judge_pairs(pairs: Iterable[GoldPair], judge: Judge) -> list[Judged]:
    """The verdict on every pair."""
    pairs = list(pairs)
    verdicts = judge.compare([(pair.a, pair.b) for pair in pairs])
    return [Judged(*item) for item in zip(pairs, verdicts, strict=True)]


def precision_recall(hits: int, said: int, true: int) -> dict[str, float]:
    """Precision, recall and F1 in percent; 0 where there is nothing to divide by."""
    return {
        "precision": percent(hits, said),
        "recall": percent(hits, true),
        "F1": percent(2 * hits, said + true),
    }


def percent(part: float, whole: float) -> float:
    """`part` of `whole`, to a tenth of a percent."""
    return round(100 * part / whole, 1) if whole else 0.0


def found_figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Precision, recall and F1 of contradictions at the judge's own decision, and the best F1 over its scores."""
    hits = sum(one.true and one.found for one in judged)
    out = precision_recall(hits, sum(one.found for one in judged), sum(one.true for one in judged))
    return out | {"best F1": best_f1(judged)}


def best_f1(judged: Sequence[Judged]) -> float:
    """The highest F1 that a threshold on the score gives; pairs of one score stand on the same side of it."""
    order = sorted(judged, key=lambda one: -one.score)
    true = sum(one.true for one in judged)
    best, hits = 0.0, 0
    for said, one in enumerate(order, 1):
        hits += one.true
        if said == len(order) or order[said].score < one.score:
            best = max(best, percent(2 * hits, said + true))
    return best


def recall_by_type(judged: Sequence[Judged]) -> dict[str, float]:
    """Of the contradictions of each type that there is, how many are found."""
    true = [one for one in judged if one.true]
    types = sorted({one.pair.reason or "" for one in true}, key=_place)
    return {
        f"recall {name}": percent(
            sum(one.found for one in true if one.pair.reason == name), sum(one.pair.reason == name for one in true)
        )
        for name in types
    }


def f1_by_type(judged: Sequence[Judged]) -> dict[str, float]:
    """F1 of each type that there is, as the module says."""
    out = {}
    for name in REASONS:
        true = [one for one in judged if one.true and one.pair.reason == name]
        false = sum(one.found and not one.true and one.verdict.reason == name for one in judged)
        hits = sum(one.found for one in true)
        if true:
            out[f"F1 {name}"] = percent(2 * hits, hits + false + len(true))
    return out


def _place(name: str) -> int:
    known: Sequence[Reason] = REASONS
    return next((number for number, reason in enumerate(known) if reason == name), len(known))


def reasons_right(judged: Sequence[Judged]) -> float:
    """Of the contradictions found, how many have the gold's reason."""
    hits = [one for one in judged if one.true and one.found]
    return percent(sum(one.verdict.reason == one.pair.reason for one in hits), len(hits))


def supersedes_figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Precision and recall of updates, and how many of them are taken for contradictions."""
    said = [one for one in judged if one.verdict.relation == "supersedes"]
    true = [one for one in judged if one.pair.relation == "supersedes"]
    hits = sum(one.pair.relation == "supersedes" for one in said)
    return {
        "supersedes precision": percent(hits, len(said)),
        "supersedes recall": percent(hits, len(true)),
        "supersedes left alone": percent(sum(not one.found for one in true), len(true)),
    }


def left_alone(judged: Iterable[Judged]) -> float:
    """Of some pairs that do not contradict, how many the judge does not say to."""
    return percent(*_count([not one.found for one in judged]))


def _count(right: Sequence[bool]) -> tuple[int, int]:
    return sum(right), len(right)


def calibration_error(judged: Sequence[Judged]) -> float:
    """The expected calibration error of the score over ten equal bins, 0..1; updates, whose score is another
    probability, are left out."""
    about = [one for one in judged if one.verdict.relation != "supersedes"]
    if not about:
        return 0.0
    score, true = np.array([one.score for one in about]), np.array([one.true for one in about])
    bins = np.minimum((score * _BINS).astype(int), _BINS - 1)
    return float(sum(abs(true[bins == b].mean() - score[bins == b].mean()) * (bins == b).mean() for b in set(bins)))


def errors(judged: Iterable[Judged]) -> Iterator[str]:
    """The pairs a judge is wrong about, to be read by people: false ones first, then missed ones, surest first."""
    wrong = [one for one in judged if one.true != one.found]
    for one in sorted(wrong, key=lambda one: (one.true, -one.score)):
        pair, verdict = one.pair, one.verdict
        said = f"missed ({verdict.relation})" if one.true else f"false, as {verdict.reason}; it is {pair.relation}"
        yield f"{said} [{pair.reason or '-'}] {one.score:.2f} {pair.id}\n    {_told(pair.a)}\n    {_told(pair.b)}"


def _told(statement: Statement) -> str:
    about = ", ".join(part for part in (statement.speaker, statement.date) if part)
    return f"{about}: {json.dumps(statement.text, ensure_ascii=False)}"
