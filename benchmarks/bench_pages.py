"""Reading web pages: HTML to text beside trafilatura called directly on the same bytes, in turns, in one run.

    python -m benchmarks.bench_pages [--rounds 9]
    python -m benchmarks.bench_pages --folder saved    # pages of one's own, each by itself, the dearest first

Both give text and metadata. Trafilatura's share is `bare_extraction` with its defaults, comments left out. The pages
of `evals/gold/pages`; those that hold no article are left out, for ours refuses them early. Of a folder those are left
out, too, in which trafilatura finds nothing. A page costs more where the first reading lost a quotation: then the page
is read a second and a third time.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.measure import Row, report
from evals.pages import read_gold_pages
from tracker.errors import InputError
from tracker.ingest.pages import article_from_page

RATIO_LIMIT = 1.1


def direct(pages: Sequence[bytes]) -> None:
    """What somebody without tracker would call."""
    from trafilatura import bare_extraction

    for page in pages:
        bare_extraction(page, with_metadata=True, include_comments=False)


def ours(pages: Sequence[bytes]) -> None:
    """The same pages through the reader."""
    for page in pages:
        article_from_page(page, ref="page", where="page")


def seconds(read: Callable[[Sequence[bytes]], None], pages: Sequence[bytes]) -> float:
    """How long a pass over all pages takes, in processor time: others use the machine, too."""
    begin = time.process_time()
    read(pages)
    return time.process_time() - begin


def by_page(folder: Path, rounds: int) -> list[Row]:
    """Each page of a folder (the least of some rounds), and all."""
    from trafilatura import bare_extraction

    ratios: list[tuple[float, str]] = []
    theirs = mine = 0.0
    for path in sorted(folder.rglob("*.htm*")):
        page = path.read_bytes()
        try:
            article_from_page(page, ref="page", where="page")
        except InputError:
            continue
        if bare_extraction(page, with_metadata=True, include_comments=False) is None:
            continue
        one, other = (min(seconds(read, [page]) for _ in range(rounds)) for read in (direct, ours))
        theirs, mine = theirs + one, mine + other
        ratios.append((other / one, path.name))
    if not ratios:
        raise SystemExit(f"{folder}: no page with an article")
    rows = [Row(name, f"{ratio:.2f}") for ratio, name in sorted(ratios, reverse=True)]
    above = sum(ratio > RATIO_LIMIT for ratio, _ in ratios)
    ratio = mine / theirs
    title = f"time against trafilatura alone ({len(ratios)} pages, {above} of them above {RATIO_LIMIT})"
    return [*rows, Row(title, f"{ratio:.2f}", f"at most {RATIO_LIMIT}", ratio <= RATIO_LIMIT)]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure in turns and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--folder", type=Path, help="saved pages to measure each by itself")
    options = parser.parse_args(argv)
    rounds: int = options.rounds
    if options.folder is not None:
        return 0 if report("Reading web pages", by_page(options.folder, rounds)) else 1
    pages = [gold.page for gold in read_gold_pages() if "refused" not in gold.facts]
    seconds(direct, pages), seconds(ours, pages)  # imports and caches
    theirs, mine = zip(*((seconds(direct, pages), seconds(ours, pages)) for _ in range(rounds)), strict=True)
    ratio = statistics.median(mine) / statistics.median(theirs)
    size = sum(map(len, pages)) / 1e6
    met = report(
        "Reading web pages",
        [
            Row("trafilatura alone", f"{len(pages) / statistics.median(theirs):.0f} pages a second"),
            Row("reading pages", f"{len(pages) / statistics.median(mine):.0f} pages a second ({size:.2f} MB)"),
            Row("time against trafilatura alone", f"{ratio:.2f}", f"at most {RATIO_LIMIT}", ratio <= RATIO_LIMIT),
        ],
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
