"""RSS and Atom: what a feed lists, by feedparser."""

from __future__ import annotations

import hashlib
import io
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from tracker.errors import InputError
from tracker.ingest.addresses import article_address, is_web_address, parse_address, shown
from tracker.ingest.mending import storable
from tracker.records import FeedEntry

FEED_SUFFIXES = (".rss", ".atom")
MOST_ENTRIES = 500
"""So many new entries of a feed are read in one run; the rest wait for the next."""

_HEAD = 4096
_ROOT = re.compile(rb"<(rss|feed|rdf:rdf|atom:feed|channel)[\s>]", re.IGNORECASE)
_PROLOGUE = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">"))  # what may stand before the root
_TAG = re.compile(r"<[^<>]{0,2000}>")
_WHOLE = 1_200  # characters of text: what is shorter may be a teaser, and its page is fetched
_CUT = re.compile(
    r"(…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading|read on|full story|more»|weiterlesen|lire la suite)"
    r"[\s.»→>\]]*$",
    re.IGNORECASE,
)
_LONGEST_KEY = 1_000


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read: the newest entries first, as feeds have them."""

    title: str | None
    entries: tuple[FeedEntry, ...]


def looks_like_feed(data: bytes) -> bool:
    """Whether these bytes begin as RSS or Atom do."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    rest = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while closing := next((closing for opening, closing in _PROLOGUE if rest.startswith(opening)), None):
        _, found, rest = rest.partition(closing)
        if not found:
            return False
        rest = rest.lstrip()
    return _ROOT.match(rest) is not None


def parse_feed(data: bytes, *, where: str, url: str | None = None, content_type: str = "") -> Feed:
    """The entries of a feed, or `InputError`. `url` is where it was fetched, by which relative links are made whole.

    What is broken is read as far as it goes.
    """
    import feedparser

    headers = {"content-type": content_type or "application/xml"}
    if url is not None:
        headers["content-location"] = url
    try:
        # Bytes in a stream: of a string, feedparser might think that it is an address. Nothing is shown in a browser,
        # so that nothing need be taken out of the HTML.
        found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except Exception as error:  # noqa: BLE001 (somebody else's parser, and the data are hostile)
        raise InputError(f"no feed that can be read: {type(error).__name__}", where=where, todo="check it") from None
    if not found.entries and not found.get("version"):
        said = "a broken feed" if looks_like_feed(data) else "no feed (RSS or Atom)"
        raise InputError(said, where=where, todo="open it in a browser to see what is there")
    entries: dict[str, FeedEntry] = {}
    for one in found.entries:
        entry = _entry(one, url)
        if entry is not None:
            entries.setdefault(entry.key, entry)
    return Feed(_plain(found.feed.get("title")), tuple(entries.values()))


def _entry(entry: Mapping[str, Any], url: str | None) -> FeedEntry | None:
    """One entry; None where it has neither an address nor a content."""
    title, content = _plain(entry.get("title")), _whole_content(entry)
    link = _link(entry, url)
    if link is None and content is None:
        return None
    guid = entry.get("id")
    key = guid if isinstance(guid, str) and guid.strip() else link
    if key is None or len(key) > _LONGEST_KEY:
        key = hashlib.sha256(f"{key}\n{title}\n{content}".encode("utf-8", "replace")).hexdigest()
    return FeedEntry(storable(key.strip()), link, title, _plain(entry.get("author")), _date(entry), content)


def _link(entry: Mapping[str, Any], url: str | None) -> str | None:
    """The address of the entry's page; else its guid, where that is one."""
    for key in ("feedburner_origlink", "link", "id"):
        given = entry.get(key)
        if not isinstance(given, str) or not given.strip():
            continue
        try:
            if is_web_address(given):
                return article_address(str(parse_address(given)))
            if key == "link" and url is not None:
                return article_address(str(parse_address(given, base=parse_address(url))))
        except InputError:
            continue
    return None


def _whole_content(entry: Mapping[str, Any]) -> str | None:
    """The article, where the feed has all of it: a content of its own, as long as an article and not cut off.

    A ``description`` or ``summary`` is never taken for it: those are teasers by what they are.
    """
    contents: Iterable[Mapping[str, Any]] = entry.get("content") or ()
    texts = [str(one.get("value") or "") for one in contents]
    longest = max(texts, key=len, default="")
    text = " ".join(unescape(_TAG.sub(" ", longest)).split())
    if len(text) < _WHOLE or _CUT.search(text[-60:]):
        return None
    return storable(longest)


def _date(entry: Mapping[str, Any]) -> str | None:
    """When it was published, as ISO 8601 in UTC; feedparser gives no zone."""
    for key in ("published_parsed", "created_parsed", "updated_parsed"):
        moment = entry[key] if key in entry else None  # noqa: SIM401 (feedparser's `get` warns of what it maps)
        if isinstance(moment, time.struct_time) and 1900 <= moment.tm_year <= 9999:
            return time.strftime("%Y-%m-%dT%H:%M:%SZ", moment)
    return None


def _plain(value: object) -> str | None:
    """A title or name without markup, on one line."""
    if not isinstance(value, str):
        return None
    text = unescape(_TAG.sub("", value))
    return storable(" ".join(text.split()))[:1_000] or None


def as_page(entry: FeedEntry) -> bytes:
    """The content of an entry as a web page, for the reader of pages."""
    from html import escape

    title = escape(entry.title or "")
    link = "" if entry.link is None else f'<link rel="canonical" href="{escape(shown(entry.link))}">'
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{link}</head>'
        f"<body><article><h1>{title}</h1>{entry.content or ''}</article></body></html>"
    )
    return page.encode("utf-8", "replace")
