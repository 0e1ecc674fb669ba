"""`tracker add` and `extract` with web addresses and feeds, from a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.ingest.misbehaving import Server, answer, serving

pytestmark = pytest.mark.usefixtures("plain_pipeline")

TEXT = b"The ferry will sail again on Monday, the harbour office said."


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        item = f"<item><title>One</title><link>{running.url('/1.txt')}</link></item>"
        feed = f'<rss version="2.0"><channel><title>Coast</title>{item}</channel></rss>'
        running.pages |= {"/feed": answer(feed.encode()), "/1.txt": answer(TEXT)}
        yield running


def test_extract(run: Run, server: Server) -> None:
    result = run("extract", server.url("/1.txt?utm_source=x"), "--allow-private")
    assert result.exit_code == 1  # this server has another page under that address
    server.pages["/1.txt?utm_source=x"] = answer(TEXT)
    result = run("extract", server.url("/1.txt?utm_source=x"), "--allow-private")
    assert json.loads(result.stdout)["id"] == server.url("/1.txt")


def test_private_addresses_are_refused(run: Run, server: Server) -> None:
    result = run("add", server.url("/1.txt"))
    assert result.exit_code == 1
    assert "127.0.0.1 is a loopback address" in result.stderr
    assert server.asked == []


@pytest.mark.parametrize("by", ["option", "variable", "file"])
def test_offline(run: Run, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    if by == "variable":
        monkeypatch.setenv("TRACKER_OFFLINE", "yes")
    if by == "file":
        (tmp_path / "tracker.toml").write_text("offline = true")
    options = ["--offline"] if by == "option" else []
    for command in ("add", "extract"):
        result = run(command, server.url("/1.txt"), "--allow-private", *options)
        assert result.exit_code == 1
        told = result.stderr.splitlines()[0]
        assert "/1.txt: not fetched: the network is off; leave out --offline (or offline in tracker.toml" in told
    assert server.asked == []
    assert run("extract", server.url("/1.txt"), "--allow-private", "--online").exit_code == 0


def test_the_feeds_of_the_settings(run: Run, server: Server, tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").write_text(f'feeds = ["{server.url("/feed")}"]')
    result = run("add", "--feeds", "--allow-private")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("1 article added")
    result = run("add", "--feeds", "--allow-private", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert server.paths == ["/feed", "/1.txt", "/feed"]


def test_quiet_says_what_was_skipped(run: Run, server: Server) -> None:
    server.pages["/1.txt"] = answer(b"", "404 Gone")
    result = run("add", server.url("/feed"), "--allow-private", "-q")
    assert result.exit_code == 1
    assert result.stderr == f"tracker: skipped {server.url('/1.txt')}: no such page (404); check the address\n"


def test_no_feeds(run: Run) -> None:
    result = run("add", "--feeds")
    assert result.exit_code == 1
    assert "no feeds in tracker.toml" in result.stderr
    assert run("add").exit_code == 2
