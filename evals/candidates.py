"""How many of the gold contradictions are among the candidates of a claim, and what the prior is worth.

    python -m evals.candidates             the stories in one store with PolNeAR dev as distractors, and the cards
    python -m evals.candidates --fit       the weights of the prior, fitted on the event cards (a fifth is held back)
    python -m evals.candidates --vectors ENCODER     write vectors.npz anew, from a sentence encoder's folder

A pair is *found* when a claim of one side is among the candidates of a claim of the other: of the later one, or of
either. Two readings: the contents of the gold attributions as claims (*gold*), and what is extracted from the raw
articles (*raw*), where a claim answers for a gold quote when they share half the words of the shorter. Each story is
measured in the store that holds all stories of its folder and all of PolNeAR dev.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from evals.speakers import GoldAttribution, read_stories
from tracker.contradiction.candidates import CONSTANT, WEIGHTS, Candidate, find_candidates, likenesses
from tracker.pipeline import Extractor
from tracker.records import Article, Attribution, Claim, ClaimToCompare, Extraction, Level, Span, Speaker
from tracker.store import Store
from tracker.store.neighbours import claims_of, pool_for

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared" / "data"
STORIES = (HERE / "gold" / "stories", HERE / "gold" / "new_stories")
GROUPS = ("candidates in stories", "candidates in new stories")
POLNEAR = SHARED / "attribution/polnear/dev.jsonl.gz"
CARDS = (SHARED / "nli" / "events", HERE.parent / "training" / "data" / "events")
HELD_BACK = 5  # every fifth card of a file
OTHER_CARDS = 8  # events beside a card's own when its claims are measured
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)
_WORD = re.compile(r"\w+")

Reals = npt.NDArray[np.float64]


# ---------------------------------------------------------------- stories


@dataclass(frozen=True)
class GoldPair:
    """A gold contradiction by the ids of the claims that stand for its sides."""

    a: frozenset[int]
    b: frozenset[int]
    quotes: str


@dataclass(frozen=True)
class Stored:
    """Stories in a store with their distractors: the ids of the stories' articles, and their gold pairs."""

    store: Store
    articles: tuple[int, ...]
    pairs: tuple[GoldPair, ...]


def as_extraction(article: Article, golds: Sequence[GoldAttribution]) -> Extraction:
    """The gold attributions of an article as if they had been extracted, each content one claim."""
    attributions = []
    for gold in golds:
        spans = tuple(Span(start, end) for start, end in gold.content)
        text = " ".join(span.of(article.text) for span in spans)
        speaker = None if gold.speaker.name is None else Speaker(gold.speaker.name, gold.speaker.kind)  # type: ignore[arg-type]
        claim = Claim(Span(spans[0].start, spans[-1].end), text)
        attributions.append(Attribution((), (), spans, "indirect", 1.0, speaker, (claim,)))
    return Extraction(article, tuple(attributions), "gold@1")


def fill(folder: Path, extracted: Mapping[str, Extraction] | None, others: Sequence[Extraction]) -> Stored:
    """A store of all stories of a folder and of `others`, in the order of their dates."""
    store = Store.open(":memory:")
    extractions = [
        as_extraction(article, golds) if extracted is None else extracted[article.ref]
        for article, golds in read_stories(folder)
    ]
    ordered = sorted([*extractions, *others], key=lambda extraction: extraction.article.date or "")
    results = store.add_articles(ordered)
    number = {e.article.ref: result.article_id for e, result in zip(ordered, results, strict=True)}
    whole = {e.article.ref: e for e in extractions}
    pairs = [pair for file in sorted(folder.glob("*/gold.json")) for pair in _pairs(file, whole, number, store)]
    return Stored(store, tuple(number[ref] for ref in whole), tuple(pairs))


def _pairs(
    file: Path, extractions: Mapping[str, Extraction], number: Mapping[str, int], store: Store
) -> Iterator[GoldPair]:
    def ids(member: Mapping[str, Any]) -> set[int]:
        extraction = extractions[member["article"]]
        text, quote = extraction.article.text, member["quote"]
        start = text.index(quote)
        wanted = _words(text, start, start + len(quote))
        claims = [claim for attribution in extraction.attributions for claim in attribution.claims]
        stored = claims_of(store.as_sqlite_utils().conn, number[member["article"]])
        found = set()
        for claim, known in zip(claims, stored, strict=True):
            got = _words(text, claim.span.start, claim.span.end)
            if 2 * len(wanted & got) >= min(len(wanted), len(got)) > 0:
                found.add(known.id)
        return found

    for row in json.loads(file.read_text(encoding="utf-8"))["contradictions"]:
        a, b = (
            frozenset().union(*(ids(member) for member in (side, *side.get("also", ()))))
            for side in (row["a"], row["b"])
        )
        yield GoldPair(a, b, f"{row['a']['quote']} | {row['b']['quote']}")


def _words(text: str, start: int, end: int) -> set[int]:
    return {m.start() for m in _WORD.finditer(text, start, end)}


def candidates_of(stored: Stored, most: int = 25) -> list[Candidate]:
    """The candidates of all claims of the stories, article by article."""
    conn = stored.store.as_sqlite_utils().conn
    return [
        candidate
        for article in stored.articles
        for candidate in find_candidates(claims_of(conn, article), pool_for(conn, article), most)
    ]


def is_later(candidate: Candidate) -> bool:
    """Whether the new claim of a candidate is the later one."""
    a, b = candidate.a, candidate.b
    return ((a.date or "")[:10], a.id) > ((b.date or "")[:10], b.id)


def recall(pairs: Sequence[GoldPair], candidates: Sequence[Candidate]) -> float:
    """The share of gold pairs that are among the candidates, in percent."""
    there = {(candidate.a.id, candidate.b.id) for candidate in candidates}
    there |= {(b, a) for a, b in there}
    found = sum(any((a, b) in there for a in pair.a for b in pair.b) for pair in pairs)
    return round(100 * found / max(len(pairs), 1), 1)


def kept(candidates: Sequence[Candidate], share: float) -> list[Candidate]:
    """The share of the candidates that has the highest prior."""
    ordered = sorted(candidates, key=lambda candidate: -candidate.prior)
    return ordered[: round(share * len(ordered))]


def story_figures(stored: Stored) -> dict[str, float]:
    """Recall within 10, 25 and 50 from the later side and from either, and after the prior, in percent."""
    wide = candidates_of(stored, 50)
    figures: dict[str, float] = {}
    for most in (10, 25, 50):
        nearest = _first(wide, most)
        later = [candidate for candidate in nearest if is_later(candidate)]
        figures[f"within {most}, of the later claim"] = recall(stored.pairs, later)
        figures[f"within {most}, of either"] = recall(stored.pairs, nearest)
    later = [candidate for candidate in _first(wide, 25) if is_later(candidate)]
    for share in SHARES:
        part = kept(later, share)
        figures[f"of {share:.0%} kept by prior >= {part[-1].prior:.3f}"] = recall(stored.pairs, part)
    return figures


def candidate_figures(extractor: Extractor, *, polnear: Path = POLNEAR) -> dict[str, float]:
    """The recall within 25 on the stories' raw articles, mixed with PolNeAR dev, in percent, by ``GROUP: FIGURE``."""
    others = list(extractor.extract_many(_read_polnear(polnear)))
    out = {}
    for group, folder in zip(GROUPS, STORIES, strict=True):
        articles = [article for article, _ in read_stories(folder)]
        raw = {e.article.ref: e for e in extractor.extract_many(articles)}
        stored = fill(folder, raw, others)
        found = candidates_of(stored)
        out[f"{group}: recall within 25"] = recall(stored.pairs, found)
        out[f"{group}: recall within 25, from the later side"] = recall(stored.pairs, list(filter(is_later, found)))
    return out


def _first(candidates: Sequence[Candidate], most: int) -> list[Candidate]:
    counts: dict[int, int] = {}
    out = []
    for candidate in candidates:
        counts[candidate.a.id] = counts.get(candidate.a.id, 0) + 1
        if counts[candidate.a.id] <= most:
            out.append(candidate)
    return out


# ---------------------------------------------------------------- event cards


@dataclass(frozen=True)
class Card:
    """The claims of one event and which pairs of them contradict or supersede, by place."""

    claims: tuple[ClaimToCompare, ...]
    pairs: frozenset[frozenset[int]]
    held_back: bool


def read_cards(folders: Sequence[Path]) -> list[Card]:
    """The event cards below some folders; every fifth of a file is held back."""
    cards: list[Card] = []
    for file in (file for folder in folders for file in sorted(folder.glob("*.jsonl"))):
        for place, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            claims = tuple(_claim(len(cards), claim, row["event"]) for claim in row["claims"])
            pairs = frozenset(frozenset(p[:2]) for p in (*row["contradictions"], *row.get("supersedes", ())))
            cards.append(Card(claims, pairs, place % HELD_BACK == 0))
    return cards


def _claim(card: int, row: Mapping[str, Any], event: str) -> ClaimToCompare:
    number = 100 * card + int(row["i"]) + 1
    level: Level | None = row.get("level")
    return ClaimToCompare(
        number, card + 1, row["text"], "said", None, row["speaker"], event, None, row["date"], level, None, number
    )


def measured(card: Card, cards: Sequence[Card], rng: random.Random) -> Reals:
    """The likenesses of a card's claims to each other, [claims, claims, WEIGHTS], beside claims of other events."""
    others = rng.sample([other for other in cards if other is not card], min(OTHER_CARDS, len(cards) - 1))
    found = likenesses(card.claims, [*card.claims, *(claim for other in others for claim in other.claims)])
    return np.stack([found[name][:, : len(card.claims)] for name in WEIGHTS], axis=-1).astype(np.float64)


def fit(cards: Sequence[tuple[Card, Reals]], strength: float = 3.0) -> tuple[Reals, float]:
    """Weights and constant of a logistic regression over all pairs of the cards, by Newton's method."""
    inputs, wanted = [], []
    for card, likeness in cards:
        for i in range(len(card.claims)):
            for j in range(len(card.claims)):
                if i != j:
                    inputs.append(likeness[i, j])
                    wanted.append(frozenset((i, j)) in card.pairs)
    x, y = np.array(inputs), np.array(wanted, dtype=np.float64)
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    ridge = strength * np.diag([1.0] * x.shape[1] + [0.0])
    theta = np.zeros(z.shape[1])
    for _ in range(12):
        p = 1 / (1 + np.exp(-z @ theta))
        theta -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, z.T @ (p - y) + ridge @ theta)
    weights = theta[:-1] / spread
    return weights, float(theta[-1] - weights @ mean)


def card_figures(cards: Sequence[tuple[Card, Reals]], weights: Reals, constant: float) -> dict[str, float]:
    """The share of the cards' pairs that are among the likeliest tenth, fifth, ... of all pairs within a card."""
    scores, wanted = [], []
    for card, likeness in cards:
        logits = likeness @ weights + constant
        for i in range(len(card.claims)):
            for j in range(i):
                scores.append(logits[i, j] + logits[j, i])
                wanted.append(frozenset((i, j)) in card.pairs)
    hits = np.array(wanted)[np.argsort(-np.array(scores), kind="stable")]
    return {
        f"of {share:.0%} of the pairs within an event": round(
            100 * hits[: round(share * len(hits))].sum() / hits.sum(), 1
        )
        for share in SHARES
    }


# ---------------------------------------------------------------- vectors


def write_vectors(encoder: Path, target: Path, width: int = 64) -> None:
    """The encoder's vector of every whole word of its vocabulary, reduced to `width` numbers of one byte."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(encoder)
    model = AutoModel.from_pretrained(encoder).eval()
    words = [word for word in tokenizer.get_vocab() if word.isalpha() and word.isascii() and len(word) > 1]
    rows = []
    with torch.no_grad():
        for first in range(0, len(words), 512):
            batch = tokenizer(words[first : first + 512], return_tensors="pt", padding=True)
            mask = batch["attention_mask"][..., None]
            rows.append(((model(**batch).last_hidden_state * mask).sum(1) / mask.sum(1)).numpy())
    vectors = np.concatenate(rows)
    vectors -= vectors.mean(0)
    reduced = vectors @ np.linalg.svd(vectors, full_matrices=False)[2][:width].T
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True)
    small = np.round(reduced * 127 / np.abs(reduced).max()).astype(np.int8)
    np.savez_compressed(target, words=np.array(" ".join(words)), vectors=small)


# ---------------------------------------------------------------- command


def _show(title: str, figures: Mapping[str, float]) -> None:
    print(f"\n{title}")
    for name, value in figures.items():
        print(f"  {value:5.1f}  {name}")


def _read_polnear(path: Path) -> list[Article]:
    import gzip

    rows = map(json.loads, gzip.decompress(path.read_bytes()).decode("utf-8").splitlines())
    return [Article(row["id"], row["text"], row["title"], row["publisher"], row["date"]) for row in rows]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--vectors", type=Path, metavar="ENCODER")
    options = parser.parse_args()
    if options.vectors:
        write_vectors(options.vectors, HERE.parent / "tracker/contradiction/vectors.npz")
        return
    rng = random.Random(13)
    cards = read_cards(CARDS)
    likeness = [(card, measured(card, cards, rng)) for card in cards if options.fit or card.held_back]
    held = [item for item in likeness if item[0].held_back]
    _show(f"{len(held)} cards held back", card_figures(held, np.array(list(WEIGHTS.values())), CONSTANT))
    if options.fit:
        weights, constant = fit([item for item in likeness if not item[0].held_back])
        _show("the same, fitted anew", card_figures(held, weights, constant))
        for name, weight in zip(WEIGHTS, weights, strict=True):
            print(f"    {name!r}: {weight:.2f},")
        print(f"    constant {constant:.2f}")
        return
    extractor = Extractor(score=False)
    others = list(extractor.extract_many(_read_polnear(POLNEAR))) if POLNEAR.exists() else []
    for folder in STORIES:
        articles = [article for article, _ in read_stories(folder)]
        raw = {e.article.ref: e for e in extractor.extract_many(articles)}
        for reading, extracted in (("gold", None), ("raw", raw)):
            stored = fill(folder, extracted, others)
            title = f"{folder.name}, {reading}: {len(stored.pairs)} contradictions, {len(others)} other articles"
            _show(title, story_figures(stored))


if __name__ == "__main__":
    main()
