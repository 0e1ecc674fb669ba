"""`tracker export`: what is stored, in files that other tools read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

from tracker.cli.interrupts import interrupts_wait
from tracker.cli.options import (
    Database,
    DistanceOption,
    LevelOption,
    MinConfidence,
    PolarityOption,
    Since,
    Until,
    examples,
)
from tracker.cli.progress import Exporting
from tracker.cli.streams import say, show
from tracker.records import Dispute, Kind
from tracker.report.exports import tables
from tracker.report.exports.annotations import annotation_lines
from tracker.report.exports.claimreview import claimreview_lines
from tracker.report.exports.columns import CLAIMS, COLUMNS, CONTRADICTIONS, SPEAKERS, TABLES, UPDATES, explanations
from tracker.report.exports.places import new_file, new_folder
from tracker.report.exports.records import claim_dict, dispute_dict, source_dict
from tracker.report.exports.tables import Sheet, TableFormat
from tracker.settings import Settings
from tracker.store import ClaimQuery, Store

app = typer.Typer(rich_markup_mode=None)

Format = Annotated[
    Literal["csv", "jsonl", "xlsx", "parquet", "claimreview", "annotations"],
    typer.Argument(metavar="FORMAT", help="What to write."),
]
Article = Annotated[
    str | None,
    typer.Argument(metavar="ARTICLE", show_default=False, help="Of annotations: the article, by its id or ref."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="PLACE",
        help="The folder of csv, jsonl and parquet, the file of xlsx, claimreview and annotations; the last two are "
        "printed without it.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that are there already.")]
Name = Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Only what this speaker said.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Only articles of this outlet.")]
KindOption = Annotated[Kind | None, typer.Option(help="Only quoted, only reported, or half and half.")]


@app.command(
    epilog=examples(
        "tracker export csv --output week/ --since 2024-03-04 --until 2024-03-10",
        "tracker export xlsx --output claims.xlsx --force",
        "tracker export parquet --output claims/ --speaker 'Ada Osei'",
        "tracker export claimreview --output reviews.jsonld",
        "tracker export annotations bridge.txt > bridge.jsonld",
    )
)
def export(
    to: Format,
    article: Article = None,
    output: Output = None,
    speaker: Name = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    kind: KindOption = None,
    certainty: LevelOption = None,
    polarity: PolarityOption = None,
    distance: DistanceOption = None,
    min_confidence: MinConfidence = None,
    force: Force = False,
    db: Database = None,
) -> None:
    """Write claims, speakers, contradictions and updates for other tools.

    csv, jsonl, xlsx and parquet hold the claims that are asked for, who made them, the contradictions and updates they
    are part of, and what every column means: a file each, or a sheet. claimreview holds the contradictions that a
    person has decided on, as schema.org's ClaimReview; annotations the claims of one article, as W3C Web Annotations.
    Nothing is overwritten without --force, and nothing is left half-written.
    """
    question = ClaimQuery(
        speaker=speaker, outlet=outlet, since=since, until=until, kind=kind,
        certainty=certainty, polarity=polarity, distance=distance, min_confidence=min_confidence,
    )  # fmt: skip
    output = _place(to, article, output, question)
    with Store.open(Settings.load(db=db).db, create=False) as store, store.reading():
        if to == "annotations":
            _write_lines(annotation_lines(store.article(article or "")), output, force)
        elif to == "claimreview":
            _write_lines(claimreview_lines(_decided(store.each_dispute(question))), output, force)
        elif output is not None:
            _write_tables(store, question, to, output, force)


def _place(to: str, article: str | None, output: Path | None, question: ClaimQuery) -> Path | None:
    """Where to write to, None to print; raises where the words of the command line do not go together."""
    place = None if output == Path("-") else output
    if to == "annotations":
        if article is None:
            raise typer.BadParameter("of which article? Give its ARTICLE, as in: tracker export annotations 12")
        if question != ClaimQuery():
            raise typer.BadParameter("annotations are of one article whole: no other option beside it")
    elif article is not None:
        raise typer.BadParameter(f"only annotations are of one ARTICLE; {to} is narrowed by options")
    elif place is None and to != "claimreview":
        what = "FILE" if to == "xlsx" else "FOLDER"
        raise typer.BadParameter(f"where to? Give a place, as in: tracker export {to} --output {what}")
    return place


def _decided(disputes: Iterable[Dispute]) -> Iterator[Dispute]:
    """Those that a person has decided on; says so where there is none."""
    empty = True
    for dispute in disputes:
        if dispute.head.status != "suggested":
            empty = False
            yield dispute
    if empty:
        say("tracker: no contradictions found that a person has decided on; `tracker review` asks about each")


def _write_lines(lines: Iterable[str], output: Path | None, force: bool) -> None:
    if output is None:
        show(lines)
        return
    with new_file(output, force=force) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def _write_tables(store: Store, question: ClaimQuery, to: TableFormat, output: Path, force: bool) -> None:
    tables.check_extra(to)
    tally = Exporting()
    sheets = (
        Sheet(CLAIMS, map(claim_dict, tally.each("claim", store.each_claim(question)))),
        Sheet(SPEAKERS, map(source_dict, tally.each("speaker", store.each_source(question)))),
        Sheet(CONTRADICTIONS, map(dispute_dict, tally.each("contradiction", store.each_dispute(question)))),
        Sheet(UPDATES, map(dispute_dict, tally.each("update", store.each_dispute(question, relation="supersedes")))),
        Sheet(COLUMNS, explanations()),
    )
    try:
        if to == "xlsx":
            from tracker.report.exports.workbook import write_workbook

            with new_file(output, force=force) as path:
                write_workbook(sheets, path)
        else:
            names = tables.file_names(TABLES, to)
            with new_folder(output, names, force=force, hold=interrupts_wait) as folder:
                tables.write_files(sheets, to, folder)
    finally:
        tally.clear()
    say(f"{tally.summary()} · {output}")
