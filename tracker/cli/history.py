"""`tracker history`: how articles changed, and what they no longer say."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.options import Database, Limit, OutputFormat, examples
from tracker.cli.output import show_histories
from tracker.settings import Settings
from tracker.store import Store

app = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples(
        "tracker history 3",
        "tracker history https://paper.example/bridge --format json",
        "tracker history --since 2024-03-01",
    )
)
def history(
    article: Annotated[
        str | None,
        typer.Argument(metavar="ARTICLE", show_default=False, help="Its id, or the id, URL or file name it came by."),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="All articles that changed on this day or later.")
    ] = None,
    limit: Limit = None,
    output_format: OutputFormat = "table",
    db: Database = None,
) -> None:
    """Show how an article changed, and what it no longer says.

    Adding an article again under its ref or URL with another text makes a new version of it. Claims that stayed keep
    their ids. A claim that came begins with +, one that went with -; of one that changed the old words stand above the
    new, those that differ in colour, or in brackets.
    """
    if (article is None) is (since is None):
        raise typer.BadParameter("which one? Give an ARTICLE, or --since DATE for all that changed")
    with Store.open(Settings.load(db=db).db, create=False) as store:
        found = store.histories(since or "", limit=limit) if article is None else [store.history(article)]
    show_histories(found, output_format, one=article is not None)
