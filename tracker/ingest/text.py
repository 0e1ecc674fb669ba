"""Plain text: bytes in, one article out, or one line that says why not."""

from __future__ import annotations

from tracker.errors import InputError
from tracker.ingest.encodings import read_bytes, unmarked_wide, wide_encoding
from tracker.ingest.headline import complete
from tracker.records import Article

MAX_BYTES = 20_000_000
"""The longest single text. A 40,000-word article has 0.25 MB; what is eighty times as long is a dump or a log."""

_PLAIN = "save it as plain text first"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", "name it .pdf, or give --input pdf"),
    (b"PK\x03\x04", "a zip archive or an office document", "name it .zip or .docx, or give --input"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office document", _PLAIN),
    (b"{\\rtf", "a rich text (RTF) document", _PLAIN),
    (b"\x1f\x8b", "gzip data", "unpack it first: gunzip -c FILE"),
    (b"BZh", "bzip2 data", "unpack it first"),
    (b"\xfd7zXZ\x00", "xz data", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a", "a RAR archive", "unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database", "it belongs behind --db, not among the articles"),
    (b"\x89PNG", "a PNG picture", "give the text of the article"),
    (b"\xff\xd8\xff", "a JPEG picture", "give the text of the article"),
    (b"GIF8", "a GIF picture", "give the text of the article"),
    (b"RIFF", "sound, film or a picture (RIFF)", "give the text of the article"),
    (b"ID3", "an MP3 recording", "give the text of the article"),
    (b"OggS", "an Ogg recording", "give the text of the article"),
    (b"\x7fELF", "a program", "give the text of the article"),
    (b"WARC/1.", "a web archive (WARC)", "name it .warc, or give --input warc"),
)
_PAGE, _FEED = "name it .html, or give --input html", "name it .rss, or give --input feed"
_MARKUP: tuple[tuple[bytes, str, str], ...] = (
    (b"<!doctype html", "a web page (HTML)", _PAGE),
    (b"<html", "a web page (HTML)", _PAGE),
    (b"<?xml", "an XML document", _PLAIN),
    (b"<rss", "a feed", _FEED),
    (b"<feed", "a feed", _FEED),
)
_UTF8_BOM = b"\xef\xbb\xbf"
_HEAD = 8192  # where git, too, looks for a NUL to tell binary from text


def refuse_binary(data: bytes, where: str) -> None:
    """Raise `InputError` where the first bytes are those of a known format that is no text, or hold a NUL."""
    for magic, what, todo in _SIGNATURES:
        if data.startswith(magic):
            raise InputError(f"this is {what}, not text", where=where, todo=todo)
    if b"\x00" not in data[:_HEAD] or unmarked_wide(data) is not None:
        return
    raise InputError("binary data, not text (it holds NUL bytes)", where=where, todo="give the text of the article")


def article_from_bytes(data: bytes, *, ref: str, where: str) -> Article:
    """One article from the bytes of one text, or `InputError`. Nothing is trimmed."""
    if len(data) > MAX_BYTES:
        raise InputError(
            f"longer than {MAX_BYTES // 1_000_000} MB, too long for one article",
            where=where,
            todo='split it, or give JSON lines: {"id": …, "text": …}, one article a line',
        )
    if wide_encoding(data) is None:
        refuse_binary(data, where)
    head = data[:_HEAD].removeprefix(_UTF8_BOM).lstrip().lower()
    for opening, what, todo in _MARKUP:
        if head.startswith(opening):
            raise InputError(f"this is {what}, not text", where=where, todo=todo)
    decoded = read_bytes(data, where)
    text = decoded.text
    if not text.strip():
        raise InputError("empty" if not text else "nothing but white space", where=where, todo="nothing to read here")
    return complete(Article(ref=ref, text=text, mended=decoded.mended))
