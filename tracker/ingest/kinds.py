"""What an input is: by its name, else by its first bytes."""

from __future__ import annotations

import os
import re
from typing import Literal

from tracker.ingest.columns import Columns
from tracker.ingest.feeds import FEED_SUFFIXES
from tracker.ingest.pages import PAGE_SUFFIXES, looks_like_page
from tracker.ingest.tables import looks_like_csv, looks_like_table

Kind = Literal[
    "text", "jsonl", "csv", "tsv", "html", "feed", "zip", "warc", "pdf", "docx", "odt", "eml", "mbox", "msg",
    "mhtml", "webarchive",
]  # fmt: skip

SUFFIXES: dict[Kind, tuple[str, ...]] = {
    "text": (".txt", ".md", ".text"),
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (".csv",),
    "tsv": (".tsv",),
    "html": PAGE_SUFFIXES,
    "feed": FEED_SUFFIXES,
    "zip": (".zip",),
    "warc": (".warc",),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "odt": (".odt",),
    "eml": (".eml",),
    "mbox": (".mbox",),
    "msg": (".msg",),
    "mhtml": (".mhtml", ".mht"),
    "webarchive": (".webarchive",),
}
"""What a folder is searched for; each also with ``.gz``."""

_OTHER_NAMES: dict[str, Kind] = {
    ".json": "jsonl",
    ".tab": "tsv",
    ".docm": "docx",
    ".ott": "odt",
}  # read where they are named
_BY_NAME = {suffix: kind for kind, suffixes in SUFFIXES.items() for suffix in suffixes} | _OTHER_NAMES
_MAIL = re.compile(rb"[!-9;-~]+:[ \t]", re.A)
_MAIL_NAMES = frozenset(b"from to date subject message-id mime-version received return-path delivered-to".split())
_HEADERS = 65_536  # bytes of the header of a message
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second: one without members
_MAGIC: dict[bytes, Kind] = {b"%PDF-": "pdf", _ZIP[0]: "zip", b"WARC/1.": "warc", b"bplist00": "webarchive"}
_MAILBOX = re.compile(rb"From (?:- |\S+ .*\d\d:\d\d.*\d{4})")  # the line above a message, with a date
_SAVED = re.compile(
    rb"^(?:Snapshot-Content-Location:|From: [\"<]?Saved by )", re.M | re.I
)  # of Chrome, of Internet Explorer


def kind_by_name(name: str) -> Kind | None:
    """The kind that the ending of a name promises; None where it says nothing.

    >>> kind_by_name("a/B.CSV.gz"), kind_by_name("notes")
    ('csv', None)
    """
    return _BY_NAME.get(os.path.splitext(name.lower().removesuffix(".gz"))[1])


def kind_by_bytes(head: bytes, columns: Columns) -> Kind:
    """The kind that the first lines tell. What is nothing else is text: whoever reads it says what is wrong with it."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, kind in _MAGIC.items():
        if start.startswith(magic):
            return kind
    if looks_like_page(head):
        return "html"
    first = start.split(b"\n", 1)[0]
    if looks_like_table(first):
        return "jsonl"
    if _MAILBOX.match(first):
        return "mbox"
    if is_mail(start):
        return "mhtml" if _SAVED.search(start[:_HEADERS]) else "eml"
    return "csv" if looks_like_csv(first, columns) else "text"


def kind_by_magic(head: bytes, promised: Kind) -> Kind:
    """What is promised, unless it was a text and the first bytes are those of another kind that is read."""
    if promised == "text":
        return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), promised)
    return "text" if promised in ("zip", "docx", "odt") and not head.startswith(_ZIP) else promised


def may_be_mail(line: bytes) -> bool:
    """Whether a message can begin with this line."""
    return _MAIL.match(line) is not None and line.split(b":", 1)[0].lower() in _MAIL_NAMES | {b"x-mozilla-status"}


def is_mail(start: bytes) -> bool:
    """Whether this is the header of a message: its lines are, and say from whom it is and two things more."""
    names: set[bytes] = set()
    for line in start[:_HEADERS].split(b"\n"):
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        if not _MAIL.match(line + b" "):
            return False
        names.add(line.split(b":", 1)[0].lower())
    return b"from" in names and len(names & _MAIL_NAMES) > 2
