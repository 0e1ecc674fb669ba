"""Rounding while training against rounding written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from torch import Tensor

torch = pytest.importorskip("torch", reason="the extra [torch] is not installed")

from training.rounding import round_in_training  # noqa: E402


def rounded(values: Tensor, scale: Tensor, zero: float, low: int, high: int) -> Tensor:
    """Plain rounding, by the definition."""
    return ((values / scale + zero).round().clamp(low, high) - zero) * scale


def test_a_linear_layer_computes_on_int8_weights_and_uint8_inputs() -> None:
    torch.manual_seed(3)
    layer = torch.nn.Linear(16, 4)
    values = torch.randn(5, 16) * 3
    plain = layer(values)
    round_in_training(layer)
    scales = layer.weight.detach().abs().amax(1, keepdim=True) / 127
    scale = (values.max() - values.min()) / 255
    zero = float((-values.min() / scale).round())
    expected = torch.nn.functional.linear(
        rounded(values, scale, zero, 0, 255), rounded(layer.weight, scales, 0, -127, 127), layer.bias
    )
    assert torch.allclose(layer(values), expected, atol=1e-5)
    assert not torch.allclose(layer(values), plain, atol=1e-5)


def test_gradients_pass_the_rounding_and_weights_stay_exact() -> None:
    torch.manual_seed(3)
    model = torch.nn.Sequential(torch.nn.Embedding(7, 8), torch.nn.Linear(8, 2))
    before = {name: value.clone() for name, value in model.state_dict().items()}
    round_in_training(model)
    model(torch.tensor([[1, 2, 3]])).sum().backward()
    assert model.state_dict().keys() == before.keys()
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    assert model[0].weight.grad[1:4].abs().sum() > 0
    assert model[0].weight.grad[4:].abs().sum() == 0
    assert model[1].weight.grad.abs().sum() > 0


def test_an_embedding_has_one_scale_for_all_its_rows() -> None:
    layer = torch.nn.Embedding.from_pretrained(torch.tensor([[0.0, 1.0], [-1.0, 0.3]]), freeze=False)
    round_in_training(layer)
    scale = 2 / 255
    assert torch.allclose(layer(torch.tensor([1])) / scale, (layer(torch.tensor([1])) / scale).round(), atol=1e-4)
