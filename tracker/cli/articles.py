"""`tracker show`: one stored article whole."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from tracker.cli.options import Database, examples
from tracker.cli.streams import page, show
from tracker.report.article import article_view
from tracker.report.exporters import article_dict, json_line
from tracker.settings import Settings
from tracker.store import Store

app = typer.Typer(rich_markup_mode=None)


@app.command(
    "show",
    epilog=examples(
        "tracker show 3",
        "tracker show news/bridge.txt | less",
        "tracker show 3 --format json",
    ),
)
def show_article(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="Its id, or its ref: the id, URL or file name it came by.")
    ],
    output_format: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="How to print it.")] = "text",
    db: Database = None,
) -> None:
    """Show one article, who said what in it coloured by speaker.

    Without colour (NO_COLOR, or piped) each passage stands in brackets with its speaker's number. How sure the
    speaker is stands after a claim that is not simply asserted; the words that made it so are underlined, or stand
    between underscores.
    """
    with Store.open(Settings.load(db=db).db, create=False) as store:
        stored = store.article(article)
    sheet = page()
    if output_format == "json":
        show([json_line(article_dict(stored))])
    else:
        show(article_view(stored, width=sheet.width, colour=sheet.colour, blocks=sheet.blocks))
