"""Runs as JSON and CSV. The field names are an API, as those of `records`."""

from __future__ import annotations

from typing import Any

from tracker.period import SkippedInput
from tracker.records import StoredRun

RUN_COLUMNS = (
    "id", "command", "inputs", "models", "started_at", "finished_at", "seconds", "status",
    "added", "new_versions", "unchanged", "skipped", "claims", "continues", "continued_by", "options",
)  # fmt: skip
SKIPPED_COLUMNS = ("name", "why")


def run_dict(run: StoredRun) -> dict[str, Any]:
    """One line of `tracker runs`."""
    return {
        "id": run.id,
        "command": run.command,
        "inputs": list(run.inputs),
        "models": list(run.models),
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "seconds": run.seconds,
        "status": run.status,
        "added": run.added,
        "new_versions": run.new_versions,
        "unchanged": run.unchanged,
        "skipped": run.skipped,
        "claims": run.claims,
        "continues": run.continues,
        "continued_by": run.continued_by,
        "options": run.options,
    }


def skipped_dict(skipped: SkippedInput) -> dict[str, Any]:
    """One line of `tracker runs show`: an input that could not be read, and why."""
    return {"name": skipped.name, "why": skipped.why}
