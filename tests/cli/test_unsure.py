"""Settling who is who at the keyboard of a real (pseudo-)terminal."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.cli.keyboard import Keyboard
from tests.cli.speaker_samples import ADA, BOATENG, KOFI, LEE, OFFICIAL, SHE, fill, suggest
from tests.store.sample import person, said
from tracker.records import SpeakerDecision
from tracker.store import Store

UNSURE = ("sources", "--unsure")
SOURCE = "1-2 pick  n nobody  o other  s skip  u undo  q quit  ? help  > "
LINK = "m merge  a apart  s skip  u undo  q quit  ? help  > "


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A store with two unsure sources, and two speakers who may be one."""
    path = tmp_path / "people.db"
    with Store.open(path) as store:
        fill(store)
        suggest(store)
    return path


def decisions(database: Path) -> list[SpeakerDecision]:
    """Those that stand, the first one first."""
    with Store.open(database, create=False) as store:
        log = reversed(store.speaker_decisions())
        return [one for one in log if one.undone is None and one.undoes is None]


def speakers(database: Path) -> dict[int, int | None]:
    """Of the claims of the unsure sources the ids of the speakers."""
    with Store.open(database, create=False) as store:
        claims = {claim.text: claim.speaker.id if claim.speaker else None for claim in store.claims()}
    return {SHE: claims["the ferry would stay in port"], OFFICIAL: claims["The hull is cracked"]}


def test_one_key_a_decision(people: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(UNSURE, people)
    keyboards.append(keyboard)
    for key in (b"2", b"n", b"m"):
        keyboard.press(key)
    assert keyboard.close() == 0
    assert [(one.action, one.speaker, one.other, one.by) for one in decisions(people)] == [
        ("settle", "Ada Osei", "She", "kim"),
        ("settle", None, "a harbour official", "kim"),
        ("merge", "Yaa Boateng", "Kofi Mensah", "kim"),
    ]
    assert speakers(people)[SHE] == ADA
    page = keyboard.page
    assert page.index("── 1 of 3 ──") < page.index("‹She› said that the ferry") < page.index("Who is “She”?")
    assert page.index("pronoun, nearest that fits · confidence 0.41") < page.index("\n  1  Lee Tan — engineer\n")
    assert "\n  2  Ada Osei — former spokeswoman, Harbour Trust\n" in page
    assert f"{SOURCE}Ada Osei\n" in page
    assert page.index("── 2 of 3 ──") < page.index("‹a harbour official›") < page.index("> nobody can tell\n")
    assert "May be one: Yaa Boateng, Kofi Mensah. Because: both speak of piers, 0.60.\n" in page
    assert f"{LINK}merged\n" in page
    assert page.endswith(f"2 settled, 1 merged, 0 kept apart, 0 left · {people}\n")
    assert max(map(len, page.splitlines()[:-1])) <= 100  # the last names the file


def test_skip_undo_help_and_quit(people: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(UNSURE, people, columns=60)
    keyboards.append(keyboard)
    keyboard.press(b"u")
    keyboard.wait_for("nothing to undo")
    keyboard.press(b"9")
    keyboard.wait_for("? shows the keys")
    keyboard.press(b"?")
    keyboard.wait_for("  1-2  pick: it is the one of this number\n")
    keyboard.wait_for("  n  nobody: nobody can tell who it is\n")
    keyboard.press(b"1")
    keyboard.wait_for("2 of 3")
    assert speakers(people)[SHE] == LEE
    keyboard.press(b"u")
    keyboard.wait_for("1 of 3")
    assert decisions(people) == []
    keyboard.press(b"s")
    keyboard.press(b"s")
    keyboard.press(b"a")
    assert keyboard.close() == 0
    assert keyboard.page.endswith(f"0 settled, 0 merged, 1 kept apart, 2 left · {people}\n")
    assert [one.action for one in decisions(people)] == ["apart"]


def test_somebody_else_by_name(people: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(UNSURE, people)
    keyboards.append(keyboard)
    for typed, answer in ((b"Zebulon Quux\n", "nobody called 'Zebulon Quux' is quoted"), (b"\n", "nobody picked")):
        keyboard.press(b"o")
        keyboard.wait_for("name or id: ")
        os.write(keyboard.ours, typed)
        keyboard.wait_for(answer)
    keyboard.press(b"o")
    keyboard.wait_for("name or id: ")
    os.write(keyboard.ours, "Köfi\n".encode())
    keyboard.wait_for(f"  1  Kofi Mensah · id {KOFI}\n")
    keyboard.press(b"s")
    keyboard.press(b"o")
    keyboard.wait_for("name or id: ")
    os.write(keyboard.ours, b"mensah\n")
    keyboard.wait_for("1 pick  s none of these  ? help  > ")
    time.sleep(0.1)
    os.write(keyboard.ours, b"1")
    keyboard.press(b"q")
    assert keyboard.close() == 0
    assert speakers(people)[SHE] == KOFI
    assert keyboard.page.endswith(f"1 settled, 0 merged, 0 kept apart, 2 left · {people}\n")


@pytest.mark.parametrize(("key", "code"), [(b"\x03", 130), (b"\x04", 0), (b"q", 0)])
def test_leaving_keeps_what_was_decided(people: Path, keyboards: list[Keyboard], key: bytes, code: int) -> None:
    keyboard = Keyboard(UNSURE, people)
    keyboards.append(keyboard)
    keyboard.press(b"1")
    keyboard.press(key)
    assert keyboard.close() == code
    assert speakers(people)[SHE] == LEE
    assert f"1 settled, 0 merged, 0 kept apart, 2 left · {people}\n" in keyboard.page
    assert "Traceback" not in keyboard.page


def test_a_merge_settles_what_follows_from_it(people: Path, keyboards: list[Keyboard]) -> None:
    with Store.open(people) as store:
        store.add_article(said(person("Esi Mensa"), "pier 2 holds", ref="esi.txt", date="2018"))
        esi = next(one.speaker.id for one in store.sources(text="esi mensa"))
        for one in (BOATENG, KOFI):
            suggest(store, one, esi)
    keyboard = Keyboard(UNSURE, people)
    keyboards.append(keyboard)
    for key in b"ssmm":
        keyboard.press(bytes((key,)))
    assert keyboard.close() == 0
    # Of three pairs of three speakers, two merges decide the third.
    assert keyboard.page.endswith(f"0 settled, 2 merged, 0 kept apart, 2 left · {people}\n")
    with Store.open(people) as store:
        assert store.speaker_profile(KOFI).claims == 3


def test_what_cannot_be_stored_is_said_and_asked_again(people: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard(UNSURE, people)
    keyboards.append(keyboard)
    keyboard.press(b"s")
    keyboard.press(b"s")
    keyboard.wait_for("3 of 3")
    with Store.open(people, create=False) as store:
        store.merge_speakers(BOATENG, KOFI, by="lee")
    keyboard.press(b"m")
    keyboard.wait_for("tracker: cannot merge")
    keyboard.press(b"q")
    assert keyboard.close() == 0
    assert [one.by for one in decisions(people)] == ["lee"]


def test_nothing_to_settle(people: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard((*UNSURE, "quux"), people)
    keyboards.append(keyboard)
    assert keyboard.close() == 0
    assert keyboard.page == f"nothing to settle · {people}\n"


def test_a_format_lists_on_a_terminal_too(people: Path, keyboards: list[Keyboard]) -> None:
    keyboard = Keyboard((*UNSURE, "--format", "table"), people)
    keyboards.append(keyboard)
    assert keyboard.close() == 0
    assert "may be: 2 Lee Tan — engineer" in keyboard.page
    assert "pick" not in keyboard.page
