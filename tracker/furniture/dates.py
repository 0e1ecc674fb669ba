"""Dates as newspapers write them, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = rf"(?:{WEEKDAY},?\s+)?(?:{MONTH}\s+{_DAY}|{_DAY}\s+(?:of\s+)?{MONTH})(?:,?\s+\d{{4}})?"
"""``March 6``, ``Dec. 11, 2015``, ``Monday 6th March 2023``: a pattern without groups, for the patterns of others."""

_PARTS = re.compile(
    rf"(?:{WEEKDAY},?\s+)?(?:(?P<m1>{MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"\s+(?:of\s+)?(?P<m2>{MONTH}))(?:,?\s+(?P<year>\d{{4}}))?(?=[\s,.;)]|$)",
    re.I | re.A,
)
_ISO_PARTIAL = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_date(text: str) -> str | None:
    """A date as ISO 8601, or None where it is no full date.

    ISO dates and timestamps come back as given (``2014-06``, ``2014-06-18T10:00:00Z``). English newspapers' forms and
    those of e-mail and feeds (RFC 2822) give their day. All-number forms such as 03/04/2023 are refused, for nobody
    knows which is the month.

    >>> parse_date("Monday, March 6, 2023")
    '2023-03-06'
    """
    text = text.strip()
    if _ISO_PARTIAL.fullmatch(text):
        return text
    try:
        stamp = datetime.fromisoformat(text)
    except ValueError:
        return _written(text)
    if _ISO.match(text):
        return text
    return stamp.isoformat() if "T" in text.upper() else stamp.date().isoformat()


def _written(text: str) -> str | None:
    """The day of a date in words, where it has a year and exists."""
    found = _PARTS.match(text)
    if found is None or found["year"] is None:
        return None
    month, day = found["m1"] or found["m2"], found["d1"] or found["d2"]
    try:
        return date(int(found["year"]), _MONTHS.index(month[:3].lower()) + 1, int(day)).isoformat()
    except ValueError:
        return None
