"""To which machine a connection goes, and that it is the one that was asked for."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.ingest.fetching import QUICK, fails
from tests.ingest.misbehaving import Send, Server, answer, redirect, serving
from tracker.errors import InputError
from tracker.ingest.addresses import not_public
from tracker.ingest.network import Fetcher
from tracker.ingest.reading import Network


def only_here(address: str) -> str | None:
    """As `not_public`, with this very machine allowed, so that the first server can be reached."""
    return None if address == "127.0.0.1" else not_public(address)


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://127.0.0.2/", "loopback"),
        ("http://10.0.0.1/", "private"),
        ("http://169.254.169.254/latest/meta-data/", "link-local"),
        ("http://[::1]/", "loopback"),
        ("http://[::ffff:192.168.0.1]/", "private"),
        ("http://[64:ff9b::a00:1]/", "private"),
        ("http://0.0.0.0/", "unspecified"),
    ],
)
def test_redirects_to_private_addresses(server: Server, to: str, reason: str) -> None:
    server.pages["/a"] = redirect(to)
    asked: list[str] = []

    def literal(host: str, port: int) -> list[str]:  # noqa: ARG001
        asked.append(host)
        return [host]

    fetcher = Fetcher(Network(delay=0), look_up=literal, refuse=only_here)
    said = fails(server, "/a", fetcher)
    assert f" {reason} address" in said
    assert "--allow-private" in said


# --- which machine


def test_private_addresses_are_refused_by_default(server: Server) -> None:
    server.pages["/a"] = answer(b"secret")
    said = fails(server, "/a", Fetcher(Network()))
    assert said.startswith("127.0.0.1 is a loopback address (127.0.0.1); --allow-private")
    assert server.asked == []


def test_the_address_that_was_checked_is_the_one_connected_to(server: Server) -> None:
    """DNS rebinding: a name that is one machine when it is checked and another when it is connected to."""
    server.pages["/a"] = answer(b"here")
    looked_up: list[str] = []

    def changing(host: str, port: int) -> list[str]:  # noqa: ARG001
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) < 3 else ["127.0.0.2"]

    found = Fetcher(Network(delay=0), look_up=changing, refuse=only_here).fetch(f"http://news.example:{server.port}/a")
    assert found.data == b"here"
    assert looked_up == ["news.example", "news.example"]  # once for robots.txt, once for the page
    assert f"\r\nHost: news.example:{server.port}\r\n" in server.asked[-1].decode()


def test_of_several_addresses_only_public_ones(server: Server) -> None:
    server.pages["/a"] = answer(b"here")

    def several(host: str, port: int) -> list[str]:  # noqa: ARG001
        return ["127.0.0.2", "10.0.0.1", "127.0.0.1"]

    url = f"http://news.example:{server.port}/a"
    assert Fetcher(Network(delay=0), look_up=several, refuse=only_here).fetch(url).data == b"here"
    with pytest.raises(InputError, match=r"news\.example is a loopback address \(127\.0\.0\.2\)"):
        Fetcher(Network(delay=0), look_up=several).fetch(url)


def test_the_next_address_where_one_does_not_answer(server: Server) -> None:
    server.pages["/a"] = answer(b"here")
    fetcher = Fetcher(QUICK, look_up=lambda _host, _port: ["::1", "127.0.0.1"])
    assert fetcher.fetch(f"http://news.example:{server.port}/a").data == b"here"


def test_no_such_host() -> None:
    def nobody(host: str, port: int) -> list[str]:  # noqa: ARG001
        raise OSError("no such host")

    with pytest.raises(InputError, match=r"no address is found for news\.example; check"):
        Fetcher(QUICK, look_up=nobody).fetch("http://news.example/a")


def test_a_resolver_that_sleeps() -> None:
    def sleepy(host: str, port: int) -> list[str]:  # noqa: ARG001
        time.sleep(5)
        return []

    began = time.monotonic()
    with pytest.raises(InputError, match="no address is found"):
        Fetcher(Network(total_seconds=0.3, delay=0), look_up=sleepy).fetch("http://news.example/a")
    assert time.monotonic() - began < 4.5


def test_nobody_listens() -> None:
    with serving() as other:
        gone = other.url("/a")
    with pytest.raises(InputError, match="refuses the connection"):
        Fetcher(QUICK).fetch(gone)


# --- TLS


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate for news.example that signs itself, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    folder: Path = tmp_path_factory.mktemp("tls")
    names = (str(folder / "cert.pem"), str(folder / "key.pem"))
    subject = ("-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example")
    made = (
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-out",
        names[0],
        "-keyout",
        names[1],
    )
    subprocess.run([*made, *subject], check=True, capture_output=True)
    return names


def test_tls(certificate: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    fetcher = Fetcher(QUICK, look_up=lambda _host, _port: ["127.0.0.1"])
    with serving(certificate) as server:
        server.pages["/a"] = answer(b"secure")
        with pytest.raises(InputError, match=r"no secure connection to news\.example"):
            fetcher.fetch(f"https://news.example:{server.port}/a")
        monkeypatch.setenv("SSL_CERT_FILE", certificate[0])
        fetcher = Fetcher(QUICK, look_up=lambda _host, _port: ["127.0.0.1"])
        assert fetcher.fetch(f"https://news.example:{server.port}/a").data == b"secure"
        with pytest.raises(InputError, match=r"no secure connection to other\.example: .*doesn't match|certificate"):
            fetcher.fetch(f"https://other.example:{server.port}/a")


def test_tls_that_never_shakes_hands(server: Server) -> None:
    """A byte now and then: no single read is too slow, and the whole is cut off all the same."""
    drip = server.drip(b"\x00")

    def greets(send: Send) -> None:
        send(b"\x16\x03\x03\x40\x00")  # a record of 16,384 bytes is to come
        drip(send)

    server.greets = greets
    began = time.monotonic()
    with pytest.raises(InputError, match="takes too long"):
        Fetcher(QUICK).fetch(f"https://127.0.0.1:{server.port}/a")
    assert time.monotonic() - began < 15
