"""`tracker extract`: who said what, as JSON on stdout, and nothing kept."""

from __future__ import annotations

import sys

import typer

from tracker.cli.options import (
    AllowPrivate,
    AnyLanguage,
    CertaintyModel,
    ColumnMap,
    Input,
    InputsOrStdin,
    MinConfidence,
    Offline,
    examples,
)
from tracker.cli.progress import Tally
from tracker.cli.streams import is_terminal, say, show, stdin_bytes
from tracker.errors import InputError
from tracker.ingest import Network, Reading, parse_columns
from tracker.pipeline import extract_inputs
from tracker.report.exports.lines import json_line
from tracker.report.exports.records import extraction_dict
from tracker.report.wording.phrases import count
from tracker.settings import Settings

app = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples(
        "tracker extract article.txt",
        "tracker extract https://news.example/bridge-closed",
        "tracker extract --input jsonl articles.jsonl > attributions.jsonl",
    )
)
def extract(
    paths: InputsOrStdin = None,
    input_format: Input = "auto",
    column_map: ColumnMap = None,
    offline: Offline = None,
    allow_private: AllowPrivate = False,
    certainty_model: CertaintyModel = None,
    min_confidence: MinConfidence = None,
    any_language: AnyLanguage = None,
) -> None:
    """Print who said what in articles as JSON; no database.

    One object per article and line: {"id", "attributions": [{"source", "cue", "content", "kind", "confidence",
    "speaker", "claims": [{"span", "text", "certainty", "score", "polarity", "factuality", "distance", "evidence",
    "certainty_model"}], "nested_in", "because", "speaker_confidence", "candidates"}]}. nested_in is the place in this
    list, from 0, of the attribution in whose words this one is told; because says why its source is that speaker,
    candidates who else it may be. Spans are [start, end] in characters of the text as given, end exclusive; where
    something had to be mended in it, "mended" says what, and "text" is the text that is meant. An article that is not
    in English gives no attributions, and "notes" say so.
    """
    inputs = paths or ["-"]
    stdin = stdin_bytes(inputs, "an article")
    settings = Settings.load(certainty_model=certainty_model, offline=offline, any_language=any_language)
    network = Network(offline=settings.offline, allow_private=allow_private)
    reading = Reading(network, parse_columns(column_map or ()), say=say)
    tally = Tally(show_progress=not is_terminal(sys.stdout))
    try:
        for item in extract_inputs(inputs, settings=settings, input_format=input_format, reading=reading, stdin=stdin):
            if isinstance(item, InputError):
                tally.skip(item)
            else:
                tally.done += 1
                tally.unread += bool(item.notes)
                show([json_line(extraction_dict(item.shown(), min_confidence or 0))])
                sys.stdout.flush()  # the next program can begin
            tally.progress(f"{count(tally.done, 'article')} read, {tally.skipped:,} skipped")
    finally:
        tally.clear()
        tally.say_unread()
    tally.exit()
