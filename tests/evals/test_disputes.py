"""Matching what the tool lists for a story with the story's gold, on a made-up story and made-up rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from evals.contradiction import HERE
from evals.disputes import (
    Quotation,
    Story,
    Told,
    dispute_errors,
    dispute_figures,
    finds,
    read_conflicts,
    tells,
    update_line,
)
from tracker.records import (
    ArticleHead,
    Clash,
    Dispute,
    Reason,
    Span,
    StoredClaim,
    StoredRelation,
)

TEXTS = {
    "n-1": "Six boats sank in the storm, the harbour master said. All crews are safe, he added.",
    "n-2": "We lost eleven boats, said the skippers. Nobody knows where two of the crews are.",
    "n-3": "Six boats sank in the storm, the harbour master said.",
}
GOLD = {
    "story": "boats",
    "contradictions": [
        {
            "a": {
                "article": "n-1",
                "quote": "Six boats sank in the storm",
                "also": [{"article": "n-3", "quote": "Six boats sank in the storm"}],
            },
            "b": {"article": "n-2", "quote": "We lost eleven boats"},
            "type": "number",
            "note": "six / eleven",
        }
    ],
    "traps": [
        {
            "a": {"article": "n-1", "quote": "All crews are safe"},
            "b": {"article": "n-2", "quote": "Nobody knows where two of the crews are"},
            "trap": "update",
            "note": "not heard of is not lost",
        }
    ],
}


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """The story, its articles in the wrong order."""
    folder = tmp_path / "boats"
    folder.mkdir()
    (folder / "gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    dates = {"n-1": "2024-01-02", "n-2": "2024-01-01", "n-3": "2024-01-03"}
    lines = [json.dumps({"id": ref, "date": dates[ref], "text": text}) for ref, text in TEXTS.items()]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (found,) = read_conflicts(tmp_path)
    return found


def claim(article: str, words: str) -> StoredClaim:
    at = TEXTS[article].index(words)
    return quoted(Quotation(article, Span(at, at + len(words))), TEXTS)


def quoted(quotation: Quotation, texts: Mapping[str, str]) -> StoredClaim:
    head = ArticleHead(1, quotation.article, None, None, None, None)
    words = quotation.span.of(texts[quotation.article])
    return StoredClaim(1, words, words, quotation.span, "direct", None, head, "certain", 0.9, "positive", 0.9)


def pair(a: StoredClaim, b: StoredClaim, reason: Reason = "number") -> StoredRelation:
    return StoredRelation(1, "contradiction", reason, 0.9, "suggested", False, Clash(), "m@1", a, b)


def dispute(head: StoredRelation, *also: StoredRelation) -> Dispute:
    return Dispute(head, also, 1, 1)


SIX, ELEVEN = claim("n-1", "Six boats sank in the storm"), claim("n-2", "We lost eleven boats")
SIX_AGAIN = claim("n-3", "Six boats sank in the storm")
SAFE, UNKNOWN = claim("n-1", "All crews are safe"), claim("n-2", "Nobody knows where two of the crews are")


def test_stories_are_read_in_the_order_of_their_dates(story: Story) -> None:
    assert [row["id"] for row in story.rows] == ["n-2", "n-1", "n-3"]
    assert [quotation.article for quotation in story.contradictions[0].a] == ["n-1", "n-3"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Six boats sank in the storm", True),
        ("Six boats sank in the storm, the harbour master said. All", True),
        ("boats sank in", True),  # its own words are the quotation's
        ("in the storm, the harbour master said", True),  # half of the quotation's six words
        ("the storm, the harbour master said", False),
        ("the harbour master said", False),
    ],
)
def test_a_claim_tells_a_quotation_by_half_of_its_words(story: Story, words: str, told: bool) -> None:
    assert tells(claim("n-1", words), story.contradictions[0].a, story.texts) is told


def test_a_claim_of_another_article_does_not_tell_it(story: Story) -> None:
    assert not tells(ELEVEN, story.contradictions[0].a, story.texts)


def test_a_pair_finds_a_contradiction_in_either_order_and_by_any_telling(story: Story) -> None:
    (gold,) = story.contradictions
    assert finds(pair(SIX, ELEVEN), gold, story.texts)
    assert finds(pair(ELEVEN, SIX_AGAIN), gold, story.texts)
    assert not finds(pair(SIX, SIX_AGAIN), gold, story.texts)
    assert not finds(pair(SIX, UNKNOWN), gold, story.texts)


def test_all_found_and_nothing_else(story: Story) -> None:
    figures = dispute_figures([Told(story, (dispute(pair(SIX, ELEVEN), pair(SIX_AGAIN, ELEVEN)),), (), 10, 2)])
    assert figures == {
        "recall": 100.0,
        "precision": 100.0,
        "F1": 100.0,
        "traps avoided": 100.0,
        "tellings right": 100.0,
        "told once": 100.0,
        "reason right of found": 100.0,
        "settled without the model": 80.0,
    }


def test_false_rows_traps_and_repeats_are_counted(story: Story) -> None:
    rows = (
        dispute(pair(SIX, ELEVEN, "date"), pair(SIX, SAFE)),
        dispute(pair(SIX_AGAIN, ELEVEN, "date")),
        dispute(pair(SAFE, UNKNOWN)),
        dispute(pair(SIX, UNKNOWN)),
    )
    figures = dispute_figures([Told(story, rows)])
    assert figures["precision"] == 50.0
    assert figures["tellings right"] == 40.0
    assert figures["traps avoided"] == 0.0
    assert figures["told once"] == 50.0
    assert figures["reason right of found"] == 0.0


def test_nothing_is_listed(story: Story) -> None:
    figures = dispute_figures([Told(story, ())])
    assert (figures["recall"], figures["precision"], figures["F1"], figures["traps avoided"]) == (0.0, 0.0, 0.0, 100.0)


def test_updates_are_listed_apart(story: Story) -> None:
    told = Told(story, (), (dispute(pair(SAFE, UNKNOWN)), dispute(pair(SIX, ELEVEN))))
    assert update_line([told]) == "2 listed, 1 of them updates by the gold, 1 contradictions"
    assert dispute_figures([told])["recall"] == 0.0
    (missed,) = dispute_errors([told])
    assert missed.startswith("boats: missed (listed as an update), number: six / eleven\n    n-1 'Six boats")


def test_errors_are_told(story: Story) -> None:
    false, trap, missed = dispute_errors([Told(story, (dispute(pair(SAFE, UNKNOWN)),))])
    assert false == (
        "boats: false, number 0.90\n    n-1 - (certain): All crews are safe\n"
        "    n-2 - (certain): Nobody knows where two of the crews are"
    )
    assert trap.startswith("boats: trap, update: not heard of is not lost\n  as number 0.90")
    assert missed.startswith("boats: missed, number")
    (telling,) = dispute_errors([Told(story, (dispute(pair(SIX, ELEVEN), pair(SIX, SAFE)),))])
    assert telling.startswith("boats: false telling of a right one")


@pytest.mark.parametrize("folder", ["stories", "new_stories"])
def test_the_gold_is_told_apart_by_its_own_quotations(folder: str) -> None:
    """Claims that are exactly the gold's quotations find every contradiction and fall into no trap."""
    stories = read_conflicts(HERE / "gold" / folder)
    assert stories
    for story in stories:
        assert all(len(quotation.span) for c in story.contradictions for quotation in (*c.a, *c.b))
        rows = [
            dispute(pair(quoted(gold.a[0], story.texts), quoted(gold.b[0], story.texts)))
            for gold in story.contradictions
        ]
        figures = dispute_figures([Told(story, tuple(rows))])
        assert (figures["recall"], figures["precision"], figures["traps avoided"]) == (100.0, 100.0, 100.0)
