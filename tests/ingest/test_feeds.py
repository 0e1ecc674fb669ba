from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.ingest.feeds import as_page, looks_like_feed, parse_feed
from tracker.records import FeedEntry

LONG = "<p>The ferry will sail again on Monday, the harbour office said.</p>" * 30

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
  <title>Harbour &amp; Coast</title>
  <link>https://news.example/</link>
  <item>
    <title>Ferry &lt;b&gt;sails&lt;/b&gt; again</title>
    <link>https://news.example/ferry?utm_source=rss</link>
    <guid isPermaLink="false">ferry-1</guid>
    <dc:creator>Ann Lee</dc:creator>
    <pubDate>Mon, 04 Mar 2024 08:30:00 +0100</pubDate>
    <description>The ferry will sail again …</description>
  </item>
  <item><title>Relative</title><link>/quay</link></item>
  <item><title>By its guid</title><guid>https://news.example/pier</guid></item>
  <item><title>Whole</title><link>https://news.example/whole</link>
    <content:encoded><![CDATA[%s]]></content:encoded></item>
  <item><title>Cut</title><link>https://news.example/cut</link>
    <content:encoded><![CDATA[%s Read more]]></content:encoded></item>
  <item><title>Nothing to go to</title><description>A teaser.</description></item>
  <item><title>Elsewhere</title><link>ftp://news.example/a</link></item>
</channel></rss>
""" % (LONG, LONG)  # noqa: UP031 (the feed has per cents and braces of its own)

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/sub/">
  <title type="html">Coast &amp;amp; Sea</title>
  <entry>
    <id>tag:news.example,2024:1</id><title>One</title><author><name>Ann Lee</name></author>
    <link rel="self" href="https://news.example/api/1"/><link rel="alternate" href="one.html"/>
    <updated>2024-03-05T10:00:00Z</updated><published>2024-03-04T10:00:00+02:00</published>
    <content type="html">{LONG.replace("<", "&lt;")}</content>
  </entry>
</feed>"""

HERE = "https://news.example/feed.xml"


def test_rss() -> None:
    feed = parse_feed(RSS.encode(), where="here", url=HERE)
    assert feed.title == "Harbour & Coast"
    assert feed.entries[0] == FeedEntry(
        "ferry-1", "https://news.example/ferry", "Ferry sails again", "Ann Lee", "2024-03-04T07:30:00Z"
    )
    assert [entry.link for entry in feed.entries] == [
        f"https://news.example/{path}" for path in ("ferry", "quay", "pier", "whole", "cut")
    ]
    assert [entry.content is not None for entry in feed.entries] == [False, False, False, True, False]


def test_atom() -> None:
    (entry,) = parse_feed(ATOM.encode(), where="here", url=HERE).entries
    assert (entry.key, entry.link) == ("tag:news.example,2024:1", "https://news.example/sub/one.html")
    assert (entry.author, entry.date) == ("Ann Lee", "2024-03-04T08:00:00Z")
    assert entry.content is not None


def test_an_entry_without_a_date() -> None:
    entry = "<entry><id>x</id><link href='https://news.example/x'/>%s</entry>"
    for date, found in (("", None), ("<updated>2024-03-05T10:00:00Z</updated>", "2024-03-05T10:00:00Z")):
        data = f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry % date}</feed>".encode()
        assert parse_feed(data, where="here").entries[0].date == found


def test_relative_links_of_a_file_lead_nowhere() -> None:
    entries = parse_feed(RSS.encode(), where="here").entries
    assert "https://news.example/quay" not in [entry.link for entry in entries]


@pytest.mark.parametrize(
    ("data", "is_feed"),
    [
        (RSS.encode(), True),
        (ATOM.encode(), True),
        (b"\xef\xbb\xbf\n " + RSS.encode(), True),
        (RSS.replace("UTF-8", "UTF-16").encode("utf-16"), True),
        (b'<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><rdf:RDF xmlns="x">', True),
        (b"<!DOCTYPE rss PUBLIC 'x'><rss>", True),
        (b"<!doctype html><html><rss>", False),
        (b"<html>", False),
        (b"<rsses>", False),
        (b"Feeds: <rss>", False),
        (b"", False),
        (b"<!--", False),
    ],
)
def test_looks_like_feed(data: bytes, is_feed: bool) -> None:
    assert looks_like_feed(data) == is_feed


@given(
    st.binary()
    | st.lists(st.sampled_from([b"<?", b"?>", b"<!--", b"-->", b"<!", b">", b" ", b"<rss", b"x"])).map(b"".join)
)
def test_looking_never_fails(data: bytes) -> None:
    looks_like_feed(data)


def test_a_feed_made_to_cost_time() -> None:
    began = time.process_time()
    for data in (b"<!---->" * 5000, b"<!-- --><!" * 5000, b"<? " * 5000):
        looks_like_feed(data)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<!doctype html><html><body><p>A page.</body></html>", "no feed (RSS or Atom)"),
        (b"", "no feed"),
        (b"\x00\xff" * 500, "no feed"),
        (b"<urlset><url><loc>https://news.example/</loc></url></urlset>", "no feed"),
    ],
)
def test_no_feed(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_feed(data, where="here")
    assert str(caught.value).startswith(f"here: {said}")


def test_broken_feeds_are_read_as_far_as_they_go() -> None:
    cut = RSS[: RSS.index("<item><title>By its guid")].encode()
    assert len(parse_feed(cut, where="here", url=HERE).entries) == 2
    wild = RSS.replace("Harbour &amp; Coast", "Harbour & Coast &nbsp; \x01 <br>").encode("cp1252")
    assert len(parse_feed(wild, where="here", url=HERE).entries) >= 4
    assert parse_feed(b"<rss version='2.0'><channel><title>New</title></channel></rss>", where="here").entries == ()


def test_entities_that_grow() -> None:
    names = "abcdefghij"
    entities = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]>' + RSS[RSS.index("<rss") :].replace("Whole", "&j;")
    began = time.process_time()
    try:
        feed = parse_feed(bomb.encode(), where="here", url=HERE)
    except InputError:
        return
    assert time.process_time() - began < 5
    assert all(len(entry.title or "") < 2000 for entry in feed.entries)


def test_files_of_this_machine_stay_here() -> None:
    outside = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS[RSS.index("<rss") :].replace(
        "Whole", "&x;"
    )
    try:
        feed = parse_feed(outside.encode(), where="here", url=HERE)
    except InputError:
        return
    assert "root:" not in repr(feed)


def test_the_same_entry_twice() -> None:
    again = '<item><guid isPermaLink="false">ferry-1</guid><link>https://news.example/x</link></item>'
    twice = RSS.replace("</channel>", f"{again}</channel>")
    assert len(parse_feed(twice.encode(), where="here", url=HERE).entries) == 5


@pytest.mark.slow
def test_a_feed_of_ten_thousand_entries() -> None:
    items = "".join(f"<item><title>N{n}</title><link>https://news.example/{n}</link></item>" for n in range(10_000))
    began = time.process_time()
    feed = parse_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), where="here")
    assert len(feed.entries) == 10_000
    assert time.process_time() - began < 60


def test_as_page() -> None:
    page = as_page(FeedEntry("k", "https://news.example/a?x=1&y=2", 'He said "<no>"', content="<p>Text</p>")).decode()
    assert '<link rel="canonical" href="https://news.example/a?x=1&amp;y=2">' in page
    assert "<h1>He said &quot;&lt;no&gt;&quot;</h1><p>Text</p>" in page


@pytest.mark.parametrize("seed", range(100))
def test_feeds_that_were_damaged_on_the_way(seed: int) -> None:
    """No damage is more than one line, or a warning."""
    chance = random.Random(seed)
    data = bytearray((RSS if seed % 2 else ATOM).encode())
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data))
        if chance.random() < 0.5:
            data[at] = chance.randrange(256)
        else:
            del data[at : at + chance.randint(1, 200)]
    try:
        entries = parse_feed(bytes(data), where="here", url=HERE).entries
    except InputError:
        return
    assert all(entry.key and (entry.link or entry.content) for entry in entries)
