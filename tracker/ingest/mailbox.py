"""Mailboxes (mbox): the messages that Thunderbird, Apple Mail, Gmail's export and list archives keep in one file.

One message is in memory at a time. Python's `mailbox` wants a file that it may search, and reads all of it before the
first message; and it takes every line for a message's first that begins with *From* and a space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import BinaryIO

from tracker.errors import InputError
from tracker.ingest.mail import MAX_MAIL, Attachment, header_of, parse_message, read_message
from tracker.ingest.mending import storable
from tracker.ingest.places import Place, go_past
from tracker.ingest.reading import Reading
from tracker.records import Article

_OPENS = re.compile(rb"From(?: .*\d\d:\d\d.*| -.*|\s*)$", re.S)  # the last: Thunderbird has no more since 2023
_FIELD = re.compile(rb"[!-9;-~]+:")
_QUOTED = re.compile(rb"^>(>*From )", re.M)
_EXPUNGED = 0x8  # of X-Mozilla-Status: deleted, and still in the file
_ID_MAX = 200
_LINE = 1 << 20

ReadFrom = Callable[[Attachment, str, str], Iterator[Article | InputError]]
"""What an attachment holds; ref and where of the message that carries it."""


def read_mailbox(
    stream: BinaryIO,
    *,
    ref: str,
    where: str,
    read: ReadFrom,
    reading: Reading | None = None,
    place: Place | None = None,
) -> Iterator[Article | InputError]:
    """Each message as `read_mail` gives it, with the ref ``REF#MESSAGE-ID``, or ``REF#3`` of one without an id. Those
    that Thunderbird keeps though they were deleted are passed over. The stream is at its start; only what is behind the
    `place` is read, and it is moved on behind all that a message carries."""
    place = place or Place()
    go_past(place.start, stream)
    deleted = 0
    nothing = place.line == 0
    for message in _messages(stream, place):
        nothing = False
        items = list(_items(message, ref, where, read))
        deleted += not items
        for number, item in enumerate(items, start=1):
            if number == len(items):
                place.move(message.number, message.end)
            yield item
    if nothing:
        raise InputError("no message in this mailbox", where=where, todo="nothing to read here")
    if deleted and reading is not None:
        reading.say(f"{where}: passed over {deleted:,} deleted message{'s' * (deleted != 1)}")


@dataclass(frozen=True, slots=True)
class _Raw:
    """A message's bytes, None where they are too many; its number, and where the next one begins."""

    data: bytes | None
    number: int
    end: int


def _messages(stream: BinaryIO, place: Place) -> Iterator[_Raw]:
    """The messages from the place on. One begins with a line *From …* after a blank one, and a field below it."""
    number, at = place.line, place.start
    held: list[bytes] | None = None  # lines of the message; None before the first
    size = 0
    opening = b""  # a line that may be the first of a message: the next tells
    after_blank = True
    while line := stream.readline(_LINE):
        if opening and _FIELD.match(line):
            if held is not None:
                number += 1
                yield _Raw(b"".join(held) if size <= MAX_MAIL else None, number, at - len(opening))
            held, size = [], 0
        elif opening and held is not None:
            held.append(opening)
        opening = b""
        at += len(line)
        if after_blank and line.startswith(b"From") and _OPENS.match(line):
            opening = line
        elif held is not None:
            size += len(line)
            if size <= MAX_MAIL:
                held.append(line)
            else:
                held.clear()
        after_blank = not line.strip()
    if held is not None:
        yield _Raw(b"".join([*held, opening]) if size <= MAX_MAIL else None, number + 1, at)


def _items(raw: _Raw, ref: str, where: str, read: ReadFrom) -> Iterator[Article | InputError]:
    here = f"{where}#{raw.number}"
    if raw.data is None:
        yield InputError(f"a message of more than {MAX_MAIL // 1_000_000} MB", where=here, todo="left out")
        return
    message = parse_message(_QUOTED.sub(rb"\1", raw.data))
    if _is_deleted(message):
        return
    name = f"{ref}#{_identity(message) or raw.number}"
    try:
        yield from read_message(message, ref=name, where=here, read=lambda one: read(one, name, here))
    except InputError as error:
        yield error


def _identity(message: EmailMessage) -> str | None:
    """The message's own id, as far as it is one."""
    given = (header_of(message, "message-id") or "").strip("<>")
    return storable(given) if given and len(given) <= _ID_MAX and not re.search(r"\s", given) else None


def _is_deleted(message: EmailMessage) -> bool:
    status = header_of(message, "x-mozilla-status") or ""
    return re.fullmatch(r"[0-9A-Fa-f]{4}", status) is not None and bool(int(status, 16) & _EXPUNGED)
