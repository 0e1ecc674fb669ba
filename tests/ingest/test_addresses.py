from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.ingest.addresses import article_address, canonical_address, not_public, parse_address, shown


@pytest.mark.parametrize(
    ("given_url", "found"),
    [
        ("HTTP://News.Example", "http://news.example/"),
        ("https://news.example:443/a/b?x=1&y=%20#top", "https://news.example/a/b?x=1&y=%20"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("http://news.example./a", "http://news.example/a"),
        ("  http://news.example/a \n", "http://news.example/a"),
        ("http://news.example/brücke geöffnet", "http://news.example/br%C3%BCcke%20ge%C3%B6ffnet"),
        ("http://news.example/100%", "http://news.example/100%25"),
        ("http://zeitung-köln.example/", "http://xn--zeitung-kln-zfb.example/"),
        ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("http://192.0.2.1/a", "http://192.0.2.1/a"),
    ],
)
def test_parse(given_url: str, found: str) -> None:
    assert str(parse_address(given_url)) == found
    assert str(parse_address(found)) == found


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://news.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("news.example/a", "not a web address"),
        ("http://", "no host"),
        ("http:///a", "no host"),
        ("http://ann@news.example/", "a name and password"),
        ("http://ann:secret@news.example/", "a name and password"),
        ("http://@news.example/", "a name and password"),
        ("http://2130706433/", "an address in disguise"),
        ("http://0x7f000001/", "an address in disguise"),
        ("http://0x7f.1/", "an address in disguise"),
        ("http://0177.0.0.1/", "an address in disguise"),
        ("http://127.1/", "an address in disguise"),
        ("http://127.0.0.1.2.3/", "an address in disguise"),
        ("http://%31%32%37.1/", "an address in disguise"),
        ("http://１２７.1/", "an address in disguise"),
        ("http://news.example:0/", "not a web address"),
        ("http://news.example:99999/", "not a web address"),
        ("http://news_.example-/", "no host"),
        ("http://a..b/", "no host"),
        ("http://news.example\\@evil.example/", "a name and password"),
        ("http://[::1", "not a web address"),
        ("http://[fe80::1%25eth0]/", "address"),
        ("http://news.example/" + "x" * 5000, "not a web address"),
    ],
)
def test_refused(url: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        parse_address(url)
    assert "secret" not in str(caught.value)
    assert len(str(caught.value)) < 500


@given(st.text(), st.text())
def test_anything(host: str, rest: str) -> None:
    for url in (host, f"http://{host}/{rest}", f"http://news.example/{rest}"):
        article_address(url)
        canonical_address(url, "http://news.example/a")
        try:
            found = parse_address(url)
        except InputError:
            continue
        assert str(found).isascii()
        assert not set(str(found)) & set(" \r\n\t")
        assert parse_address(str(found)) == found


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("https://news.example/a", "https://news.example/a?utm_source=x&utm_medium=rss#comments"),
        ("https://news.example/a?id=7", "https://news.example/a?fbclid=1&id=7&gclid=2"),
        ("https://news.example/a?id=7&ref=b", "https://news.example/a?id=7&ref=b&mc_cid=3"),
        ("https://news.example/a?id=7&id=8", "HTTPS://NEWS.EXAMPLE:443/a?id=7&id=8&at_campaign=64"),
    ],
)
def test_the_same_article(one: str, same: str) -> None:
    assert article_address(one) == one
    assert article_address(same) == one


def test_other_articles() -> None:
    urls = ["/a?id=7", "/a?id=8", "/a", "/a/", "/A", "/a?page=2", "/a?ref=utm_source", "/a?q=fbclid"]
    assert len({article_address(f"https://news.example{url}") for url in urls}) == len(urls)
    assert article_address("saved.html") == "saved.html"


@pytest.mark.parametrize(
    ("claimed", "fetched", "found"),
    [
        ("https://www.news.example/a", "https://m.news.example/a?utm_source=x", "https://www.news.example/a"),
        ("/a", "https://news.example/a/amp", "https://news.example/a"),
        (None, "https://news.example/a?utm_source=x", "https://news.example/a"),
        ("https://evil.example/a", "https://news.example/a", "https://news.example/a"),
        ("https://news.example.evil.example/a", "https://news.example/a", "https://news.example/a"),
        ("https://news.example/", "https://news.example/a", "https://news.example/a"),
        ("javascript:x", "https://news.example/a", "https://news.example/a"),
        ("https://news.example/a?utm_source=own", "https://news.example/b", "https://news.example/a"),
    ],
)
def test_canonical(claimed: str | None, fetched: str, found: str) -> None:
    assert canonical_address(claimed, fetched) == found


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.0.3", "loopback"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "private"),
        ("169.254.169.254", "link-local"),
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "private"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.250", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("192.0.2.1", "private"),
        ("198.18.0.1", "private"),
        ("::1", "loopback"),
        ("::", "unspecified"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fc00::1", "private"),
        ("fd12::1", "private"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
        ("ff0e::1", "multicast"),
        ("2001:db8::1", "private"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:0:10.0.0.1", "private"),
        ("::10.0.0.1", "private"),
        ("64:ff9b::192.168.0.1", "private"),
        ("64:ff9b:1::10.0.0.1", "private"),
        ("2002:a00:1::", "private"),
        ("2001:0:a00:1::1", "private"),
        ("news.example", "no internet address"),
    ],
)
def test_not_public(address: str, why: str) -> None:
    found = not_public(address)
    assert found is not None
    assert found == why or {found, why} == {"private", "reserved"}


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public(address: str) -> None:
    assert not_public(address) is None


def test_shown() -> None:
    assert shown("https://ann:p@ss@news.example/a@b") == "https://news.example/a@b"
    assert shown("https://news.example/a@b") == "https://news.example/a@b"
    assert shown("a@b") == "a@b"
