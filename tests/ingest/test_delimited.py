"""CSV and TSV as they are: dialects, encodings, quotation marks gone wrong, rows without end."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.ingest.delimited import SAMPLE, read_rows


def read(data: bytes, prefer: str = ",") -> list[list[str] | str]:
    rows = read_rows(io.BytesIO(data), "f.csv", sample=data[:SAMPLE], prefer=prefer)
    return [str(row) if isinstance(row, InputError) else list(row.fields) for row in rows]


@pytest.mark.parametrize(
    "data",
    [
        b'text,title\n"a, b",c\n',
        b'text;title\r\n"a, b";c\r\n',
        b"text\ttitle\na, b\tc",
        b"text|title\na, b|c",
        b"\xef\xbb\xbftext|title\n\n\na, b|c\n\n",
        b'sep=|\r\ntext|title\r\n"a, b"|c\r\n',
        b'text,title\r"a, b",c\r',
        'text,title\n"a, b",c\n'.encode("utf-16"),
        '"text","title"\n"a, b","c"\n'.encode("utf-32"),
    ],
)
def test_dialects(data: bytes) -> None:
    assert read(data) == [["text", "title"], ["a, b", "c"]]


def test_quotation_marks() -> None:
    doubled = b'text,title\n"""It fell,"" she said.\r\n\r\nTwice.",b\n'
    assert read(doubled)[1] == ['"It fell," she said.\r\n\r\nTwice.', "b"]
    escaped = b'text,title\n"\\"It fell,\\" she said.",""\n'
    assert read(escaped)[1] == ['"It fell," she said.', ""]
    bare = b'text\ttitle\n"It fell" she said.\t12" gun\n'
    assert read(bare, "\t")[1] == ['"It fell" she said.', '12" gun']
    tabs = b'text\ttitle\n"It ""fell""\n\nTwice"\tb\n'
    assert read(tabs, "\t")[1] == ['It "fell"\n\nTwice', "b"]


def test_each_row_knows_its_first_line() -> None:
    data = b'text,title\n"a\nb\nc",d\n\ne,f\n'
    rows = read_rows(io.BytesIO(data), "f", sample=data)
    assert [row.line for row in rows if not isinstance(row, InputError)] == [1, 2, 6]


def test_what_a_quotation_mark_that_is_never_closed_swallowed_is_read() -> None:
    data = b'text,title\na,"open\nb,fine\nc,"It "fell" now"\nd,"good, too"\n'
    assert read(data) == [
        ["text", "title"],
        "f.csv:2: a quotation mark within a field that is neither doubled nor the field's last; left out",
        ["b", "fine"],
        "f.csv:4: a quotation mark within a field that is neither doubled nor the field's last; left out",
        ["d", "good, too"],
    ]
    assert read(b'text,title\na,"open\nb,fine\n') == [
        ["text", "title"],
        "f.csv:2: a quotation mark that is never closed; left out",
        ["b", "fine"],
    ]


def test_windows_and_utf8_in_one_file() -> None:
    data = "text,title\ncafé “x”,a\n".encode() + "café “x”,b\n".encode("cp1252")
    rows = list(read_rows(io.BytesIO(data), "f", sample=data))
    assert [(row.fields[0], row.note) for row in rows[1:] if not isinstance(row, InputError)] == [
        ("café “x”", None),
        ("café “x”", "read as windows-1252"),
    ]


@pytest.mark.parametrize("long", [b"a" * 500, b'"' + b"a\n" * 250 + b'"', b'"' + b"b,c\n" * 200])
def test_a_row_that_is_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch, long: bytes) -> None:
    monkeypatch.setattr("tracker.ingest.delimited.MAX_BYTES", 100)
    found = read(b"text,title\n" + long + b",x\ny,z\n")
    assert found[0] == ["text", "title"]
    assert str(found[1]).startswith("f.csv:2: a row longer than")
    assert found[-1] == ["y", "z"]


def test_no_file_costs_more_than_twice_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.delimited.MAX_BYTES", 20_000)
    taken = 0

    class Counting(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            nonlocal taken
            taken += 1
            return super().readline(size)

    data = b'text,title\n"\n' + b'a,"b\n' * 2 + b"c,d\n" * 60_000 + b'"'
    rows = sum(1 for _ in read_rows(Counting(data), "f", sample=data[:SAMPLE]))
    assert rows > 50_000
    assert taken < 70_000


def test_binary_data_are_no_table() -> None:
    with pytest.raises(InputError, match="PDF"):
        read(b"%PDF-1.7\n")


@given(st.binary() | st.text(alphabet='a",;\t\n\r\\').map(str.encode))
def test_never_raises(data: bytes) -> None:
    try:
        for row in read(data):
            assert row
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017
