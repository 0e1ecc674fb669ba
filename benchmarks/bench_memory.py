"""Peak memory of `tracker add`: it must not grow with the number of articles.

    python -m benchmarks.bench_memory

The articles are written to a JSONL file first and added by a process of its own, whose peak the system reports.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import POLNEAR_DEV, cycled, read_corpus, write_jsonl
from benchmarks.measure import Row, program, report
from tracker.records import Article

FEW, MANY = 100, 1000
GROWTH_LIMIT = 1.2
PEAK_LIMIT_MB = 700


def add(articles: Sequence[Article], count: int, folder: Path) -> tuple[float, float]:
    """Add `count` articles in a child process: its peak resident memory in megabytes, and the seconds it took."""
    lines = folder / f"{count}.jsonl"
    write_jsonl(cycled(articles, count), lines)
    begin = time.perf_counter()
    child = subprocess.Popen(
        [program("tracker"), "add", "--input", "jsonl", str(lines), "--db", str(folder / f"{count}.db")],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"tracker add ended with {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return usage.ru_maxrss * unit / 1e6, seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=POLNEAR_DEV)
    parser.add_argument("--few", type=int, default=FEW)
    parser.add_argument("--many", type=int, default=MANY)
    options = parser.parse_args()
    articles = read_corpus(options.corpus)
    with tempfile.TemporaryDirectory() as name:
        few, few_seconds = add(articles, options.few, Path(name))
        many, many_seconds = add(articles, options.many, Path(name))
    rows = [
        Row(f"peak memory, {options.few:,} articles", f"{few:.0f} MB in {few_seconds:.0f} s"),
        Row(
            f"peak memory, {options.many:,} articles",
            f"{many:.0f} MB in {many_seconds:.0f} s",
            f"under {PEAK_LIMIT_MB} MB",
            many < PEAK_LIMIT_MB,
        ),
        Row("growth", f"{many / few:.2f} times", f"at most {GROWTH_LIMIT} times", many <= GROWTH_LIMIT * few),
    ]
    sys.exit(not report("Memory of `tracker add`", rows))


if __name__ == "__main__":
    main()
