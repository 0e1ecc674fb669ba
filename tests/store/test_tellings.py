"""When two claims tell the same, and which pairs are one dispute; against a plain comparison of all with all."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from tracker.store.names import fold_name
from tracker.store.tellings import ALIKE, Side, find_sides, fold_text, group_pairs, numbers_of

OPEN = "The bridge over the river is open to all traffic."
SHUT = "Nobody may cross the river until further notice."
DAY = "2024-05-01"


def side(origin: int, text: str, date: str | None = DAY) -> Side:
    return Side(origin, text, date)


def plainly_grouped(pairs: list[tuple[Side, Side]]) -> list[list[int]]:
    """The same as `group_pairs` on claims of one day, by the definition."""

    def same(one: Side, other: Side) -> bool:
        first, second = fold_text(one.text), fold_text(other.text)
        if one.origin == other.origin or first == second:
            return True
        return fuzz.token_set_ratio(first, second) >= ALIKE and numbers_of(one.text) == numbers_of(other.text)

    groups = [{place} for place in range(len(pairs))]
    for one, other in combinations(range(len(pairs)), 2):
        (a, b), (c, d) = pairs[one], pairs[other]
        if (same(a, c) and same(b, d)) or (same(a, d) and same(b, c)):
            both = [group for group in groups if group & {one, other}]
            groups = [group for group in groups if group not in both] + [set().union(*both)]
    return sorted(sorted(group) for group in groups)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ((OPEN, SHUT), (OPEN, SHUT), True),
        ((OPEN, SHUT), (SHUT, OPEN), True),
        ((OPEN, SHUT), (OPEN.upper(), f"“{SHUT}”"), True),
        ((OPEN, SHUT), ("The bridge over the river is open to traffic.", SHUT), True),
        ((OPEN, SHUT), (SHUT, "The bridges over the river are open to all traffic."), True),
        ((OPEN, SHUT), (OPEN, "The mayor resigned on Monday."), False),
        ((OPEN, SHUT), ("The mayor resigned on Monday.", "He did not."), False),
        ((OPEN, OPEN), (OPEN, SHUT), False),
        (("It killed 23 people.", SHUT), ("It killed 23 people there.", SHUT), True),
        (("It killed 23 people.", SHUT), ("It killed 41 people there.", SHUT), False),
        (("It killed 23 people.", SHUT), ("It killed twenty-three people.", SHUT), True),
        (("It killed 1,300 people.", SHUT), ("It killed 1300 people.", SHUT), True),
        (("It killed two dozen people.", SHUT), ("It killed two hundred people.", SHUT), False),
    ],
)
def test_pairs_of_one_day(first: tuple[str, str], second: tuple[str, str], *, together: bool) -> None:
    pairs = [(side(1, first[0]), side(2, first[1])), (side(3, second[0]), side(4, second[1]))]
    assert group_pairs(pairs) == ([[0, 1]] if together else [[0], [1]])


def test_reprints_tell_the_same_whatever_their_words() -> None:
    pairs = [(side(1, OPEN), side(2, SHUT)), (side(1, "Cars cross."), side(2, "No one crosses."))]
    assert group_pairs(pairs) == [[0, 1]]
    assert group_pairs([pairs[0], (side(1, "Cars cross."), side(3, "No one crosses."))]) == [[0], [1]]


def test_what_is_alike_to_one_telling_is_alike_to_the_reprint() -> None:
    pairs = [
        (side(1, OPEN), side(2, SHUT)),
        (side(1, "Cars cross the river again."), side(2, SHUT)),
        (side(3, "Again cars cross the river."), side(4, SHUT)),
    ]
    assert group_pairs(pairs) == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("dates", "together"),
    [
        ((DAY, DAY, "2024-05-20", "2024-05-21"), True),
        ((DAY, DAY, "2024-08-20", "2024-08-21"), False),
        ((DAY, DAY, DAY, "2024-08-21"), True),
        ((DAY, "2024-08-01", "2024-08-20", "2024-08-20"), True),
        ((DAY, DAY, None, None), True),
        ((None, DAY, "2024-08-20", None), False),
        ((None, None, None, None), True),
        (("2024-05", "2024-05-01T10:00:00Z", "2024-05-20", "yesterday"), True),
        (("2024", "2023", "2025-06-01", "2025-06-01"), False),
    ],
)
@pytest.mark.parametrize("other", [OPEN, "The bridge over the river is open."])
def test_the_same_words_long_after_are_another_dispute(
    dates: tuple[str | None, ...], other: str, *, together: bool
) -> None:
    pairs = [
        (side(1, OPEN, dates[0]), side(2, SHUT, dates[1])),
        (side(3, other, dates[2]), side(4, SHUT, dates[3])),
    ]
    assert group_pairs(pairs) == ([[0, 1]] if together else [[0], [1]])


# --- who is on which side

SAFE, UNSAFE = "The bridge is safe.", "The bridge is not safe."
FEW, MANY = "It killed 23 people in the town.", "It killed 41 people in the town."


def sides(*pairs: tuple[str, str]) -> list[str]:
    """The sides of pairs of claims, each of an origin of its own."""
    told = [(side(2 * place, a), side(2 * place + 1, b)) for place, (a, b) in enumerate(pairs)]
    assert len(group_pairs(told)) == 1
    return ["".join(both) for both in find_sides(told)]


@pytest.mark.parametrize(
    ("head", "straight", "turned"),
    [
        ((OPEN, SHUT), (OPEN, SHUT), (SHUT, OPEN)),
        ((OPEN, SHUT), (OPEN.upper(), f"“{SHUT}”"), (f"“{SHUT}”", OPEN)),
        (
            (OPEN, SHUT),
            ("The bridge over the river is open to traffic.", SHUT),
            (SHUT, "The bridge is open to traffic."),
        ),
        # Alike to both, and yet one of them says what the head's first claim says.
        ((SAFE, UNSAFE), ("The bridge is quite safe.", UNSAFE), (UNSAFE, "The bridge is quite safe.")),
        (
            (SAFE, UNSAFE),
            ("That bridge is safe.", "That bridge is not safe."),
            ("Bridge is not safe.", "Bridge is safe."),
        ),
        # The same numbers tell more than the words.
        ((FEW, MANY), (FEW, "41 people it killed there."), ("In town it killed 41 people.", "It killed 23 people.")),
    ],
)
def test_a_pair_may_be_stored_the_other_way_round(
    head: tuple[str, str], straight: tuple[str, str], turned: tuple[str, str]
) -> None:
    assert sides(head, straight, turned) == ["ab", "ab", "ba"]
    assert sides(head[::-1], straight, turned) == ["ab", "ba", "ab"]


def test_what_is_tied_to_the_head_over_others_is_on_its_side() -> None:
    pairs = [
        (side(1, OPEN), side(2, SHUT)),
        (side(3, "Lorries cross."), side(1, "Cars cross the river.")),  # 1 again, in other words
        (side(4, "No."), side(3, "Lorries cross.")),
        (side(5, "LORRIES CROSS"), side(6, "Yes.")),
    ]
    assert find_sides(pairs) == [("a", "b"), ("b", "a"), ("a", "b"), ("b", "a")]


def test_reprints_are_on_the_side_of_their_origin() -> None:
    pairs = [(side(1, OPEN), side(2, SHUT)), (side(2, "Something else."), side(7, "Cars cross."))]
    assert find_sides(pairs) == [("a", "b"), ("b", "a")]


def test_of_the_same_words_on_both_sides_the_origin_tells_and_else_the_order() -> None:
    pairs = [(side(1, SAFE), side(2, SAFE)), (side(2, SAFE), side(1, SAFE)), (side(3, SAFE), side(4, SAFE))]
    assert find_sides(pairs) == [("a", "b"), ("b", "a"), ("a", "b")]
    assert find_sides([(side(1, SAFE), side(1, SAFE))]) == [("a", "b")]


def test_claims_that_all_contradict_each_other_are_on_some_side() -> None:
    told = {number: side(number, text) for number, text in enumerate(("Nine sank.", "Five sank.", "Two sank."))}
    assert find_sides([(told[0], told[1]), (told[1], told[2]), (told[0], told[2])]) == [
        ("a", "b"),
        ("b", "b"),
        ("a", "b"),
    ]
    assert find_sides([]) == []


WORDS = (
    "bridge",
    "river",
    "open",
    "closed",
    "at",
    "dawn",
    "23",
    "41",
    "army",
    "mayor",
    "twenty",
    "one",
    "50%",
    "1,300",
)
CLAIM = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


@given(st.lists(st.tuples(CLAIM, CLAIM), max_size=12), st.data())
def test_as_by_the_definition(texts: list[tuple[str, str]], data: st.DataObject) -> None:
    count = 2 * len(texts)
    origins = [data.draw(st.sampled_from((number, number // 3))) for number in range(count)]
    pairs = [(side(origins[2 * place], a), side(origins[2 * place + 1], b)) for place, (a, b) in enumerate(texts)]
    ours, plain = group_pairs(pairs), plainly_grouped(pairs)
    whole = {place: set(group) for group in ours for place in group}
    # Classes of equal words and origins are closed, so ours may join more; it never tears apart what belongs together.
    assert all(set(group) <= whole[group[0]] for group in plain)
    if len(set(origins)) == count:
        assert sorted(ours) == plain


@given(st.lists(st.tuples(CLAIM, CLAIM), min_size=1, max_size=12), st.data())
def test_what_has_one_origin_is_on_one_side(texts: list[tuple[str, str]], data: st.DataObject) -> None:
    origins = [data.draw(st.sampled_from((number, number // 3))) for number in range(2 * len(texts))]
    pairs = [(side(origins[2 * place], a), side(origins[2 * place + 1], b)) for place, (a, b) in enumerate(texts)]
    head, *others = find_sides(pairs)
    assert head == ("a", "b")
    known: dict[int, str] = {}
    for pair, both in zip(pairs[1:], others, strict=True):
        for one, which in zip(pair, both, strict=True):
            assert known.setdefault(one.origin, which) == which


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=6))
def test_any_text_and_every_pair_once(texts: list[tuple[str, str]]) -> None:
    pairs = [(side(2 * place, a, a), side(2 * place + 1, b, b)) for place, (a, b) in enumerate(texts)]
    assert sorted(place for group in group_pairs(pairs) for place in group) == list(range(len(pairs)))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", ""),
        ("No one of them came, not one.", ""),
        ("Twenty-one men, forty women and six boys", "21 40 6"),
        ("twenty-six or thirty", "26 30"),
        ("sixty ten", "60 10"),
        ("3.5% of 1,300,000", "3.5 1300000"),
        ("hundreds of thousands", "hundreds thousands"),
        ("NINETEEN", "19"),
        ("Item 7, 2024-05-01.", "7 2024 05 01"),
    ],
)
def test_numbers(text: str, numbers: str) -> None:
    assert numbers_of(text) == set(numbers.split())


COUNTED = st.lists(st.sampled_from([*"0123456789,,.. %-aé٣", " twenty ", " one", " dozen "]), max_size=16).map("".join)


@given(COUNTED)
def test_a_claim_is_folded_as_the_definition_says(text: str) -> None:
    plain = re.sub(r"(?<=\d)\.(?=\d)", "point", re.sub(r"(?<=\d),(?=\d{3})", "", text))
    assert fold_text(text) == fold_name(plain.replace("%", " percent"))


@given(COUNTED, COUNTED)
def test_other_numbers_are_another_claim_however_they_are_written(one: str, other: str) -> None:
    """The numbers are read off the folded text, where that has them as the text itself does."""
    texts = [f"The army counted {words} men at the river crossing near the old stone bridge" for words in (one, other)]
    pairs = [(side(2 * place, text), side(2 * place + 1, OPEN)) for place, text in enumerate(texts)]
    assert sorted(group_pairs(pairs)) == plainly_grouped(pairs)
