"""How many attributions that stand inside another are found, and how many of those found are none.

In the stories an attribution is nested when its cue and its content lie inside another one's content. It is *found*
when an attribution that is told in somebody else's words has a content that is the same by half of the words
(intersection over union; of several, the likest), *in the right words* when the one around it covers half of the gold
one's content, and its speaker is judged as in `speakers.py`. The stories mark all attributions, so what is nested and
like none of theirs is wrong.

GUM marks nesting as well, but clauses and beliefs (*he said he believes*, *"I think …"*) that are none here (design
008): its news are told apart by the kind, by `python -m evals.nested`, and no floor hangs on them.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.speakers import GoldAttribution, covered, find_words, is_right, read_stories
from tracker.pipeline import Extractor
from tracker.records import Article, Attribution, Span

HALF = 0.5


@dataclass(frozen=True)
class Nested:
    """Counts: gold ones, those found, those in the right words, with the right speaker; what was given as nested, and
    how much of that is marked in the gold at all."""

    gold: int = 0
    found: int = 0
    placed: int = 0
    right: int = 0
    given: int = 0
    marked: int = 0

    def __add__(self, other: Nested) -> Nested:
        return Nested(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    def figures(self) -> dict[str, float]:
        """In percent."""
        return {
            "found": _share(self.found, self.gold),
            "in the right words, of found": _share(self.placed, self.found),
            "speaker right of found": _share(self.right, self.found),
            "precision": _share(self.marked, self.given),
        }


def _share(part: int, whole: int) -> float:
    return round(100 * part / max(whole, 1), 1)


def around(gold: GoldAttribution, all_of_it: Iterable[GoldAttribution]) -> GoldAttribution | None:
    """The smallest gold attribution that this one lies in, with its cue; None where the article itself tells it."""
    parts = (*gold.content, *gold.cue)
    holding = [
        other
        for other in all_of_it
        if other is not gold and all(any(s <= a and b <= e for s, e in other.content) for a, b in parts)
    ]
    return min(holding, key=lambda other: sum(e - s for s, e in other.content), default=None) if gold.cue else None


def count(article: Article, golds: Sequence[GoldAttribution], predicted: Sequence[Attribution]) -> Nested:
    """The counts of one article."""
    words = find_words(article.text)
    wanted = [(gold, outer) for gold in golds if (outer := around(gold, golds)) is not None]
    given = [one for one in predicted if one.nested_in is not None]
    tally = Nested(gold=len(wanted), given=len(given))
    tally += Nested(marked=sum(any(_same(words, g.content, _pairs(one.content)) for g in golds) for one in given))
    for gold, outer in wanted:
        found = max(given, key=lambda one: _likeness(words, gold.content, _pairs(one.content)), default=None)
        if found is None or found.nested_in is None or not _same(words, gold.content, _pairs(found.content)):
            continue
        held = covered(words, outer.content)
        placed = len(held & covered(words, _pairs(predicted[found.nested_in].content))) >= HALF * len(held)
        tally += Nested(found=1, placed=int(placed), right=int(is_right(found.speaker, gold.speaker, article.text)))
    return tally


def _pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def _same(words: list[tuple[int, int]], one: Iterable[tuple[int, int]], other: Iterable[tuple[int, int]]) -> bool:
    return _likeness(words, one, other) >= HALF


def _likeness(words: list[tuple[int, int]], one: Iterable[tuple[int, int]], other: Iterable[tuple[int, int]]) -> float:
    """Intersection over union, in words."""
    a, b = covered(words, one), covered(words, other)
    return len(a & b) / max(len(a | b), 1)


def measure(data: Iterable[tuple[Article, list[GoldAttribution]]], extractor: Extractor) -> Nested:
    """The counts of all articles."""
    pairs = list(data)
    extractions = extractor.extract_many([article for article, _ in pairs])
    return sum(
        (count(article, golds, found.attributions) for (article, golds), found in zip(pairs, extractions, strict=True)),
        Nested(),
    )


def nested_figures(group: str, folders: Iterable[Path], extractor: Extractor) -> dict[str, float]:
    """The figures of some folders of stories, taken together: one alone holds too few."""
    data = [pair for folder in folders for pair in read_stories(folder)]
    return {f"{group}: {name}": value for name, value in measure(data, extractor).figures().items()}


# ---------------------------------------------------------------- GUM


@dataclass(frozen=True)
class GumNested:
    """One nested attribution of GUM, and whether it was found; `belief`: of a pronoun's own mind."""

    words: str
    belief: bool
    found: bool


_MIND = frozenset(("think", "thought", "believe", "believes", "believed", "suspect", "hope", "know", "'ve convinced"))


def read_gum(file: Path) -> list[tuple[Article, list[dict[str, Any]]]]:
    """The news of a GUM file with their gold."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row.get("genre") == "news"]
    return [(Article(row["id"], row["text"]), row["attributions"]) for row in rows]


def gum(file: Path, extractor: Extractor) -> list[GumNested]:
    """What became of each nested attribution of GUM's news."""
    pairs = read_gum(file)
    out = []
    for (article, golds), extraction in zip(pairs, extractor.extract_many([a for a, _ in pairs]), strict=True):
        words = find_words(article.text)
        given = [one for one in extraction.attributions if one.nested_in is not None]
        for gold in (one for one in golds if one["nested_in"] is not None and one["content"]):
            said = [" ".join(article.text[s:e] for s, e in gold[role]) for role in ("source", "cue", "content")]
            found = any(_same(words, gold["content"], _pairs(one.content)) for one in given)
            belief = said[0].lower() in ("i", "we", "he", "she", "they") and said[1].lower() in _MIND
            out.append(GumNested(" / ".join(said), belief, found))
    return out


def main() -> None:
    """Measure and print."""
    here = Path(__file__).parent
    extractor = Extractor(score=False)
    folders = [here / "gold/stories", here / "gold/new_stories"]
    tally = measure((pair for folder in folders for pair in read_stories(folder)), extractor)
    print(f"stories: {tally}\n{tally.figures()}")
    corpus = here.parents[1] / "shared/data/attribution/gum"
    if corpus.is_dir():
        found = [one for split in ("train", "dev") for one in gum(corpus / f"{split}.jsonl.gz", extractor)]
        for belief in (False, True):
            some = [one for one in found if one.belief is belief]
            kind = "beliefs of a pronoun's own" if belief else "others"
            print(f"GUM news, {kind}: {sum(one.found for one in some)} of {len(some)} found")
        for one in found:
            print("  ", "+" if one.found else "-", " ".join(one.words.split())[:150])


if __name__ == "__main__":
    main()
