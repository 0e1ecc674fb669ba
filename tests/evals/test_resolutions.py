"""The reliability of reasons and confidences, counted by hand."""

from __future__ import annotations

from evals.resolutions import Judged, confidence_bin, shares, table, thresholds
from tracker.attribution.entities import Entity
from tracker.attribution.found import Found

ANN = Entity("Ann Wexley", "person", ("ann", "wexley"))


def judged(found: Found, *, right: bool) -> Judged:
    return Judged("group", "ref", "she", found, right, "Ann Wexley")


SURE = judged(Found(ANN, "full name"), right=True)
UNSURE = judged(Found(ANN, "pronoun, nearest that fits", (), -1.0), right=False)


def test_shares_by_reason() -> None:
    found = shares([SURE, SURE, UNSURE], lambda one: one.found.because)
    assert [(share.name, share.count, share.right) for share in found] == [
        ("full name", 2, 2),
        ("pronoun, nearest that fits", 1, 0),
    ]
    assert "| full name | 2 | 100.0 | 95.0 |" in table(found, "because")


def test_bins_hold_both_ends() -> None:
    assert confidence_bin(judged(Found(ANN, "full name", upon=0.0), right=True)) == "0.00 to 0.30"
    assert confidence_bin(SURE) == "0.95 to 1.00"


def test_thresholds_leave_the_unsure_out() -> None:
    low, high = thresholds([SURE, UNSURE], (0.0, 0.9))
    assert (low.unresolved, low.right, low.wrong) == (0, 1, 1)
    assert (high.unresolved, high.right, high.wrong) == (1, 1, 0)
