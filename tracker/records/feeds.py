"""Feeds: what they list, and what is kept of them from one run to the next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedState:
    """The ``ETag`` and ``Last-Modified`` of a feed, as the server gave them, to be given back to it."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed. `key` tells it from the others of the feed: its guid, else its link, else a hash.

    `link` is the address under which its article is kept. `content` is HTML: the whole article, where the feed has it.
    """

    key: str
    link: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    content: str | None = None
