"""`tracker add` and `extract` with web addresses and feeds, from a server on loopback."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.ingest.misbehaving import Server, answer, serving

pytestmark = pytest.mark.usefixtures("plain_pipeline")

TEXT = b"The ferry will sail again on Monday, the harbour office said."


def feed(link: str) -> bytes:
    """With one entry."""
    item = f"<item><title>One</title><link>{link}</link></item>"
    return f'<rss version="2.0"><channel><title>Coast</title>{item}</channel></rss>'.encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.pages |= {"/feed": answer(feed(running.url("/1.txt"))), "/1.txt": answer(TEXT)}
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


def test_one_feed_that_fails_and_one_without_news(run: Run, server: Server) -> None:
    run("add", server.url("/feed"), "--allow-private")
    result = run("add", server.url("/feed"), server.url("/gone"), "--allow-private")
    assert result.exit_code == 3  # the first was read
    assert "0 articles added (0 claims), 0 unchanged, 1 skipped" in result.stderr
    assert run("add", server.url("/gone"), "gone.txt", "--allow-private").exit_code == 1


def test_no_secret_of_an_address_is_shown_or_kept(run: Run, server: Server, tmp_path: Path) -> None:
    server.pages["/1.txt?token=s3cret"] = answer(TEXT)
    server.pages["/feed?token=s3cret"] = answer(feed(server.url("/1.txt?token=s3cret")))
    row = {"text": "The weir holds, she said.", "url": "https://ann:s3cret@news.example/weir?api_key=s3cret"}
    told = [
        run("add", server.url("/1.txt?token=s3cret"), server.url("/gone?token=s3cret"), "--allow-private"),
        run("add", server.url("/feed?token=s3cret"), "--allow-private"),
        run("add", "--input", "jsonl", "-", stdin=json.dumps(row).encode()),
        run("add", "https://ann:s3cret@news.example/1?token=s3cret"),
        run("extract", server.url("/1.txt?token=s3cret"), "--allow-private"),
        run("show", server.url("/1.txt?token=s3cret")),
        *(run(*command) for command in (("runs",), ("runs", "show", "1"), ("claims", "-f", "json"))),
    ]
    assert [result.exit_code for result in told] == [3, 0, 0, 1, 0, 0, 0, 0, 0]
    assert "s3cret" not in "".join(result.output for result in told)
    assert "/1.txt?token=…" in told[4].stdout
    kept = sqlite3.connect(tmp_path / "tracker.db")
    assert "s3cret" not in "".join(kept.iterdump())
    kept.close()
    assert run("add", server.url("/feed?token=s3cret"), "--allow-private").stderr.startswith("0 articles added (0")


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
