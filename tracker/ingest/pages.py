"""Web pages: the bytes of an HTML page in, one article out, or one line that says why not.

The text is the article's own: paragraphs, cross-heads, lists and quotations, a blank line between any two. Headline,
standfirst, captions, comments, bylines, boxes and links are not in it. `Article.mended` tells how many of the
quotations that the page's article part holds were kept, and what was left out or is not in the page.
"""

from __future__ import annotations

import re

from tracker.errors import InputError
from tracker.ingest.encodings import read_page
from tracker.ingest.headline import complete
from tracker.ingest.mending import mend_words, storable
from tracker.ingest.page_blocks import Block, Walks, letters
from tracker.ingest.page_choice import PageReading, blocks_of, choose, read_posts
from tracker.ingest.page_facts import Facts, read_facts
from tracker.ingest.page_kinds import SHORT, goes_on, live_posts, refuse_front_page, refuse_no_article, wall_note
from tracker.ingest.page_names import name_outlet, name_writers
from tracker.ingest.page_quotes import GOES_ON, Kept, count_kept, elsewhere_line, quotations_of, without_repeats
from tracker.ingest.page_tree import (
    Element,
    parse,
    set_quotation_marks,
    take_out_surroundings,
)
from tracker.ingest.text import MAX_BYTES
from tracker.records import Article

PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
"""What the names of saved pages end with."""

_HEAD = 4096
_OPENING = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?>(?><!--.*?-->\s*)*)(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<title>)",
    re.I | re.S,
)
_AMP = re.compile(r"<html[^>]{0,300}?\s(?:amp|⚡|⚡4email)(?=[\s>=])", re.I)


def looks_like_page(head: bytes) -> bool:
    """Whether these first bytes are those of a web page."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        if head.startswith(mark):
            head = head[len(mark) :].replace(b"\x00", b"")
    return _OPENING.match(head[:_HEAD].lstrip()) is not None


def article_from_page(
    data: bytes, *, ref: str, where: str, url: str | None = None, charset: str | None = None
) -> Article:
    """The article of one web page, or `InputError`.

    `url` is where the page came from and `charset` what its server called its encoding, where that is known.
    """
    if len(data) > MAX_BYTES:
        raise InputError(
            f"longer than {MAX_BYTES // 1_000_000} MB, too long for one page", where=where, todo="left out"
        )
    if not data.strip():
        raise InputError("empty" if not data else "nothing but white space", where=where, todo="nothing to read here")
    decoded = read_page(data, where, charset=charset)
    source = decoded.text
    tree = parse(source)
    if tree is None:
        raise InputError("no web page: nothing in it is markup", where=where, todo="save the page as HTML")
    said = read_facts(tree)
    facts = _filled(said, tree, url)
    is_part = goes_on(tree)
    posts, heads = _posts(tree, facts), _headlines(tree, facts)
    set_quotation_marks(tree)
    taken = take_out_surroundings(tree, keep_headers=bool(posts))
    if posts:
        reading = read_posts(posts, heads)
    else:
        walks = Walks()
        refuse_front_page(tree, said, facts.url, where, walks)
        reading = choose(tree, heads, taken, (facts.author or "").split("; "), walks)
    reading, from_data = _or_from_data(reading, facts)
    notes = list(decoded.mended)
    notes += _notes(reading, facts, source, len(posts), from_data=from_data)
    notes += [GOES_ON] if is_part and not from_data else []
    if len(reading.text) < SHORT or facts.free is False or reading.text.endswith(("…", "...")):
        notes += _of_the_page(source, reading.text, facts, said, where)  # rare: parsed again, as it came
    article = complete(
        Article(
            ref=ref,
            text=storable(reading.text),
            title=facts.title,
            outlet=facts.outlet,
            author=facts.author,
            agency=facts.agency,
            date=facts.date,
            url=facts.url,
            language=facts.language,
            mended=tuple(notes),
        )
    )
    return article if article.text == reading.text else _counted_again(article, reading)


def _counted_again(article: Article, reading: PageReading) -> Article:
    """The article with its quotations counted in the text as it is now that it was mended."""
    from dataclasses import replace

    page = [Block(mend_words(block.text), block.kind) for block in reading.page]
    kept = count_kept(quotations_of(page), [Block(article.text, "text")])
    lines = (kept.line() if Kept.read([line]).of else line for line in article.mended)
    return replace(article, mended=tuple(lines))


def kept_quotations(article: Article) -> Kept:
    """How many of its page's quotations an article keeps; nothing of nothing where it came from no page."""
    return Kept.read(article.mended)


def _posts(tree: Element, facts: Facts) -> list[Element]:
    """The posts of a live blog; of a page that does not call itself one, only where it has many."""
    posts = live_posts(tree)
    return posts if facts.live or len(posts) >= 4 else []


def _headlines(tree: Element, facts: Facts) -> frozenset[str]:
    """The letters of the headline, as the page's facts have it and as it is set above the text."""
    found = [letters("".join(one.itertext())) for one in tree.iter("h1")]
    return frozenset([letters(facts.title or ""), *(found if len(found) == 1 else ())]) - {""}


def _or_from_data(reading: PageReading, facts: Facts) -> tuple[PageReading, bool]:
    """The reading, or what JSON-LD holds where the page shows far less: it is filled in by a script."""
    texts = facts.posts or ((facts.body,) if facts.body else ())
    if len(reading.text) * 2 > sum(map(len, texts)):
        return reading, False
    blocks, pulled, twice = without_repeats(list(blocks_of(texts)))
    kept = count_kept(quotations_of(blocks), blocks)
    return PageReading(tuple(blocks), "own walk", kept, pulled, twice, page=tuple(blocks)), True


def _notes(reading: PageReading, facts: Facts, source: str, posts: int, *, from_data: bool) -> list[str]:
    notes = []
    if reading.kept.of:
        notes.append(reading.kept.line())
    if reading.pulled:
        some = "1 pull quote that repeats" if reading.pulled == 1 else f"{reading.pulled} pull quotes that repeat"
        notes.append(f"left out {some} the text")
    if reading.twice:
        some = "1 paragraph" if reading.twice == 1 else f"{reading.twice} paragraphs"
        notes.append(f"left out {some} printed twice")
    if reading.boxed:
        some = "1 quotation" if reading.boxed == 1 else f"{reading.boxed} quotations"
        notes.append(f"left out {some} in captions, boxes or links")
    if reading.elsewhere:
        notes.append(elsewhere_line(reading.elsewhere, reading.kept))
    if from_data:
        notes.append("the text is from the page's JSON-LD, for the page itself does not show it")
    if posts or facts.posts:
        notes.append(f"a live blog of {posts or len(facts.posts)} posts")
    if _AMP.search(source[:_HEAD]):
        notes.append("an AMP page")
    return notes


def _of_the_page(source: str, text: str, facts: Facts, said: Facts, where: str) -> list[str]:
    """Notes on a page that shows little; raises where it shows nothing of an article."""
    tree = parse(source)
    if tree is None:
        raise InputError("no article in this page", where=where, todo="save the page of one article, or its text")
    refuse_no_article(tree, text, said, where)  # its own facts: a date that was guessed makes no article
    note = wall_note(tree, text, facts)
    return [note] if note else []


def _filled(facts: Facts, tree: Element, url: str | None) -> Facts:
    """What the page says, and where it is silent, what trafilatura finds."""
    from dataclasses import replace

    from lxml import etree
    from trafilatura.metadata import extract_metadata

    if facts.title and facts.outlet and (facts.author or facts.names_author) and facts.date and facts.url:
        return facts
    try:
        found = extract_metadata(tree, default_url=url, extensive=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError):
        return replace(facts, url=facts.url or url)
    title = facts.title or _clean(found.title)
    site = _clean(found.sitename)
    pages_title = " ".join((tree.findtext(".//title") or "").split())
    if site is not None and ("." not in site and letters(site) not in letters(pages_title)):
        site = None  # the name of an account elsewhere
    if site is not None and letters(site) in letters(title or ""):
        site = None  # it took a part of the headline for the name of the site
    outlet = facts.outlet or name_outlet([site], pages_title=pages_title, url=facts.url or url or found.url)
    author = facts.author
    if author is None and not facts.names_author:  # a guess, and taken only where it has the form of a name
        author = name_writers([found.author or ""], outlet=outlet, title=title, guessed=True).names
    return replace(
        facts,
        title=title,
        outlet=outlet,
        author=author,
        date=facts.date or found.date,
        url=facts.url or found.url or url,
    )


def _clean(text: str | None) -> str | None:
    return storable(" ".join(text.split())) or None if text else None
