"""Asking: filters, full text, sources, articles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.sample import person, said, sure
from tracker.errors import QueryError
from tracker.records import LEVELS, POLARITIES, Speaker
from tracker.report.wording.gauge import level_word
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
            said(CROWD, "they saw the bridge fall", ref="4", url="https://example.org/4", confidence=0.55),
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
        (ClaimQuery(min_confidence=0.9), ["id-3", "seeds/b.txt", "seeds/a.txt", "more/a.txt"]),
        (ClaimQuery(min_confidence=0.55, text="bridge -safe -hit"), ["4"]),
        (ClaimQuery(min_confidence=0.56, speaker="some activists"), []),
        (ClaimQuery(min_confidence=1.0), []),
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
        ClaimQuery(min_confidence=1.01),
        ClaimQuery(min_confidence=-0.1),
        ClaimQuery(min_confidence=float("nan")),
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


def test_sources_of_a_least_confidence(store: Store) -> None:
    db = store.as_sqlite_utils()
    sql = (
        "SELECT s.name, count(c.id) FROM attributions t JOIN mentions m ON m.id = t.mention_id"
        " JOIN speakers s ON s.id = m.speaker_id JOIN articles a ON a.id = t.article_id"
        " LEFT JOIN claims c ON c.attribution_id = t.id"
        " WHERE a.superseded_by IS NULL AND t.confidence >= ? GROUP BY s.id ORDER BY s.name"
    )
    db.conn.execute("UPDATE attributions SET confidence = 0.1 WHERE id = (SELECT min(id) FROM attributions)")
    counts = []
    for least in (0.0, 0.5, 1.0):
        found = store.sources(min_confidence=least)
        assert sorted((one.speaker.name, one.claims) for one in found) == db.conn.execute(sql, (least,)).fetchall()
        counts.append(sum(one.claims for one in found))
    assert counts[0] > counts[1] > counts[2] == 0


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


# --- how sure


@pytest.fixture(scope="module")
def scored() -> Iterator[Store]:
    """Articles whose refs say how sure their one claim is; ``twice`` was scored twice, ``never`` never."""
    with Store.open(":memory:") as store:
        for extraction in (
            said(ADA, ref="sure", certainty=sure("certain", 0.97), distance="neutral"),
            said(ADA, ref="denied", certainty=sure("certain", 0.9, polarity="negative"), distance="endorsing"),
            said(ADA, ref="likely", certainty=sure("probable", 0.75), distance="distancing"),
            said(BEN, ref="open", certainty=sure("doubtful", 0.0, polarity="unknown")),
            said(BEN, ref="twice", certainty=sure("certain", 1.0), distance="distancing"),
            said(None, ref="never", distance="neutral"),
        ):
            store.add_article(extraction)
        store.add_scores({5: sure("possible", 0.45, model="other@1")})
        yield store


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (ClaimQuery(certainty="certain"), ["sure", "denied"]),
        (ClaimQuery(certainty="possible"), ["twice"]),
        (ClaimQuery(certainty="certain", polarity="negative"), ["denied"]),
        (ClaimQuery(polarity="positive"), ["sure", "likely", "twice"]),
        (ClaimQuery(polarity="unknown"), ["open"]),
        (ClaimQuery(min_score=0), ["sure", "denied", "likely", "open", "twice"]),
        (ClaimQuery(max_score=1), ["sure", "denied", "likely", "open", "twice"]),
        (ClaimQuery(min_score=0.75), ["sure", "denied", "likely"]),
        (ClaimQuery(max_score=0.75), ["likely", "open", "twice"]),
        (ClaimQuery(min_score=0.45, max_score=0.45), ["twice"]),
        (ClaimQuery(max_score=0.0), ["open"]),
        (ClaimQuery(min_score=0.98), []),
        (ClaimQuery(distance="distancing"), ["likely", "twice"]),
        (ClaimQuery(distance="neutral"), ["sure", "never"]),
        (ClaimQuery(distance="neutral", min_score=0), ["sure"]),
        (ClaimQuery(distance="distancing", speaker="Okri"), ["twice"]),
        (ClaimQuery(text="bridge", certainty="probable"), ["likely"]),
        (ClaimQuery(article="denied", polarity="positive"), []),
        (ClaimQuery(certainty="certain", limit=1), ["sure"]),
    ],
)
def test_how_sure(scored: Store, query: ClaimQuery, expected: list[str]) -> None:
    assert refs(scored, query) == expected


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (ClaimQuery(certainty="sure"), "no certainty 'sure'; use one of certain, probable, possible, doubtful"),  # type: ignore[arg-type]
        (ClaimQuery(polarity="no"), "no polarity 'no'; use one of positive, negative, unknown"),  # type: ignore[arg-type]
        (ClaimQuery(distance=""), "no distance ''; use one of neutral, endorsing, distancing"),  # type: ignore[arg-type]
        (ClaimQuery(min_score=1.01), "a score of 1.01; give one from 0 to 1"),
        (ClaimQuery(max_score=-0.1), "a score of -0.1; give one from 0 to 1"),
        (ClaimQuery(min_score=float("nan")), "a score of nan; give one from 0 to 1"),
        (ClaimQuery(max_score=float("inf")), "a score of inf; give one from 0 to 1"),
        (ClaimQuery(min_score=0.8, max_score=0.2), "no score is both at least 0.8 and at most 0.2; swap the two"),
    ],
)
def test_what_no_claim_can_be(scored: Store, query: ClaimQuery, told: str) -> None:
    with pytest.raises(QueryError) as error:
        scored.claims(query)
    assert str(error.value) == told


def test_the_view_says_how_sure_in_words(scored: Store) -> None:
    sql = 'SELECT "Article", "Certainty", "Score", "Article\'s distance", "Certainty judged by" FROM who_said_what'
    assert scored.as_sqlite_utils().conn.execute(sql).fetchall() == [
        ("sure", "certain", 0.97, "neutral", "certainty-test@1.0.0"),
        ("denied", "denied", 0.9, "endorsing", "certainty-test@1.0.0"),
        ("likely", "probable", 0.75, "distancing", "certainty-test@1.0.0"),
        ("open", "doubtful", 0.0, None, "certainty-test@1.0.0"),
        ("twice", "possible", 0.45, "distancing", "other@1"),
        ("never", None, None, "neutral", None),
    ]


def test_the_view_has_the_words_of_the_tables() -> None:
    wanted = [(level, polarity) for level in LEVELS for polarity in POLARITIES]
    with Store.open(":memory:") as store:
        for number, (level, polarity) in enumerate(wanted):
            store.add_article(said(ADA, ref=str(number), certainty=sure(level, polarity=polarity)))
        shown = store.as_sqlite_utils().conn.execute('SELECT "Certainty" FROM who_said_what').fetchall()
    assert [word for (word,) in shown] == [level_word(level, polarity) for level, polarity in wanted]


@pytest.mark.parametrize("analysed", [False, True])
@pytest.mark.parametrize(
    "query",
    [
        ClaimQuery(speaker="Ada Lovelace 7"),
        ClaimQuery(speaker="Ada Lovelace 7", certainty="doubtful", min_score=0.1, max_score=0.9, polarity="unknown"),
        ClaimQuery(speaker_ids=(1,), distance="neutral"),
        ClaimQuery(text="bridge", certainty="doubtful", distance="neutral"),
        ClaimQuery(article="7", min_score=0.5),
    ],
)
def test_no_question_reads_a_whole_table(query: ClaimQuery, *, analysed: bool) -> None:
    with Store.open(":memory:") as store:
        store.add_articles(
            said(person(f"Ada Lovelace {n % 99}"), ref=f"{n}.txt", certainty=sure(), distance="neutral")
            for n in range(990)
        )
        conn = store.as_sqlite_utils().conn
        if analysed:
            conn.execute("ANALYZE")
        asked: list[str] = []
        conn.set_trace_callback(asked.append)
        store.claims(query)
        conn.set_trace_callback(None)
        (sql,) = (text for text in asked if text.startswith("SELECT c.id, c.text"))
        plan = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step] == []
    assert any("scores_claim_id" in step for step in plan)
