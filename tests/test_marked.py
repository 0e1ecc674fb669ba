"""The loader of marked text: marks out, spans in, the text untouched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marked import read_marked
from tracker.records import Span


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    """What each span covers."""
    return [span.of(text) for span in spans]


def test_one_attribution() -> None:
    marked = read_marked("[S Mary Smith] [C told] reporters [K that the bridge was safe].")
    assert marked.text == "Mary Smith told reporters that the bridge was safe."
    (attribution,) = marked.attributions
    assert words(marked.text, attribution.source) == ["Mary Smith"]
    assert words(marked.text, attribution.cue) == ["told"]
    assert words(marked.text, attribution.content) == ["that the bridge was safe"]


def test_pieces_of_one_content() -> None:
    marked = read_marked('"[K It is safe]," [C said] [S the mayor], "[K and it will stay open]."')
    assert marked.text == '"It is safe," said the mayor, "and it will stay open."'
    assert words(marked.text, marked.attributions[0].content) == ["It is safe", "and it will stay open"]


def test_numbers_and_shared_marks() -> None:
    marked = read_marked("[S1,2 Ann Lee] [C1 said] [K1 it was safe] and [C2 added] [K2 that it was open].")
    first, second = marked.attributions
    assert words(marked.text, first.source) == words(marked.text, second.source) == ["Ann Lee"]
    assert words(marked.text, second.content) == ["that it was open"]
    assert [tag.role for tag in marked.tagged()] == ["source", "cue", "content", "cue", "content"]
    assert [len(link.source) for link in marked.links()] == [1, 1]


def test_marks_inside_marks() -> None:
    marked = read_marked("[S He] [C said] [K [P it was late], but [P nobody minded]].")
    assert marked.text == "He said it was late, but nobody minded."
    assert words(marked.text, marked.attributions[0].content) == ["it was late, but nobody minded"]
    assert words(marked.text, marked.attributions[0].claims) == ["it was late", "nobody minded"]


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("no marks", "no marks"),
        ("", ""),
        ("a [sic] b] [", "a [sic] b] ["),
        (r"\[S mall] \[C ar\]", "[S mall] [C ar]"),
        ("[K they [the rebels] left]", "they [the rebels] left"),
        ("[K 🙂 שלום]", "🙂 שלום"),
    ],
)
def test_other_brackets_are_text(marked: str, text: str) -> None:
    assert read_marked(marked).text == text


@pytest.mark.parametrize("marked", ["[S Ann", "[K a [P b]", "[S ]", "[S1 a] [S3 b]"])
def test_a_slip_is_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        read_marked(marked)


@given(st.lists(st.tuples(st.sampled_from(" SCKP"), st.text(st.characters(exclude_characters="[]\\"), min_size=1))))
def test_marks_are_read_back(pieces: list[tuple[str, str]]) -> None:
    marked = read_marked("".join(words if letter == " " else f"[{letter} {words}]" for letter, words in pieces))
    assert marked.text == "".join(words for _, words in pieces)
    for attribution in marked.attributions:
        for letter, spans in zip(
            "SCKP", (attribution.source, attribution.cue, attribution.content, attribution.claims), strict=True
        ):
            assert words(marked.text, spans) == [text for kind, text in pieces if kind == letter]
