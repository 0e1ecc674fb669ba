"""Which reading of a page is taken, and that what trafilatura drops is there."""

from __future__ import annotations

import pytest

from tracker.ingest import page_choice
from tracker.ingest.page_blocks import Block
from tracker.ingest.page_choice import PageReading, Way, choose
from tracker.ingest.page_quotes import Kept
from tracker.ingest.page_tree import Element, parse, take_out_surroundings

LINE = "The weir at Tarn Mill will be rebuilt, the parish said on Thursday after a meeting of two hours."
SAID = "“It was never a question of whether,” said Hedda Roth, who chairs the parish council."


def read(markup: str) -> PageReading:
    tree = parse(f"<html><body>{markup}</body></html>")
    taken = take_out_surroundings(tree)
    return choose(tree, frozenset(), taken)


def test_trafilatura_is_taken_where_both_agree() -> None:
    reading = read(f"<article><p>{LINE}</p><p>{SAID}</p></article>")
    assert (reading.way, reading.kept) == ("trafilatura", Kept(1, 1))
    assert reading.text == f"{LINE}\n\n{SAID}"


def test_paragraphs_that_trafilatura_runs_together_are_parted() -> None:
    typed = "\n\n".join([LINE, SAID, LINE.replace("Thursday", "Friday")])
    reading = read(f"<article><pre>{typed}</pre></article>")
    assert (reading.way, reading.text) == ("own walk", typed)


def test_lists_of_links_do_not_come_in_where_no_element_is_marked() -> None:
    menu = "<td>" + "".join(f"<a href=/{n}>Menu {n}</a><br>" for n in range(9)) + "</td>"
    reading = read(f"<table><tr>{menu}<td><font>{'<br><br>'.join([LINE, SAID] * 2)}</font></td></tr></table>")
    assert reading.text == f"{LINE}\n\n{SAID}"
    assert reading.twice == 2


def test_an_article_of_very_many_elements_is_read_by_our_own_walk() -> None:
    reading = read("<article>" + "".join(f"<p><b>{n}</b>. {SAID}</p>" for n in range(31_000)) + "</article>")
    assert reading.way == "own walk"
    assert reading.kept == Kept(31_000, 31_000)


def test_link_lines_and_headings_with_nothing_below_them_go_whoever_reads() -> None:
    link = '<p><b><a href="/x">Nine rules for wet roads</a></b></p>'
    boxes = f"<h2>Browse issues</h2>{link}<h2>Old issues</h2><ul><li><a href=/p>All</a></li></ul>"
    reading = read(f"<article>{boxes}<h2>At first</h2><p>{LINE}</p>{link}<h2>What was said</h2><p>{SAID}</p></article>")
    assert reading.text == f"At first\n\n{LINE}\n\nWhat was said\n\n{SAID}"


def test_a_dateline_alone_goes_before_its_story() -> None:
    place = "<div>Tarn Mill Town Channel — </div>"
    assert read(f"<article>{place}<p>{LINE}</p><p>{SAID}</p></article>").text.startswith(
        f"Tarn Mill Town Channel — {LINE}"
    )


def test_the_life_of_the_writer_is_no_part_of_the_story() -> None:
    tree = parse(
        f"<html><article><p>{LINE}</p><p>{SAID}</p><p>Ann Orme is the weir correspondent of the Post.</p>"
        "<p>Bo Tan can be reached at bo@post.example.</p><p>Ann Orme and the mayor have not met.</p></article>"
    )
    reading = choose(tree, frozenset(), (), ("Ann Orme",))
    assert reading.text == f"{LINE}\n\n{SAID}\n\nAnn Orme and the mayor have not met."


def test_cross_heads_that_trafilatura_leaves_out_are_put_back() -> None:
    link = "<p><a href=/a>A day on the dyke</a></p>"
    rest = (
        f"<p>{LINE}</p><p>{SAID}</p>{link}<p>It is dry.</p><h3>Will the dyke hold?</h3><p>Engineers say so.</p>{link}"
    )
    assert "It is dry.\n\nWill the dyke hold?\n\nEngineers say so." in read(f"<div><div>{rest}</div></div>").text


def test_a_body_in_chunks_is_read_whole() -> None:
    def chunk(line: str) -> str:
        return f'<div class=row><div class="story-body chunk"><p>{line}</p></div><div class=col><p>Ad</p></div></div>'

    lines = [LINE, SAID, LINE.replace("Thursday", "Friday")]
    assert all(line in read(f"<div><div>{''.join(map(chunk, lines))}</div></div>").text for line in lines)


def test_quotations_elsewhere_are_counted() -> None:
    other = "<div><p>“Too late for me and mine,” said another man in another story of the same valley.</p></div>"
    reading = read(f'<div class="article-body"><p>{LINE}</p><p>{SAID}</p></div>{other}')
    assert (reading.kept, reading.elsewhere) == (Kept(1, 1), 1)


def test_a_first_paragraph_in_no_element_of_its_own_is_read() -> None:
    more = "".join(f"<p>{line}</p>" for line in (SAID, LINE.replace("Thursday", "Friday"), LINE.replace("two", "ten")))
    assert read(f"<div><div class=bd>{LINE}{more}</div></div>").text.startswith(f"{LINE}\n\n{SAID}")


def test_a_box_that_is_called_like_the_body_does_not_come_in_with_it() -> None:
    body = f'<div class="block"><div class="article-body x"><p>{LINE * 4}</p><p>{SAID}</p></div></div>'
    box = '<div><div class="article-body x"><p>Nine rules for wet roads, and one for dry ones.</p></div></div>'
    assert "Nine rules" not in read(f"<div>{body}{box}</div>").text


def test_a_point_of_a_list_that_is_a_link_is_read_and_lists_of_links_are_not() -> None:
    points = "<ul><li>Is it planned?</li><li><a href=/w>Where will it go?</a></li><li>Does it last?</li></ul>"
    links = "<ul><li><a href=/a>One more</a></li><li><a href=/b>Another</a></li><li><a href=/c>A third</a></li></ul>"
    text = read(f"<article><p>{LINE}</p>{points}<p>{SAID}</p>{links}</article>").text
    assert text == f"{LINE}\n\nIs it planned?\n\nWhere will it go?\n\nDoes it last?\n\n{SAID}"


@pytest.mark.parametrize("is_lost", [True, False])
def test_trafilatura_is_asked_for_more_only_where_a_quotation_was_lost(
    is_lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing says which element is the article, and its reading is the shorter one."""
    asked: list[Way] = []

    def read_as(_tree: Element, _heads: frozenset[str], quotations: list[str], way: Way) -> PageReading:
        asked.append(way)
        lost = 1 if is_lost and way != "trafilatura, recall" else 0
        text = LINE if way != "trafilatura, recall" else SAID
        return PageReading((Block(text, "text"),), way, Kept(len(quotations) - lost, len(quotations)))

    monkeypatch.setattr(page_choice, "_by_trafilatura", read_as)
    reading = read(f"<div><p>{LINE}</p><p>{SAID}</p><p>{LINE.replace('Thursday', 'Friday')}</p></div>")
    whole: list[Way] = ["trafilatura", "trafilatura, whole cascade"]
    assert asked == [*whole, "trafilatura, recall"] if is_lost else asked == whole
    assert reading.way == asked[-1]
