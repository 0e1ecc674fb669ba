"""From what was typed on the command line to articles: files, folders, standard input, each to its reader."""

from __future__ import annotations

import gzip
import os
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from tracker.errors import InputError
from tracker.ingest.addresses import is_web_address
from tracker.ingest.course import Course
from tracker.ingest.kinds import SUFFIXES, Kind, kind_by_name
from tracker.ingest.mending import storable
from tracker.ingest.opened import read_opened, read_other
from tracker.ingest.reading import Reading
from tracker.ingest.web import Web
from tracker.records import Article

InputFormat = Literal[
    "auto", "text", "jsonl", "csv", "tsv", "html", "feed", "zip", "warc", "pdf", "docx", "odt", "eml", "mbox", "msg",
    "mhtml", "webarchive",
]  # fmt: skip

_NOT_READ = {
    ".xlsx": "save the sheet as CSV",
    ".xls": "save the sheet as CSV",
    ".ods": "save the sheet as CSV",
    ".doc": "save it as DOCX or as text",
    ".rtf": "save it as DOCX or as text",
    ".epub": "save it as text",
}
_HOST = re.compile(r"(?:www\.|(?:[\w-]+\.)+[a-z]{2,}/)", re.IGNORECASE)


def read_articles(
    inputs: Sequence[str],
    *,
    input_format: InputFormat = "auto",
    reading: Reading | None = None,
    stdin: BinaryIO | None = None,
    course: Course | None = None,
) -> Iterator[Article | InputError]:
    """Read articles, one at a time: texts, tables (JSON lines, CSV), web pages and archives of them, feeds, PDF, DOCX,
    e-mail, zip archives and folders of any, web addresses, standard input (``-``).

    What cannot be read comes as an `InputError` value in its place, never raised: ``for item in read_articles(["news",
    "more.jsonl"])`` always goes on to the next. Files are told apart by name (each also with ``.gz``) and, where the
    name says nothing, by their first bytes; `input_format` overrules both. Folders are read in sorted order, without
    hidden files. The ``ref`` of a text is its path as given, without ``./``, and in an archive goes on within it
    (``news.zip/may/a.txt``); of a row without an id, ``PATH:LINE``; of a page in a web archive, and of what
    was fetched, its address. `reading` are the options; `stdin` replaces the standard input of the process. `course`
    is told how far the reading is, and may have it begin where an earlier one stopped.
    """
    web = Web(Reading() if reading is None else reading, read_other)
    course = course or Course()
    for given in inputs:
        is_quiet = True
        for item in _read_input(given, input_format, stdin, web, course):
            is_quiet = False
            yield item
        course.quiet += is_quiet


def _read_input(
    given: str, input_format: InputFormat, stdin: BinaryIO | None, web: Web, course: Course
) -> Iterator[Article | InputError]:
    """What one input holds; nothing where it is a feed without a new entry."""
    try:
        if given == "-":
            yield from _read_stdin(stdin, input_format, web)
        elif is_web_address(given):
            yield from web.read_address(given)
        elif not given:
            raise InputError("a file name is empty", todo="name a file, a folder or - for standard input")
        elif os.path.isdir(given):
            yield from _read_folder(given, input_format, web, course)
        else:
            yield from _read_file(given, input_format, web, course)
    except InputError as error:
        yield error
    except (OSError, EOFError, ValueError, zlib.error) as error:
        yield _cannot_read(given, error)


def _cannot_read(path: str, error: Exception) -> InputError:
    """The one line for what the operating system or the unpacker said."""
    if isinstance(error, FileNotFoundError):
        return InputError("no such file or folder", where=path, todo=_what_it_may_be(path))
    if isinstance(error, PermissionError):
        return InputError("not allowed to read it", where=path, todo="check its permissions")
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return InputError(f"damaged gzip data: {error}", where=path, todo="fetch or pack the file again")
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"cannot be read: {reason}", where=path)


def _what_it_may_be(path: str) -> str:
    """What to do about a name under which there is no file: it may be an address."""
    if "://" in path:
        return "of addresses only http and https are read"
    return "check the name" + ("; an address begins with https://" if _HOST.match(path) else "")


def _read_stdin(stdin: BinaryIO | None, input_format: InputFormat, web: Web) -> Iterator[Article | InputError]:
    stream = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("there is no standard input", where="stdin", todo="name a file")
    kind: Kind | None = None if input_format == "auto" else input_format
    try:
        yield from read_opened(stream, ref="-", where="stdin", kind=kind, web=web)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise _cannot_read("stdin", error) from error


def _read_file(
    path: str, input_format: InputFormat, web: Web, course: Course, ref: str | None = None
) -> Iterator[Article | InputError]:
    kind: Kind | None = _kind_by_name(path) if input_format == "auto" else input_format
    with open(path, "rb") as file, course.of_file(path, file) as place:
        for item in read_opened(file, ref=ref or _ref(path), where=path, kind=kind, web=web, place=place):
            course.take(place)
            yield item


def _kind_by_name(path: str) -> Kind | None:
    """The kind the name promises, or None; raises for one that is known and not read."""
    kind = kind_by_name(os.path.basename(path))
    ending = os.path.splitext(os.path.basename(path).lower())[1]
    if kind is None and (todo := _NOT_READ.get(ending)) is not None and os.path.exists(path):
        raise InputError(f"a {ending} file", where=path, todo=todo)
    return kind


def _read_folder(folder: str, input_format: InputFormat, web: Web, course: Course) -> Iterator[Article | InputError]:
    plain = [one for kind, suffixes in SUFFIXES.items() if input_format in ("auto", kind) for one in suffixes]
    wanted = tuple(plain) + tuple(f"{one}.gz" for one in plain)
    found = False
    for entry in _walk(folder):
        if isinstance(entry, InputError):
            found = True
            yield entry
            continue
        delivered = _delivered(entry) if input_format in ("auto", "eml") else None
        if delivered is not None or entry.lower().endswith(wanted):
            found = True
            try:
                yield from _read_file(entry, "eml" if delivered else input_format, web, course, delivered)
            except InputError as error:
                yield error
            except (OSError, EOFError, ValueError, zlib.error) as error:
                yield _cannot_read(entry, error)
    if not found:
        raise InputError("no text in this folder", where=folder, todo=f"looked for {' '.join(plain)}")


def _delivered(path: str) -> str | None:
    """The ref of a message in a maildir (folders ``cur``, ``new`` and ``tmp``); None for any other file. Its name ends
    with marks that change when it is read, and so does its folder: the ref has neither."""
    folder, name = os.path.split(path)
    mailbox, part = os.path.split(folder)
    if part not in ("cur", "new") or not all(
        os.path.isdir(os.path.join(mailbox, one)) for one in ("cur", "new", "tmp")
    ):
        return None
    return f"{_ref(mailbox)}#{storable(name.partition(':')[0])}"


def _walk(folder: str) -> Iterator[str | InputError]:
    """Paths of the files below a folder, sorted by name at each level. Links to folders are not followed (loops)."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted((entry for entry in scan if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as error:
        yield _cannot_read(folder, error)
        return
    for entry in entries:
        path = os.path.join(folder, entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        elif entry.is_file():
            yield path


def _ref(path: str) -> str:
    """The path as given, with forward slashes and without ``./``; a name that is not UTF-8 keeps its readable part."""
    return storable(Path(path).as_posix())
