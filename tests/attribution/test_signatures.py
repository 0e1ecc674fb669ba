from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attribution.signatures import find_signatures
from tracker.segment import segment


def signed(text: str) -> list[tuple[str, str, str]]:
    found = find_signatures(text, segment(text))
    return [(one.source.of(text), one.cue.of(text), one.content.of(text)) for one in found]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The road is shut. Stay home.\n\n— Ann Lee (@al) March 6, 2024",
            "Ann Lee (@al)",
            "The road is shut. Stay home.",
        ),
        ("The road is shut. pic.twitter.com/x1 — Ann Lee (@a_l) 6 March 2024", "Ann Lee (@a_l)", "The road is shut."),
        ("The road is shut. https://t.co/x https://a.b/c\n-- The Sun (@sun)", "The Sun (@sun)", "The road is shut."),
        ("“They were cold and polite.”\n— Selma Rook, baker", "Selma Rook, baker", "“They were cold and polite.”"),
        ("“They were cold and polite.”\n\n– @selma", "@selma", "“They were cold and polite.”"),
        ("The road is shut again. – Ann Lee (@annlee) 2024-03-06", "Ann Lee (@annlee)", "The road is shut again."),
    ],
)
def test_what_is_signed(text: str, source: str, content: str) -> None:
    assert [(who, said) for who, _, said in signed(f"It was noon.\n\n{text}\n\nIt rained.")] == [(source, content)]


def test_a_post_under_its_author() -> None:
    text = "It was noon.\n\nAnn Lee @annlee · 6 Mar\n\nThe road is shut.\n\nIt rained."
    assert signed(text) == [("Ann Lee", "·", "The road is shut.")]


def test_each_post_is_signed_once() -> None:
    text = "The road is shut now.\n\n— Ann Lee (@annlee) March 6, 2024\n\n— Bo Tan (@botan) March 6, 2024"
    assert len(signed(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The road is shut.\n\n— Ann Lee, mayor",  # neither quoted nor posted
        "He left — Ann Lee (@annlee) had asked him to go.",
        "“It is.”\n\n— Ann Lee, mayor",  # too short to be anybody's sentence
        "— Ann Lee (@annlee) March 6, 2024",
        "Photo: Bo Tan\n\n— Ann Lee (@annlee)",
        "“They were cold and polite.”\n\n— and then they left, all of them.",
    ],
)
def test_what_is_not_signed(text: str) -> None:
    assert signed(text) == []


@given(st.text(st.sampled_from("@A(a)—-·,.“” \n6"), max_size=200))
def test_spans_lie_inside(text: str) -> None:
    for one in find_signatures(text, segment(text)):
        assert one.region.contains(one.source)
        assert one.region.contains(one.content)
        assert not one.source.overlaps(one.content)
        assert one.content.of(text).strip()
