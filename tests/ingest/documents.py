"""Documents, messages and archives made for the tests, by code: nothing here was ever published."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>{title}</dc:title><dc:creator>Port Office</dc:creator>"
    "<dcterms:created>2024-03-02T08:00:00Z</dcterms:created></cp:coreProperties>"
)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def paragraph(text: str) -> str:
    """A paragraph of a Word document, in two runs."""
    half = len(text) // 2
    runs = "".join(f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' for part in (text[:half], text[half:]))
    return f"<w:p><w:pPr><w:jc w:val='both'/></w:pPr>{runs}</w:p>"


def docx(body: str, *, title: str = "Statement on the ferry", footnotes: str = "") -> bytes:
    """A Word document with this body."""
    members = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>".encode(),
        "docProps/core.xml": CORE.format(title=title).encode(),
    }
    if footnotes:
        members["word/footnotes.xml"] = f"<w:footnotes {W}>{footnotes}</w:footnotes>".encode()
    return zipped(members)


Drawn = tuple[float, float, float, str]
"""x, y and size in points from the lower left corner, and the words (in Latin-1)."""


def pdf(pages: Sequence[Sequence[Drawn]], *, title: str = "", author: str = "") -> bytes:
    """A PDF whose pages hold these lines, in Times, drawn in this order."""
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    ]
    info = f"<< /Title ({title}) /Author ({author}) /CreationDate (D:20240302080000Z) >>"
    objects.append(info.encode())
    kids = []
    for lines in pages:
        drawn = b"".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm (".encode() + _escaped(words) + b") Tj ET\n"
            for x, y, size, words in lines
        )
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(drawn), drawn))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(objects)
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return _file(objects, b"/Info 4 0 R ")


def _file(objects: Sequence[bytes], more: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, data in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out + trailer % (len(objects) + 1, more, start))


def _escaped(words: str) -> bytes:
    data = words.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def set_lines(lines: Sequence[str], *, x: float = 72, top: float = 760, size: float = 11) -> list[Drawn]:
    """Lines one below the other; an empty one is the gap between paragraphs."""
    return [(x, top - 1.25 * size * at, size, line) for at, line in enumerate(lines) if line]


def mail(text: str, *, subject: str = "Ferry service halted", html: str = "") -> EmailMessage:
    """A message from a press office."""
    message = EmailMessage()
    message["From"] = '"Tern Harbour Press Office" <press@tern-harbour.example>'
    message["To"] = "newsdesk@weekly.example"
    message["Subject"] = subject
    message["Date"] = "Sat, 02 Mar 2024 08:15:00 +0100"
    message["Organization"] = "Tern Harbour Authority"
    if text:
        message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html") if text else message.set_content(html, subtype="html")
    return message


def forms_within_forms(levels: int, times: int = 10) -> bytes:
    """A PDF of one page that draws a form, which draws another so many times, and so on: each level makes it as many
    times as long, and its bytes grow by 200."""

    def form(resources: bytes, drawn: bytes) -> bytes:
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >> /Length %d >>"
        return head % (resources, len(drawn)) + b"\nstream\n%s\nendstream" % drawn

    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >> "
        b"/Contents 5 0 R >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    objects += [form(b"/XObject << /X %d 0 R >>" % (7 + at), b"/X Do " * times) for at in range(levels)]
    objects.append(form(b"/Font << /F1 4 0 R >>", b"BT /F1 11 Tf 72 700 Td (It fell.) Tj ET"))
    return _file(objects, b"")


_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("meta", "meta"),
    )
)
ODT_TYPE = b"application/vnd.oasis.opendocument.text"


def odt(body: str, *, title: str = "Statement on the ferry", more: dict[str, bytes] | None = None) -> bytes:
    """An ODT document with this body."""
    content = f"<office:document-content {_ODF}><office:body><office:text>{body}</office:text></office:body>"
    meta = (
        f'<office:document-meta {_ODF} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>{title}</dc:title>'
        "<meta:initial-creator>Port Office</meta:initial-creator><dc:creator>Ada Quist</dc:creator>"
        "<meta:creation-date>2024-03-02T08:00:00.5</meta:creation-date></office:meta></office:document-meta>"
    )
    return zipped(
        {
            "mimetype": ODT_TYPE,
            "content.xml": f"{content}</office:document-content>".encode(),
            "meta.xml": meta.encode(),
            "META-INF/manifest.xml": b"<manifest/>",
            **(more or {}),
        }
    )
