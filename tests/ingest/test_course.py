"""Going on in the middle of a file, and how many bytes are behind."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from tracker.errors import InputError
from tracker.ingest import Course, read_articles, size_of
from tracker.records import Article, Bookmark

LINES = b"".join(json.dumps({"text": f"Text {n}."}).encode() + b"\n" for n in range(1, 6))


def stop_after(path: Path, count: int) -> Bookmark:
    course = Course()
    stream = read_articles([str(path)], course=course)
    for _ in range(count):
        next(stream)
    assert course.bookmark is not None
    return course.bookmark


def refs(path: Path, *bookmarks: Bookmark) -> list[str]:
    found = list(read_articles([str(path)], course=Course(bookmarks)))
    return [one.ref.rpartition("/")[2] if isinstance(one, Article) else f"{one.where}" for one in found]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("data", [LINES, LINES.replace(b"\n", b"\n\n"), LINES.rstrip(), LINES.replace(b"\n", b"\r\n")])
def test_what_is_behind_and_what_comes_is_the_whole(tmp_path: Path, data: bytes, packed: bool) -> None:
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    whole = refs(path)
    assert len(whole) == 5
    for count in range(1, 6):
        assert refs(path, stop_after(path, count)) == whole[count:]


def test_an_error_names_its_line_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES + b"{broken\n")
    (error,) = read_articles([str(path)], course=Course([stop_after(path, 5)]))
    assert isinstance(error, InputError)
    assert error.where == f"{path}:6"


def test_a_changed_file_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES)
    mark = stop_after(path, 3)
    assert Course([mark]).unchanged(mark)
    os.utime(path, ns=(1, mark.changed + 1))
    assert not Course([mark]).unchanged(mark)
    assert len(refs(path, mark)) == 5
    path.unlink()
    assert not Course([mark]).unchanged(mark)


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
