"""`tracker add`: articles into the database."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.interrupts import interrupts_wait
from tracker.cli.options import CertaintyModel, Contradictions, Database, FailOn, Input, NliModel, examples
from tracker.cli.progress import GATE, Tally
from tracker.cli.streams import say, stdin_bytes
from tracker.errors import InputError
from tracker.period import SkippedInput
from tracker.pipeline import add_inputs
from tracker.settings import Settings
from tracker.store import Store

app = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples(
        "tracker add news/*.txt",
        "tracker add archive/ --db archive.db",
        "tracker add --input jsonl articles.jsonl",
        "zcat articles.jsonl.gz | tracker add -",
        "tracker add today.txt --fail-on contradictions",
    )
)
def add(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files and folders; - is stdin.")],
    input_format: Input = "auto",
    certainty_model: CertaintyModel = None,
    nli_model: NliModel = None,
    contradictions: Contradictions = None,
    fail_on: FailOn = None,
    db: Database = None,
) -> None:
    """Read articles and store who said what in them.

    An article that is there already is left as it is, so that the same command can be given again at any time. What the
    new articles contradict is named at the end. An input that cannot be read is named and skipped. Exit code 3: some
    were skipped; 1: all were.
    """
    settings = Settings.load(db=db, certainty_model=certainty_model, nli_model=nli_model, contradictions=contradictions)
    tally = Tally(show_progress=True)
    with Store.open(settings.db, create=True) as store:
        stdin, run = stdin_bytes(inputs, "an article"), None
        try:
            tally.progress(tally.summary())
            for item in add_inputs(
                inputs, store, settings=settings, input_format=input_format, stdin=stdin, hold=interrupts_wait
            ):
                if isinstance(item, InputError):
                    run = run or store.begin_run("tracker add", None)
                    tally.skip(item)
                    store.note_skipped(run, _skipped(item))  # a report says what could not be read
                else:
                    tally.add(item)
                tally.progress(tally.summary())
        except KeyboardInterrupt:
            tally.note = "; the same command again goes on from here"
            raise
        finally:
            tally.clear()
            say(f"{tally.summary()} · {settings.db}{tally.note}")
            tally.say_contradictions()
            _finish(store, run, tally)  # last: where the disk fails, what was done is told all the same
    tally.exit(GATE if fail_on and tally.contradictions else None)


def _skipped(error: InputError) -> SkippedInput:
    """What a report tells of an input that was skipped."""
    why = error.what if error.todo is None else f"{error.what}; {error.todo}"
    return SkippedInput(error.where or "", why)


def _finish(store: Store, run: int | None, tally: Tally) -> None:
    """Note how a run ended that skipped something."""
    if run is not None:
        status = "interrupted" if tally.note else "done"
        store.finish_run(run, added=tally.added, unchanged=tally.unchanged, skipped=tally.skipped, status=status)
