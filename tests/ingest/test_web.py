"""What an address holds, from a server on loopback to articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ingest.misbehaving import Server, answer, redirect
from tracker.errors import InputError
from tracker.ingest import Network, Reading, read_articles
from tracker.ingest.feeds import MOST_ENTRIES
from tracker.records import Article, Extraction
from tracker.store import Store

QUICK = Network(allow_private=True, connect_seconds=2, read_seconds=1, total_seconds=2, delay=0)

STORY = """<p>{0}: The ferry to Ostrava Point will sail again on Monday, the harbour office said on Friday.</p>
<p>&ldquo;The engine has been repaired and the hull was inspected twice,&rdquo; said Mira Solberg, its head.</p>
<p>Passengers had waited for three weeks. &ldquo;We lost the whole season,&rdquo; said Tomas Reyl, a hotel keeper.</p>
<p>The office added that the timetable would not change, and that tickets bought in May would stay valid.</p>"""


def page(name: str, *, head: str = "", charset: str = "utf-8") -> bytes:
    text = f"<!doctype html><html><head><title>{name}</title>{head}</head><body><nav>Home News Sport</nav>"
    text += f"<main><article><h1>{name}</h1>{STORY.format(name)}</article></main></body></html>"
    return answer(text.encode(charset), kind=f"text/html; charset={charset}")


def rss(*items: str) -> bytes:
    listed = "".join(items)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Coast</title>{listed}</channel></rss>'
    return answer(body.encode(), "200 OK", 'ETag: "v1"', kind="application/rss+xml")


def item(server: Server, path: str) -> str:
    return f"<item><title>On {path}</title><link>{server.url(path)}</link><guid>{path}</guid></item>"


def read(*inputs: str, reading: Reading | None = None) -> tuple[list[Article], list[str]]:
    found = list(read_articles(inputs, reading=reading or Reading(QUICK)))
    return [one for one in found if isinstance(one, Article)], [
        str(one) for one in found if isinstance(one, InputError)
    ]


def test_a_page(server: Server) -> None:
    server.pages["/ferry?utm_source=x"] = page("Ferry sails")
    (article,), errors = read(server.url("/ferry?utm_source=x#top"))
    assert errors == []
    assert article.ref == article.url == server.url("/ferry")
    assert article.title == "Ferry sails"
    assert "“The engine has been repaired" in article.text
    assert "Sport" not in article.text


def test_the_ref_is_the_canonical_address(server: Server) -> None:
    canonical = f'<link rel="canonical" href="{server.url("/news/ferry")}">'
    server.pages["/amp/ferry"] = page("Ferry", head=canonical)
    (article,), _ = read(server.url("/amp/ferry"))
    assert article.ref == article.url == server.url("/news/ferry")


def test_a_page_cannot_call_itself_another_sites_article(server: Server) -> None:
    server.pages["/a"] = page("Ferry", head='<link rel="canonical" href="https://other.example/news/ferry">')
    (article,), _ = read(server.url("/a"))
    assert article.ref == article.url == server.url("/a")


def test_the_ref_is_where_redirects_led(server: Server) -> None:
    server.pages |= {"/short": redirect("/ferry"), "/ferry": page("Ferry")}
    (article,), _ = read(server.url("/short"))
    assert article.ref == server.url("/ferry")


def test_the_charset_of_the_header(server: Server) -> None:
    server.pages["/a"] = page("Fähre fährt", charset="iso-8859-1")
    server.pages["/b"] = answer("Die Fähre fährt wieder.".encode("latin-1"), kind="text/plain; charset=ISO-8859-1")
    server.pages["/c"] = answer("Die Fähre fährt wieder.".encode(), kind="text/plain; charset=ISO-8859-1")  # it is not
    articles, errors = read(*(server.url(f"/{name}") for name in "abc"))
    assert errors == []
    assert [article.text.count("ähr") for article in articles[1:]] == [2, 2]
    assert articles[0].title == "Fähre fährt"


def test_other_things(server: Server) -> None:
    server.pages |= {
        "/a.txt": answer(b"The ferry sails again, the office said."),
        "/a.jsonl": answer(b'{"id": "x", "text": "The ferry sails."}\n', kind="application/x-ndjson"),
        "/a.png": answer(b"\x89PNG", kind="image/png"),
        "/a.zip": answer(b"PK\x03\x04", kind="application/zip"),
        "/empty": answer(b"", kind="text/html"),
        "/blank": answer(b" \n", kind="text/plain"),
    }
    articles, errors = read(*(server.url(path) for path in server.pages))
    assert [article.ref for article in articles] == [server.url("/a.txt"), "x"]
    assert len(errors) == 4
    assert "this is image/png, no text" in errors[0]


def test_a_batch_goes_on(server: Server) -> None:
    server.pages["/a"] = page("Ferry")
    articles, errors = read(server.url("/gone"), "http://ann:secret@news.example/", server.url("/a"))
    assert len(articles) == 1
    assert len(errors) == 2
    assert "secret" not in "".join(errors)


# --- feeds


def test_a_feed(server: Server) -> None:
    server.pages["/feed"] = rss(item(server, "/1"), item(server, "/2"), item(server, "/gone"))
    server.pages |= {"/1": page("One"), "/2": page("Two")}
    articles, errors = read(server.url("/feed"))
    assert [article.ref for article in articles] == [server.url("/1"), server.url("/2")]
    assert errors == [f"{server.url('/gone')}: no such page (404); check the address"]


def test_a_feed_whatever_its_server_calls_it(server: Server) -> None:
    for kind in ("text/html", "text/plain", "text/xml", ""):
        server.pages |= {
            "/feed": rss(item(server, "/1")).replace(b"application/rss+xml", kind.encode()),
            "/1": page("1"),
        }
        articles, errors = read(server.url("/feed"))
        assert (len(articles), errors) == (1, [])


def test_a_file_and_a_folder(server: Server, tmp_path: Path) -> None:
    server.pages["/1"] = page("One")
    data = rss(item(server, "/1")).split(b"\r\n\r\n", 1)[1]
    (tmp_path / "saved.rss").write_bytes(data)
    (tmp_path / "saved.xml").write_bytes(data)
    for given in (tmp_path / "saved.xml", tmp_path):
        articles, errors = read(str(given))
        assert ([article.ref for article in articles], errors) == ([server.url("/1")], [])
    (error,) = read(str(tmp_path / "saved.xml"), reading=Reading(Network(offline=True)))[1]
    assert "the network is off" in error


def test_whole_entries_are_not_fetched(server: Server) -> None:
    whole = STORY.format("One") * 4
    server.pages["/feed"] = rss(
        f"<item><title>One</title><link>{server.url('/1')}</link><content:encoded "
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[{whole}]]></content:encoded></item>'
    )
    (article,), errors = read(server.url("/feed"))
    assert errors == []
    assert (article.ref, article.url, article.title) == (server.url("/1"), server.url("/1"), "One")
    assert article.text.count("“The engine has been repaired") >= 1
    assert server.paths == ["/feed"]


def test_the_same_entry_in_two_feeds_is_fetched_once(server: Server) -> None:
    server.pages |= {"/a": rss(item(server, "/1?utm_source=a")), "/b": rss(item(server, "/1")), "/1": page("One")}
    articles, _ = read(server.url("/a"), server.url("/b"))
    assert len(articles) == 1
    assert server.paths == ["/a", "/1", "/b"]


def test_a_feed_that_leads_to_itself(server: Server) -> None:
    server.pages["/feed"] = rss(item(server, "/feed"))
    assert "leads to a feed" in read(server.url("/feed"))[1][0]


def test_a_long_feed(server: Server) -> None:
    said: list[str] = []
    server.pages["/feed"] = rss(*(item(server, f"/{number}") for number in range(MOST_ENTRIES + 20)))
    _, errors = read(server.url("/feed"), reading=Reading(QUICK, say=said.append))
    assert len(errors) == MOST_ENTRIES  # none of the pages is there
    assert said == [f"{server.url('/feed')}: 500 of 520 new entries are read now; the same command again reads on"]


# --- from one run to the next


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


@pytest.fixture
def add(store: Store) -> Callable[..., tuple[list[str], list[str]]]:
    """As `tracker add` does: gives the refs that were stored, and what was said."""

    def run(*inputs: str, network: Network = QUICK) -> tuple[list[str], list[str]]:
        articles, errors = read(*inputs, reading=Reading(network, feeds=store))
        for article in articles:
            store.add_article(Extraction(article, (), "sample@1"))
        return [article.ref for article in articles], errors

    return run


Add = Callable[..., tuple[list[str], list[str]]]


def test_only_new_entries(server: Server, add: Add) -> None:
    server.pages |= {"/feed": rss(item(server, "/1")), "/1": page("One"), "/2": page("Two")}
    assert add(server.url("/feed")) == ([server.url("/1")], [])
    server.pages["/feed"] = rss(item(server, "/2"), item(server, "/1"))
    assert add(server.url("/feed")) == ([server.url("/2")], [])
    assert add(server.url("/feed")) == ([], [])
    assert server.paths == ["/feed", "/1", "/feed", "/2", "/feed"]


def test_a_feed_that_has_not_changed(server: Server, add: Add) -> None:
    server.pages |= {"/feed": rss(item(server, "/1")), "/1": page("One")}
    add(server.url("/feed"))
    server.pages["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert add(server.url("/feed")) == ([], [])
    assert b'If-None-Match: "v1"' in server.asked[-1]


def test_an_entry_that_fails_is_tried_again(server: Server, add: Add) -> None:
    server.pages |= {"/feed": rss(item(server, "/1")), "/1": answer(b"", "500 Oops")}
    assert "the server failed" in add(server.url("/feed"))[1][0]
    server.pages["/1"] = page("One")
    assert add(server.url("/feed")) == ([server.url("/1")], [])
    assert b"If-None-Match" not in server.asked[-2]  # the feed was needed again


def test_an_entry_that_always_fails_is_given_up(server: Server, add: Add) -> None:
    server.pages["/feed"] = rss(item(server, "/1"))
    said = [add(server.url("/feed"))[1] for _ in range(6)]
    assert [len(errors) for errors in said] == [1, 1, 1, 1, 1, 0]
    assert said[4][0].endswith("no such page (404); given up: add the address itself to try again")
    assert said[3][0].endswith("check the address")


def test_what_is_of_the_moment_does_not_count(server: Server, add: Add) -> None:
    server.pages |= {"/feed": rss(item(server, "/1")), "/1": answer(b"", "429 Slow", "Retry-After: 9")}
    for _ in range(7):
        assert "asks to wait" in add(server.url("/feed"))[1][0]
    server.pages["/1"] = page("One")
    assert add(server.url("/feed")) == ([server.url("/1")], [])


def test_a_run_that_ended_before_it_stored(server: Server, store: Store, add: Add) -> None:
    server.pages |= {"/feed": rss(item(server, "/1")), "/1": page("One")}
    read(server.url("/feed"), reading=Reading(QUICK, feeds=store))
    assert add(server.url("/feed")) == ([server.url("/1")], [])
