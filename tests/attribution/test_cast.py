"""One person, many names: which names of a text are one entity, and what is known of it."""

from __future__ import annotations

import time

import pytest

from tracker.attribution.abbreviations import second_names
from tracker.attribution.cast import Cast
from tracker.attribution.entities import Entity
from tracker.attribution.layout import Layout, Stretches
from tracker.attribution.name_forms import longer_forms
from tracker.attribution.names import find_names
from tracker.attribution.speakers import resolve_speakers
from tracker.records import Attribution, Span
from tracker.segment import segment


def cast_of(text: str) -> Cast:
    """The cast of a text in which nobody is a source."""
    return Cast(text, segment(text), ())


def entities(text: str) -> list[str]:
    """For every name of a text, the full name of its entity."""
    cast = cast_of(text)
    return [cast.entity_of(name).name for name in cast.names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Ann Wexley. In spring Wexley left.", ["Ann Wexley"] * 2),
        ("In spring Wexley left. We met Ann Wexley.", ["Ann Wexley"] * 2),
        ("We met Ann Wexley. In spring Ann left.", ["Ann Wexley"] * 2),
        ("We met Ann B. Wexley. Ann Wexley left; Wexley too.", ["Ann B. Wexley"] * 3),
        ("We met Ann Wexley and Cy Wexley. Then Wexley left.", ["Ann Wexley", "Cy Wexley", "Cy Wexley"]),
        ("We asked the Acme Bridge Fund. Later Acme left.", ["Acme Bridge Fund"] * 2),
        ("We asked the Union of Tinsmiths (UOT). The UOT left.", ["Union of Tinsmiths"] * 3),
        ("We met Sheriff Wexley and Mayor Wexley.", ["Wexley"] * 2),
    ],
)
def test_one_entity_of_many_names(text: str, expected: list[str]) -> None:
    assert entities(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We met Ann Wexley.", "person"),
        ("We met Wexley, a farmer.", "person"),
        ("We asked the Harbour Board.", "organization"),
        ("We asked Zentrella, a company.", "organization"),
        ("We asked Zentrella managers.", "organization"),
        ("We asked HTG.", "organization"),
        ("We asked Mr Board.", "person"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    cast = cast_of(text)
    assert cast.entity_of(cast.names[0]).kind == kind


def test_a_name_before_a_river_is_a_place() -> None:
    cast = cast_of("They crossed the Wexley river.")
    assert cast.entity_of(cast.names[0]).place


def test_a_dateline_has_no_names() -> None:
    assert entities("ELMSTEAD (Herald Wire) — Ann Wexley left.") == ["Ann Wexley"]


def test_the_longer_forms_of_a_name() -> None:
    text = "We met Ann Wexley, Cy Wexley and Wexley Tarrant. Then Wexley left, and Ann."
    found = longer_forms(find_names(text, segment(text)))
    assert found == {("wexley",): [("ann", "wexley"), ("cy", "wexley")], ("ann",): [("ann", "wexley")]}


def test_second_names() -> None:
    text = (
        "We asked the Elm Tree Union (ETU), Ann Wexley, known as Annie, and the Guild of Iron Smiths. Later GIS left."
    )
    assert second_names(find_names(text, segment(text)), text) == {
        ("etu",): ("elm", "tree", "union"),
        ("annie",): ("ann", "wexley"),
        ("gis",): ("guild", "of", "iron", "smiths"),
    }


def _anybody(_: Entity) -> bool:
    return True


def test_the_nearest_that_fits() -> None:
    text = "Ann Wexley was there.\n\nCy Orme was there.\n\nNobody else was."
    cast = cast_of(text)
    place = text.index("Nobody")
    nearest = cast.mentions.nearest
    first, second = (cast.entity_of(name) for name in cast.names)
    assert nearest(place, _anybody, None) is second
    assert nearest(place, lambda e: e is first, None) is first
    assert nearest(place, lambda e: e.plural, None) is None
    assert nearest(0, _anybody, None) is None


def test_stretches() -> None:
    stretches = Stretches([Span(5, 8), Span(1, 3), Span(2, 4)])
    assert [at for at in range(10) if stretches.hold(at)] == [1, 2, 3, 5, 6, 7]
    assert stretches.touch(Span(0, 2))
    assert stretches.touch(Span(7, 9))
    assert not stretches.touch(Span(4, 5))
    assert not stretches.touch(Span(8, 10))


def test_layout_of_tied_paragraphs() -> None:
    text = "She said: “One.\n\n“Two.\n\n“Three.”\n\nIt was late."
    layout = Layout(segment(text))
    assert layout.paragraphs(Span(text.index("Two"), text.index("Two") + 3)) == range(3)
    assert layout.paragraphs(Span(text.index("It"), text.index("It") + 2)) == range(3, 4)
    assert layout.continues(text.index("Two"))
    assert not layout.continues(text.index("One"))


def test_an_empty_text_has_nobody() -> None:
    cast = cast_of("")
    assert cast.names == []
    assert cast.layout.paragraphs(Span(0, 0)) == range(1)


def _seconds(copies: int, join: str) -> float:
    piece = (
        "Ann Wexley said the bridge shook. She said so twice. The mayor denied it. The company said nothing, "
        "and residents said it was late. Zentrella said its managers left."
    )
    text = join.join([piece] * copies)
    found = []
    for i in range(copies):
        at = i * (len(piece) + len(join))
        for source, content in (
            ("Ann Wexley", "the bridge"),
            ("She", "so"),
            ("The mayor", "it"),
            ("The company", "nothing"),
        ):
            start, said = at + piece.index(source), at + piece.index(content)
            found.append(Attribution((Span(start, start + len(source)),), (), (Span(said, said + 2),), "indirect", 1.0))
    segments = segment(text)
    began = time.process_time()
    resolve_speakers(found, text, segments)
    return time.process_time() - began


@pytest.mark.slow
@pytest.mark.parametrize("join", ["\n\n", " "], ids=["paragraphs", "one paragraph"])
def test_time_grows_with_the_length_and_no_faster(join: str) -> None:
    small, large = (min(_seconds(copies, join) for _ in range(3)) for copies in (100, 800))
    assert large < small * 8 * 2.5
