"""Bylines: ``By ANN ORME and BO TAN, Political Editors``, ``By Ann Orme in Northport``, ``Ann Orme reports``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from tracker.furniture.datelines import LINE, UPPER, top_lines
from tracker.furniture.dates import DATE, MONTH, WEEKDAY
from tracker.furniture.stamps import is_stamp
from tracker.records import Span


@dataclass(frozen=True, slots=True)
class Byline:
    """The line that says who wrote the article; `author` has the names alone, ``Ann Orme, Bo Tan``, capitals set
    lower, and is None where it names an office (*By our correspondent*) or an agency."""

    span: Span
    author: str | None


_LONGEST = 200  # characters of a line
_STAMP_LONGEST = 121  # of a line that says when or where to write to
_DESK = (  # what a role begins with, and no name ends with
    "(?i:political|politics|health|science|environment|business|sports?|economics|economy|foreign|diplomatic|crime|"
    "education|home affairs|world|media|arts|culture|technology|chief|senior|associate|deputy|legal|social|consumer|"
    "transport|defen[cs]e|energy|climate|religion|special|staff|city|investigations?|data|features|entertainment)"
)
_WORD = rf"(?!{_DESK}\b)[{UPPER}](?:[\w'’-]*\w|\.)?\.?"
_NAME = rf"{_WORD}(?:[ \t\xa0]+(?:(?:de|da|di|la|le|van|von|der|den|bin|ibn|bint|y)[ \t\xa0]+){{0,2}}{_WORD}){{1,3}}"
_MORE_WORDS = rf"(?:[ \t\xa0-]+(?:(?:of|the|de|la|el|al)[ \t\xa0]+)?{_WORD}){{0,4}}"
_PLACE = rf"{_WORD}{_MORE_WORDS}(?:,[ \t\xa0]+{_WORD}(?:[ \t\xa0]+{_WORD})?)?"
_IN = rf"(?:[ \t\xa0]+in[ \t\xa0]+{_PLACE})?"
_ROLE = (
    "(?i:editors?|correspondents?|reporters?|writers?|columnists?|bureau|desk|analysts?|producers?|contributors?|staff|"
    "chief|newsroom|journalists?|critic|trainee|intern|team)"
)
_PUBLISHERS = (
    r"(?i:agenc(?:y|ies)|press|news|newspapers?|post|times|herald|courier|tribune|gazette|journal|media|services?|today|"
    r"reuters|ap|afp|upi|dpa|bloomberg|xinhua|bbc|cnn|npr|wires?|wire services?|staff|standard|guardian|observer|"
    r"telegraph|chronicle|sentinel|daily|weekly|online|network)"
)
# Neither a name nor a part of one; what begins with a day or a month is a date.
_NO_NAME = re.compile(
    rf"(?i:(?:our|the|a|an)\b|{WEEKDAY}(?:\s|$)|{MONTH}(?:\s|$))|.*\b(?:{_ROLE}|{_PUBLISHERS})\b", re.S
)
_AND = r"(?:[ \t\xa0]*,[ \t\xa0]*(?:and[ \t\xa0]+)?|[ \t\xa0]+(?:and|AND|with)[ \t\xa0]+|[ \t\xa0]*[&/][ \t\xa0]*)"
_NAMES = rf"(?P<names>{_NAME}{_IN}(?:{_AND}{_NAME}{_IN}){{0,7}})"
_NO_STOP = r"[^.!?:;\"“”\n]"
_TAIL = (
    r"(?:[ \t\xa0]*[.,|)]*$"  # nothing more
    rf"|[ \t\xa0]*[,|(•·–—-]?[ \t\xa0]*(?![ \t\xa0]|and\b|AND\b|with\b|&)"
    rf"{_NO_STOP}{{0,60}}\b{_ROLE}\b{_NO_STOP}{{0,60}}[.)]?$"
    rf"|[ \t\xa0]*,[ \t\xa0]+{_PLACE}\.?$"  # , Northport
    rf"|[ \t\xa0]*,?[ \t\xa0]+{DATE}[^\n]{{0,40}}$"
    rf"|[ \t\xa0]+(?:for|of|at|from|special to)[ \t\xa0]+(?:the[ \t\xa0]+|The[ \t\xa0]+)?{_PLACE}[.)]?$"
    rf"|[ \t\xa0]*(?:,|and|with)[ \t\xa0]+(?:the[ \t\xa0]+)?(?:\w+[ \t\xa0]+){{0,2}}"
    rf"{_PUBLISHERS}\b{_NO_STOP}{{0,40}}\.?$"
    r"|[ \t\xa0]*[|•·–—(][^\n]{0,100}$"
    r"|[ \t\xa0]+(?:Published|Updated|Posted|PUBLISHED|UPDATED|@\w)[^\n]{0,100}$)"
)
_LEAD = r"[\s(\[*•·_|>#~–—-]{0,8}"
_BY = (
    r"(?:(?:(?:Words|Story|Text|Report|Written|Co-?written|Co-?authored|Authored|Analysis)[ \t\xa0]+)?(?:[Bb]y|BY)"
    r"(?:[ \t\xa0]*:)?|(?:Words|Text|Author|Writer)[ \t\xa0]*:)[ \t\xa0]+"
)
_MARKED = re.compile(rf"{_LEAD}{_BY}{_NAMES}{_TAIL}")
_OFFICE = re.compile(
    rf"{_LEAD}{_BY}(?:[Oo]ur|[Tt]he|[Aa]n?)?[ \t\xa0]*(?:[\w'’./-]+[ \t\xa0]+){{0,5}}(?:{_ROLE}|{_PUBLISHERS})"
    rf"(?:[ \t\xa0]+(?:in|at|for|of)[ \t\xa0]+(?:the[ \t\xa0]+)?{_PLACE})?[ \t\xa0]*[.,|)]*$"
    rf"|{_LEAD}From[ \t\xa0]+(?:[Oo]ur|{_PLACE})[ \t\xa0]+(?:correspondents?|reporters?|staff)"
    rf"(?:[ \t\xa0]+in[ \t\xa0]+{_PLACE})?\.?$"
)
_REPORTS = re.compile(
    rf"{_NAMES}[ \t\xa0]+(?:reports|report)(?:[ \t\xa0]+(?:from|for|in)[ \t\xa0]+(?:the[ \t\xa0]+)?{_PLACE})?\.?$"
)
_UNMARKED = re.compile(
    rf"(?P<names>{_NAME}(?:[ \t\xa0]+(?:and|&)[ \t\xa0]+{_NAME}){{0,3}})"
    rf"(?P<more>[ \t\xa0]*[,|]?[ \t\xa0]+{_NO_STOP}{{0,40}}\b{_ROLE}(?:[ \t\xa0]+in[ \t\xa0]+{_PLACE})?)?$"
)
_FOR = re.compile(rf"{_NAMES}[ \t\xa0]+for[ \t\xa0]+(?:the[ \t\xa0]+)?(?P<whom>{_PLACE})$")
_PARTED = re.compile(rf"{_AND}|[ \t\xa0]+in[ \t\xa0]+{_PLACE}")
_HANDLE = re.compile(r"@\w{2,30}$|\S{1,60}@\S{1,60}$")
_IS_ROLE = re.compile(
    rf"{_NO_STOP}{{0,50}}\b{_ROLE}(?:[ \t\xa0]+(?:in|at|for|of)[ \t\xa0]+(?:the[ \t\xa0]+)?{_PLACE})?$"
)


_BEGINS = re.compile(rf"{_LEAD}(?:[Bb]y|BY|From|Words|Story|Text|Report|Written|Co-?|Auth|Analysis|Writer)")


def _begins_as_marked(line: str) -> bool:
    """Whether the line has a word in front without which it is neither `_MARKED` nor an `_OFFICE`."""
    return _BEGINS.match(line) is not None


def is_byline(line: str) -> bool:
    """Whether this one line, without white space around it, says who wrote the article, and says so with *by*."""
    if len(line) > _LONGEST or not _begins_as_marked(line):
        return False
    marked = _MARKED.match(line)
    return (marked is not None and _author(marked["names"]) is not None) or _OFFICE.match(line) is not None


def is_office(name: str) -> bool:
    """Whether this is a role, a publisher or a day, or begins with an article, and is no person's name."""
    return _NO_NAME.match(name) is not None


def find_byline(text: str) -> Byline | None:
    r"""The byline at the top of an article: below its headline, above its story.

    >>> find_byline("Harbour wall to be rebuilt\nBy ANN ORME and BO TAN, Political Editors\nIt will cost a lot.").author
    'Ann Orme, Bo Tan'
    """
    lines = [(start, text[start:end], end) for start, end in top_lines(text)]
    for number, (start, line, end) in enumerate(lines):
        if len(line) > _LONGEST:
            continue
        following = lines[number + 1][1][:_LONGEST] if number + 1 < len(lines) else ""
        is_marked = _begins_as_marked(line)
        if (found := _read(line, following, number, is_marked=is_marked)) is not None:
            return Byline(Span(start, end), _author(found["names"]))
        if is_marked and _OFFICE.match(line):
            return Byline(Span(start, end), None)
    return None


def byline_spans(text: str) -> tuple[Span, ...]:
    """The byline with the lines that belong to it: what the writer is, where to write to."""
    if (byline := find_byline(text)) is None:
        return ()
    spans = [byline.span]
    for found in islice(LINE.finditer(text, byline.span.end), 2):
        line = found[0]
        if len(line) > 60 or not (_HANDLE.match(line) or _IS_ROLE.match(line)):
            break
        spans.append(Span(*found.span()))
    return tuple(spans)


def _read(line: str, following: str, number: int, *, is_marked: bool) -> re.Match[str] | None:
    """A byline as it can be read in this line; one without *by* only where what follows shows it."""
    if is_marked and (found := _MARKED.match(line)):
        return found if _author(found["names"]) else None
    for pattern, word in ((_REPORTS, "report"), (_FOR, "for")):
        if (
            word in line
            and (found := pattern.match(line))
            and _author(found["names"])
            and (pattern is _REPORTS or number)
        ):
            if pattern is _FOR and not re.search(rf"\b{_PUBLISHERS}\b", found["whom"]):
                continue
            return found
    if (
        len(following) <= _STAMP_LONGEST
        and (is_stamp(following) or _HANDLE.match(following))
        and (found := _UNMARKED.match(line))
    ):
        return found if _author(found["names"]) else None
    return None


_SCOTTISH = re.compile(r"(?<=\bMc)[a-z]")


def _is_in_capitals(name: str) -> bool:
    return name.isupper() or re.sub(r"\bMa?c(?=[A-Z])", "", name).isupper()


def _author(names: str) -> str | None:
    """The names one after the other, as they are written in running text."""
    kept = []
    for piece in _PARTED.split(names):
        name = " ".join(piece.split()).rstrip(".,") if not piece.endswith("Jr.") else piece
        if not name:
            continue
        if _NO_NAME.match(name):
            break  # what follows a role or a paper is no writer
        kept.append(_SCOTTISH.sub(lambda found: found[0].upper(), name.title()) if _is_in_capitals(name) else name)
    return ", ".join(dict.fromkeys(kept)) or None
