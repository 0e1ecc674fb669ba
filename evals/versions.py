"""What tells a newer text of an article from another article, and a changed claim from another claim.

    python -m evals.versions

Articles: how alike (`tracker.store.versions.likeness`) two different articles are, every pair of the PolNeAR corpus
and of the stories that is no edition of one article; and how alike an article is to itself with a share of its
sentences taken out and as many of another article put in, as desks do with a running story.

Pages: what is under one URL on two days: sixty words of furniture and the first sentences of twelve other articles.

Claims: how alike (rapidfuzz's ratio) two claims are that one speaker makes in one article, in the stories: of those at
`tracker.store.changes.ALIKE` or more, one gone and the other new would be told as one that changed.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from rapidfuzz import fuzz

from evals.reprints import SHARED, Printed, read_corpus, read_stories
from tracker.pipeline import Extractor
from tracker.records import Article
from tracker.segment import segment
from tracker.store.changes import ALIKE
from tracker.store.keeping import words_of
from tracker.store.names import fold_name
from tracker.store.versions import SAME_ARTICLE, SURELY, likeness, runs_of

BOUNDS = (0.05, 0.1, 0.15, SAME_ARTICLE, 0.3, SURELY)
KEPT = (0.75, 0.5, 0.33, 0.25)
FURNITURE = " ".join(f"section{number}" for number in range(60))


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [span.of(text) for span in segment(text).sentences]


def likenesses(articles: Sequence[Printed], *, editions: bool) -> Iterator[float]:
    """Of each pair of different articles; or of those that are editions or reprints of one."""
    runs = [(one.of or one.id, runs_of(one.text)) for one in articles]
    for (one, some), (other, others) in combinations(runs, 2):
        if (one == other) is editions:
            yield len(some & others) / max(min(len(some), len(others)), 1)


def rewritten(text: str, other: str, kept: float, rng: random.Random) -> str:
    """A text with a share of its sentences kept, and as many of another's as were taken out."""
    own, foreign = sentences(text), sentences(other)
    keep = sorted(rng.sample(range(len(own)), max(1, round(kept * len(own)))))
    return " ".join([*foreign[: len(own) - len(keep)], *(own[place] for place in keep)])


def home_page(articles: Sequence[Printed]) -> str:
    """Furniture, and the beginning of each."""
    return " ".join([FURNITURE, *(sentences(one.text)[0] for one in articles)])


def told(name: str, found: Sequence[float]) -> None:
    """How many are as alike as each bound."""
    at = "  ".join(f"{bound:.2f} {sum(value >= bound for value in found) / len(found):.4%}" for bound in BOUNDS)
    print(f"{name} ({len(found):,})\n    at least {at}\n    least {min(found):.3f}, most {max(found):.3f}")


def main() -> None:
    """Print the figures."""
    rng = random.Random(1)
    stories = read_stories(SHARED / "stories")
    polnear = SHARED / "attribution" / "polnear"
    corpus = [*read_corpus(polnear, "dev"), *read_corpus(polnear, "train")]
    for name, articles in (("corpus", corpus), ("stories", stories)):
        told(f"different articles, {name}", list(likenesses(articles, editions=False)))
        told(f"editions or reprints of one, {name}", list(likenesses(articles, editions=True)))
    mixed = [*corpus, *stories]
    rng.shuffle(mixed)
    for kept in KEPT:
        found = [likeness(one.text, rewritten(one.text, other.text, kept, rng)) for one, other in pairwise(mixed)]
        told(f"{kept:.0%} of the sentences kept", found)
    pages = [home_page(mixed[start : start + 12]) for start in range(0, len(mixed) - 12, 12)]
    told("home pages", [likeness(one, other) for one, other in pairwise(pages)])
    claims = list(claim_pairs(stories[: int(sys.argv[1]) if len(sys.argv) > 1 else None]))
    alike = sum(value >= ALIKE for value in claims)
    print(f"claims of one speaker in one article: {alike} of {len(claims):,} pairs at {ALIKE:.0f} or more")


def claim_pairs(articles: Sequence[Printed]) -> Iterator[float]:
    """How alike two claims of one speaker are in one article."""
    extractor = Extractor(score=False)
    for extraction in extractor.extract_many(Article(one.id, one.text) for one in articles):
        said: dict[str, set[str]] = {}
        for attribution in extraction.attributions:
            if attribution.speaker is not None:
                words = said.setdefault(fold_name(attribution.speaker.name), set())
                words.update(words_of(claim.text) for claim in attribution.claims)
        for texts in said.values():
            yield from (fuzz.ratio(one, other) for one, other in combinations(sorted(texts), 2))


if __name__ == "__main__":
    main()
