"""Finding what a new article may contradict: what it costs must not grow with the store.

    python -m benchmarks.bench_candidates

Two stores of made-up articles, some of each event, are filled; then articles of further events are added to both in
turn, each with the look-up of its candidates, and none with words in memory that were read for the one before: as when
one article is added by a command of its own. Nothing is judged and no text is read by a model.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, report
from tracker.contradiction.candidates import find_candidates
from tracker.contradiction.wording import read_wording
from tracker.records import Article, Attribution, Claim, Extraction, Span, Speaker
from tracker.store import Store

FEW, MANY = 1_000, 100_000  # claims
CLAIMS = 18  # of an article
VERSIONS = 5  # articles of an event
BATCH = 200  # articles a transaction
ADDED = 40  # articles measured
GROWTH_LIMIT = 1.5
MODEL = "made-up@1"

# Words by how often they come: the n-th of a vocabulary has a share of about 1 / n, as in any language.
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstvz"
_TEMPLATES = (
    "the {0} at {1} had been {2} by the {3} of {4} before noon",
    "no {0} was {2} when the {3} reached {1}",
    "{1} would not {2} its {0} to the {3} and the {4}",
    "{5} people were {2} in the {0} of {1}",
    "we saw {5} of them near the {3}, and the {4} was {2}",
)


def vocabulary(rng: random.Random, size: int) -> list[str]:
    """Made-up words."""
    words: set[str] = set()
    while len(words) < size:
        words.add("".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 4))))
    return sorted(words, key=lambda _: rng.random())


def articles(count: int, *, seed: int) -> Iterator[Extraction]:
    """Articles of made-up events, `VERSIONS` of each: they share its names and its few words, and the language."""
    rng = random.Random(seed)
    words = vocabulary(random.Random(0), 8_000)
    weights = [1 / (n + 3) for n in range(len(words))]
    for number in range(count):
        if number % VERSIONS == 0:
            names = ["".join(rng.sample(words, 2)).capitalize() for _ in range(6)]
            topic = rng.choices(words, weights, k=30)
        day = f"20{10 + number // 3600 % 20:02}-{number // 300 % 12 + 1:02}-{number // 11 % 28 + 1:02}"
        yield article(rng, f"{seed}-{number}", names, topic + rng.choices(words, weights, k=60), day)


def article(rng: random.Random, ref: str, names: list[str], words: list[str], day: str) -> Extraction:
    """One article in which its persons say something of its event."""
    text = ""
    attributions = []
    for number in range(CLAIMS):
        place, figure = rng.choice(names[3:]), rng.randint(2, 90)
        said = rng.choice(_TEMPLATES).format(rng.choice(words), place, *rng.sample(words, 3), figure)
        name = f"{names[number % 3]} {names[(number + 1) % 3]}"
        start = len(text)
        text += f"{name} said {said}.\n"
        cue = start + len(name) + 1
        content = Span(cue + 5, cue + 5 + len(said))
        speaker, claim = Speaker(name, "person"), Claim(content, said)
        source, spoken = Span(start, cue - 1), Span(cue, cue + 4)
        attributions.append(Attribution((source,), (spoken,), (content,), "indirect", 0.9, speaker, (claim,)))
    return Extraction(Article(ref, text, f"{names[3]}: {words[0]}", "Gazette", day), tuple(attributions), MODEL)


def fill(path: Path, claims: int) -> tuple[Store, float]:
    """A store of about so many claims, and the seconds it took."""
    begin = time.perf_counter()
    store = Store.open(path)
    batch: list[Extraction] = []
    for extraction in articles(claims // CLAIMS, seed=1):
        batch.append(extraction)
        if len(batch) == BATCH:
            store.add_articles(batch)
            batch = []
    store.add_articles(batch)
    return store, time.perf_counter() - begin


def add(store: Store, extraction: Extraction) -> tuple[float, float, int]:
    """Milliseconds of storing an article and of finding its candidates, and how many those are."""
    read_wording.cache_clear()
    begin = time.perf_counter()
    result = store.add_article(extraction)
    stored = time.perf_counter()
    found = find_candidates(store.claims_to_compare(result.article_id), store.pool_for(result.article_id))
    return 1000 * (stored - begin), 1000 * (time.perf_counter() - stored), len(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=FEW)
    parser.add_argument("--many", type=int, default=MANY)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        sizes = (options.few, options.many)
        stores = [fill(Path(name) / f"{size}.db", size) for size in sizes]
        times: list[list[tuple[float, float, int]]] = [[], []]
        for extraction in articles(ADDED + VERSIONS, seed=2):
            for measured, (store, _) in zip(times, stores, strict=True):
                measured.append(add(store, extraction))
        for store, _ in stores:
            store.close()
    rows, totals, finding = [], [], []
    for size, measured, (_, seconds) in zip(sizes, times, stores, strict=True):
        adding, found = (statistics.median(row[i] for row in measured[VERSIONS:]) for i in (0, 1))
        totals.append(statistics.median(row[0] + row[1] for row in measured[VERSIONS:]))
        finding.append(found)
        count = statistics.mean(row[2] for row in measured[VERSIONS:])
        what = f"{CLAIMS} claims to {size:,} (filled in {seconds:.0f} s): stored, and {count:.0f} candidates found"
        rows.append(Row(what, f"{adding:.1f} + {found:.1f} ms"))
    growth = totals[1] / totals[0]
    rows.append(Row("growth of both", f"{growth:.2f} times", f"at most {GROWTH_LIMIT} times", growth <= GROWTH_LIMIT))
    rows.append(Row("growth of finding alone", f"{finding[1] / finding[0]:.2f} times"))
    sys.exit(not report("Candidates of a new article", rows))


if __name__ == "__main__":
    main()
