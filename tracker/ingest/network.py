"""Fetching what an address holds, politely and safely: the one place from which anything is asked of the network.

Only http and https; every limit of `Network` holds; each redirect is an address of its own, checked like the first;
what robots.txt forbids is not fetched; two pages of one host are a moment apart.
"""

from __future__ import annotations

import gzip
import re
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, BinaryIO, cast

from tracker.errors import InputError, NotNow
from tracker.ingest.addresses import WebAddress, not_public, parse_address, shown
from tracker.ingest.connections import (
    Refuse,
    Resolve,
    Unreachable,
    Watch,
    checked_addresses,
    offline,
    open_connection,
    resolve,
)
from tracker.ingest.reading import MAX_REDIRECTS, Network
from tracker.ingest.robots import Robots
from tracker.records import FeedState

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import BaseHTTPResponse

NAME = "tracker"
"""By this name robots.txt speaks to us."""

_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
)
_REDIRECTS = (301, 302, 303, 307, 308)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_CHUNK = 65_536
_LONGEST_WAIT = 86_400.0
_SILENT_MOST = 3  # a host that did not answer so often in a row is left alone for the rest of the run
_BY_HAND = "save it in a browser and add the file"
_LATER = "try again later"
_STATUS: Mapping[int, tuple[str, str]] = {
    401: ("the site wants a login (401)", _BY_HAND),
    402: ("the site wants to be paid (402)", _BY_HAND),
    403: ("the site does not let us read it (403)", _BY_HAND),
    404: ("no such page (404)", "check the address"),
    410: ("the page was taken down (410)", "look for it in a web archive"),
    451: ("the page is withheld for legal reasons (451)", "look for it in a web archive"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """What an address held. `url` is where it was found in the end; `content_type` is lower case, empty where the
    server gave none. `unchanged`: the server says that it is still as `state` knew it, and sent no data."""

    data: bytes
    url: str
    content_type: str = ""
    charset: str | None = None
    state: FeedState = field(default_factory=FeedState)
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    data: bytes = b""


class Fetcher:
    """Fetches the addresses of one run, and remembers for its time robots.txt and which hosts asked to wait.

    `look_up` finds the addresses of a host, `refuse` says why one must not be connected to.
    """

    def __init__(self, options: Network, *, look_up: Resolve = resolve, refuse: Refuse = not_public) -> None:
        self._options = options
        self._look_up = look_up
        self._refuse = None if options.allow_private else refuse
        self._robots = Robots(NAME, self._robots_text)
        self._next: dict[str, float] = {}  # when a host may be asked again
        self._silent: dict[str, int] = {}  # how often in a row a host did not answer
        self._resting: dict[str, float] = {}  # until when a host asked to be left alone

    def fetch(self, url: str, *, state: FeedState | None = None) -> Document:
        """What the address holds. `state` makes the request conditional. `InputError` says in one line why not."""
        where = shown(url)[:300]
        if self._options.offline:
            raise offline(where)
        address = parse_address(url)
        headers = _conditions(state)
        answer, address = self._follow(address, headers, where, self._admit)
        if answer.status == HTTPStatus.NOT_MODIFIED and state is not None:
            return Document(b"", str(address), state=state, unchanged=True)
        if answer.status != HTTPStatus.OK:
            raise self._refused(answer, address, where)
        kind = answer.headers.get("content-type", "")
        charset = _CHARSET.search(kind)
        return Document(
            answer.data,
            str(address),
            kind.partition(";")[0].strip().lower()[:100],
            None if charset is None else charset[1].lower(),
            FeedState(answer.headers.get("etag"), answer.headers.get("last-modified")),
        )

    def _follow(
        self, address: WebAddress, headers: Mapping[str, str], where: str, admit: Callable[[WebAddress, str], None]
    ) -> tuple[_Answer, WebAddress]:
        """Ask, and follow where that leads; all of it in the time of one."""
        left = self._options.total_seconds
        for _ in range(MAX_REDIRECTS + 1):
            admit(address, where)
            begun = time.monotonic()
            try:
                answer = self._ask(address, headers, left, where)
            except Unreachable:
                self._silent[address.origin] = self._silent.get(address.origin, 0) + 1
                raise
            left -= time.monotonic() - begun
            self._silent.pop(address.origin, None)
            if answer.status not in _REDIRECTS or not answer.headers.get("location"):
                return answer, address
            try:
                # Header bytes come as Latin-1; servers write UTF-8 there.
                location = answer.headers["location"].encode("latin-1", "replace").decode("utf-8", "replace")
                address = parse_address(location, base=address)
            except InputError as error:
                said = f"it leads on to {error.where}, and that is {error.what}"
                raise InputError(said, where=where, todo="give the address of the article itself") from None
        raise InputError(
            f"more than {MAX_REDIRECTS} redirects", where=where, todo="give the address they should lead to"
        )

    def _admit(self, address: WebAddress, where: str) -> None:
        """What good manners ask before a page: a host that wants rest has it, robots.txt is read, a moment passes."""
        until = self._resting.get(address.origin, 0.0) - time.monotonic()
        if until > 0:
            raise NotNow(f"the site asked to wait {_seconds(until)} more", where=where, todo=_LATER)
        if self._silent.get(address.origin, 0) >= _SILENT_MOST:
            said = f"not fetched: {address.host} did not answer {_SILENT_MOST} times"
            raise NotNow(said, where=where, todo=_LATER)
        delay = max(self._options.delay, self._robots.check(address, where))
        pause = self._next.get(address.origin, 0.0) - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        self._next[address.origin] = time.monotonic() + delay

    def _robots_text(self, address: WebAddress) -> tuple[int, bytes]:
        """The status and the content of a robots.txt. Redirects are followed without asking the next host's own."""
        answer, _ = self._follow(address, {}, str(address), lambda _address, _where: None)
        return answer.status, answer.data

    def _ask(self, address: WebAddress, headers: Mapping[str, str], seconds: float, where: str) -> _Answer:
        """One request, one answer."""
        options = self._options
        connect = min(options.connect_seconds, max(seconds, 0.001))
        machines = checked_addresses(address, connect, look_up=self._look_up, refuse=self._refuse, where=where)
        with Watch(seconds) as watch:
            connection = open_connection(
                address, machines, watch, connect_seconds=connect, read_seconds=options.read_seconds
            )
            try:
                answer = _exchange(connection, address, {**_headers(), **headers}, options.max_bytes, where)
            except InputError:
                raise
            except _broken_errors() as error:
                raise _broken(error, address, where, watch) from None
            finally:
                connection.close()
            if watch.expired:  # cut off, which may look like the end of a body
                raise _too_slow(address, where)
        return answer

    def _refused(self, answer: _Answer, address: WebAddress, where: str) -> InputError:
        """The one line for an answer that is no page."""
        status = answer.status
        wait = _retry_after(answer.headers.get("retry-after"))
        if status == HTTPStatus.TOO_MANY_REQUESTS or (status == HTTPStatus.SERVICE_UNAVAILABLE and wait):
            wait = wait or 60.0
            self._resting[address.origin] = time.monotonic() + wait
            return NotNow(f"the site asks to wait {_seconds(wait)} ({status})", where=where, todo=_LATER)
        if status in _STATUS:
            what, todo = _STATUS[status]
            return InputError(what, where=where, todo=todo)
        if status >= 500:
            return NotNow(f"the server failed ({status})", where=where, todo=_LATER)
        return InputError(f"the server answered {status}, which is no page", where=where, todo="check the address")


def user_agent() -> str:
    """The one name under which everything is asked for: ``tracker/0.1.0 (reads news articles)``."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("tracker")
    except PackageNotFoundError:  # run from a folder that was never installed
        number = "0"
    return f"{NAME}/{number} (reads news articles for fact-checkers)"


def _headers() -> dict[str, str]:
    # No br and no zstd: gzip is enough, and the standard library unpacks it piece by piece.
    return {"User-Agent": user_agent(), "Accept": _ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}


def _conditions(state: FeedState | None) -> dict[str, str]:
    """The headers of a conditional request; what cannot stand in a header is left out."""
    if state is None:
        return {}
    pairs = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {key: value for key, value in pairs.items() if value and value.isprintable() and value.isascii()}


def _exchange(
    connection: HTTPConnection, address: WebAddress, headers: dict[str, str], most: int, where: str
) -> _Answer:
    """The question and its answer; the body is read only of what was found."""
    connection.request("GET", address.target, headers=headers, preload_content=False, decode_content=False)
    response = connection.getresponse()
    try:
        answer = _Answer(response.status, {key.lower(): value for key, value in response.headers.items()})
        return answer if answer.status != HTTPStatus.OK else replace(answer, data=_body(response, answer, most, where))
    finally:
        response.close()


def _body(response: BaseHTTPResponse, answer: _Answer, most: int, where: str) -> bytes:
    """The body, unpacked, no more of it in memory than `most`."""
    packing = answer.headers.get("content-encoding", "").strip().lower()
    if packing in ("gzip", "x-gzip"):
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=cast(BinaryIO, response)))
    elif packing in ("", "identity"):
        stream = cast(BinaryIO, response)
    else:
        raise InputError(f"packed with {packing[:20]}, which we did not ask for", where=where, todo=_BY_HAND)
    data = bytearray()
    while chunk := stream.read(_CHUNK):
        data += chunk
        if len(data) > most:
            raise InputError(f"more than {most / 1_000_000:,.0f} MB", where=where, todo="too long for one article")
    return bytes(data)


def _too_slow(address: WebAddress, where: str) -> InputError:
    return Unreachable(f"{address.host} takes too long to answer", where=where, todo=_LATER)


def _broken_errors() -> tuple[type[Exception], ...]:
    """What the network and the packing may raise; a `ValueError` is what http.client says of some broken headers."""
    import http.client

    from urllib3.exceptions import HTTPError

    return (HTTPError, http.client.HTTPException, OSError, EOFError, zlib.error, ValueError)


def _broken(error: Exception, address: WebAddress, where: str, watch: Watch) -> InputError:
    """The one line for what went wrong on the way."""
    import http.client
    import ssl

    from urllib3.exceptions import HTTPError, IncompleteRead, ProtocolError, SSLError
    from urllib3.exceptions import TimeoutError as Urllib3Timeout

    if watch.expired or isinstance(error, TimeoutError | Urllib3Timeout):
        return _too_slow(address, where)
    if isinstance(error, ssl.SSLError | SSLError):
        reason = getattr(error, "verify_message", None) or getattr(error, "reason", None) or str(error)
        said = f"no secure connection to {address.host}: {reason}"
        return InputError(said, where=where, todo="check the address; the certificate is not to be trusted")
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return NotNow(f"damaged gzip data: {error}", where=where, todo=_LATER)
    if isinstance(error, IncompleteRead) or "IncompleteRead" in str(error):
        return NotNow("the answer breaks off in the middle", where=where, todo=_LATER)
    if isinstance(error, ConnectionRefusedError):
        return Unreachable(f"{address.host} refuses the connection", where=where, todo="check the address")
    if isinstance(error, http.client.HTTPException | ProtocolError):
        return InputError(f"{address.host} answers with what is no HTTP: {error}", where=where, todo=_BY_HAND)
    reason = getattr(error, "strerror", None) or (str(error) if isinstance(error, OSError | HTTPError) else repr(error))
    return Unreachable(f"no connection to {address.host}: {reason}", where=where, todo=_LATER)


def _retry_after(value: str | None) -> float | None:
    """The seconds of a Retry-After, which gives them or a date; None where it gives neither."""
    if not value:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return min(float(value.strip()[:9]), _LONGEST_WAIT)
    from email.utils import parsedate_to_datetime

    try:
        return min(max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0), _LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return None


def _seconds(seconds: float) -> str:
    """``90 seconds``, ``3 hours``."""
    for size, noun in ((3600, "hour"), (60, "minute")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {noun}s"
    return f"{seconds:.0f} seconds"
