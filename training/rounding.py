"""Rounding while training, so that the weights learn to be int8 (Jacob et al. 2018, quantization-aware training)."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional

_LEAST = 1e-12  # no scale is zero


def round_in_training(model: nn.Module) -> None:
    """Make every linear layer and embedding compute on rounded numbers, as onnxruntime's dynamic int8 will.

    Weights of a linear layer: int8, symmetric, a scale for each output. Its input: uint8, one scale, taken from the
    batch. An embedding: int8, one scale. Gradients pass the rounding as if it were not there. The weights themselves,
    and so what is saved, stay as they are.
    """
    for module in model.modules():
        if isinstance(module, nn.Linear):
            module.forward = _rounded_linear(module)
        elif isinstance(module, nn.Embedding):
            module.forward = _rounded_embedding(module)


def _rounded_linear(layer: nn.Linear) -> Callable[[Tensor], Tensor]:
    def forward(values: Tensor) -> Tensor:
        weight = layer.weight
        scales = (weight.detach().abs().amax(1) / 127).clamp_min(_LEAST)
        zeros = torch.zeros_like(scales, dtype=torch.int32)
        rounded = torch.fake_quantize_per_channel_affine(weight, scales, zeros, 0, -127, 127)
        return functional.linear(_round_tensor(values.float(), values.detach()), rounded, layer.bias)

    return forward


def _rounded_embedding(layer: nn.Embedding) -> Callable[[Tensor], Tensor]:
    def forward(ids: Tensor) -> Tensor:
        found = functional.embedding(ids, layer.weight, layer.padding_idx)
        return _round_tensor(found, layer.weight.detach())

    return forward


def _round_tensor(values: Tensor, of: Tensor) -> Tensor:
    """`values` on the 256 steps between the least and the greatest of `of`, zero among them."""
    low, high = (bound.float() for bound in torch.aminmax(of))
    low, high = low.clamp_max(0), high.clamp_min(0)
    scale = ((high - low) / 255).clamp_min(_LEAST)
    zero = (-low / scale).round().clamp(0, 255).to(torch.int32)
    return torch.fake_quantize_per_tensor_affine(values, scale, zero, 0, 255)
