"""robots.txt: what a site asks programs not to fetch (RFC 9309), read once a run for each site."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.errors import InputError, NotNow
from tracker.ingest.addresses import WebAddress
from tracker.ingest.connections import Forbidden, Unreachable

if TYPE_CHECKING:
    from protego import Protego

_MOST = 512_000  # bytes; RFC 9309 wants 500 KiB to be read at least
_LONGEST_LINE = 2_000
_LONGEST_DELAY = 30.0  # seconds between two pages, whatever robots.txt asks for

Ask = Callable[[WebAddress], tuple[int, bytes]]


class Robots:
    """The rules of the sites of one run. `ask` fetches a robots.txt: its status and content."""

    def __init__(self, name: str, ask: Ask) -> None:
        self._name, self._ask = name, ask
        self._rules: dict[str, Protego | InputError] = {}

    def check(self, address: WebAddress, where: str) -> float:
        """The seconds the site wants between two pages; `InputError` where it wants this one not to be fetched.

        A site without a robots.txt (4xx) forbids nothing. One whose robots.txt cannot be had (5xx, no answer) forbids
        everything: nobody knows what it says.
        """
        rules = self._rules.get(address.origin)
        if rules is None:
            rules = self._rules[address.origin] = self._read(address)
        if isinstance(rules, InputError):
            raise type(rules)(rules.what, where=where, todo=rules.todo)
        if not rules.can_fetch(str(address), self._name):
            todo = "save it in a browser and add the file"
            raise InputError("the site's robots.txt asks programs not to fetch it", where=where, todo=todo)
        return min(max(rules.crawl_delay(self._name) or 0.0, 0.0), _LONGEST_DELAY)

    def _read(self, address: WebAddress) -> Protego | InputError:
        from protego import Protego

        place = WebAddress(address.scheme, address.host, address.port, "/robots.txt")
        try:
            status, data = self._ask(place)
        except (Unreachable, Forbidden) as error:  # it would be the same with every page
            return error
        except InputError as error:
            return NotNow(f"robots.txt cannot be read: {error.what}", todo=error.todo)
        if status >= 500 or status == 429:
            return NotNow(f"robots.txt cannot be read: the server failed ({status})", todo="try again later")
        text = data[:_MOST].decode("utf-8", "replace").removeprefix("\ufeff") if status == 200 else ""
        logging.getLogger("protego").setLevel(logging.ERROR)
        return Protego.parse("\n".join(line for line in text.splitlines() if len(line) <= _LONGEST_LINE))
