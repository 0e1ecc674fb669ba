"""JSON lines: every line an article or one clear error, one line in memory at a time."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.ingest.tables import looks_like_table, read_table
from tracker.records import Article


def read(data: bytes) -> list[Article | InputError]:
    return list(read_table(io.BytesIO(data), ref="f.jsonl", where="./f.jsonl"))


def only_error(data: bytes) -> str:
    (item,) = read(data)
    assert isinstance(item, InputError)
    assert "\n" not in str(item)
    return str(item)


def test_all_fields() -> None:
    row = {"id": "a1", "text": "It\r\nfell.", "title": "T", "outlet": "O", "date": "2023-03-06", "url": "u", "x": [1]}
    assert read(json.dumps(row).encode()) == [
        Article(ref="a1", text="It\r\nfell.", title="T", outlet="O", date="2023-03-06", url="u")
    ]


@pytest.mark.parametrize(
    ("row", "ref"),
    [
        ({"id": 7}, "7"),
        ({"id": None}, "f.jsonl:1"),
        ({}, "f.jsonl:1"),
        ({"id": " "}, "f.jsonl:1"),
        ({"id": " a "}, "a"),
    ],
)
def test_ref(row: dict[str, Any], ref: str) -> None:
    (article,) = read(json.dumps({"text": "It fell.", **row}).encode())
    assert isinstance(article, Article)
    assert article.ref == ref


def test_null_and_blank_are_absent_and_the_top_of_the_text_fills_in() -> None:
    text = "Wall falls\n\nGENEVA, March 6, 2023 (AP) - The wall fell at night, the mayor said."
    row = {"text": text, "title": " ", "date": None, "outlet": None}
    (article,) = read(json.dumps(row).encode())
    assert article == Article(
        ref="f.jsonl:1", text=text, title="Wall falls", date="2023-03-06", place="GENEVA", agency="AP"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{}", '"text" is missing'),
        ('{"text": null}', '"text" is missing'),
        ('{"text": ""}', '"text" is empty'),
        ('{"text": " \\n"}', '"text" is empty'),
        ('{"text": 3}', '"text" is a number, not a string'),
        ('{"text": ["a"]}', '"text" is an array'),
        ('{"text": "a", "id": true}', '"id" is true'),
        ('{"text": "a", "id": 1.5}', '"id" is a number'),
        ('{"text": "a", "id": {}}', '"id" is an object'),
        ('{"text": "a", "title": 3}', '"title" is a number'),
        ('{"text": "a", "date": 20140618}', '"date" is a number'),
        ('{"text": "a", "date": "soon"}', "2014-06-18"),
        ('{"text": "a"', "broken JSON at character 13"),
        ("null", "null, not an object"),
        ('"a"', "a string, not an object"),
        ("[1]", "an array"),
        ("plain words", "broken JSON"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "too long a number"),
        ('{"text": "a", "n": ' + "[" * 100_000 + "}", "nested too deep"),
        ('{"text": "caf\udce9"}', "not UTF-8: 0xE9 at byte 14"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: str, said: str) -> None:
    data = b'{"text": "one"}\n\n' + line.encode(errors="surrogateescape") + b'\n{"text": "two"}\n'
    one, error, two = read(data)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert two.ref == "f.jsonl:4"
    assert isinstance(error, InputError)
    assert str(error).startswith("./f.jsonl:3: ")
    assert said in str(error)


def test_characters_that_cannot_be_stored() -> None:
    (article,) = read(b'{"id": "\\u0000a", "text": "a\\ud800b\\u0000c"}')
    assert isinstance(article, Article)
    assert (article.ref, article.text) == ("\ufffda", "a\ufffdb\ufffdc")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b'[{"text": "a"},\n{"text": "b"}]', "jq -c '.[]'"),
        (b'\n{\n"text": "a"\n}', "over many lines"),
        (b"%PDF-1.7\n\xff\n\xff", "PDF"),
        (b"SQLite format 3\x00\n\n", "SQLite"),
        ('{"text": "a"}\n{"text": "b"}'.encode("utf-16"), "UTF-16"),
    ],
)
def test_what_is_no_table_gives_one_error(data: bytes, said: str) -> None:
    assert said in only_error(data)


def test_byte_order_mark_and_windows_line_ends() -> None:
    articles = read(b'\xef\xbb\xbf{"text": "one"}\r\n{"text": "two"}\r\n')
    assert [article.text for article in articles if isinstance(article, Article)] == ["one", "two"]


def test_a_line_that_is_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.lines.MAX_BYTES", 100)
    data = b'{"text": "one"}\n{"text": "' + b"a" * 3_000_000 + b'"}\n{"text": "three"}'
    one, error, three = read(data)
    assert isinstance(one, Article)
    assert isinstance(error, InputError)
    assert str(error).startswith("./f.jsonl:2: a line longer than")
    assert isinstance(three, Article)
    assert three.ref == "f.jsonl:3"


class Endless(io.RawIOBase):
    """So many lines that holding them would show; broken ones among them."""

    def __init__(self, lines: int) -> None:
        self.left = lines

    def readline(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002
        self.left -= 1
        if self.left < 0:
            return b""
        return b'{"text": broken\n' if self.left % 1000 == 0 else b'{"text": "%s"}\n' % (b"The wall fell. " * 50)


def test_memory_does_not_grow() -> None:
    tracemalloc.start()
    items = read_table(cast(BinaryIO, Endless(20_000)), ref="f", where="f")
    errors = sum(isinstance(item, InputError) for item in items)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert errors == 20
    assert peak < 2_000_000  # the lines together have 15 MB


def test_it_is_lazy() -> None:
    stream = Endless(1_000_000)
    items = read_table(cast(BinaryIO, stream), ref="f", where="f")
    next(items)
    assert stream.left > 999_000


@pytest.mark.parametrize(
    ("line", "is_table"),
    [
        (b'{"text": "a"}', True),
        (b'\xef\xbb\xbf {"id": 1, "text": 3}\n', True),
        (b'{"body": "a"}', False),
        (b"{curly} prose", False),
        (b'["text"]', False),
        (b"", False),
        (b'{"text": "\xff"}', False),
    ],
)
def test_looks_like_table(line: bytes, is_table: bool) -> None:
    assert looks_like_table(line) is is_table


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
rows = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("id", "text", "title", "outlet", "date", "url", "else"), json_values)
)


@given(st.lists(rows.map(lambda row: json.dumps(row).encode()) | st.binary(), max_size=5))
def test_never_raises(lines: list[bytes]) -> None:
    for item in read(b"\n".join(lines)):
        if isinstance(item, InputError):
            assert "\n" not in str(item)
        else:
            assert item.text.strip()
            "".join(filter(None, (item.ref, item.text, item.title, item.outlet, item.date, item.url))).encode()
