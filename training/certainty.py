"""Train the certainty model: one encoder; level, polarity, factuality and evidence read off one layer of nine scores.

    python -m training.certainty --encoder PATH|ORG/NAME --corpora FOLDER --articles FILE --out runs/certainty

Reads top to bottom: corpora → examples with what each can teach → batches → training → development figures → a
Hugging Face directory (`hf/`). `training.export` makes the bundle, `training.calibrate` its temperature.

A sentence's scores are those of [CLS] plus the mean over the target's tokens (`read_scores`); evidence is scored token
by token. The factuality corpora (Stanovsky et al. 2017 put them on one scale, -3..3) teach factuality, and levels
softly by the cuts of their README; the sentences written for this project teach levels, polarity and evidence. With
`--teachers`, larger models trained before teach too: their mean scores of whatever is read (Hinton et al. 2015), and
of claims that nobody labelled.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from tracker.certainty.encoding import MAX_TOKENS, TYPES, Passage, Row, encode, find_passage
from tracker.certainty.levels import CENTRES, LABELS, LEVELS, POLARITIES
from tracker.models.tuning.steps import Average, keep_memory, make_optimizer, make_schedule
from training.certainty_examples import FACTUAL, Example, Recipe, epoch_of, read_examples
from training.corpora import read_rows, word_passage, written_rows
from training.fine_tuning import load_encoder
from training.tokenizing import load_tokenizer


def make_batches(
    examples: list[Example], tokenizer: Tokenizer, recipe: Recipe, rng: random.Random
) -> Iterator[tuple[dict[str, Tensor], list[Example], list[Row]]]:
    """Like lengths together, batches in random order."""
    rows = encode([example.passage for example in examples], tokenizer)
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i].ids), rng.random()))
    batches: list[list[int]] = [[]]
    for i in order:
        if batches[-1] and len(rows[i].ids) * (len(batches[-1]) + 1) > recipe.batch:
            batches.append([])
        batches[-1].append(i)
    rng.shuffle(batches)
    for batch in batches:
        yield tensors([rows[i] for i in batch]), [examples[i] for i in batch], [rows[i] for i in batch]


def tensors(rows: Sequence[Row]) -> dict[str, Tensor]:
    """Padded ids, types and mask, and `judged` (1 on the target's tokens); [texts, tokens] each."""
    longest = max(len(row.ids) for row in rows)
    assert longest <= MAX_TOKENS
    out = {
        name: torch.zeros(len(rows), longest, dtype=torch.long)
        for name in ("input_ids", "token_type_ids", "attention_mask", "judged")
    }
    for number, row in enumerate(rows):
        width = len(row.ids)
        out["input_ids"][number, :width] = torch.from_numpy(row.ids)
        out["token_type_ids"][number, :width] = torch.from_numpy(row.types)
        out["attention_mask"][number, :width] = 1
        out["judged"][number, :width] = torch.from_numpy(row.judged)
    return out


def read_scores(logits: Tensor, judged: Tensor) -> Tensor:
    """Scores of a sentence, [texts, labels]: those of [CLS] plus the mean over its target's tokens.

    The scorer does the same with numpy (`tracker.certainty.scorer`)."""
    weights = judged / judged.sum(1, keepdim=True).clamp(min=1)
    return logits[:, 0] + (logits * weights.unsqueeze(2)).sum(1)


def loss_of(
    logits: Tensor, batch: dict[str, Tensor], examples: list[Example], rows: list[Row], recipe: Recipe
) -> Tensor:
    """The weighted sum of the four losses, per text."""
    device = logits.device
    whole = read_scores(logits, batch["judged"].to(device))
    count = len(LEVELS)

    def column(name: str) -> Tensor:
        return torch.tensor([getattr(example, name) for example in examples], device=device)

    level = column("level")
    smooth = level * (1 - recipe.label_smoothing) + recipe.label_smoothing / count
    levels = -(smooth * whole[:, :count].log_softmax(1)).sum(1) * column("level_weight")
    polarity = nn.functional.cross_entropy(
        whole[:, count : count + len(POLARITIES)],
        column("polarity"),
        reduction="none",
        label_smoothing=recipe.label_smoothing,
    ) * column("polarity_weight")
    factuality = nn.functional.smooth_l1_loss(
        whole[:, LABELS.index("factuality")], column("factuality"), reduction="none", beta=0.5
    ) * column("factuality_weight")
    total = (levels + polarity + factuality).sum() / len(examples)
    known = [i for i, example in enumerate(examples) if example.evidence is not None]
    if known:
        gold, inside = torch.zeros(logits.shape[:2]), torch.zeros(logits.shape[:2])
        for i in known:
            row = rows[i]
            real = row.ends > row.starts
            inside[i, : len(real)] = torch.from_numpy(real.astype(np.float32))
            for span in examples[i].evidence or ():
                hit = (row.starts < span.end) & (row.ends > span.start) & real
                gold[i, : len(hit)] = torch.maximum(gold[i, : len(hit)], torch.from_numpy(hit.astype(np.float32)))
        each = nn.functional.binary_cross_entropy_with_logits(
            logits[:, :, LABELS.index("evidence")],
            gold.to(device),
            reduction="none",
            pos_weight=torch.tensor(3.0, device=device),
        )
        total = total + recipe.evidence * (each * inside.to(device)).sum() / inside.sum() * len(known) / len(examples)
    return total


def taught(teachers: Sequence[nn.Module], inputs: dict[str, Tensor], judged: Tensor) -> tuple[Tensor, Tensor]:
    """What the teachers make of a batch: levels, polarity (probabilities, mean) and factuality of each text,
    [texts, labels less evidence]; probability of evidence of each token, [texts, tokens]."""
    count, ends = len(LEVELS), len(LEVELS) + len(POLARITIES)
    wholes, marks = [], []
    with torch.inference_mode():
        for teacher in teachers:
            logits = teacher(**inputs).logits.float()
            whole = read_scores(logits, judged)
            parts = [whole[:, :count].softmax(1), whole[:, count:ends].softmax(1)]
            wholes.append(torch.cat([*parts, whole[:, LABELS.index("factuality"), None]], 1))
            marks.append(logits[:, :, LABELS.index("evidence")].sigmoid())
    return torch.stack(wholes).mean(0).clone(), torch.stack(marks).mean(0).clone()


def loss_of_pupil(logits: Tensor, judged: Tensor, inside: Tensor, lesson: tuple[Tensor, Tensor]) -> Tensor:
    """How far the scores are from what the teachers said, per text."""
    count, ends = len(LEVELS), len(LEVELS) + len(POLARITIES)
    whole, (wanted, marks) = read_scores(logits, judged), lesson
    levels = -(wanted[:, :count] * whole[:, :count].log_softmax(1)).sum(1)
    polarity = -(wanted[:, count:ends] * whole[:, count:ends].log_softmax(1)).sum(1)
    factuality = nn.functional.smooth_l1_loss(
        whole[:, LABELS.index("factuality")], wanted[:, ends], reduction="none", beta=0.5
    )
    evidence = nn.functional.binary_cross_entropy_with_logits(
        logits[:, :, LABELS.index("evidence")], marks, reduction="none"
    )
    return (levels + polarity + factuality).mean() + (evidence * inside).sum() / inside.sum()


def train(
    encoder: str, corpora: Path, articles: Path, out: Path, recipe: Recipe, device: str, teachers: Sequence[str]
) -> None:
    """The whole run; saves the averaged weights, and prints development figures, after every epoch."""
    keep_memory()
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    tokenizer = load_tokenizer(encoder)
    examples = read_examples(corpora, articles, recipe)
    dev = read_dev(corpora)
    model = load_encoder(encoder, LABELS, TYPES, recipe.dropout, recipe.layers).to(device)
    masters = [load_encoder(path, LABELS, TYPES, 0.0).to(device).eval() for path in teachers]
    average = Average([model], recipe.ema)
    optimizer = make_optimizer(
        model, (), rate=recipe.learning_rate, head_rate=recipe.head_learning_rate, weight_decay=recipe.weight_decay
    )
    first = epoch_of(examples, recipe, random.Random(0))
    steps = recipe.epochs * sum(1 for _ in make_batches(first, tokenizer, recipe, random.Random(0)))
    schedule = make_schedule(optimizer, steps, recipe.warmup)
    print({name: len(rows) for name, rows in examples.items()}, f"about {steps} steps", flush=True)
    running, step, started, history = 0.0, 0, time.time(), []
    for epoch in range(recipe.epochs):
        model.train()
        for arrays, chosen, rows in make_batches(epoch_of(examples, recipe, rng), tokenizer, recipe, rng):
            with torch.autocast(device.split(":")[0], dtype=torch.bfloat16):
                batch = {name: values.to(device) for name, values in arrays.items()}
                inputs = {name: values for name, values in batch.items() if name != "judged"}
                logits = model(**inputs).logits
                lesson = taught(masters, inputs, batch["judged"]) if masters else None
            loss = loss_of(logits.float(), batch, chosen, rows, recipe)
            if lesson is not None:
                pupil = loss_of_pupil(logits.float(), batch["judged"], batch["attention_mask"], lesson)
                loss = loss * (1 - recipe.taught) + pupil * recipe.taught
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
        figures = measure(model, dev, tokenizer, device)
        history.append({"epoch": epoch + 1, "loss": round(running, 4), **figures})
        print(json.dumps(history[-1]), flush=True)
        model.save_pretrained(out / "hf")
        tokenizer.save(str(out / "hf" / "tokenizer.json"))
        log = {"encoder": encoder, "teachers": list(teachers), "recipe": asdict(recipe), "history": history}
        (out / "hf" / "training.json").write_text(json.dumps(log, indent=1))
        average.swap()
    print(f"done in {time.time() - started:.0f}s: {out / 'hf'}", flush=True)


def read_dev(corpora: Path) -> dict[str, list[dict[str, Any]]]:
    """Development rows by name."""
    out = {name: read_rows(corpora / name / "dev.jsonl.gz") for name in (*FACTUAL, "scicertainty")}
    out["newsclaims"] = read_rows(corpora / "newsclaims" / "dev.jsonl")
    out["written"] = written_rows(corpora)[1]
    return out


def predict(
    model: nn.Module, passages: list[Passage], tokenizer: Tokenizer, device: str
) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Scores of each passage, [texts, labels], fp32."""
    model.eval()
    rows = encode(passages, tokenizer)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    out = np.zeros((len(rows), len(LABELS)), dtype=np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            part = order[start : start + 64]
            batch = tensors([rows[i] for i in part])
            judged = batch.pop("judged")
            logits = model(**{k: v.to(device) for k, v in batch.items()}).logits.float().cpu()
            out[part] = read_scores(logits, judged).numpy()
    return out


def measure(
    model: nn.Module, dev: dict[str, list[dict[str, Any]]], tokenizer: Tokenizer, device: str
) -> dict[str, float]:
    """Figures to steer a run by; `evals.certainty` measures the shipped model anew."""
    out: dict[str, float] = {}
    for name, rows in dev.items():
        if name in ("newsclaims", "written"):
            passages = [find_passage(r["text"], r["target"], r.get("cue")) for r in rows]
        else:
            passages = [word_passage(r) for r in rows]
        scores = predict(model, passages, tokenizer, device)
        if name in ("newsclaims", "written"):
            right = [LEVELS[i] == r["level"] for i, r in zip(scores[:, :4].argmax(1), rows, strict=True)]
            polar = [POLARITIES[i] == r["polarity"] for i, r in zip(scores[:, 4:7].argmax(1), rows, strict=True)]
            out[f"{name}_level"] = round(float(np.mean(right)), 3)
            out[f"{name}_polarity"] = round(float(np.mean(polar)), 3)
            denied = [p for p, r in zip(polar, rows, strict=True) if r["polarity"] == "negative"]
            out[f"{name}_denied"] = round(float(np.mean(denied)), 3)
        else:
            gold = np.array([float(r["raw"]) for r in rows])
            exps = np.exp(scores[:, :4] - scores[:, :4].max(1, keepdims=True))
            expected = exps @ np.array(CENTRES) / exps.sum(1)
            found = expected if name == "scicertainty" else scores[:, LABELS.index("factuality")].clip(-3, 3)
            out[f"{name}_r"] = round(float(np.corrcoef(found, gold)[0, 1]), 3)
            if name == "uw":
                out["uw_mae"] = round(float(np.abs(found - gold).mean()), 3)
    return out


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="a Hugging Face directory or hub name")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with one folder a corpus")
    parser.add_argument("--articles", type=Path, required=True, help="news articles, jsonl(.gz) with id and text")
    parser.add_argument("--out", type=Path, default=Path("runs/certainty"))
    parser.add_argument("--teachers", nargs="*", default=[], help="Hugging Face directories of models trained before")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    for name, value in asdict(Recipe()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = vars(parser.parse_args())
    fixed = {k: args.pop(k) for k in ("encoder", "corpora", "articles", "out", "device", "teachers")}
    train(**fixed, recipe=Recipe(**args))


if __name__ == "__main__":
    main()
