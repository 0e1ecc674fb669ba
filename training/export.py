"""A trained Hugging Face directory → an int8 ONNX bundle with its manifest and card.

    python -m training.export runs/attribution/hf --out tracker/models/bundles/attribution-en --version 1.0.0
    python -m training.export runs/certainty/hf --task certainty --out tracker/models/bundles/certainty-en \
        --version 1.0.0

How is in `tracker/models/tuning/graphs.py`.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch

from tracker.models.bundle import write_bundle
from tracker.models.card import make_card
from tracker.models.tuning.graphs import export_fp32, write_int8
from training.manifests import MANIFESTS


def main() -> None:
    """The command line."""
    from transformers import AutoModelForTokenClassification

    from training.pair_model import PairModel

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path, help="the hf/ directory that training wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--task", choices=sorted(MANIFESTS), default="attribution")
    parser.add_argument("--keep-fp32", nargs="*", default=[], help="parts of names of nodes left unquantized")
    parser.add_argument("--fp32", action="store_true", help="ship the fp32 graph (to compare)")
    args = parser.parse_args()
    pairs = args.task == "contradiction"
    model = (PairModel if pairs else AutoModelForTokenClassification).from_pretrained(
        args.trained, attn_implementation="eager", dtype=torch.float32
    )
    args.out.mkdir(parents=True, exist_ok=True)
    if args.fp32:
        export_fp32(model, args.out / "model.onnx", pairs=pairs)
    else:
        keep = [*args.keep_fp32, *(["classifier"] if pairs else [])]
        write_int8(model, args.out / "model.onnx", keep=keep, pairs=pairs)
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(args.trained / name, args.out / name)
    manifest = {"name": args.out.name, "version": args.version, **MANIFESTS[args.task](args.trained)}
    write_bundle(args.out, manifest, make_card(manifest))
    print(f"{args.out}: {(args.out / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
