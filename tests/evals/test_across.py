"""People across articles: the sets, and what counts as linked and as merged; a real store says who is one speaker."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.across import GROUP, ArticleSet, Mention, across_figures, judge_sets, outcome, read_sets, share_linked
from evals.phenomena import MERGED, PARTS
from tracker.pipeline import Extractor

SAME = """== same: a marriage
-- 2010-05-01 | Gazette
1: Ann

[S Ann Lee], the mayor, [C said] [K the bridge was safe].
-- 2012-05-01 | Courier
1: Ann
2: Bo

[S1 Ann Lee Orme] [C1 said] [K1 it was not]. [S2 Bo Orme] [C2 said] [K2 it shook].
"""
TRAP = """== trap: two of one name
-- 2011-05-01 | Gazette
1: Ann of Marle

[S Ann Lee], a baker in Marle, [C said] [K bread was dear].
"""


def sets_of(tmp_path: Path, seen: str = SAME, fresh: str = TRAP) -> list[ArticleSet]:
    (tmp_path / "seen.txt").write_text(seen, encoding="utf-8")
    (tmp_path / "fresh.txt").write_text(fresh, encoding="utf-8")
    return list(read_sets(tmp_path))


def test_our_own_sets_are_whole() -> None:
    sets = list(read_sets())
    assert len({one.title for one in sets}) == len(sets) >= 40
    for part in PARTS:
        mine = [one for one in sets if one.part == part]
        assert 2 * sum(one.trap for one in mine) == len(mine)
    for one in sets:
        people = {mention.person for mention in one.mentions}
        assert 2 <= len(one.articles) <= 4, one.title
        assert all(article.date and article.outlet for article in one.articles)
        twice = len(one.mentions) > len(people)
        assert twice is not one.trap, f"{one.title}: in a trap nobody comes back, in the others somebody does"


def test_a_set(tmp_path: Path) -> None:
    same, trap = sets_of(tmp_path)
    assert (same.title, same.trap, same.part) == ("a marriage", False, "seen")
    assert (trap.trap, trap.part) == (True, "held back")
    assert [(a.ref, a.date, a.outlet) for a in same.articles] == [
        ("a marriage (1)", "2010-05-01", "Gazette"),
        ("a marriage (2)", "2012-05-01", "Courier"),
    ]
    assert same.articles[0].text == "Ann Lee, the mayor, said the bridge was safe."
    assert [(m.person, m.article) for m in same.mentions] == [
        ("Ann (a marriage)", "a marriage (1)"),
        ("Ann (a marriage)", "a marriage (2)"),
        ("Bo (a marriage)", "a marriage (2)"),
    ]
    ((start, end),) = trap.mentions[0].contents[0]
    assert trap.articles[0].text[start:end] == "bread was dear"


@pytest.mark.parametrize(
    "seen", ["== one\n-- 2010-05-01 | Gazette\n1: Ann\n\n[K so].", "== same: one\n-- May | G\n1: A\n\n[K so]."]
)
def test_a_set_that_is_none(tmp_path: Path, seen: str) -> None:
    with pytest.raises(ValueError, match="one"):
        sets_of(tmp_path, seen)


def test_linked_and_merged(tmp_path: Path) -> None:
    sets = sets_of(tmp_path)
    first, second, bo, baker = (mention for one in sets for mention in one.mentions)

    def told(*ids: int | None) -> tuple[list[bool], set[frozenset[str]]]:
        speakers: dict[Mention, tuple[int, str] | None] = {
            mention: None if number is None else (number, "Ann Lee")
            for mention, number in zip((first, second, bo, baker), ids, strict=True)
        }
        found = outcome(sets, speakers)
        return [one.right for one in found.linked], {frozenset((m.a.person, m.b.person)) for m in found.merged}

    ann, orme, other = (mention.person for mention in (first, bo, baker))
    assert told(1, 1, 2, 3) == ([True], set())
    assert told(1, 2, 3, 4) == ([False], set())
    assert told(1, None, None, None) == ([False], set())
    assert told(None, None, None, None) == ([False], set())
    assert told(1, 2, 2, 3) == ([False], {frozenset((ann, orme))}), "within an article"
    assert told(1, 1, 2, 1) == ([True], {frozenset((ann, other))}), "across sets"
    assert told(1, 1, 1, 1)[1] == {frozenset(pair) for pair in ((ann, orme), (ann, other), (orme, other))}
    assert share_linked([]) == 0.0


def test_a_real_store_says_who_is_one(tmp_path: Path) -> None:
    again = SAME.replace("Ann Lee Orme", "Ann Lee").replace("Ann Lee", "Ann Wexley")
    found = judge_sets(sets_of(tmp_path, again, TRAP.replace("Ann Lee", "Ida Roe")), Extractor(score=False))
    assert [one.right for one in found.linked] == [True]
    assert found.merged == ()


def test_the_gates_figures(tmp_path: Path) -> None:
    sets_of(tmp_path)
    figures = across_figures(Extractor(score=False), tmp_path)
    assert set(figures) == {f"{GROUP}: one person linked, {part}" for part in PARTS} | {f"{GROUP}: {MERGED}"}
    assert figures[f"{GROUP}: one person linked, held back"] == 0.0, "no pair to be linked"
