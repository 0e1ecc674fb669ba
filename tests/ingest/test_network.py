"""Fetching from a server on loopback that misbehaves in every way."""

from __future__ import annotations

import gzip
import time
import tracemalloc

import pytest

from tests.ingest.fetching import QUICK, fails
from tests.ingest.misbehaving import Send, Server, answer, redirect
from tracker.errors import NotNow
from tracker.ingest.network import Fetcher, user_agent
from tracker.ingest.reading import Network
from tracker.records import FeedState


def test_a_page(server: Server) -> None:
    server.pages["/a?x=1"] = answer(b"caf\xe9", kind='Text/HTML; Charset="ISO-8859-1"')
    found = Fetcher(QUICK).fetch(server.url("/a?x=1#top"))
    assert (found.data, found.content_type, found.charset) == (b"caf\xe9", "text/html", "iso-8859-1")
    assert found.url == server.url("/a?x=1")
    request = server.asked[-1].decode()
    assert request.startswith("GET /a?x=1 HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{server.port}\r\n" in request
    assert f"\r\nUser-Agent: {user_agent()}\r\n" in request
    assert user_agent().startswith("tracker/")
    assert request.lower().count("host:") == request.lower().count("user-agent:") == 1


# --- time


def is_quick(server: Server) -> str:
    began = time.monotonic()
    said = fails(server)
    assert time.monotonic() - began < 12
    return said


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"])
def test_no_answer(server: Server, first: bytes) -> None:
    server.pages["/a"] = server.drip(first, every=30, times=1)
    assert is_quick(server) == "127.0.0.1 takes too long to answer; try again later"


def test_headers_that_drip(server: Server) -> None:
    server.pages["/a"] = server.drip(b"H")
    assert "takes too long" in is_quick(server)


def test_go_on_for_ever(server: Server) -> None:
    server.pages["/a"] = server.drip(b"HTTP/1.1 100 Continue\r\n\r\n", every=0.01)
    assert "takes too long" in is_quick(server)


@pytest.mark.parametrize("length", ["", "Content-Length: 900000\r\n"])
def test_a_body_that_drips(server: Server, length: str) -> None:
    drip = server.drip(b"word ")

    def script(send: Send) -> None:
        send(f"HTTP/1.1 200 OK\r\n{length}\r\n".encode())
        drip(send)

    server.pages["/a"] = script
    assert "takes too long" in is_quick(server)


def test_redirects_share_one_time(server: Server) -> None:
    for number in range(5):
        lead = redirect(f"/{number + 1}")

        def script(send: Send, lead: bytes = lead) -> None:
            server.stopping.wait(0.6)
            send(lead)

        server.pages[f"/{number}"] = script
    server.pages["/5"] = answer(b"there")
    began = time.monotonic()
    assert "takes too long" in fails(server, "/0")
    assert time.monotonic() - began < 12


def test_a_silent_host_is_left_alone(server: Server) -> None:
    server.pages |= {"/a": server.drip(b"", every=30, times=1), "/b": answer(b"there")}
    fetcher = Fetcher(Network(allow_private=True, read_seconds=0.2, delay=0))
    for _ in range(2):
        assert "takes too long" in fails(server, "/a", fetcher)
    assert fetcher.fetch(server.url("/b")).data == b"there"  # and it is counted anew
    for _ in range(3):
        assert "takes too long" in fails(server, "/a", fetcher)
    with pytest.raises(NotNow, match=r"did not answer 3 times; try again later"):
        fetcher.fetch(server.url("/b"))
    assert len(server.paths) == 6


# --- size


def test_an_endless_body(server: Server) -> None:
    def script(send: Send) -> None:
        send(b"HTTP/1.1 200 OK\r\n\r\n")
        while not server.stopping.is_set():
            send(b"x" * 65_536)

    server.pages["/a"] = script
    assert fails(server) == "more than 1 MB; too long for one article"


def test_a_gzip_bomb(server: Server) -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 300_000_000, 9), 9)
    packed = gzip.compress(b"\0" * 300_000_000, 9)
    server.pages["/a"] = answer(packed, "200 OK", "Content-Encoding: gzip")
    tracemalloc.start()
    try:
        assert "more than 1 MB" in fails(server)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    server.pages["/twice"] = answer(bomb, "200 OK", "Content-Encoding: gzip, gzip")
    assert "packed with gzip, gzip" in fails(server, "/twice")


def test_gzip(server: Server) -> None:
    packed = gzip.compress(b"good news")
    server.pages["/a"] = answer(packed, "200 OK", "Content-Encoding: gzip")
    assert Fetcher(QUICK).fetch(server.url("/a")).data == b"good news"
    server.pages["/a"] = answer(packed[:-10], "200 OK", "Content-Encoding: gzip")
    assert fails(server).startswith("damaged gzip data")
    server.pages["/a"] = answer(b"not packed", "200 OK", "Content-Encoding: gzip")
    assert fails(server).startswith("damaged gzip data")
    server.pages["/a"] = answer(b"\x0b", "200 OK", "Content-Encoding: br")
    assert fails(server).startswith("packed with br")


def test_huge_headers(server: Server) -> None:
    server.pages["/a"] = b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\nbody"
    assert "what is no HTTP" in fails(server)
    server.pages["/a"] = b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 1000 + b"\r\nbody"
    assert "what is no HTTP" in fails(server)


@pytest.mark.parametrize(
    "sent", [b"SSH-2.0-OpenSSH_9.6\r\n", b"", b"HTTP/1.1 2OO OK\r\n\r\n", b"\x15\x03\x01\x00\x02\x02"]
)
def test_no_http(server: Server, sent: bytes) -> None:
    server.pages["/a"] = sent
    assert "127.0.0.1" in fails(server)


def test_wrong_length(server: Server) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
    server.pages["/a"] = head % 100 + b"too short"
    assert fails(server) == "the answer breaks off in the middle; try again later"
    server.pages["/a"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nwo"
    assert "breaks off" in fails(server)
    server.pages["/a"] = head % 3 + b"too long"
    assert Fetcher(QUICK).fetch(server.url("/a")).data == b"too"


# --- redirects


def test_redirects(server: Server) -> None:
    server.pages |= {"/a": redirect("b?x=1", "301 Moved"), "/b?x=1": redirect(server.url("/c"), "308 Permanent")}
    server.pages["/c"] = answer(b"there")
    found = Fetcher(QUICK).fetch(server.url("/a"))
    assert (found.data, found.url) == (b"there", server.url("/c"))


def test_a_redirect_loop(server: Server) -> None:
    server.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert fails(server).startswith("more than 5 redirects")
    assert len(server.paths) == 6


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("file:///etc/passwd", "it leads on to file:///etc/passwd, and that is file: is no web address"),
        ("ftp://news.example/", "ftp: is no web address"),
        ("javascript:alert(1)", "javascript: is no web address"),
        ("http://ann:secret@news.example/", "leads on to http://news.example/, and that is a name and password"),
        ("http://0177.0.0.1/", "an address in disguise"),
        ("http://[::1", "not a web address"),
    ],
)
def test_redirects_to_elsewhere(server: Server, to: str, said: str) -> None:
    server.pages["/a"] = redirect(to)
    found = fails(server)
    assert said in found
    assert "secret" not in found


# --- what the server says


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("404 Not Found", "no such page (404); check the address"),
        ("410 Gone", "the page was taken down (410)"),
        ("403 Forbidden", "the site does not let us read it (403); save it in a browser and add the file"),
        ("500 Oops", "the server failed (500); try again later"),
        ("503 Busy", "the server failed (503); try again later"),
        ("204 No Content", "the server answered 204, which is no page"),
        ("302 Found", "the server answered 302, which is no page"),  # and no Location
        ("304 Not Modified", "the server answered 304, which is no page"),  # nobody asked whether it was
    ],
)
def test_statuses(server: Server, status: str, said: str) -> None:
    server.pages["/a"] = f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode()
    assert fails(server).startswith(said)


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        ("120", "2 minutes"),
        ("", "60 seconds"),
        ("nonsense", "60 seconds"),
        ("9" * 400, "24 hours"),
        ("-5", "60 seconds"),
    ],
)
def test_too_many_requests(server: Server, wait: str, said: str) -> None:
    server.pages |= {"/a": answer(b"", "429 Slow Down", f"Retry-After: {wait}"), "/b": answer(b"there")}
    fetcher = Fetcher(QUICK)
    assert fails(server, "/a", fetcher) == f"the site asks to wait {said} (429); try again later"
    with pytest.raises(NotNow, match="asked to wait"):
        fetcher.fetch(server.url("/b"))
    assert server.paths == ["/a"]


def test_conditional_requests(server: Server) -> None:
    server.pages["/a"] = answer(b"news", "200 OK", 'ETag: "v1"', "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT")
    state = Fetcher(QUICK).fetch(server.url("/a")).state
    assert state == FeedState('"v1"', "Mon, 01 Jan 2024 00:00:00 GMT")
    server.pages["/a"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    again = Fetcher(QUICK).fetch(server.url("/a"), state=state)
    assert again.unchanged
    request = server.asked[-1].decode()
    assert '\r\nIf-None-Match: "v1"\r\nIf-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT\r\n' in request


def test_a_state_that_would_be_a_header_of_its_own(server: Server) -> None:
    server.pages["/a"] = answer(b"news")
    Fetcher(QUICK).fetch(server.url("/a"), state=FeedState('"v"\r\nX-Evil: 1', "caf\xe9"))
    assert b"Evil" not in server.asked[-1]
    assert b"If-" not in server.asked[-1]


# --- manners


def test_offline(server: Server) -> None:
    with pytest.raises(NotNow) as caught:
        Fetcher(Network(offline=True, allow_private=True)).fetch(server.url("/a"))
    assert str(caught.value).startswith(f"{server.url('/a')}: not fetched: the network is off; leave out --offline")
    assert server.asked == []


def test_robots_txt(server: Server) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: tracker\nDisallow: /private/\nDisallow: /*.pdf$\n"
    server.pages |= {"/robots.txt": answer(rules), "/a": answer(b"yes"), "/private/a": answer(b"no")}
    server.pages |= {"/x.pdf": answer(b"no"), "/to": redirect("/private/a")}
    fetcher = Fetcher(QUICK)
    assert fetcher.fetch(server.url("/a")).data == b"yes"
    for path in ("/private/a", "/x.pdf", "/to"):
        said = "the site's robots.txt asks programs not to fetch it; save it in a browser and add the file"
        assert fails(server, path, fetcher) == said
    assert server.paths == ["/a", "/to"]
    assert [request.split(b" ")[1] for request in server.asked].count(b"/robots.txt") == 1


@pytest.mark.parametrize(
    ("status", "allowed"), [("404 No", True), ("403 No", True), ("500 No", False), ("429 No", False)]
)
def test_no_robots_txt(server: Server, status: str, allowed: bool) -> None:
    server.pages |= {"/robots.txt": answer(b"User-agent: *\nDisallow: /", status), "/a": answer(b"yes")}
    if allowed:
        assert Fetcher(QUICK).fetch(server.url("/a")).data == b"yes"
    else:
        assert fails(server).startswith("robots.txt cannot be read: the server failed")


def test_robots_txt_that_misbehaves(server: Server) -> None:
    server.pages["/a"] = answer(b"yes")
    server.pages["/robots.txt"] = redirect("/rules")
    server.pages["/rules"] = answer(b"User-agent: *\nDisallow: /a")
    assert "robots.txt asks" in fails(server)
    server.pages["/robots.txt"] = redirect("/robots.txt")
    assert fails(server).startswith("robots.txt cannot be read: more than 5 redirects")
    server.pages["/robots.txt"] = answer(
        b"\xff\x00<html>" * 1000 + b"*" * 5000 + b"\nUser-agent: *\nDisallow: " + b"*a" * 900
    )
    assert Fetcher(QUICK).fetch(server.url("/a")).data == b"yes"


def test_a_moment_between_two_pages(server: Server) -> None:
    server.pages |= {"/a": answer(b"1"), "/b": answer(b"2")}
    fetcher = Fetcher(Network(allow_private=True, delay=0.3))
    fetcher.fetch(server.url("/a"))
    began = time.monotonic()
    fetcher.fetch(server.url("/b"))
    assert 0.2 < time.monotonic() - began < 8


def test_crawl_delay(server: Server) -> None:
    server.pages |= {"/robots.txt": answer(b"User-agent: *\nCrawl-delay: 0.4\n"), "/a": answer(b"1")}
    fetcher = Fetcher(QUICK)
    fetcher.fetch(server.url("/a"))
    began = time.monotonic()
    fetcher.fetch(server.url("/a"))
    assert time.monotonic() - began > 0.3
