"""A surname alone in one article and the full name in another, in a store."""

from __future__ import annotations

import pytest

from tests.store.sample import person, told
from tests.store.test_recognizing import quoted
from tracker.store import Store

TRUST = {"role": "director", "affiliation": "Arwell Trust"}
NAMES = ("Ann Benavil", "Benavil")
DAYS = ("2014-03-03", "2014-03-20")


@pytest.mark.parametrize("names", [NAMES, NAMES[::-1]], ids=["full name first", "surname first"])
def test_a_surname_with_the_same_office_is_joined_under_the_full_name(names: tuple[str, str]) -> None:
    with Store.open(":memory:") as store:
        for name, ref, day in zip(names, "ab", DAYS, strict=True):
            store.add_article(told(person(name, **TRUST), ref=ref, date=day))
        assert quoted(store) == [("Ann Benavil", 2)]
        assert store.suggested_links() == []
        (speaker,) = store.find_speakers("Ann Benavil")
        (link,) = store.speaker_profile(speaker.id).links
        assert (link.speaker.name, link.other.name) == ("Benavil", "Ann Benavil")


def test_several_surnames_are_joined_by_the_full_name() -> None:
    with Store.open(":memory:") as store:
        for name, ref, day in (
            ("Benavil", "a", DAYS[0]),
            ("Benavil", "b", "2014-03-09"),
            ("Ann Benavil", "c", DAYS[1]),
        ):
            store.add_article(told(person(name, **TRUST), ref=ref, date=day))
        assert quoted(store) == [("Ann Benavil", 3)]


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2)])
def test_another_of_the_surname_makes_it_a_question(order: tuple[int, int, int]) -> None:
    brother = told(person("Bo Benavil", role="baker"), ref="c", date=DAYS[0])
    full = told(person("Ann Benavil", **TRUST), ref="a", date=DAYS[0])
    alone = told(person("Benavil", **TRUST), ref="b", date=DAYS[1])
    with Store.open(":memory:") as store:
        articles = (brother, full, alone) if order[2] == 2 else (brother, alone, full)
        for extraction in articles:
            store.add_article(extraction)
        assert quoted(store) == [("Ann Benavil", 1), ("Benavil", 1), ("Bo Benavil", 1)]
        assert [(link.speaker.name, link.other.name) for link in store.suggested_links()] == [
            ("Benavil", "Ann Benavil")
        ]


def test_a_later_article_bears_out_a_surname_unless_another_came() -> None:
    with Store.open(":memory:") as store:
        store.add_article(told(person("Ann Benavil", role="director"), ref="a", date=DAYS[0]))
        store.add_article(told(person("Benavil", **TRUST), ref="b", date=DAYS[1]))
        assert len(store.suggested_links()) == 1
        store.add_article(told(person("Ann Benavil", **TRUST), ref="c", date="2014-03-21"))
        assert quoted(store) == [("Ann Benavil", 3)]
    with Store.open(":memory:") as store:
        store.add_article(told(person("Ann Benavil", role="director"), ref="a", date=DAYS[0]))
        store.add_article(told(person("Benavil", **TRUST), ref="b", date=DAYS[1]))
        store.add_article(told(person("Bo Benavil"), person("Ann Benavil", **TRUST), ref="c", date="2014-03-21"))
        assert ("Benavil", 1) in quoted(store)


def test_who_says_that_they_are_two_is_believed() -> None:
    with Store.open(":memory:") as store:
        for name, ref, day in zip(NAMES, "ab", DAYS, strict=True):
            store.add_article(told(person(name, **TRUST), ref=ref, date=day))
        (link,) = store.speaker_profile(store.find_speakers("Ann Benavil")[0].id).links
        store.keep_apart(link.speaker.id, link.other.id)
        assert quoted(store) == [("Ann Benavil", 1), ("Benavil", 1)]


def test_a_surname_with_its_particle_is_nobody_elses() -> None:
    with Store.open(":memory:") as store:
        for ref in "ab":
            store.add_article(told(person("van Skoor", **TRUST), ref=ref, date=DAYS[0]))
        assert quoted(store) == [("van Skoor", 1), ("van Skoor", 1)]
        store.add_article(told(person("Pieter van Skoor", **TRUST), ref="c", date=DAYS[1]))
        assert quoted(store) == [("Pieter van Skoor", 3)]
