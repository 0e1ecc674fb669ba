"""The rows of CSV and TSV files, one in memory at a time, each with the line it begins in.

Python's own `csv` reads the rows; here stands what it lacks: which dialect a file is in, a bound on a row, and the way
on past a row that is broken (a quotation mark that is never closed would else swallow the rest of the file).
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from tracker.errors import InputError
from tracker.ingest.encodings import read_bytes, wide_encoding
from tracker.ingest.places import Place, go_past
from tracker.ingest.text import MAX_BYTES, refuse_binary

SAMPLE = 65_536
"""Bytes that are looked at for the dialect."""

_DELIMITERS = ",\t;|"
_DOUBLED = re.compile(r'[^",;\t|\\]""[^",;\t|]')  # within a field; an empty field is none
_BOM = "\ufeff"
_TOO_LONG = "\0too long"  # stands for a line that is left out; no decoded line is this, for it has no line end


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file marks its columns. `escape`: a backslash stands before a quotation mark within quotation marks, where
    others double it. `quoted`: quotation marks mean anything at all."""

    delimiter: str = ","
    escape: bool = False
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class Cells:
    """The fields of one row, and the line of the file it begins in."""

    fields: Sequence[str]
    line: int
    note: str | None = None


def read_rows(
    stream: BinaryIO, where: str, *, sample: bytes, prefer: str = ",", place: Place | None = None
) -> Iterator[Cells | InputError]:
    """The rows of a stream, the header first, and an `InputError` ``WHERE:LINE`` for each that is broken.

    `sample` are the first bytes of the stream, which still has them. `prefer` is the delimiter the file's name
    promises. Blank rows are passed over. After the header comes what is behind the `place`, which is moved on."""
    place = place or Place()
    goes_on = place.line > 0
    if wide_encoding(sample) is None:
        refuse_binary(sample, where)
    lines = _Lines(stream, sample)
    dialect = _sniff(lines, prefer)
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE,
        doublequote=not dialect.escape,
        escapechar="\\" if dialect.escape else None,
        strict=True,
    )
    while True:
        lines.begin()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLong) as error:
            said = InputError(_reason(error), where=f"{where}:{lines.first}", todo="left out")
            lines.go_on_after_first()
            if not goes_on:
                lines.note_place(place)
                yield said
            continue
        if any(field.strip() for field in fields):
            if not goes_on:
                lines.note_place(place)
            yield Cells(fields, lines.first, lines.note)
            if goes_on:
                lines.go_on_at(place)
                goes_on = False


def looks_like_header(fields: Sequence[str]) -> bool:
    """Whether a row's fields can be the names of columns: short, not empty, no two alike."""
    names = [field.strip().casefold() for field in fields]
    return all(0 < len(name) <= 60 and "\n" not in name for name in names) and len(set(names)) == len(names)


def split_header(line: str, delimiter: str) -> list[str]:
    """The fields of one line; empty where it is no row at all."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def best_delimiter(line: str, prefer: str = ",") -> str:
    """What cuts this line into the most fields that can be names."""
    found = {mark: split_header(line, mark) for mark in _DELIMITERS}
    likely = {mark: len(fields) for mark, fields in found.items() if looks_like_header(fields)} or {
        mark: len(fields) for mark, fields in found.items()
    }
    most = max(likely.values())
    return prefer if likely.get(prefer) == most else next(mark for mark, number in likely.items() if number == most)


class _TooLong(Exception):
    """A row longer than an article may be."""


class _Lines:
    """The lines of a stream as `csv` wants them, decoded; the lines of the row that is being read can be had again.

    A row that fails is left at its first line, and reading goes on with its second: what an unclosed quotation mark
    swallowed is read after all. What is read again is bounded by what was read at all, so that no file costs more
    than twice its length."""

    def __init__(self, stream: BinaryIO, sample: bytes) -> None:
        self._stream = stream
        self._lines = _decoded(stream, sample)
        self._again: deque[_Line] = deque()
        self._taken: list[_Line] = []
        self._start = 0  # bytes of the lines that were taken
        self._size = 0
        self._read = 0
        self._reread = 0
        self._next = 1
        self.first = 1
        self.note: str | None = None

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        taken = self._again.popleft() if self._again else next(self._lines)
        self._taken.append(taken)
        line, note, _ = taken
        self._size += len(line)
        if note is not None:
            self.note = self.note or note
        if line is _TOO_LONG or self._size > MAX_BYTES:
            raise _TooLong
        return line

    def begin(self) -> None:
        """A row begins with the next line."""
        self._read += self._size
        self._next += len(self._taken)
        self._start += sum([size for _, _, size in self._taken])
        self._taken.clear()
        self._size, self.first, self.note = 0, self._next, None

    def go_on_after_first(self) -> None:
        """The row failed: its first line is left out, the others are read again (within bounds)."""
        if len(self._taken) > 1 and self._reread <= self._read:
            self._reread += self._size
            self._again.extendleft(reversed(self._taken[1:]))
            del self._taken[1:]

    def put_back(self) -> None:
        """All that was taken since `begin` comes again."""
        self._again.extendleft(reversed(self._taken))
        self._taken.clear()
        self._size = 0
        self.begin()

    def note_place(self, place: Place) -> None:
        """Move the place behind the row that was read."""
        place.move(self._next + len(self._taken) - 1, self._start + sum([size for _, _, size in self._taken]))

    def go_on_at(self, place: Place) -> None:
        """The next line is the one behind the place, which is not before the row that was read."""
        self.begin()
        while self._again and self._next <= place.line:
            self._start += self._again.popleft()[2]
            self._next += 1
        if place.start > self._start and not self._again:
            go_past(place.start - self._start, self._stream)
            self._read += place.start - self._start
            self._next, self._start = place.line + 1, place.start
        while self._next <= place.line and next(self._lines, None) is not None:  # where lines alone can be counted
            self._next += 1

    def skip(self) -> None:
        """Leave the next line out."""
        next(self, None)


_Line = tuple[str, str | None, int]
"""A line, what was done to decode it, and its bytes; 0 where they cannot be told."""


def _decoded(stream: BinaryIO, sample: bytes) -> Iterator[_Line]:
    """Each line."""
    wide = wide_encoding(sample)
    if wide is not None or (b"\r" in sample and b"\n" not in sample):  # UTF-16, or line ends of old Macintoshes
        text = io.TextIOWrapper(stream, encoding=wide or "utf-8-sig", errors="replace", newline="")
        try:
            while line := text.readline(MAX_BYTES + 1):
                if len(line) > MAX_BYTES:
                    while line and not line.endswith(("\n", "\r")):
                        line = text.readline(1 << 20)
                    line = _TOO_LONG
                yield line, f"read as {wide}" if wide else None, 0
        finally:
            text.detach()
        return
    first, likely = True, None
    while raw := stream.readline(MAX_BYTES + 1):
        size = len(raw)
        if size > MAX_BYTES:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(1 << 20)
                size += len(raw)
            yield _TOO_LONG, None, size
            continue
        note = None
        try:
            line = raw.decode()
        except UnicodeDecodeError:
            line, note, likely = _guessed(raw, likely)
        if first:
            line, first = line.removeprefix(_BOM), False
        yield line, note, size


def _guessed(raw: bytes, likely: str | None) -> tuple[str, str | None, str | None]:
    """A line that is no UTF-8, what was done to decode it, and its encoding, in which those after it will be."""
    try:
        found = read_bytes(raw, "", line=0, likely=likely)
    except InputError:  # what spreadsheets of the West write where they do not write UTF-8
        return raw.decode("cp1252", errors="replace"), "read as windows-1252", likely
    return found.text, found.note, found.encoding if found.note else likely


def _sniff(lines: _Lines, prefer: str) -> Dialect:
    """The dialect, by the header and the rows of the first lines."""
    head: list[str] = []
    size = 0
    lines.begin()
    try:
        while size < SAMPLE and len(head) < 50:
            head.append(next(lines))
            size += len(head[-1])
    except (StopIteration, _TooLong):
        pass
    lines.put_back()
    if head and (given := _said_so(head[0])) is not None:  # Excel's own: sep=;
        lines.skip()
        return Dialect(given, _has_escapes(head))
    first = next((line for line in head if line.strip()), "")
    delimiter = best_delimiter(first.rstrip("\r\n"), prefer)
    return Dialect(delimiter, _has_escapes(head), quoted=delimiter != "\t" or _parses(head, delimiter))


def _said_so(line: str) -> str | None:
    line = line.strip().strip('"')
    return line[4:] if line[:4].lower() == "sep=" and len(line) == 5 else None


def _has_escapes(head: Sequence[str]) -> bool:
    """Whether quotation marks within fields have a backslash before them (exports of databases)."""
    return any('\\"' in line for line in head) and not any(_DOUBLED.search(line) for line in head)


def _parses(head: Sequence[str], delimiter: str) -> bool:
    """Whether quotation marks stand about fields as they do in CSV; many TSV files have none that mean anything."""
    width = len(split_header(head[0], delimiter))
    try:
        rows = list(csv.reader(head, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return all(len(row) == width for row in rows if row)


def _reason(error: Exception) -> str:
    if isinstance(error, _TooLong) or "field limit" in str(error):
        return f"a row longer than {MAX_BYTES // 1_000_000} MB, or a quotation mark that is never closed"
    if "end of data" in str(error):
        return "a quotation mark that is never closed"
    if "expected after" in str(error):
        return "a quotation mark within a field that is neither doubled nor the field's last"
    return f"no row: {error}"
