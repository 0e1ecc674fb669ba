"""Train the certainty model: one encoder; level, polarity, factuality and evidence read off one layer of nine scores.

    python -m training.certainty --encoder PATH|ORG/NAME --corpora FOLDER --out runs/certainty

Reads top to bottom: corpora → examples with what each can teach → batches → training → development figures → a
Hugging Face directory (`hf/`). `training.export` makes the bundle, `training.calibrate` its temperature.

A sentence's scores are those of [CLS] plus the mean over the target's tokens (`read_scores`); evidence is scored token
by token. The factuality corpora (Stanovsky et al. 2017 put them on one scale, -3..3) teach factuality, and levels
softly by the cuts of their README; the sentences written for this project teach levels, polarity and evidence.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from math import erf, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from tracker.certainty.encoding import MAX_TOKENS, TYPES, Passage, Row, encode, find_passage
from tracker.certainty.levels import CENTRES, CUTS, LABELS, LEVELS, POLARITIES
from tracker.pipeline import Extractor
from tracker.records import Span
from training.corpora import as_claims, plain_claims, read_rows, word_passage, written_rows
from training.fine_tuning import Average, keep_memory, load_encoder, load_tokenizer, make_optimizer, make_schedule

_F_OF = {  # factuality of a sentence labelled by hand; by level and polarity
    ("certain", "positive"): 2.95,
    ("certain", "negative"): -2.95,
    ("probable", "positive"): 2.1,
    ("probable", "negative"): -2.1,
    ("possible", "positive"): 1.3,
    ("possible", "negative"): -1.3,
    ("possible", "unknown"): 0.9,
    ("doubtful", "unknown"): 0.0,
    ("doubtful", "negative"): -1.6,
}


@dataclass(frozen=True)
class Recipe:
    """Everything a run depends on. Chosen on the development parts."""

    epochs: int = 4
    layers: int = 5  # of the encoder's six
    batch: int = 2048  # tokens a step
    learning_rate: float = 1.2e-4
    head_learning_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup: float = 0.06
    dropout: float = 0.1
    label_smoothing: float = 0.03
    ema: float = 0.997
    written: int = 2  # times a written sentence is read each epoch
    rare: int = 3  # the same for CommitmentBank and the science ratings
    uw: int = 5000  # rows of UW read each epoch, others each time: reading all of them every time, r falls after two
    uds: int = 6000  # the same of UDS-IH2
    news: int = 3000  # plain claims of news articles read each epoch
    mega: int = 1000  # the same of MegaVeridicality
    uds_weight: float = 0.3
    corpus_levels: float = 0.2  # weight of the level loss on factuality corpora
    evidence: float = 0.5
    factuality: float = 1.0
    hide_cue: float = 0.35  # how often the mark of a cue is dropped
    move_target: float = 0.12  # how often a target that stands in the sentence is told after it instead
    company: float = 0.4  # how often a written sentence stands beside another: what that one hedges is not its affair
    noise: float = 0.45  # spread of f about the crowd's mean, in the soft levels
    seed: int = 13


@dataclass(frozen=True)
class Example:
    """A passage and what it teaches; a weight of 0 teaches nothing of that kind."""

    passage: Passage
    corpus: str
    level: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    level_weight: float = 0.0
    polarity: int = 0
    polarity_weight: float = 0.0
    factuality: float = 0.0
    factuality_weight: float = 0.0
    evidence: tuple[Span, ...] | None = None


def make_written(row: dict[str, Any]) -> Example:
    """A hand-labelled sentence: teaches everything."""
    passage = find_passage(row["text"], row["target"], row["cue"])
    level = [0.0] * len(LEVELS)
    level[LEVELS.index(row["level"])] = 1.0
    return Example(
        passage,
        "written",
        (level[0], level[1], level[2], level[3]),
        1.0,
        POLARITIES.index(row["polarity"]),
        1.5,
        _F_OF.get((row["level"], row["polarity"]), 0.0),
        0.4,
        tuple(span for hedge in row["hedges"] for span in find_passage(row["text"], hedge).target),
    )


def soft_levels(f: float, spread: float) -> tuple[float, float, float, float]:
    """Probabilities of the four levels where the true f lies about the given one (normal, standard deviation
    `spread`), by the cuts of the corpora's README."""

    def below(cut: float) -> float:
        return 0.5 * (1 + erf((cut - f) / (spread * sqrt(2))))

    certain, probable, possible = CUTS
    return (
        1 - below(certain) + below(-certain),
        below(certain) - below(probable),
        below(probable) - below(possible),
        below(possible) - below(-certain),
    )


def make_factual(row: dict[str, Any], recipe: Recipe) -> Example:
    """A row of a factuality corpus."""
    corpus, f = row["corpus"], float(row["raw"])
    weight = {"uds_ih2": recipe.uds_weight, "megaveridicality": 0.3, "meantime": 0.5, "ross_pavlick": 0.5}.get(
        corpus, 1.0
    )
    sure = abs(f) >= 1.5 and corpus in ("uw", "commitmentbank", "ross_pavlick")
    return Example(
        word_passage(row),
        corpus,
        soft_levels(f, recipe.noise),
        recipe.corpus_levels * weight,
        POLARITIES.index("positive" if f > 0 else "negative"),
        recipe.corpus_levels * weight if sure else 0.0,
        f,
        weight * recipe.factuality,
    )


def make_rated(row: dict[str, Any]) -> Example:
    """A science finding rated 1..6 for how certain its wording is: its expected level is the rating, moved to 0..1."""
    wanted = CENTRES[-1] + (CENTRES[0] - CENTRES[-1]) * float(row["score"])
    level = [0.0] * len(CENTRES)
    for i in range(len(CENTRES) - 1):
        high, low = CENTRES[i], CENTRES[i + 1]
        if low <= wanted <= high:
            level[i], level[i + 1] = (wanted - low) / (high - low), (high - wanted) / (high - low)
            break
    return Example(find_passage(row["text"]), "scicertainty", (level[0], level[1], level[2], level[3]), 1.0)


FACTUAL = ("uw", "uds_ih2", "meantime", "megaveridicality", "ross_pavlick", "commitmentbank")


def read_examples(corpora: Path, news: Path, recipe: Recipe) -> dict[str, list[Example]]:
    """Training examples by corpus; `news` are articles in which plain claims are found (`plain_claims`)."""
    written = written_rows(corpora)[0]
    written += as_claims(written, Extractor(score=False))
    out = {"written": [make_written(row) for row in written]}
    articles = read_rows(news)
    out["news"] = [
        Example(one.passage, "news", (1.0, 0.0, 0.0, 0.0), 0.6, 0, 0.6, 2.95, 0.2, ())
        for one in plain_claims(articles, Extractor(score=False))
    ]
    for name in FACTUAL:
        out[name] = [make_factual(row, recipe) for row in read_rows(corpora / name / "train.jsonl.gz")]
    out["scicertainty"] = [make_rated(row) for row in read_rows(corpora / "scicertainty" / "train.jsonl.gz")]
    return out


def epoch_of(examples: dict[str, list[Example]], recipe: Recipe, rng: random.Random) -> list[Example]:
    """What one epoch reads, with marks dropped and targets moved at random."""
    chosen: list[Example] = []
    most = {"news": recipe.news, "uw": recipe.uw, "uds_ih2": recipe.uds, "megaveridicality": recipe.mega}
    times = {"written": recipe.written, "commitmentbank": recipe.rare, "scicertainty": recipe.rare}
    for corpus, rows in examples.items():
        chosen += rng.sample(rows, min(most.get(corpus, len(rows)), len(rows))) * times.get(corpus, 1)
    others = [example.passage.text for example in examples["written"]]
    return [accompany(vary(example, recipe, rng), others, recipe, rng) for example in chosen]


def accompany(example: Example, others: Sequence[str], recipe: Recipe, rng: random.Random) -> Example:
    """A written sentence in the company of another, before or behind it, or joined to it; what it teaches stays."""
    if example.corpus != "written" or rng.random() >= recipe.company:
        return example
    passage, other = example.passage, rng.choice(others)
    plain = not any(mark in passage.text for mark in '“”"')
    if plain and rng.random() < 0.4:
        joint = rng.choice([", but ", ", and ", ", although ", "; "])
        text = passage.text.rstrip(". ") + joint + other[:1].lower() + other[1:]
        return replace(example, passage=replace(passage, text=text))
    if rng.random() < 0.5:
        return replace(example, passage=replace(passage, text=f"{passage.text} {other}"))
    by = len(other) + 1

    def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(Span(span.start + by, span.end + by) for span in spans)

    later = replace(passage, text=f"{other} {passage.text}", target=moved(passage.target), cue=moved(passage.cue))
    evidence = None if example.evidence is None else moved(example.evidence)
    return replace(example, passage=later, evidence=evidence)


def vary(example: Example, recipe: Recipe, rng: random.Random) -> Example:
    """The same example with less given: users have no cue to give, or a target in words of their own."""
    passage = example.passage
    target, apart, cue, cue_apart = passage.target, passage.target_apart, passage.cue, passage.cue_apart
    if target and rng.random() < recipe.move_target and example.corpus == "written":
        apart, target = " ".join(span.of(passage.text) for span in target), ()
    if cue and rng.random() < recipe.hide_cue:
        cue = ()
    moved = Passage(passage.text, target, cue, apart, cue_apart)
    return replace(example, passage=moved)


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


def train(encoder: str, corpora: Path, news: Path, out: Path, recipe: Recipe, device: str) -> None:
    """The whole run; saves the averaged weights, and prints development figures, after every epoch."""
    keep_memory()
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    tokenizer = load_tokenizer(encoder)
    examples = read_examples(corpora, news, recipe)
    dev = read_dev(corpora)
    model = load_encoder(encoder, LABELS, TYPES, recipe.dropout, recipe.layers).to(device)
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
        for batch, chosen, rows in make_batches(epoch_of(examples, recipe, rng), tokenizer, recipe, rng):
            with torch.autocast(device.split(":")[0], dtype=torch.bfloat16):
                logits = model(
                    input_ids=batch["input_ids"].to(device),
                    token_type_ids=batch["token_type_ids"].to(device),
                    attention_mask=batch["attention_mask"].to(device),
                ).logits
            loss = loss_of(logits.float(), batch, chosen, rows, recipe)
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
        log = {"encoder": encoder, "recipe": asdict(recipe), "history": history}
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
    parser.add_argument("--news", type=Path, required=True, help="articles as jsonl(.gz) with id and text")
    parser.add_argument("--out", type=Path, default=Path("runs/certainty"))
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    for name, value in asdict(Recipe()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = vars(parser.parse_args())
    fixed = {k: args.pop(k) for k in ("encoder", "corpora", "news", "out", "device")}
    train(**fixed, recipe=Recipe(**args))


if __name__ == "__main__":
    main()
