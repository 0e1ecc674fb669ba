from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.records import Span
from tracker.report.pages.excerpts import Stretch, choose
from tracker.segment import find_paragraphs

TEXT = "\n\n".join(f"{number:02} " + "word " * 39 + "end" for number in range(30))
PARAGRAPHS = find_paragraphs(TEXT)


def told(stretches: list[Stretch]) -> list[tuple[str, str]]:
    return [(stretch.before, stretch.span.of(TEXT)[:2]) for stretch in stretches]


def cited(*places: int) -> list[Span]:
    return [Span(PARAGRAPHS[place].start + 3, PARAGRAPHS[place].start + 7) for place in places]


def test_a_text_that_has_room_is_shown_whole() -> None:
    for around in (None, len(TEXT)):
        stretches = choose(TEXT, PARAGRAPHS, cited(3), around, False)
        assert [stretch.span for stretch in stretches] == list(PARAGRAPHS)
        assert {(one.before, one.cut, one.after) for one in stretches} == {("", "", "")}


def test_what_is_cited_and_what_stands_next_to_it() -> None:
    stretches = choose(TEXT, PARAGRAPHS, cited(5, 20), 1_300, False)
    assert told(stretches) == [
        ("… 4 paragraphs left out …", "04"),
        ("", "05"),
        ("", "06"),
        ("… 12 paragraphs left out …", "19"),
        ("", "20"),
        ("", "21"),
    ]
    assert [one.after for one in stretches] == ["", "", "", "", "", "… 8 paragraphs left out …"]


def test_the_cited_go_first_and_the_title_is_always_there() -> None:
    assert told(choose(TEXT, PARAGRAPHS, cited(5, 20), 500, True)) == [
        ("", "00"),
        ("… 4 paragraphs left out …", "05"),
        ("… 14 paragraphs left out …", "20"),
    ]
    assert told(choose(TEXT, PARAGRAPHS, [], 250, True)) == [("", "00"), ("", "01")]
    assert told(choose(TEXT, PARAGRAPHS, [], 250, False)) == [("", "00")]


def test_of_an_enormous_paragraph_a_part_is_shown() -> None:
    text = "word " * 10_000 + "end"
    (stretch,) = choose(text, [Span(0, len(text))], [Span(20_000, 20_004)], 1_000, False)
    assert stretch.span.start < 20_000 < 20_004 < stretch.span.end
    assert len(stretch.span) <= 1_000
    assert stretch.span.of(text).startswith("word ")
    assert stretch.span.of(text).endswith(" word")
    assert stretch.before == f"… {stretch.span.start:,} characters left out …"
    assert stretch.cut == f"… {len(text) - stretch.span.end:,} characters left out …"


@given(
    st.lists(st.integers(0, 400), max_size=12),
    st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 300)), max_size=5),
    st.integers(0, 3_000),
    st.booleans(),
)
def test_all_is_shown_or_said_to_be_left_out(
    lengths: list[int], spans: list[tuple[int, int]], around: int, is_titled: bool
) -> None:
    text = "\n\n".join("x" * length for length in lengths)
    paragraphs = find_paragraphs(text)
    wanted = [Span(start, start + length) for start, length in spans]
    stretches = choose(text, paragraphs, wanted, around, is_titled and bool(paragraphs))
    ends = [0, *(edge for one in stretches for edge in (one.span.start, one.span.end)), len(text)]
    assert ends == sorted(ends)
    said = "".join(one.before + one.cut + one.after for one in stretches)
    shown = sum(len(one.span) for one in stretches)
    assert ("left out" in said) == (shown < sum(map(len, paragraphs)))
    if around >= 240 * (len(paragraphs) + 1):
        for part in paragraphs:
            if any(part.overlaps(span) and len(span) for span in wanted):
                assert any(one.span.overlaps(part) for one in stretches)
