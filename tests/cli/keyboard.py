"""A real (pseudo-)terminal with a command that asks for keys."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.test_terminal import ENVIRONMENT, TRACKER

PROMPT = "? help  > "
"""How every question ends."""


class Keyboard:
    """A command of `tracker` that asks, at a terminal of that width, and somebody at its keyboard."""

    def __init__(self, command: Sequence[str], database: Path, *arguments: str, columns: int = 100) -> None:
        fcntl, pty, self.termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, self.termios.TIOCSWINSZ, columns.to_bytes(2, sys.byteorder).rjust(4, b"\0") + b"\0" * 4)
        self.process = subprocess.Popen(
            [*TRACKER, *command, *arguments, "--db", str(database)],
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
