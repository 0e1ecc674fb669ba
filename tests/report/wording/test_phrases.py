"""What claims and speakers are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report.samples import (
    claims,
)
from tracker.records import (
    Kind,
    StoredSpeaker,
)
from tracker.report.wording.phrases import claim_words, describe


def test_a_name_that_says_it_all_is_not_said_twice() -> None:
    resident = StoredSpeaker(9, "one Rivertown resident", "unnamed", "resident", "Rivertown")
    assert describe(resident) == "one Rivertown resident"
    assert describe(replace(resident, role="nurse")) == "one Rivertown resident — nurse"


def test_a_body_that_the_role_names_is_not_said_twice() -> None:
    speaker = StoredSpeaker(9, "Ada Osei", "person", "army spokesman", "army")
    assert describe(speaker) == "Ada Osei — army spokesman"
    assert describe(replace(speaker, affiliation="Harbour army")).endswith(", Harbour army")


@pytest.mark.parametrize(
    ("text", "quote", "kind", "shown"),
    [
        ("It is safe.", "it is safe,", "direct", "“It is safe.”"),
        ("The bridge is safe.", "it is safe", "direct", "The bridge is safe."),
        ("It is safe.", "it is safe", "indirect", "It is safe."),
        ("“Safe”, it is.", "“Safe”, it is.", "direct", "“Safe”, it is."),
        ("", "", "direct", ""),
    ],
)
def test_only_the_speakers_own_words_stand_in_marks(text: str, quote: str, kind: Kind, shown: str) -> None:
    assert claim_words(replace(claims()[0], text=text, quote=quote, kind=kind)) == shown
