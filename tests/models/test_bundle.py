"""Bundles: read, checked, refused in one line that names the file."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.models.sample import TINY, copy_tiny, read_manifest, tiny_bundle
from tracker.attribution import open_tagger
from tracker.attribution.encoding import INPUT_VERSION, LABELS
from tracker.errors import ModelError
from tracker.models import find_bundle, open_backend, read_bundle
from tracker.models.bundle import write_bundle
from tracker.models.onnx_backend import OnnxBackend


def read(folder: Path) -> None:
    """Read a bundle as the tagger does."""
    read_bundle(folder, task="attribution", input_version=INPUT_VERSION)


def refusal(folder: Path, action: Callable[[Path], object] = read) -> str:
    """The one line with which `action` refuses a bundle."""
    with pytest.raises(ModelError) as caught:
        action(folder)
    line = str(caught.value)
    assert len(line.splitlines()) == 1
    assert str(folder) in line
    return line


def rewrite(folder: Path, manifest: object) -> None:
    """Put another manifest into a bundle."""
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_a_good_bundle_is_read() -> None:
    bundle = tiny_bundle()
    assert bundle.model_name == "tiny@0.0.0"
    assert bundle.labels == LABELS
    assert bundle.max_length == 128
    assert len(bundle.decoder["transitions"]) == len(LABELS)


def test_the_tokenizer_neither_cuts_nor_pads() -> None:
    encodings = tiny_bundle().tokenizer().encode_batch(["the bridge " * 400, "the"], add_special_tokens=False)
    assert [len(encoding.ids) for encoding in encodings] == [800, 1]


def test_a_shipped_bundle_is_found_by_name() -> None:
    assert find_bundle("attribution-en").parent.name == "bundles"


def test_a_missing_folder(tmp_path: Path) -> None:
    assert "no such model directory" in refusal(tmp_path / "nowhere")


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("model")
    assert "no such model directory" in refusal(tmp_path / "file")


def test_a_missing_manifest(tmp_path: Path) -> None:
    folder = copy_tiny(tmp_path / "tiny")
    (folder / "manifest.json").unlink()
    assert "manifest.json" in refusal(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"name": "tiny"}', b"5"])
def test_a_broken_manifest(tmp_path: Path, content: bytes) -> None:
    folder = copy_tiny(tmp_path / "tiny")
    (folder / "manifest.json").write_bytes(content)
    assert "manifest.json: the manifest cannot be read" in refusal(folder)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("labels", 5),
        ("labels", None),
        ("files", None),
        ("files", ["model.onnx"]),
        ("files", {"model.onnx": 5}),
        ("max_length", "long"),
        ("max_length", 1),
        ("max_length", True),
        ("decoder", []),
        ("name", ["tiny"]),
        ("format", 2),
        ("format", "1"),
    ],
)
def test_a_manifest_with_a_wrong_value(tmp_path: Path, field: str, value: object) -> None:
    folder = copy_tiny(tmp_path / "tiny")
    rewrite(folder, {**read_manifest(folder), field: value})
    refusal(folder)


def test_another_task(tmp_path: Path) -> None:
    folder = copy_tiny(tmp_path / "tiny", lambda _, manifest: manifest.update(task="certainty"))
    assert "a model for certainty where one for attribution is needed" in refusal(folder)


def test_another_input_version(tmp_path: Path) -> None:
    folder = copy_tiny(tmp_path / "tiny", lambda _, manifest: manifest.update(input_version="attribution-input-0"))
    line = refusal(folder)
    assert "attribution-input-0" in line
    assert INPUT_VERSION in line


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_damaged_or_missing_file(tmp_path: Path, name: str) -> None:
    folder = copy_tiny(tmp_path / "tiny")
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    assert f"{name}: the file is damaged" in refusal(folder)
    (folder / name).unlink()
    assert f"{name}: a file of the model cannot be read" in refusal(folder)


def test_a_file_that_is_a_folder(tmp_path: Path) -> None:
    folder = copy_tiny(tmp_path / "tiny")
    (folder / "model.onnx").unlink()
    (folder / "model.onnx").mkdir()
    assert "model.onnx" in refusal(folder)


# ---------------------------------------------------------------- checksums right, contents wrong


def damage(name: str, content: bytes | None) -> Callable[[Path, dict[str, Any]], None]:
    """Replaces one file of a bundle (None: removes it)."""

    def change(folder: Path, _: dict[str, Any]) -> None:
        (folder / name).unlink()
        if content is not None:
            (folder / name).write_bytes(content)

    return change


@pytest.mark.parametrize("content", [b"", b"{}", b"not json", b"\xff\x00", b'{"model": {"type": "WordPiece"}}', None])
def test_a_tokenizer_that_is_none(tmp_path: Path, content: bytes | None) -> None:
    folder = copy_tiny(tmp_path / "tiny", damage("tokenizer.json", content))
    assert "tokenizer.json" in refusal(folder, open_tagger)


def test_a_tokenizer_without_the_marks_a_model_needs(tmp_path: Path) -> None:
    content = (TINY / "tokenizer.json").read_bytes().replace(b"[CLS]", b"[BOS]")
    folder = copy_tiny(tmp_path / "tiny", damage("tokenizer.json", content))
    assert "[CLS]" in refusal(folder, open_tagger)


@pytest.mark.parametrize("content", [b"", b"not a graph", b"\x08\x08" * 100])
def test_a_graph_that_is_none(tmp_path: Path, content: bytes) -> None:
    folder = copy_tiny(tmp_path / "tiny", damage("model.onnx", content))
    assert "model.onnx: onnxruntime cannot load it" in refusal(folder, open_tagger)


def test_half_a_graph(tmp_path: Path) -> None:
    content = (TINY / "model.onnx").read_bytes()
    folder = copy_tiny(tmp_path / "tiny", damage("model.onnx", content[: len(content) // 2]))
    assert "model.onnx: onnxruntime cannot load it" in refusal(folder, open_tagger)


def test_no_weights_at_all(tmp_path: Path) -> None:
    def change(folder: Path, _: dict[str, Any]) -> None:
        (folder / "model.onnx").unlink()
        (folder / "model.safetensors").unlink()

    line = refusal(copy_tiny(tmp_path / "tiny", change), open_tagger)
    assert "model.onnx" in line
    assert "model.safetensors" in line


@pytest.mark.parametrize(
    "decoder",
    [{}, {"transitions": None}, {"transitions": "abc"}, {"transitions": [[0.0]]}, {"transitions": [[1], [2, 3]]}],
)
def test_transitions_that_are_none(tmp_path: Path, decoder: dict[str, Any]) -> None:
    folder = copy_tiny(tmp_path / "tiny", lambda _, manifest: manifest.update(decoder=decoder))
    assert "transitions" in refusal(folder, open_tagger)


def test_other_labels(tmp_path: Path) -> None:
    folder = copy_tiny(tmp_path / "tiny", lambda _, manifest: manifest.update(labels=["A", "B"]))
    assert "labels" in refusal(folder, open_tagger)


# ---------------------------------------------------------------- which backend


def test_onnx_runs_where_both_are_there() -> None:
    assert isinstance(open_backend(tiny_bundle()), OnnxBackend)


def test_without_pytorch_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    folder = copy_tiny(tmp_path / "tiny", lambda folder, _: (folder / "model.onnx").unlink())
    assert "pip install '.[torch]'" in refusal(folder, open_tagger)


# ---------------------------------------------------------------- writing


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    for name in ("model.onnx", "tokenizer.json", "config.json"):
        shutil.copy(TINY / name, folder / name)
    manifest = {
        "name": "made",
        "version": "1.2.3",
        "task": "attribution",
        "labels": list(LABELS),
        "input_version": INPUT_VERSION,
        "max_length": 64,
        "summary": "für Ünïcode",
    }
    write_bundle(folder, manifest, "# the card\n")
    read(folder)
    assert (folder / "README.md").read_text(encoding="utf-8") == "# the card\n"
    assert "für Ünïcode" in (folder / "manifest.json").read_text(encoding="utf-8")
    assert set(read_manifest(folder)["files"]) == {"model.onnx", "tokenizer.json", "config.json"}
    first = (folder / "manifest.json").read_bytes()
    write_bundle(folder, manifest, "# the card\n")
    assert (folder / "manifest.json").read_bytes() == first
