"""The report as a web page: what stands in it, where its links lead, and that every tag in it is ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.report.week import fill
from tests.store.sample import found, person, said, sure
from tracker.period import Period, PeriodQuery, read_period
from tracker.report.contents.build import Report, build_report
from tracker.report.pages.report import MOST_ARTICLES, cited_articles, cited_claims, html_lines
from tracker.store import Store

VOID = {"meta", "br", "hr", "img", "wbr", "col"}
_TAGS = (
    "html head meta title style body header main nav section article footer h1 h2 h3 h4 p dl dt dd div span ul ol li"
    " a b i em strong cite mark sup small bdi blockquote figure figcaption details summary"
    " table thead tbody tr th td svg g path text line rect desc aside time br tspan"
)
OURS = frozenset(_TAGS.split())


class Page(HTMLParser):
    """A page as a browser takes it apart: its tags, ids, links and words."""

    def __init__(self, lines: Iterator[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.open: list[str] = []
        self.policy: str | None = None
        self.source = "\n".join(lines)
        self.feed(self.source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "content" and "default-src" in (value or ""):
                self.policy = value
            if name == "href":
                self.links.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        """All words, each run of blanks one space."""
        return re.sub(r"\s+", " ", "".join(self.words))


def report(store: Store, query: PeriodQuery | None = None) -> Report:
    return build_report(store.period(query or PeriodQuery()))


def page(store: Store, query: PeriodQuery | None = None) -> Page:
    told = report(store, query)
    return Page(html_lines(told, store.article_pages(cited_articles(told))))


@pytest.fixture
def week() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        fill(store)
        yield store


WEEK = PeriodQuery(Period("2014-06-16", "2014-06-22", "2014-W25"))


def test_a_page_is_whole_and_asks_for_nothing(week: Store) -> None:
    told = page(week, WEEK)
    assert set(told.tags) <= OURS
    assert len(set(told.ids)) == len(told.ids)
    assert "script" not in told.tags
    assert not {"style", "src", "srcset", "onload", "onclick", "background", "data"} & told.attributes
    assert "http:" not in told.source.replace("http://www.w3.org/", "")
    assert told.policy is not None
    assert told.policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in told.policy
    assert "url(" not in told.source
    assert "@import" not in told.source


def test_every_link_leads_to_a_place_in_the_page(week: Store) -> None:
    told = page(week, WEEK)
    assert told.links
    assert {link.removeprefix("#") for link in told.links} <= set(told.ids)
    assert all(link.startswith("#") for link in told.links)
    for claim in cited_claims(report(week, WEEK)):
        assert f"#claim-{claim.id}" in told.links


def test_it_says_what_the_other_formats_say(week: Store) -> None:
    told = page(week, WEEK)
    facts = report(week, WEEK)
    assert told.text.count("“every car has to keep off the old crossing”") >= 1
    for words in ("Report on 2014-W25, 2014-06-16 to 2014-06-22", "Note: Asked again on Friday.", "confirmed by kim"):
        assert words in told.text
    disputes = [
        told_of.dispute.head.id
        for sort in (facts.contradictions, facts.self_contradictions, facts.updates)
        for told_of in sort.listed.items
    ]
    assert [name.removeprefix("pair-") for name in told.ids if name.startswith("pair-")] == [str(i) for i in disputes]


def test_an_empty_period_is_a_short_honest_page(week: Store) -> None:
    told = page(week, PeriodQuery(Period("1999-01-04", "1999-01-10", "1999-W01")))
    assert "No articles." in told.text
    assert len(told.text) < 1200
    with Store.open(":memory:") as store:
        assert "No articles." in page(store).text


def test_the_same_store_gives_the_same_page(week: Store) -> None:
    assert page(week, WEEK).source == page(week, WEEK).source


def test_hostile_texts_show_as_text(hostile: Store) -> None:
    told = page(hostile, PeriodQuery(limit=100))
    assert set(told.tags) <= OURS
    assert "script" not in told.tags
    assert "img" not in told.tags
    assert "<script>alert(1)</script>" in told.text
    assert "{{ 7*7 }}" in told.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", told.source)
    assert len(set(told.ids)) == len(told.ids)


def test_a_page_has_an_end_however_much_there_is() -> None:
    """Ten entries a list, two hundred articles a page, and a quotation is cut."""
    with Store.open(":memory:") as store:
        for number in range(1, 401):
            words = f"claim {number} " + "w" * 3000
            text = f"Ada Osei {number} said that {words}."
            store.add_article(
                said(
                    person(f"Ada Osei {number}"), words, ref=f"{number}", date="2014-06-18", text=text, certainty=sure()
                )
            )
        for number in range(1, 400):
            store.add_relations(number + 1, "made-up@1", [found(number, number + 1)])
        assert len(cited_articles(report(store, PeriodQuery(limit=300)))) == MOST_ARTICLES
        assert len(page(store).source) < 1_500_000


def test_a_period_is_named(week: Store) -> None:
    from datetime import date

    week_25 = read_period(week="2014-W25", today=date(2020, 1, 1))
    assert "2014-W25" in page(week, PeriodQuery(week_25)).text
