"""A server on loopback for the tests of fetching."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ingest.misbehaving import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that does what it is told."""
    with serving() as running:
        yield running
