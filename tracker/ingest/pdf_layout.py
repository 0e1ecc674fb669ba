"""From the lines of pages to paragraphs of running text.

Columns are read one after the other, what stands on every page (headers, footers, page numbers) is left out, words that
were divided at a line's end are made whole, and lines are joined where the paragraph goes on, over pages too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of one that stands in a column, in points from the lower left corner of the page.

    Parts of one line have the same `row`. `hyphen`: a word was divided at its end; the hyphen is not in `text`."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    row: int = 0
    hyphen: bool = False

    @property
    def height(self) -> float:
        """Of its letters."""
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines, in the order they are read in, and how high it is."""

    lines: tuple[Line, ...]
    height: float = 842.0


_EDGE = 3  # lines at the top and bottom of a page that may be header or footer
_MARGIN = 0.14  # of the page's height: further in there is no header or footer
_SHARE = 0.4  # of the pages have it: headers may differ on left and right pages
_NUMBER = re.compile(r"[\W_]*(?:page\s+|p\.\s*)?\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?[\W_]*", re.I)
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*\d{0,2}$")
_BULLET = re.compile(r"(?:[•‣▪●○◦■□–—*-]|\(?(?:\d{1,2}|[a-z])[.)])\s+\S")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST = re.compile(r"[^\W_]+$")
_FIRST = re.compile(r"[^\W_]+")
# Words that take a hyphen before another: of a word divided behind one, the hyphen is its own.
_TAKES_HYPHEN = frozenset(
    [
        "well",
        "self",
        "ex",
        "half",
        "all",
        "vice",
        "mid",
        "quasi",
        "cross",
        "long",
        "short",
        "high",
        "low",
        "full",
        "part",
        "so",
        "then",
        "anti",
        "semi",
        "second",
        "first",
        "third",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ]
)
_ENDING = 100  # characters at the end of a paragraph that tell how it goes on: more than a word has
_WINDOW = 12  # lines before and after that tell how wide a column is


def in_reading_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page with columns one after the other, where they were drawn a row at a time."""
    rows = [list(parts) for _, parts in groupby(lines, key=lambda line: line.row)]
    cut = [row for row in rows if len(row) == 2]
    if len(cut) >= 5 and len(cut) >= 0.5 * len(rows):
        gutter = median((row[0].right + row[1].left) / 2 for row in cut)
        if sum(row[0].right < gutter < row[1].left for row in cut) >= 0.8 * len(cut):
            return tuple(_columns(rows, gutter))
    return tuple(_whole(row) for row in rows)


def _columns(rows: Sequence[list[Line]], gutter: float) -> Iterator[Line]:
    """Between lines that reach over the gutter, first what is left of it and then what is right of it."""
    right: list[Line] = []
    for row in rows:
        if len(row) == 1 and row[0].left < gutter < row[0].right:
            yield from right
            right.clear()
            yield row[0]
            continue
        right += (line for line in row if line.left >= gutter)
        yield from (line for line in row if line.left < gutter)
    yield from right


def _whole(row: Sequence[Line]) -> Line:
    """The parts of a line as one: a table's row, a heading set wide."""
    last = row[-1]
    text = " ".join(line.text for line in row)
    return Line(text, row[0].left, last.right, row[0].bottom, row[0].top, last.row, last.hyphen)


def without_furniture(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """The pages without headers, footers and page numbers, and what these were."""
    if len(pages) < 2:
        return list(pages), []
    edges = [_edges(page) for page in pages]
    seen = Counter(key for edge in edges for key in {_key(line) for line in edge})
    often = {key for key, number in seen.items() if number >= max(2 if len(pages) < 4 else 3, _SHARE * len(pages))}
    kept, left_out = [], dict[str, str]()
    for page, edge in zip(pages, edges, strict=True):
        gone: set[Line] = set()
        # From the edge inwards, up to the first line that is text: what stands further in is text, even if it is there
        # twice.
        for inwards, far in ((edge[:_EDGE], False), (edge[: -_EDGE - 1 : -1], True)):
            for line in inwards:
                share = line.bottom / page.height
                if (share if far else 1 - share) > _MARGIN:
                    break
                number = _NUMBER.fullmatch(line.text) is not None
                if not number and _key(line) not in often:
                    break
                gone.add(line)
                left_out.setdefault(
                    "#" if number else _key(line)[0], "page numbers" if number else repr(line.text[:80])
                )
        kept.append(Page(tuple(line for line in page.lines if line not in gone), page.height))
    return kept, list(left_out.values())[:10]


def _edges(page: Page) -> list[Line]:
    """The topmost and lowest lines of a page, from top to bottom."""
    by_height = sorted(page.lines, key=lambda line: -line.bottom)
    return by_height if len(by_height) <= 2 * _EDGE else by_height[:_EDGE] + by_height[-_EDGE:]


def _key(line: Line) -> tuple[str, int]:
    """What is alike in a header from page to page: its words, whatever the numbers in it, and how high it stands."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.bottom / 12)


def paragraphs_of(pages: Sequence[Page]) -> list[str]:
    """The paragraphs of a document."""
    lines = [line for page in pages for line in page.lines]
    words = {word.casefold() for line in lines for word in _WORD.findall(line.text)}
    usual = _leading(lines)
    found: list[list[str]] = []  # the pieces of each: joined at the end, for one paragraph may go on over all pages
    ending = ""
    for at, line in enumerate(lines):
        if at and not _begins(lines, at, usual):
            glue = _glue(ending, lines[at - 1].hyphen, line.text, words)
            found[-1] += (glue, line.text)
            ending = (ending + glue + line.text)[-_ENDING:]
        else:
            found.append([line.text])
            ending = line.text[-_ENDING:]
    if lines and lines[-1].hyphen:
        found[-1].append("-")
    return ["".join(pieces) for pieces in found]


def _leading(lines: Sequence[Line]) -> float:
    """How far, in heights of a letter, one line usually stands below another."""
    steps = [(a.bottom - b.bottom) / a.height for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 3 * a.height]
    return median(steps) if steps else 1.2


def _begins(lines: Sequence[Line], at: int, usual: float) -> bool:
    """Whether a paragraph begins with this line."""
    before, line = lines[at - 1], lines[at]
    if abs(before.height - line.height) > 0.12 * before.height:
        return True
    if before.hyphen:
        return False
    step = (before.bottom - line.bottom) / before.height
    ended = _ENDS.search(before.text) is not None
    if step <= 0 or step > 4 * usual:  # another column, another page
        return ended or _BULLET.match(line.text) is not None or not _goes_on(before, line)
    if step > 1.3 * usual or _BULLET.match(line.text):
        return True
    near = [one for one in lines[max(0, at - _WINDOW) : at + _WINDOW] if abs(one.left - before.left) < 6 * line.height]
    left, right = min(one.left for one in near), max(one.right for one in near)
    after = lines[at + 1] if at + 1 < len(lines) else None
    indented = line.left > left + 0.7 * line.height and before.left <= left + 0.5 * line.height
    if indented and (ended or after is None or after.left <= left + 0.5 * line.height):
        return True
    short = right - before.right
    return (short > 0.12 * (right - left) and ended) or (short > 0.45 * (right - left) and not line.text[:1].islower())


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a sentence may go on from the foot of a column to the head of the next."""
    return line.text[:1].islower() or len(before.text) > 25


def _glue(text: str, hyphen: bool, line: str, words: set[str]) -> str:
    """What stands between a text and its next line: nothing where a word divided at the line's end is one again."""
    if not hyphen:
        return "" if text.endswith(("—", "/")) else " "
    last, first = _LAST.search(text), _FIRST.match(line)
    if last is None or first is None:
        return "-" if last is None else "- "
    head, tail = last[0].casefold(), first[0].casefold()
    whole, divided = head + tail, f"{head}-{tail}"
    if whole in words and divided not in words:
        return ""
    keeps = divided in words or not first[0][0].islower() or head[-1].isdigit() or head in _TAKES_HYPHEN
    return "-" if keeps else ""
