"""Going on in the middle of a file, and how many bytes are behind."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.ingest.documents import mail, pdf, set_lines, zipped
from tests.ingest.test_warc import archive
from tracker.errors import InputError
from tracker.ingest import Course, read_articles, size_of, told
from tracker.ingest.delimited import _Lines
from tracker.ingest.tables import _Table
from tracker.records import Article, Bookmark

# warcio's writer, which only the tests use, leaves its temporary file to the collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")

LINES = b"".join(json.dumps({"text": f"Text {n}."}).encode() + b"\n" for n in range(1, 6))


def stop_after(path: Path, count: int) -> tuple[Bookmark, ...]:
    """The bookmark of a reading that is cut short behind so many; none where it has none yet."""
    course = Course()
    stream = read_articles([str(path)], course=course)
    for _ in range(count):
        next(stream)
    return () if course.bookmark is None else (course.bookmark,)


def refs(path: Path, *bookmarks: Bookmark) -> list[str]:
    found = list(read_articles([str(path)], course=Course(bookmarks)))
    return [one.ref.rpartition("/")[2] if isinstance(one, Article) else f"{one.where}" for one in found]


def check_every_place(path: Path, expected: int) -> None:
    """Cut short behind each article and gone on with, a file gives each exactly once."""
    whole = refs(path)
    assert len(whole) == expected
    for count in range(1, expected + 1):
        (mark,) = stop_after(path, count)
        assert refs(path, mark) == whole[count:], count


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("data", [LINES, LINES.replace(b"\n", b"\n\n"), LINES.rstrip(), LINES.replace(b"\n", b"\r\n")])
def test_what_is_behind_and_what_comes_is_the_whole(tmp_path: Path, data: bytes, packed: bool) -> None:
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    check_every_place(path, 5)


ROWS = (
    'id,text,title\r\na,"It fell,\r\n\r\n""twice"".",One\r\n\r\n,Fell.,\r\nd,too,many,fields\r\ne,"never closed,\r\n'
    'f,Café.,"F\r\nG"\r\nlast,It fell.,L'
)
DIALECTS = {
    "comma": ROWS.encode(),
    "mark": ROWS.encode("utf-8-sig"),
    "western": ROWS.encode("cp1252"),
    "wide": ROWS.encode("utf-16"),
    "old": ROWS.replace("\r\n", "\r").encode(),
    "said": b"sep=;\r\n" + ROWS.replace(",", ";").encode(),
    "long": ROWS.encode() + b"".join(b'\n%d,"It fell\n%d times.",' % (n, n) for n in range(60)),
    "errors first": b'"x" y,z\n' + ROWS.encode(),
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_table_goes_on_behind_a_whole_row(tmp_path: Path, dialect: str, packed: bool) -> None:
    path = tmp_path / ("a.csv.gz" if packed else "a.csv")
    data = DIALECTS[dialect]
    path.write_bytes(gzip.compress(data) if packed else data)
    check_every_place(path, {"long": 66, "errors first": 7}.get(dialect, 6))


def test_rows_that_are_behind_are_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [b'%d,"It fell\n%d times."\n' % (number, number) for number in range(5000)]
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n" + b"".join(rows))
    (mark,) = stop_after(path, 4990)
    assert (mark.line, mark.start) == (1 + 2 * 4990, len(b"id,text\n" + b"".join(rows[:4990])))
    made = counted(monkeypatch, _Table, "of_cells")
    taken = counted(monkeypatch, _Lines, "__next__")
    assert refs(path, mark) == [str(number) for number in range(4990, 5000)]
    assert len(made) == 10
    assert len(taken) < 100  # the first lines are looked at for the dialect


Method = Callable[..., object]


def counted(monkeypatch: pytest.MonkeyPatch, of: type, name: str) -> list[str]:
    """A list that grows each time this method is called."""
    calls: list[str] = []
    method: Method = getattr(of, name)

    def counting(*args: object, **more: object) -> object:
        calls.append(name)
        return method(*args, **more)

    monkeypatch.setattr(of, name, counting)
    return calls


def members() -> dict[str, bytes]:
    message = mail("See the statement.")
    message.add_attachment(pdf([set_lines(["It fell."])]), maintype="application", subtype="pdf", filename="s.pdf")
    return {
        "a.txt": b"It fell.",
        "b.csv": ROWS.encode(),
        "c.jsonl": LINES,
        "d.jsonl.gz": gzip.compress(LINES * 3),
        "e.eml": bytes(message),
        "f.txt": b"binary \0 text",
        "g.zip": zipped({"x.jsonl": LINES}),
        "h.warc": archive(packed=False)[0],
        "i.txt": b"Twice.",
        "photo.png": b"x",
    }


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_goes_on_in_its_member(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.zip.gz" if packed else "a.zip")
    data = zipped(members())
    path.write_bytes(gzip.compress(data) if packed else data)
    whole = refs(path)
    assert len(whole) == 1 + 6 + 5 + 15 + 2 + 1 + (1 if packed else 5) + 4 + 1  # packed, one archive too many
    for count in range(1, len(whole) + 1):
        behind = count - 1 if count == 28 else count  # of a message nothing is behind before all that it carries is
        assert refs(path, *stop_after(path, count)) == whole[behind:], count


def test_members_that_are_behind_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{number:03}.txt": b"It fell." for number in range(200)} | {"t.jsonl": LINES}))
    (mark,) = stop_after(path, 198)
    (inside,) = stop_after(path, 202)
    opened = counted(monkeypatch, zipfile.ZipFile, "open")
    made = counted(monkeypatch, _Table, "of_row")
    assert refs(path, mark) == ["198.txt", "199.txt", *(f"t.jsonl:{line}" for line in range(1, 6))]
    assert (len(opened), len(made)) == (3, 5)
    assert refs(path, inside) == ["t.jsonl:3", "t.jsonl:4", "t.jsonl:5"]
    assert (len(opened), len(made)) == (4, 8)
    assert told(mark) == f"file 199 of {path}, in the order of their names"
    assert told(inside) == f"line 3 of file 201 of {path}, in the order of their names"


def test_an_archive_within_an_archive_is_read_again_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.zip": zipped({"x.jsonl": LINES, "y.jsonl": LINES}), "b.txt": b"It fell."}))
    whole = refs(path)
    assert refs(path, *stop_after(path, 3)) == whole[3:]  # of its first member it is known
    assert refs(path, *stop_after(path, 7)) == whole
    assert refs(path, *stop_after(path, 10)) == whole[10:]


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_goes_on_at_its_record(tmp_path: Path, packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    data, places = archive(packed, 6)
    path.write_bytes(data)
    check_every_place(path, 6)
    (mark,) = stop_after(path, 4)
    assert (mark.line, mark.start) == (4, places[4])
    assert told(mark) == f"record 5 of {path}"
    parsed = counted(monkeypatch, ArchiveIterator, "_next_record")
    assert refs(path, mark) == ["4", "5"]
    assert len(parsed) == 3  # the third finds the end


@pytest.mark.parametrize("packed", [False, True])
def test_behind_a_broken_record_a_web_archive_goes_on_at_the_next(tmp_path: Path, packed: bool) -> None:
    data, places = archive(packed)
    broken = bytearray(data)
    broken[places[1] + 2 : places[1] + 40] = b"X" * 38
    path = tmp_path / "a.warc"
    path.write_bytes(bytes(broken))
    whole = refs(path)
    assert whole[0] == "0"
    assert whole[-2:] == ["2", "3"]
    for count in range(1, len(whole) + 1):
        assert refs(path, *stop_after(path, count)) == whole[count:]


def test_an_error_names_its_line_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES + b"{broken\n")
    (error,) = read_articles([str(path)], course=Course(stop_after(path, 5)))
    assert isinstance(error, InputError)
    assert error.where == f"{path}:6"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.zip", "a.warc", "a.warc.gz"])
def test_a_changed_file_is_read_from_its_beginning(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = {
        "a.jsonl": LINES,
        "a.csv": b"id,text\n" + b"".join(b"%d,It fell.\n" % number for number in range(5)),
        "a.zip": zipped({"a.jsonl": LINES}),
    }
    path.write_bytes(data.get(name) or archive(name.endswith("gz"), 5)[0])
    (mark,) = stop_after(path, 3)
    assert Course([mark]).unchanged(mark)
    assert len(refs(path, mark)) == 2
    os.utime(path, ns=(1, mark.changed + 1))
    assert not Course([mark]).unchanged(mark)
    assert len(refs(path, mark)) == 5
    path.unlink()
    assert not Course([mark]).unchanged(mark)


def test_a_pipe_has_no_bookmark() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as file:
        file.write(LINES)
    course = Course()
    with os.fdopen(reading, "rb"):
        given = read_articles([f"/dev/fd/{reading}"], input_format="jsonl", course=course)
        found = [(course.bookmark, course.passed) for _ in given]
    assert found == [(None, 0)] * 5


def test_bytes_behind_come_to_all_bytes(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.jsonl").write_bytes(LINES)
    (tmp_path / "sub" / "b.txt").write_bytes(b"Words here.")
    (tmp_path / "sub" / ".hidden").write_bytes(b"Not these.")
    course = Course()
    passed = [course.passed for _ in read_articles([str(tmp_path)], course=course)]
    assert passed == sorted(passed)
    assert course.passed == size_of([str(tmp_path)]) == len(LINES) + 11


@pytest.mark.parametrize("given", ["-", "https://news.example/feed"])
def test_of_what_comes_from_elsewhere_nobody_knows_the_size(given: str) -> None:
    assert size_of([given]) is None


def test_a_text_has_no_bookmark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Words here.")
    course = Course()
    list(read_articles([str(tmp_path / "a.txt")], course=course))
    assert course.bookmark is None
