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
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from rapidfuzz import fuzz, process
from tokenizers import Tokenizer
from torch import Tensor, nn

from tracker.contradiction.encoding import TYPES, encode, order
from tracker.contradiction.labels import LABELS, RELATIONS
from tracker.records import REASONS, Statement
from training.corpora import read_rows, without_negation
from training.fine_tuning import Average, keep_memory, load_encoder, load_tokenizer, make_optimizer, make_schedule

OWN = Path(__file__).parent / "data" / "events"
PUBLIC = {  # rows read each epoch, others each time
    "mnli_part": 2500, "snli_part": 1000, "cad_snli": 1000, "negation_nli": 1500, "breaking_nli": 800,
    "fever_nli": 2000, "healthver": 700, "covidfact": 800, "sick": 600, "climate_fever": 400, "conjnli": 700,
}  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """Everything a run depends on. Chosen on the development cards."""

    epochs: int = 4
    batch: int = 2048
    learning_rate: float = 1.5e-4
    head_learning_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup: float = 0.06
    dropout: float = 0.1
    label_smoothing: float = 0.03
    ema: float = 0.997
    others: int = 20  # unlabelled pairs of a card read each epoch
    across: int = 8  # pairs with claims of other cards
    public: float = 1.0
    reason: float = 0.3
    seed: int = 13


@dataclass(frozen=True)
class Example:
    """A pair in the order it is read; `gold` are the relations it may have."""

    a: Statement
    b: Statement
    gold: tuple[str, ...]
    reason: str | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class Cards:
    """Event cards by what they are for; split card by card, never by pair."""

    train: list[dict[str, Any]]
    weigh: list[dict[str, Any]]
    dev: list[dict[str, Any]]


def read_cards(corpora: Path) -> Cards:
    """Of each file every fifth card is dev, and every tenth is for fitting the judge's weights."""
    cards = Cards([], [], [])
    for folder in (corpora / "events", OWN):
        for path in sorted(folder.glob("*.jsonl")):
            for number, card in enumerate(read_rows(path)):
                part = cards.dev if number % 5 == 4 else cards.weigh if number % 10 == 2 else cards.train
                part.append(card)
    return cards


def sides_of(card: dict[str, Any]) -> list[Statement]:
    """The claims of a card."""
    return [Statement(c["text"], c["speaker"], c["date"]) for c in card["claims"]]


def card_examples(
    card: dict[str, Any], recipe: Recipe, rng: random.Random, strangers: list[list[Statement]]
) -> list[Example]:
    """What one epoch reads of a card."""
    sides = sides_of(card)
    out: list[Example] = []
    known: set[frozenset[int]] = set()

    def add(i: int, j: int, gold: tuple[str, ...], reason: str | None = None, weight: float = 1.0) -> None:
        known.add(frozenset((i, j)))
        a, b = order(sides[i], sides[j])
        if (sides[i].date or "") == (sides[j].date or "") and rng.random() < 0.5:
            a, b = b, a
        if rng.random() < 0.15:
            a, b = replace(a, speaker=None), replace(b, speaker=None)
        out.append(Example(deny(a, rng), deny(b, rng), gold, reason, weight))

    for i, j, reason, _ in card["contradictions"]:
        for _ in range(2):
            add(i, j, ("contradiction",), reason)
    for i, j, _ in card["supersedes"]:
        for _ in range(3):
            add(i, j, ("supersedes",))
    for i, j in card["entails"]:
        add(i, j, ("entailment",) if order(sides[i], sides[j])[0] is sides[i] else ("entailment", "neutral"))
    for i, j, _ in card["near_misses"]:
        if frozenset((i, j)) not in known:
            add(i, j, ("neutral", "entailment"), weight=1.5)
    rest = [(i, j) for i in range(len(sides)) for j in range(i) if frozenset((i, j)) not in known]
    for i, j in rng.sample(rest, min(recipe.others, len(rest))):
        add(i, j, ("neutral", "entailment"))
    for _ in range(recipe.across):
        i = rng.randrange(len(sides))
        a, b = order(sides[i], rng.choice(strangers[i]))
        out.append(Example(a, b, ("unrelated",), weight=0.7))
    return out


def deny(side: Statement, rng: random.Random) -> Statement:
    """Half of the claims with one plain negation, as a denial of the claim without it."""
    turned = without_negation(side.text) if rng.random() < 0.5 else None
    return replace(side, text=turned, denied=True) if turned else side


def find_strangers(cards: Sequence[dict[str, Any]]) -> list[list[list[Statement]]]:
    """For every claim of every card the claims of other cards most like it by words, and some at random."""
    everything = [(n, side) for n, card in enumerate(cards) for side in sides_of(card)]
    texts = [side.text for _, side in everything]
    rng = random.Random(5)
    out = []
    for n, card in enumerate(cards):
        mine = []
        for side in sides_of(card):
            near = process.extract(side.text, texts, scorer=fuzz.token_set_ratio, limit=20)
            found = [everything[k][1] for _, _, k in near if everything[k][0] != n][:5]
            mine.append(found + [s for m, s in rng.sample(everything, 4) if m != n])
        out.append(mine)
    return out


def public_examples(rows: dict[str, list[dict[str, Any]]], recipe: Recipe, rng: random.Random) -> list[Example]:
    """What one epoch reads of the public corpora."""
    golds = {"contradiction": ("contradiction",), "entailment": ("entailment",), "neutral": ("neutral", "unrelated")}
    out = []
    for name, most in PUBLIC.items():
        for row in rng.sample(rows[name], min(int(most * recipe.public), len(rows[name]))):
            a, b = Statement(row["a"]), Statement(row["b"])
            gold = golds[row["label"]]
            if gold != ("entailment",) and rng.random() < 0.5:
                a, b = b, a
            out.append(Example(a, b, gold, weight=0.6))
    return out


def make_batches(
    examples: list[Example], tokenizer: Tokenizer, size: int, rng: random.Random
) -> Iterator[tuple[dict[str, Tensor], list[Example]]]:
    """Like lengths together, batches in random order."""
    rows = encode([(e.a, e.b) for e in examples], tokenizer)
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
    rows = encode([order(a, b) for a, b in pairs], tokenizer)
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
        return chosen + public_examples(rows, recipe, source)

    first = epoch_of(random.Random(0))
    steps = recipe.epochs * sum(1 for _ in make_batches(first, tokenizer, recipe.batch, random.Random(0)))
    schedule = make_schedule(optimizer, steps, recipe.warmup)
    print(len(cards), "cards", len(dev), "dev", len(first), "pairs an epoch, about", steps, "steps", flush=True)
    running, step, started, history = 0.0, 0, time.time(), []
    for epoch in range(recipe.epochs):
        model.train()
        for batch, chosen in make_batches(epoch_of(rng), tokenizer, recipe.batch, rng):
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
