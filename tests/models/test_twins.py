"""The two backends are twins: one suite over both, and their answers held against each other."""

from __future__ import annotations

from pathlib import Path

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


def test_tokens_that_a_model_does_not_know_are_its_error() -> None:
    with pytest.raises(ModelError, match=r"model\.onnx"):
        OnnxBackend(TINY / "model.onnx").logits(random_batch([9], 10_000))


def test_there_is_a_processor() -> None:
    assert usable_processors() >= 1
