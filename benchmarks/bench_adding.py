"""Adding many articles: how fast the store takes them, what reading and storing cost beside the model, and whether
memory stays flat.

    python -m benchmarks.bench_adding                     # 10,000 JSONL articles, the model stubbed out; and 3,000 each
                                                          # in which nobody says anything, and three people do
    python -m benchmarks.bench_adding --model 300         # and 300 with the shipped models on
    python -m benchmarks.bench_adding --memory 100000     # and memory over so many

The stub gives an extraction of the size that an article of 600 words has: 12 attributions by 6 speakers with a claim
and a score each. All but the stub is what `tracker add --no-contradictions` does. Processor time is measured, of this
process and one core: what else the machine does costs no time of ours.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.bench_candidates import vocabulary
from benchmarks.bench_speakers import people
from benchmarks.measure import Row, report
from tracker.adding import add_inputs
from tracker.certainty.scoring import Known
from tracker.ingest import read_articles
from tracker.pipeline import GROUP, Extractor
from tracker.records import Article, Attribution, Certainty, Claim, Extraction, Resolution, Span, Speaker
from tracker.settings import Settings
from tracker.store import Store

ARTICLES = 10_000
CLAIMS = 12
PEOPLE = 6  # of an article
FEWER = (0, 3)  # attributions of the articles that it is measured with besides
KNOWN = 2_000  # people whom the articles quote
FILLER = 30  # sentences that say nothing
PER_SECOND = 2_000
SHARE = 0.10
GROWTH_MB = 30
SURE = Certainty("certain", 0.97, "positive", 2.6, "certainty-stub@1", (0.9, 0.06, 0.03, 0.01), (), "k", 0)


class Stub:
    """In the place of the extractor: finds what `lines` wrote, by cutting the text at its known places."""

    def __init__(self, claims: int = CLAIMS) -> None:
        self._claims = claims

    model_name = "attribution-stub@1"
    certainty_model_name = "certainty-stub@1"

    def extract_groups(self, articles: Iterable[Article], **_: object) -> Iterator[Sequence[Extraction]]:
        """Groups as the real one makes them."""
        group: list[Extraction] = []
        for article in articles:
            group.append(self._extract(article))
            if len(group) == GROUP:
                yield group
                group = []
        if group:
            yield group

    def _extract(self, article: Article) -> Extraction:
        found: list[Attribution] = []
        start = 0
        for line in article.text.split("\n")[: self._claims]:
            name, _, said = line.partition(" said ")
            cue = start + len(name) + 1
            content = Span(cue + 5, start + len(line) - 1)
            speaker = Speaker(name, "person", "engineer", "Harbour Council", (name, name.split()[-1]))
            found.append(
                Attribution(
                    (Span(start, cue - 1),), (Span(cue, cue + 4),), (content,), "indirect", 0.97, speaker,
                    (Claim(content, f"{said[0].upper()}{said[1:]}", SURE),), "neutral",
                    resolution=Resolution("full name", 0.97),
                )
            )  # fmt: skip
            start += len(line) + 1
        return Extraction(article, tuple(found), self.model_name)


def lines(count: int, seed: int = 1, claims: int = CLAIMS) -> Iterator[bytes]:
    """JSON lines of articles in which people say so many things, each in its own words."""
    rng = random.Random(seed)
    names, words = people(KNOWN, seed=seed), list(vocabulary(random.Random(seed), 6_000))
    filler = "\n".join(" ".join(rng.choices(words, k=12)).capitalize() + "." for _ in range(FILLER))
    for number in range(count):
        who = rng.sample(names, PEOPLE)
        what = [(" ".join(rng.choices(words, k=3)), " ".join(rng.choices(words, k=8))) for _ in range(claims)]
        said = [f"{who[nth % PEOPLE]} said the {one} will {will}." for nth, (one, will) in enumerate(what)]
        day = f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}"
        article: dict[str, Any] = {"id": f"a{number}", "title": f"Report {number}", "outlet": "Gazette", "date": day}
        yield json.dumps(article | {"text": "\n".join([*said, filler])}).encode() + b"\n"


@contextmanager
def stubbed(stub: Stub | Watched | None = None) -> Iterator[None]:
    """Within, the stub is what finds who said what."""
    before = Extractor.of
    setattr(Extractor, "of", lambda _: stub or Stub())  # noqa: B010 - mypy would not have it otherwise
    try:
        yield
    finally:
        setattr(Extractor, "of", before)  # noqa: B010


def add(path: Path, database: Path, stub: Stub | None = None) -> tuple[int, float]:
    """Adds a file with the stub, as the command does; articles added, and seconds of processor time."""
    settings = Settings(contradictions=False)
    with Store.open(database) as store, stubbed(stub):
        begin = time.process_time()
        run = store.begin_run("tracker add", inputs=[path.name])
        results = add_inputs([str(path)], store, settings=settings, run=run)
        added = sum(not isinstance(one, Exception) and one.added for one in results)
        store.end_run(run, "done")
        return added, time.process_time() - begin


def read_only(path: Path) -> float:
    """Seconds of processor time that reading the file alone takes."""
    begin = time.process_time()
    for _ in read_articles([str(path)]):
        pass
    return time.process_time() - begin


def resident() -> float:
    """Megabytes of memory this process has now."""
    page = resource.getpagesize()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * page / 1e6


def memory(folder: Path, count: int) -> Iterator[Row]:
    """How much memory grows from the first tenth of many articles to the last."""
    path = folder / "many.jsonl"
    with path.open("wb") as file:
        file.writelines(lines(count))
    settings, seen, nth = Settings(contradictions=False), [0.0, 0.0], 0
    for title in ("adding", "going past"):
        with Store.open(folder / "many.db") as store, stubbed():
            for nth, _ in enumerate(add_inputs([str(path)], store, settings=settings), start=1):
                if nth == count // 10:
                    seen[0] = resident()
            seen[1] = resident()
        grown = seen[1] - seen[0]
        value = f"{seen[0]:.0f} → {seen[1]:.0f} MB"
        yield Row(f"memory, {title} {nth:,}", value, f"at most {GROWTH_MB} MB more", grown <= GROWTH_MB)


class Watched:
    """The extractor, and how long the thread that reads and stores was busy inside it, in seconds of processor time.
    What it asks for there (articles to be read, scores of the store) is not its own."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self.model_name, self.certainty_model_name = extractor.model_name, extractor.certainty_model_name
        self.inside = 0.0
        self.attributions = 0

    def extract_groups(
        self, articles: Iterable[Article], *, known: Known | None = None
    ) -> Iterator[Sequence[Extraction]]:
        """As the extractor's own."""

        def asked(keys: list[str]) -> Mapping[str, Certainty]:
            assert known is not None
            begin = time.thread_time()
            scores = known(keys)
            self.inside -= time.thread_time() - begin
            return scores

        stream = self._extractor.extract_groups(self._read(articles), known=None if known is None else asked)
        while True:
            begin = time.thread_time()
            group = next(stream, None)
            self.inside += time.thread_time() - begin
            if group is None:
                return
            self.attributions += sum(len(extraction.attributions) for extraction in group)
            yield group

    def _read(self, articles: Iterable[Article]) -> Iterator[Article]:
        stream = iter(articles)
        while True:
            begin = time.thread_time()
            article = next(stream, None)
            self.inside -= time.thread_time() - begin
            if article is None:
                return
            yield article


def with_model(folder: Path, count: int) -> Row:
    """Which share of the whole reading and storing have, with the shipped models on (contradictions off): the time that
    the thread which does both spends outside the extractor, of all threads' time in the same run."""
    path = folder / "model.jsonl"
    with path.open("wb") as file:
        file.writelines(lines(count))
    settings = Settings(contradictions=False, threads=1)
    watched = Watched(Extractor.of(settings))
    with Store.open(folder / "model.db") as store, stubbed(watched):
        whole, own = time.process_time(), time.thread_time()
        for _ in add_inputs([str(path)], store, settings=settings):
            pass
        whole, own = time.process_time() - whole, time.thread_time() - own - watched.inside
    share = own / whole
    each = f"{watched.attributions / count:.1f} attributions each, {1000 * own / count:.1f} ms"
    title = f"reading and storing, share of the whole ({count} articles, {each})"
    return Row(title, f"{100 * share:.1f} %", f"at most {100 * SHARE:.0f} %", share <= SHARE)


def with_fewer(folder: Path, count: int, claims: int) -> Row:
    """How fast articles are added in which less is said."""
    path, stub = folder / f"{claims}.jsonl", Stub(claims)
    with path.open("wb") as file:
        file.writelines(lines(count, claims=claims))
    added, seconds = add(path, folder / f"{claims}.db", stub)
    return Row(f"with {claims} attributions an article, the stub's time included", f"{added / seconds:,.0f} a second")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--model", type=int, default=0, metavar="N", help="with the models on, N articles")
    parser.add_argument("--memory", type=int, default=0, metavar="N", help="memory over N articles")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "articles.jsonl"
        with path.open("wb") as file:
            file.writelines(lines(options.articles))
        stub, texts = Stub(), [one for one in read_articles([str(path)]) if isinstance(one, Article)]
        begin = time.process_time()
        for _ in stub.extract_groups(texts):
            pass
        of_stub = time.process_time() - begin
        added, seconds = add(path, folder / "t.db")
        again = add(path, folder / "t.db")[1]
        rate = added / (seconds - of_stub)
        rows += [
            Row(
                f"adding ({CLAIMS} attributions an article), without the stub's own time",
                f"{rate:,.0f} a second",
                f"{PER_SECOND:,}",
                rate >= PER_SECOND,
            ),
            Row("of that reading", f"{1000 * read_only(path) / added:.3f} ms an article"),
            Row("the stub (taken off)", f"{1000 * of_stub / added:.3f} ms an article"),
            Row("going past what is there", f"{added / again:,.0f} a second"),
            Row("the database", f"{(folder / 't.db').stat().st_size / added / 1000:.1f} KB an article"),
        ]
        rows += [with_fewer(folder, 3 * options.articles // 10, claims) for claims in FEWER]
        if options.memory:
            rows += memory(folder, options.memory)
        if options.model:
            rows.append(with_model(folder, options.model))
    sys.exit(not report("Adding", rows))


if __name__ == "__main__":
    main()
