"""The contradiction model as it is trained: an encoder over both claims, and a head that compares them.

The encoder we start from was trained to sum up a sentence by the mean of its tokens (Reimers & Gurevych 2019), so that
the head reads the mean of either claim, what is between the two and what they share (as InferSent does, Conneau et al.
2017), beside [CLS], which it never used. Reading [CLS] alone took twice the examples to come as far.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel, BertPreTrainedModel
from transformers.modeling_outputs import SequenceClassifierOutput

_SIDE, _CLAIM = 8, 4  # bits of a token's type: see `tracker.contradiction.encoding`


class PairModel(BertPreTrainedModel):  # type: ignore[misc]  # torch is untyped here
    """Scores of a pair, [pairs, labels], of ids, types and mask, [pairs, tokens] each."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config, add_pooling_layer=False)
        self.classifier_dense = nn.Linear(5 * config.hidden_size, config.hidden_size)
        self.classifier_dropout = nn.Dropout(config.hidden_dropout_prob)
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)
        self.post_init()

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> SequenceClassifierOutput:
        """The scores, as `logits`."""
        states = self.bert(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        claim = (token_type_ids.remainder(2 * _CLAIM) >= _CLAIM) & (attention_mask > 0)
        second = token_type_ids.remainder(2 * _SIDE) >= _SIDE
        a, b = _mean(states, claim & ~second), _mean(states, claim & second)
        read = torch.cat([states[:, 0], a, b, (a - b).abs(), a * b], 1)
        hidden = nn.functional.gelu(self.classifier_dense(read))
        return SequenceClassifierOutput(logits=self.classifier(self.classifier_dropout(hidden)))


def _mean(states: Tensor, chosen: Tensor) -> Tensor:
    weights = chosen.unsqueeze(2).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)
