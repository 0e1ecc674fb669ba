"""What packed inputs hold: zip archives member by member, gzip data; nothing is unpacked onto the disk.

An archive is not to be trusted: how often, how much and how tightly it is packed has bounds, and what its members are
called is used for nothing but their refs.
"""

from __future__ import annotations

import gzip
import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from tracker.errors import InputError
from tracker.ingest.mending import storable
from tracker.ingest.places import MEMBER, Place
from tracker.records import Article

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_MEMBERS = 100_000
MAX_RATIO = 200
"""So many bytes out of one: text gives 3 to 5, JSON lines up to 30, a bomb 1,000."""
MAX_NESTED = 100_000_000
"""Bytes of an archive within an archive, which is held in memory."""

GZIP = b"\x1f\x8b"
"""What gzip data begin with."""

_FREE = 25_000_000  # bytes that come out of anything, however tightly they are packed: more than one text has
_MAX_SPOOLED = 4_000_000_000  # bytes of an archive that comes through a pipe
_IN_MEMORY = 32_000_000
_DIRECTORY = MAX_MEMBERS * 400  # bytes of the list of members, which zipfile reads whole
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_OF_SYSTEMS = ("__macosx/", "thumbs.db", "desktop.ini")
_ODT = b"application/vnd.oasis.opendocument.text"
_OFFICE = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "META-INF/container.xml": "an e-book (EPUB)",
    "content.xml": "an OpenDocument file",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name as it stands there, ref and where as for a file of its own."""

    name: str
    ref: str
    where: str


ReadMember = Callable[[BinaryIO, Member, Place], Iterator[Article | InputError]]
"""What a member holds, from a place in it on."""


class Rejoined(io.RawIOBase):
    """A stream whose first bytes were taken, whole again. Wrap it: ``io.BufferedReader(Rejoined(head, stream))``."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head, self._stream = io.BytesIO(head), stream
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """The next bytes."""
        into = memoryview(buffer).cast("B")
        data = self._head.read(len(into)) or self._read(len(into))
        into[: len(data)] = data
        return len(data)


class _Unpacked(io.RawIOBase):
    """What comes out of gzip data, as long as it is not a bomb."""

    def __init__(self, packed: BinaryIO, where: str) -> None:
        super().__init__()
        self._taken = _Counted(packed)
        self._unpacked = gzip.GzipFile(fileobj=cast(IO[bytes], self._taken))
        self._where = where
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        into = memoryview(buffer).cast("B")
        data = self._unpacked.read1(len(into))
        self._given += len(data)
        if self._given > _FREE and self._given > MAX_RATIO * self._taken.bytes:
            raise InputError(*_bomb(self._given, self._taken.bytes), where=self._where, todo=_DONT)
        into[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._unpacked.close()
        super().close()


class _Counted:
    """A stream that counts what is taken from it: all that `gzip` needs of a file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.bytes = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.bytes += len(data)
        return data


_DONT = "left out; unpack it yourself if you trust it"


def _bomb(unpacked: int, packed: int) -> tuple[str]:
    return (f"{packed:,} bytes that unpack to {unpacked:,} or more, as a bomb does",)


def unpacked(stream: BinaryIO, where: str) -> BinaryIO:
    """What gzip data hold, as a stream. Reading it raises what `gzip` does, and `InputError` for a bomb."""
    return cast(BinaryIO, io.BufferedReader(_Unpacked(stream, where), 1 << 16))


@contextmanager
def opened_zip(stream: BinaryIO, where: str) -> Iterator[zipfile.ZipFile]:
    """The archive in a stream. One that cannot be searched (a pipe) is kept in a temporary file meanwhile."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
        file = cast(IO[bytes], stream)
        if not (isinstance(stream, io.BytesIO) or (isinstance(stream, io.BufferedReader) and stream.seekable())):
            size = 0
            while chunk := stream.read(1 << 20):
                size += len(chunk)
                if size > _MAX_SPOOLED:
                    raise InputError("an archive of more than 4 GB through a pipe", where=where, todo="name the file")
                spool.write(chunk)
            file = cast(IO[bytes], spool)
        _refuse_crowd(file, where)
        try:
            archive = zipfile.ZipFile(file)
        # NotImplementedError: zipfile's word for a version of the format that it does not know
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError) as error:
            said = f"damaged zip archive: {error}"
            raise InputError(said, where=where, todo="fetch or pack the file again") from error
        with archive:
            if sum(info.compress_size for info in archive.infolist()) > file.seek(0, io.SEEK_END):
                raise InputError("an archive whose files lie over each other, as in a bomb", where=where, todo=_DONT)
            yield archive


def office_kind(archive: zipfile.ZipFile) -> str | None:
    """``"docx"`` or ``"odt"``, or in words which other kind of document this archive is; None: a plain archive."""
    names = set(archive.namelist())
    found = next((kind for name, kind in _OFFICE.items() if name in names), None)
    if found != _OFFICE["content.xml"]:
        return found
    try:
        with archive.open("mimetype") as stream:
            return "odt" if stream.read(80).startswith(_ODT) else found
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        return found


def read_members(
    archive: zipfile.ZipFile,
    *,
    ref: str,
    where: str,
    wanted: Callable[[str], bool],
    read: ReadMember,
    place: Place | None = None,
) -> Iterator[Article | InputError]:
    """What `read` makes of each `wanted` member, in the order of their names; what cannot be unpacked is named.

    Members before the `place` are not opened. It moves on within a member too, where its reader says how far it is."""
    place = place or Place()
    first, inside = divmod(place.start, MEMBER)
    begin = Place(place.line, inside)
    seen: dict[str, int] = {}
    found = False
    for number, info in enumerate(sorted(archive.infolist(), key=lambda info: info.filename)):
        name = _name(info)
        if info.is_dir() or _is_hidden(name) or not wanted(name):
            continue
        found = True
        seen[name] = seen.get(name, 0) + 1
        if number < first:
            continue
        shown = name if seen[name] == 1 else f"{name}~{seen[name]}"  # two members of one name are two
        member = Member(name, f"{ref}/{shown}", f"{where}/{shown}")
        inner = begin if number == first else Place()
        for item, behind in _placed(_of_member(archive, info, member, read, inner), inner):
            if behind is None:
                place.move(0, (number + 1) * MEMBER)
            elif behind.start < MEMBER:
                place.move(behind.line, number * MEMBER + behind.start)
            else:  # an archive within this one: it has members of its own, and is read again from its beginning
                place.move(0, number * MEMBER)
            yield item
    if not found:
        raise InputError("nothing to read in this archive", where=where, todo="it holds no kind of file that is read")


def _of_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, member: Member, read: ReadMember, begin: Place
) -> Iterator[Article | InputError]:
    """What a member holds, and at last what is wrong with it."""
    try:
        _refuse(info, member.where)
        with archive.open(info) as stream:
            yield from read(cast(BinaryIO, stream), member, begin)
    except InputError as error:
        yield error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        said = f"cannot be unpacked: {str(error)[:200]}"
        yield InputError(said, where=member.where, todo="fetch or pack the archive again")


def _placed(items: Iterator[Article | InputError], place: Place) -> Iterator[tuple[Article | InputError, Place | None]]:
    """Each item, and the place behind it; None behind the last, which is known when the next was asked for."""
    held: tuple[Article | InputError, Place] | None = None
    for item in items:
        if held is not None:
            yield held
        held = item, replace(place)
    if held is not None:
        yield held[0], None


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name with forward slashes; never a path of this machine."""
    parts = storable(info.filename.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "?"


def _is_hidden(name: str) -> bool:
    low = name.lower()
    return low.startswith(_OF_SYSTEMS) or low.endswith(_OF_SYSTEMS) or any(p.startswith(".") for p in name.split("/"))


def _refuse(info: zipfile.ZipInfo, where: str) -> None:
    """Raise for a member that is not to be unpacked."""
    if info.flag_bits & 0x1:
        raise InputError("needs a password", where=where, todo="unpack it yourself, then name the folder")
    if info.compress_type not in _METHODS:
        raise InputError("packed in an unusual way", where=where, todo="unpack it yourself, then name the folder")
    if info.file_size > _FREE and info.file_size > MAX_RATIO * info.compress_size:
        raise InputError(*_bomb(info.file_size, info.compress_size), where=where, todo=_DONT)


def _refuse_crowd(file: IO[bytes], where: str) -> None:
    """Raise for an archive whose list of members alone would fill the memory. `zipfile` looks at it too late."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 66_000))
    tail = file.read(66_000)
    at = tail.rfind(_END)
    if at >= 0 and len(tail) >= at + 16:
        members, directory = struct.unpack_from("<H", tail, at + 10)[0], struct.unpack_from("<L", tail, at + 12)[0]
        at64 = tail.rfind(_END64)
        if at64 >= 0 and len(tail) >= at64 + 48:  # as zipfile does: the larger record, where there is one
            members, directory = (max(a, b) if a not in (0xFFFF, 0xFFFFFFFF) else b for a, b in zip(
                (members, directory), struct.unpack_from("<QQ", tail, at64 + 32), strict=True))  # fmt: skip
        if members > MAX_MEMBERS or directory > _DIRECTORY:
            said = f"an archive of more than {MAX_MEMBERS:,} files"
            raise InputError(said, where=where, todo="unpack it yourself, then name the folder")
    file.seek(0)
