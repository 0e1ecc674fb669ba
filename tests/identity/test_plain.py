"""The cheap looks at two persons: whom they take for one, or for two, the careful one does, too."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.identity import Profile, compare, is_plainly_one, is_ruled_out, is_years_off
from tracker.identity.plain import Said
from tracker.records import Role, Tenure

NAMES = ("Ottoline Arwell", "Zebulon Smith", "John Smith", "Nguyen Van Tru", "Kim Bo-ra", "Prince", "J. K. Arwell",
         "Hatem al-Burneik", "Ann Arwell Jr.", "Sukarno", "Dr Ann Orme", "")  # fmt: skip
ROLES = (
    None, "mayor", "Mayor", "deputy mayor", "striker", "minister", "spokeswoman", "policeman", "widow", "brother",
    "farmer", "king", "queen", "doctor", "bishop", "secretary of state", "former general", "resident", "",
)  # fmt: skip
BODIES = (None, "Elmstead", "Corwen", "the town of Elmstead", "Harbour Council", "HC", "Ottoline Arwell", "Police", "")
TITLED = ("Mr Arwell", "Mrs Arwell", "Arwell", "Sir Zebulon Smith", "Lady Smith", "Sister Ann")
TENURES: tuple[Tenure | None, ...] = (None, "former", "then", "future")
DATES = (None, "2011-01-04", "2014-03-03", "2014-03-20", "2021-12-30")

forms = st.lists(st.sampled_from(TITLED), max_size=3).map(tuple)
roles = st.lists(
    st.builds(
        Role, st.sampled_from(ROLES), st.sampled_from(BODIES), st.sampled_from(TENURES),
        st.just(1), st.sampled_from(DATES), st.sampled_from(DATES),
    ),
    max_size=9,
).map(tuple)  # fmt: skip


def profiles(name: str) -> st.SearchStrategy[Profile]:
    return st.builds(
        Profile, st.just(name), st.just("person"), forms, roles,
        st.lists(st.sampled_from(("Gazette", "Herald")), max_size=2).map(tuple),
        st.lists(st.sampled_from(NAMES), max_size=3).map(tuple), st.sampled_from(DATES), st.sampled_from(DATES),
    )  # fmt: skip


def said(profile: Profile) -> Said:
    return tuple((role.role, role.affiliation) for role in profile.roles)


def is_plain(one: Profile, other: Profile) -> bool:
    return is_plainly_one(one.name, one.names, said(one), other.names, said(other))


@settings(max_examples=400)
@given(st.sampled_from(NAMES).flatmap(lambda name: st.tuples(profiles(name), profiles(name))))
def test_who_is_plainly_one_is_one_by_the_careful_look(both: tuple[Profile, Profile]) -> None:
    one, other = both
    assert not is_plain(one, other) or compare(one, other).verdict == "same"


SHORT = ("Arwell", "al-Burneik", "Burnayk", "Smith", "Prince", "Al Arwell", "A. Arwell", "van Tru", "Ann")
FULL = (*NAMES, "Albert Arwell", "Ann van Tru", "Hatem Burneik", "Arwell Orme", "Ann Arwell-Orme", "Smith")


@settings(max_examples=400)
@given(st.sampled_from(SHORT).flatmap(profiles), st.sampled_from(FULL).flatmap(profiles))
def test_who_is_years_off_is_somebody_else_by_the_careful_look(short: Profile, full: Profile) -> None:
    if is_years_off(short, full):
        assert compare(short, full).verdict == "different"
        assert is_ruled_out(short, full)


def test_a_surname_years_later_is_years_off_and_one_of_the_same_year_is_not() -> None:
    short = Profile("Arwell", "person", first_date="2014-03-03", last_date="2014-03-03")
    assert is_years_off(short, Profile("Ottoline Arwell", "person", first_date="2016-01-01"))
    assert not is_years_off(short, Profile("Ottoline Arwell", "person", first_date="2014-09-01"))
    assert not is_years_off(short, Profile("Ottoline Orme", "person", first_date="2016-01-01"))
    assert not is_years_off(short, Profile("Ottoline Arwell", "person"))


def profile(role: str | None = None, body: str | None = None, *names: str, name: str = "Ottoline Arwell") -> Profile:
    return Profile(name, "person", names, (Role(role, body, None, 1, None, None),) if role or body else ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (profile(), profile()),
        (profile("mayor", "Elmstead"), profile()),
        (profile("mayor", "Elmstead"), profile("mayor", "elmstead")),
        (profile("analyst", "Corwen Capital"), profile("minister")),
        (profile("mayor", None, "Mrs Arwell"), profile("mayor", None, "Arwell")),
    ],
)
def test_who_is_plainly_one(one: Profile, other: Profile) -> None:
    assert is_plain(one, other)
    assert is_plain(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (profile("mayor", "Elmstead"), profile("mayor", "Corwen")),  # at one time, of two places
        (profile("striker"), profile("bishop")),
        (profile("policeman"), profile("spokeswoman")),
        (profile("widow", "Ottoline Arwell"), profile()),
        (profile(None, None, "Mr Arwell"), profile(None, None, "Mrs Arwell")),
        (profile(name="John Smith"), profile(name="John Smith")),  # thousands are called so
        (profile(name="Sukarno"), profile(name="Sukarno")),
    ],
)
def test_what_is_left_to_the_careful_look(one: Profile, other: Profile) -> None:
    assert not is_plain(one, other)
    assert not is_plain(other, one)
