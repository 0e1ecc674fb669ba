"""Bytes to text: what is UTF-8 is never guessed at, what is not is read so that it makes sense, or refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.ingest.encodings import read_bytes, read_page, unmarked_wide, wide_encoding

ENGLISH = "The café on the Rue Thérèse “reopened” on Monday – at last, said Zoë Müller’s niece. It cost £40."
POLISH = "The minister, Wałęsa’s friend Bronisław Żółkiewski, met Małgorzata Łaska in Łódź on Monday, she said."
RUSSIAN = "Министр транспорта заявила в понедельник, что мост будет закрыт до конца лета, и ремонт продолжится."
GREEK = "Η υπουργός είπε τη Δευτέρα ότι η γέφυρα θα μείνει κλειστή μέχρι το τέλος του καλοκαιριού για επισκευές."
JAPANESE = "運輸大臣は月曜日、橋は夏の終わりまで閉鎖されると述べた。警察によると三人がけがをした。"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf8_is_read_as_it_is(text: str) -> None:
    found = read_bytes(text.encode(), "a")
    assert (found.text, found.note) == (text.removeprefix("\ufeff"), None) or wide_encoding(text.encode())


@pytest.mark.parametrize(
    ("text", "encoding", "note"),
    [
        (ENGLISH, "cp1252", "read as windows-1252"),
        (ENGLISH, "mac-roman", "read as mac-roman"),
        (ENGLISH.translate({0x201C: '"', 0x201D: '"', 0x2019: "'", 0x2013: "-"}), "latin-1", "read as windows-1252"),
        (ENGLISH.translate({0x201C: '"', 0x201D: '"', 0x2019: "'", 0x2013: "-"}), "cp850", "read as cp850"),
        (POLISH, "cp1250", "read as windows-1250"),
        (RUSSIAN, "cp1251", "read as windows-1251"),
        (RUSSIAN, "koi8-r", "read as koi8-r"),
        (GREEK, "cp1253", "read as windows-1253"),
        (JAPANESE, "shift_jis", "read as shift-jis"),
        (ENGLISH, "utf-16-le", "read as UTF-16LE"),
        (ENGLISH, "utf-16-be", "read as UTF-16BE"),
    ],
)
def test_other_encodings_are_guessed(text: str, encoding: str, note: str) -> None:
    found = read_bytes(text.encode(encoding), "a")
    assert (found.text, found.note) == (text, note)
    assert found.mended == (note,)


def test_a_mark_says_which_it_is() -> None:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF32_BE, "utf-32-be")):
        found = read_bytes(mark + ENGLISH.encode(encoding), "a")
        assert (found.text, found.note) == (ENGLISH, None)


def test_what_was_pasted_into_utf8_and_where_it_was_cut() -> None:
    mixed = "“Yes”, said Zoë, “and Émile agrees – at last”".encode() + b" \x93today\x94" + "é – ü – ö “–”".encode()
    found = read_bytes(mixed, "a")
    assert "“today”é" in found.text
    assert found.note == "2 bytes not in UTF-8 read as windows-1252"
    cut = "“Yes”, said Zoë, “and Émile agrees – at last”".encode()[:-1]
    assert read_bytes(cut, "a").text == "“Yes”, said Zoë, “and Émile agrees – at last"


def test_what_it_is_said_to_be_is_believed_where_it_fits() -> None:
    assert read_bytes(b"\xb3\xf3d\xbc", "a", declared="iso-8859-2").text == "łódź"
    assert read_bytes(b"caf\xe9 \x93", "a", declared="ISO-8859-1").text == "café “"
    assert read_bytes("café".encode(), "a", declared="windows-1252").text == "café"  # it is UTF-8, whatever it says
    for wrong in ("no such thing", "base64", "utf-8", "\0"):
        assert read_bytes(b"caf\xe9", "a", declared=wrong).note == "read as windows-1252"
    assert read_bytes(b"\xb3\xf3d\xbc", "a", likely="cp1250").note == "read as windows-1250"


@pytest.mark.parametrize("data", [bytes(range(128, 256)), b"a\xff\xfe\x81\x8d" * 30, b"caf\x81\x8d\x8f\x90\x81"])
def test_what_makes_no_sense_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="no other encoding makes sense of it"):
        read_bytes(data, "a")


def test_where_it_is_no_utf8() -> None:
    with pytest.raises(InputError, match="f:3: not UTF-8: 0x81 at byte 4, and"):
        read_bytes(b"abc\x81\x8d\x8f\x90\x81", "f:3", line=3)
    with pytest.raises(InputError, match="broken UTF-16 at byte"):
        read_bytes(b"\xff\xfeW\x00\x00\xd8", "f")


def test_zeros_at_every_second_byte() -> None:
    assert unmarked_wide(b"a\0b\0c\0d\0") == "UTF-16LE"
    assert unmarked_wide(b"\0a\0b\0c\0d") == "UTF-16BE"
    for data in (b"a\0b\0c\0d\0e", b"a\0b\0", b"abcdefgh", b"", b"\0" * 8):
        assert unmarked_wide(data) is None


WORDS = "“Ça ne va pas”, dit-il"


def declared(name: str, encoding: str) -> bytes:
    return f'<html><meta charset="{name}"><p>{WORDS}'.encode(encoding)


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (declared("utf-8", "utf-8"), None),
        (declared("iso-8859-1", "utf-8"), None),  # UTF-8 that calls itself something else
        (declared("iso-8859-1", "cp1252"), None),  # Latin-1 is Windows-1252 to browsers
        (declared("windows-1252", "cp1252"), None),
        (declared("utf-8", "cp1252"), "windows-1252"),  # what the server said goes before
        (b"\xff\xfe" + f"<html><p>{WORDS}".encode("utf-16-le"), None),
        (b"\xef\xbb\xbf" + f"<html><p>{WORDS}".encode(), None),
        (f'<?xml version="1.0" encoding="windows-1252"?><html><p>{WORDS}'.encode("cp1252"), None),
    ],
)
def test_the_encoding_of_a_page(data: bytes, charset: str | None) -> None:
    page = read_page(data, "a.html", charset=charset)
    assert WORDS in page.text
    assert page.note is None


@pytest.mark.parametrize("name", ["utf-8", "no-such-thing", "hex"])
def test_a_wrong_or_missing_encoding_is_guessed_and_said(name: str) -> None:
    page = read_page(declared(name, "cp1252"), "a.html")
    assert WORDS in page.text
    assert page.mended == (f"the page says {name} and is not: read as windows-1252",)


def test_a_page_that_does_not_say_its_encoding_is_guessed_by_its_words_and_not_its_tags() -> None:
    russian = "Мост закрыт до весны, сказал мэр города в понедельник вечером. " * 4
    data = f"<html><body class='{'a' * 400}'>{'<br>' * 500}<p>{russian}".encode("cp1251")
    page = read_page(data, "a.html")
    assert russian.strip() in page.text
    assert page.note == "the page does not say its encoding: read as windows-1251"


def test_a_page_in_utf_8_with_a_few_other_bytes_is_read_as_both() -> None:
    data = b"<meta charset=utf-8><p>" + WORDS.encode() * 4 + b" \x93so\x94"
    page = read_page(data, "a.html")
    assert page.text.endswith(f"{WORDS} “so”")
    assert page.note == "2 bytes not in UTF-8 read as windows-1252"


def test_a_page_is_never_refused_for_its_encoding() -> None:
    data = b"caf\x81\x8d\x8f\x90\x81 and "
    with pytest.raises(InputError):
        read_bytes(data, "a.txt")
    assert "and" in read_page(data, "a.html").text
    with pytest.raises(InputError, match="binary data"):
        read_page(b"\x00\x01\xff" * 99, "a.html")
