"""How right the disputes are that the tool lists for whole stories, from raw articles to `Store.disputes`.

A claim *tells* a gold quotation when it has at least half of its words, or all of its own words stand in it. A stored
pair *finds* a gold contradiction when one of its claims tells a quotation of one side and the other one of the other,
restatements and reprints included. A dispute is right when one of its pairs finds a gold contradiction, and a trap is
fallen into when one of its pairs finds the trap. Updates (*supersedes*) are listed apart and are no contradictions.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evals.pairs import percent
from evals.speakers import covered, find_words
from tracker.adding import add_inputs
from tracker.contradiction.candidates import find_candidates
from tracker.contradiction.finding import Screen, worth_judging
from tracker.errors import InputError
from tracker.records import Dispute, Relation, Span, StoredClaim, StoredRelation
from tracker.settings import Settings
from tracker.store import RelationQuery, Store


@dataclass(frozen=True)
class Quotation:
    """Words of an article."""

    article: str
    span: Span


@dataclass(frozen=True)
class GoldConflict:
    """A contradiction of a story, or a trap: each side with all its tellings. `kind` is the type or the trap's."""

    a: tuple[Quotation, ...]
    b: tuple[Quotation, ...]
    kind: str
    note: str


@dataclass(frozen=True)
class Story:
    """Articles as they came in (oldest first), and what there is to find in them."""

    name: str
    rows: tuple[Mapping[str, Any], ...]
    contradictions: tuple[GoldConflict, ...]
    traps: tuple[GoldConflict, ...]

    @property
    def texts(self) -> dict[str, str]:
        """The articles' texts by id."""
        return {row["id"]: row["text"] for row in self.rows}


@dataclass(frozen=True)
class Told:
    """A story, and what the tool lists for it; of the pairs `proposed`, how many the network has `read`."""

    story: Story
    disputes: tuple[Dispute, ...]
    updates: tuple[Dispute, ...] = ()
    proposed: int = 0
    read: int = 0


def read_conflicts(folder: Path) -> list[Story]:
    """The stories below a folder, with their gold contradictions and traps."""
    return [_story(file) for file in sorted(folder.glob("*/gold.json"))]


def _story(gold_file: Path) -> Story:
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    lines = (gold_file.parent / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    rows = sorted(map(json.loads, lines), key=lambda row: (row["date"], row["id"]))
    texts = {row["id"]: row["text"] for row in rows}

    def side(told: Mapping[str, Any]) -> tuple[Quotation, ...]:
        return tuple(_quotation(one, texts) for one in (told, *told.get("also", ())))

    def conflicts(which: str, kind: str) -> tuple[GoldConflict, ...]:
        return tuple(GoldConflict(side(c["a"]), side(c["b"]), c[kind], c.get("note", "")) for c in gold[which])

    return Story(gold["story"], tuple(rows), conflicts("contradictions", "type"), conflicts("traps", "trap"))


def _quotation(row: Mapping[str, Any], texts: Mapping[str, str]) -> Quotation:
    at = texts[row["article"]].index(row["quote"])
    return Quotation(row["article"], Span(at, at + len(row["quote"])))


def tell(story: Story, settings: Settings, judge: Screen) -> Told:
    """Add a story's articles, the oldest first, to a fresh store, and read back what it lists; and count the pairs of
    each article beside all others that are proposed, and that the network is asked about. `judge` is the one that the
    settings name."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in story.rows), encoding="utf-8")
        with Store.open(Path(folder) / "story.db") as store:
            for result in add_inputs([str(file)], store, settings=settings):
                if isinstance(result, InputError):
                    raise result
            listed, updates = _listed(store, "contradiction"), _listed(store, "supersedes")
            found = [
                find_candidates(store.claims_to_compare(head.id), store.pool_for(head.id)) for head in store.articles()
            ]
            read = [worth_judging(each, judge) for each in found]
            return Told(story, listed, updates, sum(map(len, found)), sum(map(len, read)))


def _listed(store: Store, relation: Relation) -> tuple[Dispute, ...]:
    return tuple(store.disputes(RelationQuery(relation=relation, limit=None)))


# ---------------------------------------------------------------- matching


def tells(claim: StoredClaim, quotations: Iterable[Quotation], texts: Mapping[str, str]) -> bool:
    """Whether a claim says what one of some quotations says."""
    for quotation in quotations:
        if quotation.article != claim.article.ref or not quotation.span.overlaps(claim.span):
            continue
        words = _words(texts[quotation.article])
        wanted = covered(words, [(quotation.span.start, quotation.span.end)])
        got = covered(words, [(claim.span.start, claim.span.end)])
        if got and (2 * len(wanted & got) >= len(wanted) or got <= wanted):
            return True
    return False


@cache
def _words(text: str) -> list[tuple[int, int]]:
    return find_words(text)


def finds(pair: StoredRelation, gold: GoldConflict, texts: Mapping[str, str]) -> bool:
    """Whether a stored pair is the gold one, in either order."""
    return any(
        tells(first, gold.a, texts) and tells(second, gold.b, texts)
        for first, second in ((pair.a, pair.b), (pair.b, pair.a))
    )


def found_by(disputes: Iterable[Dispute], gold: GoldConflict, texts: Mapping[str, str]) -> list[Dispute]:
    """The disputes of which a pair is the gold one."""
    return [dispute for dispute in disputes if any(finds(pair, gold, texts) for pair in members(dispute))]


def members(dispute: Dispute) -> tuple[StoredRelation, ...]:
    """All pairs of a dispute."""
    return (dispute.head, *dispute.also)


def is_right(pair: StoredRelation, story: Story) -> bool:
    """Whether a stored pair is one of a story's contradictions."""
    return any(finds(pair, gold, story.texts) for gold in story.contradictions)


# ---------------------------------------------------------------- figures


def dispute_figures(told: Sequence[Told]) -> dict[str, float]:
    """Percentages over stories. *Tellings right*: of all stored pairs, heads and the rest, those that find a gold
    contradiction. *Told once*: of the rows that are right, how many were needed."""
    found = gold = fallen = traps = right = listed = pairs = pairs_right = reasons = 0
    for one in told:
        texts = one.story.texts
        rows = [found_by(one.disputes, conflict, texts) for conflict in one.story.contradictions]
        gold, found = gold + len(rows), found + sum(map(bool, rows))
        reasons += sum(
            any(dispute.head.reason == conflict.kind for dispute in row)
            for row, conflict in zip(rows, one.story.contradictions, strict=True)
        )
        traps += len(one.story.traps)
        fallen += sum(bool(found_by(one.disputes, trap, texts)) for trap in one.story.traps)
        verdicts = [[is_right(pair, one.story) for pair in members(dispute)] for dispute in one.disputes]
        listed, right = listed + len(verdicts), right + sum(map(any, verdicts))
        pairs, pairs_right = pairs + sum(map(len, verdicts)), pairs_right + sum(map(sum, verdicts))
    return {
        "recall": percent(found, gold),
        "precision": percent(right, listed),
        "F1": percent(2 * found * right, found * listed + right * gold),
        "traps avoided": percent(traps - fallen, traps),
        "tellings right": percent(pairs_right, pairs),
        "told once": min(percent(found, right), 100.0),
        "reason right of found": percent(reasons, found),
        "settled without the model": percent(
            sum(one.proposed - one.read for one in told), sum(one.proposed for one in told)
        ),
    }


def update_line(told: Sequence[Told]) -> str:
    """What is listed as updates: how many, how many of them are the stories' updates, how many contradict."""
    listed = right = wrong = 0
    for one in told:
        texts = one.story.texts
        known = [trap for trap in one.story.traps if trap.kind == "update"]
        for dispute in one.updates:
            listed += 1
            right += any(finds(pair, trap, texts) for pair in members(dispute) for trap in known)
            wrong += any(is_right(pair, one.story) for pair in members(dispute))
    return f"{listed} listed, {right} of them updates by the gold, {wrong} contradictions"


def dispute_errors(told: Iterable[Told]) -> Iterator[str]:
    """What is listed and should not be, traps fallen into, and what is missed."""
    for one in told:
        story, texts = one.story, one.story.texts
        for dispute in one.disputes:
            wrong = [pair for pair in members(dispute) if not is_right(pair, story)]
            whole = "false" if len(wrong) == 1 + len(dispute.also) else "false telling of a right one"
            yield from (f"{story.name}: {whole}, {_pair(pair)}" for pair in wrong)
        for trap in story.traps:
            if rows := found_by(one.disputes, trap, texts):
                pair = next(pair for pair in members(rows[0]) if finds(pair, trap, texts))
                yield f"{story.name}: trap, {trap.kind}: {trap.note}\n  as {_pair(pair)}"
        for gold in story.contradictions:
            if not found_by(one.disputes, gold, texts):
                update = " (listed as an update)" if found_by(one.updates, gold, texts) else ""
                sides = (f"    {q.article} {q.span.of(texts[q.article])!r}" for q in (gold.a[0], gold.b[0]))
                yield "\n".join((f"{story.name}: missed{update}, {gold.kind}: {gold.note}", *sides))


def _pair(pair: StoredRelation) -> str:
    told = [
        f"    {claim.article.ref} {claim.speaker.name if claim.speaker else '-'} ({claim.certainty}): {claim.text}"
        for claim in (pair.a, pair.b)
    ]
    return "\n".join((f"{pair.reason} {pair.score:.2f}", *told))
