"""A web page's tree: parsed once, and what is no part of an article taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from tracker.ingest.mending import storable

Element: TypeAlias = Any
"""An element of lxml's tree, which has no types."""

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "nav",
        "form",
        "button",
        "svg",
        "iframe",
        "select",
        "template",
        "dialog",
        "figcaption",
        "object",
        "embed",
        "audio",
        "video",
        "textarea",
        "input",
        "canvas",
        "amp-ad",
        "amp-sidebar",
        "amp-social-share",
        "amp-analytics",
        "amp-consent",
        "amp-embed",
        "amp-img",
        "amp-carousel",
        "amp-iframe",
        "amp-video",
        "amp-user-notification",
        "amp-sticky-ad",
        "amp-list",
        "picture",
        "img",
        "source",
        "map",
    ]
)
# Words of class and id, each whole: what CMSs call what stands around a story.
_AROUND = re.compile(
    r"(?:^| )(?:"
    r"comments?|reactions?|commentaires|kommentare|comentarios|commentlist|comment-list|disqus|respond|replies|reader-comments|"
    r"newsletters?|signup|sign-up|subscribe|subscription|subscribe-box|email-capture|promos?|promotion|upsell|"
    r"related|relatedposts|relatedcontent|recommended|recommendations?|recirc|recirculation|readmore|read-more|read-next|"
    r"more-on|more-from|more-stories|mostread|most-read|most-popular|popular|trending|you-may-like|also-read|see-also|"
    r"share|shares|sharing|sharebar|share-bar|sharedaddy|addtoany|social|socials|social-links|follow-us|toolbar|"
    r"(?:(?:post|story|article|entry)-)?(?:next-prev|prev-next|nextprev|prevnext)|(?:post|story|article|entry)-navigation|"
    r"follow-(?:bar|box)|(?:article-)?print-url|"
    r"(?:story|article|content|page)-tools|sources|"
    r"breadcrumbs?|nav|navbar|navigation|menu|sidebar|masthead|site-header|site-footer|pagination|pager|"
    r"ads?|advert|adverts|advertisement|advertising|adsense|ad-slot|adslot|dfp|sponsored|sponsor|taboola|outbrain|mgid|"
    r"cookie|cookies|cookie-banner|consent|gdpr|onetrust|popup|modal|overlay|"
    r"author-bio|authorbio|author-box|authorbox|author-info|about-author|about-the-author|bio|byline|bylines|"
    r"(?<!no )(?<!has )(?<!with )captions?|wp-caption-text|image-caption|photo-credit|image-credit|credits?|"
    r"tags|taglist|tag-list|post-tags|topics|post-meta|entry-meta|article-meta|meta|timestamp|dateline-meta|"
    r"(?:post|article|entry|story|page|node)-(?:header|footer|links|tags|info)|subtitle|likes|"
    r"skip-link|login|poll|print-only|screen-reader-text|visually-hidden|sr-only|paywall|piano|regwall|gate|"
    r"dek|standfirst|subheadline|kicker|correction-link|donate|donation|membership|app-promo|feedback|survey"
    r")(?= |$)"
)
_LOOSER = re.compile(
    r"newsletter|related-?(?:post|article|stor|content|link|media)|recirc|share-?(?:bar|button|tool|link|copy|box)|"
    r"(?:^| )sns-|(?:user|writer|editor|reporter|short|body)-bio(?= |$)|font[ -](?:re)?sizer?|"
    r"inline-(?:gallery|video|graphic)|(?:photo|image)-?gallery|gallery-(?:embed|embedded|caption)|"
    r"(?:reporter|e-?mail|news)-alerts?(?= |$)|"
    r"ad-feedback|sponsored-(?:ads?|links?|content)|(?:^|[ -])(?<!has[ -])(?<!no[ -])(?<!with[ -])"
    r"captions?(?:-\w+)*(?= |$)|"
    r"(?:^|[ -])video-(?:resource|playlist|player|headline|desc|controls|(?:full-)?transcript|keywords|"
    r"inline[ -]carousel)|"
    r"social-?(?:share|media|bar|icon)|"
    r"(?:^| )discussions?(?:-|$| )|(?:^| )conversations?-|sidebar-(?:box|item|content)|"
    r"teasers?-(?:module|box|inline|card|item|list)|comments?-(?:section|area|list|block|thread|wrapper|container)|advert|ad-(?:slot|unit|container|wrapper|placeholder)|"
    r"cookie-(?:banner|notice|bar|wall)|author-(?:bio|box|card|info|note|about)|most-(?:read|popular)|"
    r"read-(?:more|next|also)|more-(?:stories|from|on|news)|subscri(?:be|ption)-(?:box|banner|form|wall|promo|prompt|widget|cta)|paywall|"
    r"(?:inline|story|article|in-article)-promo|image-(?:caption|credit)|media-(?:caption|credit)|photo-(?:caption|credit)"
)
# What a wall in front of an article says.
WALL = re.compile(
    r"subscribe (?:now )?to (?:read|continue|keep reading|unlock|get full)|continue reading (?:this|with|your)|"
    r"already (?:a|have an?) (?:subscriber|subscription|member|account)|"
    r"this (?:article|story|content) is (?:only )?(?:for|available to|reserved for) (?:\w+ )?(?:subscribers|members)|"
    r"(?:subscriber|member)s?[- ](?:only|exclusive)|to (?:read|continue) (?:the (?:full|rest)|reading)|"
    r"unlock (?:this|the) (?:article|story)|"
    r"you(?:['’]ve| have) (?:reached|read|used) your|free articles? (?:left|remaining)|"
    r"log in to (?:read|continue)|start your (?:free )?trial",
    re.I,
)
_LINKS = re.compile(r"(?:^| )links(?= |$)")
_MORE = re.compile(r"(?:^|[ -])read-?more(?:-\w+)*(?= |$)")
_WALLED = re.compile(r"paywall|regwall|piano|(?:^| )gate(?= |$)|subscriber")
_PICTURE = re.compile(r"(?:^|[ -])(?:image|photo|picture|img|thumbnail|illustration|hmedia|pic)s?(?=$|[ -])")
_ROLES_AROUND = frozenset(["navigation", "complementary", "search", "contentinfo", "banner"])
_INLINE = frozenset(["a", "abbr", "b", "em", "font", "i", "mark", "span", "strong", "u"])
_SET_OFF = re.compile(r"(?:^|[ -])(?:pull-?quote|center|left|right)(?=$|[ -])")
_CAPTION_MOST = 500  # characters
_QUOTED = re.compile(r"quote|quotation")
_MOST = 400  # characters; a page with less than that has no most of its text
_ASKED_MOST = 5_000  # so many elements are measured: a page made to cost time costs no more than this
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_MARKS = re.compile('[“„«»"]')
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPLIT = re.compile(r"[\s_]+|--+")


# lxml reads these, and refuses to move text that has them. In UTF-8 the first are a byte each, and the last three.
_CONTROLS = bytes((*range(9), *range(14, 32)))
_SPACES = bytes.maketrans(b"\x0b\x0c", b"  ")
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())


@lru_cache(maxsize=1)
def _classes() -> Element:
    """One class for every element, which lxml then makes without asking Python for the class of each tag."""
    from lxml import etree, html

    return etree.ElementDefaultClassLookup(element=html.HtmlElement)


def parse(text: str) -> Element:
    """The root element, None where there is none. Comments and scripts are gone, JSON-LD stays."""
    from lxml import etree, html

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(_classes())
    data = storable(text).encode("utf-8").translate(_SPACES, _CONTROLS)
    for one in _NO_CHARACTERS:
        data = data.replace(one, b"")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    for element in list(tree.iter("style", "script")):
        if element.tag == "style" or "ld+json" not in (element.get("type") or ""):
            remove(element)
    return tree


def remove(element: Element) -> None:
    """Take an element out and leave the text after it where it was."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    element.tail = None
    parent.remove(element)


def names_of(element: Element) -> str:
    """The words of class and id, in small letters, a blank between them: ``entry-content article body``."""
    given = f"{element.get('class') or ''} {element.get('id') or ''}"
    return "" if given == " " else _as_words(given[:400])


@lru_cache(maxsize=4096)
def _as_words(given: str) -> str:
    """Kept for a while: a page has the same names on many elements, and asks for them more than once."""
    return _SPLIT.sub(" ", _CAMEL.sub("-", given).lower()).strip()


def prose_length(element: Element) -> int:
    """How many characters of running text the element holds, about."""
    return len(text_of(element))


def text_of(element: Element) -> str:
    """All text below an element, nothing between its pieces."""
    from lxml import etree

    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def set_quotation_marks(tree: Element) -> None:
    """``<q>`` gets the marks that a browser shows around it."""
    for element in list(tree.iter("q")):
        inner = "".join(element.itertext()).strip()
        parent = element.getparent()
        if parent is not None and _SET_OFF.search(names_of(element)) and "".join(parent.itertext()).strip() == inner:
            parent.set("class", f"{parent.get('class') or ''} pullquote")  # words of the article, set large
        elif inner and inner[0] not in "“\"«„‘'":
            nested = any(parent.tag == "q" or parent.get("data-q") for parent in element.iterancestors())
            opening, closing = "‘’" if nested else "“”"
            element.text = opening + (element.text or "")
            if len(element):
                element[-1].tail = (element[-1].tail or "") + closing
            else:
                element.text += closing
        element.set("data-q", "1")
        element.tag = "span"


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Something with quotation marks that was taken out: what it stood in, and its words."""

    parent: Element
    text: str


def take_out_surroundings(tree: Element, *, keep_headers: bool = False) -> list[TakenOut]:
    """Take out navigation, boxes, comments, captions and their like; never what holds most of the page's text."""
    from lxml import etree

    whole = prose_length(tree)
    body = tree.find("body")
    found, asked = list(tree.iter("script")), 0
    walker = etree.iterwalk(tree if body is None else body, events=("start",))
    for _, element in walker:
        if not isinstance(element.tag, str) or not _is_around(element, keep_headers):
            continue
        asked += 1
        if asked < _ASKED_MOST and 2 * (length := prose_length(element)) > whole and length > _MOST:
            continue
        found.append(element)
        walker.skip_subtree()
    taken = []
    for element in found:
        if element.tag != "script" and _MARKS.search(text_of(element)):
            taken.append(TakenOut(element.getparent(), " ".join(element.itertext())))
        remove(element)
    return taken


def _is_around(element: Element, keep_headers: bool) -> bool:
    tag = element.tag
    if tag in _NEVER:
        return True
    given = element.keys()
    if tag in ("html", "body", "head", "article", "main"):
        return tag == "article" and bool(element.get("class")) and _named_as(names_of(element)).loosely
    if tag in ("header", "hgroup"):
        return not keep_headers
    if tag == "footer":
        return next(element.iterancestors("blockquote", "figure"), None) is None
    if not given and tag != "aside":
        return False  # most elements, and told without asking them for each
    if "hidden" in given or ("style" in given and _HIDDEN.search(element.get("style"))):
        return True
    if "role" in given and element.get("role") in _ROLES_AROUND:
        return True
    names = names_of(element)
    named = _named_as(names)
    if tag == "aside":
        return not (named.quoted or element.find(".//blockquote") is not None)
    if not names or named.quoted:
        return False
    if named.picture and _is_picture_box(element):
        return True
    if not (named.around or named.loosely or (named.links and _is_linked(element))):
        return False
    if tag in _INLINE and _is_amid_sentence(element):
        return False
    return not (_is_behind_wall(element, names) or _is_rest_of_story(element, names))


class _Named(NamedTuple):
    """What the names of an element say of it."""

    quoted: bool
    picture: bool
    around: bool
    loosely: bool
    links: bool


@lru_cache(maxsize=4096)
def _named_as(names: str) -> _Named:
    """Kept for a while: a page has the same names on many elements."""
    patterns = (_QUOTED, _PICTURE, _AROUND, _LOOSER, _LINKS)
    return _Named(*(pattern.search(names) is not None for pattern in patterns))


def _is_linked(element: Element) -> bool:
    """Whether more than half of its text is links: *links* is also the left one of two columns, in German."""
    return 2 * sum(map(prose_length, element.iter("a"))) > prose_length(element)


def _is_picture_box(element: Element) -> bool:
    """Whether it is a picture and what is written below it."""
    if next(element.iter("img", "amp-img", "picture"), None) is None:
        return False
    return prose_length(element) <= _CAPTION_MOST and next(element.iter("h1", "h2", "h3", "blockquote"), None) is None


def _is_amid_sentence(element: Element) -> bool:
    """Whether text goes on over it: words with a note to them are called *popup* by some, and are read all the same.

    Text stands before it and behind it, or what is behind it begins no sentence."""
    tail = (element.tail or "").lstrip()
    if tail and (tail[0].islower() or tail[0] in ",;.:?!)’”\"'"):
        return True
    before = element.getprevious()
    parent = element.getparent()
    ahead = ((parent.text if before is None else before.tail) or "").rstrip() if parent is not None else ""
    return bool(tail) and bool(ahead)


def _is_rest_of_story(element: Element, names: str) -> bool:
    """Whether it is what a button *read more* shows: paragraphs, and no links to other stories."""
    if not _MORE.search(names) or _is_linked(element):
        return False
    if any(one.find(".//a") is not None or one.getparent().tag == "a" for one in element.iter("h2", "h3", "h4", "h5")):
        return False
    prose = (" ".join("".join(one.itertext()).split()) for one in element.iter("p"))
    return sum(len(one) > 60 and one.endswith((".", "?", "!", "”", '"')) for one in prose) >= 2


def _is_behind_wall(element: Element, names: str) -> bool:
    """Whether it is text that subscribers see, and it is in the page: named after the wall, and no invitation."""
    if not _WALLED.search(names):
        return False
    words = " ".join("".join(element.itertext()).split())
    is_prose = element.tag == "p" and words.endswith((".", "?", "!", "”", '"'))
    return (is_prose or len(words) > _MOST) and not WALL.search(words[:2_000])
