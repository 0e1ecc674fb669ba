"""Train the contradiction model: one encoder, five relations and seven reasons read off [CLS].

    python -m training.contradiction --encoder PATH|ORG/NAME --corpora FOLDER --out runs/contradiction

The core are event cards (a dozen claims on one event, every pair labelled) and scenes (questions and their sides):
contradictions, updates, paraphrases, near misses, other pairs of the card, and pairs across cards, which are different
events. Public corpora of inference are mixed in; their *neutral* may be either of ours, so the loss takes the sum of
both (and likewise wherever gold is a set); and pairs that the tool proposes of real articles. With `--teachers` a pupil
learns from labels and from the mean of models trained before (Hinton et al. 2015). Some cards are held back as dev,
some for the judge's weights (`training.weigh`).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from tracker.contradiction.encoding import TYPES
from tracker.contradiction.labels import LABELS, RELATIONS
from tracker.records import REASONS, Statement
from training.contradiction_examples import (
    PUBLIC,
    Example,
    Recipe,
    card_examples,
    find_strangers,
    proposed_examples,
    public_examples,
    read_cards,
    read_names,
    sides_of,
)
from training.contradiction_rows import Kitchen, Row, batches_of, encode_ordered, joined, read_epoch, tensors
from training.corpora import read_rows
from training.fine_tuning import Average, keep_memory, load_encoder, load_tokenizer, make_optimizer, make_schedule

Reals = np.ndarray[Any, np.dtype[np.float32]]
Batch = dict[str, Tensor]


class Lessons:
    """Everything that a run can read; another part of it each epoch."""

    def __init__(self, corpora: Path, proposed: Path | None, recipe: Recipe) -> None:
        self.recipe = recipe
        self.cards = read_cards(corpora).train
        self.names = read_names(self.cards)
        self._strangers = find_strangers(self.cards)
        self._rows = {name: read_rows(corpora / name / "train.jsonl.gz") for name in PUBLIC}
        self._proposed = read_rows(proposed) if proposed else []

    def epoch(self, seed: int) -> list[Example]:
        """The examples of one epoch."""
        rng = random.Random(seed)
        chosen = [
            example
            for card, near in zip(self.cards, self._strangers, strict=True)
            for example in card_examples(card, self.recipe, rng, near, self.names)
        ]
        chosen += public_examples(self._rows, self.recipe, rng) + proposed_examples(self._proposed, self.recipe, rng)
        rng.shuffle(chosen)
        return chosen


def hide_words(ids: Tensor, tokenizer: Tokenizer, share: float) -> Tensor:
    """The ids with [MASK] in the place of some pieces, never of the special ones."""
    special = torch.tensor([tokenizer.token_to_id(name) for name in ("[PAD]", "[CLS]", "[SEP]")], device=ids.device)
    hidden = (torch.rand(ids.shape, device=ids.device) < share) & ~torch.isin(ids, special)
    return ids.masked_fill(hidden, tokenizer.token_to_id("[MASK]"))


def loss_of(scores: Tensor, gold: Batch, recipe: Recipe) -> Tensor:
    """Cross-entropy over sets of relations, and over reasons where there is one; `scores` [pairs, labels]."""
    relations = scores[:, : len(RELATIONS)].log_softmax(1)
    chosen = relations.masked_fill(~gold["allowed"], -1e4).logsumexp(1)
    eps, weights = recipe.label_smoothing, gold["weight"]
    total = (-((1 - eps) * chosen + eps * relations.mean(1)) * weights).sum() / weights.sum()
    reasons = nn.functional.cross_entropy(scores[:, len(RELATIONS) :], gold["reason"], ignore_index=-1, reduction="sum")
    return total + recipe.reason * reasons / len(scores)


def taught(teachers: Sequence[nn.Module], inputs: Batch) -> Tensor:
    """What the teachers make of a batch: probabilities of relations and of reasons, mean, [pairs, labels]."""
    said = []
    with torch.inference_mode():
        for teacher in teachers:
            scores = teacher(**inputs).logits[:, 0].float()
            said.append(torch.cat([part.softmax(1) for part in scores.split([len(RELATIONS), len(REASONS)], 1)], 1))
    return torch.stack(said).mean(0).clone()


def loss_of_pupil(scores: Tensor, lesson: Tensor, recipe: Recipe) -> Tensor:
    """Cross-entropy with what the teachers said; their reasons count as far as they hold it for a contradiction."""
    told = -lesson * torch.cat([part.log_softmax(1) for part in scores.split([len(RELATIONS), len(REASONS)], 1)], 1)
    contradicting = lesson[:, RELATIONS.index("contradiction")]
    reasons = told[:, len(RELATIONS) :].sum(1) * contradicting
    return (told[:, : len(RELATIONS)].sum(1) + recipe.reason * reasons).mean()


def predict(model: nn.Module, rows: Sequence[Row], device: str) -> Reals:
    """Probabilities of the relations, [pairs, relations]."""
    model.eval()
    out = np.zeros((len(rows), len(RELATIONS)), dtype=np.float32)
    with torch.inference_mode():
        for part in batches_of(rows, 8192, random.Random(0)):
            batch = {name: values.to(device) for name, values in tensors([rows[i] for i in part]).items()}
            scores = model(**batch).logits[:, 0, : len(RELATIONS)].float()
            out[part] = scores.softmax(1).cpu().numpy()
    return out


def best_f1(scores: Reals, gold: np.ndarray[Any, Any]) -> dict[str, float]:
    """The best F1 over thresholds, with its precision and recall, and the recall where precision is 90."""
    by_score = np.argsort(-scores)
    hits = np.cumsum(gold[by_score])
    n = np.arange(1, len(scores) + 1)
    precision, recall = hits / n, hits / max(gold.sum(), 1)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    k = int(f1.argmax())
    firm = recall[precision >= 0.9]
    return {
        "f1": round(100 * float(f1[k]), 1),
        "p": round(100 * float(precision[k]), 1),
        "r": round(100 * float(recall[k]), 1),
        "at": round(float(scores[by_score[k]]), 3),
        "r_at_p90": round(100 * float(firm.max()), 1) if len(firm) else 0.0,
    }


class Dev:
    """Pairs that steer a run, encoded once: all pairs of the cards held back, and some corpora."""

    def __init__(self, corpora: Path, tokenizer: Tokenizer) -> None:
        self.rows: dict[str, list[Row]] = {}
        self.gold: dict[str, np.ndarray[Any, Any]] = {}
        self.reasons: list[str | None] = []
        kinds: dict[str, list[dict[str, Any]]] = {"cards": [], "scenes": []}
        for card in read_cards(corpora).dev:
            kinds["scenes" if "same_side" in card else "cards"].append(card)
        for kind, cards in kinds.items():
            pairs, reasons = _pairs_of(cards)
            self._enter(kind, pairs, [reason is not None for reason in reasons], tokenizer)
            self.reasons = self.reasons or reasons
        for name in ("newsclaims", "realcontra", "fever_symmetric"):
            rows = read_rows(next((corpora / name).glob("dev.jsonl*")))
            sides = [(Statement(r["a"], r.get("a_source")), Statement(r["b"], r.get("b_source"))) for r in rows]
            self._enter(name, sides, [r["label"] == "contradiction" for r in rows], tokenizer)

    def _enter(
        self, name: str, pairs: Sequence[tuple[Statement, Statement]], gold: Sequence[bool], tokenizer: Tokenizer
    ) -> None:
        self.rows[name] = encode_ordered(pairs, tokenizer)
        self.gold[name] = np.array(gold)

    def measure(self, model: nn.Module, device: str) -> dict[str, Any]:
        """Figures of a model, or of the mean of what several say."""
        out: dict[str, Any] = {}
        for name, rows in self.rows.items():
            if not rows:
                continue
            found = predict(model, rows, device)[:, RELATIONS.index("contradiction")]
            out[name] = best_f1(found, self.gold[name])
            if name == "cards":
                hits = {
                    r: [f >= out[name]["at"] for f, x in zip(found, self.reasons, strict=True) if x == r]
                    for r in REASONS
                }
                out["by_type"] = {r: round(100 * float(np.mean(hit))) for r, hit in hits.items() if hit}
        return out


def _pairs_of(cards: Sequence[dict[str, Any]]) -> tuple[list[tuple[Statement, Statement]], list[str | None]]:
    pairs, reasons = [], []
    for card in cards:
        sides = sides_of(card)
        true = {frozenset((i, j)): reason for i, j, reason, _ in card["contradictions"]}
        for i in range(len(sides)):
            pairs += [(sides[i], sides[j]) for j in range(i)]
            reasons += [true.get(frozenset((i, j))) for j in range(i)]
    return pairs, reasons


def train(
    encoder: str,
    corpora: Path,
    out: Path,
    recipe: Recipe,
    *,
    proposed: Path | None,
    teachers: Sequence[str],
    device: str,
    workers: int,
) -> None:
    """The whole run; saves the averaged weights, and prints development figures, after every epoch."""
    keep_memory()
    torch.manual_seed(recipe.seed)
    tokenizer = load_tokenizer(encoder)
    lessons = Lessons(corpora, proposed, recipe)
    kitchen = Kitchen(encoder, lessons.names, recipe.rename, workers)
    ready = kitchen.begin(lessons.epoch(1000 * recipe.seed), 1_000_000 * recipe.seed)
    dev = Dev(corpora, tokenizer)
    model = load_encoder(encoder, LABELS, TYPES, recipe.dropout, recipe.layers).to(device)
    masters = [load_encoder(path, LABELS, TYPES, 0.0).to(device).eval() for path in teachers]
    average = Average([model], recipe.ema)
    optimizer = make_optimizer(
        model, (), rate=recipe.learning_rate, head_rate=recipe.head_learning_rate, weight_decay=recipe.weight_decay
    )
    rows = joined(ready)
    rng = random.Random(recipe.seed)
    steps = recipe.epochs * len(batches_of(rows.tokens, recipe.batch, rng))
    schedule = make_schedule(optimizer, steps, recipe.warmup)
    print(len(lessons.cards), "cards", len(rows.tokens), "pairs an epoch, about", steps, "steps", flush=True)
    running, step, started, history = 0.0, 0, time.time(), []
    for epoch in range(1, recipe.epochs + 1):
        if epoch < recipe.epochs:
            seed = recipe.seed + 100 * epoch
            ready = kitchen.begin(lessons.epoch(1000 * seed), 1_000_000 * seed)
        model.train()
        for arrays, gold in read_epoch(rows, recipe.batch, rng):
            inputs = {name: values.to(device) for name, values in arrays.items()}
            wanted = {name: values.to(device) for name, values in gold.items()}
            hidden = inputs | {"input_ids": hide_words(inputs["input_ids"], tokenizer, recipe.hide)}
            with torch.autocast(device.split(":")[0], dtype=torch.bfloat16):
                scores = model(**hidden).logits[:, 0].float()
                lesson = taught(masters, inputs) if masters else None
            loss = loss_of(scores, wanted, recipe)
            if lesson is not None:
                loss = (1 - recipe.taught) * loss + recipe.taught * loss_of_pupil(scores, lesson, recipe)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update()
            step += 1
            if step % 100 == 0:
                running = loss.item()
                print(f"epoch {epoch} step {step} loss {running:.4f} {time.time() - started:.0f}s", flush=True)
        average.swap()
        history.append({"epoch": epoch, **dev.measure(model, device)})
        print(json.dumps(history[-1]), flush=True)
        model.save_pretrained(out / "hf")
        tokenizer.save(str(out / "hf" / "tokenizer.json"))
        log = {"encoder": encoder, "teachers": list(teachers), "recipe": asdict(recipe), "history": history}
        (out / "hf" / "training.json").write_text(json.dumps(log, indent=1))
        average.swap()
        if epoch < recipe.epochs:
            rows = joined(ready)
    kitchen.close()
    print(f"done in {time.time() - started:.0f}s: {out / 'hf'}", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="a Hugging Face directory or hub name")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with one folder a corpus")
    parser.add_argument("--proposed", type=Path, help="pairs that the tool proposes (training.proposed)")
    parser.add_argument("--teachers", nargs="*", default=[], help="Hugging Face directories of models trained before")
    parser.add_argument("--out", type=Path, default=Path("runs/contradiction"))
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--workers", type=int, default=max(1, (os.cpu_count() or 2) - 1))
    for name, value in asdict(Recipe()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = vars(parser.parse_args())
    names = ("encoder", "corpora", "proposed", "teachers", "out", "device", "workers")
    fixed = {name: args.pop(name) for name in names}
    train(**fixed, recipe=Recipe(**args))


if __name__ == "__main__":
    main()
