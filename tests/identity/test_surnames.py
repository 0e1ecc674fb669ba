"""A surname alone beside a full name."""

from __future__ import annotations

import pytest

from tests.identity.test_matching import person, verdict
from tracker.identity import Profile, block_keys, compare, is_ruled_out, name_keys, sought_keys, surname_alone
from tracker.identity.surnames import may_bear, surnames_of

TRUST = ("director", "Arwell Trust")
STREET = ("Bo Tarrantino", "Una Mossgrave")


@pytest.mark.parametrize(
    ("name", "surname"),
    [("Benavil", "benavil"), ("al-Benavil", "benavil"), ("van Benavil", "benavil"), ("Ann Benavil", None), ("", None)],
)
def test_a_surname_alone(name: str, surname: str | None) -> None:
    part = surname_alone(name)
    assert (part.text if part is not None else None) == surname


def test_what_somebody_may_be_called() -> None:
    assert [part.text for part in surnames_of("Ann Benavil-Crosk")] == ["benavilcrosk", "benavil", "crosk"]
    assert [part.text for part in surnames_of("Ana Benavil Ordoz")] == ["ordoz", "benavil"]
    assert surnames_of("Benavil") == surnames_of("van Benavil") == ()
    assert may_bear("Burnayk", "Hatem Burneik")
    assert not may_bear("Reed", "Ann Read")
    assert not may_bear("Garland", "Garland Moxley")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Benavil", "Ann Benavil"), ("Burnayk", "Hatem Burneik"), ("van Skoor", "Pieter van Skoor"),
     ("Crosk", "Ann Benavil-Crosk"), ("Benavil-Crosk", "Ann Benavil-Crosk"), ("Benavil", "Ana Benavil Ordoz")],
)  # fmt: skip
def test_a_surname_and_a_full_name_meet(one: str, other: str) -> None:
    assert set(sought_keys(one, "person")) & set(block_keys(other, "person"))
    assert set(sought_keys(other, "person")) & set(block_keys(one, "person"))


def test_a_family_does_not_meet() -> None:
    assert not set(sought_keys("Ann Benavil", "person")) & set(block_keys("Bo Benavil", "person"))
    assert not set(sought_keys("Khan", "person")) & set(block_keys("Imran Khan", "person"))
    assert not set(sought_keys("Benavil", "organization")) & set(block_keys("Ann Benavil", "person"))
    assert not set(name_keys("Benavil", "person")) & set(name_keys("Ann Benavil", "person"))


def test_an_office_of_one_body_in_the_same_weeks_is_the_same() -> None:
    found = compare(person("Benavil", *TRUST, "2014-03-20"), person("Ann Benavil", *TRUST))
    assert (found.verdict, found.if_alone) == ("same", True)
    assert verdict(person("van Skoor", *TRUST), person("Pieter van Skoor", *TRUST)) == "same"


def test_an_office_of_a_place_in_one_story_is_the_same() -> None:
    one, other = (person(name, "mayor", outlet="Gazette") for name in ("Benavil", "Ann Benavil"))
    assert verdict(one, other) == "same"
    assert verdict(person("Benavil", "mayor"), person("Ann Benavil", "mayor", outlet="Gazette")) == "maybe"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Braddock", *TRUST), person("Ann Bradock", *TRUST)),
        (person("Benavil", *TRUST, None), person("Ann Benavil", *TRUST)),
        (person("Benavil", *TRUST, "2014-08-20"), person("Ann Benavil", *TRUST)),
        (person("Benavil", "hydrologist"), person("Ann Benavil", "hydrologist")),
        (person("Benavil", outlet="Gazette"), person("Ann Benavil", "baker", outlet="Gazette")),
        (person("Benavil", beside=STREET), person("Ann Benavil", beside=STREET)),
        (person("Benavil", "spokesman", "army"), person("Ann Benavil", "spokesman", "army")),
        (person("Khan", *TRUST), person("Imran Khan", *TRUST)),
        (person("Benavil", *TRUST, beside=("Bo Benavil",)), person("Ann Benavil", *TRUST)),
    ],
    ids=["spelling", "no date", "months", "a trade", "outlet", "company", "any army", "common", "two of them"],
)
def test_less_is_for_a_person_to_say(one: Profile, other: Profile) -> None:
    assert verdict(one, other) == "maybe"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Benavil"), person("Ann Benavil")),
        (person("Benavil", *TRUST, "2004-03-03"), person("Ann Benavil", *TRUST)),
        (person("Benavil", "striker"), person("Ann Benavil", "mayor")),
        (person("Benavil", *TRUST, names=("Mr Benavil",)), person("Ann Benavil", *TRUST, names=("Mrs Ann Benavil",))),
        (person("Benavil", *TRUST, beside=("Ann Benavil",)), person("Ann Benavil", *TRUST)),
        (person("Reed", *TRUST), person("Ann Read", *TRUST)),
    ],
    ids=["nothing", "years", "two trades", "two sexes", "both in one", "another surname"],
)
def test_nothing_in_common_is_no_question(one: Profile, other: Profile) -> None:
    assert verdict(one, other) == "different"


def test_al_is_a_given_name_as_well() -> None:
    found = compare(person("Al Benavil", *TRUST), person("Albert Benavil", *TRUST))
    assert (found.verdict, found.if_alone) == ("same", False)


def test_who_is_ruled_out() -> None:
    short = person("Benavil", *TRUST)
    assert not is_ruled_out(short, person("Bo Benavil", "baker"))
    assert is_ruled_out(short, person("Bo Crosk"))
    assert is_ruled_out(short, person("Bo Benavil", date="2001-03-03"))
    assert is_ruled_out(person("Benavil", beside=("Bo Benavil",)), person("Bo Benavil"))
