"""Two claims against each other as a person reads them in a terminal: who, where, when, and the words that clash.

Side by side where there is room, one below the other where there is not. The words that clash are bold and underlined;
without colour they stand ``‹so›``. Every line fits `width` cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from tracker.records import Dispute, Span, StoredClaim, StoredRelation
from tracker.report.terminal.cells import BOLD, DIM, MEASURE, UNDERLINED, Paint, cells
from tracker.report.terminal.painted import GLUE, Codes, Line, Runs, set_runs
from tracker.report.wording.clashes import clash_in_article, reason_words, status_words
from tracker.report.wording.gauge import bar, distance_word, is_plain, level_word
from tracker.report.wording.harmless import aligned, printable
from tracker.report.wording.phrases import claim_words, count, describe, one_line, reprint_words, told_words
from tracker.segment import find_paragraphs

_RED, _GREEN = 31, 32
_CLASH = (BOLD, UNDERLINED, _RED)
_BESIDE = 90
"""So many columns at least for two claims side by side: two columns of 40 letters, the narrowest that still reads."""
_GAP = 4
_MEASURE = 72  # no wider, side by side: the eye goes from one to the other
_AROUND = 240  # characters of the paragraph that are shown on either side of a claim


@dataclass(frozen=True, slots=True)
class Style:
    """How pairs are set: with colour or without; `blocks` false keeps bars and marks to ASCII."""

    width: int
    colour: bool = False
    blocks: bool = True

    @property
    def paint(self) -> Paint:
        """Puts colour on, where there is colour."""
        return Paint(self.colour)

    @property
    def marks(self) -> tuple[str, str]:
        """What stands round the words that clash where there is no colour."""
        return ("‹", "›") if self.blocks else ("[", "]")


def disputes_table(disputes: Iterable[Dispute], style: Style) -> Iterator[str]:
    """Each dispute: what it is, both claims, and where else it is told."""
    for nth, dispute in enumerate(disputes):
        if nth:
            yield ""
        head = dispute.head
        number = f"{head.id:>4}"
        margin = " " * (len(number) + 2)
        inner = style.width - len(margin)
        told = one_line(_outlets(dispute))
        start = style.paint(number, DIM) + "  "
        for line, _ in set_runs(_heading(head, told, style), inner, style.paint):
            yield start + line
            start = margin
        yield ""
        a, b = (_side(claim, clash, inner, style) for claim, clash in _sides(head))
        yield from (f"{margin}{line}".rstrip() for line in _beside(a, b, inner, style))
        yield from (f"{margin}{line}".rstrip() for line in _beneath(dispute, inner, style.paint))


def review_page(relation: StoredRelation, texts: tuple[str, str], style: Style) -> Iterator[str]:
    """A pair to decide on: what it is, both claims, and the paragraphs of both articles that they stand in."""
    for line, _ in set_runs(_heading(relation, None, style), style.width, style.paint):
        yield line
    yield ""
    sides = []
    for (claim, clash), text in zip(_sides(relation), texts, strict=True):
        width = _column(style.width)
        context = set_runs(_context(claim, clash, text, style), width, style.paint)
        blank = [("", 0)] if context else []
        sides.append([*_side(claim, clash, style.width, style, titled=True), *blank, *context])
    yield from (line.rstrip() for line in _beside(sides[0], sides[1], style.width, style))
    if relation.note:
        yield ""
        yield from (line for line, _ in set_runs(_note(relation), min(style.width, MEASURE), style.paint))


def short_line(relation: StoredRelation, width: int) -> str:
    """A pair in one line: ``  12  Ada Osei: All four boats left ≠ Lee Tan: No boat left``, cut to fit."""
    start = f"{relation.id:>4}  "
    if relation.same_speaker:
        start += "same speaker, "
    names = [printable(claim.speaker.name) if claim.speaker else "(no speaker found)" for claim in _claims(relation)]
    heads = [f"{names[0]}: ", "" if relation.same_speaker else f"{names[1]}: "]
    room = max(width - cells(start + "".join(heads)) - 3, 24)
    a, b = (min(cells(printable(claim.text)), room) for claim in _claims(relation))
    rooms = (max(room // 2, room - b), max(room // 2, room - a))
    said = [_excerpt(claim, clash, most) for (claim, clash), most in zip(_sides(relation), rooms, strict=True)]
    return start + " ≠ ".join(head + words for head, words in zip(heads, said, strict=True))


def _claims(relation: StoredRelation) -> tuple[StoredClaim, StoredClaim]:
    return relation.a, relation.b


def _sides(relation: StoredRelation) -> tuple[tuple[StoredClaim, tuple[Span, ...]], ...]:
    return (relation.a, relation.clash.a), (relation.b, relation.clash.b)


def _outlets(dispute: Dispute) -> str | None:
    """``3 outlets, 1 origin``; origins are said where there are fewer of them."""
    if not dispute.outlets:
        return None
    outlets = count(dispute.outlets, "outlet")
    return f"{outlets}, {count(dispute.origins, 'origin')}" if dispute.origins < dispute.outlets else outlets


def _heading(relation: StoredRelation, told: str | None, style: Style) -> Runs:
    """``■■■■■ 0.97  differ on the number · same speaker · 3 outlets, 1 origin · suggested``."""
    decided: Codes = {"confirmed": (BOLD, _GREEN), "dismissed": (DIM,)}.get(relation.status, (DIM,))
    facts: Runs = [(reason_words(relation), (BOLD,))]
    if relation.same_speaker:
        facts.append(("same speaker", (BOLD, _RED)))
    if told:
        facts.append((told, ()))
    facts.append((status_words(relation), decided))
    runs: Runs = [(f"{bar(relation.score, blocks=style.blocks)} ", ()), (f"{relation.score:.2f}  ", (DIM,))]
    for nth, (said, codes) in enumerate(facts):
        runs += [(f"{GLUE}· ", (DIM,))] if nth else []
        runs.append((said.replace(" ", GLUE), codes))
    return runs


def _column(width: int) -> int:
    """How wide one of two claims is set."""
    return min(_MEASURE, (width - _GAP) // 2) if width >= _BESIDE else width


def _beside(a: Sequence[Line], b: Sequence[Line], width: int, style: Style) -> Iterator[str]:
    """Both sides next to each other; where that is too narrow, the second below the first."""
    if width < _BESIDE:
        yield from (line for line, _ in a)
        yield ""
        yield from (line for line, _ in b)
        return
    column = _column(width)
    divider = f" {style.paint('│', DIM)}  " if style.blocks else " |  "
    for (left, taken), (right, _) in zip_longest(a, b, fillvalue=("", 0)):
        yield left + " " * (column - taken) + divider + right


def _side(claim: StoredClaim, clash: Sequence[Span], width: int, style: Style, *, titled: bool = False) -> list[Line]:
    """Who, where and when, and the words."""
    column = _column(width)
    name, dash, standing = describe(claim.speaker).partition(" — ") if claim.speaker else ("(no speaker found)", "", "")
    lines = set_runs([(name, (BOLD,) if claim.speaker else (DIM,)), (dash + standing, ())], column, style.paint)
    head = claim.article
    title = head.title if titled or not head.outlet else None
    ref = None if head.outlet or head.title else head.ref
    facts = (head.outlet, head.date and head.date[:10], title, ref, f"article{GLUE}{head.id}")
    where = one_line(*facts, reprint_words(claim.origin_article), joint=f"{GLUE}· ")
    lines += set_runs([(where, (DIM,))], column, style.paint)
    return lines + set_runs(_words(claim, clash, style), column, style.paint)


def _words(claim: StoredClaim, clash: Sequence[Span], style: Style) -> Runs:
    """What was claimed, the clash marked, and how sure the speaker is where it is not simply asserted."""
    runs = _marked(aligned(claim.text), clash, style)
    if claim_words(claim) != printable(claim.text):
        runs = [("“", ()), *runs, ("”", ())]
    said = []
    if claim.certainty is not None and not is_plain(claim.certainty, claim.polarity):
        said.append(level_word(claim.certainty, claim.polarity))
    if stance := distance_word(claim.distance):
        said.append(stance)
    if told := told_words(claim):
        said.append(told)
    return [*runs, (f" ({', '.join(said)})", (DIM,))] if said else runs


def _marked(text: str, spans: Iterable[Span], style: Style, base: Sequence[Codes] = ()) -> Runs:
    """The text with the words of the spans marked; `base` is how each of its characters is painted otherwise."""
    flags = [False] * len(text)
    for span in spans:
        words = span.of(text)
        start = span.start + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        flags[start:end] = [True] * (end - start)
    codes = base or [()] * len(text)
    runs: Runs = []
    for (clashing, painted), run in groupby(range(len(text)), key=lambda at: (flags[at], codes[at])):
        words = "".join(text[at] for at in run)
        if clashing:
            runs.append((words, _CLASH) if style.colour else (style.marks[0] + words + style.marks[1], painted))
        else:
            runs.append((words, painted))
    return runs


def _beneath(dispute: Dispute, width: int, paint: Paint) -> Iterator[str]:
    """Where else it is told, and what the person who decided noted."""
    measure = min(width, MEASURE)
    tellings = _tellings(dispute)
    if tellings:
        yield ""
        yield from (
            line for line, _ in set_runs([("also told by ", (DIM,)), ("; ".join(tellings), ())], measure, paint)
        )
    if dispute.head.note:
        if not tellings:
            yield ""
        yield from (line for line, _ in set_runs(_note(dispute.head), measure, paint))


def _note(relation: StoredRelation) -> Runs:
    return [("note: ", (DIM,)), (printable(relation.note or ""), ())]


def _tellings(dispute: Dispute) -> list[str]:
    """``Harbour News, 2024-03-03 (article 5)`` for each claim that repeats one of the two; the speaker, where it is
    another one."""
    head = dispute.head
    seen = {head.a.id, head.b.id}
    speakers = {claim.speaker.id for claim in _claims(head) if claim.speaker}
    tellings: dict[str, None] = {}
    for relation in dispute.also:
        for claim in _claims(relation):
            if claim.id in seen:
                continue
            seen.add(claim.id)
            article = claim.article
            place = one_line(
                article.outlet or article.title or article.ref, article.date and article.date[:10], joint=", "
            )
            who = claim.speaker.name if claim.speaker and claim.speaker.id not in speakers else None
            decided = relation.status if relation.status not in ("suggested", head.status) else None
            told = one_line(f"article{GLUE}{article.id}", reprint_words(claim.origin_article), decided, joint=", ")
            tellings[f"{one_line(who, place, joint=' in ')} ({told})"] = None
    return list(tellings)


def _context(claim: StoredClaim, clash: Sequence[Span], text: str, style: Style) -> Runs:
    """The paragraph round a claim, the claim in it brighter (without colour: in brackets) and the clash marked; nothing
    where this is not its text."""
    if claim.span.end > len(text):
        return []
    first, last = _window(claim.span, text)
    shown = aligned(text)
    opening, closing = ("", "") if style.colour else ("[", "]")
    where = [span for span in clash_in_article(claim, clash, text) if claim.span.contains(span)]

    def part(start: int, end: int, codes: Codes) -> Runs:
        spans = [Span(span.start - start, span.end - start) for span in where if start <= span.start < end]
        return _marked(shown[start:end], spans, style, [codes] * (end - start))

    return [
        ("… " if shown[:first].strip() and not _begins_line(text, first) else "", (DIM,)),
        *part(first, claim.span.start, (DIM,)),
        (opening, ()),
        *part(claim.span.start, claim.span.end, ()),
        (closing, ()),
        *part(claim.span.end, last, (DIM,)),
        ("" if _ends_line(text, last) else " …", (DIM,)),
    ]


def _begins_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _ends_line(text: str, at: int) -> bool:
    return at >= len(text) or text[at] == "\n"


def _window(span: Span, text: str) -> tuple[int, int]:
    """The paragraph of a claim, as far as it is near: from a word's beginning to a word's end."""
    around = [part for part in find_paragraphs(text) if part.overlaps(span)]
    first = min([span.start, *(part.start for part in around)])
    last = max([span.end, *(part.end for part in around)])
    if span.start - first > _AROUND:
        cut = text.find(" ", span.start - _AROUND, span.start)
        first = cut + 1 if cut >= 0 else span.start
    if last - span.end > _AROUND:
        cut = text.rfind(" ", span.end, span.end + _AROUND)
        last = cut if cut >= 0 else span.end
    return first, last


def _excerpt(claim: StoredClaim, clash: Sequence[Span], width: int) -> str:
    """The claim in at most `width` cells, from where its clash is in sight."""
    words = printable(claim.text)
    if cells(words) <= width:
        return words
    sought = printable(clash[0].of(claim.text)) if clash else ""
    at = words.find(sought) if sought else 0
    begin = 0
    if cells(words[: at + len(sought)]) > width - 1:
        begin = words.find(" ", max(at - width // 3, 0), at) + 1
    shown = "…" if begin else ""
    for word in words[begin:].split(" "):
        if cells(shown) + cells(word) + 2 > width:
            break
        shown += word if shown in ("", "…") else f" {word}"
    return shown + "…"
