from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra [torch]")

from transformers import BertConfig  # noqa: E402

from training.pair_model import PairModel  # noqa: E402

FIRST, SECOND, CLAIM = 0, 8, 4


@pytest.fixture(scope="module")
def model() -> PairModel:
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=30, hidden_size=24, num_hidden_layers=1, num_attention_heads=2, intermediate_size=24,
        type_vocab_size=32, num_labels=12,
    )  # fmt: skip
    built: PairModel = PairModel(config).eval()
    return built


def scores(model: PairModel, ids: list[int], types: list[int], mask: list[int] | None = None) -> Any:  # noqa: ANN401 (torch may not be there)
    rows = [torch.tensor([row]) for row in (ids, types, mask or [1] * len(ids))]
    with torch.inference_mode():
        return model(*rows).logits


IDS, TYPES = [1, 5, 6, 2, 7, 8, 2], [0, CLAIM, CLAIM, 0, SECOND + CLAIM, SECOND + CLAIM, SECOND]


def test_one_row_of_scores_a_pair(model: PairModel) -> None:
    assert scores(model, IDS, TYPES).shape == (1, 12)


def test_padding_changes_nothing(model: PairModel) -> None:
    padded = scores(model, [*IDS, 0, 0], [*TYPES, 0, 0], [1] * 7 + [0, 0])
    assert torch.allclose(padded, scores(model, IDS, TYPES), atol=1e-5)


def test_a_pair_without_words_has_scores(model: PairModel) -> None:
    assert scores(model, [1, 2, 2], [0, 0, SECOND]).isfinite().all()


def test_which_side_a_word_stands_on_counts(model: PairModel) -> None:
    moved = [0, CLAIM, SECOND + CLAIM, 0, SECOND + CLAIM, SECOND + CLAIM, SECOND]
    assert not torch.allclose(scores(model, IDS, moved), scores(model, IDS, TYPES), atol=1e-4)
