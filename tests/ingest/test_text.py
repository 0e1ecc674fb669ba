"""Single texts: what is right is kept, character for character, and what is no text is named."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.ingest.headline import complete
from tracker.ingest.text import MAX_BYTES, article_from_bytes
from tracker.records import Article

ARTICLE = "Wall falls\n\nNORTHPORT, March 6, 2023 (Beacon) — The wall fell, the mayor said.\n\n\t“Yes.” 🎉\n"


def test_text_is_as_given_and_its_top_is_read() -> None:
    article = article_from_bytes(ARTICLE.encode(), ref="a.txt", where="a.txt")
    assert article.text == ARTICLE
    assert article == Article(
        ref="a.txt",
        text=ARTICLE,
        title="Wall falls",
        date="2023-03-06",
        place="NORTHPORT, March 6"[:9],
        agency="Beacon",
        language="en",
    )


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + ARTICLE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + ARTICLE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + ARTICLE.encode("utf-32-le"),
    ],
)
def test_a_byte_order_mark_is_no_part_of_the_text(data: bytes) -> None:
    assert article_from_bytes(data, ref="a", where="a").text == ARTICLE


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \n\t\r\n", "white space"),
        (b"%PDF-1.7\n%\xe2", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip archive or an office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\x00", "JPEG"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\x7fELF\x02", "program"),
        (b"\n<!DOCTYPE HTML><html>", "HTML"),
        (b"<?xml version='1.0'?><rss>", "XML"),
        (b"abc\x00def", "NUL"),
        (bytes(range(128, 256)) * 4, "not UTF-8: 0x80 at byte 1, line 1, and no other encoding makes sense of it"),
        (codecs.BOM_UTF16_LE + b"a", "broken UTF-16"),
        (b"\xff\xfeW\x00\x00\xd8", "broken UTF-16"),
        (b"a" * (MAX_BYTES + 1), "20 MB"),
    ],
)
def test_what_is_no_text(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        article_from_bytes(data, ref="a.txt", where="folder/a.txt")
    assert str(caught.value).startswith("folder/a.txt: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.todo


def test_a_nul_far_down_is_replaced_and_offsets_stay() -> None:
    text = "a" * 10_000 + "\0b"
    assert article_from_bytes(text.encode(), ref="a", where="a").text == "a" * 10_000 + "\ufffdb"


def test_what_was_given_is_not_overwritten() -> None:
    article = complete(Article(ref="a", text=ARTICLE, title="T", date="2020-01-01", place="P", agency="A"))
    assert (article.title, article.date, article.place, article.agency) == ("T", "2020-01-01", "P", "A")


def test_windows_line_ends_are_mended_and_it_is_said() -> None:
    article = article_from_bytes(ARTICLE.replace("\n", "\r\n").encode("utf-16-le"), ref="a", where="a")
    assert article.text == ARTICLE
    assert article.mended == ("read as UTF-16LE", "5 foreign line ends")


def test_a_text_of_another_encoding_is_read_and_it_is_said() -> None:
    article = article_from_bytes(b"The caf\xe9 \x93reopened\x94, she said \x96 at last.", ref="a", where="a")
    assert article.text == "The café “reopened”, she said – at last."
    assert article.mended == ("read as windows-1252",)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_an_article_or_an_input_error(data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert article_from_bytes(data, ref="a", where="a").text.strip()
