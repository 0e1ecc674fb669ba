r"""A report as Markdown (CommonMark and GitHub's).

What an article says shows as text: every character by which Markdown or HTML could take it for something else is
escaped, and nothing of it stands at the beginning of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.report.contents.build import Report
from tracker.report.contents.outline import Entry, Line, Outline, Part, Section, outline

# `:` and `.` only where a renderer would make a link of an address; `-`, `+`, `=` and a number only at the beginning,
# where they open a list or underline a heading.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|#@$^{}!]|:(?=//)|(?<=\bwww)\.|^[-+=]|(?<=^\d)[.)]", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"^(\d{2,9})([.)])")


def escaped(text: str) -> str:
    r"""The text, so that Markdown shows it as it is.

    >>> print(escaped("<b>1 * 2</b>"), escaped("https://a.b"))
    \<b\>1 \* 2\</b\> https\://a.b
    """
    return _LONG_NUMBER.sub(r"\1\\\2", _SPECIAL.sub(lambda match: f"\\{match.group()}", text))


def markdown_lines(report: Report) -> Iterator[str]:
    """The lines of the page."""
    page = outline(report)
    yield f"# {escaped(page.title)}"
    for note in page.notes:
        yield ""
        yield escaped(note)
    yield from _figures(page)
    for section in page.sections:
        yield from _section(section)


def _figures(page: Outline) -> Iterator[str]:
    if not page.figures:
        return
    yield ""
    yield "| | |"
    yield "|---|--:|"
    yield from (f"| {escaped(label)} | {escaped(value)} |" for label, value in page.figures)


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield f"## {escaped(section.heading)}"
    yield ""
    yield escaped(section.said)
    if section.entries:
        yield ""
    for number, entry in enumerate(section.entries, start=1):
        yield from _entry(entry, f"{number}. ")
    if section.more:
        yield ""
        yield escaped(section.more)


def _entry(entry: Entry, mark: str) -> Iterator[str]:
    yield f"{mark}{_line(entry.line)}"
    yield from (f"{' ' * len(mark)}- {_line(line)}" for line in entry.beneath)


def _line(line: Line) -> str:
    return "".join(map(_part, line))


def _part(part: Part) -> str:
    if not part.text:
        return ""
    if part.role == "name":
        return f"**{escaped(part.text)}**"
    return f"“{escaped(part.text)}”" if part.role == "words" else escaped(part.text)
