"""Train the attribution tagger: one encoder, seven labels (BIO over source, cue, content), a linear-chain CRF.

    python -m training.attribution --encoder PATH|ORG/NAME --corpus FOLDER --out runs/attribution

Reads top to bottom: corpus → token streams → chunks → training → development figures → a Hugging Face directory
(`hf/`: config, tokenizer, safetensors, plus `crf.json`, the transition scores). `training.export` makes the bundle.
Batches, loss and steps are `tracker.models.tuning`, as `tracker train` fine-tunes by the same.

The loss is the negative log-likelihood of a linear-chain CRF (Lafferty et al. 2001) plus the token cross-entropy with
label smoothing; what is kept are exponentially averaged weights (EMA). Characters that the corpus marks `discuss`
(annotators unsure) or `discard` (furniture) are neither positive nor negative: the CRF sums over their labels.
Chunks are cut at another place in every epoch, so that no boundary is learned. With `--rounding 1` the network computes
on numbers rounded as those of the shipped int8 graph (`training/rounding.py`).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn

from tracker.attribution.encoding import INPUT_VERSION, LABELS, ROLES, TYPES, encode
from tracker.attribution.gold import gold_labels
from tracker.measures import Roles
from tracker.models.bundle import read_bundle
from tracker.models.tuning.batches import IGNORED, Example, Marks, make_batches
from tracker.models.tuning.crf import Crf
from tracker.models.tuning.recipe import Recipe
from tracker.models.tuning.steps import Learner, keep_memory
from tracker.models.tuning.tagger import open_model
from tracker.records import Span
from tracker.segment import Segments, find_paragraphs, find_quotations
from training.corpora import read_rows
from training.fine_tuning import load_encoder
from training.rounding import round_in_training
from training.tokenizing import load_tokenizer
from training.written import read_written

MARKS = Marks(first=101, mask=103)  # of the encoder's vocabulary


@dataclass(frozen=True)
class OwnRecipe(Recipe):
    """The settings of the shipped model's run."""

    written: int = 2  # how often the articles written for this project are read in an epoch
    rounding: int = 0  # 1: compute as int8 while training


def make_example(article: dict[str, Any], tokenizer: Tokenizer) -> Example:
    """Gold spans laid over the tokens of an article."""
    text = article["text"]
    paragraphs = find_paragraphs(text)
    stream = encode(text, Segments(paragraphs, (), find_quotations(text, paragraphs)), tokenizer)
    unknown = [Span(*pair) for field in ("discuss", "discard") for pair in article.get(field) or []]
    gold = [
        Roles(**{role: tuple(Span(*pair) for pair in one[role]) for role in ROLES}) for one in article["attributions"]
    ]
    return Example(stream.ids, stream.types, gold_labels(stream, gold, unknown, ignored=IGNORED))


def save(folder: Path, model: nn.Module, crf: Crf, encoder: str, tokenizer: Tokenizer, log: dict[str, Any]) -> None:
    """A directory any transformers user recognises, with the transitions and the log beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "crf.json").write_text(json.dumps({"labels": LABELS, "transitions": crf.rows()}))
    (folder / "training.json").write_text(json.dumps({"encoder": encoder, **log}, indent=1))


def open_start(encoder: str, start: Path | None, dropout: float) -> tuple[nn.Module, Crf]:
    """What training begins with: the encoder with a fresh head, or all of a bundle's weights, read back."""
    crf = Crf(len(LABELS))
    if start is None:
        return load_encoder(encoder, LABELS, TYPES, dropout), crf
    bundle = read_bundle(start, task="attribution", input_version=INPUT_VERSION)
    crf.start_from(bundle.decoder["transitions"])
    return open_model(bundle, dropout=dropout), crf


def train(
    encoder: str, corpus: Path, out: Path, recipe: OwnRecipe, device: str, limit: int | None, start: Path | None
) -> None:
    """The whole run; saves the averaged weights after every epoch."""
    keep_memory()
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    tokenizer = load_tokenizer(encoder)
    articles = read_rows(corpus / "train.jsonl.gz")[:limit] + read_written()[0][:limit] * recipe.written
    examples = [make_example(article, tokenizer) for article in articles]
    model, crf = (part.to(device) for part in open_start(encoder, start, recipe.dropout))
    if recipe.rounding:
        round_in_training(model)
    steps = recipe.epochs * sum(1 for _ in make_batches(examples, recipe, random.Random(0), MARKS))
    learner = Learner(model, crf, recipe, MARKS, steps, device)
    print(f"{len(examples)} articles, {sum(len(e.labels) for e in examples)} tokens, about {steps} steps", flush=True)
    step, running, started, history = 0, 0.0, time.time(), []
    for epoch in range(recipe.epochs):
        model.train()
        for rows in make_batches(examples, recipe, rng, MARKS):
            step += 1
            running += (learner.step(rows) - running) / min(step, 50)
            if step % 50 == 0:
                print(f"epoch {epoch + 1} step {step} loss {running:.4f} {time.time() - started:.0f}s", flush=True)
        history.append({"epoch": epoch + 1, "loss": round(running, 4), "seconds": round(time.time() - started)})
        learner.average.swap()
        save(out / "hf", model, crf, encoder, tokenizer, {"recipe": asdict(recipe), "history": history})
        learner.average.swap()
    print(f"done in {time.time() - started:.0f}s: {out / 'hf'}", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="a Hugging Face directory or hub name")
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path("runs/attribution"))
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--from", dest="start", type=Path, metavar="BUNDLE", help="go on from these weights")
    parser.add_argument("--limit", type=int, help="only the first N articles (to try things out)")
    for name, value in asdict(OwnRecipe()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = vars(parser.parse_args())
    fixed = {k: args.pop(k) for k in ("encoder", "corpus", "out", "device", "limit", "start")}
    train(**fixed, recipe=OwnRecipe(**args))


if __name__ == "__main__":
    main()
