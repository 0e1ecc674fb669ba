"""A report as one JSON object. Its field names are an API: docs/report.md says what they mean, and
docs/report.schema.json is their schema; `version` changes with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

from tracker.period import (
    Bounded,
    ConflictingFigures,
    Figure,
    Opposition,
    PeriodCounts,
    SpeakerCount,
    Story,
    Telling,
    ToldDispute,
    ToldDisputes,
    TroubledRun,
)
from tracker.records import LEVELS
from tracker.report.contents.build import Report, Shift
from tracker.report.exports.lines import json_page
from tracker.report.exports.records import claim_dict, dispute_dict, head_dict, stored_speaker_dict
from tracker.report.exports.versions import withdrawn_dict

VERSION = 1

_Item = TypeVar("_Item")


def json_report(report: Report) -> Iterator[str]:
    """The lines of the object, indented; what a terminal would obey is escaped."""
    yield from json_page(report_dict(report))


def report_dict(report: Report) -> dict[str, Any]:
    """The report with every text whole; lists as ``{"total", "more", "items"}``."""
    query, counts = report.query, report.counts
    return {
        "version": VERSION,
        "title": report.title,
        "period": {"since": query.period.since, "until": query.period.until, "name": query.period.name},
        "speaker": query.speaker,
        "topic": query.topic,
        "outlet": query.outlet,
        "min_confidence": query.min_confidence,
        "since_last": query.since_last,
        "last_report": None if report.last is None else report.last.at,
        "notes": list(report.notes),
        "counts": _counts(counts, report),
        "contradictions": _disputes(report.contradictions, report.figures),
        "self_contradictions": _disputes(report.self_contradictions, report.figures),
        "certainty_changes": _list(report.shifts, _shift),
        "speakers": _list(report.speakers, _speaker),
        "new_speakers": None if report.new_speakers is None else _list(report.new_speakers, _speaker),
        "unnamed_only": _list(report.unnamed, claim_dict),
        "one_origin": _list(report.stories, _story),
        "updates": _disputes(report.updates, report.figures),
        "oppositions": _list(report.oppositions, _opposition),
        "no_longer_said": _list(report.withdrawn, withdrawn_dict),
        "not_read": _list(report.troubled, _run),
    }


def _counts(counts: PeriodCounts, report: Report) -> dict[str, Any]:
    return {
        "articles": counts.articles,
        "undated": counts.undated,
        "undated_left_out": counts.undated_left_out,
        "outlets": counts.outlets,
        "claims": counts.claims,
        "copies": counts.copies,
        "named_speakers": counts.speakers,
        "contradictions": report.all_contradictions,
        "updates": report.updates.listed.total,
        "certainty": {level.level: {"claims": level.claims, "negative": level.negative} for level in counts.levels},
        "not_scored": counts.unscored,
    }


def _list(listed: Bounded[_Item], as_dict: Callable[[_Item], dict[str, Any]]) -> dict[str, Any]:
    return {"total": listed.total, "more": listed.more, "items": [as_dict(item) for item in listed.items]}


def _disputes(told: ToldDisputes, figures: Mapping[int, ConflictingFigures]) -> dict[str, Any]:
    numbers = {"suggested": told.suggested, "confirmed": told.confirmed, "new": told.new}
    return numbers | _list(told.listed, partial(_dispute, figures=figures))


def _dispute(told: ToldDispute, figures: Mapping[int, ConflictingFigures]) -> dict[str, Any]:
    return {
        "is_new": told.is_new,
        "tellings": told.tellings,
        **dispute_dict(told.dispute),
        "figures": _figures(figures.get(told.dispute.head.id)),
        "claims": _list(told.claims, _telling),
    }


def _figures(figures: ConflictingFigures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    return {"a": _figure(figures.a), "b": _figure(figures.b), "about": figures.about or None}


def _figure(figure: Figure) -> dict[str, Any]:
    return {"value": figure.value, "words": figure.words}


def _telling(telling: Telling) -> dict[str, Any]:
    return {
        "id": telling.claim,
        "article": telling.article,
        "side": telling.side,
        "day": telling.day,
        "outlet": telling.outlet,
        "speaker": telling.speaker,
        "certainty": telling.level,
        "polarity": telling.polarity,
        "is_copy": telling.is_copy,
    }


def _opposition(opposition: Opposition) -> dict[str, Any]:
    return {
        "a": stored_speaker_dict(opposition.a),
        "b": stored_speaker_dict(opposition.b),
        "disputes": opposition.disputes,
        "confirmed": opposition.confirmed,
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "change": "firmer" if shift.firmer else "softer",
        "before": claim_dict(shift.before),
        "after": claim_dict(shift.after),
    }


def _speaker(one: SpeakerCount) -> dict[str, Any]:
    return {
        "speaker": stored_speaker_dict(one.speaker),
        "claims": one.claims,
        "articles": one.articles,
        "certainty": dict(zip(LEVELS, one.levels, strict=True)),
    }


def _story(story: Story) -> dict[str, Any]:
    return {"original": head_dict(story.original), "copies": story.copies, "outlets": story.outlets}


def _run(run: TroubledRun) -> dict[str, Any]:
    return {
        "id": run.id,
        "command": run.command,
        "started_at": run.started_at,
        "added": run.added,
        "skipped": run.skipped,
        "finished": run.finished,
        "inputs": [{"name": one.name, "why": one.why} for one in run.inputs],
    }
