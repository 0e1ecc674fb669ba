"""PDF documents: what lies on their pages, read by `pdf_lines` in a process that can be ended, becomes running text.

What becomes of the lines is told in `pdf_layout`, why a process in `pdf_process`.
"""

from __future__ import annotations

import importlib.util
import re
from typing import Any

from tracker.errors import InputError
from tracker.ingest.docx import sane_title, with_file_date
from tracker.ingest.headline import complete
from tracker.ingest.mending import storable
from tracker.ingest.pdf_layout import Line, Page, in_reading_order, paragraphs_of, without_furniture
from tracker.ingest.pdf_lines import MAX_PAGES
from tracker.ingest.pdf_process import PDF_PROCESS, BrokeDown, TookLong
from tracker.ingest.text import MAX_BYTES
from tracker.records import Article

MAX_PDF = 100_000_000
"""Bytes of a document, its pictures among them."""
PAGE_SECONDS = 10.0
"""Processor time that a page may take; a full one takes 0.01 to 0.02."""
SECONDS = 180.0
"""Processor time that a document may take: some four times that of the most pages that are read."""

_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})", re.A)
_NOBODY = ("anonymous", "administrator", "admin", "user", "unknown", "default")


def article_from_pdf(data: bytes, *, ref: str, where: str) -> Article:
    """The article in a PDF; `InputError` where there is none, where it takes too long to read, or where the library
    that reads it is missing."""
    if importlib.util.find_spec("pypdfium2") is None:
        said = "reading PDF needs a library that is not installed"
        raise InputError(said, where=where, todo="pip install 'tracker[documents]'")
    answer = _answer(data, where)
    pages = [_page(height, lines) for height, lines in answer["pages"]]
    properties = {name: storable(value.strip()) for name, value in answer["properties"].items()}
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


def _answer(data: bytes, where: str) -> dict[str, Any]:
    """What is on the pages; raises what is wrong with the document."""
    try:
        answer = PDF_PROCESS.read(data, page_seconds=PAGE_SECONDS, seconds=SECONDS, most=MAX_BYTES)
    except TookLong as error:
        took = (
            f"a page that takes more than {PAGE_SECONDS:g}" if error.page else f"a PDF that takes more than {SECONDS:g}"
        )
        todo = "left out; print it into a new PDF, or save it as text"
        raise InputError(f"{took} seconds to read", where=where, todo=todo) from error
    except BrokeDown as error:
        todo = "left out; print it into a new PDF, or save it as text"
        raise InputError("a PDF over which its reader breaks down", where=where, todo=todo) from error
    wrong = answer.get("error")
    if wrong == "locked":
        raise InputError("a PDF locked by a password", where=where, todo="save it without one")
    if wrong == "damaged":
        said = f"a damaged PDF: {answer['said']}"
        raise InputError(said, where=where, todo="fetch it again, or save it as text")
    if wrong == "pages":
        raise InputError(f"a PDF of more than {MAX_PAGES:,} pages", where=where, todo="split it")
    if wrong == "long":
        raise InputError(f"longer than {MAX_BYTES // 1_000_000} MB, too long for one article", where=where)
    return answer


def _page(height: float, lines: list[list[Any]]) -> Page:
    return Page(in_reading_order([Line(*line) for line in lines]), height)
