"""The blocks of a page's article: paragraphs, cross-heads, list items, quotations, in the order of the page.

Our own walk over the tree. It is what trafilatura's extraction is compared with, and what is read where that loses
quotations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from tracker.ingest.page_tree import BLOCKS, Element, names_of
from tracker.ingest.wrapping import rejoin

BlockKind = Literal["text", "heading", "item", "quote", "pull"]

_BODY = re.compile(
    r"(?:^| )(?:article-?(?:body|content|text|copy|main|page)(?:-\w+)*|(?:entry|post|story|content|news|page|single)-"
    r"(?:content|body|text|copy|article)|story-?body(?:-\w+)?|body-(?:copy|content|text)|article-+body(?:-\w+)*|"
    r"c-entry-content|(?:article|story|post)-module(?:-\w+)* (?:body|copy|text|content)|"
    r"td-post-content|article|story|rich-?text(?:-\w+)*|live-?blog(?:-\w+)*|live-?feed)(?= |$)"
)
_PULL = re.compile(
    r"(?:^|[ -])(?:pull-?quotes?|wp-block-pullquote|quote-?out|call-?out-quote|highlight-quote|big-quote)"
)
POST = re.compile(
    r"(?:^| )(?:(?:live-?)?(?:blog-?)?(?:live-?)?(?:post|entry|update|block)|live-(?:post|entry|update|block)(?:-\w+)*|"
    r"block|liveblog-(?:post|entry|update)|lb-?(?:post|entry)|timeline-(?:item|entry))(?= |$)"
)
_CHUNKS_MOST = 50
_CHUNK_SHARE = 0.25
_LETTERS = re.compile(r"[\W_]+")
_TYPOGRAPHIC = "“”’‘—–…\xa0"  # most texts are ASCII without them, and ASCII is told fast
_ASCII_LETTERS = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}
_END = re.compile(r"[.!?:…]['\"”’»)\]]*\s*$")
_NO_WIDTH = re.compile("[\u200b\ufeff\xad]")  # shown as nothing, and in the way of every search
_PIECES = re.compile(r" *\x02(?: *\x02)+ *")
_TYPED_PARAGRAPH = re.compile(r"\n[ \t\r]*\n|\n(?:\t| {3,})")  # of a <pre>: a blank line, or the first line set in
_BREAK = re.compile(r" *\x02 *")
_LINES_LEAST = 3
_LINE_MOST = 70  # characters of a verse, an item, a line of an address
_SHORT_SHARE = 0.8
_CUT_LEAST = 58  # wires are cut at 60 to 80 columns, and verses are shorter
_WORDLESS = re.compile(r"[\W_]*")
_CELLS = frozenset(["td", "th"])


@dataclass(frozen=True, slots=True)
class Block:
    """One block; `linked` is which share of its characters stands in links (0..1), `key` the `letters` of its text, and
    `is_line` says that it is one of several that a line break parts."""

    text: str
    kind: BlockKind
    linked: float = 0.0
    is_line: bool = False
    _key: str = field(default="", init=False, compare=False, repr=False)

    @property
    def key(self) -> str:
        """Worked out once, and only where it is asked for: of most blocks of a page it never is."""
        if not self._key:
            object.__setattr__(self, "_key", letters(self.text))
        return self._key


def letters(text: str) -> str:
    """The letters and digits of a text, nothing between them: the same however it is spaced and marked."""
    if not text.isascii():
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, "")
        if not text.isascii():
            return _LETTERS.sub("", text).casefold()
    return text.translate(_ASCII_LETTERS)


def keys(blocks: Iterable[Block]) -> str:
    """The letters of blocks in a row."""
    return "".join(block.key for block in blocks)


def find_root(tree: Element) -> tuple[Element, bool]:
    """The element that holds the article, and whether the page says so (else: where most of the text stands)."""
    for marked in (_articles_bodies(tree), _named(tree), list(tree.iter("article")), list(tree.iter("main"))):
        best = _best_of(marked)
        if best is not None:
            return best, True
    return _where_the_text_is(tree), False


def _articles_bodies(tree: Element) -> list[Element]:
    found = [one for one in tree.iter("div", "section", "article", "span", "td") if _is_article_body(one)]
    return _together(found)


def _is_article_body(element: Element) -> bool:
    said = f"{element.get('itemprop') or ''} {element.get('name') or ''} {element.get('property') or ''}"
    return "articleBody" in said or "schema:text" in said


def _named(tree: Element) -> list[Element]:
    return _together(
        [one for one in tree.iter("div", "section", "td") if (names := names_of(one)) and _BODY.search(names)]
    )


def _together(found: list[Element]) -> list[Element]:
    """The elements, or where several siblings share the text (a body cut by advertisements) their parent."""
    parents: dict[Element, int] = {}
    for one in found:
        parent = one.getparent()
        if parent is not None:
            parents[parent] = parents.get(parent, 0) + 1
    more = [parent for parent, count in parents.items() if count > 1 and parent.tag not in ("body", "html")]
    return more + _chunked(found) + found


def _chunked(found: list[Element]) -> list[Element]:
    """What holds all of several elements of one name that do not stand side by side: a body cut into chunks."""
    kinds: dict[str, list[Element]] = {}
    for one in found[:_CHUNKS_MOST]:
        if one.get("class"):
            kinds.setdefault(one.get("class"), []).append(one)
    out = []
    for named in kinds.values():
        chunks = [one for one in named if not any(_within(one, other) for other in named)]
        lengths = sorted(map(_paragraph_length, chunks), reverse=True)
        if len(chunks) < 2 or lengths[1] < _CHUNK_SHARE * lengths[0]:
            continue  # the second is a box that is called the same
        around = [set(one.iterancestors()) for one in chunks[1:]]
        shared = next((one for one in chunks[0].iterancestors() if all(one in those for those in around)), None)
        if shared is not None and shared.tag not in ("body", "html"):
            out.append(shared)
    return out


def _best_of(found: list[Element]) -> Element | None:
    """That with most text in paragraphs; of nested ones the inner, where it has nearly all."""
    best, most = None, 0
    for one in found[:200]:
        length = _paragraph_length(one)
        if (length > most * (1.1 if best is not None else 1) and length >= 80) or (
            length >= 0.95 * most > 0 and _within(one, best)
        ):
            best, most = one, max(length, most)
    return best


def _within(element: Element, outer: Element | None) -> bool:
    return outer is not None and any(parent is outer for parent in element.iterancestors())


def _paragraph_length(element: Element) -> int:
    """Characters outside links, those of short lines left out."""
    return sum(len(text) for text in element.itertext() if len(text) > 20)


def _where_the_text_is(tree: Element) -> Element:
    """The element whose children hold most running text."""
    scores: dict[Element, float] = {}
    for element in tree.iter("p", "td", "div", "pre", "blockquote", "section", "font", "center"):
        own = len(element.text or "") + sum(len(child.tail or "") for child in element)
        if element.tag == "p":
            own = sum(map(len, element.itertext()))
        if own < 40:
            continue
        holder = element.getparent() if element.tag in ("p", "blockquote", "pre") else element
        share = 1.0
        for _ in range(3):
            if holder is None:
                break
            scores[holder] = scores.get(holder, 0.0) + own * share
            holder, share = holder.getparent(), share * 0.6
    body = tree.find("body")
    return max(scores, key=lambda one: scores[one], default=tree if body is None else body)


@dataclass(slots=True)
class _Walk:
    """The state of one walk: its blocks so far, and what has been gathered of the one that is open."""

    places: dict[Element, tuple[int, int]] | None = None
    begins: list[int] = field(default_factory=list)
    out: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    typed: int = 0
    kinds: list[BlockKind] = field(default_factory=list)

    def enter(self, element: Element, tag: str) -> None:
        """A block begins."""
        if tag not in _CELLS or not _is_cell_in_row(element):
            self.close()
        elif any(piece.strip() for piece in self.pieces):
            self.pieces.append(" | ")
        if self.places is not None:
            is_alone = not (self.links or self.typed or tag in _CELLS or (self.kinds and self.kinds[-1] != "text"))
            self.begins.append(len(self.out) if is_alone else -1)
        self.kinds.append(_kind(element, tag, self.kinds))
        self.typed += tag == "pre"

    def leave(self, element: Element, tag: str) -> None:
        """A block ends."""
        if tag not in _CELLS or not _is_cell_in_row(element):
            self.close()
        self.kinds.pop()
        self.typed -= tag == "pre"
        if self.places is not None and (begin := self.begins.pop()) >= 0:
            self.places[element] = (begin, len(self.out))

    def add(self, text: str) -> None:
        if self.typed:
            text = text.replace("\r", "").replace("\n", "\x03")
        elif not self.pieces and not self.links and text.isspace():
            return  # between two blocks, as most of a page's pieces are
        self.pieces.append(text)
        if self.links:
            self.linked += len(text)

    def close(self) -> None:
        """What was gathered becomes blocks, and a fresh start."""
        if self.pieces:
            self.out.extend(self._blocks())

    def _blocks(self) -> Iterator[Block]:
        given = _NO_WIDTH.sub("", "".join(self.pieces))
        if "\x03" in given:
            given = _typed(given)
        given = " ".join(given.split())
        linked, kind = self.linked, self.kinds[-1] if self.kinds else "text"
        self.pieces, self.linked = [], 0
        if not given or _WORDLESS.fullmatch(given):
            return
        share = linked / len(given)
        if "\x02" not in given:
            yield Block(given, kind, share)
            return
        for piece in _PIECES.split(given):
            if (text := _joined(piece)) and not _WORDLESS.fullmatch(text):
                lines = text.split("\x02")
                for line in lines:
                    yield Block(line.strip(), kind, share, is_line=len(lines) > 1)


def _typed(text: str) -> str:
    """The text of a ``<pre>``: wire copy that was cut at a fixed width on long lines again, the other lines kept."""
    lines = rejoin(text.replace("\x02", "\n").replace("\x03", "\n"), Counter())
    return _TYPED_PARAGRAPH.sub("\x02\x02", lines).replace("\n", "\x02")


def _joined(piece: str) -> str:
    """The lines of a paragraph, a break between any two that are lines for a reason.

    Three and more short ones are verses, a list, an address. Else a break parts paragraphs behind a sentence, and is a
    space amid one; so it is in lines cut at a fixed width, and within a quotation."""
    lines = _BREAK.split(piece.strip(" \x02"))
    if len(lines) >= _LINES_LEAST and max(map(len, lines)) >= _CUT_LEAST:
        whole = rejoin("\n".join(lines), Counter())
        if "\n" not in whole:
            return whole
    short = sum(len(line) <= _LINE_MOST for line in lines)
    are_lines = len(lines) >= _LINES_LEAST and short >= _SHORT_SHARE * len(lines)
    out, inside = [lines[0]], 0
    for before, line in pairwise(lines):
        inside += before.count("“") - before.count("”")
        parts = (are_lines or _END.search(before[-8:])) and inside <= 0
        out += ["\x02" if parts else " ", line]
    return "".join(out).strip()


class Walks:
    """The blocks below elements of a tree that stays as it is: what was walked with an element around is not again."""

    def __init__(self) -> None:
        self._out: list[Block] = []
        self._places: dict[Element, tuple[int, int]] = {}

    def of(self, element: Element) -> list[Block]:
        """As `walk` gives them."""
        place = self._places.get(element)
        return walk(element) if place is None else self._out[place[0] : place[1]]

    def of_all(self, root: Element) -> list[Block]:
        """As `walk` gives them, and the place of each element below is kept in mind."""
        if root not in self._places:
            self._places = {}
            self._out = walk(root, self._places)
            self._places[root] = (0, len(self._out))
        return self.of(root)


def walk(root: Element, places: dict[Element, tuple[int, int]] | None = None) -> list[Block]:
    """The blocks below an element, in order. `places` gets those of the elements whose blocks would be the same if they
    were walked alone: no link, no list and no quotation is around them."""
    from lxml import etree

    state = _Walk(places)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag in BLOCKS:
                state.enter(element, tag)
            elif tag == "br":
                state.pieces.append("\x02")
            elif tag == "a":
                state.links += 1
            if text := element.text:
                state.add(text)
            continue
        if tag in BLOCKS:
            state.leave(element, tag)
        elif tag == "a":
            state.links -= 1
        if element is not root and (tail := element.tail):
            state.add(tail)
    state.close()
    return state.out


def _is_cell_in_row(element: Element) -> bool:
    """Whether this ``<td>`` or ``<th>`` is of a table of data: its row has several, and no blocks in them."""
    row = element.getparent()
    if row is None or row.tag != "tr" or not 1 < len(row) <= 12:
        return False
    return not any(below.tag in BLOCKS or below.tag == "br" for cell in row for below in cell.iterdescendants())


def _kind(element: Element, tag: str, around: list[BlockKind]) -> BlockKind:
    outer: BlockKind = around[-1] if around else "text"
    if outer == "pull":
        return outer
    names = names_of(element)
    if names and _PULL.search(names):
        return "pull"
    if tag == "blockquote" or outer == "quote":
        return "pull" if _in_aside(element) else "quote"
    if tag[0] == "h" and len(tag) == 2 and tag[1] in "123456":
        return "heading"
    return "item" if tag in ("li", "dt", "dd") else "heading" if outer == "heading" else "text"


def _in_aside(element: Element) -> bool:
    return next(element.iterancestors("aside", "figure"), None) is not None
