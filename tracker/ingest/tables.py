"""Articles in tables: JSON lines and CSV, one article a row, the columns found as `columns` says.

One row is in memory at a time, so a million-line file costs no more than its longest line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from tracker.errors import InputError
from tracker.ingest.columns import Columns, Found, as_date, names_in, people, value_at
from tracker.ingest.delimited import Cells, best_delimiter, looks_like_header, read_rows, split_header
from tracker.ingest.fragments import looks_like_html, text_of_fragment
from tracker.ingest.headline import complete
from tracker.ingest.lines import Row, read_lines
from tracker.ingest.mending import storable
from tracker.ingest.places import Place
from tracker.ingest.reading import Reading
from tracker.records import Article

_SHAPE = 'each line is one object: {"id": "a1", "text": "…"}'
_SHAPES = 1000  # so many different sets of columns are remembered in one file of JSON lines


def read_table(
    stream: BinaryIO,
    *,
    ref: str,
    where: str,
    head: bytes = b"",
    first_line: int = 1,
    reading: Reading | None = None,
) -> Iterator[Article | InputError]:
    """Articles of a stream of JSON lines, and an `InputError` for each line that is none.

    `head` are bytes already taken from the front of the stream: whole lines, or nothing. An article without an id gets
    ``REF:LINE``; an error says ``WHERE:LINE``. What is no table at all gives one error, not one a line. What stands
    before `first_line` is behind.
    """
    table = _Table(ref, where, reading or Reading())
    empty = first_line == 1
    try:
        for item in read_lines(stream, where, table.of_row, shape=_SHAPE, head=head, first_line=first_line):
            empty = False
            yield item
    except InputError as error:
        yield error
        return
    if empty:
        yield InputError("empty", where=where, todo=_SHAPE)
    table.end()


def read_csv(
    stream: BinaryIO,
    *,
    ref: str,
    where: str,
    sample: bytes,
    tabs: bool = False,
    reading: Reading | None = None,
    place: Place | None = None,
) -> Iterator[Article | InputError]:
    """Articles of a CSV or TSV file whose first row names the columns; as `read_table`. A row that is broken, or has
    another number of fields than the header, is named by its first line and left out. `sample` and `place` as in
    `read_rows`."""
    table = _Table(ref, where, reading or Reading())
    header: list[str] | None = None
    for cells in read_rows(stream, where, sample=sample, prefer="\t" if tabs else ",", place=place):
        if isinstance(cells, InputError):
            yield cells
        elif header is None:
            header = _header(cells)
            found = table.columns_of(tuple(name for name in header if name))
            if "text" not in found.places or "text" in found.missing:
                said = "the first row names no column for the text"
                yield InputError(said, where=where, todo=found.without_text())
                return
        else:
            try:
                yield table.of_cells(header, cells)
            except InputError as error:
                yield error
    if header is None:
        yield InputError("empty", where=where, todo="the first row names the columns: id,text")
    table.end()


def looks_like_table(line: bytes) -> bool:
    """Whether this line is a JSON object that holds a text: what tells JSON lines from prose on standard input."""
    if not line.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and ("text" in found or "text" in Columns().find(names_in(found)).places)


def looks_like_csv(line: bytes, chosen: Columns) -> bool:
    """Whether this line can be the header of a CSV file: names of columns, that of a text among them."""
    try:
        header = line.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError:
        return False
    fields = split_header(header, best_delimiter(header))
    found = chosen.find(tuple(fields))
    return len(fields) > 1 and looks_like_header(fields) and "text" in found.places and "text" not in found.missing


def _header(cells: Cells) -> list[str]:
    """The names of the columns; of two alike the first is meant, and one without a name is none."""
    names: list[str] = []
    for field in cells.fields:
        name = storable(" ".join(field.split()))
        names.append("" if name in names else name)
    return names


class _Table:
    """One table while it is read: which columns were found, what was said of them, what did not go well."""

    def __init__(self, ref: str, where: str, reading: Reading) -> None:
        self._ref, self._where, self._reading = ref, where, reading
        self._found: dict[tuple[str, ...], Found] = {}
        self._said = False
        self._undated = 0
        self._undated_first = ""

    def columns_of(self, names: tuple[str, ...]) -> Found:
        """Where the parts stand, for rows with these columns; what was guessed is said for the first of them."""
        found = self._found.get(names)
        if found is None:
            found = self._reading.columns.find(names)
            if len(self._found) < _SHAPES:
                self._found[names] = found
            if not self._said and "text" in found.places and "text" not in found.missing:
                self._said = True
                for line in (found.missing_hint(), found.told()):
                    if line is not None:
                        self._reading.say(f"{self._where}: {line}")
        return found

    def of_row(self, row: Row) -> Article:
        """The article of a line of JSON."""
        found = self.columns_of(tuple(names_in(row.fields)))
        place = found.places.get("text")
        if place is None or (value_at(row.fields, place) is None and place != "text"):
            todo = _SHAPE if not row.fields else found.without_text()
            raise InputError(f'"{place or "text"}" is missing', where=row.where, todo=todo)
        return self._article(Row(_values(row, found), row.line, row.where, row.shape, row.mended))

    def of_cells(self, header: Sequence[str], cells: Cells) -> Article:
        """The article of a row of CSV."""
        here = f"{self._where}:{cells.line}"
        if len(cells.fields) != len(header):
            said = f"{_fields(len(cells.fields))}, and the first row has {len(header)}"
            raise InputError(said, where=here, todo="left out; is a quotation mark or a line end in it not quoted?")
        found = self.columns_of(tuple(name for name in header if name))
        named = dict(zip(header, cells.fields, strict=True))
        fields: dict[str, object] = {part: named.get(place) for part, place in found.places.items()}
        noted = () if cells.note is None else (cells.note,)
        return self._article(Row(fields, cells.line, here, "the first row names the columns", noted))

    def _article(self, row: Row) -> Article:
        title, outlet, url, author = (_on_one_line(row.string(key)) for key in ("title", "outlet", "url", "author"))
        mended = row.mended
        text = row.text("text")
        if looks_like_html(text):
            text = storable(text_of_fragment(text))
            mended = (*mended, "text taken out of HTML")
            if not text.strip():
                raise InputError("nothing but tags where the text should be", where=row.where, todo="left out")
        given = row.string("date")
        date = None if given is None else as_date(given)
        if given is not None and date is None:
            self._undated += 1
            self._undated_first = self._undated_first or f"{given.strip()[:40]!r} in line {row.line}"
            mended = (*mended, f"date {given.strip()[:40]!r} left out: no date that can be understood")
        return complete(
            Article(
                ref=(row.identity() or "").strip() or f"{self._ref}:{row.line}",
                text=text,
                title=title,
                outlet=outlet,
                date=date,
                url=url,
                author=author,
                mended=mended,
            )
        )

    def end(self) -> None:
        """All rows are read."""
        if self._undated:
            said = f"{self._undated:,} date{'s' * (self._undated > 1)} left out, the first {self._undated_first}"
            self._reading.say(f"{self._where}: {said}; write them as 2014-06-18")


def _on_one_line(words: str | None) -> str | None:
    return None if words is None else " ".join(words.split()) or None


def _values(row: Row, found: Found) -> dict[str, object]:
    """The values of an article's parts; a moment in seconds is a date, a list of authors a line."""
    values: dict[str, object] = {part: value_at(row.fields, place) for part, place in found.places.items()}
    date = values.get("date")
    moment = "" if isinstance(date, bool) or not isinstance(date, int | float) else str(date).removesuffix(".0")
    if moment and as_date(moment.partition(".")[0]) is not None:
        values["date"] = moment.partition(".")[0]
    if not isinstance(values.get("author"), str | None):
        values["author"] = people(values["author"])
    if isinstance(outlet := values.get("outlet"), dict):
        values["outlet"] = people(outlet)
    return values


def _fields(number: int) -> str:
    return f"{number} field{'s' * (number != 1)}"
