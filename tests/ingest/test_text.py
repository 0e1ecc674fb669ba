"""Single texts: what is given is kept, character for character, and what is no text is named."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.ingest.headline import complete, mend
from tracker.ingest.text import MAX_BYTES, article_from_bytes, decode
from tracker.records import Article

ARTICLE = "Wall falls\r\n\r\nNORTHPORT, March 6, 2023 (Beacon) — The wall fell,\rthe mayor said.\n\n\t“Yes.” 🎉\n"


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
        (
            "Wall\nfalls\nné".encode("cp1252"),
            "byte 13, line 3; convert it, for instance: iconv -f WINDOWS-1252 -t UTF-8",
        ),
        (b"\xef\xbb\xbfab\xff", "byte 6, line 1"),
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
        ("Wall falls".encode("utf-16-le"), "UTF-16LE without a byte order mark"),
        ("Wall falls".encode("utf-16-be"), "UTF-16BE without a byte order mark"),
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


@given(st.text(st.characters()))
def test_mend_keeps_every_offset(text: str) -> None:
    mended = mend(text)
    assert len(mended) == len(text)
    assert mend(mended) == mended
    mended.encode()
    assert all(new == old or new == "\ufffd" for new, old in zip(mended, text, strict=True))


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_an_article_or_an_input_error(data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert article_from_bytes(data, ref="a", where="a").text.strip()


@given(st.text())
def test_decoding_utf8_is_the_identity(text: str) -> None:
    assert decode(text.encode(), "a") == text.removeprefix("\ufeff")
