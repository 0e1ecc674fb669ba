"""Which runs of words are names, where they begin and end, and which spellings are one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attribution.names import find_names, find_words, fold, is_capital
from tracker.segment import segment


def found(text: str) -> list[str]:
    """The names of a text, as printed."""
    return [name.text for name in find_names(text, segment(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Ann Wexley and Bo Tarrant.", ["Ann Wexley", "Bo Tarrant"]),
        ("We met Ann Wexley's uncle.", ["Ann Wexley"]),
        ("We met Ann B. Wexley.", ["Ann B. Wexley"]),
        ("We met Mr. Wexley.", ["Wexley"]),
        ("We met Joris van der Brook.", ["Joris van der Brook"]),
        ("We met Jo d'Arle and Omar al-Terrin.", ["Jo d'Arle", "Omar al-Terrin"]),
        ("We met Ann Wexley on Monday.", ["Ann Wexley"]),
        ("They asked the Ministry of Inland Waters.", ["Ministry of Inland Waters"]),
        ("They asked the Tin and Iron Workers' Union.", ["Tin and Iron Workers' Union"]),
        ("They asked Ann Wexley of Elmstead.", ["Ann Wexley", "Elmstead"]),
        ("The bridge was safe. However, it shook.", []),
        ("Yesterday Ann Wexley left.", ["Ann Wexley"]),
        ("Residents left. The residents came back.", []),
        ("It was late, and I left on Monday.", []),
        ("Bridges shook, and bridges fell.", []),
        ('She said: "Nobody left Elmstead."', ["Elmstead"]),
        ("Ann Wexley said this: However it shook.", ["Ann Wexley"]),
        ("Bridge Shook As Ann Wexley Crossed Elm\n\nAnn Wexley was on it.", ["Ann Wexley", "Ann Wexley"]),
        ("Elm Bridge shook, says Wexley\n\nAnn Wexley was on it.", ["Elm Bridge", "Wexley", "Ann Wexley"]),
        ("", []),
    ],
)
def test_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "titles", "name"),
    [
        ("We met Mayor Ann Wexley.", ("mayor",), "Ann Wexley"),
        ("We met Deputy Health Minister Ann Wexley.", ("deputy", "health", "minister"), "Ann Wexley"),
        ("We met Dr. Wexley.", ("dr",), "Wexley"),
        ("We met Brig. Gen. Ann Wexley.", ("brig", "gen"), "Ann Wexley"),
        ("We met Florist Ann Wexley.", ("florist",), "Ann Wexley"),
        ("We met Peter Wexley.", (), "Peter Wexley"),  # no occupation by its ending
    ],
)
def test_titles(text: str, titles: tuple[str, ...], name: str) -> None:
    (only,) = find_names(text, segment(text))
    assert (only.titles, only.text) == (titles, name)
    assert text[only.whole.start :].lower().startswith((titles[0] if titles else name).lower())


@pytest.mark.parametrize(
    ("text", "body", "definite"),
    [
        ("We met Ann Wexley.", False, False),
        ("We asked the Harbour Board.", True, True),
        ("We asked HTG.", True, False),
        ("We asked the Elmians.", False, True),
        ("We asked Board Chairman Ann Wexley.", False, False),
    ],
)
def test_bodies(text: str, body: bool, definite: bool) -> None:
    (only,) = find_names(text, segment(text))
    assert (only.body, only.definite) == (body, definite)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Émile", "EMILE"),
        ("O’Hare", "o'hare"),
        ("Al-Terrin", "al terrin"),
        ("U.N.", "un"),
        ("Straße", "strasse"),
        ("Ann\u2013Lee", "ann lee"),
    ],
)
def test_spellings_of_one_name_fold_alike(a: str, b: str) -> None:
    assert fold(a) == fold(b)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Ann", True), ("al-Terrin", True), ("d’Arle", True), ("iPhone", False), ("al-terrin", False), ("5th", False)],
)
def test_capitals(word: str, expected: bool) -> None:
    assert is_capital(word) is expected


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once or not once.isascii()  # a few letters fall apart only in their second casefolding


@given(st.text(st.sampled_from("Ann of the Board-'’. \n\"“”éÉß"), max_size=80))
def test_names_lie_in_order_and_hold_their_words(text: str) -> None:
    names = find_names(text, segment(text))
    assert all(name.span.of(text) == name.text for name in names)
    assert all(name.whole.start <= name.span.start and name.whole.end == name.span.end for name in names)
    assert all(a.span.end <= b.whole.start for a, b in pairwise(names))
    assert all(text[w.start : w.end] == w.text for w in find_words(text))
