"""From what the store tells of a period to the report: what is told, in which order, and what is said of it.

A `Report` is complete: a renderer sets it and decides nothing. Texts of articles stand in it as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.period import (
    Bounded,
    ConflictingFigures,
    LastReport,
    Mark,
    Opposition,
    PeriodCounts,
    PeriodFacts,
    PeriodQuery,
    SpeakerCount,
    Story,
    ToldDisputes,
    TroubledRun,
    Withdrawn,
)
from tracker.records import LEVELS, StoredClaim


@dataclass(frozen=True, slots=True)
class Shift:
    """One speaker, the same thing, another certainty: `firmer`, or softer."""

    before: StoredClaim
    after: StoredClaim
    firmer: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of a period, complete and in order. `new_speakers` is None where the period has no before, so that
    nobody can be new in it. `figures` are those on which pairs differ, by the ids of the pairs; `mark` is how far the
    store reached."""

    query: PeriodQuery
    title: str
    notes: tuple[str, ...]
    last: LastReport | None
    counts: PeriodCounts
    contradictions: ToldDisputes
    self_contradictions: ToldDisputes
    updates: ToldDisputes
    shifts: Bounded[Shift]
    speakers: Bounded[SpeakerCount]
    new_speakers: Bounded[SpeakerCount] | None
    unnamed: Bounded[StoredClaim]
    stories: Bounded[Story]
    troubled: Bounded[TroubledRun]
    oppositions: Bounded[Opposition]
    mark: Mark
    figures: Mapping[int, ConflictingFigures] = field(default_factory=dict)
    withdrawn: Bounded[Withdrawn] = field(default_factory=lambda: Bounded((), 0))

    @property
    def is_empty(self) -> bool:
        """Whether the period has no article."""
        return self.counts.articles == 0

    @property
    def all_contradictions(self) -> int:
        """Those of two speakers and those of one."""
        return self.contradictions.listed.total + self.self_contradictions.listed.total


def build_report(facts: PeriodFacts, figures: Mapping[int, ConflictingFigures] | None = None) -> Report:
    """The report on what the store tells of a period; `figures` are those on which pairs differ, by the pairs' ids."""
    return Report(
        query=facts.query,
        title=_title(facts),
        notes=_notes(facts),
        last=facts.last,
        counts=facts.counts,
        contradictions=facts.contradictions,
        self_contradictions=facts.self_contradictions,
        updates=facts.updates,
        shifts=Bounded(
            tuple(
                Shift(told.before, told.after, _firmness(told.after) > _firmness(told.before))
                for told in facts.restated.items
            ),
            facts.restated.total,
        ),
        speakers=facts.speakers,
        new_speakers=facts.new_speakers,
        unnamed=facts.unnamed,
        stories=facts.stories,
        troubled=facts.troubled,
        oppositions=facts.oppositions,
        mark=facts.mark,
        figures=figures or {},
        withdrawn=facts.withdrawn,
    )


def _firmness(claim: StoredClaim) -> int:
    """Higher is surer."""
    return 0 if claim.certainty is None else len(LEVELS) - LEVELS.index(claim.certainty)


def _title(facts: PeriodFacts) -> str:
    """``Report on 2014-W25, 2014-06-16 to 2014-06-22``."""
    period = facts.query.period
    if facts.query.since_last:
        return "Report since the last one"
    if period.is_open:
        return "Report on all articles"
    if period.since == period.until:
        return f"Report on {period.since}"
    days = " ".join(
        part
        for part in (
            f"{'' if period.until else 'from '}{period.since}" if period.since else "",
            f"{'to' if period.since else 'until'} {period.until}" if period.until else "",
        )
        if part
    )
    if not period.since or not period.until:
        return f"Report on the days {days}"
    return f"Report on {period.name}, {days}" if period.name else f"Report on {days}"


def _notes(facts: PeriodFacts) -> tuple[str, ...]:
    """What it is narrowed to, and what the reader must know of its days."""
    query, counts = facts.query, facts.counts
    notes = [
        f"Only {what}: {value}"
        for what, value in (("the speaker", query.speaker), ("the topic", query.topic), ("the outlet", query.outlet))
        if value is not None
    ]
    if query.min_confidence is not None:
        least = f"{query.min_confidence:g}"
        notes.append(f"Only claims of which the machine is sure that they were made: confidence {least} or more.")
    if query.since_last and facts.last is None:
        notes.append("There was no report before this one: all articles.")
    if query.since_last and facts.last is not None:
        notes.append(f"Articles added or changed after the report of {facts.last.at}, whatever their dates.")
    if counts.undated_left_out:
        are = "article has no date and is" if counts.undated_left_out == 1 else "articles have no date and are"
        notes.append(f"{counts.undated_left_out:,} {are} in no period.")
    elif counts.undated:
        notes.append(f"{counts.undated:,} of the articles {'has' if counts.undated == 1 else 'have'} no date.")
    return tuple(notes)
