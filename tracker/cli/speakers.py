"""`tracker who`: all that one speaker said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from tracker.cli.handles import say_each, speakers_called
from tracker.cli.options import (
    Database,
    DistanceOption,
    LevelOption,
    Limit,
    MaxScore,
    MinConfidence,
    MinScore,
    OutputFormat,
    PolarityOption,
    Since,
    Until,
    examples,
)
from tracker.cli.output import show_claims
from tracker.cli.streams import page, say, show
from tracker.errors import QueryError
from tracker.records import StoredSpeaker
from tracker.report.terminal.speakers import profile_heading
from tracker.settings import Settings
from tracker.store import ClaimQuery, Store

app = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples(
        "tracker who 'Ada Osei'",
        "tracker who osei --since 2024",
        "tracker who osei --max-score 0.5",
        "tracker who 'fire service' --format jsonl",
    )
)
def who(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Any name of the speaker, typos forgiven; or the id.")],
    since: Since = None,
    until: Until = None,
    certainty: LevelOption = None,
    min_score: MinScore = None,
    max_score: MaxScore = None,
    polarity: PolarityOption = None,
    distance: DistanceOption = None,
    min_confidence: MinConfidence = None,
    limit: Limit = None,
    output_format: OutputFormat = "table",
    db: Database = None,
) -> None:
    """Show everything one speaker said, across all articles.

    At its head stand the roles that the articles give, each with its years, whom the speaker speaks for, and the names.
    """
    with Store.open(Settings.load(db=db).db, create=False) as store:
        speakers = speakers_called(store, name)
        if not speakers:
            raise QueryError(f"nobody called {name!r} is quoted", todo="`tracker sources` lists who is")
        if len(speakers) > 1:
            _say_which(store, name, speakers)
        elif output_format == "table":
            _show_heading(store, speakers[0])
        question = ClaimQuery(
            speaker_ids=tuple(speaker.id for speaker in speakers),
            since=since,
            until=until,
            certainty=certainty,
            min_score=min_score,
            max_score=max_score,
            polarity=polarity,
            distance=distance,
            min_confidence=min_confidence,
            limit=limit,
        )
        show_claims(store.claims(question), output_format, with_speakers=len(speakers) > 1)


def _say_which(store: Store, name: str, speakers: Sequence[StoredSpeaker]) -> None:
    say(f"{name!r} may be any of {len(speakers)} speakers, all shown here; a fuller name or an id picks one:")
    say_each(store, speakers)


def _show_heading(store: Store, speaker: StoredSpeaker) -> None:
    sheet = page()
    show([*profile_heading(store.speaker_profile(speaker.id), width=sheet.width, colour=sheet.colour), ""])
