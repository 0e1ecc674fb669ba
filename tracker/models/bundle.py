"""A bundle: a model directory without pickles or code. Read, checked, written here.

    attribution-en/  manifest.json   name, version, task, labels, input version, decoder, metrics, sha256 of each file
                     config.json  tokenizer.json  model.onnx (int8)  README.md (the card, made from the manifest)

A directory with `model.safetensors` instead of `model.onnx` is run by PyTorch (extra `[torch]`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import ModelError
from tracker.models.backend import Backend

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FORMAT = 1
MANIFEST_ONLY = ("format", "files")
"""What `write_bundle` adds to a manifest by itself."""
SHIPPED = Path(__file__).parent / "bundles"
_SPECIAL = ("[CLS]", "[SEP]")  # what the input is put together with
_SHORTEST = 8  # tokens; a model that reads less at a time is a slip in the manifest
_REINSTALL = "install the package again, or name another bundle"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A checked bundle. `decoder` holds the task's own numbers (a tagger's transition scores, say)."""

    folder: Path
    name: str
    version: str
    task: str
    labels: tuple[str, ...]
    input_version: str
    max_length: int
    decoder: dict[str, Any] = field(default_factory=dict)

    @property
    def model_name(self) -> str:
        """How a score names the model that made it: ``attribution-en@1.0.0``."""
        return f"{self.name}@{self.version}"

    def tokenizer(self) -> Tokenizer:
        """The bundle's tokenizer, without truncation or padding."""
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        except Exception as error:  # the tokenizers wheel raises bare Exception
            raise ModelError(
                f"no tokenizer can be read from it ({error})",
                where=str(self.folder / "tokenizer.json"),
                todo=_REINSTALL,
            ) from error
        for token in _SPECIAL:
            if tokenizer.token_to_id(token) is None:
                raise ModelError(
                    f"the tokenizer has no {token}", where=str(self.folder / "tokenizer.json"), todo=_REINSTALL
                )
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer


def find_bundle(name: str) -> Path:
    """The folder of a shipped bundle, by name."""
    return SHIPPED / name


def read_bundle(folder: Path, *, task: str, input_version: str) -> Bundle:
    """Read and check a bundle: all files there and undamaged, the right task, an input this version can make.

    Raises ModelError, in one line that names the file.
    """
    manifest_file = folder / "manifest.json"
    if not folder.is_dir():
        raise ModelError("there is no such model directory", where=str(folder), todo=_REINSTALL)
    try:
        manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
        bundle = Bundle(
            folder=folder,
            name=manifest["name"],
            version=manifest["version"],
            task=manifest["task"],
            labels=tuple(manifest["labels"]),
            input_version=manifest["input_version"],
            max_length=manifest["max_length"],
            decoder=manifest.get("decoder", {}),
        )
        files = dict(manifest["files"])
        version = manifest["format"]
        _check_values(bundle)
    except FileNotFoundError as error:
        raise ModelError("the model directory has no manifest", where=str(manifest_file), todo=_REINSTALL) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"the manifest cannot be read ({error!r})", where=str(manifest_file), todo=_REINSTALL
        ) from error
    if version != FORMAT:
        raise ModelError(
            f"bundle format {version}, this version reads {FORMAT}", where=str(folder), todo="upgrade tracker"
        )
    if bundle.task != task:
        raise ModelError(
            f"a model for {bundle.task} where one for {task} is needed", where=str(folder), todo="name another bundle"
        )
    if bundle.input_version != input_version:
        raise ModelError(
            f"made for input {bundle.input_version}, this version makes {input_version}",
            where=str(folder),
            todo="use the bundle that came with this version, or train it again",
        )
    for name, expected in files.items():
        check_file(folder / name, expected)
    return bundle


def _check_values(bundle: Bundle) -> None:
    """Raise TypeError or ValueError where the manifest holds something else than it should."""
    for field_name in ("name", "version", "task", "input_version"):
        if not isinstance(getattr(bundle, field_name), str):
            raise TypeError(f"{field_name} is not a text")
    if not all(isinstance(label, str) for label in bundle.labels):
        raise TypeError("labels are not texts")
    if not isinstance(bundle.decoder, dict):
        raise TypeError("decoder is not an object")
    if type(bundle.max_length) is not int or bundle.max_length < _SHORTEST:
        raise ValueError(f"max_length {bundle.max_length!r} is not a number of tokens")


def check_file(path: Path, sha256: str) -> None:
    """Raise ModelError unless the file is there with this checksum."""
    try:
        with path.open("rb") as stream:
            actual = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"a file of the model cannot be read ({error.strerror})", where=str(path), todo=_REINSTALL
        ) from error
    if actual != sha256:
        raise ModelError("the file is damaged (its checksum is not the manifest's)", where=str(path), todo=_REINSTALL)


def open_backend(bundle: Bundle, *, threads: int | None = None) -> Backend:
    """The backend that can run a bundle: onnxruntime for `model.onnx`, PyTorch for `model.safetensors`."""
    onnx = bundle.folder / "model.onnx"
    if onnx.exists():
        from tracker.models.onnx_backend import OnnxBackend

        return OnnxBackend(onnx, threads=threads)
    if not (bundle.folder / "model.safetensors").exists():
        raise ModelError("neither model.onnx nor model.safetensors is there", where=str(bundle.folder), todo=_REINSTALL)
    from tracker.models.torch_backend import TorchBackend

    return TorchBackend(str(bundle.folder), "token-classification", threads=threads)


def write_bundle(folder: Path, manifest: dict[str, Any], card: str) -> None:
    """Write `manifest.json` (with the checksum of every file in the folder) and the card `README.md`."""
    (folder / "README.md").write_text(card, encoding="utf-8")
    files = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name not in ("manifest.json", "README.md"):
            with path.open("rb") as stream:
                files[path.name] = hashlib.file_digest(stream, "sha256").hexdigest()
    whole = {"format": FORMAT, **manifest, "files": files}
    (folder / "manifest.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
