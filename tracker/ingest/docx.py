"""Word documents (DOCX), by the standard library alone.

Of the document the words that it shows are read: what was inserted while changes were tracked, text boxes, tables a row
a line, footnotes at the end; not what was deleted, not the headers and footers of pages. The XML comes from strangers:
it is read piece by piece up to a bound, without a tree of it, and a document type (which no Word document has, and
every bomb of entities needs) is refused.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from tracker.errors import InputError
from tracker.furniture import parse_date
from tracker.ingest.archives import opened_zip
from tracker.ingest.headline import complete
from tracker.ingest.mending import storable
from tracker.ingest.text import MAX_BYTES
from tracker.records import Article

MAX_DOCX = 100_000_000
"""Bytes of a document, its pictures among them."""

_MAX_XML = 200_000_000  # bytes of one part; Word writes 10 to 40 for each character
_MAX_DEPTH = 500
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSHOWN = frozenset({"del", "moveFrom", "delText", "instrText", "pPr", "rPrChange", "sectPr", "tblPr"})
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_FILE_NAME = re.compile(
    r"\.(?:docx?|odt|pdf|indd|rtf|txt|pages|qxp)\s*$|^microsoft word - |^untitled|^document\d*$", re.I
)
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ET.ParseError, KeyError, ValueError)
"""What reading a packed document of XML raises where it is damaged; `RuntimeError` is zipfile's for passwords and
for what it does not know."""


def article_from_docx(data: bytes, *, ref: str, where: str) -> Article:
    """The article in a Word document; `InputError` where there is none."""
    with opened_zip(cast(BinaryIO, io.BytesIO(data)), where) as archive:
        try:
            blocks = list(_blocks(archive, "word/document.xml", where))
            notes = list(_blocks(archive, "word/footnotes.xml", where)) if _has(archive, "word/footnotes.xml") else []
            properties = _properties(archive, where)
        except DAMAGED as error:
            said = f"a damaged Word document: {str(error)[:200]}"
            raise InputError(said, where=where, todo="open and save it again, or save it as text") from error
    text = storable("\n\n".join(blocks + notes))
    if not text.strip():
        raise InputError("a Word document without text", where=where, todo="nothing to read here")
    if len(text) > MAX_BYTES:
        raise InputError(f"longer than {MAX_BYTES // 1_000_000} MB, too long for one article", where=where)
    mended = (f"{len(notes)} footnote{'s' * (len(notes) != 1)} put at the end",) if notes else ()
    article = complete(
        Article(ref, text, title=sane_title(properties.get("title")), author=properties.get("creator"), mended=mended)
    )
    return with_file_date(article, properties.get("created"))


def sane_title(title: str | None) -> str | None:
    """The title that a document's properties give, where it is one and no file name."""
    title = " ".join((title or "").split())
    return None if not title or _FILE_NAME.search(title) else storable(title)


def with_file_date(article: Article, created: str | None) -> Article:
    """The article with the day its file was made as its date, where nothing better is known; `mended` says so."""
    date = None if article.date is not None or created is None else parse_date(created[:10])
    if date is None:
        return article
    return replace(article, date=date, mended=(*article.mended, "date: the day on which the file was made"))


def _has(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.NameToInfo


def _blocks(archive: zipfile.ZipFile, name: str, where: str) -> Iterator[str]:
    """The paragraphs of a part, and the rows of its tables; empty ones are left out."""
    rows: list[list[str]] = []  # the cells of each table row that is open
    paragraphs: list[list[str]] = []  # and of each paragraph: those of text boxes stand within others
    waiting: list[str] = []  # text boxes, until their paragraph ends
    unshown = 0
    for step in _steps(archive, name, where):
        tag = step.tag.replace(_W, "").replace(_W_STRICT, "")
        hides = tag in _UNSHOWN or step.tag == _FALLBACK or step.is_separator
        if step.opens:
            unshown += hides
            if not unshown:
                _open(tag, rows, paragraphs)
            continue
        if unshown:
            unshown -= hides
        elif tag == "tr" and rows:
            cells = [" ".join(cell.split()) for cell in rows.pop()]
            if not rows and any(cells):
                yield " | ".join(cell for cell in cells if cell)
        elif tag == "p" and paragraphs:
            waiting.insert(0 if len(paragraphs) == 1 else len(waiting), "".join(paragraphs.pop()).strip())
            if paragraphs:
                continue
            if rows and rows[-1]:
                rows[-1][-1] += " " + " ".join(waiting)
            else:
                yield from filter(None, waiting)
            waiting.clear()
        elif paragraphs:
            paragraphs[-1].append(_words(step, tag))


def _open(tag: str, rows: list[list[str]], paragraphs: list[list[str]]) -> None:
    if tag == "tr":
        rows.append([])
    elif tag == "tc" and rows:
        rows[-1].append("")
    elif tag == "p":
        paragraphs.append([])


def _words(step: _Step, tag: str) -> str:
    if tag == "t":
        return step.text
    return {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "softHyphen": "\N{SOFT HYPHEN}"}.get(tag, "")


@dataclass(frozen=True, slots=True)
class _Step:
    """An element that begins or ends. `text` is what an element that ends holds, if it holds no other.

    `is_separator`: the rule between text and footnotes, which is a footnote of its own."""

    opens: bool
    tag: str
    text: str = ""
    is_separator: bool = False


class _Steps:
    """What the parser calls: keeps no tree, so that nothing grows with the document."""

    def __init__(self) -> None:
        self.steps: list[_Step] = []
        self._open: list[bool] = []  # whether each is a separator
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if len(self._open) >= _MAX_DEPTH:
            raise ValueError("nested too deep")
        self._text.clear()
        self._open.append(tag.endswith("}footnote") and any(one in _SEPARATORS for one in attributes.values()))
        self.steps.append(_Step(True, tag, is_separator=self._open[-1]))

    def end(self, tag: str) -> None:
        """It ends."""
        self.steps.append(_Step(False, tag, "".join(self._text), self._open.pop()))
        self._text.clear()

    def data(self, text: str) -> None:
        """Characters within it."""
        self._text.append(text)

    def doctype(self, *_: str | None) -> None:
        """A document type; entities need one."""
        raise ValueError("it has a document type, as no Word document has")

    def close(self) -> None:
        """All is parsed."""


def _steps(archive: zipfile.ZipFile, name: str, where: str) -> Iterator[_Step]:
    """The elements of a part as they begin and end."""
    info = archive.getinfo(name)
    if info.flag_bits & 0x1:
        raise InputError("needs a password", where=where, todo="save it without one")
    target = _Steps()
    parser = ET.XMLParser(target=target)
    size = 0
    with archive.open(info) as stream:
        while chunk := stream.read(1 << 16):
            size += len(chunk)
            if size > _MAX_XML:
                raise InputError("a document that unpacks to more than 200 MB", where=where, todo="left out")
            parser.feed(chunk)
            yield from target.steps
            target.steps.clear()
    parser.close()
    yield from target.steps


def _properties(archive: zipfile.ZipFile, where: str) -> dict[str, str]:
    """Title, creator and created, where the document says them."""
    found: dict[str, str] = {}
    if _has(archive, "docProps/core.xml"):
        for step in _steps(archive, "docProps/core.xml", where):
            text = storable(step.text.strip())
            if not step.opens and text and len(text) <= 500:
                found[step.tag.rpartition("}")[2]] = text
    return found
