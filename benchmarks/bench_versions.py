"""Adding an article again with a small change: in the store it costs no more than adding it.

    python -m benchmarks.bench_versions

A store of made-up articles is filled, with a URL each; then, in turn, one is added that is new and one that is stored
but for one claim. Of both the store's own time and that of looking up what the claims are to be compared with; the
models, whose time is the same for both, are left out.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from benchmarks.bench_candidates import articles
from benchmarks.measure import Row, report
from tracker.records import Attribution, Extraction, Span
from tracker.store import Store

STORED, MEASURED = 2_000, 200  # articles
LIMIT = 1.0
_JUDGE = "judge@1"


def with_url(extraction: Extraction) -> Extraction:
    """The same under a URL."""
    article = extraction.article
    return replace(extraction, article=replace(article, url=f"https://gazette.example/{article.ref}"))


def changed(extraction: Extraction, other: Extraction) -> Extraction:
    """A newer text of an article: another's last sentence in place of its own, and a line before all of it."""
    lines, end = extraction.article.text.splitlines(keepends=True), other.article.text.splitlines(keepends=True)[-1]
    before = "Corrected version.\n"
    cut = len(before) + sum(map(len, lines[:-1]))
    own = [moved(one, len(before)) for one in extraction.attributions[:-1]]
    last = moved(other.attributions[-1], cut - (len(other.article.text) - len(end)))
    text = before + "".join(lines[:-1]) + end
    return replace(extraction, article=replace(extraction.article, text=text), attributions=(*own, last))


def moved(attribution: Attribution, by: int) -> Attribution:
    """The same attribution so many characters on."""
    shift = [tuple(Span(s.start + by, s.end + by) for s in spans) for spans in (attribution.source, attribution.cue)]
    content = tuple(Span(s.start + by, s.end + by) for s in attribution.content)
    claims = tuple(replace(c, span=Span(c.span.start + by, c.span.end + by)) for c in attribution.claims)
    return replace(attribution, source=shift[0], cue=shift[1], content=content, claims=claims)


def add(store: Store, extraction: Extraction) -> tuple[float, float]:
    """Milliseconds of storing an article and of finding what it is to be compared with."""
    begin = time.perf_counter()
    number = store.add_article(extraction).article_id
    stored = time.perf_counter()
    store.claims_to_compare(number, _JUDGE)
    store.pool_for(number, _JUDGE)
    found = time.perf_counter()
    store.add_relations(number, _JUDGE, [])
    return 1000 * (stored - begin), 1000 * (found - stored)


def main() -> None:
    """Measure and print."""
    made = [with_url(one) for one in articles(STORED + 2 * MEASURED, seed=1)]
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "tracker.db") as store:
        for first in range(0, STORED, 200):
            for result in store.add_articles(made[first : min(first + 200, STORED)]):
                store.add_relations(result.article_id, _JUDGE, [])
        new, again = [], []
        for nth, (one, other) in enumerate(pairwise(made[STORED : STORED + MEASURED + 1])):
            new.append(add(store, one))
            again.append(add(store, changed(made[nth * 7 % STORED], other)))
    stored, found = ([statistics.median(times[i] for times in of) for of in (new, again)] for i in (0, 1))
    ratio = (stored[1] + found[1]) / (stored[0] + found[0])
    rows = [
        Row("a new article: stored, and the look-up", f"{stored[0]:.2f} + {found[0]:.2f} ms"),
        Row("one with a changed claim: the same", f"{stored[1]:.2f} + {found[1]:.2f} ms"),
        Row("the second to the first", f"{ratio:.2f} times", f"at most {LIMIT} times", ratio <= LIMIT),
    ]
    sys.exit(not report("Newer texts of articles", rows))


if __name__ == "__main__":
    main()
