"""Networks made on the spot: they say what they are told to, whatever they read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tracker.contradiction.judge import INPUTS, SCREENED
from tracker.contradiction.labels import RELATIONS
from tracker.contradiction.network import Pair, Reals
from tracker.records import REASONS, Clash, Reason, Statement

Opinion = Callable[[Statement, Statement], str]


def probabilities(names: Sequence[str], likely: str, most: float = 0.96) -> Reals:
    """`most` for one of the names, the others alike."""
    found = np.full(len(names), (1 - most) / (len(names) - 1))
    found[names.index(likely)] = most
    return found


def weights(*, contradiction: float = 0.5, supersedes: float = 0.5, **change: object) -> dict[str, object]:
    """A decoder whose judge goes by the network alone: its log odds are the verdict's."""
    rows = np.zeros((3, len(INPUTS) + 1))
    rows[[0, 2], INPUTS.index("network contradiction")] = rows[1, INPUTS.index("network supersedes")] = 1
    levels = {
        "contradiction": contradiction,
        "undated": contradiction,
        "supersedes": supersedes,
        "proposed": contradiction,
    }
    screen = dict.fromkeys(SCREENED, 0.0) | {"prior": 1.0}
    return {"judge": {"inputs": list(INPUTS), "weights": rows.tolist(), "screen": screen} | levels | change}


@dataclass
class Told:
    """A network of one opinion a pair: `opinion` names the relation, in the order that the network reads the two."""

    opinion: Opinion
    reason: Reason = "who"
    decoder: Mapping[str, object] = field(default_factory=dict)
    model_name: str = "told@1"
    most: float = 0.96
    read: list[Pair] = field(default_factory=list)
    marks: list[Clash] = field(default_factory=list)
    cancelled: int = 0

    def begin(self, pairs: Sequence[Pair], marks: Sequence[Clash]) -> Begun:
        """See `Network.begin`."""
        assert len(pairs) == len(marks)
        self.read += pairs
        self.marks += marks
        return Begun(self, list(pairs))


@dataclass
class Begun:
    """Pairs that a `Told` is at work on."""

    network: Told
    pairs: list[Pair]

    def result(self) -> tuple[Reals, Reals]:
        """See `Reading.result`."""
        network = self.network
        relations = [probabilities(RELATIONS, network.opinion(a, b), network.most) for a, b in self.pairs]
        reasons = [probabilities(REASONS, network.reason, 0.4) for _ in self.pairs]
        return (
            np.array(relations).reshape(len(self.pairs), len(RELATIONS)),
            np.array(reasons).reshape(len(self.pairs), len(REASONS)),
        )

    def cancel(self) -> None:
        """See `Reading.cancel`."""
        self.network.cancelled += len(self.pairs)
