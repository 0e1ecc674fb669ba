"""Listings on stdout, in the format asked for, printed as they come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from tracker.cli.options import Format
from tracker.cli.streams import Page, is_terminal, page, say, show
from tracker.records import ArticleHistory, ScoreChange, StoredClaim
from tracker.report.exports.lines import csv_lines, json_array, json_lines, json_page
from tracker.report.exports.records import CHANGE_COLUMNS, CLAIM_COLUMNS, VERSION_COLUMNS, change_dict, claim_dict
from tracker.report.exports.versions import HISTORY_COLUMNS, history_dict, version_row
from tracker.report.terminal.history import histories_view
from tracker.report.terminal.tables import changes_table, claims_table
from tracker.report.wording.harmless import harmless

_Record = TypeVar("_Record")


def _counted(records: Iterable[_Record], noun: str | None) -> Iterator[_Record]:
    """The records; says so when there was none and they have a noun."""
    empty = True
    for record in records:
        empty = False
        yield record
    if empty and noun:
        say(f"tracker: no {noun} found")


def show_listing(
    records: Iterable[_Record],
    output_format: Format,
    *,
    noun: str | None,
    as_dict: Callable[[_Record], Mapping[str, Any]],
    columns: Sequence[str],
    as_table: Callable[[Iterable[_Record], Page], Iterable[str]],
) -> None:
    """A listing in the format asked for, printed as it comes."""
    records = _counted(records, noun)
    items = map(as_dict, records)
    if output_format == "table":
        show(as_table(records, page()))
    elif output_format == "json":
        show(json_array(items))
    elif output_format == "jsonl":
        show(json_lines(items))
    else:
        lines = csv_lines(items, columns)
        show(map(harmless, lines) if is_terminal(sys.stdout) else lines)


def show_claims(
    claims: Iterable[StoredClaim], output_format: Format, *, with_speakers: bool = True, with_versions: bool = False
) -> None:
    """Claims as every command lists them."""
    show_listing(
        claims,
        output_format,
        noun="claims",
        as_dict=claim_dict,
        columns=VERSION_COLUMNS if with_versions else CLAIM_COLUMNS,
        as_table=lambda found, sheet: claims_table(
            found, width=sheet.width, colour=sheet.colour, speakers=with_speakers, blocks=sheet.blocks
        ),
    )


def show_changes(changes: Iterable[ScoreChange], output_format: Format) -> None:
    """What another model reads otherwise."""
    show_listing(
        changes,
        output_format,
        noun=None,  # the summary says how many
        as_dict=change_dict,
        columns=CHANGE_COLUMNS,
        as_table=lambda found, sheet: changes_table(found, width=sheet.width, colour=sheet.colour),
    )


def show_histories(histories: Sequence[ArticleHistory], output_format: Format, *, one: bool) -> None:
    """How articles changed; in JSON `one` alone is an object, not a list. A CSV has a line for each version."""
    if output_format == "csv":
        rows = [version_row(version) for history in histories for version in history.versions]
        show_listing(rows, "csv", noun="articles", as_dict=dict, columns=HISTORY_COLUMNS, as_table=lambda *_: ())
    elif one and output_format == "json":
        show(json_page(history_dict(histories[0])))
    else:
        show_listing(
            histories,
            output_format,
            noun="changed articles",
            as_dict=history_dict,
            columns=(),
            as_table=lambda found, sheet: histories_view(found, width=sheet.width, colour=sheet.colour),
        )
