"""What the words around a name say of whom it names: role, affiliation, person or body.

News English puts them in a few places: before the name (*Acme chief executive Ann Lee*), behind it between commas
(*Ann Lee, chief executive of Acme,*), and before it with a comma (*the chief executive of Acme, Ann Lee*).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from tracker.attribution import lexicon
from tracker.attribution.names import Name, find_words, is_capital
from tracker.records import Span

_REACH = 140  # characters an apposition may take
_LONGEST = 14  # words of it

_APPOSITION = re.compile(r",\s+(?:(?:aged?\s+)?\d{1,3},\s+)?(?=\S)")
_STOP = re.compile(rf"[,;:()“”\"–—.?!]|\s(?:{'|'.join(sorted(lexicon.CLAUSE_WORDS | lexicon.FINITE_VERBS))})\b")
_BORDER = re.compile(r"[,;:()“”\"–—.?!]\s*|\s(?:and|but|as|while|that|said|says|told)\s")
_DETERMINER = re.compile(r"\b(?:the|an?|its|his|her|their|our|one|another)\s", re.I)
_OF = re.compile(r".*\s(?:to|from|with|by|of|at|in|on|for|after|before|than|like|against)\s", re.S)
_LAST_WORD = re.compile(r"([^\W\d_][\w\-]*)$")
_LEADING = re.compile(r"^(?:a|an|the|its|his|her|their|our|one of|another)\s+", re.I)
_WHOSE = re.compile(r"(?:its|their)\s", re.I)
_HEAD_END = re.compile(r"\s(?:at|of|for|with|from|in|to|on|by|based|near|since|and|than)\b")
_OWNER = re.compile(r"(.+?)[’'](?:s\s|\s(?<=s’ )|\s(?<=s' ))")
_OWNER_AT_END = re.compile(r"((?:[^\W\d_][\w’'\-.&]*\s+){0,5}[^\W\d_][\w\-.&]*)[’']s?$")
_AFFILIATION = re.compile(
    r"\s(at|of|for|with|from|in|to|on|by)\s+(?:the\s+)?"
    r"((?:[^\W\d_][\w’'\-.&]*\s+(?:of|for|and|the|de|al)\s+(?:the\s+)?|[^\W\d_][\w’'\-.&]*\s*)+)"
)
_AFFILIATION_LATER = re.compile(r"\s(?:at|for|with|of)\s+(?:the\s+)?((?:[A-ZÀ-Þ][\w’'\-.&]*\s?)+)")
_ARTICLE = re.compile(r"^(?:the|The)\s+")
_AHEAD = re.compile(r"([^,;.!?“”\"()]{3,90}),\s*$")
_PHRASE_START = re.compile(r"\b(?:the|a|an|its|his|her|their|one|[^\W\d_a-z][\w\-]*[’']s)\s", re.I)
_NEXT_WORD = re.compile(r"\s([^\W\d_][\w\-]*)")
_HEAD_BEFORE = re.compile(r"([\w\-]+)\s+(?:of|at|for|with)\s+(?:the\s+)?$")
_ITS = re.compile(r"\s(?:said|says|\w+ed)\s(?:that\s)?(?:its|it\s(?:has|had|would|will|plans|expects))\s")
_IT = re.compile(r"\s(?:said|says|\w+ed)\s(?:that\s)?it\s")
_ADJECTIVAL = ("ian", "ese", "ish", "ean", "can", "i")  # *Freedonian officials* is no body called Freedonian


@dataclass(frozen=True, slots=True)
class Description:
    """What a noun phrase says: the role in its own words, whom it belongs to, and its head noun (lower case).

    `pronoun` is true where a body was spoken of before (*its director*).
    """

    role: str | None = None
    affiliation: str | None = None
    head: str | None = None
    pronoun: bool = False


def describe(phrase: str) -> Description:
    """Read a noun phrase such as *an analyst at Acme Risk*, *the ministry's chief spokesman*, *mayor of Elmstead*."""
    phrase = " ".join(phrase.split())
    bare = _LEADING.sub("", phrase)
    cut = _HEAD_END.search(bare)
    head_part = bare[: cut.start()] if cut else bare
    owner = _OWNER.match(head_part)
    if owner:
        head_part = head_part[owner.end() :]
    words = find_words(head_part)
    if not words:
        return Description()
    role_words = [
        w
        for w in words
        if (w.text[0].islower() or lexicon.is_role(w.low) or w.low in lexicon.RANKS)
        and not w.low.endswith(("-based", "-born"))
        and w.low not in lexicon.QUANTIFIERS
    ]
    lead = [w.text for w in words[:-1] if is_capital(w.text) and w not in role_words and "based" not in w.low]
    role = " ".join(w.low if w.low in lexicon.ROLES or w.low in lexicon.RANKS else w.text for w in role_words) or None
    affiliation = owner.group(1) if owner else (" ".join(lead) or None)
    if cut and affiliation is None:
        affiliation = _affiliation_behind(bare[cut.start() :])
    affiliation = _ARTICLE.sub("", affiliation) if affiliation else None
    return Description(role, affiliation, words[-1].low, _WHOSE.match(phrase) is not None)


def _affiliation_behind(rest: str) -> str | None:
    """*… at Acme Risk*, *… of the ministry in charge of Acme*: a named body behind a preposition, but no mere place."""
    found = _AFFILIATION.match(rest)
    if found and is_capital(found.group(2).strip()) and found.group(1) != "in":
        return _capital_part(found.group(2))
    later = _AFFILIATION_LATER.search(rest)
    return later.group(1).strip() if later else None


def _capital_part(text: str) -> str | None:
    kept: list[str] = []
    for word in text.split():
        if not is_capital(word) and not (kept and word in ("of", "for", "and", "the", "de", "al")):
            break
        kept.append(word)
    while kept and not is_capital(kept[-1]):
        kept.pop()
    return " ".join(kept).rstrip(".,") or None


def apposition(text: str, name_end: int, limit: int) -> str | None:
    """The noun phrase in apposition behind a name (*…, an analyst at Acme Risk,*), or None."""
    match = _APPOSITION.match(text, name_end)
    if match is None:
        return None
    start, limit = match.end(), min(limit, match.end() + _REACH)
    stop = _STOP.search(text, start, limit)
    if stop and stop.group().strip() in lexicon.FINITE_VERBS:
        return None  # *According to Lee, a sergeant told …*: a clause, not an apposition
    phrase = text[start : stop.start() if stop else limit]
    if phrase.split(" ", 1)[0] in lexicon.CLAUSE_WORDS:
        return None
    return phrase if 0 < len(find_words(phrase)) <= _LONGEST else None


def before_name(text: str, whole: Span, floor: int) -> str:
    """The words right before a name in its own noun phrase: *Elmstead-based activist* of *… activist Ann Lee*.

    The phrase begins with its article or owner; without one, it leaves out a sentence's opener and a verb before a
    capital (*They met* Acme spokesman Ann Lee).
    """
    left = text[max(floor, whole.start - 80) : whole.start].rstrip()
    start = 0
    for border in _BORDER.finditer(left):
        start = border.end()
    determiners = list(_DETERMINER.finditer(left, start))
    if determiners:
        return left[determiners[-1].start() :]
    words = find_words(left, start)
    for word, following in pairwise(words):
        opener = word.start == start and word.low in lexicon.OPENERS and not lexicon.is_premodifier(word.low)
        verb = word.text.islower() and following.text[0].isupper() and not lexicon.is_premodifier(word.low)
        if opener or verb:
            start = following.start
    return left[start:]


def role_before(text: str, name: Name, floor: int) -> Description | None:
    """*Acme chief executive Ann Lee*: the noun phrase that runs into a name; with the name's own titles, whose they
    are (*the ministry's Spokesman Ann Lee*)."""
    roles = name.roles
    at = name.whole.start
    if roles:
        left = before_name(text, name.whole, floor) if text[max(at - 2, 0) : at - 1] in ("'", "’", "s") else ""
        owner = _OWNER_AT_END.search(left)
        return Description(" ".join(roles), _ARTICLE.sub("", owner.group(1)) if owner else None, roles[-1])
    if text[at - 1 : at] != " ":
        return None
    left = text[max(floor, at - 40) : at].rstrip(" ")
    last = _LAST_WORD.search(left, left.rfind(" ") + 1)
    if last is None or not lexicon.is_role(last.group(1).lower()):
        return None
    phrase = before_name(text, name.whole, floor)
    of = _OF.search(phrase)
    return describe(phrase[of.end() :] if of else phrase)


def role_ahead(text: str, name: Name, floor: int) -> Description | None:
    """*the director of customs, Ann Lee*: the nearest noun phrase before the comma that names a role."""
    left = text[max(floor, name.whole.start - 100) : name.whole.start]
    if not left.rstrip().endswith(",") or (ahead := _AHEAD.search(left)) is None:
        return None
    phrase = ahead.group(1)
    starts = [m.start() for m in _PHRASE_START.finditer(phrase)]
    for start in [*reversed(starts), 0]:
        found = describe(phrase[start:])
        if found.head and lexicon.is_role(found.head) and found.role:
            return found
    return None


def before_place_noun(text: str, name: Name) -> bool:
    """Whether a name belongs to a place or an event: *the Elm river*, *the Elm massacre*."""
    return _next_word(text, name) in lexicon.PLACE_NOUNS


def acts_as_body(text: str, name: Name, *, lone: bool) -> bool:
    """Whether a name with no telling word is a body's: *Acme managers*, *director of Acme*, *Acme said its staff*.
    Offices that places have too (*mayor of Elmstead*) tell nothing. Of a `lone` name, one word throughout the text,
    *Acme said it was late* is enough."""
    word = _next_word(text, name)
    if (word in lexicon.CROWDS or lexicon.is_role(word)) and not name.words[-1].endswith(_ADJECTIVAL):
        return True
    head = _HEAD_BEFORE.search(text[max(name.span.start - 40, 0) : name.span.start])
    if head is not None:
        noun = head.group(1).lower()
        if lexicon.is_role(noun) and noun not in lexicon.LOCAL_ROLES:
            return True
    end = name.span.end
    return any(own.match(text, end, end + 60) for own in ((_ITS, _IT) if lone else (_ITS,)))


def _next_word(text: str, name: Name) -> str:
    after = _NEXT_WORD.match(text, name.span.end, name.span.end + 60)
    return after.group(1) if after else ""
