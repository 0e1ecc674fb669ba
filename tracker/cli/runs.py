"""`tracker runs`: what `tracker add` did, when, and what it could not read."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.listing_group import ListingGroup
from tracker.cli.options import Database, Limit, OutputFormat, examples
from tracker.cli.output import show_listing
from tracker.cli.streams import page, show
from tracker.report.exports.runs import RUN_COLUMNS, SKIPPED_COLUMNS, run_dict, skipped_dict
from tracker.report.terminal.runs_table import run_lines, runs_table, skipped_table
from tracker.settings import Settings
from tracker.store import Store

app = typer.Typer(rich_markup_mode=None)
_group = typer.Typer(
    cls=ListingGroup, invoke_without_command=True, subcommand_metavar="| COMMAND ...", rich_markup_mode=None
)


@_group.callback(epilog=examples("tracker runs", "tracker runs --limit 5 --format csv", "tracker runs show 12"))
def runs(ctx: typer.Context, limit: Limit = None, output_format: OutputFormat = "table", db: Database = None) -> None:
    """List what was added when, and how it ended.

    The newest first: when, by which inputs, with which models, how many articles were added, unchanged and skipped. A
    run that was killed is marked; the same command again goes on from it.
    """
    if ctx.invoked_subcommand is not None:
        return
    with Store.open(Settings.load(db=db).db, create=False) as store:
        show_listing(
            store.runs(limit=limit),
            output_format,
            noun="runs",
            as_dict=run_dict,
            columns=RUN_COLUMNS,
            as_table=lambda found, sheet: runs_table(found, width=sheet.width, colour=sheet.colour),
        )


@_group.command("show", epilog=examples("tracker runs show 12", "tracker runs show 12 --format jsonl"))
def show_run(
    run: Annotated[int, typer.Argument(metavar="RUN", min=1, help="The run's id, as `tracker runs` lists it.")],
    limit: Limit = None,
    output_format: OutputFormat = "table",
    db: Database = None,
) -> None:
    """Show one run, and the inputs it skipped with the reasons.

    In the other formats the skipped inputs alone. Of a run the first 10,000 are kept.
    """
    with Store.open(Settings.load(db=db).db, create=False) as store:
        found = store.run(run)
        if output_format == "table":
            sheet = page()
            show(run_lines(found, width=sheet.width, colour=sheet.colour))
        show_listing(
            store.skipped_inputs(run, limit=limit),
            output_format,
            noun=None,
            as_dict=skipped_dict,
            columns=SKIPPED_COLUMNS,
            as_table=lambda skipped, sheet: skipped_table(skipped, width=sheet.width, colour=sheet.colour),
        )


app.add_typer(_group, name="runs")
