"""Runs batches through a backend in the background, several at a time.

One window on one processor, the next window on the next: a fifth more articles a second than all processors on the
same window (two cores), and the caller works on while the model does.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from tracker.models.backend import Backend, Batch, Floats


class Runner:
    """A backend and its worker threads. Results depend on the batch alone, never on what runs beside it."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._workers = ThreadPoolExecutor(backend.workers, thread_name_prefix="tracker-model")

    def submit(self, batch: Batch) -> Future[Floats]:
        """The logits to be: `result()` waits for them, and raises what the backend raised."""
        return self._workers.submit(self._backend.logits, batch)

    def run(self, batch: Batch) -> Floats:
        """The logits, computed in the caller's own thread: past whatever waits for the workers."""
        return self._backend.logits(batch)

    def submit_all(self, batches: Sequence[Batch]) -> Future[list[Floats]]:
        """The same for several small batches, one after the other in one go: handing over each costs time."""
        return self._workers.submit(lambda: [self._backend.logits(batch) for batch in batches])
