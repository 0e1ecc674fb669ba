"""PDF documents through pypdfium2 (Chromium's PDF reader; BSD and Apache licences): lines as they lie on the page.

What becomes of the lines is told in `pdf_layout`.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from tracker.errors import InputError
from tracker.ingest.docx import sane_title, with_file_date
from tracker.ingest.headline import complete
from tracker.ingest.mending import storable
from tracker.ingest.pdf_layout import Line, Page, in_reading_order, paragraphs_of, without_furniture
from tracker.ingest.text import MAX_BYTES
from tracker.records import Article

MAX_PDF = 100_000_000
"""Bytes of a document, its pictures among them."""

_MAX_PAGES = 3_000
_HYPHEN = "\ufffe\x02"  # what PDFium has for a hyphen at the end of a line, older and newer
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})", re.A)
_NOBODY = ("anonymous", "administrator", "admin", "user", "unknown", "default")
_GAP = 1.5  # of the height of the letters: white space so wide is no space between words


def article_from_pdf(data: bytes, *, ref: str, where: str) -> Article:
    """The article in a PDF; `InputError` where there is none, or where the library that reads it is missing."""
    try:
        import pypdfium2
    except ImportError as error:
        said = "reading PDF needs a library that is not installed"
        raise InputError(said, where=where, todo="pip install 'tracker[documents]'") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise InputError("a PDF locked by a password", where=where, todo="save it without one") from error
        said = f"a damaged PDF: {str(error)[:200]}"
        raise InputError(said, where=where, todo="fetch it again, or save it as text") from error
    try:
        pages = list(_pages(document, where))
        properties = {name: storable(value.strip()) for name, value in document.get_metadata_dict().items()}
    finally:
        document.close()
    kept, left_out = without_furniture(pages)
    text = storable("\n\n".join(paragraphs_of(kept)))
    if not text.strip():
        todo = "read its letters first, for instance: ocrmypdf in.pdf out.pdf"
        raise InputError("a PDF without text, only pictures of it", where=where, todo=todo)
    author = properties.get("Author", "").strip("()") or None
    if author is not None and author.casefold() in _NOBODY:
        author = None
    mended = tuple(f"left out of the pages: {line}" for line in left_out)
    article = complete(Article(ref, text, title=sane_title(properties.get("Title")), author=author, mended=mended))
    created = _CREATED.match(properties.get("CreationDate", ""))
    return with_file_date(article, None if created is None else "-".join(created.groups()))


def _pages(document: Any, where: str) -> Iterator[Page]:  # noqa: ANN401 (a library without types)
    """The lines of each page. A page that is broken has none."""
    import pypdfium2

    if len(document) > _MAX_PAGES:
        raise InputError(f"a PDF of more than {_MAX_PAGES:,} pages", where=where, todo="split it")
    size = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        try:
            height = page.get_height()
            textpage = page.get_textpage()
            try:
                lines = tuple(_lines(textpage))
            finally:
                textpage.close()
        except pypdfium2.PdfiumError:
            continue
        finally:
            page.close()
        size += sum(len(line.text) for line in lines)
        if size > MAX_BYTES:
            raise InputError(f"longer than {MAX_BYTES // 1_000_000} MB, too long for one article", where=where)
        yield Page(in_reading_order(lines), height)


def _lines(textpage: Any) -> Iterator[Line]:  # noqa: ANN401
    """The lines of a page in the order of its content; one with a wide gap in it as the parts it falls into."""
    text = _characters(textpage)
    start = 0
    ends = [at for at, char in enumerate(text) if char in "\r\n" or char in _HYPHEN]
    for row, end in enumerate([*ends, len(text)]):
        hyphen = end < len(text) and text[end] in _HYPHEN
        for first, last in _parts(textpage, text, start, end):
            line = _line(textpage, text, first, last, row, hyphen and last == end)
            if line is not None:
                yield line
        start = end + 1


def _characters(textpage: Any) -> str:  # noqa: ANN401
    """The characters of a page, each at the place that PDFium counts it by."""
    from pypdfium2 import raw

    count = textpage.count_chars()
    text = textpage.get_text_range() if count else ""
    if len(text) == count:
        return str(text)
    codes = (raw.FPDFText_GetUnicode(textpage.raw, at) for at in range(count))
    return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)


def _parts(textpage: Any, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:  # noqa: ANN401
    """The line from start to end, cut where a space is as wide as the gap between columns."""
    begin = start
    for space in re.finditer(r"\s+", text[start:end]):
        before, after = start + space.start() - 1, start + space.end()
        if before < start or after >= end:
            continue
        left, right = _box(textpage, before), _box(textpage, after)
        if left and right and right[0] - left[2] > _GAP * max(left[3] - left[1], 4):
            yield begin, before + 1
            begin = after
    yield begin, end


def _line(textpage: Any, text: str, start: int, end: int, row: int, hyphen: bool) -> Line | None:  # noqa: ANN401
    words = text[start:end]
    first, last = start + len(words) - len(words.lstrip()), start + len(words.rstrip()) - 1
    if first > last:
        return None
    left, right = _box(textpage, first), _box(textpage, last)
    if not left or not right:
        return None
    return Line(" ".join(words.split()), left[0], right[2], left[1], left[3], row, hyphen)


def _box(textpage: Any, at: int) -> tuple[float, float, float, float] | None:  # noqa: ANN401
    """Left, bottom, right, top of a character, as tall as its font."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage.raw, at, ctypes.byref(box)):
        return None
    return box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)
