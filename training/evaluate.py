"""Measure a bundle on development gold and write the figures into its manifest and card.

    python -m training.evaluate tracker/models/bundles/attribution-en --gold dev.jsonl.gz --scorer score_attribution.py

The scorer is any file with ``score(gold, predicted) -> {figure: {"f1": …}}`` over the shared corpora's shape.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from tracker.models.bundle import write_bundle
from tracker.pipeline import Extractor
from tracker.records import Article, Extraction
from training.corpora import read_rows
from training.manifests import make_card

FIGURES = ("source exact", "cue exact", "content exact", "attribution strict", "attribution relaxed")


def load_scorer(path: Path) -> ModuleType:
    """The scorer's module, from its file."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_gold_shape(extraction: Extraction) -> dict[str, Any]:
    """An extraction as the scorer wants it: lists of [start, end) for each role."""
    return {
        "attributions": [
            {role: [[s.start, s.end] for s in getattr(a, role)] for role in ("source", "cue", "content")}
            for a in extraction.attributions
        ]
    }


def measure(bundle: Path, gold_file: Path, scorer: Path) -> dict[str, float]:
    """F1 of each figure, in percent, over whole articles."""
    gold = {row["id"]: row for row in read_rows(gold_file)}
    articles = [Article(ref, row["text"]) for ref, row in gold.items()]
    predicted = {e.article.ref: as_gold_shape(e) for e in Extractor(model=bundle, score=False).extract_many(articles)}
    scores = load_scorer(scorer).score(gold, predicted)
    return {figure: scores[figure]["f1"] for figure in FIGURES}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--split", default="PolNeAR dev", help="what the gold is called in the card")
    parser.add_argument("--dry", action="store_true", help="print, do not write")
    args = parser.parse_args()
    figures = measure(args.bundle, args.gold, args.scorer)
    print(json.dumps(figures, indent=1))
    if not args.dry:
        manifest = json.loads((args.bundle / "manifest.json").read_text(encoding="utf-8"))
        manifest["metrics"] = {**manifest.get("metrics", {}), args.split: figures}
        write_bundle(args.bundle, manifest, make_card(manifest))


if __name__ == "__main__":
    main()
