"""What is taken out of a page's tree."""

from __future__ import annotations

from copy import copy

import pytest
from lxml.html import HtmlElement

from tracker.ingest.page_tree import names_of, parse, set_quotation_marks, take_out_surroundings

LONG = "The licence would name one person at each paper who answers for it with his own house."


def test_q_gets_the_marks_a_browser_shows_and_no_second_ones() -> None:
    tree = parse("<p><q>Out, <q>he said</q>, out</q> and <q>“in”</q></p>")
    set_quotation_marks(tree)
    assert "".join(tree.itertext()) == "“Out, ‘he said’, out” and “in”"


def test_what_no_tree_can_hold_is_gone_and_the_rest_as_it_was() -> None:
    tree = parse("<p>a\x0bb\x0cc\x01d\uffffe\ufffef\tg \ud800h é“中”</p>")
    assert "".join(tree.itertext()) == "a b cdef\tg \ufffdh é“中”"


def test_elements_are_of_one_class_and_those_of_a_copy_are() -> None:
    tree = parse("<form><label>One</label> <input> <select></select></form><p>Two</p>")
    assert {type(one) for one in (*tree.iter(), *copy(tree).iter())} == {HtmlElement}


def test_names_are_words() -> None:
    tree = parse('<div class="b-articleBody__text is-wide" id="mainStory"></div>')
    assert names_of(tree.find(".//div")) == "b-article-body text is-wide main-story"


def test_what_is_taken_out_leaves_the_text_after_it() -> None:
    tree = parse('<div>Before <div class="ad-slot">Buy "this"</div>after.</div>')
    taken = take_out_surroundings(tree)
    assert "".join(tree.itertext()) == "Before after."
    assert [one.text for one in taken] == ['Buy "this"']


@pytest.mark.parametrize(
    "box",
    [
        '<div class="next-prev"><p>Pier closed</p></div>',
        '<div class="video-resource"><p>Why dredgers sink</p></div>',
        '<div class="ad-feedback-link__label">Ad Feedback</div>',
        '<span class="pb-caption">The weir in May</span>',
        '<div class="photo-inline"><img src="a.png"><p>The weir in May</p></div>',
        '<div class="post-body-bio">Ann Orme covers weirs.</div>',
        '<ul class="links"><li><a href="/1">Weirs of the world</a></li></ul>',
        '<div class="font_sizer_fmt">Font size A A</div>',
        '<div class="inline-gallery-embedded"><p>1 of 24</p></div>',
        '<div class="reporter-alerts"><p>Get alerts</p></div>',
        '<div class="read-more"><p>The hand press went to a museum on Sunday, with its very last printer.</p></div>',
        '<div class="read-more">' + 2 * f"<h3><a href=/1>Ink</a></h3><p>{LONG}</p>" + "</div>",
    ],
)
def test_boxes_beside_a_story_are_taken_out(box: str) -> None:
    tree = parse(f"<body><p>Before.</p>{box}<p>After.</p></body>")
    take_out_surroundings(tree)
    assert "".join(tree.itertext()) == "Before.After."


@pytest.mark.parametrize(
    "part",
    [
        '<div class="mitte_links"><p>The weir will be rebuilt.</p></div>',  # the left column
        '<div class="item wide_image no_caption"><p>The weir will be rebuilt.</p></div>',
        '<div class="big-image"><h2>The weir</h2><img src="a.png"><p>It will be rebuilt.</p></div>',
        '<p class="paywall">The weir will be rebuilt.</p>',
        '<p>The <a class="popup">weir</a> will be rebuilt.</p>',
        f'<div id="read-more-content"><p>{LONG}</p><p>{LONG}</p></div>',
        '<p>It is old. <a class="popup">It will be rebuilt.</a> It is time.</p>',
    ],
)
def test_parts_of_a_story_that_are_called_like_boxes_stay(part: str) -> None:
    tree = parse(f"<body>{part}</body>")
    before = "".join(tree.itertext())
    take_out_surroundings(tree)
    assert "".join(tree.itertext()) == before


def test_an_invitation_to_subscribe_is_taken_out_with_its_wall() -> None:
    tree = parse('<body><p>Before.</p><p class="paywall">Subscribe to continue reading.</p></body>')
    take_out_surroundings(tree)
    assert "".join(tree.itertext()) == "Before."


def test_words_of_the_article_that_are_set_large_get_no_marks() -> None:
    tree = parse('<p><q class="center">It fell</q></p><p>He said <q>it fell</q>.</p>')
    set_quotation_marks(tree)
    assert "".join(tree.itertext()) == "It fellHe said “it fell”."
    assert names_of(tree.find(".//p")) == "pullquote"
