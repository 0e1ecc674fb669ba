from __future__ import annotations

import io
import sys

import pytest
import typer

from tracker.cli.progress import Exporting, Tally
from tracker.errors import InputError
from tracker.records import AddResult


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    """A stderr of 60 columns. Called by the test itself: pytest puts its own stderr back after the fixtures."""
    screen = _Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "60")
    return screen


def test_a_terminal_sees_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch)
    tally = Tally(show_progress=True)
    tally.add(AddResult(1, added=True, claims=3))
    tally.progress(tally.summary())
    tally.progress("too soon to be drawn again")
    shown = terminal.getvalue()
    assert "1 article added (3 claims), 0 unchanged, 0 skipped" in shown
    assert "too soon" not in shown
    tally.skip(InputError("not text", where="a.bin"))
    assert terminal.getvalue() == shown + "\r\x1b[Ktracker: skipped a.bin: not text\n"


def test_the_line_of_progress_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch)
    Tally(show_progress=True).progress("x" * 200)
    assert terminal.getvalue().removeprefix("\r\x1b[K")[1:] == " " + "x" * 57


def test_articles_in_other_languages_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    tally.say_unread()
    tally.add(AddResult(1, added=True, claims=0, unread=True))
    tally.say_unread()
    tally.add(AddResult(2, added=True, claims=0, unread=True))
    tally.add(AddResult(3, added=True, claims=1))
    tally.say_unread()
    assert capsys.readouterr().err.splitlines() == [
        "1 article is not in English: no claims, for the models read English; --any-language tries",
        "2 articles are not in English: no claims, for the models read English; --any-language tries",
    ]


def test_no_progress_in_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    Tally(show_progress=True).progress("working")
    assert log.getvalue() == ""


@pytest.mark.parametrize(("done", "skipped", "code"), [(0, 0, 0), (2, 0, 0), (1, 1, 3), (0, 1, 1)])
def test_exit_codes(done: int, skipped: int, code: int) -> None:
    tally = Tally(done=done, skipped=skipped)
    if code:
        with pytest.raises(typer.Exit) as end:
            tally.exit()
        assert end.value.exit_code == code
    else:
        tally.exit()


def test_what_is_written_is_counted_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch)
    tally = Exporting()
    items = iter("ab")
    counted = tally.each("claim", items)
    assert (next(counted), list(items)) == ("a", ["b"])  # no further than asked for
    assert tally.summary() == "1 claim"
    assert list(counted) == list(tally.each("speaker", ())) == []
    assert tally.summary() == "1 claim, 0 speakers"
    assert terminal.getvalue().endswith(" 1 claim")
    tally.clear()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_articles_that_are_read_after_all_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    for claims in (2, 3):
        tally.add(AddResult(1, False, claims, read_now=True))
    assert tally.summary() == "0 articles added (0 claims), 0 unchanged, 0 skipped"
    tally.say_unread()
    told = "2 articles not in English, there without claims until now, are read: 5 claims\n"
    assert capsys.readouterr().err == told
