"""What the tool proposes when articles are stored together: of stories, with what is gold, and of real articles.

    python -m training.proposed --articles FILE --stories training/data/stories --out runs/contradiction/proposed.jsonl

writes pairs for the network's training. Those of articles hold sentences of the corpus: they are made anew where they
are needed, and never kept with the project.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.disputes import GoldConflict, Story, read_conflicts, tells
from tracker.adding import add_inputs
from tracker.contradiction.candidates import Candidate, find_candidates
from tracker.contradiction.finding import PRIOR
from tracker.contradiction.statements import statement_of
from tracker.errors import InputError
from tracker.pipeline import Extractor
from tracker.records import Article, StoredClaim
from tracker.settings import Settings
from tracker.store import ClaimQuery, Store
from training.corpora import read_rows

JUDGED = 120  # articles of the corpus that the judge is fitted on, and the network does not read
_LEAST = PRIOR / 4  # less probable pairs teach nothing


@dataclass(frozen=True)
class Proposed:
    """A candidate, the type of the gold contradiction that it is, or None, and whether it is a known trap."""

    candidate: Candidate
    reason: str | None = None
    trap: bool = False


def story_candidates(folder: Path) -> Iterator[list[Proposed]]:
    """What is proposed of each article of the stories below a folder."""
    for story in read_conflicts(folder):
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / "articles.jsonl"
            file.write_text("".join(json.dumps(row) + "\n" for row in story.rows), encoding="utf-8")
            with Store.open(Path(place) / "story.db", create=True) as store:
                for result in add_inputs([str(file)], store, settings=Settings(contradictions=False)):
                    assert not isinstance(result, InputError), result
                claims = {claim.id: claim for claim in store.claims(ClaimQuery(limit=None))}
                for head in store.articles():
                    found = find_candidates(store.claims_to_compare(head.id), store.pool_for(head.id))
                    yield [_proposed(one, (claims[one.a.id], claims[one.b.id]), story) for one in found]


def _proposed(candidate: Candidate, sides: tuple[StoredClaim, StoredClaim], story: Story) -> Proposed:
    reason = next((gold.kind for gold in story.contradictions if _finds(sides, gold, story)), None)
    return Proposed(candidate, reason, any(_finds(sides, gold, story) for gold in story.traps))


def _finds(sides: tuple[StoredClaim, StoredClaim], gold: GoldConflict, story: Story) -> bool:
    return any(
        tells(first, gold.a, story.texts) and tells(second, gold.b, story.texts)
        for first, second in (sides, sides[::-1])
    )


def news_candidates(articles: Sequence[dict[str, Any]]) -> Iterator[list[Candidate]]:
    """What is proposed of each of some articles that are stored together."""
    with Store.open(":memory:", create=True) as store:
        read = [
            Article(row["id"], row["text"], row.get("title"), row.get("publisher"), row.get("date")) for row in articles
        ]
        for extraction in Extractor().extract_many(read):
            store.add_article(extraction)
        for head in store.articles():
            yield find_candidates(store.claims_to_compare(head.id), store.pool_for(head.id))


def judged_articles(file: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The articles of a file that the judge is fitted on, and the others."""
    rows = read_rows(file)
    judged = random.Random(13).sample(rows, min(JUDGED, len(rows)))
    known = {row["id"] for row in judged}
    return judged, [row for row in rows if row["id"] not in known]


def story_rows(folder: Path) -> Iterator[dict[str, Any]]:
    """Pairs of stories: all contradictions and traps, and the other pairs that are not out of the question."""
    for found in story_candidates(folder):
        for one in found:
            if one.reason or one.trap or one.candidate.prior >= _LEAST:
                yield {**_pair(one.candidate), "from": "story", "reason": one.reason, "trap": one.trap}


def news_rows(articles: Sequence[dict[str, Any]], each: int, rng: random.Random) -> Iterator[dict[str, Any]]:
    """Pairs of real articles, `each` an article: the likeliest half of that, and as many others."""
    for found in news_candidates(articles):
        likely = sorted((one for one in found if one.prior >= PRIOR), key=lambda one: -one.prior)
        half = each // 2
        rest = likely[half:]
        for one in likely[:half] + rng.sample(rest, min(half, len(rest))):
            yield {**_pair(one), "from": "news"}


def _pair(candidate: Candidate) -> dict[str, Any]:
    return {"a": asdict(statement_of(candidate.a)), "b": asdict(statement_of(candidate.b))}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, help="news articles, jsonl(.gz) with id and text")
    parser.add_argument("--stories", type=Path, help="stories with their gold contradictions")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=500, help="of the articles that the judge is not fitted on")
    parser.add_argument("--each", type=int, default=60, help="pairs an article")
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    rng = random.Random(17)
    counts: dict[str, int] = {}
    with args.out.open("w", encoding="utf-8") as out:

        def write(rows: Iterator[dict[str, Any]]) -> None:
            for row in rows:
                kind = row.get("reason") or ("trap" if row.get("trap") else row["from"])
                counts[kind] = counts.get(kind, 0) + 1
                out.write(json.dumps(row, ensure_ascii=False) + "\n")

        if args.stories:
            write(story_rows(args.stories))
        if args.articles:
            others = judged_articles(args.articles)[1]
            write(news_rows(rng.sample(others, min(args.most, len(others))), args.each, rng))
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
