"""How many gold attributions are found, and how many of those have the right speaker.

An attribution is *found* when one predicted attribution's contents cover at least half of the words of its content; of
several, the one with the largest overlap (intersection over union) answers for it. *Strictly found* asks for an
intersection over union of one half. Its speaker is *right* when a predicted name equals the gold name or one of its
aliases (case, marks, leading article and titles aside); where the article gives the full name, only that will do. For
groups, documents and unnamed sources all words of the gold name or of one of its aliases must be there, and the answer
must not be a person. A gold speaker of null wants null or a nameless source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.attribution.names import fold
from tracker.pipeline import Extractor
from tracker.records import Article, Attribution, Speaker

_WORD = re.compile(r"\w+")
_LEADING = re.compile(
    r"^(?:the|a|an|its|his|her|their|mr|mrs|ms|dr|sir|sheikh|professor|mayor|governor|brigadier|deputy mayor)\s+"
)
NAMELESS = ("group", "document", "unnamed")


@dataclass(frozen=True)
class GoldSpeaker:
    """A speaker as gold has it."""

    name: str | None
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoldAttribution:
    """A gold attribution: its content spans and speaker; `group` is the phenomenon or story it belongs to. `level` and
    `denial_by` (``cue`` or ``content``) where the gold has them. `source` are its words; `others` are right as well;
    `facts` are fields of a `Speaker` that gold has (any of those that ``;`` parts is right)."""

    content: tuple[tuple[int, int], ...]
    speaker: GoldSpeaker
    group: str
    level: str | None = None
    denial_by: str | None = None
    cue: tuple[tuple[int, int], ...] = ()
    source: str = ""
    others: tuple[GoldSpeaker, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What became of one gold attribution."""

    article: Article
    gold: GoldAttribution
    found: bool
    strictly: bool
    right: bool
    answer: Speaker | None


def read_stories(folder: Path) -> Iterator[tuple[Article, list[GoldAttribution]]]:
    """The articles of every story below a folder, with their gold."""
    for gold_file in sorted(folder.glob("*/gold.json")):
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        people = {s["name"]: GoldSpeaker(s["name"], s["kind"], tuple(s["aliases"])) for s in gold["speakers"]}
        for line in (gold_file.parent / "articles.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            article = Article(row["id"], row["text"], row["title"], row["outlet"], row["date"])
            yield (
                article,
                [_gold(a, people[a["speaker"]], gold["story"], row["text"]) for a in gold["attributions"][row["id"]]],
            )


def read_passages(file: Path) -> Iterator[tuple[Article, list[GoldAttribution]]]:
    """The passages of a speakers file (one phenomenon each), with their gold."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, group = row["text"], row["phenomenon"]
        golds = [_gold(a, GoldSpeaker(a["speaker"], a["kind"]), group, text) for a in row["attributions"]]
        yield Article(row["id"], text), golds


def _gold(row: dict[str, Any], speaker: GoldSpeaker, group: str, text: str) -> GoldAttribution:
    content = tuple((s, e) for s, e in row["content"])
    cue = tuple((s, e) for s, e in row.get("cue", ()))
    source = " ".join(text[s:e] for s, e in row.get("source", ()))
    return GoldAttribution(content, speaker, group, row.get("level"), row.get("denial_by"), cue, source)


def judge(data: Iterable[tuple[Article, list[GoldAttribution]]], extractor: Extractor) -> list[Verdict]:
    """A verdict for every gold attribution."""
    pairs = list(data)
    extractions = extractor.extract_many([article for article, _ in pairs])
    return [
        verdict(article, gold, extraction.attributions)
        for (article, golds), extraction in zip(pairs, extractions, strict=True)
        for gold in golds
    ]


def verdict(article: Article, gold: GoldAttribution, predicted: tuple[Attribution, ...]) -> Verdict:
    """What became of one gold attribution, given all that were predicted in its article."""
    best, iou = best_match(article.text, gold, predicted)
    if best is None:
        return Verdict(article, gold, False, False, False, None)
    right = any(is_right(best.speaker, one, article.text) for one in (gold.speaker, *gold.others))
    return Verdict(article, gold, True, iou >= 0.5, right, best.speaker)


def best_match(text: str, gold: GoldAttribution, predicted: Iterable[Attribution]) -> tuple[Attribution | None, float]:
    """The predicted attribution that answers for a gold one, and their intersection over union."""
    words = find_words(text)
    wanted = covered(words, gold.content)
    best: tuple[float, Attribution | None] = (0.0, None)
    for attribution in predicted:
        got = covered(words, [(s.start, s.end) for s in attribution.content])
        cover, iou = len(wanted & got) / max(len(wanted), 1), len(wanted & got) / max(len(wanted | got), 1)
        if cover >= 0.5 and (best[1] is None or iou > best[0]):
            best = (iou, attribution)
    return best[1], best[0]


def find_words(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand."""
    return [m.span() for m in _WORD.finditer(text)]


def covered(words: list[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> set[int]:
    """The numbers of the words that some of the spans touch."""
    spans = list(spans)
    return {i for i, (s, e) in enumerate(words) if any(s < b and e > a for a, b in spans)}


def _plain(name: str) -> str:
    name = fold(name)
    while (shorter := _LEADING.sub("", name)) != name:
        name = shorter
    return name


def is_right(answer: Speaker | None, gold: GoldSpeaker, text: str) -> bool:
    """Whether a predicted speaker is the gold one."""
    if gold.name is None:
        return answer is None or answer.kind == "unnamed"
    if answer is None:
        return False
    got = _plain(answer.name)
    if gold.kind in NAMELESS:
        if answer.kind not in NAMELESS and answer.kind != "organization":
            return False
        names = {_plain(n) for n in (gold.name, *gold.aliases)}
        return any(n and set(n.split()) <= set(got.split()) for n in names)
    if gold.name in text:
        return got == _plain(gold.name) != ""
    return got in {_plain(n) for n in (gold.name, *gold.aliases)} - {""}


def summary(verdicts: list[Verdict]) -> dict[str, float]:
    """Percentages: found, strictly found, right of all, right of found."""
    n, found = len(verdicts), sum(v.found for v in verdicts)
    right = sum(v.right for v in verdicts)
    return {
        "attributions": n,
        "content found": round(100 * found / max(n, 1), 1),
        "content found (IoU)": round(100 * sum(v.strictly for v in verdicts) / max(n, 1), 1),
        "speaker right of found": round(100 * right / max(found, 1), 1),
        "speaker right of all": round(100 * right / max(n, 1), 1),
    }
