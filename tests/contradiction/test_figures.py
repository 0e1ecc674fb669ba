"""Which figures a pair differs on, as they are printed and in one unit; and when there are none to show."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.contradiction.figures import find_figures
from tracker.period import ConflictingFigures, Figure
from tracker.records import (
    ArticleHead,
    Clash,
    Polarity,
    Reason,
    Relation,
    Span,
    StoredClaim,
    StoredRelation,
    StoredSpeaker,
)


def claim(text: str, *, date: str | None = "2024-05-01", polarity: Polarity | None = "positive") -> StoredClaim:
    return StoredClaim(
        id=1,
        text=text,
        quote=text,
        span=Span(0, len(text)),
        kind="indirect",
        speaker=StoredSpeaker(1, "Ada Osei", "person", None, None),
        article=ArticleHead(1, "a.txt", None, None, date, None),
        certainty="certain",
        score=0.9,
        polarity=polarity,
        confidence=0.9,
    )


def pair(
    a: str,
    b: str,
    *,
    words: tuple[str, str] | None = None,
    reason: Reason | None = "number",
    relation: Relation = "contradiction",
) -> StoredRelation:
    """A pair whose clash is where `words` stand, none where they are not told."""
    clash = Clash()
    if words is not None:
        spans = [Span(text.index(word), text.index(word) + len(word)) for text, word in zip((a, b), words, strict=True)]
        clash = Clash((spans[0],), (spans[1],))
    return StoredRelation(1, relation, reason, 0.9, "suggested", False, clash, "nli@1", claim(a), claim(b))


def figures(a: str, b: str, words: tuple[str, str] | None = None) -> tuple[float, str, float, str, str] | None:
    """The two values and words and what is counted; the same must come out of the pair turned round."""
    found = find_figures(pair(a, b, words=words))
    turned = find_figures(pair(b, a, words=None if words is None else words[::-1]))
    assert (found is None) == (turned is None)
    if found is None or turned is None:
        return None
    assert (found.a.words, found.b.words) == (turned.b.words, turned.a.words)
    return found.a.value, found.a.words, found.b.value, found.b.words, found.about


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # counts
        ("Nine trawlers sank.", "Five trawlers sank.", (9, "Nine trawlers", 5, "Five trawlers", "trawlers")),
        (
            "Twenty-three people died in the flood.",
            "41 people died in the flood.",
            (23, "Twenty-three people", 41, "41 people", "people"),
        ),
        (
            "Fourteen of their soldiers died in the ambush.",
            "Nine government soldiers died in the ambush.",
            (14, "Fourteen of their soldiers", 9, "Nine government soldiers", "soldiers"),
        ),
        (
            "There were four crew members on board.",
            "Six crew members were on board.",
            (4, "four crew members", 6, "Six crew members", "crew members"),
        ),
        (
            "One person was arrested at the dock.",
            "Four people were arrested at the dock.",
            (1, "One person", 4, "Four people", "people"),
        ),
        (
            "1,204 houses burned in the village.",
            "2,300 houses burned in the village.",
            (1204, "1,204 houses", 2300, "2,300 houses", "houses"),
        ),
        (
            "The death toll in the town stood at 58.",
            "66 people are dead in the town.",
            (58, "58", 66, "66 people", "people"),
        ),
        # dozens
        (
            "Two dozen lorries were burned at the border.",
            "Ninety lorries were burned at the border.",
            (24, "Two dozen lorries", 90, "Ninety lorries", "lorries"),
        ),
        (
            "More than a dozen lorries were burned at the border.",
            "Four lorries were burned at the border.",
            (12, "More than a dozen lorries", 4, "Four lorries", "lorries"),
        ),
        # hedges and ranges
        (
            "Fewer than 30 people marched on Saturday.",
            "At least 400 people marched on Saturday.",
            (30, "Fewer than 30 people", 400, "At least 400 people", "people"),
        ),
        (
            "Between 18 and 22 houses burned in the village.",
            "Some 90 houses burned in the village.",
            (20, "Between 18 and 22 houses", 90, "Some 90 houses", "houses"),
        ),
        (
            "Two or three houses flooded in the village.",
            "40 houses or more flooded in the village.",
            (2.5, "Two or three houses", 40, "40 houses or more", "houses"),
        ),
        (
            "Nearly 100 houses burned in the village.",
            "No more than 45 houses burned in the village.",
            (100, "Nearly 100 houses", 45, "No more than 45 houses", "houses"),
        ),
        # units
        (
            "About 80 tonnes of solvent burned.",
            "Only 30 tonnes burned.",
            (80, "About 80 tonnes", 30, "Only 30 tonnes", "tonnes of solvent"),
        ),
        (
            "The fire has burnt 2,000 hectares.",
            "The fire has burnt 5,400 hectares.",
            (2000, "2,000 hectares", 5400, "5,400 hectares", "hectares"),
        ),
        (
            "The talks lasted three and a half hours.",
            "The talks lasted 30 minutes.",
            (3.5, "three and a half hours", 0.5, "30 minutes", "hours"),
        ),
        (
            "The tunnel is 10 kilometres long.",
            "The tunnel is 12.5 kilometres long.",
            (10, "10 kilometres", 12.5, "12.5 kilometres", "kilometres"),
        ),
        (
            "The reserves cover four months of imports.",
            "The reserves cover less than two months of imports.",
            (4, "four months", 2, "less than two months", "months of imports"),
        ),
        (
            "Gusts at the pier reached 90 kilometres an hour.",
            "Gusts at the pier at no time exceeded 60 kilometres an hour.",
            (90, "90 kilometres an hour", 60, "at no time exceeded 60 kilometres an hour", "kilometres an hour"),
        ),
        (
            "Ten tonnes of dead fish had been gathered.",
            "A hundred tonnes of the depot's dead fish had been gathered.",
            (10, "Ten tonnes", 100, "A hundred tonnes", "tonnes of dead fish"),
        ),
        # money
        (
            "The tram line cost 640 million crowns.",
            "The tram line cost just over a billion crowns.",
            (6.4e8, "640 million crowns", 1e9, "just over a billion crowns", "crowns"),
        ),
        (
            "The bridge cost $4.5 million to build.",
            "The bridge cost $9m to build.",
            (4.5e6, "$4.5 million", 9e6, "$9m", ""),
        ),
        (
            "The bridge cost at least $40 to cross.",
            "The bridge cost 25 dollars to cross.",
            (40, "at least $40", 25, "25 dollars", "dollars"),
        ),
        (
            "The firm offered 33 crowns a share.",
            "The firm offered 27 crowns a share.",
            (33, "33 crowns a share", 27, "27 crowns a share", "crowns a share"),
        ),
        # shares
        (
            "Turnout in the vote was 71 percent.",
            "Turnout in the vote was 44.5%.",
            (71, "71 percent", 44.5, "44.5%", ""),
        ),
        (
            "Two thirds of the pupils passed the test.",
            "Fewer than half of the pupils passed the test.",
            (66.666667, "Two thirds of the pupils", 50, "Fewer than half of the pupils", "pupils"),
        ),
        (
            "Four in ten pupils passed the test.",
            "7 per cent of the pupils passed the test.",
            (40, "Four in ten pupils", 7, "7 per cent of the pupils", "pupils"),
        ),
        # nought
        (
            "No one was hurt in the fire.",
            "Three people were hurt in the fire.",
            (0, "No one", 3, "Three people", "people"),
        ),
        (
            "Nobody was killed in the flood.",
            "At least 180 people were killed in the flood.",
            (0, "Nobody", 180, "At least 180 people", "people"),
        ),
        (
            "Not a single house burned in the village.",
            "Seven houses burned in the village.",
            (0, "Not a single house", 7, "Seven houses", "houses"),
        ),
        (
            "None of the houses burned in the village.",
            "Seven houses burned in the village.",
            (0, "None of the houses", 7, "Seven houses", "houses"),
        ),
    ],
)
def test_two_figures_of_one_thing(a: str, b: str, expected: tuple[float, str, float, str, str]) -> None:
    assert figures(a, b) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # no quantity: ordinals, dates, names, ages of a kind, words
        ("The third guard fell asleep.", "The fourth guard fell asleep."),
        ("It was his 58th birthday party.", "It was his 61st birthday party."),
        ("The bridge was opened in 1998.", "The bridge was opened in 2004."),
        ("The fire began on 3 May.", "The fire began on 5 May."),
        ("The fire began at 10:30.", "The fire began at 11:45."),
        ("The meeting was in room 12.", "The meeting was in room 15."),
        ("They flew an F-16 aircraft.", "They flew an F-35 aircraft."),
        ("The 9/11 report was read.", "The 7/11 report was read."),
        ("The team won 2-1 goals.", "The team won 3-1 goals."),
        ("Every house burned.", "Some of the houses stood."),
        # vague
        ("Dozens of houses burned in the village.", "Seven houses burned in the village."),
        ("Hundreds of people marched.", "Nine people marched."),
        # other units, currencies, bases
        ("About 80 tonnes of grain burned.", "About 30 hectares of grain burned."),
        ("The bridge cost 40 dollars to cross.", "The bridge cost 25 euros to cross."),
        ("The bridge cost $40 to cross.", "The bridge cost €25 to cross."),
        ("The bridge cost $40 to cross.", "The bridge cost A$25 to cross."),
        ("The bridge cost 9 million.", "The bridge cost 4 million dollars."),
        ("The firm offered 33 crowns a share.", "The firm offered 27 crowns."),
        ("The strike cost 12 million crowns a day.", "The strike cost 84 million crowns."),
        ("The plant burns 80 tonnes a day.", "The plant burns 30 tonnes a week."),
        ("The plant burns 80 tonnes daily.", "The plant burns 30 tonnes."),
        ("It was 39 degrees at noon.", "It was 12 degrees at noon."),
        ("Support rose by 4 percentage points.", "Support rose by 9 per cent."),
        ("Fewer than half of the pupils passed.", "Nine pupils passed."),
        ("All of the pupils passed.", "Nine pupils passed."),
        # of other things, or of a part
        ("Forty tonnes of grain were lost.", "Nine tonnes of coal were lost."),
        ("Nine goats were stolen.", "Twelve lorries were stolen."),
        ("Nine workers were killed.", "Three workers were injured."),
        ("Five of its eight customers left.", "Six customers left."),
        ("The device held 47 foreign parts.", "Eleven of the parts were foreign."),
        ("Not a single station ran dry.", "Some 412 of the country's 9,000 stations ran dry."),
        ("Ninety guests fell ill.", "Forty of my hundred and sixty guests fell ill."),
        ("Another five customers left.", "Twelve customers left."),
        ("Ninety percent of the pupils passed.", "A quarter of the pupils failed."),
        ("Prices rose 12 per cent.", "Prices fell 3 per cent."),
        ("Prices rose by 12 per cent.", "Prices rose to 3 per cent."),
        ("All but 4,000 households have power.", "Some 60,000 households have power."),
        ("Three times as many people came.", "Nine people came."),
        # at other times and places
        ("Nine people died on Monday.", "Four people died on Thursday."),
        ("Eleven cases were found in Port Amis.", "Three cases were found in Verrin."),
        # not said to be so
        ("It did not cost 80 million crowns.", "It cost 30 million crowns."),
        ("The figure of 80 million crowns is false.", "It cost 30 million crowns."),
        ("Not 23 people died in the flood.", "41 people died in the flood."),
        # ways of writing that can be read in two
        ("1.204 houses burned in the village.", "Seven houses burned in the village."),
        ("1,5 tonnes burned.", "Seven tonnes burned."),
        ("It was minus 5 metres deep.", "It was 12 metres deep."),
        # the same
        ("About 80 tonnes of solvent burned.", "80 tonnes of solvent burned."),
        ("", ""),
    ],
)
def test_no_figures_where_that_is_in_doubt(a: str, b: str) -> None:
    assert figures(a, b) is None


def test_of_several_figures_those_that_are_marked() -> None:
    a, b = "23 people died and 90 people were hurt.", "41 people died and 12 people were hurt."
    assert figures(a, b) is None
    assert figures(a, b, ("23", "41")) == (23, "23 people", 41, "41 people", "people")
    assert figures(a, b, ("90", "12")) == (90, "90 people", 12, "12 people", "people")
    assert figures(a, b, ("died", "hurt")) is None


def test_an_update_may_be_of_another_day() -> None:
    told = pair("Nine people died on Monday.", "Four people died on Thursday.", relation="supersedes")
    assert find_figures(told) == ConflictingFigures(Figure(9, "Nine people"), Figure(4, "Four people"), "people")


@pytest.mark.parametrize("reason", ["date", "place", "who", "negation", "antonym", None])
def test_only_pairs_that_differ_in_number(reason: Reason | None) -> None:
    told = pair("Nine trawlers sank.", "Five trawlers sank.")
    assert find_figures(told) is not None
    assert find_figures(replace(told, reason="degree")) is not None
    assert find_figures(replace(told, reason=reason)) is None


@pytest.mark.parametrize("polarity", ["negative", "unknown"])
def test_only_what_is_held_to_be_so(polarity: Polarity) -> None:
    told = pair("Nine trawlers sank.", "Five trawlers sank.")
    assert find_figures(replace(told, a=replace(told.a, polarity=polarity))) is None
    assert find_figures(replace(told, b=replace(told.b, polarity=polarity))) is None
    assert find_figures(replace(told, b=replace(told.b, polarity=None))) is not None


def test_enormous_words_and_numbers_are_no_label() -> None:
    assert figures(f"Nine {'x' * 500}s sank.", f"Five {'x' * 500}s sank.") is None
    assert figures(f"{'9' * 400} trawlers sank.", "Five trawlers sank.") is None
    assert figures("Nine\n\n trawlers sank.", "Five trawlers sank.") is not None


WORDS = st.sampled_from(
    "nine 40 1.5 % $ no one not at least tonnes of people a third dozen per day , - / 58 th rose by to and".split()  # noqa: SIM905
)


@given(st.lists(WORDS, max_size=9).map(" ".join), st.lists(WORDS, max_size=9).map(" ".join))
def test_whatever_is_claimed_the_words_are_the_claims(a: str, b: str) -> None:
    found = find_figures(pair(a, b))
    if found is not None:
        assert found.a.value != found.b.value
        assert found.a.words in a
        assert found.b.words in b
        assert found.about in a or found.about in b


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_makes_it_fail(a: str, b: str) -> None:
    find_figures(pair(a, b))
