"""The program as it is really run: a process with pipes, a terminal, an odd locale."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.report.samples import HOSTILE
from tests.report.week import WEEK, fill
from tracker.records import Article, Attribution, Claim, Extraction, Span
from tracker.store import Store

ROOT = Path(__file__).parents[2]
TRACKER = [sys.executable, "-m", "tracker"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def _in_a_terminal(*arguments: str, columns: int = 80, **environment: str) -> str:
    """What the command writes to a terminal of that width."""
    fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, columns.to_bytes(2, sys.byteorder).rjust(4, b"\0") + b"\0" * 4)
    given = {name: value for name, value in ENVIRONMENT.items() if name not in ("COLUMNS", "NO_COLOR")}
    with subprocess.Popen(
        [*TRACKER, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**given, "TERM": "xterm", **environment},
    ):
        os.close(theirs)
        written = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not piece:
                break
            written += piece
    os.close(ours)
    return written.decode("utf-8")


@pytest.mark.parametrize("columns", [60, 120])
def test_a_terminal_has_colour_and_its_own_width(database: Path, columns: int) -> None:
    page = _in_a_terminal("claims", "--db", str(database), columns=columns)
    assert "\x1b[1mAda Osei" in page
    assert "\x1b[36m" in _in_a_terminal("show", "1", "--db", str(database), columns=columns)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", page).splitlines()
    assert max(map(len, bare)) <= columns
    assert ("3  Nobody had asked for the bridge to close." in "\n".join(bare)) == (columns == 120)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_color(database: Path, environment: dict[str, Any]) -> None:
    page = _in_a_terminal("show", "1", "--db", str(database), **environment)
    assert "\x1b" not in page
    assert "[2 the deck needs work]" in page


@pytest.fixture
def week(tmp_path: Path) -> Path:
    """A made-up week."""
    with Store.open(tmp_path / "week.db", create=True) as store:
        fill(store)
    return tmp_path / "week.db"


@pytest.mark.parametrize("columns", [60, 120, 200])
def test_a_report_on_a_terminal_is_drawn_for_it(week: Path, columns: int) -> None:
    page = _in_a_terminal("report", "--week", WEEK, "--db", str(week), columns=columns)
    assert page.startswith("\x1b[1mReport on 2014-W25, 2014-06-16 to 2014-06-22\x1b[0m\r\n\x1b[2m━━")
    assert "\x1b[36m█" in page
    bare = re.sub(r"\x1b\[[0-9;]*m", "", page).splitlines()
    assert max(map(len, bare)) <= min(columns, 120)
    assert any(line.startswith("██ certain") for line in bare)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_report_without_colour_reads_as_well(week: Path, environment: dict[str, Any]) -> None:
    page = _in_a_terminal("report", "--db", str(week), **environment)
    assert "\x1b" not in page
    assert "██ certain" in page


def test_a_report_on_a_terminal_without_blocks(week: Path) -> None:
    page = _in_a_terminal(
        "report", "--db", str(week), NO_COLOR="1", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert page.isascii()
    assert "## certain" in page


def test_a_format_or_a_file_is_the_same_on_a_terminal_as_piped(week: Path, tmp_path: Path) -> None:
    for arguments in (("--format", "md"), ("--format", "txt"), ("--format", "json")):
        page = _in_a_terminal("report", "--db", str(week), *arguments)
        piped = subprocess.run(
            [*TRACKER, "report", "--db", str(week), *arguments], capture_output=True, env=ENVIRONMENT, check=True
        )
        assert page.replace("\r\n", "\n").encode() == piped.stdout
    assert _in_a_terminal("report", "--db", str(week), "-o", str(tmp_path / "a.md")) == ""
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# Report on all articles\n")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.db"
    words = HOSTILE.replace("\ud800", "").replace("\x00", "")
    article = Article(words, words, title=words)
    claim = Claim(Span(0, len(words)), words)
    with Store.open(path, create=True) as store:
        heard = Attribution((), (), (Span(0, len(words)),), "indirect", 0.9, None, (claim,))
        store.add_article(Extraction(article, (heard,), "sample@1"))
    return path


@pytest.mark.parametrize(
    "arguments", [["claims"], ["claims", "-f", "csv"], ["claims", "-f", "jsonl"], ["show", "1"], ["report"]]
)
def test_an_article_cannot_steer_the_terminal(hostile: Path, arguments: list[str]) -> None:
    page = _in_a_terminal(*arguments, "--db", str(hostile), NO_COLOR="1")
    assert not set(page) & set("\x1b\x07\x9b\u202e\u2066")
    assert "evil" in page


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}])
@pytest.mark.parametrize("arguments", [["claims"], ["claims", "-f", "json"], ["show", "1"]])
def test_stdout_is_utf8_whatever_the_locale(database: Path, locale: dict[str, str], arguments: list[str]) -> None:
    environment = {**ENVIRONMENT, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", **locale}
    done = subprocess.run(
        [*TRACKER, *arguments, "--db", str(database)], capture_output=True, env=environment, check=True
    )
    text = done.stdout.decode("utf-8")
    assert text
    if "json" in arguments:
        json.loads(text)
    else:
        assert "·" in text


@pytest.mark.parametrize("output_format", ["table", "json", "jsonl", "csv"])
def test_a_reader_that_has_had_enough(database: Path, output_format: str) -> None:
    """As ``tracker claims | head -0``: silent."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*TRACKER, "claims", "--format", output_format, "--db", str(database)],
        stdout=writing,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name != "posix", reason="a shell's way to close a stream")
def test_a_closed_stream_is_nobody_listening(database: Path) -> None:
    for closed, arguments in ((">&-", "sources"), ("2>&-", "claims nonsense")):
        command = f'"$0" -m tracker {arguments} --db "$1" {closed}'
        shell = ["sh", "-c", command, sys.executable, str(database)]
        done = subprocess.run(shell, capture_output=True, env=ENVIRONMENT, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk(database: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*TRACKER, "claims", "--db", str(database)],
            stdout=full,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"tracker: cannot write the output: No space left on device\n")
