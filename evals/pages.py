"""Reading web pages: what is kept of their quotations and paragraphs, what leaks of their boilerplate.

    python -m evals.pages                every page, the figures at the end
    python -m evals.pages --held-back    only those written after the rules
    python -m evals.pages --missing      name what is lost and what leaks
    python -m evals.pages --alone        trafilatura alone, for comparison

`gold/pages/NAME.html` is a page written for this project in the manner of some publishing system, `NAME.txt` its facts
(``title: …``), a blank line, its text, a line ``-----`` and, a line each, words of the page that are no part of it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tracker.errors import InputError
from tracker.ingest.page_blocks import Block, letters
from tracker.ingest.page_quotes import quotations_of
from tracker.ingest.pages import article_from_page
from tracker.records import Article

GROUP = "web pages"
FOLDER = Path(__file__).parent / "gold" / "pages"
FACTS = ("title", "outlet", "author", "date", "url", "language")


@dataclass(frozen=True, slots=True)
class Gold:
    """What should come of a page. `refused` is a word of the line that refuses it, `note` one of `Article.mended`."""

    name: str
    page: bytes
    facts: dict[str, str]
    paragraphs: tuple[str, ...]
    boilerplate: tuple[str, ...]

    @property
    def is_held_back(self) -> bool:
        """Whether the page was written after the rules; what it lost or let in at first sight is in docs/reading.md."""
        return self.facts.get("held back") == "yes"


@dataclass(slots=True)
class Result:
    """Counts over pages; `lost` and `leaked` name what went wrong."""

    quotations: int = 0
    quotations_kept: int = 0
    paragraphs: int = 0
    paragraphs_kept: int = 0
    facts: int = 0
    facts_right: int = 0
    said: int = 0
    said_right: int = 0
    extra: int = 0
    lost: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)


def read_gold_pages(folder: Path = FOLDER) -> list[Gold]:
    """The pages of a folder, by name."""
    found = []
    for path in sorted(folder.glob("*.html")):
        head, _, rest = path.with_suffix(".txt").read_text(encoding="utf-8").partition("\n\n")
        text, _, boilerplate = rest.partition("-----\n")
        facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        paragraphs = tuple(one.strip() for one in text.split("\n\n") if one.strip())
        found.append(
            Gold(path.stem, path.read_bytes(), facts, paragraphs, tuple(filter(None, boilerplate.splitlines())))
        )
    return found


def judge_page(gold: Gold, result: Result) -> None:
    """Read one page and count."""
    try:
        article = article_from_page(gold.page, ref=gold.name, where=gold.name)
    except InputError as error:
        result.said += 1
        wanted = gold.facts.get("refused")
        result.said_right += wanted is not None and wanted in str(error)
        if wanted is None or wanted not in str(error):
            result.lost.append(f"{gold.name}: refused: {error}")
        result.paragraphs += len(gold.paragraphs)
        result.quotations += len(quotations_of([Block(one, "text") for one in gold.paragraphs]))
        return
    if "refused" in gold.facts:
        result.said += 1
        result.lost.append(f"{gold.name}: not refused: {article.text[:80]!r}")
        return
    _count_text(gold, article, result)
    _count_facts(gold, article, result)


def _count_text(gold: Gold, article: Article, result: Result) -> None:
    text = letters(article.text)
    got = {" ".join(one.split()) for one in article.text.split("\n\n")}
    for quotation in quotations_of([Block(one, "text") for one in gold.paragraphs]):
        result.quotations += 1
        result.quotations_kept += quotation in text
    for paragraph in gold.paragraphs:
        kept = " ".join(paragraph.split()) in got
        result.paragraphs += 1
        result.paragraphs_kept += kept
        if not kept:
            result.lost.append(f"{gold.name}: {paragraph[:90]}")
    for words in gold.boilerplate:
        if (those := letters(words)) and those in text:
            result.leaked.append(f"{gold.name}: {words}")
    for more in got - {" ".join(one.split()) for one in gold.paragraphs}:
        result.extra += 1
        result.leaked.append(f"{gold.name}: not gold: {more[:90]}")


def _count_facts(gold: Gold, article: Article, result: Result) -> None:
    for name in FACTS:
        if name not in gold.facts:
            continue
        got, wanted = getattr(article, name), gold.facts[name]
        right = got is not None and (got.startswith(wanted) if name == "date" else got == wanted)
        result.facts += 1
        result.facts_right += right
        if not right:
            result.lost.append(f"{gold.name}: {name} is {got!r}, not {wanted!r}")
    if "note" in gold.facts:
        right = any(gold.facts["note"] in line for line in article.mended)
        result.said += 1
        result.said_right += right
        if not right:
            result.lost.append(f"{gold.name}: {gold.facts['note']!r} is not in {article.mended}")


def measure(pages: Sequence[Gold], *, alone: bool = False) -> Result:
    """Judge pages; with `alone`, what trafilatura gives by itself, each of its lines a paragraph."""
    result = Result()
    for gold in pages:
        if not alone:
            judge_page(gold, result)
        elif gold.paragraphs:
            _count_text(gold, _alone(gold), result)
    return result


def _alone(gold: Gold) -> Article:
    from trafilatura import extract

    text = extract(gold.page, include_comments=False) or ""
    return Article(gold.name, "\n\n".join(line.removeprefix("- ") for line in text.splitlines()))


def figures(pages: Sequence[Gold]) -> dict[str, float]:
    """The figures of the gate, in percent."""
    return _figures(measure(pages))


def _figures(result: Result) -> dict[str, float]:
    return {
        f"{GROUP}: quotations kept": 100 * result.quotations_kept / max(1, result.quotations),
        f"{GROUP}: paragraphs kept": 100 * result.paragraphs_kept / max(1, result.paragraphs),
        f"{GROUP}: 100 less what leaked": 100.0 - len(result.leaked),
        f"{GROUP}: facts right": 100 * result.facts_right / max(1, result.facts),
        f"{GROUP}: walls, errors and kinds said": 100 * result.said_right / max(1, result.said),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-back", action="store_true")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--alone", action="store_true")
    options = parser.parse_args(argv)
    pages = [gold for gold in read_gold_pages() if gold.is_held_back or not options.held_back]
    result = measure(pages, alone=options.alone)
    if options.missing:
        print("\n".join(["lost:", *result.lost, "leaked:", *result.leaked]))
    print(f"{len(pages)} pages, {result.quotations} quotations, {result.paragraphs} paragraphs")
    for name, figure in _figures(result).items():
        print(f"{name:45} {figure:6.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
