"""One person in many articles, and many people of one name: what the store makes of speakers across articles.

    python -m evals.across                            the figures
    python -m evals.across --tell seen                what is wrong in the sets that anybody may look at

A set (`gold/speakers/README.md`) is a few short articles with date and outlet. In those of kind *same* one person comes
back under another spelling or role; in a *trap* two people come near. All articles go into one store, the oldest first.
*Linked* is the share of pairs of articles in which one person speaks where both times it is one speaker of the store;
*merged* are pairs of different people, of any two sets, who are one speaker of the store.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from evals.phenomena import GOLD, MERGED, PARTS, Part, read_body, read_pieces
from evals.speakers import covered, find_words
from tracker.pipeline import Extractor
from tracker.records import Article
from tracker.store import ClaimQuery, Store

GROUP = "speakers across articles"

_HEAD = re.compile(r"(?P<date>\d{4}-\d\d-\d\d) \| (?P<outlet>.+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """One person speaking in one article: where their contents stand."""

    person: str
    article: str
    contents: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class ArticleSet:
    """A few articles, and who speaks in them; people of different sets are different people."""

    title: str
    trap: bool
    part: Part
    articles: tuple[Article, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A pair of mentions of one person, and the speakers of the store that they got (None: nobody)."""

    part: Part
    a: Mention
    b: Mention
    got: tuple[int | None, int | None]

    @property
    def right(self) -> bool:
        """Whether both are one speaker."""
        return self.got[0] is not None and self.got[0] == self.got[1]


@dataclass(frozen=True, slots=True)
class Merged:
    """Two people who are one speaker of the store, by a mention of each."""

    a: Mention
    b: Mention
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the store made of all sets."""

    linked: tuple[Linked, ...]
    merged: tuple[Merged, ...]


def read_sets(folder: Path = GOLD / "across") -> Iterator[ArticleSet]:
    """All sets, in the order of the files; those of ``fresh.txt`` are held back."""
    for part, name in zip(PARTS, ("seen.txt", "fresh.txt"), strict=True):
        for title, body in read_pieces(folder / name):
            kind, _, rest = title.partition(": ")
            if kind not in ("same", "trap") or not rest:
                raise ValueError(f"{title}: a set is either 'same: …' or 'trap: …'")
            yield _set(rest, kind == "trap", part, body)


def _set(title: str, trap: bool, part: Part, body: str) -> ArticleSet:
    articles, mentions = [], []
    for number, piece in enumerate(re.split(r"(?m)^-- ", body)[1:], 1):
        head, _, below = piece.partition("\n")
        ref = f"{title} ({number})"
        match = _HEAD.fullmatch(head)
        if match is None:
            raise ValueError(f"{ref}: not a date and an outlet: {head!r}")
        text, marked = read_body(ref, below)
        articles.append(Article(ref, text, outlet=match["outlet"], date=match["date"]))
        for person in dict.fromkeys(told for _, told in marked):
            contents = (one.content for one, told in marked if told == person)
            pairs = tuple(tuple((span.start, span.end) for span in spans) for spans in contents)
            mentions.append(Mention(f"{person} ({title})", ref, pairs))
    return ArticleSet(title, trap, part, tuple(articles), tuple(mentions))


def judge_sets(sets: Sequence[ArticleSet], extractor: Extractor) -> Outcome:
    """Add all articles to one store, by date, and look up who became one speaker."""
    articles = sorted((article for one in sets for article in one.articles), key=lambda article: article.date or "")
    with Store.open(":memory:") as store:
        for extraction in extractor.extract_many(articles):
            store.add_article(extraction)
        speakers = {mention: _speaker(store, mention) for one in sets for mention in one.mentions}
    return outcome(sets, speakers)


def outcome(sets: Sequence[ArticleSet], speakers: dict[Mention, tuple[int, str] | None]) -> Outcome:
    """What it came to, given the speaker (id and name) of every mention."""
    linked = []
    for one in sets:
        for a, b in combinations(one.mentions, 2):
            if a.person == b.person:
                first, second = (speakers[mention] for mention in (a, b))
                linked.append(Linked(one.part, a, b, (first and first[0], second and second[0])))
    people: dict[int, dict[str, Mention]] = {}
    for mention, speaker in speakers.items():
        if speaker is not None:
            people.setdefault(speaker[0], {}).setdefault(mention.person, mention)
    names = {speaker[0]: speaker[1] for speaker in speakers.values() if speaker is not None}
    merged = (Merged(a, b, names[who]) for who, some in people.items() for a, b in combinations(some.values(), 2))
    return Outcome(tuple(linked), tuple(merged))


def _speaker(store: Store, mention: Mention) -> tuple[int, str] | None:
    """The store's speaker of what a person says in an article: of its claims, that of the one most alike."""
    best: tuple[float, tuple[int, str] | None] = (0.0, None)
    text = store.article(mention.article).article.text
    words = find_words(text)
    for claim in store.claims(ClaimQuery(article=mention.article)):
        got = covered(words, [(claim.span.start, claim.span.end)])
        for content in mention.contents:
            wanted = covered(words, content)
            alike = len(wanted & got) / max(len(wanted | got), 1)
            if 2 * len(wanted & got) >= len(wanted) and alike > best[0] and claim.speaker is not None:
                best = (alike, (claim.speaker.id, claim.speaker.name))
    return best[1]


def share_linked(linked: Iterable[Linked]) -> float:
    """In percent."""
    right = [one.right for one in linked]
    return round(100 * sum(right) / max(len(right), 1), 1)


def across_figures(extractor: Extractor, folder: Path = GOLD / "across") -> dict[str, float]:
    """The gate's figures."""
    found = judge_sets(list(read_sets(folder)), extractor)
    parts = {part: [one for one in found.linked if one.part == part] for part in PARTS}
    out = {f"{GROUP}: one person linked, {part}": share_linked(some) for part, some in parts.items()}
    return out | {f"{GROUP}: {MERGED}": 100.0 - len(found.merged)}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tell", choices=PARTS, help="print what is wrong in this half of the sets")
    args = parser.parse_args()
    sets = list(read_sets())
    mine = {mention for one in sets if one.part == args.tell for mention in one.mentions}
    found = judge_sets(sets, Extractor(score=False))
    for one in found.linked:
        if one.a in mine and not one.right:
            print(f"- two for one: {one.a.person}: {one.a.article} got {one.got[0]}, {one.b.article} got {one.got[1]}")
    for pair in found.merged:
        if {pair.a, pair.b} <= mine:
            print(f"- one for two: {pair.a.person} and {pair.b.person}: both are {pair.name}")
    for part in PARTS:
        some = [one for one in found.linked if one.part == part]
        print(f"{part}: {share_linked(some)} % of {len(some)} pairs of one person linked")
    print(f"pairs of different people merged: {len(found.merged)}")


if __name__ == "__main__":
    main()
