"""What JSON-LD, OpenGraph and ``<html lang>`` say of an article."""

from __future__ import annotations

import json

import pytest

from tracker.ingest.page_facts import Facts, read_facts
from tracker.ingest.page_tree import parse


def facts(head: str, lang: str = "") -> Facts:
    return read_facts(parse(f"<html {lang}><head>{head}</head><body><p>x</p></body></html>"))


def data(node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


NODE = {"@type": ["Report", "NewsArticle"], "headline": "It fell &amp; rose", "author": [{"name": "Ada"}, "Bo"]}


@pytest.mark.parametrize("shape", [NODE, [NODE], {"@graph": [{"@type": "WebPage"}, NODE]}, {"mainEntity": NODE}])
def test_the_article_is_found_in_any_shape(shape: object) -> None:
    found = facts(data({"@type": "WebSite", "name": "no"}) + data(shape))
    assert (found.title, found.author) == ("It fell & rose", "Ada; Bo")


def test_json_ld_goes_before_opengraph_and_that_fills_in() -> None:
    meta = '<meta property="og:title" content="Other"><meta property="og:site_name" content=" The  Post ">'
    found = facts(meta + data(NODE))
    assert (found.title, found.outlet) == ("It fell & rose", "The Post")


def test_a_live_blog_goes_before_articles_within_it() -> None:
    live = {"@type": "LiveBlogPosting", "headline": "Live", "liveBlogUpdate": [{"headline": "A", "articleBody": "B"}]}
    found = facts(data(NODE) + data(live))
    assert (found.title, found.live, found.posts) == ("Live", True, ("A\n\nB",))


@pytest.mark.parametrize(("free", "expected"), [(False, False), ("False", False), (True, True), (None, None)])
def test_whether_it_is_free(free: object, expected: bool | None) -> None:
    assert facts(data({**NODE, "isAccessibleForFree": free})).free is expected


@pytest.mark.parametrize(
    ("head", "lang", "expected"),
    [
        ("", 'lang="pt-BR"', "pt"),
        ('<meta property="og:locale" content="de_AT">', "", "de"),
        (data({**NODE, "inLanguage": "nl"}), "", "nl"),
        ("", 'lang="english please"', None),
        ("", "", None),
    ],
)
def test_language(head: str, lang: str, expected: str | None) -> None:
    assert facts(head, lang).language == expected


@pytest.mark.parametrize(
    "broken", ["{", "[" * 5000, "null", '{"@type": 7, "author": [[]]}', '{"@graph": "x"}', "\ud800"]
)
def test_broken_data_says_nothing(broken: str) -> None:
    assert facts(f'<script type="application/ld+json">{broken}</script>') == Facts()


def test_a_profile_is_no_author_and_a_path_no_address() -> None:
    head = '<meta property="article:author" content="https://x.example/ada"><link rel="canonical" href="/a">'
    assert facts(head) == Facts()


def below(headline: str, rest: str, head: str = "") -> Facts:
    return read_facts(parse(f"<html><head>{head}</head><body><h1>{headline}</h1>{rest}</body></html>"))


@pytest.mark.parametrize(
    ("rest", "author"),
    [
        ("<p>By Ann Orme</p>", "Ann Orme"),
        ('<div class="byline">By Ann Orme <span>March 18 at 12:22 PM</span></div>', "Ann Orme"),
        ('<p><a rel="author">Ann Orme</a> / <a rel="author">Bo Tan</a></p>', "Ann Orme; Bo Tan"),
        ("<ul><li><p>By Ann Orme</p></li></ul>", None),
        ("<p>By: Ann Orme<br>Coast Network</p>", "Ann Orme"),
        ('<div class="related-teaser"><p>By Ann Orme</p></div>', None),
        ('<div class="comment"><a rel="author">Ann Orme</a></div>', None),
        ("<p>By the time it was over, Ann Orme had left.</p>", None),
    ],
)
def test_the_byline_below_the_headline(rest: str, author: str | None) -> None:
    assert below("The weir falls", rest).author == author


def test_a_byline_above_the_headline_is_of_another_story() -> None:
    page = "<html><body><p>By Ann Orme</p><h1>The weir falls</h1><p>It fell.</p></body></html>"
    assert read_facts(parse(page)).author is None


def test_what_is_said_to_be_the_author_and_is_none_is_left_out_and_remembered() -> None:
    said = below("The weir falls", "<p>x</p>", '<meta name="author" content="Editorial Staff">')
    assert (said.author, said.names_author) == (None, True)


def test_ids_of_json_ld_are_followed() -> None:
    graph = [
        {"@type": "Organization", "@id": "#org", "name": "Tern Weekly"},
        {"@type": "Person", "@id": "#ann", "name": "Ann Orme"},
        {**NODE, "publisher": {"@id": "#org"}, "author": {"@id": "#ann"}},
    ]
    found = facts(data({"@graph": graph}))
    assert (found.outlet, found.author) == ("Tern Weekly", "Ann Orme")
    assert facts(data({**NODE, "publisher": {"@id": "https://tern.example/#org"}})).outlet is None


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (data({**NODE, "datePublished": "2019-11-20 13:42:06+0800"}), "2019-11-20T13:42:06+08:00"),
        ('<meta name="pubdate" content="November 20, 2019 13:42">', "2019-11-20"),
        ('<meta itemprop="datePublished" content="2019-11-20">', "2019-11-20"),
        ('<meta name="dc.date" content="03/04/2019">', None),
    ],
)
def test_dates(head: str, date: str | None) -> None:
    assert facts(head).date == date


def test_a_heading_that_links_to_the_front_page_is_the_name_of_the_site() -> None:
    page = (
        '<title>The Film Club » Archive » Up It Goes</title><h1><a href="/">The Film Club</a></h1><h2>Up It Goes</h2>'
    )
    assert read_facts(parse(page)).title == "Up It Goes"


def test_whether_it_calls_itself_an_article() -> None:
    assert facts(data(NODE)).is_article
    assert facts('<meta property="og:type" content="article">').is_article
    assert not facts('<meta property="og:type" content="website">').is_article


def test_a_headline_that_is_no_heading() -> None:
    head, said = "<title>News from the wire</title>", '<span class="headline entry-title">The weir falls</span>'
    assert read_facts(parse(f"{head}<p>{said}</p>")).title == "The weir falls"
    assert read_facts(parse(f"{head}<p>{said}</p><h1>Home</h1>")).title == "News from the wire"
    assert read_facts(parse(f'{head}{said}<p class="headline">Another</p>')).title == "News from the wire"
