"""Histories in a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.sample import JUDGE, Says, found, person, told
from tracker.records import ArticleHistory
from tracker.report.exports.versions import history_dict, version_row
from tracker.report.terminal.cells import cells
from tracker.report.terminal.history import histories_view, history_view
from tracker.store import Store

ADA, BEN = person("Ada Osei"), person("Ben \x1b[31mOkri")


@pytest.fixture
def history() -> Iterator[ArticleHistory]:
    with Store.open(":memory:") as store:
        for words in ("at least 12 people are missing", "at least 14 people are missing"):
            store.add_article(
                told(Says(ADA, words), Says(BEN, f"it {words[9:11]} is \x07 safe " + "and " * 40), ref="a")
            )
            store.add_article(told(Says(ADA, "nobody is missing"), ref="b"))
        store.add_relations(1, JUDGE, [found(1, 3)])
        yield store.history("a")


def test_words_that_differ_stand_in_brackets_without_colour(history: ArticleHistory) -> None:
    lines = list(history_view(history, width=80))
    assert "- Ada Osei: At least [12] people are missing. #1" in lines
    assert "+ Ada Osei: At least [14] people are missing. #4" in lines
    assert "2 claims: 0 stayed, 2 changed" in "\n".join(lines)
    assert lines.index("What the article no longer says") > lines.index(
        "+ Ada Osei: At least [14] people are missing. #4"
    )
    assert "words no longer there" in " ".join(line.strip() for line in lines)
    assert "".join(lines).isprintable()


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("colour", [True, False])
def test_every_line_fits(history: ArticleHistory, width: int, *, colour: bool) -> None:
    import re

    for line in histories_view([history, history], width=width, colour=colour):
        bare = re.sub(r"\x1b\[[\d;]*m", "", line)
        assert cells(bare) <= width
        assert bare.isprintable()
        assert colour or bare == line


def test_colour_takes_the_place_of_brackets(history: ArticleHistory) -> None:
    text = "\n".join(history_view(history, width=80, colour=True))
    assert "\x1b[31;4m12\x1b[0m" in text
    assert "\x1b[32;4m14\x1b[0m" in text
    assert "[12]" not in text


def test_json_has_both_texts_and_the_words_that_differ(history: ArticleHistory) -> None:
    found = history_dict(history)
    changed = found["versions"][1]["changed"][0]
    (first, last) = changed["before"]["words"][0]
    assert changed["before"]["text"][first:last] == "12"
    gone = found["no_longer_says"][0]
    assert gone["claim"]["id"] == 1
    assert gone["now"]["id"] == 4
    assert gone["relations"][0]["claim"]["text"] == "Nobody is missing."
    row = version_row(history.versions[1])
    assert (row["changed"], row["added"], row["article"]["ref"]) == (2, 0, "a")
