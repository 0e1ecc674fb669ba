"""What every training run here shares: the encoder with its head. The rest is `tracker.models.tuning.steps`, which
fine-tuning at home shares, too."""

from __future__ import annotations

from collections.abc import Sequence

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
