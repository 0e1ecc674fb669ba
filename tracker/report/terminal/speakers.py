"""Who is who, as a person reads it in a terminal: the page of a speaker, the log of decisions, what is to be settled.

Every function gives lines that fit `width` cells, words wrapped and nothing cut off, with colour only where asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tracker.records import (
    Role,
    Span,
    SpeakerDecision,
    SpeakerLink,
    SpeakerProfile,
    StoredClaim,
    StoredSpeaker,
    UnsureSource,
)
from tracker.report.terminal.cells import BOLD, DIM, MEASURE, UNDERLINED, Paint, wrap
from tracker.report.terminal.painted import Codes, Runs, set_runs
from tracker.report.wording.harmless import aligned, cut, printable, short
from tracker.report.wording.phrases import besides, claim_words, count, dates, describe, held, one_line, reticence
from tracker.segment import find_paragraphs

_AROUND = 700  # characters of a passage that are shown on either side of the source
_SOURCE: Codes = (BOLD, UNDERLINED)
_NAMES, _PEOPLE = 12, 8  # so many are named
_CLAIM = 240  # characters of a claim that only says who it may be
_MEANING = {
    "merge": "{speaker} is {other}",
    "apart": "{speaker} is not {other}",
    "split": "{speaker} in {articles} is {other}",
    "alias": "{speaker} is also called {other}",
    "settle": "{other} in {articles} is {speaker}",
}


def role_words(role: Role) -> str:
    """``former spokesman, Harbour Trust (2014 – 2015)``: what a speaker was called, and in which years."""
    years = [date[:4] for date in (role.first_date, role.last_date) if date]
    when = one_line(*dict.fromkeys(years), joint=" – ")
    return one_line(
        one_line(held(role.role, role.tenure), besides(role.role, role.affiliation), joint=", "),
        f"({when})" if when else None,
        joint=" ",
    )


def career(profile: SpeakerProfile) -> str:
    """All that a speaker was called: ``spokesman, Harbour Trust (2014), adviser (2016)``; empty where nothing was."""
    return one_line(*(role_words(role) for role in profile.roles if role.role or role.affiliation), joint=", ")


def profile_heading(profile: SpeakerProfile, *, width: int, colour: bool = False) -> Iterator[str]:
    """Who it is: name, roles over time, kind, other names, whom they speak for, how much there is and from when."""
    paint, measure = Paint(colour), min(width, MEASURE)
    for line in wrap(printable(profile.speaker.name), measure):
        yield paint(line, BOLD)
    yield from wrap(career(profile), measure)
    others = [name for name, _ in profile.names if name != profile.speaker.name]
    facts = (
        one_line(f"id {profile.speaker.id}", profile.speaker.kind, dates(profile.first_date, profile.last_date)),
        _listed("also: ", others, _NAMES),
        reticence(profile.speaker) or "",
        f"speaks for: {printable(profile.body.name)}" if profile.body else "",
        _listed("spoken for by: ", [speaker.name for speaker in profile.spokespeople], _PEOPLE),
        f"{count(profile.claims, 'claim')} in {count(profile.articles, 'article')}",
    )
    for fact in facts:
        for line in wrap(printable(fact), measure):
            yield paint(line, DIM)


def _listed(start: str, names: Sequence[str], most: int) -> str:
    if not names:
        return ""
    more = f" … and {len(names) - most:,} more" if len(names) > most else ""
    return start + "; ".join(short(name) for name in names[:most]) + more


def profile_page(profile: SpeakerProfile, *, width: int, colour: bool = False) -> Iterator[str]:
    """All of a speaker: the heading, every name and role with its articles, why names were taken for one, and what
    people decided."""
    paint = Paint(colour)
    yield from profile_heading(profile, width=width, colour=colour)
    names = [f"{short(name)} ({_in_articles(number)})" for name, number in profile.names]
    roles = [f"{role_words(role)}: {count(role.articles, 'article')}" for role in profile.roles]
    taken = [_link_words(link) for link in profile.links]
    for title, lines in (("names", names), ("roles", roles), ("taken for one", taken)):
        if lines:
            yield ""
            yield paint(title, DIM)
            for line in lines:
                yield from _indented(line, width)
    if profile.decisions:
        yield ""
        yield paint("decided", DIM)
        yield from decisions_table(profile.decisions, width=width, colour=colour)


def _in_articles(number: int) -> str:
    return count(number, "article") if number else "given by a person"


def _link_words(link: SpeakerLink) -> str:
    verb = "may be" if link.suggested else "is"
    names = f"{short(link.speaker.name)} ({link.speaker.id}) {verb} {short(link.other.name)} ({link.other.id})"
    return f"{names}: {printable(link.because)}, {link.confidence:.2f}"


def _indented(words: str, width: int) -> Iterator[str]:
    for nth, line in enumerate(wrap(words, min(width, MEASURE) - 4)):
        yield ("    " if nth else "  ") + line


def decision_words(decision: SpeakerDecision) -> str:
    """``Osei is Ada Osei``: what was decided, in words."""
    if decision.action == "settle" and decision.speaker is None:
        words = "nobody can tell who {other} in {articles} is"
    else:
        words = _MEANING[decision.action]
    other = f"“{short(decision.other)}”" if decision.other else "a quotation"
    if decision.action != "settle":
        is_namesake = decision.action == "split" and decision.other == decision.speaker
        other = "another one" if is_namesake else short(decision.other or "?")
    said = words.format(
        speaker=short(decision.speaker or "?"),
        other=other,
        articles=", ".join(map(short, decision.articles)) or "an article",
    )
    return said if decision.undoes is None else f"taken back: {said}"


def decisions_table(decisions: Iterable[SpeakerDecision], *, width: int, colour: bool = False) -> Iterator[str]:
    """Each decision after its id: what, who and when, the note; whether it was taken back."""
    paint = Paint(colour)
    for decision in decisions:
        start = f"{decision.id:>4}  "
        undoes = f"takes back {decision.undoes}" if decision.undoes else None
        undone = f"taken back by {decision.undone}" if decision.undone else None
        codes: Codes = (DIM,) if decision.undone else ()
        for line in wrap(decision_words(decision), min(MEASURE, width - 6)):
            yield paint(start, DIM) + paint(line, *codes)
            start = " " * 6
        facts = one_line(decision.action, decision.by and f"by {decision.by}", decision.at[:10], undoes, undone)
        note = f"note: {printable(decision.note)}" if decision.note else ""
        for fact in (facts, note):
            for line in wrap(fact, min(MEASURE, width - 6)):
                yield " " * 6 + paint(line, DIM)


def unsure_page(question: UnsureSource, *, width: int, colour: bool = False, blocks: bool = True) -> Iterator[str]:
    """A source to settle: its article, the passage with the source marked, why it is unsure, and the candidates, by the
    keys that pick them."""
    paint, measure = Paint(colour), min(width, MEASURE)
    head = question.article
    for line in wrap(printable(head.title or head.ref), measure):
        yield paint(line, BOLD)
    ref = head.ref if head.title else None
    for line in wrap(one_line(head.outlet, head.date and head.date[:10], ref, f"article {head.id}"), measure):
        yield paint(line, DIM)
    yield ""
    yield from _passage(question, measure, paint, ("‹", "›") if blocks else ("[", "]"))
    yield ""
    source = short(question.source).strip(" ,;:")
    who = f"Who is “{source}”?" if source else "Who says so?"
    yield from (paint(line, BOLD) for line in wrap(who, measure))
    for line in wrap(one_line(question.because, f"confidence {question.confidence:.2f}"), measure):
        yield paint(line, DIM)
    for nth, candidate in enumerate(question.candidates[:9], start=1):
        start = f"  {paint(str(nth), BOLD)}  "
        for line in wrap(describe(candidate), measure - 5):
            yield start + line
            start = " " * 5


def _passage(question: UnsureSource, width: int, paint: Paint, marks: tuple[str, str]) -> Iterator[str]:
    """The paragraphs of the passage as far as they are near the source, which is marked."""
    text, source = aligned(question.passage), question.at
    first, last = max(source.start - _AROUND, 0), min(source.end + _AROUND, len(text))
    near, title = Span(first, last), printable(question.article.title or "")
    parts = [part for part in find_paragraphs(text) if part.overlaps(near) and printable(part.of(text)) != title]
    for nth, paragraph in enumerate(parts):
        if nth:
            yield ""
        begin, end = max(paragraph.start, first), min(paragraph.end, last)
        inner = Span(min(max(source.start, begin), end), max(min(source.end, end), begin))
        opening, closing = ("", "") if paint.colour or not len(inner) else marks
        runs: Runs = [
            ("… " if begin > paragraph.start else "", (DIM,)),
            (text[begin : inner.start], ()),
            (opening + text[inner.start : inner.end] + closing, _SOURCE),
            (text[inner.end : end], ()),
            (" …" if end < paragraph.end else "", (DIM,)),
        ]
        yield from (line for line, _ in set_runs(runs, width, paint))


def link_page(
    link: SpeakerLink,
    profiles: Sequence[SpeakerProfile],
    claims: Sequence[Sequence[StoredClaim]],
    *,
    width: int,
    colour: bool = False,
) -> Iterator[str]:
    """Two speakers who may be one: why, what is known of each, and some `claims` of each."""
    measure = min(width, MEASURE)
    because = f"{printable(link.because)}, {link.confidence:.2f}"
    yield from wrap(f"May be one: {link_names(link)}. Because: {because}.", measure)
    for profile, said in zip(profiles, claims, strict=True):
        yield ""
        yield from profile_heading(profile, width=width, colour=colour)
        for claim in said:
            head = claim.article
            where = one_line(head.outlet or head.title or head.ref, head.date and head.date[:10], joint=", ")
            yield from _indented(f"{cut(claim_words(claim), _CLAIM)} ({where})", width)


def link_names(link: SpeakerLink) -> str:
    """``Ada Osei (mayor), A. Osei``."""
    return one_line(*(_with_standing(speaker) for speaker in (link.speaker, link.other)), joint=", ")


def _with_standing(speaker: StoredSpeaker) -> str:
    name, _, standing = describe(speaker).partition(" — ")
    return f"{name} ({standing})" if standing else name


def questions_table(
    questions: Iterable[UnsureSource | SpeakerLink], *, width: int, colour: bool = False
) -> Iterator[str]:
    """What is to be settled, a few lines each: the number by which a script settles it, the source, who it may be."""
    paint = Paint(colour)
    for question in questions:
        if isinstance(question, UnsureSource):
            start = f"{question.attribution_id:>6}  "
            head = question.article
            what = f"“{short(question.source)}”" if question.source else "a quotation without a source"
            place = one_line(head.outlet or head.title or head.ref, head.date and head.date[:10], joint=", ")
            facts = f"{place} (article {head.id}) · {question.because}, {question.confidence:.2f}"
            names = "; ".join(f"{candidate.id} {describe(candidate)}" for candidate in question.candidates)
            lines = [what, f"may be: {names}" if names else "nobody in the article fits", facts]
        else:
            start = " " * 8
            both = " and ".join(f"{one.id} {describe(one)}" for one in (question.speaker, question.other))
            lines = [f"{both} may be one", f"{printable(question.because)}, {question.confidence:.2f}"]
        for nth, words in enumerate(lines):
            for line in wrap(words, min(MEASURE, width - 8)):
                yield paint(start, DIM) + (paint(line, DIM) if nth else line)
                start = " " * 8
