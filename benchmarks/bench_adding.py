"""Adding many articles: how fast the store takes them, what reading and storing cost beside the model, and whether
memory stays flat.

    python -m benchmarks.bench_adding                     # 10,000 JSONL articles, the model stubbed out
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
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.bench_candidates import vocabulary
from benchmarks.bench_speakers import people
from benchmarks.measure import Row, report
from tracker.adding import add_inputs
from tracker.ingest import read_articles
from tracker.pipeline import GROUP, Extractor
from tracker.records import Article, Attribution, Certainty, Claim, Extraction, Resolution, Span, Speaker
from tracker.settings import Settings
from tracker.store import Store

ARTICLES = 10_000
CLAIMS = 12
PEOPLE = 6  # of an article
KNOWN = 2_000  # people whom the articles quote
FILLER = 30  # sentences that say nothing
PER_SECOND = 2_000
SHARE = 0.10
GROWTH_MB = 30
SURE = Certainty("certain", 0.97, "positive", 2.6, "certainty-stub@1", (0.9, 0.06, 0.03, 0.01), (), "k", 0)


class Stub:
    """In the place of the extractor: finds what `lines` wrote, by cutting the text at its known places."""

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
        for line in article.text.split("\n")[:CLAIMS]:
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


def lines(count: int, seed: int = 1) -> Iterator[bytes]:
    """JSON lines of articles in which people say things, each in its own words."""
    rng = random.Random(seed)
    names, words = people(KNOWN, seed=seed), list(vocabulary(random.Random(seed), 6_000))
    filler = "\n".join(" ".join(rng.choices(words, k=12)).capitalize() + "." for _ in range(FILLER))
    for number in range(count):
        who = rng.sample(names, PEOPLE)
        what = [(" ".join(rng.choices(words, k=3)), " ".join(rng.choices(words, k=8))) for _ in range(CLAIMS)]
        said = [f"{who[nth % PEOPLE]} said the {one} will {will}." for nth, (one, will) in enumerate(what)]
        day = f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}"
        article: dict[str, Any] = {"id": f"a{number}", "title": f"Report {number}", "outlet": "Gazette", "date": day}
        yield json.dumps(article | {"text": "\n".join([*said, filler])}).encode() + b"\n"


@contextmanager
def stubbed() -> Iterator[None]:
    """Within, the stub is what finds who said what."""
    before = Extractor.of
    setattr(Extractor, "of", lambda _: Stub())  # noqa: B010 - mypy would not have it otherwise
    try:
        yield
    finally:
        setattr(Extractor, "of", before)  # noqa: B010


def add(path: Path, database: Path) -> tuple[int, float]:
    """Adds a file with the stub, as the command does; articles added, and seconds of processor time."""
    settings = Settings(contradictions=False)
    with Store.open(database) as store, stubbed():
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


def with_model(folder: Path, count: int) -> Row:
    """Which share of the whole reading and storing have, with the shipped models on (contradictions off)."""
    path = folder / "model.jsonl"
    with path.open("wb") as file:
        file.writelines(lines(count))
    settings = Settings(contradictions=False, threads=1)
    extractor = Extractor.of(settings)
    articles = [one for one in read_articles([str(path)]) if isinstance(one, Article)]
    begin = time.process_time()
    found = [len(extraction.attributions) for extraction in extractor.extract_many(articles)]
    model = time.process_time() - begin
    with Store.open(folder / "model.db") as store:
        begin = time.process_time()
        for _ in add_inputs([str(path)], store, settings=settings):
            pass
        whole = time.process_time() - begin
    share = (whole - model) / whole
    title = f"reading and storing, share of the whole ({count} articles, {sum(found) / count:.1f} attributions each)"
    return Row(title, f"{100 * share:.1f} %", f"at most {100 * SHARE:.0f} %", share <= SHARE)


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
            Row("adding, without the stub's own time", f"{rate:,.0f} a second", f"{PER_SECOND:,}", rate >= PER_SECOND),
            Row("of that reading", f"{1000 * read_only(path) / added:.3f} ms an article"),
            Row("the stub (taken off)", f"{1000 * of_stub / added:.3f} ms an article"),
            Row("going past what is there", f"{added / again:,.0f} a second"),
            Row("the database", f"{(folder / 't.db').stat().st_size / added / 1000:.1f} KB an article"),
        ]
        if options.memory:
            rows += memory(folder, options.memory)
        if options.model:
            rows.append(with_model(folder, options.model))
    sys.exit(not report("Adding", rows))


if __name__ == "__main__":
    main()
