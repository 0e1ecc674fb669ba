from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Open
from tests.report.article_samples import HOSTILE, enormous, fill, fill_disputed, fill_hostile
from tests.report.samples import TEXT
from tests.store.sample import person, said
from tracker.report.pages.article import article_body, article_rules, html_article
from tracker.report.pages.page import render
from tracker.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        fill(store)
        yield store


def page(store: Store, article: int = 1) -> str:
    return "\n".join(html_article(store.article_page(str(article))))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_it_opens_everywhere(store: Store, open_page: Open, size: tuple[int, int], media: str, scheme: str) -> None:
    opened = open_page(page(store), size=size, scheme=scheme, media=media)
    assert opened.overflow() <= 0
    assert opened.page.title() == "Bridge stays open"
    assert opened.page.locator("article h1").inner_text() == "Bridge stays open"
    for selector in (".chip", ".sure", ".flag", ".note", ".speakers li", ".evidence", ".source"):
        assert opened.page.locator(selector).first.is_visible()
    assert opened.page.locator("script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_claim_that_is_gone_to_stands_out(store: Store, open_page: Open, media: str, scheme: str) -> None:
    text = page(store)
    plain, gone = (open_page(text, scheme=scheme, media=media, anchor=anchor) for anchor in ("", "claim-2"))
    assert gone.colour(".c2") != plain.colour(".c2")
    assert gone.colour(".c1") == plain.colour(".c1")
    assert gone.colour(".c2") != gone.colour("body")
    for number in range(gone.page.locator(".c2").count()):
        assert gone.page.locator(".c2").nth(number).evaluate(
            "one => getComputedStyle(one).backgroundColor"
        ) == gone.colour(".c2")


def test_a_claim_over_two_paragraphs_stands_out_in_both(open_page: Open) -> None:
    with Store.open(":memory:") as store:
        store.add_article(said(person("Ada Osei"), "the bridge is safe.\n\nAnd it stays open"))
        text = page(store)
    plain, gone = open_page(text), open_page(text, anchor="claim-1")
    assert gone.colour("p:nth-of-type(2) .c1") == gone.colour("p:nth-of-type(1) .c1") != plain.colour(".c1")


def test_cited_claims_stand_out_and_the_one_that_is_gone_to_more(store: Store, open_page: Open) -> None:
    body = article_body(store.article_page("1"), cited={1, 2})
    text = "\n".join(render("article.html", rules=article_rules([body]), body=body))
    opened = open_page(text, anchor="claim-2")
    colours = [opened.colour(f".c{claim}") for claim in (1, 2, 4)]
    assert len({*colours, opened.colour("body")}) == 4


def test_links_go_from_a_claim_to_its_note_and_back(store: Store, open_page: Open) -> None:
    opened = open_page(page(store), size=PHONE)
    opened.page.locator("p .flag").first.click()
    note = opened.page.locator(".note:target")
    assert note.count() == 1
    assert "not safe" in note.inner_text()
    note.locator(".flag").click()
    assert opened.page.url.endswith("#claim-1")


def test_a_weak_suggestion_is_seen_when_it_is_gone_to(open_page: Open) -> None:
    with Store.open(":memory:") as store:
        fill_disputed(store, 0.9, 0.4)
        text = page(store)
    opened = open_page(text, size=PHONE)
    folded = opened.page.locator(".folded .note")
    assert not folded.is_visible()
    opened.page.locator("p.words .flag.weak").click()
    assert folded.is_visible()
    assert opened.overflow() <= 0
    folded.locator(".flag").click()
    assert opened.page.url.endswith("#claim-1")


def test_speakers_differ_by_colour_and_number(store: Store, open_page: Open) -> None:
    opened = open_page(page(store))
    colours = [opened.colour(f".said.v{number}") for number in (1, 2, 3)]
    assert len(set(colours)) == 3
    assert opened.page.locator(".said.v0").first.evaluate("one => getComputedStyle(one).borderBottomStyle") == "dashed"
    chips = opened.page.locator("p .chip").all_inner_texts()
    assert set(chips) == {"1", "2", "3", "?"}


def test_what_is_copied_from_the_page_has_the_words(store: Store, open_page: Open) -> None:
    opened = open_page(page(store))
    script = (
        "[...document.querySelectorAll('article > p.words')].map(part => { const copy = part.cloneNode(true);"
        " copy.querySelectorAll('.chip, .sure, .flag').forEach(one => one.remove()); return copy.textContent; })"
    )
    assert opened.page.evaluate(script) == [line for line in TEXT.split("\n") if line][1:]


@pytest.mark.parametrize("number", range(1, len(HOSTILE) + 1))
def test_hostile_articles_do_nothing(open_page: Open, number: int) -> None:
    with Store.open(":memory:") as store:
        fill_hostile(store)
        text = page(store, number)
    for size in (PHONE, DESKTOP):
        opened = open_page(text, size=size)
        assert opened.overflow() <= 0
        assert opened.page.locator("article").count() == 1
        assert opened.page.locator("script, img, iframe, style:not(head style)").count() == 0
        assert opened.page.locator("article").is_visible()


def test_an_enormous_article_opens_on_a_phone(open_page: Open) -> None:
    with Store.open(":memory:") as store:
        store.add_article(enormous())
        opened = open_page(page(store), size=PHONE, anchor="claim-2900")
    assert opened.overflow() <= 0
    assert opened.colour(".c2900") != opened.colour(".c2898")
