"""What a noun phrase says, and which words around a name say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attribution.descriptions import Description, acts_as_body, apposition, describe, role_ahead, role_before
from tracker.attribution.names import Name, find_names
from tracker.segment import segment


def name_of(text: str) -> Name:
    """The name *Ann Wexley* (or the last name) of a text."""
    names = find_names(text, segment(text))
    return next((name for name in names if name.text == "Ann Wexley"), names[-1])


@pytest.mark.parametrize(
    ("phrase", "role", "affiliation", "head"),
    [
        ("an analyst at Acme Risk", "analyst", "Acme Risk", "analyst"),
        ("the ministry's chief spokesman", "chief spokesman", "ministry", "spokesman"),
        ("Acme chief executive", "chief executive", "Acme", "executive"),
        ("former mayor of Elmstead", "mayor", "Elmstead", "mayor"),
        ("a farmer in Elmstead", "farmer", None, "farmer"),
        ("Elmstead-based activist", "activist", None, "activist"),
        ("two officials", "officials", None, "officials"),
        ("director of the Guild of Tinsmiths", "director", "Guild of Tinsmiths", "director"),
        ("the", None, None, "the"),
        ("…", None, None, None),
    ],
)
def test_describe(phrase: str, role: str | None, affiliation: str | None, head: str | None) -> None:
    found = describe(phrase)
    assert (found.role, found.affiliation, found.head) == (role, affiliation, head)


def test_its_director_belongs_to_a_body_named_before() -> None:
    assert describe("its director").pronoun
    assert not describe("her uncle").pronoun


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Wexley, an analyst at Acme, left.", "an analyst at Acme"),
        ("Ann Wexley, 52, a farmer, left.", "a farmer"),
        ("Ann Wexley, aged 52, a farmer (and more), left.", "a farmer "),
        ("Ann Wexley, who farms, left.", None),
        ("For Ann Wexley, a farmer said, it was late.", None),
        ("Ann Wexley left.", None),
    ],
)
def test_apposition(text: str, expected: str | None) -> None:
    assert apposition(text, name_of(text).span.end, len(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met Acme spokesman Ann Wexley.", Description("spokesman", "Acme", "spokesman")),
        ("They met the board's Spokesman Ann Wexley.", Description("spokesman", "board", "spokesman")),
        ("They met a spokesman and Ann Wexley.", None),
        ("They met a spokesman, Ann Wexley.", None),
        ("They met old Ann Wexley.", None),
        ("They met retired Acme colonel Ann Wexley.", Description("retired colonel", "Acme", "colonel")),
        ("It went to toxicologist Ann Wexley.", Description("toxicologist", None, "toxicologist")),
    ],
)
def test_role_before(text: str, expected: Description | None) -> None:
    found = role_before(text, name_of(text), 0)
    assert (found and (found.head, found.affiliation)) == (expected and (expected.head, expected.affiliation))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The director of customs, Ann Wexley, left.", "director of customs"),
        ("In spring the guild's director, Ann Wexley, left.", "director"),
        ("In spring, Ann Wexley left.", None),
        ("The director Ann Wexley left.", None),
    ],
)
def test_role_ahead(text: str, role: str | None) -> None:
    found = role_ahead(text, name_of(text), 0)
    assert (found.role if found else None) == role


@pytest.mark.parametrize(
    ("text", "lone", "expected"),
    [
        ("We met Zentrella managers.", True, True),
        ("We met a director of Zentrella.", True, True),
        ("We met the mayor of Zentrella.", True, False),  # places have mayors
        ("And Zentrella said its bridge shook.", False, True),
        ("And Zentrella said it would build.", False, True),
        ("And Zentrella said it was late.", True, True),
        ("And Ann Wexley said it was late.", False, False),
        ("We met Elmian officials.", True, False),
        ("We met Zentrella.", True, False),
    ],
)
def test_acts_as_body(text: str, lone: bool, expected: bool) -> None:
    assert acts_as_body(text, name_of(text), lone=lone) is expected


@given(st.text(max_size=80))
def test_never_raises(text: str) -> None:
    describe(text)
    for name in find_names(text, segment(text)):
        apposition(text, name.span.end, len(text))
        role_before(text, name, 0)
        role_ahead(text, name, 0)
