from __future__ import annotations

import csv
import io
import json
import sys
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from tests.report.pair_samples import DISPUTES, UPDATE
from tests.report.samples import HOSTILE, SOURCES, claims, scored_claims
from tracker.errors import OutputError
from tracker.records import Dispute
from tracker.report.exports.columns import (
    CLAIMS,
    COLUMNS,
    CONTRADICTIONS,
    SPEAKERS,
    TABLES,
    UPDATES,
    Table,
    explanations,
)
from tracker.report.exports.lines import flat
from tracker.report.exports.records import claim_dict, dispute_dict, source_dict
from tracker.report.exports.tables import Sheet, TableFormat, check_extra, file_names, write_files
from tracker.report.exports.workbook import write_workbook

FORMATS: tuple[TableFormat, ...] = ("csv", "jsonl", "parquet", "xlsx")
LONG = "long" * 30_000
TEXTS = (
    HOSTILE, LONG, "👩\u200d🚀 «🇪🇺»", "<b>&amp;</b>]]>", "two\nlines\r\nand a\ttab", "'=1", "_x0041_", "#N/A", "1e5",
)  # fmt: skip


def items() -> dict[Table, list[dict[str, Any]]]:
    """The rows of every table."""
    return {
        CLAIMS: [*map(claim_dict, scored_claims()), *(claim_dict(claims(text)[0]) for text in TEXTS)],
        SPEAKERS: list(map(source_dict, SOURCES)),
        CONTRADICTIONS: list(map(dispute_dict, DISPUTES)),
        UPDATES: [dispute_dict(Dispute(UPDATE, (), 1, 1))],
        COLUMNS: list(map(dict, explanations())),
    }


def write(rows: dict[Table, Iterable[dict[str, Any]]], table_format: TableFormat, folder: Path) -> None:
    """All the tables; a spreadsheet is ``all.xlsx``."""
    sheets = [Sheet(table, given) for table, given in rows.items()]
    if table_format == "xlsx":
        write_workbook(sheets, folder / "all.xlsx")
    else:
        write_files(sheets, table_format, folder)


def read(table: Table, table_format: TableFormat, folder: Path) -> list[dict[str, Any]]:
    """The rows as another program sees them."""
    if table_format == "xlsx":
        page = load_workbook(folder / "all.xlsx")[table.name]
        header, *rows = page.iter_rows(values_only=True)
        return [dict(zip(map(str, header), row, strict=True)) for row in rows]
    path = folder / f"{table.name}.{table_format}"
    if table_format == "parquet":
        return list(pq.read_table(path).to_pylist())
    text = path.read_bytes().decode("utf-8")
    if table_format == "jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("table_format", FORMATS)
def test_every_row_has_every_column_in_order(tmp_path: Path, table_format: TableFormat) -> None:
    write(dict(items()), table_format, tmp_path)
    for table, given in items().items():
        rows = read(table, table_format, tmp_path)
        assert len(rows) == len(given)
        assert {tuple(row) for row in rows} == {table.names}


@pytest.mark.parametrize("table_format", ["jsonl", "parquet"])
def test_values_are_those_of_the_listing(tmp_path: Path, table_format: TableFormat) -> None:
    write(dict(items()), table_format, tmp_path)
    for table, given in items().items():
        expected = [{name: flat(item).get(name) for name in table.names} for item in given]
        rows = read(table, table_format, tmp_path)
        if table_format == "parquet":  # has no halves of surrogate pairs
            expected = json.loads(json.dumps(expected).replace("\\ud800", "?"))
        assert rows == expected


def test_parquet_has_types_and_says_what_columns_mean(tmp_path: Path) -> None:
    write({CLAIMS: []}, "parquet", tmp_path)
    schema = pq.read_schema(tmp_path / "claims.parquet")
    kinds = {"id": "int64", "text": "string", "score": "double", "evidence": "list<element: list<element: int64>>"}
    assert {name: str(schema.field(name).type) for name in kinds} == kinds
    assert {field.name: field.metadata[b"description"].decode() for field in schema} == {
        column.name: column.meaning for column in CLAIMS.columns
    }


def test_a_spreadsheet_has_numbers_texts_and_lists(tmp_path: Path) -> None:
    write(dict(items()), "xlsx", tmp_path)
    first = read(CLAIMS, "xlsx", tmp_path)[1]
    assert (first["id"], first["score"], first["span_start"], first["evidence"]) == (2, 0.78, 84, "87-91")
    assert read(SPEAKERS, "xlsx", tmp_path)[0]["names"] == "Ada Osei; Osei; Mayor Osei"
    boats, herself = read(CONTRADICTIONS, "xlsx", tmp_path)
    assert (boats["same_speaker"], herself["same_speaker"]) == (False, True)
    assert (boats["also"], boats["clash_a"], boats["a_origin_article_id"]) == ("13; 15", "0-8", None)
    book = load_workbook(tmp_path / "all.xlsx")
    assert book.sheetnames == [table.name for table in TABLES]
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref == page.dimensions
        assert all(cell.font.bold for cell in page[1])


@pytest.mark.parametrize("table_format", FORMATS)
def test_no_cell_is_a_formula(tmp_path: Path, table_format: TableFormat) -> None:
    starts = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\uff1d1", '=HYPERLINK("http://x.example")']
    write({CLAIMS: [claim_dict(claims(text)[0]) for text in starts]}, table_format, tmp_path)
    rows = [row["text"] for row in read(CLAIMS, table_format, tmp_path)]
    if table_format == "csv":
        assert rows == [f"'{text}" for text in starts]
    elif table_format != "xlsx":
        assert rows == starts  # not for spreadsheets: the words as they are
    else:
        cells = [row[1] for row in load_workbook(tmp_path / "all.xlsx")["claims"].iter_rows(min_row=2)]
        assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}
        assert [str(cell.value).strip() for cell in cells] == [text.strip() for text in starts]


def test_hostile_text_in_a_spreadsheet(tmp_path: Path) -> None:
    write({CLAIMS: [claim_dict(claims(text)[0]) for text in TEXTS]}, "xlsx", tmp_path)
    texts = [row["text"] for row in read(CLAIMS, "xlsx", tmp_path)]
    assert texts[0] == HOSTILE.translate(dict.fromkeys([0x1B, 0x07, 0x00, 0xD800], "\ufffd"))
    assert texts[1] == LONG[:32_766] + "…"
    assert texts[2:] == [
        "👩\u200d🚀 «🇪🇺»", "<b>&amp;</b>]]>", "two\nlines\nand a\ttab", "'=1", "_x005F_x0041_", "#N/A", "1e5",
    ]  # fmt: skip
    page = load_workbook(tmp_path / "all.xlsx")["claims"]
    assert {row[1].data_type for row in page.iter_rows(min_row=2)} == {"s"}


def test_a_cell_is_cut_between_characters(tmp_path: Path) -> None:
    write({CLAIMS: [claim_dict(claims("👩" * 20_000)[0])]}, "xlsx", tmp_path)
    (row,) = read(CLAIMS, "xlsx", tmp_path)
    assert row["text"] == "👩" * 16_383 + "…"


@pytest.mark.parametrize("table_format", FORMATS)
def test_rows_are_written_as_they_come(tmp_path: Path, table_format: TableFormat) -> None:
    class Item(dict[str, Any]):
        """One that can be watched."""

    alive: weakref.WeakSet[Any] = weakref.WeakSet()
    most = 0

    class Watched:
        """Stands in an item's place for its being held."""

        def __iter__(self) -> Iterator[int]:
            return iter((1, 2))

    def given() -> Iterator[dict[str, Any]]:
        nonlocal most
        for _ in range(300):
            span = Watched()
            alive.add(span)
            yield Item(claim_dict(claims()[0]), span=span)
            del span
            most = max(most, len(alive))

    write({CLAIMS: given()}, table_format, tmp_path)
    assert len(read(CLAIMS, table_format, tmp_path)) == 300
    assert most <= 3


@pytest.mark.parametrize("table_format", FORMATS)
@pytest.mark.parametrize("epoch", [None, "1709366400", "-5", "99999999999"])
def test_the_same_rows_are_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table_format: TableFormat, epoch: str | None
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(dict(items()), table_format, tmp_path / name)
        found.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert found[0] == found[1]
    expected = ("all.xlsx",) if table_format == "xlsx" else file_names(TABLES, table_format)
    assert set(found[0]) == set(expected)


def test_a_spreadsheet_is_of_the_time_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709366400")
    write({CLAIMS: []}, "xlsx", tmp_path)
    assert str(load_workbook(tmp_path / "all.xlsx").properties.modified) == "2024-03-02 08:00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(Exception, match=r"SOURCE_DATE_EPOCH: 'soon' is no time"):
        write({CLAIMS: []}, "xlsx", tmp_path)


def test_more_rows_than_a_sheet_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.report.exports.workbook.MOST_ROWS", 6)
    with pytest.raises(OutputError, match="more than 5 claims, which is all"):
        write({CLAIMS: map(claim_dict, claims())}, "xlsx", tmp_path)
    assert not (tmp_path / "all.xlsx").exists()


@pytest.mark.parametrize(("table_format", "library"), [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, table_format: TableFormat, library: str) -> None:
    check_extra(table_format)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(OutputError) as raised:
        check_extra(table_format)
    assert str(raised.value) == (
        f"writing {table_format} needs {library}; in a checkout of tracker: pip install '.[{table_format}]'"
    )


def test_what_needs_no_extra_asks_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("openpyxl", "pyarrow"):
        monkeypatch.setitem(sys.modules, library, None)
    check_extra("csv")
    check_extra("jsonl")
