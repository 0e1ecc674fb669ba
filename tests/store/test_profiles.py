"""All that the store knows of a speaker, and which two may be one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.sample import person, told
from tracker.errors import QueryError
from tracker.records import Role, Speaker
from tracker.store import Store
from tracker.store.roles import Told, roles_of


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


def body(name: str, *names: str) -> Speaker:
    return Speaker(name, "organization", names=(name, *names))


def test_roles_over_time(store: Store) -> None:
    for ref, day, role, place in (
        ("c", "2016-03-01", "adviser", None),
        ("a", "2014-01-01", "spokesman", "Harbour City Council"),
        ("b", "2014-06-01T08:00:00Z", "Spokesman", None),
        ("d", "2016-04-01", None, None),
        ("e", None, "adviser", "River Board"),
    ):
        store.add_article(told(person("Ada Osei", "Osei", role=role, affiliation=place), ref=ref, date=day))
    profile = store.speaker_profile(1)
    assert profile.roles == (
        Role("spokesman", "Harbour City Council", None, 2, "2014-01-01", "2014-06-01"),
        Role("adviser", "River Board", None, 2, "2016-03-01", "2016-03-01"),
    )
    assert (profile.claims, profile.articles) == (5, 5)
    assert (profile.first_date, profile.last_date) == ("2014-01-01", "2016-04-01")
    assert profile.names == (("Ada Osei", 5), ("Osei", 5))
    assert profile.speaker == store.find_speakers("osei")[0]


def test_who_was_and_who_is_are_two_roles() -> None:
    told = [
        Told(1, "2014", "minister", None, None),
        Told(2, "2015", "minister", None, "former"),
        Told(2, "2015", "Minister", "City", "former"),
        Told(3, "2016", None, None, None),
        Told(4, "2017", "owner", "Acme", None),
    ]
    assert roles_of(told) == (
        Role("minister", None, None, 1, "2014", "2014"),
        Role("minister", "City", "former", 1, "2015", "2015"),
        Role("owner", "Acme", None, 1, "2017", "2017"),
    )


def test_a_role_alone_and_a_body_alone_are_not_one() -> None:
    assert len(roles_of([Told(1, "2014", "minister", None, None), Told(2, "2015", None, "Acme", None)])) == 2


def test_the_body_spoken_for_and_who_speaks_for_it(store: Store) -> None:
    council = body("Harbour City Council", "the council")
    engineer = person("Ben Reed", role="engineer", affiliation="Harbour City Council")
    old = Speaker("Ola Tarr", "person", "spokeswoman", "Harbour City Council", ("Ola Tarr",), "former")
    store.add_article(told(council, engineer, engineer, old, ref="a"))
    spoke = person("Ada Osei", role="spokeswoman", affiliation="the harbour city council")
    store.add_article(told(spoke, ref="b"))
    assert [one.name for one in store.speaker_profile(1).spokespeople] == ["Ada Osei", "Ben Reed"]
    (osei,) = store.find_speakers("Ada Osei")
    (reed,) = store.find_speakers("Ben Reed")
    (tarr,) = store.find_speakers("Ola Tarr")
    assert [store.speaker_profile(one.id).body for one in (osei, reed, tarr)] == [
        store.find_speakers("Harbour City Council")[0]
    ] * 2 + [None]
    assert store.speaker_profile(osei.id).spokespeople == ()
    assert store.speaker_profile(1).body is None


def test_a_speaker_by_any_of_its_rows_with_what_was_decided(store: Store) -> None:
    for ref, name in (("a", "Ada Osei"), ("b", "Ada Bold"), ("c", "Mina Tarr")):
        store.add_article(told(person(name), ref=ref))
    store.alias_speaker(1, "Iron Ada")
    merge = store.merge_speakers(2, 1, by="kim")
    store.alias_speaker(3, "Mim")
    profile = store.speaker_profile(2)
    assert profile == store.speaker_profile(1)
    assert (profile.speaker.name, profile.articles) == ("Ada Osei", 2)
    assert profile.names == (("Ada Osei", 1), ("Ada Bold", 1), ("Iron Ada", 0))
    assert [one.id for one in profile.decisions] == [merge.id, 1]
    with pytest.raises(QueryError, match="no speaker 99"):
        store.speaker_profile(99)


def test_only_current_articles_count(store: Store) -> None:
    store.add_article(told(person("Ada Osei", role="mayor"), ref="a", date="2024-01-01"))
    store.add_article(told(person("Mina Tarr"), ref="a"))
    profile = store.speaker_profile(1)
    assert (profile.claims, profile.articles, profile.roles, profile.first_date) == (0, 0, (), None)
