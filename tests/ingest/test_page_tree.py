"""What is taken out of a page's tree."""

from __future__ import annotations

from tracker.ingest.page_tree import names_of, parse, set_quotation_marks, take_out_surroundings


def test_q_gets_the_marks_a_browser_shows_and_no_second_ones() -> None:
    tree = parse("<p><q>Out, <q>he said</q>, out</q> and <q>“in”</q></p>")
    set_quotation_marks(tree)
    assert "".join(tree.itertext()) == "“Out, ‘he said’, out” and “in”"


def test_names_are_words() -> None:
    tree = parse('<div class="b-articleBody__text is-wide" id="mainStory"></div>')
    assert names_of(tree.find(".//div")) == "b-article-body text is-wide main-story"


def test_what_is_taken_out_leaves_the_text_after_it() -> None:
    tree = parse('<div>Before <div class="ad-slot">Buy "this"</div>after.</div>')
    taken = take_out_surroundings(tree)
    assert "".join(tree.itertext()) == "Before after."
    assert [one.text for one in taken] == ['Buy "this"']
