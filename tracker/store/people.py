"""The store's questions and decisions about who is who; `Store` has them all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.records import SpeakerDecision, SpeakerLink, SpeakerProfile, UnsureSource
from tracker.store.connection import readable_errors, writing

if TYPE_CHECKING:
    from tracker.store.adding import Adder


class People:
    """What `Store` knows of speakers. A speaker is told by the id of any of its rows; `QueryError` where there is none.

    `by` is who decides, `note` why; every decision goes into a log, holds for articles that are added later, and can be
    taken back by its id.
    """

    def __init__(self, conn: sqlite3.Connection, name: str) -> None:
        self._conn, self._name = conn, name
        self._adder: Adder | None = None

    @contextmanager
    def _deciding(self) -> Iterator[None]:
        """One transaction, or a part of one; what was found in articles and waits (`Intake.together`) is written first:
        the decision may be about it."""
        with readable_errors(self._name):
            if self._adder is not None:
                self._adder.write()
            with writing(self._conn):
                yield

    def merge_speakers(self, one: int, into: int, *, by: str | None = None, note: str | None = None) -> SpeakerDecision:
        """Decide that `one` is `into`: all that either says is of `into`, wherever it is or will be printed.

        `QueryError` where they are one already, or of kinds that cannot be one (a person, an organization).
        """
        from tracker.store.deciding import merge_speakers

        with self._deciding():
            return merge_speakers(self._conn, one, into, by, note)

    def keep_apart(self, one: int, other: int, *, by: str | None = None, note: str | None = None) -> SpeakerDecision:
        """Decide that two are two, whatever a machine thinks. Where they are one now, `one` with the names that joined
        it is a speaker of its own again; then `one` and `other` are ids of `SpeakerProfile.links` or of a merge."""
        from tracker.store.deciding import keep_apart

        with self._deciding():
            return keep_apart(self._conn, one, other, by, note)

    def split_speaker(
        self,
        speaker: int,
        articles: Sequence[int],
        *,
        name: str | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> SpeakerDecision:
        """Decide that what these articles (and newer texts under their refs) say of a speaker is of another one, called
        `name`, or the same. Articles to come mean the one whom they tell more like.

        `QueryError` where one of the articles does not quote the speaker, or no other one does.
        """
        from tracker.store.deciding import split_speaker

        with self._deciding():
            return split_speaker(self._conn, speaker, articles, name, by, note)

    def alias_speaker(
        self, speaker: int, name: str, *, by: str | None = None, note: str | None = None
    ) -> SpeakerDecision:
        """Decide that `name` is one more name of a speaker: it finds them, and articles to come that call somebody so
        mean them. `QueryError` where it is the full name of another speaker who is quoted."""
        from tracker.store.deciding import alias_speaker

        with self._deciding():
            return alias_speaker(self._conn, speaker, name, by, note)

    def settle_source(
        self, attribution_id: int, speaker: int | None, *, by: str | None = None, note: str | None = None
    ) -> SpeakerDecision:
        """Decide whom the source at one place of an article means; None: nobody can tell. The same words at the same
        place of a newer text mean the same."""
        from tracker.store.deciding import settle_source

        with self._deciding():
            return settle_source(self._conn, attribution_id, speaker, by, note)

    def undo_speaker_decision(
        self, decision_id: int, *, by: str | None = None, note: str | None = None
    ) -> SpeakerDecision:
        """Take a decision back: all is as if it had not been made, what came since and was decided else included. What
        takes another back can be taken back. Gives the decision, which tells by what it was `undone`."""
        from tracker.store.deciding import undo_decision

        with self._deciding():
            return undo_decision(self._conn, decision_id, by, note)

    def speaker_decisions(self, speaker: int | None = None, *, limit: int | None = None) -> list[SpeakerDecision]:
        """What was decided and taken back, of one speaker or of all, the newest first."""
        from tracker.store.deciding import select_decisions

        with readable_errors(self._name):
            return select_decisions(self._conn, speaker, limit)

    def unsure_sources(self, *, limit: int | None = None, below: float | None = None) -> list[UnsureSource]:
        """The sources of current articles that a person should settle, because the machine is less sure than `below`
        (0..1; None: `UNSURE_BELOW`): those of claims in contradictions first, then of the newest articles."""
        from tracker.store.unsure import select_unsure

        with readable_errors(self._name):
            return select_unsure(self._conn, limit, below)

    def speaker_profile(self, speaker: int) -> SpeakerProfile:
        """All that the current articles tell of a speaker, and what was decided."""
        from tracker.store.profiles import read_profile

        with readable_errors(self._name):
            return read_profile(self._conn, speaker)

    def row_called(self, speaker: int, name: str) -> int | None:
        """Of the rows that were joined to one speaker the id of that with this name (case and marks do not count) or of
        this id, for `keep_apart`; None where there is none."""
        from tracker.store.profiles import row_called

        with readable_errors(self._name):
            return row_called(self._conn, speaker, name)

    def suggested_links(self, *, limit: int | None = None) -> list[SpeakerLink]:
        """Two speakers each that may be one and of whom nobody has decided, those with the most claims first."""
        from tracker.store.profiles import select_suggested

        with readable_errors(self._name):
            return select_suggested(self._conn, limit)
