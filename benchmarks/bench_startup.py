"""How long a person waits for the first word: start-up, a question, a first article.

    python -m benchmarks.bench_startup

Each is a new process, measured in turn with one of a program that any SQLite user knows. "Cold" means a new process
and a new database, not an empty disk cache.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import POLNEAR_DEV, SEEDS, cycled, read_corpus
from benchmarks.measure import Row, in_turn, program, report, run
from tracker.pipeline import Extractor
from tracker.records import Article
from tracker.store import ClaimQuery, Store

HELP_LIMIT = 1.0  # times `sqlite-utils --help`
QUESTION_LIMIT = 2.0  # times `sqlite-utils` asking the same SQL
ADD_LIMIT = 2.0 / 0.15  # times the import of onnxruntime: 2 s where that takes 0.15 s


def fill(db: Path, articles: Sequence[Article], count: int) -> None:
    """A database of `count` articles. Each text is extracted once; its copies differ in their last line only."""
    found = list(Extractor().extract_many(articles))
    with Store.open(db) as store:
        for number, copy in enumerate(cycled(articles, count)):
            original = found[number % len(found)]
            store.add_article(replace(original, article=replace(original.article, ref=copy.ref, text=copy.text)))


def question(db: Path) -> tuple[str, str]:
    """The person with the most claims, and the SQL by which the store finds them, its values filled in."""
    asked: list[str] = []
    with Store.open(db, create=False) as store:
        name = store.sources(kind="person", limit=1)[0].speaker.name
        ids = tuple(speaker.id for speaker in store.find_speakers(name))
        conn = store.as_sqlite_utils().conn
        conn.set_trace_callback(asked.append)
        store.claims(ClaimQuery(speaker_ids=ids))
        conn.set_trace_callback(None)
    return name, max((sql for sql in asked if sql.lstrip().upper().startswith(("SELECT", "WITH"))), key=len)


def measure(db: Path, folder: Path, rounds: int) -> dict[str, float]:
    """Median seconds of each command."""
    name, sql = question(db)
    tracker, sqlite_utils = program("tracker"), program("sqlite-utils")
    commands = {
        "tracker --help": [tracker, "--help"],
        "sqlite-utils --help": [sqlite_utils, "--help"],
        "who": [tracker, "who", name, "--db", str(db), "--format", "json"],
        "sqlite-utils query": [sqlite_utils, "query", str(db), sql],
        "import onnxruntime": [sys.executable, "-c", "import onnxruntime"],
    }

    def add_seeds() -> float:
        for old in folder.glob("seed.db*"):
            old.unlink()
        return run([tracker, "add", *map(str, SEEDS), "--db", "seed.db"], cwd=folder)

    jobs = {name: (lambda command=command: run(command, cwd=folder)) for name, command in commands.items()}
    return in_turn({**jobs, "add": add_seeds}, rounds)


def compare(what: str, mine: float, other: str, theirs: float, limit: float) -> Row:
    """One row: two commands and their ratio against its limit."""
    value = f"{mine:.3f} s against {theirs:.3f} s: {mine / theirs:.2f} times"
    return Row(f"{what}, against {other}", value, f"at most {limit:.1f} times", mine <= limit * theirs)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=POLNEAR_DEV)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        db = folder / "many.db"
        fill(db, read_corpus(options.corpus), options.articles)
        seconds = measure(db, folder, options.rounds)
    onnx = seconds["import onnxruntime"]
    rows = [
        compare("`tracker --help`", seconds["tracker --help"], "`sqlite-utils --help`", seconds["sqlite-utils --help"],
                HELP_LIMIT),
        compare(f"`tracker who NAME`, {options.articles:,} articles", seconds["who"], "the same SQL by `sqlite-utils`",
                seconds["sqlite-utils query"], QUESTION_LIMIT),
        compare("adding the seed from cold", seconds["add"], '`python -c "import onnxruntime"`', onnx, ADD_LIMIT),
    ]  # fmt: skip
    sys.exit(not report("Waiting for the first word", rows))


if __name__ == "__main__":
    main()
