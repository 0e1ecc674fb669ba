"""Fit how sure the machine says it is of an attribution, and write it into a bundle's manifest.

    python -m training.confidence tracker/models/bundles/attribution-en --gold dev.jsonl.gz

The gold must be of articles that the tagger has not read: on those it has, it is surer than it will be again. A
logistic regression over the signs of `tracker/attribution/confidence.py`, fitted on all of the gold; `python -m
evals.confidence` prints what it is worth, each half of the articles read by the weights of the other.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tracker.attribution.confidence import Calibration, Signs, as_manifest
from tracker.attribution.finder import find_signed, open_tagger
from tracker.errors import InputError
from tracker.ingest.gold import read_gold
from tracker.ingest.lines import open_lines
from tracker.measures import GoldArticle, Pairing
from tracker.models.bundle import write_bundle
from tracker.models.card import make_card
from tracker.records import Attribution
from tracker.segment import segment
from training.weigh import fit

_PULL = 1.0  # towards 0, in units of each sign's spread
_GROUP = 8  # articles read together


@dataclass(frozen=True, slots=True)
class Judged:
    """An attribution of an article, its signs, what the shipped weights say of it, and whether it is right."""

    ref: str
    signs: Signs
    confidence: float
    right: bool


def read_all(path: Path) -> list[GoldArticle]:
    """The articles of a corpus; raises the first row that is none."""
    with open_lines(str(path)) as stream:
        rows = list(read_gold(stream, path.name))
    for row in rows:
        if isinstance(row, InputError):
            raise row
    return [row for row in rows if isinstance(row, GoldArticle)]


def judge(gold: Sequence[GoldArticle], bundle: Path | None = None) -> list[Judged]:
    """Every attribution that is found, and whether it is right: by the relaxed measure; or a quotation that follows on,
    told apart by us and part of the one before in gold (docs/design/002), half of it in a content of gold."""
    tagger = open_tagger(bundle)
    out = []
    for at in range(0, len(gold), _GROUP):
        group = gold[at : at + _GROUP]
        texts = [(one.article.text, segment(one.article.text)) for one in group]
        for one, found in zip(group, find_signed(texts, tagger), strict=True):
            pairing = Pairing(one.article.text, one.attributions, [x.attribution for x in found])
            follows = _follow_on(pairing, [x.attribution for x in found])
            out += [
                Judged(one.article.ref, x.signs, x.attribution.confidence, right or inside)
                for x, right, inside in zip(found, pairing.right(), follows, strict=True)
            ]
    return out


def _follow_on(pairing: Pairing, found: Sequence[Attribution]) -> Iterator[bool]:
    for one, sides in zip(found, pairing.predicted, strict=True):
        mine = sides.tokens["content"]
        shared = max((len(mine & gold.tokens["content"]) for gold in pairing.gold), default=0)
        yield not one.cue and not one.source and 2 * shared >= len(mine) > 0


def fit_calibration(judged: Sequence[Judged]) -> Calibration:
    """The weights under which what was right is likeliest."""
    signs = np.array([one.signs.values for one in judged])
    right = np.array([one.right for one in judged])
    weights = fit(signs, right, np.ones(len(judged)), np.full(signs.shape[1], _PULL))
    return Calibration(tuple(float(x) for x in weights[:-1]), float(weights[-1]))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--dry", action="store_true", help="print, do not write")
    args = parser.parse_args()
    weights = as_manifest(fit_calibration(judge(read_all(args.gold), args.bundle)))
    print(json.dumps(weights))
    if not args.dry:
        manifest = json.loads((args.bundle / "manifest.json").read_text(encoding="utf-8"))
        manifest["decoder"]["confidence"] = weights
        write_bundle(args.bundle, manifest, make_card(manifest))


if __name__ == "__main__":
    main()
