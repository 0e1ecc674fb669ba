"""The order of the steps, and nothing else: read → segment → attribute → resolve → claim → score → store →
pair → judge."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from tracker.attribution import Tagging, find_attributions, groups_in, open_tagger, resolve_speakers
from tracker.certainty import (
    ClaimScorer,
    ClaimScoring,
    Known,
    Passage,
    Scorer,
    Scoring,
    as_certainty,
    find_distance,
    find_passage,
    open_scorer,
    passage_key,
)
from tracker.claims import make_claims
from tracker.contradiction import Judge, Judging, open_judge
from tracker.errors import InputError
from tracker.ingest import InputFormat, Reading, not_english, read_articles
from tracker.measures import GoldArticle, Measuring, Mistake
from tracker.records import (
    Article,
    Attribution,
    Comparison,
    Distance,
    Extraction,
    Judgement,
    PairToCompare,
    ScoreChange,
    Span,
    TextToJudge,
)
from tracker.segment import Segments, segment
from tracker.settings import Settings
from tracker.store import Store

GROUP = 8  # articles decoded together
SENTENCES = 64  # judged together by `judge_texts`
_Notes = Callable[[Article], tuple[str, ...]]  # why nothing is looked for in an article; none where it is read
Hold = Callable[[], AbstractContextManager[None]]
AHEAD = 2  # groups that the attribution model may be ahead of what is being finished


class Extractor:
    """Article → Extraction, with the models loaded once. Not for several threads at a time.

    With `score=False` no certainty is judged, and no model for it is loaded. In an article that is not in English
    nothing is looked for, which its notes say, unless `any_language`.
    """

    def __init__(
        self,
        *,
        model: Path | None = None,
        certainty_model: str | Path | None = None,
        certainty_labels: Mapping[str, str] | None = None,
        threads: int | None = None,
        score: bool = True,
        any_language: bool = False,
    ) -> None:
        self._notes: _Notes = (lambda _: ()) if any_language else not_english
        self._tagger = open_tagger(model, threads=threads)
        self.model_name = self._tagger.model_name
        scorer = open_scorer(certainty_model, labels=certainty_labels, threads=threads) if score else None
        self._scorer = ClaimScorer(scorer)
        self.certainty_model_name = self._scorer.model_name

    @classmethod
    def of(cls, settings: Settings) -> Extractor:
        """The one that the settings name."""
        return cls(
            model=settings.attribution_model,
            certainty_model=settings.certainty_model,
            certainty_labels=settings.certainty_labels,
            threads=settings.threads,
            any_language=settings.any_language,
        )

    def extract(self, article: Article) -> Extraction:
        """Who said what in one article, and how sure."""
        return next(self.extract_many([article]))

    def extract_many(self, articles: Iterable[Article], *, known: Known | None = None) -> Iterator[Extraction]:
        """The same for many, in order: faster, as the models read on while articles are finished. Memory does not
        grow, and of `articles` at most the next few groups are read ahead.

        `known` gives the scores that this certainty model has given before, by the keys of their passages.
        """
        for group in self.extract_groups(articles, known=known):
            yield from group

    def extract_groups(
        self, articles: Iterable[Article], *, known: Known | None = None
    ) -> Iterator[Sequence[Extraction]]:
        """As `extract_many`, those together that are ready at the same time."""
        stream = iter(articles)
        tagging: deque[_Tagged] = deque()
        scoring: deque[_Scored] = deque()
        try:
            while True:
                if group := list(islice(stream, GROUP)):
                    tagging.append(self._tag(group))
                if tagging and len(tagging) > (AHEAD if group else 0):
                    scoring.append(self._score(tagging.popleft(), known))
                elif not group and not scoring:
                    return
                if scoring and len(scoring) > (1 if group or tagging else 0):
                    yield scoring.popleft().result(self.model_name, self._notes)
        finally:
            for tagged in tagging:
                tagged.tagging.cancel()
            for scored in scoring:
                scored.scoring.cancel()

    def forget(self) -> None:
        """Drop the scores kept in memory."""
        self._scorer.forget()

    def _tag(self, articles: list[Article]) -> _Tagged:
        read = ("" if self._notes(article) else article.text for article in articles)
        texts = [(text, segment(text)) for text in read]
        return _Tagged(articles, texts, self._tagger.begin(texts))

    def _score(self, group: _Tagged, known: Known | None) -> _Scored:
        found = find_attributions(group.texts, group.tagging)
        whole = []
        for (text, segments), attributions in zip(group.texts, found, strict=True):
            resolved = resolve_speakers(attributions, text, segments)
            whole.append([with_distance(make_claims(attribution, text), text) for attribution in resolved])
        scoring = self._scorer.begin(
            [(text, parts.sentences, found) for (text, parts), found in zip(group.texts, whole, strict=True)], known
        )
        return _Scored(group.articles, scoring)


def with_distance(attribution: Attribution, text: str) -> Attribution:
    """The attribution with how far the article stands behind it. What somebody else tells it leaves open."""
    if attribution.nested_in is not None:
        return attribution
    return replace(attribution, distance=find_distance(text, attribution.cue, attribution.source))


@dataclass(frozen=True)
class _Tagged:
    """Articles that the attribution model is at work on."""

    articles: list[Article]
    texts: list[tuple[str, Segments]]
    tagging: Tagging


@dataclass(frozen=True)
class _Scored:
    """Articles whose claims the certainty model is at work on."""

    articles: list[Article]
    scoring: ClaimScoring

    def result(self, model_name: str, notes: _Notes) -> list[Extraction]:
        found = zip(self.articles, self.scoring.result(), strict=True)
        return [Extraction(article, attributions, model_name, notes(article)) for article, attributions in found]


def extract(
    text: str | Article,
    *,
    model: Path | None = None,
    certainty_model: str | Path | None = None,
    threads: int | None = None,
) -> Extraction:
    """Who said what in a text, and how sure: no database, no network.

    >>> [a.speaker.name for a in extract('"It is safe," said the mayor, Ann Lee.').attributions]
    ['Ann Lee']
    """
    article = text if isinstance(text, Article) else Article(ref="text", text=text)
    key = (model, certainty_model, threads)
    if key not in _open:
        _open.clear()
        _open[key] = Extractor(model=model, certainty_model=certainty_model, threads=threads)
    return _open[key].extract(article)


# the last extractor, so that calls in a row load once
_open: dict[tuple[Path | None, str | Path | None, int | None], Extractor] = {}


def extract_inputs(
    inputs: Sequence[str],
    *,
    settings: Settings,
    input_format: InputFormat = "auto",
    reading: Reading | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Extraction | InputError]:
    """Extractions of all inputs, in order; what could not be read comes as a value in its place."""
    extractor = Extractor.of(settings)
    queue: deque[Article | InputError] = deque()  # what was read and not yet given
    stream = read_articles(inputs, input_format=input_format, reading=reading, stdin=stdin)
    done = extractor.extract_many(_articles(stream, queue))
    for extraction in done:
        while isinstance(error := queue.popleft(), InputError):
            yield error
        yield extraction
    for left in queue:
        assert isinstance(left, InputError)
        yield left


def evaluate(
    gold: Iterable[GoldArticle], measuring: Measuring, *, settings: Settings, min_confidence: float = 0
) -> Iterator[list[Mistake]]:
    """Find the attributions of each text, count those of enough confidence against gold's in `measuring`; the mistakes
    of each article as they come. No certainty is judged; attributions inside others do not count, as in most gold."""
    extractor = Extractor(model=settings.attribution_model, threads=settings.threads, score=False)
    measuring.model = extractor.model_name
    queue: deque[GoldArticle] = deque()

    def articles() -> Iterator[Article]:
        for one in gold:
            queue.append(one)
            yield one.article

    for extraction in extractor.extract_many(articles()):
        outermost = (found for found in extraction.attributions if found.nested_in is None)
        sure = [found for found in outermost if found.confidence >= min_confidence]
        yield measuring.add(queue.popleft(), sure, groups_of=groups_in(extraction.article.text))


def compare_texts(
    pairs: Iterable[PairToCompare], *, settings: Settings, together: int = SENTENCES
) -> Iterator[Comparison]:
    """What pairs of claims from outside are to each other, in order; `together` as in `judge_texts`."""
    judge = judge_of(settings)
    stream = iter(pairs)
    begun: deque[tuple[list[PairToCompare], Judging]] = deque()
    while True:
        if group := list(islice(stream, together)):
            begun.append((group, judge.begin([(item.a, item.b) for item in group])))
        if begun and len(begun) > (1 if group and together > 1 else 0):
            done, judging = begun.popleft()
            for item, verdict in zip(done, judging.result(), strict=True):
                yield Comparison(item.id, verdict)
        elif not group:
            return


def judge_of(settings: Settings) -> Judge:
    return open_judge(settings.nli_model, labels=settings.nli_labels, threads=settings.threads)


def _articles(stream: Iterable[Article | InputError], queue: deque[Article | InputError]) -> Iterator[Article]:
    """The articles of a stream; all that passes is noted in `queue`, so that errors can be told in their place."""
    for item in stream:
        queue.append(item)
        if isinstance(item, Article):
            yield item


def rescore(store: Store, *, settings: Settings, hold: Hold = nullcontext) -> Iterator[ScoreChange]:
    """Score every stored claim that the settings' certainty model has not scored: a row more for each, nothing
    overwritten. One transaction an article, so that what is done stays done; `hold` as in `add_inputs`."""
    scorer = ClaimScorer(_open_scorer(settings))
    known = partial(store.known_scores, scorer.model_name)
    for item in store.articles_to_score(scorer.model_name):
        text = item.article.text
        scored = scorer.begin([(text, segment(text).sentences, item.attributions)], known).result()[0]
        found = {
            number: claim.certainty
            for attribution, numbers in zip(scored, item.claim_ids, strict=True)
            for claim, number in zip(attribution.claims, numbers, strict=True)
            if claim.certainty is not None
        }
        with hold():
            yield from store.add_scores(found)


def judge_texts(texts: Iterable[TextToJudge], *, settings: Settings, together: int = SENTENCES) -> Iterator[Judgement]:
    """How sure sentences from outside present their claims, in order. With `together=1` each is answered before the
    next one is read; with more, some are read ahead, which keeps all processors at work."""
    scorer = _open_scorer(settings)
    stream = iter(texts)
    begun: deque[tuple[list[TextToJudge], list[Passage], Scoring]] = deque()
    while True:
        if group := list(islice(stream, together)):
            passages = [find_passage(item.text, item.target, item.cue) for item in group]
            begun.append((group, passages, scorer.begin(passages)))
        if begun and len(begun) > (1 if group and together > 1 else 0):
            done, passages, scoring = begun.popleft()
            for item, passage, verdict in zip(done, passages, scoring.result(), strict=True):
                certainty = as_certainty(verdict, scorer.model_name, key=passage_key(passage))
                yield Judgement(item.id, certainty, passage_distance(passage))
        elif not group:
            return


def passage_distance(passage: Passage) -> Distance | None:
    """The distance that the cue of a sentence tells, wherever it stands."""
    if passage.cue_apart:
        return find_distance(passage.cue_apart, (Span(0, len(passage.cue_apart)),))
    return find_distance(passage.text, passage.cue)


def _open_scorer(settings: Settings) -> Scorer:
    return open_scorer(settings.certainty_model, labels=settings.certainty_labels, threads=settings.threads)


__all__ = [
    "Extractor",
    "compare_texts",
    "evaluate",
    "extract",
    "extract_inputs",
    "judge_texts",
    "rescore",
]
