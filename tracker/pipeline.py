"""The order of the steps, and nothing else: read → segment → attribute → resolve → claim → store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from tracker.attribution import find_attributions, open_tagger, resolve_speakers
from tracker.claims import make_claims
from tracker.errors import InputError
from tracker.ingest import InputFormat, read_articles
from tracker.records import AddResult, Article, Extraction
from tracker.segment import segment
from tracker.settings import Settings
from tracker.store import Store

GROUP = 16  # articles decoded together; more is hardly faster and takes memory


class Extractor:
    """Article → Extraction, with the model loaded once. Not for several threads at a time."""

    def __init__(self, *, model: Path | None = None, threads: int | None = None) -> None:
        self._tagger = open_tagger(model, threads=threads)
        self.model_name = self._tagger.model_name

    def extract(self, article: Article) -> Extraction:
        """Who said what in one article."""
        return next(self.extract_many([article]))

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """The same for many, a few at a time: faster, and memory does not grow."""
        stream = iter(articles)
        while group := list(islice(stream, GROUP)):
            parts = [segment(article.text) for article in group]
            found = find_attributions([(a.text, s) for a, s in zip(group, parts, strict=True)], self._tagger)
            for article, segments, attributions in zip(group, parts, found, strict=True):
                resolved = resolve_speakers(attributions, article.text, segments)
                claimed = tuple(make_claims(attribution, article.text) for attribution in resolved)
                yield Extraction(article, claimed, self.model_name)


def extract(text: str | Article, *, model: Path | None = None, threads: int | None = None) -> Extraction:
    """Who said what in a text: no database, no network.

    >>> [a.speaker.name for a in extract('"It is safe," said the mayor, Ann Lee.').attributions]
    ['Ann Lee']
    """
    article = text if isinstance(text, Article) else Article(ref="text", text=text)
    key = (model, threads)
    if key not in _open:
        _open.clear()
        _open[key] = Extractor(model=model, threads=threads)
    return _open[key].extract(article)


_open: dict[tuple[Path | None, int | None], Extractor] = {}  # the last extractor, so that calls in a row load once


def extract_inputs(
    inputs: Sequence[str],
    *,
    settings: Settings,
    input_format: InputFormat = "auto",
    stdin: BinaryIO | None = None,
) -> Iterator[Extraction | InputError]:
    """Extractions of all inputs, in order; what could not be read comes as a value in its place."""
    extractor = Extractor(model=settings.attribution_model, threads=settings.threads)
    stream = read_articles(inputs, input_format=input_format, stdin=stdin)
    while group := list(islice(stream, GROUP)):
        done = extractor.extract_many([item for item in group if isinstance(item, Article)])
        for item in group:
            yield next(done) if isinstance(item, Article) else item


def add_inputs(
    inputs: Sequence[str],
    store: Store,
    *,
    settings: Settings,
    input_format: InputFormat = "auto",
    stdin: BinaryIO | None = None,
) -> Iterator[AddResult | InputError]:
    """Add all inputs to the store, in order, one transaction an article.

    The model is loaded only when there is an article that the store does not hold yet.
    """
    extractor: Extractor | None = None
    stream = read_articles(inputs, input_format=input_format, stdin=stdin)
    while group := list(islice(stream, GROUP)):
        new = [item for item in group if isinstance(item, Article) and not store.has_article(item)]
        if new and extractor is None:
            extractor = Extractor(model=settings.attribution_model, threads=settings.threads)
        done = {id(e.article): e for e in extractor.extract_many(new)} if extractor else {}
        for item in group:
            if isinstance(item, InputError):
                yield item
            else:
                empty = Extraction(item, (), extractor.model_name if extractor else "")
                yield store.add_article(done.get(id(item), empty))


__all__ = ["Extractor", "add_inputs", "extract", "extract_inputs"]
