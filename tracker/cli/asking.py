"""What the commands share that ask a person: one key for an answer, a line of text, who it is that decides."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Annotated

import typer

from tracker.cli.streams import page, show
from tracker.ingest.mending import storable
from tracker.report.terminal.cells import BOLD, Paint

Keys = Mapping[str, tuple[str, str]]
"""What the keys are for: ``{"c": ("confirm", "the two cannot both be true"), "1-3": ("pick", "…")}``."""

By = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        envvar="TRACKER_REVIEWER",
        show_envvar=False,
        help="Who decides; else $TRACKER_REVIEWER, else the login name.",
    ),
]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="What to note with the decision.")]


def reviewer(by: str | None) -> str | None:
    """Who decides; None where nobody has a name."""
    import getpass

    if by and by.strip():
        return storable(by).strip()
    with suppress(OSError, KeyError, ImportError):  # no such user: in a container, on Windows
        return getpass.getuser()
    return None


def noted(note: str | None) -> str | None:
    """A note as it is kept; None where it says nothing."""
    return None if note is None else storable(note).strip() or None


def answers(pressed: Iterator[str], keys: Keys) -> Iterator[str]:
    """Asks for one of the keys until whoever takes the answers has had enough. What is none of them is told so, and
    ``?`` lists them; there are no more answers when the terminal is gone, or with Ctrl-D."""
    letters = {letter for key in keys for letter in _letters(key)}
    _ask(keys)
    for key in pressed:
        if key == "?":
            echo("help")
            show(f"  {letter}  {name}: {what}" for letter, (name, what) in keys.items())
        elif key in letters:
            yield key
        else:
            echo("? shows the keys")
        _ask(keys)
    echo("quit")


def _letters(key: str) -> str:
    """``1-3`` are three keys."""
    first, dash, last = key.partition("-")
    return "".join(map(str, range(int(first), int(last) + 1))) if dash else key


def _ask(keys: Keys) -> None:
    paint = Paint(page().colour)
    names = "  ".join(f"{paint(key, BOLD)} {name}" for key, (name, _) in keys.items())
    sys.stdout.write(f"{names}  > ")
    sys.stdout.flush()


def echo(word: str) -> None:
    """What a key was taken for, behind the question."""
    show([word])
    sys.stdout.flush()


def pressed_keys() -> Iterator[str]:
    """The keys that are pressed, until the terminal is gone or says that there are no more (Ctrl-D)."""
    while True:
        try:
            typed = typer.getchar()
        except (EOFError, OSError):
            return
        if not typed:
            return
        if typed.startswith("\x1b"):  # an arrow, a function key: one key of many characters
            typed = "\x1b"
        for key in typed:  # a quick hand has pressed several
            if key == "\x03":
                raise KeyboardInterrupt
            if key == "\x04":
                return
            yield key.lower()


def read_line(question: str) -> str | None:
    """A line of text; None where nothing was typed."""
    try:
        return storable(input(question)).strip() or None
    except (EOFError, UnicodeDecodeError):
        return None
