"""One article whole, as a page in HTML or as a part of one: what the templates set, and the rules they need.

`article_body` says all that is shown, and `templates/article_body.html` sets it; every text in it is harmless. Each
claim has the anchor ``claim-12``, the article ``article-4``: as ids of the store they are unique in a file. A claim
that is gone to is marked without a script, by the rules of `article_rules`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from tracker.period import Bounded
from tracker.records import ArticleHead, ArticlePage, Span
from tracker.report.pages.excerpts import Stretch, choose
from tracker.report.pages.notes import LEAST, MOST_OPEN, Against, Note, find_against, in_file, make_notes
from tracker.report.pages.page import render, style_sheet
from tracker.report.pages.segments import Chip, Cutter, Flag, Marked, Segment
from tracker.report.wording.clashes import clash_in_article
from tracker.report.wording.harmless import aligned, cut, harmless, printable, short
from tracker.report.wording.phrases import count, describe, one_line, reticence
from tracker.report.wording.voices import (
    NOBODY,
    Voice,
    doubt,
    find_voices,
    innermost,
    last_of,
    scorers,
    tally,
    unsure_words,
)
from tracker.segment import find_paragraphs

MOST_SPEAKERS = 60
"""So many speakers stand in the legend."""

_COLOURS = 8  # --voice-1 to --voice-8 of pictures.css
_FOLDED = (
    f"Folded away: suggestions with a score below {LEAST}, likelier wrong than right, and of each claim those after"
    f" its {MOST_OPEN} surest. What a person confirmed never is."
)
_TARGET = "{background:var(--target);color:var(--ink)}\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the notes on its claims. `before` and `after` say what is left out there, if anything is;
    `is_tight`: no blank line stands before it in the article."""

    segments: tuple[Segment, ...]
    notes: tuple[Note, ...] = ()
    before: str = ""
    after: str = ""
    is_tight: bool = False

    @property
    def text(self) -> str:
        """The words, without what is marked in them."""
        return "".join(segment.text for segment in self.segments)

    @property
    def open_notes(self) -> list[Note]:
        """The notes that everybody sees."""
        return [note for note in self.notes if not note.is_weak]

    @property
    def weak_notes(self) -> list[Note]:
        """The notes that are folded away."""
        return [note for note in self.notes if note.is_weak]

    @property
    def weak_words(self) -> str:
        """``2 weaker suggestions, with a score of 0.49 at most``: what is folded away."""
        weak = self.weak_notes
        return f"{count(len(weak), 'weaker suggestion')}, with a score of {max(note.score for note in weak):.2f}" + (
            " at most" if len(weak) > 1 else ""
        )


@dataclass(frozen=True, slots=True)
class Legend:
    """A speaker of the article; `claims` is ``3 claims: 2 certain, 1 denied``, and in whose words they are told."""

    chip: Chip
    name: str
    standing: str
    kind: str
    claims: str


@dataclass(frozen=True, slots=True)
class ArticleBody:
    """All that is shown of an article. `heading` has the title as the text begins with it, None where it does not;
    `facts` are outlet, date and the like, `link` the address where it is one of the web. `claims` are the ids of all
    its claims, `broken` of those that go over several paragraphs, `loose` of those without a word that is shown.
    `scorers` are the models of certainty, empty where none has read it; `has_evidence`: words are underlined. `unsure`
    says how many attributions are left out as not sure enough, `folded` which notes are folded away."""

    id: int
    title: str
    heading: Paragraph | None
    facts: tuple[str, ...]
    link: str | None
    copies: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    after: str
    legend: Bounded[Legend]
    claims: tuple[int, ...]
    broken: tuple[int, ...]
    loose: tuple[int, ...]
    more_notes: str
    scorers: str
    has_evidence: bool
    unsure: str = ""
    folded: str = ""


def html_article(page: ArticlePage) -> Iterator[str]:
    """The lines of a page with one article whole."""
    body = article_body(page)
    return render("article.html", rules=article_rules([body]), body=body)


def article_rules(bodies: Iterable[ArticleBody], only: Collection[int] | None = None) -> str:
    """The CSS that these articles need in a page: their look, and that the claim which is gone to is marked; with
    `only`, those of these ids alone.

    A claim of one paragraph is marked by what follows its anchor, in any browser; one of several also by ``:has``.
    """
    shown = list(bodies)

    def each(rule: str, claims: Iterable[int]) -> str:
        return ",".join(rule.format(claim) for claim in claims if only is None or claim in only)

    whole = each("#claim-{0}:target~.c{0}", (claim for body in shown for claim in body.claims))
    broken = each(".text:has(#claim-{0}:target) .c{0}", (claim for body in shown for claim in body.broken))
    return style_sheet("article.css") + "".join(rules + _TARGET for rules in (whole, broken) if rules)


def article_body(
    page: ArticlePage, *, cited: Collection[int] = (), around: int | None = None, here: Container[int] = ()
) -> ArticleBody:
    """What is shown of an article, the claims of the ids `cited` marked.

    `around` is how many characters of a long article are shown about (None: all): the paragraphs with cited claims,
    and those next to them. `here` are the ids of the other articles in the same file, whose claims can be gone to.
    """
    article = page.stored.article
    text, paragraphs = _paragraphs(article.text)
    voices = find_voices(page.stored.attributions)
    found = innermost(len(text), page.stored.attributions, voices)
    claims = [
        Marked(number, claim, heard, _last(claim.span, voice, text, found), is_cited=number in cited)
        for heard, numbers, voice in zip(page.stored.attributions, page.claim_ids, voices, strict=True)
        for number, claim in zip(numbers, heard.claims, strict=True)
    ]
    title = printable(page.stored.head.title or page.stored.head.ref)
    is_titled = bool(paragraphs) and printable(paragraphs[0].of(text)) == title
    stretches = choose(text, paragraphs, [one.claim.span for one in claims if one.is_cited], around, is_titled)
    notes, left_out = _find_notes(page, claims, [one.span for one in stretches], here)
    claims = _flagged(claims, notes, find_against(page), article.text)
    chips = _chips(voices)
    cutter = Cutter(text, page.stored.attributions, claims, found, chips)
    pieces = list(cutter.cut(one.span for one in stretches))
    shown = _set(stretches, pieces, claims, notes)
    heading = shown.pop(0) if is_titled else None
    anchored = {claim for segments in pieces for segment in segments for claim in segment.begins}
    return ArticleBody(
        id=page.stored.head.id,
        title=cut(title),
        heading=heading,
        facts=_facts(page.stored.head),
        link=_link(page.stored.head.url),
        copies=_copies(page),
        paragraphs=tuple(shown),
        after=stretches[-1].after if stretches else "",
        legend=_legend(voices, chips, None if around is None else pieces),
        claims=tuple(one.id for one in claims),
        broken=_broken(claims, paragraphs),
        loose=tuple(one.id for one in claims if one.id not in anchored),
        more_notes=_more_notes(page, left_out),
        scorers=scorers(page.stored.attributions),
        has_evidence=any(segment.is_evidence for segments in pieces for segment in segments),
        unsure=unsure_words(page.unsure) if page.unsure else "",
        folded=_FOLDED if any(note.is_weak for note in notes) else "",
    )


def _paragraphs(text: str) -> tuple[str, list[Span]]:
    """The text, harmless, each of its paragraphs on one line; the paragraphs in which there is something to see."""
    text = aligned(text)
    # What is dropped is a blank here: a line that ends in CR and LF may be an empty one.
    found = [span for span in find_paragraphs(text.replace("\ufeff", " ")) if harmless(span.of(text)).strip()]
    characters = list(text)
    for span in found:
        characters[span.start : span.end] = span.of(text).replace("\n", " ")
    return "".join(characters), found


def _last(claim: Span, voice: Voice, text: str, found: list[Voice | None]) -> int:
    return last_of(claim, voice, text, found) if claim else max(claim.start - 1, 0)


def _find_notes(
    page: ArticlePage, claims: Sequence[Marked], shown: Sequence[Span], here: Container[int]
) -> tuple[list[Note], int]:
    """The notes on the claims that are shown, in the order of the text; how many relations of others are left out."""
    against = find_against(page)
    wanted, starts = {one.own.id for one in against}, [span.start for span in shown]
    places = {}
    for one in claims:
        nth = bisect_right(starts, one.last) - 1
        if one.id in wanted and nth >= 0 and one.last < shown[nth].end:
            places[one.id] = one.last
    told = sorted((one for one in against if one.own.id in places), key=lambda one: places[one.own.id])
    is_other, own = in_file(here), page.stored.head.id
    notes = make_notes(told, lambda claim: claim.article.id == own or is_other(claim))
    return notes, len({one.relation.id for one in against} - {one.relation.id for one in told})


def _flagged(claims: Sequence[Marked], notes: Sequence[Note], against: Sequence[Against], text: str) -> list[Marked]:
    """The claims with the marks of their notes, and the words of theirs that clash."""
    flags: dict[int, list[Flag]] = {}
    for note in notes:
        flag = Flag(note.number, note.id, note.sign, f"{note.title}: {note.reason}", note.is_weak)
        flags.setdefault(note.claim, []).append(flag)
    clash: dict[int, list[Span]] = {}
    for one in against:
        if one.own.id in flags:
            clash.setdefault(one.own.id, []).extend(clash_in_article(one.own, one.own_clash, text))
    return [
        replace(one, flags=tuple(flags[one.id]), clash=tuple(clash[one.id])) if one.id in flags else one
        for one in claims
    ]


def _chips(voices: Iterable[Voice]) -> dict[Voice, Chip]:
    return {
        voice: Chip(
            voice.label,
            (voice.number - 1) % _COLOURS + 1 if voice.speaker else 0,
            short(voice.speaker.name) if voice.speaker else NOBODY,
        )
        for voice in dict.fromkeys(voices)
    }


def _set(
    stretches: Sequence[Stretch], pieces: Sequence[tuple[Segment, ...]], claims: Iterable[Marked], notes: Iterable[Note]
) -> list[Paragraph]:
    """The paragraphs, each with the notes on the claims that end in it."""
    of_claim: dict[int, list[Note]] = {}
    for note in notes:
        of_claim.setdefault(note.claim, []).append(note)
    flagged = [one for one in claims if one.flags]
    return [
        Paragraph(
            segments,
            tuple(
                sorted(
                    (
                        note
                        for one in flagged
                        if stretch.span.start <= one.last < stretch.span.end
                        for note in of_claim[one.id]
                    ),
                    key=lambda note: note.number,
                )
            ),
            stretch.before,
            stretch.cut,
            stretch.is_tight,
        )
        for stretch, segments in zip(stretches, pieces, strict=True)
    ]


def _broken(claims: Iterable[Marked], paragraphs: Sequence[Span]) -> tuple[int, ...]:
    """The claims that are not within one paragraph."""
    starts = [span.start for span in paragraphs]
    return tuple(
        one.id
        for one in claims
        if bisect_right(starts, one.claim.span.start) != bisect_right(starts, max(one.claim.span.end - 1, 0))
    )


def _legend(
    voices: Sequence[Voice], chips: dict[Voice, Chip], shown: Sequence[tuple[Segment, ...]] | None
) -> Bounded[Legend]:
    """The speakers, in the order of their numbers; of an excerpt those whose words are `shown`."""
    heard = list(dict.fromkeys(voices))
    found = None if shown is None else {piece.chip for segments in shown for piece in segments}
    once = [voice for voice in heard if found is None or chips[voice] in found]
    told = []
    for voice in once[:MOST_SPEAKERS]:
        name, _, standing = describe(voice.speaker).partition(" — ") if voice.speaker else (NOBODY, "", "")
        kind = voice.speaker.kind if voice.speaker and voice.speaker.kind != "person" else ""
        tellers = f"told by {', '.join(voice.tellers)}" if voice.tellers else None
        why = reticence(voice.speaker) if voice.speaker else None
        claims = one_line(tally(voice.claims), why and short(why), tellers, doubt(voice))
        told.append(Legend(chips[voice], short(name), short(standing), kind, claims))
    return Bounded(tuple(told), len(heard))


def _facts(head: ArticleHead) -> tuple[str, ...]:
    """Outlet, date, ref, id, as far as they are known and said nowhere else."""
    address = head.url if head.url and not _link(head.url) and head.url != head.ref else None
    ref = head.ref if head.title and head.ref != head.url else None
    told = (head.outlet, head.date[:10] if head.date else None, ref, address, f"article {head.id}")
    return tuple(said for part in told if part and (said := short(part)))


def _link(url: str | None) -> str | None:
    """The address, if it is one of the web and no more than that."""
    if url is None or url != printable(url) or " " in url or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _copies(page: ArticlePage) -> tuple[str, ...]:
    """What the reader must know before counting this as a source of its own."""
    said = []
    if page.original is not None:
        said.append(f"A copy of {_named(page.original)}.")
    if page.copies:
        names = "; ".join(map(_named, page.copies))
        more = f" … and {page.more_copies:,} more" if page.more_copies else ""
        said.append(f"Copied by {count(len(page.copies) + page.more_copies, 'article')}: {names}{more}.")
    return tuple(said)


def _named(head: ArticleHead) -> str:
    """``River Post, 2024-03-02 (article 1)``."""
    where = one_line(short(head.outlet or head.title or head.ref), head.date and short(head.date[:10]), joint=", ")
    return f"{where} (article {head.id})"


def _more_notes(page: ArticlePage, left_out: int) -> str:
    """What is left out of the contradictions and updates."""
    more = page.more + left_out
    things = "contradiction or update" if more == 1 else "contradictions or updates"
    return f"… {more:,} more {things} left out …" if more else ""
