"""What the words around a name say of whom it names: role, affiliation, person or body.

News English puts them in a few places: before the name (*Acme chief executive Ann Lee*), behind it between commas
(*Ann Lee, chief executive of Acme,*), and before it with a comma (*the chief executive of Acme, Ann Lee*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.attribution import lexicon
from tracker.attribution.names import Name, Word, find_words, is_capital
from tracker.attribution.tenure import bare_role, is_tenure, split_tenure, told_by_clause
from tracker.attribution.title_words import COURT_TITLES, OCCASIONS, PORTFOLIOS, TITLE_LETTERS
from tracker.attribution.title_words import words as word_list
from tracker.attribution.titles import is_letters
from tracker.records import Span, Tenure

_REACH = 140  # characters an apposition may take
_LONGEST = 14  # words of it

_APPOSITION = re.compile(r",\s+(?:(?:aged?\s+)?\d{1,3},\s+)?(?=\S)")
_LETTERS_BEHIND = re.compile(r"\s([A-Z][A-Za-z.]{1,6})(?![\w])")
_LETTERS = re.compile(r"([A-Z][A-Za-z.]{1,6})(?=,)")
_SMALL = re.compile(r"\s(?:[a-z][a-z\-]*\s){1,4}")
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
_AFFILIATION_LATER = re.compile(
    r"\s(?:at|for|with|of)\s+(?:the\s+)?"
    r"([A-ZÀ-Þ][\w’'\-.&]*(?:\s(?:(?:of|for|and)\s(?:the\s)?)?[A-ZÀ-Þ][\w’'\-.&]*)*)"
)
# *a spokeswoman for the mediators*: not named, and still whom somebody speaks for
_AFFILIATION_PLAIN = re.compile(
    r"\s(?:for|at|of)\s+(?:the|its|his|her|their|an?)\s+((?:[a-z][\w\-]*\s?){1,4}?)"
    r"(?=$|[,.;]|\s(?:who|which|that|in|on|to|for|of|at|and|with|from|near|about)\b)"
)
_ARTICLE = re.compile(r"^(?:the|The)\s+")
_OFFICE = re.compile(r"\s(of|for)\s([^\W\d_]+)(?=$|[,.;]|\s(?:of|at|for|in|from|with|to|who)\b)")
_AHEAD = re.compile(r"([^,;.!?“”\"()]{3,90}),\s*$")
_PHRASE_START = re.compile(r"\b(?:the|a|an|its|his|her|their|one|[^\W\d_a-z][\w\-]*[’']s)\s", re.I)
_OFFICE_BEFORE = re.compile(r"((?:former|then|ex|acting|deputy)[\s\-])?\b([a-z\-]+)\s(?:of|for)\s([^\W\d_]+)$")
_NEXT_WORD = re.compile(r"\s([^\W\d_][\w\-]*)")
_HEAD_BEFORE = re.compile(r"([\w\-]+)\s+(?:of|at|for|with)\s+(?:the\s+)?$")
_ITS = re.compile(r"\s(?:said|says|\w+ed)\s(?:that\s)?(?:its|it\s(?:has|had|would|will|plans|expects))\s")
_IT = re.compile(r"\s(?:said|says|\w+ed)\s(?:that\s)?it\s")
_DEMONYM = re.compile(
    r"(?!Guardian|Christian|Vatican|Republican)(?:\w+-)?"
    r"(?:(?:(?:North|South|East|West|New|Costa|Puerto|Sri)\s)?[A-ZÀ-Þ]\w+(?:[^t]ian|ish|ese|ean|[rx]ican)|French|German|"
    r"Dutch|Greek|Swiss|Thai|Iraqi|Israeli|Pakistani|Bangladeshi|Saudi|Qatari|Kuwaiti|Emirati|Yemeni|Omani|Afghan|"
    r"Somali|Czech|Welsh|Filipino|Argentine|Uzbek|Kazakh|Kyrgyz|Tajik|Turkmen|Kurd|Arab)"
)
_CAPITAL = re.compile(
    r",\s+(?:the\s+)?(?:([^\W\d_a-z][\w\-]+)(?:[’']s)?\s+capital|capital\s+of\s+([^\W\d_a-z][\w\-]+))\b"
)
_BODY_AHEAD = re.compile(
    r"(?:^|(?<!at)(?<!in)(?<!from)(?<!outside)(?<!near)\s)((?:the|its|an?)\s+(?:[\w\-]+\s+){0,3}?[\w\-]+)$", re.I
)
_IS_SIGNED = re.compile(r"\s+reports\s*(?:[.,]|from\b|for\b)")  # *Ann Lee reports from Elmstead.*
_PLURAL_VERB = re.compile(r"\s(?:have|are|were)\b")
_OPENS = re.compile(r"(?:^|[.!?\n]|[.!?][\"”’])\s*(?:[Tt]he\s)?$")
_STAFF = frozenset(("workers", "employees", "managers", "staff", "executives", "directors", "shareholders", "bosses"))
# bodies that small letters name before a role
_SPOKEN_FOR = word_list(
    """
    ministry department agency army navy police government council court company bank union club hospital university
    college church embassy airline board commission committee federation association regulator parliament treasury
    coalition movement charity newspaper insurer utility
    """
)
_ADJECTIVAL = ("ian", "ese", "ish", "ean", "can", "i")  # *Freedonian officials* is no body called Freedonian


@dataclass(frozen=True, slots=True)
class Description:
    """What a noun phrase says: the role in its own words, whom it belongs to, and its head noun (lower case).

    `pronoun` is true where a body was spoken of before (*its director*). `tenure` is what words such as *former* say,
    which the role leaves out.
    """

    role: str | None = None
    affiliation: str | None = None
    head: str | None = None
    pronoun: bool = False
    tenure: Tenure | None = None


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
    role_words = [w for i, w in enumerate(words) if _says_what(words, i)]
    outside = [w for w in words[:-1] if is_capital(w.text) and w not in role_words and "based" not in w.low]
    outside = [w for w in outside if w.low not in lexicon.QUANTIFIERS and not is_tenure(w.low)]
    kept, tenure = split_tenure([_printed(w) for w in role_words])
    role = " ".join(kept) or None
    behind = bare[cut.start() :] if cut else ""
    if role and behind and lexicon.is_role(words[-1].low):
        office = _office_behind(behind)
        role, behind = role + office, behind[len(office) :]
    affiliation = owner.group(1) if owner else (_stretch(head_part, outside) or None)
    if behind and affiliation is None:
        affiliation = _affiliation_behind(behind, of_person=lexicon.is_role(words[-1].low))
    if affiliation is None and len(words) > 1 and words[-2].low in _SPOKEN_FOR and lexicon.is_role(words[-1].low):
        affiliation = " ".join(split_tenure([w.low for w in role_words[:-1]])[0]) or None  # *an army spokesman*
    affiliation = _ARTICLE.sub("", affiliation) if affiliation else None
    if affiliation and _DEMONYM.fullmatch(affiliation):
        affiliation = None  # *the Freedonian envoy*: no body
    return Description(role, affiliation, bare_role(words[-1].low), _WHOSE.match(phrase) is not None, tenure)


def _says_what(words: Sequence[Word], i: int) -> bool:
    """Whether a word of a noun phrase tells what somebody is, rather than whose, how many or where from."""
    word = words[i]
    low = word.low.rstrip(".")
    if low.endswith(("-based", "-born")) or low in lexicon.QUANTIFIERS:
        return False
    if word.text[0].isupper() and low in lexicon.HONORIFICS - COURT_TITLES - lexicon.ROLES:
        return False
    if low.startswith(("then-", "ex-", "former-")):
        return True
    if word.text[0].islower() or lexicon.is_role(low) or low in lexicon.RANKS or low in lexicon.STANDINGS:
        return True
    if low in lexicon.ABBREVIATIONS or low in COURT_TITLES or (low in TITLE_LETTERS and word.text.isupper()):
        return True
    return low in PORTFOLIOS and i + 1 < len(words) and words[i + 1].text[0].isupper() and _says_what(words, i + 1)


def _printed(word: Word) -> str:
    """A word of a role: in lower case, unless its letters are an abbreviation's."""
    return word.text if word.text.isupper() and 1 < len(word.text) < 5 else word.low


def _stretch(text: str, words: Sequence[Word]) -> str:
    """The words with what stands between them, where nothing of another kind does."""
    if not words:
        return ""
    whole = text[words[0].start : words[-1].end]
    same = len(find_words(whole)) == len(words)
    return whole if same else " ".join(word.text for word in words)


def _office_behind(rest: str) -> str:
    """What belongs to an office behind it: *of state*, *of police*; also *director of research*. Nothing where an
    article or a capital shows that a body or a place follows."""
    found = _OFFICE.match(rest)
    if found is None:
        return ""
    noun = found.group(2)
    fits = noun.islower() or noun.lower() in PORTFOLIOS
    return f" {found.group(1)} {noun.lower()}" if fits and noun.lower() not in lexicon.QUANTIFIERS else ""


def _affiliation_behind(rest: str, *, of_person: bool) -> str | None:
    """*… at Acme Risk*, *… of the ministry in charge of Acme*: a named body behind a preposition, but no mere place."""
    found = _AFFILIATION.match(rest)
    if found and is_capital(found.group(2).strip()) and found.group(1) != "in":
        return _capital_part(found.group(2))
    later = _AFFILIATION_LATER.search(rest)
    if later and later.group(1).lower() not in lexicon.CALENDAR:
        return later.group(1).strip()
    plain = _AFFILIATION_PLAIN.match(rest) if of_person else None
    if plain is None or not (OCCASIONS | PORTFOLIOS).isdisjoint(plain.group(1).split()[-1:]):
        return None
    return plain.group(1).strip()


def _capital_part(text: str) -> str | None:
    kept: list[str] = []
    for word in text.split():
        if not is_capital(word) and not (kept and word in ("of", "for", "and", "the", "de", "al")):
            break
        kept.append(word)
    while kept and not is_capital(kept[-1]):
        kept.pop()
    return " ".join(kept).rstrip(".,") or None


def is_office(noun: str) -> bool:
    """Whether the head of a description is what one person is, or a short form of it (*col*)."""
    return lexicon.is_role(noun) or noun in lexicon.ABBREVIATIONS or noun in COURT_TITLES


def said_around(text: str, name: Name, before: Name | None, paragraph: Span) -> list[Description]:
    """All that the words around a name say of whom it names, given the name before it and its paragraph."""
    found = [_behind_body(text, name, before) or role_before(text, name, paragraph.start)]
    behind = apposition(text, name.span.end, paragraph.end)
    found.append(describe(behind) if behind is not None else None)
    clause = told_by_clause(text, name.span.end, paragraph.end)
    found.append(replace(describe(clause[0]), tenure=clause[1]) if clause is not None else None)
    found.append(role_ahead(text, name, paragraph.start))
    return [one for one in found if one is not None]


def _behind_body(text: str, name: Name, before: Name | None) -> Description | None:
    """*Ministry of Works spokesman Ann Lee*: small words between a body with *of* in its name and another name."""
    if before is None or not before.body or " of " not in before.text:
        return None
    between = _SMALL.fullmatch(text, before.span.end, min(name.whole.start, before.span.end + 50))
    if between is None or between.end() != name.whole.start:
        return None
    office = describe(between.group())
    return replace(office, affiliation=before.text) if office.head and is_office(office.head) else None


def apposition(text: str, name_end: int, limit: int) -> str | None:
    """The noun phrase in apposition behind a name (*…, an analyst at Acme Risk,*), or None."""
    while (letters := _LETTERS_BEHIND.match(text, name_end)) and is_letters(letters.group(1)):
        name_end = letters.end()  # *Ann Lee QC, a …*
    match = _APPOSITION.match(text, name_end)
    while match is not None and (letters := _LETTERS.match(text, match.end())) and is_letters(letters.group(1)):
        name_end = letters.end(1)  # *Ann Lee, MD, a surgeon*
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
    if words and words[0].start == start and words[0].low in lexicon.FINITE_VERBS and len(words) > 1:
        start = words[1].start  # *said chief engineer Ann Lee*
        words = words[1:]
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
        return _titled(text, name, floor)
    if text[at - 1 : at] != " ":
        return None
    left = text[max(floor, at - 40) : at].rstrip(" ")
    last = _LAST_WORD.search(left, left.rfind(" ") + 1)
    if last is None or not lexicon.is_role(last.group(1).lower()):
        office = _OFFICE_BEFORE.search(left)  # *the chief of staff Ann Lee*
        fits = (
            office is not None
            and lexicon.is_role(office.group(2))
            and office.group(3).lower() in PORTFOLIOS | {"staff"}
        )
        return describe(office.group()) if office is not None and fits else None
    phrase = before_name(text, name.whole, floor)
    of = _OF.search(phrase)
    return describe(phrase[of.end() :] if of else phrase)


def _titled(text: str, name: Name, floor: int) -> Description:
    """What a name's own titles say, with the words before them: *the ministry's Spokesman*, *former President*."""
    at = name.whole.start
    said = describe(text[at : name.span.start])
    left = before_name(text, name.whole, floor) if text[at - 1 : at] == " " else ""
    owner = _OWNER_AT_END.search(left.rstrip())
    affiliation = _ARTICLE.sub("", owner.group(1)) if owner else said.affiliation
    tenure = said.tenure or split_tenure([w.text for w in find_words(left)[-2:]] + ["x"])[1]
    head = said.head if said.role and said.head else name.roles[-1]
    return Description(said.role or " ".join(name.roles), affiliation, head, tenure=tenure)


def role_ahead(text: str, name: Name, floor: int) -> Description | None:
    """*the director of customs, Ann Lee*: the nearest noun phrase before the comma that names a role; also *the
    company, Acme Bridges,*."""
    at = name.whole.start
    if name.titles and text[max(at - 6, 0) : at] == ", the ":
        at -= 4  # *the sculptor, the Hon. Ann Lee*
    if text[max(at - 2, 0) : at] != ", " and text[max(at - 1, 0) : at] not in (",", "\n"):
        return None
    left = text[max(floor, at - 100) : at]
    if not left.rstrip().endswith(",") or (ahead := _AHEAD.search(left)) is None:
        return None
    phrase = ahead.group(1)
    starts = [m.start() for m in _PHRASE_START.finditer(phrase)]
    for start in [*reversed(starts), 0]:
        found = describe(phrase[start:])
        if found.head and lexicon.is_role(found.head) and found.role:
            return found
    body = _BODY_AHEAD.search(phrase)
    if body is None or text[name.span.end : name.span.end + 1] not in (",", ")", "–", "—"):
        return None
    found = describe(body.group(1))
    return found if found.head in lexicon.PLAIN_BODIES else None


def capital_of(text: str, name_end: int) -> str | None:
    """The government that a capital stands for, as the text has it elsewhere: *the Freedonian government*, of
    *Elmstead, the Freedonian capital,*."""
    found = _CAPITAL.match(text, name_end, name_end + 80)
    if found is None:
        return None
    whose = found.group(1) or found.group(2)
    forms = ("{} government", "government of {}", "{}'s government", "{}’s government")
    for government in [form.format(whose) for form in forms]:
        if government in text:
            return government
    return None


def before_place_noun(text: str, name: Name) -> bool:
    """Whether a name belongs to a place or an event: *the Elm river*, *the Elm massacre*."""
    return _next_word(text, name) in lexicon.PLACE_NOUNS


def acts_as_body(text: str, name: Name, *, lone: bool) -> bool:
    """Whether a name with no telling word is a body's: *Acme managers*, *director of Acme*, *Acme said its staff*.
    Where the subject of a plural verb is one name, it is a body's too (*Acme are late*).
    Offices that places have too (*mayor of Elmstead*) tell nothing. Of a `lone` name, one word throughout the text,
    *Acme said it was late* is enough."""
    word = _next_word(text, name)
    tells = word in lexicon.CROWDS or lexicon.is_role(word)
    if tells and not name.words[-1].endswith(_ADJECTIVAL) and not _IS_SIGNED.match(text, name.span.end):
        return True
    head = _HEAD_BEFORE.search(text[max(name.span.start - 40, 0) : name.span.start])
    if head is not None:
        noun = head.group(1).lower()
        if (lexicon.is_role(noun) and noun not in lexicon.LOCAL_ROLES) or noun in _STAFF:
            return True
    end = name.span.end
    if _PLURAL_VERB.match(text, end, end + 12) and _OPENS.search(text, max(name.whole.start - 6, 0), name.whole.start):
        return True  # *Elmstead Rovers have signed*
    return any(own.match(text, end, end + 60) for own in ((_ITS, _IT) if lone else (_ITS,)))


def _next_word(text: str, name: Name) -> str:
    after = _NEXT_WORD.match(text, name.span.end, name.span.end + 60)
    return after.group(1) if after else ""
