"""From what was typed on the command line to articles: files, folders, standard input, each to its reader."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal, cast

from tracker.errors import InputError
from tracker.ingest.headline import mend
from tracker.ingest.tables import looks_like_table, read_table
from tracker.ingest.text import MAX_BYTES, article_from_bytes
from tracker.records import Article

InputFormat = Literal["auto", "text", "jsonl"]

TEXT_SUFFIXES = (".txt", ".md", ".text")
TABLE_SUFFIXES = (".jsonl", ".ndjson")
_GZIPPED_TABLES = tuple(f"{suffix}.gz" for suffix in TABLE_SUFFIXES)
_BLANK_MAX = 65_536  # bytes of blank lines before the first look at what an input is
_NOT_YET = {
    ".html": "web pages are not read yet: save the page as text",
    ".htm": "web pages are not read yet: save the page as text",
    ".csv": 'not read yet: write JSON lines, {"id": …, "text": …}',
    ".tsv": 'not read yet: write JSON lines, {"id": …, "text": …}',
}


def read_articles(
    inputs: Sequence[str], *, input_format: InputFormat = "auto", stdin: BinaryIO | None = None
) -> Iterator[Article | InputError]:
    """Read articles from text files, folders, JSON lines and standard input (``-``), one at a time.

    What cannot be read comes as an `InputError` value in its place, never raised: ``for item in read_articles(["news",
    "more.jsonl"])`` always goes on to the next. Files are told apart by name (``.jsonl``, ``.ndjson``, ``.json``, each
    also with ``.gz``, are JSON lines) and, where the name says nothing, by their first line; `input_format` overrules
    both. Folders are read in sorted order, without hidden files. The ``ref`` of a text is its path as given, without
    ``./``; of a line without an id, ``PATH:LINE``. `stdin` replaces the standard input of the process.
    """
    for given in inputs:
        try:
            if given == "-":
                yield from _read_stdin(stdin, input_format)
            elif given.lower().startswith(("http://", "https://")):
                raise InputError("a web address", where=given, todo="web pages are not read yet: save the page as text")
            elif not given:
                raise InputError("a file name is empty", todo="name a file, a folder or - for standard input")
            elif os.path.isdir(given):
                yield from _read_folder(given, input_format)
            else:
                yield from _read_file(given, input_format)
        except InputError as error:
            yield error
        except (OSError, EOFError, ValueError, zlib.error) as error:
            yield _cannot_read(given, error)


def _cannot_read(path: str, error: Exception) -> InputError:
    """The one line for what the operating system or the unpacker said."""
    if isinstance(error, FileNotFoundError):
        return InputError("no such file or folder", where=path, todo="check the name")
    if isinstance(error, PermissionError):
        return InputError("not allowed to read it", where=path, todo="check its permissions")
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return InputError(f"damaged gzip data: {error}", where=path, todo="fetch or pack the file again")
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"cannot be read: {reason}", where=path)


def _read_stdin(stdin: BinaryIO | None, input_format: InputFormat) -> Iterator[Article | InputError]:
    stream = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("there is no standard input", where="stdin", todo="name a file")
    try:
        yield from _read_stream(stream, ref="-", where="stdin", kind=input_format)
    except (OSError, ValueError) as error:
        raise _cannot_read("stdin", error) from error


def _read_file(path: str, input_format: InputFormat) -> Iterator[Article | InputError]:
    kind: InputFormat = _kind_by_name(path) if input_format == "auto" else input_format
    ref = _ref(path)
    with open(path, "rb") as file:
        if file.peek(2)[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield from _read_stream(cast(BinaryIO, unpacked), ref=ref, where=path, kind=kind)
        else:
            yield from _read_stream(file, ref=ref, where=path, kind=kind)


def _kind_by_name(path: str) -> InputFormat:
    """The format the name promises, or ``auto``; raises for one that is known and not read yet."""
    name = os.path.basename(path).lower().removesuffix(".gz")
    if name.endswith((*TABLE_SUFFIXES, ".json")):
        return "jsonl"
    if name.endswith(TEXT_SUFFIXES):
        return "text"
    if (todo := _NOT_YET.get(os.path.splitext(name)[1])) is not None and os.path.exists(path):
        raise InputError(f"a {os.path.splitext(name)[1]} file", where=path, todo=todo)
    return "auto"


def _read_stream(stream: BinaryIO, *, ref: str, where: str, kind: InputFormat) -> Iterator[Article | InputError]:
    """One open stream, as text or as a table; `auto` looks at its first line that is not blank."""
    head = bytearray()
    if kind == "auto":
        line = b""
        while not line.strip() and len(head) <= _BLANK_MAX and (line := stream.readline(MAX_BYTES + 1)):
            head += line
        kind = "jsonl" if looks_like_table(line) else "text"
    if kind == "jsonl":
        yield from read_table(stream, ref=ref, where=where, head=bytes(head))
        return
    buffer = io.BytesIO()
    buffer.write(head)
    while buffer.tell() <= MAX_BYTES and (chunk := stream.read(1 << 20)):
        buffer.write(chunk)
    yield article_from_bytes(buffer.getvalue(), ref=ref, where=where)


def _read_folder(folder: str, input_format: InputFormat) -> Iterator[Article | InputError]:
    suffixes: tuple[str, ...] = ()
    if input_format != "jsonl":
        suffixes += TEXT_SUFFIXES
    if input_format != "text":
        suffixes += TABLE_SUFFIXES + _GZIPPED_TABLES
    found = False
    for entry in _walk(folder):
        if isinstance(entry, InputError):
            found = True
            yield entry
        elif entry.lower().endswith(suffixes):
            found = True
            try:
                yield from _read_file(entry, input_format)
            except InputError as error:
                yield error
            except (OSError, EOFError, ValueError, zlib.error) as error:
                yield _cannot_read(entry, error)
    if not found:
        raise InputError("no text in this folder", where=folder, todo=f"looked for {' '.join(suffixes)}")


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
    return mend(Path(path).as_posix())
