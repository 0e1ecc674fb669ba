from __future__ import annotations

from collections.abc import Iterator

import pytest

from tracker.records import Article, Extraction, FeedEntry, FeedState
from tracker.store import Store
from tracker.store.feeds import MOST_DELAYS, MOST_TRIES

FEED = "https://news.example/feed.xml"
STATE = FeedState('"v1"', "Mon, 04 Mar 2024 08:00:00 GMT")
ONE = FeedEntry("1", "https://news.example/one")
TWO = FeedEntry("2", "https://news.example/two")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def keep(store: Store, ref: str) -> None:
    store.add_article(Extraction(Article(ref, "The ferry will sail."), (), "sample@1"))


def test_a_new_feed(store: Store) -> None:
    assert store.feed_state(FEED) == FeedState()
    assert store.note_feed(FEED, STATE, [ONE, TWO]) == [ONE, TWO]


def test_an_entry_is_done_when_its_article_is_stored(store: Store) -> None:
    store.note_feed(FEED, STATE, [ONE, TWO])
    store.note_feed_entry(FEED, "1", "https://www.news.example/1")
    assert store.note_feed(FEED, STATE, [ONE, TWO]) == [ONE, TWO]  # read, and the run ended there
    keep(store, "https://www.news.example/1")
    assert store.note_feed(FEED, STATE, [ONE, TWO]) == [TWO]
    keep(store, "https://news.example/two")  # added by its address
    assert store.note_feed(FEED, STATE, [ONE, TWO]) == []


def test_the_version_is_asked_for_only_where_nothing_is_left(store: Store) -> None:
    store.note_feed(FEED, STATE, [ONE, TWO])
    assert store.feed_state(FEED) == FeedState()
    keep(store, ONE.link or "")
    assert store.feed_state(FEED) == FeedState()
    keep(store, TWO.link or "")
    assert store.feed_state(FEED) == STATE
    store.note_feed(FEED, FeedState(), [ONE])
    assert store.feed_state(FEED) == FeedState()


def test_what_a_feed_no_longer_lists_is_not_waited_for(store: Store) -> None:
    store.note_feed(FEED, STATE, [ONE, TWO])
    keep(store, TWO.link or "")
    store.note_feed(FEED, STATE, [TWO])
    assert store.feed_state(FEED) == STATE
    assert store.note_feed(FEED, STATE, [ONE, TWO]) == [ONE]


def test_the_same_entry_in_two_feeds(store: Store) -> None:
    other = FeedEntry("other", ONE.link)
    store.note_feed(FEED, STATE, [ONE])
    store.note_feed_entry(FEED, "1", "https://www.news.example/1")
    keep(store, "https://www.news.example/1")
    assert store.note_feed("other.xml", FeedState(), [other]) == []


def test_entries_without_a_link(store: Store) -> None:
    one, two = FeedEntry("1", content="<p>A"), FeedEntry("2", content="<p>B")
    store.note_feed("a.xml", FeedState(), [one, two])
    store.note_feed_entry("a.xml", "1", "a.xml#1")
    keep(store, "a.xml#1")
    assert store.note_feed("a.xml", FeedState(), [one, two]) == [two]


def test_an_entry_that_fails_is_given_up_in_the_end(store: Store) -> None:
    store.note_feed(FEED, STATE, [ONE])
    for _ in range(MOST_TRIES - 1):
        assert not store.note_feed_failure(FEED, "1", "no such page (404)", passing=False)
        assert store.note_feed(FEED, STATE, [ONE]) == [ONE]
        assert store.feed_state(FEED) == FeedState()
    assert store.note_feed_failure(FEED, "1", "no such page (404)", passing=False)
    assert store.note_feed(FEED, STATE, [ONE]) == []
    assert store.feed_state(FEED) == STATE
    mended = FeedEntry("1", "https://news.example/one-mended")
    assert store.note_feed(FEED, STATE, [mended]) == [mended]
    assert not store.note_feed_failure(FEED, "1", "no such page (404)", passing=False)


def test_ten_thousand_entries(store: Store) -> None:
    entries = [FeedEntry(str(n), f"https://news.example/{n}") for n in range(10_000)]
    assert store.note_feed(FEED, STATE, entries) == entries
    keep(store, "https://news.example/9999")
    assert store.note_feed(FEED, STATE, entries) == entries[:-1]


def test_what_may_pass_is_borne_with(store: Store) -> None:
    store.note_feed(FEED, STATE, [ONE])
    for _ in range(MOST_DELAYS - 1):
        assert not store.note_feed_failure(FEED, "1", "the server failed (500)", passing=True)
    assert store.note_feed(FEED, STATE, [ONE]) == [ONE]
    assert store.note_feed_failure(FEED, "1", "the server failed (500)", passing=True)
    assert store.note_feed(FEED, STATE, [ONE]) == []
