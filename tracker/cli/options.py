"""The options that several commands share, each written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from tracker.records import Distance, Level, Polarity

Format = Literal["table", "json", "jsonl", "csv"]
InputFormat = Literal[
    "auto", "text", "jsonl", "csv", "tsv", "html", "feed", "zip", "warc", "pdf", "docx", "odt", "eml", "mbox", "msg",
    "mhtml", "webarchive",
]  # fmt: skip

Database = Annotated[
    Path | None,
    typer.Option("--db", metavar="PATH", help="The database; else $TRACKER_DB, else tracker.db in this folder."),
]
OutputFormat = Annotated[Format, typer.Option("--format", "-f", help="How to print the listing.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=1, help="At most N lines of the listing.")]
Input = Annotated[
    InputFormat,
    typer.Option("--input", help="What the inputs are; auto goes by name and first bytes of each."),
]
ColumnMap = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="PART=COLUMN",
        help="Where a table (CSV, JSONL) has id, text, title, outlet, date, url, author: text=body,date=published; "
        "article.body is within an object. Usual names are found without.",
    ),
]
Offline = Annotated[
    bool | None,
    typer.Option("--offline/--online", show_default=False, help="Fetch nothing; else by $TRACKER_OFFLINE."),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private addresses, too: your own machine and network.")
]
Inputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="INPUT", help="Files, folders, web addresses and feeds; - is stdin."),
]
InputsOrStdin = Annotated[
    list[str] | None,
    typer.Argument(metavar="INPUT", help="Files, folders, web addresses and feeds; - (the default) is stdin."),
]
Feeds = Annotated[bool, typer.Option("--feeds", help="The feeds of tracker.toml, too.")]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing but what was skipped and what contradicts: for cron.")
]
FailFast = Annotated[
    bool, typer.Option("--fail-fast", help="Stop at the first input that cannot be read; what came before stays.")
]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Articles of this date or later: 2024-03-02, 2024-03 or 2024.")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Articles of this date or earlier.")]
LevelOption = Annotated[Level | None, typer.Option("--certainty", help="Only claims whose speaker is so sure of them.")]
MinScore = Annotated[
    float | None,
    typer.Option(metavar="SCORE", min=0, max=1, help="Only claims with this score of certainty or a higher one."),
]
MaxScore = Annotated[
    float | None, typer.Option(metavar="SCORE", min=0, max=1, help="Only claims with this score or a lower one.")
]


def _a_number(value: float | None) -> float | None:
    """Refuses NaN, which no limit keeps out."""
    if value is not None and value != value:
        raise typer.BadParameter("nan is no number from 0 to 1")
    return value


MinConfidence = Annotated[
    float | None,
    typer.Option(
        callback=_a_number,
        metavar="CONFIDENCE",
        min=0,
        max=1,
        help="Only what the machine is so sure was said: of what it holds with 0.9 or more, nine in ten are right.",
    ),
]
PolarityOption = Annotated[
    Polarity | None, typer.Option("--polarity", help="Only what the speaker holds to be so, not so, or leaves open.")
]
DistanceOption = Annotated[
    Distance | None,
    typer.Option("--distance", help="Only what the article reports plainly, backs (confirmed) or doubts (claimed)."),
]
AttributionModel = Annotated[
    str | None,
    typer.Option(
        "--attribution-model",
        metavar="PATH",
        help="The model that finds who said what: a bundle's folder; else the one that tracker brings.",
    ),
]
CertaintyModel = Annotated[
    str | None,
    typer.Option(
        "--certainty-model",
        metavar="PATH|ORG/NAME",
        help="The classifier that says how sure a speaker is: a folder, or a name on the Hugging Face hub; else the "
        "one that tracker brings.",
    ),
]
NliModel = Annotated[
    str | None,
    typer.Option(
        "--nli-model",
        metavar="PATH|ORG/NAME",
        help="The classifier that says whether two claims contradict: a folder, or a name on the Hugging Face hub; "
        "else the one that tracker brings.",
    ),
]
Contradictions = Annotated[
    bool | None,
    typer.Option(
        "--contradictions/--no-contradictions",
        show_default=False,
        help="Compare the new claims with the stored ones, or do not: adding is faster without. The default is to "
        "compare.",
    ),
]
AnyLanguage = Annotated[
    bool | None,
    typer.Option(
        "--any-language/--only-english",
        show_default=False,
        help="Look for claims in articles that are not in English, too, though the models read English; or do not, "
        "which is the default.",
    ),
]
FailOn = Annotated[
    Literal["contradictions"] | None,
    typer.Option("--fail-on", help="Exit with code 10 when there are any that nobody has dismissed."),
]


def examples(*lines: str) -> str:
    r"""An epilog that `--help` prints line by line (``\b`` keeps the lines apart)."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
