"""A page's encoding, as browsers take it, and what is taken out of its tree."""

from __future__ import annotations

import pytest

from tracker.ingest.page_tree import decode_page, names_of, parse, set_quotation_marks, take_out_surroundings

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
def test_encodings(data: bytes, charset: str | None) -> None:
    text, odd = decode_page(data, "a.html", charset=charset)
    assert WORDS in text
    assert odd is None


@pytest.mark.parametrize("name", ["utf-8", "no-such-thing", "hex"])
def test_a_wrong_or_missing_encoding_is_guessed_and_said(name: str) -> None:
    text, odd = decode_page(declared(name, "cp1252"), "a.html")
    assert WORDS in text
    assert odd is not None
    assert "read as cp1252" in odd


def test_q_gets_the_marks_a_browser_shows_and_no_second_ones() -> None:
    tree = parse("<p><q>Out, <q>he said</q>, out</q> and <q>“in”</q></p>")
    set_quotation_marks(tree)
    assert "".join(tree.itertext()) == "“Out, ‘he said’, out” and “in”"


def test_names_are_words() -> None:
    tree = parse('<div class="b-articleBody__text is-wide" id="mainStory"></div>')
    assert names_of(tree.find(".//div")) == "b-article-body text is-wide main-story"


def test_what_is_taken_out_leaves_the_text_after_it() -> None:
    tree = parse('<div>Before <div class="ad-slot">Buy "this"</div>after.</div>')
    taken = take_out_surroundings(tree)
    assert "".join(tree.itertext()) == "Before after."
    assert [one.text for one in taken] == ['Buy "this"']
