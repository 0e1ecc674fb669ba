"""A trained Hugging Face directory → an int8 ONNX bundle with its manifest and card.

    python -m training.export runs/attribution/hf --out tracker/models/bundles/attribution-en --version 1.0.0

fp32 ONNX (opset 17) → BERT fusions by onnxruntime's optimizer → dynamic int8, weights per channel.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from tracker.attribution.encoding import INPUT_VERSION
from tracker.models.bundle import write_bundle


class Logits(nn.Module):  # type: ignore[misc]  # torch is untyped here
    """The model as the ONNX graph sees it: three tensors in, logits out."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Logits of a batch."""
        out = self.model(input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask)
        logits: Tensor = out.logits
        return logits


def export_fp32(model: nn.Module, path: Path) -> None:
    """Write the fp32 graph. The exporter can leave the model in training mode, so it is put back."""
    model.eval()
    ids = torch.ones(2, 16, dtype=torch.long)
    names = ["input_ids", "token_type_ids", "attention_mask"]
    torch.onnx.export(
        Logits(model).eval(),
        (ids, torch.zeros_like(ids), ids),
        str(path),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in [*names, "logits"]},
        opset_version=17,
        dynamo=False,
    )
    model.eval()


def quantize(fp32: Path, int8: Path, keep: list[str]) -> None:
    """Dynamic int8 quantization, per channel; nodes whose name holds one of `keep` stay fp32."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.optimizer import optimize_model

    config = {"num_heads": 12, "hidden_size": 384}
    fused = fp32.with_name("fused.onnx")
    optimized = optimize_model(str(fp32), model_type="bert", opt_level=0, **config)
    optimized.save_model_to_file(str(fused))
    nodes = [n.name for n in onnx.load(str(fused)).graph.node if any(k in n.name for k in keep)]
    quantize_dynamic(
        str(fused),
        str(int8),
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=nodes,
        op_types_to_quantize=["MatMul", "Gather", "EmbedLayerNormalization", "Attention"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def make_card(manifest: dict[str, Any]) -> str:
    """The model card, made from the manifest alone."""
    figures = "\n".join(
        f"| {split} | {name} | {value} |"
        for split, values in manifest["metrics"].items()
        for name, value in values.items()
    )
    return f"""# {manifest["name"]} {manifest["version"]}

{manifest["summary"]}

- Task: {manifest["task"]}; labels: {", ".join(manifest["labels"])}
- Base model: {manifest["base_model"]} ({manifest["base_licence"]})
- Licence of these weights: {manifest["licence"]}
- Training data: {manifest["training_data"]}
- Input: `{manifest["input_version"]}`, at most {manifest["max_length"]} tokens a window
- Precision: int8 (dynamic, per channel), ONNX

| split | figure (F1, percent) | value |
|---|---|---|
{figures}

Known limits: {manifest["limits"]}

Files: `model.onnx`, `tokenizer.json`, `config.json`, `manifest.json` (checksums, decoder numbers). No code, no pickles.
"""


def main() -> None:
    """The command line."""
    from transformers import AutoModelForTokenClassification

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path, help="the hf/ directory that training wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--max-length", type=int, default=384)
    parser.add_argument("--keep-fp32", nargs="*", default=[], help="parts of names of nodes left unquantized")
    parser.add_argument("--fp32", action="store_true", help="ship the fp32 graph (to compare)")
    args = parser.parse_args()
    model = AutoModelForTokenClassification.from_pretrained(args.trained, attn_implementation="eager")
    crf = json.loads((args.trained / "crf.json").read_text())
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        fp32 = Path(folder) / "fp32.onnx"
        export_fp32(model, fp32)
        if args.fp32:
            shutil.copy(fp32, args.out / "model.onnx")
        else:
            quantize(fp32, args.out / "model.onnx", args.keep_fp32)
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(args.trained / name, args.out / name)
    manifest = {
        "name": args.out.name,
        "version": args.version,
        "task": "attribution",
        "summary": "Marks sources, cues and contents in English news text: who said what, and by which words.",
        "labels": crf["labels"],
        "input_version": INPUT_VERSION,
        "max_length": args.max_length,
        "decoder": {"transitions": [[round(x, 4) for x in row] for row in crf["transitions"]]},
        "base_model": "all-MiniLM-L6-v2 (6 layers, 384 wide, 22 million parameters)",
        "base_licence": "Apache-2.0",
        "licence": "Apache-2.0 (weights); the training corpus is not part of them",
        "training_data": "PolNeAR v1.0.0, train split (Newell, Margolin, Ruths, LREC 2018): 840 articles of seven US "
        "publishers on the 2016 campaign",
        "metrics": {},
        "limits": "US political news of 2015-16; outermost attributions only; English.",
    }
    write_bundle(args.out, manifest, make_card(manifest))
    print(f"{args.out}: {(args.out / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
