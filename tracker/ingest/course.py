"""How far reading has come: of all bytes, and in a file of many articles up to which line; and going on from there."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO

from tracker.records import Bookmark


class Course:
    """Where a reading stands. Given to `read_articles`, it is moved on with every article read; `bookmarks` of an
    earlier reading have files that did not change since begin where that one stopped.

    `passed` bytes are behind, and `quiet` inputs that had nothing new; `bookmark` is the place behind the last article
    read, None outside of tables in files.
    """

    def __init__(self, bookmarks: Iterable[Bookmark] = ()) -> None:
        self._known = {mark.name: mark for mark in bookmarks}
        self._behind = 0
        self._file: io.BufferedReader | None = None
        self.bookmark: Bookmark | None = None
        self.quiet = 0

    @property
    def passed(self) -> int:
        """Bytes behind, of files as they are on the disk."""
        with suppress(OSError, ValueError):  # a pipe, or closed meanwhile
            return self._behind + (self._file.tell() if self._file else 0)
        return self._behind

    @contextmanager
    def of_file(self, file: io.BufferedReader) -> Iterator[None]:
        """Counts the bytes of a file while it is read."""
        self._file, self.bookmark = file, None
        try:
            yield
        finally:
            with suppress(OSError, ValueError):
                self._behind += os.fstat(file.fileno()).st_size
            self._file = self.bookmark = None

    def unchanged(self, bookmark: Bookmark) -> bool:
        """Whether the file of a bookmark is as it was."""
        with suppress(OSError, ValueError):
            found = os.stat(bookmark.name)
            return (found.st_size, found.st_mtime_ns) == (bookmark.size, bookmark.changed)
        return False

    def begin(self, path: str, file: io.BufferedReader, stream: BinaryIO) -> Followed:
        """The lines of a file (`stream`: unpacked) from where it was left."""
        found = os.fstat(file.fileno())
        start = Bookmark(path, found.st_size, found.st_mtime_ns, 0, 0)
        known = self._known.get(path)
        if known is not None and (known.size, known.changed) == (start.size, start.changed):
            _go_to(known.start, stream)
            start = known
        return Followed(stream, start)

    def take(self, lines: Followed) -> None:
        """Notes that an article of these lines was read."""
        start = lines.start
        self.bookmark = Bookmark(start.name, start.size, start.changed, lines.line, lines.at, start.skipped)


class Followed(io.RawIOBase):
    """A binary stream that counts the lines and bytes read of it, from a bookmark on."""

    def __init__(self, stream: BinaryIO, start: Bookmark) -> None:
        super().__init__()
        self._read_line = stream.readline
        self.start = start
        self.line, self.at = start.line, start.start

    def readable(self) -> bool:
        """It is."""
        return True

    def readline(self, size: int | None = -1, /) -> bytes:
        """As of any stream; a line in pieces is counted once."""
        raw = self._read_line(-1 if size is None else size)
        self.at += len(raw)
        if raw.endswith(b"\n"):
            self.line += 1
        return raw


def _go_to(start: int, stream: BinaryIO) -> None:
    """Go past so many bytes of a stream; what is unpacked on the way has to be unpacked again."""
    if stream.seekable():
        stream.seek(start)
        return
    while start > 0 and (chunk := stream.read(min(start, 1 << 20))):
        start -= len(chunk)


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
