"""The articles that are measured: any JSONL of `{"id", "text"}` lines, gzip or plain."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import ROOT
from tracker.records import Article

# The 84 development articles of PolNeAR; they are not ours to ship, and lie beside the project where there is a copy.
POLNEAR_DEV = ROOT.parent / "shared/data/attribution/polnear/dev.jsonl.gz"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def read_corpus(path: Path) -> list[Article]:
    """The articles of a JSONL file; of the seeds where the file is not there."""
    if not path.exists():
        print(f"note: {path.name} is not here; the seed articles are measured instead")
        return [Article(ref=seed.name, text=seed.read_text(encoding="utf-8")) for seed in SEEDS]
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]
    return [Article(ref=str(line["id"]), text=line["text"], date=line.get("date")) for line in lines]


def cycled(articles: Sequence[Article], count: int) -> Iterator[Article]:
    """`count` articles, the given ones over and over, each under a new ref and with a last line of its own."""
    for number in range(count):
        article = articles[number % len(articles)]
        yield Article(ref=f"{article.ref}-{number}", text=f"{article.text}\n\nEdition {number}.\n", date=article.date)


def write_jsonl(articles: Iterator[Article], path: Path) -> None:
    """Articles as lines that `tracker add --input jsonl` reads."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            file.write(json.dumps({"id": article.ref, "text": article.text, "date": article.date}) + "\n")
