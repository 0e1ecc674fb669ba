"""Other processes: two that add at once, one that is killed, and what an import costs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tracker.store import Store

ROOT = Path(__file__).parents[2]
ADDER = """
import sys
from tests.store.sample import person, said
from tracker.store import Store

path, who, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
with Store.open(path) as store:
    for number in range(count):
        store.add_article(said(person("Ada Lovelace", "Lovelace"), ref=f"{who}-{number}.txt"))
        store.add_article(said(person("Ada Lovelace"), ref=f"shared-{number}.txt"))
print("done", flush=True)
"""


def start(path: Path, who: str, count: int) -> subprocess.Popen[str]:
    """A process that waits for one line and then adds `count` articles of its own, and as many shared ones."""
    process = subprocess.Popen(
        [sys.executable, "-c", ADDER, str(path), who, str(count)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_processes_that_add_at_once_all_succeed(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    processes = [start(path, who, 40) for who in ("a", "b", "c")]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[0] for process in processes] == ["done\n"] * 3
    with Store.open(path, create=False) as store:
        assert len(store.articles()) == len(store.claims()) == 160
        (ada,) = store.sources()
        assert (ada.names, ada.articles) == (("Ada Lovelace", "Lovelace"), 160)


def test_a_killed_process_leaves_whole_articles(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Store.open(path):
        pass
    process = start(path, "a", 100_000)
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    with Store.open(path, create=False) as store:
        deadline = time.monotonic() + 30
        while len(store.articles(limit=30)) < 30 and time.monotonic() < deadline:
            time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    with Store.open(path) as store:
        count = len(store.articles())
        assert 30 <= count < 200_000
        assert len(store.claims()) == count
        conn = store.as_sqlite_utils().conn
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_query_loads_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    Store.open(path).close()
    code = (
        "import sys; from tracker.store import ClaimQuery, Store\n"
        f"with Store.open({str(path)!r}, create=False) as store: store.claims(ClaimQuery(text='x', speaker='Ada'))\n"
        "heavy = {'sqlite_utils', 'numpy', 'hashlib', 'importlib.resources', 'click', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
