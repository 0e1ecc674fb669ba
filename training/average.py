"""The mean of the weights of two runs that lie on one path (Wortsman et al. 2022), as a Hugging Face directory.

python -m training.average runs/certainty/3/hf runs/certainty/4/hf --share 0.3 --out runs/certainty/mean/hf
"""

from __future__ import annotations

import argparse
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
