"""`tracker add`: articles into the database."""

from __future__ import annotations

from pathlib import Path

import typer

from tracker.adding import add_inputs
from tracker.cli.batch import Batch, batch
from tracker.cli.interrupts import interrupts_wait
from tracker.cli.options import (
    AllowPrivate,
    AnyLanguage,
    CertaintyModel,
    ColumnMap,
    Contradictions,
    Database,
    FailFast,
    FailOn,
    Feeds,
    Input,
    Inputs,
    NliModel,
    Offline,
    Quiet,
    examples,
)
from tracker.cli.progress import GATE
from tracker.cli.streams import say, stdin_bytes
from tracker.errors import SettingsError
from tracker.ingest import Columns, InputFormat, Network, Reading, parse_columns
from tracker.settings import Settings
from tracker.store import Store

app = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples(
        "tracker add news/*.txt",
        "tracker add archive/ --db archive.db",
        "tracker add --input jsonl articles.jsonl",
        "tracker add export.csv --map text=body,date=published_at",
        "tracker add statements.zip release.eml report.pdf",
        "tracker add today.txt --fail-on contradictions",
        "tracker add https://news.example/bridge-closed",
        "tracker add --feeds --quiet",
    )
)
def add(
    inputs: Inputs = None,
    input_format: Input = "auto",
    column_map: ColumnMap = None,
    feeds: Feeds = False,
    quiet: Quiet = False,
    offline: Offline = None,
    allow_private: AllowPrivate = False,
    certainty_model: CertaintyModel = None,
    nli_model: NliModel = None,
    contradictions: Contradictions = None,
    fail_on: FailOn = None,
    fail_fast: FailFast = False,
    any_language: AnyLanguage = None,
    db: Database = None,
) -> None:
    """Read articles and store who said what in them.

    An article that is there already is left as it is: the same command can be given again at any time, and after
    Ctrl-C, a kill or a power cut it goes on where it stopped. What the new articles contradict is named at the end. An
    input that cannot be read is named and skipped; `tracker runs` keeps it. Of a feed only new entries are read. Given
    again with --any-language, articles that are there without claims for their language are read. Exit code 3: some
    inputs were skipped; 1: nothing could be read.
    """
    settings = Settings.load(
        db=db,
        certainty_model=certainty_model,
        nli_model=nli_model,
        contradictions=contradictions,
        offline=offline,
        any_language=any_language,
    )
    given = _given(inputs, settings, feeds=feeds)
    network = Network(offline=settings.offline, allow_private=allow_private)
    reading = Reading(network, parse_columns(column_map or ()), say=_told)
    adding = _add_all(given, input_format, reading, settings, fail_fast=fail_fast, quiet=quiet)
    adding.exit(GATE if fail_on and adding.contradictions else None)


def _add_all(
    given: list[str],
    input_format: InputFormat,
    reading: Reading,
    settings: Settings,
    *,
    fail_fast: bool,
    quiet: bool,
) -> Batch:
    """Add each; gives what came of it."""
    options = _options(input_format, reading.columns, any_language=settings.any_language)
    with Store.open(settings.db, create=True) as store:
        stdin = stdin_bytes(given, "an article")
        _say_what_is_waited_for(given)
        with batch(store, given, options, str(settings.db), quiet=quiet) as (adding, course):
            for item in add_inputs(
                given,
                store,
                settings=settings,
                input_format=input_format,
                reading=reading,
                stdin=stdin,
                hold=interrupts_wait,
                course=course,
                run=adding.run,
                fail_fast=fail_fast,
            ):
                adding.take(item)
            adding.stopped = fail_fast and adding.skipped > 0
    return adding


def _say_what_is_waited_for(given: list[str]) -> None:
    """A named pipe that nobody writes into yet holds all up; one of the shell's own (``<(…)``) is written into."""
    for name in given:
        if not name.startswith(("/dev/", "/proc/")) and Path(name).is_fifo():
            _told(f"{name} is a pipe: waiting for what is written into it")


def _options(input_format: InputFormat, columns: Columns, *, any_language: bool) -> str:
    """What of the options says how inputs are read, so that a run that goes on reads them as the one before."""
    chosen = ",".join(f"{part}={place}" for part, place in sorted(columns.chosen.items()))
    mapped = f" --map {chosen}" if chosen else ""
    return f"--input {input_format}{mapped}{' --any-language' if any_language else ''}"


def _given(inputs: list[str] | None, settings: Settings, *, feeds: bool) -> list[str]:
    """The inputs, and the feeds where they are asked for."""
    if feeds and not settings.feeds:
        raise SettingsError("no feeds in tracker.toml", todo='write feeds = ["https://news.example/feed.xml"] there')
    given = [*(inputs or ()), *(settings.feeds if feeds else ())]
    if not given:
        raise typer.BadParameter("name a file, a folder, a web address, or - for stdin", param_hint="INPUT")
    return given


def _told(line: str) -> None:
    say(f"tracker: {line}")
