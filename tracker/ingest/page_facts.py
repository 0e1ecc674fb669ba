"""What a page says about its article outside the text: JSON-LD, OpenGraph, ``<html lang>``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tracker.furniture import parse_date
from tracker.ingest.mending import storable
from tracker.ingest.page_blocks import letters
from tracker.ingest.page_names import Writers, name_outlet, name_title, name_writers
from tracker.ingest.page_tree import BLOCKS, Element, names_of, text_of

_ARTICLES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "SocialMediaPosting",
        "TechArticle",
        "ScholarlyArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
    ]
)
_NODES_MOST = 5_000  # of JSON-LD: a page made to cost time costs no more than this
_HEADINGS_MOST = 200
_BELOW_HEADLINE = 150  # elements below the headline in which its byline is looked for
_HEADLINE_MOST = 250  # characters
_HEADLINE = re.compile(r"(?:^| )(?:headline|entry-title|article-title|post-title)(?= |$)")
_BYLINE_MOST = 160  # characters
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "article_author")
_DATES = (
    "article:published_time",
    "article:published",
    "parsely-pub-date",
    "datepublished",
    "pubdate",
    "publish-date",
    "publication_date",
    "article_date_original",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_SPACED = re.compile(r"^(\d{4}-\d\d-\d\d) (\d\d:)")
_ZONE = re.compile(r"(?<=\d)([+-]\d\d)(\d\d)\Z")
_HOME = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+)?")
_MAY_START = re.compile(r"(?i)\s*(?:(?:words|story|text|report|written|posted|reported)\s+)?by")
_STARTS = re.compile(r"(?i)(?:(?:words|story|text|report|written|posted|reported)\s+)?by:?\s+\S")
_BYLINE = re.compile(r"byline|author|contributor|writer|reporter|credit-name")
_AUTHOR = re.compile(r"\bauthor\b")
_OTHERS = re.compile(
    r"comment|related|recirc|promo|sidebar|teaser|most-|popular|trending|more-(?:from|stor|on)|also|recommend|caption|"
    r"photo|image|(?:^|[ -])card(?=$|[ -])|summary-item"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
_TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, slots=True)
class Facts:
    """Each None where the page does not say it. `free` is false where the article is for subscribers; `posts` are the
    texts of a live blog's posts, `body` the article's, as far as JSON-LD holds them. `names_author` says that something
    stands where the author should, be it a name or not; `is_article`, that the page calls itself one."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    agency: str | None = None
    names_author: bool = False
    is_article: bool = False
    date: str | None = None
    url: str | None = None
    language: str | None = None
    free: bool | None = None
    live: bool = False
    body: str | None = None
    posts: tuple[str, ...] = ()
    words: int | None = None


def read_facts(tree: Element) -> Facts:
    """The facts of a page, JSON-LD before OpenGraph; only what is said outright, nothing guessed."""
    node, known = _article_node(tree)
    meta = _metas(tree)
    link = next((one.get("href") for one in tree.iter("link") if (one.get("rel") or "").lower() == "canonical"), None)
    free = node.get("isAccessibleForFree")
    posts = tuple(text for post in _listed(node.get("liveBlogUpdate")) if (text := _post(post)))
    words = node.get("wordCount")
    given = link or meta.get("og:url") or _text(node.get("url")) or _name(node.get("mainEntityOfPage"), {}, ids=True)
    url = given if given and given.startswith(("http://", "https://")) else None
    pages_title = _text(next((" ".join((one.text or "").split()) for one in tree.iter("title")), None))
    outlet = name_outlet(
        [_name(node.get("publisher"), known), *map(meta.get, _OUTLETS)], pages_title=pages_title, url=url, or_host=False
    )
    said = _text(node.get("headline")) or meta.get("og:title") or meta.get("twitter:title") or _marked_headline(tree)
    title = name_title(said, pages_title, _headings(tree), outlet)
    declared = [*_names(node.get("author"), known), *_plain_authors(meta)]
    writers = name_writers(_names(node.get("author"), known), outlet=outlet, title=title)
    if writers.names is None:
        more = name_writers(_plain_authors(meta), outlet=outlet, title=title)
        more = more if more.names else Writers(_byline(tree, title, outlet), more.agency)
        writers = Writers(more.names, writers.agency or more.agency)
    return Facts(
        title=title,
        outlet=outlet,
        author=writers.names,
        agency=writers.agency,
        names_author=bool(declared),
        is_article=bool(node) or meta.get("og:type", "").startswith(("article", "video", "news")),
        date=_date(node, meta),
        url=url,
        language=_language(tree, meta, node),
        free=None if free is None else str(free).lower() not in ("false", "no"),
        live="LiveBlogPosting" in _types(node),
        body=_text(node.get("articleBody")),
        posts=posts,
        words=words if type(words) is int else None,
    )


def _date(node: dict[str, object], meta: dict[str, str]) -> str | None:
    """When it was published, as ISO 8601: a day, or a time with its zone as the page has it."""
    for given in (_text(node.get("datePublished")), *map(meta.get, _DATES)):
        if given and (date := parse_date(_SPACED.sub(r"\1T\2", given.strip()))) is not None:
            return _ZONE.sub(r"\1:\2", date)
    return None


def _headings(tree: Element) -> list[str]:
    """The headings of a page but those that are a link to its front page: there stands the name of the site."""
    found = []
    for one in islice(tree.iter("h1", "h2", "h3"), _HEADINGS_MOST):
        link = one.find(".//a")
        words = " ".join("".join(one.itertext()).split())
        is_home = link is not None and _HOME.fullmatch(link.get("href") or "") is not None
        if words and not is_home:
            found.append((one.tag, words))
    single = [words for tag, words in found if tag == "h1"]
    return single if len(single) == 1 and len(found) == 1 else [words for _, words in found]


def _marked_headline(tree: Element) -> str | None:
    """The headline of a page without ``<h1>``, where one element is called that."""
    if next(tree.iter("h1"), None) is not None:
        return None
    found = {
        " ".join("".join(one.itertext()).split())
        for one in tree.iter("span", "div", "p", "h2", "td")
        if "headline" in (one.get("itemprop") or "") or _HEADLINE.search(names_of(one))
    } - {""}
    single = found.pop() if len(found) == 1 else None
    return single if single is not None and len(single) <= _HEADLINE_MOST else None


def _byline(tree: Element, title: str | None, outlet: str | None) -> str | None:
    """The writers as a line below the headline names them, where it is marked as a byline or begins with *By*."""
    key, seen = letters(title or ""), 0
    if not key or not any(letters(text_of(one)) == key for one in tree.iter("h1", "h2", "h3")):
        return None
    is_below = False
    for element in tree.iter():
        tag = element.tag
        if not isinstance(tag, str) or tag in ("script", "style", "meta", "title"):
            continue
        if not is_below:
            is_below = tag in ("h1", "h2", "h3") and letters(text_of(element)) == key
            continue
        if (seen := seen + 1) > _BELOW_HEADLINE:
            return None
        if tag not in ("p", "div", "span", "a", "cite", "address", "strong", "em", "b", "i", "h4", "h5", "h6", "li"):
            continue
        named = "author" in f"{element.get('rel') or ''} {element.get('itemprop') or ''}"
        if len(element) >= 12 or not (named or _MAY_START.match(text_of(element))):
            continue
        words = _words(element)
        if not 4 <= len(words) <= _BYLINE_MOST:
            continue
        starts = _STARTS.match(words) is not None
        marked = named or (starts and _BYLINE.search(names_of(element)) is not None)
        if (marked or starts) and not _elsewhere(element):
            more = _beside(element) if marked and not starts else [words]
            if (found := name_writers(more, outlet=outlet, title=title, guessed=True).names) is not None:
                return found
    return None


def _words(element: Element) -> str:
    """The words of an element, a bar where a line ends."""
    from lxml import etree

    pieces = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        is_end = event == "end"
        if one is not element and isinstance(one.tag, str) and (one.tag in BLOCKS or (one.tag == "br" and is_end)):
            pieces.append(" | ")
        pieces.append(((one.tail if one is not element else "") if is_end else one.text) or "")
    return " ".join("".join(pieces).split())


def _beside(element: Element) -> list[str]:
    """The words of an element that names an author, and those of its fellows."""
    parent = element.getparent()
    fellows = [element] if parent is None else [one for one in parent if _AUTHOR.search(str(one.get("rel")))]
    return [" ".join("".join(one.itertext()).split()) for one in fellows or [element]]


def _elsewhere(element: Element) -> bool:
    """Whether it stands in a list, a box or a comment: there other articles are signed."""
    for parent in (element, *element.iterancestors()):
        if parent.tag in ("nav", "aside", "ul", "ol", "blockquote", "table") or _OTHERS.search(names_of(parent)):
            return True
        if parent.tag in ("article", "main", "body"):
            return False
    return False


def _metas(tree: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        ).lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _plain_authors(meta: dict[str, str]) -> list[str]:
    """The author, where it is a name; ``article:author`` is often the address of a profile."""
    return [given for key in _AUTHORS if (given := meta.get(key)) and "://" not in given and len(given) <= 200][:1]


def _language(tree: Element, meta: dict[str, str], node: dict[str, object]) -> str | None:
    html = tree if tree.tag == "html" else tree.getroottree().getroot()
    xml_lang = html.get("{http://www.w3.org/XML/1998/namespace}lang") or html.get("xml:lang")
    given = (
        html.get("lang"),
        xml_lang,
        _text(node.get("inLanguage")),
        meta.get("content-language"),
        meta.get("og:locale"),
    )
    for one in given:
        if one and (found := _LANGUAGE.match(one.strip().lower())) is not None:
            return found[0]
    return None


def _article_node(tree: Element) -> tuple[dict[str, object], dict[str, str]]:
    """The first object of JSON-LD that is an article, a live blog before the articles within it; and the names of all
    objects by their ``@id``, for an article may point to who published it."""
    best: dict[str, object] = {}
    known: dict[str, str] = {}
    is_live = False
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        for node in _nodes(_loaded(script.text or "")):
            if isinstance(node.get("@id"), str) and (name := _text(node.get("name"))) is not None:
                known.setdefault(str(node["@id"]), name)
            if is_live:
                continue
            if "LiveBlogPosting" in _types(node):
                best, is_live = node, True
            elif not best and _types(node) & _ARTICLES:
                best = node
    return best, known


def _loaded(text: str) -> object:
    text = text.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(loaded: object) -> Iterator[dict[str, object]]:
    waiting, seen = [loaded], 0
    while waiting and seen < _NODES_MOST:
        node = waiting.pop(0) if len(waiting) < 200 else waiting.pop()
        seen += 1
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(value for key, value in node.items() if key in ("@graph", "mainEntity", "mainEntityOfPage"))


def _types(node: dict[str, object]) -> set[str]:
    return {
        str(one).removeprefix("https://schema.org/").removeprefix("http://schema.org/")
        for one in _listed(node.get("@type"))
    }


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str | None:
    """A string, its entities and tags gone."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str) or not value.strip():
        return None
    import html

    return storable(_TAG.sub("", html.unescape(value)).strip()) or None


def _name(value: object, known: dict[str, str], *, ids: bool = False) -> str | None:
    """The name of what JSON-LD names or points to; with `ids`, the address that it points to."""
    first = _listed(value)[0] if _listed(value) else None
    if not isinstance(first, dict):
        return _text(first)
    pointed = first.get("@id")
    return _text(first.get("name")) or (_text(pointed) if ids else known.get(str(pointed)))


def _names(value: object, known: dict[str, str]) -> list[str]:
    return [name for one in _listed(value)[:20] if (name := _name(one, known)) and "://" not in name]


def _post(value: object) -> str | None:
    if not isinstance(value, dict):
        return None
    parts = (_text(value.get("headline")), _text(value.get("articleBody")))
    return "\n\n".join(part for part in parts if part) or None
