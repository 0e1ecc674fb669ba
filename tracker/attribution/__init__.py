"""Who said what: source, cue and content spans (tagger), their relations (linker, quotes), and speakers."""

from __future__ import annotations

from tracker.attribution.finder import find_attributions, open_tagger
from tracker.attribution.groups import groups_in
from tracker.attribution.speakers import resolve_speakers
from tracker.attribution.tagger import Tagging

__all__ = ["Tagging", "find_attributions", "groups_in", "open_tagger", "resolve_speakers"]
