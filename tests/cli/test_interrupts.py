from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker.cli.interrupts import interrupts_wait
from tracker.records import AddResult, Extraction
from tracker.store import Store


@pytest.fixture(autouse=True)
def ordinary_sigint() -> Iterator[None]:
    """Whoever runs the tests may have had them ignore SIGINT."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_an_interrupt_waits_for_the_end() -> None:
    done = []

    def store() -> None:
        with interrupts_wait():
            signal.raise_signal(signal.SIGINT)
            done.append("stored")

    with pytest.raises(KeyboardInterrupt):
        store()
    assert done == ["stored"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_error_within_is_told_before_an_interrupt() -> None:
    def fail() -> None:
        with interrupts_wait():
            signal.raise_signal(signal.SIGINT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_program_that_ignores_interrupts_goes_on_ignoring_them() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with interrupts_wait():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_another_thread_is_left_alone() -> None:
    done = []

    def work() -> None:
        with interrupts_wait():
            done.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [signal.default_int_handler]


@pytest.mark.usefixtures("plain_pipeline")
def test_an_interrupt_while_an_article_is_being_stored_counts_it(
    run: Run, bridge: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "later.txt").write_text("Nobody comes to this one.", encoding="utf-8")
    store_it = Store.add_article

    def interrupted(self: Store, extraction: Extraction) -> AddResult:
        result = store_it(self, extraction)
        signal.raise_signal(signal.SIGINT)
        return result

    monkeypatch.setattr(Store, "add_article", interrupted)
    result = run("add", bridge, "later.txt")
    assert result.exit_code == 130
    assert result.stderr.startswith("1 article added")
    assert result.stderr.endswith("the same command again goes on from here\ntracker: interrupted\n")
    with Store.open(tmp_path / "tracker.db") as store:
        assert len(store.articles()) == 1
