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
