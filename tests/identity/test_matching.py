"""Whether two articles' speakers are one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.identity import Profile, compare, profile_of
from tracker.records import SPEAKER_KINDS, Role, Speaker, SpeakerKind


def person(
    name: str, role: str | None = None, body: str | None = None, date: str | None = "2014-03-03", *,
    names: tuple[str, ...] = (), beside: tuple[str, ...] = (), outlet: str | None = None, kind: SpeakerKind = "person",
) -> Profile:  # fmt: skip
    return profile_of(Speaker(name, kind, role, body, (name, *names)), date=date, outlet=outlet, beside=beside)


def verdict(one: Profile, other: Profile) -> str:
    found = compare(one, other)
    assert compare(other, one).verdict == found.verdict
    assert 0 <= found.confidence <= 1
    assert found.because
    return found.verdict


# ------------------------------------------------------------ one name


def test_the_same_full_name_is_one_person() -> None:
    assert verdict(person("Ottoline Arwell"), person("Ottoline Arwell", "mayor", "Elmstead", "2019-01-01")) == "same"


def test_who_changed_jobs_is_one_person() -> None:
    earlier = person("Ottoline Arwell", "analyst", "Corwen Capital", "2012-03-03")
    assert verdict(earlier, person("Ottoline Arwell", "minister", None, "2017-03-03")) == "same"


def test_a_striker_is_no_mayor() -> None:
    found = compare(person("Peter Marsh", "mayor", "Elmstead"), person("Peter Marsh", "striker", "Elm United"))
    assert found.verdict == "maybe"
    assert "mayor and striker" in found.because


def test_a_mother_may_be_anything_else_as_well() -> None:
    assert verdict(person("Ottoline Arwell", "working mother"), person("Ottoline Arwell", "senator")) == "same"


def test_two_towns_have_two_mayors() -> None:
    one, other = person("John Smith", "mayor", "Elmstead"), person("John Smith", "mayor", "Oakham", "2014-04-03")
    assert verdict(one, other) == "maybe"


def test_a_common_name_needs_a_sign() -> None:
    assert verdict(person("John Smith"), person("John Smith")) == "same"
    assert verdict(person("John Smith"), person("John Smith", date="2019-03-03")) == "maybe"
    assert verdict(person("John Smith", "treasurer"), person("John Smith", "novelist")) == "maybe"
    earlier, later = (
        person("John Smith", "treasurer", "Elm Trust"),
        person("John Smith", "treasurer", "Elm Trust", "2019-03-03"),
    )
    assert verdict(earlier, later) == "same"


# ------------------------------------------------------------ one name in two spellings


def test_another_spelling_alone_is_a_question() -> None:
    found = compare(person("Tareq al-Burnani"), person("Tarek al-Burneny"))
    assert (found.verdict, found.because) == ("maybe", "the same name but for spelling, nothing else in common")


def test_another_spelling_with_the_same_office_at_the_same_time_is_one_person() -> None:
    one = person("Tareq al-Burnani", "spokesman", "Dockers Union")
    other = person("Tarek al-Burneny", "spokesman", "the Dockers Union", "2014-05-01")
    assert verdict(one, other) == "same"
    assert "spokesman of the same body (Dockers Union)" in compare(one, other).because


def test_a_slight_difference_of_a_rare_name_is_one_person_unless_something_is_odd() -> None:
    one = person("Sergey Vasnetsov", "spokesman")
    assert verdict(one, person("Sergei Vasnetsov")) == "same"
    assert verdict(one, person("Sergei Vasnetsov", "dancer")) == "maybe"
    assert verdict(one, person("Sergei Vasnetsov", date="2019-01-01")) == "maybe"


def test_a_role_may_name_the_body() -> None:
    one, other = person("Bill Arwell", "GTW president"), person("William Arwell", "president", "Guild of Tin Workers")
    assert verdict(one, other) == "same"


def test_an_office_of_years_ago_is_weaker() -> None:
    one = person("Tareq al-Burnani", "spokesman", "Dockers Union")
    assert verdict(one, person("Tarek al-Burneny", "spokesman", "Dockers Union", "2024-05-01")) == "maybe"


def test_the_same_company_tells_who_is_meant() -> None:
    beside = ("Osbert Kinchley", "Lavinia Stopes")
    one, other = person("Salim Duraidi", beside=beside), person("Saleem Duraydi", date="2014-03-05", beside=beside)
    assert verdict(one, other) == "same"
    assert verdict(one, person("Saleem Duraydi", date="2016-03-05", beside=beside)) == "maybe"


def test_two_names_are_two_people_whatever_their_office() -> None:
    one = person("Hassan al-Burnani", "spokesman", "Dockers Union")
    assert verdict(one, person("Hussein al-Burnani", "spokesman", "Dockers Union")) == "different"


# ------------------------------------------------------------ what speaks against


def test_two_speakers_of_one_article_are_two() -> None:
    one = person("Karen Arwell", "witness", beside=("Tarek Burnani",))
    other = person("Karen E. Arwell", "witness", beside=("Karen Arwell",))
    assert verdict(one, other) == "different"


def test_titles_of_a_man_and_a_woman() -> None:
    one, other = person("Leslie Arwell", names=("Mr Arwell",)), person("Leslie Arwell", names=("Mrs Arwell",))
    assert verdict(one, other) == "different"


def test_father_and_son() -> None:
    junior, senior = person("Edgar Arwell Jr.", "chairman", "Arwell"), person("Edgar Arwell Sr.", "chairman", "Arwell")
    assert verdict(junior, senior) == "different"
    assert verdict(junior, person("Edgar Arwell", "chairman", "Arwell")) == "maybe"
    assert verdict(junior, person("Edgar Arwell", "bishop")) == "different"
    son = person("Edgar Arwell", "son", "Edgar J. Arwell")
    assert verdict(son, person("Edgar J. Arwell", "chairman")) == "different"


def test_a_relative_of_the_same_name_in_the_article_is_no_other_article_s_self() -> None:
    father = person("Edgar J. Arwell", beside=("Edgar Arwell Jr.",))
    assert verdict(father, person("Edgar J. Arwell")) == "same"


def test_a_single_name_needs_an_office_that_one_holds() -> None:
    assert verdict(person("Widjoyo", "president", "Java"), person("Widjoyo", "president", "Java")) == "same"
    assert (
        verdict(person("Widjoyo", "fighter", "Free Java Army"), person("Widjoyo", "fighter", "Free Java Army"))
        == "maybe"
    )
    assert verdict(person("Ali", "president", "Java"), person("Ali", "president", "Java")) == "maybe"


def test_a_fuller_name_that_one_article_gave_counts() -> None:
    one = person("Robert Arwell", "senator", names=("Bob Arwell",))
    assert verdict(one, person("Bob Arwell", "senator")) == "same"
    assert verdict(person("Robert Arwell"), person("Bob Arwell")) == "maybe"


# ------------------------------------------------------------ bodies, documents, crowds


def body(
    name: str, country: str | None = None, *, names: tuple[str, ...] = (), beside: tuple[str, ...] = ()
) -> Profile:
    return person(name, None, country, names=names, beside=beside, kind="organization")


def test_ministries_of_two_countries_are_two() -> None:
    assert verdict(body("Ministry of Health", "Kenya"), body("Health Ministry", "Syria")) == "different"
    assert verdict(body("Ministry of Health", "Kenya"), body("Health Ministry", "Kenya")) == "same"
    assert verdict(body("Ministry of Health"), body("Health Ministry")) == "maybe"
    assert verdict(body("Foreign Ministry", "Syria"), body("Syrian Foreign Ministry")) == "same"


def test_an_abbreviation_counts_where_an_article_gives_it() -> None:
    full, beside = (
        body("Elm Tree Union", names=("ETU",), beside=("Dora Flint", "Ben Askerly")),
        ("Dora Flint", "Ben Askerly"),
    )
    assert verdict(full, body("ETU", beside=beside)) == "same"
    assert verdict(full, body("ETU")) == "maybe"
    assert verdict(body("Elm Tree Union"), body("ETU")) == "different"
    assert verdict(full, body("Eastern Tin Union", names=("ETU",), beside=beside)) == "different"


def document(name: str, issuer: str | None = None, date: str | None = "2014-03-03") -> Profile:
    return person(name, None, issuer, date, kind="document")


def test_documents_by_title_number_issuer_and_date() -> None:
    assert verdict(document("Resolution 881"), document("Resolution 881", date="2016-01-01")) == "same"
    assert verdict(document("Resolution 881"), document("Resolution 882")) == "different"
    assert verdict(document("the Arwell Report"), document("Arwell Report", date="2014-04-01")) == "same"
    assert verdict(document("Annual Report", "Tin Board"), document("Annual Report", "Coal Board")) == "different"
    assert (
        verdict(document("Annual Report", "Tin Board"), document("Annual Report", "Tin Board", "2016-01-01")) == "maybe"
    )
    assert verdict(document("report"), document("report")) == "different"


@pytest.mark.parametrize("kind", ["group", "unnamed"])
def test_the_nameless_are_never_one(kind: SpeakerKind) -> None:
    assert verdict(person("two residents", kind=kind), person("two residents", kind=kind)) == "different"


def test_a_person_is_no_body() -> None:
    assert verdict(person("Harcourt Vane"), body("Harcourt Vane")) == "different"


# ------------------------------------------------------------ any input


_TEXT = st.text(max_size=40)
_ROLES = st.builds(
    Role, _TEXT | st.none(), _TEXT | st.none(), st.none(), st.just(1), _TEXT | st.none(), _TEXT | st.none()
)
_PROFILES = st.builds(
    Profile,
    _TEXT,
    st.sampled_from(SPEAKER_KINDS),
    st.lists(_TEXT, max_size=3).map(tuple),
    st.lists(_ROLES, max_size=3).map(tuple),
    st.lists(_TEXT, max_size=2).map(tuple),
    st.lists(_TEXT, max_size=3).map(tuple),
    st.just("2014-03-03") | _TEXT | st.none(),
    _TEXT | st.none(),
)


@settings(max_examples=200, deadline=None)
@given(_PROFILES, _PROFILES)
def test_any_two_profiles_have_one_verdict(one: Profile, other: Profile) -> None:
    assert compare(one, other).verdict == compare(other, one).verdict


def test_a_hostile_profile_costs_little() -> None:
    words = "Ab " * 300_000
    roles = tuple(Role(words, words, None, 1, words, words) for _ in range(200))
    hostile = Profile(words, "person", (words,) * 500, roles, (words,) * 500, (words,) * 5_000, words, words)
    start = time.process_time()
    compare(hostile, hostile)
    assert time.process_time() - start < 2
