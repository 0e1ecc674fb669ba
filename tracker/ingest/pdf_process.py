"""The process that reads PDF documents, one for all documents of a run, and a new one after it was ended.

A process of its own because nothing else holds a limit: a call of PDFium that goes on for years cannot be stopped from
Python, and one that breaks down takes the whole program with it. It costs a start of a tenth of a second for the first
document, and a millisecond for each; a thread would cost nothing, and stop nothing.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any, cast

from tracker.ingest import pdf_lines
from tracker.ingest.pdf_lines import ALL_TOOK_LONG, ANSWER, PAGE_TOOK_LONG, REQUEST

_WAITING = 1800.0  # seconds by the wall clock after which a process that uses no processor time is ended, too


class TookLong(Exception):
    """A document took more processor time than it may: within one page, or in all."""

    def __init__(self, *, page: bool) -> None:
        super().__init__()
        self.page = page


class BrokeDown(Exception):
    """The reader broke down over a document."""


class PdfProcess:
    """Reads documents in a process that is started for the first and used for all."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def read(self, data: bytes, *, page_seconds: float, seconds: float, most: int) -> dict[str, Any]:
        """What `pdf_lines.read_document` gives; raises `TookLong` or `BrokeDown`, and is good for the next one then."""
        with self._lock:
            process = self._started()
            if process is None:
                return pdf_lines.read_document(data, most)
            timer = threading.Timer(_WAITING, process.kill)
            timer.start()
            try:
                return _ask(process, REQUEST.pack(len(data), page_seconds, seconds, most), data)
            except (OSError, EOFError, ValueError) as error:
                code = self._end()
                if code in (PAGE_TOOK_LONG, ALL_TOOK_LONG):
                    raise TookLong(page=code == PAGE_TOOK_LONG) from error
                raise BrokeDown from error
            except BaseException:  # interrupted: the answer must not be taken for that to another question
                process.kill()
                self._end()
                raise
            finally:
                timer.cancel()

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _started(self) -> subprocess.Popen[bytes] | None:
        """The process; None where none can be started: then documents are read without limits."""
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        if self._process is not None and self._owner == os.getpid():
            self._end()
        program = pdf_lines.__file__
        if not sys.executable or not os.path.isfile(program):
            return None
        found = os.pathsep.join(path for path in sys.path if path)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": found},
            )
        except OSError:
            return None
        self._owner = os.getpid()
        return self._process

    def _end(self) -> int | None:
        """End the process; gives with which code it ended, by itself or not."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return None
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                cast(IO[bytes], pipe).close()
        try:
            return process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _ask(process: subprocess.Popen[bytes], head: bytes, data: bytes) -> dict[str, Any]:
    given, answers = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
    given.write(head)
    given.write(data)
    given.flush()
    size = answers.read(ANSWER.size)
    if len(size) < ANSWER.size:
        raise EOFError
    answer = answers.read(ANSWER.unpack(size)[0])
    return cast(dict[str, Any], json.loads(answer))


PDF_PROCESS = PdfProcess()
"""The one of this program."""
atexit.register(PDF_PROCESS.close)
