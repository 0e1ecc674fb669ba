"""What a certainty run reads: rows of the corpora as examples, and what each can teach."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import erf, sqrt
from pathlib import Path
from typing import Any

from tracker.certainty.encoding import Passage, find_passage
from tracker.certainty.levels import CENTRES, CUTS, LEVELS, POLARITIES
from tracker.pipeline import Extractor
from tracker.records import Span
from training.corpora import (
    as_claims,
    news_passages,
    plain_claims,
    read_rows,
    without_negation,
    word_passage,
    written_rows,
)

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
    denials: int = 3  # times a written claim turned round (*was closed*, of *was not closed*) is read; 0: none
    mega: int = 1000  # the same of MegaVeridicality
    uds_weight: float = 0.3
    corpus_levels: float = 0.2  # weight of the level loss on factuality corpora
    evidence: float = 0.5
    factuality: float = 1.0
    hide_cue: float = 0.35  # how often the mark of a cue is dropped
    move_target: float = 0.12  # how often a target that stands in the sentence is told after it instead
    company: float = 0.4  # how often a written sentence stands beside another: what that one hedges is not its affair
    unlabelled: int = 0  # claims of news articles, whatever they are, that only teachers say anything of
    taught: float = 0.6  # share of the loss that is the teachers', where there are any
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


_CERTAIN = (1.0, 0.0, 0.0, 0.0)
FACTUAL = ("uw", "uds_ih2", "meantime", "megaveridicality", "ross_pavlick", "commitmentbank")


def read_examples(corpora: Path, articles: Path, recipe: Recipe) -> dict[str, list[Example]]:
    """Training examples by corpus; `articles` are those in which plain claims are found (`plain_claims`)."""
    written = written_rows(corpora)[0]
    written += as_claims(written, Extractor(score=False))
    out = {"written": [make_written(row) for row in written]}
    out["denied"] = [
        make_written({**row, "target": turned, "polarity": "negative", "hedges": []})
        for row in written
        if (row["level"], row["polarity"]) == ("certain", "positive") and (turned := without_negation(row["target"]))
    ]
    found = news_passages(read_rows(articles), Extractor(score=False))
    out["unlabelled"] = [Example(one.passage, "unlabelled") for _, one in found]
    plain, turned_round = plain_claims(found)
    out["news"] = [Example(p.passage, "news", _CERTAIN, 0.6, 0, 0.6, 2.95, 0.2, ()) for p in plain]
    out["news denied"] = [
        Example(Passage(p.text, (), p.cue, turned, p.cue_apart), "news denied", _CERTAIN, 0.6, 1, 0.8, -2.95, 0.2)
        for p, turned in turned_round
    ]
    for name in FACTUAL:
        out[name] = [make_factual(row, recipe) for row in read_rows(corpora / name / "train.jsonl.gz")]
    out["scicertainty"] = [make_rated(row) for row in read_rows(corpora / "scicertainty" / "train.jsonl.gz")]
    return out


def epoch_of(examples: dict[str, list[Example]], recipe: Recipe, rng: random.Random) -> list[Example]:
    """What one epoch reads, with marks dropped and targets moved at random."""
    chosen: list[Example] = []
    most = {
        "unlabelled": recipe.unlabelled,
        "news": recipe.news,
        "news denied": recipe.news // 3,
        "uw": recipe.uw,
        "uds_ih2": recipe.uds,
        "megaveridicality": recipe.mega,
    }
    times = {"written": recipe.written, "commitmentbank": recipe.rare, "scicertainty": recipe.rare}
    times |= {"denied": recipe.denials, "news denied": min(recipe.denials, 1)}
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
