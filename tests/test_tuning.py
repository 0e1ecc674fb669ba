"""Fine-tuning at home, whole, over the tiny bundle."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.marked import read_marked
from tests.models.sample import TINY, copy_tiny, read_manifest
from tracker.attribution import open_tagger
from tracker.errors import InputError, ModelError
from tracker.measures import GoldArticle, Roles
from tracker.records import Article
from tracker.segment import segment
from tracker.tuning import FILES, refuse_few, require_torch, train_attribution

if TYPE_CHECKING:
    from tracker.models.tuning.tagger import Progress

EPOCHS = 100  # in which the tiny model learns six short articles by heart
MARKED = (
    "[S The mayor] [C said] [K that the bridge was safe].",
    "“[K It is safe],” [C said] [S she]. The bridge was in the city.",
    "[S He] [C said] [K the mayor was in the bridge] and that was that.\n\nThe bridge.",
    "[S The mayor of the city] [C said] [K that he was safe and sound].",
    "[S1 She] [C1 said] [K1 that [S2 he] [C2 said] [K2 that the bridge] was safe].",
    "The bridge was safe. [S They] [C said] [K that].",
)


def gold(marked: Sequence[str] = MARKED) -> list[GoldArticle]:
    out = []
    for number, one in enumerate(marked):
        read = read_marked(one)
        roles = tuple(Roles(tuple(a.source), tuple(a.cue), tuple(a.content)) for a in read.attributions)
        out.append(GoldArticle(Article(f"a{number}", read.text), roles))
    return out


def train(folder: Path, **settings: Any) -> tuple[str, list[Progress]]:  # noqa: ANN401
    """A short run into `folder`, and what was told meanwhile."""
    pytest.importorskip("torch", reason="the extra [torch] is not installed")
    folder.mkdir()
    heard: list[Progress] = []
    given = {"name": "ours", "base": TINY, "epochs": 2, "learning_rate": 1e-3, "seed": 3, "threads": 1, **settings}
    return train_attribution(gold(), folder, told=heard.append, **given), heard


def test_what_is_written_is_a_bundle_that_says_how_it_was_made(tmp_path: Path) -> None:
    name, _ = train(tmp_path / "ours")
    assert sorted(path.name for path in (tmp_path / "ours").iterdir()) == sorted(FILES)
    assert open_tagger(tmp_path / "ours").model_name == name
    manifest = read_manifest(tmp_path / "ours")
    assert name == f"ours@{manifest['version']}"
    assert manifest["version"].startswith("0.0.0+")
    assert manifest["tuned_from"] == "tiny@0.0.0"
    assert manifest["training_data"] == (
        "then 6 articles of one's own (7 attributions): 2 epochs, learning rate 0.001, seed 3"
    )
    assert manifest["decoder"]["transitions"] != read_manifest(TINY)["decoder"]["transitions"]


def test_figures_of_the_model_before_are_not_those_of_the_new_one(tmp_path: Path) -> None:
    def change(_: Path, manifest: dict[str, Any]) -> None:
        manifest.update(metrics={"dev": {"cue exact": 99.0}}, limits="few")
        manifest["decoder"]["confidence"] = None

    base = copy_tiny(tmp_path / "base", change)
    train(tmp_path / "ours", base=base)
    manifest = read_manifest(tmp_path / "ours")
    assert (manifest["metrics"], manifest["limits"]) == ({}, "few")
    assert "confidence" in manifest["decoder"]
    assert "99.0" not in (tmp_path / "ours" / "README.md").read_text(encoding="utf-8")


def test_it_learns(tmp_path: Path) -> None:
    _, heard = train(tmp_path / "ours", epochs=EPOCHS, learning_rate=1e-2)
    ends = [at.loss for at in heard if at.ended]
    assert ends[-1] < 0.6 * ends[0]
    assert [at.epoch for at in heard if at.ended] == list(range(1, EPOCHS + 1))
    article = gold()[0].article
    found = open_tagger(tmp_path / "ours").tag([(article.text, segment(article.text))])[0]
    assert [(one.role, one.span.of(article.text)) for one in found] == [
        ("source", "The mayor"),
        ("cue", "said"),
        ("content", "that the bridge was safe"),
    ]


def test_one_seed_one_model(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="the extra [torch] is not installed")

    first, _ = train(tmp_path / "a")
    before = torch.random.get_rng_state()
    again, _ = train(tmp_path / "b")
    assert torch.equal(torch.random.get_rng_state(), before)
    other, _ = train(tmp_path / "c", seed=4)
    assert first == again != other
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_run_that_goes_astray_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"^the loss is no number any more; take a smaller learning rate$"):
        train(tmp_path / "ours", learning_rate=float("nan"))
    assert not (tmp_path / "ours" / "model.onnx").exists()


def test_a_model_of_ones_own_is_trained_on(tmp_path: Path) -> None:
    """From int8 alone; its version does not grow with each run."""
    first, _ = train(tmp_path / "a", epochs=3)
    second, _ = train(tmp_path / "b", base=tmp_path / "a", name="later")
    assert second.startswith("later@0.0.0+")
    assert second.partition("@")[2] != first.partition("@")[2]
    assert read_manifest(tmp_path / "b")["tuned_from"] == first
    assert read_manifest(tmp_path / "b")["training_data"].count("of one's own") == 2


def test_what_nobody_decided_is_not_learned() -> None:
    pytest.importorskip("torch", reason="the extra [torch] is not installed")
    from tracker.models import read_bundle
    from tracker.models.tuning.batches import IGNORED
    from tracker.tuning import label_tokens

    bundle = read_bundle(TINY, task="attribution", input_version="attribution-input-1")
    one = gold()[1]
    open_content = replace(one, attributions=(), unknown=one.attributions[0].content)
    known, unknown = label_tokens([one, open_content], bundle)
    content = np.isin(known.labels, (5, 6))
    assert content.any()
    assert (unknown.labels[content] == IGNORED).all()
    assert (unknown.labels == IGNORED).sum() == (known.labels == IGNORED).sum() + content.sum()


def test_too_few_are_refused() -> None:
    silent = replace(gold()[0], attributions=())
    refuse_few([*gold()[:5], silent], "gold.jsonl")
    with pytest.raises(InputError, match=r"^gold\.jsonl: 4 articles with attributions, too few to learn from; 5 are"):
        refuse_few([*gold()[:4], silent, silent], "gold.jsonl")


@pytest.mark.parametrize("name", ["torch", "onnx", "safetensors"])
def test_without_the_extra_the_line_says_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for other in ("torch", "onnx", "safetensors"):
        monkeypatch.setitem(sys.modules, other, None if other == name else json)
    with pytest.raises(
        ModelError, match=rf"\({name} is missing\); in a checkout of tracker: pip install '\.\[torch\]'$"
    ):
        require_torch()
