"""The queue of sources that a person should settle: what is in it, in which order, and how it is shown."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.store.sample import JUDGE, Says, found, person, told
from tracker.errors import QueryError
from tracker.records import UNSURE_BELOW, Article, Attribution, Claim, Extraction, Resolution, Span, Speaker
from tracker.store import Store

OSEI, TARR = person("Ada Osei", "Osei", role="mayor"), person("Mina Tarr")
SHE = Speaker("she", "unnamed", names=("she",))


def she(words: str, confidence: float, *candidates: str) -> Says:
    return Says(SHE, words, "she", Resolution("pronoun, nearest that fits", confidence, candidates))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


def test_what_is_shown_of_an_unsure_source(store: Store) -> None:
    store.add_article(told(OSEI, TARR, she("it is old", 0.3, "Mina Tarr", "Osei"), ref="a", date="2024-05-01"))
    (unsure,) = store.unsure_sources()
    assert (unsure.attribution_id, unsure.article.ref, unsure.source) == (3, "a", "she")
    assert unsure.at.of(unsure.passage) == "she"
    assert store.text(1)[unsure.offset :].startswith(unsure.passage)
    assert "she said that it is old." in unsure.passage
    assert (unsure.because, unsure.confidence) == ("pronoun, nearest that fits", 0.3)
    assert [(one.name, one.role) for one in unsure.candidates] == [("Mina Tarr", None), ("Ada Osei", "mayor")]


def test_a_candidate_whom_nobody_quotes_can_be_meant(store: Store) -> None:
    store.add_article(told(TARR, she("it is old", 0.3, "Ludo Reedham", "Osei"), ref="a"))
    store.add_article(told(she("it is old", 0.9, "Ola Reed"), ref="b"))
    (unsure,) = store.unsure_sources()
    assert [(one.name, one.kind) for one in unsure.candidates] == [("Ludo Reedham", "person"), ("Osei", "person")]
    assert store.find_speakers("Ludo Reedham") == []
    assert {source.speaker.name for source in store.sources()} == {"Mina Tarr", "she"}
    store.settle_source(unsure.attribution_id, unsure.candidates[0].id)
    (speaker,) = store.find_speakers("reedham")
    assert speaker.id == unsure.candidates[0].id
    store.add_article(told(person("Ludo Reedham", role="engineer"), ref="c"))
    assert [(one.speaker.role, one.articles) for one in store.sources(text="reedham")] == [("engineer", 2)]


def test_candidates_are_who_was_merged(store: Store) -> None:
    store.add_article(told(OSEI, TARR, she("it is old", 0.3, "Mina Tarr", "Ada Osei"), ref="a"))
    store.merge_speakers(2, 1)
    (unsure,) = store.unsure_sources()
    assert [one.name for one in unsure.candidates] == ["Ada Osei"]


def test_those_of_contradictions_come_first_then_the_newest(store: Store) -> None:
    for number, day in enumerate(("2024-05-01", None, "2024-05-03", "2024-05-02"), start=1):
        store.add_article(told(she("it is old", 0.3, "Ada Osei"), ref=str(number), date=day))
    assert [one.article.ref for one in store.unsure_sources()] == ["3", "4", "1", "2"]
    (pair,) = store.add_relations(1, JUDGE, [found(1, 2)])
    assert [one.article.ref for one in store.unsure_sources()] == ["1", "2", "3", "4"]
    store.review(pair.id, "dismissed")
    assert [one.article.ref for one in store.unsure_sources()] == ["3", "4", "1", "2"]
    assert [one.article.ref for one in store.unsure_sources(limit=2)] == ["3", "4"]
    assert store.unsure_sources(limit=0) == []


def test_only_what_is_unsure_current_and_not_settled(store: Store) -> None:
    for ref, confidence in (("a", 0.3), ("b", UNSURE_BELOW), ("c", 0.7)):
        store.add_article(told(she("it is old", confidence, "Ada Osei"), ref=ref))
    store.add_article(told(OSEI, ref="d"))  # nobody asked how sure
    assert [one.article.ref for one in store.unsure_sources()] == ["a"]
    assert [one.article.ref for one in store.unsure_sources(below=0.8)] == ["c", "b", "a"]
    store.settle_source(1, None)
    assert [one.article.ref for one in store.unsure_sources(below=0.65)] == ["b"]
    store.add_article(told(OSEI, ref="b"))
    assert store.unsure_sources(below=0.65) == []
    with pytest.raises(QueryError, match="a confidence of 2"):
        store.unsure_sources(below=2)


def test_a_quotation_without_a_source_is_shown_itself(store: Store) -> None:
    text = "A first line.\n“It is old.”\nA last line."
    span = Span(text.index("It"), text.index("old") + 3)
    unsure = Resolution("goes on speaking", 0.2)
    attribution = Attribution((), (), (span,), "direct", 0.9, SHE, (Claim(span, "It is old."),), None, None, unsure)
    store.add_article(Extraction(Article("a", text), (attribution,), "m@1"))
    (found,) = store.unsure_sources()
    assert (found.source, found.at.of(found.passage), found.candidates) == ("", "It is old", ())


@pytest.mark.parametrize("filler", ["x" * 1_000_000, "word " * 200_000, "line\n" * 200_000])
def test_a_passage_is_short_however_long_the_article(store: Store, filler: str) -> None:
    text = f"{filler} she said that it is old. {filler}"
    source = Span(len(filler) + 1, len(filler) + 4)
    content = Span(text.index("it is old"), text.index("it is old") + 9)
    unsure = Resolution("pronoun, nearest that fits", 0.2)
    attribution = Attribution((source,), (), (content,), "indirect", 0.9, SHE, (), None, None, unsure)
    store.add_article(Extraction(Article("a", text), (attribution,), "m@1"))
    begin = time.process_time()
    (found,) = store.unsure_sources()
    assert time.process_time() - begin < 2
    assert found.at.of(found.passage) == "she"
    assert len(found.passage) < 1000
    assert text[found.offset :].startswith(found.passage)
    if "x" not in filler:
        assert found.passage.split()[0] in ("word", "line", "she"), "no word is cut"
