"""Where exports go: written beside the place under another name, and there at once when they are whole.

Whatever happens while writing, what stood at the place before still stands there, and nothing half-written does.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from tracker.errors import OutputError

Hold = Callable[[], AbstractContextManager[None]]
_OVERWRITE = "name another place, or overwrite with --force"


@contextmanager
def new_file(place: Path, *, force: bool = False) -> Iterator[Path]:
    """A path to write a file to; it is the file at `place` when all went well. With `force` the one there is replaced.

    The new file has the rights (not the owner) of the one that it replaces. A pipe or a device cannot be replaced and
    is written to as it is: what is half-written has gone through. `OutputError` when there is a file and no `force`,
    when it may not be written, or when the disk refuses.
    """
    place = _expanded(place)
    with _told(place):
        if _is_stream(place):
            yield place
            return
        target = _resolved(place)
        _refuse_file(place, force)
        beside = _beside(target, target.parent)
        try:
            if target.exists():  # before anything is in it: nobody reads what was not for everybody
                beside.touch(0o600)
                beside.chmod(stat.S_IMODE(target.stat().st_mode))
            yield beside
            _refuse_file(place, force)  # another program may have been as quick
            beside.replace(target)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


@contextmanager
def new_folder(place: Path, names: Sequence[str], *, force: bool = False, hold: Hold = nullcontext) -> Iterator[Path]:
    """A folder to write the files of these names to; they are in the folder `place` when all went well.

    A folder that is not there yet comes into being with all of them at once. In one that is there, only files of these
    names are replaced, and only with `force`. Moving them happens within `hold()`.
    """
    place = _expanded(place)
    with _told(place):
        target = _resolved(place)
        _refuse_folder(place, names, force)
        there = target.is_dir()
        beside = _beside(target, target if there else target.parent)
        try:
            beside.mkdir()
            yield beside
            _refuse_folder(place, names, force)
            with hold():
                if there:
                    for name in names:
                        (beside / name).replace(target / name)
                else:
                    beside.rename(target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _expanded(place: Path) -> Path:
    """The place with ``~`` written out, else as it was given: so it stands in what is said of it."""
    try:
        return place.expanduser()
    except RuntimeError as error:
        raise OutputError("no such place", where=str(place), todo="write the path in full") from error


def _resolved(place: Path) -> Path:
    """The place itself, not a link to it, in a folder that is there."""
    try:
        target = place.resolve()
    except (RuntimeError, ValueError) as error:  # a link that leads to itself, a NUL
        raise OutputError("no such place", where=str(place), todo="name another one with --output") from error
    if not target.parent.is_dir():
        raise OutputError(f"no folder {place.parent}", where=place.name, todo="make it first, or name another place")
    return target


def _beside(place: Path, folder: Path) -> Path:
    return folder / f".{place.name[:40]}.{secrets.token_hex(4)}.tmp"


def _is_stream(place: Path) -> bool:
    """Whether it is a pipe or a device of characters (``/dev/null``, ``>(mail …)``), itself or behind a link."""
    try:
        mode = place.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def _refuse_file(place: Path, force: bool) -> None:
    if not place.exists():
        return
    if not place.is_file():
        raise OutputError("not a file", where=str(place), todo="name a file with --output")
    if not force:
        raise OutputError("there is a file already", where=str(place), todo=_OVERWRITE)
    # Putting another file in its place needs no right to it, only to the folder; but somebody wants it to stay.
    if not os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise OutputError("may not be written", where=str(place), todo="name another place with --output")


def _refuse_folder(place: Path, names: Sequence[str], force: bool) -> None:
    if place.exists() and not place.is_dir():
        raise OutputError("not a folder", where=str(place), todo="name a folder with --output")
    for name in names:
        if (place / name).is_dir():
            raise OutputError("there is a folder of this name", where=str(place / name), todo="name another place")
        if (place / name).exists() and not force:
            raise OutputError("there is a file already", where=str(place / name), todo=_OVERWRITE)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Turns what the disk says into one line."""
    try:
        yield
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise OutputError(what, where=str(place), todo="name another place with --output") from error
