"""Any classifier for natural language inference in the place of the shipped one: tiny models made on the spot."""

from __future__ import annotations

import math
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.certainty.test_stand_in import change, pickled, save
from tracker.contradiction import open_judge
from tracker.contradiction.labels import RELATIONS
from tracker.contradiction.network import Pair, Reals
from tracker.contradiction.stand_in import MEANINGS, StandIn, read_labels, text_of
from tracker.errors import ModelError
from tracker.records import REASONS, Clash, Statement

LABELS = ["CONTRADICTION", "neutral", "Entailment"]
RAIN = Statement("it may rain", "he", "2022-04-01")
SAFE = Statement("the bridge is safe", "he", "2022-04-04")
CONTRADICTION, ENTAILMENT, NEUTRAL = map(RELATIONS.index, ("contradiction", "entailment", "neutral"))


@pytest.fixture(scope="module")
def sure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that finds .7 contradiction, .2 neutral, .1 entailment in everything."""
    return save(tmp_path_factory.mktemp("m") / "sure", LABELS, odds=[math.log(p) for p in (0.7, 0.2, 0.1)])


@pytest.fixture(scope="module")
def random(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that finds something else in every pair."""
    return save(tmp_path_factory.mktemp("m") / "random", LABELS)


def read(network: StandIn, *pairs: Pair) -> Reals:
    """The probabilities of `RELATIONS`; of reasons the model knows nothing."""
    relations, reasons = network.begin(pairs, [Clash()] * len(pairs)).result()
    assert relations.shape == (len(pairs), len(RELATIONS))
    assert reasons.shape == (len(pairs), len(REASONS))
    assert relations.sum(1) == pytest.approx(1)
    assert (relations >= 0).all()
    assert reasons == pytest.approx(1 / len(REASONS))
    return relations


def fails(name: Path | str, labels: Mapping[str, str] | None = None) -> str:
    """What a model that cannot be used is refused with: one line."""
    with pytest.raises(ModelError) as caught:
        open_judge(str(name), labels=labels)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_labels_tell_the_relation(sure: Path) -> None:
    network = StandIn(str(sure))
    (found,) = read(network, (RAIN, SAFE))
    assert found[[CONTRADICTION, NEUTRAL, ENTAILMENT]] == pytest.approx((0.7, 0.2, 0.1), abs=1e-6)
    assert found[[RELATIONS.index("supersedes"), RELATIONS.index("unrelated")]] == pytest.approx(0)
    assert re.fullmatch(r"sure@[0-9a-f]{12}", network.model_name)
    assert dict(network.decoder) == {}


def test_settings_come_before_names_and_make_another_model(sure: Path) -> None:
    labels = {"contradiction": "neutral", " ENTAILMENT ": "Contradiction"}
    network = StandIn(str(sure), labels=labels)
    (found,) = read(network, (RAIN, SAFE))
    assert found[[CONTRADICTION, NEUTRAL]] == pytest.approx((0.1, 0.9), abs=1e-6)
    plain = StandIn(str(sure)).model_name
    assert network.model_name.startswith(f"{plain}+")
    assert StandIn(str(sure), labels={"neutral": "neutral"}).model_name not in (plain, network.model_name)


def test_it_is_read_both_ways(random: Path) -> None:
    network = StandIn(str(random), threads=1)
    (there,), (back,) = read(network, (RAIN, SAFE)), read(network, (SAFE, RAIN))
    assert there == pytest.approx(back, abs=1e-6)
    (other,) = read(network, (RAIN, RAIN))
    assert there != pytest.approx(other, abs=1e-3)


def test_pairs_come_in_order_and_do_not_depend_on_company(random: Path) -> None:
    network = StandIn(str(random), threads=1)
    texts = ["it may rain", "rain", "", "\ud800", "the bridge is safe . " * 40, "he said it is safe", " \n "]
    pairs = [(Statement(a), Statement(b)) for a in texts for b in texts]
    together = read(network, *pairs)
    for pair, found in zip(pairs, together, strict=True):
        assert read(network, pair)[0] == pytest.approx(found, abs=1e-5)
    assert len({round(float(row[CONTRADICTION]), 6) for row in together}) > 6
    assert len(read(network)) == 0


def test_a_denial_is_read_as_one(random: Path) -> None:
    network = StandIn(str(random))
    denied = Statement(RAIN.text, denied=True)
    said = Statement("it is not true that it may rain")
    assert text_of(denied) == said.text
    assert text_of(Statement(" \n\ud800 ")).strip()
    assert read(network, (denied, SAFE)) == pytest.approx(read(network, (said, SAFE)))


def test_a_judge_over_it_has_reasons(sure: Path) -> None:
    nine, ten = Statement("nine boats sank in the storm"), Statement("fourteen boats sank in the storm")
    there, back = open_judge(str(sure), threads=1).compare([(nine, ten), (ten, nine)])
    assert (there.relation, there.reason) == ("contradiction", "number")
    assert there.score > 0.7
    assert (back.relation, back.clash.b) == ("contradiction", there.clash.a)
    assert back.score == pytest.approx(there.score)
    assert there.model.startswith("sure@")


def test_two_labels_will_do(tmp_path: Path) -> None:
    folder = save(tmp_path / "m", ["entailment", "not_entailment"], odds=[0, 0])
    (found,) = read(StandIn(str(folder), labels={"not_entailment": "contradiction"}), (RAIN, SAFE))
    assert found[[CONTRADICTION, ENTAILMENT]] == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize("kind", ["Roberta", "GPT2", "DebertaV2"])
def test_other_families(tmp_path: Path, kind: str) -> None:
    read(StandIn(str(save(tmp_path / kind, LABELS, kind=kind))), (RAIN, SAFE), (Statement("it is . " * 60), RAIN))


def test_what_has_not_begun_can_be_cancelled(random: Path) -> None:
    long = Statement("it may rain " * 20)
    reading = StandIn(str(random)).begin([(long, long)] * 200, [Clash()] * 200)
    reading.cancel()
    assert reading.futures[-1].cancelled()


# --- labels


@pytest.mark.parametrize(
    ("names", "given", "meanings"),
    [
        (LABELS, {}, ("contradiction", "neutral", "entailment")),
        (["SUPPORTS", "REFUTES", "NOT ENOUGH INFO"], {}, ("entailment", "contradiction", "neutral")),
        (["LABEL_0", "label_1"], {"label_0": "CONTRADICTION", "LABEL_1": " neutral"}, ("contradiction", "neutral")),
        (["entailment", "contradiction"], {"entailment": "contradiction"}, ("contradiction", "contradiction")),
        (["contradiction"], {"not there": "neutral"}, ("contradiction",)),
    ],
)
def test_what_labels_mean(names: Sequence[str], given: Mapping[str, str], meanings: tuple[str, ...]) -> None:
    assert read_labels(names, given, where="m") == meanings


def test_labels_that_tell_nothing_are_named_with_the_line_to_write() -> None:
    with pytest.raises(ModelError) as caught:
        read_labels(["LABEL_0", "neutral", 'a"b'], {"LABEL_1": "neutral"}, where="org/name")
    assert str(caught.value) == (
        'org/name: its labels do not tell what contradicts: LABEL_0, a"b; write in tracker.toml: '
        'nli_labels = {"LABEL_0" = "?", "a\\"b" = "?"} with entailment, neutral, contradiction for the question marks'
    )


@pytest.mark.parametrize(
    ("names", "given"),
    [
        (["LABEL_0", "LABEL_1", "LABEL_2"], {}),
        (["entailment", "not_entailment"], {}),
        (["neutral", "contradiction"], {"contradiction": "neutral"}),
        (["neutral", "contradiction"], {"contradiction": "denies"}),
        ([f"LABEL_{n}" for n in range(100)], {}),
        (["contradiction", ""], {}),
    ],
)
def test_the_line_to_write_is_toml(names: Sequence[str], given: Mapping[str, str]) -> None:
    with pytest.raises(ModelError) as caught:
        read_labels(names, given, where="org/name")
    line = str(caught.value)
    assert "\n" not in line
    assert len(line) < 600
    found = tomllib.loads(line.partition("tracker.toml: ")[2].rpartition(" with ")[0])["nli_labels"]
    assert set(found.values()) == {"?"}
    assert set(found) <= set(names)
    mapped = dict.fromkeys(names, "neutral") | dict.fromkeys(found, "contradiction")
    assert "contradiction" in read_labels(names, mapped, where="org/name")
    assert set(MEANINGS) <= set(re.findall(r"\w+", line.rpartition(" with ")[2]))


def test_a_model_for_something_else_is_refused(tmp_path: Path) -> None:
    folder = save(tmp_path / "m", ["LABEL_0", "LABEL_1"], odds=[1, 0])
    assert "nli_labels = {" in fails(folder)
    judge = open_judge(str(folder), labels={"LABEL_0": "contradiction", "LABEL_1": "neutral"})
    assert judge.model_name.startswith("m@")


# --- models that cannot be used


def test_without_the_extra(sure: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    assert fails(sure).endswith(r"running this model needs PyTorch; in a checkout of tracker: pip install '.[torch]'")


def test_spoilt_models_are_refused_in_one_line(tmp_path: Path) -> None:
    folder = save(tmp_path / "m", LABELS)
    change(folder, "config.json", auto_map={"AutoModel": "code.X"})
    assert "asks to run code" in fails(folder)
    change(folder, "config.json", auto_map=None)
    pickled(folder)
    assert "are a pickle" in fails(folder)
    assert fails("/no/such/folder").startswith("/no/such/folder: there is no such folder")


def test_weights_that_are_no_numbers_are_told(tmp_path: Path) -> None:
    network = StandIn(str(save(tmp_path / "m", LABELS, odds=[math.nan] * 3)))
    with pytest.raises(ModelError, match="does not give 3 numbers a pair") as caught:
        read(network, (RAIN, SAFE))
    assert "\n" not in str(caught.value)
    with pytest.raises(ModelError, match="does not give 3 numbers a pair"):
        network.probabilities(np.zeros((2, 5), dtype=np.float32))
