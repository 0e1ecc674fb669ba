"""JSON lines: one object a line, ``{"id", "text", "title"?, "outlet"?, "date"?, "url"?}``; other keys are ignored.

One line is in memory at a time, so a million-line file costs no more than its longest line.
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from tracker.errors import InputError
from tracker.furniture import parse_date
from tracker.ingest.headline import complete, mend
from tracker.ingest.text import MAX_BYTES, decode, refuse_binary, wide_encoding
from tracker.records import Article

_SHAPE = 'each line is one object: {"id": "a1", "text": "…"}'
_STRINGS = ("title", "outlet", "date", "url")


def read_table(stream: BinaryIO, *, ref: str, where: str, head: bytes = b"") -> Iterator[Article | InputError]:
    """Articles of a stream of JSON lines, and an `InputError` for each line that is none.

    `head` are bytes already taken from the front of the stream: whole lines, or nothing. An article without an id gets
    ``REF:LINE``; an error says ``WHERE:LINE``. What is no table at all gives one error, not one a line.
    """
    seen_content = False
    number = 0
    try:
        for number, raw in enumerate(_lines(stream, head), start=1):
            here = f"{where}:{number}"
            if raw is None:
                yield InputError(f"a line longer than {MAX_BYTES // 1_000_000} MB", where=here, todo="left out")
            elif raw.strip():
                if not seen_content:
                    _refuse_no_table(raw, where)
                seen_content = True
                try:
                    yield article_from_line(raw, ref=f"{ref}:{number}", where=here, line=number)
                except InputError as error:
                    yield error
    except InputError as error:
        yield error
        return
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield InputError(f"cannot be read on after line {number}: {reason}", where=where, todo="the file is damaged")
        return
    if not seen_content:
        yield InputError("empty", where=where, todo=_SHAPE)


def looks_like_table(line: bytes) -> bool:
    """Whether this line is a JSON object with a ``text``: what tells JSON lines from prose on standard input."""
    if not line.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "text" in found


def article_from_line(raw: bytes, *, ref: str, where: str, line: int) -> Article:
    """The article of one line, or `InputError` naming what is wrong with it."""
    try:
        row = json.loads(decode(raw.rstrip(b"\r\n"), where, line=line))
    except json.JSONDecodeError as error:
        raise InputError(f"broken JSON at character {error.colno}: {error.msg}", where=where, todo=_SHAPE) from None
    except (ValueError, RecursionError):
        raise InputError("JSON that no reader takes: nested too deep, or too long a number", where=where) from None
    if not isinstance(row, dict):
        raise InputError(f"{_kind(row)}, not an object", where=where, todo=_SHAPE)
    text = row.get("text")
    if text is None:
        raise InputError('"text" is missing', where=where, todo=_SHAPE)
    if not isinstance(text, str):
        _refuse_type("text", text, "a string", where)
    if not text.strip():
        raise InputError('"text" is empty', where=where, todo="left out")
    identity = row.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int | None):
        _refuse_type("id", identity, "a string or a whole number", where)
    fields = {key: _string(row.get(key), key, where) for key in _STRINGS}
    if (date := fields["date"]) is not None:
        fields["date"] = parse_date(date)
        if fields["date"] is None:
            raise InputError(f'"date" is {date[:40]!r}', where=where, todo="write it as 2014-06-18")
    given = None if identity is None else mend(str(identity)).strip()
    return complete(Article(ref=given or ref, text=mend(text), **fields))


def _string(value: object, key: str, where: str) -> str | None:
    """An optional string field; absent, null and blank are the same."""
    if value is None:
        return None
    if not isinstance(value, str):
        _refuse_type(key, value, "a string", where)
    return mend(value).strip() or None


def _refuse_type(key: str, value: object, wanted: str, where: str) -> NoReturn:
    raise InputError(f'"{key}" is {_kind(value)}, not {wanted}', where=where, todo=_SHAPE)


def _kind(value: object) -> str:
    """What JSON calls the value, with its article."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    return "a string" if isinstance(value, str) else "a number"


def _refuse_no_table(first: bytes, where: str) -> None:
    """Raise for what no line of will ever be good: another format, an array, an object over many lines."""
    if (wide := wide_encoding(first)) is not None:
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
