"""An add cut off anywhere: the article is there whole, or not at all, and the store goes on working."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.sample import person, said, sure
from tracker.records import Extraction
from tracker.store import Store

ADA = person("Ada Lovelace", "Lovelace")


def dump(store: Store) -> list[str]:
    """Everything in the database, as SQL."""
    return list(store.as_sqlite_utils().conn.iterdump())


@pytest.mark.parametrize(
    "table", ["articles", "mentions", "speakers", "speaker_names", "attributions", "claims", "scores"]
)
def test_an_add_cut_off_at_any_table_leaves_nothing(tmp_path: Path, table: str) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.add_article(said(ADA))
        before = dump(store)

        def refuse(action: int, argument: str | None, *_: str | None) -> int:
            return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_INSERT and argument == table else sqlite3.SQLITE_OK

        conn = store.as_sqlite_utils().conn
        conn.set_authorizer(refuse)
        with pytest.raises(sqlite3.DatabaseError, match=r"prohibited|not authorized"):
            store.add_article(said(person("Ben Okri"), ref="b.txt", certainty=sure()))
        conn.set_authorizer(None)
        assert dump(store) == before
        assert store.add_article(said(person("Ben Okri"), ref="b.txt")).added


def test_control_c_between_two_articles_of_one_transaction_leaves_neither(tmp_path: Path) -> None:
    def one_and_a_half() -> Iterator[Extraction]:
        yield said(ADA)
        raise KeyboardInterrupt

    with Store.open(tmp_path / "t.db") as store:
        before = dump(store)
        with pytest.raises(KeyboardInterrupt):
            store.add_articles(one_and_a_half())
        assert dump(store) == before
        assert store.add_article(said(ADA)).added
