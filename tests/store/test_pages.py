from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.sample import JUDGE, found, person, said
from tracker.errors import QueryError
from tracker.records import ArticlePage
from tracker.store import Store
from tracker.store.pages import COPIES

OSEI, TAN = person("Ada Osei", "Osei"), person("Lee Tan")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Seven articles of one claim each, 1 written anew as 8, 6 a copy of 2; pairs between them."""
    with Store.open(tmp_path / "tracker.db") as store:
        told = (
            "the bridge is safe",
            "all four boats left at dawn",
            "no boat has left the harbour",
            "the ferry sails on Monday",
            "eighty tonnes of solvent burned",
            "all four boats left at dawn",
            "nobody was hurt in the mill",
        )
        for number, words in enumerate(told, start=1):
            speaker = OSEI if number % 2 else TAN
            store.add_article(said(speaker, words, ref=f"{number}.txt", outlet=f"Post {number}"))
        store.tie_reprint(6, 2, 0.9, {6: 2})
        pairs = [
            found(1, 2, 0.99),
            found(2, 3, 0.7),
            found(3, 6, 0.7),
            found(2, 4, 0.9, relation="supersedes"),
            found(2, 5, 0.8),
            found(4, 5, 0.6),
            found(5, 7, 0.95),
        ]
        store.add_relations(7, JUDGE, pairs)
        store.add_article(said(OSEI, "the bridge is shut", ref="1.txt"))
        yield store


def told(store: Store, article: int) -> list[int]:
    """The pairs with a claim of an article, by plain SQL."""
    rows = store.as_sqlite_utils().query(
        "SELECT p.id FROM current_relations p WHERE p.status <> 'dismissed' AND EXISTS ("
        " SELECT 1 FROM claims c JOIN attributions t ON t.id = c.attribution_id"
        " WHERE t.article_id = ? AND c.id IN (p.claim_a, p.claim_b))"
        " ORDER BY p.status <> 'confirmed', p.score DESC, p.id",
        [article],
    )
    return [row["id"] for row in rows]


def pairs(page: ArticlePage) -> list[int]:
    return [relation.id for relation in page.relations]


def test_pages_are_what_plain_sql_tells(store: Store) -> None:
    ids = [5, 1, 2, 3, 4, 6, 7, 8]
    pages = store.article_pages(ids)
    assert [page.stored.head.id for page in pages] == ids
    for number, page in zip(ids, pages, strict=True):
        assert page.stored == store.article(str(number))
        rows = store.as_sqlite_utils().query(
            "SELECT c.id FROM claims c JOIN attributions t ON t.id = c.attribution_id WHERE t.article_id = ?"
            " ORDER BY t.position, c.position",
            [number],
        )
        assert [claim for of_one in page.claim_ids for claim in of_one] == [row["id"] for row in rows]
        assert list(map(len, page.claim_ids)) == [len(one.claims) for one in page.stored.attributions]
        assert pairs(page) == told(store, number)
        assert page.more == 0
    assert pairs(pages[2]) == [4, 5, 2]
    assert pairs(pages[1]) == []  # an older text: nothing current is about it


def test_one_page_is_that_of_many(store: Store) -> None:
    assert store.article_page("2.txt") == store.article_pages([2])[0]
    with store.reading():
        assert store.article_page("2") == store.article_pages(iter([2]))[0]


def test_relations_are_those_that_are_listed(store: Store) -> None:
    store.review(4, "confirmed", reviewer="kim")
    (page,) = store.article_pages([2])
    assert list(page.relations) == [store.relation(number) for number in (4, 5, 2)]


def test_what_is_left_out_is_counted(store: Store) -> None:
    store.review(2, "confirmed")
    (page,) = store.article_pages([2], most=2)
    assert (pairs(page), page.more) == ([2, 4], 1)
    (page,) = store.article_pages([2], most=0)
    assert (page.relations, page.more) == ((), 3)
    with pytest.raises(QueryError):
        store.article_pages([2], most=-1)


def test_what_a_person_decided_on_the_head_of_a_dispute_counts(store: Store) -> None:
    store.review(2, "confirmed", reviewer="kim")
    assert [relation.status for relation in store.article_page("6").relations] == ["confirmed"]
    store.review(2, "dismissed")
    assert store.article_page("6").relations == ()
    assert pairs(store.article_page("3")) == []
    assert pairs(store.article_page("2")) == [4, 5]


def test_copies(store: Store) -> None:
    two, six = store.article_pages([2, 6])
    assert two.original is None
    assert [head.id for head in two.copies] == [6]
    assert six.original == two.stored.head
    assert (six.copies, six.more_copies) == ((), 0)
    for number in range(9, 9 + COPIES + 2):
        store.add_article(said(TAN, ref=f"{number}.txt"))
        store.tie_reprint(number, 2, 0.9, {})
    (two,) = store.article_pages([2])
    assert [head.id for head in two.copies] == [6, *range(9, 9 + COPIES - 1)]
    assert two.more_copies == 3


def test_no_such_article(store: Store) -> None:
    with pytest.raises(QueryError, match="no article 99"):
        store.article_pages([1, 99])
    with pytest.raises(QueryError):
        store.article_page("nothing.txt")
    assert store.article_pages([]) == []


def test_as_many_questions_for_many_as_for_one(store: Store) -> None:
    def questions(ids: list[int]) -> int:
        asked: list[str] = []
        conn = store.as_sqlite_utils().conn
        conn.set_trace_callback(asked.append)
        store.article_pages(ids)
        conn.set_trace_callback(None)
        return len([one for one in asked if not one.startswith("--")])

    assert questions([2]) == questions([2, 3, 4, 5, 6, 7]) <= 16


def test_all_is_read_at_one_moment(store: Store, tmp_path: Path) -> None:
    with store.reading():
        before = store.article_pages([2])
        with Store.open(tmp_path / "tracker.db") as other:
            other.review(2, "dismissed")
        assert store.article_pages([2]) == before
    assert store.article_pages([2]) != before
