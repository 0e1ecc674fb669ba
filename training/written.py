"""News articles written for this project with every attribution marked, in the shape of the shared corpora.

`training/data/articles/*.txt` hold articles one after the other: a line ``=== id | kind of article | quotation marks``,
then the text in the marks of `tests.marked`. Of every six articles of a file the last is held back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.marked import read_marked

ARTICLES = Path(__file__).parent / "data" / "articles"
HELD_BACK = 6  # every so many


def read_written(folder: Path = ARTICLES) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(train, dev) as rows ``{"id", "text", "attributions": [{"source", "cue", "content"}]}``."""
    train: list[dict[str, Any]] = []
    dev: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.txt")):
        for number, row in enumerate(_rows(path), start=1):
            (train if number % HELD_BACK else dev).append(row)
    return train, dev


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, marked = block.partition("\n")
        found = read_marked(marked.strip("\n"))
        yield {
            "id": head.split("|")[0].strip(),
            "text": found.text,
            "attributions": [
                {role: [[s.start, s.end] for s in getattr(one, role)] for role in ("source", "cue", "content")}
                for one in found.attributions
            ],
        }
