"""Articles in which nothing was looked for, as they are not in English, read after all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.store.sample import JUDGE, Says, found, person, told
from tracker.records import Extraction
from tracker.store import ClaimQuery, Store

ADA = person("Ada Osei")
READ = told(Says(ADA, "the bridge is safe"), Says(ADA, "the ferry runs"), ref="a.txt")
UNREAD = Extraction(READ.article, (), READ.model, ("not English (fr): nothing was looked for",))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


def test_what_was_not_read_is_read_when_any_language_is_asked_for(store: Store) -> None:
    store.add_article(UNREAD)
    assert store.has_article(READ.article)
    assert not store.has_article(READ.article, any_language=True)
    result = store.add_article(READ)
    assert (result.article_id, result.added, result.read_now, result.claims) == (1, False, True, 2)
    assert [claim.text for claim in store.claims()] == ["The bridge is safe.", "The ferry runs."]
    assert [one.speaker.name for one in store.sources()] == ["Ada Osei"]
    assert len(store.history("a.txt").versions) == 1
    assert store.has_article(READ.article, any_language=True)
    assert not store.add_article(READ).read_now


def test_where_nothing_is_found_it_is_not_read_again(store: Store) -> None:
    store.add_article(UNREAD)
    assert store.add_article(replace(READ, attributions=())).read_now
    assert store.has_article(READ.article, any_language=True)


def test_what_is_not_read_again_changes_nothing(store: Store) -> None:
    store.add_article(UNREAD)
    for again in (UNREAD, Extraction(READ.article, (), "")):
        result = store.add_article(again)
        assert (result.added, result.read_now) == (False, False)
    assert not store.has_article(READ.article, any_language=True)


def test_claims_of_an_older_text_stay(store: Store) -> None:
    store.add_article(told(Says(ADA, "the ferry runs"), ref="a.txt"))
    store.add_article(told(Says(person("Ben Okri"), "the ferry is lost"), ref="b.txt"))
    store.add_relations(2, JUDGE, [found(1, 2)])
    store.add_article(UNREAD)
    assert store.disputes() == []
    assert store.add_article(READ).read_now
    assert [claim.id for claim in store.claims(ClaimQuery(text="runs"))] == [1]
    assert len(store.disputes()) == 1


def test_decisions_hold(store: Store) -> None:
    store.add_article(UNREAD)
    store.add_article(told(ADA, ref="b.txt"))
    store.alias_speaker(1, "the iron mayor")
    store.add_article(READ)
    (source,) = store.sources()
    assert (source.claims, source.names) == (3, ("Ada Osei", "the iron mayor"))
