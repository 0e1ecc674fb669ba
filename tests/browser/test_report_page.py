"""The report as a browser shows it: no script, no request, links that lead to the words, pictures that fit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Open
from tests.report.hostile_samples import fill_hostile
from tests.report.pages.test_report import WEEK, report
from tests.report.picture_samples import PICTURES
from tests.report.week import fill
from tracker.period import PeriodQuery
from tracker.report.pages.charts import find_drawings
from tracker.report.pages.page import render, style_sheet
from tracker.report.pages.report import cited_articles, cited_claims, html_lines
from tracker.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture
def week() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        fill(store)
        yield store


@pytest.fixture
def hostile() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        fill_hostile(store)
        yield store


def page(store: Store, query: PeriodQuery = WEEK) -> str:
    told = report(store, query)
    return "\n".join(html_lines(told, store.article_pages(cited_articles(told))))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_it_opens_everywhere(week: Store, open_page: Open, size: tuple[int, int], media: str, scheme: str) -> None:
    opened = open_page(page(week), size=size, scheme=scheme, media=media)
    assert opened.overflow() <= 0
    assert opened.page.locator("h1").inner_text() == "Report on 2014-W25, 2014-06-16 to 2014-06-22"
    assert opened.page.locator(".card").first.is_visible()
    assert opened.page.locator("nav").is_visible() == (media == "screen")
    for picture in range(opened.page.locator("figure").count()):
        drawn = opened.page.locator("figure").nth(picture).locator("svg")
        assert [drawn.nth(one).is_visible() for one in range(drawn.count())].count(True) == 1


def test_every_claim_leads_to_its_words(week: Store, open_page: Open) -> None:
    opened = open_page(page(week))
    told = report(week, WEEK)
    for claim in cited_claims(told):
        words = opened.page.locator(f"#article-{claim.article.id} .c{claim.id}").first
        assert not words.is_visible()
        before = words.evaluate("one => getComputedStyle(one).backgroundColor")
        opened.page.locator(f'a[href="#claim-{claim.id}"]').first.click()
        assert words.is_visible()
        assert words.evaluate("one => getComputedStyle(one).backgroundColor") != before
        box = words.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < DESKTOP[1]
        opened.page.locator(f".held:has(#article-{claim.article.id}) .back a").click()
        assert not words.is_visible()


def test_hostile_texts_do_nothing(hostile: Store, open_page: Open) -> None:
    opened = open_page(page(hostile, PeriodQuery(limit=100)), size=PHONE)
    assert opened.overflow() <= 0
    assert opened.page.locator("script, img, iframe, object, link").count() == 0
    assert "<script>alert(1)</script>" in opened.page.locator("main").inner_text()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_every_sort_of_picture_fits(open_page: Open, size: tuple[int, int]) -> None:
    drawings = find_drawings(PICTURES)
    assert {drawing.shows for drawing in drawings} == {"figures", "timeline", "network", "bars", "updates"}
    text = "\n".join(render("base.html", rules=style_sheet("report.css")))
    figures = "".join(
        f'<div class="wide">{drawing.wide}</div><div class="narrow">{drawing.narrow}</div>' for drawing in drawings
    )
    opened = open_page(text.replace("<body>", f"<body>{figures}"), size=size)
    assert opened.overflow() <= 0
    assert opened.page.locator("svg:visible").count() == len(drawings)
