"""A report as headings, figures and entries: what `pages.markdown` and `terminal.plain` set, each in its own way.

Every text is made printable here; a renderer adds what its format needs so that text shows as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tracker.period import Bounded, LevelCount, SpeakerCount, Story, ToldDispute, ToldDisputes, TroubledRun, Withdrawn
from tracker.records import LEVELS, ArticleHead, ClaimThen, GoneClaim, StoredClaim, StoredRelation
from tracker.report.contents.build import Report, Shift
from tracker.report.wording.clashes import reason_words, status_words
from tracker.report.wording.gauge import distance_word, level_word
from tracker.report.wording.harmless import cut, printable, short
from tracker.report.wording.phrases import count, describe, one_line, reprint_words, told_words

PART_OF = "– "
"""So begins the label of a figure that is a part of the one before."""

GONE = 6
"""Of an article so many claims are told that it no longer makes."""

Role = Literal["plain", "name", "words", "quiet"]
Key = Literal[
    "contradictions", "self", "shifts", "speakers", "new-speakers", "unnamed", "origin", "updates", "no-longer-said",
    "not-read",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line: a `name` stands out, `words` are somebody's own (in quotation marks), `quiet` steps back."""

    text: str
    role: Role = "plain"


Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One of a list: its line, and the lines beneath."""

    line: Line
    beneath: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what is said of all its entries, the entries, and how many there are beyond them. `items` are what
    the entries are made of, in their order."""

    key: Key
    heading: str
    said: str
    entries: tuple[Entry, ...]
    more: str | None = None
    items: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A page: title, notes, figures (a label and a value each), sections."""

    title: str
    notes: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def outline(report: Report) -> Outline:
    """The page. A section that would be empty is left out, but for the contradictions: that there is none is news."""
    notes = tuple(short(note) for note in report.notes)
    if report.is_empty:
        sections = [section for section in (_troubled(report.troubled),) if section.entries]
        return Outline(report.title, (*notes, "No articles."), (), tuple(sections))
    found = [
        _disputes("contradictions", "Contradictions", report.contradictions, report),
        _disputes("self", "Speakers against themselves", report.self_contradictions, report),
        _shifts(report.shifts),
        _speakers("speakers", "Most quoted", "Copies of other articles are not counted.", report.speakers),
        *([] if report.new_speakers is None else [_new_speakers(report.new_speakers)]),
        _unnamed(report.unnamed),
        _stories(report.stories),
        _disputes("updates", "Updates", report.updates, report),
        _withdrawn(report.withdrawn),
        _troubled(report.troubled),
    ]
    sections = [section for section in found if section.entries or section is found[0]]
    return Outline(report.title, notes, tuple(_figures(report)), tuple(sections))


def _figures(report: Report) -> Iterable[tuple[str, str]]:
    counts = report.counts
    yield "Articles", f"{counts.articles:,}"
    yield "Outlets", f"{counts.outlets:,}"
    copied = f" ({counts.copies:,} of them in copies of other articles)" if counts.copies else ""
    yield "Claims", f"{counts.claims:,}{copied}"
    for level in counts.levels:
        yield f"{PART_OF}{level.level}", _level_figure(level)
    if counts.unscored:
        yield f"{PART_OF}not scored", f"{counts.unscored:,}"
    yield "Named speakers", f"{counts.speakers:,}"
    yield "Contradictions", _dispute_figure((report.contradictions, report.self_contradictions))
    yield f"{PART_OF}speakers against themselves", f"{report.self_contradictions.listed.total:,}"
    yield "Updates of earlier claims", f"{report.updates.listed.total:,}"


def _level_figure(level: LevelCount) -> str:
    """``12 (3 held not to be so)``."""
    negative = f" ({level.negative:,} held not to be so)" if level.negative else ""
    return f"{level.claims:,}{negative}"


def _dispute_figure(sorts: Iterable[ToldDisputes]) -> str:
    """``5 (3 suggested, 2 confirmed)``."""
    suggested, confirmed = (sum(numbers) for numbers in zip(*((s.suggested, s.confirmed) for s in sorts), strict=True))
    told = f" ({suggested:,} suggested, {confirmed:,} confirmed)" if suggested + confirmed else ""
    return f"{suggested + confirmed:,}{told}"


def _more(listed: Bounded[object], thing: str) -> str | None:
    return f"… and {count(listed.more, f'more {thing}')}" if listed.more else None


def _disputes(key: Key, heading: str, told: ToldDisputes, report: Report) -> Section:
    thing = "update" if key == "updates" else "contradiction"
    if not told.listed.total:
        return Section(key, heading, f"No {thing}s.", ())
    said = [_decided(told)]
    if report.new_speakers is not None:
        said.append(_new(told))
    entries = tuple(_dispute(one, report.new_speakers is not None) for one in told.listed.items)
    return Section(key, heading, " ".join(said), entries, _more(told.listed, thing), told.listed.items)


def _decided(told: ToldDisputes) -> str:
    """What a person has confirmed is told apart from what only the machine says."""
    if not told.confirmed:
        return f"{told.suggested:,} suggested by the machine; none is confirmed by a person."
    rest = f", {told.suggested:,} suggested by the machine" if told.suggested else ""
    return f"{told.confirmed:,} confirmed by a person{rest}."


def _new(told: ToldDisputes) -> str:
    """How many were not told before."""
    if told.new == told.listed.total:
        return "None was told before."
    return f"{told.new:,} new; {told.listed.total - told.new:,} told before, and again."


def _dispute(told: ToldDispute, tells_new: bool) -> Entry:
    """``differ on the number · suggested · score 0.97 · 3 outlets``, both sides, and where else it is told."""
    head = told.dispute.head
    outlets = count(told.dispute.outlets, "outlet")
    if told.dispute.origins < told.dispute.outlets:
        outlets += f", {count(told.dispute.origins, 'origin')}"
    facts = [status_words(head), f"score {head.score:.2f}", outlets]
    if tells_new and not told.is_new:
        facts.append("told before")
    line = (Part(reason_words(head), "name"), Part(_joined(*facts, f"pair {head.id}", first=True), "quiet"))
    beneath = [_claim(head.a), _claim(head.b), *_tellings(told)]
    if head.note:
        beneath.append((Part("Note: ", "quiet"), Part(cut(printable(head.note)))))
    return Entry(line, tuple(beneath))


def _tellings(told: ToldDispute) -> Iterable[Line]:
    if not told.tellings:
        return
    seen = {told.dispute.head.a.id, told.dispute.head.b.id}
    places: dict[str, None] = {}
    for relation in told.dispute.also:
        for claim in _claims(relation):
            if claim.id not in seen:
                places[_joined(_place(claim.article), f"article {claim.article.id}", joint=", ")] = None
    more = told.tellings - len(told.dispute.also)
    listed = "; ".join(places) or count(told.tellings, "more pair")
    rest = f" … and {count(more, 'more pair')}" if more and places else ""
    yield (Part("Also told: ", "quiet"), Part(listed + rest))


def _claims(relation: StoredRelation) -> tuple[StoredClaim, StoredClaim]:
    return relation.a, relation.b


def _claim(claim: StoredClaim) -> Line:
    """Who, how sure, the exact words; outlet, date and where the words stand."""
    who = short(describe(claim.speaker)) if claim.speaker else "(no speaker found)"
    name, dash, standing = who.partition(" — ")
    sure = None if claim.certainty is None else level_word(claim.certainty, claim.polarity)
    facts = _joined(sure, distance_word(claim.distance), told_words(claim), first=True)
    return (
        Part(name, "name" if claim.speaker else "quiet"),
        Part(f"{', ' if dash else ''}{standing}{facts}: "),
        Part(cut(printable(claim.quote)), "words"),
        Part(f" — {_where(claim)}", "quiet"),
    )


def _where(claim: StoredClaim) -> str:
    """``River Post, 2024-03-02, article 1 (post/1.txt), characters 41–68``."""
    head = claim.article
    article = f"article {head.id} ({short(head.ref)})"
    span = f"characters {claim.span.start:,}–{claim.span.end:,}"
    return _joined(_place(head), article, span, reprint_words(claim.origin_article), joint=", ")


def _place(head: ArticleHead) -> str:
    """``River Post, 2024-03-02``."""
    return _joined(head.outlet or head.title, head.date[:10] if head.date else "no date", joint=", ")


def _shifts(shifts: Bounded[Shift]) -> Section:
    said = "The same thing, said by one speaker on another day, judged by one model, at another level of certainty."
    entries = tuple(
        Entry((Part("firmer" if shift.firmer else "softer", "name"),), (_claim(shift.before), _claim(shift.after)))
        for shift in shifts.items
    )
    return Section("shifts", "Firmer and softer", said, entries, _more(shifts, "change"), shifts.items)


def _speakers(key: Key, heading: str, said: str, speakers: Bounded[SpeakerCount]) -> Section:
    entries = tuple(_speaker(one) for one in speakers.items)
    return Section(key, heading, said, entries, _more(speakers, "speaker"), speakers.items)


def _new_speakers(speakers: Bounded[SpeakerCount]) -> Section:
    said = "Quoted for the first time, as far as dates and names tell. Copies are not counted."
    return _speakers("new-speakers", "New speakers", said, speakers)


def _speaker(one: SpeakerCount) -> Entry:
    """``Ada Osei — mayor: 12 claims in 3 articles (10 certain, 2 possible)``."""
    name, dash, standing = short(describe(one.speaker)).partition(" — ")
    levels = ", ".join(f"{number:,} {level}" for level, number in zip(LEVELS, one.levels, strict=True) if number)
    counted = f"{count(one.claims, 'claim')} in {count(one.articles, 'article')}"
    return Entry(
        (
            Part(name, "name"),
            Part(f"{', ' if dash else ''}{standing}: {counted}"),
            Part(f" ({levels})" if levels else "", "quiet"),
        )
    )


def _unnamed(claims: Bounded[StoredClaim]) -> Section:
    rest = "claim rests" if claims.total == 1 else "claims rest"
    said = f"{claims.total:,} {rest} on sources without a name, and nobody with one says the same words. The newest:"
    entries = tuple(Entry(_claim(claim)) for claim in claims.items)
    return Section("unnamed", "Unnamed sources only", said, entries, _more(claims, "claim"), claims.items)


def _stories(stories: Bounded[Story]) -> Section:
    said = "Printed by several, from one origin: not to be counted as several sources."
    entries = tuple(_story(story) for story in stories.items)
    more = f"… and {stories.more:,} more" if stories.more else None
    return Section("origin", "One origin", said, entries, more, stories.items)


def _story(story: Story) -> Entry:
    head = story.original
    copied = f"{story.copies:,} {'copy' if story.copies == 1 else 'copies'} in {count(story.outlets, 'outlet')}"
    named = Part(short(head.title or head.ref), "name")
    return Entry((named, Part(f": {copied}"), Part(f" — {_origin(head)}", "quiet")))


def _origin(head: ArticleHead) -> str:
    """``River Post, 2024-03-02, article 12``."""
    return _joined(head.outlet, head.date[:10] if head.date else None, f"article {head.id}", joint=", ")


def _withdrawn(articles: Bounded[Withdrawn]) -> Section:
    said = "Words of an older text of these articles. What contradicted them rests on words no longer there."
    entries = tuple(
        Entry(
            (Part(short(one.article.title or one.article.ref), "name"), Part(f" — {_origin(one.article)}", "quiet")),
            tuple(line for gone in one.claims[:GONE] for line in _gone(gone)) + _more_gone(len(one.claims) - GONE),
        )
        for one in articles.items
    )
    more = _more(articles, "article")
    return Section("no-longer-said", "What articles no longer say", said, entries, more, articles.items)


def _gone(gone: GoneClaim) -> Iterable[Line]:
    """The claim with the pairs that rest on it, and what it reads like now."""
    pairs = f" — {count(len(gone.relations), 'pair')} of claims with it" if gone.relations else ""
    yield (*_then(gone.claim), Part(pairs, "quiet"))
    if gone.now is not None:
        yield (Part("now: "), *_then(gone.now.after))


def _then(claim: ClaimThen) -> Line:
    return (Part(f"{short(claim.speaker or '?')}: ", "name"), Part(cut(printable(claim.text)), "words"))


def _more_gone(left: int) -> tuple[Line, ...]:
    return ((Part(f"… and {left:,} more", "quiet"),),) if left > 0 else ()


def _troubled(runs: Bounded[TroubledRun]) -> Section:
    said = "Commands run in these days, or that read these articles, and did not read everything."
    entries = tuple(_run(run) for run in runs.items)
    return Section("not-read", "What could not be read", said, entries, _more(runs, "run"), runs.items)


def _run(run: TroubledRun) -> Entry:
    """How it ended, and the first inputs it could not read, as far as they were noted."""
    skipped = f"{count(run.skipped, 'input')} skipped"
    facts = skipped if run.finished else f"not finished{f', {skipped} so far' if run.skipped else ''}"
    line = (Part(short(run.command), "name"), Part(f": {facts}"), Part(f" — {short(run.started_at)}", "quiet"))
    beneath: list[Line] = [
        (Part(short(one.name) or "(no name)", "name"), Part(f": {short(one.why)}")) for one in run.inputs
    ]
    if run.inputs and run.skipped > len(run.inputs):
        beneath.append((Part(f"… and {run.skipped - len(run.inputs):,} more", "quiet"),))
    return Entry(line, tuple(beneath))


def _joined(*parts: str | None, joint: str = " · ", first: bool = False) -> str:
    """The parts that say something, each short; with `first` the joint stands before them, too."""
    said = one_line(*(short(part) for part in parts if part), joint=joint)
    return joint + said if first and said else said
