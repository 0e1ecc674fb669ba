"""JSON lines of any kind: each line one object, each object a record or one clear error.

One line is in memory at a time, and none is read before it is asked for, so that a program at the other end of a pipe
can wait for each answer.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NoReturn, TypeVar, cast

from tracker.errors import InputError
from tracker.furniture import parse_date
from tracker.ingest.encodings import Decoded, read_bytes, unmarked_wide, wide_encoding
from tracker.ingest.mending import storable
from tracker.ingest.text import MAX_BYTES, refuse_binary

_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True)
class Row:
    """The object of one line; `shape` says what each line should be. Its methods raise `InputError`. `mended` says in
    words how a line was read that is not UTF-8.

    A string comes with every character in its place (`storable`).
    """

    fields: dict[str, object]
    line: int
    where: str
    shape: str
    mended: tuple[str, ...] = ()

    def string(self, key: str) -> str | None:
        """An optional string; absent, null and blank are the same."""
        value = self.fields.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self._refuse(key, "a string")
        return storable(value) if value.strip() else None

    def text(self, key: str) -> str:
        """A string that must be there."""
        if self.fields.get(key) is None:
            raise InputError(f'"{key}" is missing', where=self.where, todo=self.shape)
        text = self.string(key)
        if text is None:
            raise InputError(f'"{key}" is empty', where=self.where, todo="left out")
        return text

    def date(self, key: str) -> str | None:
        """An optional date, in ISO 8601 as far as it was given."""
        given = self.string(key)
        date = None if given is None else parse_date(given.strip())
        if given is not None and date is None:
            raise InputError(f'"{key}" is {given.strip()[:40]!r}', where=self.where, todo="write it as 2014-06-18")
        return date

    def identity(self) -> str | None:
        """The ``id``, a string or a whole number, as a string."""
        value = self.fields.get("id")
        if isinstance(value, bool) or not isinstance(value, str | int | None):
            self._refuse("id", "a string or a whole number")
        return None if value is None else storable(str(value))

    def _refuse(self, key: str, wanted: str) -> NoReturn:
        kind = _kind(self.fields.get(key))
        raise InputError(f'"{key}" is {kind}, not {wanted}', where=self.where, todo=self.shape)


def open_lines(path: str) -> BinaryIO:
    """The bytes of a file, unpacked where it is gzip; `InputError` where it cannot be opened."""
    try:
        with open(path, "rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        return cast(BinaryIO, gzip.open(path)) if packed else open(path, "rb")
    except (OSError, ValueError) as error:
        todo = "name a file of JSON lines, or - for stdin"
        raise InputError(f"cannot be read: {_reason(error)}", where=path, todo=todo) from error


def read_lines(
    stream: BinaryIO,
    where: str,
    as_record: Callable[[Row], _Record],
    *,
    shape: str,
    head: bytes = b"",
    first_line: int = 1,
) -> Iterator[_Record | InputError]:
    """What `as_record` makes of each line, and an `InputError` ``WHERE:LINE`` for each line that is none.

    `head` are bytes already taken from the front of the stream: whole lines, or nothing; lines are counted from
    `first_line`. Raised is what no line of will ever be good, and a stream that breaks off.
    """
    number = first_line - 1
    seen_content = first_line > 1
    likely: str | None = None
    try:
        for number, raw in enumerate(_lines(stream, head), start=first_line):
            here = f"{where}:{number}"
            if raw is None:
                yield InputError(f"a line longer than {MAX_BYTES // 1_000_000} MB", where=here, todo="left out")
            elif raw.strip():
                if not seen_content:
                    _refuse_no_lines(raw, where)
                seen_content = True
                try:
                    decoded = read_bytes(raw.rstrip(b"\r\n"), where=here, line=number, likely=likely)
                    likely = decoded.encoding if decoded.note else likely
                    yield as_record(_row(decoded, number, here, shape))
                except InputError as error:
                    yield error
    except (OSError, EOFError, zlib.error) as error:
        said = f"cannot be read on after line {number}: {_reason(error)}"
        raise InputError(said, where=where, todo="the file is damaged") from error


def _row(decoded: Decoded, line: int, where: str, shape: str) -> Row:
    try:
        fields = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        raise InputError(f"broken JSON at character {error.colno}: {error.msg}", where=where, todo=shape) from None
    except (ValueError, RecursionError):
        raise InputError("JSON that no reader takes: nested too deep, or too long a number", where=where) from None
    if not isinstance(fields, dict):
        raise InputError(f"{_kind(fields)}, not an object", where=where, todo=shape)
    return Row(fields, line, where, shape, decoded.mended)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _kind(value: object) -> str:
    """What JSON calls the value, with its article."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    return "a string" if isinstance(value, str) else "a number"


def _refuse_no_lines(first: bytes, where: str) -> None:
    """Raise for what no line of will ever be good: another format, an array, an object over many lines."""
    if (wide := wide_encoding(first) or unmarked_wide(first[: len(first) // 2 * 2])) is not None:
        raise InputError(f"{wide}, not UTF-8", where=where, todo=f"convert it: iconv -f {wide} -t UTF-8")
    refuse_binary(first, where)
    start = first.removeprefix(b"\xef\xbb\xbf").strip()
    if start.startswith(b"["):
        raise InputError("a JSON array, not JSON lines", where=where, todo="turn it into lines: jq -c '.[]' FILE")
    if start == b"{":
        raise InputError(
            "a JSON object over many lines, not JSON lines", where=where, todo="turn it into lines: jq -c . FILE"
        )


def _lines(stream: BinaryIO, head: bytes) -> Iterator[bytes | None]:
    """The lines of head and stream, one at a time; None for one that is too long, of which only a part is held."""
    yield from io.BytesIO(head)
    while raw := stream.readline(MAX_BYTES + 1):
        if len(raw) <= MAX_BYTES:
            yield raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(1 << 20)
        yield None
