"""One open stream, whatever it holds, to the reader of its kind; packed ones are unpacked on the way."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from tracker.errors import InputError
from tracker.ingest.archives import GZIP, MAX_NESTED, Member, Rejoined, office_kind, opened_zip, read_members, unpacked
from tracker.ingest.delimited import SAMPLE
from tracker.ingest.docx import MAX_DOCX, article_from_docx
from tracker.ingest.feeds import looks_like_feed
from tracker.ingest.kinds import Kind, kind_by_bytes, kind_by_magic, kind_by_name, may_be_mail
from tracker.ingest.mail import MAX_MAIL, Attachment, read_mail
from tracker.ingest.mailbox import read_mailbox
from tracker.ingest.odt import article_from_odt
from tracker.ingest.outlook import read_msg
from tracker.ingest.pages import article_from_page, looks_like_page
from tracker.ingest.pdf import MAX_PDF, article_from_pdf
from tracker.ingest.places import Followed, Place, go_past
from tracker.ingest.saved_pages import MAX_SAVED, article_from_mhtml, article_from_webarchive
from tracker.ingest.tables import read_csv, read_table
from tracker.ingest.text import MAX_BYTES, article_from_bytes
from tracker.ingest.warc import read_warc
from tracker.ingest.web import Web
from tracker.records import Article

_BLANK_MAX = 65_536  # bytes of blank lines before the first look at what an input is
_MAX_DEPTH = 2  # an archive within an archive is read, one within that is not

Items = Iterator[Article | InputError]


def read_opened(
    stream: BinaryIO,
    *,
    ref: str,
    where: str,
    kind: Kind | None,
    web: Web,
    depth: int = 0,
    place: Place | None = None,
) -> Items:
    """The articles of a stream. `kind` None: its first bytes tell. `depth`: within how many archives it lies.

    With a `place` the stream is at its start, and what is before that place is gone past."""
    # Of JSON lines each is read when it is asked for: a program at the other end of a pipe can wait for its answer.
    head = _head(stream) if kind != "jsonl" else stream.read(len(GZIP))
    if head.startswith(GZIP) and kind != "warc":  # warcio unpacks by itself, and so finds its way past damage
        if depth > _MAX_DEPTH:
            raise InputError("packed again and again", where=where, todo="unpack it yourself if you trust it")
        with unpacked(_again(head, stream), where) as inner:
            yield from read_opened(inner, ref=ref, where=where, kind=kind, web=web, depth=depth + 1, place=place)
        return
    is_open, reading = kind is None, web.reading
    kind = kind_by_bytes(head, reading.columns) if kind is None else kind_by_magic(head, kind)
    if kind == "jsonl":
        lines, first = _lines(head, stream, place)
        yield from read_table(lines, ref=ref, where=where, first_line=first, reading=reading)
    elif kind in ("csv", "tsv"):
        sample = head + stream.read(max(0, SAMPLE - len(head)))
        whole, tabs = _searchable(sample, stream) if place else _again(sample, stream), kind == "tsv"
        yield from read_csv(whole, ref=ref, where=where, sample=sample, tabs=tabs, reading=reading, place=place)
    elif kind == "warc":
        yield from read_warc(_searchable(head, stream), where=where, reading=reading, place=place)
    elif kind == "zip":
        yield from _read_zip(_searchable(head, stream), ref=ref, where=where, web=web, depth=depth, place=place)
    elif kind == "mbox":
        whole = _searchable(head, stream) if place else _again(head, stream)
        yield from read_mailbox(whole, ref=ref, where=where, read=_read_attached, reading=reading, place=place)
    elif is_open and kind == "text":
        yield from _read_open(_rest(head, stream, MAX_BYTES, where, ""), ref=ref, where=where, web=web)
    elif kind == "feed":
        yield from web.read_feed(_rest(head, stream, MAX_BYTES, where, "a feed"), ref=ref, where=where)
    else:
        yield from _read_whole(kind, head, stream, ref=ref, where=where)


def _head(stream: BinaryIO) -> bytes:
    """The first line that is not blank and all before it; of what may be a message, all of its header."""
    head = bytearray()
    line = b""
    while not line.strip() and len(head) <= _BLANK_MAX and (line := stream.readline(MAX_BYTES + 1)):
        head += line
    if may_be_mail(line):
        while line.strip() and len(head) <= _BLANK_MAX and (line := stream.readline(_BLANK_MAX)):
            head += line
    return bytes(head)


def _lines(head: bytes, stream: BinaryIO, place: Place | None) -> tuple[BinaryIO, int]:
    """The lines of a stream from the place on, which they move, and the number of the first of them."""
    if place is None:
        return _again(head, stream), 1
    whole = _searchable(head, stream)
    go_past(place.start, whole)
    return cast(BinaryIO, Followed(whole, place)), place.line + 1


def _again(head: bytes, stream: BinaryIO) -> BinaryIO:
    """The stream with its first bytes again."""
    return cast(BinaryIO, io.BufferedReader(Rejoined(head, stream), 1 << 16))


def _searchable(head: bytes, stream: BinaryIO) -> BinaryIO:
    """The stream from its start again; that of a file stays one that can be searched."""
    if isinstance(stream, io.BufferedReader | io.BytesIO) and stream.seekable():
        stream.seek(0)
        return cast(BinaryIO, stream)
    return _again(head, stream)


def _rest(head: bytes, stream: BinaryIO, limit: int, where: str, what: str) -> bytes:
    """All bytes of a stream; raises where they are too many."""
    buffer = io.BytesIO()
    buffer.write(head)
    while buffer.tell() <= limit and (chunk := stream.read(1 << 20)):
        buffer.write(chunk)
    if buffer.tell() > limit and what:
        raise InputError(f"{what} of more than {limit // 1_000_000} MB", where=where, todo="split it")
    return buffer.getvalue()


def _read_whole(kind: Kind, head: bytes, stream: BinaryIO, *, ref: str, where: str) -> Items:
    """What is one article, and read as a whole."""
    if kind == "pdf":
        yield article_from_pdf(_rest(head, stream, MAX_PDF, where, "a PDF"), ref=ref, where=where)
    elif kind in ("docx", "odt"):
        yield _document(_rest(head, stream, MAX_DOCX, where, "a document"), ref, where, is_odt=kind == "odt")
    elif kind in ("eml", "msg"):
        read_one = read_mail if kind == "eml" else read_msg
        data = _rest(head, stream, MAX_MAIL, where, "a message")
        yield from read_one(data, ref=ref, where=where, read=lambda one: _read_attached(one, ref, where))
    elif kind in ("mhtml", "webarchive"):
        data = _rest(head, stream, MAX_SAVED, where, "a page with its pictures")
        article_from = article_from_mhtml if kind == "mhtml" else article_from_webarchive
        yield article_from(data, ref=ref, where=where)
    elif kind == "html":
        yield article_from_page(_rest(head, stream, MAX_BYTES, where, ""), ref=ref, where=where)
    else:
        yield article_from_bytes(_rest(head, stream, MAX_BYTES, where, ""), ref=ref, where=where)


def _document(data: bytes, ref: str, where: str, *, is_odt: bool) -> Article:
    """The article in a document that is a zip archive."""
    return (article_from_odt if is_odt else article_from_docx)(data, ref=ref, where=where)


def _read_open(data: bytes, *, ref: str, where: str, web: Web) -> Items:
    """What its first line does not tell: above the first tag may stand comments and an XML declaration."""
    if looks_like_feed(data):
        yield from web.read_feed(data, ref=ref, where=where)
    elif looks_like_page(data):
        yield article_from_page(data, ref=ref, where=where)
    else:
        yield article_from_bytes(data, ref=ref, where=where)


def read_other(data: bytes, ref: str, where: str, web: Web) -> Items:
    """What an address holds that is neither page nor feed: whatever its first bytes tell."""
    return read_opened(cast(BinaryIO, io.BytesIO(data)), ref=ref, where=where, kind=None, web=web)


def _read_attached(attachment: Attachment, ref: str, where: str) -> Items:
    """The article in a document that a message carries; by its bytes, for names lie."""
    data, ref, where = attachment.data, f"{ref}/{attachment.name}", f"{where}/{attachment.name}"
    try:
        if data.startswith(b"%PDF-"):
            yield article_from_pdf(data, ref=ref, where=where)
        elif data.startswith(b"PK\x03\x04"):
            yield _document(data, ref, where, is_odt=attachment.name.lower().endswith(".odt"))
        else:
            raise InputError("neither PDF nor DOCX nor ODT, whatever its name says", where=where, todo="left out")
    except InputError as error:
        yield error


def _read_zip(stream: BinaryIO, *, ref: str, where: str, web: Web, depth: int, place: Place | None) -> Items:
    """A zip archive, or the document that is one."""
    if depth >= _MAX_DEPTH:
        raise InputError("an archive within an archive within an archive", where=where, todo="unpack it yourself")
    if depth:
        stream = cast(BinaryIO, io.BytesIO(_rest(b"", stream, MAX_NESTED, where, "an archive within an archive")))
    with opened_zip(stream, where) as archive:
        office = office_kind(archive)
        if office in ("docx", "odt"):
            stream = cast(BinaryIO, archive.fp)
            stream.seek(0)
            yield _document(_rest(b"", stream, MAX_DOCX, where, "a document"), ref, where, is_odt=office == "odt")
            return
        if office is not None:
            raise InputError(f"this is {office}, which is not read", where=where, todo="save it as text, DOCX or CSV")

        def read(inner: BinaryIO, member: Member, begin: Place) -> Items:
            kind = kind_by_name(member.name)
            at = {"ref": member.ref, "where": member.where}
            return read_opened(inner, kind=kind, web=web, depth=depth + 1, place=begin, **at)

        yield from read_members(archive, ref=ref, where=where, wanted=_is_wanted, read=read, place=place)


def _is_wanted(name: str) -> bool:
    return kind_by_name(name) is not None
