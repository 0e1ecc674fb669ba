"""JSON lines: every line an article or one clear error, one line in memory at a time."""

from __future__ import annotations

import io
import json
import tracemalloc
from itertools import chain
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.ingest.columns import parse_columns
from tracker.ingest.reading import Reading
from tracker.ingest.tables import looks_like_table, read_csv, read_table
from tracker.records import Article


def read(data: bytes) -> list[Article | InputError]:
    return list(read_table(io.BytesIO(data), ref="f.jsonl", where="./f.jsonl"))


def only_error(data: bytes) -> str:
    (item,) = read(data)
    assert isinstance(item, InputError)
    assert "\n" not in str(item)
    return str(item)


def test_all_fields() -> None:
    row = {
        "id": "a1",
        "text": "It\r\nfell.",
        "title": "T &amp; U",
        "outlet": "O",
        "date": "2023-03-06",
        "url": "u",
        "x": [1],
    }
    assert read(json.dumps(row).encode()) == [
        Article(
            ref="a1",
            text="It\nfell.",
            title="T & U",
            outlet="O",
            date="2023-03-06",
            url="u",
            mended=("1 foreign line end",),
        )
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
        ref="f.jsonl:1",
        text=text,
        title="Wall falls",
        date="2023-03-06",
        place="GENEVA",
        agency="AP",
        language="en",
    )


def test_lines_of_another_encoding_are_read_and_each_says_so() -> None:
    lines = b'{"text": "The caf\xe9 reopened."}\n{"text": "It fell."}\n{"text": "\x93Yes,\x94 he said."}\n'
    first, plain, last = read(lines)
    assert isinstance(first, Article)
    assert isinstance(plain, Article)
    assert isinstance(last, Article)
    assert (first.text, first.mended) == ("The café reopened.", ("read as windows-1252",))
    assert (plain.text, plain.mended) == ("It fell.", ())
    assert (last.text, last.mended) == ("“Yes,” he said.", ("read as windows-1252",))


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
        ('{"text": "a", "date": 3}', '"date" is a number'),
        ('{"text": "a", "date": true}', '"date" is true'),
        ('{"txt": "a"}', "did you mean --map text=txt?"),
        ('{"text": "<p> </p>"}', "nothing but tags"),
        ('{"text": "a"', "broken JSON at character 13"),
        ("null", "null, not an object"),
        ('"a"', "a string, not an object"),
        ("[1]", "an array"),
        ("plain words", "broken JSON"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "too long a number"),
        ('{"text": "a", "n": ' + "[" * 100_000 + "}", "nested too deep"),
        ('{"text": "caf\udc81\udc8d\udc90\udc81\udc8d"}', "not UTF-8: 0x81 at byte 14"),
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
        (b'{"body": "a"}', True),
        (b'{"article": {"body": "a"}}', True),
        (b'{"words": "a"}', False),
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


# ---------------------------------------------------------------------------------------------------------------------
# Columns, and CSV.


def read_with(data: bytes, *maps: str, csv: bool = False) -> tuple[list[Article | InputError], list[str]]:
    """The articles, and what was said meanwhile."""
    said: list[str] = []
    reading = Reading(columns=parse_columns(maps), say=said.append)
    stream = io.BytesIO(data)
    if csv:
        return list(read_csv(stream, ref="f.csv", where="f.csv", sample=data[:65_536], reading=reading)), said
    return list(read_table(stream, ref="f.jsonl", where="f.jsonl", reading=reading)), said


PRESS = """\
guid,Headline,Body,Published At,Source,Byline,Section
tw-101,"Ferry halted, again","The ferry will not sail before May, harbour master Jona Feld said.

""We found two cracks in the hull,"" she told reporters.",2024-03-02 06:30:00,The Tern Weekly,Ada Quist,Local
tw-102,Bridge opens,"The bridge opened on Sunday, the council said.",03/03/2024,The Tern Weekly,,Local
"""


def test_a_press_database_in_csv() -> None:
    (ferry, bridge), said = read_with(PRESS.encode(), csv=True)
    assert ferry == Article(
        ref="tw-101",
        text="The ferry will not sail before May, harbour master Jona Feld said.\n\n"
        '"We found two cracks in the hull," she told reporters.',
        title="Ferry halted, again",
        outlet="The Tern Weekly",
        date="2024-03-02T06:30:00",
        author="Ada Quist",
        language="en",
    )
    assert isinstance(bridge, Article)
    assert (bridge.ref, bridge.date, bridge.author) == ("tw-102", None, None)
    assert bridge.mended == ("date '03/03/2024' left out: no date that can be understood",)
    assert said == [
        'f.csv: read id from "guid", text from "Body", title from "Headline", outlet from "Source", date from '
        '"Published At", author from "Byline"; not read: Section (--map text=COLUMN,title=COLUMN says it otherwise)',
        "f.csv: 1 date left out, the first '03/03/2024' in line 5; write them as 2014-06-18",
    ]


def test_rows_that_have_other_fields_than_the_header() -> None:
    (one, two, three), _ = read_with(b"id,text\na\nb,It fell.\nc,It fell, twice\n", csv=True)
    assert str(one).startswith("f.csv:2: 1 field, and the first row has 2; left out")
    assert isinstance(two, Article)
    assert str(three).startswith("f.csv:4: 3 fields, and the first row has 2; left out")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "f.csv: empty; the first row names the columns: id,text"),
        (
            b"a,b\n1,2\n",
            "f.csv: the first row names no column for the text; say which: --map text=COLUMN; there are a, b",
        ),
        (b"id,text\n1,\n", 'f.csv:2: "text" is empty; left out'),
    ],
)
def test_csv_without_text(data: bytes, said: str) -> None:
    ((error,), _) = read_with(data, csv=True)
    assert str(error) == said


def test_a_map_for_nested_json() -> None:
    line = {"doc": {"story": "It fell.", "when": 1403085600, "by": [{"name": "Ann Lee"}, "Bo Rask"]}, "body": "no"}
    ((article,), said) = read_with(json.dumps(line).encode(), "text=doc.story,date=doc.when", "author=doc.by")
    assert article == Article(
        ref="f.jsonl:1", text="It fell.", date="2014-06-18T10:00:00+00:00", author="Ann Lee, Bo Rask"
    )
    assert said == []


def test_a_guess_is_said_once_and_a_missing_column_with_a_hint() -> None:
    data = b'{"headline": "a", "body": "It fell."}\n' * 3
    articles, said = read_with(data, "date=publshed")
    assert [article.title for article in articles if isinstance(article, Article)] == ["a"] * 3
    assert [line.split(" (")[0] for line in said] == [
        'f.jsonl: no column "publshed" for date',
        'f.jsonl: read text from "body", title from "headline"',
    ]


def test_html_in_a_table_becomes_text() -> None:
    html = "<p>It fell.</p><blockquote>&ldquo;Twice,&rdquo; she said.</blockquote><script>x()</script>"
    ((article,), _) = read_with(json.dumps({"text": html}).encode())
    assert isinstance(article, Article)
    assert article.text == "It fell.\n\n“Twice,” she said."
    assert article.mended == ("text taken out of HTML",)


class Rows(io.RawIOBase):
    """So many rows, made when they are asked for."""

    def __init__(self, head: bytes, row: bytes, number: int) -> None:
        self._rows = chain([head], (row % at for at in range(number)))

    def readline(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002
        return next(self._rows, b"")


def peak_memory(number: int, csv: bool) -> int:
    """The most bytes held while so many rows of 1 KB are read."""
    text = b"The wall fell at night, the mayor said. " * 25
    if csv:
        stream = Rows(b"guid,body,published\r\n", b'%d,"' + text + b'",2024-03-02\r\n', number)
        items = read_csv(cast(BinaryIO, stream), ref="f", where="f", sample=b"guid,body,published\r\n")
    else:
        stream = Rows(b"\n", b'{"guid": %d, "body": "' + text + b'"}\n', number)
        items = read_table(cast(BinaryIO, stream), ref="f", where="f")
    tracemalloc.start()
    try:
        assert sum(isinstance(item, Article) for item in items) == number
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("csv", [False, True])
def test_memory_does_not_grow_with_the_rows(csv: bool) -> None:
    small, large = peak_memory(1_000, csv), peak_memory(10_000, csv)
    assert large < 1.1 * small + 50_000
    assert large < 2_000_000  # the rows together have 10 MB; benchmarks/bench_tables.py has more
