"""Datelines: ``PARIS/ROME (REUTERS) - ``, ``NORTHPORT, Vasland, March 6 (Beacon) — ``, ``GENEVA — ``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from tracker.furniture.dates import DATE, MONTH, WEEKDAY, parse_date
from tracker.records import Span

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ"
_NOT_BLANK = re.compile(r"\S")
LINE = re.compile(r"\S(?:[^\n\r]*\S)?")
TOP = 12  # the lines at which a headline and a dateline are looked for: what stands lower is the story


@lru_cache(maxsize=2)
def top_lines(text: str) -> tuple[tuple[int, int], ...]:
    """Where the first `TOP` lines that are not blank begin and end, without the white space around them: as `LINE`
    finds them, and sooner where lines are long. Kept for a while, for an article is asked for title, byline and
    dateline one after the other."""
    if "\r" in text:
        return tuple(found.span() for found in islice(LINE.finditer(text), TOP))
    found: list[tuple[int, int]] = []
    end = 0
    while len(found) < TOP and (first := _NOT_BLANK.search(text, end)):
        start = first.start()
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        found.append((start, start + len(text[start:end].rstrip())))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The head of a wire report: ``PARIS/ROME (REUTERS) - `` has a place and an agency.

    `span` covers it with its dash and the space behind, so that the story begins at `span.end`. `date` is ISO 8601,
    and there only where the dateline has a year.
    """

    span: Span
    place: str | None = None
    agency: str | None = None
    date: str | None = None

    @property
    def places(self) -> tuple[str, ...]:
        """Its cities, each alone: a report may come from several."""
        return tuple(part.strip() for part in _BETWEEN_PLACES.split(self.place or "") if part.strip())


_BETWEEN_PLACES = re.compile(r"[ \t\xa0]*/[ \t\xa0]*|[ \t\xa0]+(?:and|AND|&)[ \t\xa0]+")
_DASH = "(?:--+|[-‐‑‒–—―−])"
_END = rf"[ \t\xa0]*[,.:]?[ \t\xa0]*(?:{_DASH}|:)[ \t\xa0]*"
_AGENCIES = (
    "(?:Thomson Reuters Foundation|Reuters|(?:The )?Associated Press|AP|AFP|UPI|CNN(?: Business)?|Xinhua|TASS|Interfax|"
    "Bloomberg|dpa|EFE|ANSA|Kyodo|Yonhap|IANS|PTI|ANI|UNI|PA(?: Media)?|BBC|VOA|RFE/RL|NNA|WAFA|SANA|SPA|KUNA|QNA|WAM|"
    "IRNA|ISNA|MENA|Anadolu|AA|APA|TAP|APS|SUNA|NAN|GNA|Bernama|Antara|AAP|CP|(?:The )?Canadian Press|NPR|NYT|UN News|"
    "IPS|IRIN|Ukrinform|PAP|BTA|Agerpres|(?:News )?Agencies|Staff)"
)
_CAPS_WORD = rf"(?:(?:Mc|Mac|al-|el-|d'|O'|l')?[{UPPER}][{UPPER}'’.-]*)"
_CAPS = rf"{_CAPS_WORD}(?:[ \t\xa0]+(?:{_CAPS_WORD}|de|la|of|the|on|and|an|di|da|do|du|del|al|el|am)){{0,4}}"
_CAPS_PLACES = rf"{_CAPS}(?:(?:[ \t\xa0]*/[ \t\xa0]*|[ \t\xa0]+(?:and|AND|&)[ \t\xa0]+){_CAPS}){{0,4}}"
_NAME_WORD = rf"[{UPPER}][\w'’.-]*"
_NAME = rf"{_NAME_WORD}(?:[ \t\xa0]+(?:{_NAME_WORD}|de|la|of|the|al|el)){{0,3}}"
_REGION = rf"(?:,[ \t\xa0]+(?!(?:{MONTH}|{WEEKDAY})[ \t,]){_NAME}){{0,2}}"
# In brackets stands the agency, and not a politician's party and state (R-N.Y.) or an age (42).
_BRACKETS = r"\([ \t\xa0]*(?P<agency>(?![RDI](?:-|\)|,)|[\d ]+\))[\w&./’' ,-]{2,48}?)[ \t\xa0]*\)"

_WITH_AGENCY = re.compile(
    rf"(?P<place>{_CAPS_PLACES}{_REGION})(?:[,.]?[ \t\xa0]+(?P<date>{DATE})\.?)?[ \t\xa0]*{_BRACKETS}{_END}"
)
_KNOWN_AGENCY = re.compile(
    rf"(?:(?P<place>{_NAME}(?:[ \t\xa0]*/[ \t\xa0]*{_NAME}){{0,4}}{_REGION})"
    rf"(?:,?[ \t\xa0]+(?P<date>{DATE}))?[ \t\xa0]*)?"
    rf"\((?P<agency>(?i:{_AGENCIES}(?:[/,][ \t\xa0]*{_AGENCIES})*))\)(?:{_END}|(?<=CNN\))[ \t\xa0]*)"
)
_SLASHED = re.compile(  # MOSCOW, March 6. /TASS/. The
    rf"(?P<place>{_CAPS}{_REGION}),[ \t\xa0]+(?P<date>{DATE})\.?[ \t\xa0]+/(?P<agency>[\w -]{{2,30}})/\.?[ \t\xa0]*"
)
_DATED = re.compile(rf"(?P<place>{_CAPS_PLACES}{_REGION}),?[ \t\xa0]+(?P<date>{DATE}){_END}")
_DATED_PLAIN = re.compile(  # Northport, 6 March 2023 – The
    rf"(?P<place>{_NAME}(?:/{_NAME}){{0,2}}{_REGION}),[ \t\xa0]+(?P<date>{DATE})[.,]?[ \t\xa0]+{_DASH}[ \t\xa0]+"
)
_BARE = re.compile(rf"(?P<place>{_CAPS_PLACES}{_REGION})[ \t\xa0]+{_DASH}[ \t\xa0]*")
_COLON = re.compile(rf"(?P<place>{_CAPS}(?:/{_CAPS}){{0,2}}):[ \t\xa0]+")
_NO_PLACE = re.compile(
    "(?:UPDATE|BREAKING|EXCLUSIVE|WATCH|VIDEO|LIVE|OPINION|ANALYSIS|EDITORIAL|FACT|FACTBOX|CORRECTION|NOTE|WARNING|"
    "POLLS?|REPORT|READ|RELATED|LISTEN|FULL|ABSTRACT|Q|A|I|THE|WHY|HOW|WHAT|WHO|WHEN|WELCOME|NEWS|TRANSCRIPT|INTERVIEW|"
    r"PROFILE|TIMELINE|REVIEW|FIRST|MORE|JUST|ALERT|MODERATOR|REPORTER|QUESTION|ANSWER|HOST|BOOM|LOOK)\b"
)
_SPEAKER_TURN = re.compile(rf"^[{UPPER}][{UPPER} .'’-]{{1,40}}:[ \t\xa0]", re.M)
_STORY_MIN = 60  # characters behind a dateline with no agency: a shorter line is a heading or a slogan
_HEAD = 160  # no dateline is longer


def dateline_at(text: str, start: int) -> Dateline | None:
    """The dateline that begins at this character, where it names an agency: certain enough anywhere in a text."""
    head = text[start : start + _HEAD]
    if "(" not in head and "/" not in head:
        return None
    for pattern in (_WITH_AGENCY, _KNOWN_AGENCY, _SLASHED):
        if (found := pattern.match(text, start, start + _HEAD)) is not None and _begins_story(text, found.end()):
            return _dateline(found)
    return None


def find_dateline(text: str) -> Dateline | None:
    """The dateline of the article, at the beginning of one of its first paragraphs; the first one counts.

    >>> find_dateline("NORTHPORT, March 6, 2023 (Beacon) — The last ferry had left, the port office said.")
    Dateline(span=Span(start=0, end=36), place='NORTHPORT', agency='Beacon', date='2023-03-06')
    """
    for number, (start, end) in enumerate(top_lines(text)):
        if not (text[start].isupper() or text[start] in "(aeld"):
            continue
        found = dateline_at(text, start)
        if found is None and end - start >= _STORY_MIN:
            found = _without_agency(text, start, is_first=number == 0)
            if found is not None and end - found.span.end < _STORY_MIN:
                found = None
        if found is not None:
            return found
    return None


def _without_agency(text: str, start: int, *, is_first: bool) -> Dateline | None:
    """A place in capitals and a dash, or, below a headline, a colon."""
    stop = start + _HEAD
    if not _may_be_dateline(text[start:stop]) or _NO_PLACE.match(text, start):
        return None
    found = next((found for one in (_DATED, _DATED_PLAIN, _BARE) if (found := one.match(text, start, stop))), None)
    # With a colon a place looks like a speaker: several of them are a transcript, and in the first line it is a kicker.
    if found is None and not is_first and (found := _COLON.match(text, start, stop)) is not None:
        found = found if len(_SPEAKER_TURN.findall(text)) == 1 else None
    return _dateline(found) if found is not None and _begins_story(text, found.end()) else None


def _may_be_dateline(head: str) -> bool:
    """Whether it has what any dateline without an agency has: a dash or a colon, and behind its first letter no lower
    case, unless a figure tells a date, or it is one of the names that have some (*McALLEN*, *al-BAB*)."""
    if head.isascii() and "-" not in head and ":" not in head:
        return False
    return not head[1:2].islower() or head[0] in "Mae" or ("," in head and any(map(str.isdecimal, head)))


def _begins_story(text: str, start: int) -> bool:
    """Whether a sentence could begin here: some words on the same line, the first not in lower case."""
    rest = text[start : start + 3].lstrip("\"“”„«»‘’'`([")
    return bool(rest) and not rest[0].islower() and not rest[0].isspace()


def _dateline(found: re.Match[str]) -> Dateline:
    parts = found.groupdict()
    return Dateline(
        span=Span(found.start(), found.end()),
        place=parts["place"],
        agency=parts.get("agency"),
        date=parse_date(day) if (day := parts.get("date")) else None,
    )
