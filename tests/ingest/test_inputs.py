"""From names to articles: files, folders, standard input; whatever goes wrong is named, and the batch goes on."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.ingest import InputFormat, read_articles
from tracker.records import Article

_ENDS = "Compressed file ended before the end-of-stream marker was reached"
LINE = b'{"id": "a1", "text": "It fell."}\n'


def refs(inputs: list[str], input_format: InputFormat = "auto", stdin: bytes = b"") -> list[str]:
    """The ref of each article, and each error as its line."""
    items = read_articles(inputs, input_format=input_format, stdin=io.BytesIO(stdin))
    return [item.ref if isinstance(item, Article) else str(item) for item in items]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with something of each kind below ``news``."""
    monkeypatch.chdir(tmp_path)
    news = tmp_path / "news"
    (news / "b").mkdir(parents=True)
    (news / ".git").mkdir()
    for name in ("c.txt", "a.MD", "b/x.text", ".hidden.txt", ".git/x.txt", "photo.png", "b/noext"):
        (news / name).write_text("It fell.")
    (news / "page.html").write_text("<html><p>The wall fell in the night, the mayor of the town said.</p></html>")
    (news / "t.jsonl").write_bytes(LINE)
    (news / "u.ndjson").write_bytes(b'{"text": "It fell."}')
    (news / "v.jsonl.gz").write_bytes(gzip.compress(b'{"text": "It fell."}\n'))
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_folder() -> None:
    assert refs(["./news/"]) == [
        "news/a.MD",
        "news/b/x.text",
        "news/c.txt",
        "news/page.html",
        "a1",
        "news/u.ndjson:1",
        "news/v.jsonl.gz:1",
    ]
    assert refs(["news"], "text") == ["news/a.MD", "news/b/x.text", "news/c.txt"]
    assert refs(["news"], "html") == ["news/page.html"]
    assert refs(["news"], "jsonl") == ["a1", "news/u.ndjson:1", "news/v.jsonl.gz:1"]


def test_a_folder_without_text(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "empty" / "photo.png").write_text("x")
    (said,) = refs(["empty"])
    assert said.startswith("empty: no text in this folder; looked for .txt")


def test_a_link_to_a_folder_is_not_followed(folder: Path) -> None:
    (folder / "news" / "b" / "loop").symlink_to(folder / "news")
    assert len(refs(["news"])) == 7


@pytest.mark.usefixtures("folder")
def test_refs_are_as_given_without_dot_slash() -> None:
    assert refs(["./news/c.txt", "news//b/../c.txt"]) == ["news/c.txt", "news/b/../c.txt"]
    absolute = str(Path("news/c.txt").resolve())
    assert refs([absolute]) == [absolute]


def test_a_batch_goes_on(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\xff\x00")
    given_inputs = ["missing.txt", "bad.txt", "", "https://127.0.0.1/a", "nul\0.txt", "x" * 5000, "news/c.txt"]
    items = list(read_articles(given_inputs))
    assert [isinstance(item, InputError) for item in items] == [True] * 6 + [False]
    said = [str(item) for item in items[:6]]
    assert said[0] == "missing.txt: no such file or folder; check the name"
    assert said[3].startswith("https://127.0.0.1/a: 127.0.0.1 is a loopback address")
    assert all("\n" not in line for line in said)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(folder: Path) -> None:
    (folder / "news" / "b").chmod(0)
    (folder / "news" / "c.txt").chmod(0)
    try:
        said = refs(["news"])
    finally:
        (folder / "news" / "b").chmod(0o755)
    assert [line for line in said if "not allowed" in line] == [
        "news/b: not allowed to read it; check its permissions",
        "news/c.txt: not allowed to read it; check its permissions",
    ]
    assert len(said) == 6


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", LINE, ["a.txt"]),
        ("a.log", b"It fell.", ["a.log"]),
        ("a.log", b"\n\n" + LINE, ["a1"]),
        ("a", LINE, ["a1"]),
        ("a", b"{curly} prose\nIt fell.", ["a"]),
        ("a.json", LINE, ["a1"]),
        ("a.JSONL", LINE, ["a1"]),
        ("a.txt.gz", gzip.compress(b"It fell."), ["a.txt.gz"]),
        ("a.jsonl", gzip.compress(LINE), ["a1"]),
        ("a.jsonl.gz", LINE, ["a1"]),
        ("a.csv", b"id;body\nr1;It fell.", ["r1"]),
        ("a.tsv.gz", gzip.compress(b'id\tbody\nr1\tIt "fell".'), ["r1"]),
        ("a", b"headline,body\nOn,It fell.", ["a:2"]),
        ("a.txt", b"headline,body\nOn,It fell.", ["a.txt"]),
    ],
)
def test_how_a_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, expected: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    assert refs([name]) == expected


def test_the_format_can_be_forced(folder: Path) -> None:
    (folder / "t.txt").write_bytes(LINE)
    assert refs(["t.txt"], "jsonl") == ["a1"]
    assert refs(["news/t.jsonl"], "text") == ["news/t.jsonl"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.html", b"<p>x", "no article in this page"),
        ("a", b"<html><p>x", "no article in this page"),
        ("a", b"<?xml version='1.0'?><x/>", "an XML document"),
        ("a.xlsx", b"PK", "save the sheet as CSV"),
        ("a.doc", b"x", "save it as DOCX or as text"),
        ("a.csv", b"id,words\n1,It fell.", "names no column for the text; say which: --map text=COLUMN"),
        ("a.docx", b"It fell.\0", "binary data"),
        ("a.zip", b"PK\x03\x04 and no more", "damaged zip archive"),
        ("a.jsonl.gz", gzip.compress(b"a" * 90_000_000), "as a bomb does"),
        ("a.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"a")))), "packed again and again"),
        ("a.txt", b"", "empty"),
        ("a.jsonl.gz", gzip.compress(LINE * 9000)[:-40], "damaged"),
        ("a.txt.gz", gzip.compress(LINE * 9000)[:-40], "damaged gzip data"),
        ("a.txt.gz", b"\x1f\x8b\x08\x00garbage that is none", "damaged gzip data"),
        ("a.gz", b"\x1f\x8bxx", "damaged gzip data"),
        ("a.txt", b"a" * 20_000_001, "20 MB"),
        ("a", b"a" * 20_000_001, "20 MB"),
        ("a", b"\n" * 20_000_001, "20 MB"),
    ],
)
def test_what_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    last = refs([name])[-1]
    assert last.startswith(f"{name}: ")
    assert said in last


def test_half_a_gzip_gives_the_articles_before_the_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    packed = gzip.compress(b"".join(b'{"text": "%d"}\n' % number for number in range(20_000)))
    path.write_bytes(packed[: len(packed) // 2])
    items = list(read_articles([str(path)]))
    assert len(items) > 1000
    assert [isinstance(item, InputError) for item in items] == [False] * (len(items) - 1) + [True]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"It fell.", ["-"]),
        (b"\n\n" + LINE + b'{"text": "x"}', ["a1", "-:4"]),
        (b"\xef\xbb\xbf" + LINE, ["a1"]),
        (b"{curly} It fell.", ["-"]),
        (b'{"words": "no text here"}', ["-"]),
        (b'{"body": "It fell."}', ["-:1"]),
        (b"id,body\nr1,It fell.\n", ["r1"]),
        (gzip.compress(LINE), ["a1"]),
        (b"", ["stdin: empty; nothing to read here"]),
        (
            b"\x1f\x8bxx",
            [f"stdin: damaged gzip data: {_ENDS}; fetch or pack the file again"],
        ),
    ],
)
def test_standard_input(data: bytes, expected: list[str]) -> None:
    assert refs(["-"], stdin=data) == expected


def test_standard_input_forced() -> None:
    assert refs(["-"], "text", LINE) == ["-"]
    (said,) = refs(["-"], "jsonl", b"It fell.")
    assert said.startswith("stdin:1: broken JSON")


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (error,) = read_articles(["-"])
    assert isinstance(error, InputError)
    closed = io.BytesIO(b"")
    closed.close()
    (error,) = read_articles(["-"], stdin=closed)
    assert str(error).startswith("stdin: cannot be read")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_given_as_a_file(tmp_path: Path) -> None:
    code = "import sys; from tracker.ingest import read_articles; print([a.ref for a in read_articles(sys.argv[1:])])"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([sys.executable, "-c", code, str(pipe)], stdout=subprocess.PIPE) as reader:
        pipe.write_bytes(LINE)
        assert reader.communicate(timeout=30)[0].strip() == b"['a1']"


def test_stopping_early_closes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINE * 3)
    items = read_articles([str(path)])
    next(items)
    items.close()  # type: ignore[attr-defined]  # a generator; an open file would be a ResourceWarning, hence an error


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), max_size=3), st.binary())
def test_never_raises(names: list[str], data: bytes) -> None:
    files = [name for name in names if not Path(name.replace("\0", "")).is_dir()]
    for item in read_articles([*files, "-"], stdin=io.BytesIO(data)):
        if isinstance(item, InputError):
            assert "\n" not in str(item)


def test_importing_it_is_cheap() -> None:
    code = "import sys, tracker.ingest; print(len({'urllib.request', 'http', 'numpy', 'sentencex'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


@pytest.mark.parametrize(
    ("given", "todo"),
    [
        ("ftp://news.example/a", "of addresses only http and https are read"),
        ("news.example/a", "check the name; an address begins with https://"),
        ("www.news.example", "check the name; an address begins with https://"),
        ("news/a.txt", "check the name"),
        ("a.txt", "check the name"),
    ],
)
def test_a_file_that_is_not_there_may_be_an_address(given: str, todo: str) -> None:
    (error,) = read_articles([given])
    assert isinstance(error, InputError)
    assert (error.what, error.todo) == ("no such file or folder", todo)
