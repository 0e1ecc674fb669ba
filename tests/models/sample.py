"""The tests' own bundle (`python -m training.tiny tests/models/tiny` writes it): random weights, no PyTorch needed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tracker.attribution.encoding import INPUT_VERSION, TYPES
from tracker.models import Batch, Bundle, read_bundle
from tracker.models.backend import make_batch
from tracker.models.bundle import write_bundle

TINY = Path(__file__).parent / "tiny"
MANIFEST_ONLY = ("format", "files")  # what `write_bundle` adds by itself


def tiny_bundle() -> Bundle:
    """The tiny bundle, read and checked."""
    return read_bundle(TINY, task="attribution", input_version=INPUT_VERSION)


def read_manifest(folder: Path) -> dict[str, Any]:
    """A bundle's manifest as it stands."""
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def copy_tiny(folder: Path, change: Callable[[Path, dict[str, Any]], None] | None = None) -> Path:
    """A copy of the tiny bundle in `folder`; `change` gets the copy and its manifest, and the checksums are made anew,
    so that what it did passes for intended."""
    shutil.copytree(TINY, folder)
    if change is not None:
        manifest = {key: value for key, value in read_manifest(folder).items() if key not in MANIFEST_ONLY}
        change(folder, manifest)
        write_bundle(folder, manifest, "changed")
    return folder


def random_batch(lengths: list[int], vocabulary: int, seed: int = 0) -> Batch:
    """A batch of random tokens of random types, padded to the longest."""
    rng = np.random.default_rng(seed)
    rows = [(rng.integers(0, vocabulary, n), rng.integers(0, TYPES, n)) for n in lengths]
    return make_batch(rows, max(lengths))
