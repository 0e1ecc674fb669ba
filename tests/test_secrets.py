"""Addresses without what is nobody's business."""

from __future__ import annotations

import pytest

from tracker.errors import InputError
from tracker.records import Article, Extraction
from tracker.secrets import told_apart, without_secrets

PLAIN = (
    "no address: token=1",
    "https://news.example/story?code=1204&topic=sea",  # which article it is
    "https://news.example/token=1/story",
    "https://news.example/@mayor?id=7",
)


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_secret_stays(text: str) -> None:
    assert without_secrets(text) == told_apart(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("cannot read https://ann:pw@news.example/a: gone", "cannot read https://news.example/a: gone"),
        ("https://news.example/a?x=1&access_token=pw#sig=pw", "https://news.example/a?x=1&access_token=…#sig=…"),
        ("https://news.example/a?key=0123456789abcdef", "https://news.example/a?key=…"),
        ("https://a.example/?pwd=pw https://b.example/?email=ann@a.example", "https://a.example/?pwd=… https://b.example/?email=…"),
    ],
)  # fmt: skip
def test_secrets_are_taken_out(text: str, shown: str) -> None:
    assert without_secrets(text) == shown
    assert without_secrets(shown) == shown


def test_feeds_of_two_keys_are_two() -> None:
    one, other = (told_apart(f"https://news.example/feed?token={key}") for key in ("pw1", "pw2"))
    assert one.startswith("https://news.example/feed?token=… ")
    assert one != other


def test_no_error_and_no_article_tells_a_secret() -> None:
    address = "https://ann:pw@news.example/a?token=pw"
    error = InputError(f"moved to {address}", where=address, todo=f"ask {address}")
    assert "pw" not in f"{error}{error.what}{error.where}{error.todo}"
    article = Article(address, "The weir holds.", url=address)
    shown = Extraction(article, (), "m@1").shown().article
    assert (shown.ref, shown.url) == ("https://news.example/a?token=…",) * 2
    assert Article("a.txt", "pw").shown() == Article("a.txt", "pw")
