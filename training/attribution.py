"""Train the attribution tagger: one encoder, seven labels (BIO over source, cue, content), a linear-chain CRF.

    python -m training.attribution --encoder PATH|ORG/NAME --corpus FOLDER --out runs/attribution

Reads top to bottom: corpus → token streams → chunks → training → development figures → a Hugging Face directory
(`hf/`: config, tokenizer, safetensors, plus `crf.json`, the transition scores). `training.export` makes the bundle.

The loss is the negative log-likelihood of a linear-chain CRF (Lafferty et al. 2001) plus the token cross-entropy with
label smoothing; what is kept are exponentially averaged weights (EMA). Characters that the corpus marks `discuss`
(annotators unsure) or `discard` (furniture) are neither positive nor negative: the CRF sums over their labels.
Chunks are cut at another place in every epoch, so that no boundary is learned.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from tracker.attribution.encoding import LABELS, ROLES, TYPES, Stream, encode
from tracker.segment import Segments, find_paragraphs, find_quotations
from training.corpora import read_rows
from training.fine_tuning import Average, keep_memory, load_encoder, make_optimizer, make_schedule
from training.tokenizing import load_tokenizer
from training.written import read_written

IGNORED = -100
FIRST, MASK = 101, 103  # [CLS] and [MASK] of the encoder's vocabulary
LAST_SPECIAL = 103


@dataclass(frozen=True)
class Recipe:
    """Everything a run depends on. Chosen on PolNeAR dev; `docs/models.md` says what each was worth."""

    epochs: int = 8
    chunk: int = 384  # tokens read together
    batch: int = 3072  # tokens a step
    learning_rate: float = 2e-4
    head_learning_rate: float = 2e-3
    weight_decay: float = 0.01
    warmup: float = 0.06
    label_smoothing: float = 0.05
    masking: float = 0.0  # share of input tokens hidden behind [MASK]; .1 with dropout .15 cost 0.9 strict
    dropout: float = 0.1
    token_loss: float = 0.5  # weight of the cross-entropy beside the CRF
    ema: float = 0.996
    written: int = 2  # how often the articles written for this project are read in an epoch
    seed: int = 13


@dataclass(frozen=True)
class Example:
    """One article: its tokens and their gold labels (`IGNORED` where nobody knows)."""

    stream: Stream
    labels: np.ndarray[Any, np.dtype[np.int64]]


def make_example(article: dict[str, Any], tokenizer: Tokenizer) -> Example:
    """Gold spans laid over the tokens of an article."""
    text = article["text"]
    paragraphs = find_paragraphs(text)
    stream = encode(text, Segments(paragraphs, (), find_quotations(text, paragraphs)), tokenizer)
    labels = np.zeros(len(stream.ids), dtype=np.int64)
    for field in ("discuss", "discard"):
        for start, end in article.get(field) or []:
            labels[(stream.starts < end) & (stream.ends > start)] = IGNORED
    for attribution in article["attributions"]:
        for number, role in enumerate(ROLES):
            for start, end in attribution[role]:
                inside = np.flatnonzero((stream.starts < end) & (stream.ends > start))
                if len(inside):
                    labels[inside] = 2 + 2 * number
                    labels[inside[0]] = 1 + 2 * number
    labels[stream.starts == stream.ends] = IGNORED
    return Example(stream, labels)


def make_batches(examples: list[Example], recipe: Recipe, rng: random.Random) -> Iterator[dict[str, Tensor]]:
    """One epoch: every token once, chunks cut at random places, like lengths together, batches in random order."""
    chunks: list[tuple[Example, int, int]] = []
    for example in examples:
        length = len(example.stream.ids)
        size = recipe.chunk - 1  # [CLS]
        start = -rng.randrange(size) if length > size else 0
        while start < length:
            chunks.append((example, max(start, 0), min(start + size, length)))
            start += size
    chunks.sort(key=lambda c: (c[2] - c[1], rng.random()))
    batches: list[list[tuple[Example, int, int]]] = [[]]
    for chunk in chunks:
        longest = chunk[2] - chunk[1] + 1
        if batches[-1] and longest * (len(batches[-1]) + 1) > recipe.batch:
            batches.append([])
        batches[-1].append(chunk)
    rng.shuffle(batches)
    for batch in batches:
        longest = max(end - start for _, start, end in batch) + 1
        ids = torch.zeros(len(batch), longest, dtype=torch.long)
        types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
        labels = torch.full_like(ids, IGNORED)
        for row, (example, start, end) in enumerate(batch):
            width = end - start + 1
            ids[row, 0] = FIRST
            ids[row, 1:width] = torch.from_numpy(example.stream.ids[start:end])
            types[row, 1:width] = torch.from_numpy(example.stream.types[start:end])
            labels[row, 1:width] = torch.from_numpy(example.labels[start:end])
            mask[row, :width] = 1
        yield {"input_ids": ids, "token_type_ids": types, "attention_mask": mask, "labels": labels}


class Crf(nn.Module):  # type: ignore[misc]  # torch is untyped here
    """Transition scores between labels; an I never follows anything but its B or itself."""

    def __init__(self) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))  # [from, to]
        allowed = torch.ones(len(LABELS), len(LABELS))
        for inside in (2, 4, 6):
            allowed[:, inside] = 0
            allowed[inside - 1, inside] = allowed[inside, inside] = 1
        self.register_buffer("forbidden", (1 - allowed) * -1e4)

    def scores(self) -> Tensor:
        """Transition scores with the forbidden ones pressed down, [from, to]."""
        return self.transitions + self.forbidden

    def loss(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Mean negative log-likelihood a token; `IGNORED` labels are summed over (Tsuboi et al. 2008)."""
        batch, length, _ = emissions.shape
        gold = torch.full_like(emissions, -1e4)
        known = labels >= 0
        gold[~known] = 0.0
        gold = gold.scatter(2, labels.clamp(min=0).unsqueeze(2), 0.0)
        both = torch.cat([emissions, emissions + gold])
        mask2 = torch.cat([mask, mask]).bool()
        transitions = self.scores()
        # every chunk starts after a label that nobody knows, so an I may come first
        alpha = both[:, 0]
        for t in range(1, length):
            new = torch.logsumexp(alpha.unsqueeze(2) + transitions, dim=1) + both[:, t]
            alpha = torch.where(mask2[:, t].unsqueeze(1), new, alpha)
        log_z = torch.logsumexp(alpha, dim=1)
        return (log_z[:batch] - log_z[batch:]).sum() / known.sum().clamp(min=1)


def save(folder: Path, model: nn.Module, crf: Crf, encoder: str, tokenizer: Tokenizer, log: dict[str, Any]) -> None:
    """A directory any transformers user recognises, with the transitions and the log beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    transitions = crf.scores().detach().clamp(min=-1e4).tolist()
    (folder / "crf.json").write_text(json.dumps({"labels": LABELS, "transitions": transitions}))
    (folder / "training.json").write_text(json.dumps({"encoder": encoder, **log}, indent=1))


def train_step(model: nn.Module, crf: Crf, rows: dict[str, Tensor], recipe: Recipe, device: str) -> Tensor:
    """The loss of one batch."""
    labels = rows["labels"].to(device)
    ids, mask = rows["input_ids"].to(device), rows["attention_mask"].to(device)
    hidden = (torch.rand(labels.shape, device=device) < recipe.masking) & (ids > LAST_SPECIAL)
    with torch.autocast(device.split(":")[0], dtype=torch.bfloat16):
        logits = model(
            input_ids=ids.masked_fill(hidden, MASK),
            token_type_ids=rows["token_type_ids"].to(device),
            attention_mask=mask,
        ).logits
    logits = logits.float()
    tokens = nn.functional.cross_entropy(
        logits.transpose(1, 2), labels, ignore_index=IGNORED, label_smoothing=recipe.label_smoothing
    )
    return crf.loss(logits, labels, mask) + recipe.token_loss * tokens


def train(encoder: str, corpus: Path, out: Path, recipe: Recipe, device: str, limit: int | None) -> None:
    """The whole run; saves the averaged weights after every epoch."""
    keep_memory()
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    tokenizer = load_tokenizer(encoder)
    articles = read_rows(corpus / "train.jsonl.gz")[:limit] + read_written()[0][:limit] * recipe.written
    examples = [make_example(article, tokenizer) for article in articles]
    model, crf = load_encoder(encoder, LABELS, TYPES, recipe.dropout).to(device), Crf().to(device)
    average = Average([model, crf], recipe.ema)
    optimizer = make_optimizer(
        model,
        crf.parameters(),
        rate=recipe.learning_rate,
        head_rate=recipe.head_learning_rate,
        weight_decay=recipe.weight_decay,
    )
    steps = recipe.epochs * sum(1 for _ in make_batches(examples, recipe, random.Random(0)))
    schedule = make_schedule(optimizer, steps, recipe.warmup)
    print(f"{len(examples)} articles, {sum(len(e.labels) for e in examples)} tokens, about {steps} steps", flush=True)
    step, running, started, history = 0, 0.0, time.time(), []
    for epoch in range(recipe.epochs):
        model.train()
        for rows in make_batches(examples, recipe, rng):
            loss = train_step(model, crf, rows, recipe, device)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_([*model.parameters(), *crf.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            average.update()
            step += 1
            running += (loss.item() - running) / min(step, 50)
            if step % 50 == 0:
                print(f"epoch {epoch + 1} step {step} loss {running:.4f} {time.time() - started:.0f}s", flush=True)
        history.append({"epoch": epoch + 1, "loss": round(running, 4), "seconds": round(time.time() - started)})
        average.swap()
        save(out / "hf", model, crf, encoder, tokenizer, {"recipe": asdict(recipe), "history": history})
        average.swap()
    print(f"done in {time.time() - started:.0f}s: {out / 'hf'}", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="a Hugging Face directory or hub name")
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path("runs/attribution"))
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--limit", type=int, help="only the first N articles (to try things out)")
    for name, value in asdict(Recipe()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = vars(parser.parse_args())
    fixed = {k: args.pop(k) for k in ("encoder", "corpus", "out", "device", "limit")}
    train(**fixed, recipe=Recipe(**args))


if __name__ == "__main__":
    main()
