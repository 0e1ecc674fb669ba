"""One connection: to an address that was looked up once and checked, with the right name for the server and its
certificate, and cut off when its time is up."""

from __future__ import annotations

import os
import queue
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tracker.errors import InputError, NotNow
from tracker.ingest.addresses import WebAddress

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection

Resolve = Callable[[str, int], Sequence[str]]
Refuse = Callable[[str], str | None]

_TRIED = 3  # addresses of a host, one after the other


class Unreachable(NotNow):
    """A host to which there is no way now: no address, nobody there, no answer in time."""


class Forbidden(InputError):
    """A host that must not be connected to."""


class Watch:
    """Cuts a connection off after so many seconds, whatever it is doing: a server that sends a byte now and then never
    runs into the time limit of a single read."""

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._lock = threading.Lock()
        self._guarded: socket.socket | None = None
        self._timer = threading.Timer(max(seconds, 0.001), self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._let_go()

    def guard(self, sock: socket.socket) -> None:
        """Watch this connection. It is watched through a second handle, as TLS takes the first one over."""
        with self._lock:
            self._let_go()
            self._guarded = sock.dup()
            if self.expired:
                self._shut()

    def _cut(self) -> None:
        with self._lock:
            self.expired = True
            self._shut()

    def _shut(self) -> None:
        if self._guarded is not None:
            with suppress(OSError):
                self._guarded.shutdown(socket.SHUT_RDWR)

    def _let_go(self) -> None:
        if self._guarded is not None:
            self._guarded.close()
            self._guarded = None


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system's resolver gives them. `OSError` where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def checked_addresses(
    address: WebAddress, seconds: float, *, look_up: Resolve, refuse: Refuse | None, where: str
) -> list[str]:
    """The addresses of the host that may be connected to: what `refuse` gives a reason against is left out, and where
    nothing is left, `InputError`."""
    found = _look_up(address, seconds, look_up, where)
    reasons = {one: None if refuse is None else refuse(one) for one in found}
    allowed = [one for one in found if reasons[one] is None]
    if not allowed:
        reason = next(reason for reason in reasons.values() if reason)
        article = "an" if reason[0] in "aeiou" else "a"
        raise Forbidden(
            f"{address.host} is {article} {reason} address ({found[0]})" if reason != "no internet address" else reason,
            where=where,
            todo="--allow-private reads from your own network, where you trust the address",
        )
    return allowed[:_TRIED]


def _look_up(address: WebAddress, seconds: float, look_up: Resolve, where: str) -> list[str]:
    """In a thread of its own, as a resolver may take minutes and cannot be told to hurry."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(list(look_up(address.host, address.port)))
        except (OSError, UnicodeError) as error:
            answers.put(error)
        except BaseException as error:  # not ours to judge: raised where it was asked for
            answers.put(RuntimeError(repr(error)))
            raise

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        found = TimeoutError()
    if isinstance(found, RuntimeError):
        raise found
    if isinstance(found, Exception) or not found:
        todo = "check the address and whether you are online"
        raise Unreachable(f"no address is found for {address.host}", where=where, todo=todo)
    return found


def open_connection(
    address: WebAddress, machines: Sequence[str], watch: Watch, *, connect_seconds: float, read_seconds: float
) -> HTTPConnection:
    """A connection that will go to the first of `machines` that answers. Proxies of the environment are not used:
    through one, nobody could tell where a connection ends."""
    import certifi
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.util import Timeout

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _dial(machines, address.port, watch, connect_seconds, read_seconds)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _dial(machines, address.port, watch, connect_seconds, read_seconds)

    timeout = Timeout.resolve_default_timeout(read_seconds)
    if address.scheme == "http":
        return Plain(address.host, address.port, timeout=timeout)
    trusted = os.environ.get("SSL_CERT_FILE") or certifi.where()
    return Secure(address.host, address.port, timeout=timeout, ca_certs=trusted, cert_reqs="CERT_REQUIRED")


def _dial(
    machines: Sequence[str], port: int, watch: Watch, connect_seconds: float, read_seconds: float
) -> socket.socket:
    failed: OSError = ConnectionRefusedError()
    for machine in machines:
        if watch.expired:
            raise TimeoutError
        try:
            sock = socket.create_connection((machine, port), connect_seconds)
        except OSError as error:
            failed = error
            continue
        sock.settimeout(read_seconds)
        watch.guard(sock)
        return sock
    raise failed


def offline(where: str) -> NotNow:
    """The one line of every address while the network is off."""
    todo = "leave out --offline (or offline in tracker.toml, TRACKER_OFFLINE) to fetch it"
    return NotNow("not fetched: the network is off", where=where, todo=todo)
