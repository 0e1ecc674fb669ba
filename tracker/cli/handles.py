"""From what was typed to the one speaker meant: an id (``12`` or ``#12``), or any name where only one is called so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

import typer

from tracker.cli.streams import say
from tracker.errors import QueryError
from tracker.records import StoredSpeaker
from tracker.report.wording.phrases import count, dates, describe, one_line
from tracker.store import Store
from tracker.store.names import fold_name

_ID = re.compile(r"#?([0-9]{1,18})", re.ASCII)
_NAMED = 10  # of several speakers that a name may mean, so many are listed


def speakers_called(store: Store, handle: str) -> list[StoredSpeaker]:
    """The one speaker of that id; else all who may be meant by the name, the best first, typos forgiven."""
    number = _ID.fullmatch(handle.strip())
    if number is not None:
        with suppress(QueryError):  # the name may be a number, too
            return [store.speaker_profile(int(number[1])).speaker]
    return store.find_speakers(handle)


def speaker_called(store: Store, handle: str) -> StoredSpeaker:
    """The one speaker meant. Where several may be, they are listed with their ids, and the exit code is 1: nothing is
    decided on a guess."""
    found = speakers_called(store, handle)
    if not found:
        raise QueryError(f"nobody called {handle!r} is quoted", todo="`tracker sources` lists who is")
    if len(found) > 1 or not _is_called(store, found[0], handle):
        what = f"may be any of {len(found)} sources" if len(found) > 1 else "is nobody's name"
        say(f"tracker: {handle!r} {what}; give the id of the one you mean:")
        say_each(store, found)
        raise typer.Exit(1)
    return found[0]


def _is_called(store: Store, speaker: StoredSpeaker, handle: str) -> bool:
    """Whether these are words of a name of theirs, or their id: a typo picks nobody."""
    if _ID.fullmatch(handle.strip()):
        return True
    words = set(fold_name(handle).split())
    return any(words <= set(fold_name(name).split()) for name, _ in store.speaker_profile(speaker.id).names)


def say_each(store: Store, speakers: Sequence[StoredSpeaker]) -> None:
    """A line for each of the first few: the id, who it is, how much there is of them and from when."""
    for speaker in speakers[:_NAMED]:
        profile = store.speaker_profile(speaker.id)
        much = f"{count(profile.claims, 'claim')} in {count(profile.articles, 'article')}"
        say(f"{speaker.id:>6}  {one_line(describe(speaker), much, dates(profile.first_date, profile.last_date))}")
    if len(speakers) > _NAMED:
        say(f"        … and {len(speakers) - _NAMED:,} more")
