from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.pair_samples import (
    ALL_FOUR,
    ANOTHER,
    BOATS,
    DISPUTES,
    HERSELF,
    NO_BOAT,
    REPRINT,
    TEXTS,
    UNNAMED,
)
from tests.report.samples import HOSTILE
from tracker.records import REASONS, Clash, Dispute, Reason, Span
from tracker.report.terminal.cells import cells
from tracker.report.terminal.pairs import Style, disputes_table, review_page, short_line


def _page(text: str) -> list[str]:
    return text.strip("\n").split("\n")


def _bare(line: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", line)


AT_60 = """
  12  ■■■■■ 0.97 differ on the number ·
      3 outlets, 2 origins · suggested

      Ada Osei — harbour master, Rivertown
      River Post · 2024-03-02 · article 1
      “‹All four› boats left at dawn”

      Lee Tan — spokesman, Harbour Trust
      Harbour News · 2024-03-03 · article 2
      ‹No boat› has left the harbour since Friday.

      also told by Evening Echo, 2024-03-02 (article 3,
      reprint of River Post); notes.txt (article 4,
      confirmed)

  14  ■■■·· 0.66 differ on the number · same speaker ·
      1 outlet · confirmed by kim, 2024-03-05

      Ada Osei — harbour master, Rivertown
      River Post · 2024-03-02 · article 1
      “‹All four› boats left at dawn”

      Ada Osei — harbour master, Rivertown
      notes.txt · article 4
      ‹Two› boats ‹may› have left at dawn, and the ferry
      with them. (possible, distancing)

      note: She was asked again on Monday.
"""
AT_100 = """
  12  ■■■■■ 0.97 differ on the number · 3 outlets, 2 origins · suggested

      Ada Osei — harbour master, Rivertown          │  Lee Tan — spokesman, Harbour Trust
      River Post · 2024-03-02 · article 1           │  Harbour News · 2024-03-03 · article 2
      “‹All four› boats left at dawn”               │  ‹No boat› has left the harbour since Friday.

      also told by Evening Echo, 2024-03-02 (article 3, reprint of River Post); notes.txt
      (article 4, confirmed)

  14  ■■■·· 0.66 differ on the number · same speaker · 1 outlet · confirmed by kim, 2024-03-05

      Ada Osei — harbour master, Rivertown          │  Ada Osei — harbour master, Rivertown
      River Post · 2024-03-02 · article 1           │  notes.txt · article 4
      “‹All four› boats left at dawn”               │  ‹Two› boats ‹may› have left at dawn, and the
                                                    │  ferry with them. (possible, distancing)

      note: She was asked again on Monday.
"""


@pytest.mark.parametrize(("width", "shown"), [(60, AT_60), (100, AT_100)])
def test_disputes(width: int, shown: str) -> None:
    assert list(disputes_table(DISPUTES, Style(width))) == _page(shown)


def test_disputes_at_200_are_set_no_wider_than_one_reads() -> None:
    lines = list(disputes_table(DISPUTES, Style(200)))
    assert lines[3].index("│") == lines[11].index("│") == 79
    assert max(map(len, lines)) < 160


def test_colour_does_what_brackets_do_without() -> None:
    lines = list(disputes_table(DISPUTES, Style(100, colour=True)))
    page = "\n".join(lines)
    assert "“\x1b[1;4;31mAll four\x1b[0m boats left at dawn”" in page
    assert "\x1b[1;31msame speaker\x1b[0m" in page
    assert "\x1b[1;32mconfirmed by kim, 2024-03-05\x1b[0m" in page
    plain = [line.replace("‹", "").replace("›", "") for line in disputes_table(DISPUTES, Style(100))]
    assert [" ".join(_bare(line).split()) for line in lines] == [" ".join(line.split()) for line in plain]


def test_without_blocks() -> None:
    page = "\n".join(disputes_table(DISPUTES, Style(100, blocks=False)))
    assert "##### 0.97" in page
    assert "“[All four] boats left at dawn”               |  [No boat] has left" in page


def test_a_claim_nobody_was_found_for_and_a_pair_without_a_clash() -> None:
    pair = replace(BOATS, a=UNNAMED, clash=Clash(), reason=None, score=0.5)
    lines = list(disputes_table([Dispute(pair, (), 0, 1)], Style(60)))
    assert lines[:5] == _page("""
  12  ■■··· 0.50 cannot both be true · suggested

      (no speaker found)
      notes.txt · article 4
      A boat was seen off the point.
""")


def test_another_speaker_who_tells_it_is_named() -> None:
    assert NO_BOAT.speaker is not None
    other = replace(NO_BOAT, id=9, speaker=replace(NO_BOAT.speaker, id=9, name="Kim Ode"))
    told = "\n".join(disputes_table([Dispute(BOATS, (replace(ANOTHER, a=ALL_FOUR, b=other),), 2, 2)], Style(120)))
    assert "also told by Kim Ode in Harbour News, 2024-03-03 (article 2, confirmed)" in told


REVIEW_AT_100 = """
■■■■■ 0.97 differ on the number · suggested

Ada Osei — harbour master, Rivertown             │  Lee Tan — spokesman, Harbour Trust
River Post · 2024-03-02 · Boats leave the        │  Harbour News · 2024-03-03 · Harbour stays
harbour · article 1                              │  closed · article 2
“‹All four› boats left at dawn”                  │  ‹No boat› has left the harbour since Friday.
                                                 │
RIVERTOWN - "[‹All four› boats left at dawn],"   │  [‹No boat› has left the harbour since Friday], a
said Ada Osei, the harbour master, on Saturday.  │  spokesman, Lee Tan, told Harbour News. The wind
The quay was empty.                              │  had been strong. The wind had been strong. The
                                                 │  wind had been strong. The wind had been strong.
                                                 │  The wind had been strong. The wind had been
                                                 │  strong. The wind had been strong. The wind had …
"""


def test_a_pair_in_its_context() -> None:
    texts = TEXTS[1], TEXTS[2]
    lines = list(review_page(BOATS, texts, Style(100)))
    assert lines == _page(REVIEW_AT_100)
    stacked = "\n".join(review_page(BOATS, texts, Style(60)))
    assert stacked.index("Ada Osei") < stacked.index("[‹All four›") < stacked.index("Lee Tan")
    bright = "\n".join(review_page(BOATS, texts, Style(100, colour=True)))
    assert '\x1b[2mRIVERTOWN - "\x1b[0m\x1b[1;4;31mAll four\x1b[0m boats left at dawn\x1b[2m,"' in bright


def test_the_note_of_before_is_shown() -> None:
    assert "note: She was asked again on Monday." in list(review_page(HERSELF, ("", ""), Style(80)))


def test_a_clash_is_found_in_the_article_however_the_claim_was_put() -> None:
    """The claim says *the ferry*, the article *it*: what stands in both is marked in both."""
    text = "The mayor said: it did NOT sail, no, on Monday."
    quote = "it did NOT sail, no, on Monday"
    span = Span(text.index(quote), text.index(quote) + len(quote))
    put = replace(NO_BOAT, text="The ferry did not sail, no, on Monday", quote=quote, span=span)
    words = ("The ferry", "not", "Monday")
    clash = Clash((), tuple(Span(put.text.index(word), put.text.index(word) + len(word)) for word in words))
    page = list(review_page(replace(BOATS, b=put, clash=clash), (TEXTS[1], text), Style(80)))
    assert "‹The ferry› did ‹not› sail, no, on ‹Monday›" in page
    assert "The mayor said: [it did ‹NOT› sail, no, on ‹Monday›]." in page


def test_where_the_text_is_another_there_is_no_context() -> None:
    assert list(review_page(BOATS, ("", "Short."), Style(60)))[-1] == "‹No boat› has left the harbour since Friday."


def test_a_line_for_each() -> None:
    assert short_line(BOATS, 100) == (
        "  12  Ada Osei: All four boats left at dawn ≠ Lee Tan: No boat has left the harbour since Friday."
    )
    assert short_line(HERSELF, 76) == "  14  same speaker, Ada Osei: All four boats left… ≠ Two boats may have…"
    late = replace(NO_BOAT, text="Of all that was seen at the harbour in those days, no boat left before the storm.")
    at = late.text.index("no boat")
    pair = replace(BOATS, b=late, clash=Clash((), (Span(at, at + 7),)))
    assert "no boat" in short_line(pair, 100)
    assert cells(short_line(pair, 100)) <= 100


@given(st.text(), st.text(), st.integers(40, 130), st.booleans(), st.sampled_from([None, *REASONS]))
def test_every_line_fits_whatever_it_holds(
    one: str, other: str, width: int, colour: bool, reason: Reason | None
) -> None:
    a = replace(REPRINT, text=one, quote=one, span=Span(0, len(one)))
    b = replace(NO_BOAT, text=other, quote=one, span=Span(0, len(one)))
    clash = Clash((Span(0, len(one)),), (Span(0, len(other) // 2), Span(len(other) // 2, len(other))))
    pair = replace(BOATS, a=a, b=b, clash=clash, reason=reason, note=other, reviewer=one)
    style = Style(width, colour)
    for line in [*disputes_table([Dispute(pair, (BOATS,), 2, 1)], style), *review_page(pair, (one, other), style)]:
        assert cells(_bare(line)) <= width
        assert "\n" not in line
    assert "\n" not in short_line(pair, width)


@pytest.mark.parametrize("colour", [True, False])
def test_a_claim_cannot_steer_the_terminal(colour: bool) -> None:
    a = replace(ALL_FOUR, text=HOSTILE, span=Span(0, len(HOSTILE)), quote=HOSTILE)
    pair = replace(HERSELF, a=a, clash=Clash((Span(0, len(HOSTILE)),)), note=HOSTILE, reviewer=HOSTILE)
    page = "\n".join([*disputes_table([Dispute(pair, (), 1, 1)], Style(100, colour)), short_line(pair, 100)])
    page += "\n".join(review_page(pair, (HOSTILE, HOSTILE), Style(100, colour)))
    assert not set(_bare(page)) & set("\x1b\x07\x9b\u202e\u2066\u2028\x00\ud800")
