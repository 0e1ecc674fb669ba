"""Outlook messages made for the tests: the small file system that a ``.msg`` is ([MS-CFB], [MS-OXMSG])."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class _File:
    """Sectors, small sectors, and entries of the directory, as they are added."""

    def __init__(self) -> None:
        self.sectors: list[bytes] = []
        self.next: list[int] = []
        self.small = b""
        self.small_next: list[int] = []
        self.entries: list[bytes] = []

    def chain(self, data: bytes) -> int:
        """Puts data into sectors; gives the first."""
        first = len(self.sectors)
        pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        self.sectors += pieces
        self.next += [*range(first + 1, first + len(pieces)), _END]
        return first if pieces else _END

    def stream(self, data: bytes) -> int:
        """The same for a stream: a short one into small sectors."""
        if len(data) >= _CUTOFF:
            return self.chain(data)
        first, number = len(self.small_next), -(-len(data) // _MINI)
        self.small += data.ljust(number * _MINI, b"\0")
        self.small_next += [*range(first + 1, first + number), _END] if number else []
        return first if number else _END

    def add(self, files: Mapping[str, bytes | Mapping[str, bytes]]) -> int:
        """Puts files and folders into the directory; gives the number of the first, each the right sibling of the one
        before."""
        first = before = _FREE
        for name, held in sorted(files.items(), key=lambda item: (len(item[0]), item[0].upper())):
            number = len(self.entries)
            self.entries.append(b"")
            if isinstance(held, bytes):
                self.entries[number] = _entry(name, _STREAM, start=self.stream(held), size=len(held))
            else:
                self.entries[number] = _entry(name, _STORAGE, child=self.add(held))
            if before == _FREE:
                first = number
            else:
                self.entries[before] = self.entries[before][:72] + struct.pack("<L", number) + self.entries[before][76:]
            before = number
        return first


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    named = name.encode("utf-16-le") + b"\0\0"
    times = bytes(16 + 4 + 16)
    return (
        named.ljust(64, b"\0")
        + struct.pack("<HBBLLL", len(named), kind, 1, _FREE, _FREE, child)
        + times
        + struct.pack("<LQ", start, size)
    )


def compound(files: Mapping[str, bytes | Mapping[str, bytes]]) -> bytes:
    """A compound file of these streams and folders."""
    file = _File()
    file.entries.append(b"")
    child = file.add(files)
    small = file.chain(file.small)
    file.entries[0] = _entry("Root Entry", _ROOT, child=child, start=small, size=len(file.small))
    small_fat = file.chain(b"".join(struct.pack("<L", one) for one in file.small_next).ljust(_SECTOR, b"\xff"))
    directory = file.chain(b"".join(file.entries))
    number = 1
    while (len(file.sectors) + number) * 4 > number * _SECTOR:
        number += 1
    places = range(len(file.sectors), len(file.sectors) + number)
    fat = b"".join(struct.pack("<L", one) for one in [*file.next, *[_FAT] * number]).ljust(number * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xLLLLLLLLLL", 0x3E, 3, 0xFFFE, 9, 6, 0, number, directory, 0, _CUTOFF, small_fat,
                          -(-len(file.small_next) * 4 // _SECTOR) or 1, _END, 0, places[0])  # fmt: skip
    header += b"".join(struct.pack("<L", one) for one in places[1:])
    return header.ljust(_SECTOR, b"\xff") + b"".join(file.sectors) + fat


def properties(values: Mapping[tuple[int, int], bytes]) -> bytes:
    """The list of properties of a fixed length: by tag and type."""
    return bytes(32) + b"".join(
        struct.pack("<HHL8s", kind, tag, 6, value.ljust(8, b"\0")) for (tag, kind), value in values.items()
    )


def moment(when: datetime) -> bytes:
    """A time as Windows counts it."""
    seconds = int((when - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds())
    return (seconds * 10_000_000).to_bytes(8, "little")


def msg(
    strings: Mapping[int, str] | None = None,
    *,
    more: Mapping[str, bytes] | None = None,
    values: Mapping[tuple[int, int], bytes] | None = None,
    attached: Mapping[str, bytes] | None = None,
) -> bytes:
    """A message of Outlook: strings by their tag, other streams by name, and documents by theirs."""
    files: dict[str, bytes | Mapping[str, bytes]] = {
        f"__substg1.0_{tag:04X}001F": text.encode("utf-16-le") for tag, text in (strings or {}).items()
    }
    files |= more or {}
    files["__properties_version1.0"] = properties(values or {})
    for number, (name, data) in enumerate((attached or {}).items()):
        files[f"__attach_version1.0_#{number:08X}"] = {
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": data,
            "__properties_version1.0": bytes(8),
        }
    return compound(files)
