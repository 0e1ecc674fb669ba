"""Web archives (WARC, plain or gzip) through warcio: each stored web page an article.

One record is in memory at a time. A record that is broken is named, and reading goes on at the next one.
"""

from __future__ import annotations

import contextlib
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from tracker.errors import InputError
from tracker.furniture import parse_date
from tracker.ingest.mending import storable
from tracker.ingest.pages import article_from_page
from tracker.ingest.places import Place, go_past
from tracker.ingest.reading import Reading
from tracker.ingest.text import MAX_BYTES
from tracker.records import Article

_HTML = ("text/html", "application/xhtml+xml")
_TYPES = frozenset(
    ["warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation", "arc_header"]
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_GZIP = b"\x1f\x8b\x08"
_RECORD = b"\nWARC/1."
_CHUNK = 1 << 20
_RESTARTS = 10_000  # so many broken records are passed in one archive


def read_warc(
    stream: BinaryIO, *, where: str, reading: Reading | None = None, place: Place | None = None
) -> Iterator[Article | InputError]:
    """The pages of a web archive, and an `InputError` for each record that is broken. The ref is the page's address.

    Requests, revisits, redirects, errors of servers and what is no web page are passed over, and counted. A page that
    says no date gets the day on which it was stored, and `Article.mended` says so. The stream is at
    its start; only what is behind the `place` is read, and it is moved on."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        said = "reading web archives needs a library that is not installed"
        raise InputError(said, where=where, todo="pip install 'tracker[warc]'") from error
    broken = (ArchiveLoadFailed, OSError, EOFError, ValueError, TypeError, AttributeError, zlib.error)
    place = place or Place()
    way = _Way(stream)
    go_past(place.start, stream)
    # warcio counts the bytes of a stream that cannot tell where it is from where it was given it
    before = 0 if way.can_tell else place.start
    passed: Counter[str] = Counter()
    first = records = place.line
    pages = 0
    for _ in range(_RESTARTS):
        archive = ArchiveIterator(stream)
        try:
            while (record := _next(archive)) is not None:
                records += 1
                if (why := _passed_over(record)) is not None:
                    passed[why] += 1
                    continue
                item = _read_record(record, where)
                trouble = _finish(archive, broken)
                if trouble is None:
                    place.move(records, before + archive.offset)
                yield item
                pages += 1
                if trouble is not None:
                    raise trouble
            if way.is_end(archive.offset):
                break
            said = f"record {records + 1} is cut off"
        except _Broken as error:
            said = f"record {records} is {error}"
        except broken:
            records += 1
            said = f"record {records} is broken"
        goes_on = way.go_on_after(archive.offset)
        if goes_on:
            place.move(records, stream.tell())
        yield InputError(said, where=where, todo="left out; reading goes on at the next one")
        if not goes_on:
            break
    if not records:
        raise InputError("no record in this web archive", where=where, todo="nothing to read here")
    if passed and reading is not None:
        over = ", ".join(f"{number:,} {why}" for why, number in passed.most_common())
        reading.say(f"{where}: {pages:,} of {records - first:,} records are pages that were read; passed over: {over}")


def _next(archive: Any) -> Any:  # noqa: ANN401 (a library without types)
    """The next record; None at the end. What warcio would print of odd records is not printed."""
    with contextlib.redirect_stderr(io.StringIO()):
        return next(archive, None)


def _finish(archive: Any, broken: tuple[type[Exception], ...]) -> Exception | None:  # noqa: ANN401
    """Goes to the end of the record, so that the place of the next is known; gives what went wrong on the way."""
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            archive.read_to_end()
    except broken as error:
        return error
    return None


def _passed_over(record: Any) -> str | None:  # noqa: ANN401
    """Why a record is no article; None where it may be one."""
    if record.rec_type not in _TYPES:
        raise _Broken("of no known type")
    if record.rec_type not in ("response", "resource"):
        return f"{record.rec_type} records" if record.rec_type != "arc_header" else "warcinfo records"
    if record.rec_type == "response":
        if record.http_headers is None:
            return "records of other protocols"
        status = record.http_headers.get_statuscode()
        if status and not status.startswith("2"):
            return "redirects" if status.startswith("3") else "errors of servers"
        kind = record.http_headers.get_header("Content-Type")
    else:
        kind = record.rec_headers.get_header("Content-Type")
    return None if kind and kind.strip().lower().startswith(_HTML) else "no web pages"


def _read_record(record: Any, where: str) -> Article | InputError:  # noqa: ANN401
    """The article of a page, or what is wrong with it."""
    url = storable((record.rec_headers.get_header("WARC-Target-URI") or "").strip())
    here = f"{where}: {url}" if url else where
    try:
        data = record.content_stream().read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            return InputError(f"a page longer than {MAX_BYTES // 1_000_000} MB", where=here, todo="left out")
        if getattr(record.raw_stream, "limit", 0) > 0 and not record.raw_stream.read(1):
            raise _Broken(f"cut off: {url}" if url else "cut off")
        charset = _charset(record)
        article = article_from_page(data, ref=url or where, where=here, url=url or None, charset=charset)
    except InputError as error:
        return error
    stored = parse_date((record.rec_headers.get_header("WARC-Date") or "")[:10])
    if article.date is not None or stored is None:
        return article
    return replace(article, date=stored, mended=(*article.mended, "date: the day on which the page was stored"))


def _charset(record: Any) -> str | None:  # noqa: ANN401
    """What the server called the page's encoding."""
    kind = record.http_headers.get_header("Content-Type") if record.http_headers is not None else None
    found = _CHARSET.search(kind or "")
    return None if found is None else found[1]


class _Broken(Exception):
    """A record that is cut off, or none at all."""


class _Way:
    """Where in the stream reading goes on after a broken record; a pipe has no such place."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._size = -1
        self.can_tell = False
        self._mark = _RECORD
        with contextlib.suppress(OSError, ValueError, AttributeError):
            start = stream.tell()
            self.can_tell = True
            self._mark = _GZIP if stream.read(3) == _GZIP else _RECORD
            self._size = stream.seek(0, io.SEEK_END)
            stream.seek(start)

    def is_end(self, offset: int) -> bool:
        """Whether a record that begins here would be none: the stream ends."""
        if self._size < 0:
            return True
        self._stream.seek(offset)
        return not self._stream.read(_CHUNK).strip(b"\0\r\n \t")

    def go_on_after(self, offset: int) -> bool:
        """Go to the record after the one that begins at `offset`; false where there is none, or no way to go there."""
        if self._size < 0:
            return False
        self._stream.seek(offset + 1)
        before = b""
        while chunk := self._stream.read(_CHUNK):
            at = (before + chunk).find(self._mark)
            if at >= 0:
                at += self._stream.tell() - len(before) - len(chunk)
                self._stream.seek(at + (self._mark is _RECORD))
                return True
            before = chunk[-len(self._mark) :]
        return False
