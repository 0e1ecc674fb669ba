"""Web pages: the article's own text, its facts, what is said of it, and the pages that hold none."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.ingest.page_quotes import Kept, is_loss
from tracker.ingest.pages import article_from_page, kept_quotations, looks_like_page
from tracker.records import Article

LINES = (
    "The weir at Tarn Mill will be rebuilt, the parish said on Thursday after a meeting of two hours.",
    "“It was never a question of whether,” said Hedda Roth, who chairs the parish council.",
    "Anglers were not consulted, their club said. “We read it on a lamp post,” its secretary told the meeting.",
)
DATA = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Weir to be rebuilt",
    "datePublished": "2025-03-02T08:00:00Z",
    "author": {"@type": "Person", "name": "Nils Abel"},
    "publisher": {"@type": "Organization", "name": "Tarn Gazette"},
    "url": "https://tarngazette.example/weir",
}


def page(body: str, *, data: Mapping[str, object] | None = None) -> bytes:
    script = f'<script type="application/ld+json">{json.dumps(DATA if data is None else data)}</script>'
    return f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8>{script}</head><body>{body}</body></html>".encode()


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def read(data: bytes, **known: str) -> Article:
    return article_from_page(data, ref="weir.html", where="weir.html", **known)


def test_text_and_facts_of_a_page() -> None:
    body = f"<nav>Home</nav><article><h1>Weir to be rebuilt</h1>{paragraphs(*LINES)}</article><footer>© Tarn</footer>"
    assert read(page(body)) == Article(
        ref="weir.html",
        text="\n\n".join(LINES),
        title="Weir to be rebuilt",
        outlet="Tarn Gazette",
        author="Nils Abel",
        date="2025-03-02T08:00:00Z",
        url="https://tarngazette.example/weir",
        language="en",
        mended=("kept 2 of 2 quotations",),
    )


def test_the_address_it_came_from_is_kept_where_the_page_names_none() -> None:
    nameless = {key: value for key, value in DATA.items() if key != "url"}
    article = read(page(paragraphs(*LINES), data=nameless), url="https://tarngazette.example/came-from")
    assert article.url == "https://tarngazette.example/came-from"


@pytest.mark.parametrize(
    "box",
    [
        '<div class="newsletter-signup"><p>“I read it daily,” says a subscriber of ours.</p></div>',
        '<aside class="related"><p>“Too late,” said another in another story.</p></aside>',
        '<figure><img src="a.png"><figcaption>The weir, “a ruin” to some, in May.</figcaption></figure>',
        '<div style="display:none"><p>“Nobody sees this,” said nobody at all.</p></div>',
        '<p><a href="/other">Mayor “knew nothing of it”, inquiry told</a></p>',
        '<div id="comments"><p>“Never a question” is right, and about time.</p></div>',
        "<noscript><p>“Enable scripts,” said the page.</p></noscript>",
    ],
)
def test_boxes_captions_and_comments_are_not_in_the_text(box: str) -> None:
    body = f"<article>{paragraphs(*LINES[:2])}{box}{paragraphs(LINES[2])}</article>"
    assert read(page(body)).text == "\n\n".join(LINES)


def test_quotations_left_out_with_a_box_are_told() -> None:
    box = "<figcaption>“We read of it much later than you,” said a heron.</figcaption>"
    article = read(page(f"<article>{paragraphs(*LINES)}<figure>{box}</figure></article>"))
    assert article.mended == ("kept 2 of 2 quotations", "left out 1 quotation in captions, boxes or links")


def test_a_pull_quote_that_repeats_goes_and_one_that_does_not_stays() -> None:
    pulled = '<aside class="pullquote"><p>It was never a question of whether</p><cite>Hedda Roth</cite></aside>'
    fresh = '<aside class="pullquote"><p>“A weir is a wall with manners.”</p></aside>'
    article = read(page(f"<article>{paragraphs(LINES[0], LINES[1])}{pulled}{fresh}{paragraphs(LINES[2])}</article>"))
    assert article.text.split("\n\n") == [*LINES[:2], "“A weir is a wall with manners.”", LINES[2]]
    assert "left out 1 pull quote that repeats the text" in article.mended
    assert kept_quotations(article) == Kept(3, 3)


def test_a_box_that_holds_the_whole_article_is_not_taken_out() -> None:
    body = f'<div class="newsletter"><div class="share">{paragraphs(*LINES * 3)}</div></div>'
    assert LINES[1] in read(page(body)).text


def test_live_blog_posts_are_parted_by_their_times() -> None:
    posts = "".join(
        f'<article class="live-post"><header><time>{10 + i}:15</time></header><p>{line}</p></article>'
        for i, line in enumerate(LINES)
    )
    article = read(page(f"<main>{posts}</main>", data={**DATA, "@type": "LiveBlogPosting"}))
    assert article.text.split("\n\n") == ["10:15", LINES[0], "11:15", LINES[1], "12:15", LINES[2]]
    assert "a live blog of 3 posts" in article.mended


def test_json_ld_stands_in_where_the_page_shows_nothing() -> None:
    article = read(page('<div id="root"></div>', data={**DATA, "articleBody": "\n".join(LINES)}))
    assert article.text == "\n\n".join(LINES)
    assert "JSON-LD" in article.mended[-1]


def test_a_paywall_stub_is_read_and_said() -> None:
    article = read(page(f"<article>{paragraphs(LINES[0])}</article>", data={**DATA, "isAccessibleForFree": False}))
    assert article.mended == ("behind a paywall: the page holds only the first 19 words",)


def test_a_subscribers_whole_copy_is_no_stub() -> None:
    data = {**DATA, "isAccessibleForFree": False, "wordCount": sum(len(line.split()) for line in LINES)}
    assert read(page(f"<article>{paragraphs(*LINES)}</article>", data=data)).mended == ("kept 2 of 2 quotations",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n", "white space"),
        (b"<html><body><p>404</p><h1>Page not found</h1></body></html>", "error page"),
        (b"<html><noscript>Please enable JavaScript</noscript><div id=root></div></html>", "JavaScript"),
        (b"<title>Just a moment...</title><p>Verifying you are human.</p>", "human"),
        (b"<nav><a href=/>Home</a></nav>", "no article"),
        (b"\x00\xff\x00\x10" * 50, "binary"),
        (b"<p>" + b"x" * 20_000_000, "20 MB"),
        (
            b"<title>Your privacy</title><p>We use cookies with your consent.</p><button>Accept all</button>",
            "consent to cookies",
        ),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("weir.html: ")


@pytest.mark.parametrize(
    "line",
    [
        "Regulators fined the shop for its cookies: nobody had given consent, the privacy office said on Monday.",
        "The document was not found in the archive, the court heard, and access was denied to all parties.",
        "503 workers will go in May, the works council said; 404 were told on Monday that they could stay.",
    ],
)
def test_a_short_article_on_such_a_subject_is_an_article(line: str) -> None:
    assert read(page(f"<article><h1>{line[:40]}</h1><p>{line}</p></article>")).text == line


def test_an_amp_page_is_said() -> None:
    data = page(f"<article>{paragraphs(*LINES)}</article>").replace(b"<html", b"<html amp")
    assert "an AMP page" in read(data).mended


@pytest.mark.parametrize(
    ("head", "is_page"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf  <html lang=en>", True),
        (b"\xff\xfe" + "<html>".encode("utf-16-le"), True),
        (b'<?xml version="1.0"?>\n<!-- saved --><!DOCTYPE html PUBLIC>', True),
        (b'<?xml version="1.0"?><rss version="2.0">', False),
        (b"The <html> element is old.", False),
        (b"", False),
    ],
)
def test_pages_are_told_by_their_beginning(head: bytes, is_page: bool) -> None:
    assert looks_like_page(head) is is_page


PARTS = (
    b'<p> </p> <q> <div/class=share> <table><tr><td> <br> \xe2\x80\x9c " word said. <blockquote> </div> <time> \x00 '
    b"<script/type=application/ld+json>{ &nbsp; <article/class=post> <aside> <!-- \xff ]]> <svg> <template> <pre> <h1>"
).split()


@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_no_page_raises_anything_else(parts: list[bytes]) -> None:
    try:
        article = read(b"<html>" + b" ".join(parts))
    except InputError:
        return
    assert article.text.strip()
    article.text.encode()


@pytest.mark.parametrize(
    "piece",
    [
        b"<div class=share>",
        b"a word<br>",
        b"<blockquote>so it goes again</blockquote>",
        b"<li><a href=x>y</a>",
        b"\"a' ",
        b"<div class=post><time>1</time>word</div>",
    ],
)
def test_hostile_pages_cost_time_in_proportion(piece: bytes) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        with contextlib.suppress(InputError):
            read(b"<html><article>" + piece * times + b"</article>")
        return time.process_time() - begin

    seconds(100)
    assert seconds(20_000) < 12 * seconds(4_000) + 0.5  # five times as much; with its square, 25 times


def test_quotations_are_counted_in_the_text_as_it_is_mended() -> None:
    garbled = "â€œIt isnâ€™t of\xadfice work &amp;amp; never was,â€\x9d she said of it."
    article = read(page(f"<article>{paragraphs(*LINES, garbled)}</article>"))
    assert "“It isn’t office work & never was,”" in article.text
    assert article.mended[0] == "kept 3 of 3 quotations"


def test_the_agency_that_signs_is_told() -> None:
    article = read(page(f"<article>{paragraphs(*LINES)}</article>", data={**DATA, "author": "Reuters"}))
    assert (article.author, article.agency) == (None, "Reuters")


def test_a_list_of_stories_is_no_article() -> None:
    teasers = "".join(f"<h3><a href=/{n}>What the old quarry becomes</a></h3><p>{LINES[0]}</p>" for n in range(20))
    with pytest.raises(InputError, match="a list of stories"):
        article_from_page(
            f"<html><body>{teasers}</body></html>".encode(), ref="a", where="a", url="https://post.example/"
        )


def test_one_page_of_several_is_read_and_said() -> None:
    pages = '<div class="pagination"><span>1</span> <a href="?2">2</a> <a href="?2">Next page</a></div>'
    article = read(page(f"<article>{paragraphs(*LINES)}</article>{pages}"))
    assert article.text == "\n\n".join(LINES)
    assert article.mended[-1].startswith("one page of several")
    assert is_loss(article.mended[-1])
