"""What of a page's quotations a text has kept, and which sentences a page prints twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from tracker.ingest.page_blocks import Block, keys, letters
from tracker.segment import find_paragraphs, find_quotations

_LEAST = 3  # words; fewer between marks are a title, a nickname or scare quotes, and no statement
_LINE = re.compile(r"kept ([\d,]+) of ([\d,]+) quotations?$")
_LEFT_OUT = re.compile(r"…|[.!?]+|\[[^\]]{0,40}\]")  # a cue may stand between two sentences, where the text has them
_WHOSE = re.compile(r"(?:\s*[—–]\s*|(?<=[”»\"])\s*)[^—–.!?”»\"]{2,80}$")  # — Ada Lund, mayor
GOES_ON = "one page of several: the article goes on on others, which are not in this one"
"""The line of `Article.mended` that tells that a page holds a part of the article."""
_ELSEWHERE = "elsewhere on the page, more than in the text"
_LOST_MOST = 200
_BOXES_MOST = 100
_PULLED_MOST = 500  # of block quotations, so many are looked for in the text
_MARKED = re.compile("[\"“”„«»‘’'`]")


@dataclass(frozen=True, slots=True)
class Kept:
    """So many of the quotations of a page are in its text. ``Kept(14, 14).line()`` is ``kept 14 of 14 quotations``."""

    kept: int = 0
    of: int = 0

    def line(self) -> str:
        """The line of `Article.mended` that tells it."""
        return f"kept {self.kept:,} of {self.of:,} {'quotation' if self.of == 1 else 'quotations'}"

    @classmethod
    def read(cls, mended: Iterable[str]) -> Kept:
        """What the lines of `Article.mended` tell; nothing kept of nothing where they tell nothing."""
        for line in mended:
            if (found := _LINE.match(line)) is not None:
                return cls(*(int(number.replace(",", "")) for number in found.groups()))
        return cls(0, 0)

    def __add__(self, other: Kept) -> Kept:
        return Kept(self.kept + other.kept, self.of + other.of)


def elsewhere_line(number: int, kept: Kept) -> str:
    """What to say of quotations in running text that stand elsewhere on the page: where they are more than those kept,
    the wrong part of it may have been read."""
    some = "1 quotation" if number == 1 else f"{number:,} quotations"
    return f"{some} {_ELSEWHERE}" if number > kept.kept else f"left out {some} elsewhere on the page"


def is_loss(line: str) -> bool:
    """Whether a line of `Article.mended` tells that something of the article is not in its text."""
    kept = Kept.read([line])
    return kept.kept < kept.of or line == GOES_ON or line.startswith("behind a paywall") or line.endswith(_ELSEWHERE)


def quotations_of(blocks: Sequence[Block]) -> list[str]:
    """The quotations of the blocks, each as its letters: what stands between marks, and block quotations."""
    found: list[str] = []
    prose: list[str] = []
    for block in blocks:
        if block.kind in ("quote", "pull"):
            if len(block.text.split()) >= _LEAST:
                found.append(block.key)
        elif _MARKED.search(block.text):
            prose.append(block.text)
    text = "\n\n".join(prose)
    for quotation in find_quotations(text, find_paragraphs(text)):
        inner = quotation.inner.of(text)
        if quotation.depth == 0 and len(inner.split()) >= _LEAST:
            found.append(letters(inner))
    return [one for one in found if one]


def count_kept(quotations: Iterable[str], blocks: Iterable[Block]) -> Kept:
    """How many of the quotations, as `quotations_of` gave them, are in the blocks."""
    known, kept, of, at = keys(blocks), 0, 0, 0
    for one in quotations:
        of += 1
        if of - kept > _LOST_MOST:
            continue  # lost as a whole: no more is looked for
        found = known.find(one, at)
        found = found if found >= 0 else known.find(one, 0, at + len(one))
        if found >= 0:
            kept, at = kept + 1, found
    return Kept(kept, of)


def count_new(texts: Iterable[str], blocks: Iterable[Block]) -> int:
    """How many quotations of the texts are not in the blocks."""
    found = quotations_of([Block(text, "text") for text in islice(texts, _BOXES_MOST)])
    kept = count_kept(found, blocks)
    return kept.of - kept.kept


def without_repeats(blocks: Sequence[Block]) -> tuple[list[Block], int, int]:
    """The blocks without pull quotes that repeat a sentence of the others and without paragraphs printed twice.

    Gives the number of pull quotes and of paragraphs that were dropped, too.
    """
    running = "\n".join(block.key for block in blocks if block.kind not in ("quote", "pull"))
    out: list[Block] = []
    seen: set[str] = set()
    pulled = twice = asked = 0
    gone = False
    for block in blocks:
        key = block.key
        long = len(key) >= 25
        if block.kind == "pull" and gone and _is_name(block, running):
            continue  # whose words they are, under a pull quote that went
        asked += block.kind in ("pull", "quote")
        gone = (
            block.kind in ("pull", "quote")
            and asked <= _PULLED_MOST
            and (_repeats(block.text, running) or (long and key in seen))
        )
        if gone:
            pulled += 1
        elif long and key in seen:
            twice += 1
        else:
            out.append(block)
        seen.add(key)
    return out, pulled, twice


def _repeats(text: str, running: str) -> bool:
    """Whether the words stand in the running text, all of them or, where some are left out (…), each part."""
    parts = [letters(part) for part in _LEFT_OUT.split(_WHOSE.sub("", text))]
    return sum(map(len, parts)) >= 12 and all(part in running for part in parts)


def _is_name(block: Block, running: str) -> bool:
    """Whether a short line without marks names somebody whom the article names: ``— Ada Lund, mayor``."""
    first = block.text.strip("—–- ").split(",")[0]
    return len(block.text.split()) <= 8 and block.text[-1] not in '.!?”"»' and letters(first) in running
