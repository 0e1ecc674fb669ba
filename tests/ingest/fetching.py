"""What the tests of fetching share: little patience, and the one line of what goes wrong."""

from __future__ import annotations

import pytest

from tests.ingest.misbehaving import Server
from tracker.errors import InputError
from tracker.ingest.network import Fetcher
from tracker.ingest.reading import Network

QUICK = Network(allow_private=True, connect_seconds=2, read_seconds=1, total_seconds=1.5, delay=0, max_bytes=1_000_000)


def fails(server: Server, path: str = "/a", fetcher: Fetcher | None = None) -> str:
    """The one line of what goes wrong, without the address."""
    url = server.url(path)
    with pytest.raises(InputError) as caught:
        (fetcher or Fetcher(QUICK)).fetch(url)
    said = str(caught.value)
    assert said.startswith(f"{url}: ")
    assert "\n" not in said
    assert len(said) < 500
    return said.removeprefix(f"{url}: ")
