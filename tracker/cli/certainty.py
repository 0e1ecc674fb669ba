"""`tracker certainty` and `tracker rescore`: how sure speakers are, of sentences from outside and of stored claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from tracker.cli.interrupts import interrupts_wait
from tracker.cli.options import CertaintyModel, Database, OutputFormat, examples
from tracker.cli.output import show_changes
from tracker.cli.progress import Rescoring
from tracker.cli.sentences import answer_lines, read_sentences
from tracker.cli.streams import say
from tracker.pipeline import judge_texts
from tracker.pipeline import rescore as score_anew
from tracker.records import Judgement, ScoreChange, TextToJudge
from tracker.report.exports.records import judgement_dict
from tracker.settings import Settings
from tracker.store import Store

app = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples(
        "tracker certainty sentences.jsonl > certainty.jsonl",
        """echo '{"text": "It may rain, he said.", "target": "It may rain"}' | tracker certainty""",
        "tracker certainty --certainty-model models/mine sentences.jsonl",
    )
)
def certainty(
    path: Annotated[
        str, typer.Argument(metavar="PATH|-", help="A file of JSON lines; - (the default) is stdin.")
    ] = "-",
    certainty_model: CertaintyModel = None,
) -> None:
    """Say how sure sentences are of their claims, as JSON lines.

    In: {"id"?, "text", "target"?, "cue"?}. The target is the claim in the text (all of it where there is none), the cue
    the words that attribute it. Out, in the same order: {"id", "certainty", "score", "polarity", "factuality",
    "distance", "probabilities", "evidence", "model"}. The id is the line's number where none is given, evidence the
    words that made it so, [start, end] in characters of the text. Exit code 3: some lines were skipped; 1: all were.
    """
    settings = Settings.load(certainty_model=certainty_model)

    def judge(sentences: Iterator[TextToJudge], together: int | None) -> Iterator[Judgement]:
        return judge_texts(sentences, settings=settings, **({"together": together} if together else {}))

    answer_lines(path, read_sentences, judge, judgement_dict, noun="sentence")


@app.command(
    epilog=examples(
        "tracker rescore",
        "tracker rescore --certainty-model models/mine",
        "tracker rescore --certainty-model ORG/NAME --format csv > changes.csv",
    )
)
def rescore(
    certainty_model: CertaintyModel = None,
    output_format: OutputFormat = "table",
    db: Database = None,
) -> None:
    """Score stored claims with another model, list what changed.

    Claims that this model has scored already are left out, so that the same command can be given again at any time.
    Scores are added, never overwritten; listings show the newest. Listed are the claims whose level or polarity is now
    another.
    """
    settings = Settings.load(db=db, certainty_model=certainty_model)
    tally = Rescoring()
    with Store.open(settings.db, create=False) as store:
        try:
            show_changes(_changed(score_anew(store, settings=settings, hold=interrupts_wait), tally), output_format)
        except BaseException:
            tally.clear()
            if tally.done:
                say(f"{tally.summary()} · {settings.db}; the same command again goes on from here")
            raise
        tally.clear()
        say(f"{tally.summary()} · {settings.db}")


def _changed(changes: Iterable[ScoreChange], tally: Rescoring) -> Iterator[ScoreChange]:
    """Those whose level or polarity is another; all are counted."""
    for change in changes:
        if tally.score(change):
            tally.clear()
            yield change
        tally.progress(tally.summary())
