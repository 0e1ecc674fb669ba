"""The claims that an article's claims may meet, found through the index and found by reading everything."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterator

import pytest

from tests.store.sample import person, spans
from tracker.records import Article, Attribution, Claim, Extraction, Speaker
from tracker.store import Store, neighbours
from tracker.store.neighbours import claims_of, pool_for

MODEL = "attribution-test@1.0.0"


def told(
    ref: str, *words: str, title: str | None = None, date: str | None = "2024-05-01", speaker: Speaker | None = None
) -> Extraction:
    """An article in which one speaker says some things."""
    who = speaker or person("Ada Brun")
    text = "".join(f"{who.name} said that {said}.\n" for said in words)
    attributions = tuple(
        Attribution(
            source=spans(text, who.name),
            cue=spans(text, "said"),
            content=spans(text, said),
            kind="indirect",
            confidence=0.9,
            speaker=who,
            claims=(Claim(spans(text, said)[0], said),),
        )
        for said in words
    )
    return Extraction(Article(ref, text, title=title, date=date, outlet="Gazette"), attributions, MODEL)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def connection(store: Store) -> sqlite3.Connection:
    return store.as_sqlite_utils().conn


def add(store: Store, *extractions: Extraction) -> list[int]:
    return [result.article_id for result in store.add_articles(extractions)]


def events(count: int, *, each: int = 3, seed: int = 7) -> list[tuple[int, Extraction]]:
    """Made-up articles: of each event a few that share its names, and words that all share."""
    rng = random.Random(seed)
    common = [f"w{rng.choice('aeiou')}{n}x" for n in range(60)]
    made = []
    for number in range(count):
        names = [f"N{number}q{n}" for n in range(4)]
        for version in range(each):
            said = [" ".join([*rng.sample(names, 2), *rng.sample(common, 3)]) + f" v{version}" for _ in range(4)]
            made.append((number, told(f"{number}-{version}", *said, title=f"{names[0]} again")))
    rng.shuffle(made)
    return made


def test_a_claim_has_all_that_comparing_needs(store: Store) -> None:
    (article,) = add(store, told("a.txt", "the Halvard sank", "no one drowned", title="Ferry lost"))
    first, second = claims_of(connection(store), article)
    assert (first.text, second.text) == ("the Halvard sank", "no one drowned")
    assert (first.cue, first.speaker, first.title, first.outlet) == ("said", "Ada Brun", "Ferry lost", "Gazette")
    assert (first.date, first.level, first.polarity, first.origin) == ("2024-05-01", None, None, first.id)
    assert first.speaker_id == second.speaker_id is not None


def test_an_empty_store_and_an_article_without_claims(store: Store) -> None:
    alone, empty = add(store, told("a.txt", "the Halvard sank"), told("b.txt"))
    assert pool_for(connection(store), alone) == []
    assert pool_for(connection(store), empty) == []
    assert claims_of(connection(store), empty) == []


def test_the_articles_of_the_event_come_first_and_whole(store: Store) -> None:
    made = events(60)
    ids = add(store, *(extraction for _, extraction in made))
    for article, (event, _) in zip(ids, made, strict=True):
        pool = pool_for(connection(store), article, most=24)
        same = {number for number, (other, _) in zip(ids, made, strict=True) if other == event} - {article}
        assert {claim.article_id for claim in pool[:8]} == same
        assert article not in {claim.article_id for claim in pool}
        assert len(pool) <= 24


def test_the_pool_is_the_one_of_a_reader_of_everything(store: Store) -> None:
    """The oracle reads every claim of the store, counts the shared words by hand and takes the articles with most."""
    made = events(40, each=4)
    ids = add(store, *(extraction for _, extraction in made))
    whole = {article: claims_of(connection(store), article) for article in ids}
    words = {
        article: {word.lower() for claim in claims for word in re.findall(r"\w+", claim.text)}
        for article, claims in whole.items()
    }
    agreed = []
    for article in ids:
        counts = {word: sum(word in others for others in words.values()) for word in words[article]}
        by_hand = sorted(
            (other for other in ids if other != article),
            key=lambda other: -sum(1 / counts[word] ** 2 for word in words[article] & words[other]),
        )
        pool = pool_for(connection(store), article, most=20)
        agreed.append(len({claim.article_id for claim in pool[:12]} & set(by_hand[:3])) / 3)
    # where the third nearest is a close call, the two may weigh its words differently
    assert sum(agreed) / len(agreed) > 0.9


def test_copies_and_older_versions_are_left_out(store: Store) -> None:
    original, copy, old = add(
        store,
        told("a.txt", "the Halvard sank off Ostrand"),
        told("b.txt", "the Halvard sank off Ostrand"),
        told("c.txt", "the Halvard lies off Ostrand"),
    )
    new, later = add(store, told("c.txt", "the Halvard lay off Ostrand"), told("d.txt", "the Halvard left Ostrand"))
    conn = connection(store)
    (first,), (second,) = claims_of(conn, original), claims_of(conn, copy)
    conn.execute("INSERT INTO reprinted_claims (claim_id, original_id) VALUES (?, ?)", (second.id, first.id))
    assert {claim.article_id for claim in pool_for(conn, later)} == {original, new}
    assert [claim.origin for claim in claims_of(conn, copy)] == [first.id]
    assert old not in {claim.article_id for claim in pool_for(conn, later)}


def test_an_article_added_before_the_others_finds_them_too(store: Store) -> None:
    ids = add(store, told("a.txt", "the Halvard sank"), told("b.txt", "the Halvard floats"))
    assert {claim.article_id for claim in pool_for(connection(store), ids[0])} == {ids[1]}


def test_any_words_can_be_looked_up(store: Store) -> None:
    odd = ('NOT "x" OR (y*', "text : NEAR AND -z", "it's 3.5% – “quoted” ’tis", "東京 Żółć ﬁ İi ²³ ☃")
    ids = add(store, told("a.txt", *odd), told("b.txt", *odd))
    assert {claim.article_id for claim in pool_for(connection(store), ids[1])} == {ids[0]}


def test_the_number_of_look_ups_does_not_grow(store: Store) -> None:
    counts = []
    for first in (0, 40):
        ids = add(store, *(e for _, e in events(40, seed=first)), told(f"last {first}", "N1q1 w3"))
        asked: list[str] = []
        connection(store).set_trace_callback(asked.append)
        pool_for(connection(store), ids[-1])
        connection(store).set_trace_callback(None)
        counts.append(len(asked))
    assert max(counts) <= 2 * neighbours.TERMS + 60
