"""Runs any Hugging Face directory or hub name through `transformers` and PyTorch (extra `[torch]`).

Weights are read from safetensors only, and code that comes with a model is never run: a hub name is fetched as a folder
of plain files first, and a folder that asks for code is refused before anything is made of it.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from tracker.errors import ModelError
from tracker.models.backend import Batch, Floats

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

Task = Literal["token-classification", "text-classification"]

LONGEST = 512  # tokens, for a model that sets no limit itself: a passage is a sentence or two
_FEWEST = 8  # words of a tokenizer that is one
_BATCH = 16  # texts at a time
_FOLDER = "name a folder with config.json, a tokenizer and model.safetensors, or ORG/NAME on the hub"
_KERNELS = ("attn_implementation", "experts_implementation")  # a name with a slash is native code on the hub
_PICKLES = (".bin", ".pt", ".pth", ".ckpt")
_WANTED = [
    "*.json",
    "model*.safetensors",
    "*.txt",
    "*.model",
    "*.codes",
]  # configuration, weights, vocabularies: no code


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model's files lie. `name` is as it was given; `revision` is the hub's, None for a folder."""

    name: str
    folder: Path
    revision: str | None = None


class TorchBackend:
    """A PyTorch model in evaluation mode. `name` is a directory or a hub name."""

    def __init__(self, name: str, task: Task, *, threads: int | None = None) -> None:
        try:
            import torch
            import transformers
        except ImportError as error:
            raise ModelError(
                "running this model needs PyTorch", where=name, todo="in a checkout of tracker: pip install '.[torch]'"
            ) from error
        self.workers = 1  # PyTorch spreads one call over the processors itself
        self.source = find_source(name)
        _check_files(self.source)
        if threads:
            torch.set_num_threads(threads)
        kind = (
            transformers.AutoModelForTokenClassification
            if task == "token-classification"
            else transformers.AutoModelForSequenceClassification
        )
        try:
            with _quiet():
                model, info = kind.from_pretrained(
                    str(self.source.folder),
                    use_safetensors=True,
                    trust_remote_code=False,
                    local_files_only=True,
                    dtype=torch.float32,
                    ignore_mismatched_sizes=True,  # told below, in a line of our own
                    output_loading_info=True,
                )
        except Exception as error:  # OSError, ValueError, RuntimeError, and safetensors' own, which is none of them
            raise ModelError(f"transformers cannot load it ({_said(error)})", where=name, todo=_FOLDER) from error
        if odd := sorted(str(key[0]) for key in info["mismatched_keys"]):
            raise ModelError(
                f"its weights are not of the shape that its config.json says ({odd[0]})",
                where=name,
                todo="fetch the model again, or name another",
            )
        if missing := sorted(info["missing_keys"]):
            raise ModelError(
                f"it is not trained for {task}: {missing[0]} is not among its weights",
                where=name,
                todo="name a model that was fine-tuned for it",
            )
        self._model: Any = model.eval()
        self.config: Any = model.config
        takes = inspect.signature(model.forward).parameters
        # A model of one type gains nothing by them; GPT-2 would read them as words.
        self._typed = "token_type_ids" in takes and (getattr(self.config, "type_vocab_size", 0) or 0) > 1

    @property
    def labels(self) -> tuple[str, ...]:
        """The model's labels in the order of its logits."""
        by_id = self.config.id2label
        return tuple(str(by_id.get(i, f"LABEL_{i}")) for i in range(len(by_id)))

    @property
    def positions(self) -> int | None:
        """How many tokens the model can read at a time; None where its configuration sets no limit."""
        limit = getattr(self.config, "max_position_embeddings", None)
        if not isinstance(limit, int) or limit < 1:
            return None
        # RoBERTa and its kin count positions from behind the padding token's id.
        places = [m for name, m in self._model.named_modules() if name.endswith(".position_embeddings")]
        padding = [m.padding_idx for m in places if getattr(m, "padding_idx", None) is not None]
        return limit - max(padding) - 1 if padding else limit

    def logits(self, batch: Batch) -> Floats:
        """See `Backend.logits`."""
        import torch

        feed = {"input_ids": batch.input_ids, "attention_mask": batch.attention_mask}
        if self._typed:
            feed["token_type_ids"] = batch.token_type_ids
        try:
            with torch.inference_mode():
                out = self._model(**{name: torch.from_numpy(values) for name, values in feed.items()})
            return np.asarray(out.logits.float().numpy(), dtype=np.float32)
        except Exception as error:  # token ids that it does not know, say
            raise ModelError(
                f"PyTorch cannot run it ({_said(error)})", where=self.source.name, todo="name another model"
            ) from error


class TextClassifier:
    """Any sequence classifier, with the tokenizer that came with it. `name` is a directory or a hub name.

    `backend` runs the batches, at most `batch_size` texts each; `multi_label` says that each label stands by itself.
    """

    def __init__(self, name: str, *, threads: int | None = None) -> None:
        self.backend = TorchBackend(name, "text-classification", threads=threads)
        self._name = name
        self._tokenizer = _open_tokenizer(self.backend.source)
        self.labels = self.backend.labels
        self.revision = self.backend.source.revision
        self.digest = _digest(self.backend.source.folder)
        config = self.backend.config
        self.multi_label: bool = getattr(config, "problem_type", None) == "multi_label_classification"
        pads = None not in (self._tokenizer.pad_token_id, getattr(config, "pad_token_id", None))
        self.batch_size = _BATCH if pads else 1
        limits = (self._tokenizer.model_max_length, self.backend.positions or LONGEST)  # the first may be 10**30
        self.max_length = int(min(limits))

    def read(self, texts: Sequence[str], pairs: Sequence[str] | None = None) -> Batch:
        """The texts, each alone or with its pair, as tokens: cut to what the model can read, padded to one width."""
        try:
            found = self._tokenizer(
                list(texts),
                None if pairs is None else list(pairs),
                padding=self.batch_size > 1,
                truncation=True,  # whichever of the two is the longer goes first
                max_length=self.max_length,
                return_attention_mask=True,
                return_tensors="np",
            )
            ids = np.asarray(found["input_ids"], dtype=np.int64)
            mask = np.asarray(found["attention_mask"], dtype=np.int64)
            types = np.asarray(found.get("token_type_ids", np.zeros_like(ids)), dtype=np.int64)
        except Exception as error:  # a limit shorter than its own marks, say; tokenizers raises bare Exception
            raise ModelError(f"its tokenizer fails ({_said(error)})", where=self._name, todo=_FOLDER) from error
        return Batch(ids, types, mask)

    def name_with(self, labels: Mapping[str, str] | None) -> str:
        """``name@revision``, of a folder ``name@`` and a digest of its weights; where its labels are mapped to others,
        with a digest of the mapping. A model that was trained again, or is read another way, is another model: its
        scores must not pass for the old ones."""
        told = (
            f"{self._name}@{self.revision[:12]}"
            if self.revision
            else f"{Path(self._name).resolve().name}@{self.digest[:12]}"
        )
        if not labels:
            return told
        mapping = repr(sorted((key, value) for key, value in labels.items()))
        return f"{told}+{hashlib.sha256(mapping.encode()).hexdigest()[:6]}"


def _digest(folder: Path) -> str:
    """What tells the weights in a folder from others, in hexadecimal."""
    whole = hashlib.sha256()
    for file in sorted(folder.glob("*.safetensors")):
        with file.open("rb") as stream:
            whole.update(hashlib.file_digest(stream, "sha256").digest())
    return whole.hexdigest()


def find_source(name: str) -> Source:
    """The folder of that name, or what the hub holds under it: fetched, or as it was fetched before.

    Raises ModelError, which tells a name that is not there from a network that is not there.
    """
    if Path(name).is_dir():
        return Source(name, Path(name))
    from huggingface_hub import constants, snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError, RepositoryNotFoundError

    try:
        folder = Path(snapshot_download(name, allow_patterns=_WANTED, ignore_patterns=["*/*"]))
    except HFValidationError as error:
        raise ModelError("there is no such folder", where=name, todo=_FOLDER) from error
    except RepositoryNotFoundError as error:
        raise ModelError(
            "there is neither a folder nor a public model on the hub of that name", where=name, todo=_FOLDER
        ) from error
    except LocalEntryNotFoundError as error:
        why = (
            "HF_HUB_OFFLINE keeps it from being fetched now"
            if constants.HF_HUB_OFFLINE
            else "the hub cannot be reached"
        )
        raise ModelError(
            f"there is no such folder, it was not fetched from the hub before, and {why}",
            where=name,
            todo="check the name and the network, or name a folder that holds the model",
        ) from error
    except Exception as error:  # whatever a hub or a proxy answers
        raise ModelError(
            f"it cannot be fetched from the hub ({_said(error)})",
            where=name,
            todo="try again later, or name a folder that holds the model",
        ) from error
    return Source(name, folder, folder.name)


def _check_files(source: Source) -> None:
    """Raise ModelError where a file is missing or damaged, asks for code, or is a pickle."""
    if not (source.folder / "config.json").is_file():
        raise ModelError("there is no config.json in it", where=source.name, todo=_FOLDER)
    for path in sorted(source.folder.glob("*config*.json")):
        if _asks_for_code(_read_json(source, path)):
            raise ModelError(
                "it asks to run code that came with the model, which is never done",
                where=_place(source, path),
                todo="name a model that transformers knows by itself",
            )
    weights = _weights(source)
    if pickles := [name for name in weights if not name.endswith(".safetensors")]:
        raise ModelError(
            f"its weights are a pickle ({pickles[0]}), which can run code and is never read",
            where=source.name,
            todo="save it as model.safetensors, or name another model",
        )
    if not weights:
        raise ModelError(
            "there is no model.safetensors in it (a pickle is never read)", where=source.name, todo=_FOLDER
        )


def _weights(source: Source) -> list[str]:
    """The names of the files that hold a model's weights; of its pickles where it has nothing else."""
    config, index = _read_json(source, source.folder / "config.json"), source.folder / "model.safetensors.index.json"
    if "transformers_weights" in config:
        return [str(config["transformers_weights"])]
    if (source.folder / "model.safetensors").is_file():
        return ["model.safetensors"]
    if index.is_file():
        parts = _read_json(source, index).get("weight_map")
        return sorted({str(part) for part in parts.values()}) if isinstance(parts, dict) else []
    return sorted(path.name for path in source.folder.iterdir() if path.suffix in _PICKLES)


def _read_json(source: Source, path: Path) -> dict[str, Any]:
    """An object of a model's folder; ModelError where it is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise TypeError("not an object")
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise ModelError(
            f"the file is damaged ({_said(error)})", where=_place(source, path), todo="fetch the model again"
        ) from error
    return found


def _place(source: Source, path: Path) -> str:
    """A file of a model, under the name that the model was given by."""
    return f"{source.name.rstrip('/')}/{path.name}"


def _asks_for_code(config: object) -> bool:
    """Whether a configuration, or a part of it, names code of its own: a class, or a kernel on the hub."""
    if isinstance(config, list):
        return any(map(_asks_for_code, config))
    if not isinstance(config, dict):
        return False
    kernels = [value for key, value in config.items() if str(key).lstrip("_").startswith(_KERNELS)]
    return (
        bool(config.get("auto_map"))
        or any("/" in str(kernel) for kernel in kernels)
        or any(map(_asks_for_code, config.values()))
    )


def _open_tokenizer(source: Source) -> PreTrainedTokenizerBase:
    """The tokenizer in a model's folder."""
    from transformers import AutoTokenizer

    try:
        with _quiet():
            found = AutoTokenizer.from_pretrained(str(source.folder), trust_remote_code=False, local_files_only=True)
        words = len(found) - len(found.all_special_ids)
    except Exception as error:  # OSError, ValueError, ImportError, and what the tokenizers wheel raises
        raise ModelError(
            f"transformers cannot load its tokenizer ({_said(error)})", where=source.name, todo=_FOLDER
        ) from error
    if words < _FEWEST:  # transformers makes one of marks alone where the folder has none
        raise ModelError("there is no tokenizer in it", where=source.name, todo=_FOLDER)
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps transformers' bars, reports and warnings off the terminal for a while, and leaves all as it was."""
    from huggingface_hub.utils.tqdm import are_progress_bars_disabled, disable_progress_bars
    from transformers.utils import logging

    verbosity, bars, hub_bars = logging.get_verbosity(), logging.is_progress_bar_enabled(), are_progress_bars_disabled()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.set_verbosity(logging.CRITICAL)
        logging.disable_progress_bar()
        try:
            yield
        finally:
            logging.set_verbosity(verbosity)
            if bars:
                logging.enable_progress_bar()
            if hub_bars:
                disable_progress_bars()


def _said(error: Exception) -> str:
    """What an exception of another library says, in one line of bearable length."""
    said = " ".join(str(error).split()) or type(error).__name__
    return said if len(said) <= 160 else f"{said[:159]}…"
