"""How the inputs of one run are to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tracker.ingest.columns import Columns
from tracker.records import FeedEntry, FeedState

MAX_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Network:
    """What may be fetched, and how long and how much is waited for. `delay` is between two pages of one host."""

    offline: bool = False
    allow_private: bool = False
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    delay: float = 1.0
    max_bytes: int = 20_000_000


class FeedMemory(Protocol):
    """What is known of feeds from earlier runs; the store has it."""

    def feed_state(self, feed: str) -> FeedState:
        """What the server said last about the feed's version; empty while an entry of it is still to be read."""

    def note_feed(self, feed: str, state: FeedState, entries: Sequence[FeedEntry]) -> list[FeedEntry]:
        """Note what a feed lists now; gives the entries that are still to be read."""

    def note_feed_entry(self, feed: str, key: str, ref: str) -> None:
        """Note as which article an entry was read. It is done with when that article is stored."""

    def note_feed_failure(self, feed: str, key: str, why: str, *, passing: bool) -> bool:
        """Note that an entry could not be read, `passing` where that may be of the moment; whether it is given up."""


def _unsaid(line: str) -> None:
    """Where nobody listens."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The options of reading. `columns` are those of tables. Without `feeds` every entry of a feed is new. `say` is
    told, a line each, what is worth knowing and no error: which columns were guessed, what of a web archive was passed
    over, how much of a long feed was left for the next time."""

    network: Network = field(default_factory=Network)
    columns: Columns = field(default_factory=Columns)
    feeds: FeedMemory | None = None
    say: Callable[[str], None] = _unsaid
