"""E-mail messages: press releases, statements, newsletters. The message is an article, and each document it carries.

What is quoted from earlier messages and the signature are left out, and `Article.mended` says so. A forwarded message
is what was sent, so its words stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from tracker.errors import InputError
from tracker.ingest.encodings import read_bytes
from tracker.ingest.fragments import text_of_fragment
from tracker.ingest.headline import complete
from tracker.ingest.mending import storable
from tracker.records import Article

MAX_MAIL = 100_000_000
"""Bytes of a message, what it carries among them."""

_MAX_PARTS = 200
_QUOTED = re.compile(r"[ \t]*>")
_ANNOUNCED = re.compile(r"(?:On|Am|Le|El|Op)\b.{4,200}\b(?:wrote|schrieb|a écrit|escribió|schreef)\b.{0,40}:\s*$")
_ORIGINAL = re.compile(r"\s*-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d.origine)\s*-{2,}\s*$", re.I)
_FORWARDED = re.compile(
    r"\s*(?:-{2,}\s*Forwarded (?:message|by)\b.*|-{2,}\s*Weitergeleitete Nachricht\b.*|Begin forwarded message:\s*)$",
    re.I,
)
_FIELD = re.compile(r"\s*\*?(?:From|Sent|To|Cc|Date|Subject|Reply-To|Von|Gesendet|An|Betreff|Datum):\*?\s", re.I)
_PREFIX = re.compile(r"\s*(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.I)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that a message carries."""

    name: str
    data: bytes


DOCUMENTS = (".pdf", ".docx", ".odt")
"""What names of attachments that are read end with."""

ReadAttachment = Callable[[Attachment], Iterator[Article | InputError]]


def read_mail(data: bytes, *, ref: str, where: str, read: ReadAttachment) -> Iterator[Article | InputError]:
    """The message as an article, and what `read` makes of each attachment. `InputError` where it holds nothing."""
    return read_message(parse_message(data), ref=ref, where=where, read=read)


def parse_message(data: bytes) -> EmailMessage:
    """A message, whatever state it is in."""
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(data)


def read_message(
    message: EmailMessage, *, ref: str, where: str, read: ReadAttachment
) -> Iterator[Article | InputError]:
    """As `read_mail`, of a message that is parsed."""
    body = _body(message, where)
    found = body is not None
    if body is not None:
        yield complete(
            Article(
                ref,
                body.text,
                title=_subject(message),
                outlet=header_of(message, "organization"),
                date=date_of(message),
                author=_sender(message),
                mended=body.mended,
            )
        )
    for attachment in _attachments(message):
        for item in read(attachment):
            found = True
            yield item
    if not found:
        raise InputError("a message without text", where=where, todo="nothing to read here")


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a message itself, and what was done to have them."""

    text: str
    mended: tuple[str, ...]


def body_of(text: str, *, is_html: bool) -> Body | None:
    """The words of a message out of its text, without those it quotes and the signature; None where there are none."""
    if is_html:
        text = text_of_fragment(text)
    kept, cut = _own_words(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = storable(kept).strip("\n")
    return Body(text, (*(("text taken out of HTML",) if is_html else ()), *cut)) if text.strip() else None


def _body(message: EmailMessage, where: str) -> Body | None:
    try:
        part = message.get_body(("plain", "html"))
    except (AttributeError, TypeError, ValueError, LookupError, RecursionError) as error:
        raise InputError("a message that is broken", where=where, todo="save it again, or as text") from error
    if part is None:
        return None
    text = _content(part)
    rich = part if part.get_content_subtype() == "html" else None if text.strip() else message.get_body(("html",))
    if rich is not None:
        return body_of(_content(rich), is_html=True)
    if part.get_param("format", failobj="") == "flowed":
        text = _unfolded(text, str(part.get_param("delsp", failobj="")).lower() == "yes")
    return body_of(text, is_html=False)


def _content(part: Message) -> str:
    """The text of a part: in the encoding that it says, else as UTF-8, else in one in which it makes sense."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(payload or "")
    for charset in (str(part.get_param("charset", failobj="utf-8")), "utf-8"):
        try:
            return payload.decode(charset)
        except (LookupError, ValueError):
            continue
    try:
        return read_bytes(payload, "").text
    except InputError:
        return payload.decode("cp1252", errors="replace")


def _unfolded(text: str, without_space: bool) -> str:
    """Paragraphs whole again, where the message says that their lines were only wrapped (RFC 3676)."""
    lines: list[str] = []
    goes_on = False
    for line in (line.removeprefix(" ") for line in text.splitlines()):
        soft = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if goes_on and not line.startswith(">") and line != "-- ":
            lines[-1] += line
        else:
            lines.append(line)
        if soft and without_space:
            lines[-1] = lines[-1][:-1]
        goes_on = soft
    return "\n".join(lines)


def _own_words(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without quoted messages and signature, and what was cut; whole where nothing would be left."""
    lines = text.split("\n")
    kept: list[str] = []
    quoted = signature = 0
    forwarded = False
    at = 0
    while at < len(lines):
        line = lines[at]
        if _FORWARDED.match(line):
            forwarded = True
            at = _after_fields(lines, at + 1)
            continue
        if _ORIGINAL.match(line) or _opens_quoted(lines, at, any(one.strip() for one in kept)):
            quoted += sum(bool(one.strip()) for one in lines[at:])
            break
        if _QUOTED.match(line):
            quoted += 1
        elif line.rstrip("\r") in ("-- ", "--") and not forwarded:
            signature += sum(bool(one.strip()) for one in lines[at + 1 :])
            break
        elif (announced := _announced(lines, at)) > 0:
            at += announced
            continue
        else:
            kept.append(line)
        at += 1
    if not any(line.strip() for line in kept):
        return text, ()
    cut = []
    if quoted:
        cut.append(f"left out {_lines(quoted)} quoted from other messages")
    if signature:
        cut.append(f"left out a signature of {_lines(signature)}")
    if forwarded:
        cut.append("left out the header of a forwarded message")
    return "\n".join(kept), tuple(cut)


def _lines(number: int) -> str:
    return f"{number} line{'s' * (number != 1)}"


def _announced(lines: list[str], at: int) -> int:
    """How many lines say *On … wrote:* before quoted ones; 0 where this line does not begin so."""
    for length in (1, 2):
        said = " ".join(line.strip() for line in lines[at : at + length])
        if len(said) < 400 and _ANNOUNCED.match(said):
            after = next((line for line in lines[at + length : at + length + 3] if line.strip()), "")
            return length if _QUOTED.match(after) else 0
    return 0


def _opens_quoted(lines: list[str], at: int, has_words: bool) -> bool:
    """Whether an earlier message begins here as Outlook has it: From, Sent, To, Subject below words of one's own."""
    if (
        not has_words
        or not _FIELD.match(lines[at])
        or not lines[at].strip().strip("*").lower().startswith(("from", "von"))
    ):
        return False
    return sum(_FIELD.match(line) is not None for line in lines[at : at + 6]) >= 3


def _after_fields(lines: list[str], at: int) -> int:
    """The line after the header of a forwarded message."""
    while at < len(lines) and (not lines[at].strip() or _FIELD.match(lines[at])):
        at += 1
    return at


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    """The documents that a message carries, those of messages within it too."""
    for number, part in enumerate(message.walk()):
        if number >= _MAX_PARTS:
            return
        if part.is_multipart():
            continue
        name = _file_name(part)
        if name is not None and isinstance(data := part.get_payload(decode=True), bytes):
            yield Attachment(name, data)


_TYPES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}


def _file_name(part: Message) -> str | None:
    """What an attachment is called, where it is one that is read."""
    try:
        given = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        given = ""
    name = storable(" ".join(given.replace("\\", "/").rpartition("/")[2].split())) if given else ""
    ending = _TYPES.get(part.get_content_type())
    if ending is not None and not name.lower().endswith(DOCUMENTS):
        return f"{name or 'attachment'}{ending}"
    return name if name.lower().endswith(DOCUMENTS) else None


def header_of(message: Message, name: str) -> str | None:
    """A header's words, whatever state it is in."""
    try:
        given = message[name]
        said = storable(" ".join(str(given or "").split()))
    except (ValueError, LookupError, AttributeError, TypeError, IndexError):
        return None
    return said or None


def _subject(message: Message) -> str | None:
    subject = header_of(message, "subject")
    return None if subject is None else subject_of(subject)


def subject_of(given: str) -> str:
    """A subject without *Re:* and *Fwd:*.

    >>> subject_of("Fwd: AW: Ferry halted")
    'Ferry halted'
    """
    return _PREFIX.sub("", given, count=1).strip() or given


def _sender(message: Message) -> str | None:
    """The name of who sent it, else the address."""
    given = header_of(message, "from")
    if given is None:
        return None
    name = given.partition("<")[0].strip().strip('"').strip()
    return name or given.strip("<> ")


def date_of(message: Message) -> str | None:
    """When a message says it was sent, as ISO 8601."""
    given = header_of(message, "date")
    try:
        return None if given is None else parsedate_to_datetime(given).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
