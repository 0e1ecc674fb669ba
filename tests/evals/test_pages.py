"""The pages written for the eval, and what its figures must notice."""

from __future__ import annotations

from dataclasses import replace

from evals import gate
from evals.pages import figures, measure, read_gold_pages


def test_the_pages_are_many_and_some_were_held_back() -> None:
    pages = read_gold_pages()
    assert len(pages) >= 40
    assert sum(gold.is_held_back for gold in pages) >= 18
    assert sum("refused" in gold.facts for gold in pages) >= 5
    assert len({gold.page for gold in pages}) == len(pages)


def test_the_figures_are_those_of_the_gate() -> None:
    measured = figures(read_gold_pages())
    floors, told = gate.read_json(gate.FLOORS), gate.read_json(gate.FIGURES)["figures"]
    assert {name: told[name] for name in measured} == measured
    assert all(value >= floors[name] for name, value in measured.items())


def test_what_is_lost_and_what_leaks_is_counted() -> None:
    gold = next(gold for gold in read_gold_pages() if gold.name == "wordpress-block")
    lost = replace(gold, paragraphs=(*gold.paragraphs, "“This was never on the page,” said nobody."))
    result = measure([lost])
    assert (result.quotations - result.quotations_kept, result.paragraphs - result.paragraphs_kept) == (1, 1)
    assert result.lost == ["wordpress-block: “This was never on the page,” said nobody."]
    leaking = replace(gold, boilerplate=(gold.paragraphs[0],), facts={**gold.facts, "title": "Another", "note": "none"})
    result = measure([leaking])
    assert result.leaked == [f"wordpress-block: {gold.paragraphs[0]}"]
    assert (result.facts - result.facts_right, result.said_right) == (1, 0)


def test_a_page_refused_against_the_gold_loses_all_of_it() -> None:
    wall = next(gold for gold in read_gold_pages() if gold.name == "cookie-wall")
    result = measure([replace(wall, facts={}, paragraphs=("“We read it on a lamp post,” it said.",))])
    assert (result.quotations, result.quotations_kept, result.said_right) == (1, 0, 0)
    assert "refused" in result.lost[0]


def test_trafilatura_alone_is_worse() -> None:
    pages = read_gold_pages()
    alone, ours = measure(pages, alone=True), measure(pages)
    assert alone.paragraphs_kept < ours.paragraphs_kept
    assert len(alone.leaked) > len(ours.leaked)
