"""How far reading has come: of all bytes, and in a file of many articles up to which place; and going on from there."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from tracker.ingest.kinds import kind_by_name
from tracker.ingest.places import MEMBER, Place
from tracker.records import Bookmark


class Course:
    """Where a reading stands. Given to `read_articles`, it is moved on with every article read; `bookmarks` of an
    earlier reading have files that did not change since begin where that one stopped.

    `passed` bytes are behind, and `quiet` inputs that had nothing new; `bookmark` is the place behind the last article
    read, None outside of files of many.
    """

    def __init__(self, bookmarks: Iterable[Bookmark] = ()) -> None:
        self._known = {mark.name: mark for mark in bookmarks}
        self._behind = 0
        self._file: io.BufferedReader | None = None
        self._start: Bookmark | None = None
        self.bookmark: Bookmark | None = None
        self.quiet = 0

    @property
    def passed(self) -> int:
        """Bytes behind, of files as they are on the disk."""
        with suppress(OSError, ValueError):  # a pipe, or closed meanwhile
            return self._behind + (self._file.tell() if self._file else 0)
        return self._behind

    @contextmanager
    def of_file(self, path: str, file: io.BufferedReader) -> Iterator[Place | None]:
        """Counts the bytes of a file while it is read; gives where its reader is to begin, None for a pipe."""
        self._file, self._start, self.bookmark = file, None, None
        try:
            yield self._begin(path, file) if file.seekable() else None
        finally:
            with suppress(OSError, ValueError):
                self._behind += os.fstat(file.fileno()).st_size
            self._file = self._start = self.bookmark = None

    def _begin(self, path: str, file: io.BufferedReader) -> Place:
        found = os.fstat(file.fileno())
        self._start = Bookmark(path, found.st_size, found.st_mtime_ns, 0, 0)
        known = self._known.get(path)
        if known is not None and (known.size, known.changed) == (found.st_size, found.st_mtime_ns):
            self._start = known
        return Place(self._start.line, self._start.start)

    def take(self, place: Place | None) -> None:
        """Notes that all before this place of the file was read."""
        if place is None or self._start is None or (place.line, place.start) == (0, 0):
            self.bookmark = None
            return
        start = self._start
        self.bookmark = Bookmark(start.name, start.size, start.changed, place.line, place.start, start.skipped)

    def unchanged(self, bookmark: Bookmark) -> bool:
        """Whether the file of a bookmark is as it was."""
        with suppress(OSError, ValueError):
            found = os.stat(bookmark.name)
            return (found.st_size, found.st_mtime_ns) == (bookmark.size, bookmark.changed)
        return False


def told(mark: Bookmark) -> str:
    """Where reading goes on from a bookmark, in words: ``line 48,213 of archive.jsonl``."""
    number, name = mark.line + 1, mark.name
    kind = kind_by_name(name) or _kind_of_file(name)
    if kind == "zip":
        file, inside = divmod(mark.start, MEMBER)
        where = f"file {file + 1:,} of {name}, in the order of their names"
        return f"line {number:,} of {where}" if inside else where
    unit = {"warc": "record", "mbox": "message"}.get(kind or "", "line")
    return f"{unit} {number:,} of {name}"


def _kind_of_file(name: str) -> str | None:
    with suppress(OSError, ValueError), open(name, "rb") as file:
        return "zip" if file.read(2) == b"PK" else None
    return None


def size_of(inputs: Sequence[str]) -> int | None:
    """The bytes of all files of the inputs; None where that cannot be known before they are read."""
    total = 0
    for given in inputs:
        if given == "-" or "://" in given:
            return None
        with suppress(OSError, ValueError):
            total += _size(given)
    return total


def _size(path: str) -> int:
    if not os.path.isdir(path):
        return os.stat(path).st_size
    total = 0
    folders = [path]
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as scan:
            for entry in scan:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.is_file():
                    total += entry.stat().st_size
    return total
