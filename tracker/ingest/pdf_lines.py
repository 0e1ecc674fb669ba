"""What lies on the pages of a PDF, through pypdfium2 (Chromium's PDF reader; BSD and Apache licences).

This file is also a program of its own, which `pdf_process` starts: it reads a document from standard input, writes its
lines to standard output, and waits for the next. A document of 2 kB can keep PDFium at work for years within one call
(forms that draw forms that draw forms), and a damaged one can bring it down; neither can be stopped from within. So it
imports nothing of `tracker`, which makes it start quickly, and ends itself when a page takes too much processor time.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import signal
import struct
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

REQUEST = struct.Struct(">QddQ")
"""Before a document: its bytes, seconds for one page, seconds for all, most characters."""
ANSWER = struct.Struct(">Q")
"""Before an answer: its bytes."""
PAGE_TOOK_LONG = 17
"""Exit code when a page took longer than it may."""
ALL_TOOK_LONG = 18
"""Exit code when all took longer than they may."""

MAX_PAGES = 3_000
_MEMORY = 4_000_000_000  # bytes that PDFium may have, where the system can hold it to that
_HYPHEN = "\ufffe\x02"  # what PDFium has for a hyphen at the end of a line, older and newer
_GAP = 1.5  # of the height of the letters: white space so wide is no space between words
_EVERY = 0.1  # seconds between two looks at the clock

Drawn = tuple[str, float, float, float, float, int, bool]
"""A line's words, left, right, bottom and top, its row, and whether a word was divided at its end."""


@dataclass
class Clock:
    """How much processor time was used since the document and since its page began."""

    document: float = 0.0
    page: float = 0.0

    def begin_document(self) -> None:
        """It is given."""
        self.document = self.page = time.process_time()

    def begin_page(self) -> None:
        """The next one."""
        self.page = time.process_time()


def read_document(data: bytes, most: int, clock: Clock | None = None) -> dict[str, Any]:
    """The lines of a document's pages, as they are sent: ``{"pages": [[height, [line, …]], …], "properties": {…}}``;
    of what cannot be read ``{"error": "locked" | "damaged" | "pages" | "long", "said": …}``."""
    import pypdfium2

    clock = clock or Clock()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "locked" if "assword" in str(error) else "damaged", "said": str(error)[:200]}
    try:
        if len(document) > MAX_PAGES:
            return {"error": "pages", "said": ""}
        pages: list[tuple[float, list[Drawn]]] = []
        for height, lines in _pages(document, clock):
            most -= sum(len(line[0]) for line in lines)
            if most < 0:
                return {"error": "long", "said": ""}
            pages.append((height, lines))
        return {"pages": pages, "properties": document.get_metadata_dict()}
    finally:
        document.close()


def _pages(document: Any, clock: Clock) -> Iterator[tuple[float, list[Drawn]]]:  # noqa: ANN401 (a library without types)
    """The height and the lines of each page. A page that is broken has none."""
    import pypdfium2

    for number in range(len(document)):
        clock.begin_page()
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        try:
            height = page.get_height()
            textpage = page.get_textpage()
            try:
                lines = list(_lines(textpage))
            finally:
                textpage.close()
        except pypdfium2.PdfiumError:
            continue
        finally:
            page.close()
        yield height, lines


def _lines(textpage: Any) -> Iterator[Drawn]:  # noqa: ANN401
    """The lines of a page in the order of its content; one with a wide gap in it as the parts it falls into."""
    text = _characters(textpage)
    boxes = _Boxes(textpage)
    start = 0
    ends = [at for at, char in enumerate(text) if char in "\r\n" or char in _HYPHEN]
    for row, end in enumerate([*ends, len(text)]):
        hyphen = end < len(text) and text[end] in _HYPHEN
        for first, last in _parts(boxes, text, start, end):
            line = _line(boxes, text, first, last, row, hyphen and last == end)
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


def _parts(boxes: _Boxes, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The line from start to end, cut where a space is as wide as the gap between columns."""
    begin = start
    for space in re.finditer(r"\s+", text[start:end]):
        before, after = start + space.start() - 1, start + space.end()
        if before < start or after >= end:
            continue
        left, right = boxes.of(before), boxes.of(after)
        if left and right and right[0] - left[2] > _GAP * max(left[3] - left[1], 4):
            yield begin, before + 1
            begin = after
    yield begin, end


def _line(boxes: _Boxes, text: str, start: int, end: int, row: int, hyphen: bool) -> Drawn | None:
    words = text[start:end]
    first, last = start + len(words) - len(words.lstrip()), start + len(words.rstrip()) - 1
    if first > last:
        return None
    left, right = boxes.of(first), boxes.of(last)
    if not left or not right:
        return None
    return " ".join(words.split()), left[0], right[2], left[1], left[3], row, hyphen


class _Boxes:
    """Where the characters of a page stand. Asked for twice a word, which is what takes the time."""

    def __init__(self, textpage: Any) -> None:  # noqa: ANN401
        from pypdfium2 import raw

        self._find = raw.FPDFText_GetLooseCharBox
        self._page = textpage.raw
        self._box = raw.FS_RECTF()
        self._place = ctypes.byref(self._box)

    def of(self, at: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right, top of a character, as tall as its font."""
        if not self._find(self._page, at, self._place):
            return None
        box = self._box
        bottom, top = box.bottom, box.top
        return (box.left, bottom, box.right, top) if bottom <= top else (box.left, top, box.right, bottom)


class _Watch(threading.Thread):
    """Ends the process when a document takes too long. PDFium is called without Python's lock, so this one goes on."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(daemon=True)
        self._clock = clock
        self.for_page = self.for_all = 0.0
        self.is_on = threading.Event()

    def run(self) -> None:
        """For ever; only while a document is read it looks at the clock."""
        while self.is_on.wait():
            time.sleep(_EVERY)
            now = time.process_time()
            if self.is_on.is_set() and now - self._clock.page > self.for_page:
                os._exit(PAGE_TOOK_LONG)
            if self.is_on.is_set() and now - self._clock.document > self.for_all:
                os._exit(ALL_TOOK_LONG)


def serve(given: BinaryIO, answers: BinaryIO) -> None:
    """Reads document after document, until there is none."""
    clock = Clock()
    watch = _Watch(clock)
    watch.start()
    while len(head := given.read(REQUEST.size)) == REQUEST.size:
        size, watch.for_page, watch.for_all, most = REQUEST.unpack(head)
        data = given.read(size)
        clock.begin_document()
        watch.is_on.set()
        answer = json.dumps(read_document(data, most, clock)).encode()
        watch.is_on.clear()
        answers.write(ANSWER.pack(len(answer)) + answer)
        answers.flush()


def _limit_memory() -> None:
    """Where the system can: what PDFium would ask for beyond that it does not get."""
    if sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard), hard))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it is asked, and ends it
    _limit_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer)
