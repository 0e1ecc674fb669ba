"""What every training run here shares: the encoder with its head, the optimizer, the schedule, averaged weights."""

from __future__ import annotations

import copy
import ctypes
import math
from collections.abc import Iterable, Sequence

import torch
from torch import nn


def load_encoder(
    path: str, labels: Sequence[str], types: int, dropout: float, layers: int | None = None, *, pairs: bool = False
) -> nn.Module:
    """The encoder with a fresh head, of tokens or of pairs (`training.pair_model`), and one token-type row for each
    type, new ones starting from the first (from those of the same lower bits, where it was trained with types of ours
    before); of its layers the lowest `layers` (Sajjad et al. 2023 found the uppermost the easiest to do without)."""
    from transformers import AutoConfig, AutoModelForTokenClassification

    from training.pair_model import PairModel

    config = AutoConfig.from_pretrained(path)
    config.id2label = dict(enumerate(labels))
    config.label2id = {label: i for i, label in enumerate(labels)}
    config.num_labels = len(labels)
    config.hidden_dropout_prob = dropout
    config.attention_probs_dropout_prob = 0.0  # drawing the mask cost a third of the time and was worth nothing
    config.num_hidden_layers = min(layers or config.num_hidden_layers, config.num_hidden_layers)
    old_types = config.type_vocab_size
    attention = "sdpa" if torch.cuda.is_available() else "eager"  # eager is the faster on processors
    model = (PairModel if pairs else AutoModelForTokenClassification).from_pretrained(
        path, config=config, attn_implementation=attention, dtype=torch.float32
    )
    if old_types < types:
        rows = model.bert.embeddings.token_type_embeddings.weight.data
        wide = nn.Embedding(types, rows.shape[1])
        like = rows.repeat(types // old_types, 1) if old_types > 2 else rows[:1].repeat(types, 1)
        wide.weight.data = like + torch.randn(types, rows.shape[1]) * 0.002
        model.bert.embeddings.token_type_embeddings = wide
        model.config.type_vocab_size = types
    return model


def make_optimizer(
    model: nn.Module, extra: Iterable[nn.Parameter], *, rate: float, head_rate: float, weight_decay: float
) -> torch.optim.Optimizer:
    """AdamW: no decay on biases and norms, a faster rate for what starts from nothing."""
    decay, plain, fresh = [], [], list(extra)
    for name, parameter in model.named_parameters():
        if name.startswith("classifier") or "token_type" in name:
            fresh.append(parameter)
        elif parameter.ndim < 2:
            plain.append(parameter)
        else:
            decay.append(parameter)
    return torch.optim.AdamW(
        [
            {"params": decay, "lr": rate, "weight_decay": weight_decay},
            {"params": plain, "lr": rate, "weight_decay": 0.0},
            {"params": fresh, "lr": head_rate, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
        fused=next(model.parameters()).is_cuda,
    )


def keep_memory() -> None:
    """Tell glibc to keep freed memory: returning it after every step costs half the time on a CPU."""
    try:
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(-4, 0)  # M_MMAP_MAX
        libc.mallopt(-1, 2**31 - 1)  # M_TRIM_THRESHOLD
        libc.mallopt(-2, 2**28)  # M_TOP_PAD
    except (OSError, AttributeError):  # another C library: slower, not wrong
        pass


class Average:
    """Exponentially averaged weights, to be put in place of the trained ones and taken out again."""

    def __init__(self, parts: list[nn.Module], decay: float) -> None:
        self.parts, self.decay, self.steps = parts, decay, 0
        self.weights = [copy.deepcopy(part.state_dict()) for part in parts]

    def update(self) -> None:
        """Take the present weights in; the first steps count more, as there is nothing yet to average."""
        self.steps += 1
        keep = min(self.decay, self.steps / (self.steps + 10))
        with torch.no_grad():
            for part, kept in zip(self.parts, self.weights, strict=True):
                now = {name: value for name, value in part.state_dict().items() if value.is_floating_point()}
                torch._foreach_lerp_([kept[name] for name in now], list(now.values()), 1 - keep)

    def swap(self) -> None:
        """Exchange the averaged weights with the present ones."""
        now = [copy.deepcopy(part.state_dict()) for part in self.parts]
        for part, kept in zip(self.parts, self.weights, strict=True):
            part.load_state_dict(kept)
        self.weights = now


def make_schedule(optimizer: torch.optim.Optimizer, steps: int, warmup: float) -> torch.optim.lr_scheduler.LambdaLR:
    """Up in a line over the first `warmup` of the steps, down along a cosine to a fiftieth."""

    def factor(step: int) -> float:
        cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))
        return min(1.0, step / (warmup * steps)) * (0.02 + 0.98 * cosine)

    return torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
