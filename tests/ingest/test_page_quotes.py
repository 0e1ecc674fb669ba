"""Counting what was kept of a page's quotations; sentences that a page prints twice."""

from __future__ import annotations

import pytest

from tracker.ingest.page_blocks import Block
from tracker.ingest.page_quotes import (
    Kept,
    count_kept,
    count_new,
    elsewhere_line,
    is_loss,
    quotations_of,
    without_repeats,
)


def text(*lines: str) -> list[Block]:
    return [Block(line, "text") for line in lines]


def test_quotations_are_what_stands_between_marks_and_block_quotations() -> None:
    blocks = [*text("“We will not go,” he said. The “deal” is off.", "No marks."), Block("A letter, whole.", "quote")]
    assert sorted(quotations_of(blocks)) == ["aletterwhole", "wewillnotgo"]


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“"])
def test_marks_of_all_kinds(marks: str) -> None:
    assert quotations_of(text(f"He said: {marks[0]}We will not go{marks[1]}.")) == ["wewillnotgo"]


def test_kept_is_counted_however_it_is_spaced() -> None:
    quotations = quotations_of(text("“We will not go,” he said. “Nor will the others,” he said."))
    assert count_kept(quotations, text("«We  will not go»")) == Kept(1, 2)
    assert count_kept(quotations, ()) == Kept(0, 2)
    assert count_new(["“And a third one here”"], text("“We will not go”")) == 1


@pytest.mark.parametrize("kept", [Kept(14, 14), Kept(0, 1), Kept(1200, 1300)])
def test_its_line_is_read_back(kept: Kept) -> None:
    assert Kept.read(["an AMP page", kept.line()]) == kept
    assert is_loss(kept.line()) is (kept.kept < kept.of)


def test_kept_adds_up() -> None:
    assert sum([Kept(1, 2), Kept(3, 3)], Kept()) == Kept(4, 5)
    assert Kept(14, 14).line() == "kept 14 of 14 quotations"
    assert Kept.read(["nothing of the kind"]) == Kept()


@pytest.mark.parametrize(
    "pull",
    [
        "The wall is old. It was built for another sea.",
        "“The wall is old … another sea”",
        "“It was built for another sea.” — Ilse Brand, head of works",
        "The wall is old … It was built for another sea",
    ],
)
def test_pull_quotes_that_repeat_are_dropped(pull: str) -> None:
    running = text("“The wall is old,” said Ilse Brand. “It was built for another sea.”")
    blocks, pulled, twice = without_repeats([*running, Block(pull, "pull")])
    assert (blocks, pulled, twice) == (running, 1, 0)


def test_what_is_new_in_a_pull_quote_stays() -> None:
    new = Block("The sea is older than the wall.", "pull")
    assert without_repeats([*text("“The wall is old,” she said."), new])[0][-1] == new


def test_a_paragraph_printed_twice_is_there_once() -> None:
    line = "The wall held through the night, the council said."
    assert without_repeats(text(line, "Yes.", "Yes.", line)) == (text(line, "Yes.", "Yes."), 0, 1)


def test_more_quotations_elsewhere_than_in_the_text_are_a_loss() -> None:
    assert elsewhere_line(1, Kept(4, 4)) == "left out 1 quotation elsewhere on the page"
    assert not is_loss(elsewhere_line(4, Kept(4, 4)))
    assert elsewhere_line(5, Kept(4, 4)) == "5 quotations elsewhere on the page, more than in the text"
    assert is_loss(elsewhere_line(5, Kept(4, 4)))
