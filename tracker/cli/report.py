"""`tracker report`: a page on what was said in a week, and what of it cannot all be true."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from tracker.cli.endings import format_of
from tracker.cli.options import Database, FailOn, MinConfidence, Since, Until, examples
from tracker.cli.progress import GATE
from tracker.cli.streams import is_terminal, page, say, show
from tracker.errors import QueryError, SettingsError, StoreError
from tracker.period import Period, PeriodQuery, read_period
from tracker.report.contents.build import Report
from tracker.report.contents.pictures import find_pictures
from tracker.report.exports.places import new_file
from tracker.report.exports.structured import json_report
from tracker.report.pages.markdown import markdown_lines
from tracker.report.terminal.pictures import WIDEST, Sheet
from tracker.report.terminal.plain import plain_lines, terminal_lines
from tracker.reporting import report_on
from tracker.settings import Settings
from tracker.store import Store

app = typer.Typer(rich_markup_mode=None)

Format = Literal["md", "html", "json", "txt"]

USAGE = 2
_ENDINGS: dict[str, Format] = {f".{known}": known for known in get_args(Format)}
_YEAR_10000 = 253_402_300_800
Render = Callable[[Report, Store], Iterable[str]]

Week = Annotated[str | None, typer.Option(metavar="WEEK", help="Articles of this week of ISO 8601: 2014-W25.")]
Last = Annotated[str | None, typer.Option(metavar="DAYS", help="Articles of the last days, today included: 7d or 2w.")]
Speaker = Annotated[str | None, typer.Option(metavar="NAME", help="Only what this speaker said.")]
Topic = Annotated[str | None, typer.Option(metavar="QUERY", help="Only claims with these words, as in `claims`.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Only articles of this outlet.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file; the report is noted for --since-last."),
]
PageFormat = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        show_default=False,
        help="Else by the ending of FILE; else the page is set for the terminal, and is md when piped.",
    ),
]
Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="FILE", help="A layout of your own, in Jinja2: see docs/report.md."),
]
SinceLast = Annotated[
    bool,
    typer.Option(
        "--since-last", help="Articles added or changed since the last report of the same kind written with -o."
    ),
]
Most = Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="At most N entries of each list.")]


@app.command(
    epilog=examples(
        "tracker report --week 2014-W25",
        "tracker report --last 7d -o friday.html",
        "tracker report --since 2024-03 --topic 'bridge OR ferry' --format txt",
        "tracker report --since-last -o new.md --fail-on contradictions",
        "tracker report --week 2014-W25 --template letter.html -o week.html",
    )
)
def report(
    week: Week = None,
    since: Since = None,
    until: Until = None,
    last: Last = None,
    since_last: SinceLast = False,
    speaker: Speaker = None,
    topic: Topic = None,
    outlet: Outlet = None,
    min_confidence: MinConfidence = None,
    output: Output = None,
    page_format: PageFormat = None,
    template: Template = None,
    limit: Most = 10,
    fail_on: FailOn = None,
    db: Database = None,
) -> None:
    """Write a page on a period: who said what, and what cannot all be true.

    A period is of article dates; an article without a date is in none. Without a period the report is on all articles.
    The same database gives the same bytes. Exit code 10: --fail-on found something.
    """
    output = None if output == Path("-") else output
    now, render = _source_date(), _renderer(output, page_format, template)
    period = _period(week, since, until, last, since_last=since_last, now=now)
    query = PeriodQuery(period, speaker, topic, outlet, since_last, limit, min_confidence)
    with Store.open(Settings.load(db=db).db, create=False) as store:
        built = report_on(store, query)
        _write(render(built, store), output)
        if output is not None:
            _note(store, built, now)
    if fail_on and built.all_contradictions:
        raise typer.Exit(GATE)


def _period(
    week: str | None, since: str | None, until: str | None, last: str | None, *, since_last: bool, now: int | None
) -> Period:
    """The period asked for; what makes no sense is one line and exit code 2."""
    today = datetime.fromtimestamp(time.time() if now is None else now, UTC).date()
    try:
        if since_last and any(asked is not None for asked in (week, since, until, last)):
            raise QueryError("--since-last together with a period", todo="give one of them")
        return read_period(week=week, since=since, until=until, last=last, today=today)
    except QueryError as error:
        say(f"tracker: {error}")
        raise typer.Exit(USAGE) from None


def _source_date() -> int | None:
    """The moment that `SOURCE_DATE_EPOCH` puts in the place of now, in seconds since 1970 (reproducible-builds.org)."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not told:
        return None
    if told.isdecimal() and told.isascii() and len(told) < 20 and int(told) < _YEAR_10000:
        return int(told)
    raise SettingsError(
        f"not a number of seconds: {told[:40]!r}", where="SOURCE_DATE_EPOCH", todo="give one, or unset it"
    )


def _as_web_page(built: Report, store: Store) -> Iterable[str]:
    """The page with the articles that it quotes."""
    from tracker.report.pages.report import cited_articles, html_lines

    return html_lines(built, store.article_pages(cited_articles(built)))


def _on_terminal(built: Report, _: Store) -> Iterable[str]:
    """The page that is no format of a file: its width is the terminal's."""
    paper = page()
    return terminal_lines(built, find_pictures(built), Sheet(min(paper.width, WIDEST), paper.colour, paper.blocks))


_RENDERERS: dict[Format, Render] = {
    "md": lambda built, _: markdown_lines(built),
    "html": _as_web_page,
    "json": lambda built, _: json_report(built),
    "txt": lambda built, _: plain_lines(built, find_pictures(built)),
}


def _renderer(output: Path | None, given: Format | None, template: Path | None) -> Render:
    """What makes the page; a template together with what does not go with it is one line and exit code 2."""
    if template is None:
        if not output and not given and is_terminal(sys.stdout):
            return _on_terminal
        return _RENDERERS[format_of(output, given, _ENDINGS, what="a report", otherwise="md")]
    from tracker.report.pages.template import is_markup, kind_of, read_layout

    clash = None
    if given and given != kind_of(template):
        clash = f"--format {given} with a template of another kind; leave --format out"
    elif output and is_markup(output) and not is_markup(template):  # nothing would be escaped in it
        clash = f"{output} is to be HTML or XML, and the template's name does not say so; end it {output.suffix}"
    elif output and _are_same(output, template):
        clash = "the page would overwrite its template; name another file with --output"
    if clash:
        say(f"tracker: {template}: {clash}")
        raise typer.Exit(USAGE)
    layout = read_layout(template)
    return lambda built, _: layout.lines(built)


def _are_same(output: Path, template: Path) -> bool:
    try:
        return output.samefile(template)
    except (OSError, ValueError):  # one of them is not there
        return False


def _write(lines: Iterable[str], output: Path | None) -> None:
    """Write the page to the file, which is there when it is whole; else to stdout."""
    if output is None:
        show(lines)
        return
    with new_file(output, force=True) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def _note(store: Store, page: Report, now: int | None) -> None:
    """Note the report for the next `--since-last`. A database that cannot be written was reported on all the same."""
    try:
        store.note_report(page.query, page.mark, seconds=now)
    except StoreError as error:
        say(f"tracker: the report is written, but --since-last will not know of it: {error}")
