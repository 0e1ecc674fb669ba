"""Web pages that a browser saved as one file, pictures and all: MHTML (Chrome, Edge, Opera) and Safari's web archives.

Only the page itself is read, by the reader of all web pages; not its pictures, nor what it shows in frames. Firefox and
SingleFile save plain HTML, which needs nothing of this.
"""

from __future__ import annotations

import plistlib
from dataclasses import replace
from email.message import EmailMessage

from tracker.errors import InputError
from tracker.ingest.addresses import is_web_address
from tracker.ingest.mail import date_of, header_of, parse_message
from tracker.ingest.mending import storable
from tracker.ingest.pages import article_from_page
from tracker.records import Article

MAX_SAVED = 100_000_000
"""Bytes of a saved page, its pictures among them."""

_PAGES = ("text/html", "application/xhtml+xml")
_SAVE = "save the page once more, as HTML"


def article_from_mhtml(data: bytes, *, ref: str, where: str) -> Article:
    """The article of a page saved as MHTML, with the address it was saved from; `InputError` where there is none."""
    message = parse_message(data)
    page = _page(message)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise InputError("no page in this MHTML file", where=where, todo=_SAVE)
    found = (header_of(message, "snapshot-content-location"), header_of(page, "content-location"))
    charset = page.get_param("charset")
    article = _article(content, ref, where, found, charset if isinstance(charset, str) else None)
    saved = (date_of(message) or "")[:10]
    if article.date is not None or not saved:
        return article
    return replace(article, date=saved, mended=(*article.mended, "date: the day on which the page was saved"))


def article_from_webarchive(data: bytes, *, ref: str, where: str) -> Article:
    """The article of a page that Safari saved; `InputError` where there is none."""
    try:
        main = plistlib.loads(data, fmt=plistlib.FMT_BINARY)["WebMainResource"]
        content, url = main["WebResourceData"], main.get("WebResourceURL")
        kind, charset = main.get("WebResourceMIMEType", _PAGES[0]), main.get("WebResourceTextEncodingName")
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError) as error:
        raise InputError("a damaged web archive of Safari", where=where, todo=_SAVE) from error
    if not isinstance(content, bytes) or kind not in _PAGES:
        raise InputError("no page in this web archive of Safari", where=where, todo=_SAVE)
    return _article(content, ref, where, (url,), charset if isinstance(charset, str) else None)


def _article(content: bytes, ref: str, where: str, urls: tuple[object, ...], charset: str | None) -> Article:
    url = next((storable(url) for url in urls if isinstance(url, str) and is_web_address(url)), None)
    return article_from_page(content, ref=ref, where=where, url=url, charset=charset)


def _page(message: EmailMessage) -> EmailMessage | None:
    """The part that is the page: the one that the file calls so, else the first that is HTML."""
    pages = [part for part in message.walk() if not part.is_multipart() and part.get_content_type() in _PAGES]
    start = message.get_param("start")
    named = [part for part in pages if start and header_of(part, "content-id") == start]
    found = next(iter(named or pages), None)
    return found if isinstance(found, EmailMessage) else None
