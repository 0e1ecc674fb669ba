"""What an input is: by name, else by its first bytes."""

from __future__ import annotations

import pytest

from tracker.ingest.columns import Columns
from tracker.ingest.kinds import Kind, is_mail, kind_by_bytes, kind_by_magic, kind_by_name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.TXT", "text"),
        ("a/b.csv.gz", "csv"),
        ("a.tab", "tsv"),
        ("a.json", "jsonl"),
        ("c.warc.gz", "warc"),
        ("notes", None),
        ("a.csv/notes", None),
        (".gz", None),
    ],
)
def test_by_name(name: str, kind: Kind | None) -> None:
    assert kind_by_name(name) == kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf\nPK\x03\x04", "zip"),
        (b"WARC/1.1\r\n", "warc"),
        (b"\n<!DOCTYPE HTML>", "html"),
        (b'{"body": "It fell."}\n', "jsonl"),
        (b"id;Headline;Body\n", "csv"),
        (b'"url"\t"content"\n', "csv"),
        (b"From: a@b.example\nTo: c\nSubject: d\n\n", "eml"),
        (b"Received: by x\n\tfor y\nFrom: a\nDate: now\nX-A: b\n\n", "eml"),
        (b"From: our correspondent\nThe ferry stays.\n\n", "text"),
        (b"The text, the title, and the date.\n", "text"),
        (b"text\n", "text"),
        (b"", "text"),
    ],
)
def test_by_first_bytes(head: bytes, kind: Kind) -> None:
    assert kind_by_bytes(head, Columns()) == kind


def test_a_chosen_column_tells_a_table() -> None:
    assert kind_by_bytes(b"key,lead\n", Columns()) == "text"
    assert kind_by_bytes(b"key,lead\n", Columns({"text": "lead"})) == "csv"


def test_bytes_that_leave_no_doubt_go_before_the_name_of_a_text() -> None:
    assert kind_by_magic(b"%PDF-1.7", "text") == "pdf"
    assert kind_by_magic(b"It fell.", "text") == "text"
    assert kind_by_magic(b"It fell.", "docx") == "text"
    assert kind_by_magic(b"%PDF-1.7", "csv") == "csv"


def test_a_header_is_no_message_without_a_sender() -> None:
    assert not is_mail(b"Date: now\nSubject: a\nTo: b\n\n")
