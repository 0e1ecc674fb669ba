"""What a page says about its article outside the text: JSON-LD, OpenGraph, ``<html lang>``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.furniture import parse_date
from tracker.ingest.mending import storable
from tracker.ingest.page_tree import Element

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
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
_TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, slots=True)
class Facts:
    """Each None where the page does not say it. `free` is false where the article is for subscribers; `posts` are the
    texts of a live blog's posts, `body` the article's, as far as JSON-LD holds them."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    free: bool | None = None
    live: bool = False
    body: str | None = None
    posts: tuple[str, ...] = ()
    words: int | None = None


def read_facts(tree: Element) -> Facts:
    """The facts of a page, JSON-LD before OpenGraph."""
    node = _article_node(tree)
    meta = _metas(tree)
    link = next((one.get("href") for one in tree.iter("link") if (one.get("rel") or "").lower() == "canonical"), None)
    free = node.get("isAccessibleForFree")
    posts = tuple(text for post in _listed(node.get("liveBlogUpdate")) if (text := _post(post)))
    date = _text(node.get("datePublished")) or meta.get("article:published_time") or meta.get("parsely-pub-date")
    words = node.get("wordCount")
    url = link or meta.get("og:url") or _text(node.get("url")) or _name(node.get("mainEntityOfPage"))
    return Facts(
        title=_text(node.get("headline")) or meta.get("og:title") or meta.get("twitter:title"),
        outlet=_name(node.get("publisher")) or meta.get("og:site_name") or meta.get("application-name"),
        author=_names(node.get("author")) or _plain_author(meta),
        date=parse_date(date) if date else None,
        url=url if url and url.startswith(("http://", "https://")) else None,
        language=_language(tree, meta, node),
        free=None if free is None else str(free).lower() not in ("false", "no"),
        live="LiveBlogPosting" in _types(node),
        body=_text(node.get("articleBody")),
        posts=posts,
        words=words if type(words) is int else None,
    )


def _metas(tree: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("http-equiv") or "").lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _plain_author(meta: dict[str, str]) -> str | None:
    """The author, where it is a name; ``article:author`` is often the address of a profile."""
    for key in ("author", "article:author", "parsely-author", "byl", "dc.creator"):
        if (given := meta.get(key)) and "://" not in given and len(given) <= 200:
            return re.sub(r"^by\s+", "", given, flags=re.I)
    return None


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


def _article_node(tree: Element) -> dict[str, object]:
    """The first object of JSON-LD that is an article; a live blog goes before the articles within it."""
    best: dict[str, object] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        for node in _nodes(_loaded(script.text or "")):
            if "LiveBlogPosting" in _types(node):
                return node
            if not best and _types(node) & _ARTICLES:
                best = node
    return best


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


def _name(value: object) -> str | None:
    first = _listed(value)[0] if _listed(value) else None
    if isinstance(first, dict):
        return _text(first.get("name")) or _text(first.get("@id"))
    return _text(first)


def _names(value: object) -> str | None:
    names = [name for one in _listed(value)[:20] if (name := _name(one)) and "://" not in name]
    return "; ".join(dict.fromkeys(names)) or None


def _post(value: object) -> str | None:
    if not isinstance(value, dict):
        return None
    parts = (_text(value.get("headline")), _text(value.get("articleBody")))
    return "\n\n".join(part for part in parts if part) or None
