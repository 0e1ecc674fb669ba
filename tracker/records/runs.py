"""Commands that wrote to the store: how far they came, and how they ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RunStatus = Literal["running", "done", "interrupted", "stopped", "failed", "killed"]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """How far a file of many articles was read: `line` lines are behind, the next begins at byte `start` of the
    unpacked file; `skipped` of what is behind could not be read. `size` and `changed` (nanoseconds) tell the file."""

    name: str
    size: int
    changed: int
    line: int
    start: int
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class CutShort:
    """A run that did not come to its end, and how far it was in its files, the one it was at last."""

    id: int
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What came of inputs. `new_versions` are among `added`."""

    added: int = 0
    unchanged: int = 0
    new_versions: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A command that wrote to the store. `seconds` to its end, or to when it last stored something; `status`
    ``killed``: it neither ended nor is at work. `continues` is the run at whose end this one began, `continued_by` the
    one that began at its end. `options` say how its inputs were read, as they are typed."""

    id: int
    command: str
    inputs: tuple[str, ...]
    models: tuple[str, ...]
    started_at: str
    finished_at: str | None
    seconds: int | None
    status: RunStatus
    added: int
    new_versions: int
    unchanged: int
    skipped: int
    claims: int
    continues: int | None
    continued_by: int | None = None
    options: str | None = None
