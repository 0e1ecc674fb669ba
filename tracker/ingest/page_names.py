"""Names as pages write them: the headline without the site's name, the outlet's, and those of who wrote the article.

A page says its author in a field that any template fills: with the outlet, with a role, with the words of a button. A
wrong author is worse than none, for authors are compared with speakers; so what does not look like a name is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.furniture.bylines import is_office
from tracker.ingest.page_blocks import letters

_LONGEST = 80  # characters of a name
_TITLE_MOST = 400
_CLOSING = re.compile(r"[.!?…\"”’'»)\]]*")
_WORDS_MOST = 6
_SEPARATOR = r"\s+[|–—·»«•>:/\\-]+\s+|\s*[|»«•]\s*|:\s+"  # between a headline and the name of the site
_PARTED = re.compile(_SEPARATOR)
_BEFORE = re.compile(rf"(?:{_SEPARATOR}|\s*\[)\Z")
_BEHIND = re.compile(rf"(?:{_SEPARATOR}|\s*\[)")
_DASH = re.compile(r"\s+[-–—]\s+")
_PIPE = re.compile(r"\s*[|»«•]\s*|\s+:\s+")
_NOT_A_NAME = re.compile(r"https?:|[/#@]|^_:")
_HOST = re.compile(r"(?i)(?:www\d?\.)?((?:[\w-]+\.)+[a-z]{2,12})")
# What a page is made with, or stands on, and not who publishes it.
_PLATFORM_NAMES = (
    "blogger blogspot wordpress wordpresscom tumblr squarespace wix weebly ghost typepad drupal joomla google "
    "googlenews facebook twitter youtube amp ampproject shopify webflow livejournal"
)
_PLATFORMS = frozenset(_PLATFORM_NAMES.split())
_BY = re.compile(
    r"(?i)^(?:(?:words|story|text|report|written|posted|published|reported|article|submitted|created|authored|review(?:ed)?|"
    r"analysis|opinion)\s+)?(?:by|par|von|por|di|af|av|door|oleh|przez)(?:\s*:\s*|\s+)|^(?:author|autor|auteur|texte?|"
    r"words|writer)\s*:\s*"
)
_CUT = re.compile(
    r"\s*(?:[|•·(\[<]|\s[-–—]\s|\s@|,?\s(?i:for|of|at|in|on|from|with|contributor|special to)\s|"
    r"\s(?i:view (?:author|more|all|profile)|more (?:from|by)|follow|email|contact|published|updated|posted|"
    r"is a)\b).*\Z",
    re.S,
)
_ENOUGH = re.compile(  # where a byline goes on with its date, its place, its tags
    r"\s*(?:[|•·(\[<\d]|\b(?i:topics?|tags?|posted|published|updated|follow|email|photos?|comments?)\b).*\Z",
    re.S,
)
_AND = re.compile(r"\s*;\s*|\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|et|und|y|with)\s+|\s+[&/+]\s*|\s*/\s*")
_GLUED = re.compile(r"[a-z]{2}[A-Z]{2}")  # a name and what stood on the next line: OrmeCBN
_SUFFIX = re.compile(r"(?i)(?:jr|sr|ii|iii|iv)\.?")
_DEGREE = re.compile(r"(?:[A-Z]\.?){2,5}|Ph\.?D\.?|M\.?Sc\.?|Dr\.?|Esq\.?")
_ROLE = re.compile(  # a role that stands behind a name without a comma: Senior Coast Correspondent
    r"(?i)\s+(?:(?:senior|chief|deputy|associate|staff|special|executive|managing|night|assistant|contributing|foreign|"
    r"political|politics|science|health|business|legal|crime|education|sports?|diplomatic|economics|technology|media|arts|"
    r"environment|world|city|home affairs)\s+(?:[\w&-]+\s+){0,2}?)*(?:correspondents?|reporters?|editors?|columnists?|"
    r"writers?|envoyée?s?|redakteur(?:in)?|journalistes?|journalists?|correspondante?s?|enviad[oa]s?|"
    r"corresponsal(?:es)?|producers?|critic)\b.*\Z",
    re.S,
)
_MONTH_BEHIND = re.compile(
    r"(?i)(?<=\w)\s+(?:(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|"
    r"july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\Z"
)
_NO_PART_WORDS = (  # of buttons, roles and accounts: a name has none of them
    "account accounts username user users login log logged signin sign signup subscribe submit submitted share "
    "tweet follow comment comments commented reply posted published updated edited read more view profile you "
    "you're you'll your we our us admin administrator administrators webmaster moderator guest anonymous unknown "
    "none null undefined author authors editor editors editorial staff team desk newsroom reporter reporters "
    "correspondent correspondents contributor contributors writer writers columnist service services agency "
    "agencies wire wires bureau redaktion redaction rédaction redacción redacao redação redazione redactie agence "
    "agencia agenzia agentur agenturen press release newsletter copyright rights reserved minutes ago today "
    "yesterday menu home contact about click here email e-mail print advertisement sponsored photo photos "
    "photograph photographer image images video credit source sources topics tags the jan feb mar apr jun jul aug "
    "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday january february april june "
    "july august september october november december"
)
_NO_PART = frozenset(_NO_PART_WORDS.split())
_AGENCIES = {
    "ap": "AP",
    "associatedpress": "AP",
    "theassociatedpress": "AP",
    "afp": "AFP",
    "agencefrancepresse": "AFP",
    "reuters": "Reuters",
    "thomsonreuters": "Reuters",
    "upi": "UPI",
    "dpa": "dpa",
    "pa": "PA",
    "pamedia": "PA",
    "pressassociation": "PA",
    "efe": "EFE",
    "ansa": "ANSA",
    "tass": "TASS",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo",
    "ani": "ANI",
    "pti": "PTI",
    "ians": "IANS",
    "aap": "AAP",
}


@dataclass(frozen=True, slots=True)
class Writers:
    """Who wrote an article: `names`, one after the other with ``; `` between, and the agency it is from."""

    names: str | None = None
    agency: str | None = None


def name_writers(
    given: Iterable[str], *, outlet: str | None = None, title: str | None = None, guessed: bool = False
) -> Writers:
    """The names among what a page gives as its author or authors; `guessed` ones have to have two words.

    >>> name_writers(["By ANN ORME, Senior Political Correspondent", "Tern Weekly", "AP"], outlet="Tern Weekly")
    Writers(names='Ann Orme', agency='AP')
    """
    names: list[str] = []
    agency = None
    around = {letters(outlet or ""), letters(title or "")} - {""}
    for one in given:
        for piece in [] if letters(one) in around else _pieces(one):
            if (known := _AGENCIES.get(letters(piece))) is not None:
                agency = agency or known
            elif _SUFFIX.fullmatch(piece) and names:
                names[-1] += f" {piece}"
            elif (name := _name(piece, around, outlet, guessed=guessed)) is not None:
                names.append(name)
    return Writers("; ".join(dict.fromkeys(names)) or None, agency)


def _pieces(given: str) -> list[str]:
    given = _ENOUGH.sub("", _BY.sub("", " ".join(given.split())))
    pieces = [piece for piece in _AND.split(given) if piece.strip()]
    if len(pieces) == 2 and "," in given and all(len(piece.split()) == 1 for piece in pieces):
        return [f"{pieces[1]} {pieces[0]}"] if not _SUFFIX.fullmatch(pieces[1]) else [given]  # Orme, Ann
    return pieces


def _name(piece: str, around: set[str], outlet: str | None, *, guessed: bool) -> str | None:
    """One name as it is written in running text; None where this is none."""
    name = _CUT.sub("", _BY.sub("", piece.strip(" ,:-–—'\"“”*_")))
    name = _ROLE.sub("", f" {name}").strip(" ,:-–—")
    name = name if _SUFFIX.fullmatch(name.split(" ")[-1]) else name.rstrip(".")
    words = name.split()
    if len(words) > 2:
        name = _MONTH_BEHIND.sub("", name)
        words = name.split()
    if not words or len(words) > _WORDS_MOST or len(name) > _LONGEST or _NOT_A_NAME.search(name):
        return None
    if any(char.isdigit() or char in "<>{}=?!%$_" for char in name) or _DEGREE.fullmatch(name) or _GLUED.search(name):
        return None
    if any(word.casefold().strip(".,'’") in _NO_PART for word in words) or is_office(name):
        return None
    if letters(name) in around or _is_outlet(name, outlet):
        return None
    has_case = any(char.isupper() or char.islower() for char in name)
    if has_case and (not _begins_as_names_do(words) or (guessed and len(words) < 2)):
        return None
    return _SCOTTISH.sub(lambda found: found[0].upper(), name.title()) if _in_capitals(name) else name


_SCOTTISH = re.compile(r"(?<=\bMc)[a-z]")


def _in_capitals(name: str) -> bool:
    return name.isupper() and " " in name


def _begins_as_names_do(words: Sequence[str]) -> bool:
    """``Ada``, ``van der Berg``, ``O'Neil``: the first or the last word has a capital."""
    return words[-1][:1].isupper() and (words[0][:1].isupper() or len(words) > 1)


def _is_outlet(name: str, outlet: str | None) -> bool:
    """Whether a name is that of the outlet, or has it within: ``Verlag Ostel Bote`` of the ``Ostel Bote``."""
    if outlet is None:
        return False
    inner, whole = letters(_host_name(outlet)), letters(_host_name(name))
    return len(inner) >= 4 and (inner == whole or (" " in outlet.strip() and inner in whole))


# ---------------------------------------------------------------- the outlet


def name_outlet(
    given: Iterable[str | None], *, pages_title: str | None, url: str | None, or_host: bool = True
) -> str | None:
    """The outlet's name: the first of the given ones that is a name; a host's, or that of what the page was made
    with, only where there is none, and spelt as in the page's own title where that has it. Without `or_host`, None
    where nothing but the address tells it.

    >>> name_outlet(["https://tern.example/#org", "Tern Weekly | News of the coast"], pages_title=None, url=None)
    'Tern Weekly'
    """
    spare: str | None = None
    for one in given:
        name = " ".join((one or "").split())
        if not name or _NOT_A_NAME.search(name):
            continue
        name = _without_slogan(name)
        if name.islower() and _HOST.fullmatch(name):
            return _spelt(pages_title, name) or _host_name(name)
        if letters(name) not in _PLATFORMS:
            return name
        spare = spare or name
    host = (urlsplit(url).hostname or "") if url else ""
    return _spelt(pages_title, host) or spare or (_host_name(host) if or_host else "") or None


def _without_slogan(name: str) -> str:
    """``Tern Weekly | News of the coast``: what stands before the line."""
    pieces = [piece for piece in _PIPE.split(name) if piece.strip()] or [name]
    first = pieces[0]
    parted = _DASH.split(first)
    return parted[0] if len(parted) > 1 and len(parted[1].split()) > 1 and len(first.split()) > 5 else first.strip()


def _host_name(host: str) -> str:
    return host.removeprefix("www.") if host.lower().startswith("www.") else host


def _spelt(title: str | None, host: str) -> str | None:
    """The part of a page's title whose letters are those of the host: ``Le Bélier`` of lebelier.example."""
    if not title or not host:
        return None
    labels = [label for label in host.lower().split(".") if label not in ("www", "com", "co", "org", "net")]
    for piece in reversed(_PARTED.split(title)):
        if len(bare := _bare(piece)) >= 3 and any(bare == _bare(label) for label in labels):
            return piece.strip(" []")
    return None


def _bare(text: str) -> str:
    """Letters without their accents."""
    return "".join(char for char in unicodedata.normalize("NFD", letters(text)) if not unicodedata.combining(char))


# ---------------------------------------------------------------- the headline


def name_title(
    given: str | None, pages_title: str | None, headings: Sequence[str], outlet: str | None = None
) -> str | None:
    """The headline: `given` by the page's data, or its ``<title>``, without the name of the site or of the writer.

    What is set as a heading on the page is believed: a heading that begins or ends the title, and is parted from the
    rest by a mark, is the headline.

    >>> name_title(None, "Weir to be rebuilt - Local - Tern Weekly", ["Local", "Weir to be rebuilt"])
    'Weir to be rebuilt'
    """
    title = " ".join((given or pages_title or "").split())
    if not title:
        single = [one for one in headings if letters(one)]
        return single[0] if len(single) == 1 else None
    whole = letters(title)
    found = [one for one in headings if _is_part(letters(one), title, whole)]
    if found and outlet is not None:
        found = [one for one in found if letters(one) != letters(outlet)] or found
    if found:
        best = max(found, key=lambda one: len(letters(one)))
        return title if letters(best) == letters(title) else best
    return _without_site(title, outlet, is_pages=given is None)


def _is_part(key: str, title: str, whole: str) -> bool:
    """Whether a heading, given as its letters, is the title or one end of it with a mark between; `whole` are those of
    the title."""
    if not key or not (whole.startswith(key) or whole.endswith(key)):
        return False
    if key == whole:
        return True
    at = _place(title, key)
    if at is None:
        return False
    start, end = at
    head, tail = title[:start], title[end:]
    return (not letters(head) or _BEFORE.search(head) is not None) and (
        not letters(tail) or _BEHIND.match(tail) is not None
    )


def _place(title: str, key: str) -> tuple[int, int] | None:
    """Where in the title the letters of a key stand, at its beginning or its end."""
    for at in range(min(len(title), _TITLE_MOST) + 1):
        if letters(title[:at]) == key:
            closing = _CLOSING.match(title, at)
            return 0, at if closing is None else closing.end()
    for at in range(len(title), max(-1, len(title) - _TITLE_MOST - 1), -1):
        if letters(title[at:]) == key:
            return at, len(title)
    return None


def _without_site(title: str, outlet: str | None, *, is_pages: bool) -> str:
    """A title without the outlet's name at an end; that of a page also without what is parted off by bars."""
    if outlet is not None:
        key = letters(outlet)
        pieces = list(_PARTED.finditer(title))
        for mark in reversed(pieces):
            if key and key in letters(title[mark.end() :]) and len(title) - mark.end() <= len(outlet) + 25:
                title = title[: mark.start()]
        first = _PARTED.search(title)
        if first is not None and letters(title[: first.start()]) == key:
            title = title[first.end() :]
    if is_pages:
        parts = [part for part in _PIPE.split(title) if part.strip()]
        title = max(parts, key=len) if len(parts) > 1 else title
        dashed = _DASH.split(title)
        if len(dashed) > 1 and len(dashed[0].split()) >= 4 and (len(dashed) > 2 or len(dashed[-1].split()) <= 3):
            title = dashed[0]
    return title.strip() or title
