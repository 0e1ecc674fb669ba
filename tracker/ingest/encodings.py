"""Bytes to text: UTF-8 strictly, then byte order marks, then a guess that has to make sense.

Nothing is guessed where the bytes are UTF-8, as nearly all texts are. A guess is judged by where the characters stand
that it gives: between letters belongs a letter or an apostrophe, before a word an opening mark, behind one a closing
one. Most letters of an English text are ASCII, so that statistics of letters have little to hold on to; a text that is
mostly not ASCII goes to charset-normalizer.

Of a text whose encoding nobody can tell nothing is read; a web page is read all the same, as browsers do.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from tracker.errors import InputError

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MARKS = tuple(mark for mark, _ in _BOMS)
_WIDE_PAGE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}?encoding=["']([\w.-]+)""", re.I
)
_DECLARED_WITHIN = 4096
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1|<[^<>]{1,2000}>", re.S | re.I)
# What browsers do (WHATWG, Encoding): a page that calls itself Latin-1 or ASCII is Windows-1252, which has all of
# theirs and the quotation marks that are meant.
_AS_BROWSERS_READ = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_HEAD = 8192  # where git, too, looks for a NUL to tell binary from text
_SAMPLE = 400  # characters outside ASCII that are looked at
_LOOKED_AT = 262_144  # bytes given to charset-normalizer
# What English newsrooms wrote in before UTF-8, the likeliest first: it wins where several make as much sense.
_LIKELY = ("windows-1252", "mac-roman", "windows-1250", "iso-8859-2", "cp850", "cp437")
_FOREIGN = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u", "iso8859_2",
    "iso8859_5", "iso8859_7", "big5", "gb18030", "shift_jis", "euc_jp", "euc_kr", "iso2022_jp",
)  # fmt: skip
_SHORTEST_WIDE = 8  # bytes
_FOREIGN_SHARE = 0.15  # of the bytes: above it a text is not English in a Western encoding
_LONGEST_RUN = 4  # letters outside ASCII one after the other, as in Polish; more there are in no Western text
_FOREIGN_LEAST = 16  # bytes outside ASCII: of fewer no statistics tell anything
_SENSE = 0.6  # of the characters outside ASCII must stand where they belong, in a guess that is taken
_FEW = 0.2  # of what is outside ASCII may be no UTF-8 in a text that is UTF-8 all the same


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and, in words for `Article.mended`, what had to be guessed for it; None where nothing had."""

    text: str
    note: str | None = None
    encoding: str = "utf-8"

    @property
    def mended(self) -> tuple[str, ...]:
        """The note as `Article.mended` has it."""
        return () if self.note is None else (self.note,)


def wide_encoding(data: bytes) -> str | None:
    """``"UTF-16"`` or ``"UTF-32"`` where the data begin with that byte order mark."""
    if not data.startswith(_MARKS):
        return None
    return next(name for mark, name in _BOMS if data.startswith(mark))


def unmarked_wide(data: bytes) -> str | None:
    """``"UTF-16LE"`` or ``"UTF-16BE"`` where the zeros of Western text in it stand at every second byte."""
    pairs = data[: _HEAD // 2]
    if len(data) % 2 or len(data) < _SHORTEST_WIDE:
        return None
    for name, zeros in (("UTF-16LE", pairs[1::2]), ("UTF-16BE", pairs[::2])):
        if zeros and zeros.count(0) > 0.4 * len(zeros) and pairs.count(0) < 0.6 * len(pairs):
            return name
    return None


def read_bytes(
    data: bytes, where: str, *, line: int | None = None, declared: str | None = None, likely: str | None = None
) -> Decoded:
    r"""The text of bytes. A byte order mark is no part of it.

    `declared` is the encoding that a page or a message says it has: believed where the bytes are no UTF-8, and it fits.
    `likely` is what the line before was guessed to be. `where` names the input in an `InputError`, which says where the
    data stop being UTF-8; `line` is the line's number where `data` are one line of a file (it is then part of `where`).

    >>> read_bytes(b"The caf\xe9 \x93reopened\x94.", "a.txt")
    Decoded(text='The café “reopened”.', note='read as windows-1252', encoding='windows-1252')
    """
    if (wide := wide_encoding(data)) is not None:
        return _read_wide(data, wide, where)
    rest = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(rest.decode("utf-8"))
    except UnicodeDecodeError as error:
        broken = error
    if (unmarked := unmarked_wide(data)) is not None:
        return _read_wide(data, unmarked, where)
    for name, note in ((declared, "read as {}, as it says"), (likely, "read as {}")):
        if name is not None and (found := _read_as(rest, name, note)) is not None:
            return found
    if (mixed := _mostly_utf8(rest)) is not None:
        return mixed
    if (guessed := _guess(rest)) is not None:
        return guessed
    at = broken.start + len(data) - len(rest)
    place = f"byte {at + 1}" if line is not None else f"byte {at + 1}, line {data.count(10, 0, at) + 1}"
    raise InputError(
        f"not UTF-8: 0x{data[at]:02X} at {place}, and no other encoding makes sense of it",
        where=where,
        todo="convert it, for instance: iconv -f WINDOWS-1252 -t UTF-8",
    )


def read_page(data: bytes, where: str, *, charset: str | None = None) -> Decoded:
    """The text of a web page: by a byte order mark, as UTF-8 where it is that, by `charset` (what the server said), by
    what the page says of itself, by a guess as for other texts, and as windows-1252, which browsers fall back to.

    A page is never refused for its encoding, only for being no text at all.
    """
    if (wide := _WIDE_PAGE.get(data[:2])) is not None and wide_encoding(data) != "UTF-32":
        return Decoded(data[2:].decode(wide, "replace"), None, wide)
    rest = data.removeprefix(codecs.BOM_UTF8)
    declared = charset or _declared(rest)
    codec = codec_of(declared)
    try:
        text = rest.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if (page := _unmarked_page(data)) is not None:
            return page
        if codec is not None and codec.startswith("iso2022"):  # all ASCII, in escapes
            return Decoded(rest.decode(codec, "replace"), None, _shown(codec))
        return Decoded(text)  # nothing else is valid UTF-8 by chance
    if codec is not None and codec != "utf-8":
        return Decoded(rest.decode(codec, "replace"), None, _shown(codec))
    if (page := _unmarked_page(data)) is not None:
        return page
    if b"\x00" in data[:_HEAD]:
        raise InputError("binary data, not a web page (it holds NUL bytes)", where=where, todo="save the page as HTML")
    if (mixed := _mostly_utf8(rest)) is not None:
        return mixed
    words = _MARKUP.sub(b" ", rest)  # tags are ASCII, whatever the language
    guessed = _guess(words) or _guess_foreign(words)
    name = "windows-1252" if guessed is None else guessed.encoding
    said = f"says {declared} and is not" if declared else "does not say its encoding"
    return Decoded(rest.decode(name, "replace"), f"the page {said}: read as {name}", name)


def _unmarked_page(data: bytes) -> Decoded | None:
    """A page in UTF-16 without a byte order mark."""
    if b"\x00" not in data[:_HEAD] or (name := unmarked_wide(data)) is None:
        return None
    text = data.decode(name, "replace")
    return Decoded(text, f"read as {name}", name.lower()) if "<" in text[:_HEAD] else None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return None if found is None else (found[1] or found[2]).decode("ascii", "replace")


def codec_of(label: str | None) -> str | None:
    """Python's name of an encoding of text, as browsers take the label; None where there is none.

    >>> codec_of("ISO-8859-1")
    'cp1252'
    """
    if label is None:
        return None
    try:
        found = codecs.lookup(label.strip().lower())
        b"a".decode(found.name)
    except UnicodeDecodeError:
        pass
    except (LookupError, ValueError):  # no such thing, or one of bytes to bytes
        return None
    return _AS_BROWSERS_READ.get(found.name, found.name)


def _read_wide(data: bytes, name: str, where: str) -> Decoded:
    try:
        return Decoded(data.decode(name), None if name in ("UTF-16", "UTF-32") else f"read as {name}", name.lower())
    except UnicodeDecodeError as error:
        said = f"broken {name} at byte {error.start + 1}"
        raise InputError(said, where=where, todo="save the text as UTF-8") from None


def _read_as(data: bytes, declared: str, note: str) -> Decoded | None:
    """The text in this encoding, if it fits."""
    name = codec_of(declared)
    if name is None or name.startswith("utf-8"):
        return None
    try:
        text = str(data, name)
    except ValueError:
        return None
    return Decoded(text, note.format(_shown(name)), _shown(name))


def _shown(name: str) -> str:
    """An encoding's name as the world writes it."""
    return name.replace("cp125", "windows-125").replace("_", "-")


_ESCAPED = re.compile("[\udc80-\udcff]")
_CUT = re.compile("[\udcc2-\udcf4][\udc80-\udcbf]{0,2}\\Z")


def _mostly_utf8(data: bytes) -> Decoded | None:
    """A text in UTF-8 into which a few bytes of windows-1252 were pasted, or which was cut within a character."""
    given = data.decode("utf-8", "surrogateescape")
    text = _CUT.sub("", given)
    outside = len(text) - sum(map(str.isascii, text))
    strange = len(_ESCAPED.findall(text))
    if not outside or strange > _FEW * outside:
        return None
    if not strange:
        return Decoded(text, "cut within its last character, which was left out")
    text = _ESCAPED.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return Decoded(text, f"{strange:,} {'byte' if strange == 1 else 'bytes'} not in UTF-8 read as windows-1252")


def _guess(data: bytes) -> Decoded | None:
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if high > max(_FOREIGN_SHARE * len(data), _FOREIGN_LEAST):
        return _guess_foreign(data)
    best, name = 0.0, ""
    for encoding in _LIKELY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if (sense := _sense(text)) > best + 0.02:
            best, name = sense, encoding
    return Decoded(data.decode(name), f"read as {name}", name) if best >= _SENSE else None


_STRANGE = re.compile(r"(?P<before>.?)(?P<run>[^\x00-\x7f]+)(?=(?P<after>.?))", re.S)
_OPENS = frozenset("“‘„«‚")
_CLOSES = frozenset("”’»…")
_SIGNS = frozenset("£€$¥©®™°§•–—½¼¾¡¿·\xa0†×")


def _sense(text: str) -> float:
    """The share of the characters outside ASCII that stand where such a character belongs."""
    good = seen = 0
    for found in _STRANGE.finditer(text):
        run = found["run"]
        if len(run) > _LONGEST_RUN and run.isalpha():
            seen += len(run)
            continue
        for at, char in enumerate(run):
            before = run[at - 1] if at else found["before"]
            after = run[at + 1] if at + 1 < len(run) else found["after"]
            good += _belongs(char, before, after)
            seen += 1
        if seen >= _SAMPLE:
            break
    return good / seen if seen else 0.0


def _belongs(char: str, before: str, after: str) -> bool:
    """Whether a character may stand between these two."""
    if char.isalpha() and char not in "ªº":
        if before.isalpha() or after.isalpha():
            capitals = (before.isupper() or not before.isalpha()) and (after.isupper() or not after.isalpha())
            starts = not before.isalpha()
            return char.islower() or capitals or starts
        return char in "àéêóÀÉ"  # words of one letter
    if char in _OPENS:
        return not before.isalnum() and not after.isspace()
    if char in _CLOSES:
        return bool(before.strip()) and (char in "’…" or not after.isalnum())
    if char in "£€¥":
        return after.isdigit() or after.isspace() or before.isdigit()
    if char in "–—":
        return True
    if char in _SIGNS:
        return not (before.isalpha() and after.isalpha())
    return False


def _guess_foreign(data: bytes) -> Decoded | None:
    """The guess of charset-normalizer, if its text has letters of few scripts and nothing that cannot be printed."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_LOOKED_AT], cp_isolation=list(_FOREIGN), preemptive_behaviour=False).best()
    if found is None:
        return None
    try:
        text = data.decode(found.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    outside = [char for char in text[:_LOOKED_AT] if not char.isascii()]
    letters = sum(unicodedata.category(char) in ("Lu", "Ll", "Lo", "Lm", "Mn", "Mc") for char in outside)
    if any(unicodedata.category(char) == "Cc" for char in outside) or letters < _SENSE * len(outside):
        return None
    return Decoded(text, f"read as {_shown(found.encoding)}", _shown(found.encoding))
