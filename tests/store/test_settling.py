"""Whom a source at one place of an article means, when a person said so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.quoting import add, id_of, quoted
from tests.store.sample import JUDGE, MODEL, Says, found, person, said, told
from tracker.records import Resolution, Speaker
from tracker.store import Store

OSEI = person("Ada Osei", "Osei", role="mayor")
TARR = person("Mina Tarr", "Tarr")
BOLD = person("Ada Bold", role="engineer")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


UNSURE = Resolution("pronoun, nearest that fits", 0.3, ("Mina Tarr", "Ada Osei"))
SHE = Speaker("she", "unnamed", names=("she",))


@pytest.fixture
def unsure(store: Store) -> Store:
    """Two who are named, and what *she* says, twice."""
    store.add_article(
        told(OSEI, TARR, Says(SHE, "it will stay open", "she", UNSURE), Says(SHE, "it is old", "she"), ref="a")
    )
    return store


def speakers(store: Store, ref: str = "a") -> list[str | None]:
    return [None if one.speaker is None else one.speaker.name for one in store.article(ref).attributions]


def test_a_settled_source_means_who_was_said(unsure: Store) -> None:
    store, before = unsure, unsure.article("a")
    decision = store.settle_source(3, id_of(store, "Tarr"), by="kim")
    assert (decision.action, decision.speaker, decision.other) == ("settle", "Mina Tarr", "she")
    assert decision.articles == ("a",)
    assert speakers(store) == ["Ada Osei", "Mina Tarr", "Mina Tarr", "she"]
    assert store.article("a").attributions[2].resolution == Resolution("decided by a person", 1.0)
    assert quoted(store)["Mina Tarr"] == ["a", "a"]
    store.undo_speaker_decision(decision.id)
    assert store.article("a") == before


def test_a_source_settled_as_somebody_whom_the_article_does_not_quote(unsure: Store) -> None:
    store, before = unsure, unsure.article("a")
    add(store, ("b", BOLD))
    decision = store.settle_source(3, id_of(store, "Ada Bold"))
    assert speakers(store) == ["Ada Osei", "Mina Tarr", "Ada Bold", "she"]
    assert quoted(store)["Ada Bold"] == ["a", "b"]
    assert [source.articles for source in store.sources(text="bold")] == [2]
    store.undo_speaker_decision(decision.id)
    assert store.article("a") == before
    assert store.as_sqlite_utils().conn.execute("SELECT count(*) FROM mentions").fetchone() == (4,)


def test_a_source_of_which_nobody_can_tell(unsure: Store) -> None:
    store = unsure
    decision = store.settle_source(3, None)
    assert (decision.speaker, decision.other) == (None, "she")
    assert speakers(store) == ["Ada Osei", "Mina Tarr", None, "she"]
    assert store.unsure_sources() == []


def test_a_settled_source_is_settled_in_the_newer_text(unsure: Store) -> None:
    store = unsure
    store.settle_source(4, id_of(store, "Tarr"))
    says = Says(SHE, "it will stay open", "she", UNSURE), Says(SHE, "it is old", "she")
    store.add_article(told(TARR, *says, OSEI, ref="a", end="Corrected."))
    assert speakers(store) == ["Mina Tarr", "she", "Mina Tarr", "Ada Osei"]
    store.add_article(told(*says, ref="b"))
    assert speakers(store, "b") == ["she", "she"], "another article is another one"


def test_of_the_same_words_twice_the_one_that_was_meant(store: Store) -> None:
    says = Says(SHE, "it is old", "she")
    store.add_article(told(OSEI, says, says, ref="a"))
    store.settle_source(3, id_of(store, "Ada Osei"))
    assert speakers(store) == ["Ada Osei", "she", "Ada Osei"]
    store.add_article(told(says, says, ref="a", end="Corrected."))
    assert speakers(store) == ["she", "Ada Osei"]


def test_the_later_decision_on_a_source_holds(unsure: Store) -> None:
    store = unsure
    first = store.settle_source(3, id_of(store, "Tarr"))
    second = store.settle_source(3, id_of(store, "Ada Osei"))
    assert speakers(store)[2] == "Ada Osei"
    store.undo_speaker_decision(second.id)
    assert speakers(store)[2] == "Mina Tarr"
    store.undo_speaker_decision(first.id)
    assert speakers(store)[2] == "she"


def test_who_was_settled_goes_with_the_speaker(unsure: Store) -> None:
    store = unsure
    add(store, ("b", BOLD), ("c", BOLD))
    bold, osei = id_of(store, "Ada Bold"), id_of(store, "Ada Osei")
    store.settle_source(3, bold)
    merge = store.merge_speakers(bold, osei)
    assert speakers(store)[2] == "Ada Osei"
    (attribution,) = [one for one in store.article("a").attributions if one.resolution is not None]
    assert attribution.speaker == OSEI, "the article's own mention"
    store.undo_speaker_decision(merge.id)
    assert speakers(store)[2] == "Ada Bold"
    store.split_speaker(bold, [1], name="Bold of Ferry Street")
    assert speakers(store)[2] == "Bold of Ferry Street"


def test_a_review_outlives_what_is_settled(store: Store) -> None:
    store.add_article(told(OSEI, Says(SHE, "the bridge is open", "she"), ref="a"))
    store.add_article(said(TARR, "the bridge is closed", ref="b"))
    (pair,) = store.add_relations(2, JUDGE, [found(2, 3)])
    store.review(pair.id, "dismissed")
    store.settle_source(2, id_of(store, "Ada Osei"))
    (again,) = store.add_relations(2, MODEL, [found(2, 3)])
    assert again.status == "dismissed"
    assert again.a.speaker is not None
    assert again.a.speaker.name == "Ada Osei"
