"""Which article is a reprint of which, and which claims of a copy are the original's."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.contradiction.reprints import MIN_SHARED, find_reprint, signature, tie

PARAGRAPHS = (
    "Ferry services across Lake Orvane will stop for at least a month after inspectors found cracks in the hulls of "
    "three of the four boats that carry commuters to the eastern shore.",
    "The transport board of Tellmark met behind closed doors on Tuesday evening and sent the crews home shortly before "
    "midnight, leaving some 4,000 passengers to look for buses that do not yet exist.",
    "“We could not let these boats sail for one more day with what we now know about their plates and their seams,” "
    "board chairwoman Ilse Varn said.",
    "The cracks were discovered when a deckhand noticed water in a locker that had been dry all summer, according to a "
    "report that the board published together with its decision.",
    "Owners of cafes along the eastern promenade have asked the town to waive their rents for as long as the piers are "
    "closed, arguing that nine guests in ten arrive by water.",
    "“Nobody is going to drive around the whole lake for a cup of coffee, however good we make it for them here,” "
    "cafe owner Petr Hollin said.",
    "The fourth boat, which was built two years later in another yard, is to be examined next week, and engineers "
    "expect that it can return to service before the autumn holidays begin.",
    "Its captain has meanwhile offered to take children to school free of charge, an offer that the insurers of the "
    "line have so far refused to consider.",
)
ORIGINAL = "Ferries halted\n\nTELLMARK, Sept 3 (Lake Wire) - " + "\n\n".join(PARAGRAPHS)
ANOTHER_REPORT = "\n\n".join(
    (
        "Lake commuters woke to shuttered piers",
        "Thousands of people living beyond Orvane must find another way to work this morning, since the board that "
        "runs the boats has taken its fleet out of the water over safety fears.",
        PARAGRAPHS[2],
        "Investigators began their search last week, when a member of one crew reported a puddle below deck; they soon "
        "learned that it was no spill but a leak, and that it was not the only one.",
        PARAGRAPHS[5],
        "Shopkeepers, too, are worried about what a quiet promenade would do to a season that had started well, and "
        "the mayor promised to see what can be done about their bills.",
    )
)


def reprints(text: str, other: str = ORIGINAL) -> bool:
    """Whether the text is recognised, by its keys and then in full."""
    possible = len({*signature(text)} & {*signature(other)}) >= MIN_SHARED
    return possible and find_reprint(text, [(1, other)]) is not None


def british(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’").replace("Tellmark", "Telmarck").replace("Hollin", "Holin")


@pytest.mark.parametrize(
    "copy",
    [
        ORIGINAL,
        "No boats until October\n\nORVANE (Agencies) - " + "\n\n".join(PARAGRAPHS),
        "\n\n".join(PARAGRAPHS[:5]),
        "\n\n".join(PARAGRAPHS[:3]),
        "\n\n".join(PARAGRAPHS[4:]),
        "\n\n".join(PARAGRAPHS[1::2]),
        "\n\n".join(("Cracked hulls keep the boats of Orvane in port, the board says.", *PARAGRAPHS[1:])),
        "\n\n".join(p + "\n\nREAD ALSO: Ten walks around the lake" for p in PARAGRAPHS),
        british(ORIGINAL),
        ORIGINAL.replace("“", '"').replace("”", '"').replace("\n\n", "\n"),
        "\n\n".join((*PARAGRAPHS[:5], *ANOTHER_REPORT.split("\n\n")[3:4])),
        british("Piers deserted\n\n" + "\n\n".join(PARAGRAPHS[1:6])),
    ],
)
def test_a_copy_is_a_reprint(copy: str) -> None:
    assert reprints(copy)


@pytest.mark.parametrize("share", [0.5, 0.34])
def test_the_whole_is_tied_to_its_beginning_where_that_came_first(share: float) -> None:
    assert reprints(ORIGINAL, "\n\n".join(PARAGRAPHS[: round(len(PARAGRAPHS) * share)]))


def test_the_same_quotations_make_no_reprint() -> None:
    assert find_reprint(ANOTHER_REPORT, [(1, ORIGINAL)]) is None
    assert find_reprint(ORIGINAL, [(1, ANOTHER_REPORT)]) is None
    assert find_reprint(british(ANOTHER_REPORT), [(1, ORIGINAL)]) is None


def test_a_notice_below_every_article_makes_no_reprint() -> None:
    notice = "\n\n" + " ".join(("The Orvane Post is read in all towns of the lake and belongs to its readers,",) * 2)
    links = "\n\n".join(f"{number} things that the town council did not want you to hear about" for number in range(5))
    first = " ".join((PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[3])) + notice + links
    second = " ".join((PARAGRAPHS[4], PARAGRAPHS[6], PARAGRAPHS[7])) + notice + links
    assert find_reprint(first, [(1, second)]) is None


def test_one_sentence_in_common_makes_no_reprint() -> None:
    assert find_reprint(PARAGRAPHS[0][:90], [(1, ORIGINAL)]) is None


def test_the_nearest_original_answers_and_of_equals_the_first() -> None:
    half = "\n\n".join(PARAGRAPHS[:4])
    found = find_reprint(ORIGINAL, [(7, half), (8, ORIGINAL), (9, ORIGINAL), (10, ANOTHER_REPORT)])
    assert found is not None
    assert (found.article_id, found.share) == (8, 1.0)


def test_share_is_of_the_copy() -> None:
    found = find_reprint("\n\n".join(PARAGRAPHS[:4]), [(1, ORIGINAL)])
    assert found is not None
    assert found.share > 0.95


def test_keys_fit_a_database_and_do_not_change() -> None:
    keys = signature(ORIGINAL)
    assert len(keys) == len({*keys}) == 32
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert signature("Five words make one key") == (5425828694550813143,)
    assert signature("Four make none yet") == signature("") == ()


def test_a_long_text_has_more_keys_up_to_a_limit() -> None:
    assert len(signature(" ".join(f"w{n}" for n in range(1_200)))) == 1_196 // 24
    assert len(signature(" ".join(f"w{n}" for n in range(9_000)))) == 96


@given(st.text(), st.text())
def test_no_text_is_too_strange(one: str, other: str) -> None:
    signature(one)
    find_reprint(one, [(1, other)])
    tie([(1, one)], [(2, other)])


def test_a_text_of_marks_takes_no_longer() -> None:
    started = time.perf_counter()
    for text in ("“" * 50_000, "a-" * 50_000, "1," * 50_000, "a' " * 50_000):
        find_reprint(text, [(1, text)])
    assert time.perf_counter() - started < 20


# ---------------------------------------------------------------- claims


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        ("The boats are unsafe.", "The boats are unsafe."),
        ("“The boats are unsafe,”", "The boats are unsafe."),
        ("The harbour was re-organised by Qorvan's men.", "The harbor was reorganized by Korvan’s men."),
        ("The crews of the ferries were sent home at midnight.", "The crews of ferries were sent home at midnight."),
        ("The line lost 4000 passengers.", "The line lost 4,000 passengers."),
    ],
)
def test_the_same_words_are_tied(copy: str, original: str) -> None:
    assert tie([(1, copy)], [(2, original)]) == {1: 2}


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        ("The cracks were found in 3 boats.", "The cracks were found in 4 boats."),
        ("The cracks were found in three boats.", "The cracks were found in eight boats."),
        ("The board had not known of the cracks.", "The board had known of the cracks."),
        ("The boats weren't inspected in the spring.", "The boats were inspected in the spring."),
        ("The ministry confirmed the report on the boats.", "The ministry denied the report on the boats."),
        ("It was legal to let the ferries of the line sail.", "It was illegal to let the ferries of the line sail."),
        ("The board expects an increase in repairs.", "The board expects a decrease in repairs."),
        ("The boats may sail again before the holidays.", "The boats will sail again before the holidays."),
        ("All crews of the line were sent home.", "Most crews of the line were sent home."),
        ("The board met on Tuesday in the town hall.", "The board met on Thursday in the town hall."),
        ("The damage came to two million crowns.", "The damage came to two billion crowns."),
        ("Varn told the crews to go home.", "Hollin told the crews to go home."),
        ("The boats are unsafe.", "The piers are closed."),
    ],
)
def test_what_says_something_else_is_not_tied(copy: str, original: str) -> None:
    assert tie([(1, copy)], [(2, original)]) == {}


def test_claims_are_tied_one_to_one_in_reading_order() -> None:
    original = [(1, "The boats are unsafe."), (2, "The piers are closed."), (3, "The boats are unsafe.")]
    copy = [(11, "The boats are unsafe."), (12, "The boats are unsafe."), (13, "The boats are unsafe.")]
    assert tie(copy, original) == {11: 1, 12: 3}


def test_exact_words_go_before_similar_ones() -> None:
    original = [(1, "The crews of the ferries were sent home.")]
    copy = [(11, "The crews of ferries were sent home."), (12, "The crews of the ferries were sent home.")]
    assert tie(copy, original) == {12: 1}
    assert tie([], original) == tie(copy, []) == {}
