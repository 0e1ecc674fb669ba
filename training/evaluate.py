"""Measure a bundle on development gold and write the figures into its manifest and card.

    python -m training.evaluate tracker/models/bundles/attribution-en --gold dev.jsonl.gz

The measures are `tracker.measures`, those of `tracker evaluate`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tracker.errors import InputError
from tracker.ingest.gold import read_gold
from tracker.ingest.lines import open_lines
from tracker.measures import GoldArticle, Measuring, f1_of
from tracker.models.card import note_metrics
from tracker.pipeline import evaluate
from tracker.settings import Settings

FIGURES = ("source exact", "cue exact", "content exact", "attribution strict", "attribution relaxed")


def measure(bundle: Path, gold_file: Path) -> dict[str, float]:
    """F1 of each figure, in percent, over whole articles."""
    measuring = Measuring()
    settings = replace(Settings(), attribution_model=bundle)
    with open_lines(str(gold_file)) as stream:
        for _ in evaluate(all_good(read_gold(stream, str(gold_file))), measuring, settings=settings):
            pass
    evaluation = measuring.result()
    return {figure: f1_of(evaluation, figure) for figure in FIGURES}


def all_good(rows: Iterable[GoldArticle | InputError]) -> Iterator[GoldArticle]:
    """The rows of a corpus; the first that is none is raised."""
    for row in rows:
        if isinstance(row, InputError):
            raise row
        yield row


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--split", default="PolNeAR dev", help="what the gold is called in the card")
    parser.add_argument("--dry", action="store_true", help="print, do not write")
    args = parser.parse_args()
    figures = measure(args.bundle, args.gold)
    print(json.dumps(figures, indent=1))
    if not args.dry:
        note_metrics(args.bundle, args.split, figures)


if __name__ == "__main__":
    main()
