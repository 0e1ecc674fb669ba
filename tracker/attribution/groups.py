"""Which attributions are told apart when they are measured: by kind, and speech apart from the rest.

PolNeAR's attributions are far wider than speech: beliefs, plans, decrees, what polls show. A newsroom that wants
quotations measures these apart.
"""

from __future__ import annotations

import re

from tracker.attribution.quotes import Quotes
from tracker.attribution.speech import is_speech
from tracker.measures import OTHER, SPEECH, GroupsOf, Roles
from tracker.records import Attribution, Span
from tracker.segment import segment

_BLANK = re.compile(r"\s+")


def groups_in(text: str) -> GroupsOf:
    """Says of each attribution of a text of which groups it is: its kind; speech by its cue, or, without one, where it
    is quoted."""
    quotes = Quotes(text, segment(text))

    def groups_of(one: Roles | Attribution) -> tuple[str, str]:
        kind = quotes.kind(one.content)
        cue = _words(one.cue, text)
        spoken = is_speech(cue) if cue else kind != "indirect"
        return kind, SPEECH if spoken else OTHER

    return groups_of


def _words(spans: tuple[Span, ...], text: str) -> str:
    return _BLANK.sub(" ", " ".join(span.of(text) for span in spans)).strip()
