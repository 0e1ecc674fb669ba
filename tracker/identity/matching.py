"""Whether two profiles are one speaker's: the likeness of the names against what the articles say of the two."""

from __future__ import annotations

from itertools import combinations, islice, product

from tracker.identity.bodies import ANYWHERES, is_acronym, liken_bodies, read_body
from tracker.identity.context import Evidence, gap, weigh
from tracker.identity.countries import country
from tracker.identity.letters import fold, word_set
from tracker.identity.persons import DIFFERENT, FAIR, NEVER, NONE, STRONG, WEAK, Likeness, commonness, liken
from tracker.identity.profiles import Match, Profile
from tracker.identity.structure import PARTICLES, read_name
from tracker.identity.surnames import compare_surname

_MOST = 8  # forms of a name that are compared
# How probable it is that two are one, by how much stronger the evidence is than it had to be; measured on
# evals/gold/identity (`python -m evals.identity`).
_SURE = (0.95, 0.97, 0.98, 0.99)
_DOUBT = (0.5, 0.45, 0.35, 0.25, 0.15)
_NO = 0.02
# Words of a document that is only described.
_PLAIN_TITLES = word_set(
    """
    new latest recent first second last final early exit poll polls survey surveys study report reports
    results data statement letter email memo ad ads tweet post video speech national state official internal
    draft public
    """
)


def compare(one: Profile, other: Profile) -> Match:
    """Whether two articles' speakers are one: the same person, body or document.

    `same` asks for the same name without anything against it, or for evidence as strong as the names are unlike;
    what the evidence is too weak for is `maybe`. Groups and unnamed sources are never the same across articles.
    """
    if one.kind != other.kind:
        return Match("different", _NO, f"a {one.kind} and a {other.kind}")
    if one.kind == "person":
        surname = compare_surname(one, other)
        if surname is not None:
            return surname
        likeness = _persons(one, other)
    elif one.kind == "organization":
        likeness = _bodies(one, other)
    elif one.kind == "document":
        return _documents(one, other)
    else:
        return Match("different", _NO, "sources without a name are never the same across articles")
    if likeness.need is None:
        return Match("different", _NO, likeness.words)
    evidence = weigh(one, other)
    need = likeness.need
    if one.kind == "person":
        need = _needed(likeness, need, commonness(max(one.name, other.name, key=len)), evidence)
    return _decide(likeness, need, evidence)


def _decide(likeness: Likeness, need: int, evidence: Evidence) -> Match:
    """The names against the evidence."""
    if evidence.barrier is not None:
        return Match("different", _NO, f"{likeness.words}, but {evidence.barrier}")
    told = "".join(f", {words}" for words in evidence.words)
    if evidence.clash is not None:
        if likeness.need is not None and likeness.need > WEAK:
            return Match("different", 0.05, f"{likeness.words}, but {evidence.clash}")
        return Match("maybe", 0.3, f"{likeness.words}, but {evidence.clash}")
    enough = evidence.level >= need and (evidence.office or not likeness.office)
    if need < NEVER and enough:
        return Match("same", _SURE[min(3, evidence.level - need)], likeness.words + told)
    if need == NEVER and evidence.level == NONE:
        return Match("different", 0.08, f"{likeness.words}, and nothing else in common")
    doubt = _DOUBT[min(4, max(0, need - evidence.level))]
    alone = ", with unlike roles" if evidence.unlike else ", nothing else in common"
    return Match("maybe", doubt, likeness.words + (told or alone))


# ------------------------------------------------------------ persons


def _persons(one: Profile, other: Profile) -> Likeness:
    """The likeness of two persons' names: of the fullest ones, or of another full name that an article gave."""
    own = liken(one.name, other.name)
    if own.need == NONE or (own.other and own.words != DIFFERENT.words):
        return own
    best = own
    for left, right in product(_forms(one), _forms(other)):
        if own.other and left != one.name and right != other.name:
            continue  # words that two different names share
        found = liken(left, right)
        if found.need is None:
            continue
        alias = left if left != one.name else right
        need = max(found.need, FAIR if own.other or _is_part(alias, one.name) or _is_part(alias, other.name) else WEAK)
        if need < (NEVER if best.need is None else best.need):
            words = f", {found.words}" if found.need else ""
            best = Likeness(need, f"{alias} is one of its names{words}", found.price, found.office)
    return best


def _is_part(form: str, name: str) -> bool:
    """Whether a form says no more than a part of a name does."""
    parts, own = [p.text for p in read_name(form).parts], [p.text for p in read_name(name).parts]
    return len(parts) < len(own) and set(parts) <= set(own)


def _needed(likeness: Likeness, need: int, common: int, evidence: Evidence) -> int:
    """A common name needs more, and more again where the roles are unlike. The same common name needs something only
    where the roles are unlike or the articles are years apart."""
    odd = evidence.unlike and (common == 2 or not evidence.akin)
    if common == 0 and likeness.light and not (odd or evidence.apart):
        return NONE
    if need >= STRONG or common == 0:
        return need
    if need == NONE:
        return (FAIR if common == 2 else WEAK) if odd else WEAK if common == 2 and evidence.apart else NONE
    return min(STRONG, need + 1 + evidence.unlike)


def _forms(profile: Profile) -> list[str]:
    """The full names of a profile, its own name first. Where they are names of two people, taken for one by mistake (a
    headline's *Ann Lee Meets Ben Okri*), the own name alone."""
    forms = dict.fromkeys(islice((profile.name, *profile.names), 4 * _MOST))
    found = [form for form in forms if form == profile.name or _is_full(form, profile.name)][:_MOST]
    others = [form for form in found if form != profile.name]
    if any(liken(left, right).other for left, right in combinations(others, 2)):
        return found[:1]
    return found


def _is_full(form: str, name: str) -> bool:
    """Whether a form is a full name: two parts, no surname with its particle (*Van Dyk*), and no mere end of a longer
    name (*Ann Lee* of *Nobody Listens To Ann Lee*)."""
    parts, own = [p.text for p in read_name(form).parts], [p.text for p in read_name(name).parts]
    if len(parts) < 2 or fold(form.split()[0]) in PARTICLES:
        return False
    return len(own) < len(parts) + 2 or own[-len(parts) :] != parts


# ------------------------------------------------------------ bodies and documents


def _bodies(one: Profile, other: Profile) -> Likeness:
    """The likeness of two bodies' names. Abbreviations count where no full names tell the two apart."""
    best = liken_bodies(one.name, other.name)
    if best.other and best.words != DIFFERENT.words:
        return best
    ours, theirs = _body_forms(one), _body_forms(other)
    full, fuller = [n for n in ours if not is_acronym(n)], [n for n in theirs if not is_acronym(n)]
    if full and fuller:
        likenesses = [liken_bodies(a, b) for a, b in product(full, fuller)]
        best = min(likenesses, key=lambda x: (x.need is None, x.need or 0, x.price))
    elif set(map(_key, ours)) & set(map(_key, theirs)) and (full or fuller):
        short = min(len(name) for name in (*ours, *theirs) if is_acronym(name))
        best = Likeness(WEAK if short > 2 else FAIR, "the abbreviation that one article gives with the full name")
    return _by_country(best, one, other) if _is_anywhere(one) or _is_anywhere(other) else best


def _is_anywhere(profile: Profile) -> bool:
    return read_body(profile.name).anywhere


def _by_country(likeness: Likeness, one: Profile, other: Profile) -> Likeness:
    """A body of many countries' names is told by its country, where an article says which."""
    a, b = set(_countries(one)), set(_countries(other))
    if likeness.need != FAIR:
        return likeness
    if a and b:
        if a & b:
            return Likeness(NONE, f"{likeness.words}, of the same country or town")
        return Likeness(None, f"{likeness.words}, of {min(a)} and {min(b)}")
    return likeness


def _countries(profile: Profile) -> list[str]:
    """Where a body is: what its articles say it belongs to, and what of its name is no common noun."""
    found = [country(word) for role in islice(profile.roles, _MOST) for word in read_body(role.affiliation or "").words]
    return found + [country(word) for word in read_body(profile.name).words if word not in ANYWHERES]


def _body_forms(profile: Profile) -> list[str]:
    """The names of a body but for those that only shorten its own (*the Times* of the *Elm Times*)."""
    own = set(read_body(profile.name).words)
    forms = dict.fromkeys(islice((profile.name, *profile.names), _MOST))
    return [form for form in forms if form == profile.name or not own > set(read_body(form).words)]


def _key(name: str) -> str:
    return " ".join(read_body(name).words)


def _documents(one: Profile, other: Profile) -> Match:
    """The same title; of one issuer, as far as it is told; of one time, unless a number tells it."""
    a, b = read_body(one.name), read_body(other.name)
    if a.words != b.words or not a.words:
        return Match("different", _NO, "two titles")
    issuers = [{fold(r.affiliation) for r in p.roles if r.affiliation} for p in (one, other)]
    if issuers[0] and issuers[1] and issuers[0].isdisjoint(issuers[1]):
        return Match("different", _NO, "the same title of two issuers")
    titled = any(word[:1].isupper() for word in one.name.split()[1:]) and not _PLAIN_TITLES.issuperset(a.words)
    number = any(any(map(str.isdigit, word)) for word in a.words)
    if not titled and not number:
        return Match("different", 0.1, "a title that any document may have")
    days = gap(one.first_date, one.last_date, other.first_date, other.last_date)
    if number or (days is not None and days <= 92):
        return Match("same", 0.96, "the same title" + (" and number" if number else " within three months"))
    return Match("maybe", 0.4, "the same title, which may come out every year")
