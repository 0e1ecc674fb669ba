"""`tracker report`: a page on what was said in a week, and what of it cannot all be true."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from tracker.cli.options import Database, FailOn, Since, Until, examples
from tracker.cli.progress import GATE
from tracker.cli.streams import say, show
from tracker.errors import QueryError, SettingsError, StoreError
from tracker.period import Mark, Period, PeriodQuery, read_period
from tracker.report.build import Report, build_report
from tracker.report.markdown import markdown_lines
from tracker.report.plain import plain_lines
from tracker.report.structured import json_report
from tracker.settings import Settings
from tracker.store import Store

app = typer.Typer(rich_markup_mode=None)

Format = Literal["md", "json", "txt"]

USAGE = 2
_YEAR_10000 = 253_402_300_800
_RENDERERS = {"md": markdown_lines, "json": json_report, "txt": plain_lines}

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
    typer.Option("--format", "-f", show_default=False, help="Else by the ending of FILE, else md."),
]
SinceLast = Annotated[
    bool, typer.Option("--since-last", help="Articles added since the last report of the same kind written with -o.")
]
Most = Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="At most N entries of each list.")]


@app.command(
    epilog=examples(
        "tracker report --week 2014-W25",
        "tracker report --last 7d -o friday.md",
        "tracker report --since 2024-03 --topic 'bridge OR ferry' --format txt",
        "tracker report --since-last -o new.md --fail-on contradictions",
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
    output: Output = None,
    page_format: PageFormat = None,
    limit: Most = 10,
    fail_on: FailOn = None,
    db: Database = None,
) -> None:
    """Write a page on a period: who said what, and what cannot all be true.

    A period is of article dates; an article without a date is in none. Without a period the report is on all articles.
    The same database gives the same bytes. Exit code 10: --fail-on found something.
    """
    now, page_format = _source_date(), _format(output, page_format)
    period = _period(week, since, until, last, since_last=since_last, now=now)
    query = PeriodQuery(period, speaker, topic, outlet, since_last=since_last, limit=limit)
    with Store.open(Settings.load(db=db).db, create=False) as store:
        facts = store.period(query)
        page = build_report(facts)
        if _write(page, output, page_format):
            _note(store, query, facts.mark, now)
    if fail_on and page.all_contradictions:
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
    if told.isdecimal() and told.isascii() and int(told) < _YEAR_10000:
        return int(told)
    raise SettingsError(f"not a number of seconds: {told!r}", where="SOURCE_DATE_EPOCH", todo="give one, or unset it")


def _format(output: Path | None, given: Format | None) -> Format:
    """The format asked for; else the file's ending; an ending that is none is one line and exit code 2."""
    ending = output.suffix.lower().removeprefix(".") if output and not given else ""
    found = given or next((known for known in get_args(Format) if known == ending), None if ending else "md")
    if found is None:
        say(f"tracker: {output}: a report is not written as .{ending}; end it .md, .txt or .json, or give --format")
        raise typer.Exit(USAGE)
    return found


def _write(page: Report, output: Path | None, page_format: Format) -> bool:
    """Write the page to the file, or to stdout; whether it was a file."""
    lines = _RENDERERS[page_format](page)
    if output is None or str(output) == "-":
        show(lines)
        return False
    try:
        output.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    except OSError as error:
        raise SettingsError(
            f"cannot be written: {error.strerror}", where=str(output), todo="name another file"
        ) from None
    return True


def _note(store: Store, query: PeriodQuery, reached: Mark, now: int | None) -> None:
    """Note the report for the next `--since-last`. A database that cannot be written was reported on all the same."""
    try:
        store.note_report(query, reached, seconds=now)
    except StoreError as error:
        say(f"tracker: the report is written, but --since-last will not know of it: {error}")
