"""Reprints: originals found by the keys they share, and copies tied to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.sample import person, said
from tracker.errors import QueryError
from tracker.store import Store

ADA = person("Ada Lovelace")


@pytest.fixture
def store() -> Iterator[Store]:
    """Five articles of one claim each."""
    with Store.open(":memory:") as store:
        store.add_articles(
            said(ADA, f"the bridge is {n} years old", ref=f"{n}.txt", outlet=f"o{n}") for n in range(1, 6)
        )
        yield store


def ties(store: Store, table: str) -> dict[int, int]:
    column = "claim_id" if table == "reprinted_claims" else "article_id"
    return dict(store.as_sqlite_utils().conn.execute(f"SELECT {column}, original_id FROM {table}").fetchall())


# --- finding


def test_those_that_share_the_most_come_first(store: Store) -> None:
    store.add_signature(1, [1, 2])
    store.add_signature(2, [2, 3, 4])
    store.add_signature(3, [9])
    store.add_signature(4, [3, 4])
    assert [number for number, _ in store.possible_originals(5, [2, 3, 4, 4])] == [2, 4, 1]
    assert store.possible_originals(5, [9]) == [(3, "Ada Lovelace said that the bridge is 3 years old.")]
    assert store.possible_originals(5, []) == store.possible_originals(5, [7]) == []


def test_an_article_is_no_copy_of_itself_or_its_versions(store: Store) -> None:
    for number in (1, 2, 3):
        store.add_signature(number, [1])
    store.add_article(said(ADA, "the bridge is old", ref="2.txt"))
    assert [number for number, _ in store.possible_originals(1, [1])] == [3]
    store.add_signature(6, [1])
    assert [number for number, _ in store.possible_originals(6, [1])] == [1, 3]


@pytest.mark.parametrize("key", [0, 1, -1, 2**63 - 1, 2**63, 2**64 - 1, -(2**63)])
def test_any_64_bits_are_a_key(store: Store, key: int) -> None:
    store.add_signature(1, [key])
    store.add_signature(1, iter([key, key]))
    assert [number for number, _ in store.possible_originals(2, [key])] == [1]
    assert store.possible_originals(2, [key ^ 1]) == []


def test_a_few_are_given_however_many_there_are(store: Store) -> None:
    for result in store.add_articles(said(ADA, f"it is {n}", ref=f"more-{n}") for n in range(80)):
        store.add_signature(result.article_id, [1])
    found = [number for number, _ in store.possible_originals(1, [1])]
    assert found == list(range(6, 6 + len(found)))
    assert 3 <= len(found) <= 20


# --- tying


def test_a_copy_is_tied_with_its_claims(store: Store) -> None:
    store.tie_reprint(2, 1, 0.8, {2: 1})
    assert (ties(store, "reprints"), ties(store, "reprinted_claims")) == ({2: 1}, {2: 1})
    origins = {claim.id: claim.origin_article for claim in store.claims()}
    assert [number for number, origin in origins.items() if origin is not None] == [2]
    assert store.claims()[0].origin_article is None
    (row,) = store.as_sqlite_utils().query("SELECT * FROM reprints_overview")
    assert (row["Outlet"], row["Original's outlet"], row["Share"], row["Article"]) == ("o2", "o1", 0.8, "2.txt")


def test_tying_again_keeps_the_newest_share(store: Store) -> None:
    store.tie_reprint(2, 1, 0.8, {})
    store.tie_reprint(2, 1, 0.9, {2: 1})
    assert store.as_sqlite_utils().conn.execute("SELECT share FROM reprints").fetchall() == [(0.9,)]
    assert ties(store, "reprinted_claims") == {2: 1}


def test_a_copy_of_a_copy_is_tied_to_the_first(store: Store) -> None:
    store.tie_reprint(2, 1, 0.9, {2: 1})
    store.tie_reprint(3, 2, 0.9, {3: 2})
    assert (ties(store, "reprints"), ties(store, "reprinted_claims")) == ({2: 1, 3: 1}, {2: 1, 3: 1})


def test_an_original_that_turns_out_to_be_a_copy_takes_its_copies_along(store: Store) -> None:
    store.tie_reprint(3, 2, 0.9, {3: 2})
    store.tie_reprint(2, 1, 0.9, {2: 1})
    assert (ties(store, "reprints"), ties(store, "reprinted_claims")) == ({2: 1, 3: 1}, {2: 1, 3: 1})


def test_two_are_never_copies_of_each_other(store: Store) -> None:
    store.tie_reprint(2, 1, 0.9, {2: 1})
    store.tie_reprint(1, 2, 0.9, {1: 2})
    assert (ties(store, "reprints"), ties(store, "reprinted_claims")) == ({2: 1}, {2: 1})


@pytest.mark.parametrize(
    ("article", "original", "claims", "what"),
    [
        (9, 1, {}, "no article 9"),
        (1, 9, {}, "no article 9"),
        (2, 1, {9: 1}, "article 2 has no claim 9"),
        (2, 1, {2: 3}, "article 1 has no claim 3"),
        (2, 1, {1: 1}, "article 2 has no claim 1"),
    ],
)
def test_what_is_not_there_is_refused(
    store: Store, article: int, original: int, claims: dict[int, int], what: str
) -> None:
    with pytest.raises(QueryError, match=what):
        store.tie_reprint(article, original, 0.9, claims)
    assert ties(store, "reprints") == {}
    with pytest.raises(QueryError, match="no article 9"):
        store.add_signature(9, [1])
