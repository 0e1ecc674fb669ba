"""`tracker extract`: who said what, as JSON on stdout, and nothing kept."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tracker.cli.options import CertaintyModel, Input, MinConfidence, examples
from tracker.cli.progress import Tally
from tracker.cli.streams import is_terminal, show, stdin_bytes
from tracker.errors import InputError
from tracker.pipeline import extract_inputs
from tracker.report.exporters import extraction_dict, json_line
from tracker.report.terminal import count
from tracker.settings import Settings

app = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples(
        "tracker extract article.txt",
        "curl -s https://news.example/1.txt | tracker extract -",
        "tracker extract --input jsonl articles.jsonl > attributions.jsonl",
    )
)
def extract(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH|-", help="Files and folders; - (the default) is stdin.")
    ] = None,
    input_format: Input = "auto",
    certainty_model: CertaintyModel = None,
    min_confidence: MinConfidence = None,
) -> None:
    """Print who said what in articles as JSON; no database.

    One object per article and line: {"id", "attributions": [{"source", "cue", "content", "kind", "confidence",
    "speaker", "claims": [{"span", "text", "certainty", "score", "polarity", "factuality", "distance", "evidence",
    "certainty_model"}], "nested_in", "because", "speaker_confidence", "candidates"}]}. nested_in is the place in this
    list, from 0, of the attribution in whose words this one is told; because says why its source is that speaker,
    candidates who else it may be. Spans are [start, end] in characters of the text as given, end exclusive.
    """
    inputs = paths or ["-"]
    stdin = stdin_bytes(inputs, "an article")
    settings = Settings.load(certainty_model=certainty_model)
    tally = Tally(show_progress=not is_terminal(sys.stdout))
    try:
        for item in extract_inputs(inputs, settings=settings, input_format=input_format, stdin=stdin):
            if isinstance(item, InputError):
                tally.skip(item)
            else:
                tally.done += 1
                show([json_line(extraction_dict(item, min_confidence or 0))])
                sys.stdout.flush()  # the next program can begin
            tally.progress(f"{count(tally.done, 'article')} read, {tally.skipped:,} skipped")
    finally:
        tally.clear()
    tally.exit()
