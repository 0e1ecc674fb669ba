"""The card of a bundle says what the manifest says, and no more."""

from __future__ import annotations

from pathlib import Path

from tests.models.sample import copy_tiny, read_manifest
from tracker.attribution.encoding import INPUT_VERSION
from tracker.models import find_bundle, read_bundle
from tracker.models.card import make_card, note_metrics


def test_the_shipped_card_is_made_of_the_shipped_manifest() -> None:
    folder = find_bundle("attribution-en")
    assert (folder / "README.md").read_text(encoding="utf-8") == make_card(read_manifest(folder))


def test_what_a_manifest_does_not_say_is_said_not_to_be() -> None:
    assert "- Training data: not said\n" in make_card({"name": "a", "version": "1", "task": "t", "labels": [],
        "input_version": "i", "max_length": 8})  # fmt: skip


def test_figures_are_noted_beside_those_that_were_there(tmp_path: Path) -> None:
    folder = copy_tiny(tmp_path / "tiny", lambda _, manifest: manifest.update(metrics={"a.jsonl": {"cue exact": 1.0}}))
    note_metrics(folder, "b.jsonl", {"cue exact": 2.5})
    assert read_manifest(folder)["metrics"] == {"a.jsonl": {"cue exact": 1.0}, "b.jsonl": {"cue exact": 2.5}}
    assert "| b.jsonl | cue exact | 2.5 |\n" in (folder / "README.md").read_text(encoding="utf-8")
    read_bundle(folder, task="attribution", input_version=INPUT_VERSION)
