"""Claims and sources as a person reads them in a terminal: who, what they said, where and when.

Every function gives lines that fit `width` cells, words wrapped and nothing cut off, with colour only where asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from tracker.records import ArticleHead, ScoreChange, SourceSummary, StoredClaim, StoredSpeaker
from tracker.report.terminal.cells import BOLD, DIM, MEASURE, Paint, cells, pad, wrap
from tracker.report.wording.gauge import CELLS, WORD, bar, change_words, distance_word, is_plain, level_word
from tracker.report.wording.harmless import printable
from tracker.report.wording.phrases import (
    claim_words,
    credits_of,
    dates,
    describe,
    language_of,
    one_line,
    reprint_words,
    reticence,
    standing,
    told_words,
)

UNSURE = "?"
"""Stands behind a speaker who may be somebody else."""

_UNSURE_MEANS = "who it is cannot be told; `tracker sources --unsure` asks you"
_BESIDE, _BENEATH = CELLS + 1 + WORD, CELLS  # the column that says how sure: bar and word, or the word beneath the bar
_ROOMY, _TIGHT = 36, 20  # so many cells at least are left for the words of a claim


def _article_heading(
    head: ArticleHead, version: int | None, origin: ArticleHead | None, width: int, paint: Paint
) -> Iterator[str]:
    for line in wrap(printable(head.title or head.ref), width):
        yield paint(line, BOLD)
    date = head.date[:10] if head.date else None
    ref = head.ref if head.title else None
    nth = f"version {version}" if version else None
    facts = (head.outlet, credits_of(head), date, ref, f"article {head.id}", language_of(head), nth)
    for line in wrap(one_line(*facts, reprint_words(origin)), width):
        yield paint(line, DIM)


def _speaker_lines(speaker: StoredSpeaker | None, unsure: bool, width: int, paint: Paint) -> list[str]:
    mark = f" {UNSURE}" if unsure else ""
    if speaker is None:
        return [paint(pad(line, width), DIM) for line in wrap(f"(no speaker found){mark}", width)]
    name = [paint(pad(line, width), BOLD) for line in wrap(printable(speaker.name) + mark, width)]
    return name + [paint(pad(line, width), DIM) for line in wrap(standing(speaker), width)]


@dataclass(frozen=True, slots=True)
class _Columns:
    """The widths of a claim's columns: its id, how sure (0: no such column), its words. Whether to draw blocks. What
    all claims of the article reprint, which is said once for all."""

    number: int
    gauge: int
    words: int
    blocks: bool
    origin: ArticleHead | None


def _columns(claims: Sequence[StoredClaim], width: int, blocks: bool, origin: ArticleHead | None) -> _Columns:
    """The columns of an article's claims. Where it is tight the word stands beneath its bar, or after the claim."""
    number = max(4, *(len(str(claim.id)) for claim in claims))
    room = width - number - 2
    gauge = 0
    if any(claim.score is not None for claim in claims):
        fits = (wide for wide, least in ((_BESIDE, _ROOMY), (_BENEATH, _TIGHT)) if room - wide - 2 >= least)
        gauge = next(fits, 0)
    return _Columns(number, gauge, min(MEASURE, room - gauge - 2 if gauge else room), blocks, origin)


def _margin(claim: StoredClaim, columns: _Columns, paint: Paint) -> list[str]:
    """What stands left of a claim's words: its id, and how sure the speaker is."""
    number = paint(f"{claim.id:>{columns.number}}", DIM)
    if not columns.gauge:
        return [number]
    if claim.certainty is None or claim.score is None:
        return [number + " " * (2 + columns.gauge)]
    codes = (DIM,) if is_plain(claim.certainty, claim.polarity) else ()
    drawn, words = bar(claim.score, blocks=columns.blocks), wrap(level_word(claim.certainty, claim.polarity), WORD)
    lines = [f"{number}  {paint(drawn, *codes)}"]
    width = columns.number + 2 + columns.gauge
    if columns.gauge == _BESIDE:
        lines[0] += " " + paint(pad(words.pop(0), WORD), *codes)
        words = [pad(word, WORD) for word in words]
    return [*lines, *(paint(f"{word:>{width}}", *codes) for word in words)]


def _words_of_claim(claim: StoredClaim, columns: _Columns) -> str:
    """What was claimed, and what is said of it that no column holds."""
    said: list[str] = []
    if not columns.gauge and claim.certainty is not None and claim.score is not None:
        said.append(f"{bar(claim.score, blocks=columns.blocks)} {level_word(claim.certainty, claim.polarity)}")
    if stance := distance_word(claim.distance):
        said.append(stance)
    if told := told_words(claim):
        said.append(told)
    if claim.origin_article != columns.origin and (reprint := reprint_words(claim.origin_article)):
        said.append(reprint)
    if not claim.stands:
        said.append("no longer there")
    return claim_words(claim) + (f" ({', '.join(said)})" if said else "")


def _claim_lines(claims: Iterable[StoredClaim], columns: _Columns, paint: Paint) -> Iterator[str]:
    margin = " " * (columns.number + (2 + columns.gauge if columns.gauge else 0))
    for claim in claims:
        words = wrap(_words_of_claim(claim, columns), columns.words)
        for left, line in zip_longest(_margin(claim, columns, paint), words):
            yield f"{left or margin}  {line or ''}"


def claims_table(
    claims: Iterable[StoredClaim], *, width: int, colour: bool = False, speakers: bool = True, blocks: bool = True
) -> Iterator[str]:
    """Claims under the article they stand in, next to who made them; each claim after its id and how sure it is.

    Takes claims as they come and holds those of one article at a time. `speakers` false leaves that column out (the
    reader knows who it is), `blocks` false keeps the bars to ASCII. Who may be somebody else has a ``?``, which is told
    at the end.
    """
    paint = Paint(colour)
    is_unsure = False
    who = max(14, min(32, width * 3 // 10)) if speakers else 0
    for nth, (_, same_article) in enumerate(groupby(claims, key=lambda claim: claim.article.id)):
        of_article = list(same_article)
        if nth:
            yield ""
        origins = {claim.origin_article for claim in of_article}
        origin = origins.pop() if len(origins) == 1 else None
        yield from _article_heading(of_article[0].article, of_article[0].version, origin, width, paint)
        yield ""
        columns = _columns(of_article, width - (who + 2 if speakers else 0), blocks, origin)
        by_speaker = groupby(of_article, key=lambda claim: (claim.speaker and claim.speaker.id, _is_unsure(claim)))
        for mth, ((_, unsure), same_speaker) in enumerate(by_speaker):
            of_speaker = list(same_speaker)
            if mth and speakers:
                yield ""
            left = _speaker_lines(of_speaker[0].speaker, unsure, who, paint) if speakers else []
            is_unsure |= unsure and speakers
            for who_line, said in zip_longest(left, _claim_lines(of_speaker, columns, paint)):
                start = f"{who_line or ' ' * who}  " if speakers else ""
                yield (start + (said or "")).rstrip()

    if is_unsure:
        yield ""
        for line in wrap(f"{UNSURE} {_UNSURE_MEANS}", min(MEASURE, width)):
            yield paint(line, DIM)


def _is_unsure(claim: StoredClaim) -> bool:
    return claim.resolution is not None and claim.resolution.is_unsure


def changes_table(changes: Iterable[ScoreChange], *, width: int, colour: bool = False) -> Iterator[str]:
    """Claims that another model reads otherwise: the id, the level then and now, the score then and now, who said what.

    A claim without an earlier score is left out.
    """
    paint = Paint(colour)
    for change in changes:
        if change.before is None:
            continue
        was, now = change_words(change.before, change.after)
        levels, scores = f"{was} → {now}", f"{change.before.score:.2f} → {change.after.score:.2f}"
        start, indent = f"{change.claim_id:>4}  ", max(4, len(str(change.claim_id))) + 2
        facts = f"{pad(levels, 2 * WORD + 3)}  {scores}"
        if width - indent - cells(facts) - 2 < _ROOMY:
            for line in wrap(facts, width - indent):
                yield paint(start, DIM) + line
                start = " " * indent
        else:
            start, indent = paint(start, DIM) + facts + "  ", indent + cells(facts) + 2
        for line in wrap(one_line(change.speaker, change.text, joint=": "), min(MEASURE, width - indent)):
            yield start + line
            start = " " * indent


def sources_table(sources: Iterable[SourceSummary], *, width: int, colour: bool = False) -> Iterator[str]:
    """Who is quoted, how often, under which names, and when."""
    paint = Paint(colour)
    for nth, source in enumerate(sources):
        if not nth:
            yield paint("    id  claims  articles  source", DIM)
        start = paint(f"{source.speaker.id:>6}", DIM) + f"  {source.claims:>6,}  {source.articles:>8,}  "
        for line in wrap(describe(source.speaker), min(MEASURE, width - 26)):
            name, dash, told = line.partition(" — ")
            yield start + paint(name, BOLD) + dash + told
            start = " " * 26
        for line in wrap(_particulars(source), min(MEASURE, width - 26)):
            yield start + paint(line, DIM)


def _particulars(source: SourceSummary) -> str:
    others = [printable(name) for name in source.names if name != source.speaker.name]
    also = f"also: {', '.join(others)}" if others else None
    return one_line(source.speaker.kind, dates(source.first_date, source.last_date), also, reticence(source.speaker))
