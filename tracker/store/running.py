"""What the store knows of the commands that wrote to it; `Store` has it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tracker.period import SkippedInput
from tracker.records import Bookmark, CutShort, RunCounts, StoredRun
from tracker.store.connection import readable_errors, writing
from tracker.store.people import People


class Running(People):
    """Runs: begun, noted as they go, ended; and listed. `QueryError` where there is none of an id."""

    def begin_run(
        self,
        command: str,
        model: str | None = None,
        *,
        inputs: Sequence[str] = (),
        options: str | None = None,
        continues: int | None = None,
    ) -> int:
        """Note that a command begins to write; gives the run's id. A run cut short has no `finished_at`.

        Of `inputs` the secrets of addresses are left out. With `continues` (of `cut_short`) the bookmarks of that run
        are this one's, too.
        """
        from tracker.store.runs import begin_run

        with readable_errors(self._name), writing(self._conn):
            return begin_run(self._conn, command, model, inputs, options, continues)

    def cut_short(self, command: str, inputs: Sequence[str], options: str | None = None) -> CutShort | None:
        """The last run of this very command (the same inputs, the same options), where it did not come to its end."""
        from tracker.store.runs import find_cut_short

        with readable_errors(self._name):
            return find_cut_short(self._conn, command, inputs, options)

    def note_skipped(self, run_id: int, skipped: SkippedInput) -> None:
        """Note at once that a run could not read an input: the first 10,000 by name, and all are counted."""
        from tracker.store.runs import note_skipped

        with readable_errors(self._name), writing(self._conn), self._beside_speakers():
            note_skipped(self._conn, run_id, skipped)

    def note_models(self, run_id: int, models: Sequence[str]) -> None:
        """Note which models (name@version) a run loaded, that which finds attributions first."""
        from tracker.store.runs import note_models

        with readable_errors(self._name), writing(self._conn):
            note_models(self._conn, run_id, models)

    def note_progress(self, run_id: int, counts: RunCounts, bookmarks: Sequence[Bookmark] = ()) -> None:
        """Add to what a run did, and note how far it has come; `together` with what is behind the bookmarks."""
        from tracker.store.runs import note_progress

        with readable_errors(self._name), writing(self._conn), self._beside_speakers():
            note_progress(self._conn, run_id, counts, bookmarks)

    @contextmanager
    def _beside_speakers(self) -> Iterator[None]:
        """Within, nothing is written that tells of speakers: what is kept of them while articles are added holds."""
        is_fresh = self._adder is not None and self._adder.is_fresh()
        yield
        if self._adder is not None and is_fresh:
            self._adder.stay_fresh()

    def end_run(self, run_id: int, status: str) -> None:
        """Note how a run ended that used `note_progress`; ``done`` needs no bookmarks any more."""
        from tracker.store.runs import end_run

        with readable_errors(self._name), writing(self._conn):
            end_run(self._conn, run_id, status)

    def finish_run(self, run_id: int, *, added: int, unchanged: int, skipped: int, status: str) -> None:
        """Note how a run ended: articles added, already there, and skipped; `status` is a word (``done``)."""
        from tracker.store.runs import finish_run

        with readable_errors(self._name), writing(self._conn):
            finish_run(self._conn, run_id, added=added, unchanged=unchanged, skipped=skipped, status=status)

    def runs(self, *, limit: int | None = None) -> list[StoredRun]:
        """The commands that wrote here, the newest first."""
        from tracker.store.runs import select_runs

        with readable_errors(self._name):
            return select_runs(self._conn, limit)

    def run(self, run_id: int) -> StoredRun:
        """One run by its id."""
        from tracker.store.runs import read_run

        with readable_errors(self._name):
            return read_run(self._conn, run_id)

    def skipped_inputs(self, run_id: int, *, limit: int | None = None) -> list[SkippedInput]:
        """What a run could not read, in the order it met it."""
        from tracker.store.runs import select_skipped

        with readable_errors(self._name):
            return select_skipped(self._conn, run_id, limit)
