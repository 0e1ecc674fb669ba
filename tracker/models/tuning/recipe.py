"""Everything a training run depends on, in one record. No PyTorch here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """The settings of a run. Chosen on PolNeAR dev; `docs/models.md` says what each was worth."""

    epochs: int = 8
    chunk: int = 384  # tokens read together
    batch: int = 3072  # tokens a step
    learning_rate: float = 2e-4
    head_learning_rate: float = 2e-3
    weight_decay: float = 0.01
    warmup: float = 0.06
    label_smoothing: float = 0.05
    masking: float = 0.0  # share of input tokens hidden behind [MASK]; .1 with dropout .15 cost 0.9 strict
    dropout: float = 0.1
    token_loss: float = 0.5  # weight of the cross-entropy beside the CRF
    ema: float = 0.996
    seed: int = 13


HEAD = 5
"""How many times as fast the head, the transitions and the token types learn when a trained model is fine-tuned."""


def recipe_at_home(epochs: int, learning_rate: float, seed: int, chunk: int) -> Recipe:
    """The recipe for some hundred articles on top of a trained model: small steps, and more of them an epoch.

    `chunk` is how many tokens the model reads at a time.
    """
    return Recipe(
        epochs=epochs,
        chunk=chunk,
        batch=4 * chunk,
        learning_rate=learning_rate,
        head_learning_rate=HEAD * learning_rate,
        warmup=0.1,
        ema=0.99,
        seed=seed,
    )
