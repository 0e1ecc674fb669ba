"""The model card of a bundle, and the figures in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.models.bundle import write_bundle

_UNKNOWN = "not said"


def make_card(manifest: Mapping[str, Any]) -> str:
    """The model card, made from the manifest alone."""
    said = {
        key: manifest.get(key, _UNKNOWN) for key in ("base_model", "base_licence", "licence", "training_data", "limits")
    }
    figures = "\n".join(
        f"| {split} | {name} | {value} |"
        for split, values in manifest.get("metrics", {}).items()
        for name, value in values.items()
    )
    return f"""# {manifest["name"]} {manifest["version"]}

{manifest.get("summary", "")}

- Task: {manifest["task"]}; labels: {", ".join(manifest["labels"])}
- Base model: {said["base_model"]} ({said["base_licence"]})
- Licence of these weights: {said["licence"]}
- Training data: {said["training_data"]}
- Input: `{manifest["input_version"]}`, at most {manifest["max_length"]} tokens a window
- Precision: int8 (dynamic, per channel), ONNX

| split | figure | value |
|---|---|---|
{figures}

Known limits: {said["limits"]}

Files: `model.onnx`, `tokenizer.json`, `config.json`, `manifest.json` (checksums, decoder numbers). No code, no pickles.
"""


def note_metrics(folder: Path, split: str, figures: Mapping[str, float]) -> None:
    """Write figures, by name, into a bundle's manifest and card; `split` is what they were measured on."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["metrics"] = {**manifest.get("metrics", {}), split: dict(figures)}
    write_bundle(folder, manifest, make_card(manifest))
