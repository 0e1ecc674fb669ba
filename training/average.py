"""The weighted mean of the weights of runs that lie on one path (Wortsman et al. 2022), as a Hugging Face directory.

    python -m training.average runs/certainty/3/hf runs/certainty/4/hf --weights 0.7 0.3 --out runs/certainty/mean/hf

Config, tokenizer and log are the last run's.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from safetensors.torch import load_file, save_file


def average(runs: Sequence[Path], weights: Sequence[float], out: Path) -> None:
    """Write the last run's directory to `out`, each number the mean of all runs', weighted by `weights`."""
    shares = [weight / sum(weights) for weight in weights]
    loaded = [load_file(run / "model.safetensors") for run in runs]
    if any(one.keys() != loaded[0].keys() for one in loaded):
        raise SystemExit(f"{', '.join(map(str, runs))} are not of one shape")
    shutil.copytree(runs[-1], out, dirs_exist_ok=True)
    mean = {
        name: sum(one[name] * share for one, share in zip(loaded, shares, strict=True)).contiguous()
        for name in loaded[0]
    }
    save_file(mean, out / "model.safetensors", metadata={"format": "pt"})
    if (runs[0] / "crf.json").exists():
        _average_transitions([run / "crf.json" for run in runs], shares, out / "crf.json")


def _average_transitions(files: Sequence[Path], shares: Sequence[float], out: Path) -> None:
    """Write the mean of taggers' transition scores."""
    crfs = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    tables = [crf["transitions"] for crf in crfs]
    mean = [
        [sum(x * share for x, share in zip(cells, shares, strict=True)) for cells in zip(*rows, strict=True)]
        for rows in zip(*tables, strict=True)
    ]
    out.write_text(json.dumps({**crfs[-1], "transitions": mean}), encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN")
    parser.add_argument("--weights", type=float, nargs="+", help="one a run; else all alike")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    weights = args.weights or [1.0] * len(args.runs)
    if len(weights) != len(args.runs) or min(weights) < 0 or sum(weights) <= 0:
        parser.error(f"{len(args.runs)} runs need as many weights, none below 0")
    average(args.runs, weights, args.out)


if __name__ == "__main__":
    main()
