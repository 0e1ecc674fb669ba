"""How the names of two bodies lie beside each other."""

from __future__ import annotations

import pytest

from tracker.identity.bodies import initials, liken_bodies, read_body, same_body
from tracker.identity.countries import country
from tracker.identity.persons import FAIR, NEVER, NONE, STRONG, WEAK


@pytest.mark.parametrize(
    ("one", "other", "need"),
    [
        ("The Arwell Trust", "Arwell Trust", NONE),
        ("Arwell Mining Inc.", "Arwell Mining", NONE),
        ("Arwell Mining Ltd", "Arwell Mining Limited", NONE),
        ("Arwell & Pike plc", "Arwell and Pike", NONE),
        ("Arwell Centre for Defence", "Arwell Center for Defense", NONE),
        ("Syrian Ministry of Health", "Syrian Health Ministry", NONE),
        ("Ministry of Water of Kenya", "Kenyan Water Ministry", NONE),
        ("ABCD", "ABCD", NONE),
        ("AB", "AB", WEAK),
        ("Arwell", "Arwell plc", FAIR),  # a club and a company may share one word
        ("Ministry of Health", "Health Ministry", FAIR),  # of which country?
        ("Supreme Court", "Supreme Court", FAIR),
        ("Foreign Ministry", "Syrian Foreign Ministry", FAIR),
        ("Arwell", "Arwell Group", STRONG),
        ("Arwell Mining Inc", "Arwell Mining Ltd", NEVER),
        ("Guild of Tin Workers", "GTW", NEVER),
    ],
)
def test_how_strong_the_evidence_must_be(one: str, other: str, need: int) -> None:
    assert liken_bodies(one, other).need == need == liken_bodies(other, one).need


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Arwell Police", "Arwell Police Federation"),
        ("Greater Arwell Police", "Arwell Police"),
        ("National Union of Coopers", "Union of Coopers"),
        ("West Arwell Police", "East Arwell Police"),
        ("Iraqi Defence Ministry", "Iranian Defence Ministry"),
        ("University of Arwell", "Arwell University"),  # two, often enough
        ("Arwell Foods", "Arwell Funds"),
        ("Unit 14", "Unit 41"),
        ("St Mary's Hospital", "St Mark's Hospital"),
        ("ABC", "ABD"),
        ("ABC", "Arwell Oil"),
        ("", "Arwell"),
    ],
)
def test_two_bodies(one: str, other: str) -> None:
    assert liken_bodies(one, other).other
    assert liken_bodies(other, one).other


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the ministry of labour", "Labor Ministry", True),
        ("Syria", "Syrian", True),
        ("GTW", "Guild of Tin Workers", True),
        ("Arwell Police", "Arwell Fire Service", False),
        (None, "Arwell", False),
        ("", "", False),
    ],
)
def test_affiliations(one: str | None, other: str | None, same: bool) -> None:
    assert same_body(one, other) == same


def test_countries_and_their_adjectives() -> None:
    pairs = [("syria", "syrian"), ("france", "french"), ("china", "chinese"), ("iraq", "iraqi"), ("kenya", "kenyan")]
    assert [country(one) == country(other) for one, other in pairs] == [True] * 5
    assert len({country(word) for word in ("iran", "iraq", "niger", "nigeria", "austria", "australia")}) == 6


def test_initials_with_and_without_small_words() -> None:
    assert initials("the Guild of Tin Workers") == ("gtw", "gotw")
    assert initials("Tin Workers") == ()


def test_a_name_of_common_nouns_is_anywheres() -> None:
    assert read_body("National Police").anywhere
    assert not read_body("Arwell Police").anywhere


def test_a_hostile_name_is_cut() -> None:
    assert len(read_body("a " * 1_000_000).words) <= 100
