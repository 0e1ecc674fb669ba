"""The CRF's loss against all paths written out."""

from __future__ import annotations

import itertools
import math

import pytest

torch = pytest.importorskip("torch", reason="the extra [torch] is not installed")


@pytest.mark.parametrize("labels", [[1, 2, 0], [0, 3, 4], [-100, 2, 0], [1, -100, 3], [0, 0, -100]])
def test_the_loss_is_that_of_all_paths(labels: list[int]) -> None:
    from tracker.models.tuning.crf import Crf

    torch.manual_seed(1)
    crf, count = Crf(5), 5
    crf.start_from(torch.randn(count, count).tolist())
    emissions, transitions = torch.randn(1, 3, count), crf.scores().detach()

    def score(path: tuple[int, ...]) -> float:
        here = sum(float(emissions[0, t, label]) for t, label in enumerate(path))
        return here + sum(float(transitions[a, b]) for a, b in itertools.pairwise(path))

    paths = list(itertools.product(range(count), repeat=3))
    fits = [p for p in paths if all(gold in (label, -100) for gold, label in zip(labels, p, strict=True))]
    wanted = math.log(sum(map(math.exp, map(score, paths)))) - math.log(sum(map(math.exp, map(score, fits))))
    known = sum(label >= 0 for label in labels)
    found = crf.loss(emissions, torch.tensor([labels]), torch.ones(1, 3, dtype=torch.long))
    assert found.item() == pytest.approx(wanted / known, abs=1e-4)


def test_padding_counts_for_nothing() -> None:
    from tracker.models.tuning.crf import Crf

    torch.manual_seed(1)
    crf, emissions = Crf(5), torch.randn(1, 6, 5)
    labels = torch.tensor([[0, 1, 2, -100, -100, -100]])
    alone = crf.loss(emissions[:, :3], labels[:, :3], torch.ones(1, 3, dtype=torch.long))
    padded = crf.loss(emissions, labels, torch.tensor([[1, 1, 1, 0, 0, 0]]))
    assert padded.item() == pytest.approx(alone.item(), abs=1e-6)


def test_a_trained_models_scores_come_back_as_they_were() -> None:
    from tests.models.sample import tiny_bundle
    from tracker.models.tuning.crf import Crf

    scores, crf = tiny_bundle().decoder["transitions"], Crf(7)
    crf.start_from(scores)
    assert crf.rows() == scores
