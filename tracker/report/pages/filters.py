"""What a template of the user's can do with a value, besides what Jinja2 brings. null gives nothing.

Each gives plain text: in a page of HTML it is escaped after that.
"""

from __future__ import annotations

import csv as csv_module
import io
import re
from collections.abc import Callable, Mapping

from tracker.report.exports.lines import is_formula
from tracker.report.exports.linked import address
from tracker.report.pages.markdown import escaped
from tracker.report.wording.harmless import printable as on_one_line

# Not `calendar`'s, which are those of the locale: the same database gives the same bytes everywhere.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_END = "\r\n"  # both of its characters make the writer quote a cell
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?:T.*)?", re.ASCII | re.DOTALL)


def md(value: object) -> str:
    """The text on one line, so that Markdown shows it as it is."""
    return escaped(on_one_line(_text(value)))


def printable(value: object) -> str:
    """The text on one line, each run of blanks one space."""
    return on_one_line(_text(value))


def number(value: object) -> str:
    """``1,234`` of 1234."""
    return "" if value is None else f"{_number(value, 'number'):,}"


def percent(value: object, digits: int = 0) -> str:
    """``93%`` of 0.93; with 1, ``92.8%`` of 0.928."""
    return "" if value is None else f"{_number(value, 'percent'):.{digits}%}"


def date(value: object) -> str:
    """``18 June 2014`` of ``2014-06-18T08:00:00Z``, ``June 2014`` of ``2014-06``; what is no date stays as it is."""
    text = _text(value)
    found = _DATE.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    return " ".join(part for part in (day and str(int(day)), month and _MONTHS[int(month) - 1], year) if part)


def cut(value: object, longest: int = 200) -> str:
    """The text, or as many whole words of it as have room in `longest` characters with a ``…`` at the end."""
    text = _text(value)
    if longest < 1:
        raise ValueError(f"cut takes a number of characters, not {longest}")
    if len(text) <= longest:
        return text
    room = text[: longest - 1]
    if not text[longest - 1].isspace():
        room = re.sub(r"(?<=\S)\s+\S*\Z", "", room)  # a word that has only begun; a single enormous one is cut
    return f"{room.rstrip()}…"


def csv(value: object) -> str:
    """One cell of CSV: in quotation marks where it has to be, and no spreadsheet runs it as a formula."""
    text = _text(value)
    if isinstance(value, str) and is_formula(text):
        text = f"'{text}"
    buffer = io.StringIO()
    csv_module.writer(buffer, lineterminator=_END).writerow([text, ""])  # alone, an empty cell would be quoted
    return buffer.getvalue().removesuffix(f",{_END}")


def web(value: object) -> str:
    """The address, where it is one of the web (``http``, ``https``) and safe in a link; else nothing."""
    return address(_text(value)) or ""


FILTERS: Mapping[str, Callable[..., str]] = {
    one.__name__: one for one in (md, printable, number, percent, date, cut, csv, web)
}


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _number(value: object, name: str) -> int | float:
    if isinstance(value, int | float):
        return value
    raise TypeError(f"{name} takes a number, not {on_one_line(str(value))[:40]!r}")
