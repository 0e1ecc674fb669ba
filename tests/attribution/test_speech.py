from __future__ import annotations

import pytest

from tracker.attribution.speech import is_speech


@pytest.mark.parametrize(
    "cue",
    [
        "said",
        "Says",
        "has not said",
        "said in a statement",
        "according to",
        "tweeted",
        "was quoted as saying",
        "told reporters",
        "replied:",
        "criticised",
        "admitting",
        ":",
        "—",
        "wrote in an op-ed",
        "quipped",
        "swore",
    ],
)
def test_speech(cue: str) -> None:
    assert is_speech(cue)


@pytest.mark.parametrize(
    "cue", ["believes", "is expected", "plans to", "show", "found", "wants", "seemed", "ruled", "knows", "", ",", "for"]
)
def test_no_speech(cue: str) -> None:
    assert not is_speech(cue)
