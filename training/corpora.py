"""Reads the corpora: rows, what is held back of them, and where the target of a row stands. No PyTorch here."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tracker.certainty.encoding import Passage, find_passage
from tracker.records import Span

OWN = Path(__file__).parent / "data" / "certainty"
BLOCK = 20  # neighbours stay together when a part is held back: contrast sets are fours


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a jsonl or jsonl.gz file, in the shape of the shared corpora."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def held_back(rows: Sequence[dict[str, Any]], every: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(train, dev): every `every`-th block of neighbours is dev."""
    parts: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    for number, row in enumerate(rows):
        parts[(number // BLOCK) % every == every - 1].append(row)
    return parts


def written_rows(corpora: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The sentences written for this project, (train, dev): a fifth of the shared ones held back, a tenth of ours."""
    train, dev = [], []
    for folder, every in ((corpora / "written", 5), (OWN, 10)):
        for path in sorted(folder.glob("*.jsonl")):
            a, b = held_back(read_rows(path), every)
            train += a
            dev += [{**row, "corpus": path.stem} for row in b]
    return train, dev


def word_passage(row: dict[str, Any]) -> Passage:
    """A row whose target is a word of the sentence, found again by its token offsets; else by the words."""
    target, tokens, span = row["target"], row.get("tokens"), row.get("span")
    if target is None or not tokens or not span:
        return find_passage(row["text"], target)
    before = " ".join(tokens.split(" ")[: span[0]])
    nth = before.count(target)  # in the sentence as in its tokens, as long as de-tokenising only moved spaces
    at = -1
    for _ in range(nth + 1):
        at = row["text"].find(target, at + 1)
        if at < 0:
            return find_passage(row["text"], target)
    return Passage(row["text"], (Span(at, at + len(target)),))
