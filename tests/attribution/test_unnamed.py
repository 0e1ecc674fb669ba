"""How many sources there are without a name, and why they have none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attribution.layout import Layout
from tracker.attribution.unnamed import Anonymity, count_of
from tracker.segment import segment


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("two officials", "two"),
        ("The other two officials", "two"),
        ("at least three residents", "at least three"),
        ("more than 2,000 people", "more than 2,000"),
        ("dozens of residents", "dozens"),
        ("hundreds of thousands of people", "hundreds of thousands"),
        ("a dozen aides", "a dozen"),
        ("One of the traders", "one"),
        ("several activists", "several"),
        ("some activists", None),
        ("a senior official", None),
        ("57 percent of voters", None),
        ("nine in ten voters", None),
        ("a 17-year-old boy", None),
        ("", None),
    ],
)
def test_count(phrase: str, expected: str | None) -> None:
    assert count_of(phrase) == expected


def why(text: str, *sources: str) -> list[str | None]:
    """Why each source of a text is not named."""
    places = [text.index(source) for source in sources]
    anonymity = Anonymity(text, Layout(segment(text)), sorted(places))
    many = [source.lower().startswith("two") for source in sources]
    return [anonymity.why(at, many=m) for at, m in zip(places, many, strict=True)]


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        (
            "Two aides who asked not to be named because they were not authorised to speak said it shook.",
            ["Two aides"],
            ["not authorised to speak"],
        ),
        ("An aide, speaking on condition of anonymity, said no.", ["An aide"], ["on condition of anonymity"]),
        ("Speaking on condition of anonymity, an aide said no.", ["an aide"], ["on condition of anonymity"]),
        ("It shook, two aides said. Both asked not to be named for fear of reprisals.", ["two aides"],
         ["for fear of reprisals"]),
        ("An aide said no. Another aide said yes. Both spoke on condition of anonymity.", ["An aide", "Another aide"],
         ["on condition of anonymity"] * 2),
        ("An aide said no. She asked not to be named because she works there.", ["An aide"], ["she works there"]),
        ("A nurse, who was not allowed to talk to reporters, said no.", ["A nurse"],
         ["not allowed to talk to reporters"]),
        ("Ann Wexley said no. An aide, who would not be named, said yes.", ["Ann Wexley", "An aide"],
         [None, "would not be named"]),
        ("Six nurses said no; they would not give their names for fear of the matron.", ["Six nurses"],
         ["for fear of the matron"]),
        ("Ann Wexley named her dog. An aide said no.", ["Ann Wexley", "An aide"], [None, None]),
    ],
)  # fmt: skip
def test_why(text: str, sources: list[str], expected: list[str | None]) -> None:
    assert why(text, *sources) == expected


@given(st.text(st.sampled_from("an not to be named because anonymity, . \n")), st.integers(0, 30))
def test_never_raises(text: str, at: int) -> None:
    count_of(text)
    Anonymity(text, Layout(segment(text)), [at]).why(at, many=False)
