"""`tracker train`: a model of one's own, from annotations of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tracker.cli.interrupts import interrupts_wait
from tracker.cli.options import examples
from tracker.cli.progress import Tally
from tracker.cli.sentences import without_errors
from tracker.cli.streams import page, say, show, stdin_bytes
from tracker.errors import InputError
from tracker.ingest.gold import SHAPE, read_gold
from tracker.ingest.lines import open_lines
from tracker.measures import Evaluation, GoldArticle, Measuring, f1_by_name, f1_of
from tracker.models.card import note_metrics
from tracker.pipeline import evaluate
from tracker.report.exports.places import new_folder
from tracker.report.terminal.evaluation import comparison_table
from tracker.report.wording.phrases import count
from tracker.settings import Settings
from tracker.tuning import FILES, refuse_few, require_torch, train_attribution

if TYPE_CHECKING:
    from tracker.models.tuning.tagger import Progress

app = typer.Typer(rich_markup_mode=None)

_WHOLE = ("attribution strict", "attribution relaxed")  # the measures that say whether a model got worse

What = Annotated[
    Literal["attribution"], typer.Argument(metavar="MODEL", help="The model to fit: attribution finds who said what.")
]
Gold = Annotated[str, typer.Argument(metavar="GOLD|-", help="A file of JSON lines, plain or gzip; - is stdin.")]
Output = Annotated[
    Path, typer.Option("--output", "-o", "--out", metavar="FOLDER", help="Write the new model to this folder.")
]
Dev = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Articles kept apart, in the same form: measured before and after."),
]
Epochs = Annotated[int, typer.Option(metavar="N", min=1, max=100, help="How often each article is read.")]
Rate = Annotated[float, typer.Option(metavar="RATE", min=1e-7, max=1e-2, help="How much is changed at a time.")]
Seed = Annotated[int, typer.Option(metavar="N", min=0, help="The same number gives the same model on one machine.")]
Base = Annotated[
    Path | None,
    typer.Option("--from", metavar="PATH", help="The model to start from: a folder; else the one that tracker brings."),
]
Force = Annotated[bool, typer.Option("--force", help="Write over the model that is in FOLDER.")]


@app.command(
    epilog=examples(
        "tracker train attribution gold.jsonl --dev apart.jsonl -o our-model",
        "tracker train attribution gold.jsonl.gz -o our-model --epochs 5 --seed 7",
        "TRACKER_ATTRIBUTION_MODEL=our-model tracker add news/",
    )
)
def train(
    what: What,  # noqa: ARG001 - there is one as yet
    path: Gold,
    output: Output,
    dev: Dev = None,
    epochs: Epochs = 3,
    learning_rate: Rate = 1e-4,
    seed: Seed = 13,
    base: Base = None,
    force: Force = False,
) -> None:
    """Fit the model that finds who said what to annotations of your own.

    In: lines as `tracker evaluate` reads them, some hundred articles of them. Out: a model folder, which
    --attribution-model, TRACKER_ATTRIBUTION_MODEL and tracker.toml take. Needs the extra [torch]; a hundred articles
    take a minute or two an epoch. Exit code 3: some lines were skipped; 1: nothing was written.
    """
    require_torch()
    settings, tally = Settings.load(), Tally(show_progress=True)
    gold, apart = _read(path, tally), _read(dev, tally) if dev else []
    refuse_few(gold, path)
    _refuse_shared(gold, apart, dev)
    with closing(_Told(tally)) as told, new_folder(output, FILES, force=force, hold=interrupts_wait) as folder:
        before = _measure(apart, replace(settings, attribution_model=base))
        name = train_attribution(
            gold, folder, name=output.resolve().name, base=base, epochs=epochs, learning_rate=learning_rate,
            seed=seed, threads=settings.threads, told=told,
        )  # fmt: skip
        after = _measure(apart, replace(settings, attribution_model=folder))
        if after:
            note_metrics(folder, Path(dev or "").name, f1_by_name(after))
    _tell(before, after)
    tally.done = len(gold)
    say(f"{name} · {count(tally.done, 'article')} read · {output}")
    tally.exit()


class _Told:
    """Says how a run goes: a line of progress on a terminal, and a line an epoch anywhere."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def __call__(self, at: Progress) -> None:
        where = f"epoch {at.epoch} of {at.epochs}"
        if at.ended:
            self.close()
            say(f"{where}: loss {at.loss:.4f}")
        else:
            self._tally.progress(f"{where} · step {at.step:,} of about {at.steps:,} · loss {at.loss:.4f}")

    def close(self) -> None:
        self._tally.clear()


def _read(path: str, tally: Tally) -> list[GoldArticle]:
    """The articles of a file; the lines that are none are named and counted."""
    skipped = tally.skipped
    stdin = stdin_bytes([path], "annotated texts as JSON lines")
    with nullcontext(stdin) if stdin else open_lines(path) as stream:
        gold = list(without_errors(read_gold(stream, "stdin" if stdin else path), tally))
    if not gold and tally.skipped == skipped:
        raise InputError("empty", where=path, todo=SHAPE)
    if not gold:
        raise InputError("no line of it can be used", where=path, todo=SHAPE)
    return gold


def _refuse_shared(gold: Sequence[GoldArticle], apart: Sequence[GoldArticle], dev: str | None) -> None:
    """Raise InputError where what is measured is what was learned."""
    texts = {one.article.text for one in gold}
    shared = [one.article.ref for one in apart if one.article.text in texts]
    if shared:
        said = f"{count(len(shared), 'article')} of it ({shared[0][:40]!r} for one) would be learned from, too"
        raise InputError(said, where=dev, todo="keep apart what is measured")


def _measure(apart: Sequence[GoldArticle], settings: Settings) -> Evaluation | None:
    """How right a model is on the articles kept apart; None where there are none."""
    if not apart:
        return None
    measuring = Measuring()
    for _ in evaluate(apart, measuring, settings=settings):
        pass
    return measuring.result()


def _tell(before: Evaluation | None, after: Evaluation | None) -> None:
    """The figures before and after, and a warning where the model got worse."""
    if before is None or after is None:
        say("not measured: name articles kept apart with --dev")
        return
    show(comparison_table(before, after, colour=page().colour))
    for name in _WHOLE:
        old, new = f1_of(before, name), f1_of(after, name)
        if new < old:
            say(f"tracker: warning: the new model is worse: {name} F1 fell from {old:.1f} to {new:.1f}")
