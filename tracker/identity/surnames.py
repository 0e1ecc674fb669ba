"""A surname alone in one article beside a full name in another: *Arwell, the mayor*, and *Ann Arwell*.

A surname is a family's, so the names prove nothing: an office of one body, or that of a place and the same story, makes
them one, and only as long as nobody else of that surname comes in question. That last is for the store to see
(`Match.if_alone`), but for those whom the two profiles themselves name.
"""

from __future__ import annotations

from itertools import islice

from tracker.identity import given
from tracker.identity.context import Evidence, find_barrier, gap, weigh
from tracker.identity.persons import CLOSE, FAIR, NEVER, STRONG, WEAK, liken, liken_parts
from tracker.identity.profiles import Match, Profile
from tracker.identity.structure import ARTICLES, PARTICLES, Part, read_name

_WEEKS = 31  # days in which articles are about one holder of an office, and one story
_YEAR = 366
_MOST = 200  # names beside a speaker
_FORMS = 12  # of a name
_SURE = 0.95
_NO = 0.05


def surname_alone(name: str) -> Part | None:
    """The surname that is all there is of a name: *Arwell*, *al-Arwell*, *van Arwell*.

    >>> surname_alone("van Skoor").text, surname_alone("Ann van Skoor")
    ('skoor', None)
    """
    parts = read_name(name).parts
    if len(parts) == 2 and (parts[0].text in PARTICLES or parts[0].text in ARTICLES):
        return parts[1]
    return parts[0] if len(parts) == 1 and not parts[0].initial else None


def surnames_of(name: str) -> tuple[Part, ...]:
    """What a full name's bearer may be called alone: the last part, a part of it that a hyphen joins, the surname
    before it (*Ann Arwell Cruz*), the first part where surnames stand first. Empty for a surname alone."""
    read = read_name(name)
    parts = read.parts
    if len(parts) < 2 or surname_alone(name) is not None:
        return ()
    found = [parts[-1]]
    if len(parts[-1].pieces) > 1 and parts[-1].pieces[0] not in ("abu", "umm", "abd"):
        found += [Part(piece, (piece,)) for piece in parts[-1].pieces]
    if len(parts) > 2:
        found.append(parts[-2])
    if read.eastern:
        found.append(parts[0])
    return tuple(part for part in dict.fromkeys(found) if not part.initial)


def is_everybodys(part: Part) -> bool:
    """Whether a surname is one that thousands have, or a given name."""
    return len(part.pieces) == 1 and (part.text in given.COMMON or part.text in given.GIVEN or part.text in given.SHORT)


def may_bear(short: str, full: str) -> bool:
    """Whether a surname alone may be that of a full name, by the spelling of the two.

    >>> may_bear("Burnayk", "Hatem Burneik"), may_bear("Ann", "Ann Arwell")
    (True, False)
    """
    part = surname_alone(short)
    return part is not None and _likeness(part, full) is not None


def _spelt(part: Part, profile: Profile) -> bool | None:
    """Whether a surname is spelt as in one of a profile's full names (or romanised otherwise); None where it is none of
    theirs."""
    names = list(dict.fromkeys(islice((profile.name, *profile.names), _FORMS)))
    if any(_ends_with(part, name) for name in names):
        return True
    found = [how for name in names if (how := _likeness(part, name)) is not None]
    return any(found) if found else None


def _ends_with(part: Part, full: str) -> bool:
    """Whether a full name's last part is this very one: what most of a surname's bearers are found by, and soonest."""
    parts = read_name(full).parts
    return len(parts) > 1 and parts[-1].text == part.text and not part.initial and surname_alone(full) is None


def _likeness(part: Part, full: str) -> bool | None:
    """The same for one full name."""
    origin = read_name(full).origin
    pairs = [liken_parts(part, one, origin) for one in surnames_of(full)]
    found = [pair for pair in pairs if pair.how in ("same", "spelling") and pair.price <= CLOSE]
    return any(pair.how == "same" or origin == "romanised" for pair in found) if found else None


def compare_surname(one: Profile, other: Profile) -> Match | None:
    """Whether two persons of whom one is called by a surname alone are one; None where neither is, or the other's
    surname is another one."""
    short, full = (one, other) if surname_alone(one.name) is not None else (other, one)
    part = surname_alone(short.name)
    if part is None or surname_alone(full.name) is not None or (spelt := _spelt(part, full)) is None:
        return None
    whole = liken(one.name, other.name)
    if whole.need is not None and whole.need < NEVER:
        return None  # *Al Arwell* is *Albert Arwell* more likely than *al-Arwell*
    words = "a surname alone, and a full name with it"
    evidence = weigh(one, other)
    against = evidence.barrier or evidence.clash
    if against is not None:
        return Match("different", _NO, f"{words}, but {against}")
    days = gap(one.first_date, one.last_date, other.first_date, other.last_date)
    told = ", ".join([words, *evidence.words])
    if days is not None and days > _YEAR:
        return Match("different", 0.1, f"{words}, in articles more than a year apart")
    rival = _rival(short, full)
    if rival is not None:
        return Match("maybe" if evidence.level else "different", 0.3, f"{told}; but so may {rival} be called")
    weeks = days is not None and days <= _WEEKS
    if weeks and spelt and _tells(evidence) and not is_everybodys(part):
        return Match("same", _SURE, told, if_alone=True)
    if evidence.level >= WEAK and not evidence.unlike:
        return Match("maybe", 0.5 if evidence.level >= FAIR else 0.4, told)
    if weeks and (evidence.level >= WEAK or evidence.shared or _shared_surnames(one, other, part)):
        return Match("maybe", 0.3, told if evidence.level else f"{words}, beside the same people in the same weeks")
    return Match("different", 0.08, f"{words}, and nothing else in common")


def _tells(evidence: Evidence) -> bool:
    """Whether the evidence tells one of a family from the others: an office in a particular body; in a body that is
    anywhere, or of a place (*the mayor*), in the same story; another role in a company like that."""
    if evidence.unlike or not evidence.role:
        return False
    if evidence.particular and evidence.level >= STRONG:
        return True
    return evidence.near and (evidence.level >= STRONG or evidence.high)


def _rival(short: Profile, full: Profile) -> str | None:
    """Another full name with this surname beside one of the two."""
    for name in islice((*short.beside, *full.beside), _MOST):
        if name not in (full.name, *full.names) and may_bear(short.name, name):
            return name
    return None


def _shared_surnames(one: Profile, other: Profile, own: Part) -> bool:
    """Whether two people stand beside both, be it by their surnames alone."""
    a, b = (
        {part.text for name in islice(profile.beside, _MOST) for part in read_name(name).parts[-1:]}
        for profile in (one, other)
    )
    return len((a & b) - {own.text} - given.COMMON) > 1


def is_ruled_out(short: Profile, full: Profile) -> bool:
    """Whether somebody of that surname is certainly not meant by it: told otherwise, or years apart."""
    part = surname_alone(short.name)
    if part is None or _spelt(part, full) is None:
        return True
    if find_barrier(short, full) is not None:
        return True
    days = gap(short.first_date, short.last_date, full.first_date, full.last_date)
    return days is not None and days > _YEAR


def is_years_off(short: Profile, full: Profile) -> bool:
    """Whether a person's surname alone and a full name with it are so far apart in time that they are two
    (`compare`, `is_ruled_out`), whatever else is told of them: only names and dates are looked at."""
    days = gap(short.first_date, short.last_date, full.first_date, full.last_date)
    part = surname_alone(short.name)
    if days is None or days <= _YEAR or part is None or not short.kind == full.kind == "person":
        return False
    if surname_alone(full.name) is not None or _spelt(part, full) is None:
        return False
    whole = liken(short.name, full.name)
    return whole.need is None or whole.need >= NEVER
