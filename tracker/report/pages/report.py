"""A report as a web page: one file with its pictures, and with the articles it quotes so that every claim is a link to
its words.

What a page shows where is in the template `report.html`; here every text is made printable, cut where it is enormous,
and given the place it links to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.period import ToldDispute
from tracker.records import ArticleHead, ArticlePage, Span, StoredClaim, StoredRelation
from tracker.report.contents.build import Report, Shift
from tracker.report.contents.outline import PART_OF, Entry, Key, Outline, Section, outline
from tracker.report.contents.pictures import find_pictures
from tracker.report.pages.article import article_body, article_rules
from tracker.report.pages.page import render, style_sheet
from tracker.report.wording.clashes import clash_in_quote, reason_words, status_words
from tracker.report.wording.gauge import distance_word, level_word
from tracker.report.wording.harmless import LONGEST, aligned, cut, printable, short
from tracker.report.wording.phrases import count, describe, one_line, reprint_words, told_words

MOST_ARTICLES = 200
"""So many of the articles that are quoted stand in the page; claims of others have no link."""
LONGEST_ARTICLE = 12_000
"""About so many characters of an article stand in the page: its quoted paragraphs, and those beside them."""


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of what somebody said; `clash`: it cannot be right together with the other side's."""

    text: str
    clash: bool = False


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim: `level` names a class of the style sheet, `sure` is the word for it; `told` says in whose words it is
    told; `cut` characters of the words are
    left out; `link` is the anchor of the words within the page, None where their article is not in it."""

    id: int
    name: str | None
    standing: str
    level: str
    sure: str | None
    stance: str | None
    told: str | None
    words: tuple[Words, ...]
    cut: int
    place: str
    copy: str | None
    article: int
    ref: str
    span: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Where a dispute is told again."""

    place: str
    link: str | None


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute: `facts` are said of it in a line; `is_new` is None where nothing can be old."""

    pair: int
    reason: str
    is_confirmed: bool
    decided: str
    is_new: bool | None
    facts: tuple[str, ...]
    sides: tuple[ClaimView, ClaimView]
    repeats: tuple[Repeat, ...]
    more_repeats: int
    note: str | None


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A speaker who is firmer or softer than before."""

    firmer: bool
    sides: tuple[ClaimView, ClaimView]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at a glance, what is said of it, and the figures that are parts of it."""

    label: str
    number: str
    said: str
    parts: tuple[Figure, ...] = ()


Card = DisputeView | ShiftView | ClaimView | Entry


@dataclass(frozen=True, slots=True)
class SectionView:
    """A part of the page: what is said of all its cards, the cards, and how many there are beyond them."""

    key: Key
    heading: str
    said: str
    cards: tuple[Card, ...]
    more: str | None


def cited_claims(report: Report) -> list[StoredClaim]:
    """The claims that a page of the report links to, in its order, each once."""
    cited: dict[int, StoredClaim] = {}
    for told in _disputes(report):
        for relation in (told.dispute.head, *told.dispute.also):
            cited |= {relation.a.id: relation.a, relation.b.id: relation.b}
    for shift in report.shifts.items:
        cited |= {shift.before.id: shift.before, shift.after.id: shift.after}
    return list((cited | {claim.id: claim for claim in report.unnamed.items}).values())


def cited_articles(report: Report) -> list[int]:
    """The ids of the articles that stand in a page of the report: those it quotes first, at most `MOST_ARTICLES`."""
    return list(dict.fromkeys(claim.article.id for claim in cited_claims(report)))[:MOST_ARTICLES]


def _disputes(report: Report) -> Iterator[ToldDispute]:
    for sort in (report.contradictions, report.self_contradictions, report.updates):
        yield from sort.listed.items


def html_lines(report: Report, articles: Sequence[ArticlePage] = ()) -> Iterator[str]:
    """The lines of the page. `articles` are those that stand in it (see `cited_articles`)."""
    from tracker.report.pages.charts import find_drawings  # what draws takes time to load

    page = outline(report)
    held = frozenset(one.stored.head.id for one in articles)
    cited = {claim.id for claim in cited_claims(report)}
    linked = cited | {side.id for one in articles for pair in one.relations for side in (pair.a, pair.b)}
    bodies = [article_body(one, cited=cited, around=LONGEST_ARTICLE, here=held) for one in articles]
    views = _Views(held, tells_new=report.new_speakers is not None)
    yield from render(
        "report.html",
        rules=style_sheet("report.css") + article_rules(bodies, only=linked),
        page=page,
        figures=_figures(page),
        sections=tuple(views.section(section) for section in page.sections),
        drawings=find_drawings(find_pictures(report)),
        articles=bodies,
    )


def _figures(page: Outline) -> tuple[Figure, ...]:
    """The figures at a glance, those that begin with a dash as parts of the one before."""
    figures: list[Figure] = []
    for label, value in page.figures:
        number, _, said = value.partition(" (")
        one = Figure(label.removeprefix(PART_OF), number, said.removesuffix(")"))
        if label.startswith(PART_OF) and figures:
            figures[-1] = replace(figures[-1], parts=(*figures[-1].parts, one))
        else:
            figures.append(one)
    return tuple(figures)


@dataclass(frozen=True, slots=True)
class _Views:
    """Makes views of records: `held` are the ids of the articles in the page; `tells_new`: something can be old."""

    held: frozenset[int]
    tells_new: bool

    def section(self, section: Section) -> SectionView:
        cards = tuple(map(self._card, section.items, section.entries))
        return SectionView(section.key, section.heading, section.said, cards, section.more)

    def _card(self, item: object, entry: Entry) -> Card:
        if isinstance(item, ToldDispute):
            return self._dispute(item)
        if isinstance(item, Shift):
            return ShiftView(item.firmer, (self._claim(item.before, ()), self._claim(item.after, ())))
        return self._claim(item, ()) if isinstance(item, StoredClaim) else entry

    def _dispute(self, told: ToldDispute) -> DisputeView:
        dispute, head = told.dispute, told.dispute.head
        outlets = count(dispute.outlets, "outlet")
        origins = count(dispute.origins, "origin") if dispute.origins < dispute.outlets else None
        repeats = tuple(self._repeats(head, dispute.also))
        return DisputeView(
            pair=head.id,
            reason=reason_words(head),
            is_confirmed=head.status == "confirmed",
            decided=short(status_words(head)),
            is_new=told.is_new if self.tells_new else None,
            facts=tuple(fact for fact in (f"score {head.score:.2f}", outlets, origins, f"pair {head.id}") if fact),
            sides=(self._claim(head.a, head.clash.a), self._claim(head.b, head.clash.b)),
            repeats=repeats,
            more_repeats=told.tellings - len(dispute.also),
            note=cut(printable(head.note)) if head.note else None,
        )

    def _repeats(self, head: StoredRelation, also: Iterable[StoredRelation]) -> Iterator[Repeat]:
        """Each claim that repeats one of the two, once."""
        seen = {head.a.id, head.b.id}
        for relation in also:
            for claim in (relation.a, relation.b):
                if claim.id not in seen:
                    seen.add(claim.id)
                    copy = reprint_words(claim.origin_article)
                    told = one_line(_place(claim.article), f"article {claim.article.id}", copy, joint=", ")
                    yield Repeat(short(told), self._link(claim))

    def _claim(self, claim: StoredClaim, clash: Sequence[Span]) -> ClaimView:
        name, _, standing = short(describe(claim.speaker)).partition(" — ") if claim.speaker else ("", "", "")
        return ClaimView(
            id=claim.id,
            name=name or None,
            standing=standing,
            level=claim.certainty or "unscored",
            sure=None if claim.certainty is None else level_word(claim.certainty, claim.polarity),
            stance=distance_word(claim.distance),
            told=told_words(claim),
            words=tuple(_words(claim, clash)),
            cut=max(len(claim.quote) - LONGEST, 0),
            place=_place(claim.article),
            copy=None if claim.origin_article is None else short(reprint_words(claim.origin_article) or ""),
            article=claim.article.id,
            ref=short(claim.article.ref),
            span=f"{claim.span.start:,}–{claim.span.end:,}",
            link=self._link(claim),
        )

    def _link(self, claim: StoredClaim) -> str | None:
        return f"claim-{claim.id}" if claim.article.id in self.held else None


def _place(head: ArticleHead) -> str:
    """``River Post, 2024-03-02``."""
    day = head.date[:10] if head.date else "no date"
    return one_line(short(head.outlet or head.title or head.ref), short(day), joint=", ")


def _words(claim: StoredClaim, clash: Sequence[Span]) -> Iterator[Words]:
    """The first `LONGEST` characters of the quote, cut where a clash begins and ends."""
    quote = aligned(claim.quote[:LONGEST])
    at = 0
    for span in sorted(clash_in_quote(claim, clash, quote)):
        if span.start >= at:
            yield from _piece(quote[at : span.start], clash=False)
            yield from _piece(span.of(quote), clash=True)
            at = span.end
    yield from _piece(quote[at:], clash=False)


def _piece(text: str, *, clash: bool) -> Iterator[Words]:
    if text := text.replace("\ufeff", ""):
        yield Words(text, clash)
