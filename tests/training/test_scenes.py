from __future__ import annotations

from pathlib import Path

import pytest

from training.contradiction_examples import SCENES, sides_of
from training.scenes import read_scenes

SCENE = """\
## A ferry ran aground off Torsk | 2023-03-03
? when it ran aground | date
1A harbour master Jonas Fehr | 0 | c | it had struck the bank before six
2A the port authority | 1 | c | it lay still at breakfast
3B two dockers | 1 | d | it had struck anything before noon
4o the line | 2 | h | another ferry may have been late
? how many were hurt | update
5A the clinic | 2 | c | fourteen were hurt
6B the clinic | 1 | c | nine were hurt
! 2 6 negation
/ 1 3
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "made.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_sides_of_one_question_contradict(tmp_path: Path) -> None:
    (card,) = read_scenes(written(tmp_path, SCENE))
    assert card["event"] == "A ferry ran aground off Torsk"
    assert card["contradictions"] == [[1, 2, "date", ""], [1, 5, "negation", ""]]
    assert card["same_side"] == [[0, 1]]
    assert card["near_misses"] == [[0, 3, ""], [1, 3, ""], [2, 3, ""]]


def test_the_earlier_figure_of_an_update_comes_first(tmp_path: Path) -> None:
    (card,) = read_scenes(written(tmp_path, SCENE))
    assert card["supersedes"] == [[5, 4, ""]]


def test_a_claim_has_its_day_and_whether_it_is_denied(tmp_path: Path) -> None:
    (card,) = read_scenes(written(tmp_path, SCENE))
    assert [claim["date"] for claim in card["claims"]][:3] == ["2023-03-03", "2023-03-04", "2023-03-04"]
    assert [side.denied for side in sides_of(card)] == [False, False, True, False, False, False]
    assert [claim["hedged"] for claim in card["claims"]] == [False, False, False, True, False, False]


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("2A the port authority | 1 | c | it lay still at breakfast", "3A the port authority | 1 | c | it lay still"),
        ("? when it ran aground | date", "? when it ran aground | hour"),
        ("! 2 6 negation", "! 2 9 negation"),
        ("! 2 6 negation", "! 2 6"),
        ("| 2023-03-03", "| in March"),
        ("4o the line | 2 | h |", "4o the line | 2 | x |"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, instead: str) -> None:
    with pytest.raises(ValueError, match=r"made\.txt:\d+: "):
        read_scenes(written(tmp_path, SCENE.replace(line, instead)))


def test_our_own_scenes_are_whole() -> None:
    for file in sorted(SCENES.glob("*.txt")):
        for card in read_scenes(file):
            count = len(card["claims"])
            assert card["contradictions"], card["id"]
            assert 12 <= count <= 30, card["id"]
            for name in ("contradictions", "supersedes", "near_misses", "same_side"):
                assert all(0 <= i < count and 0 <= j < count and i != j for i, j, *_ in card[name])
