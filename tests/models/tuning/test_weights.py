"""Weights read back from an int8 graph."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.models.sample import copy_tiny, random_batch, tiny_bundle
from tracker.errors import ModelError
from tracker.models import Bundle, open_backend
from tracker.models.onnx_backend import OnnxBackend
from tracker.models.tuning.weights import read_int8

pytest.importorskip("torch", reason="the extra [torch] is not installed")


@pytest.fixture(scope="module")
def trained() -> Any:  # noqa: ANN401 - a module of torch, which is untyped here
    """The tiny model with no two weights alike, as a trained one has none."""
    import torch

    from tracker.models.tuning.tagger import open_model

    model = open_model(tiny_bundle(), dropout=0.0)
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(torch.randn(weight.shape, generator=generator), alpha=0.1)
    return model


@pytest.fixture(scope="module")
def int8(trained: Any, tmp_path_factory: pytest.TempPathFactory) -> Bundle:  # noqa: ANN401
    """A bundle of it as int8 alone, as bundles ship."""
    from tracker.models.tuning.tagger import write_model

    folder = copy_tiny(
        tmp_path_factory.mktemp("int8") / "tiny", lambda place, _: (place / "model.safetensors").unlink()
    )
    write_model(trained, folder)
    return replace(tiny_bundle(), folder=folder)


def test_every_weight_comes_back_under_its_name(trained: Any, int8: Bundle) -> None:  # noqa: ANN401
    found = read_int8(int8.folder / "model.onnx")
    wanted = {name: value.numpy() for name, value in trained.state_dict().items()}
    assert found.keys() == wanted.keys()
    for name, value in wanted.items():
        assert found[name].shape == value.shape
        np.testing.assert_allclose(found[name], value, atol=np.abs(value).max() / 100, err_msg=name)


def test_written_again_it_is_the_same_file(int8: Bundle, tmp_path: Path) -> None:
    from tracker.models.tuning.tagger import open_model, write_model

    write_model(open_model(int8, dropout=0.0), tmp_path)
    assert (tmp_path / "model.onnx").read_bytes() == (int8.folder / "model.onnx").read_bytes()


def test_a_graph_of_another_kind_is_refused(tmp_path: Path) -> None:
    from tracker.models.tuning.tagger import open_model

    folder = copy_tiny(tmp_path / "tiny", lambda place, _: (place / "model.safetensors").unlink())
    with pytest.raises(ModelError, match=r"tiny: its weights cannot be read back \(.*start from the bundle"):
        open_model(replace(tiny_bundle(), folder=folder), dropout=0.0)


def test_a_model_that_gives_other_labels_is_refused() -> None:
    import torch

    from tracker.models.tuning.batches import Example, Marks
    from tracker.models.tuning.tagger import check_same, open_model

    bundle, marks = tiny_bundle(), Marks(first=2, mask=4)
    backend = open_backend(bundle)
    assert isinstance(backend, OnnxBackend)
    batch = random_batch([100, 100], bundle.tokenizer().get_vocab_size())
    rows = zip(batch.input_ids, batch.token_type_ids, strict=True)
    examples = [Example(ids, types, np.zeros_like(ids)) for ids, types in rows]
    model = open_model(bundle, dropout=0.1)
    assert check_same(model, bundle, backend, examples, marks) == 1.0
    own = model.bert.encoder.layer[0].attention.self
    own.query.weight, own.value.weight = own.value.weight, torch.nn.Parameter(own.query.weight.detach().clone())
    with pytest.raises(ModelError, match=r"read back, it gives \d+% of the labels"):
        check_same(model, bundle, backend, examples, marks)
