"""Deciding on pairs: by a script, and at the keyboard of a real (pseudo-)terminal."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.keyboard import Keyboard
from tracker.records import ReviewStatus, StoredRelation
from tracker.store import Store

BOATS, HERSELF = 1, 3  # the ids of the pairs that stand to be reviewed; HERSELF comes first
REVIEW = ("review",)


def relation(database: Path, number: int) -> StoredRelation:
    with Store.open(database, create=False) as store:
        return store.relation(number)


def status(database: Path) -> tuple[ReviewStatus, ReviewStatus]:
    return relation(database, BOATS).status, relation(database, HERSELF).status


def test_a_script_decides(run: Run, disputes: Path) -> None:
    result = run("review", "3", "--confirm", "--note", " Asked twice. ", "--by", "kim")
    assert (result.exit_code, result.stdout) == (0, "")
    assert re.fullmatch(r"3 confirmed by kim, \d{4}-\d\d-\d\d · tracker.db\n", result.stderr)
    pair = relation(disputes, 3)
    assert (pair.status, pair.note, pair.reviewer) == ("confirmed", "Asked twice.", "kim")
    assert run("review", "3", "--dismiss", "--by", "lee").exit_code == 0
    pair = relation(disputes, 3)
    assert (pair.status, pair.note, pair.reviewer) == ("dismissed", "Asked twice.", "lee")
    assert run("review", "3", "--note", "Never mind.", "--by", "lee").exit_code == 0
    assert (relation(disputes, 3).status, relation(disputes, 3).note) == ("dismissed", "Never mind.")
    for left in ("dismissed", "confirmed", "suggested"):
        assert run("review", "3", "--undo").stderr.startswith(f"3 {left}")
        assert relation(disputes, 3).status == left
    again = run("review", "3", "--undo")
    assert (again.exit_code, again.stderr.count("\n")) == (1, 1)


def test_who_decides(run: Run, disputes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "login")
    monkeypatch.delenv("TRACKER_REVIEWER", raising=False)
    reviewers = []
    for setting, option in (("", ()), ("variable", ()), ("variable", ("--by", "option"))):
        monkeypatch.setenv("TRACKER_REVIEWER", setting)
        run("review", "1", "--confirm", *option)
        reviewers.append(relation(disputes, 1).reviewer)
    assert reviewers == ["login", "variable", "option"]


def test_a_decision_wins_in_every_listing(run: Run, disputes: Path) -> None:
    assert disputes.exists()
    run("review", "3", "--dismiss", "--by", "kim")
    assert "same speaker" not in run("contradictions").stdout
    run("review", "3", "--confirm", "--note", "Asked twice.", "--by", "kim")
    page = run("contradictions").stdout
    assert "confirmed by kim" in page
    assert "note: Asked twice." in page


@pytest.mark.usefixtures("disputes")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--confirm",), "which one?"),
        (("--note", "x"), "which one?"),
        (("1", "--confirm", "--dismiss"), "only one of --confirm, --dismiss and --undo"),
        (("1", "--undo", "--note", "x"), "--undo takes the note back"),
        (("one", "--confirm"), "valid integer"),
    ],
)
def test_what_cannot_be_meant(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("review", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.usefixtures("disputes")
@pytest.mark.parametrize("arguments", [(), ("1",)])
def test_without_a_terminal_nothing_is_asked(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("review", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "tracker: no terminal to ask on; use tracker review ID --confirm or --dismiss\n"


@pytest.mark.usefixtures("disputes")
def test_a_pair_that_is_not_there(run: Run) -> None:
    result = run("review", "99", "--confirm")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_one_key_a_decision(disputes: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(REVIEW, disputes)
    keyboards.append(keyboard)
    keyboard.press(b"c")
    keyboard.press(b"d")
    assert keyboard.close() == 0
    assert status(disputes) == ("dismissed", "confirmed")
    assert relation(disputes, BOATS).reviewer == "kim"
    page = keyboard.page
    assert page.index("── 1 of 2 · 3 ──") < page.index("same speaker") < page.index("> confirmed")
    assert page.index("> confirmed") < page.index("── 2 of 2 · 1 ──") < page.index("> dismissed")
    assert 'RIVERTOWN - "[‹All four› boats left at dawn],"   │  [‹No boat› has left the harbour' in page
    assert page.endswith(f"1 confirmed, 1 dismissed, 0 left · {disputes}\n")
    assert max(map(len, page.splitlines()[:-1])) <= 100  # the last names the file


def test_skip_note_undo_help_and_quit(disputes: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(REVIEW, disputes, columns=60)
    keyboards.append(keyboard)
    keyboard.press(b"u")
    keyboard.wait_for("nothing to undo")
    keyboard.press(b"x")
    keyboard.wait_for("? shows the keys")
    keyboard.press(b"\x1b[A")
    keyboard.wait_for("? shows the keys")
    keyboard.press(b"?")
    keyboard.wait_for("d  dismiss: they can; the pair does not come back")
    keyboard.press(b"n")
    keyboard.wait_for("note: ")
    os.write(keyboard.ours, "Größer als gesagt.\n".encode())
    keyboard.press(b"C")
    keyboard.press(b"s")
    assert keyboard.close() == 0
    assert keyboard.page.endswith(f"1 confirmed, 0 dismissed, 1 left · {disputes}\n")
    assert status(disputes) == ("suggested", "confirmed")
    assert relation(disputes, HERSELF).note == "Größer als gesagt."


def test_undo_goes_back_and_the_order_stays(disputes: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(REVIEW, disputes)
    keyboards.append(keyboard)
    keyboard.press(b"d")
    keyboard.wait_for("2 of 2 · 1")
    keyboard.press(b"u")
    keyboard.wait_for("1 of 2 · 3")
    assert status(disputes) == ("suggested", "suggested")
    keyboard.press(b"s")
    keyboard.wait_for("2 of 2 · 1")
    keyboard.press(b"u")
    keyboard.wait_for("1 of 2 · 3")
    keyboard.press(b"cq")
    assert keyboard.close() == 0
    assert keyboard.page.endswith(f"1 confirmed, 0 dismissed, 1 left · {disputes}\n")
    assert status(disputes) == ("suggested", "confirmed")


@pytest.mark.parametrize(("key", "code"), [(b"\x03", 130), (b"\x04", 0), (b"q", 0)])
def test_leaving_keeps_what_was_decided_and_noted(
    disputes: Path, keyboards: list[Keyboard], key: bytes, code: int
) -> None:
    keyboard = Keyboard(REVIEW, disputes)
    keyboards.append(keyboard)
    keyboard.press(b"c")
    keyboard.press(b"n")
    keyboard.wait_for("note: ")
    os.write(keyboard.ours, b"Ask the harbour.\n")
    keyboard.press(key)
    assert keyboard.close() == code
    assert status(disputes) == ("suggested", "confirmed")
    assert relation(disputes, BOATS).note == "Ask the harbour."
    assert f"1 confirmed, 0 dismissed, 1 left · {disputes}\n" in keyboard.page
    assert "Traceback" not in keyboard.page


def test_what_somebody_else_decided_meanwhile_is_passed_over(disputes: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(REVIEW, disputes)
    keyboards.append(keyboard)
    keyboard.wait_for("1 of 2 · 3")
    with Store.open(disputes, create=False) as store:
        store.review(BOATS, "dismissed", reviewer="lee")
    keyboard.press(b"c")
    assert keyboard.close() == 0
    assert "2 of 2 · 1 dismissed by lee" in keyboard.page
    assert keyboard.page.endswith(f"1 confirmed, 0 dismissed, 0 left · {disputes}\n")


def test_one_pair_by_its_id(disputes: Path, keyboards: list[Keyboard]) -> None:
    with Store.open(disputes, create=False) as store:
        store.review(BOATS, "dismissed", note="Two different days.", reviewer="lee")
    keyboard = Keyboard(REVIEW, disputes, "1")
    keyboards.append(keyboard)
    keyboard.wait_for("dismissed by lee")
    keyboard.wait_for("note: Two different days.")
    keyboard.press(b"c")
    assert keyboard.close() == 0
    assert (relation(disputes, BOATS).status, relation(disputes, BOATS).note) == ("confirmed", "Two different days.")


def test_nothing_to_review(disputes: Path, keyboards: list[Keyboard]) -> None:
    with Store.open(disputes, create=False) as store:
        for pair in store.review_queue():
            store.review(pair.id, "confirmed")
    keyboard = Keyboard(REVIEW, disputes)
    keyboards.append(keyboard)
    assert keyboard.close() == 0
    assert keyboard.page == f"nothing to review · {disputes}\n"
