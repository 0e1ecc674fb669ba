"""`tracker sources --unsure`: what the machine cannot tell about who is who, settled at one key each."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tracker.cli.asking import answers, echo, pressed_keys, read_line
from tracker.cli.handles import speakers_called
from tracker.cli.interrupts import interrupts_wait
from tracker.cli.options import Format
from tracker.cli.output import show_listing
from tracker.cli.streams import is_terminal, page, say, show
from tracker.errors import QueryError
from tracker.records import SpeakerDecision, SpeakerLink, StoredSpeaker, UnsureSource
from tracker.report.exports.speakers import QUESTION_COLUMNS, question_dict
from tracker.report.terminal.cells import BOLD, DIM, MEASURE, Paint
from tracker.report.terminal.speakers import link_page, questions_table, unsure_page
from tracker.report.wording.harmless import short
from tracker.report.wording.phrases import describe
from tracker.store import ClaimQuery, Store

Question = UnsureSource | SpeakerLink
_Key = tuple[str, int, int]

_MOST = 9  # there are no more keys with a digit
_CLAIMS = 2  # of each of two who may be one
_OTHERS = {
    "n": ("nobody", "nobody can tell who it is"),
    "o": ("other", "somebody else: type a name"),
}
_LINK = {
    "m": ("merge", "the two are one"),
    "a": ("apart", "the two are two; the pair does not come back"),
}
_ALWAYS = {
    "s": ("skip", "decide later"),
    "u": ("undo", "back to the one before, the decision on it taken back"),
    "q": ("quit", "what was decided is kept"),
    "?": ("help", "this list"),
}


def settle_unsure(
    store: Store, text: str | None, limit: int | None, listed: Format | None, by: str | None, name: str
) -> None:
    """Asks about each on a terminal; lists them in the format `listed`, or as a table where there is no terminal."""
    queue = find_questions(store, text, limit)
    if listed is not None or not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        show_listing(
            queue,
            listed or "table",
            noun="unsure sources",
            as_dict=question_dict,
            columns=QUESTION_COLUMNS,
            as_table=lambda found, sheet: questions_table(found, width=sheet.width, colour=sheet.colour),
        )
        return
    if not queue:
        say(f"nothing to settle · {name}")
        return
    walk = _Walk(store, queue, by)
    try:
        walk.run()
    finally:
        say(f"{walk.summary()} · {name}")


def find_questions(store: Store, text: str | None = None, limit: int | None = None) -> list[Question]:
    """The sources to settle, then the speakers who may be one; with `text` only those in whose words or names it is."""
    most = limit if text is None else None
    found: list[Question] = [*store.unsure_sources(limit=most), *store.suggested_links(limit=most)]
    if text is not None:
        sought = text.casefold()
        found = [question for question in found if any(sought in words.casefold() for words in _words(question))]
    return found[:limit]


def _words(question: Question) -> Iterator[str]:
    if isinstance(question, UnsureSource):
        yield question.source
        yield from (candidate.name for candidate in question.candidates)
    else:
        yield from (question.speaker.name, question.other.name)


def _key(question: Question) -> _Key:
    """The same for the same question, asked again."""
    if isinstance(question, UnsureSource):
        return "who", question.attribution_id, 0
    one, other = question.speaker.id, question.other.id
    return "same", min(one, other), max(one, other)


@dataclass(frozen=True, slots=True)
class _Step:
    """Where a question stands in the queue, and what was decided on it (None: nothing)."""

    at: int
    decision: SpeakerDecision | None


@dataclass
class _Walk:
    """The way through the queue, which stays as it was at the start; what a merge settles on the way is passed over."""

    store: Store
    queue: Sequence[Question]
    by: str | None
    at: int = 0
    steps: list[_Step] = field(default_factory=list)
    passed: set[int] = field(default_factory=set)
    open: dict[_Key, Question] | None = None  # as they now are; None: to be asked for

    def run(self) -> None:
        """Shows one question after the other, until the last or until the person has had enough."""
        keys = pressed_keys()
        self.open = {_key(question): question for question in self.queue}
        while self.at < len(self.queue) and self._question(keys):
            pass

    def summary(self) -> str:
        """``3 settled, 1 merged, 1 kept apart, 13 left``."""
        made = [step.decision.action for step in self.steps if step.decision is not None]
        settled, merged, kept = (made.count(action) for action in ("settle", "merge", "apart"))
        left = len(self.queue) - len(made) - len(self.passed)
        return f"{settled:,} settled, {merged:,} merged, {kept:,} kept apart, {left:,} left"

    def _question(self, keys: Iterator[str]) -> bool:
        """Shows the question at hand and does what the keys say; false when it was the last."""
        question = self._now()
        if question is None:
            self.passed.add(self.at)
            self.at += 1
            return True
        self._present(question)
        wanted = _LINK if isinstance(question, SpeakerLink) else _picks(question.candidates) | _OTHERS
        for key in answers(keys, wanted | _ALWAYS):
            if key == "q":
                echo("quit")
                return False
            if key == "u" and not self.steps:
                echo("nothing to undo")
            elif key == "u":
                echo("undone")
                self._back()
                return True
            elif key == "s":
                echo("skipped")
                self._step(None)
                return True
            elif self._decide(question, key, keys):
                return True
        return False  # the terminal is gone, or Ctrl-D

    def _now(self) -> Question | None:
        """The question as it now is: a merge may have renamed those it is about, and settles whether two are one."""
        known = self.queue[self.at]
        if self.open is None:
            self.open = {_key(question): question for question in find_questions(self.store)}
        # The store gives the first so many sources, so that one which is not among them may be open all the same.
        return self.open.get(_key(known), known if isinstance(known, UnsureSource) else None)

    def _present(self, question: Question) -> None:
        sheet = page()
        paint = Paint(sheet.colour)
        place = f"{self.at + 1:,} of {len(self.queue):,}"
        rule = "─" if sheet.blocks else "-"
        head = f"{rule * 2} {place} "
        show(["", head.replace(place, paint(place, BOLD)) + paint(rule * (min(sheet.width, MEASURE) - len(head)), DIM)])
        if isinstance(question, UnsureSource):
            show(unsure_page(question, width=sheet.width, colour=sheet.colour, blocks=sheet.blocks))
        else:
            ids = (question.speaker.id, question.other.id)
            profiles = [self.store.speaker_profile(one) for one in ids]
            claims = [self.store.claims(ClaimQuery(speaker_ids=(one,), limit=_CLAIMS)) for one in ids]
            show(link_page(question, profiles, claims, width=sheet.width, colour=sheet.colour))
        show([""])

    def _decide(self, question: Question, key: str, keys: Iterator[str]) -> bool:
        """Stores what a key decides; false where nothing was, and the person is asked again."""
        try:
            if isinstance(question, SpeakerLink):
                echo(_LINK[key][0] + "d" if key == "m" else "kept apart")
                self._link(question, merge=key == "m")
                return True
            who = self._other(keys) if key == "o" else None if key == "n" else question.candidates[int(key) - 1]
            if key == "o" and who is None:
                return False
            echo("nobody can tell" if who is None else short(who.name))
            self._settle(question, who)
        except QueryError as error:  # the article was added anew meanwhile, the two cannot be one
            show([f"tracker: {error}"])
            return False
        return True

    def _settle(self, question: UnsureSource, who: StoredSpeaker | None) -> None:
        with interrupts_wait():
            speaker = None if who is None else who.id
            self._step(self.store.settle_source(question.attribution_id, speaker, by=self.by, note=None))

    def _link(self, question: SpeakerLink, *, merge: bool) -> None:
        with interrupts_wait():
            decide = self.store.merge_speakers if merge else self.store.keep_apart
            self._step(decide(question.speaker.id, question.other.id, by=self.by, note=None))
            self.open = None

    def _other(self, keys: Iterator[str]) -> StoredSpeaker | None:
        """Somebody found by a name that is typed, picked by a key; None where it is none of those found."""
        echo("other")
        name = read_line("name or id: ")
        found = [] if name is None else speakers_called(self.store, name)[:_MOST]
        if not found:
            show(["nobody picked" if name is None else f"nobody called {name!r} is quoted"])
            return None
        show(f"  {nth}  {describe(speaker)} · id {speaker.id}" for nth, speaker in enumerate(found, start=1))
        for key in answers(keys, _picks(found) | {"s": ("none of these", "back to the question"), "?": _ALWAYS["?"]}):
            return found[int(key) - 1] if key.isdigit() else None
        return None

    def _step(self, decision: SpeakerDecision | None) -> None:
        self.steps.append(_Step(self.at, decision))
        self.at += 1

    def _back(self) -> None:
        """Takes the last step back."""
        step = self.steps[-1]
        with interrupts_wait():
            if step.decision is not None:
                with suppress(QueryError):  # somebody else took it back meanwhile
                    self.store.undo_speaker_decision(step.decision.id, by=self.by)
                self.open = None
            self.steps.pop()
            self.at = step.at
            self.passed -= set(range(step.at, len(self.queue)))


def _picks(candidates: Sequence[StoredSpeaker]) -> dict[str, tuple[str, str]]:
    """The digits that pick one of these."""
    last = min(len(candidates), _MOST)
    if not last:
        return {}
    return {"1" if last == 1 else f"1-{last}": ("pick", "it is the one of this number")}
