"""Paragraphs, sentences and quotation marks of many kinds; and that no text whatever makes them raise."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.segment import find_paragraphs, find_quotations, find_sentences, segment

LINE = "The council met on Monday and spoke of the old bridge by the mill"  # as wide as a wrapped line


def paragraphs(text: str) -> list[str]:
    """The words of each paragraph."""
    return [span.of(text) for span in find_paragraphs(text)]


def sentences(text: str) -> list[str]:
    """The words of each sentence."""
    return [span.of(text) for span in find_sentences(text, find_paragraphs(text))]


def quotations(text: str) -> list[str]:
    """What stands between marks, outermost first; ``>`` before it for each mark around it, ``…`` behind what is left
    open, ``+`` before what takes up an open one."""
    return [
        ">" * q.depth + "+" * q.continues + q.inner.of(text) + "…" * (not q.closed)
        for q in find_quotations(text, find_paragraphs(text))
    ]


# ---------------------------------------------------------------- paragraphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("a", ["a"]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\n \t\n\n\nTwo.\n", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("One.\r\rTwo.", ["One.", "Two."]),
        ("One.\n\r\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("One.\r\nTwo.", ["One.", "Two."]),
        ("  One.  \n  Two.  ", ["One.", "Two."]),
        ("Headline\nOne. Two.\n\nThree.", ["Headline", "One. Two.", "Three."]),
        (f"{LINE}\n{LINE}\nso it goes.", [f"{LINE}\n{LINE}\nso it goes."]),
        (f"{LINE}\r\n{LINE}\r\nso it goes.", [f"{LINE}\r\n{LINE}\r\nso it goes."]),
        (f"{LINE}\n{LINE}\nend.\n\n{LINE}\n{LINE}\nend.", [f"{LINE}\n{LINE}\nend."] * 2),
        (f"Headline\n{LINE}\n{LINE}", ["Headline", LINE, LINE]),
        (f"{LINE}\n{LINE}", [LINE, LINE]),  # two lines may as well be two paragraphs
        (f"{LINE * 3}\n{LINE * 3}\n{LINE * 3}", [LINE * 3] * 3),
    ],
)
def test_find_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("Mr. Smith left. He was late.", ["Mr. Smith left.", "He was late."]),
        ("The U.S. army left.", ["The U.S. army left."]),
        ("Is it? It is! Yes.", ["Is it?", "It is!", "Yes."]),
        ("Headline\n\nIt rained. It stopped.", ["Headline", "It rained.", "It stopped."]),
        ("One\nTwo", ["One", "Two"]),
        ("", []),
    ],
)
def test_find_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_very_long_paragraph_is_cut_behind_sentences() -> None:
    sentence = "The council met on Monday, and it spoke of the bridge."
    text = " ".join([sentence] * 2_000)
    assert sentences(text) == [sentence] * 2_000


# ---------------------------------------------------------------- quotation marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one of each kind
        ('He said "it is late" and left.', ["it is late"]),
        ("He said “it is late” and left.", ["it is late"]),
        ("Er sagte „es ist spät“ und ging.", ["es ist spät"]),
        ("Er sagte „es ist spät” und ging.", ["es ist spät"]),
        ("Er sagte »es ist spät« und ging.", ["es ist spät"]),
        ("Il a dit «il est tard» hier.", ["il est tard"]),
        ("Il a dit « il est tard » hier.", [" il est tard "]),
        ("Il a dit «\xa0il est tard\xa0» hier.", ["\xa0il est tard\xa0"]),
        ("He said ''it is late'' and left.", ["it is late"]),
        ("He said ``it is late'' and left.", ["it is late"]),
        ('He said ``it is late" and left.', ["it is late"]),
        ("He said 'it is late' and left.", ["it is late"]),
        ("He said ‘it is late’ and left.", ["it is late"]),
        ("He said `it is late' and left.", ["it is late"]),
        ("Il a dit ‹il est tard› hier.", ["il est tard"]),
        # one after the other, and next to punctuation
        ('"It is," he said, "late."', ["It is,", "late."]),
        ('("late")', ["late"]),
        ('—"late"—', ["late"]),
        ('"a" "b"', ["a", "b"]),
        # single marks and apostrophes
        ("The dogs' food wasn't Ann's.", []),
        ("It's the '90s, rock 'n' roll, 'em all.", []),
        ("He said 'it isn't late' and left.", ["it isn't late"]),
        ("He said ‘it isn’t late’ and left.", ["it isn’t late"]),
        ("He said 'the dogs' food is late.' and left.", ["the dogs' food is late."]),
        ("’Twas late, the players’ coach said.", []),
        # inside one another
        ("He said \"they told me 'go home' and I went\".", ["they told me 'go home' and I went", ">go home"]),
        ("He said “they told me ‘go home’”.", ["they told me ‘go home’", ">go home"]),
        ("He said ‘they told me “go home” today.’", ["they told me “go home” today.", ">go home"]),
        ("Er sagte „sie riefen ‚geh heim‘ und“.", ["sie riefen ‚geh heim‘ und", ">geh heim"]),
        # left open
        ('He said "it is late', ["it is late…"]),
        ("He said “it is late", ["it is late…"]),
        ('"One.\n\nTwo.', ["One.…"]),
        ("“One.\n\n“Two.\n\n“Three.”", ["One.…", "+Two.…", "+Three."]),
        ('"One.\n\n"Two."', ["One.…", "+Two."]),
        ('"One."\n\n"Two."', ["One.", "Two."]),
        ("“One.\n\nTwo.\n\n“Three.”", ["One.…", "Three."]),
        ("“He said “it is late.”", ["He said …", "it is late."]),
        # no quotation
        ('a 6" pipe', []),
        ("", []),
        ('"', []),
        ("'", []),
    ],
)
def test_find_quotations(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


# ---------------------------------------------------------------- any text

MARKS = " \n\r\t.\"\"''“”„‘’‚«»‹›`s-—(AaÄé🙂ש\u202e\ufeff"
ANY = st.text(st.characters(codec="utf-8") | st.sampled_from(MARKS), max_size=80)


@given(ANY | st.text(st.sampled_from(MARKS), max_size=40) | st.characters())
@example("\ud800")
@example("He said \ud83d it. \udc00 Yes.")
@example("שלום. \u202eabc\u202c «עולם»")
@example("👨‍👩‍👧 said “🙂.”")
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    segments = segment(text)
    for spans in (segments.paragraphs, segments.sentences):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(span.of(text) == span.of(text).strip() for span in spans)
        covered = {at for span in spans for at in range(span.start, span.end)}
        assert all(at in covered or text[at].isspace() for at in range(len(text)))
    for sentence in segments.sentences:
        assert any(paragraph.contains(sentence) for paragraph in segments.paragraphs)


@given(ANY | st.text(st.sampled_from(MARKS), max_size=40) | st.characters())
@example("\"'\"'\"'")
@example("“‘“‘“")
@example("‚a ‘b„ ’")
def test_quotations_lie_in_their_paragraphs(text: str) -> None:
    segments = segment(text)
    for q in segments.quotations:
        assert q.span.contains(q.inner)
        assert q.span.start < q.inner.start
        assert not q.closed or q.inner.end < q.span.end
        assert any(paragraph.contains(q.span) for paragraph in segments.paragraphs)
        assert q.depth in (0, 1)
    outer = [q for q in segments.quotations if q.depth == 0]
    assert all(a.span.end <= b.span.start for a, b in pairwise(outer))
