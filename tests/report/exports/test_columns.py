from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.report.pair_samples import BOATS, REPRINT
from tests.report.samples import SOURCES
from tracker.records import Dispute
from tracker.report.exports.columns import CLAIMS, CONTRADICTIONS, SPEAKERS, TABLES, UPDATES, Table, explanations
from tracker.report.exports.lines import flat
from tracker.report.exports.records import CLAIM_COLUMNS, DISPUTE_COLUMNS, SOURCE_COLUMNS, claim_dict, dispute_dict
from tracker.report.exports.records import source_dict as speaker_row

PAGE = Path(__file__).parents[3] / "docs" / "export.md"


def test_listings_and_exports_have_the_same_columns() -> None:
    tables = (CLAIMS, SPEAKERS, CONTRADICTIONS)
    assert UPDATES.names == CONTRADICTIONS.names
    assert [table.names for table in tables] == [CLAIM_COLUMNS, SOURCE_COLUMNS, DISPUTE_COLUMNS]


def test_every_field_has_a_column_and_every_column_a_field() -> None:
    dispute = Dispute(replace(BOATS, a=REPRINT, b=REPRINT), (), 1, 1)
    for table, item in (
        (CLAIMS, claim_dict(REPRINT)),
        (SPEAKERS, speaker_row(SOURCES[0])),
        (CONTRADICTIONS, dispute_dict(dispute)),
    ):
        assert sorted(flat(item)) == sorted(table.names)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_column_is_told_once_in_a_sentence(table: Table) -> None:
    assert len(set(table.names)) == len(table.names)
    for column in table.columns:
        assert re.fullmatch(r"[^\s|].{8,}\.", column.meaning), column
        assert re.fullmatch(r"[a-z_]+", column.name)


def test_every_column_is_explained() -> None:
    told = [(row["table"], row["column"]) for row in explanations()]
    assert told == [(table.name, name) for table in TABLES for name in table.names]
    assert all(row["meaning"] and row["holds"] for row in explanations())


def test_the_docs_are_what_cog_writes() -> None:
    cogapp = pytest.importorskip("cogapp")
    assert cogapp.Cog().main(["cog", "--check", str(PAGE)]) == 0, "run `cog -r docs/export.md`"


def test_the_docs_explain_every_column() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for table in (CLAIMS, SPEAKERS):
        for column in table.columns:
            assert f"| `{column.name}` | {column.holds} | {column.meaning} |" in page
