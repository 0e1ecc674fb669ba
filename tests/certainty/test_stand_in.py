"""Any sequence classifier in the place of the shipped one: tiny models made on the spot, whole and spoilt."""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tracker.certainty.encoding import Passage, find_passage
from tracker.certainty.levels import LEVELS
from tracker.certainty.scorer import Scorer, Verdict
from tracker.certainty.stand_in import Meaning, StandIn, read_labels, verdict_of_labels, verdict_of_number
from tracker.errors import ModelError

MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = [*MARKS, "it", "may", "rain", "the", "bridge", "is", "safe", "he", "said", "and", ".", ","]
SIZES: dict[str, Any] = {
    "vocab_size": len(WORDS),
    "hidden_size": 32,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 64,
}
Make = Callable[..., Path]
Spoil = Callable[[Path], object]


def save(
    folder: Path, labels: Sequence[str], *, kind: str = "Bert", odds: Sequence[float] = (), **more: object
) -> Path:
    """A random classifier with these labels in `folder`; with `odds` its logits are these, whatever it reads."""
    torch = pytest.importorskip("torch", reason="the extra [torch] is not installed")
    import transformers

    torch.manual_seed(1)
    config = getattr(transformers, f"{kind}Config")(**SIZES, id2label=dict(enumerate(labels)), **more)
    model = getattr(transformers, f"{kind}ForSequenceClassification")(config)
    for weights in model.parameters():
        torch.nn.init.normal_(weights, std=0.3)  # so that every word moves the outcome
    if odds:
        with torch.no_grad():
            model.classifier.weight.zero_()
            model.classifier.bias.copy_(torch.tensor(odds))
    model.save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(WORDS) + "\n")
    transformers.BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def sure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that finds .1 certain, .2 probable, .3 possible, .4 doubtful in everything."""
    return save(tmp_path_factory.mktemp("m") / "sure", LEVELS, odds=[math.log(p) for p in (0.1, 0.2, 0.3, 0.4)])


@pytest.fixture(scope="module")
def random(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that finds something else in everything."""
    return save(tmp_path_factory.mktemp("m") / "random", ["CT+", "PR+", "Uu", "CT-"])


def judge(scorer: Scorer, *passages: Passage) -> list[Verdict]:
    return scorer.begin(passages).result()


def change(folder: Path, file: str, **more: object) -> None:
    """Other values in one of a model's JSON files."""
    path = folder / file
    path.write_text(json.dumps(json.loads(path.read_text()) | more))


def fails(name: Path | str, labels: Mapping[str, str] | None = None) -> str:
    """What a model that cannot be used is refused with: one line."""
    with pytest.raises(ModelError) as caught:
        StandIn(str(name), labels=labels)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_names_of_labels_tell_the_level(sure: Path) -> None:
    scorer = StandIn(str(sure))
    (verdict,) = judge(scorer, find_passage("He said it may rain.", "it may rain", "said"))
    assert re.fullmatch(r"sure@[0-9a-f]{12}", scorer.model_name)
    assert verdict.level == "doubtful"
    assert verdict.polarity == "unknown"
    assert verdict.probabilities == pytest.approx((0.1, 0.2, 0.3, 0.4), abs=1e-6)
    assert verdict.score == pytest.approx(0.1 * 0.97 + 0.2 * 0.75 + 0.3 * 0.45 + 0.4 * 0.12, abs=1e-6)
    assert verdict.factuality == 0
    assert verdict.evidence == ()


def test_settings_come_before_names(sure: Path) -> None:
    labels = {"DOUBTFUL": "certain negative", "possible": "certain"}
    (verdict,) = judge(StandIn(str(sure), labels=labels), Passage("it may rain"))
    assert verdict.level == "certain"
    assert verdict.probabilities == pytest.approx((0.8, 0.2, 0, 0), abs=1e-6)
    assert verdict.polarity == "positive"  # .1 certain, .2 probable and .3 mapped against .4
    assert verdict.factuality == pytest.approx(0.8 * 2.95 + 0.2 * 2.1, abs=1e-6)


def test_the_folder_is_named_however_it_is_written(sure: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sure)
    assert StandIn(".").model_name.startswith("sure@")


def test_a_model_trained_again_or_read_another_way_is_another(sure: Path, random: Path) -> None:
    mapped = StandIn(str(sure), labels={"DOUBTFUL": "certain"}).model_name
    assert mapped != StandIn(str(sure)).model_name
    assert mapped != StandIn(str(sure), labels={"DOUBTFUL": "possible"}).model_name
    assert mapped.startswith(StandIn(str(sure)).model_name)
    assert StandIn(str(sure)).model_name.split("@")[1] != StandIn(str(random)).model_name.split("@")[1]


def test_verdicts_come_in_order_and_do_not_depend_on_company(random: Path) -> None:
    scorer = StandIn(str(random), threads=1)
    texts = [
        "it may rain",
        "the bridge is safe , he said , and it may rain",
        "rain",
        "it is safe . " * 40,
        "",
        "\ud800",
    ]
    passages = [Passage(text) for text in texts] + [find_passage(text, "it") for text in texts]
    passages.append(Passage("the bridge is safe", target_apart="it may rain"))
    together = judge(scorer, *passages)
    for passage, verdict in zip(passages, together, strict=True):
        (alone,) = judge(scorer, passage)
        assert alone.probabilities == pytest.approx(verdict.probabilities, abs=1e-5)
    assert len({verdict.score for verdict in together}) > 6
    assert judge(scorer) == []


def test_the_claim_is_read(random: Path) -> None:
    scorer = StandIn(str(random))
    text = "the bridge is safe and it may rain"
    whole, one, other = judge(
        scorer, Passage(text), find_passage(text, "it may rain"), find_passage(text, "the bridge")
    )
    assert len({whole.score, one.score, other.score}) == 3


def test_a_claim_in_two_parts_is_read_as_one(random: Path) -> None:
    first, second = find_passage("it may rain", "it").target + find_passage("it may rain", "rain").target
    parted, apart = Passage("it may rain", (first, second)), Passage("it may rain", target_apart="it rain")
    one, other = judge(StandIn(str(random)), parted, apart)
    assert one.score == pytest.approx(other.score, abs=1e-6)


def test_what_has_not_begun_can_be_cancelled(random: Path) -> None:
    reading = StandIn(str(random)).begin([Passage("it may rain " * 20)] * 200)
    reading.cancel()
    assert reading.pending[-1].cancelled()


@pytest.mark.parametrize("kind", ["Roberta", "GPT2", "DebertaV2"])
def test_other_families(tmp_path: Path, kind: str) -> None:
    scorer = StandIn(str(save(tmp_path / kind, ["factual", "uncertain"], kind=kind)))
    verdicts = judge(scorer, Passage("it may rain"), find_passage("it is safe . " * 60, "safe"))
    assert all(sum(verdict.probabilities) == pytest.approx(1) for verdict in verdicts)


def test_one_output_is_factuality(tmp_path: Path) -> None:
    scorer = StandIn(str(save(tmp_path / "f", ["LABEL_0"], odds=[2.1])))
    (verdict,) = judge(scorer, Passage("it may rain"))
    assert (verdict.level, verdict.polarity) == ("probable", "positive")
    assert verdict.factuality == pytest.approx(2.1, abs=1e-6)
    assert verdict.score == pytest.approx(0.75, abs=1e-6)


def test_labels_that_stand_by_themselves(tmp_path: Path) -> None:
    folder = save(tmp_path / "m", LEVELS, odds=[0, 0, -30, -30], problem_type="multi_label_classification")
    (verdict,) = judge(StandIn(str(folder)), Passage("it may rain"))
    assert verdict.probabilities == pytest.approx((0.5, 0.5, 0, 0), abs=1e-6)


def test_factbank_labels_have_a_polarity() -> None:
    meanings = read_labels(["CT+", "ct-", "PR+", "PS+", "PR-", "PS-", "Uu"], {}, where="m")
    verdict = verdict_of_labels(np.array([0.1, 0.6, 0.05, 0.05, 0.1, 0.05, 0.05]), meanings)
    assert (verdict.level, verdict.polarity) == ("certain", "negative")
    assert verdict.factuality == pytest.approx(-(0.7 * 2.95 + 0.05 * 2.1 + 0.05 * 1.3))


def test_synonyms() -> None:
    names = ["Factual", "LIKELY", "uncertain", "counterfactual"]
    wanted = (Meaning("certain"), Meaning("probable"), Meaning("doubtful"), Meaning("certain", "negative"))
    assert read_labels(names, {}, where="m") == wanted


@pytest.mark.parametrize(
    ("f", "level", "polarity", "score", "factuality"),
    [
        (9, "certain", "positive", 0.97, 3),
        (1.3, "possible", "positive", 0.45, 1.3),
        (0, "doubtful", "unknown", 0.12, 0),
        (-2, "doubtful", "negative", 0.12, -2),
        (-2.95, "certain", "negative", 0.97, -2.95),
    ],
)
def test_factuality_as_a_verdict(f: float, level: str, polarity: str, score: float, factuality: float) -> None:
    verdict = verdict_of_number(f)
    assert (verdict.level, verdict.polarity, verdict.factuality) == (level, polarity, factuality)
    assert verdict.score == pytest.approx(score)


def test_labels_that_tell_nothing_are_named_with_the_line_to_write() -> None:
    with pytest.raises(ModelError) as caught:
        read_labels(["LABEL_0", "certain", 'a"b'], {"LABEL_1": "certain"}, where="org/name")
    assert str(caught.value) == (
        'org/name: its labels do not tell a level: LABEL_0, a"b; write in tracker.toml: '
        'certainty_labels = {"LABEL_0" = "?", "a\\"b" = "?"} with certain, probable, possible or doubtful for each "?" '
        "(and negative after it where it denies)"
    )
    with pytest.raises(ModelError, match="LABEL_11 and 88 more;"):
        read_labels([f"LABEL_{i}" for i in range(100)], {}, where="org/name")


def test_labels_of_inference_are_not_guessed_but_told(tmp_path: Path) -> None:
    import tomllib

    folder = save(tmp_path / "nli", ["ENTAILMENT", "neutral", "contradiction"], odds=[0, 0, 3])
    line = fails(folder)
    labels = tomllib.loads(line.partition("tracker.toml: ")[2])["certainty_labels"]
    assert labels == {"ENTAILMENT": "certain", "neutral": "doubtful", "contradiction": "certain negative"}
    (verdict,) = judge(StandIn(str(folder), labels=labels), Passage("it may rain"))
    assert (verdict.level, verdict.polarity) == ("certain", "negative")
    assert verdict.factuality < -2.5


@pytest.mark.parametrize("value", ["sure", "", "certain maybe", "certain negative indeed", "negative"])
def test_a_meaning_that_is_none_is_named(sure: Path, value: str) -> None:
    line = fails(sure, {"LABEL_7": value})
    assert "certainty_labels.LABEL_7" in line
    assert "certain, probable, possible or doubtful" in line


def asks_for_code(file: str) -> Spoil:
    """The model comes with code, and its configuration names it."""

    def spoil(folder: Path) -> None:
        (folder / "code.py").write_text(f"open({str(folder / 'ran')!r}, 'w')")
        change(folder, file, auto_map={f"Auto{part}": "code.X" for part in ("Config", "Model", "Tokenizer")})

    return spoil


def pickled(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def no_tokenizer(folder: Path) -> None:
    for path in (*folder.glob("vocab*"), *folder.glob("tokenizer*")):
        path.unlink()


def with_index(*parts: str) -> Spoil:
    """Weights in several files."""

    def spoil(folder: Path) -> None:
        (folder / "model.safetensors").rename(folder / "part")
        (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": dict(enumerate(parts))}))

    return spoil


SPOILT: dict[str, tuple[Spoil, str]] = {
    "code": (asks_for_code("config.json"), "m/config.json: it asks to run code that came with the model"),
    "tokenizer code": (asks_for_code("tokenizer_config.json"), "m/tokenizer_config.json: it asks to run code"),
    "kernel": (lambda f: change(f, "config.json", sub={"_attn_implementation": "a/b"}), "it asks to run code"),
    "pickle": (pickled, "its weights are a pickle (pytorch_model.bin)"),
    "pickled part": (with_index("model-1.safetensors", "model-2.bin"), "its weights are a pickle (model-2.bin)"),
    "named pickle": (lambda f: change(f, "config.json", transformers_weights="adapter_model.bin"), "are a pickle"),
    "index of nothing": (with_index(), "there is no model.safetensors in it"),
    "no weights": (lambda f: (f / "model.safetensors").unlink(), "there is no model.safetensors in it"),
    "no config": (lambda f: (f / "config.json").unlink(), "there is no config.json in it"),
    "cut config": (lambda f: (f / "config.json").write_text('{"model_type": '), "m/config.json: the file is damaged"),
    "odd config": (lambda f: (f / "config.json").write_text("[]"), "config.json: the file is damaged (not an object)"),
    "empty config": (lambda f: (f / "config.json").write_text("{}"), "transformers cannot load it"),
    "odd numbers": (lambda f: change(f, "config.json", hidden_size=33), "transformers cannot load it"),
    "odd labels": (lambda f: change(f, "config.json", id2label={"x": "y"}), "transformers cannot load it"),
    "fewer labels": (
        lambda f: change(f, "config.json", id2label={"0": "x"}),
        "not of the shape that its config.json says (classifier.",
    ),
    "unknown kind": (lambda f: change(f, "config.json", model_type="nonesuch"), "transformers cannot load it"),
    "cut weights": (lambda f: (f / "model.safetensors").write_bytes(b"x"), "transformers cannot load it"),
    "no tokenizer": (no_tokenizer, "there is no tokenizer in it"),
    "cut tokenizer": (lambda f: (f / "tokenizer.json").write_text("{"), "transformers cannot load its tokenizer"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_model_is_refused_in_one_line(sure: Path, tmp_path: Path, case: str) -> None:
    spoil, wanted = SPOILT[case]
    folder = tmp_path / "m"
    shutil.copytree(sure, folder)
    spoil(folder)
    line = fails(folder)
    assert str(folder) in line
    assert wanted in line
    assert not (folder / "ran").exists()


def test_an_encoder_without_a_trained_head_is_refused(tmp_path: Path) -> None:
    import transformers

    folder = save(tmp_path / "m", LEVELS)
    transformers.BertModel(transformers.BertConfig(**SIZES)).save_pretrained(folder)
    change(folder, "config.json", id2label=dict(enumerate(LEVELS)))
    assert "it is not trained for text-classification: classifier." in fails(folder)


def test_a_tokenizer_of_another_model_is_told(tmp_path: Path) -> None:
    import transformers

    folder = save(tmp_path / "m", LEVELS)
    config = transformers.BertConfig(**SIZES | {"vocab_size": 6}, id2label=dict(enumerate(LEVELS)))
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    with pytest.raises(ModelError, match="PyTorch cannot run it"):
        judge(StandIn(str(folder)), Passage("the bridge is safe"))


def test_weights_that_are_no_numbers_are_told(tmp_path: Path) -> None:
    folder = save(tmp_path / "m", LEVELS, odds=[math.nan] * 4)
    with pytest.raises(ModelError, match="does not give 4 numbers a text"):
        judge(StandIn(str(folder)), Passage("it may rain"))


def test_without_the_extra(sure: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    assert fails(sure).endswith(r"running this model needs PyTorch; in a checkout of tracker: pip install '.[torch]'")


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The hub's cache, empty, and no way to the hub."""
    pytest.importorskip("torch", reason="the extra [torch] is not installed")
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    return tmp_path / "hub"


@pytest.mark.usefixtures("hub")
def test_a_name_that_is_nowhere() -> None:
    line = fails("nobody/nothing")
    assert line.startswith(
        "nobody/nothing: there is no such folder, it was not fetched from the hub before, and HF_HUB_OFF"
    )
    assert fails("no/such/folder").startswith("no/such/folder: there is no such folder; name a folder with config.json")
    assert "there is no such folder" in fails("/no/such/folder")


def test_what_was_fetched_before_needs_no_network(hub: Path, sure: Path) -> None:
    repository, revision = hub / "models--some--model", "0123456789abcdef" * 2 + "01234567"
    shutil.copytree(sure, repository / "snapshots" / revision)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(revision)
    scorer = StandIn("some/model")
    assert scorer.model_name == "some/model@0123456789ab"
    assert judge(scorer, Passage("it may rain"))[0].level == "doubtful"
    asks_for_code("config.json")(repository / "snapshots" / revision)
    assert fails("some/model").startswith("some/model/config.json: it asks to run code")


def test_nothing_is_said_on_the_terminal(sure: Path) -> None:
    code = (
        "from tracker.certainty.stand_in import StandIn; from tracker.certainty.encoding import Passage; "
        f"print(StandIn({str(sure)!r}).begin([Passage('it may rain ' * 99)]).result()[0].level)"
    )
    environ = {key: value for key, value in os.environ.items() if not key.startswith("TRANSFORMERS_")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ)
    assert (done.stdout, done.stderr) == ("doubtful\n", "")
