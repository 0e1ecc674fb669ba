"""What every training run shares: the optimizer, the schedule, averaged weights; and one step of a tagger."""

from __future__ import annotations

import copy
import ctypes
import math
from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from tracker.models.tuning.batches import IGNORED, Marks
from tracker.models.tuning.crf import Crf
from tracker.models.tuning.recipe import Recipe


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


def tagger_loss(
    model: nn.Module, crf: Crf, rows: dict[str, Tensor], recipe: Recipe, marks: Marks, *, device: str, half: bool
) -> Tensor:
    """The loss of one batch: the CRF's, and the token cross-entropy with label smoothing. `half`: in bfloat16."""
    labels = rows["labels"].to(device)
    ids, mask = rows["input_ids"].to(device), rows["attention_mask"].to(device)
    hidden = (torch.rand(labels.shape, device=device) < recipe.masking) & (ids > marks.mask)
    with torch.autocast(device.split(":")[0], dtype=torch.bfloat16, enabled=half):
        logits = model(
            input_ids=ids.masked_fill(hidden, marks.mask),
            token_type_ids=rows["token_type_ids"].to(device),
            attention_mask=mask,
        ).logits
    logits = logits.float()
    tokens = nn.functional.cross_entropy(
        logits.transpose(1, 2), labels, ignore_index=IGNORED, label_smoothing=recipe.label_smoothing
    )
    return crf.loss(logits, labels, mask) + recipe.token_loss * tokens


@dataclass
class Learner:
    """A tagger that learns: model, CRF, their averaged weights, optimizer and schedule over all `steps`."""

    model: nn.Module
    crf: Crf
    recipe: Recipe
    marks: Marks
    steps: int
    device: str = "cpu"
    half: bool = True

    def __post_init__(self) -> None:
        recipe = self.recipe
        self.average = Average([self.model, self.crf], recipe.ema)
        self._optimizer = make_optimizer(
            self.model,
            self.crf.parameters(),
            rate=recipe.learning_rate,
            head_rate=recipe.head_learning_rate,
            weight_decay=recipe.weight_decay,
        )
        self._schedule = make_schedule(self._optimizer, self.steps, recipe.warmup)

    def step(self, rows: dict[str, Tensor]) -> float:
        """Learn from one batch; its loss."""
        loss = tagger_loss(self.model, self.crf, rows, self.recipe, self.marks, device=self.device, half=self.half)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_([*self.model.parameters(), *self.crf.parameters()], 1.0)
        self._optimizer.step()
        self._schedule.step()
        self.average.update()
        return float(loss.item())
