"""What became of an article, and what it no longer says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.sample import JUDGE, Says, found, person, told
from tracker.errors import QueryError
from tracker.period import PeriodQuery
from tracker.records import ChangedClaim, ClaimThen, Span
from tracker.store import ClaimQuery, Store
from tracker.store.changes import differing_words, find_changed, word_difference

ADA, BEN = person("Ada Osei"), person("Ben Okri")
SAFE, FERRY = Says(ADA, "the bridge is safe"), Says(ADA, "the ferry runs on Friday")
TWELVE, FOURTEEN = Says(BEN, "at least 12 people are missing"), Says(BEN, "at least 14 people are missing")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


def add(store: Store, *says: Says, ref: str = "a.txt") -> int:
    return store.add_article(told(*says, ref=ref)).article_id


def marked(changed: ChangedClaim) -> tuple[list[str], list[str]]:
    """The words that differ."""
    return (
        [span.of(changed.before.text) for span in changed.before_words],
        [span.of(changed.after.text) for span in changed.after_words],
    )


def test_an_article_of_one_version(store: Store) -> None:
    add(store, SAFE)
    history = store.history("a.txt")
    (version,) = history.versions
    assert (version.number, version.is_current, version.claims, version.difference) == (1, True, 1, None)
    assert history.gone == ()
    assert store.histories("2000") == []


def test_what_came_what_went_and_what_reads_otherwise(store: Store) -> None:
    add(store, SAFE, TWELVE)
    add(store, FOURTEEN, FERRY)
    first, second = store.history("1").versions
    assert (first.is_current, second.is_current, second.number, second.stayed) == (False, True, 2, 0)
    assert [claim.text for claim in second.added] == ["The ferry runs on Friday."]
    assert [claim.text for claim in second.vanished] == ["The bridge is safe."]
    (changed,) = second.changed
    assert marked(changed) == (["12"], ["14"])
    assert second.added[0].span.of(store.text(2)) == second.added[0].quote
    assert second.vanished[0].span.of(store.text(1)) == second.vanished[0].quote


def test_an_older_text_given_again_is_a_version_of_its_own(store: Store) -> None:
    for says in (SAFE, FERRY, SAFE, FERRY):
        add(store, says)
    versions = store.history("a.txt").versions
    assert [(one.number, one.again, one.article.id) for one in versions] == [
        (1, None, 1),
        (2, None, 2),
        (3, 1, 1),
        (4, 2, 2),
    ]
    assert [version.is_current for version in versions] == [False, False, False, True]
    (gone,) = store.history("a.txt").gone
    assert (gone.claim.text, gone.last_in, gone.now) == ("The bridge is safe.", 3, None)


def test_claims_of_all_versions(store: Store) -> None:
    add(store, SAFE, TWELVE)
    add(store, FERRY, TWELVE)
    add(store, SAFE, ref="b.txt")
    everything = [(one.text, one.version, one.stands) for one in store.claims(ClaimQuery(all_versions=True))]
    assert everything == [
        ("The bridge is safe.", 1, False),
        ("The ferry runs on Friday.", 2, True),
        ("At least 12 people are missing.", 2, True),
        ("The bridge is safe.", 1, True),
    ]
    add(store, SAFE, TWELVE)  # the first text again
    found = store.claims(ClaimQuery(all_versions=True, article="2", text="ferry OR bridge"))
    assert {(one.text, one.version, one.stands) for one in found} == {
        ("The bridge is safe.", 3, True),
        ("The ferry runs on Friday.", 2, False),
    }
    assert [one.text for one in store.claims(ClaimQuery(article="a.txt", speaker="Osei"))] == ["The bridge is safe."]
    assert store.claims()[0].version is None


def test_what_is_said_again_is_not_gone(store: Store) -> None:
    add(store, SAFE)
    add(store, FERRY)
    add(store, SAFE, TWELVE)
    assert [gone.claim.text for gone in store.history("a.txt").gone] == ["The ferry runs on Friday."]


def test_pairs_that_rest_on_words_no_longer_there(store: Store) -> None:
    add(store, SAFE)
    add(store, Says(BEN, "the bridge is not safe"), ref="b.txt")
    add(store, Says(BEN, "the bridge is unsafe"), ref="c.txt")
    pair, dismissed = store.add_relations(1, JUDGE, [found(1, 2), found(1, 3)])
    store.review(pair.id, "confirmed")
    store.review(dismissed.id, "dismissed")
    add(store, FERRY)
    assert store.disputes() == []
    (gone,) = store.history("a.txt").gone
    (relation,) = gone.relations
    assert (relation.id, relation.status, relation.other.id) == (pair.id, "confirmed", 2)
    (withdrawn,) = store.period(PeriodQuery()).withdrawn.items
    assert withdrawn.claims == (gone,)
    add(store, SAFE)
    assert [gone.claim.text for gone in store.history("a.txt").gone] == ["The ferry runs on Friday."]
    assert [one.head.id for one in store.disputes()] == [pair.id]


def test_reports_are_narrowed(store: Store) -> None:
    add(store, SAFE, TWELVE)
    add(store, FERRY)
    add(store, SAFE, ref="b.txt")
    add(store, SAFE, FERRY, ref="b.txt")
    assert store.period(PeriodQuery()).withdrawn.total == 1
    (one,) = store.period(PeriodQuery(speaker="Okri")).withdrawn.items
    assert [gone.claim.speaker for gone in one.claims] == ["Ben Okri"]
    assert store.period(PeriodQuery(topic="harbour")).withdrawn.items == ()
    assert store.period(PeriodQuery(limit=0)).withdrawn.more == 1


def test_which_articles_changed(store: Store) -> None:
    for ref in ("a.txt", "b.txt", "c.txt"):
        add(store, SAFE, ref=ref)
    for ref in ("b.txt", "a.txt"):
        add(store, FERRY, ref=ref)
    assert [history.article.ref for history in store.histories("2024-01")] == ["a.txt", "b.txt"]
    assert len(store.histories("2024", limit=1)) == 1
    assert store.histories("2999") == []
    with pytest.raises(QueryError, match="no such date"):
        store.histories("yesterday")


def then(number: int, text: str, speaker: str | None = "Ada Osei") -> ClaimThen:
    return ClaimThen(number, text, text, Span(0, len(text)), speaker)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("At least 12 died.", "At least 14 died.", (["12"], ["14"])),
        ("It may have leaked.", "It has leaked.", (["may have"], ["has"])),
        ("It is safe.", "It is not safe.", ([], ["not"])),
        ("It cost 1,300 euros in 2019.", "It cost 1,500 euros in 2019.", (["1,300"], ["1,500"])),
        ("“It is safe”, he said", "It IS safe he said", ([], [])),
    ],
)
def test_the_words_that_differ(before: str, after: str, words: tuple[list[str], list[str]]) -> None:
    one, other = differing_words(before, after)
    assert ([span.of(before) for span in one], [span.of(after) for span in other]) == words


def test_the_most_alike_are_one_and_each_once() -> None:
    before = [then(1, "The old bridge in the harbour is safe."), then(2, "The old bridge in the valley is safe.")]
    after = [then(3, "The old bridge in the valley is unsafe."), then(4, "Nobody was hurt.")]
    assert [(one.before.id, one.after.id) for one in find_changed(before, after)] == [(2, 3)]
    assert {(one.before.id, one.after.id) for one in find_changed(before, after, again=True)} == {(1, 3), (2, 3)}


def test_another_speaker_with_other_words_is_another_claim() -> None:
    one = then(1, "At least 12 people died.")
    assert find_changed([one], [then(2, "At least 14 people died.", "Ben Okri")]) == []
    assert len(find_changed([one], [then(2, "At least 12 people died.", "Ben Okri")])) == 1
    assert len(find_changed([one], [then(2, "At least 14 people died.", "Osei")])) == 1


def test_how_much_of_the_words_differs() -> None:
    assert word_difference("a b c d", "A b, c. d!") == 0
    assert word_difference("a b", "c d") == 1
    assert word_difference("", "") == 0
