"""Messages that Outlook saved as ``.msg``, through olefile (BSD licence, pure Python, no dependencies).

Such a file is a small file system; each property of the message is a stream whose name says which it is and of what
type ([MS-OXMSG], [MS-OXPROPS]).
"""

from __future__ import annotations

import codecs
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tracker.errors import InputError
from tracker.ingest.headline import complete
from tracker.ingest.mail import DOCUMENTS, Attachment, Body, ReadAttachment, body_of, subject_of
from tracker.ingest.mending import storable
from tracker.records import Article

_SAVE = "save the message as .eml"
_SUBJECT, _BODY, _HTML, _RTF = 0x0037, 0x1000, 0x1013, 0x1009
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_SENT, _DELIVERED = 0x0039, 0x0E06
_PAGE_OF_MESSAGE, _PAGE_OF_BODY = 0x3FFD, 0x3FDE
_DATA, _NAME, _SHORT_NAME = 0x3701, 0x3707, 0x3704
_UNICODE, _BYTES, _BINARY, _TIME, _INTEGER = 0x001F, 0x001E, 0x0102, 0x0040, 0x0003
_STREAM = 2  # what olefile calls one
_HEADER = 32  # bytes before the list of properties of a message
_ENTRY = struct.Struct("<HHL8s")
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_LAST = 10_000_000 * 86_400 * 365 * 1_000  # in 2600
_MAX_ATTACHED = 200
_PROPERTIES = "__properties_version1.0"
_ATTACHED = "__attach_version1.0_"
_NAMED = {20127: "ascii", 28591: "latin-1", 20866: "koi8-r", 21866: "koi8-u"} | {
    28590 + part: f"iso8859-{part}" for part in (*range(2, 12), 13, 15)
}  # numbers that Windows has for encodings of other names than its own

Values = dict[tuple[int, int], bytes]
"""Properties of a fixed length, by tag and type."""


def read_msg(data: bytes, *, ref: str, where: str, read: ReadAttachment) -> Iterator[Article | InputError]:
    """The message as an article, and what `read` makes of each attachment, as `read_mail` has it. `InputError` where it
    holds nothing, or where olefile is missing."""
    message = _message_in(data, where)
    body = message.body
    if body is not None:
        yield complete(
            Article(ref, body.text, title=message.subject, date=message.date, author=message.sender, mended=body.mended)
        )
    found = body is not None
    for attachment in message.attached:
        for item in read(attachment):
            found = True
            yield item
    if not found:
        said = "a message whose text is in rich text alone" if message.is_rich else "a message without text"
        raise InputError(said, where=where, todo=_SAVE if message.is_rich else "nothing to read here")


@dataclass(frozen=True, slots=True)
class _Message:
    subject: str | None
    sender: str | None
    date: str | None
    body: Body | None
    attached: tuple[Attachment, ...]
    is_rich: bool
    """Whether it has a text as RTF, which is not read."""


def _message_in(data: bytes, where: str) -> _Message:
    try:
        import olefile
    except ImportError as error:
        said = "reading Outlook's .msg needs a library that is not installed"
        raise InputError(said, where=where, todo=f"pip install 'tracker[documents]', or {_SAVE}") from error
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            if not file.exists(_PROPERTIES):
                raise InputError("no message of Outlook, whatever its name says", where=where, todo="left out")
            return _read(_Storage(file, ()))
    except (OSError, ValueError, TypeError, LookupError, AttributeError, struct.error, RecursionError) as error:
        raise InputError("a damaged message of Outlook", where=where, todo=f"open it there, and {_SAVE}") from error


@dataclass(frozen=True, slots=True)
class _Storage:
    """A folder of the file: of the message, or of something attached."""

    file: Any
    path: tuple[str, ...]

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream; None where there is none."""
        path = [*self.path, name]
        if self.file.get_type(path) != _STREAM:
            return None
        data: bytes = self.file.openstream(path).read()
        return data

    def binary(self, tag: int) -> bytes | None:
        """A property that is bytes."""
        return self.stream(f"__substg1.0_{tag:04X}{_BINARY:04X}")

    def string(self, tag: int, encoding: str) -> str | None:
        """A property that is a string; None where it is not there or empty."""
        data = self.stream(f"__substg1.0_{tag:04X}{_UNICODE:04X}")
        if data is not None:
            return storable(data.decode("utf-16-le", errors="replace").strip("\0")) or None
        data = self.stream(f"__substg1.0_{tag:04X}{_BYTES:04X}")
        return None if data is None else _decoded(data, encoding)

    def values(self) -> Values:
        """Those that are listed together."""
        listed = (self.stream(_PROPERTIES) or b"")[_HEADER:]
        whole = listed[: len(listed) // _ENTRY.size * _ENTRY.size]
        return {(tag, kind): value for kind, tag, _, value in _ENTRY.iter_unpack(whole)}


def _read(storage: _Storage) -> _Message:
    values = storage.values()
    encoding = _encoding(values, _PAGE_OF_MESSAGE)

    def said(tag: int) -> str | None:
        return " ".join((storage.string(tag, encoding) or "").split()) or None

    subject = said(_SUBJECT)
    return _Message(
        subject=None if subject is None else subject_of(subject),
        sender=said(_SENDER) or said(_SENDER_SMTP) or said(_SENDER_ADDRESS),
        date=_moment(values),
        body=_body(storage, values, encoding),
        attached=tuple(_attached(storage, encoding)),
        is_rich=bool(storage.binary(_RTF)),
    )


def _body(storage: _Storage, values: Values, encoding: str) -> Body | None:
    """The plain text, else the HTML."""
    plain = body_of(storage.string(_BODY, encoding) or "", is_html=False)
    if plain is not None:
        return plain
    data = storage.binary(_HTML)
    html = storage.string(_HTML, encoding) if data is None else _decoded(data, _encoding(values, _PAGE_OF_BODY))
    return body_of(html or "", is_html=True) if html else None


def _attached(storage: _Storage, encoding: str) -> Iterator[Attachment]:
    """The documents that the message carries."""
    names = {path[0] for path in storage.file.listdir() if path[0].startswith(_ATTACHED)}
    for name in sorted(names)[:_MAX_ATTACHED]:
        one = _Storage(storage.file, (name,))
        called = one.string(_NAME, encoding) or one.string(_SHORT_NAME, encoding) or ""
        called = " ".join(called.replace("\\", "/").rpartition("/")[2].split())
        if called.lower().endswith(DOCUMENTS) and (data := one.binary(_DATA)):
            yield Attachment(called, data)


def _encoding(values: Values, tag: int) -> str:
    """The encoding of strings that are no Unicode."""
    number = int.from_bytes(values.get((tag, _INTEGER), b"")[:4], "little")
    name = "utf-8" if number == 65001 else f"cp{number or 1252}"
    try:
        return codecs.lookup(_NAMED.get(number, name)).name
    except LookupError:
        return "cp1252"


def _decoded(data: bytes, encoding: str) -> str | None:
    return storable(data.decode(encoding, errors="replace").strip("\0")) or None


def _moment(values: Values) -> str | None:
    """When it was sent, else when it came: in tenths of a millionth of a second since 1601."""
    for tag in (_SENT, _DELIVERED):
        ticks = int.from_bytes(values.get((tag, _TIME), b""), "little")
        if 0 < ticks < _LAST:
            return (_EPOCH + timedelta(microseconds=ticks // 10)).isoformat(timespec="seconds")
    return None
