"""What `tracker report` costs on a week of 5,000 articles with 100,000 claims, alone in its file and among others.

    python -m benchmarks.bench_report

The articles are made up, with a score for every claim, words that come again, unnamed speakers, and disputes. Each
report is a command of its own, from start to end; as HTML with its pictures and the articles that it quotes.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.measure import Row, in_turn, program, report, run
from tracker.records import (
    LEVELS,
    REASONS,
    Article,
    Attribution,
    Certainty,
    Claim,
    Extraction,
    FoundRelation,
    PairVerdict,
    Span,
    Speaker,
)
from tracker.store import Store

ARTICLES, CLAIMS = 5_000, 20
SPEAKERS, OUTLETS, DISPUTES = 2_000, 40, 3_000
BATCH = 500  # articles a transaction
ROUNDS = 3
SECONDS, MEGABYTES = 3.0, 300
MODEL = "made-up@1"
UNNAMED = (None, Speaker("officials", "unnamed", names=("officials",)))


def words(rng: random.Random) -> str:
    """A claim's words; one in ten says what others say."""
    if rng.random() < 0.1:
        return f"The bridge {rng.randrange(300)} is safe and stays open."
    return " ".join(f"word{rng.randrange(5_000)}" for _ in range(14)) + "."


def articles(count: int, weeks: int, rng: random.Random) -> Iterator[Extraction]:
    """Made-up articles, as many of each week, the last of which is 2014-W25."""
    names = [f"Name{number} Surname{number}" for number in range(SPEAKERS)]
    for number in range(count):
        text, heard = "", []
        for _ in range(CLAIMS):
            said = words(rng)
            span = Span(len(text), len(text) + len(said))
            text += f"{said} "
            name = rng.choice(names)
            speaker = Speaker(name, "person", names=(name,)) if rng.random() < 0.85 else rng.choice(UNNAMED)
            sure = Certainty(rng.choice(LEVELS), rng.random(), "positive", 1.0, MODEL)
            claim = Claim(span, said, sure)
            heard.append(Attribution((), (), (span,), "indirect", 0.9, speaker, (claim,)))
        week, day = 25 - number % weeks, rng.randrange(1, 8)
        told = date.fromisocalendar(2014, week, day).isoformat()
        article = Article(f"{number}", text, outlet=f"Outlet {rng.randrange(OUTLETS)}", date=told)
        yield Extraction(article, tuple(heard), MODEL)


def fill(path: Path, weeks: int) -> None:
    """A database of so many weeks."""
    rng = random.Random(weeks)
    made = articles(ARTICLES * weeks, weeks, rng)
    with Store.open(path) as store:
        while batch := list(islice(made, BATCH)):
            store.add_articles(batch)
        for _ in range(DISPUTES):
            a, b = rng.sample(range(1, ARTICLES * weeks * CLAIMS), 2)
            verdict = PairVerdict("contradiction", rng.random(), rng.choice(REASONS), model=MODEL)
            store.add_relations((b - 1) // CLAIMS + 1, MODEL, [FoundRelation(a, b, verdict)])


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weeks", type=int, default=3, help="how many weeks the larger file has")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        jobs = {}
        for weeks in (1, options.weeks):
            fill(here / f"{weeks}.db", weeks)
            for kind in ("md", "html"):
                command = [program("tracker"), "report", "--week", "2014-W25", "--db", f"{weeks}.db", "--format", kind]
                jobs[f"a report on a week as {kind}, {weeks} in the file"] = partial(run, command, cwd=here)
        times = in_turn(jobs, ROUNDS)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        rows = [Row(what, f"{took:.2f} s", f"≤ {SECONDS:.0f} s", took <= SECONDS) for what, took in times.items()]
        rows.append(Row("the most memory", f"{peak:.0f} MB", f"≤ {MEGABYTES} MB", peak <= MEGABYTES))
        sys.exit(not report("Reports", rows))


if __name__ == "__main__":
    main()
