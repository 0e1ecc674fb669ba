"""`tracker review`: a person decides on what the model suggests, at one key a decision or by a script."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Annotated

import typer

from tracker.cli.asking import By, Note, answers, echo, noted, pressed_keys, read_line, reviewer
from tracker.cli.interrupts import interrupts_wait
from tracker.cli.options import Database, examples
from tracker.cli.streams import is_terminal, page, say, show
from tracker.errors import QueryError
from tracker.records import ArticleHead, ReviewStatus, StoredRelation
from tracker.report.terminal.cells import BOLD, DIM, MEASURE, Paint
from tracker.report.terminal.pairs import Style, review_page
from tracker.report.wording.clashes import status_words
from tracker.settings import Settings
from tracker.store import Store

app = typer.Typer(rich_markup_mode=None)

_KEYS = {
    "c": ("confirm", "the two cannot both be true"),
    "d": ("dismiss", "they can; the pair does not come back"),
    "s": ("skip", "decide later"),
    "n": ("note", "a line for those who come after, kept with the decision"),
    "u": ("undo", "back to the pair before, the decision on it taken back"),
    "q": ("quit", "what was decided is kept"),
    "?": ("help", "this list"),
}
_DECISIONS: dict[str, ReviewStatus] = {"c": "confirmed", "d": "dismissed"}


Number = Annotated[
    int | None,
    typer.Argument(metavar="ID", show_default=False, help="Only this one, by the id that listings give it."),
]


@app.command(
    epilog=examples(
        "tracker review",
        "tracker review 12",
        "tracker review 12 --confirm --note 'Both checked by telephone.'",
        "tracker review 12 --dismiss --by kim",
        "tracker review 12 --undo",
    )
)
def review(
    number: Number = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="The two cannot both be true.")] = False,
    dismiss: Annotated[bool, typer.Option("--dismiss", help="They can; the pair does not come back.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last decision on it back.")] = False,
    note: Note = None,
    by: By = None,
    db: Database = None,
) -> None:
    """Confirm or dismiss contradictions, one key each.

    Without ID, all that nobody has decided on, the most valuable first: speakers against themselves, then by score and
    by how many print them. The keys are c confirm, d dismiss, s skip, n note, u undo, q quit, ? help. With --confirm,
    --dismiss, --undo or --note nothing is asked. What a person decided always wins over the model, and outlives
    scoring and adding anew.
    """
    status = _decision(number, confirm, dismiss, undo, note)
    asked = status is None and not undo and note is None
    if asked and not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        say("tracker: no terminal to ask on; use tracker review ID --confirm or --dismiss")
        raise typer.Exit(2)
    settings = Settings.load(db=db)
    with Store.open(settings.db, create=False) as store:
        if not asked and number is not None:
            decided = store.undo_review(number) if undo else _decide(store, number, status, note, reviewer(by))
            say(f"{number} {status_words(decided)} · {settings.db}")
            return
        queue = store.review_queue() if number is None else [store.relation(number)]
        if not queue:
            say(f"nothing to review · {settings.db}")
            return
        walk = _Walk(store, queue, reviewer(by), chosen=number is not None)
        try:
            walk.run()
        finally:
            say(f"{walk.summary()} · {settings.db}")


def _decision(number: int | None, confirm: bool, dismiss: bool, undo: bool, note: str | None) -> ReviewStatus | None:
    """What the options decide; raises where they do not go together."""
    if confirm + dismiss + undo > 1:
        raise typer.BadParameter("only one of --confirm, --dismiss and --undo can be meant")
    if undo and note is not None:
        raise typer.BadParameter("--undo takes the note back, too: no --note beside it")
    if number is None and (confirm or dismiss or undo or note is not None):
        raise typer.BadParameter("which one? Give its ID, as in: tracker review 12 --confirm")
    return "confirmed" if confirm else "dismissed" if dismiss else None


def _decide(store: Store, number: int, status: ReviewStatus | None, note: str | None, by: str | None) -> StoredRelation:
    """Stores what a script decided; a note alone leaves the decision as it is, a decision alone the note."""
    relation = store.relation(number)
    said = relation.note if note is None else noted(note)
    return store.review(number, status or relation.status, note=said, reviewer=by)


@dataclass(frozen=True, slots=True)
class _Step:
    """What was done with a pair: where it stands in the queue, what was written of it (None: nothing) and noted."""

    at: int
    status: ReviewStatus | None
    note: str | None


@dataclass
class _Walk:
    """The way through the queue, which stays as it was at the start."""

    store: Store
    queue: Sequence[StoredRelation]
    reviewer: str | None
    chosen: bool = False  # by the person: shown also where somebody has decided
    at: int = 0
    note: str | None = None  # typed for this pair, and not yet written
    steps: list[_Step] = field(default_factory=list)
    passed: set[int] = field(default_factory=set)  # gone, or decided on by somebody else meanwhile

    def run(self) -> None:
        """Shows one pair after the other, until the last or until the person has had enough. A note is never lost."""
        keys = pressed_keys()
        try:
            while self.at < len(self.queue) and self._pair(keys):
                pass
        finally:
            if self.note is not None and self.at < len(self.queue):
                self._step(None)

    def summary(self) -> str:
        """``3 confirmed, 1 dismissed, 13 left``."""
        decided = [step.status for step in self.steps if step.status in ("confirmed", "dismissed")]
        confirmed, dismissed = decided.count("confirmed"), decided.count("dismissed")
        left = len(self.queue) - len(decided) - len(self.passed)
        return f"{confirmed:,} confirmed, {dismissed:,} dismissed, {left:,} left"

    def _pair(self, keys: Iterator[str]) -> bool:
        """Shows the pair at hand and does what the keys say; false when it was the last."""
        relation = self._present()
        if relation is None:
            self.passed.add(self.at)
            self.at += 1
            return True
        for key in answers(keys, _KEYS):
            if key in _DECISIONS or key == "s":
                echo(_DECISIONS.get(key, "skipped"))
                self._step(_DECISIONS.get(key))
                return True
            if key == "n":
                echo("note")
                self.note = read_line("note: ") or self.note
            elif key == "u" and self.steps:
                echo("undone")
                self._back()
                return True
            elif key == "u":
                echo("nothing to undo")
            else:
                echo("quit")
                return False
        return False  # the terminal is gone, or Ctrl-D

    def _present(self) -> StoredRelation | None:
        """Shows the pair as it now is; None where it is gone, or where somebody has decided on it meanwhile."""
        sheet = page()
        style = Style(sheet.width, sheet.colour, sheet.blocks)
        paint = Paint(sheet.colour)
        place = f"{self.at + 1:,} of {len(self.queue):,}"
        known = self.queue[self.at]
        try:
            relation = self.store.relation(known.id)
        except QueryError:
            show([paint(f"{place} · {known.id} is there no longer", DIM)])
            return None
        if relation.status != "suggested" and not self.chosen:
            show([paint(f"{place} · {known.id} {status_words(relation)}", DIM)])
            return None
        rule = "─" if sheet.blocks else "-"
        head = f"{rule * 2} {place} · {relation.id} "
        show(["", head.replace(place, paint(place, BOLD)) + paint(rule * (min(sheet.width, MEASURE) - len(head)), DIM)])
        show(review_page(relation, (self._text(relation.a.article), self._text(relation.b.article)), style))
        show([""])
        return relation

    def _text(self, head: ArticleHead) -> str:
        """The text that the article's spans count in; empty where it is not to be had."""
        for handle in (head.ref, str(head.id)):  # a ref may look like an id
            with suppress(QueryError):
                stored = self.store.article(handle)
                if stored.head.id == head.id:
                    return stored.article.text
        return ""

    def _step(self, status: ReviewStatus | None) -> None:
        """Writes what was decided or noted, and goes on."""
        relation = self.queue[self.at]
        with interrupts_wait():
            if status is not None or self.note is not None:
                status = status or relation.status
                self.store.review(relation.id, status, note=self.note or relation.note, reviewer=self.reviewer)
            self.steps.append(_Step(self.at, status, self.note))
            self.at, self.note = self.at + 1, None

    def _back(self) -> None:
        """Takes the last step back."""
        step = self.steps[-1]
        with interrupts_wait():
            if step.status is not None:
                with suppress(QueryError):  # somebody else took it back meanwhile
                    self.store.undo_review(self.queue[step.at].id)
            self.steps.pop()
            self.at, self.note = step.at, step.note
            self.passed -= set(range(step.at, len(self.queue)))
