"""Pages that are no article, and how much of one is behind a wall."""

from __future__ import annotations

import pytest

from tracker.errors import InputError
from tracker.ingest.page_facts import Facts
from tracker.ingest.page_kinds import (
    SHORT,
    goes_on,
    is_walled,
    live_posts,
    refuse_front_page,
    refuse_no_article,
    wall_note,
)
from tracker.ingest.page_tree import parse

ERROR = parse("<title>Error 404 | Post</title><h1>Oops</h1>")


def test_a_long_text_is_an_article_whatever_its_page_is_called() -> None:
    refuse_no_article(ERROR, "word " * SHORT, Facts(), "a.html")
    with pytest.raises(InputError, match="error page"):
        refuse_no_article(ERROR, "word", Facts(), "a.html")


def test_a_dated_article_is_no_error_page() -> None:
    refuse_no_article(
        ERROR, "The page was missing for nine years, the archive said.", Facts(date="2025-01-02"), "a.html"
    )


@pytest.mark.parametrize(
    ("markup", "walled"),
    [
        ('<div class="paywall">Subscribe to continue reading</div>', True),
        ('<div class="paywall"><p>The wall fell.</p></div>', False),
        ("<p>Subscribe to continue reading</p>", False),
    ],
)
def test_a_wall_needs_its_name_and_its_words(markup: str, walled: bool) -> None:
    assert is_walled(parse(markup), Facts()) is walled


@pytest.mark.parametrize(
    ("prose", "words", "said"),
    [
        ("word " * 30, None, "behind a paywall: the page holds only the first 30 words"),
        ("word " * 30, 400, "behind a paywall: the page holds 30 of 400 words"),
        ("word " * 390, 400, None),
        ("word " * 300, None, None),
        ("word " * 300 + "and …", None, "behind a paywall: the page holds only the first 302 words"),
    ],
)
def test_how_much_is_behind_the_wall(prose: str, words: int | None, said: str | None) -> None:
    assert wall_note(parse("<p>x</p>"), prose, Facts(free=False, words=words)) == said


def test_posts_of_a_live_blog() -> None:
    post = '<div class="live-post"><time>1</time><p>a</p></div>'
    assert len(live_posts(parse(f"<div class=feed>{post}{post}</div>"))) == 2
    assert live_posts(parse(f"<div class=feed>{post}</div>")) == []
    assert live_posts(parse("<div class=post><p>a</p></div><div class=post><p>b</p></div>")) == []


TEASERS = "".join(f"<h3><a href=/{n}>What the old quarry becomes</a></h3><p>A plan is there.</p>" for n in range(20))
PROSE = "<p>The council has a plan for it, and its neighbours have another one that they like much better.</p>"


def test_a_list_of_stories_is_refused() -> None:
    with pytest.raises(InputError, match="a list of stories"):
        refuse_front_page(parse(TEASERS), Facts(), "https://post.example/", "a.html")
    with pytest.raises(InputError, match="save the page of one story"):
        refuse_front_page(parse(TEASERS.replace("A plan", "")), Facts(), "https://post.example/news", "a.html")


@pytest.mark.parametrize(
    ("markup", "facts", "path"),
    [
        (PROSE * 3 + TEASERS, Facts(), ""),
        (TEASERS, Facts(is_article=True), ""),
        (TEASERS, Facts(live=True), ""),
        (TEASERS, Facts(date="2025-01-02"), ""),
        (PROSE * 2, Facts(), ""),
        (TEASERS.replace("A plan is there.", PROSE), Facts(), "2025/quarry"),
    ],
)
def test_an_article_is_no_list_of_stories(markup: str, facts: Facts, path: str) -> None:
    refuse_front_page(parse(markup), facts, f"https://post.example/{path}", "a.html")


@pytest.mark.parametrize(
    ("markup", "more"),
    [
        ('<div class="pageNav">Page 1 <a href="?p=2">2</a> <a href="?p=2">Next Page</a></div>', True),
        ('<div class="pagination_fmt">1 | <a>2</a> | <a>3</a> | <a>4</a></div>', True),
        ('<ul class="pagination"><li>«</li><li>1</li><li><a>2</a></li><li>»</li></ul>', True),
        ('<p class="page-numbers">Page 1 of 3</p>', True),
        ('<p class="page-numbers">Page 1 of 1</p>', False),
        ('<div class="pagination"><a>Older story</a> <a>Newer story</a></div>', False),
        ('<div id="comments"><div class="pagination">1 2 3 Next page</div></div>', False),
        ('<div class="pagination">2 1</div>', False),
    ],
)
def test_whether_the_article_goes_on_on_other_pages(markup: str, more: bool) -> None:
    assert goes_on(parse(f"<body>{PROSE}{markup}</body>")) is more
