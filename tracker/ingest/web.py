"""What an address holds → articles: a page, a feed with its entries' pages, plain text, a table, a document."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.errors import InputError, NotNow
from tracker.ingest.addresses import article_address, canonical_address, shown
from tracker.ingest.feeds import MOST_ENTRIES, Feed, as_page, looks_like_feed, parse_feed
from tracker.ingest.pages import article_from_page, looks_like_page
from tracker.ingest.reading import Reading
from tracker.ingest.tables import read_table
from tracker.records import Article, FeedEntry, FeedState

if TYPE_CHECKING:
    from tracker.ingest.network import Document, Fetcher

_PAGES = ("text/html", "application/xhtml+xml")
_TABLES = ("application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/json-lines")


ReadBytes = Callable[[bytes, str, str, "Web"], Iterator[Article | InputError]]


class Web:
    """The network as the readers see it, for one run: what was read of one feed is not fetched again for another.

    `read_other` reads what is neither page nor feed: bytes, their ref, and the name for errors.
    """

    def __init__(self, reading: Reading, read_other: ReadBytes) -> None:
        self.reading = reading
        self._read_other = read_other
        self._fetcher: Fetcher | None = None
        self._read: set[str] = set()  # addresses of entries

    def read_address(self, url: str) -> Iterator[Article | InputError]:
        """The article of an address, or those of the feed that is there."""
        where = shown(url)[:300]
        memory = self.reading.feeds
        known = FeedState() if memory is None else memory.feed_state(article_address(url))
        document = self._fetch(url, known if known != FeedState() else None)
        if document.unchanged:
            return
        if looks_like_feed(document.data):
            feed = parse_feed(document.data, where=where, url=document.url, content_type=document.content_type)
            yield from self._read_entries(feed, article_address(url), where, document.state)
        else:
            yield from self._read_document(document, where)

    def read_feed(self, data: bytes, *, ref: str, where: str) -> Iterator[Article | InputError]:
        """The articles of a feed that is a file."""
        yield from self._read_entries(parse_feed(data, where=where), ref, where, FeedState())

    def _fetch(self, url: str, state: FeedState | None = None) -> Document:
        if self._fetcher is None:
            from tracker.ingest.network import Fetcher  # an import of its own time: only where there is an address

            self._fetcher = Fetcher(self.reading.network)
        return self._fetcher.fetch(url, state=state)

    def _read_entries(self, feed: Feed, ref: str, where: str, state: FeedState) -> Iterator[Article | InputError]:
        memory, entries = self.reading.feeds, list(feed.entries)
        if memory is not None:
            entries = memory.note_feed(ref, state, entries)
        if len(entries) > MOST_ENTRIES:
            self.reading.say(
                f"{where}: {MOST_ENTRIES:,} of {len(entries):,} new entries are read now; "
                "the same command again reads on"
            )
        for entry in entries[:MOST_ENTRIES]:
            if entry.link is not None and entry.link in self._read:
                continue
            try:
                article = self._entry_article(entry, feed, ref)
            except InputError as error:
                yield self._not_read(error, entry, ref)
                continue
            except (OSError, EOFError, ValueError) as error:  # as for files: one entry never stops the others
                broken = InputError(f"cannot be read: {error}", where=entry.link or where)
                yield self._not_read(broken, entry, ref)
                continue
            if memory is not None:
                memory.note_feed_entry(ref, entry.key, article.ref)
            self._read |= {article.ref} if entry.link is None else {article.ref, entry.link}
            yield article

    def _entry_article(self, entry: FeedEntry, feed: Feed, ref: str) -> Article:
        """The article of one entry: of the feed's own content where that is whole, else of the entry's page."""
        where = entry.link or f"{ref}: {entry.key[:200]}"
        if entry.content is not None:
            named = entry.link or f"{ref}#{entry.key}"
            article = article_from_page(as_page(entry), ref=named, where=where, url=entry.link)
            article = replace(article, ref=named, url=entry.link)
        else:
            assert entry.link is not None
            document = self._fetch(entry.link)
            if looks_like_feed(document.data):
                raise InputError("the entry of a feed leads to a feed", where=where, todo="add that one by itself")
            found = next(self._read_document(document, where), None)
            if not isinstance(found, Article):
                raise found or InputError("nothing to read there", where=where)
            article = found
        return replace(
            article,
            title=article.title or entry.title,
            author=article.author or entry.author,
            date=article.date or entry.date,
            outlet=article.outlet or feed.title,
        )

    def _not_read(self, error: InputError, entry: FeedEntry, ref: str) -> InputError:
        """The error of an entry, noted."""
        memory = self.reading.feeds
        if memory is None or self.reading.network.offline:  # what nobody tried has not failed
            return error
        if not memory.note_feed_failure(ref, entry.key, error.what, passing=isinstance(error, NotNow)):
            return error
        return InputError(error.what, where=error.where, todo="given up: add the address itself to try again")

    def _read_document(self, document: Document, where: str) -> Iterator[Article | InputError]:
        """The articles of what was fetched, by its content type and, where that says little, by how it begins."""
        data, kind = document.data, document.content_type
        ref = canonical_address(None, document.url)
        if kind in _PAGES or (kind != "text/plain" and looks_like_page(data)):
            article = article_from_page(data, ref=ref, where=where, url=document.url, charset=document.charset)
            ref = canonical_address(article.url, document.url)
            yield replace(article, ref=ref, url=ref)
        elif kind in _TABLES:
            yield from read_table(io.BytesIO(data), ref=ref, where=where, reading=self.reading)
        elif kind.startswith(("image/", "video/", "audio/", "font/")):
            raise InputError(f"this is {kind[:40]}, no text", where=where, todo="give the address of an article")
        else:
            for item in self._read_other(_as_utf8(document), ref, where, self):
                yield replace(item, url=item.url or ref) if isinstance(item, Article) else item


def _as_utf8(document: Document) -> bytes:
    """The data as UTF-8, where the server's ``charset`` is another one and fits; else as they came.

    What is UTF-8 is hardly ever so by chance, whatever the server says. A charset that does not fit is left to those
    who guess.
    """
    data, charset = document.data, document.charset
    if charset is None or charset.replace("-", "").replace("_", "") in ("utf8", "usascii", "ascii"):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return data
    # As browsers do: what is called Latin-1 is Windows-1252 in truth.
    name = "windows-1252" if charset in ("iso-8859-1", "latin1", "latin-1") else charset
    try:
        return data.decode(name).encode("utf-8")
    except (LookupError, UnicodeError, ValueError):
        return data
