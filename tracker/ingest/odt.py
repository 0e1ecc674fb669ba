"""Documents of LibreOffice and its like (ODT), by the standard library alone.

As of Word documents, the words that it shows are read: not what was deleted while changes were tracked, not comments,
not the table of contents; tables a row a line, footnotes at the end. The XML comes from strangers and is read as in
`docx`: piece by piece, up to a bound, without a tree, and without a document type.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from typing import BinaryIO, cast

from tracker.errors import InputError
from tracker.ingest.archives import opened_zip
from tracker.ingest.docx import DAMAGED, sane_title, with_file_date
from tracker.ingest.headline import complete
from tracker.ingest.mending import storable
from tracker.ingest.text import MAX_BYTES
from tracker.records import Article

_MAX_XML = 200_000_000
_MAX_DEPTH = 500
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_ROW, _CELL, _NOTE = f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TEXT}note-body"
_UNSHOWN = frozenset(
    [
        f"{_TEXT}{one}"
        for one in ("tracked-changes", "note-citation", "table-of-content", "alphabetical-index", "ruby-text")
    ]
    + [f"{_OFFICE}{one}" for one in ("annotation", "forms")]
)
_BREAK, _TAB = "\1", "\2"  # neither is in XML, where a line end or a tab is a space like any other
_SIGNS = {f"{_TEXT}line-break": _BREAK, f"{_TEXT}tab": _TAB, f"{_TEXT}s": " "}


def article_from_odt(data: bytes, *, ref: str, where: str) -> Article:
    """The article in an ODT document; `InputError` where there is none."""
    body, about = _Words(), _Properties()
    with opened_zip(cast(BinaryIO, io.BytesIO(data)), where) as archive:
        try:
            if b"encryption-data" in _start(archive, "META-INF/manifest.xml"):
                raise InputError("needs a password", where=where, todo="save it without one")
            _parse(archive, "content.xml", body, where)
            if "meta.xml" in archive.NameToInfo:
                _parse(archive, "meta.xml", about, where)
        except DAMAGED as error:
            said = f"a damaged ODT document: {str(error)[:200]}"
            raise InputError(said, where=where, todo="open and save it again, or save it as text") from error
    text = storable("\n\n".join(body.blocks + body.notes))
    if not text.strip():
        raise InputError("an ODT document without text", where=where, todo="nothing to read here")
    if len(text) > MAX_BYTES:
        raise InputError(f"longer than {MAX_BYTES // 1_000_000} MB, too long for one article", where=where)
    notes = len(body.notes)
    mended = (f"{notes} footnote{'s' * (notes != 1)} put at the end",) if notes else ()
    found = about.found
    author = found.get("creator") or found.get("initial-creator")
    article = complete(Article(ref, text, title=sane_title(found.get("title")), author=author, mended=mended))
    return with_file_date(article, found.get("creation-date"))


class _Parsed:
    """What the parser calls: keeps no tree, so that nothing grows but what is wanted."""

    def __init__(self) -> None:
        self._depth = 0

    def start(self, tag: str, _: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise ValueError("nested too deep")
        self._open(tag)

    def end(self, tag: str) -> None:
        """It ends."""
        self._depth -= 1
        self._close(tag)

    def data(self, text: str) -> None:
        """Characters within it."""

    def doctype(self, *_: str | None) -> None:
        """A document type; entities need one."""
        raise ValueError("it has a document type, as no ODT document has")

    def close(self) -> None:
        """All is parsed."""

    def _open(self, tag: str) -> None:
        """What an element that begins means."""

    def _close(self, tag: str) -> None:
        """What an element that ends means."""


class _Words(_Parsed):
    """The paragraphs of a document, the rows of its tables, and its footnotes."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.notes: list[str] = []
        self._open_paragraphs: list[list[str]] = []  # those of text boxes and notes stand within others
        self._waiting: list[str] = []  # text boxes, until their paragraph ends
        self._rows: list[list[str]] = []  # the cells of each table row that is open
        self._unshown = self._in_notes = 0

    def data(self, text: str) -> None:
        """Characters: a line end in the XML is a space, and so are many."""
        if self._open_paragraphs and not self._unshown:
            self._open_paragraphs[-1].append(text)

    def _open(self, tag: str) -> None:
        self._unshown += tag in _UNSHOWN
        self._in_notes += tag == _NOTE
        if self._unshown:
            return
        if tag in _PARAGRAPHS:
            self._open_paragraphs.append([])
        elif tag == _ROW:
            self._rows.append([])
        elif tag == _CELL and self._rows:
            self._rows[-1].append("")
        elif tag in _SIGNS and self._open_paragraphs:
            self._open_paragraphs[-1].append(_SIGNS[tag])

    def _close(self, tag: str) -> None:
        self._in_notes -= tag == _NOTE
        if self._unshown:
            self._unshown -= tag in _UNSHOWN
        elif tag in _PARAGRAPHS:
            self._put(_shown("".join(self._open_paragraphs.pop())))
        elif tag == _ROW:
            cells = [" ".join(cell.split()) for cell in self._rows.pop()]
            if not self._rows and any(cells):
                self.blocks.append(" | ".join(cell for cell in cells if cell))

    def _put(self, words: str) -> None:
        """A paragraph has ended."""
        if self._in_notes:
            self.notes += [words] if words else []
        elif self._open_paragraphs:
            self._waiting.append(words)
        elif self._rows and self._rows[-1]:
            self._rows[-1][-1] += " ".join(["", words, *self._waiting])
            self._waiting.clear()
        else:
            self.blocks += filter(None, [words, *self._waiting])
            self._waiting.clear()


def _shown(text: str) -> str:
    """The words of a paragraph: white space means one space, and what is more has an element of its own."""
    lines = (" ".join(line.split()) for line in text.replace(_TAB, f" {_TAB} ").split(_BREAK))
    return "\n".join(line.replace(f" {_TAB} ", "\t").replace(_TAB, "") for line in lines).strip()


class _Properties(_Parsed):
    """Title, creator and when it was made, where the document says them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._text: list[str] = []

    def data(self, text: str) -> None:
        """Characters within an element."""
        self._text.append(text)

    def _close(self, tag: str) -> None:
        text = storable("".join(self._text).strip())
        if text and len(text) <= 500:
            self.found.setdefault(tag.rpartition("}")[2], text)
        self._text.clear()


def _parse(archive: zipfile.ZipFile, name: str, target: _Parsed, where: str) -> None:
    parser = ET.XMLParser(target=target)
    size = 0
    with archive.open(name) as stream:
        while chunk := stream.read(1 << 16):
            size += len(chunk)
            if size > _MAX_XML:
                raise InputError("a document that unpacks to more than 200 MB", where=where, todo="left out")
            parser.feed(chunk)
    parser.close()


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of a member; none where there is no such member."""
    if name not in archive.NameToInfo:
        return b""
    with archive.open(name) as stream:
        return stream.read(1 << 20)
