"""Tables as files, one way of writing for each format: CSV, JSON lines, a spreadsheet, Parquet.

Rows are written as they come and never all held. The same rows give the same bytes: no clock is read; where a format
has room for a time, it is the one of `SOURCE_DATE_EPOCH`, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tracker.errors import OutputError
from tracker.report.exports.columns import Table
from tracker.report.exports.lines import csv_lines, flat, json_line

TableFormat = Literal["csv", "jsonl", "xlsx", "parquet"]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table and its rows as `tracker.report.exports.records` makes them, nested; they can be walked once."""

    table: Table
    rows: Iterable[Row]

    def flat_rows(self) -> Iterator[list[Any]]:
        """A value for each column: None, a truth, a number, a text or a list of them."""
        for item in self.rows:
            row = flat(item)
            yield [row.get(name) for name in self.table.names]


def _write_csv(sheet: Sheet, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        for line in csv_lines(sheet.rows, sheet.table.names):
            file.write(line + "\r\n")


def _write_jsonl(sheet: Sheet, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in sheet.flat_rows():
            file.write(json_line(dict(zip(sheet.table.names, row, strict=True))) + "\n")


def _write_parquet(sheet: Sheet, path: Path) -> None:
    from tracker.report.exports.parquet import write_parquet

    write_parquet(sheet.table, sheet.flat_rows(), path)


_WRITERS: dict[str, Callable[[Sheet, Path], None]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
}


def file_names(tables: Sequence[Table], table_format: TableFormat) -> tuple[str, ...]:
    """The files that these tables are written to, in a folder: ``claims.csv``."""
    return tuple(f"{table.name}.{table_format}" for table in tables)


def write_files(sheets: Sequence[Sheet], table_format: TableFormat, folder: Path) -> None:
    """Each sheet as a file of its own in the folder, under its name in `file_names`."""
    for sheet in sheets:
        _WRITERS[table_format](sheet, folder / f"{sheet.table.name}.{table_format}")


def check_extra(table_format: TableFormat) -> None:
    """`OutputError` where the library that writes this format is not installed."""
    from importlib.util import find_spec

    library = {"xlsx": "openpyxl", "parquet": "pyarrow"}.get(table_format)
    if library is not None and find_spec(library) is None:
        todo = f"in a checkout of tracker: pip install '.[{table_format}]'"
        raise OutputError(f"writing {table_format} needs {library}", todo=todo)
