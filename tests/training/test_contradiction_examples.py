from __future__ import annotations

import random
from pathlib import Path

from tests.training.test_scenes import SCENE, written
from tracker.records import Statement
from training.contradiction_examples import (
    Example,
    Menu,
    as_sentence,
    card_examples,
    elsewhere,
    find_strangers,
    proposed_examples,
)
from training.scenes import read_scenes

PLAIN = Menu(others=3, near=2, across=1, elsewhere=0.0)


def test_an_epoch_reads_every_contradiction_of_a_scene_and_some_of_the_rest(tmp_path: Path) -> None:
    cards = read_scenes(written(tmp_path, SCENE + "\n" + SCENE.replace("Torsk", "Velm")))
    read = card_examples(cards[0], PLAIN, random.Random(1), find_strangers(cards)[0])
    golds = [example.gold for example in read]
    assert golds.count(("contradiction",)) == 2 * 2
    assert golds.count(("supersedes",)) == 3
    assert golds.count(("unrelated",)) == 1
    assert {example.reason for example in read if example.gold == ("contradiction",)} == {"date", "negation"}


def test_a_contradiction_about_another_place_is_none() -> None:
    read = Example(
        Statement("the tanks had left Torsk on Monday"),
        Statement("no tank ever left Torsk"),
        ("contradiction",),
        "date",
    )
    moved = elsewhere(read, ["Velm"], random.Random(1))
    assert moved is not None
    assert (moved.a, moved.b.text, moved.reason) == (read.a, "no tank ever left Velm", None)
    assert "contradiction" not in moved.gold


def test_claims_that_share_no_name_cannot_be_moved() -> None:
    read = Example(Statement("the tanks left Torsk"), Statement("no tank left on Monday"), ("contradiction",))
    assert elsewhere(read, ["Velm"], random.Random(1)) is None


def test_a_claim_becomes_a_sentence() -> None:
    assert as_sentence("nobody rang us") == "Nobody rang us."
    assert as_sentence("Who rang?") == "Who rang?"


def test_what_is_proposed_of_the_news_is_taken_as_compatible() -> None:
    def row(origin: str, **gold: object) -> dict[str, object]:
        a, b = {"text": "All of them left."}, {"text": "Two of them stayed."}
        return {"a": a, "b": b, "from": origin, "reason": None, "trap": False, **gold}

    rows = [row("story", reason="degree"), row("story", trap=True), row("story"), row("news"), row("news")]
    read = proposed_examples(rows, Menu(told=1.0, reported=1), random.Random(1))
    assert [("contradiction" in example.gold, example.reason) for example in read] == [
        (True, "degree"), (True, "degree"), (False, None), (False, None), (False, None),
    ]  # fmt: skip
