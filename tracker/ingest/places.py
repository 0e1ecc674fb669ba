"""Places in streams of many articles: behind the last one that was read, so that another reading can begin there."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

MEMBER = 1 << 40
"""Within a zip archive `Place.start` counts each member that is behind as so many bytes; no member is as long."""


@dataclass(slots=True)
class Place:
    """How far a stream is read. Its reader begins there, and moves it on before each article or error that it gives.

    `line` lines (of a web archive: records, of a mailbox: messages) are behind, and the next begins at byte `start` of
    what is unpacked; a `start` of 0 with lines behind: only the lines can be counted. Of a zip archive `line` is of the
    member in which it stands. A reader of one article leaves it where it is."""

    line: int = 0
    start: int = 0

    def move(self, line: int, start: int) -> None:
        """All up to here is behind."""
        self.line, self.start = line, start


class Followed(io.RawIOBase):
    """The lines of a stream, which begins at the place; counts lines and bytes there as they are read."""

    def __init__(self, stream: BinaryIO, place: Place) -> None:
        super().__init__()
        self._read_line = stream.readline
        self._place = place

    def readable(self) -> bool:
        """It is."""
        return True

    def readline(self, size: int | None = -1, /) -> bytes:
        """As of any stream; a line in pieces is counted once."""
        raw = self._read_line(-1 if size is None else size)
        self._place.start += len(raw)
        if raw.endswith(b"\n"):
            self._place.line += 1
        return raw


def go_past(number: int, stream: BinaryIO) -> None:
    """Leave out so many bytes of a stream; what is unpacked on the way has to be unpacked again."""
    if stream.seekable():
        stream.seek(number, io.SEEK_CUR)
        return
    while number > 0 and (chunk := stream.read(min(number, 1 << 20))):
        number -= len(chunk)
