"""What stands before and behind a name and is no part of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attribution.titles import is_only_titles, letters_start, titles_end


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("Dr Ann Wexley", "Ann Wexley"),
        ("Lt Col Ann Wexley", "Ann Wexley"),
        ("Elmstead Mayor Ann Wexley", "Ann Wexley"),
        ("Charlotte Mayor Ann Wexley", "Ann Wexley"),  # a place, though a given name too
        ("Harbour Board Research Director Ann Wexley", "Ann Wexley"),
        ("Elm Supreme Court Justice Ann Wexley", "Ann Wexley"),
        ("Retired Elm Air Force Gen. Ann Wexley", "Ann Wexley"),
        ("Secretary of State Ann Wexley", "Ann Wexley"),
        ("Republican Ann Wexley", "Ann Wexley"),
        ("President Park Ji-su", "Park Ji-su"),
        ("MLA Harish Orme", "Harish Orme"),
        ("Mla Harish Orme", "Mla Harish Orme"),  # letters are capitals
        ("Historian María Inés de la Wexley y Orme", "María Inés de la Wexley y Orme"),
        ("Dato Sri Ann Wexley", "Ann Wexley"),
        ("Ma Ying-wen", "Ma Ying-wen"),  # a surname
        ("Ma Khin Wexley", "Khin Wexley"),
        ("Don Wexley", "Don Wexley"),
        ("Don Anselmo Wexley", "Anselmo Wexley"),
        ("Ann Baker Wexley", "Ann Baker Wexley"),  # an office that is a surname, behind a given name
        ("Queen Ann Hospital", "Queen Ann Hospital"),
        ("Justice Department", "Justice Department"),
        ("Mr Board", "Board"),
        ("St Ann", "St Ann"),
        ("Wexley", "Wexley"),
    ],
)
def test_the_titles_before_a_name(run: str, name: str) -> None:
    words = run.split()
    assert " ".join(words[titles_end(words) :]) == name


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("Ann Wexley QC", "Ann Wexley"),
        ("Ann Wexley MP OBE", "Ann Wexley"),
        ("Ann Wexley Ph.D", "Ann Wexley"),
        ("Ann Wexley Jr", "Ann Wexley Jr"),  # part of the name
        ("Ann Wexley", "Ann Wexley"),
        ("QC", "QC"),
    ],
)
def test_the_letters_behind_a_name(run: str, name: str) -> None:
    words = run.split()
    assert " ".join(words[: letters_start(words)]) == name


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("Dato Sri", True),
        ("Prime Minister", True),
        ("CEO", True),
        ("Mr Board", False),
        ("Baker", False),  # may well be somebody's name
        ("Sheriff Cook", False),
        ("Ann Wexley", False),
    ],
)
def test_titles_alone(run: str, expected: bool) -> None:
    assert is_only_titles(run.split()) is expected


@given(
    st.lists(st.sampled_from(["Ann", "Mayor", "Dr", "of", "State", "QC", "Board", "Ma", "St.", "é", "Jr"]), min_size=1)
)
def test_a_name_is_left(run: list[str]) -> None:
    assert titles_end(run) < len(run)
    assert letters_start(run) > 0
