"""Whether the resolver is as often right as it says: why a source was taken for its speaker, and how often that held.

    python -m evals.resolutions

Prints, for every reason (`because`), how many of its resolutions have gold, how many of them are right and what
confidence they have; the same by confidence; and what each threshold would leave unresolved. Counted are the speakers
passages, the stories (given and new), our own articles and the passages of `evals/gold/speakers` that may be looked at
(those held back are told apart), each attribution as the shipped tagger finds it, and GUM's news with the spans of the
gold (`source_entity` comes from its coreference; its interviews print no names of turns). Right is what
`evals.speakers` says; of GUM, whose names are those of Wikipedia, that name and answer end alike.

The rates in `tracker/attribution/found.py` are of these texts, and, for the nearest that a pronoun fits, of 58 more in
PolNeAR's development articles that were read and judged by hand: right were 57 % of those with log odds below .5, 71 %
to 1.2, 75 % to 2, and 90 % above.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from evals.phenomena import read_own
from evals.speakers import GoldAttribution, best_match, is_right, read_passages, read_stories
from tracker.attribution.finder import find_attributions, open_tagger
from tracker.attribution.found import Found
from tracker.attribution.names import fold
from tracker.attribution.speakers import find_sources
from tracker.records import Article, Attribution, Kind, Span
from tracker.segment import segment

GOLD = Path(__file__).parent / "gold"
SHARED = Path(__file__).parents[2] / "shared" / "data"
BORDERS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
GROUP = "own speakers held back"
THRESHOLDS = (0.0, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)
SURE = 0.9
_GROUP = 8  # articles read together

Golds = Iterable[tuple[Article, list[GoldAttribution]]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One resolution whose source has gold."""

    group: str
    ref: str
    source: str
    found: Found
    right: bool
    gold: str | None


def judge(group: str, golds: Golds) -> Iterator[Judged]:
    """Every gold attribution whose content the shipped tagger finds."""
    tagger, pairs = open_tagger(), list(golds)
    for at in range(0, len(pairs), _GROUP):
        part = pairs[at : at + _GROUP]
        texts = [(article.text, segment(article.text)) for article, _ in part]
        for (article, gold), attributions in zip(part, find_attributions(texts, tagger), strict=True):
            yield from judge_article(group, article, gold, attributions)


def judge_article(
    group: str, article: Article, golds: Sequence[GoldAttribution], attributions: Sequence[Attribution]
) -> Iterator[Judged]:
    """The same of one article whose attributions were found."""
    found = dict(zip(attributions, find_sources(attributions, article.text, segment(article.text)), strict=True))
    for gold in golds:
        best, _ = best_match(article.text, gold, attributions)
        if best is None:
            continue
        one = found[best]
        speaker = one.entity.speaker() if one.entity is not None else None
        right = any(is_right(speaker, whom, article.text) for whom in (gold.speaker, *gold.others))
        source = " ".join(span.of(article.text) for span in best.source)
        yield Judged(group, article.ref, source, one, right, gold.speaker.name)


def judge_gum(file: Path) -> Iterator[Judged]:
    """The attributions of a GUM file that say whom their source means."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["genre"] != "news":
                continue
            text = row["text"]
            attributions = [_gum(one) for one in row["attributions"]]
            found = find_sources(attributions, text, segment(text))
            for one, gold, attribution in zip(found, row["attributions"], attributions, strict=True):
                if gold["source_entity"] is None or not gold["source"]:
                    continue
                right = one.entity is not None and any(_ends_alike(gold["source_entity"], x) for x in one.entity.forms)
                source = " ".join(span.of(text) for span in attribution.source)
                yield Judged("GUM", row["id"], source, one, right, gold["source_entity"])


def _gum(row: dict[str, Any]) -> Attribution:
    source, cue, content = (
        tuple(Span(start, end) for start, end in row[role]) for role in ("source", "cue", "content")
    )
    kind: Kind = row["kind"] if row["kind"] in ("direct", "mixed") else "indirect"
    return Attribution(source, cue, content, kind, 1.0, nested_in=row["nested_in"])


def _ends_alike(one: str, other: str) -> bool:
    a, b = fold(one).split(), fold(other).split()
    return bool(a and b) and (a[-1] == b[-1] or set(a) <= set(b) or set(b) <= set(a))


def judge_all(*, gold: Path = GOLD, shared: Path = SHARED) -> list[Judged]:
    """All that is here."""
    out = [*judge("stories", read_stories(gold / "stories")), *judge("new stories", read_stories(gold / "new_stories"))]
    for file in sorted((gold / "own").glob("*.jsonl")):
        out += judge("own", read_passages(file))
    out += judge("own passages", read_own("seen", gold / "speakers"))
    if shared.is_dir():
        out += judge("passages", read_passages(shared / "speakers" / "dev.jsonl"))
        for name in ("train", "dev"):
            out += judge_gum(shared / "attribution" / "gum" / f"{name}.jsonl.gz")
    return out


# ---------------------------------------------------------------- telling


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the like, how many of them right, and the confidence said on average."""

    name: str
    count: int
    right: int
    said: float


def shares(judged: Sequence[Judged], name_of: Callable[[Judged], str]) -> list[Share]:
    """By name, the most numerous first."""
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(name_of(one), []).append(one)
    out = [
        Share(name, len(like), sum(x.right for x in like), sum(x.found.confidence for x in like) / len(like))
        for name, like in groups.items()
    ]
    return sorted(out, key=lambda share: -share.count)


@dataclass(frozen=True, slots=True)
class Left:
    """What a threshold leaves unresolved, how many of those are right, and what is right and wrong of the others."""

    threshold: float
    unresolved: int
    right_unresolved: int
    right: int
    wrong: int


def thresholds(judged: Sequence[Judged], borders: Sequence[float] = THRESHOLDS) -> list[Left]:
    """For each border; only names can be left unresolved, whatever else has its own words anyhow."""
    out = []
    for border in borders:
        low = [x for x in judged if x.found.entity and x.found.entity.words and x.found.confidence < border]
        right = sum(one.right for one in low)
        kept_right = sum(one.right for one in judged) - right
        out.append(Left(border, len(low), right, kept_right, len(judged) - len(low) - kept_right))
    return out


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """In percent: of what is said with `SURE` or more, how much is right; how much is said so; and the calibration
    (100 less the mean distance of said and right, over the bins by size)."""
    sure = [one for one in judged if one.found.confidence >= SURE]
    bins = shares(judged, confidence_bin)
    error = sum(x.count * abs(x.said - x.right / x.count) for x in bins) / max(len(judged), 1)
    return {
        f"right of those said {SURE} or more": round(100 * sum(x.right for x in sure) / max(len(sure), 1), 1),
        f"said {SURE} or more": round(100 * len(sure) / max(len(judged), 1), 1),
        "calibrated (100 less error)": round(100 * (1 - error), 1),
    }


def resolution_figures() -> dict[str, float]:
    """What the gate holds, of the passages that nobody tuned on."""
    held_back = list(judge("held back", read_own("held back")))
    return {f"{GROUP}: {name}": value for name, value in figures(held_back).items()}


def confidence_bin(one: Judged) -> str:
    """Between which of `BORDERS` a confidence lies."""
    low, high = next((a, b) for a, b in pairwise(BORDERS) if a <= one.found.confidence < b)
    return f"{low:.2f} to {min(high, 1.0):.2f}"


def table(rows: Sequence[Share], head: str) -> str:
    """In Markdown."""
    lines = [f"| {x.name} | {x.count} | {100 * x.right / x.count:.1f} | {100 * x.said:.1f} |" for x in rows]
    return "\n".join([f"| {head} | resolutions | right, % | said, mean % |", "|---|--:|--:|--:|", *lines])


def main() -> None:
    """The command line."""
    for name, judged in (("seen", judge_all()), ("held back", list(judge("held back", read_own("held back"))))):
        print(f"## {name}\n")
        tell(judged)


def tell(judged: Sequence[Judged]) -> None:
    """Print all tables."""
    print(table(shares(judged, lambda one: one.found.because), "because"), end="\n\n")
    print(table(sorted(shares(judged, confidence_bin), key=lambda x: x.name), "confidence"), end="\n\n")
    print("| threshold | unresolved | of them right | right | wrong |\n|--:|--:|--:|--:|--:|")
    for x in thresholds(judged):
        print(f"| {x.threshold} | {x.unresolved} | {x.right_unresolved} | {x.right} | {x.wrong} |")
    print()
    for name, value in figures(judged).items():
        print(f"{name}: {value}")
    print()


if __name__ == "__main__":
    main()
