"""What speaks against the claims of an article: a note for each, with the other claim's words and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.records import ArticlePage, Span, StoredClaim, StoredRelation
from tracker.report.wording.clashes import reason_words, status_words
from tracker.report.wording.gauge import distance_word, is_plain, level_word
from tracker.report.wording.harmless import LONGEST, aligned, printable, short
from tracker.report.wording.phrases import claim_words, describe, one_line, reprint_words
from tracker.report.wording.voices import NOBODY, evident_words

MOST_TELLINGS = 4
"""So many places are named that tell the same against a claim."""

LEAST = 0.5
"""A suggestion with a lower score is weak: the machine holds it likelier that both claims are true than not."""
MOST_OPEN = 3
"""So many suggestions stand open under a claim, its surest ones; the others are folded away as weak ones are."""

CONTRADICTED, UPDATED, UPDATES = "≠", "→", "←"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a claim's words; whether they clash."""

    text: str
    is_clash: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands. `claim` is its id where it is in this file and so can be gone to, else None."""

    words: str
    claim: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """What speaks against the claim `claim`: `sign` is ``≠``, or ``→`` where the other claim updates it and ``←`` where
    it updates the other. `also` are other places of the same, `more` of these are left out. `score` is how probable it
    is (0..1); where `is_weak`, it is folded away."""

    id: str
    number: int
    claim: int
    sign: str
    reason: str
    status: str
    is_confirmed: bool
    facts: tuple[str, ...]
    speaker: str
    standing: str
    sure: str
    words: tuple[Run, ...]
    is_quoted: bool
    where: str
    place: Place
    comment: str
    score: float
    is_weak: bool = False
    also: tuple[Place, ...] = ()
    more: int = 0

    @property
    def title(self) -> str:
        """What the mark of the note means, in words."""
        return {CONTRADICTED: "contradicted", UPDATED: "updated later", UPDATES: "updates an earlier claim"}[self.sign]


@dataclass(frozen=True, slots=True)
class Against:
    """A relation as seen from one of its two claims."""

    relation: StoredRelation
    own: StoredClaim
    other: StoredClaim
    own_clash: tuple[Span, ...]
    other_clash: tuple[Span, ...]


def find_against(page: ArticlePage) -> list[Against]:
    """Each relation from each of its sides that is of the article; in the order of the relations."""
    article = page.stored.head.id
    found = []
    for relation in page.relations:
        a, b, clash = relation.a, relation.b, relation.clash
        if a.article.id == article:
            found.append(Against(relation, a, b, clash.a, clash.b))
        if b.article.id == article:
            found.append(Against(relation, b, a, clash.b, clash.a))
    return found


def make_notes(against: Iterable[Against], is_here: Callable[[StoredClaim], bool]) -> list[Note]:
    """A note for all that tell a claim the same (the same words of one speaker, in whichever print), in the order
    they come. Numbers are from 1. What a person confirmed is never weak."""
    groups: dict[tuple[object, ...], list[Against]] = {}
    for one in against:
        other = one.other
        who = other.speaker.id if other.speaker else None
        said = printable(other.text).casefold().rstrip(".")
        groups.setdefault((one.own.id, one.relation.relation, who, said), []).append(one)
    told = [_note(group, number, is_here) for number, group in enumerate(groups.values(), start=1)]
    open_ones = _open(told)
    return [replace(note, is_weak=note.number not in open_ones) for note in told]


def _open(notes: Iterable[Note]) -> set[int]:
    """The numbers of the notes that are not weak."""
    found: set[int] = set()
    suggested: Counter[int] = Counter()
    for note in sorted(notes, key=lambda note: -note.score):
        if note.is_confirmed:
            found.add(note.number)
        elif note.score >= LEAST and suggested[note.claim] < MOST_OPEN:
            suggested[note.claim] += 1
            found.add(note.number)
    return found


def in_file(articles: Container[int]) -> Callable[[StoredClaim], bool]:
    """Whether a claim is of one of these articles."""
    return lambda claim: claim.article.id in articles


def _note(group: Sequence[Against], number: int, is_here: Callable[[StoredClaim], bool]) -> Note:
    head, *others = group
    relation, other = head.relation, head.other
    name, _, standing = describe(other.speaker).partition(" — ") if other.speaker else (f"({NOBODY})", "", "")
    same = ("same speaker",) if relation.same_speaker else ()
    return Note(
        id=f"note-{head.own.id}-{relation.id}",
        number=number,
        claim=head.own.id,
        sign=_sign(head),
        reason=reason_words(relation),
        status=short(status_words(relation)),
        is_confirmed=relation.status == "confirmed",
        facts=(*same, f"score {relation.score:.2f}", f"pair {relation.id}"),
        speaker=short(name),
        standing=short(standing),
        sure=_sure(other),
        words=clashing_runs(other.text, head.other_clash),
        is_quoted=claim_words(other) != printable(other.text),
        where=_where(other),
        place=_place(other, is_here),
        comment="" if relation.note is None else short(relation.note),
        score=relation.score,
        also=tuple(
            replace(place, words=one_line(_where(one.other), place.words, joint=", "))
            for one in others[:MOST_TELLINGS]
            for place in (_place(one.other, is_here),)
        ),
        more=max(len(others) - MOST_TELLINGS, 0),
    )


def _sign(one: Against) -> str:
    if one.relation.relation != "supersedes":
        return CONTRADICTED
    return UPDATED if one.own.id == one.relation.a.id else UPDATES


def _sure(claim: StoredClaim) -> str:
    """How sure the other speaker is, where it is not simply asserted."""
    level = None
    if claim.certainty is not None and not is_plain(claim.certainty, claim.polarity):
        level = level_word(claim.certainty, claim.polarity)
    return one_line(level, distance_word(claim.distance), joint=", ")


def _where(claim: StoredClaim) -> str:
    """``Harbour News, 2024-03-03``."""
    head = claim.article
    outlet = short(head.outlet or head.title or "") or None
    return one_line(outlet, short(head.date[:10]) if head.date else "no date", joint=", ")


def _place(claim: StoredClaim, is_here: Callable[[StoredClaim], bool]) -> Place:
    """``article 4 (notes.txt), characters 41–68``."""
    head, span = claim.article, claim.span
    reprint = reprint_words(claim.origin_article)
    words = one_line(
        f"article {head.id} ({short(head.ref)})",
        f"characters {span.start:,}–{span.end:,}",
        None if reprint is None else short(reprint),
        joint=", ",
    )
    return Place(words, claim.id if is_here(claim) else None)


def clashing_runs(text: str, clash: Iterable[Span]) -> tuple[Run, ...]:
    """The words of a claim, those that clash apart; of enormous ones the beginning, and how much is missing."""
    shown = aligned(text).replace("\n", " ")
    whole, shown = len(shown), shown[:LONGEST]
    runs, at = [], 0
    inside = [Span(min(span.start, len(shown)), min(span.end, len(shown))) for span in clash]
    for words in evident_words(shown, inside):
        runs += [Run(shown[at : words.start], False), Run(words.of(shown), True)]
        at = words.end
    runs.append(Run(shown[at:], False))
    if whole > len(shown):
        runs.append(Run(f" … ({whole - len(shown):,} more characters)", False))
    pieces = (Run(run.text.replace("\ufeff", ""), run.is_clash) for run in runs)
    return tuple(run for run in pieces if run.text)
