"""Text made right, once, before any span exists: what came of bad conversions is undone, what is right stays.

Mended are HTML entities, mojibake (``donâ€™t``, by ftfy), ligatures of typesetting (ﬁ), soft hyphens, characters of no
width, line ends, page breaks, and lines cut at a fixed width (`tracker.ingest.wrapping`). Left alone is what is merely
of another taste: quotation marks of every kind, ``''`` and backticks among them, non-breaking spaces, dashes, accents
written as two characters. Whatever reads text knows these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from unicodedata import normalize

from tracker.ingest.wrapping import JOINED, PARTED, rejoin

_ROUNDS = 6  # an entity may give a soft hyphen, a soft hyphen may part an entity: seldom more than two


@dataclass(frozen=True, slots=True)
class Mended:
    """A text and what was changed in it, in words: ``("3 HTML entities", "1 soft hyphen")``."""

    text: str
    changes: tuple[str, ...] = ()


# NUL and lone surrogates are characters that neither SQLite's C strings nor UTF-8 can carry. Each is replaced by
# one U+FFFD, so that every offset into the text as given stays true.
_UNSTORABLE = {0: "\N{REPLACEMENT CHARACTER}"} | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


def storable(text: str) -> str:
    r"""Replace what cannot be stored, character for character; everything else stays as given.

    >>> storable("a\x00b")
    'a\ufffdb'
    """
    if "\0" not in text:
        if text.isascii():
            return text
        try:
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            return text
    return text.translate(_UNSTORABLE)


def mend_text(text: str) -> Mended:
    r"""The text of an article made right. Mending it again changes nothing.

    >>> mend_text("The &quot;safe&quot; bridge&#8217;s of\xadfice")
    Mended(text='The "safe" bridge’s office', changes=('3 HTML entities', '1 soft hyphen'))
    """
    counts: Counter[str] = Counter()
    given, text = text, storable(text)
    for _ in range(_ROUNDS):
        before = text
        text = rejoin(_lines(_characters(text, counts), counts), counts)
        if text == before:
            break
    if not text.strip():  # nothing but what cannot be seen: not ours to say that it is empty
        return Mended(storable(given))
    return Mended(text, () if text == given else _in_words(counts))


def mend_words(words: str) -> str:
    """A title, a name or the like made right: its characters, for it has no lines."""
    words = storable(words)
    if words.isascii() and "&" not in words:
        return words
    counts: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        before, words = words, _characters(words, counts)
        if words == before:
            break
    return words


def _in_words(counts: Counter[str]) -> tuple[str, ...]:
    """What was counted, in the order in which it is mended."""
    said = []
    for one, many in _NAMES:
        if number := counts[one]:
            said.append(f"{number:,} {one if number == 1 else many}")
    return tuple(said)


_ENTITY, _MOJIBAKE, _CONTROL = "HTML entity", "garbled passage", "control character of windows-1252"
_LIGATURE, _SOFT, _WIDTHLESS = "ligature", "soft hyphen", "zero-width character"
_LINE_END, _PAGE = "foreign line end", "page break"
_NAMES = (
    (_ENTITY, "HTML entities"),
    (_MOJIBAKE, "garbled passages"),
    (_CONTROL, "control characters of windows-1252"),
    (_LIGATURE, "ligatures"),
    (_SOFT, "soft hyphens"),
    (_WIDTHLESS, "zero-width characters"),
    (_LINE_END, "foreign line ends"),
    (_PAGE, "page breaks"),
    (JOINED, "wrapped lines joined"),
    (PARTED, "words joined that a line end had parted"),
)


# ---------------------------------------------------------------- characters


def _characters(text: str, counts: Counter[str]) -> str:
    if "&" in text and ";" in text:
        text = _replace(_ENTITIES, _unescape, text, counts, _ENTITY)
    if not _is_odd(text):
        return text
    if _BAD.search(text):
        text = _mend_mojibake(text, counts)
    text = _replace(_C1, lambda found: _C1_AS[found[0]], text, counts, _CONTROL)
    text = _replace(_LIGATURES, lambda found: _LIGATURE_AS[found[0]], text, counts, _LIGATURE)
    if "\xad" in text:
        text = _replace(_SOFT_HYPHENS, lambda _: "", text, counts, _SOFT)
    text = _replace(_INVISIBLE, lambda _: "", text, counts, _WIDTHLESS)
    if _DIRECTION.search(text) and not _RIGHT_TO_LEFT.search(text):
        text = _replace(_DIRECTION, lambda _: "", text, counts, _WIDTHLESS)
    return text


def _replace(
    pattern: re.Pattern[str], by: Callable[[re.Match[str]], str], text: str, counts: Counter[str], name: str
) -> str:
    """`pattern.sub`, counting what changes."""
    changed = 0

    def one(found: re.Match[str]) -> str:
        nonlocal changed
        new = by(found)
        changed += new != found[0]
        return new

    text = pattern.sub(one, text)
    counts[name] += changed
    return text


# `&amp;amp;quot;` is a quotation mark escaped three times. What an entity gives is never a part of another one but for
# the ampersand itself, so that one walk finds all.
_ENTITIES = re.compile(
    r"&(?P<again>(?:(?:amp|AMP|#0{0,6}38|#[xX]0{0,6}26);)*)"
    r"(?P<name>[A-Za-z][A-Za-z0-9]{1,31};|#[0-9]{1,8};|#[xX][0-9A-Fa-f]{1,6};)?"
)
_PARTS_OF_ENTITIES = re.compile(r"[A-Za-z0-9#;&]+")


def _unescape(found: re.Match[str]) -> str:
    name = found["name"] or ""
    if not name or (name[0] != "#" and name not in html5):
        return "&" + name
    char = unescape(f"&{name}")
    if name[0] == "#" and not _is_character(name):
        return "&" + name
    if _PARTS_OF_ENTITIES.fullmatch(char):
        return "&" + name
    return char


def _is_character(name: str) -> bool:
    """Whether a numeric entity means a character that a text may have."""
    number = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
    return number in (9, 10) or 32 <= number < 0xD800 or 0xE000 <= number < 0x110000


# What UTF-8 read as windows-1252, Mac Roman, windows-1251 or a DOS code page looks like: its lead byte, then something
# that is not ASCII either. ftfy decides; this keeps it from being asked (and imported) for texts without such a pair.
# What was garbled twice may have been taken apart since: A and a tilde.
_BAD = re.compile("(?:[\xc2-\xf4ВГРСДв√¬ƒ≈‚├╬ΓÔ]|A[\u0302\u0303])[^\x00-\x7f]")


_WORD = re.compile(r"[^ \t\r\f\"“”()]+")  # \xa0 and \x85 are parts of garbled letters


def _mend_mojibake(text: str, counts: Counter[str]) -> str:
    """Line by line, for ftfy decides for the whole of what it is given, and only one line may be bad; then, where a
    line has right characters, too, that no wrong reading can have given, word by word."""
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(fix_c1_controls=False)

    def mend(piece: str) -> str:
        mended = storable(fix_encoding(piece, config))
        if mended == piece and "A" in piece:
            whole = normalize("NFC", piece)
            mended = storable(fix_encoding(whole, config))
            mended = piece if mended == whole else mended
        lost = mended.count("\N{REPLACEMENT CHARACTER}") > piece.count("\N{REPLACEMENT CHARACTER}")
        return piece if lost or "\n" in mended else mended

    def mend_word(found: re.Match[str]) -> str:
        return mend(found[0]) if _BAD.search(found[0]) else found[0]

    lines = text.split("\n")
    for at, line in enumerate(lines):
        if not _BAD.search(line):
            continue
        mended = mend(line)
        if _BAD.search(mended):
            mended = _WORD.sub(mend_word, mended)
        if mended != line:
            lines[at] = mended
            counts[_MOJIBAKE] += 1
    return "\n".join(lines)


# The characters that windows-1252 has where Latin-1 has control characters, which no text uses.
_C1_AS = {chr(code): char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}
_C1 = re.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_LIGATURE_AS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURES = re.compile("[ﬀ-ﬆ]")
_SOFT_HYPHENS = re.compile("\xad+(?:[ \t]*\n[ \t]*(?=[^\\W\\d_]))?")  # with the line end at which it parts a word
# Joiners (U+200C, U+200D) make other letters in Persian and in Indian scripts, and one emoji of two: there they stay.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]|(?:(?<=[\\x00-\u024f])|^)[\u200c\u200d]+")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


# Most texts have typographic marks and nothing to mend: then nothing of the first is in them. What `_BAD` finds begins
# as the third says, or with an A before that. One set of characters each, for that is what is looked for fast.
_RARE = re.compile("[^\x00-\x7f\xa0‘’“”–—…]")
_ODD = re.compile("[\x80-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeffﬀ-ﬆ]")
_LEAD = re.compile("[\xc2-\xf4ВГРСДв√¬ƒ≈‚├╬ΓÔ\u0302\u0303][^\x00-\x7f]")


def _is_odd(text: str) -> bool:
    """Whether there may be something to mend in the characters: False for most texts, and soon."""
    if text.isascii() or _RARE.search(text) is None:
        return False
    return _ODD.search(text) is not None or _LEAD.search(text) is not None


# ---------------------------------------------------------------- lines

_LINE_ENDS = (("\r\n", "\n"), ("\r", "\n"), ("\u2028", "\n"), ("\u2029", "\n\n"))
# A page ends anywhere: in the middle of a paragraph the break is a line end, else it parts paragraphs.
_PAGES = re.compile(r"[ \t]*\n?\f\s*")
_UNFINISHED = re.compile(r"[^\s.!?:\"”’)\]]\Z")


def _lines(text: str, counts: Counter[str]) -> str:
    for line_end, new in _LINE_ENDS:
        if line_end in text:
            counts[_LINE_END] += text.count(line_end)
            text = text.replace(line_end, new)
    if "\f" not in text:
        return text

    def page(found: re.Match[str]) -> str:
        goes_on = text[found.end() : found.end() + 1].islower() and _UNFINISHED.search(text[: found.start()][-1:])
        at_end = found.start() == 0 or found.end() == len(text)
        return "\n" if goes_on or at_end else "\n\n"

    return _replace(_PAGES, page, text, counts, _PAGE)
