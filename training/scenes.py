"""Reads scenes: invented events of some twenty claims, in which every question has its sides.

    ## the event, in one sentence | 2023-03-03
    ? when the convoy left | date
    1A harbour master Jonas Fehr | 0 | c | the last lorry was through the gate before six on Thursday morning
    2B two dockers | 1 | c | they were still loading when the noon siren went on Thursday
    3o the shipping line | 2 | h | some vehicles may have been held back for repairs
    ! 2 3 negation
    / 1 2

A claim has its number, its side, its speaker, the days since the event, how it is put (`c` certain, `h` hedged, `d`
what the speaker denies) and its words. Claims on two sides of one question cannot both be true, for the reason the
question names; in a question of *update* a later side is one authority's newer figure. Everything else is compatible,
`o` with all of the scene, but for the pairs listed with ``!``; pairs listed with ``/`` are compatible after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tracker.records import REASONS

_EVENT = re.compile(r"## (.+) \| (\d{4}-\d\d-\d\d)")
_QUESTION = re.compile(r"\? (.+) \| (\w+)")
_CLAIM = re.compile(r"(\d+)([A-Do]) ([^|]+) \| (\d+) \| ([chd]) \| ([^|]+)")
_PAIR = re.compile(r"([!/]) (\d+) (\d+)(?: (\w+))?")
_UPDATE = "update"


@dataclass
class _Scene:
    id: str
    event: str
    day: date
    claims: list[dict[str, Any]] = field(default_factory=list)
    places: list[tuple[int, str]] = field(default_factory=list)  # question and side of each claim
    reasons: list[str] = field(default_factory=list)  # of each question
    listed: dict[tuple[int, int], str | None] = field(default_factory=dict)


def read_scenes(file: Path) -> list[dict[str, Any]]:
    """The scenes of a file in the shape of event cards, numbered from 0, with `denied` and `hedged` beside each claim.
    Raises ValueError with file and line where one is malformed."""
    scenes: list[_Scene] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            if line.startswith("## "):
                event, day = _matched(_EVENT, line)
                scenes.append(_Scene(f"{file.stem}-{len(scenes) + 1}", event, date.fromisoformat(day)))
            elif line.strip():
                _read_line(scenes[-1], line.strip())
        except (ValueError, IndexError) as error:
            raise ValueError(f"{file}:{number}: {error}: {line[:60]!r}") from error
    return [_card(scene) for scene in scenes]


def _matched(pattern: re.Pattern[str], line: str) -> tuple[str, ...]:
    if not (match := pattern.fullmatch(line.strip())):
        raise ValueError("not of the form that is expected")
    return match.groups("")


def _read_line(scene: _Scene, line: str) -> None:
    if line.startswith("? "):
        _, reason = _matched(_QUESTION, line)
        if reason not in (*REASONS, _UPDATE):
            raise ValueError(f"no reason {reason}")
        scene.reasons.append(reason)
    elif line[0] in "!/":
        kind, one, other, reason = _matched(_PAIR, line)
        ends = (int(one) - 1, int(other) - 1)
        if kind == "!" and reason not in REASONS:
            raise ValueError(f"no reason {reason!r}")
        if max(ends) >= len(scene.claims) or min(ends) < 0:
            raise ValueError("no such claim")
        scene.listed[min(ends), max(ends)] = reason if kind == "!" else None
    else:
        number, side, speaker, days, put, text = _matched(_CLAIM, line)
        if int(number) != len(scene.claims) + 1 or not scene.reasons:
            raise ValueError(f"claim {len(scene.claims) + 1} is expected, below a question")
        told = (scene.day + timedelta(days=int(days))).isoformat()
        known = {"i": len(scene.claims), "speaker": speaker.strip(), "date": told, "text": text.strip()}
        scene.claims.append({**known, "denied": put == "d", "hedged": put == "h"})
        scene.places.append((len(scene.reasons), side))


def _card(scene: _Scene) -> dict[str, Any]:
    out: dict[str, Any] = {"id": scene.id, "event": scene.event, "claims": scene.claims}
    out |= {"contradictions": [], "supersedes": [], "entails": [], "near_misses": [], "same_side": []}
    for i, j, name in _pairs(scene):
        if name == _UPDATE:
            out["supersedes"].append([*_by_date(scene, i, j), ""])
        elif name == "same side":
            out["same_side"].append([i, j])
        elif name == "near miss":
            out["near_misses"].append([i, j, ""])
        else:
            out["contradictions"].append([i, j, name, ""])
    return out


def _pairs(scene: _Scene) -> Iterator[tuple[int, int, str]]:
    for j in range(len(scene.claims)):
        for i in range(j):
            (question, side), (other_question, other_side) = scene.places[i], scene.places[j]
            if (i, j) in scene.listed:
                if reason := scene.listed[i, j]:
                    yield i, j, reason
            elif question != other_question:
                continue
            elif "o" in (side, other_side):
                yield i, j, "near miss"
            elif side == other_side:
                yield i, j, "same side"
            else:
                yield i, j, scene.reasons[question - 1]


def _by_date(scene: _Scene, i: int, j: int) -> tuple[int, int]:
    return (i, j) if scene.claims[i]["date"] <= scene.claims[j]["date"] else (j, i)
