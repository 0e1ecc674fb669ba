"""What two claims are to each other: a network's reading and reasoning over structure, weighed together.

The network alone knows negation and little else (Naik et al. 2018 and McCoy et al. 2019 show what such models miss);
the structure alone knows figures, dates, places and opposites, but not what a sentence implies. A logistic regression
over both, fitted on event cards that neither was made with, gives the probability of a contradiction. Below the
threshold the judge abstains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tracker.contradiction.encoding import days_between, order, swapped
from tracker.contradiction.labels import RELATIONS
from tracker.contradiction.network import Network, Pair, Reading, Reals, open_network
from tracker.contradiction.structure import FEATURES, Structure, find_structure
from tracker.errors import ModelError
from tracker.records import REASONS, Clash, PairVerdict, Reason, Relation, Statement

INPUTS = (*(f"network {name}" for name in RELATIONS), "doubt", *FEATURES)
SCREENED = ("prior", *FEATURES)
_CUTS = ("contradiction", "undated", "supersedes", "proposed")


@dataclass(frozen=True, slots=True)
class Weighing:
    """The judge's own numbers. `weights` [3, inputs + 1]: of contradiction, of supersedes, and of contradiction among
    pairs that were only proposed; the last of each row is the constant. At or above its threshold a relation is said to
    hold: `proposed` is that of the third row; `undated` that of a contradiction between claims of which one has no
    date, of which more is asked, as they may speak of two times. `screen` [`SCREENED`]: of how likely a proposed pair
    is worth the network."""

    weights: npt.NDArray[np.float64]
    contradiction: float
    undated: float
    supersedes: float
    proposed: float
    screen: npt.NDArray[np.float64]


class Judge:
    """Pairs of statements → verdicts. Not for several threads at a time."""

    def __init__(self, network: Network) -> None:
        self.model_name = network.model_name
        self._network = network
        self._weighing = read_weighing(network.decoder, where=network.model_name)

    def compare(self, pairs: Sequence[Pair], *, proposed: bool = False) -> list[PairVerdict]:
        """The verdict on each pair; `proposed`: they need not be about one event."""
        return self.begin(pairs, proposed=proposed).result()

    def screen(self, pairs: Sequence[Pair], priors: Sequence[float]) -> list[float]:
        """How likely each pair contradicts, by structure and its prior alone: a score to rank by, without a network."""
        structures = [find_structure(*order(a, b)) for a, b in pairs]
        weights = self._weighing.screen
        return [float(weights @ screened(found, prior)) for found, prior in zip(structures, priors, strict=True)]

    def begin(self, pairs: Sequence[Pair], *, proposed: bool = False) -> Judging:
        """Set the model to work on some pairs."""
        ordered = [order(a, b) for a, b in pairs]
        structures = [find_structure(a, b) for a, b in ordered]
        reading = self._network.begin(ordered, [found.marks() for found in structures])
        return Judging(list(pairs), structures, reading, proposed, self)

    def verdict(
        self, pair: Pair, structure: Structure, network: Reals, reasons: Reals, *, proposed: bool
    ) -> PairVerdict:
        """The verdict on one pair, given what the network made of it."""
        a, b = pair
        if a.text.casefold() == b.text.casefold() and a.denied == b.denied:  # the same words cannot contradict
            return PairVerdict("consistent", 0.0, model=self.model_name, restates=True)
        weighed = weigh(self._weighing.weights, inputs_of(network, structure))
        contradiction, supersedes = float(weighed[2 if proposed else 0]), float(weighed[1])
        found: Relation | None = None
        if supersedes >= self._weighing.supersedes and supersedes >= contradiction and _may_update(*pair):
            found = "supersedes"
        elif contradiction >= self._least(pair, proposed=proposed):
            found = "contradiction"
        if found:
            reason = reason_of(structure, reasons)
            score = supersedes if found == "supersedes" else contradiction
            return PairVerdict(found, score, reason, clash_of(pair, structure, reason), self.model_name)
        entailed = bool(network[RELATIONS.index("entailment")] > 0.5)
        unrelated = network[RELATIONS.index("unrelated")] > 0.5 and not entailed
        relation: Relation = "unrelated" if unrelated else "consistent"
        return PairVerdict(relation, contradiction, model=self.model_name, restates=entailed or structure.restates)

    def _least(self, pair: Pair, *, proposed: bool) -> float:
        if proposed:
            return self._weighing.proposed
        return self._weighing.undated if days_between(*pair) is None else self._weighing.contradiction


@dataclass(frozen=True, slots=True)
class Judging:
    """Pairs that the judge is at work on."""

    pairs: list[Pair]
    structures: list[Structure]
    reading: Reading
    proposed: bool
    judge: Judge

    def result(self) -> list[PairVerdict]:
        """The verdict on each pair, once they are there."""
        relations, reasons = self.reading.result()
        rows = zip(self.pairs, self.structures, relations, reasons, strict=True)
        tell = self.judge.verdict
        return [tell(pair, structure, found, why, proposed=self.proposed) for pair, structure, found, why in rows]

    def cancel(self) -> None:
        """Spare the model what it has not begun."""
        self.reading.cancel()


def inputs_of(network: Reals, structure: Structure) -> npt.NDArray[np.float64]:
    """What the judge weighs of a pair, [inputs]: log odds of each relation, how undecided the network is, structure."""
    clipped = np.clip(network, 1e-4, 1 - 1e-4)
    doubt = float(-(clipped * np.log(clipped)).sum())
    return np.concatenate([np.log(clipped / (1 - clipped)), [doubt], structure.features()])


def screened(structure: Structure, prior: float) -> npt.NDArray[np.float64]:
    """What `Judge.screen` weighs of a pair, [`SCREENED`]."""
    clipped = min(max(prior, 1e-4), 1 - 1e-4)
    return np.array([np.log(clipped / (1 - clipped)), *structure.features()])


def weigh(weights: npt.NDArray[np.float64], inputs: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Probabilities by logistic regression, one a row of `weights`."""
    found: npt.NDArray[np.float64] = 1 / (1 + np.exp(-(weights[:, :-1] @ inputs + weights[:, -1])))
    return found


def reason_of(structure: Structure, reasons: Reals) -> Reason:
    """What it is that clashes: the network's reasons, each weighed up by the strongest that structure found."""
    found = np.log(np.clip(reasons, 1e-4, 1))
    strongest: dict[Reason, float] = {}
    for hint in (*structure.hints, *structure.updated):
        strongest.setdefault(hint.reason, hint.weight)
    for reason, weight in strongest.items():
        found[REASONS.index(reason)] += 3 * weight
    return REASONS[int(found.argmax())]


def clash_of(pair: Pair, structure: Structure, reason: Reason) -> Clash:
    """The words that clash for that reason, else for any, in the order of the pair (structure is found in that of
    `order`)."""
    hints = (*structure.hints, *structure.updated)
    best = next((hint.clash for hint in hints if hint.reason == reason), None)
    if best is None:
        best = hints[0].clash if hints else Clash()
    return Clash(best.b, best.a) if swapped(*pair) else best


def _may_update(a: Statement, b: Statement) -> bool:
    return bool(days_between(a, b))


def read_weighing(decoder: Mapping[str, object], *, where: str) -> Weighing:
    """The judge's numbers out of a bundle's manifest; those for any other network where it has none."""
    numbers = decoder.get("judge")
    if numbers is None:
        return _usual_weighing()
    try:
        assert isinstance(numbers, dict)
        columns = [list(numbers["inputs"]).index(name) for name in INPUTS]
        given = np.array(numbers["weights"], dtype=np.float64)
        weights = np.column_stack([given[:, columns], given[:, -1]])
        screen = np.array([dict(numbers["screen"])[name] for name in SCREENED], dtype=np.float64)
        cuts = contradiction, undated, supersedes, proposed = [float(numbers[name]) for name in _CUTS]
        found = Weighing(weights, contradiction, undated, supersedes, proposed, screen)
        if given.shape != (3, len(numbers["inputs"]) + 1):
            raise ValueError(f"weights of shape {given.shape}")
        if not np.isfinite([*weights.flat, *screen, *cuts]).all():
            raise ValueError("weights or thresholds that are no numbers")
    except (AssertionError, KeyError, TypeError, ValueError, IndexError, OverflowError) as error:
        raise ModelError(
            f"the judge's numbers cannot be read from its manifest ({error!r})", where=where, todo="fit them again"
        ) from error
    return found


@cache
def _usual_weighing() -> Weighing:
    """For networks the weights were not fitted with: their log odds as they are, moved by the blocks of structure."""
    weights = np.zeros((3, len(INPUTS) + 1))
    weights[0, RELATIONS.index("contradiction")] = 1.0
    weights[1, RELATIONS.index("supersedes")] = 1.0
    weights[1, INPUTS.index("update")] = 11.0  # these networks know no updates: their log odds of one are -9.2
    for number, name in enumerate(INPUTS):
        if name.startswith("block"):
            weights[0, number] = -1.5
        elif name in REASONS:
            weights[0, number] = 1.0
    weights[2] = weights[0]
    weights[2, -1] = -2.0  # of pairs that are only proposed few contradict
    screen = np.zeros(len(SCREENED))
    screen[0] = 1.0
    return Weighing(weights, 0.7, 0.7, 0.7, 0.5, screen)


def open_judge(
    model: str | Path | None = None, *, labels: Mapping[str, str] | None = None, threads: int | None = None
) -> Judge:
    """A judge over the shipped model, or another (`tracker.contradiction.network.open_network`)."""
    return Judge(open_network(model, labels=labels, threads=threads))
