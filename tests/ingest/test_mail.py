"""E-mail: the press release, and what it carries; not what is quoted, not the signature."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ingest.documents import mail
from tracker.errors import InputError
from tracker.ingest.mail import Attachment, read_mail
from tracker.records import Article


def attached(attachment: Attachment) -> Iterator[Article | InputError]:
    yield Article(f"m/{attachment.name}", attachment.data.decode("latin-1"))


def read(data: bytes) -> list[Article]:
    items = list(read_mail(data, ref="m", where="m.eml", read=attached))
    return [item for item in items if isinstance(item, Article)]


def test_a_press_release() -> None:
    text = '"We found two cracks in the hull," harbour master Jona Feld said.\n\nThe ferry stays in port.'
    signature = "\n\n-- \nTern Harbour Press Office\nPhone 555 0101\n"
    (article,) = read(bytes(mail(text + signature)))
    assert article == Article(
        ref="m",
        text=text,
        title="Ferry service halted",
        outlet="Tern Harbour Authority",
        date="2024-03-02T08:15:00+01:00",
        author="Tern Harbour Press Office",
        language="en",
        mended=("left out a signature of 2 lines",),
    )


@pytest.mark.parametrize(
    ("text", "kept", "mended"),
    [
        (
            "We stand by it.\n\nOn Fri, 1 Mar 2024 at 10:00, A. Quist <a@w.test>\nwrote:\n> Is it true?\n> Really?\n",
            "We stand by it.",
            ("left out 2 lines quoted from other messages",),
        ),
        (
            "We stand by it.\n\n-----Original Message-----\nFrom: Ada Quist\nIs it true?",
            "We stand by it.",
            ("left out 3 lines quoted from other messages",),
        ),
        (
            "We stand by it.\n\nFrom: Ada Quist\nSent: Friday\nTo: Press\nSubject: Cracks\n\nIs it true?\n",
            "We stand by it.",
            ("left out 5 lines quoted from other messages",),
        ),
        (
            "FYI\n\n---------- Forwarded message ---------\nFrom: Harbour\nSubject: Ferry\n\nThe ferry stays.",
            "FYI\n\nThe ferry stays.",
            ("left out the header of a forwarded message",),
        ),
        ("> All of it\n> is quoted.\n", "> All of it\n> is quoted.", ()),
        ("On Monday she wrote:\n\nA letter.", "On Monday she wrote:\n\nA letter.", ()),
        ("From: here\nwe see it.", "From: here\nwe see it.", ()),
    ],
)
def test_own_words(text: str, kept: str, mended: tuple[str, ...]) -> None:
    (article,) = read(bytes(mail(text)))
    assert (article.text, article.mended) == (kept, mended)


def test_html_where_there_is_no_plain_text() -> None:
    (article,) = read(bytes(mail("", html="<html><p>It <b>fell</b>.</p><p>&ldquo;Twice,&rdquo; she said.</p></html>")))
    assert article.text == "It fell.\n\n“Twice,” she said."
    assert article.mended == ("text taken out of HTML",)
    (article,) = read(bytes(mail("Plain.", html="<p>Rich.</p>")))
    assert article.text == "Plain."


def test_flowed_lines_are_whole_paragraphs() -> None:
    head = b"From: a@b.example\nContent-Type: text/plain; format=flowed; charset=utf-8\n\n"
    (article,) = read(head + b"The ferry \nwill not \nsail.\n\nIt said so.\n")
    assert article.text == "The ferry will not sail.\n\nIt said so."


def test_attachments() -> None:
    message = mail("See the statement.")
    message.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="../a  b .pdf")
    message.add_attachment(b"PK doc", maintype="application", subtype="octet-stream", filename="s.DOCX")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    assert [article.ref for article in read(bytes(message))] == ["m", "m/a b .pdf", "m/s.DOCX", "m/attachment.pdf"]


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nIt fell.",
        b"From: =?utf-8?b?!!!?=\nDate: never\nSubject: \n\nIt fell.",
        b"From: a\nContent-Type: text/plain; charset=no-such\n\nIt fell.",
        b"Subject: =?x?q?=ff?=\nContent-Transfer-Encoding: base64\n\nSXQgZmVsbC4=",
    ],
)
def test_broken_messages_are_read_as_far_as_they_go(data: bytes) -> None:
    (article,) = read(data)
    assert article.text.strip() == "It fell."


def test_a_message_without_text() -> None:
    with pytest.raises(InputError, match="without text"):
        read(b"From: a\nSubject: b\n\n\n")
