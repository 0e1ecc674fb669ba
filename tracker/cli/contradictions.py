"""`tracker contradictions`: who contradicts whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated, Literal

import typer

from tracker.cli.options import Database, FailOn, Limit, MinConfidence, OutputFormat, Since, Until, examples
from tracker.cli.output import show_listing
from tracker.cli.progress import GATE
from tracker.records import Dispute, Reason, Relation, ReviewStatus
from tracker.report.exports.records import DISPUTE_COLUMNS, dispute_dict
from tracker.report.terminal.pairs import Style, disputes_table
from tracker.settings import Settings
from tracker.store import RelationQuery, Store

app = typer.Typer(rich_markup_mode=None)


Speaker = Annotated[str | None, typer.Option(metavar="NAME", help="Only where this speaker is one of the two.")]
Status = Annotated[
    ReviewStatus | None,
    typer.Option(help="Only what nobody has decided on, or what somebody confirmed or dismissed."),
]
MinScore = Annotated[
    float | None, typer.Option(metavar="SCORE", min=0, max=1, help="Only with this score or a higher one.")
]
Why = Annotated[Reason | None, typer.Option(help="Only where the two differ in this.")]
Themselves = Annotated[bool, typer.Option("--same-speaker", help="Only speakers against themselves.")]
Kind = Annotated[
    Literal["contradiction", "supersedes"],
    typer.Option(help="Claims that cannot both be true, or those that a later one of the same authority updates."),
]


@app.command(
    epilog=examples(
        "tracker contradictions",
        "tracker contradictions --speaker 'Ada Osei' --same-speaker",
        "tracker contradictions --status confirmed --format csv > contradictions.csv",
        "tracker contradictions --since 2024-03 --min-score 0.9 --fail-on contradictions",
    )
)
def contradictions(
    speaker: Speaker = None,
    since: Since = None,
    until: Until = None,
    status: Status = None,
    reason: Why = None,
    same_speaker: Themselves = False,
    min_score: MinScore = None,
    min_confidence: MinConfidence = None,
    relation: Kind = "contradiction",
    limit: Limit = None,
    fail_on: FailOn = None,
    output_format: OutputFormat = "table",
    db: Database = None,
) -> None:
    """List claims that cannot both be true, and who made them.

    One row a dispute, wherever it is told; its other tellings stand beneath. What somebody has dismissed is listed only
    with --status dismissed. The score is how probable it is that the two contradict.
    """
    question = RelationQuery(
        relation=relation,
        speaker=speaker,
        since=since,
        until=until,
        status=status,
        reason=reason,
        same_speaker=True if same_speaker else None,
        min_score=min_score,
        min_confidence=min_confidence,
        limit=limit if status else None,  # what is dismissed does not count
    )
    standing: list[bool] = []
    with Store.open(Settings.load(db=db).db, create=False) as store:
        _show(islice(_standing(store.disputes(question), status, standing), limit), relation, output_format)
    if fail_on and any(standing):
        raise typer.Exit(GATE)


def _show(disputes: Iterable[Dispute], relation: Relation, output_format: OutputFormat) -> None:
    show_listing(
        disputes,
        output_format,
        noun="contradictions" if relation == "contradiction" else "updates",
        as_dict=dispute_dict,
        columns=DISPUTE_COLUMNS,
        as_table=lambda found, sheet: disputes_table(found, Style(sheet.width, sheet.colour, sheet.blocks)),
    )


def _standing(disputes: Iterable[Dispute], status: ReviewStatus | None, noted: list[bool]) -> Iterator[Dispute]:
    """The disputes, without the dismissed ones unless a status was asked for; of each is noted whether it is a
    contradiction that still stands."""
    for dispute in disputes:
        if status or dispute.head.status != "dismissed":
            noted.append(dispute.head.relation == "contradiction" and dispute.head.status != "dismissed")
            yield dispute
