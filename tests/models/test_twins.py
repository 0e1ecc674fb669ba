"""The two backends are twins: one suite over both, and their answers held against each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.models.sample import TINY, copy_tiny, random_batch, tiny_bundle
from tracker.attribution.encoding import LABELS
from tracker.errors import ModelError
from tracker.models import Backend, open_backend, read_bundle
from tracker.models.onnx_backend import OnnxBackend, usable_processors

VOCABULARY = tiny_bundle().tokenizer().get_vocab_size()


def open_twin(name: str) -> Backend:
    """One of the two backends over the tiny bundle."""
    if name == "onnx":
        return OnnxBackend(TINY / "model.onnx", threads=1)
    pytest.importorskip("torch", reason="the extra [torch] is not installed")
    from tracker.models.torch_backend import TorchBackend

    return TorchBackend(str(TINY), "token-classification", threads=1)


@pytest.fixture(params=["onnx", "torch"], scope="module")
def backend(request: pytest.FixtureRequest) -> Backend:
    return open_twin(request.param)


def test_logits_have_the_promised_shape_and_type(backend: Backend) -> None:
    logits = backend.logits(random_batch([9, 4, 1], VOCABULARY))
    assert logits.shape == (3, 9, len(LABELS))
    assert logits.dtype == np.float32
    assert np.isfinite(logits).all()


def test_padding_changes_nothing(backend: Backend) -> None:
    together = backend.logits(random_batch([9, 31], VOCABULARY))
    alone = backend.logits(random_batch([9], VOCABULARY))
    np.testing.assert_allclose(together[0, :9], alone[0], atol=1e-4)


def test_types_matter(backend: Backend) -> None:
    batch = random_batch([9], VOCABULARY)
    other = random_batch([9], VOCABULARY)
    other.token_type_ids[:] = (batch.token_type_ids + 1) % 6
    assert np.abs(backend.logits(batch) - backend.logits(other)).max() > 0.01


@pytest.mark.parametrize("lengths", [[1], [128], [17, 128, 3, 64]])
def test_the_twins_agree(lengths: list[int]) -> None:
    batch = random_batch(lengths, VOCABULARY, seed=len(lengths))
    onnx, torch = open_twin("onnx").logits(batch), open_twin("torch").logits(batch)
    inside = batch.attention_mask.astype(bool)
    np.testing.assert_allclose(onnx[inside], torch[inside], atol=1e-4)


def test_torch_runs_a_bundle_without_onnx(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the extra [torch] is not installed")
    from tracker.models.torch_backend import TorchBackend

    folder = copy_tiny(tmp_path / "tiny", lambda folder, _: (folder / "model.onnx").unlink())
    bundle = read_bundle(folder, task="attribution", input_version=tiny_bundle().input_version)
    backend = open_backend(bundle)
    assert isinstance(backend, TorchBackend)
    assert backend.labels == LABELS


@pytest.mark.parametrize("content", [b"", b"no tensors", b"\x08\0\0\0\0\0\0\0{}"])
def test_torch_refuses_damaged_weights(tmp_path: Path, content: bytes) -> None:
    pytest.importorskip("torch", reason="the extra [torch] is not installed")
    from tracker.models.torch_backend import TorchBackend

    folder = copy_tiny(tmp_path / "tiny", lambda folder, _: (folder / "model.onnx").unlink())
    (folder / "model.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match="tiny") as caught:
        TorchBackend(str(folder), "token-classification")
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("kind", "sizes"),
    [
        ("Roberta", {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "type_vocab_size": 1}),
        ("DistilBert", {"dim": 32, "n_layers": 1, "n_heads": 2, "hidden_dim": 32}),
        ("GPT2", {"n_embd": 32, "n_layer": 1, "n_head": 2}),
    ],
)
def test_torch_gives_types_to_those_that_take_them(tmp_path: Path, kind: str, sizes: dict[str, Any]) -> None:
    pytest.importorskip("torch", reason="the extra [torch] is not installed")
    import transformers

    from tracker.models.torch_backend import TorchBackend

    config = getattr(transformers, f"{kind}Config")(vocab_size=VOCABULARY, **sizes)
    getattr(transformers, f"{kind}ForTokenClassification")(config).save_pretrained(tmp_path)
    backend = TorchBackend(str(tmp_path), "token-classification", threads=1)
    batch = random_batch([9], VOCABULARY)
    other = random_batch([9], VOCABULARY)
    other.token_type_ids[:] = 0
    np.testing.assert_array_equal(backend.logits(batch), backend.logits(other))


@pytest.mark.parametrize("ours", [True, False])
def test_torch_leaves_bars_and_warnings_as_they_were(ours: bool, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("torch", reason="the extra [torch] is not installed")
    from huggingface_hub.utils.tqdm import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars
    from transformers.utils import logging

    before, verbosity = are_progress_bars_disabled(), logging.get_verbosity()
    enable_progress_bars() if ours else disable_progress_bars()
    logging.set_verbosity(17)
    try:
        open_twin("torch")
        assert logging.is_progress_bar_enabled()
        assert are_progress_bars_disabled() is not ours
        assert logging.get_verbosity() == 17
    finally:
        disable_progress_bars() if before else enable_progress_bars()
        logging.set_verbosity(verbosity)
    assert capfd.readouterr().err == ""


def test_torch_refuses_a_model_for_something_else(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the extra [torch] is not installed")
    from tracker.models.torch_backend import TorchBackend

    folder = copy_tiny(tmp_path / "tiny", lambda folder, _: (folder / "model.onnx").unlink())
    with pytest.raises(
        ModelError, match=r"tiny: it is not trained for text-classification: .* is not among its weights"
    ):
        TorchBackend(str(folder), "text-classification")


def test_torch_names_the_model_that_does_not_know_a_token() -> None:
    with pytest.raises(ModelError, match="tiny"):
        open_twin("torch").logits(random_batch([9], 10_000))


def test_tokens_that_a_model_does_not_know_are_its_error() -> None:
    with pytest.raises(ModelError, match=r"model\.onnx"):
        OnnxBackend(TINY / "model.onnx").logits(random_batch([9], 10_000))


def test_there_is_a_processor() -> None:
    assert usable_processors() >= 1
