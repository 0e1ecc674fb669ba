"""What tests of several formats are given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.report.hostile_samples import fill_hostile
from tracker.store import Store


@pytest.fixture
def hostile() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        fill_hostile(store)
        yield store
