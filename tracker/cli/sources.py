"""`tracker sources`: who is quoted; who is who, as people decide it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from tracker.cli.asking import By, Note, noted, reviewer
from tracker.cli.handles import speaker_called
from tracker.cli.listing_group import ListingGroup
from tracker.cli.options import Database, Limit, MinConfidence, OutputFormat, examples
from tracker.cli.output import show_listing
from tracker.cli.streams import page, say, show
from tracker.cli.unsure import settle_unsure
from tracker.errors import QueryError
from tracker.records import SpeakerDecision, SpeakerKind
from tracker.report.exports.lines import json_line
from tracker.report.exports.records import SOURCE_COLUMNS, source_dict
from tracker.report.exports.speakers import DECISION_COLUMNS, decision_dict, profile_dict
from tracker.report.terminal.speakers import decision_words, decisions_table, profile_page
from tracker.report.terminal.tables import sources_table
from tracker.settings import Settings
from tracker.store import Store

app = typer.Typer(rich_markup_mode=None)
_group = typer.Typer(
    cls=ListingGroup, invoke_without_command=True, subcommand_metavar="| COMMAND ...", rich_markup_mode=None
)


def _commands(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """What the shell completes the first word to."""
    return ctx.command.complete(incomplete) if isinstance(ctx.command, ListingGroup) else []


Text = Annotated[
    str | None,
    typer.Argument(
        metavar="TEXT",
        show_default=False,
        autocompletion=_commands,
        help="Only sources with this in a name; after -- where it is the name of a command.",
    ),
]
Source = Annotated[str, typer.Argument(metavar="SOURCE", help="Any name of the source, or its id: 12.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other one, likewise.")]
Articles = Annotated[
    list[str] | None,
    typer.Argument(metavar="ARTICLE", show_default=False, help="The articles: their ids or refs, one at least."),
]
AndArticles = Annotated[
    list[str] | None, typer.Option("--articles", metavar="ARTICLE", help="May stand before the articles.")
]
_EPILOG = examples(
    "tracker sources",
    "tracker sources osei",
    "tracker sources --kind organization --limit 20 --format csv",
    "tracker sources --unsure",
    "tracker sources show 'Ada Osei'",
    "tracker sources COMMAND --help",
)


@_group.callback(epilog=_EPILOG)
def sources(
    ctx: typer.Context,
    text: Text = None,
    kind: Annotated[SpeakerKind | None, typer.Option(help="Only sources of this kind.")] = None,
    unsure: Annotated[
        bool, typer.Option("--unsure", help="What the machine cannot tell: to settle, one key each; listed when piped.")
    ] = False,
    min_confidence: MinConfidence = None,
    by: By = None,
    limit: Limit = None,
    output_format: OutputFormat = "table",
    db: Database = None,
) -> None:
    """List who is quoted, and how often.

    The commands say who is who. What they decide always wins over the machine, outlives adding anew, teaches later
    matching, and can be taken back.
    """
    if ctx.invoked_subcommand is not None:
        return
    settings = Settings.load(db=db)
    with Store.open(settings.db, create=False) as store:
        if unsure:
            if kind is not None or min_confidence is not None:
                raise typer.BadParameter("--unsure is of all kinds of sources: neither --kind nor --min-confidence")
            given = ctx.get_parameter_source("output_format")
            listed = None if given is None or given.name == "DEFAULT" else output_format
            settle_unsure(store, text, limit, listed, reviewer(by), str(settings.db))
            return
        show_listing(
            store.sources(text=text, kind=kind, limit=limit, min_confidence=min_confidence),
            output_format,
            noun="sources",
            as_dict=source_dict,
            columns=SOURCE_COLUMNS,
            as_table=lambda found, sheet: sources_table(found, width=sheet.width, colour=sheet.colour),
        )


@_group.command("show", epilog=examples("tracker sources show 'Ada Osei'", "tracker sources show 12 --format json"))
def show_source(
    source: Source,
    output_format: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="How to print it.")] = "text",
    db: Database = None,
) -> None:
    """Show all that is known of a source: names, roles, decisions."""
    with Store.open(Settings.load(db=db).db, create=False) as store:
        profile = store.speaker_profile(speaker_called(store, source).id)
        if output_format == "json":
            show([json_line(profile_dict(profile))])
        else:
            sheet = page()
            show(profile_page(profile, width=sheet.width, colour=sheet.colour))


@contextmanager
def _deciding(db: Path | None) -> Iterator[tuple[Store, Callable[[SpeakerDecision], None]]]:
    """The store, and what tells a decision and how to take it back."""
    settings = Settings.load(db=db)

    def tell(decision: SpeakerDecision) -> None:
        said = f"{decision_words(decision)} · to undo: tracker sources undo {decision.id}"
        if decision.undone is not None:
            said = f"taken back: {decision_words(decision)}"
        say(f"{decision.id} {said} · {settings.db}")

    with Store.open(settings.db, create=False) as store:
        yield store, tell


@_group.command(
    epilog=examples("tracker sources merge Osei 'Ada Osei'", "tracker sources merge 12 3 --note 'Asked her.'")
)
def merge(
    source: Source,
    into: Annotated[str, typer.Argument(metavar="INTO", help="Who that is, likewise.")],
    note: Note = None,
    by: By = None,
    db: Database = None,
) -> None:
    """Decide that a source is another one, under another name."""
    with _deciding(db) as (store, tell):
        one, other = speaker_called(store, source), speaker_called(store, into)
        tell(store.merge_speakers(one.id, other.id, by=reviewer(by), note=noted(note)))


@_group.command(epilog=examples("tracker sources apart 12 31", "tracker sources apart 'Ada Osei' 'Adam Osei' --by kim"))
def apart(source: Source, other: Other, note: Note = None, by: By = None, db: Database = None) -> None:
    """Decide that two sources are two, whatever the machine thinks."""
    with _deciding(db) as (store, tell):
        one, second = speaker_called(store, source).id, speaker_called(store, other).id
        if one == second:  # two names that were taken for one: what joined the other is told by its own row
            one, second = (store.row_called(one, handle) or one for handle in (source, other))
        tell(store.keep_apart(one, second, by=reviewer(by), note=noted(note)))


@_group.command(
    epilog=examples(
        "tracker sources split 'Lee Tan' --articles 4 9",
        "tracker sources split 12 --articles news/ferry.txt --name 'Lee Tan (Harbour Trust)'",
    )
)
def split(
    source: Source,
    articles: Articles = None,
    before: AndArticles = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="What to call the new source; else as before.")
    ] = None,
    note: Note = None,
    by: By = None,
    db: Database = None,
) -> None:
    """Decide that some articles mean another one of the same name."""
    handles = (*(before or ()), *(articles or ()))
    if not handles:
        raise typer.BadParameter("in which articles? Give their ids or refs, as in: tracker sources split 12 4 9")
    with _deciding(db) as (store, tell):
        speaker = speaker_called(store, source)
        ids = [store.article(handle).head.id for handle in handles]
        tell(store.split_speaker(speaker.id, ids, name=noted(name), by=reviewer(by), note=noted(note)))


@_group.command(epilog=examples("tracker sources alias 'Ada Osei' 'the iron mayor'"))
def alias(
    source: Source,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the source is called, too.")],
    note: Note = None,
    by: By = None,
    db: Database = None,
) -> None:
    """Decide that a source has one more name."""
    with _deciding(db) as (store, tell):
        speaker = speaker_called(store, source)
        tell(store.alias_speaker(speaker.id, name, by=reviewer(by), note=noted(note)))


@_group.command(epilog=examples("tracker sources settle 318 'Ada Osei'", "tracker sources settle 318 --nobody"))
def settle(
    attribution: Annotated[
        int, typer.Argument(metavar="ID", help="The place, as `tracker sources --unsure` lists it.")
    ],
    source: Annotated[
        str | None, typer.Argument(metavar="SOURCE", show_default=False, help="Any name of the source, or its id: 12.")
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Nobody can tell who it is.")] = False,
    note: Note = None,
    by: By = None,
    db: Database = None,
) -> None:
    """Decide whom the words at one place of an article mean."""
    if nobody is (source is not None):
        raise typer.BadParameter("who is it? Give a SOURCE, or --nobody")
    with _deciding(db) as (store, tell):
        who = None if source is None else speaker_called(store, source).id
        tell(store.settle_source(attribution, who, by=reviewer(by), note=noted(note)))


@_group.command(epilog=examples("tracker sources undo", "tracker sources undo 7 --note 'They are brothers.'"))
def undo(
    decision: Annotated[
        int | None,
        typer.Argument(metavar="DECISION", show_default=False, help="Its id, as `tracker sources log` lists it."),
    ] = None,
    note: Note = None,
    by: By = None,
    db: Database = None,
) -> None:
    """Take a decision back: the last one, or that of an id."""
    with _deciding(db) as (store, tell):
        number = _last(store) if decision is None else decision
        tell(store.undo_speaker_decision(number, by=reviewer(by), note=noted(note)))


def _last(store: Store) -> int:
    """The last decision that stands and is no taking back."""
    for decision in store.speaker_decisions():
        if decision.undone is None and decision.undoes is None:
            return decision.id
    raise QueryError("there is no decision to take back", todo="`tracker sources log` lists them")


@_group.command(
    epilog=examples("tracker sources log", "tracker sources log 'Ada Osei'", "tracker sources log -f jsonl")
)
def log(
    source: Annotated[
        str | None, typer.Argument(metavar="SOURCE", show_default=False, help="Only of this source: a name or an id.")
    ] = None,
    limit: Limit = None,
    output_format: OutputFormat = "table",
    db: Database = None,
) -> None:
    """List who decided what, the newest first."""
    with Store.open(Settings.load(db=db).db, create=False) as store:
        speaker = None if source is None else speaker_called(store, source).id
        show_listing(
            store.speaker_decisions(speaker, limit=limit),
            output_format,
            noun="decisions",
            as_dict=decision_dict,
            columns=DECISION_COLUMNS,
            as_table=lambda found, sheet: decisions_table(found, width=sheet.width, colour=sheet.colour),
        )


app.add_typer(_group, name="sources")
