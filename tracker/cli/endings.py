"""The format of a file by the ending of its name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import typer

from tracker.cli.streams import say

_USAGE = 2
_Format = TypeVar("_Format", bound=str)


def format_of(
    file: Path | None, given: _Format | None, endings: Mapping[str, _Format], *, what: str, otherwise: _Format
) -> _Format:
    """The format asked for; else the one that the file's ending stands for, in capitals or not; `otherwise` where there
    is no file, or no ending.

    An ending that stands for none (`endings`: ``{".html": "html"}``) is one line that says so of `what` ("a report"),
    and exit code 2.
    """
    if given is not None:
        return given
    if file is None or not file.suffix:
        return otherwise
    found = endings.get(file.suffix.lower())
    if found is None:
        *others, last = endings
        known = f"{', '.join(others)} or {last}" if others else last
        say(f"tracker: {file}: {what} is not written as {file.suffix}; end it {known}, or give --format")
        raise typer.Exit(_USAGE)
    return found
