"""What kind of page this is, where it is no plain article: a shell, a wall, a notice of consent, an error.

Said in one line, for who saved such a page saw the article in the browser, and does not know that the file lacks it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tracker.errors import InputError
from tracker.ingest.page_blocks import POST, Walks
from tracker.ingest.page_facts import Facts
from tracker.ingest.page_tree import WALL, Element, names_of

SHORT = 900
"""Characters of running text; what has more is an article, whatever else stands on its page."""
_NOTHING = 40
_STUB_WORDS = 250
_HEADLINES = 15
_HEADLINE_WORDS = 4
_PARAGRAPH = 80  # characters
_STOP = re.compile(r"[.!?…][\"”’»)\]]*$")

_ERROR = re.compile(
    r"(?:^|[|·–-] ?|\berror:? |\bhttp )(?:404|410|403|50[0234])\b"
    r"(?: ?$| ?[|·:–-]| (?:page|not|error|forbidden|gone|bad|service|internal|gateway))|"
    r"(?:page|article|story|file) (?:was |is |has )?(?:not |no longer |been )?"
    r"(?:found|available|exist|removed|deleted|moved)|"
    r"(?:can(?:no|['’])?t|could(?:n['’]t| not)) (?:be )?(?:find|found)|"
    r"doesn['’]t exist|does not exist|access denied|forbidden|service unavailable|bad gateway|gateway time-?out|"
    r"internal server error|something went wrong|too many requests",
    re.I,
)
_ROBOT = re.compile(
    r"just a moment|are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are (?:a )?human|unusual traffic|"
    r"checking your browser|complete the captcha|press (?:and|&) hold",
    re.I,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|\bprivacy\b|\bpersonal data\b|\bgdpr\b|\bpartners\b|\btracking\b", re.I
)
_CONSENT_TITLE = re.compile(
    r"before you continue|cookie|consent|your privacy|privacy (?:choices|settings|preferences)", re.I
)
_ACCEPT = re.compile(
    r"\b(?:accept|agree|reject|allow)(?: all| and| & )?|manage (?:my )?(?:choices|options|preferences)", re.I
)
_PAGES = re.compile(r"(?:^|[ -])(?:pagination|page-?nav|page-?numbers|pager|paging|multi-?page)")
_PAGES_MOST = 120  # characters
_NEXT = re.compile(r"(?i)\bnext page\b|\bpage 1 of (?:[2-9]|\d\d)|^(?:page )?[«‹<]? ?1(?: ?[|·,/])? 2\b")
_COMMENTS = re.compile(r"comment|disqus|related|recirc|gallery|archive|carousel|listing|feed")
_WALL_NAMES = re.compile(
    r"paywall|regwall|subscri\w*-?(?:wall|gate|only)|meter(?:ed)?-?(?:wall|gate)|piano|tp-modal|gate(?:way)?-content"
)
_SCRIPT_WANTED = re.compile(
    r"(?:enable|turn on|need|requires?|activate)\b.{0,40}\bjavascript|javascript (?:is|must be)\b", re.I
)


def refuse_no_article(tree: Element, prose: str, facts: Facts, where: str) -> None:
    """Raise `InputError` where the page holds no article. `tree` is the page as it came, `prose` what was found."""
    if len(prose) >= SHORT:
        return
    title = _headings(tree)
    in_prose = len(_CONSENT.findall(prose))
    may_ask = in_prose >= 3 or (facts.date is None and (in_prose >= 2 or len(prose) < 3 * _NOTHING))
    said = _said(tree) if may_ask or len(prose) < SHORT / 2 else ""
    if _ROBOT.search(title) or (len(prose) < SHORT / 2 and _ROBOT.search(said)):
        raise InputError("a page that asks whether you are human, not the article", where=where, todo=_AGAIN)
    if _ERROR.search(title) and facts.date is None:
        raise InputError(f"an error page ({title[:60]!r}), not an article", where=where, todo="check the address")
    if may_ask and _asks_for_consent(said, title):
        raise InputError("a page that asks for consent to cookies, not the article", where=where, todo=_AGAIN)
    if len(prose) >= _NOTHING:
        return
    if is_walled(tree, facts):
        raise InputError("behind a paywall: nothing of the text is in the page", where=where, todo=_SUBSCRIBED)
    if _SCRIPT_WANTED.search(said) or _is_shell(tree):
        raise InputError(
            "a page that shows nothing without JavaScript; its text is not in the file", where=where, todo=_LOADED
        )
    raise InputError("no article in this page", where=where, todo="save the page of one article, or its text")


def _said(tree: Element) -> str:
    """What a page says anywhere, from its beginning."""
    shown = ("title", "h1", "h2", "h3", "p", "li", "div", "span", "button", "a", "noscript")
    return " ".join(" ".join(tree.itertext(*shown)).split())[:20_000]


def _asks_for_consent(said: str, title: str) -> bool:
    consent = len(_CONSENT.findall(said))
    return (
        consent >= 2 and (consent >= 4 or _CONSENT_TITLE.search(title) is not None) and _ACCEPT.search(said) is not None
    )


def refuse_front_page(tree: Element, facts: Facts, url: str | None, where: str, walks: Walks | None = None) -> None:
    """Raise `InputError` where the page is a list of stories: many headlines that are links, and nowhere between two of
    them three paragraphs in a row. `facts` are those that the page says outright: one that calls itself an article, or
    says when it was published, is believed. At the address of a site's front page fewer links are enough."""
    if facts.is_article or facts.live or facts.date is not None:
        return
    if sum(1 for _ in tree.iter("a")) < _HEADLINES:
        return
    headlines = running = most = shown = linked = 0
    for block in (walks or Walks()).of_all(tree):
        shown += len(block.text)
        linked += int(len(block.text) * min(1.0, block.linked))
        if block.linked > 0.8:
            headlines += len(block.text.split()) >= _HEADLINE_WORDS
            running = 0
        elif len(block.text) >= _PARAGRAPH and _STOP.search(block.text):
            running += 1
            most = max(most, running)
    is_front = url is not None and urlsplit(url).path.strip("/") in ("", "index.html", "index.htm")
    if headlines >= _HEADLINES and most <= 2 and (is_front or 5 * linked > 3 * shown):
        raise InputError(
            f"a list of stories ({headlines} headlines that are links), not an article",
            where=where,
            todo="save the page of one story",
        )


_AGAIN = "answer it in a browser, and save the page that comes then"
_LOADED = "save it from the browser once the text is there (web page, complete)"
_SUBSCRIBED = "save it from a browser that is logged in"


def _headings(tree: Element) -> str:
    found = [" ".join("".join(one.itertext()).split()) for one in tree.iter("title", "h1")]
    return " ".join(one for one in found[:3] if one)


def _is_shell(tree: Element) -> bool:
    ids = {one.get("id") for one in tree.iter("div")}
    return (
        bool(ids & {"root", "app", "__next", "__nuxt", "svelte", "app-root", "___gatsby"})
        or tree.find(".//app-root") is not None
    )


def is_walled(tree: Element, facts: Facts) -> bool:
    """Whether the page has the marks of a paywall."""
    if facts.free is False:
        return True
    for element in tree.iter("div", "section", "aside", "article", "p"):
        names = names_of(element)
        if names and _WALL_NAMES.search(names) and WALL.search(" ".join(element.itertext())[:2_000]):
            return True
    return False


def wall_note(tree: Element, prose: str, facts: Facts) -> str | None:
    """What to say of an article behind a paywall, as far as its page shows; None where it is whole or free."""
    words = len(prose.split())
    if not is_walled(tree, facts):
        return None
    if facts.words is not None:
        whole = words >= 0.8 * facts.words
        return None if whole else f"behind a paywall: the page holds {words:,} of {facts.words:,} words"
    if words < _STUB_WORDS or prose.rstrip().endswith(("…", "...")):
        return f"behind a paywall: the page holds only the first {words:,} words"
    return None


def goes_on(tree: Element) -> bool:
    """Whether the article goes on on further pages: below it there are numbers of pages, or a *next page*."""
    for element in tree.iter("div", "p", "ul", "nav", "span"):
        if "pag" not in f"{element.get('class') or ''} {element.get('id') or ''}".lower():  # most, and quickly told
            continue
        if not _PAGES.search(names_of(element)):
            continue
        words = " ".join(" ".join(element.itertext()).split())
        if len(words) <= _PAGES_MOST and _NEXT.search(words) and not _is_of_comments(element):
            return True
    return False


def _is_of_comments(element: Element) -> bool:
    return any(_COMMENTS.search(names_of(one)) for one in (element, *element.iterancestors()))


def live_posts(tree: Element) -> list[Element]:
    """The posts of a live blog, in the order of the page; empty where this is none."""
    has_times = next(tree.iter("time"), None) is not None
    found = [
        one
        for one in tree.iter("article", "div", "section", "li")
        if "blogpost" in f"{one.get('itemprop') or ''} {one.get('itemtype') or ''}".lower()
        or (has_times and (names := names_of(one)) and POST.search(names) and one.find(".//time") is not None)
    ]
    inner = [one for one in found if not any(one is not other and other in one.iterancestors() for other in found[:1])]
    return inner if len(inner) >= 2 else []
