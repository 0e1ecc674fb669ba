"""Outlook's messages: what the press office sent, and what it carries."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.ingest.compound import compound, moment, msg
from tests.ingest.documents import pdf, set_lines
from tracker.errors import InputError
from tracker.ingest import read_articles
from tracker.ingest.mail import Attachment
from tracker.ingest.outlook import read_msg
from tracker.records import Article

SUBJECT, BODY, SENDER, ADDRESS = 0x0037, 0x1000, 0x0C1A, 0x5D01
SENT = {(0x0039, 0x0040): moment(datetime(2024, 3, 2, 7, 15, tzinfo=UTC))}
SAID = '"We found two cracks in the hull," harbour master Jona Feld said.'


def attached(attachment: Attachment) -> Iterator[Article | InputError]:
    yield Article(f"m/{attachment.name}", attachment.data.decode("latin-1"))


def read(data: bytes) -> list[Article]:
    items = list(read_msg(data, ref="m", where="m.msg", read=attached))
    return [item for item in items if isinstance(item, Article)]


def test_a_press_release() -> None:
    strings = {SUBJECT: "FW: Ferry service halted\0", BODY: f"{SAID}\r\n\r\n-- \r\nTern Harbour", SENDER: "Quist, Ada"}
    (article,) = read(msg(strings | {ADDRESS: "ada@harbour.example"}, values=SENT))
    assert article == Article(
        ref="m",
        text=SAID,
        title="Ferry service halted",
        date="2024-03-02T07:15:00+00:00",
        author="Quist, Ada",
        language="en",
        mended=("left out a signature of 1 line",),
    )


@pytest.mark.parametrize(
    ("number", "encoding"), [(1251, "cp1251"), (65001, "utf-8"), (28592, "iso8859-2"), (0, "cp1252")]
)
def test_strings_in_the_encoding_that_the_message_says(number: int, encoding: str) -> None:
    text = "Der Kahn liegt fest." if number < 1251 else "Lodź stoi." if number == 28592 else "Паром стоит."
    values = {(0x3FFD, 0x0003): number.to_bytes(4, "little")}
    (article,) = read(msg(more={"__substg1.0_1000001E": text.encode(encoding) + b"\0"}, values=values))
    assert article.text == text


def test_html_where_there_is_no_plain_text() -> None:
    html = "<html><body><p>It fell,</p><p>café owner Bo Tan said.</p></body></html>".encode()
    values = {(0x3FDE, 0x0003): (65001).to_bytes(4, "little")}
    (article,) = read(msg({BODY: " \r\n"}, more={"__substg1.0_10130102": html}, values=values))
    assert article.text == "It fell,\n\ncafé owner Bo Tan said."
    assert article.mended == ("text taken out of HTML",)


def test_what_is_attached_also_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = pdf([set_lines([SAID] * 40)] * 3)
    assert len(long) > 4096
    data = msg({BODY: SAID}, attached={"c:\\x\\s.PDF": long, "photo.png": b"x", "t.docx": b"MZ"})
    assert [article.ref for article in read(data)] == ["m", "m/s.PDF", "m/t.docx"]
    monkeypatch.chdir(tmp_path)
    Path("m.msg").write_bytes(data)
    found = [item.ref if isinstance(item, Article) else str(item) for item in read_articles(["m.msg"])]
    assert found == [
        "m.msg",
        "m.msg/s.PDF",
        "m.msg/t.docx: neither PDF nor DOCX nor ODT, whatever its name says; left out",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "a damaged message of Outlook; open it there, and save the message as .eml"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "a damaged message of Outlook"),
        (compound({"WordDocument": b"x" * 5000}), "no message of Outlook, whatever its name says; left out"),
        (msg(), "a message without text; nothing to read here"),
        (
            msg(more={"__substg1.0_10090102": b"LZFu"}),
            "a message whose text is in rich text alone; save the message as .eml",
        ),
    ],
)
def test_what_cannot_be_read(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(data)
    assert str(error.value).startswith(f"m.msg: {said}")


def test_damage_never_raises_anything_else() -> None:
    whole = msg({SUBJECT: "Ferry", BODY: SAID}, values=SENT, attached={"s.pdf": b"%PDF"})
    for at in range(0, len(whole), 41):
        for data in (whole[:at], whole[:at] + b"\xff\x01\x00" + whole[at + 3 :]):
            try:
                read(data)
            except InputError as error:
                assert "\n" not in str(error)  # noqa: PT017


def test_without_the_library() -> None:
    code = (
        "import sys; sys.modules['olefile'] = None\n"
        "from tracker.errors import InputError\nfrom tracker.ingest.outlook import read_msg\n"
        "try: list(read_msg(b'', ref='', where='a', read=None))\nexcept InputError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == (
        "a: reading Outlook's .msg needs a library that is not installed; pip install 'tracker[documents]', or save "
        "the message as .eml\n"
    )
