"""How everything here is measured: commands in turn, medians, one table with the machine's name."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Row:
    """One line of a table. `met` is None where there is no target to meet."""

    what: str
    value: str
    target: str = ""
    met: bool | None = None


def machine() -> str:
    """The processor's model, how many of them this process may use, the system and Python's version."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line for line in cpuinfo.read_text(encoding="utf-8").splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    elif sys.platform == "darwin":
        model = subprocess.check_output(["sysctl", "-n", "machdep.cpu.brand_string"], encoding="utf-8").strip()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return f"{model}, {cores} cores, {platform.system()}, Python {platform.python_version()}"


def load() -> str:
    """What else the machine is doing, so that a figure taken on a busy one can be told."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def program(name: str) -> str:
    """A console script of the environment this runs in."""
    return str(Path(sys.executable).parent / name)


def run(command: Sequence[str], *, cwd: Path) -> float:
    """Seconds a command takes from start to end; it must succeed."""
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    seconds = time.perf_counter() - begin
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}")
    return seconds


def in_turn(jobs: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of each job over `rounds` rounds. All jobs run in every round, so that a slow minute hits them all."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():  # one round to fill the caches, which does not count
        job()
    for _ in range(rounds):
        for name, job in jobs.items():
            times[name].append(job())
    return {name: statistics.median(values) for name, values in times.items()}


def report(title: str, rows: Sequence[Row]) -> bool:
    """Print a table; whether every target was met."""
    verdict = {None: "", True: "yes", False: "**no**"}
    print(f"\n## {title}\n\n{machine()}; {load()}\n")
    print("| what | measured | target | met |\n|---|--:|--:|---|")
    for row in rows:
        print(f"| {row.what} | {row.value} | {row.target} | {verdict[row.met]} |")
    return all(row.met is not False for row in rows)
