"""`tracker who` and `tracker sources`: the people and bodies that are quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

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
from tracker.cli.output import show_claims, show_listing
from tracker.cli.streams import page, say, show
from tracker.errors import QueryError
from tracker.records import SpeakerKind, StoredSpeaker
from tracker.report.exporters import SOURCE_COLUMNS, source_dict
from tracker.report.terminal import describe, sources_table, speaker_heading
from tracker.settings import Settings
from tracker.store import ClaimQuery, Store

app = typer.Typer(rich_markup_mode=None)
_NAMED = 10  # of several speakers that a name may mean, so many are listed


@app.command(
    epilog=examples(
        "tracker who 'Ada Osei'",
        "tracker who osei --since 2024",
        "tracker who osei --max-score 0.5",
        "tracker who 'fire service' --format jsonl",
    )
)
def who(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Any name the articles use for the speaker; typos are forgiven.")
    ],
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
    """Show everything one speaker said, across all articles."""
    with Store.open(Settings.load(db=db).db, create=False) as store:
        speakers = store.find_speakers(name)
        if not speakers:
            raise QueryError(f"nobody called {name!r} is quoted", todo="`tracker sources` lists who is")
        if len(speakers) > 1:
            _say_which(name, speakers)
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


def _say_which(name: str, speakers: Sequence[StoredSpeaker]) -> None:
    say(f"{name!r} may be any of {len(speakers)} speakers, all shown here; a fuller name picks one:")
    for speaker in speakers[:_NAMED]:
        say(f"  {describe(speaker)}")
    if len(speakers) > _NAMED:
        say(f"  … and {len(speakers) - _NAMED:,} more")


def _show_heading(store: Store, speaker: StoredSpeaker) -> None:
    sheet = page()
    for source in store.sources(text=speaker.name):
        if source.speaker.id == speaker.id:
            show([*speaker_heading(source, width=sheet.width, colour=sheet.colour), ""])


@app.command(
    epilog=examples(
        "tracker sources",
        "tracker sources osei",
        "tracker sources --kind organization --limit 20 --format csv",
    )
)
def sources(
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", show_default=False, help="Only sources with this in a name.")
    ] = None,
    kind: Annotated[SpeakerKind | None, typer.Option(help="Only sources of this kind.")] = None,
    min_confidence: MinConfidence = None,
    limit: Limit = None,
    output_format: OutputFormat = "table",
    db: Database = None,
) -> None:
    """List who is quoted, and how often."""
    with Store.open(Settings.load(db=db).db, create=False) as store:
        show_listing(
            store.sources(text=text, kind=kind, limit=limit, min_confidence=min_confidence),
            output_format,
            noun="sources",
            as_dict=source_dict,
            columns=SOURCE_COLUMNS,
            as_table=lambda found, sheet: sources_table(found, width=sheet.width, colour=sheet.colour),
        )
