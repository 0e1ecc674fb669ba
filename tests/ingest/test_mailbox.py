"""Mailboxes: message by message, each once, whatever program wrote them."""

from __future__ import annotations

import mailbox
import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.ingest.documents import mail, pdf, set_lines
from tests.ingest.test_course import refs, stop_after
from tracker.errors import InputError
from tracker.ingest import read_articles, told
from tracker.ingest.mail import Attachment
from tracker.ingest.mailbox import read_mailbox
from tracker.ingest.reading import Reading
from tracker.records import Article

SAID = "It fell, Ann Lee said."


def attached(attachment: Attachment, ref: str, where: str) -> Iterator[Article | InputError]:
    yield Article(f"{ref}/{attachment.name}", where)


def read(data: bytes, said: list[str] | None = None) -> list[Article | InputError]:
    reading = Reading(say=(said if said is not None else []).append)
    return list(read_mailbox(BytesIO(data), ref="m", where="m.mbox", read=attached, reading=reading))


def message(number: int, *, identity: str = "", text: str = SAID, document: bool = False) -> bytes:
    found = mail(f"{text}\nThis was message {number}.\n")
    if identity:
        found["Message-ID"] = f"<{identity}>"
    if document:
        found.add_attachment(pdf([set_lines([SAID])]), maintype="application", subtype="pdf", filename="s.pdf")
    return bytes(found)


def box(*messages: bytes, opening: bytes = b"From ada@w.example Sat Mar  2 08:15:00 2024\n") -> bytes:
    return b"\n".join(opening + one for one in messages)


@pytest.mark.parametrize(
    "opening",
    [
        b"From ada@w.example Sat Mar  2 08:15:00 2024\n",
        b"From - Sat Mar 02 08:15:00 2024\r\n",
        b"From 1792358231@xxx Sat Mar 02 08:15:00 +0000 2024\r\n",
        b"From \n",
        b"From MAILER-DAEMON Sat Mar  2 08:15:00 2024 +0100\n",
    ],
)
def test_each_message_is_an_article(opening: bytes) -> None:
    first, second = read(box(message(1, identity="a1@w.example"), message(2), opening=opening))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.ref, second.ref) == ("m#a1@w.example", "m#2")
    assert (first.text, second.text) == (f"{SAID}\nThis was message 1.", f"{SAID}\nThis was message 2.")
    assert (first.title, first.date, first.author) == (
        "Ferry service halted",
        "2024-03-02T08:15:00+01:00",
        "Tern Harbour Press Office",
    )


def test_what_the_standard_library_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    with_from = "From the harbour nothing was heard.\n\nFrom there, at 12:30, came a call: It was 2024.\nIt fell."
    written = mailbox.mbox(path)
    written.add(mail(with_from))
    written.add(mail(SAID))
    written.close()
    first, second = read_articles([str(path)])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.text, second.text) == (with_from, SAID)
    (path.with_name("Inbox")).write_bytes(path.read_bytes())
    assert [item.ref for item in read_articles([str(tmp_path / "Inbox")]) if isinstance(item, Article)] == [
        f"{tmp_path}/Inbox#1",
        f"{tmp_path}/Inbox#2",
    ]


def test_a_line_of_the_text_that_begins_with_from_is_no_message() -> None:
    text = "He wrote:\n\nFrom the quay I saw it at 12:30 in 2024.\nAnd no more.\n\nFrom \n\nIt fell."
    (article,) = read(box(message(1, text=text)))
    assert isinstance(article, Article)
    assert "From the quay I saw it at 12:30 in 2024.\nAnd no more." in article.text


def test_a_message_that_is_bad_is_named_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.mailbox.MAX_MAIL", 2_000)
    said: list[str] = []
    deleted = b"X-Mozilla-Status: 0009\n" + message(4)
    found = read(box(message(1), message(2, text=""), message(3, text=f"{SAID}\n" * 99), deleted, message(5)), said)
    assert [item.ref if isinstance(item, Article) else str(item) for item in found] == [
        "m#1",
        "m#2",
        "m.mbox#3: a message of more than 0 MB; left out",
        "m#5",
    ]
    assert said == ["m.mbox: passed over 1 deleted message"]
    (error,) = [item for item in read(box(bytes(mail("", html="<p></p>")))) if isinstance(item, InputError)]
    assert str(error) == "m.mbox#1: a message without text; nothing to read here"


@pytest.mark.parametrize("data", [b"", b"From \n", b"It fell.\n", b"Subject: a\n\nIt fell.\n"])
def test_what_is_no_mailbox(data: bytes) -> None:
    with pytest.raises(InputError, match=r"m\.mbox: no message in this mailbox"):
        read(data)


def test_it_goes_on_behind_a_whole_message(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(box(message(1), message(2, document=True), message(3), message(4)))
    whole = refs(path)
    assert [one.rpartition("#")[2] for one in whole] == ["1", "2", "s.pdf", "3", "4"]
    for count in range(1, 6):
        assert refs(path, *stop_after(path, count)) == whole[1 if count == 2 else count :]
    assert told(*stop_after(path, 3)) == f"message 3 of {path}"


def test_a_maildir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written = mailbox.Maildir("post", create=True)
    key = written.add(message(1))
    written.add_folder("press").add(message(2))
    found = [item.ref for item in read_articles(["post"]) if isinstance(item, Article)]
    assert found == [f"post#{key}"]  # folders of a maildir begin with a dot, and are named when they are meant
    assert len(list(read_articles(["post/.press"]))) == 1
    seen = mailbox.MaildirMessage(message(1))
    seen.set_subdir("cur")
    seen.add_flag("S")
    written[key] = seen
    assert [item.ref for item in read_articles(["post"]) if isinstance(item, Article)] == found


@pytest.mark.slow
def test_memory_does_not_grow() -> None:
    peaks = []
    for number in (20, 2_000):
        data = box(*(message(at) for at in range(number)))
        tracemalloc.start()
        assert sum(1 for _ in read_mailbox(BytesIO(data), ref="m", where="m", read=attached)) == number
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0] + 100_000
