"""How the names of two bodies or documents lie beside each other.

A body and its part (*the police* and their federation) share all words but one, and a ministry shares its whole name
with that of the next country: so an extra word makes another body, unless it is a legal form, and a name of common
nouns alone needs the country from elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.identity.countries import country, is_country
from tracker.identity.letters import fold, word_set
from tracker.identity.persons import DIFFERENT, FAIR, NEVER, NONE, STRONG, WEAK, Likeness
from tracker.identity.spelling import OTHER, price

_LONGEST = 200  # characters of a name that are looked at
_MOST = 16  # words
_TELLING = 3  # common nouns that together name few bodies: *Federal Election Commission*
_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,7}s?|(?:[A-Z]\.){2,7}")
_SMALL = frozenset(
    ("the", "of", "for", "and", "in", "on", "de", "la", "le", "du", "des", "der", "al", "el", "to", "at", "a")
)
_LEGAL = {
    **dict.fromkeys(("inc", "incorporated"), "inc"),
    **dict.fromkeys(("ltd", "limited"), "ltd"),
    **dict.fromkeys(("corp", "corporation"), "corp"),
    **dict.fromkeys(("co", "company"), "co"),
    **{
        form: form
        for form in [
            "plc",
            "llc",
            "llp",
            "lp",
            "gmbh",
            "ag",
            "sa",
            "sas",
            "sarl",
            "nv",
            "bv",
            "spa",
            "srl",
            "pty",
            "oy",
            "oyj",
            "ab",
            "asa",
            "as",
            "kg",
            "kk",
            "pte",
            "bhd",
        ]
    },
}
_SPELT = {
    "defence": "defense", "centre": "center", "labour": "labor", "theatre": "theater", "programme": "program",
    "organisation": "organization", "harbour": "harbor", "honour": "honor", "colour": "color", "metre": "meter",
    "aluminium": "aluminum", "licence": "license", "jewellery": "jewelry", "neighbourhood": "neighborhood",
    "saint": "st", "dept": "department", "univ": "university", "intl": "international", "natl": "national",
    "assn": "association", "assoc": "association", "govt": "government",
    "un": "unitednations", "eu": "europeanunion",
    "minister's": "ministers", "ministries": "ministry",
}  # fmt: skip
_ISE = re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|ing|ation|ations)$)")
# Offices whose portfolio stands before or behind: *Health Ministry*, *Ministry of Health*.
_OFFICES = frozenset(("ministry", "department", "embassy", "directorate", "secretariat", "consulate", "commission"))
# Words of which a name may consist and yet tell no body from the next country's or town's.
ANYWHERES = word_set(
    """
    ministry department agency office bureau commission committee council board authority court tribunal
    parliament senate congress assembly house cabinet government state federal national central local regional
    city town county municipal municipality provincial district police army navy force forces air military
    guard border coast customs bank reserve supreme high constitutional appeal appeals defense interior
    foreign affairs health education finance justice labor agriculture environment energy oil electricity
    water transport transportation trade commerce industry tourism information culture sports youth planning
    housing communications religious relations economy economic development science technology interior
    security intelligence service services fire ambulance rescue election elections electoral statistics
    prosecutor prosecutors public general attorney's presidency president's prime minister's union party
    opposition communist socialist democratic labour liberal conservative republican green people's university
    hospital school college chamber exchange stock embassy consulate secretariat directorate first second
    third fourth fifth brigade battalion division regiment unit group company club front movement home
    interior press news agency red crescent cross campaign newspaper nation country magazine channel network
    station paper website outlet administration convention firm team corporation organization society
    institute center foundation committee civil protection emergency meteorological weather meteorology
    """
)
_OWNERS = frozenset(("his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those"))
LOOSE_EXTRAS = frozenset(("group", "holding", "holdings", "international", "global", "worldwide"))


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's words, folded and in one spelling, without small words and legal forms. `anywhere`: its words name no
    particular one. `acronym`: it is one."""

    words: tuple[str, ...]
    legal: str | None
    anywhere: bool
    acronym: bool


@lru_cache(maxsize=8192)
def read_body(name: str) -> BodyName:
    """The words of a body's name.

    >>> read_body("the Ministry of Defence").words, read_body("Acme Ltd").legal
    (('defense', 'ministry'), 'ltd')
    """
    name = name[:_LONGEST].strip()
    acronym = bool(_ACRONYM.fullmatch(name))
    if acronym:
        return BodyName((fold(name.rstrip("s") if name[:-1].isupper() else name).replace(".", ""),), None, False, True)
    words = [_word(match[0]) for match in _WORD.finditer(name.replace("-", " "))][:_MOST]
    words = [word for word in words if word and word not in _SMALL] or words
    legal = None
    while len(words) > 1 and words[-1] in _LEGAL:
        legal = _LEGAL[words.pop()]
    office = next((word for word in words if word in _OFFICES), None)
    if office and len(words) > 1:
        words = sorted(words)
    return BodyName(tuple(words), legal, all(word in ANYWHERES or word.isdigit() for word in words), False)


def _word(word: str) -> str:
    word = fold(word).replace(".", "")
    word = _SPELT.get(word, word)
    if word.endswith("s") and len(word) > 4 and word[-2] in "’'":
        word = word[:-2]
    return _ISE.sub("iz", word)


@lru_cache(maxsize=16384)
def liken_bodies(one: str, other: str) -> Likeness:
    """How alike two bodies' names are; see `tracker.identity.persons.Likeness`."""
    a, b = read_body(one), read_body(other)
    if not a.words or not b.words:
        return DIFFERENT
    if a.acronym or b.acronym:
        return _acronyms(a, b, one, other)
    if a.words[0] in _OWNERS or b.words[0] in _OWNERS:
        return Likeness(None, "a description, and no name", OTHER)
    if a.words == b.words:
        return _same_words(a, b)
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if len(short.words) < len(long.words):
        return _longer(short, long)
    if sorted(map(country, a.words)) == sorted(map(country, b.words)) and not _OFFICES.isdisjoint(a.words):
        return Likeness(NONE, "the same name but for its order")
    total = 0.0
    for left, right in zip(a.words, b.words, strict=True):
        if left == right or (country(left) == country(right) and len(a.words) > 1):
            continue
        if left in ANYWHERES or right in ANYWHERES or min(len(left), len(right)) < 5:
            return DIFFERENT
        total += price(left, right, "romanised")
    if total >= OTHER:
        return DIFFERENT
    return Likeness(STRONG if total < 1 else NEVER, "the same name but for spelling", total)


def _same_words(a: BodyName, b: BodyName) -> Likeness:
    if a.legal != b.legal:
        if a.legal and b.legal:
            return Likeness(NEVER, f"the same name, once {a.legal} and once {b.legal}")
        if len(a.words) == 1:
            return Likeness(FAIR, "the same name, once with a legal form")
        return Likeness(NONE, "the same name but for a legal form")
    if a.anywhere and len(a.words) == 1:
        return Likeness(NEVER, "the same word, which any body may be called")
    if a.anywhere:
        return Likeness(
            FAIR if len(a.words) < _TELLING else WEAK, "the same name, which bodies of many countries and towns have"
        )
    return Likeness(NONE, "the same name")


def _longer(short: BodyName, long: BodyName) -> Likeness:
    rest = list(long.words)
    for word in short.words:
        if word not in rest:
            return DIFFERENT
        rest.remove(word)
    if short.anywhere and len(short.words) > 1 and len(rest) == 1 and is_country(rest[0]):
        return Likeness(FAIR, f"the same name, once with {rest[0]}")
    if all(word in LOOSE_EXTRAS for word in rest):
        return Likeness(STRONG, f"the same name, once with {' '.join(rest)}")
    return DIFFERENT


def _acronyms(a: BodyName, b: BodyName, one: str, other: str) -> Likeness:
    if a.acronym and b.acronym:
        return (
            Likeness(NONE if len(a.words[0]) > 2 else WEAK, "the same abbreviation")
            if a.words == b.words
            else DIFFERENT
        )
    short, full = (a, other) if a.acronym else (b, one)
    if short.words[0] in initials(full):
        return Likeness(NEVER, "an abbreviation, and a name with these initials")
    return DIFFERENT


def initials(name: str) -> tuple[str, ...]:
    """The initials of a name of three words or more, without and with its small words.

    >>> initials("Guild of Brewers and Bakers")
    ('gbb', 'gobab')
    """
    words = [match[0] for match in _WORD.finditer(name[:_LONGEST].replace("-", " "))][:_MOST]
    if words and fold(words[0]) == "the":
        words = words[1:]
    every = "".join(fold(word)[:1] for word in words)
    large = "".join(fold(word)[:1] for word in words if fold(word) not in _SMALL)
    return tuple(dict.fromkeys(letters for letters in (large, every) if len(letters) > 2))


def is_acronym(name: str) -> bool:
    """Whether a name is an abbreviation in capitals."""
    return read_body(name).acronym


def same_body(one: str | None, other: str | None) -> bool:
    """Whether two affiliations name one body, as far as their words tell."""
    if not one or not other:
        return False
    a, b = read_body(one), read_body(other)
    if not a.words or not b.words:
        return False
    if a.words == b.words or (len(a.words) == 1 == len(b.words) and country(a.words[0]) == country(b.words[0])):
        return True
    if a.acronym != b.acronym:
        return (a.words[0] if a.acronym else b.words[0]) in initials(other if a.acronym else one)
    if len(a.words) == len(b.words):
        found = liken_bodies(one, other)
        return not found.other and found.price < 1
    return False


def is_particular(name: str) -> bool:
    """Whether a body's name tells it from those of other towns and countries."""
    found = read_body(name)
    return bool(found.words) and not found.anywhere
