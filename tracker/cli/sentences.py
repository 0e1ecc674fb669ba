"""What `tracker certainty` and `tracker compare` read, JSON lines of sentences and of pairs; and how they answer them:
a line for a line, each as soon as it is known."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from typing import Any, BinaryIO, TypeVar

from tracker.cli.progress import Tally
from tracker.cli.streams import is_terminal, show, stdin_bytes
from tracker.errors import InputError
from tracker.ingest.lines import Row, open_lines, read_lines
from tracker.records import PairToCompare, Statement, TextToJudge
from tracker.report.exports.lines import json_line
from tracker.report.wording.phrases import count

_Question = TypeVar("_Question")
_Answer = TypeVar("_Answer")

_SENTENCE = 'each line is one object: {"text": "…", "target": "…", "cue": "…"}'
_PAIR = 'each line is one object: {"a": "…", "b": "…"}'


def read_sentences(stream: BinaryIO, where: str) -> Iterator[TextToJudge | InputError]:
    """``{"id"?, "text", "target"?, "cue"?}``; a sentence without an id gets its line's number."""
    return read_lines(stream, where, _sentence, shape=_SENTENCE)


def read_pairs(stream: BinaryIO, where: str) -> Iterator[PairToCompare | InputError]:
    """``{"id"?, "a", "b", "a_source"?, "b_source"?, "a_date"?, "b_date"?}``; ids as of sentences."""
    return read_lines(stream, where, _pair, shape=_PAIR)


def _sentence(row: Row) -> TextToJudge:
    text = row.text("text")
    target, cue = row.string("target"), row.string("cue")
    return TextToJudge(_id(row), text, target, cue)


def _pair(row: Row) -> PairToCompare:
    a, b = (Statement(row.text(side), row.string(f"{side}_source"), row.date(f"{side}_date")) for side in ("a", "b"))
    return PairToCompare(_id(row), a, b)


def _id(row: Row) -> str:
    given = row.identity()
    return str(row.line) if given is None else given


def answer_lines(
    path: str,
    read: Callable[[BinaryIO, str], Iterator[_Question | InputError]],
    answer: Callable[[Iterator[_Question], int | None], Iterable[_Answer]],
    as_dict: Callable[[_Answer], Mapping[str, Any]],
    *,
    noun: str,
) -> None:
    """Answers each line of a file, or of stdin (``-``), with one line, and ends the command with its exit code.

    `answer` is given the questions and how many may be read before the first is answered: 1 of stdin, for a program at
    the other end of a pipe may wait for each answer.
    """
    stdin = stdin_bytes([path], f"{noun}s as JSON lines")
    tally = Tally(show_progress=not is_terminal(sys.stdout))
    with nullcontext(stdin) if stdin else open_lines(path) as stream:
        questions = without_errors(read(stream, "stdin" if stdin else path), tally)
        try:
            for answered in answer(questions, 1 if stdin else None):
                tally.done += 1
                show([json_line(as_dict(answered))])
                sys.stdout.flush()  # the next program can begin
                tally.progress(f"{count(tally.done, noun)} read, {tally.skipped:,} skipped")
        finally:
            tally.clear()
    tally.exit()


def without_errors(questions: Iterable[_Question | InputError], tally: Tally) -> Iterator[_Question]:
    """What was read; the lines that are none are named and skipped."""
    for question in questions:
        if isinstance(question, InputError):
            tally.skip(question)
        else:
            yield question
