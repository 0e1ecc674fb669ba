"""Whether a role is held now."""

from __future__ import annotations

import pytest

from tracker.attribution.tenure import bare_role, split_tenure, told_by_clause
from tracker.records import Tenure


@pytest.mark.parametrize(
    ("role", "bare", "tenure"),
    [
        ("former minister", "minister", "former"),
        ("ex-minister", "minister", "former"),
        ("retired colonel", "colonel", "former"),
        ("then mayor", "mayor", "then"),
        ("then-mayor", "mayor", "then"),
        ("president-elect", "president", "future"),
        ("minister-designate", "minister", "future"),
        ("incoming director", "director", "future"),
        ("outgoing director", "director", None),
        ("chief executive", "chief executive", None),
        ("vice-president", "vice-president", None),
    ],
)
def test_words_of_tenure(role: str, bare: str, tenure: Tenure | None) -> None:
    assert split_tenure(role.split()) == (bare.split(), tenure)


def test_a_bare_noun() -> None:
    assert bare_role("ex-minister") == "minister"
    assert bare_role("director-general") == "director-general"


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (", who was minister until 2012, left.", ("minister", "former")),
        (", who served as harbour master for ten years, left.", ("harbour master for ten years", "former")),
        (", who was mayor at the time, left.", ("mayor", "then")),
        (", who is the mayor of Elmstead, left.", ("mayor of Elmstead", None)),
        (", who will become director in May, left.", ("director in May", "future")),
        (", who was late, left.", None),
        (", who left.", None),
        (" left.", None),
    ],
)
def test_what_a_clause_tells(behind: str, expected: tuple[str, Tenure | None] | None) -> None:
    text = "Ann Wexley" + behind
    assert told_by_clause(text, len("Ann Wexley"), len(text)) == expected
