"""The text of a page's article: trafilatura's extraction held against our own walk, and the one that keeps more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from tracker.furniture import is_furniture
from tracker.ingest.page_blocks import Block, Walks, find_root, keys, letters, walk
from tracker.ingest.page_quotes import Kept, count_kept, count_new, quotations_of, without_repeats
from tracker.ingest.page_tree import Element, TakenOut, text_of

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

Way = Literal["trafilatura", "trafilatura, whole cascade", "trafilatura, recall", "own walk"]

_ELEMENTS_MOST = 60_000  # of a page that trafilatura gets; it takes some passes over each
_NEAR = 0.97  # of the letters of the other reading: as much as the same text loses to spaces and marks
_LINKED = 0.8  # a line of which so much is link points elsewhere
_LONG = 60  # characters
_LINE_MOST = 400  # characters; a longer line is a paragraph, whatever it begins with
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*$")
_LINE_LEAST = 12  # letters; fewer stand in any text
_LAST_LINES = 4  # of an article: there stands who wrote it
_BIO_MOST = 700  # characters
_QUOTES = re.compile('[“”«»"]')
_COVERS = re.compile(
    r",? (?:(?:is|was) (?:a|an|the|our|based|head|chief|senior|author|editor|professor)\b|covers|reports|"
    r"writes|joined|works|"
    r"has (?:covered|written|been|worked|reported)|can be reached|currently|lives|teaches)"
)
_REACHED = re.compile(
    r"[^.!?]{3,60} (?:can|may) be (?:reached|contacted|emailed) (?:at|on|via|by|through)\b"
    r"|(?:Write to|Contact|E-?mail) [^.!?]{3,60} (?:at|on|via) \S+@\S+\.?$"
)
_PLACE_LINE = re.compile(r"[A-Z][\w .,’'()/-]{1,48} ?(?:—|–|--)")
# What stands above or beside a box, and is left where the box went.
_LABEL = re.compile(
    r"(?i)(?:(?:posted |filed )(?:under|in)|key ?words?|tags?|topics?|(?:story|article) tools|"
    r"(?:font|text) size(?: a)*|"
    r"sponsored (?:ads?|links?|content)|(?:video )?ad feedback|most (?:popular|read|viewed)|video transcript|"
    r"(?:you might also like|from our partners|(?:skip to )?main content)|"
    r"related (?:items?|stories|articles?|news|content|topics?|links?|coverage|tags)|recommended(?: for you)?|"
    r"share this(?: (?:story|article|page))?|read or share this (?:story|article)\b.*|"
    r"(?:next|previous) (?:page|story)|"
    r"see (?:more|all) (?:photos?|pictures|videos?|images)|reviewed by .{3,60}|"
    r"[\"“]?questions\? comments\?.{0,60}|"
    r"(?:learn more about )?our (?:privacy|cookie) policy\.?)"
    r"[\s:»›>…|]*"
)
_AS_HTML = {
    "quote": "blockquote",
    "list": "ul",
    "item": "li",
    "head": "h2",
    "row": "tr",
    "cell": "td",
    "lb": "br",
    "hi": "b",
}


@dataclass(frozen=True, slots=True)
class PageReading:
    """What was read: the paragraphs, how, which quotations of the page they keep, how many were left out: `pulled` ones
    that repeat the text, paragraphs printed `twice`, quotations `boxed` in captions, boxes and links within it, and
    those `elsewhere` on the page in running text. `page` is what the page's article part holds."""

    blocks: tuple[Block, ...]
    way: Way
    kept: Kept
    pulled: int = 0
    twice: int = 0
    boxed: int = 0
    elsewhere: int = 0
    page: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs, parted by blank lines."""
        return "\n\n".join(block.text for block in self.blocks)


def choose(
    tree: Element,
    heads: frozenset[str],
    taken: Sequence[TakenOut] = (),
    writers: Sequence[str] = (),
    walks: Walks | None = None,
) -> PageReading:
    """Read the article of a tree that `take_out_surroundings` went over; `taken` is what that took out, `heads` are the
    letters of headlines, which are no part of the text, `writers` the names of who wrote it, `walks` what of the tree
    was walked already.

    Trafilatura's text is taken where it keeps every quotation and nearly all of what our own walk finds in the element
    that holds the article, and no more than that. Else our own, where the page says which element that is; else
    whichever keeps most quotations, trafilatura told to favour recall among them.
    """
    root, is_marked = find_root(tree)
    walks, around = walks or Walks(), _around(tree, root)
    if around is not None:
        walks.of_all(around)
    walked = walks.of(root)
    blocks = _tidied(walked, heads, writers)
    heads |= {block.key for block in walked} - {block.key for block in blocks}  # nor are they in another's reading
    wanted, pulled, twice = without_repeats(blocks)
    quotations = quotations_of(wanted)
    all_kept = Kept(len(quotations), len(quotations))
    boxes = [one.text for one in taken if one.parent is root or root in one.parent.iterancestors(root.tag)]
    aside = [block.text for block in walked if block.linked >= _LINKED]
    reading = _chosen(
        tree, heads, PageReading(tuple(wanted), "own walk", all_kept, pulled, twice), quotations, is_marked
    )
    return replace(
        reading,
        boxed=count_new([*boxes, *aside], reading.blocks),
        elsewhere=0 if around is None else _elsewhere(walks.of(around), reading.blocks),
        page=tuple(wanted),
    )


def _around(tree: Element, root: Element) -> Element | None:
    """The body of the page, where it has quotation marks outside the element that is read."""
    body = tree.find("body")
    return None if body is None or body is root or _marks(body) == _marks(root) else body


def _elsewhere(around: Sequence[Block], blocks: Sequence[Block]) -> int:
    """How many quotations stand in running text outside the element that was read, and are not in what was read of it.

    Most are those of other stories. Where there are more of them than were kept, the wrong element was read."""
    texts = [block.text for block in around if block.linked < 0.5 and _is_prose(block) and _QUOTES.search(block.text)]
    return count_new(texts, blocks)


def _marks(element: Element) -> int:
    text = text_of(element)
    return sum(map(text.count, '“”«»"'))


def _chosen(
    tree: Element, heads: frozenset[str], own: PageReading, quotations: Sequence[str], is_marked: bool
) -> PageReading:
    if tree.xpath("count(.//*)") > _ELEMENTS_MOST:
        return own
    first = _by_trafilatura(tree, heads, quotations, "trafilatura")
    mine, its = len(keys(own.blocks)), len(keys(first.blocks))
    if _are_alike(mine, its) and first.kept.kept == first.kept.of and _parted_alike(first, own):
        whole = _with_what_is_between(first, own, headings_only=True)
        return replace(whole, pulled=max(own.pulled, first.pulled), twice=own.twice)
    if is_marked and mine >= 0.5 * its:
        return own
    return _longer_way(tree, heads, own, quotations)


def _are_alike(length: int, other: int) -> bool:
    return _NEAR * length <= other <= length / _NEAR


def _parted_alike(reading: PageReading, own: PageReading) -> bool:
    """Whether the reading has every paragraph of ours as one of its own. Of what ends no sentence only lines count, and
    those only where it has their words."""
    known = {block.key for block in reading.blocks}
    wanted = {block.key for block in own.blocks if _SENTENCE_END.search(block.text)}
    lines = {block.key for block in own.blocks if block.is_line and len(block.key) >= _LINE_LEAST} - known
    if not wanted <= known:
        return False
    whole = keys(reading.blocks) if lines else ""
    return not any(line in whole for line in lines)


def _longer_way(tree: Element, heads: frozenset[str], own: PageReading, quotations: Sequence[str]) -> PageReading:
    """Where the two differ and the page does not say which element the article is."""
    balanced = _by_trafilatura(tree, heads, quotations, "trafilatura, whole cascade")
    mine, its = len(keys(own.blocks)), len(keys(balanced.blocks))
    if _are_alike(mine, its) and not _parted_alike(balanced, own):
        return own  # the same words, and the paragraph ends with them
    if its > mine:
        known = keys(own.blocks)
        if not any(_is_prose(block) and block.key not in known for block in balanced.blocks):
            return own  # what trafilatura has more is lists of links and the like
    if balanced.kept.kept < balanced.kept.of:
        recall = _by_trafilatura(tree, heads, quotations, "trafilatura, recall")
        best = max((balanced, recall, own), key=lambda reading: reading.kept.kept)
        return _with_what_is_between(best, own)
    return _with_what_is_between(balanced, own) if its < _NEAR * mine else balanced


def _with_what_is_between(reading: PageReading, own: PageReading, *, headings_only: bool = False) -> PageReading:
    """The reading with the cross-heads and paragraphs that it lacks, where ours has all of it and they stand amid."""
    known = {block.key for block in reading.blocks}
    places = [number for number, block in enumerate(own.blocks) if block.key in known]
    if not places or not known <= {block.key for block in own.blocks}:
        return reading
    first = places[0]
    while not headings_only and first and _is_prose(own.blocks[first - 1]):
        first -= 1  # the first paragraph is sometimes in no element of its own
    amid = own.blocks[first : places[-1] + 1]
    kept = [
        block
        for number, block in enumerate(amid)
        if block.key in known
        or (_is_prose(block) and not headings_only)
        or (block.kind == "heading" and "heading" not in (amid[number - 1].kind, amid[number + 1].kind))
    ]
    return replace(reading, blocks=tuple(kept))


def _tidied(blocks: Sequence[Block], heads: frozenset[str], writers: Sequence[str] = ()) -> list[Block]:
    """Without the headline, lines that link elsewhere with the headings above them, lines that say nothing of the
    story, and what is told of who wrote it; a dateline that stands alone goes before its story."""
    is_out = [_is_aside(block) or block.key in heads for block in blocks]
    for number in range(1, len(blocks) - 1):
        if is_out[number] and blocks[number].kind == blocks[number - 1].kind == blocks[number + 1].kind == "item":
            is_out[number] = (
                is_out[number - 1] or is_out[number + 1] or blocks[number].key in heads
            )  # a point of a list
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        if is_out[number] or (block.kind == "heading" and _is_empty(number, blocks, is_out)):
            continue
        if kept and block.kind == "text" and _PLACE_LINE.fullmatch(kept[-1].text):
            kept[-1] = replace(block, text=f"{kept[-1].text} {block.text}")
        else:
            kept.append(block)
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return [
        block
        for number, block in enumerate(kept)
        if number < len(kept) - _LAST_LINES or not _is_of_writer(block.text, writers)
    ]


def _is_empty(number: int, blocks: Sequence[Block], is_out: Sequence[bool]) -> bool:
    """Whether all that stands below a heading, up to the next one, is left out."""
    below = 0
    for after in range(number + 1, len(blocks)):
        if blocks[after].kind == "heading":
            break
        if not is_out[after]:
            return False
        below += 1
    return below > 0


def _is_of_writer(text: str, writers: Sequence[str]) -> bool:
    """Whether a line tells of who wrote the article: *Ada Lund covers the coast for …*"""
    if len(text) > _BIO_MOST or _QUOTES.search(text):
        return False
    if _REACHED.match(text):
        return True
    return any(text.startswith(name) and _COVERS.match(text, len(name)) for name in writers)


def _is_aside(block: Block) -> bool:
    """Whether the line points elsewhere, or is of the kinds that never hold a claim."""
    if block.linked > 0.95 or (block.linked >= _LINKED and block.kind in ("item", "heading")):
        return True
    if block.linked >= _LINKED and not block.text.endswith((".", "!", "?", ".”", '."')):
        return True
    return len(block.text) <= _LINE_MOST and (_LABEL.fullmatch(block.text) is not None or _is_furniture(block.text))


@lru_cache(maxsize=512)
def _is_furniture(line: str) -> bool:
    """Kept for a while: both readings of a page hold the same lines."""
    return is_furniture(line)


def _is_prose(block: Block) -> bool:
    return len(block.text) > _LONG and _SENTENCE_END.search(block.text) is not None


@lru_cache(maxsize=3)
def _options(way: Way) -> Extractor:
    """What trafilatura is told, made once: it reads them from a file of settings."""
    from trafilatura.settings import Extractor

    return Extractor(
        fast=way == "trafilatura",  # without the extractors it falls back on: our own walk is the other opinion
        recall=way == "trafilatura, recall",
        comments=False,
    )


def _by_trafilatura(tree: Element, heads: frozenset[str], quotations: Sequence[str], way: Way) -> PageReading:
    from lxml import etree
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, options=_options(way))
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError):
        found = None  # a page on which it stumbles is read by our own walk
    body = getattr(found, "body", None)
    if body is None:
        return PageReading((), way, count_kept(quotations, ()))
    for element in body.iter(*_AS_HTML):
        element.tag = _AS_HTML[element.tag]
    blocks, pulled, twice = without_repeats(_tidied(walk(body), heads))
    return PageReading(tuple(blocks), way, count_kept(quotations, blocks), pulled, twice)


def read_posts(posts: Sequence[Element], heads: frozenset[str]) -> PageReading:
    """A live blog: each post's paragraphs, its time before them."""
    blocks: list[Block] = []
    for post in posts:
        time = next((_said(one) for one in post.iter("time")), "")
        body = [block for block in _tidied(walk(post), heads) if block.key != letters(time)]
        if body and time and len(time) <= 40:
            blocks.append(Block(time, "heading"))
        blocks.extend(body)
    wanted, pulled, twice = without_repeats(blocks)
    kept = count_kept(quotations_of(wanted), wanted)
    return PageReading(tuple(wanted), "own walk", kept, pulled, twice, page=tuple(wanted))


def _said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def blocks_of(texts: Sequence[str]) -> Iterator[Block]:
    """The paragraphs of texts that came without a tree."""
    for text in texts:
        for line in text.splitlines():
            if line.strip():
                yield Block(" ".join(line.split()), "text")
