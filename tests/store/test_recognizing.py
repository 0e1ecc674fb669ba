"""Who a name in a new article is: what the machine makes of near names and equal ones, and what people said of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.sample import person, told
from tracker.errors import QueryError
from tracker.records import Speaker, SpeakerKind
from tracker.store import Store

SPOKE = {"role": "spokesman", "affiliation": "Harbour Workers Syndicate"}


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


@pytest.fixture
def spelled(store: Store) -> Store:
    """Two spellings of one name, of the same role."""
    store.add_article(told(person("Tareq al-Dubaisi", **SPOKE), ref="a", date="2015-03-02"))
    store.add_article(told(person("Tarek al-Dubaysi", **SPOKE), ref="b", date="2015-03-09"))
    return store


def quoted(store: Store) -> list[tuple[str, int]]:
    return sorted((source.speaker.name, source.articles) for source in store.sources())


def test_another_spelling_with_evidence_is_the_same_and_why_is_kept(spelled: Store) -> None:
    assert quoted(spelled) == [("Tareq al-Dubaisi", 2)]
    (speaker,) = spelled.find_speakers("Tarek al-Dubaysi")
    assert speaker.name == "Tareq al-Dubaisi"
    (link,) = spelled.speaker_profile(speaker.id).links
    assert (link.speaker.name, link.other.name, link.suggested) == ("Tarek al-Dubaysi", "Tareq al-Dubaisi", False)
    assert "Harbour Workers Syndicate" in link.because
    assert 0.9 < link.confidence < 1
    spelled.add_article(told(person("Tarek al-Dubaysi"), ref="c"))
    assert quoted(spelled) == [("Tareq al-Dubaisi", 3)]
    assert spelled.suggested_links() == []


def test_a_link_is_cut_by_who_says_they_are_two(spelled: Store) -> None:
    store = spelled
    (link,) = store.speaker_profile(1).links
    apart = store.keep_apart(link.speaker.id, link.other.id, by="kim")
    assert (apart.speaker, apart.other) == ("Tarek al-Dubaysi", "Tareq al-Dubaisi")
    store.add_article(told(person("Tarek al-Dubaysi", **SPOKE), ref="c", date="2015-03-09"))
    assert quoted(store) == [("Tarek al-Dubaysi", 2), ("Tareq al-Dubaisi", 1)]
    assert store.speaker_profile(1).links == ()
    assert store.suggested_links() == []
    store.undo_speaker_decision(apart.id)
    assert quoted(store) == [("Tareq al-Dubaisi", 3)]


def test_a_spelling_is_told_by_its_name_or_its_id(spelled: Store) -> None:
    link = spelled.speaker_profile(1).links[0]
    for name in ("tarek al dubaysi", f"#{link.speaker.id}", str(link.speaker.id)):
        assert spelled.row_called(link.other.id, name) == link.speaker.id
        assert spelled.row_called(link.speaker.id, name) == link.speaker.id
    assert spelled.row_called(link.speaker.id, "Tareq al-Dubaisi") == link.other.id
    assert spelled.row_called(link.speaker.id, "Tareq") is None


def test_without_evidence_a_near_name_is_only_suggested(store: Store) -> None:
    store.add_article(told(person("Tareq al-Dubaisi"), ref="a"))
    store.add_article(told(person("Tarek al-Dubaysi"), ref="b"))
    assert quoted(store) == [("Tarek al-Dubaysi", 1), ("Tareq al-Dubaisi", 1)]
    (link,) = store.suggested_links()
    assert (link.speaker.id, link.other.id, link.suggested) == (2, 1, True)
    apart = store.keep_apart(1, 2)
    assert store.suggested_links() == []
    store.undo_speaker_decision(apart.id)
    assert store.suggested_links() == [link]
    merge = store.merge_speakers(2, 1)
    assert store.suggested_links() == []
    assert store.speaker_profile(1).links == ()
    store.undo_speaker_decision(merge.id)
    assert store.suggested_links(limit=5) == [link]
    assert store.suggested_links(limit=0) == []
    with pytest.raises(QueryError, match="a limit of -1"):
        store.suggested_links(limit=-1)


def test_what_was_only_suggested_is_borne_out_by_a_later_article(store: Store) -> None:
    store.add_article(told(person("Tareq al-Dubaisi", **SPOKE), ref="a", date="2015-03-02"))
    store.add_article(told(person("Tarek al-Dubaysi"), ref="b", date="2015-03-05"))
    assert len(store.suggested_links()) == 1
    store.add_article(told(person("Tarek al-Dubaysi", **SPOKE), ref="c", date="2015-03-09"))
    assert quoted(store) == [("Tareq al-Dubaisi", 3)]
    assert store.suggested_links() == []
    (link,) = store.speaker_profile(1).links
    assert "Harbour Workers Syndicate" in link.because
    assert store.sources()[0].names == ("Tareq al-Dubaisi", "Tarek al-Dubaysi")


def test_what_people_said_is_not_borne_out_otherwise(store: Store) -> None:
    store.add_article(told(person("Tareq al-Dubaisi", **SPOKE), ref="a", date="2015-03-02"))
    store.add_article(told(person("Tarek al-Dubaysi"), ref="b", date="2015-03-05"))
    apart = store.keep_apart(1, 2)
    store.add_article(told(person("Tarek al-Dubaysi", **SPOKE), ref="c", date="2015-03-09"))
    assert quoted(store) == [("Tarek al-Dubaysi", 2), ("Tareq al-Dubaisi", 1)]
    assert store.suggested_links() == []
    store.undo_speaker_decision(apart.id)
    assert len(store.suggested_links()) == 1


def test_suggestions_with_the_most_claims_come_first(store: Store) -> None:
    for number, pair in enumerate(
        (("Tareq al-Dubaisi", "Tarek al-Dubaysi"), ("Yousef al-Mehrabi", "Yusuf al-Mihrabi"))
    ):
        for place, name in enumerate(pair):
            for copy in range(1 + number):
                store.add_article(told(person(name), ref=f"{number}{place}{copy}"))
    assert [link.speaker.name for link in store.suggested_links()] == ["Yusuf al-Mihrabi", "Tarek al-Dubaysi"]


def test_two_people_of_one_name_are_two(store: Store) -> None:
    for ref, role in (("a", "deputy finance minister"), ("b", "striker"), ("c", "striker"), ("d", "finance minister")):
        store.add_article(told(person("Vasil Todorchev", role=role), ref=ref, date=f"2020-01-0{ord(ref) - 96}"))
    both = {speaker.role: speaker.id for speaker in store.find_speakers("Vasil Todorchev")}
    assert set(both) == {"striker", "finance minister"}
    assert {one: store.speaker_profile(one).articles for one in both.values()} == dict.fromkeys(both.values(), 2)
    (link,) = store.suggested_links()
    assert {link.speaker.id, link.other.id} == set(both.values())


def test_who_merged_two_of_one_name_is_believed_from_then_on(store: Store) -> None:
    for ref, role in (("a", "deputy finance minister"), ("b", "striker")):
        store.add_article(told(person("Vasil Todorchev", role=role), ref=ref, date="2020-01-01"))
    merge = store.merge_speakers(2, 1)
    for ref, said in (("c", "goalkeeper"), ("d", ""), ("e", "violinist")):
        store.add_article(told(person("Vasil Todorchev", role=said or None), ref=ref, date="2020-01-01"))
    assert quoted(store) == [("Vasil Todorchev", 5)]
    store.undo_speaker_decision(merge.id)
    assert len(store.find_speakers("Vasil Todorchev")) == 2


def test_a_single_name_is_joined_only_with_evidence(store: Store) -> None:
    office = {"role": "minister", "affiliation": "Ministry of Roads"}
    store.add_article(told(person("Praboma", **office), ref="a", date="2014-01-01"))
    store.add_article(told(person("Praboma", **office), ref="b", date="2014-02-01"))
    store.add_article(told(person("Praboma"), ref="c"))
    store.add_article(told(person("Ali", role="baker"), ref="d"))
    store.add_article(told(person("Ali", role="baker"), ref="e"))
    assert quoted(store) == [("Ali", 1), ("Ali", 1), ("Praboma", 1), ("Praboma", 2)]


@pytest.mark.parametrize("kind", ["group", "unnamed"])
def test_words_for_somebody_are_never_joined_by_a_machine(store: Store, kind: SpeakerKind) -> None:
    for ref in "ab":
        speaker = Speaker("Syrian Observers", kind, "observers", "Observatory")
        store.add_article(told(speaker, ref=ref, date="2014-01-01"))
    assert len(store.sources()) == 2
    assert store.suggested_links() == []


def test_a_body_keeps_its_name_in_every_article(store: Store) -> None:
    for ref in "ab":
        store.add_article(told(Speaker("Interior Ministry", "organization"), ref=ref))
    assert quoted(store) == [("Interior Ministry", 2)]


def test_a_crowd_of_near_names_costs_no_more_than_a_few(store: Store) -> None:
    extractions = [told(person(f"Sergei{'x' * number} Burnanov"), ref=str(number)) for number in range(60)]
    store.add_articles(extractions)
    conn = store.as_sqlite_utils().conn
    assert conn is not None
    (most,) = conn.execute("SELECT max(n) FROM (SELECT count(*) n FROM speaker_links GROUP BY speaker_id)").fetchone()
    assert most is None or most <= 3
