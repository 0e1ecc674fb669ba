r"""How much of what stands around a story is known for what it is, and whether any of the story is taken for it.

    python -m evals.furniture
    python -m evals.furniture --lines dev.jsonl.gz    # every line marked there, to be judged by eye

The cases (gold/furniture) are lines of invented articles, those of furniture with ``> `` in front; the head of a case
has what its dateline and byline say. `seen.txt` was looked at while rules were written, `held.txt` was not. In the
other gold sets every attribution is of the story: those whose content touches a marked line are counted and printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from evals.speakers import read_stories
from tracker.furniture import find_byline, find_dateline, furniture_spans
from tracker.records import Span

GROUP = "furniture"
GOLD = Path(__file__).parent / "gold"
PARTS = ("seen", "held")
_HEAD = ("place", "agency", "date", "author")


@dataclass(frozen=True, slots=True)
class Case:
    """An article, which of its lines are furniture, and what its head says (absent: nothing)."""

    name: str
    text: str
    marked: tuple[tuple[Span, bool], ...]
    head: dict[str, str]


@dataclass(frozen=True, slots=True)
class Furniture:
    """Counts: lines of furniture and those marked, lines of text and those marked all the same; fields of the head
    that are right, of those in the gold, and of those found."""

    furniture: int = 0
    marked: int = 0
    text: int = 0
    wrong: int = 0
    right: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: Furniture) -> Furniture:
        return Furniture(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def figures(self) -> dict[str, float]:
        """In percent."""
        return {
            "furniture marked": _share(self.marked, self.furniture),
            "text left alone": _share(self.text - self.wrong, self.text),
            "head recall": _share(self.right, self.gold),
            "head precision": _share(self.right, self.found),
        }


def _share(part: int, whole: int) -> float:
    return round(100 * part / max(whole, 1), 1)


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file."""
    for block in path.read_text(encoding="utf-8").split("== ")[1:]:
        title, _, body = block.partition("\n")
        name, *told = (part.strip() for part in title.split(" | ") if part.strip(" |"))
        head = dict(one.split(": ", 1) for one in told)
        text, lines = "", []
        for line in body.rstrip("\n").split("\n"):
            is_furniture, words = line.startswith("> "), line.removeprefix("> ")
            lines.append((Span(len(text), len(text) + len(words)), is_furniture))
            text += f"{words}\n\n"
        yield Case(name.strip(" |"), text, tuple(lines), head)


def measure_case(case: Case) -> tuple[Furniture, list[str]]:
    """The counts of one case, and in words what is wrong with it."""
    spans = furniture_spans(case.text)
    faults, counts = [], Furniture()
    for line, is_furniture in case.marked:
        covered = any(span.overlaps(line) for span in spans)
        counts += Furniture(is_furniture, is_furniture and covered, not is_furniture, covered and not is_furniture)
        if covered is not is_furniture:
            faults.append(f"{'text marked' if covered else 'not marked'}: {line.of(case.text)}")
    dateline, byline = find_dateline(case.text), find_byline(case.text)
    found = {name: getattr(dateline, name) for name in _HEAD[:3] if dateline and getattr(dateline, name)}
    if byline and byline.author:
        found["author"] = byline.author
    right = sum(found.get(name) == value for name, value in case.head.items())
    faults += [
        f"{name} is {found.get(name)!r}, not {case.head.get(name)!r}"
        for name in _HEAD
        if found.get(name) != case.head.get(name)
    ]
    return counts + Furniture(right=right, gold=len(case.head), found=len(found)), faults


def measure_part(part: str) -> tuple[Furniture, list[str]]:
    """The counts of `seen` or `held`, and what is wrong with which case."""
    counts, faults = Furniture(), []
    for case in read_cases(GOLD / "furniture" / f"{part}.txt"):
        one, wrong = measure_case(case)
        counts += one
        faults += [f"{part} {case.name}: {fault}" for fault in wrong]
    return counts, faults


def marked_lines(texts: Iterable[str]) -> Iterator[str]:
    """Every stretch that is marked in these texts."""
    for text in texts:
        for span in furniture_spans(text):
            yield span.of(text)


def gold_in_furniture() -> tuple[int, list[str]]:
    """The number of gold contents in the stories and in articles of our own, and those that touch a marked line."""
    contents: list[tuple[str, list[Span]]] = []
    for stories in ("stories", "new_stories"):
        for article, attributions in read_stories(GOLD / stories):
            contents.append((article.text, [Span(*span) for one in attributions for span in one.content]))
    for line in (GOLD / "own" / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        contents.append((row["text"], [Span(*span) for one in row["attributions"] for span in one["content"]]))
    lost = [
        span.of(text)
        for text, spans in contents
        for span in spans
        if any(marked.overlaps(span) for marked in furniture_spans(text))
    ]
    return sum(len(spans) for _, spans in contents), lost


def furniture_figures() -> dict[str, float]:
    """The gate's figures. Rules give the same everywhere: not one line more may be lost, of either part."""
    out: dict[str, float] = {}
    for part, title in zip(PARTS, ("seen", "held back"), strict=True):
        counts, _ = measure_part(part)
        out |= {f"{GROUP}: {name}, {title}": value for name, value in counts.figures().items()}
    return out | {f"{GROUP}: 100 less gold contents in marked lines": 100.0 - len(gold_in_furniture()[1])}


def main(arguments: list[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m evals.furniture", description=__doc__)
    parser.add_argument("--lines", type=Path, metavar="FILE", help="print every line marked in these texts")
    parser.add_argument("--faults", action="store_true", help="print what is wrong with the cases looked at")
    given = parser.parse_args(arguments)
    if given.lines:
        opened = gzip.open if given.lines.suffix == ".gz" else open
        with opened(given.lines, "rt", encoding="utf-8") as file:
            for line in marked_lines(json.loads(row)["text"] for row in file):
                print(line)
        return
    for part in PARTS:
        counts, faults = measure_part(part)
        print(part, counts.figures(), counts)
        if given.faults and part == "seen":
            print(*faults, sep="\n")
    number, lost = gold_in_furniture()
    print(f"gold contents in marked lines: {len(lost)} of {number}", *lost, sep="\n  ")


if __name__ == "__main__":
    main()
