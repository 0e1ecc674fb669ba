"""`tracker claims`: the claims of the database, searched and filtered."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.options import (
    Database,
    DistanceOption,
    LevelOption,
    Limit,
    MaxScore,
    MinConfidence,
    MinScore,
    OutputFormat,
    PolarityOption,
    Since,
    Until,
    examples,
)
from tracker.cli.output import show_claims
from tracker.records import Kind
from tracker.settings import Settings
from tracker.store import ClaimQuery, Store

app = typer.Typer(rich_markup_mode=None)

Query = Annotated[
    str | None,
    typer.Argument(metavar="QUERY", show_default=False, help='Words to look for; "a phrase", OR and -word work.'),
]
AllVersions = Annotated[
    bool, typer.Option("--all-versions", help="Also what only an older version of an article said.")
]


@app.command(
    epilog=examples(
        "tracker claims",
        "tracker claims 'bridge OR ferry' --since 2024-03",
        "tracker claims --speaker 'Ada Osei' --kind direct",
        "tracker claims --certainty doubtful --polarity negative",
        "tracker claims --article bridge.txt --all-versions",
        "tracker claims --outlet 'River Post' --format csv > claims.csv",
    )
)
def claims(
    query: Query = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this speaker said.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Only articles of this outlet.")] = None,
    article: Annotated[str | None, typer.Option(metavar="ARTICLE", help="Only this article: its id or ref.")] = None,
    since: Since = None,
    until: Until = None,
    kind: Annotated[Kind | None, typer.Option(help="Only quoted, only reported, or half and half.")] = None,
    certainty: LevelOption = None,
    min_score: MinScore = None,
    max_score: MaxScore = None,
    polarity: PolarityOption = None,
    distance: DistanceOption = None,
    min_confidence: MinConfidence = None,
    all_versions: AllVersions = False,
    limit: Limit = None,
    output_format: OutputFormat = "table",
    db: Database = None,
) -> None:
    """List claims: all, or those that hold the words of QUERY.

    With --all-versions each has the number of the last version of its article that had it ("version"), and whether the
    article still says it ("stands").
    """
    question = ClaimQuery(
        text=query, speaker=speaker, outlet=outlet, article=article, since=since, until=until, kind=kind,
        certainty=certainty, min_score=min_score, max_score=max_score, polarity=polarity, distance=distance,
        min_confidence=min_confidence, limit=limit, all_versions=all_versions,
    )  # fmt: skip
    with Store.open(Settings.load(db=db).db, create=False) as store:
        show_claims(store.claims(question), output_format, with_versions=all_versions)
