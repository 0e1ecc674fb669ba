"""The versions of an article as a person reads them in a terminal: what came, what went, what reads otherwise now.

A claim that came begins with ``+``, one that went with ``-``; of one that changed the old words stand above the new,
the words that differ in colour, or between brackets: ``at least [12]``. Every line fits `width` cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tracker.records import ArticleHistory, ChangedClaim, ClaimThen, GoneClaim, Span, Version
from tracker.report.terminal.cells import BOLD, DIM, MEASURE, UNDERLINED, Paint, wrap
from tracker.report.terminal.painted import Codes, Runs, set_runs
from tracker.report.wording.harmless import LONGEST, cut, printable, short
from tracker.report.wording.phrases import count, one_line

_GREEN, _RED = 32, 31
_CAME, _WENT = ("+ ", (_GREEN,)), ("- ", (_RED,))
_PAIRS = 3  # so many pairs that rest on a claim are named


def histories_view(histories: Iterable[ArticleHistory], *, width: int, colour: bool = False) -> Iterator[str]:
    """Each history, a blank line between two."""
    for nth, history in enumerate(histories):
        if nth:
            yield ""
        yield from history_view(history, width=width, colour=colour)


def history_view(history: ArticleHistory, *, width: int, colour: bool = False) -> Iterator[str]:
    """The article, its versions with the first one first, and what it no longer says."""
    sheet = _Sheet(min(width, MEASURE), Paint(colour))
    article = history.article
    yield from sheet.lines(short(article.title or article.ref), BOLD)
    heading = one_line(f"article {article.id}", article.outlet, (article.date or "")[:10] or None, article.ref)
    yield from sheet.lines(heading, DIM)
    for version in history.versions:
        yield ""
        yield from sheet.version(version)
    if len(history.versions) == 1:
        return
    yield ""
    yield from sheet.lines("What the article no longer says", BOLD)
    if not history.gone:
        yield from sheet.lines("Nothing is missing: it says all that it ever said.", DIM)
    for gone in history.gone:
        yield from sheet.gone(gone)


class _Sheet:
    """What the lines are set on."""

    def __init__(self, width: int, paint: Paint) -> None:
        self._width, self._paint = width, paint

    def lines(self, text: str, *codes: int) -> Iterator[str]:
        """A paragraph."""
        for line in wrap(text, self._width):
            yield self._paint(line, *codes)

    def version(self, version: Version) -> Iterator[str]:
        """One version: when, how much of it is another, and the claims that are."""
        number = f"Version {version.number}{' (current)' if version.is_current else ''}"
        again = f"the text of version {version.again} again" if version.again else None
        yield from self.lines(one_line(number, _when(version.at), again), BOLD)
        yield from self.lines(_tally(version), DIM)
        for changed in version.changed:
            yield from self._changed(changed)
        for claim in version.added:
            yield from self._claim(_CAME, claim)
        for claim in version.vanished:
            yield from self._claim(_WENT, claim)

    def gone(self, gone: GoneClaim) -> Iterator[str]:
        """A claim that is no longer there, what it reads like now, and what spoke against it."""
        if gone.now is None:
            yield from self._claim(_WENT, gone.claim, after=f" (version {gone.last_in})")
        else:
            yield from self._changed(gone.now)
        for pair in gone.relations[:_PAIRS]:
            verb = "contradicted" if pair.relation == "contradiction" else "updated or updating"
            name = pair.other.speaker.name if pair.other.speaker else "?"
            where = one_line(f"pair {pair.id}", pair.status, f"claim {pair.other.id}")
            said = f"{verb}: {name}: {printable(pair.other.text)} ({where}; it rests on words no longer there)"
            yield from self._set([(cut(said, LONGEST), (DIM,))], "  ! ", ())
        if len(gone.relations) > _PAIRS:
            yield from self._set([(f"and {len(gone.relations) - _PAIRS:,} more pairs", (DIM,))], "  ! ", ())

    def _changed(self, changed: ChangedClaim) -> Iterator[str]:
        yield from self._claim(_WENT, changed.before, changed.before_words)
        yield from self._claim(_CAME, changed.after, changed.after_words)

    def _claim(
        self, mark: tuple[str, Codes], claim: ClaimThen, words: Sequence[Span] = (), after: str = ""
    ) -> Iterator[str]:
        runs: Runs = [(f"{short(claim.speaker or '?')}: ", (BOLD,))]
        runs += _marked(cut(claim.text, LONGEST), words, mark[1], colour=self._paint.colour)
        runs.append((f"{after} #{claim.id}", (DIM,)))
        yield from self._set(runs, *mark)

    def _set(self, runs: Runs, start: str, codes: Codes) -> Iterator[str]:
        for nth, (line, _) in enumerate(set_runs(runs, self._width - len(start), self._paint)):
            yield (self._paint(start, *codes) if nth == 0 else " " * len(start)) + line


def _marked(text: str, words: Sequence[Span], codes: Codes, *, colour: bool) -> Runs:
    """The text with the words that differ painted, or in brackets."""
    runs: Runs = []
    at = 0
    for span in words:
        if span.end > len(text):
            break
        runs.append((printable_run(text[at : span.start]), ()))
        word = printable_run(text[span.start : span.end])
        runs.append((word if colour else f"[{word}]", (*codes, UNDERLINED)))
        at = span.end
    return [*runs, (printable_run(text[at:]), ())]


def printable_run(text: str) -> str:
    """`printable`, with the blanks at its ends: a piece of a line."""
    said = printable(text)
    start = " " if text[:1].isspace() else ""
    return f"{start}{said}{' ' if said and text[-1:].isspace() else ''}"


def _when(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC"


def _tally(version: Version) -> str:
    """``7 % of the words differ · 12 claims: 10 stayed, 1 added, 1 changed``."""
    claims = count(version.claims, "claim")
    if version.difference is None:
        return one_line(claims, version.article.ref)
    told = [f"{version.stayed:,} stayed"]
    for name, found in (("added", version.added), ("vanished", version.vanished), ("changed", version.changed)):
        if found:
            told.append(f"{len(found):,} {name}")
    share = f"{version.difference:.0%}" if version.difference >= 0.01 or not version.difference else "under 1%"
    return one_line(f"{share} of the words differ", f"{claims}: {', '.join(told)}", version.article.ref)
