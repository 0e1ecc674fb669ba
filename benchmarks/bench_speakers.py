"""Adding an article: what recognizing its speakers costs must not grow with the speakers and decisions of the store.

    python -m benchmarks.bench_speakers

Two stores are filled with made-up people, most quoted once, in articles without a model. Then further articles are
added to both in turn: of people who are known, who are new, whose names are spelled another way, and who are called by
the surname alone; then those in which all are called so. After that a thousand decisions are made in each, and the same
is measured again.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bench_candidates import vocabulary
from benchmarks.measure import Row, report
from tracker.errors import QueryError
from tracker.records import Article, Attribution, Claim, Extraction, Resolution, Span, Speaker
from tracker.store import Store

FEW, MANY = 1_000, 100_000  # speakers
PEOPLE = 8  # of an article
CLAIMS = 16
BATCH = 200  # articles a transaction
ADDED = 120  # articles measured
DECISIONS = 1_000
GROWTH_LIMIT = 1.3
ROLES = ("spokesman", "mayor", "engineer", "farmer", "minister", "lawyer", "resident", "analyst")
MODEL = "made-up@1"


def people(count: int, *, seed: int) -> list[str]:
    """Names of two words; given names are shared by many, surnames by few."""
    rng = random.Random(seed)
    words = [word.capitalize() for word in vocabulary(random.Random(seed), 6_000)]
    given, surnames = words[:400], words[400:]
    names: dict[str, None] = {}
    while len(names) < count:
        names[f"{rng.choice(given)} {rng.choice(surnames)}{rng.choice(('', '', 'ov', 'sen', 'in', 'ez'))}"] = None
    return list(names)


def article(rng: random.Random, ref: str, names: Sequence[str]) -> Extraction:
    """One article in which these people say something."""
    text = ""
    attributions = []
    speakers = [
        Speaker(name, "person", rng.choice((None, *ROLES)), rng.choice((None, "Harbour Council")), (name,))
        for name in names
    ]
    for number in range(CLAIMS):
        speaker = speakers[number % len(speakers)]
        said = f"the bridge at pier {number} of {ref} is safe"
        start = len(text)
        text += f"{speaker.name} said {said}.\n"
        cue = start + len(speaker.name) + 1
        content = Span(cue + 5, cue + 5 + len(said))
        sure = Resolution("full name", rng.choice((0.3, 0.9, 0.99)), tuple(names[:2]))
        attributions.append(
            Attribution(
                (Span(start, cue - 1),), (Span(cue, cue + 4),), (content,), "indirect", 0.9, speaker,
                (Claim(content, said),), resolution=sure,
            )
        )  # fmt: skip
    day = f"20{10 + rng.randint(0, 14)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return Extraction(Article(ref, text, "A title", "Gazette", day), tuple(attributions), MODEL)


def fill(path: Path, names: Sequence[str]) -> tuple[Store, float]:
    """A store in which each of these people is quoted, and the seconds it took."""
    begin = time.perf_counter()
    store, rng = Store.open(path), random.Random(1)
    some = [names[first : first + PEOPLE] for first in range(0, len(names), PEOPLE)]
    for first in range(0, len(some), BATCH):
        store.add_articles([article(rng, f"f{n}", some[n]) for n in range(first, min(first + BATCH, len(some)))])
    return store, time.perf_counter() - begin


def further(count: int, known: Sequence[str], new: Iterator[str], *, seed: int) -> Iterator[Extraction]:
    """Articles of three known people, three new ones, two whose names are spelled another way, and one who is called by
    the surname alone, which at worst dozens have."""
    rng = random.Random(seed)
    for number in range(count):
        spelled = [name.replace("i", "y", 1) + ("" if "i" in name else "e") for name in rng.sample(known, 2)]
        surname = rng.choice(known).split()[-1]
        names = [*rng.sample(known, 3), *(next(new) for _ in range(3)), *spelled, surname]
        yield article(rng, f"{seed}-{number}", names)


def surnames(count: int, known: Sequence[str], *, seed: int) -> Iterator[Extraction]:
    """Articles of people who are known, all of whom are called by the surname alone."""
    rng = random.Random(seed)
    for number in range(count):
        names = dict.fromkeys(name.split()[-1] for name in rng.sample(known, 2 * PEOPLE))
        yield article(rng, f"s{seed}-{number}", list(names)[:PEOPLE])


def decide(store: Store, count: int, known: int) -> float:
    """Milliseconds that each of many decisions takes, of all kinds."""
    rng = random.Random(3)
    begin, made = time.perf_counter(), 0
    while made < count:
        one, other = rng.sample(range(1, known), 2)
        try:
            if made % 5 == 0:
                store.merge_speakers(one, other)
            elif made % 5 == 1:
                store.keep_apart(one, other)
            elif made % 5 == 2:
                store.alias_speaker(one, f"Nickname Number{made}")
            elif made % 5 == 3:
                store.settle_source(one, other)
            else:
                store.undo_speaker_decision(rng.randint(1, made))
        except QueryError:
            continue
        made += 1
    return 1000 * (time.perf_counter() - begin) / count


def measure(stores: Sequence[Store], extractions: Iterator[Extraction]) -> list[list[float]]:
    """Milliseconds of processor time an article takes in each store, every article in all of them in turn."""
    times: list[list[float]] = [[] for _ in stores]
    for extraction in extractions:
        for measured, store in zip(times, stores, strict=True):
            begin = time.process_time()
            store.add_article(extraction)
            measured.append(1000 * (time.process_time() - begin))
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=FEW)
    parser.add_argument("--many", type=int, default=MANY)
    options = parser.parse_args()
    names = people(options.many + 12 * ADDED, seed=1)
    new = iter(names[options.many :])
    known = names[: min(options.few, options.many)]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        sizes = (options.few, options.many)
        stores, seconds = zip(*(fill(Path(folder) / f"{size}.db", names[:size]) for size in sizes), strict=True)
        for size, took in zip(sizes, seconds, strict=True):
            rows.append(Row(f"filling, {size:,} speakers", f"{took:.0f} s"))
        for number, when in enumerate(("", f", after {DECISIONS:,} decisions")):
            if number:
                for size, store in zip(sizes, stores, strict=True):
                    each = decide(store, DECISIONS, options.few)
                    rows.append(Row(f"a decision, {size:,} speakers", f"{each:.2f} ms"))
            mixed = further(ADDED, known, new, seed=number + 2)
            alone = surnames(ADDED, known, seed=number + 2)
            for what, extractions in (("an article", mixed), ("one of surnames alone", alone)):
                low, high = (statistics.median(measured[5:]) for measured in measure(stores, extractions))
                for size, middle in zip(sizes, (low, high), strict=True):
                    rows.append(Row(f"adding {what}, {size:,} speakers{when}", f"{middle:.2f} ms"))
                growth = high / low
                target = f"at most {GROWTH_LIMIT} times"
                rows.append(Row(f"growth of that{when}", f"{growth:.2f} times", target, growth <= GROWTH_LIMIT))
        for store in stores:
            store.close()
    sys.exit(not report("Speakers of a new article", rows))


if __name__ == "__main__":
    main()
