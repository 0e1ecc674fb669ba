"""JSON lines of sentences, ``{"id"?, "text", "target"?, "cue"?}``: what `tracker certainty` reads."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from tracker.errors import InputError
from tracker.ingest.headline import mend
from tracker.ingest.text import MAX_BYTES, decode, refuse_binary, wide_encoding
from tracker.records import TextToJudge

_SHAPE = 'each line is one object: {"text": "…", "target": "…", "cue": "…"}'


def open_sentences(path: str) -> BinaryIO:
    """The bytes of a file, unpacked where it is gzip; `InputError` where it cannot be opened."""
    try:
        with Path(path).open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        return cast(BinaryIO, gzip.open(path)) if packed else Path(path).open("rb")
    except (OSError, ValueError) as error:
        raise _cannot_read(error, path) from error


def _cannot_read(error: Exception, where: str) -> InputError:
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"cannot be read: {reason}", where=where, todo="name a file of JSON lines, or - for stdin")


def read_sentences(stream: BinaryIO, where: str) -> Iterator[TextToJudge | InputError]:
    """The sentences of a stream, one line in memory at a time, and an `InputError` ``WHERE:LINE`` for each line that is
    none. A sentence without an id gets its line's number. What holds no text at all is raised."""
    number = 0
    seen_content = False
    try:
        while raw := stream.readline(MAX_BYTES + 1):
            number += 1
            here = f"{where}:{number}"
            if len(raw) > MAX_BYTES:
                while raw and not raw.endswith(b"\n"):
                    raw = stream.readline(1 << 20)
                yield InputError(f"a line longer than {MAX_BYTES // 1_000_000} MB", where=here, todo="left out")
            elif raw.strip():
                if not seen_content:
                    _refuse_no_text(raw, where)
                seen_content = True
                try:
                    yield _sentence(raw, str(number), here, number)
                except InputError as error:
                    yield error
    except (OSError, EOFError, zlib.error) as error:
        raise _cannot_read(error, f"{where}, after line {number}") from error


def _refuse_no_text(first: bytes, where: str) -> None:
    """Raise for what no line of will ever be good."""
    if (wide := wide_encoding(first)) is not None:
        raise InputError(f"{wide}, not UTF-8", where=where, todo=f"convert it: iconv -f {wide} -t UTF-8")
    refuse_binary(first, where)


def _sentence(raw: bytes, ref: str, where: str, line: int) -> TextToJudge:
    """The sentence of one line, or `InputError` naming what is wrong with it."""
    try:
        row = json.loads(decode(raw.rstrip(b"\r\n"), where, line=line))
    except json.JSONDecodeError as error:
        raise InputError(f"broken JSON at character {error.colno}: {error.msg}", where=where, todo=_SHAPE) from None
    except (ValueError, RecursionError):
        raise InputError("JSON that no reader takes: nested too deep, or too long a number", where=where) from None
    if not isinstance(row, dict):
        raise InputError("not an object", where=where, todo=_SHAPE)
    text, target, cue = (_words(row, key, where) for key in ("text", "target", "cue"))
    if text is None:
        raise InputError('"text" is missing or empty', where=where, todo=_SHAPE)
    identity = row.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int | None):
        raise InputError('"id" is not a string or a whole number', where=where, todo=_SHAPE)
    return TextToJudge(ref if identity is None else mend(str(identity)), text, target, cue)


def _words(row: dict[str, object], key: str, where: str) -> str | None:
    """A string field, every character in its place; absent, null and blank are the same."""
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f'"{key}" is not a string', where=where, todo=_SHAPE)
    return mend(value) if value and value.strip() else None
