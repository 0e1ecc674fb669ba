"""Lines cut at a fixed width are joined; lines that are short for a reason are not."""

from __future__ import annotations

import textwrap
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest import wrapping
from tracker.ingest.wrapping import JOINED, PARTED, rejoin

FIRST = (
    "NORTHPORT, March 6 (Beacon) - The minister of transport said on Monday that the bridge which fell into the river "
    "last week had not been inspected since the year 2011, and that nobody in the ministry had asked why. It was the "
    "third such case in a year."
)
SECOND = (
    '"It is not enough," said Ann Orme, who leads the opposition in the assembly and who had warned of it. "It was '
    'never enough, and she knows it as well as anybody in this country does."'
)
LAST = "The ministry had no comment."
KEPT = {
    "verses": "The river rose above the wall at night\nAnd took the road, the field, the mill,\n"
    "And nobody was there to see the light\nGo out beneath the hill.",
    "list": "- the bridge over the river at Northport\n- the harbour wall\n- the old mill that nobody wants to buy",
    "numbers": "1. The bridge will be closed until the summer ends.\n2. The wall will be rebuilt.\n3. Nobody goes.",
    "table": "Town        Dead   Hurt\nNorthport     12     40\nQarsan         3      9\nOstel          0      1",
    "address": "Ann Orme\nHarbour Post\n12 River Street\nNorthport",
    "mail": "> The bridge will be closed until the end of the summer, the\n> minister said, and the wall rebuilt.",
    "headlines": "Minister says bridge was never inspected before it fell into river\n"
    "Harbour wall to be rebuilt in two years, council says after vote\nMill sold",
}


def joined(text: str) -> str:
    counts: Counter[str] = Counter()
    found = rejoin(text, counts)
    assert rejoin(found, Counter()) == found
    assert bool(counts) is (found != text)
    return found


@pytest.mark.parametrize("width", [60, 66, 72, 80])
def test_wire_text(width: int) -> None:
    paragraphs = ["Bridge not inspected", FIRST, SECOND, LAST, *KEPT.values()]
    wrapped = [textwrap.fill(one, width) if one in (FIRST, SECOND) else one for one in paragraphs]
    assert joined("\n\n".join(wrapped)) == "\n\n".join(paragraphs)


@pytest.mark.parametrize("indent", ["  ", "     ", "\t"])
def test_paragraphs_set_in(indent: str) -> None:
    wrapped = "\n".join(textwrap.fill(one, 70, initial_indent=indent) for one in (FIRST, SECOND, LAST))
    assert joined(wrapped) == f"{FIRST}\n\n{SECOND}\n\n{LAST}"


def test_turns_of_talk_stay_apart() -> None:
    turns = [f"ANN ORME: {FIRST}", "BO TAN: No.", f"ANN ORME: {SECOND}", "Q: Why?", "BO TAN: Nobody asked."]
    assert joined("\n".join(textwrap.fill(turn, 72) for turn in turns)).split("\n") == turns


@pytest.mark.parametrize("kept", KEPT.values(), ids=KEPT)
def test_short_lines_for_a_reason(kept: str) -> None:
    assert joined(kept) == kept
    assert joined(f"{kept}\n\n{kept}") == f"{kept}\n\n{kept}"


def test_a_line_for_each_paragraph_stays() -> None:
    for text in (f"{FIRST}\n{SECOND}\n{LAST}", f"{FIRST}\n\n{SECOND}\n\n{LAST}", "It fell.\nIt rose.\nIt fell again."):
        assert joined(text) == text
    sentences = "\n".join(
        f"The bridge number {number} was closed in the summer, the mayor said." for number in range(9)
    )
    assert joined(sentences) == sentences


def test_words_parted_at_line_ends() -> None:
    text = (
        "The council wants a full and honest account, and then a long-\n"
        "term plan for the harbour, because all of the infor-\n"
        "mation that it has is not enough, said the mayor, who called\n"
        "the harbour and its walls a disgrace to the town, and all har-\n"
        "bours of the coast no better; and he said of the board’s vice-\n"
        "president that he was a man without any plan at all."
    )
    counts: Counter[str] = Counter()
    assert rejoin(text, counts) == (
        "The council wants a full and honest account, and then a long-term plan for the harbour, because all of the "
        "information that it has is not enough, said the mayor, who called the harbour and its walls a disgrace to the "
        "town, and all har-bours of the coast no better; and he said of the board’s vice-president that he was a man "
        "without any plan at all."
    )
    assert counts == {JOINED: 5, PARTED: 1}


def test_a_point_of_a_list_keeps_its_mark() -> None:
    points = [f"- {FIRST}", f"- {SECOND}"]
    wrapped = "\n".join(textwrap.fill(point, 70, subsequent_indent="  ") for point in points)
    assert joined(wrapped) == "\n".join(points)


@given(st.lists(st.text('ab. -:A1\t"', max_size=90), max_size=14))
def test_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = joined(text)
    assert "".join(found.split()).replace("-", "") == "".join(text.split()).replace("-", "")


def test_huge_texts_take_no_time() -> None:
    for text in (
        "word " * 400_000,
        "a\n" * 400_000,
        ("x" * 70 + "\n") * 40_000,
        "-\n" * 200_000,
        " \t" * 300_000 + "\n\n\n",
    ):
        rejoin(text, Counter())


LINES = [
    *("", " ", "Ann Orme", "a bridge"),
    *(
        f"{begin}{'bridge ' * 20}"[:width]
        for begin in ("The ", "the ", '"the ', "  the ")
        for width in (44, 61, 62, 130)
    ),
]


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_what_is_seen_at_once_is_what_the_widths_tell(lines: list[str]) -> None:
    if not wrapping._may_be_wrapped(lines):
        blocks = [block for block in wrapping._blocks(lines) if block.last - block.first > 1]
        assert wrapping._width(lines, blocks) is None


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_most_texts_are_not_looked_into(between: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "_starts", lambda _: pytest.fail("a text with a paragraph a line is none to join"))
    text = between.join([FIRST, SECOND, LAST, "“Nobody”, she said."] * 3)
    assert rejoin(text, Counter()) == text
