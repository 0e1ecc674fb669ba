"""The mean of the weights of two runs that lie on one path (Wortsman et al. 2022), as a Hugging Face directory.

python -m training.average runs/certainty/3/hf runs/certainty/4/hf --share 0.3 --out runs/certainty/mean/hf
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from safetensors.torch import load_file, save_file


def average(first: Path, second: Path, out: Path, share: float) -> None:
    """Write `second`'s directory to `out`, each weight the mean of both, `share` of it the second's."""
    a, b = load_file(first / "model.safetensors"), load_file(second / "model.safetensors")
    if a.keys() != b.keys():
        raise SystemExit(f"{first} and {second} are not of one shape")
    shutil.copytree(second, out, dirs_exist_ok=True)
    save_file(
        {name: a[name] * (1 - share) + b[name] * share for name in a},
        out / "model.safetensors",
        metadata={"format": "pt"},
    )
    if (first / "crf.json").exists():
        _average_transitions(first / "crf.json", out / "crf.json", share)


def _average_transitions(first: Path, second: Path, share: float) -> None:
    """Write the mean of a tagger's transition scores to `second`."""
    one, other = (json.loads(file.read_text(encoding="utf-8")) for file in (first, second))
    rows = zip(one["transitions"], other["transitions"], strict=True)
    other["transitions"] = [[a * (1 - share) + b * share for a, b in zip(*row, strict=True)] for row in rows]
    second.write_text(json.dumps(other), encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the second, 0..1")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    average(args.first, args.second, args.out, args.share)


if __name__ == "__main__":
    main()
