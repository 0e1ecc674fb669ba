"""Time stamps: ``Wed 6 Mar 2024 14.02 GMT``, ``Updated 2 hours ago``, ``March 4, 2024 at 5:00 a.m. EST``."""

from __future__ import annotations

import re

from tracker.furniture.dates import DATE, MONTH, WEEKDAY

_ZONE = r"(?: ?\(?(?:[A-Z]{2,4}T?|[A-Z][a-z]+ time|local time)\)?)?"
_TIME = rf"\d{{1,2}}(?:[:.]\d{{2}}){{1,2}} ?(?:[ap]\.?m\.?)?{_ZONE}"
_SHORT = rf"(?:{WEEKDAY},? )?\d{{1,2}} {MONTH}(?:,? \d{{4}})?"
_DAY = (
    rf"(?:{DATE}|{_SHORT}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|today|yesterday|"
    r"\d+ (?:minutes?|mins?|hours?|hrs?|days?) ago)"
)
STAMPS = (
    rf"(?:last |first )?(?:updated|published|posted|modified|created|edited|issued)(?: (?:on|at))?:? ?"
    rf"(?:(?:{_TIME}|{_DAY})[ ,|·•/-]*(?:at |on )?){{1,4}}.{{0,40}}$",
    rf"(?:{_TIME}[ ,|-]*)?{_DAY}[ ,|·•-]*(?:at )?(?:{_TIME})?[.)]*$",
    rf"{_TIME}[.)\]]*$",
    r"(?:last |first )?(?:updated|published|posted|modified)[:.]?$",
)
"""Patterns from the beginning of a line, in any case; a blank stands for any white space."""

_IS_STAMP = re.compile("|".join(one.replace(" ?", r"\s?").replace(" ", r"\s+") for one in STAMPS), re.I)
_LONGEST = 120
# Every stamp begins with a figure, a month, a day of the week or one of these words.
_OPENINGS = (
    "jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun "
    "tod yes las fir upd pub pos mod cre edi iss "
)
_BEGINS = frozenset(_OPENINGS.split())


def is_stamp(line: str) -> bool:
    """Whether a line says when something was published, and nothing else."""
    if not 0 < len(line) <= _LONGEST:
        return False
    if line[:3].isascii() and line[:3].lower() not in _BEGINS and not line[0].isdecimal():
        return False
    return _IS_STAMP.match(line) is not None
