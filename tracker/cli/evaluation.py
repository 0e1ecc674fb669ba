"""`tracker evaluate`: how right the attributions are, on annotations of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from tracker.cli.options import AttributionModel, MinConfidence, examples
from tracker.cli.progress import Tally
from tracker.cli.sentences import without_errors
from tracker.cli.streams import page, say, show, stdin_bytes
from tracker.errors import InputError
from tracker.ingest.gold import SHAPE, read_gold
from tracker.ingest.lines import open_lines
from tracker.measures import GROUPS, Evaluation, Measuring
from tracker.pipeline import evaluate as evaluate_gold
from tracker.report.exports.evaluation import evaluation_dict, mistake_dict
from tracker.report.exports.lines import json_line, json_page
from tracker.report.exports.places import new_file
from tracker.report.terminal.evaluation import evaluation_table
from tracker.report.wording.phrases import count
from tracker.settings import Settings

app = typer.Typer(rich_markup_mode=None)


class Apart(StrEnum):
    """What attributions can be told apart by."""

    KIND = "kind"
    SPEECH = "speech"


Gold = Annotated[str, typer.Argument(metavar="PATH|-", help="A file of JSON lines, plain or gzip; - is stdin.")]
By = Annotated[
    list[Apart] | None,
    typer.Option(
        "--by",
        help="Measure apart: kind (direct, indirect, mixed), speech (by its cue) and the rest. May be given twice.",
    ),
]
Printed = Annotated[Literal["table", "json"], typer.Option("--format", "-f", help="How to print it.")]
Errors = Annotated[
    Path | None,
    typer.Option("--errors", metavar="FILE", help="Write each mistake to this file, as JSON lines."),
]


@app.command(
    epilog=examples(
        "tracker evaluate gold.jsonl",
        "tracker evaluate gold.jsonl.gz --by kind --by speech --errors mistakes.jsonl",
        "tracker evaluate gold.jsonl --attribution-model models/mine --format json",
    )
)
def evaluate(
    path: Gold,
    by: By = None,
    errors: Errors = None,
    attribution_model: AttributionModel = None,
    min_confidence: MinConfidence = None,
    output_format: Printed = "table",
) -> None:
    """Measure who said what on annotations of your own.

    In: {"id"?, "text", "attributions": [{"source", "cue", "content"}]}, each role a list of [start, end] in characters
    of the text, end exclusive. Out: precision, recall and F1 of each role (exact spans, and by token), of attributions
    with all three exact (strict), and of those with half of the content and the source right (relaxed). A line of
    --errors says whether an attribution was missed, is spurious, or has other bounds, and in which roles. Exit code 3:
    some lines were skipped; 1: all were.
    """
    settings = Settings.load(attribution_model=attribution_model)
    measuring = Measuring(group for name in dict.fromkeys(by or ()) for group in GROUPS[name])
    tally = Tally(show_progress=True)
    stdin = stdin_bytes([path], "annotated texts as JSON lines")
    with _lines_to(errors) as write, nullcontext(stdin) if stdin else open_lines(path) as stream:
        gold = without_errors(read_gold(stream, "stdin" if stdin else path), tally)
        try:
            for mistakes in evaluate_gold(gold, measuring, settings=settings, min_confidence=min_confidence or 0):
                tally.done += 1
                for mistake in mistakes:
                    write(json_line(mistake_dict(mistake)))
                tally.progress(f"{count(tally.done, 'article')} read, {tally.skipped:,} skipped")
        finally:
            tally.clear()
    if tally.done:
        _show(measuring.result(), output_format)
    elif not tally.skipped:
        raise InputError("empty", where=path, todo=SHAPE)
    tally.exit()


def _show(evaluation: Evaluation, output_format: Literal["table", "json"]) -> None:
    if output_format == "json":
        show(json_page(evaluation_dict(evaluation)))
        return
    show(evaluation_table(evaluation, colour=page().colour))
    say(f"{count(evaluation.articles, 'article')} · {evaluation.model}")


@contextmanager
def _lines_to(place: Path | None) -> Iterator[Callable[[str], object]]:
    """Writes lines to a file, which is there when all went well; nowhere where there is none."""
    if place is None:
        yield len
        return
    with new_file(place, force=True) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda line: file.write(line + "\n")
