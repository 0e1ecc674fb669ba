"""No text, however odd, takes time with the square of its length: read, segmented and searched for furniture."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from tracker.errors import InputError
from tracker.furniture import find_dateline, find_title, furniture_spans
from tracker.ingest.pages import article_from_page
from tracker.ingest.text import MAX_BYTES, article_from_bytes
from tracker.segment import segment

LENGTH = 300_000
UNITS = [
    "\n", "\r", " ", "\n\t ", '"', "'", "“", "''", " 'a", "‘a ", "`a ", "\"a 'b ", "A", "a", "a ", "a\n\n", "AB ",
    "Ab ", "AB/", "Ab, ", "(", "(by Ab\n", ".", "A. ", "- ", "12:30 ", "<a ", "\u2028", "?!", "http://a.", "🚒",
    "The mayor said the bridge was safe. ",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length(unit: str) -> None:
    text = f"a{unit * (LENGTH // len(unit))}a"
    begun = time.process_time()
    segments = segment(text)
    furniture_spans(text)
    find_title(text)
    find_dateline(text)
    assert time.process_time() - begun < 8, "1 s on a quiet machine; what grows with the square takes 20 s and more"
    sentences = "".join(sentence.of(text) for sentence in segments.sentences)
    assert "".join(sentences.split()) == "".join(text.split()), "no word is lost or doubled"


@pytest.mark.parametrize("unit", ["\n", " ", "\r\n", "a", "A ", "a\n", '"', "&"])
def test_the_largest_text_that_is_read(unit: str) -> None:
    data = b"a" + unit.encode() * ((MAX_BYTES - 2) // len(unit)) + b"b"
    begun = time.process_time()
    text = article_from_bytes(data, ref="large.txt", where="large.txt").text
    assert text == data.decode().replace("\r\n", "\n")
    assert time.process_time() - begun < 5, "0.3 s on a quiet machine"


@pytest.mark.parametrize(
    "unit", ["“", "é”", "&amp;amp;", "&quot;", "â€™", "\u200b", "\u2028", "\n \t", "By Ann Orme\n", "the "]
)
def test_a_large_text_to_be_mended(unit: str) -> None:
    text = f"a{unit * (1_000_000 // len(unit))}b"
    begun = time.process_time()
    article_from_bytes(text.encode(), ref="large.txt", where="large.txt")
    assert time.process_time() - begun < 10, "0.5 s on a quiet machine; what grows with the square takes minutes"


@pytest.mark.parametrize(
    "unit", ["<div>", "<div class='story'>more ", "<q>", "<b>x", "<aside>x</aside>", "<p>&amp;amp;"]
)
def test_a_large_page(unit: str) -> None:
    said = "<p>The mayor said the bridge was safe, and that it would stay open until the end of the summer.</p>"
    page = f"<html><body>{unit * 8_000}{said * 3}</body></html>"
    begun = time.process_time()
    with suppress(InputError):
        article_from_page(page.encode(), ref="large.html", where="large.html")
    assert time.process_time() - begun < 20, "1 s on a quiet machine"
