"""A table as a Parquet file, through pyarrow (extra `[parquet]`): typed columns, lists as lists, the meaning of each
column in the schema."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from tracker.report.exports.columns import Table
from tracker.report.exports.lines import no_surrogates

_GROUP = 4096  # rows a row group: what is held at once


def write_parquet(table: Table, rows: Iterable[list[Any]], path: Path) -> None:
    """Write the rows, a value for each column of the table."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "yes or no": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "integers": pa.list_(pa.int64()),
        "spans": pa.list_(pa.list_(pa.int64())),
    }
    schema = pa.schema(
        [
            pa.field(column.name, kinds[column.holds], metadata={"description": column.meaning})
            for column in table.columns
        ]
    )
    waiting = iter(rows)
    with path.open("wb") as file, parquet.ParquetWriter(file, schema) as writer:
        while group := [[_storable(value) for value in row] for row in islice(waiting, _GROUP)]:
            arrays = [
                pa.array(values, field.type) for values, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def _storable(value: object) -> object:
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return no_surrogates(value) if isinstance(value, str) else value
