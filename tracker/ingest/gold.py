"""Gold: texts with the attributions that people marked in them, as JSON lines.

``{"id", "text", "attributions": [{"source", "cue", "content"}]}``: each role a list of ``[start, end]`` in characters
of the text, end exclusive; null, empty or absent where there is none. ``discuss`` and ``discard``, where a row has
them, are lists of the same kind: stretches of which the annotators were not sure, so that nothing is learned from them
(measuring does not look at them). Other keys are ignored.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from tracker.errors import InputError
from tracker.ingest.lines import Row, read_lines
from tracker.measures import ROLES, GoldArticle, Roles
from tracker.records import Article, Span

SHAPE = 'each line is one object: {"id": "a1", "text": "…", "attributions": [{"source": [[0, 5]], "cue": …}]}'

_UNKNOWN = ("discuss", "discard")


def read_gold(stream: BinaryIO, where: str) -> Iterator[GoldArticle | InputError]:
    """The articles of a stream, and an `InputError` ``WHERE:LINE`` for each line that is none. An article without an id
    gets its line's number; an id that was there before is refused."""
    seen: dict[str, int] = {}

    def gold_article(row: Row) -> GoldArticle:
        ref = row.identity() or str(row.line)
        if ref in seen:
            raise InputError(f'"id" {ref[:40]!r} stands in line {seen[ref]} already', where=row.where, todo="left out")
        text = row.text("text")
        unknown = [span for key in _UNKNOWN for span in _spans(row.fields.get(key), len(text), f'"{key}"', row)]
        article = GoldArticle(Article(ref, text), tuple(_attributions(row, text)), tuple(unknown))
        seen[ref] = row.line
        return article

    return read_lines(stream, where, gold_article, shape=SHAPE)


def _attributions(row: Row, text: str) -> Iterator[Roles]:
    if "attributions" not in row.fields:
        raise InputError('"attributions" is missing', where=row.where, todo=SHAPE)
    found = row.fields["attributions"]
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise InputError('"attributions" is no array of objects', where=row.where, todo=SHAPE)
    for number, one in enumerate(found, start=1):
        spans = {role: _spans(one.get(role), len(text), f"{role} of attribution {number}", row) for role in ROLES}
        if not spans["content"]:
            raise InputError(f"attribution {number} has no content", where=row.where, todo="mark what is attributed")
        yield Roles(**spans)


def _spans(given: Any, length: int, what: str, row: Row) -> tuple[Span, ...]:  # noqa: ANN401 (JSON)
    """The spans of one role, in order."""
    if given is None:
        return ()
    if not isinstance(given, list) or not all(_is_pair(pair) for pair in given):
        raise InputError(f"the {what} is no list of [start, end]", where=row.where, todo=SHAPE)
    for start, end in given:
        if not 0 <= start < end <= length:
            said = f"the {what} is [{start}, {end}], and the text has {length:,} characters"
            raise InputError(said, where=row.where, todo="count characters, not bytes, the end exclusive")
    return tuple(sorted(Span(start, end) for start, end in given))


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(type(number) is int for number in pair)
