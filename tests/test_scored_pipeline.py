"""End to end: every claim is scored, once, and what was scored before is not scored again."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence

import pytest

from tests.models.sample import TINY
from tracker import pipeline
from tracker.adding import add_inputs
from tracker.certainty import Passage, Verdict, passage_key
from tracker.pipeline import GROUP, Extractor, extract, judge_texts, rescore
from tracker.records import Article, Span, TextToJudge
from tracker.settings import Settings
from tracker.store import Store

STORY = 'The bridge is safe, the mayor, Ann Lee, said on Monday. "It will stay open," she added.'


class Counting:
    """A scorer that counts what it is asked; every passage is possible, its first word the evidence."""

    model_name = "counting@1"

    def __init__(self) -> None:
        self.asked: list[Passage] = []

    def begin(self, passages: Sequence[Passage]) -> Counting.Begun:
        self.asked += passages
        return self.Begun(passages)

    class Begun:
        def __init__(self, passages: Sequence[Passage]) -> None:
            self.passages = passages

        def result(self) -> list[Verdict]:
            return [
                Verdict("possible", 0.45, "positive", 1.0, (0.0, 0.0, 1.0, 0.0), (Span(0, p.text.index(" ")),))
                for p in self.passages
            ]

        def cancel(self) -> None:
            pass


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    scorer = Counting()
    monkeypatch.setattr(pipeline, "open_scorer", lambda *_, **__: scorer)
    return scorer


def test_every_claim_is_scored_and_every_attribution_has_its_distance() -> None:
    text = "The mayor claimed that the bridge was safe. It may fall, said Ann Lee, an engineer."
    found = extract(text).attributions
    assert [a.distance for a in found] == ["distancing", "neutral"]
    certainties = [claim.certainty for a in found for claim in a.claims]
    assert [c.level if c else None for c in certainties] == ["certain", "possible"]
    assert all(c is not None and c.model.startswith("certainty-en@") and c.key for c in certainties)
    assert [span.of(text) for c in certainties if c for span in c.evidence] == ["may"]


def test_without_scores_no_model_is_loaded_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "open_scorer", None)
    found = Extractor(model=TINY, score=False).extract(Article("a", STORY)).attributions
    assert all(claim.certainty is None for a in found for claim in a.claims)


def test_a_reprint_is_scored_once(counting: Counting) -> None:
    extractor = Extractor()
    first = extractor.extract(Article("a", STORY))
    asked = len(counting.asked)
    assert asked
    second = extractor.extract(Article("b", f"A note to the reader.\n\n{STORY}"))
    assert len(counting.asked) == asked
    for article, extraction in (("a", first), ("b", second)):
        for attribution in extraction.attributions:
            for claim in attribution.claims:
                assert claim.certainty is not None, article
                text = extraction.article.text
                assert claim.certainty.evidence[0].start == claim.certainty.offset
                assert text[claim.certainty.offset :].startswith(claim.certainty.evidence[0].of(text))
    extractor.forget()
    extractor.extract(Article("a", STORY))
    assert len(counting.asked) == 2 * asked


def test_a_stored_reprint_is_not_scored_again(counting: Counting) -> None:
    settings = Settings()
    with Store.open(":memory:") as store:
        for name in ("a", "b"):
            list(add_inputs(["-"], store, settings=settings, input_format="jsonl", stdin=line(name)))
        once = len({passage_key(p) for p in counting.asked})
        assert len(counting.asked) == once
        assert {c.score for c in store.claims()} == {0.45}
        assert len(store.claims()) == 2 * once


def line(name: str) -> io.BytesIO:
    return io.BytesIO(json.dumps({"id": name, "text": STORY}).encode())


def test_rescoring_adds_scores_and_says_what_changed(counting: Counting) -> None:
    with Store.open(":memory:") as store:
        store.add_article(Extractor(score=False).extract(Article("a", STORY)))
        assert {c.certainty for c in store.claims()} == {None}
        changes = list(rescore(store, settings=Settings()))
        assert [(c.before, c.after.level) for c in changes] == [(None, "possible")] * len(store.claims())
        assert {c.certainty_model for c in store.claims()} == {"counting@1"}
        assert list(rescore(store, settings=Settings())) == []
        counting.model_name = "counting@2"
        again = list(rescore(store, settings=Settings()))
        assert {c.before.model for c in again if c.before} == {"counting@1"}
        assert {c.after.model for c in again} == {"counting@2"}


def test_sentences_are_answered_one_by_one_where_that_is_asked() -> None:
    read: list[str] = []

    def sentences() -> Iterator[TextToJudge]:
        for number, text in enumerate(["It may rain.", "It rained.", "He denied that it rained."]):
            read.append(text)
            yield TextToJudge(str(number), text)

    answers = judge_texts(sentences(), settings=Settings(), together=1)
    assert next(answers).certainty.level == "possible"
    assert len(read) == 1
    assert [answer.id for answer in answers] == ["1", "2"]


def test_a_cue_given_apart_tells_distance_and_certainty() -> None:
    texts = [TextToJudge("a", "The dam burst.", "The dam burst", cue) for cue in ("said", "confirmed", "denied", None)]
    found = list(judge_texts(texts, settings=Settings()))
    assert [f.distance for f in found] == ["neutral", "endorsing", "neutral", None]
    assert [f.certainty.polarity for f in found] == ["positive", "positive", "negative", "positive"]


def test_what_is_begun_and_not_wanted_is_cancelled(counting: Counting) -> None:
    articles = (Article(str(n), f"{STORY} {n}") for n in range(1000))
    stream = Extractor().extract_many(articles)
    next(stream)
    del stream
    assert int(next(articles).ref) <= 5 * GROUP
    assert counting.asked
