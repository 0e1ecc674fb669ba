"""Annotations of one's own → a bundle of one's own: the only file that knows the order of `tracker train`.

The rest is in `tracker.models.tuning` (needs the extra ``[torch]``), and the labels are `tracker.attribution.gold`'s.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.attribution.encoding import INPUT_VERSION, encode
from tracker.attribution.finder import open_tagger
from tracker.attribution.gold import gold_labels, legal
from tracker.errors import InputError, ModelError
from tracker.measures import GoldArticle
from tracker.models import Bundle, find_bundle, open_backend, read_bundle
from tracker.models.bundle import MANIFEST_ONLY, write_bundle
from tracker.models.card import make_card
from tracker.models.tokens import special_id
from tracker.models.tuning.recipe import Recipe, recipe_at_home
from tracker.segment import segment

if TYPE_CHECKING:
    from tracker.models.tuning.batches import Example
    from tracker.models.tuning.crf import Crf
    from tracker.models.tuning.tagger import Progress

FEWEST = 5
"""Articles with attributions below which nothing is learned that is not learned by heart."""

FILES = ("README.md", "config.json", "manifest.json", "model.onnx", "tokenizer.json")
"""What `train_attribution` writes."""

_EXTRA = ("torch", "onnx", "safetensors")


def require_torch() -> None:
    """Raise ModelError where the extra ``[torch]`` is not installed."""
    from importlib import import_module

    for name in _EXTRA:
        try:
            import_module(name)
        except ImportError as error:
            todo = "in a checkout of tracker: pip install '.[torch]'"
            raise ModelError(f"training needs PyTorch and its like ({name} is missing)", todo=todo) from error


def refuse_few(gold: Sequence[GoldArticle], where: str) -> None:
    """Raise InputError where there is too little to learn from."""
    marked = sum(bool(one.attributions) for one in gold)
    if marked < FEWEST:
        said = f"{marked} article{'' if marked == 1 else 's'} with attributions, too few to learn from"
        todo = f"{FEWEST} are the least, some hundred are better"
        raise InputError(said, where=where, todo=todo)


def train_attribution(
    gold: Sequence[GoldArticle],
    folder: Path,
    *,
    name: str,
    base: Path | None = None,
    epochs: int,
    learning_rate: float,
    seed: int,
    threads: int | None = None,
    told: Callable[[Progress], object],
) -> str:
    """Fine-tune the attribution model of `base` (default: the shipped one) on articles, and write `FILES`.

    Gives the new model's name: `name`, with the version of `base` and a digest of the weights. `told` hears of each
    step. Raises ModelError where the extra is missing, or the weights of `base` cannot be read back.
    """
    require_torch()
    from tracker.models.tuning.batches import Marks
    from tracker.models.tuning.crf import Crf
    from tracker.models.tuning.tagger import check_same, learn, open_model, write_model

    place = base or find_bundle("attribution-en")
    open_tagger(place, threads=1)  # all that the tagger refuses
    bundle = read_bundle(place, task="attribution", input_version=INPUT_VERSION)
    examples = label_tokens(gold, bundle)
    recipe = recipe_at_home(epochs, learning_rate, seed, bundle.max_length)
    model, crf = open_model(bundle, dropout=recipe.dropout), Crf(len(bundle.labels))
    crf.start_from(bundle.decoder["transitions"])
    tokenizer = bundle.tokenizer()
    marks = Marks(first=special_id(tokenizer, "[CLS]"), mask=special_id(tokenizer, "[MASK]"))
    check_same(model, bundle, open_backend(bundle, threads=1), examples, marks)
    learn(model, crf, examples, recipe, marks, told, threads=threads)
    write_model(model, folder)
    for file in ("config.json", "tokenizer.json"):
        shutil.copyfile(bundle.folder / file, folder / file)
    manifest = _manifest(bundle, gold, recipe, crf) | {"name": name}
    with (folder / "model.onnx").open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()[:8]
    manifest["version"] = f"{bundle.version.partition('+')[0]}+{digest}"
    write_bundle(folder, manifest, make_card(manifest))
    return f"{manifest['name']}@{manifest['version']}"


def label_tokens(gold: Sequence[GoldArticle], bundle: Bundle) -> list[Example]:
    """The articles as labelled tokens."""
    from tracker.models.tuning.batches import IGNORED, Example

    tokenizer = bundle.tokenizer()
    out = []
    for one in gold:
        stream = encode(one.article.text, segment(one.article.text), tokenizer)
        labels = legal(gold_labels(stream, one.attributions, one.unknown, ignored=IGNORED))
        out.append(Example(stream.ids, stream.types, labels))
    return out


def _manifest(bundle: Bundle, gold: Sequence[GoldArticle], recipe: Recipe, crf: Crf) -> dict[str, Any]:
    """What the new manifest takes over, and what it says of the run. The figures of `bundle` are not this model's."""
    said: dict[str, Any] = json.loads((bundle.folder / "manifest.json").read_text(encoding="utf-8"))
    kept = {key: value for key, value in said.items() if key not in MANIFEST_ONLY}
    count = sum(len(one.attributions) for one in gold)
    run = (
        f"then {len(gold):,} articles of one's own ({count:,} attributions): {recipe.epochs} epochs, learning rate "
        f"{recipe.learning_rate:g}, seed {recipe.seed}"
    )
    return {
        **kept,
        "decoder": {**bundle.decoder, "transitions": [[round(x, 4) for x in row] for row in crf.rows()]},
        "training_data": "; ".join(filter(None, (kept.get("training_data"), run))),
        "tuned_from": bundle.model_name,
        "metrics": {},
    }
