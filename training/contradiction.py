"""Train the contradiction model: one encoder, five relations and seven reasons read off [CLS].

    python -m training.contradiction --encoder PATH|ORG/NAME --corpora FOLDER --out runs/contradiction

The core are event cards (a dozen claims on one event, every pair labelled): contradictions, updates, paraphrases, near
misses, other pairs of the card, and pairs across cards, which are different events. Public corpora of inference are
mixed in; their *neutral* may be either of ours, so the loss takes the sum of both (and likewise wherever gold is a
set). Of the cards a fifth is held back as dev, a tenth for the judge's weights (`training.weigh`).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from tracker.contradiction.encoding import TYPES, encode, order
from tracker.contradiction.labels import LABELS, RELATIONS
from tracker.contradiction.structure import find_structure
from tracker.records import REASONS, Clash, Statement
from training.contradiction_examples import (
    PUBLIC,
    Example,
    Recipe,
    card_examples,
    find_strangers,
    public_examples,
    read_cards,
    read_names,
    rename,
    sides_of,
)
from training.corpora import read_rows
from training.fine_tuning import Average, keep_memory, load_encoder, load_tokenizer, make_optimizer, make_schedule


@lru_cache(maxsize=400_000)
def marks_of(a: Statement, b: Statement) -> Clash:
    """The words that may clash, as the judge will mark them."""
    return find_structure(a, b).marks()


def make_batches(
    examples: list[Example], tokenizer: Tokenizer, size: int, rng: random.Random
) -> Iterator[tuple[dict[str, Tensor], list[Example]]]:
    """Like lengths together, batches in random order."""
    pairs = [(e.a, e.b) for e in examples]
    rows = encode(pairs, [marks_of(a, b) for a, b in pairs], tokenizer)
    by_length = sorted(range(len(rows)), key=lambda i: (len(rows[i][0]), rng.random()))
    batches: list[list[int]] = [[]]
    for i in by_length:
        if batches[-1] and len(rows[i][0]) * (len(batches[-1]) + 1) > size:
            batches.append([])
        batches[-1].append(i)
    rng.shuffle(batches)
    for batch in batches:
        yield tensors([rows[i] for i in batch]), [examples[i] for i in batch]


def tensors(rows: Sequence[tuple[Any, Any]]) -> dict[str, Tensor]:
    """Padded ids, types and mask, [pairs, tokens] each."""
    longest = max(len(ids) for ids, _ in rows)
    names = ("input_ids", "token_type_ids", "attention_mask")
    out = {name: torch.zeros(len(rows), longest, dtype=torch.long) for name in names}
    for number, (ids, types) in enumerate(rows):
        out["input_ids"][number, : len(ids)] = torch.from_numpy(ids)
        out["token_type_ids"][number, : len(ids)] = torch.from_numpy(types)
        out["attention_mask"][number, : len(ids)] = 1
    return out


def hide_words(batch: dict[str, Tensor], tokenizer: Tokenizer, share: float) -> None:
    """Put [MASK] in the place of some pieces, never of the special ones."""
    ids = batch["input_ids"]
    special = torch.tensor([tokenizer.token_to_id(name) for name in ("[PAD]", "[CLS]", "[SEP]")])
    hidden = (torch.rand(ids.shape) < share) & ~torch.isin(ids, special)
    ids[hidden] = tokenizer.token_to_id("[MASK]")


def loss_of(scores: Tensor, examples: list[Example], recipe: Recipe) -> Tensor:
    """Cross-entropy over sets of relations, and over reasons where there is one; `scores` [pairs, labels]."""
    relations = scores[:, : len(RELATIONS)].log_softmax(1)
    allowed = torch.tensor([[name in e.gold for name in RELATIONS] for e in examples])
    weights = torch.tensor([e.weight for e in examples])
    chosen = relations.masked_fill(~allowed, -1e4).logsumexp(1)
    smooth = relations.mean(1)
    eps = recipe.label_smoothing
    total = (-((1 - eps) * chosen + eps * smooth) * weights).sum() / weights.sum()
    known = [i for i, e in enumerate(examples) if e.reason]
    if known:
        gold = torch.tensor([REASONS.index(examples[i].reason or "") for i in known])
        total = total + recipe.reason * nn.functional.cross_entropy(scores[known, len(RELATIONS) :], gold) * len(
            known
        ) / len(examples)
    return total


def predict(model: nn.Module, pairs: list[tuple[Statement, Statement]], tokenizer: Tokenizer) -> np.ndarray[Any, Any]:
    """Probabilities of the relations, [pairs, relations], each pair in its canonical order."""
    model.eval()
    ordered = [order(a, b) for a, b in pairs]
    rows = encode(ordered, [marks_of(a, b) for a, b in ordered], tokenizer)
    out = np.zeros((len(rows), len(LABELS)), dtype=np.float32)
    by_length = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    with torch.inference_mode():
        for start in range(0, len(rows), 64):
            part = by_length[start : start + 64]
            out[part] = model(**tensors([rows[i] for i in part])).logits[:, 0].float().numpy()
    exps = np.exp(out[:, :5] - out[:, :5].max(1, keepdims=True))
    probabilities: np.ndarray[Any, Any] = exps / exps.sum(1, keepdims=True)
    return probabilities


def best_f1(scores: np.ndarray[Any, Any], gold: np.ndarray[Any, Any]) -> dict[str, float]:
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


def measure(model: nn.Module, cards: list[dict[str, Any]], corpora: Path, tokenizer: Tokenizer) -> dict[str, Any]:
    """Figures to steer a run by."""
    pairs, gold, reasons = [], [], []
    for card in cards:
        sides = sides_of(card)
        true = {frozenset((i, j)): reason for i, j, reason, _ in card["contradictions"]}
        for i in range(len(sides)):
            for j in range(i):
                pairs.append((sides[i], sides[j]))
                gold.append(frozenset((i, j)) in true)
                reasons.append(true.get(frozenset((i, j))))
    found = predict(model, pairs, tokenizer)[:, 2]
    out: dict[str, Any] = {"cards": best_f1(found, np.array(gold))}
    cut = out["cards"]["at"]
    out["by_type"] = {
        r: round(100 * float(np.mean([f >= cut for f, x in zip(found, reasons, strict=True) if x == r])))
        for r in REASONS
    }
    for name in ("newsclaims", "realcontra", "fever_symmetric"):
        path = next((corpora / name).glob("dev.jsonl*"))
        rows = read_rows(path)
        sides2 = [(Statement(r["a"], r.get("a_source")), Statement(r["b"], r.get("b_source"))) for r in rows]
        scores = predict(model, sides2, tokenizer)[:, 2]
        out[name] = best_f1(scores, np.array([r["label"] == "contradiction" for r in rows]))
    return out


def train(encoder: str, corpora: Path, out: Path, recipe: Recipe) -> None:
    """The whole run; saves the averaged weights, and prints development figures, after every epoch."""
    keep_memory()
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    tokenizer = load_tokenizer(encoder)
    read = read_cards(corpora)
    cards, dev = read.train, read.dev
    strangers = find_strangers(cards)
    names = read_names(cards)
    rows = {name: read_rows(corpora / name / "train.jsonl.gz") for name in PUBLIC}
    model = load_encoder(encoder, LABELS, TYPES, recipe.dropout)
    average = Average([model], recipe.ema)
    optimizer = make_optimizer(
        model, (), rate=recipe.learning_rate, head_rate=recipe.head_learning_rate, weight_decay=recipe.weight_decay
    )

    def epoch_of(source: random.Random) -> list[Example]:
        chosen = [
            e for card, near in zip(cards, strangers, strict=True) for e in card_examples(card, recipe, source, near)
        ]
        chosen = [rename(e, names, source) if source.random() < recipe.rename else e for e in chosen]
        return chosen + public_examples(rows, recipe, source)

    first = epoch_of(random.Random(0))
    steps = recipe.epochs * sum(1 for _ in make_batches(first, tokenizer, recipe.batch, random.Random(0)))
    schedule = make_schedule(optimizer, steps, recipe.warmup)
    print(len(cards), "cards", len(dev), "dev", len(first), "pairs an epoch, about", steps, "steps", flush=True)
    running, step, started, history = 0.0, 0, time.time(), []
    for epoch in range(recipe.epochs):
        model.train()
        for batch, chosen in make_batches(epoch_of(rng), tokenizer, recipe.batch, rng):
            hide_words(batch, tokenizer, recipe.hide)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(**batch).logits[:, 0]
            loss = loss_of(logits.float(), chosen, recipe)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update()
            step += 1
            running += (loss.item() - running) / min(step, 100)
            if step % 100 == 0:
                print(f"epoch {epoch + 1} step {step} loss {running:.4f} {time.time() - started:.0f}s", flush=True)
        average.swap()
        history.append({"epoch": epoch + 1, "loss": round(running, 4), **measure(model, dev, corpora, tokenizer)})
        print(json.dumps(history[-1]), flush=True)
        model.save_pretrained(out / "hf")
        tokenizer.save(str(out / "hf" / "tokenizer.json"))
        (out / "hf" / "training.json").write_text(json.dumps({"recipe": asdict(recipe), "history": history}, indent=1))
        average.swap()
    print(f"done in {time.time() - started:.0f}s: {out / 'hf'}", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="a Hugging Face directory or hub name")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with one folder a corpus")
    parser.add_argument("--out", type=Path, default=Path("runs/contradiction"))
    for name, value in asdict(Recipe()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = vars(parser.parse_args())
    fixed = {k: args.pop(k) for k in ("encoder", "corpora", "out")}
    train(**fixed, recipe=Recipe(**args))


if __name__ == "__main__":
    main()
