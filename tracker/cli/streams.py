"""The two streams of a command, stdout for data and stderr for talk; and the one place where an error becomes a line.

`--help` needs this module: nothing heavy is imported here.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from locale import getpreferredencoding
from pathlib import Path
from typing import IO, BinaryIO

import typer

from tracker.errors import TrackerError
from tracker.secrets import without_secrets

PIPED_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Page:
    """What a table is set on; `blocks` false: it shows no block characters."""

    width: int
    colour: bool
    blocks: bool = True


def is_terminal(stream: IO[str]) -> bool:
    """Whether a person may be looking at the stream."""
    return not stream.closed and stream.isatty()


def page() -> Page:
    """The terminal's width, and colour unless `NO_COLOR` is set; 100 columns and no colour when piped."""
    if not is_terminal(sys.stdout):
        return Page(PIPED_WIDTH, colour=False, blocks=_has_blocks(sys.stdout.encoding))
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    blocks = _has_blocks(sys.stdout.encoding) and (os.name == "nt" or _has_blocks(getpreferredencoding(False)))
    return Page(max(shutil.get_terminal_size().columns, 40), colour, blocks)


def _has_blocks(encoding: str | None) -> bool:
    """Whether an encoding has the characters of `tracker.report.wording.gauge.bar`. Of a terminal, the locale tells:
    what we write is UTF-8."""
    try:
        return "■·".encode(encoding or "ascii") != b""
    except (UnicodeEncodeError, LookupError):
        return False


def say(line: str) -> None:
    """One line of talk on stderr, harmless whatever it quotes, without the secrets of addresses."""
    from tracker.report.wording.harmless import harmless  # only where there is something to say: start-up time

    print(harmless(without_secrets(line)).replace("\n", " "), file=sys.stderr, flush=True)


def show(lines: Iterable[str]) -> None:
    """Lines of data on stdout."""
    write = sys.stdout.write
    for line in lines:
        write(line + "\n")


def stdin_bytes(inputs: Sequence[str], wanted: str) -> BinaryIO | None:
    """The bytes of stdin where ``-`` is among the inputs. A person at the keyboard is told what is waited for."""
    if "-" not in inputs:
        return None
    if is_terminal(sys.stdin):
        say(f"tracker: type or paste {wanted}; end it with Ctrl-D on a line of its own")
    return sys.stdin.buffer


def prepare_streams() -> None:
    """Both streams write UTF-8 whatever the locale, and never fail on a character; a closed one (``>&-``) swallows."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_stdout() -> None:
    """Sends what is still buffered nowhere, so that Python does not complain of it at exit."""
    with suppress(OSError, ValueError):  # a stream without a file underneath, as in tests
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def error_boundary() -> Iterator[None]:
    """Turns what may go wrong into one line and an exit code; anything else is our bug and keeps its traceback."""
    try:
        yield
        sys.stdout.flush()
    except TrackerError as error:
        say(f"tracker: {error}")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        say("tracker: interrupted")
        raise typer.Exit(130) from None
    except BrokenPipeError:  # the reader (`head`, `less`) has had enough
        _drop_stdout()
        raise typer.Exit(0) from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO) or error.filename is not None:
            raise
        _drop_stdout()
        say(f"tracker: cannot write the output: {error.strerror}")
        raise typer.Exit(1) from None
