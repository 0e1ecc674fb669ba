"""Whom a role means, and what is known of those who hold one."""

from __future__ import annotations

import pytest

from tests.attribution.resolving import resolve


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We met Lt Col Ann Wexley. [S The colonel] [C said] [K no].", "Ann Wexley"),
        ("We met Dr Ann Wexley. [S The doctor] [C said] [K no].", "Ann Wexley"),
        ("We met Senator Ann Wexley. [S The lawmaker] [C said] [K no].", "Ann Wexley"),
        ("We met Ann Wexley, chair of Acme. [S The chairwoman] [C said] [K no].", "Ann Wexley"),
        ("We met Dato' Ann Wexley. [S The Dato'] [C said] [K no].", "Ann Wexley"),
        ("We met the ex-minister Ann Wexley. [S The former minister] [C said] [K no].", "Ann Wexley"),
        (
            "We met former mayor Ann Wexley and mayor Bo Tarrant. [S The mayor] [C said] [K no].",
            "Bo Tarrant",
        ),
        (
            "We met former mayor Ann Wexley and mayor Bo Tarrant. [S The former mayor] [C said] [K no].",
            "Ann Wexley",
        ),
        ("We met ministry spokesman Bo Tarrant. [S The ministry's man] [C said] [K no].", "Bo Tarrant"),
        (
            "We met Ann Wexley, mayor of Elm-le-Vieux, and Bo Tarrant, mayor of Elm-le-Neuf. "
            "[S The mayor of Elm-le-Vieux] [C said] [K no].",
            "Ann Wexley",
        ),
    ],
)
def test_holders(text: str, name: str) -> None:
    (speaker,) = resolve(text)
    assert speaker is not None
    assert speaker.name == name


@pytest.mark.parametrize(
    ("text", "role", "affiliation", "tenure"),
    [
        ("[S Former Defence Secretary Ann Wexley] [C said] [K no].", "defence secretary", None, "former"),
        ("[S Then-mayor Ann Wexley] [C said] [K no].", "mayor", None, "then"),
        ("[S President-elect Ann Wexley] [C said] [K no].", "president", None, "future"),
        ("[S Ann Wexley, who was minister until 2012,] [C said] [K no].", "minister", None, "former"),
        ("[S Acme Bridges chief executive Ann Wexley] [C said] [K no].", "chief executive", "Acme Bridges", None),
        ("[S Elmstead Mayor Ann Wexley] [C said] [K no].", "mayor", "Elmstead", None),
        ("[S Ministry of Works spokesman Bo Tarrant] [C said] [K no].", "spokesman", "Ministry of Works", None),
        ("[S Secretary of State Ann Wexley] [C said] [K no].", "secretary of state", None, None),
        ("[S Freedonian chancellor Ann Wexley] [C said] [K no].", "chancellor", None, None),
        ("[S Ann Wexley, 52, of the Harbour Board,] [C said] [K no].", None, "Harbour Board", None),
        (
            "The Harbour Works Union (HWU) met. [S HWU spokesman Bo Tarrant] [C said] [K no].",
            "spokesman",
            "Harbour Works Union",
            None,
        ),
        ("[S A former spokesman for the mediators] [C said] [K no].", "spokesman", "mediators", "former"),
        ("[S An army spokesman] [C said] [K no].", "army spokesman", "army", None),
    ],
)
def test_roles(text: str, role: str | None, affiliation: str | None, tenure: str | None) -> None:
    (speaker,) = resolve(text)
    assert speaker is not None
    assert (speaker.role, speaker.affiliation, speaker.tenure) == (role, affiliation, tenure)
