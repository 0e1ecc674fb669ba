"""What two claims differ on, and what was decided, in plain words."""

from __future__ import annotations

from dataclasses import replace

from tests.report.pair_samples import (
    BOATS,
    HERSELF,
    UPDATE,
)
from tracker.records import REASONS
from tracker.report.wording.clashes import reason_words, status_words


def test_why_in_plain_words() -> None:
    for reason in REASONS:
        words = reason_words(replace(BOATS, reason=reason))
        assert words
        assert words != reason
        assert "update" in reason_words(replace(UPDATE, reason=reason))
    assert reason_words(replace(BOATS, reason=None)) == "cannot both be true"
    assert reason_words(replace(UPDATE, reason=None)) == "is an update"


def test_a_person_is_named_with_what_was_decided() -> None:
    assert status_words(BOATS) == "suggested"
    assert status_words(HERSELF) == "confirmed by kim, 2024-03-05"
    assert status_words(replace(HERSELF, status="dismissed", reviewer=None, reviewed_at=None)) == "dismissed"
