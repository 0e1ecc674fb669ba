"""What the marks tell: kinds, borders, and the quotations that nobody asked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marked import read_marked
from tracker.attribution.quotes import Quotes, missed_quotations, snap_spans
from tracker.records import Kind, Span
from tracker.segment import segment


def quotes_of(text: str) -> Quotes:
    """The quotations of a text."""
    return Quotes(text, segment(text))


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ('[K "It is safe,"] he said.', "direct"),
        ('"[K It is safe]," he said.', "direct"),
        ('[K "It is safe,"] he said, [K "and open."]', "direct"),
        ("He said [K it was safe].", "indirect"),
        ('He said [K it was "safe"].', "mixed"),
        ('He said [K "safe" was the word].', "mixed"),
        ('[K "It is safe,"] he said, and [K it was open].', "mixed"),
        ('[K "It is safe," — ]he said.', "direct"),  # only letters and digits count
        ("[K “It is safe]", "direct"),
        ("[K …]", "indirect"),
        ("[K «C'est sûr»], dit-il.", "direct"),
    ],
)
def test_kind(marked: str, kind: Kind) -> None:
    case = read_marked(marked)
    assert quotes_of(case.text).kind(case.attributions[0].content) == kind


def test_the_kind_of_nothing_is_indirect() -> None:
    assert quotes_of("").kind([]) == "indirect"


@pytest.mark.parametrize(
    ("found", "snapped"),
    [
        ('"[K It is safe]," he said.', '[K "It is safe,"] he said.'),
        ('"[K It is safe,]" he said.', '[K "It is safe,"] he said.'),
        ('[K "It is safe,"] he said.', '[K "It is safe,"] he said.'),
        ("“[K It is safe]", "[K “It is safe]"),
        ("“ [K It is safe]… ” he said.", "[K “ It is safe… ”] he said."),
        ('"It is [K safe]," he said.', '"It is [K safe,"] he said.'),
        ('"[K It is] safe," he said.', '[K "It is] safe," he said.'),
        ("He said [K it was safe].", "He said [K it was safe]."),
    ],
)
def test_snap(found: str, snapped: str) -> None:
    case, expected = read_marked(found), read_marked(snapped)
    assert case.text == expected.text
    (span,) = snap_spans(case.tagged(), quotes_of(case.text))
    assert span.span == expected.attributions[0].content[0]


def test_only_contents_are_snapped() -> None:
    case = read_marked('"[S Ann Lee]" [C said] so.')
    assert snap_spans(case.tagged(), quotes_of(case.text)) == case.tagged()


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ('"It is safe for all of us," he said.', True),
        ('He said "it is safe for all of us".', True),
        ('"Is it safe for all of us?"', True),
        ("“It is safe for all of us", True),
        ('the so-called "safe" bridge', False),
        ('He read "The Long Road to the Sea" on Monday.', False),
        ('(See the film "Six Ways to Mend a Clock.")', False),
    ],
)
def test_a_quotation_that_speaks(text: str, speaks: bool) -> None:
    quotes = quotes_of(text)
    assert quotes.speaks(quotes.outer[0]) is speaks


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ('[K "It is safe"]', True),
        ('[K the bridge "is safe for all of us,"]', True),
        ('[K Ann answered "no" to what they asked]', False),
        ("[K the bridge is safe]", False),
    ],
)
def test_contents_without_a_cue(marked: str, said: bool) -> None:
    case = read_marked(marked)
    assert quotes_of(case.text).is_said(case.attributions[0].content) is said


@pytest.mark.parametrize(
    ("marked", "missed"),
    [
        ('[S He] [C said] [K so]. "It is safe for all of us."', ['"It is safe for all of us."']),
        ('[S He] [C said] [K so].\n\n"It is safe for all of us."', ['"It is safe for all of us."']),
        (
            '[S He] [C said] [K so].\n\n"It is safe for all of us."\n\n"And it will stay open."',
            ['"It is safe for all of us."', '"And it will stay open."'],
        ),
        ('[S He] [C said] [K so].\n\nIt rained.\n\n"It is safe for all of us."', []),
        ('[S He] [C said] [K so]. The "safe" bridge.', []),
        ('[S He] [C said]: [K "It is safe for all of us."]', []),
        ('It rained. "It is safe for all of us."', []),
    ],
)
def test_missed_quotations(marked: str, missed: list[str]) -> None:
    case = read_marked(marked)
    segments = segment(case.text)
    found = missed_quotations(case.links(), Quotes(case.text, segments), segments)
    assert [x.content[0].span.of(case.text) for x in found] == missed
    assert not any(x.source or x.cue for x in found)


@given(st.text(st.sampled_from("ab .,\n\"“”'é1"), max_size=60), st.data())
def test_any_span_is_snapped_outwards_and_has_a_kind(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    quotes, span = quotes_of(text), Span(start, end)
    snapped = quotes.snap(span)
    assert snapped.contains(span)
    assert snapped.end <= len(text)
    assert quotes.snap(snapped) == snapped
    assert quotes.kind([snapped]) == quotes.kind([span])
    letters = [at for at in range(start, end) if text[at].isalnum()]
    inside = [quotes.at(at) is not None for at in letters]
    expected = "mixed" if any(inside) and not all(inside) else "direct" if any(inside) else "indirect"
    assert quotes.kind([span]) == expected
