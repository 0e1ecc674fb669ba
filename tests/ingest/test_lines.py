"""What every reader of JSON lines shares; the rest is tested where it is used, by `test_tables` and the commands."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from tracker.errors import InputError
from tracker.ingest.lines import Row, open_lines, read_lines


def row(**fields: object) -> Row:
    return Row(fields, 3, "f.jsonl:3", "each line is one object")


def test_fields() -> None:
    given = row(id=7, text=" It\x00fell. ", none=None, blank=" \n", date=" June 18, 2014 ")
    assert (given.identity(), row().identity(), row(id="\ud800").identity()) == ("7", None, "\ufffd")
    assert given.text("text") == given.string("text") == " It\ufffdfell. "
    assert given.string("none") is given.string("blank") is given.string("other") is None
    assert (given.date("date"), given.date("other")) == ("2014-06-18", None)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("text", None, '"text" is missing; each line is one object'),
        ("text", " ", '"text" is empty; left out'),
        ("text", False, '"text" is false, not a string'),
        ("date", "soon", "\"date\" is 'soon'; write it as 2014-06-18"),
        ("date", {}, '"date" is an object, not a string'),
        ("id", [], '"id" is an array, not a string or a whole number'),
        ("id", 0.5, '"id" is a number, not a string or a whole number'),
    ],
)
def test_a_field_that_will_not_do(key: str, value: object, said: str) -> None:
    given = row(**{key: value})
    with pytest.raises(InputError) as error:
        given.identity() if key == "id" else given.date(key) if key == "date" else given.text(key)
    assert str(error.value).startswith(f"f.jsonl:3: {said}")


def test_a_line_is_read_when_it_is_asked_for() -> None:
    stream = io.BytesIO(b'{"n": 1}\n{"n": 2}\n{"n": 3}\n')
    records = read_lines(stream, "f", lambda given: given.fields["n"], shape="")
    assert next(records) == 1
    assert stream.tell() == 9


def test_what_is_no_lines_at_all_is_raised() -> None:
    with pytest.raises(InputError, match="a JSON array, not JSON lines"):
        list(read_lines(io.BytesIO(b"[1,\n2]"), "f", lambda given: given, shape=""))
    assert list(read_lines(io.BytesIO(b" \n"), "f", lambda given: given, shape="")) == []


def test_open(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    plain.write_bytes(b"{}\n")
    packed.write_bytes(gzip.compress(b"{}\n"))
    for path in (plain, packed):
        with open_lines(str(path)) as stream:
            assert stream.read() == b"{}\n"
    for name in ("none.jsonl", "nul\0.jsonl"):
        with pytest.raises(InputError, match="name a file of JSON lines"):
            open_lines(name)
