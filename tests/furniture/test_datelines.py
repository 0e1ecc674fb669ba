"""Datelines: place, agency, date, and where the story begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.furniture import dateline_at, datelines, find_dateline, parse_date

STORY = "Two people were killed when a wall fell on a market street, the police said on Monday."


@pytest.mark.parametrize(
    ("head", "place", "agency", "date"),
    [
        ("BEIRUT/BAGHDAD (REUTERS) - ", "BEIRUT/BAGHDAD", "REUTERS", None),
        ("(Reuters) - ", None, "Reuters", None),
        ("NORTHPORT, Vasland, March 6 (Beacon) — ", "NORTHPORT, Vasland", "Beacon", None),
        ("NORTHPORT, Vasland, March 6, 2023 (Beacon) — ", "NORTHPORT, Vasland", "Beacon", "2023-03-06"),
        ("NORTHPORT, 6 March 2023 (UN News) — ", "NORTHPORT", "UN News", "2023-03-06"),
        ("PORT OSK (BNA) -", "PORT OSK", "BNA", None),
        ("PORT OSK, Dec. 11 (UPI) -- ", "PORT OSK", "UPI", None),
        ("ST. PAUL, Minn. (AP) — ", "ST. PAUL, Minn.", "AP", None),
        ("COLUMBIA, S.C. - ", "COLUMBIA, S.C.", None, None),
        ("McALLEN, Texas (AP) — ", "McALLEN, Texas", "AP", None),
        ("SÃO PAULO (Reuters) – ", "SÃO PAULO", "Reuters", None),
        ("N'DJAMENA (AFP) - ", "N'DJAMENA", "AFP", None),
        ("Paris (AFP) – ", "Paris", "AFP", None),
        ("Washington (CNN) ", "Washington", "CNN", None),
        ("MOSCOW, March 6. /TASS/. ", "MOSCOW", "TASS", None),
        ("GENEVA — ", "GENEVA", None, None),
        ("GENEVA, 6 March 2023 — ", "GENEVA", None, "2023-03-06"),
        ("GENEVA ― ", "GENEVA", None, None),
        ("LONDON/NEW YORK (AP, AFP) - ", "LONDON/NEW YORK", "AP, AFP", None),
        ("NEW YORK\xa0— ", "NEW YORK", None, None),
    ],
)
@pytest.mark.parametrize("above", ["", "Wall falls on market\n\n", "Wall falls\nBy Ann Bee\n"])
def test_find_dateline(above: str, head: str, place: str | None, agency: str | None, date: str | None) -> None:
    text = above + head + STORY
    found = find_dateline(text)
    assert found is not None
    assert found.span.of(text) == head
    assert (found.place, found.agency, found.date) == (place, agency, date)


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "",
        "Rep. Ann Bee (R-N.Y.) - who left the party - said she would run again in the autumn, her office said.",
        "BEE (R-N.Y.): I have not heard anyone other than you ever cite that figure, and I have been here all day.",
        "ISIL - what we know of the group and its fighters in the towns along the river, and how it came to be.",
        "BREAKING: Two people were killed when a wall fell on a market street, the police said on Monday.",
        "ANN BEE: I never said so in the meeting, and those who were there will tell you the same thing.",
        "Talks\n\nANN BEE: I never said so, and all those who were in the room with me will agree.\n\nJO DEE: You did.",
        "The Islamic Party (IP) — once banned — has won more seats than the others, the commission said.",
        "STOP - now!",
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


def test_a_colon_below_a_headline_is_a_dateline() -> None:
    found = find_dateline(f"Wall falls on market\n\nKARACHI: {STORY}")
    assert found is not None
    assert found.place == "KARACHI"


def test_dateline_at_needs_an_agency() -> None:
    text = f"x\n\nGENEVA (AP) — {STORY}"
    found = dateline_at(text, 3)
    assert found is not None
    assert found.span.of(text) == "GENEVA (AP) — "
    assert dateline_at(f"GENEVA — {STORY}", 0) is None
    assert dateline_at("", 0) is None


@pytest.mark.parametrize(
    ("given_date", "iso"),
    [
        ("2014-06-18", "2014-06-18"),
        ("2014-06-18T10:00:00Z", "2014-06-18T10:00:00Z"),
        ("2014-06-18 10:00", "2014-06-18 10:00"),
        ("20140618", "2014-06-18"),
        ("2014-06", "2014-06"),
        ("2014", "2014"),
        ("March 6, 2023", "2023-03-06"),
        ("Mon, 06 Mar 2023 10:00:00 +0000", "2023-03-06"),
        ("6th of March, 2023", "2023-03-06"),
        ("Sept. 1, 2015", "2015-09-01"),
        ("March 6", None),
        ("30 February 2023", None),
        ("2014-13", None),
        ("2014-02-30", None),
        ("03/04/2023", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_parse_date(given_date: str, iso: str | None) -> None:
    assert parse_date(given_date) == iso


@given(st.text(alphabet=st.sampled_from("AB ab/,-—:.()\n\rÉ6\"“' March(AP) — ")) | st.text())
def test_never_raises_and_stays_inside(text: str) -> None:
    found = find_dateline(text)
    assert found is None or 0 <= found.span.start < found.span.end <= len(text)
    parse_date(text)


HEADS = [
    "NORTHPORT", "North", "al-BAB", "el-", "McALLEN", "MacDUFF", "O'NEIL", "d'OR", "l'EAU", "É", ", ", " ", "/", ":",
    "-", "—", " - ", " — ", "March 6", "6 March 2023", ".", "Vasland", " and ", "a", "The wall fell",
]  # fmt: skip


@given(st.lists(st.sampled_from(HEADS), min_size=1, max_size=8).map("".join))
def test_no_dateline_is_missed_by_the_first_look(head: str) -> None:
    if not datelines._may_be_dateline(head):
        patterns = (datelines._DATED, datelines._DATED_PLAIN, datelines._BARE, datelines._COLON)
        assert not any(pattern.match(head) for pattern in patterns)


@given(
    st.lists(st.sampled_from(["\n", "\r", " ", "\t", "\x0b", "\x1c", "\x85", "\u2028", "\xa0", "a", "B c"])).map(
        "".join
    )
)
def test_the_lines_at_the_top_are_those_of_the_text(text: str) -> None:
    lines = [found.span() for found in datelines.LINE.finditer(text)]
    assert datelines.top_lines(text) == tuple(lines[: datelines.TOP])
