"""Tables as the sheets of one spreadsheet, through openpyxl (extra `[xlsx]`), which a formula cannot enter.

Every text is a cell of the type text, and one that would be a formula is marked as typed with an apostrophe in front:
it stays text when somebody edits the cell. What XML cannot hold is seen as U+FFFD.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING, Any

from tracker.errors import OutputError, SettingsError
from tracker.report.exports.lines import is_formula, joined
from tracker.report.exports.tables import Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_048_576
"""A sheet has no more, its header included."""
LONGEST_CELL = 32_767
"""A cell holds no more, counted in UTF-16 as Excel does."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads `_x0041_` as the letter A: the way to write the underscore itself is `_x005F_`.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Of what begins so openpyxl may make a formula or an error (#N/A), and of nothing no cell.
_NOT_TEXT = ("", "=", "#")
_WIDTHS = {"text": 24, "integer": 10, "number": 10, "yes or no": 10, "texts": 24, "integers": 14, "spans": 16}
_WIDE = {"text": 60, "quote": 60, "meaning": 90}
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>tracker</dc:creator>{}</cp:coreProperties>'
)
# What the date of a file in a ZIP archive can be.
_OLDEST, _LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)
_WHEN = '<dcterms:{0} xsi:type="dcterms:W3CDTF">{1:%Y-%m-%dT%H:%M:%SZ}</dcterms:{0}>'


def write_workbook(sheets: Sequence[Sheet], path: Path) -> None:
    """Write the sheets to one file, each with a header that stays in view and can be filtered by.

    `OutputError` where a table has more rows than a sheet can have.
    """
    from openpyxl import Workbook

    moment = _moment()
    book = Workbook(write_only=True)
    draft = path.with_name(path.name + ".draft")
    try:
        for sheet in sheets:
            _fill(book.create_sheet(sheet.table.name), sheet)
        book.save(draft)
        _repack(draft, path, moment)
    finally:
        for page in book.worksheets:
            if not page.closed:
                page.close()
        draft.unlink(missing_ok=True)


def _fill(page: WriteOnlyWorksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.table.columns, start=1):
        last = column.name.rpartition("_")[2]
        page.column_dimensions[get_column_letter(number)].width = _WIDE.get(last, _WIDTHS[column.holds])
    page.append(list(_cells(page, sheet.table.names, Font(bold=True))))
    count = 1
    for row in sheet.flat_rows():
        count += 1
        if count > MOST_ROWS:
            raise OutputError(
                f"more than {MOST_ROWS - 1:,} {sheet.table.name}, which is all that a sheet has room for",
                todo="export csv, jsonl or parquet, or fewer with --since and --until",
            )
        page.append(list(_cells(page, row)))
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.table.columns))}{count}"


def _cells(page: WriteOnlyWorksheet, values: Sequence[Any], font: Any = None) -> Iterator[Any]:  # noqa: ANN401
    from openpyxl.cell import WriteOnlyCell

    for value in values:
        shown = joined(value) if isinstance(value, list) else value
        if not isinstance(shown, str):
            yield shown
            continue
        shown = cell_text(shown)
        formula = is_formula(shown)
        if font is None and not formula and shown[:1] not in _NOT_TEXT:
            yield shown  # openpyxl makes one cell do for all of these: a fifth less time
            continue
        cell = WriteOnlyCell(page, shown)
        cell.data_type = "s"  # openpyxl takes what begins with = for a formula
        if formula:
            cell.quotePrefix = True
        if font is not None:
            cell.font = font
        yield cell


def cell_text(text: str) -> str:
    """The text as a cell can hold it: XML's characters only, lines ending in a line feed (openpyxl writes a return as
    itself with lxml and as a line feed without), and where it is too long its beginning and ``…``."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _ESCAPE.sub("_x005F_", _NO_XML.sub("\ufffd", text))
    if len(text) > LONGEST_CELL // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
        begin = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - 1)]
        text = begin.decode("utf-16-le", "ignore") + "…"
    return text


def _moment() -> datetime | None:
    """The time of `SOURCE_DATE_EPOCH`, None where it is not set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        where, todo = "SOURCE_DATE_EPOCH", "give the seconds since 1970, or unset it"
        raise SettingsError(f"{epoch!r} is no time", where=where, todo=todo) from error


def _repack(draft: Path, path: Path, moment: datetime | None) -> None:
    """The same file without the hour at which it was made."""
    day = _OLDEST if moment is None else min(max(_OLDEST, moment), _LATEST)
    told = "" if moment is None else "".join(_WHEN.format(name, moment) for name in ("created", "modified"))
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, day.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            with new.open(entry, "w", force_zip64=old.getinfo(name).file_size > 2**30) as target:
                if name == "docProps/core.xml":
                    target.write(_CORE.format(told).encode())
                else:
                    with old.open(name) as source:
                        copyfileobj(source, target)
