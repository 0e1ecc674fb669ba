"""Which pairs of claims are worth judging: the nearest few of a claim among those of its event.

Each pair is measured by some likenesses (rare words shared, words of like meaning, names, what is counted, who speaks,
how near the two articles are), all pairs of an article at once, as matrices. A logistic regression over them gives the
`prior`: how probable a contradiction is before anything has read the sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tracker.contradiction.wording import Wording, read_wording, word_vectors
from tracker.records import ClaimToCompare

Reals = npt.NDArray[np.floating[Any]]

MOST = 25
_NEAREST_WORD = 0.3  # cosine of two words' vectors; below it they are not alike at all
_EVENT = (0.05, 0.15)  # cosine of two articles' words: surely another event up to the first, surely one from the second
_USUAL = (0.1, 0.1, 10)  # likeness of two claims at random: mean, deviation, and for how many claims this counts
_WITHOUT_EVENT = -6.0  # log odds; the cards that `WEIGHTS` were fitted on know one event only
# of the logistic regression, by likeness: `python -m evals.candidates --fit`
WEIGHTS = {
    "cosine": 1.6,
    "alike": 1.37,
    "meaning": 0.27,
    "counted": 0.4,
    "times": 0.36,
    "one negated": 0.4,
    "speaker named": 1.05,
    "same speaker": 0.5,
    "first person": 0.3,
    "hedges": -1.3,
    "short": 1.9,
}
CONSTANT = -3.45


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair worth judging: `a` is the new claim. `score` ranks the candidates of `a`; `prior` 0..1 is how probable a
    contradiction is as far as can be told without reading."""

    a: ClaimToCompare
    b: ClaimToCompare
    score: float
    prior: float


def find_candidates(
    claims: Sequence[ClaimToCompare], pool: Sequence[ClaimToCompare], most: int = MOST
) -> list[Candidate]:
    """For each of the claims of an article, in order, the `most` of `pool` and of the claims before it that are likest
    to contradict it, the likest first.

    No pair comes twice. Reprinted claims are left out, and so is what the same speaker said in the same words.
    """
    new = [claim for claim in claims if claim.origin == claim.id]
    own = {claim.id for claim in claims}
    others = _without_copies([claim for claim in pool if claim.id not in own and claim.origin not in own])
    if not new or not others + new[1:]:
        return []
    logits = _weigh(likenesses(new, others + new))
    logits[_forbidden(new, others)] = -np.inf
    found: list[Candidate] = []
    for row, claim in enumerate(new):
        ranked = _first(np.argsort(-logits[row], kind="stable").tolist(), [*others, *new], most)
        scores = logits[row, ranked]
        priors = 1 / (1 + np.exp(-scores))
        found += [
            Candidate(claim, others[i] if i < len(others) else new[i - len(others)], float(score), float(prior))
            for i, score, prior in zip(ranked, scores, priors, strict=True)
            if score > -np.inf
        ]
    return found


def is_retelling(a: ClaimToCompare, b: ClaimToCompare) -> bool:
    """Whether the one is what the other tells somebody to have said: *X denied that it leaked* and, inside it, X's own
    *It leaked* (denied). They are one statement, and never against each other, be it told in another article.

    >>> from tracker.records import ClaimToCompare
    >>> outer = ClaimToCompare(1, 1, "Lee denied that it leaked.", "said", 1, "B", None, None, None, None, None, 1)
    >>> inner = ClaimToCompare(2, 2, "It leaked.", "denied", 2, "Lee", None, None, None, None, None, 2, nested=True)
    >>> is_retelling(outer, inner), is_retelling(inner, outer), is_retelling(outer, outer)
    (True, True, False)
    """
    if not (a.nested or b.nested):
        return False
    if a.article_id == b.article_id and a.span.overlaps(b.span):
        return True
    outer, inner = sorted((a, b), key=lambda claim: -len(claim.text))
    words = inner.text.rstrip(".!?").casefold()
    return inner.nested and len(words) < len(outer.text) - 1 and outer.text.rstrip(".!?").casefold().endswith(words)


def likenesses(claims: Sequence[ClaimToCompare], pool: Sequence[ClaimToCompare]) -> dict[str, Reals]:
    """What each claim has in common with each of the pool: matrices [claims, pool] by the names in `WEIGHTS`, and
    ``event``."""
    vocabulary = _Vocabulary()
    a, b = _Side.of(claims, vocabulary), _Side.of(pool, vocabulary)
    titles = {claim.article_id: vocabulary.enter(read_wording(claim.title or "")) for claim in (*claims, *pool)}
    weights = vocabulary.weights(a, b)
    vectors = word_vectors(vocabulary.words)
    heavy_a, heavy_b = a.there * weights, b.there * weights
    sum_a, sum_b = heavy_a.sum(1)[:, None] + 1e-6, heavy_b.sum(1)[None, :] + 1e-6
    shared = heavy_a @ b.there.T
    like_a, like_b = _likened(a, b, weights, vectors)
    like_a, like_b = like_a / sum_a, like_b / sum_b
    like = np.sqrt(like_a * like_b)
    meaning = _unit(heavy_a @ vectors) @ _unit(heavy_b @ vectors).T
    negated = a.flags(_is_negated)[:, None], b.flags(_is_negated)[None, :]
    timed = a.flags(_is_timed)[:, None] * b.flags(_is_timed)[None, :]
    return {
        "cosine": shared / np.sqrt(sum_a * sum_b),
        "alike": _standing(like.T).T,
        "meaning": _standing(meaning),
        "counted": _shared(a, b, lambda wording: wording.counted, len(weights)),
        "times": timed * like,
        "one negated": np.abs(negated[0] - negated[1]),
        "speaker named": _speaker_named(a, b, len(weights)),
        "same speaker": _same_speaker(claims, pool),
        "first person": np.maximum(a.flags(_is_first_person)[:, None], b.flags(_is_first_person)[None, :]),
        "hedges": _hedges(claims)[:, None] + _hedges(pool)[None, :],
        "short": 1 / (1 + np.minimum(a.there.sum(1)[:, None], b.there.sum(1)[None, :])),
        "event": _events(a, b, titles, weights),
    }


class _Vocabulary:
    """The words of all claims at hand, numbered; `words` has one form of each."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.words: list[str] = []

    def enter(self, wording: Wording) -> list[int]:
        """The numbers of its words, new ones where they are not known."""
        numbers = []
        for stem, word in wording.words.items():
            number = self._numbers.setdefault(stem, len(self.words))
            if number == len(self.words):
                self.words.append(word)
            numbers.append(number)
        return numbers

    def numbers(self, stems: Iterable[str]) -> list[int]:
        """The numbers of those stems that have one."""
        return [self._numbers[stem] for stem in stems if stem in self._numbers]

    def weights(self, a: _Side, b: _Side) -> Reals:
        """How much each word tells, the rarer the more."""
        a.there, b.there = (_incidence(side.numbers, len(self.words)) for side in (a, b))
        counts = a.there.sum(0) + b.there.sum(0)
        found: Reals = np.log(1 + (len(a.numbers) + len(b.numbers)) / np.maximum(counts, 1)).astype(np.float32)
        return found


@dataclass(slots=True)
class _Side:
    """Some claims, read. `numbers` are those of each claim's words; `there` [claims, words] is 1 where it has one."""

    articles: list[int]
    wordings: list[Wording]
    speakers: list[Wording]
    numbers: list[list[int]]
    vocabulary: _Vocabulary
    there: Reals

    @classmethod
    def of(cls, claims: Sequence[ClaimToCompare], vocabulary: _Vocabulary) -> _Side:
        """The claims with their words entered into `vocabulary`."""
        wordings = [read_wording(claim.text) for claim in claims]
        numbers = [vocabulary.enter(wording) for wording in wordings]
        speakers = [read_wording(claim.speaker or "") for claim in claims]
        return cls(
            [claim.article_id for claim in claims],
            wordings,
            speakers,
            numbers,
            vocabulary,
            np.zeros((0, 0), dtype=np.float32),
        )

    def flags(self, tell: Callable[[Wording], bool]) -> Reals:
        """1 for each claim of which something can be told, else 0."""
        return np.array([tell(wording) for wording in self.wordings], dtype=np.float32)


def _is_negated(wording: Wording) -> bool:
    return wording.negated


def _is_timed(wording: Wording) -> bool:
    return wording.timed


def _is_first_person(wording: Wording) -> bool:
    return wording.first_person


def _incidence(rows: Sequence[Sequence[int]], width: int) -> Reals:
    there = np.zeros((len(rows), width), dtype=np.float32)
    places = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    there[places, [number for row in rows for number in row]] = 1
    return there


def _shared(a: _Side, b: _Side, tell: Callable[[Wording], Iterable[str]], width: int) -> Reals:
    """1 where both have one of certain words."""
    sides = [_incidence([side.vocabulary.numbers(tell(w)) for w in side.wordings], width) for side in (a, b)]
    found: Reals = np.minimum(sides[0] @ sides[1].T, 1)
    return found


def _unit(vectors: Reals) -> Reals:
    found: Reals = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-6)
    return found


def _standing(values: Reals) -> Reals:
    """How far each value stands out of its row. A short row is filled up with what is usual, `_USUAL`."""
    count, (usual, spread, times) = values.shape[1], _USUAL
    mean = (values.sum(1, keepdims=True) + times * usual) / (count + times)
    variance = (((values - mean) ** 2).sum(1, keepdims=True) + times * spread**2) / (count + times)
    found: Reals = (values - mean) / np.sqrt(variance)
    return found


def _likened(a: _Side, b: _Side, weights: Reals, vectors: Reals) -> tuple[Reals, Reals]:
    """How much of each claim's words the other has, or one of like meaning: of a's words in b, and of b's in a."""
    words_a, rows = np.unique([number for row in a.numbers for number in row], return_inverse=True)
    words_b, columns = np.unique([number for row in b.numbers for number in row], return_inverse=True)
    if not len(words_a) or not len(words_b):
        nothing = np.zeros((len(a.numbers), len(b.numbers)), dtype=np.float32)
        return nothing, nothing
    near = (vectors[words_a] @ vectors[words_b].T - _NEAREST_WORD) / (1 - _NEAREST_WORD)
    np.maximum(near, 0, out=near)
    near[words_a[:, None] == words_b[None, :]] = 1
    best_b = _best(near, columns, b.numbers)  # [words_a, claims of b]
    best_a = _best(near.T, rows, a.numbers)  # [words_b, claims of a]
    return (a.there * weights)[:, words_a] @ best_b, ((b.there * weights)[:, words_b] @ best_a).T


def _best(near: Reals, places: npt.NDArray[np.intp], numbers: Sequence[Sequence[int]]) -> Reals:
    """Of each word the likeness of the likest word of each claim, whose words stand at `places` one after another."""
    lengths = np.array([len(row) for row in numbers])
    found = np.zeros((len(near), len(numbers)), dtype=np.float32)
    worded = lengths > 0
    starts = np.cumsum(lengths[worded]) - lengths[worded]
    found[:, worded] = np.maximum.reduceat(near[:, places], starts, axis=1)
    return found


def _speaker_named(a: _Side, b: _Side, width: int) -> Reals:
    """1 where one claim names who makes the other."""
    names_a, names_b = (
        _incidence([side.vocabulary.numbers(wording.names) for wording in side.wordings], width) for side in (a, b)
    )
    speakers_a, speakers_b = (
        _incidence([side.vocabulary.numbers(speaker.words) for speaker in side.speakers], width) for side in (a, b)
    )
    found: Reals = np.minimum(names_a @ speakers_b.T + speakers_a @ names_b.T, 1)
    return found


def _same_speaker(claims: Sequence[ClaimToCompare], pool: Sequence[ClaimToCompare]) -> Reals:
    numbers: dict[object, int] = {None: -1}
    a, b = (np.array([numbers.setdefault(_speaker(claim), len(numbers)) for claim in side]) for side in (claims, pool))
    found: Reals = ((a[:, None] == b[None, :]) & (a >= 0)[:, None]).astype(np.float32)
    return found


def _speaker(claim: ClaimToCompare) -> int | str | None:
    return claim.speaker if claim.speaker_id is None else claim.speaker_id


def _hedges(claims: Sequence[ClaimToCompare]) -> Reals:
    return np.array([claim.level not in (None, "certain") for claim in claims], dtype=np.float32)


def _events(a: _Side, b: _Side, titles: Mapping[int, Sequence[int]], weights: Reals) -> Reals:
    """How surely the two articles are about one event, 0..1, by the rare words of their titles and claims."""
    row = {article: number for number, article in enumerate(titles)}
    numbers_a, numbers_b = ([row[article] for article in side.articles] for side in (a, b))
    theirs = _incidence([[number] for number in (*numbers_a, *numbers_b)], len(row)).T
    there = np.minimum(theirs @ np.vstack([a.there, b.there]) + _incidence(list(titles.values()), len(weights)), 1)
    there = _unit(there * np.log(1 + len(there) / there.sum(0)))
    near = {number: there @ there[number] for number in set(numbers_a)}
    low, high = _EVENT
    sure: Reals = np.clip((np.array([near[number][numbers_b] for number in numbers_a]) - low) / (high - low), 0, 1)
    return sure


def _weigh(measured: dict[str, Reals]) -> Reals:
    """Log odds of a contradiction."""
    logits: Reals = CONSTANT + _WITHOUT_EVENT * (1 - measured["event"])
    for name, weight in WEIGHTS.items():
        logits = logits + weight * measured[name]
    return logits


def _without_copies(claims: Iterable[ClaimToCompare]) -> list[ClaimToCompare]:
    """The claims that are no reprint, each thing that a speaker said once."""
    seen: set[tuple[int | str | None, str]] = set()
    kept = []
    for claim in claims:
        same = (_speaker(claim), claim.text)
        if claim.origin == claim.id and same not in seen:
            seen.add(same)
            kept.append(claim)
    return kept


def _forbidden(new: Sequence[ClaimToCompare], others: Sequence[ClaimToCompare]) -> npt.NDArray[np.bool_]:
    """Where a pair is none: a claim with itself or a later one of its article, the same words of one speaker, or what
    the one tells that the other said."""
    claims = [*others, *new]
    said: dict[tuple[int | str | None, str], list[int]] = {}
    for place, claim in enumerate(claims):
        said.setdefault((_speaker(claim), claim.text), []).append(place)
    out = np.zeros((len(new), len(claims)), dtype=np.bool_)
    for row, claim in enumerate(new):
        out[row, len(others) + row :] = True
        out[row, said[_speaker(claim), claim.text]] = True
    told = [place for place, claim in enumerate(claims) if claim.nested]
    for row, claim in enumerate(new):
        for place in range(len(claims)) if claim.nested else told:
            out[row, place] |= is_retelling(claim, claims[place])
    return out


def _first(ranked: Sequence[int], claims: Sequence[ClaimToCompare], most: int) -> list[int]:
    """The first `most` of the ranked. What is told in somebody else's words comes with them and takes no place, or it
    would push out others: the claim that tells it is among them as a rule, and is as like."""
    taken = 0
    out: list[int] = []
    for place in ranked:
        if taken == most or len(out) == 2 * most:
            break
        taken += not claims[place].nested
        out.append(place)
    return out
