"""Which reading of a page is taken, and that what trafilatura drops is there."""

from __future__ import annotations

from tracker.ingest.page_choice import PageReading, choose
from tracker.ingest.page_quotes import Kept
from tracker.ingest.page_tree import parse, take_out_surroundings

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
