"""The weights of an int8 graph, read back: what ships is int8 ONNX alone, and training wants a model that learns.

An int8 weight is a whole number times its column's scale, so that reading back is exact but for what rounding took away
when it was written: the shipped `attribution-en`, read and written again, is the same file. Names are those that
`graphs` leaves in a graph: of its nodes and of what was not quantized. Of two weights that are quite alike a graph has
but one, and the other is missing here; an untrained model has such, a trained one has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.models.backend import Floats

if TYPE_CHECKING:
    import onnx

_WRAPPER = "model."  # what `graphs.Logits` puts before every name
_EMBEDDINGS = (
    "word_embeddings.weight",
    "position_embeddings.weight",
    "token_type_embeddings.weight",
    "LayerNorm.weight",
    "LayerNorm.bias",
)
_MATMUL = re.compile(r"/model/(.+)/MatMul_quant")
_LAYER = re.compile(r"/encoder/layer\.(\d+)/")


def read_int8(path: Path) -> dict[str, Floats]:
    """The weights of a graph under the names that transformers has for them.

    Only what `graphs.write_int8` writes is understood; of another graph some are missing.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found = {
        name.removeprefix(_WRAPPER): np.array(value, dtype=np.float32)
        for name, value in tensors.items()
        if name.startswith(_WRAPPER) and value.dtype == np.float32 and not name.endswith("_scale")
    }
    for node in graph.node:
        found.update(_of_node(node, tensors))
    return found


def _of_node(node: onnx.NodeProto, tensors: dict[str, Any]) -> Iterator[tuple[str, Floats]]:
    names = list(node.input)
    if node.op_type == "QEmbedLayerNormalization":
        for number, part in enumerate(_EMBEDDINGS):
            yield f"bert.embeddings.{part}", _real(tensors, names[2 + number], names[8 + number], names[13 + number])
    elif node.op_type == "QAttention" and (layer := _LAYER.search(node.output[0])):
        weights = _real(tensors, names[1], names[4], names[7])
        for number, part in enumerate(("query", "key", "value")):
            place = f"bert.encoder.layer.{layer[1]}.attention.self.{part}"
            yield f"{place}.weight", np.split(weights, 3, axis=1)[number].T
            yield f"{place}.bias", np.split(tensors[names[2]], 3)[number]
    elif node.op_type == "MatMulInteger" and (name := _MATMUL.fullmatch(node.name)):
        scale = names[1].replace("_quantized", "_scale")
        yield f"{name[1].replace('/', '.')}.weight", _real(tensors, names[1], scale, names[3]).T


def _real(tensors: dict[str, Any], quantized: str, scale: str, zero: str) -> Floats:
    """The numbers that the whole ones stand for."""
    whole = tensors[quantized].astype(np.int32) - tensors[zero].astype(np.int32)
    real: Floats = (whole * tensors[scale].astype(np.float64)).astype(np.float32)
    return real
