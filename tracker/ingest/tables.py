"""Articles as JSON lines: one object a line, ``{"id", "text", "title"?, "outlet"?, "date"?, "url"?}``; other keys are
ignored.

One line is in memory at a time, so a million-line file costs no more than its longest line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from tracker.errors import InputError
from tracker.ingest.headline import complete
from tracker.ingest.lines import Row, read_lines
from tracker.records import Article

_SHAPE = 'each line is one object: {"id": "a1", "text": "…"}'


def read_table(stream: BinaryIO, *, ref: str, where: str, head: bytes = b"") -> Iterator[Article | InputError]:
    """Articles of a stream of JSON lines, and an `InputError` for each line that is none.

    `head` are bytes already taken from the front of the stream: whole lines, or nothing. An article without an id gets
    ``REF:LINE``; an error says ``WHERE:LINE``. What is no table at all gives one error, not one a line.
    """
    empty = True
    try:
        for item in read_lines(stream, where, lambda row: _article(row, ref), shape=_SHAPE, head=head):
            empty = False
            yield item
    except InputError as error:
        yield error
        return
    if empty:
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


def _article(row: Row, ref: str) -> Article:
    """The article of one line."""
    title, outlet, url = ((row.string(key) or "").strip() or None for key in ("title", "outlet", "url"))
    return complete(
        Article(
            ref=(row.identity() or "").strip() or f"{ref}:{row.line}",
            text=row.text("text"),
            title=title,
            outlet=outlet,
            date=row.date("date"),
            url=url,
        )
    )
