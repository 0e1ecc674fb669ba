from __future__ import annotations

import pytest

from tracker.contradiction.statements import is_denial, statement_of
from tracker.records import ClaimToCompare, Level, Polarity


@pytest.mark.parametrize(
    ("cue", "denies"),
    [
        ("denied", True),
        ("has repeatedly denied", True),
        ("issued a denial", True),
        ("rejected claims", True),
        ("ruled out", True),
        ("did not deny", False),
        ("hasn't ruled out", False),
        ("stopped short of denying", False),
        ("doubted", False),
        ("said", False),
        ("", False),
    ],
)
def test_denying_cues(cue: str, denies: bool) -> None:
    assert is_denial(cue) is denies


@pytest.mark.parametrize(
    ("cue", "polarity", "denied"),
    [
        ("denied", "negative", True),
        ("denied", None, True),
        ("rejected", "positive", False),
        ("said", "negative", False),
    ],
)
def test_what_the_judge_reads(cue: str, polarity: Polarity | None, denied: bool) -> None:
    level: Level = "certain"
    claim = ClaimToCompare(7, 3, "the dam leaked", cue, 1, "Ada Osei", None, None, "2020-01-02", level, polarity, 7)
    found = statement_of(claim)
    assert (found.text, found.speaker, found.date) == ("the dam leaked", "Ada Osei", "2020-01-02")
    assert (found.denied, found.level, found.polarity) == (denied, level, polarity)
