"""Fit the judge's weights on pairs that the network was not trained on, and write them into the manifest.

    python -m training.weigh tracker/models/bundles/nli-en --corpora FOLDER --articles FILE

Logistic regressions over what the network says and what structure finds (`tracker.contradiction.judge`), through
the int8 weights that ship: on the event cards and scenes held back for this, and on what is proposed of stories
(`training/data/stories/judged`), from their raw articles, where one pair in a hundred contradicts; and on what is
proposed of articles of a news corpus, of which next to nothing does: all of it counts as compatible. Thresholds are
the lowest at which precision reaches what is asked for (of dated pairs on one event, where F1 is highest), on the same
pairs: what is reported is measured on others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tracker.contradiction.candidates import Candidate
from tracker.contradiction.encoding import order
from tracker.contradiction.finding import PRIOR, worth_judging
from tracker.contradiction.judge import INPUTS, SCREENED, inputs_of, screened, weigh
from tracker.contradiction.network import Pair, PairClassifier, open_network
from tracker.contradiction.statements import statement_of
from tracker.contradiction.structure import find_structure
from tracker.models.bundle import write_bundle
from tracker.models.card import make_card
from training.contradiction_examples import find_strangers, read_cards, sides_of
from training.proposed import Proposed, judged_articles, news_candidates, story_candidates

Reals = npt.NDArray[np.float64]


_FEWEST = 12  # pairs; a precision of fewer says nothing


def labelled_pairs(cards: Sequence[dict[str, Any]]) -> list[tuple[Pair, str]]:
    """All pairs of each card, and of each claim two with other cards; with ``contradiction``, ``supersedes`` or
    ``other``."""
    out: list[tuple[Pair, str]] = []
    for card, strangers in zip(cards, find_strangers(cards), strict=True):
        sides = sides_of(card)
        names = {frozenset(row[:2]): "supersedes" for row in card["supersedes"]}
        names |= {frozenset(row[:2]): "contradiction" for row in card["contradictions"]}
        for i in range(len(sides)):
            out += [((sides[i], sides[j]), names.get(frozenset((i, j)), "other")) for j in range(i)]
            out += [((sides[i], other), "other") for other in strangers[i][:2]]
    return out


@dataclass(frozen=True)
class Screening:
    """Ranks pairs as the judge will, by weights that are not in a manifest yet."""

    weights: Reals

    def screen(self, pairs: Sequence[Pair], priors: Sequence[float]) -> list[float]:
        """See `tracker.contradiction.finding.Screen`."""
        return [float(self.weights @ row) for row in read_screened(pairs, priors)]


def read_screened(pairs: Sequence[Pair], priors: Sequence[float]) -> Reals:
    """What is weighed before a network is asked, [pairs, inputs]."""
    return np.array([screened(find_structure(*order(*pair)), prior) for pair, prior in zip(pairs, priors, strict=True)])


def undated_pairs(cards: Sequence[dict[str, Any]]) -> list[tuple[Pair, bool]]:
    """The contradictions and the near misses of some cards without their dates: such pairs as people ask about."""
    out: list[tuple[Pair, bool]] = []
    for card in cards:
        sides = [replace(side, date=None) for side in sides_of(card)]
        true = {frozenset(row[:2]) for row in card["contradictions"]}
        out += [((sides[i], sides[j]), True) for i, j, *_ in card["contradictions"]]
        out += [((sides[i], sides[j]), False) for i, j, *_ in card["near_misses"] if frozenset((i, j)) not in true]
    return out


def pair_of(candidate: Candidate) -> Pair:
    """The statements of a candidate."""
    return statement_of(candidate.a), statement_of(candidate.b)


def fit_screen(articles: Sequence[Sequence[Proposed]], strength: float) -> Reals:
    """Weights of `SCREENED`."""
    rows = [one for article in articles for one in article if one.candidate.prior >= PRIOR]
    inputs = read_screened([pair_of(one.candidate) for one in rows], [one.candidate.prior for one in rows])
    gold = np.array([one.reason is not None for one in rows])
    return fit(inputs, gold, np.ones(len(rows)), np.full(inputs.shape[1], strength))[:-1]


def story_pairs(articles: Sequence[Sequence[Proposed]], screen: Screening) -> list[tuple[Pair, str]]:
    """What the network will be asked about, as `labelled_pairs`; of updates the gold says nothing."""
    out = []
    for article in articles:
        true = {(one.candidate.a.id, one.candidate.b.id): one.reason is not None for one in article}
        asked = worth_judging([one.candidate for one in article], screen)
        out += [(pair_of(one), "contradiction" if true[one.a.id, one.b.id] else "other") for one in asked]
    return out


def fit(inputs: Reals, gold: npt.NDArray[np.bool_], importance: Reals, pulls: Reals) -> Reals:
    """Logistic regression by Newton's method, [inputs + 1]; `pulls` says how strongly each weight is pulled towards 0,
    in units of the input's spread."""
    mean, spread = inputs.mean(0), inputs.std(0) + 1e-6
    design = np.column_stack([(inputs - mean) / spread, np.ones(len(inputs))])
    pull = np.append(pulls, 0.0)
    weights = np.zeros(design.shape[1])
    for _ in range(30):
        found = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (importance * (found - gold)) + pull * weights
        curve = (design * (importance * found * (1 - found))[:, None]).T @ design + np.diag(pull + 1e-6)
        weights -= np.linalg.solve(curve, slope)
    plain = weights[:-1] / spread
    return np.append(plain, weights[-1] - plain @ mean)


def threshold_at(scores: Reals, gold: npt.NDArray[np.bool_], precision: float) -> float:
    """The lowest threshold from .1 up at which `precision` is reached; where it never is, the one nearest to it."""
    best, nearest = 0.0, 0.95
    for cut in np.arange(0.95, 0.095, -0.01):
        said = scores >= cut
        if said.sum() < _FEWEST:
            continue
        share = float(gold[said].mean())
        if share >= precision:
            nearest, best = float(cut), 1.0
        elif share > best:
            nearest, best = float(cut), share
    return round(nearest, 2)


def best_threshold(scores: Reals, gold: npt.NDArray[np.bool_]) -> float:
    """The highest threshold, in hundredths, at which F1, smoothed over a tenth, is within .3 points of its best: F1 is
    flat there, and precision goes before recall."""
    cuts = np.arange(0.1, 0.955, 0.01)
    said = scores[None, :] >= cuts[:, None]
    f1 = 2 * (said & gold).sum(1) / (said.sum(1) + gold.sum())
    smooth = np.convolve(np.pad(f1, 5, mode="edge"), np.ones(11) / 11, "valid")
    return round(float(cuts[smooth >= smooth.max() - 0.003][-1]), 2)


def read_inputs(network: PairClassifier, pairs: Sequence[Pair]) -> Reals:
    """What the judge weighs of each pair, [pairs, inputs]."""
    ordered = [order(a, b) for a, b in pairs]
    structures = [find_structure(a, b) for a, b in ordered]
    found, _ = network.begin(ordered, [structure.marks() for structure in structures]).result()
    rows = zip(found, structures, strict=True)
    return np.array([inputs_of(row, structure) for row, structure in rows])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with one folder a corpus")
    parser.add_argument("--stories", type=Path, default=Path(__file__).parent / "data" / "stories" / "judged")
    parser.add_argument("--articles", type=Path, required=True, help="news articles, jsonl(.gz) with id and text")
    parser.add_argument("--importance", type=float, default=0.5, help="of a pair of these articles")
    parser.add_argument("--scenes", type=float, default=0.3, help="importance of a pair of a scene")
    parser.add_argument("--undated-precision", type=float, default=0.9, help="asked for of pairs that have no dates")
    parser.add_argument("--proposed-precision", type=float, default=0.6, help="asked for of pairs proposed")
    parser.add_argument("--update-precision", type=float, default=0.85, help="asked for of updates")
    parser.add_argument("--strength", type=float, default=50.0)
    args = parser.parse_args()
    network = open_network(args.bundle)
    assert isinstance(network, PairClassifier)
    articles = list(story_candidates(args.stories))
    screen = fit_screen(articles, args.strength)
    held = read_cards(args.corpora).weigh
    held_cards, held_scenes = ([card for card in held if ("same_side" in card) == told] for told in (False, True))
    parts = [labelled_pairs(held_cards), labelled_pairs(held_scenes), story_pairs(articles, Screening(screen))]
    news = news_candidates(judged_articles(args.articles)[0])
    asked = [one for each in news for one in worth_judging(each, Screening(screen))]
    parts.append([(pair_of(one), "other") for one in asked])
    read = [read_inputs(network, [p for p, _ in part]) for part in parts]
    inputs, names = np.vstack(read), [name for part in parts for _, name in part]
    source = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    cards, scenes, stories, news_part = (source == number for number in range(4))
    gold = np.array([[name == wanted for name in names] for wanted in ("contradiction", "supersedes")])
    # On one event one pair in ten contradicts, of what is proposed one in a hundred: each has a constant of its own.
    marked = np.column_stack([inputs, stories | news_part])
    pulls = np.append(np.full(len(INPUTS), args.strength), 0.0)
    known = np.where(scenes, args.scenes, ~news_part)
    given = fit(marked, gold[0], known, pulls)
    proposed = fit(marked, gold[0], known + args.importance * news_part, pulls)
    updates = fit(marked, gold[1], np.where(scenes, args.scenes, cards), pulls / 10)
    weights = np.array(
        [
            np.append(given[:-2], given[-1]),
            np.append(updates[:-2], updates[-1]),
            np.append(proposed[:-2], proposed[-1] + proposed[-2]),
        ]
    )
    scores = np.array([weigh(weights, row) for row in inputs]).T
    undated = undated_pairs([*held_cards, *held_scenes[::6]])
    doubted = np.array([weigh(weights, row)[0] for row in read_inputs(network, [pair for pair, _ in undated])])
    cuts = {
        "contradiction": best_threshold(scores[0][cards], gold[0][cards]),
        "undated": threshold_at(doubted, np.array([true for _, true in undated]), args.undated_precision),
        "supersedes": threshold_at(scores[1][cards], gold[1][cards], args.update_precision),
        "proposed": threshold_at(scores[2][stories], gold[0][stories], args.proposed_precision),
    }
    manifest = json.loads((args.bundle / "manifest.json").read_text(encoding="utf-8"))
    rounded = [[round(float(w), 5) for w in row] for row in weights]
    ranking = {name: round(float(w), 5) for name, w in zip(SCREENED, screen, strict=True)}
    manifest["decoder"]["judge"] = {"inputs": list(INPUTS), "weights": rounded, "screen": ranking, **cuts}
    write_bundle(args.bundle, manifest, make_card(manifest))
    print(json.dumps({"pairs": [len(part) for part in parts], "contradictions": int(gold[0].sum()), **cuts}))


if __name__ == "__main__":
    main()
