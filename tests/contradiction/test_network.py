from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from tests.models.sample import TINY, copy_tiny
from tracker.contradiction.encoding import INPUT_VERSION
from tracker.contradiction.judge import open_judge
from tracker.contradiction.labels import LABELS, RELATIONS
from tracker.contradiction.network import PairClassifier, open_network, softmax
from tracker.errors import ModelError
from tracker.models import Batch, Bundle
from tracker.models.backend import Floats
from tracker.records import REASONS, Clash, Span, Statement

EARLY = Statement("Nine divers were rescued.", "Ada Osei", "2022-04-01")
LATE = Statement("Fourteen divers were rescued.", "Bo Tan", "2022-04-04")
MARK = Clash((Span(0, 4),), (Span(0, 8),))


class Scores:
    """A backend whose scores of a pair are the number of its tokens for one label, else 0."""

    workers = 1

    def __init__(self, label: str = "neutral", width: int = len(LABELS)) -> None:
        self.batches: list[Batch] = []
        self.open = threading.Event()
        self.open.set()
        self._label = LABELS.index(label)
        self._width = width

    def logits(self, batch: Batch) -> Floats:
        self.open.wait(20)
        self.batches.append(batch)
        found = np.zeros((len(batch.input_ids), self._width), dtype=np.float32)
        found[:, self._label] = batch.input_ids.shape[1]
        return found


def classifier(backend: Scores) -> PairClassifier:
    bundle = Bundle(TINY, "made", "2.0.0", "contradiction", LABELS, INPUT_VERSION, 160, {"judge": None})
    return PairClassifier(bundle, backend)


def bundle(folder: Path, **change: object) -> Path:
    """A random bundle that says it is one for contradictions."""
    told = {"task": "contradiction", "labels": list(LABELS), "input_version": INPUT_VERSION} | change
    return copy_tiny(folder, lambda _, manifest: manifest.update(told))


def test_scores_become_probabilities_of_relations_and_of_reasons() -> None:
    network = classifier(Scores("contradiction"))
    relations, reasons = network.begin([(EARLY, LATE), (LATE, EARLY)], [MARK, Clash()]).result()
    assert (relations.shape, reasons.shape) == ((2, len(RELATIONS)), (2, len(REASONS)))
    assert relations.sum(1) == pytest.approx(1)
    assert [RELATIONS[i] for i in relations.argmax(1)] == ["contradiction"] * 2
    assert reasons == pytest.approx(1 / len(REASONS))
    (_, reasons) = classifier(Scores("place")).begin([(EARLY, LATE)], [MARK]).result()
    assert REASONS[int(reasons[0].argmax())] == "place"
    assert (network.model_name, dict(network.decoder)) == ("made@2.0.0", {"judge": None})


def test_every_pair_goes_alone_and_comes_back_in_its_place() -> None:
    backend = Scores()
    network = classifier(backend)
    pairs = [(EARLY, Statement("It sank. " * n)) for n in (9, 1, 4, 0, 7, 2, 8, 3, 6, 5, 10, 11)]
    relations, _ = network.begin(pairs, [Clash()] * len(pairs)).result()
    assert all(len(batch.input_ids) == 1 and batch.attention_mask.all() for batch in backend.batches)
    alone = [network.begin([pair], [Clash()]).result()[0][0] for pair in pairs]
    assert np.array_equal(relations, np.array(alone))


def test_no_pairs() -> None:
    relations, reasons = classifier(Scores()).begin([], []).result()
    assert (len(relations), len(reasons)) == (0, 0)


def test_the_marks_are_read() -> None:
    backend = Scores()
    for mark in (MARK, Clash()):
        classifier(backend).begin([(EARLY, LATE)], [mark]).result()
    marked, plain = (batch.token_type_ids for batch in backend.batches)
    assert (marked >= 16).any()
    assert np.array_equal(marked % 16, plain)


def test_what_has_not_begun_is_cancelled() -> None:
    backend = Scores()
    backend.open.clear()
    reading = classifier(backend).begin([(EARLY, LATE)] * 40, [MARK] * 40)
    reading.cancel()
    backend.open.set()
    assert len(backend.batches) <= 8


def test_a_model_of_another_shape_is_told() -> None:
    with pytest.raises(ModelError, match="it does not give 12 scores a pair") as caught:
        classifier(Scores(width=5)).begin([(EARLY, LATE)], [MARK]).result()
    assert str(TINY) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_softmax_of_large_scores() -> None:
    assert softmax(np.array([[900.0, 900.0], [-900.0, 900.0]])) == pytest.approx(np.array([[0.5, 0.5], [0.0, 1.0]]))
    assert softmax(np.zeros((0, 3))).shape == (0, 3)


# --- bundles


def test_a_bundle_is_opened_by_its_folder(tmp_path: Path) -> None:
    folder = bundle(tmp_path / "other", name="other", version="3.0.0", decoder={"judge": None})
    network = open_network(folder, threads=1)
    assert isinstance(network, PairClassifier)
    assert network.model_name == "other@3.0.0"
    assert open_judge(str(folder), threads=1).model_name == "other@3.0.0"
    with pytest.raises(ModelError, match="other") as caught:  # the tiny model reads single texts
        network.begin([(EARLY, LATE)], [Clash()]).result()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"labels": ["entailment", "neutral", "contradiction"]}, "its labels are not entailment, neutral, contra"),
        ({"labels": [*LABELS[:-1], LABELS[0]]}, "its labels are not"),
        ({"task": "certainty"}, "a model for certainty where one for contradiction is needed"),
        ({"input_version": "contradiction-input-0"}, "contradiction-input-0"),
        ({"decoder": {"judge": {"inputs": []}}}, "the judge's numbers cannot be read"),
        ({"decoder": []}, "the manifest cannot be read"),
    ],
)
def test_a_bundle_that_will_not_do_is_named(tmp_path: Path, change: dict[str, object], words: str) -> None:
    folder = bundle(tmp_path / "other", **{"name": str(tmp_path / "other")} | change)
    with pytest.raises(ModelError, match=words) as caught:
        open_judge(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "manifest.json"])
def test_a_damaged_bundle_is_named(tmp_path: Path, file: str) -> None:
    folder = bundle(tmp_path / "other")
    (folder / file).write_bytes((folder / file).read_bytes()[:-9])
    with pytest.raises(ModelError, match=file):
        open_network(folder)


def test_a_folder_without_a_manifest_is_no_bundle(tmp_path: Path) -> None:
    folder = bundle(tmp_path / "other")
    (folder / "manifest.json").unlink()
    with pytest.raises(ModelError) as caught:
        open_network(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_labels_are_those_of_a_stand_in_alone(tmp_path: Path) -> None:
    folder = bundle(tmp_path / "other", version="3.0.0")
    assert open_network(folder, labels={"LABEL_0": "contradiction"}).model_name == "tiny@3.0.0"
