"""`tracker show`: one stored article whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from tracker.cli.endings import format_of
from tracker.cli.options import Database, MinConfidence, examples
from tracker.cli.streams import PIPED_WIDTH, Page, page, show
from tracker.records import ArticlePage, StoredArticle, surely_found
from tracker.report.exports.lines import json_line
from tracker.report.exports.places import new_file
from tracker.report.exports.records import article_dict
from tracker.report.pages.article import html_article
from tracker.report.terminal.article import article_view
from tracker.settings import Settings
from tracker.store import Store

app = typer.Typer(rich_markup_mode=None)

Format = Literal["text", "html", "json"]

_ENDINGS: dict[str, Format] = {".html": "html", ".txt": "text", ".json": "json"}


@app.command(
    "show",
    epilog=examples(
        "tracker show 3",
        "tracker show news/bridge.txt | less",
        "tracker show 3 -o bridge.html",
        "tracker show 3 --format json",
    ),
)
def show_article(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="Its id, or its ref: the id, URL or file name it came by.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file, over what is there.")
    ] = None,
    output_format: Annotated[
        Format | None,
        typer.Option("--format", "-f", show_default=False, help="Else by the ending of FILE, else text."),
    ] = None,
    min_confidence: MinConfidence = None,
    db: Database = None,
) -> None:
    """Show one article, who said what in it coloured by speaker.

    Without colour (NO_COLOR, or piped) each passage stands in brackets with its speaker's number. How sure the
    speaker is stands after a claim that is not simply asserted; the words that made it so are underlined, or stand
    between underscores. As html it is a page of its own, and what contradicts a claim stands below its paragraph.
    """
    file = None if output is None or str(output) == "-" else output
    wanted = format_of(file, output_format, _ENDINGS, what="an article", otherwise="text")
    with Store.open(Settings.load(db=db).db, create=False) as store:
        # What contradicts it is shown by the page alone, and takes longer to find.
        if wanted == "html":
            found = store.article_page(article, min_confidence=min_confidence)
        else:
            found = _surely(store.article(article), min_confidence or 0)
    if file is None:
        show(_lines(found, wanted, page()))
        return
    with new_file(file, force=True) as place, place.open("w", encoding="utf-8", newline="\n") as written:
        written.writelines(f"{line}\n" for line in _lines(found, wanted, Page(PIPED_WIDTH, colour=False)))


def _surely(stored: StoredArticle, least: float) -> ArticlePage:
    """The article with what was so surely found."""
    kept = tuple(surely_found(stored.attributions, least).values())
    return ArticlePage(replace(stored, attributions=kept), (), unsure=len(stored.attributions) - len(kept))


def _lines(found: ArticlePage, wanted: Format, sheet: Page) -> Iterator[str]:
    """The article in a format, line by line."""
    if wanted == "html":
        return html_article(found)
    if wanted == "json":
        return iter([json_line(article_dict(found.stored))])
    return article_view(found.stored, width=sheet.width, colour=sheet.colour, blocks=sheet.blocks, unsure=found.unsure)
