"""Zip archives: every member its own input, hostile ones named, nothing on the disk."""

from __future__ import annotations

import gzip
import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from tests.ingest.documents import docx, mail, paragraph, pdf, set_lines, zipped
from tracker.errors import InputError
from tracker.ingest import read_articles
from tracker.records import Article


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refs(data: bytes, name: str = "a.zip") -> list[str]:
    Path(name).write_bytes(data)
    return [item.ref if isinstance(item, Article) else str(item) for item in read_articles([name])]


def test_all_kinds_in_one_archive() -> None:
    data = zipped(
        {
            "b/it.txt": b"It fell.",
            "a.csv": b"id,body\n,It fell.\nr2,Twice.\n",
            "b/c.jsonl.gz": gzip.compress(b'{"text": "It fell."}\n'),
            "report.pdf": pdf([set_lines(["It fell."])]),
            "s.docx": docx(paragraph("It fell.")),
            "m.eml": bytes(mail("It fell.")),
            "old.zip": zipped({"x/y.txt": b"It fell.", "s.docx": docx(paragraph("It fell."))}),
            "photo.png": b"\x89PNG",
            "b/": b"",
            ".hidden.txt": b"x",
            "__MACOSX/b/._it.txt": b"x",
        }
    )
    expected = [
        "a.zip/a.csv:2",
        "r2",
        "a.zip/b/c.jsonl.gz:1",
        "a.zip/b/it.txt",
        "a.zip/m.eml",
        "a.zip/old.zip/s.docx",
        "a.zip/old.zip/x/y.txt",
        "a.zip/report.pdf",
        "a.zip/s.docx",
    ]
    assert refs(data) == expected
    assert [path.name for path in Path().iterdir()] == ["a.zip"]
    assert [item.ref for item in read_articles(["-"], stdin=io.BytesIO(data)) if isinstance(item, Article)][-1] == (
        "-/s.docx"
    )


def test_through_a_pipe_and_packed_once_more() -> None:
    data = zipped({"it.txt": b"It fell."})
    assert refs(gzip.compress(data), "a.zip.gz") == ["a.zip.gz/it.txt"]
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as file:
        file.write(data)
    with os.fdopen(reading, "rb") as stream:
        (article,) = read_articles(["-"], stdin=stream)
    assert isinstance(article, Article)
    assert article.ref == "-/it.txt"


def test_a_message_with_a_document() -> None:
    message = mail("See the statement.")
    message.add_attachment(pdf([set_lines(["It fell."])]), maintype="application", subtype="pdf", filename="s.pdf")
    message.add_attachment(b"MZ", maintype="application", subtype="pdf", filename="t.pdf")
    assert refs(bytes(message), "m.eml") == [
        "m.eml",
        "m.eml/s.pdf",
        "m.eml/t.pdf: neither PDF nor DOCX nor ODT, whatever its name says; left out",
    ]
    assert refs(bytes(message), "message")[0] == "message"


def test_names_are_only_names() -> None:
    names = ["../../etc/x.txt", "/root.txt", "c:\\d\\e.txt", "n\x1b[31m.txt", "\u202eb.txt"]
    found = refs(zipped(dict.fromkeys(names, b"It fell.")))
    assert sorted(found) == sorted(["a.zip/etc/x.txt", "a.zip/root.txt", "a.zip/c:/d/e.txt", "a.zip/n\x1b[31m.txt",
                                    "a.zip/\u202eb.txt"])  # fmt: skip
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", b"It fell.")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", b"Twice.")
    assert refs(buffer.getvalue()) == ["a.zip/a.txt", "a.zip/a.txt~2"]


def test_a_member_that_is_bad_is_named_and_the_rest_goes_on() -> None:
    data = bytearray(zipped({"a.txt": b"It fell." * 9, "b.txt": b"It fell.", "c.txt": b"\xff\0\0"}, zipfile.ZIP_STORED))
    at = data.index(b"It fell.")
    data[at] ^= 1
    a, b, c = refs(bytes(data))
    assert a.startswith("a.zip/a.txt: cannot be unpacked: Bad CRC-32")
    assert b == "a.zip/b.txt"
    assert c.startswith("a.zip/c.txt: binary data")


def test_a_password_and_an_odd_way_of_packing_are_named() -> None:
    data = bytearray(zipped({"a.txt": b"It fell.", "b.txt": b"It fell."}, zipfile.ZIP_STORED))
    for place in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[place] |= 1
    assert refs(bytes(data)) == [
        "a.zip/a.txt: needs a password; unpack it yourself, then name the folder",
        "a.zip/b.txt",
    ]
    assert refs(zipped({"a.txt": b"It fell."}, zipfile.ZIP_LZMA))[0].startswith("a.zip/a.txt: packed in an unusual way")


def test_bombs() -> None:
    data = zipped({"a.jsonl": b'{"text": "' + b"a" * 30_000_000 + b'"}\n', "b.txt": b"It fell."})
    a, b = refs(data)
    assert a.startswith("a.zip/a.jsonl: ")
    assert a.endswith(
        "bytes that unpack to 30,000,013 or more, as a bomb does; left out; unpack it yourself if you trust it"
    )
    assert b == "a.zip/b.txt"
    inner = zipped({"x.zip": zipped({"y.zip": zipped({"z.txt": b"It fell."})})})
    assert refs(inner) == ["a.zip/x.zip/y.zip: an archive within an archive within an archive; unpack it yourself"]


def test_members_that_lie_over_each_other() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "".join(f"It fell {number} times. " for number in range(500)))
        archive.filelist *= 50
    (said,) = refs(buffer.getvalue())
    assert said == (
        "a.zip: an archive whose files lie over each other, as in a bomb; left out; unpack it yourself if you trust it"
    )


def test_a_password_by_which_anything_is_packed() -> None:
    data = bytearray(zipped({"a.txt": b"It fell."}, zipfile.ZIP_STORED))
    for place in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[place] |= 1
        data[place + 2] = 99  # AES, as WinZip and 7-Zip do it
    assert refs(bytes(data)) == ["a.zip/a.txt: needs a password; unpack it yourself, then name the folder"]


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.archives.MAX_MEMBERS", 3)
    data = zipped({f"{number}.txt": b"It fell." for number in range(4)})
    said = ["a.zip: an archive of more than 3 files; unpack it yourself, then name the folder"]
    assert refs(data) == said
    at = data.rindex(b"PK\x05\x06")
    lying = (
        data[: at + 8]
        + struct.pack("<HH", 1, 1)
        + data[at + 12 : at + 12]
        + struct.pack("<L", 0x7FFFFFFF)
        + data[at + 16 :]
    )
    assert refs(lying) == said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({"photo.png": b"x"}), "a.zip: nothing to read in this archive"),
        (zipped({}), "a.zip: nothing to read in this archive"),
        (b"PK\x03\x04 and no more", "a.zip: damaged zip archive"),
        (zipped({"a.txt": b"It fell."})[:-30], "a.zip: damaged zip archive"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "a.zip: this is an Excel workbook, which is not read"),
    ],
)
def test_what_holds_nothing(data: bytes, said: str) -> None:
    (found,) = refs(data)
    assert found.startswith(said)


def test_damage_never_raises() -> None:
    whole = zipped({"a.txt": b"It fell.", "b.csv": b"id,text\n1,It fell.\n"})
    for at in range(0, len(whole), 5):
        for data in (whole[:at], whole[:at] + b"\xff\x01" + whole[at + 2 :]):
            Path("d.zip").write_bytes(data)
            for item in read_articles(["d.zip"]):
                assert "\n" not in str(item) or not isinstance(item, InputError)
