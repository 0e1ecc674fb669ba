"""What is kept in memory of speakers while articles are added: the same rows come of it as of asking the store anew."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.sample import person, told
from tracker.records import Article, Extraction
from tracker.store import Store
from tracker.store.known import Known

NAMES = (
    "Ottoline Arwell", "Otoline Arwell", "John Smith", "Zebulon Smith", "Arwell", "Mayor Smith", "Hatem al-Burneik",
    "Hatim al-Burnayk", "Burneik", "Sukarno",
)  # fmt: skip
ROLES = (None, None, "mayor", "striker", "bishop", "minister", "spokeswoman", "widow")
BODIES = (None, "Elmstead", "Corwen", "Harbour Workers Syndicate", "Ottoline Arwell")
FORMS = ((), (), ("Mr Arwell",), ("Mrs Arwell",), ("Smith",))
DATES = (None, "2014-03-03", "2014-03-05", "2014-03-20", "2019-01-01")
TABLES = {
    "speakers": "*",
    "speaker_names": "*",
    "speaker_blocks": "*",
    "speaker_links": "id, speaker_id, other_id, because, confidence, suggested",
    "mentions": "*",
    "attributions": "*",
    "claims": "*",
}

people = st.tuples(*map(st.sampled_from, (NAMES, ROLES, BODIES, FORMS)))
articles = st.lists(st.tuples(st.lists(people, min_size=1, max_size=4), st.sampled_from(DATES)), max_size=14)


def extractions(
    drawn: Sequence[tuple[Sequence[tuple[str, str | None, str | None, tuple[str, ...]]], str | None]],
) -> list[Extraction]:
    return [
        told(*(person(name, *forms, role=role, affiliation=body) for name, role, body, forms in speakers),
             ref=f"a{number}", date=date)
        for number, (speakers, date) in enumerate(drawn)
    ]  # fmt: skip


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: store._conn.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
        for table, columns in TABLES.items()
    }


def added_together(given: Sequence[Extraction]) -> dict[str, list[tuple[object, ...]]]:
    with Store.open(":memory:") as store:
        store.add_articles(given)
        return rows(store)


def added_with_nothing_kept(given: Sequence[Extraction]) -> dict[str, list[tuple[object, ...]]]:
    """One by one, each weighed with care, and nothing kept from one to the next."""
    begin = Known.begin

    def forgetting(known: Known, article_id: int, article: Article) -> None:
        known.forget()
        begin(known, article_id, article)

    with Store.open(":memory:") as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr("tracker.identity.is_plainly_one", lambda *_: False)
        patch.setattr(Known, "begin", forgetting)
        for one in given:
            store.add_article(one)
        return rows(store)


@settings(max_examples=60, deadline=None)
@given(articles)
def test_what_is_kept_changes_nothing(
    drawn: list[tuple[list[tuple[str, str | None, str | None, tuple[str, ...]]], str | None]],
) -> None:
    found = extractions(drawn)
    assert added_together(found) == added_with_nothing_kept(found)
