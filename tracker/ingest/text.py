"""Plain text: bytes in, one article out, or one line that says why not."""

from __future__ import annotations

from tracker.errors import InputError
from tracker.ingest.headline import complete, mend
from tracker.records import Article

MAX_BYTES = 20_000_000
"""The longest single text. A 40,000-word article has 0.25 MB; what is eighty times as long is a dump or a log."""

_PLAIN = "save it as plain text first"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", "turn it into text first, for instance with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office document (docx, xlsx, odt, epub)", _PLAIN),
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
    (b"WARC/1.", "a web archive (WARC)", "web archives are not read yet: save the page as text"),
)
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<?xml", "an XML document"),
    (b"<rss", "a feed"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_UTF8_BOM = b"\xef\xbb\xbf"
_HEAD = 8192  # where git, too, looks for a NUL to tell binary from text


def wide_encoding(data: bytes) -> str | None:
    """``"UTF-16"`` or ``"UTF-32"`` where the data begin with that byte order mark."""
    return next((name for mark, name in _BOMS if data.startswith(mark)), None)


def refuse_binary(data: bytes, where: str) -> None:
    """Raise `InputError` where the first bytes are those of a known format that is no text, or hold a NUL."""
    for magic, what, todo in _SIGNATURES:
        if data.startswith(magic):
            raise InputError(f"this is {what}, not text", where=where, todo=todo)
    if b"\x00" not in data[:_HEAD]:
        return
    pairs = data[: _HEAD // 2]
    for name, zeros in (("UTF-16LE", pairs[1::2]), ("UTF-16BE", pairs[::2])):
        if zeros and zeros.count(0) > 0.4 * len(zeros) and pairs.count(0) < 0.6 * len(pairs):
            todo = f"convert it: iconv -f {name} -t UTF-8"
            raise InputError(f"looks like {name} without a byte order mark", where=where, todo=todo)
    raise InputError("binary data, not text (it holds NUL bytes)", where=where, todo="give the text of the article")


def decode(data: bytes, where: str, *, line: int | None = None) -> str:
    """Decode UTF-8 strictly, or UTF-16/32 where a byte order mark says so. A byte order mark is not part of the text.

    `where` names the input in the error, which says at which byte and line the data stop being UTF-8; `line` is the
    line's number where `data` are one line of a file (it is then part of `where` already).
    """
    if (wide := wide_encoding(data)) is not None:
        try:
            return data.decode(wide)
        except UnicodeDecodeError as error:
            raise InputError(
                f"broken {wide} at byte {error.start + 1}", where=where, todo="save the text as UTF-8"
            ) from None
    skipped = len(_UTF8_BOM) if data.startswith(_UTF8_BOM) else 0
    try:
        return data[skipped:].decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start + skipped
        place = f"byte {at + 1}" if line is not None else f"byte {at + 1}, line {data.count(10, 0, at) + 1}"
        raise InputError(
            f"not UTF-8: 0x{data[at]:02X} at {place}",
            where=where,
            todo="convert it, for instance: iconv -f WINDOWS-1252 -t UTF-8",
        ) from None


def article_from_bytes(data: bytes, *, ref: str, where: str) -> Article:
    """One article from the bytes of one text, or `InputError`. No newline is translated and nothing is trimmed."""
    if len(data) > MAX_BYTES:
        raise InputError(
            f"longer than {MAX_BYTES // 1_000_000} MB, too long for one article",
            where=where,
            todo='split it, or give JSON lines: {"id": …, "text": …}, one article a line',
        )
    if wide_encoding(data) is None:
        refuse_binary(data, where)
    head = data[:_HEAD].removeprefix(_UTF8_BOM).lstrip().lower()
    for opening, what in _MARKUP:
        if head.startswith(opening):
            raise InputError(f"this is {what}, which is not read yet", where=where, todo="save it as plain text")
    text = mend(decode(data, where))
    if not text.strip():
        raise InputError("empty" if not text else "nothing but white space", where=where, todo="nothing to read here")
    return complete(Article(ref=ref, text=text))
