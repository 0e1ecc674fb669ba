"""Pages of a report: hostile texts show as text, nothing is without bounds, and each page says what it leaves out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.report.hostile_samples import HOSTILE
from tests.report.picture_samples import PICTURES
from tests.report.week import fill
from tests.store.sample import JUDGE, found, person, said, sure
from tracker.period import Period, PeriodQuery
from tracker.records import Level, Span
from tracker.report.contents.build import Report, build_report
from tracker.report.exports.structured import json_report
from tracker.report.pages.markdown import escaped, markdown_lines
from tracker.report.terminal.cells import cells
from tracker.report.terminal.pictures import Sheet
from tracker.report.terminal.plain import WIDTH, plain_lines, terminal_lines
from tracker.report.wording.harmless import LONGEST
from tracker.store import Store

SGR = re.compile(r"\x1b\[[0-9;]*m")
# What our own pages are made of; anything else would come from an article.
OURS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "text_special", "softbreak",
    "ordered_list_open", "ordered_list_close", "bullet_list_open", "bullet_list_close",
    "list_item_open", "list_item_close", "strong_open", "strong_close",
    "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close",
    "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close",
}  # fmt: skip


def report(
    store: Store, limit: int = 100, *, speaker: str | None = None, topic: str | None = None, outlet: str | None = None
) -> Report:
    period = Period("2014-06-16", "2014-06-22", "2014-W25")
    return build_report(store.period(PeriodQuery(period, speaker, topic, outlet, limit=limit)))


def tokens(page: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page):
        yield token
        yield from token.children or ()


def shown(page: str) -> str:
    """The words that a reader of the Markdown sees."""
    return "".join(token.content for token in tokens(page) if token.type in ("text", "text_special"))


def test_in_markdown_hostile_text_is_text(hostile: Store) -> None:
    page = "\n".join(markdown_lines(report(hostile)))
    assert {token.type for token in tokens(page)} <= OURS
    for words in HOSTILE[:-1]:
        seen = "".join(char for char in " ".join(words.split()) if unicodedata.category(char) not in ("Cc", "Cf"))
        assert seen in shown(page).replace("\ufffd", "")
    assert "https://" not in page
    assert "www.spy" not in page


def test_a_name_that_is_narrowed_to_is_text_too(hostile: Store) -> None:
    page = "\n".join(markdown_lines(report(hostile, outlet=HOSTILE[0], topic="<b> it", speaker="# _x_")))
    assert {token.type for token in tokens(page)} <= OURS
    assert "Only the speaker: # _x_" in shown(page)


@pytest.mark.parametrize("render", [markdown_lines, plain_lines, json_report])
def test_no_page_has_what_a_terminal_obeys(hostile: Store, render: Callable[[Report], Iterator[str]]) -> None:
    for line in render(report(hostile)):
        assert [char for char in line if unicodedata.category(char) == "Cc"] == []
        assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def test_enormous_words_are_cut_and_said_but_whole_in_json(hostile: Store) -> None:
    for render in (markdown_lines, plain_lines):
        page = "\n".join(render(report(hostile)))
        assert "w" * (LONGEST + 1) not in page
        assert "more characters" in page
    assert all(cells(line) <= WIDTH for line in plain_lines(report(hostile)))
    page = json.loads("\n".join(json_report(report(hostile))))
    names = [item["speaker"]["name"] for item in page["speakers"]["items"]]
    assert sorted(names) == sorted(f"{words} {number}" for number, words in enumerate(HOSTILE, start=1))


@given(st.text(max_size=60))
def test_whatever_is_escaped_is_shown_as_it_was(text: str) -> None:
    words = " ".join("".join(char for char in text if unicodedata.category(char)[0] not in "CZ").split())
    assume(words)
    page = f"Before {escaped(words)}\n\n{escaped(words)}\n\n- {escaped(words)}"
    assert {token.type for token in tokens(page)} <= OURS
    assert shown(page).removeprefix("Before ") == words * 3


def test_a_page_does_not_grow_with_the_store() -> None:
    lengths = []
    for times in (20, 60):
        with Store.open(":memory:") as store:
            for number in range(times):
                speaker = person(f"Name{number} Surname{number}")
                words = f"lorry {number} of the convoy {number * 7} turned over"
                store.add_article(said(speaker, words, ref=f"{number}.txt", date="2014-06-18", certainty=sure()))
            store.add_relations(1, JUDGE, [found(n, n + 1) for n in range(1, times)])
            page = report(store, limit=5)
            assert page.contradictions.listed.more == times - 1 - 5
            lines = list(markdown_lines(page))
            assert f"… and {times - 1 - 5} more contradictions" in lines
            assert f"… and {times - 5} more speakers" in lines
            lengths.append(len(lines))
    assert lengths[0] == lengths[1]


def test_of_a_dispute_told_everywhere_a_few_tellings_are_listed() -> None:
    with Store.open(":memory:") as store:
        store.add_article(said(person("Ada Lovelace"), "the bridge is open", ref="0.txt", date="2014-06-16"))
        for number in range(1, 31):
            again = said(person("Ben Okri"), "nobody may cross", ref=f"{number}.txt", outlet=f"O{number}")
            store.add_article(again)
            store.add_relations(number + 1, JUDGE, [found(1, number + 1)])
        page = build_report(store.period(PeriodQuery()))
        (told,) = page.contradictions.listed.items
        assert (told.tellings, len(told.dispute.also), told.dispute.outlets) == (29, 4, 31)
        text = " ".join(" ".join(plain_lines(page)).split())
        assert "Also told: " in text
        assert "… and 25 more pairs" in text


def test_softer_and_firmer_are_of_one_model_and_one_polarity() -> None:
    with Store.open(":memory:") as store:
        told = (
            ("2014-06-01", sure("possible")),
            ("2014-06-16", sure("certain")),  # firmer
            ("2014-06-17", sure("certain")),
            ("2014-06-18", sure("probable", model="other@1")),
            ("2014-06-19", sure("certain", polarity="negative", model="other@1")),
            ("2014-06-20", sure("probable")),
            ("2014-06-20", sure("possible")),  # the same day: nobody knows which came first
            ("2014-06-21", sure("possible")),
            (None, sure("doubtful")),
        )
        for number, (date, certainty) in enumerate(told, start=1):
            article = said(
                person("Ada Lovelace"), "the bridge is safe", ref=f"{number}", date=date, certainty=certainty
            )
            store.add_article(article)
        page = report(store)
        assert [(one.before.id, one.after.id, one.firmer) for one in page.shifts.items] == [(1, 2, True)]
        assert "firmer" in "\n".join(plain_lines(page))


def test_the_same_thing_in_other_words_is_told_as_that() -> None:
    with Store.open(":memory:") as store:
        told: tuple[tuple[str, str, Level], ...] = (
            ("2014-06-01", "it is likely that talks resume in May", "probable"),
            ("2014-06-16", "talks will resume in May", "certain"),
            ("2014-06-18", "in May the talks may resume", "possible"),
        )
        for number, (date, words, level) in enumerate(told, start=1):
            store.add_article(said(person("Ada Lovelace"), words, ref=f"{number}", date=date, certainty=sure(level)))
        shifts = report(store).shifts.items
        assert [(one.before.id, one.after.id, one.firmer) for one in shifts] == [(2, 3, False), (1, 2, True)]
        assert "The same thing, said by one speaker on another day" in "\n".join(markdown_lines(report(store)))


def test_a_title_says_which_days() -> None:
    with Store.open(":memory:") as store:
        fill(store)
        titles = {
            Period("2014-06-16", "2014-06-22", "2014-W25"): "Report on 2014-W25, 2014-06-16 to 2014-06-22",
            Period("2014-06-16", "2014-06-18"): "Report on 2014-06-16 to 2014-06-18",
            Period("2014-06-18", "2014-06-18"): "Report on 2014-06-18",
            Period("2014-06-16"): "Report on the days from 2014-06-16",
            Period(None, "2014-06-22"): "Report on the days until 2014-06-22",
            Period(): "Report on all articles",
        }
        assert [build_report(store.period(PeriodQuery(period))).title for period in titles] == list(titles.values())


def test_the_words_of_a_claim_are_its_span() -> None:
    with Store.open(":memory:") as store:
        fill(store)
        for told in report(store).contradictions.listed.items:
            claim = told.dispute.head.a
            assert isinstance(claim.span, Span)
            assert claim.span.of(store.text(claim.article.id)) == claim.quote


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_on_a_terminal_every_line_fits_and_colour_adds_no_word(hostile: Store, width: int) -> None:
    page = report(hostile)
    for blocks in (True, False):
        plain = list(terminal_lines(page, PICTURES, Sheet(width, blocks=blocks)))
        assert max(map(cells, plain)) <= width
        assert not any(unicodedata.category(char) == "Cc" for line in plain for char in line)
        coloured = list(terminal_lines(page, PICTURES, Sheet(width, colour=True, blocks=blocks)))
        assert [SGR.sub("", line).rstrip(" ") for line in coloured] == [line.rstrip(" ") for line in plain]
        assert "\x1b[31mred" not in "\n".join(coloured)
