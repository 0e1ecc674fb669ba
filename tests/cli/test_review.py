"""Deciding on pairs: by a script, and at the keyboard of a real (pseudo-)terminal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_terminal import ENVIRONMENT, TRACKER
from tracker.records import ReviewStatus, StoredRelation
from tracker.store import Store

BOATS, HERSELF = 1, 3  # the ids of the pairs that stand to be reviewed; HERSELF comes first
PROMPT = "c confirm  d dismiss  s skip  n note  u undo  q quit  ? help  > "


def relation(database: Path, number: int) -> StoredRelation:
    with Store.open(database, create=False) as store:
        return store.relation(number)


def status(database: Path) -> tuple[ReviewStatus, ReviewStatus]:
    return relation(database, BOATS).status, relation(database, HERSELF).status


def test_a_script_decides(run: Run, disputes: Path) -> None:
    result = run("review", "3", "--confirm", "--note", " Asked twice. ", "--by", "kim")
    assert (result.exit_code, result.stdout) == (0, "")
    assert re.fullmatch(r"3 confirmed by kim, \d{4}-\d\d-\d\d · tracker.db\n", result.stderr)
    pair = relation(disputes, 3)
    assert (pair.status, pair.note, pair.reviewer) == ("confirmed", "Asked twice.", "kim")
    assert run("review", "3", "--dismiss", "--by", "lee").exit_code == 0
    pair = relation(disputes, 3)
    assert (pair.status, pair.note, pair.reviewer) == ("dismissed", "Asked twice.", "lee")
    assert run("review", "3", "--note", "Never mind.", "--by", "lee").exit_code == 0
    assert (relation(disputes, 3).status, relation(disputes, 3).note) == ("dismissed", "Never mind.")
    for left in ("dismissed", "confirmed", "suggested"):
        assert run("review", "3", "--undo").stderr.startswith(f"3 {left}")
        assert relation(disputes, 3).status == left
    again = run("review", "3", "--undo")
    assert (again.exit_code, again.stderr.count("\n")) == (1, 1)


def test_who_decides(run: Run, disputes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "login")
    monkeypatch.delenv("TRACKER_REVIEWER", raising=False)
    reviewers = []
    for setting, option in (("", ()), ("variable", ()), ("variable", ("--by", "option"))):
        monkeypatch.setenv("TRACKER_REVIEWER", setting)
        run("review", "1", "--confirm", *option)
        reviewers.append(relation(disputes, 1).reviewer)
    assert reviewers == ["login", "variable", "option"]


def test_a_decision_wins_in_every_listing(run: Run, disputes: Path) -> None:
    assert disputes.exists()
    run("review", "3", "--dismiss", "--by", "kim")
    assert "same speaker" not in run("contradictions").stdout
    run("review", "3", "--confirm", "--note", "Asked twice.", "--by", "kim")
    page = run("contradictions").stdout
    assert "confirmed by kim" in page
    assert "note: Asked twice." in page


@pytest.mark.usefixtures("disputes")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--confirm",), "which one?"),
        (("--note", "x"), "which one?"),
        (("1", "--confirm", "--dismiss"), "only one of --confirm, --dismiss and --undo"),
        (("1", "--undo", "--note", "x"), "--undo takes the note back"),
        (("one", "--confirm"), "valid integer"),
    ],
)
def test_what_cannot_be_meant(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("review", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.usefixtures("disputes")
@pytest.mark.parametrize("arguments", [(), ("1",)])
def test_without_a_terminal_nothing_is_asked(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("review", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "tracker: no terminal to ask on; use tracker review ID --confirm or --dismiss\n"


@pytest.mark.usefixtures("disputes")
def test_a_pair_that_is_not_there(run: Run) -> None:
    result = run("review", "99", "--confirm")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


class Keyboard:
    """`tracker review` at a terminal of that width, and somebody at its keyboard."""

    def __init__(self, database: Path, *arguments: str, columns: int = 100) -> None:
        fcntl, pty, self.termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, self.termios.TIOCSWINSZ, columns.to_bytes(2, sys.byteorder).rjust(4, b"\0") + b"\0" * 4)
        self.process = subprocess.Popen(
            [*TRACKER, "review", *arguments, "--db", str(database)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**ENVIRONMENT, "TERM": "xterm", "NO_COLOR": "1", "TRACKER_REVIEWER": "kim"},
            start_new_session=True,
        )
        os.close(theirs)
        self.page = ""
        self.seen = 0  # of the page, so much has been waited for

    def wait_for(self, words: str) -> None:
        """Reads on until these words come up."""
        end = time.monotonic() + 60
        while words not in self.page[self.seen :]:
            assert time.monotonic() < end, self.page
            if not (piece := self._read()):
                break
            self.page += piece
        self.seen = self.page.index(words, self.seen) + len(words)

    def _read(self) -> str:
        try:
            return os.read(self.ours, 65536).decode("utf-8").replace("\r\n", "\n")
        except OSError:  # Linux says so when the other end is closed
            return ""

    def press(self, keys: bytes) -> None:
        """Waits until the program asks for one key, and presses these together."""
        self.wait_for(PROMPT)
        end = time.monotonic() + 60
        while self.termios.tcgetattr(self.ours)[3] & self.termios.ICANON:  # not yet listening
            assert time.monotonic() < end, self.page
            time.sleep(0.01)
        os.write(self.ours, keys)

    def close(self) -> int:
        """What is still to be read, and the exit code."""
        while piece := self._read():
            self.page += piece
        os.close(self.ours)
        return self.process.wait(60)


@pytest.fixture
def keyboards() -> Iterator[list[Keyboard]]:
    """Those of the test; none stays behind."""
    opened: list[Keyboard] = []
    yield opened
    for keyboard in opened:
        if keyboard.process.poll() is None:
            keyboard.process.send_signal(signal.SIGKILL)
            keyboard.process.wait()


def test_one_key_a_decision(disputes: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(disputes)
    keyboards.append(keyboard)
    keyboard.press(b"c")
    keyboard.press(b"d")
    assert keyboard.close() == 0
    assert status(disputes) == ("dismissed", "confirmed")
    assert relation(disputes, BOATS).reviewer == "kim"
    page = keyboard.page
    assert page.index("── 1 of 2 · 3 ──") < page.index("same speaker") < page.index("> confirmed")
    assert page.index("> confirmed") < page.index("── 2 of 2 · 1 ──") < page.index("> dismissed")
    assert 'RIVERTOWN - "[‹All four› boats left at dawn],"   │  [‹No boat› has left the harbour' in page
    assert page.endswith(f"1 confirmed, 1 dismissed, 0 left · {disputes}\n")
    assert max(map(len, page.splitlines()[:-1])) <= 100  # the last names the file


def test_skip_note_undo_help_and_quit(disputes: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(disputes, columns=60)
    keyboards.append(keyboard)
    keyboard.press(b"u")
    keyboard.wait_for("nothing to undo")
    keyboard.press(b"x")
    keyboard.wait_for("? shows the keys")
    keyboard.press(b"\x1b[A")
    keyboard.wait_for("? shows the keys")
    keyboard.press(b"?")
    keyboard.wait_for("d  dismiss: they can; the pair does not come back")
    keyboard.press(b"n")
    keyboard.wait_for("note: ")
    os.write(keyboard.ours, "Größer als gesagt.\n".encode())
    keyboard.press(b"C")
    keyboard.press(b"s")
    assert keyboard.close() == 0
    assert keyboard.page.endswith(f"1 confirmed, 0 dismissed, 1 left · {disputes}\n")
    assert status(disputes) == ("suggested", "confirmed")
    assert relation(disputes, HERSELF).note == "Größer als gesagt."


def test_undo_goes_back_and_the_order_stays(disputes: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(disputes)
    keyboards.append(keyboard)
    keyboard.press(b"d")
    keyboard.wait_for("2 of 2 · 1")
    keyboard.press(b"u")
    keyboard.wait_for("1 of 2 · 3")
    assert status(disputes) == ("suggested", "suggested")
    keyboard.press(b"s")
    keyboard.wait_for("2 of 2 · 1")
    keyboard.press(b"u")
    keyboard.wait_for("1 of 2 · 3")
    keyboard.press(b"cq")
    assert keyboard.close() == 0
    assert keyboard.page.endswith(f"1 confirmed, 0 dismissed, 1 left · {disputes}\n")
    assert status(disputes) == ("suggested", "confirmed")


@pytest.mark.parametrize(("key", "code"), [(b"\x03", 130), (b"\x04", 0), (b"q", 0)])
def test_leaving_keeps_what_was_decided_and_noted(
    disputes: Path, keyboards: list[Keyboard], key: bytes, code: int
) -> None:
    keyboard = Keyboard(disputes)
    keyboards.append(keyboard)
    keyboard.press(b"c")
    keyboard.press(b"n")
    keyboard.wait_for("note: ")
    os.write(keyboard.ours, b"Ask the harbour.\n")
    keyboard.press(key)
    assert keyboard.close() == code
    assert status(disputes) == ("suggested", "confirmed")
    assert relation(disputes, BOATS).note == "Ask the harbour."
    assert f"1 confirmed, 0 dismissed, 1 left · {disputes}\n" in keyboard.page
    assert "Traceback" not in keyboard.page


def test_what_somebody_else_decided_meanwhile_is_passed_over(disputes: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(disputes)
    keyboards.append(keyboard)
    keyboard.wait_for("1 of 2 · 3")
    with Store.open(disputes, create=False) as store:
        store.review(BOATS, "dismissed", reviewer="lee")
    keyboard.press(b"c")
    assert keyboard.close() == 0
    assert "2 of 2 · 1 dismissed by lee" in keyboard.page
    assert keyboard.page.endswith(f"1 confirmed, 0 dismissed, 0 left · {disputes}\n")


def test_one_pair_by_its_id(disputes: Path, keyboards: list[Keyboard]) -> None:
    with Store.open(disputes, create=False) as store:
        store.review(BOATS, "dismissed", note="Two different days.", reviewer="lee")
    keyboard = Keyboard(disputes, "1")
    keyboards.append(keyboard)
    keyboard.wait_for("dismissed by lee")
    keyboard.wait_for("note: Two different days.")
    keyboard.press(b"c")
    assert keyboard.close() == 0
    assert (relation(disputes, BOATS).status, relation(disputes, BOATS).note) == ("confirmed", "Two different days.")


def test_nothing_to_review(disputes: Path, keyboards: list[Keyboard]) -> None:
    with Store.open(disputes, create=False) as store:
        for pair in store.review_queue():
            store.review(pair.id, "confirmed")
    keyboard = Keyboard(disputes)
    keyboards.append(keyboard)
    assert keyboard.close() == 0
    assert keyboard.page == f"nothing to review · {disputes}\n"
