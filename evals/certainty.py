"""How right the certainty of claims is, on sentences and on articles.

    python -m evals.certainty

*Level* is right when it is the gold's. *Negative found*: of the claims denied or held unlikely, how many have that
polarity. Calibration error: the expected one over ten equal bins of the highest probability (Guo et al. 2017).
*Evidence*: the words marked as what made it so, against those the writer marked; and how often leaving them out moves
the score (by .05 or more) of a sentence that is not certain. Stories: for each gold attribution that is found, the
claim with most of its words answers. r is Pearson's, on the corpora's own scales.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evals.speakers import GoldAttribution, best_match, covered, find_words, read_stories
from tracker.certainty import Passage, Scorer, Verdict, find_passage, open_scorer
from tracker.models import find_bundle
from tracker.models.bundle import write_bundle
from tracker.models.card import make_card
from tracker.pipeline import Extractor
from tracker.records import Article, Attribution, Claim, Span
from training.corpora import read_rows, shared_dev, word_passage

HERE = Path(__file__).parent
SENTENCES, WRITTEN, NEWS, CORPORA, STORIES = (
    "certainty sentences",
    "certainty written dev",
    "certainty newsclaims dev",
    "certainty corpora dev",
    "certainty stories",
)
NEW_STORIES = "certainty new stories"
FROM_SHARED = (WRITTEN, NEWS, CORPORA)
MOVED = 0.05


@dataclass(frozen=True)
class Judged:
    """A gold sentence and the verdict on it."""

    row: Mapping[str, Any]
    passage: Passage
    verdict: Verdict


def judge(rows: Sequence[Mapping[str, Any]], scorer: Scorer) -> list[Judged]:
    """Every row judged."""
    passages = [find_passage(row["text"], row["target"], row.get("cue")) for row in rows]
    verdicts = scorer.begin(passages).result()
    return [Judged(*item) for item in zip(rows, passages, verdicts, strict=True)]


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """The mean of the F1 of each class that the gold has."""
    scores = []
    for name in sorted(set(gold)):
        hit = sum(g == f == name for g, f in zip(gold, found, strict=True))
        scores.append(2 * hit / (gold.count(name) + list(found).count(name)))
    return float(np.mean(scores))


def calibration_error(judged: Sequence[Judged]) -> float:
    """The expected calibration error of the levels, 0..1."""
    sure = np.array([max(j.verdict.probabilities) for j in judged])
    right = np.array([j.verdict.level == j.row["level"] for j in judged])
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(sum(abs(right[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean() for b in set(bins)))


def sentence_figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Percentages over hand-labelled sentences."""
    gold, found = [j.row["level"] for j in judged], [j.verdict.level for j in judged]
    negative = [j for j in judged if j.row["polarity"] == "negative"]
    denied = [j for j in negative if j.row["level"] == "certain"]
    out = {
        "level right": 100 * float(np.mean([g == f for g, f in zip(gold, found, strict=True)])),
        "level macro F1": 100 * macro_f1(gold, found),
        "polarity right": 100 * float(np.mean([j.row["polarity"] == j.verdict.polarity for j in judged])),
        "negative found": 100 * float(np.mean([j.verdict.polarity == "negative" for j in negative])),
        "denials found": 100 * float(np.mean([j.verdict.polarity == "negative" for j in denied])),
        "calibrated (100 less error)": 100 * (1 - calibration_error(judged)),
    }
    return {name: round(value, 1) for name, value in out.items()}


def evidence_figures(judged: Sequence[Judged], scorer: Scorer) -> dict[str, float]:
    """Evidence against the words that the writers marked, and what leaving it out does."""
    hit = marked = wanted = 0
    for one in judged:
        words = find_words(one.row["text"])
        gold = [s for h in one.row["hedges"] for s in find_passage(one.row["text"], h).target]
        theirs = covered(words, [(s.start, s.end) for s in gold])
        ours = covered(words, [(s.start, s.end) for s in one.verdict.evidence])
        hit, marked, wanted = hit + len(theirs & ours), marked + len(ours), wanted + len(theirs)
    shown = [j for j in judged if j.verdict.evidence and j.verdict.level != "certain"]
    without = scorer.begin([leave_out(j.passage, j.verdict.evidence) for j in shown]).result()
    moved = [abs(v.score - j.verdict.score) >= MOVED for j, v in zip(shown, without, strict=True)]
    unsure = [j for j in judged if j.verdict.level != "certain"]
    return {
        "evidence F1": round(100 * 2 * hit / max(marked + wanted, 1), 1),
        "evidence moves the score": round(100 * float(np.mean(moved)), 1),
        "not certain, with evidence": round(100 * len(shown) / max(len(unsure), 1), 1),
    }


def leave_out(passage: Passage, words: Sequence[Span]) -> Passage:
    """The passage without some of its words, target and cue still marked."""
    text, at = "", 0
    places = np.zeros(len(passage.text) + 1, dtype=int)
    for span in [*sorted(words), Span(len(passage.text), len(passage.text))]:
        for i in range(at, span.start):
            places[i] = len(text) + i - at
        text += passage.text[at : span.start]
        places[span.start : span.end + 1] = len(text)
        at = span.end

    def moved(spans: Iterable[Span]) -> tuple[Span, ...]:
        kept = (Span(int(places[s.start]), int(places[s.end])) for s in spans)
        return tuple(s for s in kept if len(s))

    return Passage(text, moved(passage.target), moved(passage.cue), passage.target_apart, passage.cue_apart)


def corpus_figures(corpora: Path, scorer: Scorer) -> dict[str, float]:
    """Correlations (times 100) on the development parts of the factuality corpora. UW's closeness is 100 less the mean
    absolute error as a share of the scale's six steps: an error of .42 is 93."""
    out = {}
    for name in ("uw", "uds_ih2", "meantime", "commitmentbank", "scicertainty"):
        rows = read_rows(corpora / name / "dev.jsonl.gz")
        verdicts = scorer.begin([word_passage(row) for row in rows]).result()
        gold = np.array([float(row["raw"]) for row in rows])
        found = np.array([v.score if name == "scicertainty" else v.factuality for v in verdicts])
        out[f"{name} r"] = round(100 * float(np.corrcoef(gold, found)[0, 1]), 1)
        if name == "uw":
            out["uw closeness"] = round(100 * (1 - float(np.abs(gold - found).mean()) / 6), 1)
    return out


def story_figures(folder: Path, extractor: Extractor) -> dict[str, float]:
    """The levels and denials of the gold attributions that are found in whole articles."""
    pairs = list(read_stories(folder))
    extractions = extractor.extract_many([article for article, _ in pairs])
    gold, found, denials = [], [], []
    for (article, golds), extraction in zip(pairs, extractions, strict=True):
        for one in golds:
            claim = answer(article, one, extraction.attributions)
            if claim is None or claim.certainty is None or one.level is None:
                continue
            gold.append(one.level)
            found.append(claim.certainty.level)
            if one.denial_by == "cue":
                denials.append(claim.certainty.polarity == "negative")
    return {
        "level right": round(100 * float(np.mean([g == f for g, f in zip(gold, found, strict=True)])), 1),
        "level macro F1": round(100 * macro_f1(gold, found), 1),
        "denials by the cue found": round(100 * float(np.mean(denials)), 1),
    }


def answer(article: Article, gold: GoldAttribution, predicted: Sequence[Attribution]) -> Claim | None:
    """The claim with most of the gold content's words."""
    best, _ = best_match(article.text, gold, predicted)
    if best is None or not best.claims:
        return None
    words = find_words(article.text)
    wanted = covered(words, gold.content)
    return max(best.claims, key=lambda c: len(wanted & covered(words, [(c.span.start, c.span.end)])))


def certainty_figures(extractor: Extractor, scorer: Scorer, *, gold: Path, corpora: Path | None) -> dict[str, float]:
    """All figures that can be had, by ``GROUP: FIGURE``; without the corpora those on our own gold."""
    groups: dict[str, dict[str, float]] = {}
    own = judge(read_rows(gold / "certainty" / "levels.jsonl"), scorer)
    groups[SENTENCES] = sentence_figures(own) | evidence_figures(own, scorer)
    groups[STORIES] = story_figures(gold / "stories", extractor)
    groups[NEW_STORIES] = story_figures(gold / "new_stories", extractor)
    if corpora is not None:
        written = judge(shared_dev(corpora)[0], scorer)
        groups[WRITTEN] = sentence_figures(written) | evidence_figures(written, scorer)
        news = judge(read_rows(corpora / "newsclaims" / "dev.jsonl"), scorer)
        groups[NEWS] = sentence_figures(news)
        together = 100 * (1 - calibration_error([*own, *written, *news]))
        groups[WRITTEN]["calibrated, all sentences"] = round(together, 1)
        groups[CORPORA] = corpus_figures(corpora, scorer)
    return {f"{group}: {name}": value for group, figures in groups.items() for name, value in figures.items()}


def write_card(bundle: Path, figures: Mapping[str, float]) -> None:
    """Put the figures into a bundle's manifest and card."""
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    metrics: dict[str, dict[str, float]] = {}
    for name, value in figures.items():
        group, _, figure = name.partition(": ")
        metrics.setdefault(group, {})[figure] = value
    write_bundle(bundle, {**manifest, "metrics": metrics}, make_card({**manifest, "metrics": metrics}))


def main() -> None:
    """Print the figures of the shipped attribution model and a certainty model; write them into its card if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path, nargs="?", help="default: the shipped one")
    parser.add_argument("--card", action="store_true", help="write the figures into the bundle's manifest and card")
    args = parser.parse_args()
    corpora = HERE.parents[1] / "shared" / "data" / "certainty"
    found = certainty_figures(
        Extractor(certainty_model=args.bundle),
        open_scorer(args.bundle),
        gold=HERE / "gold",
        corpora=corpora if corpora.is_dir() else None,
    )
    if args.card:
        write_card(args.bundle or find_bundle("certainty-en"), found)
    for name, value in found.items():
        print(f"{name:55} {value:6.1f}")


if __name__ == "__main__":
    main()
