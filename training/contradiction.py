"""Train the contradiction model: one encoder, five relations and seven reasons.

    python -m training.contradiction --encoder PATH|ORG/NAME --rows FOLDER --out runs/contradiction/1

`--rows` is what `training.contradiction_rows` wrote. Its core are event cards (a dozen claims on one event, every pair
labelled) and scenes (questions and their sides): contradictions, updates, paraphrases, near misses, other pairs of the
card, and pairs across cards, which are different events. Public corpora of inference are mixed in; their *neutral* may
be either of ours, so the loss takes the sum of both (and likewise wherever gold is a set); and pairs that the tool
proposes of stories and of real articles. With `--teachers` a pupil learns from labels and from the mean of models
trained before (Hinton et al. 2015). Some cards are held back as dev, some for the judge's weights (`training.weigh`).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from tracker.contradiction.encoding import TYPES
from tracker.contradiction.labels import LABELS, RELATIONS
from tracker.models.tuning.steps import Average, keep_memory, make_optimizer, make_schedule
from tracker.records import REASONS
from training.contradiction_rows import Row, Rows, load_rows
from training.fine_tuning import load_encoder
from training.tokenizing import load_tokenizer

Reals = np.ndarray[Any, np.dtype[np.float32]]
Batch = dict[str, Tensor]


@dataclass(frozen=True)
class Recipe:
    """How a run learns. Chosen on the development cards."""

    epochs: int = 4  # the rows' epochs begin anew where these are more
    batch: int = 4096  # tokens
    learning_rate: float = 2e-4
    head_learning_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup: float = 0.06
    dropout: float = 0.1
    label_smoothing: float = 0.03
    ema: float = 0.997
    reason: float = 0.3
    hide: float = 0.05  # share of the words hidden
    taught: float = 0.7  # how much a pupil learns from its teachers instead of the labels
    layers: int = 6
    seed: int = 13


def batches_of(tokens: Sequence[Row], size: int, rng: random.Random) -> list[list[int]]:
    """Numbers of rows, like lengths together, at most `size` tokens a batch, batches in random order."""
    by_length = sorted(range(len(tokens)), key=lambda i: (len(tokens[i][0]), rng.random()))
    batches: list[list[int]] = [[]]
    for i in by_length:
        if batches[-1] and len(tokens[i][0]) * (len(batches[-1]) + 1) > size:
            batches.append([])
        batches[-1].append(i)
    rng.shuffle(batches)
    return batches


def tensors(rows: Sequence[Row]) -> Batch:
    """Padded ids, types and mask, [pairs, tokens] each."""
    longest = max(len(ids) for ids, _ in rows)
    arrays = np.zeros((3, len(rows), longest), dtype=np.int64)
    for number, (ids, types) in enumerate(rows):
        arrays[0, number, : len(ids)] = ids
        arrays[1, number, : len(ids)] = types
        arrays[2, number, : len(ids)] = 1
    names = ("input_ids", "token_type_ids", "attention_mask")
    return {name: torch.from_numpy(array) for name, array in zip(names, arrays, strict=True)}


def read_epoch(rows: Rows, size: int, rng: random.Random, device: str) -> Iterator[tuple[Batch, Batch]]:
    """Batches: what the model reads, and what it is to say (`allowed`, `reason`, `weight`)."""
    for batch in batches_of(rows.tokens, size, rng):
        gold = {
            name: torch.from_numpy(getattr(rows, name)[batch]).to(device) for name in ("allowed", "reason", "weight")
        }
        yield {name: values.to(device) for name, values in tensors([rows.tokens[i] for i in batch]).items()}, gold


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
            scores = teacher(**inputs).logits.float()
            said.append(torch.cat([part.softmax(1) for part in scores.split([len(RELATIONS), len(REASONS)], 1)], 1))
    return torch.stack(said).mean(0).clone()


def loss_of_pupil(scores: Tensor, lesson: Tensor, recipe: Recipe) -> Tensor:
    """Cross-entropy with what the teachers said; their reasons count as far as they hold it for a contradiction."""
    told = -lesson * torch.cat([part.log_softmax(1) for part in scores.split([len(RELATIONS), len(REASONS)], 1)], 1)
    contradicting = lesson[:, RELATIONS.index("contradiction")]
    reasons = told[:, len(RELATIONS) :].sum(1) * contradicting
    return (told[:, : len(RELATIONS)].sum(1) + recipe.reason * reasons).mean()


def predict(models: Sequence[nn.Module], rows: Sequence[Row], device: str) -> Reals:
    """Probabilities of the relations, [pairs, relations]; of several models their mean."""
    out = np.zeros((len(rows), len(RELATIONS)), dtype=np.float32)
    for model in models:
        model.eval()
    with torch.inference_mode():
        for part in batches_of(rows, 8192, random.Random(0)):
            batch = {name: values.to(device) for name, values in tensors([rows[i] for i in part]).items()}
            out[part] = taught(models, batch)[:, : len(RELATIONS)].cpu().numpy()
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


def measure(models: Sequence[nn.Module], dev: dict[str, Rows], device: str) -> dict[str, dict[str, float]]:
    """Figures to steer a run by, by name of the development rows; `evals.contradiction` measures the shipped model."""
    column = RELATIONS.index("contradiction")
    return {
        name: best_f1(predict(models, rows.tokens, device)[:, column], rows.allowed[:, column])
        for name, rows in dev.items()
    }


def train(encoder: str, rows: Path, out: Path, recipe: Recipe, *, teachers: Sequence[str], device: str) -> None:
    """The whole run; saves the averaged weights, and prints development figures, after every epoch."""
    keep_memory()
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    tokenizer = load_tokenizer(encoder)
    dev = {file.stem.removeprefix("dev-"): load_rows(file) for file in sorted(rows.glob("dev-*.npz"))}
    files = sorted(rows.glob("epoch-*.npz"))
    model = load_encoder(encoder, LABELS, TYPES, recipe.dropout, recipe.layers, pairs=True).to(device)
    masters = [load_encoder(path, LABELS, TYPES, 0.0, pairs=True).to(device).eval() for path in teachers]
    if len(masters) > 1:
        print("the teachers' mean:", json.dumps(measure(masters, dev, device)), flush=True)
    average = Average([model], recipe.ema)
    optimizer = make_optimizer(
        model, (), rate=recipe.learning_rate, head_rate=recipe.head_learning_rate, weight_decay=recipe.weight_decay
    )
    steps = recipe.epochs * len(batches_of(load_rows(files[0]).tokens, recipe.batch, random.Random(0)))
    schedule = make_schedule(optimizer, steps, recipe.warmup)
    print("about", steps, "steps", flush=True)
    step, started, history = 0, time.time(), []
    for epoch in range(1, recipe.epochs + 1):
        model.train()
        read = load_rows(files[(epoch + recipe.seed) % len(files)])
        for inputs, gold in read_epoch(read, recipe.batch, rng, device):
            hidden = inputs | {"input_ids": hide_words(inputs["input_ids"], tokenizer, recipe.hide)}
            with torch.autocast(device.split(":")[0], dtype=torch.bfloat16):
                scores = model(**hidden).logits.float()
                lesson = taught(masters, inputs) if masters else None
            loss = loss_of(scores, gold, recipe)
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
                print(f"epoch {epoch} step {step} loss {loss.item():.4f} {time.time() - started:.0f}s", flush=True)
        average.swap()
        history.append({"epoch": epoch, "seconds": round(time.time() - started), **measure([model], dev, device)})
        print(json.dumps(history[-1]), flush=True)
        model.save_pretrained(out / "hf")
        tokenizer.save(str(out / "hf" / "tokenizer.json"))
        log = {"encoder": encoder, "teachers": list(teachers), "recipe": asdict(recipe), "history": history}
        (out / "hf" / "training.json").write_text(json.dumps(log, indent=1))
        average.swap()
    print(f"done in {time.time() - started:.0f}s: {out / 'hf'}", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="a Hugging Face directory or hub name")
    parser.add_argument("--rows", type=Path, required=True, help="what training.contradiction_rows wrote")
    parser.add_argument("--teachers", nargs="*", default=[], help="Hugging Face directories of models trained before")
    parser.add_argument("--out", type=Path, default=Path("runs/contradiction/1"))
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    for name, value in asdict(Recipe()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = vars(parser.parse_args())
    fixed = {name: args.pop(name) for name in ("encoder", "rows", "teachers", "out", "device")}
    train(**fixed, recipe=Recipe(**args))


if __name__ == "__main__":
    main()
