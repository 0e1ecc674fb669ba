"""Asking: filters, full text, sources, articles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.sample import person, said
from tracker.errors import QueryError
from tracker.records import Speaker
from tracker.store import ClaimQuery, Store
from tracker.store.fulltext import MAX_TERMS, fts_expression

ADA = person("Ada Lovelace", "Lovelace", role="analyst")
BEN = person("Ben Okri", role="minister")
CROWD = Speaker("some activists", "group")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        for extraction in (
            said(ADA, "the bridge is safe", ref="seeds/a.txt", outlet="The Guardian", date="2014-06-18"),
            said(ADA, "the café is closed", ref="seeds/b.txt", outlet="Reuters", date="2014-07-01T23:30:00+02:00"),
            said(BEN, "no bridge was hit", ref="id-3", outlet="reuters", date="2015-01-02", kind="direct"),
            said(CROWD, "they saw the bridge fall", ref="4", url="https://example.org/4"),
            said(None, "nobody knows", ref="more/a.txt"),
        ):
            store.add_article(extraction)
        yield store


def refs(store: Store, query: ClaimQuery) -> list[str]:
    return [claim.article.ref for claim in store.claims(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (ClaimQuery(), ["id-3", "seeds/b.txt", "seeds/a.txt", "4", "more/a.txt"]),
        (ClaimQuery(limit=2), ["id-3", "seeds/b.txt"]),
        (ClaimQuery(limit=0), []),
        (ClaimQuery(speaker="lovelace"), ["seeds/b.txt", "seeds/a.txt"]),
        (ClaimQuery(speaker="nobody at all"), []),
        (ClaimQuery(speaker_ids=(2,)), ["id-3"]),
        (ClaimQuery(speaker_ids=(2,), speaker="Ada Lovelace"), ["id-3", "seeds/b.txt", "seeds/a.txt"]),
        (ClaimQuery(outlet="Reuters"), ["id-3", "seeds/b.txt"]),
        (ClaimQuery(outlet="guardian"), ["seeds/a.txt"]),
        (ClaimQuery(outlet="%"), []),
        (ClaimQuery(since="2014-07-01"), ["id-3", "seeds/b.txt"]),
        (ClaimQuery(until="2014-07-01"), ["seeds/b.txt", "seeds/a.txt"]),
        (ClaimQuery(since="2014-07", until="2014"), ["seeds/b.txt"]),
        (ClaimQuery(kind="direct"), ["id-3"]),
        (ClaimQuery(article="b.txt"), ["seeds/b.txt"]),
        (ClaimQuery(article="2"), ["seeds/b.txt"]),
        (ClaimQuery(article="4"), ["4"]),
        (ClaimQuery(article="https://example.org/4"), ["4"]),
        (ClaimQuery(text="bridge", kind="direct", since="2014"), ["id-3"]),
        (ClaimQuery(text="CAFE"), ["seeds/b.txt"]),
        (ClaimQuery(text="bridge -fall -safe"), ["id-3"]),
        (ClaimQuery(text='"bridge is"'), ["seeds/a.txt"]),
        (ClaimQuery(text="“bridge is”"), ["seeds/a.txt"]),
        (ClaimQuery(text="is bridge"), ["seeds/a.txt"]),
        (ClaimQuery(text="hit OR closed -café"), ["id-3"]),
        (ClaimQuery(text="brid"), []),
    ],
)
def test_filters(store: Store, query: ClaimQuery, expected: list[str]) -> None:
    assert refs(store, query) == expected


@pytest.mark.parametrize("text", ["", "  ", "-bridge", '""', "--", "!?", "x " * (MAX_TERMS + 1)])
def test_a_query_with_nothing_to_look_for_is_refused(store: Store, text: str) -> None:
    with pytest.raises(QueryError):
        store.claims(ClaimQuery(text=text))


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=40) | st.text(st.sampled_from("ab \"-*^:(){}+ANDORNEAR'\0é"), max_size=40))
def test_no_query_is_a_syntax_error(text: str) -> None:
    with Store.open(":memory:") as store, suppress(QueryError):
        store.claims(ClaimQuery(text=text))


def test_fts_expression() -> None:
    assert fts_expression('bridge safe OR sound -"he said"') == '("bridge" AND ("safe" OR "sound")) NOT ("he said")'
    assert fts_expression("OR") == '"OR"'
    assert fts_expression("well-known") == '"well-known"'


@pytest.mark.parametrize(
    "query",
    [
        ClaimQuery(since="soon"),
        ClaimQuery(until="2014-02-30"),
        ClaimQuery(since="2014-6-1"),
        ClaimQuery(limit=-1),
        ClaimQuery(kind="shouted"),  # type: ignore[arg-type]
    ],
)
def test_senseless_values_are_refused(store: Store, query: ClaimQuery) -> None:
    with pytest.raises(QueryError):
        store.claims(query)


def test_an_unknown_article_is_answered_with_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError, match=r"no article 'seeds/c.txt'; did you mean seeds/[ab].txt or seeds/[ab].txt"):
        store.article("seeds/c.txt")


def test_a_file_name_must_be_of_one_article(store: Store) -> None:
    assert store.article("seeds/a").head.ref == "seeds/a.txt"
    with pytest.raises(QueryError, match=r"2 articles end in 'a.txt': more/a.txt, seeds/a.txt"):
        store.article("a.txt")


def test_a_claim_knows_its_speaker_and_article(store: Store) -> None:
    (claim,) = store.claims(ClaimQuery(article="id-3"))
    assert claim.speaker is not None
    assert (claim.speaker.name, claim.speaker.kind, claim.speaker.role) == ("Ben Okri", "person", "minister")
    assert (claim.text, claim.quote) == ("No bridge was hit.", "no bridge was hit")
    assert (claim.certainty, claim.score, claim.polarity) == (None, None, None)
    (nobody,) = store.claims(ClaimQuery(article="more/a.txt"))
    assert nobody.speaker is None


def test_sources_are_listed_the_most_quoted_first(store: Store) -> None:
    ada, *others = store.sources()
    assert (ada.speaker.name, ada.names) == ("Ada Lovelace", ("Ada Lovelace", "Lovelace"))
    assert (ada.claims, ada.articles) == (2, 2)
    assert (ada.first_date, ada.last_date) == ("2014-06-18", "2014-07-01")
    assert [source.speaker.name for source in others] == ["Ben Okri", "some activists"]
    assert [source.speaker.name for source in store.sources(text="OKRI")] == ["Ben Okri"]
    assert [source.speaker.name for source in store.sources(kind="group")] == ["some activists"]
    assert len(store.sources(limit=1)) == 1


def test_articles(store: Store) -> None:
    assert [head.ref for head in store.articles()] == ["id-3", "seeds/b.txt", "seeds/a.txt", "4", "more/a.txt"]
    assert [head.ref for head in store.articles(outlet="Reuters", until="2014", limit=1)] == ["seeds/b.txt"]


def test_the_views_read_well(store: Store) -> None:
    db = store.as_sqlite_utils()
    first = next(db.query("SELECT * FROM who_said_what"))
    assert list(first.items())[:4] == [
        ("Speaker", "Ada Lovelace"),
        ("Role", "analyst"),
        ("Affiliation", None),
        ("Claim", "The bridge is safe."),
    ]
    top = next(db.query("SELECT * FROM sources_overview"))
    assert (top["Speaker"], top["Also called"], top["Claims"], top["Articles"]) == ("Ada Lovelace", "Lovelace", 2, 2)
