r"""JSON, JSON lines and CSV, whatever they hold.

JSON leaves here with every character of the article in it, the dangerous ones escaped (``\u202e``), so that it is the
same data and yet safe to print. In CSV a text cell that a spreadsheet would run as a formula gets an apostrophe first.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

# JSON escapes C0 itself. DEL and C1 (0x9b opens an escape sequence), what else ends a line for some readers, bidi
# controls and halves of surrogate pairs (no UTF-8 for those) are escaped too: the same string for who parses it.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"), full-width forms and leading blanks too.
_FORMULA = re.compile("\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r]")
_END = "\r\n"


def json_line(item: Mapping[str, Any]) -> str:
    """One object on one line, whatever characters it holds."""
    return _escaped(json.dumps(item, ensure_ascii=False))


def json_page(item: Mapping[str, Any]) -> Iterator[str]:
    """One object on many lines, indented."""
    yield from _escaped(json.dumps(item, ensure_ascii=False, indent=2)).split("\n")


def _escaped(line: str) -> str:
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match.group()):04x}", line)


def json_array(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of one JSON array, an object a line, without holding more than one of them."""
    line = "["
    for item in items:
        if line != "[":
            yield line + ","
        line = (" " if line != "[" else "[") + json_line(item)
    yield line + "]"


def json_lines(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One object a line."""
    return map(json_line, items)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text when it is typed or read into a cell."""
    return _FORMULA.match(text) is not None


def no_surrogates(text: str) -> str:
    """The text with a question mark for each half of a surrogate pair, for which UTF-8 has no bytes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def joined(values: Iterable[Any]) -> str:
    """Several values in one cell: ``Ada Osei; Osei``, of spans ``12-15; 40-48``."""
    return "; ".join(f"{value[0]}-{value[1]}" if isinstance(value, list) else str(value) for value in values)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = joined(value)
    if isinstance(value, str):
        value = no_surrogates(value)
        return f"'{value}" if is_formula(value) else value
    return "" if value is None else value


def flat(item: Mapping[str, Any], under: str = "") -> dict[str, Any]:
    """``{"speaker": {"id": 1}, "span": [2, 5]}`` as ``{"speaker_id": 1, "span_start": 2, "span_end": 5}``; of other
    tellings their ids."""
    row: dict[str, Any] = {}
    for name, value in item.items():
        column = under + name
        if isinstance(value, Mapping):
            row.update(flat(value, f"{column}_"))
        elif name == "span":
            row[f"{column}_start"], row[f"{column}_end"] = value or (None, None)
        elif name == "also":
            row[column] = [telling["id"] for telling in value]
        else:
            row[column] = value
    return row


def csv_lines(items: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """A header and a record for each item, nested fields as ``speaker_name``, several values as in `joined`.

    A record is one string even where a quoted cell holds a line break.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=_END)  # both of its characters make the writer quote a cell
    writer.writerow(columns)
    yield buffer.getvalue().removesuffix(_END)
    for item in items:
        row = flat(item)
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([_cell(row.get(column)) for column in columns])
        yield buffer.getvalue().removesuffix(_END)
