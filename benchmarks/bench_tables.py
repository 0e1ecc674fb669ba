"""Reading tables alone, without a model or a store: peak memory must not grow with the rows; and how fast it goes.

    python -m benchmarks.bench_tables

Each table is read by a process of its own, whose peak the system reports.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Row, report

FEW, MANY = 10_000, 100_000
GROWTH_LIMIT = 1.05
RATE_LIMIT = 2_000  # articles a second
_READ = (
    "import sys; from tracker.ingest import read_articles; from tracker.records import Article; "
    "print(sum(isinstance(item, Article) for item in read_articles(sys.argv[1:])))"
)
_TEXT = (
    'QARSAN, March 6, 2024 (Meridian) - The wall fell at night, the mayor said.\n\n"We saw two cracks," she told '
    "reporters, and the council, which had met on Sunday, said that it would answer in writing.\n\n"
)


def write(path: Path, rows: int) -> None:
    """So many articles of 2 KB, as JSON lines or CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        if path.suffix == ".csv":
            table.writerow(["guid", "headline", "body", "published_at"])
        for number in range(rows):
            body = f"Row {number}. {_TEXT * 9}"
            if path.suffix == ".csv":
                table.writerow([number, "Wall falls", body, "2024-03-06"])
            else:
                line = {"guid": number, "headline": "Wall falls", "body": body, "published_at": "2024-03-06"}
                file.write(json.dumps(line) + "\n")


def read(path: Path, rows: int) -> tuple[float, float]:
    """Peak resident memory in megabytes of a process that reads the table, and its seconds."""
    begin = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", _READ, str(path)], stdout=subprocess.PIPE, encoding="utf-8")
    assert child.stdout is not None
    counted = child.stdout.read().strip()
    child.stdout.close()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if counted != str(rows):
        raise SystemExit(f"{path.name}: {counted} articles of {rows}")
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return usage.ru_maxrss * unit / 1e6, time.perf_counter() - begin


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=FEW)
    parser.add_argument("--many", type=int, default=MANY)
    options = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("jsonl", "csv"):
            peaks: list[float] = []
            for number in (options.few, options.many):
                path = Path(folder) / f"{number}.{suffix}"
                write(path, number)
                peak, seconds = read(path, number)
                peaks.append(peak)
                rate = number / seconds
                rows.append(Row(f"{suffix}, {number:,} rows: peak", f"{peak:.0f} MB"))
                rows.append(
                    Row(f"{suffix}, {number:,} rows: rate", f"{rate:,.0f}/s", f"{RATE_LIMIT:,}/s", rate >= RATE_LIMIT)
                )
                path.unlink()
            growth = peaks[1] / peaks[0]
            rows.append(
                Row(f"{suffix}: growth", f"{growth:.2f} times", f"at most {GROWTH_LIMIT} times", growth <= GROWTH_LIMIT)
            )
    sys.exit(not report("Reading tables", rows))


if __name__ == "__main__":
    main()
