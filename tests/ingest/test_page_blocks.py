"""Our own walk over a page: where paragraphs end, and which element holds the article."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.page_blocks import Walks, find_root, letters, walk
from tracker.ingest.page_tree import parse

LONG = "A sentence that is long enough to be prose, and that goes on for a good while. " * 3


def lines(markup: str) -> list[str]:
    return [block.text for block in walk(parse(f"<html><body>{markup}</body></html>").find("body"))]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("One.<br><br>Two.<br> <br/>Three.", ["One.", "Two.", "Three."]),
        ("<p>One.<br>Two.</p>", ["One.", "Two."]),
        ("<p>“I stay,<br>and I fight.<br>Always,” she said.</p>", ["“I stay, and I fight. Always,” she said."]),
        ("<div>One <b>bold</b> word<div>Two</div>tail</div>", ["One bold word", "Two", "tail"]),
        ("<ul><li>One</li><li><p>Two</p><p>Three</p></li></ul>", ["One", "Two", "Three"]),
        ("<dl><dt>Who?</dt><dd>Me.</dd></dl>", ["Who?", "Me."]),
        ("<table><tr><td>Ore</td><td>12</td></tr><tr><td>Oats</td><td>7</td></tr></table>", ["Ore | 12", "Oats | 7"]),
        ("<table><tr><td>Menu</td><td><p>One.</p><p>Two.</p></td></tr></table>", ["Menu", "One.", "Two."]),
        ("<pre>One\ngoes on.\n\nTwo.</pre>", ["One goes on.", "Two."]),
        ("<p>so&shy;ft\u200b and&nbsp;hard</p>", ["soft and hard"]),
        ("<p> * * * </p><p>—</p>", []),
    ],
)  # fmt: skip
def test_paragraph_ends(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


@pytest.mark.parametrize(
    ("markup", "kinds"),
    [
        ("<p>a</p><h2>b</h2><li>c</li>", ["text", "heading", "item"]),
        ("<blockquote><p>a</p>b</blockquote>", ["quote", "quote"]),
        ("<blockquote class='pull-quote'>a</blockquote>", ["pull"]),
        ("<figure><blockquote>a</blockquote></figure>", ["pull"]),
        ("<div class='c-pullquote'><p>a</p></div>", ["pull"]),
    ],
)
def test_kinds(markup: str, kinds: list[str]) -> None:
    assert [block.kind for block in walk(parse(f"<html><body>{markup}</body></html>"))] == kinds


def test_how_much_of_a_line_is_link() -> None:
    (block,) = walk(parse("<p>Read <a>this one</a></p>"))
    assert 0.5 < block.linked < 0.8


@pytest.mark.parametrize(
    ("markup", "is_marked"),
    [
        (f"<div id=x itemprop=articleBody><p>{LONG}</p></div><p>{LONG}</p>", True),
        (f"<div id=x class=entry-content><p>{LONG}</p></div><p>{LONG}</p>", True),
        (f"<article><div class=article-body><p>{LONG}</p></div></article>", True),
        (f"<article><h1>a</h1><p>{LONG}</p></article>", True),
        (f"<div><div><p>{LONG}</p><p>{LONG}</p></div><div><a>b</a></div></div>", False),
    ],
)
def test_the_element_that_holds_the_article(markup: str, is_marked: bool) -> None:
    root, marked = find_root(parse(f"<html><body>{markup}</body></html>"))
    assert marked is is_marked
    assert LONG.strip() in " ".join(root.itertext())
    assert root.tag != "body"


def test_a_body_cut_by_advertisements_is_read_as_a_whole() -> None:
    part = f"<div class=article-body><p>{LONG}</p></div>"
    root, _ = find_root(parse(f"<html><body><main>{part}<div>ad</div>{part}</main><p>x</p></body></html>"))
    assert root.tag == "main"


def lines_of(markup: str) -> list[str]:
    return [block.text for block in walk(parse(f"<body>{markup}</body>").find("body"))]


VERSE = ("The river came up over the wall in the night", "and took the gate and the lions", "as if they were its own")
WIRE = (
    "The mayor, Bo Tan, said on Monday evening that the cafe on the quay",
    "was safe and would stay open, whatever the inspectors might find in",
    "the cellar below it, when they come again with lamps and ladders.",
)


@pytest.mark.parametrize("markup", ["<p>" + "<br>".join(VERSE) + "</p>", "<pre>" + "\n".join(VERSE) + "</pre>"])
def test_verses_stay_lines(markup: str) -> None:
    assert lines_of(markup) == list(VERSE)


@pytest.mark.parametrize("markup", ["<p>" + "<br>".join(WIRE) + "</p>", "<pre>" + "\n".join(WIRE) + "</pre>"])
def test_lines_cut_at_a_width_are_one_paragraph(markup: str) -> None:
    assert lines_of(markup) == [" ".join(WIRE)]


def test_one_break_amid_a_sentence_is_a_space_and_a_quotation_is_not_parted() -> None:
    assert lines_of("<p>The mayor said that<br>it was safe.</p>") == ["The mayor said that it was safe."]
    said = "<p>“It came<br>in the night<br>and left,” he said.</p>"
    assert lines_of(said) == ["“It came in the night and left,” he said."]


def test_a_row_has_no_bar_before_its_first_cell() -> None:
    assert lines_of("<table><tr>\n<td>Release</td>\n<td>Date</td></tr></table>") == ["Release | Date"]


@given(st.text(st.one_of(st.characters(max_codepoint=127), st.sampled_from("“”‘’—…\xa0éßİ中٣²")), max_size=60))
def test_letters_of_plain_text_are_those_of_any(text: str) -> None:
    assert letters(text) == re.sub(r"[\W_]+", "", text).casefold()


NESTED = """<h1>Title</h1> <p>Before <a href="/">link</a> behind.</p><main><p>One.<br>Two.</p><ul><li>a<p>b</p></li>
</ul><blockquote>c<p>d</p></blockquote><pre>e
f<div>g
h</div></pre><a href="/"><div>i<p>j</p></div></a>
<table><tr><td>k</td><td>l</td></tr><tr><td><p>m</p>n</td></tr></table>
<h2>o<div>p</div></h2><div class="pull-quote">q<div>r</div></div> tail
<section>s<aside><p>t</p></aside></section></main>"""


def test_an_element_walked_within_another_has_the_blocks_that_it_has_alone() -> None:
    tree, walks = parse(f"<html><head><title>x</title></head><body>{NESTED}</body></html>"), Walks()
    whole = walks.of_all(tree)
    assert whole == walk(tree)
    for element in tree.iter():
        assert walks.of(element) == walk(element), element.tag
    shared = walks.of_all(tree.find("body"))
    assert shared == whole[1:]
    assert all(one is other for one, other in zip(shared, whole[1:], strict=True))  # nothing was walked again
