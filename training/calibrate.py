"""Fit the calibration of a certainty bundle on sentences held back from training, and write it into the manifest.

    python -m training.calibrate tracker/models/bundles/certainty-en --corpora FOLDER

Two temperatures (Guo et al. 2017), each the one with the highest likelihood of the gold labels; the threshold of the
evidence is the one with the best F1 over words. Fitted through the int8 weights that ship, on the tenth of
`training/data/certainty` and half of the fifth of `written` that training never reads: what is reported as a figure is
measured on other sentences.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tracker.certainty.encoding import INPUT_VERSION, Row, encode, find_passage
from tracker.certainty.levels import LABELS, LEVELS, POLARITIES
from tracker.certainty.scorer import read_scores
from tracker.models import open_backend, read_bundle
from tracker.models.backend import make_batch
from tracker.models.bundle import write_bundle
from tracker.models.card import make_card
from training.corpora import OWN, held_back, read_rows, shared_dev

Matrix = np.ndarray[Any, np.dtype[np.float32]]


def fit_temperature(scores: Matrix, gold: Sequence[int]) -> float:
    """The temperature under which the gold labels are likeliest, among 0.5..3 in steps of a fiftieth."""

    def loss(temperature: float) -> float:
        scaled = scores / temperature
        scaled = scaled - scaled.max(1, keepdims=True)
        chosen = scaled[np.arange(len(gold)), list(gold)]
        return float((np.log(np.exp(scaled).sum(1)) - chosen).mean())

    return min((round(0.5 + step / 50, 2) for step in range(126)), key=loss)


def fit_threshold(logits: list[Matrix], rows: list[Row], gold: list[list[tuple[int, int]]]) -> float:
    """The threshold of the evidence score with the best F1 over tokens, among -2..2 in steps of a tenth."""
    scores, truth = [], []
    for found, row, spans in zip(logits, rows, gold, strict=True):
        real = row.ends > row.starts
        scores.append(found[real, LABELS.index("evidence")])
        truth.append(
            np.any([(row.starts < e) & (row.ends > s) for s, e in spans] or [np.zeros(len(real), bool)], 0)[real]
        )
    flat, wanted = np.concatenate(scores), np.concatenate(truth)

    def f1(threshold: float) -> float:
        marked = flat > threshold
        return float(2 * (marked & wanted).sum() / max(marked.sum() + wanted.sum(), 1))

    return max((round(-2 + step / 10, 1) for step in range(41)), key=f1)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with one folder a corpus")
    args = parser.parse_args()
    bundle = read_bundle(args.bundle, task="certainty", input_version=INPUT_VERSION)
    backend = open_backend(bundle)
    sentences = [row for file in sorted(OWN.glob("*.jsonl")) for row in held_back(read_rows(file), 10)[1]]
    sentences += shared_dev(args.corpora)[1]
    rows = encode([find_passage(r["text"], r["target"], r["cue"]) for r in sentences], bundle.tokenizer())
    logits = [backend.logits(make_batch([(row.ids, row.types)], len(row.ids)))[0] for row in rows]
    scores = np.array([read_scores(found, row) for found, row in zip(logits, rows, strict=True)])
    count = len(LEVELS)
    hedges = [[(s.start, s.end) for h in r["hedges"] for s in find_passage(r["text"], h).target] for r in sentences]
    decoder = {
        "level_temperature": fit_temperature(scores[:, :count], [LEVELS.index(r["level"]) for r in sentences]),
        "polarity_temperature": fit_temperature(
            scores[:, count : count + len(POLARITIES)], [POLARITIES.index(r["polarity"]) for r in sentences]
        ),
        "evidence_threshold": fit_threshold(logits, rows, hedges),
    }
    manifest = json.loads((args.bundle / "manifest.json").read_text(encoding="utf-8"))
    manifest["decoder"] = decoder
    write_bundle(args.bundle, manifest, make_card(manifest))
    print(json.dumps({"sentences": len(sentences), **decoder}))


if __name__ == "__main__":
    main()
