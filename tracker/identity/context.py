"""What two profiles say for and against their being one speaker's: roles, bodies, dates, company, titles.

Roles are compared by the noun that says what somebody does, and by who may be what: a striker is hardly a mayor in the
same year, while advocates become ministers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice, product

from tracker.identity.bodies import initials, is_particular, read_body, same_body
from tracker.identity.countries import is_country
from tracker.identity.letters import fold, word_set
from tracker.identity.persons import FAIR, NONE, STRONG, WEAK, commonness
from tracker.identity.profiles import Profile
from tracker.identity.structure import Gender, read_name
from tracker.records import Role

_YEAR = 366  # days; so far apart, articles may still be about one holder of an office
_NEWS_DAYS = 7  # and so near, about one piece of news: who is in all papers is in both for months
_MANY = 3  # people who make a company
_STORY_DAYS = 31  # so near, articles with the same people in them are about one event
_MOST = 8  # roles of a profile that are compared
_MOST_BESIDE = 200
_WORD = re.compile(r"[^\W\d_]+")
_BEHIND = re.compile(r"\s(?:of|for|at|in|to|with|from|on)\s")  # *secretary of state* is a secretary

# What a role does, the same for its spellings and its men and women.
_ONE_ROLE = {
    "sen": "senator", "gov": "governor", "rep": "representative", "gen": "general",
    "congressperson": "representative", "spokeswoman": "spokesman", "spokesperson": "spokesman",
    "chairwoman": "chairman", "chairperson": "chairman", "chair": "chairman", "congresswoman": "representative",
    "congressman": "representative", "councilwoman": "councilman", "councillor": "councilman",
    "councilor": "councilman", "adviser": "advisor", "policewoman": "policeman", "headmistress": "headteacher",
    "headmaster": "headteacher", "ceo": "executive", "actress": "actor", "cofounder": "founder",
    "organiser": "organizer", "aide": "advisor", "correspondent": "journalist", "reporter": "journalist",
    "businesswoman": "businessman", "attorney": "lawyer", "solicitor": "lawyer", "barrister": "lawyer",
    "advocate": "lawyer",
}  # fmt: skip
# Offices of which a body has one at a time.
_SINGLE = word_set(
    """
    president premier chancellor minister secretary ambassador governor mayor chairman chief head director
    executive ceo cfo coo commander editor headteacher principal dean rector coach captain manager king queen
    emir sultan archbishop bishop sheriff treasurer envoy speaker founder owner curator conductor imam abbot
    spokesman commissioner collector
    """
)
# Offices that few hold in a country.
_HIGH = word_set(
    """
    president premier chancellor minister secretary ambassador governor senator congressman representative mp
    mep envoy archbishop cardinal king queen emir sultan
    """
)
# Roles that thousands have.
_PLAIN = word_set(
    """
    spokesman official activist analyst witness member leader expert fighter soldier rebel officer resident
    """
)
# Words of a role that say nothing of what one does.
_STANDING = word_set(
    """
    former then acting interim current longtime outgoing ex vice deputy senior junior chief retired of the a
    """
)
_SPHERES: dict[str, str] = {
    word: sphere
    for sphere, line in {
        "public": """
            president premier chancellor minister secretary ambassador governor mayor senator mp mep
            congressman representative lawmaker legislator councilman alderman commissioner envoy diplomat
            politician candidate deputy spokesman advisor aide official lawyer judge prosecutor magistrate
            economist analyst professor lecturer scholar researcher academic scientist historian director
            chairman executive banker broker editor journalist reporter correspondent columnist anchor
            author founder strategist pollster activist campaigner negotiator collector dean rector leader
            lord duke duchess chief head
            """,
        "sport": """
            striker goalkeeper midfielder defender footballer batsman bowler boxer wrestler swimmer cyclist
            runner sprinter athlete golfer jockey skier archer gymnast player coach referee
            """,
        "arts": """
            singer musician violinist pianist composer actor dancer painter sculptor comedian poet novelist
            rapper guitarist conductor playwright
            """,
        "arms": """
            general colonel major captain lieutenant sergeant corporal soldier fighter commander rebel
            admiral pilot
            """,
        "police": "policeman constable detective inspector superintendent sheriff officer",
        "faith": "bishop archbishop cardinal priest pastor rabbi imam monk nun abbot cleric pope",
        "care": "doctor nurse surgeon physician oncologist paramedic midwife dentist pharmacist",
        "everyday": """
            farmer fisherman shopkeeper baker butcher waiter waitress driver plumber electrician builder
            carpenter bricklayer miner tailor villager resident housewife teenager boy girl student pupil
            passenger refugee trader vendor maid cleaner cook chef bystander neighbour neighbor shepherd
            worker labourer clerk gardener mechanic
            """,
    }.items()
    for word in line.split()
}
# Who becomes what within a life that papers write about.
_NEAR_SPHERES = frozenset(
    frozenset(pair.split()) for pair in ("public arms", "public police", "public care", "arms police")
)
_KIN = word_set(
    """
    son daughter father mother brother sister wife husband widow widower uncle aunt nephew niece cousin twin
    """
)
# Nouns of men and of women. Not *spokesman*, *chairman*, *congressman*: some papers call women so.
_MALE = word_set(
    """
    policeman fisherman businessman actor headmaster waiter boy man father son husband widower brother uncle
    king prince bishop priest monk sir lord duke
    """
)
_FEMALE = word_set(
    """
    spokeswoman chairwoman congresswoman councilwoman policewoman businesswoman actress headmistress waitress
    girl woman mother daughter wife widow sister aunt queen princess nun midwife dame lady duchess
    """
)
# Offices of a place, of which one person holds one.
_LOCAL = word_set(
    """
    mayor governor ambassador sheriff bishop archbishop king queen emir sultan principal dean rector
    """
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for two profiles being one's (`level`, as `Likeness.need` counts, and in `words`) and what against:
    `clash` makes it doubtful, `barrier` impossible. `office`: both hold one that a body has once at a time. `unlike`:
    both have roles, and none of one is like one of the other; `akin`: they are of one walk of life all the same.
    `apart`: their articles are more than a year apart. `role`: they share a role or a body, `particular`: a body that
    is one alone, `high`: an office that a place or a body has once. `near`: the same company or outlet in the same
    weeks, `shared`: somebody stands beside both in that time."""

    level: int
    words: tuple[str, ...] = ()
    clash: str | None = None
    barrier: str | None = None
    office: bool = False
    unlike: bool = False
    akin: bool = False
    apart: bool = False
    role: bool = False
    particular: bool = False
    high: bool = False
    near: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """What a role of each says for their being one's, and what against."""

    level: int = NONE
    words: str = ""
    clash: str | None = None
    office: bool = False
    particular: bool = False
    high: bool = False


_NOTHING = _Told()


def weigh(one: Profile, other: Profile) -> Evidence:
    """The evidence of all that the profiles tell besides the names."""
    barrier = find_barrier(one, other)
    if barrier is not None:
        return Evidence(NONE, (), None, barrier)
    pairs = product(islice(one.roles, _MOST), islice(other.roles, _MOST))
    told = [_roles(left, right) for left, right in pairs]
    best = max(told, key=lambda found: (found.level, found.office), default=_NOTHING)
    level, words = best.level, [best.words] if best.words else []
    days = gap(one.first_date, one.last_date, other.first_date, other.last_date)
    near, company, shared = _company(one, other, days)
    if near:
        level = min(STRONG, level + near)
        words.append(company)
    outlet = days is not None and days <= _STORY_DAYS and not set(one.outlets).isdisjoint(other.outlets)
    if level == NONE and outlet:
        level = WEAK
        words.append("in the same outlet within a month")
    clash = None
    if level < FAIR:
        clash = next((found.clash for found in told if found.clash), None) or _spheres(one, other) or _sexes(one, other)
    unlike = best.level == NONE and any(r.role for r in one.roles) and any(r.role for r in other.roles)
    akin = unlike and not _walks(one).keys().isdisjoint(_walks(other))
    apart = days is not None and days > _YEAR
    return Evidence(
        level, tuple(words), clash, None, best.office, unlike, akin, apart,
        role=best.level > NONE, particular=best.particular, high=best.high, near=near > NONE or outlet, shared=shared,
    )  # fmt: skip


def find_barrier(one: Profile, other: Profile) -> str | None:
    """What makes it impossible that two are one."""
    for left, right in ((one, other), (other, one)):
        names = _folded(right.name)
        if any(_folded(name) == names for name in islice(left.beside, _MOST_BESIDE)) and _folded(left.name) != names:
            return "one article has both names, for two speakers"
        for role in islice(left.roles, _MOST):
            if _head(role.role) in _KIN and role.affiliation and _folded(role.affiliation) == names:
                return "one is a relative of the other"
    genders = title_of(one.name, one.names), title_of(other.name, other.names)
    if None not in genders and genders[0] != genders[1]:
        return "one is called a man, the other a woman"
    return None


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    """A name to be told from another: its parts, and which of a family it is."""
    found = read_name(name)
    return " ".join((*(part.text for part in found.parts), found.generation or "")).strip()


def may_clash(one: Profile, other: Profile) -> bool:
    """Whether anything that is said of two of one name may be a `clash` or a `barrier`, whenever it was said. No is
    certain; yes is for `weigh` to look at."""
    roles = (*one.roles, *other.roles)
    if any(_head(role.role) in _KIN for role in roles):
        return True
    for left, right in product(one.roles, other.roles):
        head, both = _head(left.role), left.affiliation and right.affiliation
        local = both and head in _LOCAL and head == _head(right.role)
        if local and not same_body(left.affiliation, right.affiliation):
            return True
    return _spheres(one, other) is not None or _sexes(one, other) is not None


def title_of(name: str, forms: Iterable[str]) -> Gender | None:
    """What the titles before somebody's names say, if they agree."""
    names = islice(dict.fromkeys((name, *forms)), 12)
    found = {gender for name in names if (gender := read_name(name).gender)}
    return found.pop() if len(found) == 1 else None


def _noun(profile: Profile) -> Gender | None:
    """What the nouns of its roles say, if they agree."""
    words = {word for role in islice(profile.roles, _MOST) for word in _role_words(role.role)}
    male, female = not words.isdisjoint(_MALE), not words.isdisjoint(_FEMALE)
    return None if male == female else "m" if male else "f"


@lru_cache(maxsize=8192)
def _role_words(role: str | None) -> tuple[str, ...]:
    return tuple(match[0] for match in _WORD.finditer(fold((role or "")[:120]).replace("-", " ")))


def _head(role: str | None) -> str:
    """The noun that says what somebody does: the last word, spelled and gendered one way."""
    words = _role_words(_BEHIND.split(role or "", maxsplit=1)[0])
    return _ONE_ROLE.get(words[-1], words[-1]) if words else ""


def _duties(role: str | None) -> frozenset[str]:
    """All words of a role that tell it from others."""
    return frozenset(_ONE_ROLE.get(word, word) for word in _role_words(role)) - _STANDING


@lru_cache(maxsize=8192)
def _roles(left: Role, right: Role) -> _Told:
    """How strong the evidence of two roles is, in what words, and what speaks against."""
    head = _head(left.role)
    alike = head != "" and head == _head(right.role)
    if not alike and not (left.affiliation and right.affiliation):
        return _NOTHING
    days = gap(left.first_date, left.last_date, right.first_date, right.last_date)
    recent = days is None or days <= _YEAR
    duties, others = _duties(left.role), _duties(right.role)
    if same_body(left.affiliation, right.affiliation):
        return _of_one_body(left, recent=recent, alike=alike and (duties <= others or others <= duties))
    if not alike:
        return _NOTHING
    if _names_body(left, head, right.affiliation) or _names_body(right, head, left.affiliation):
        return _of_one_body(left if left.affiliation else right, recent=recent, alike=True)
    if left.affiliation and right.affiliation:
        now = left.tenure is None and right.tenure is None
        if head in _LOCAL and now and days is not None and days <= _YEAR // 2:
            bodies = left.affiliation, right.affiliation
            if all(map(is_particular, bodies)) and _words(bodies[0]).isdisjoint(_words(bodies[1])):
                return _Told(clash=f"{left.role} of two places at one time ({', '.join(bodies)})")
        return _NOTHING
    if not (duties <= others or others <= duties):
        return _NOTHING
    if recent and (len(duties & others) > 1 or head in _HIGH):
        return _Told(FAIR, f"the same office ({left.role})", high=head in _LOCAL | _HIGH)
    if head in _PLAIN or _SPHERES.get(head) == "everyday":
        return _NOTHING
    return _Told(WEAK, f"the same role ({left.role})", high=recent and head in _LOCAL | _HIGH)


def _names_body(role: Role, head: str, body: str | None) -> bool:
    """Whether a role's words name the body that the other one gives apart: *ETU chairman*, *chairman* of the ETU."""
    if not body or not all(map(is_country, read_body(role.affiliation or "").words)):
        return False
    words = _duties(role.role) - {head}
    return bool(words) and words <= {*read_body(body).words, *initials(body)}


def _of_one_body(role: Role, *, recent: bool, alike: bool) -> _Told:
    """What it says that both are of one body: much where the body is a particular one, or the office."""
    body, head = role.affiliation or "", _head(role.role)
    office = head in _SINGLE
    particular = is_particular(body) and (office or len(body.split()) > 1)
    if not alike:
        return _Told(FAIR if particular and recent else WEAK, f"of the same body ({body})", particular=particular)
    level = STRONG if recent and (particular or office) else FAIR if particular or office or recent else WEAK
    return _Told(level, f"{role.role} of the same body ({body})", office=office and recent, particular=particular)


def _company(one: Profile, other: Profile, days: int | None) -> tuple[int, str, bool]:
    """The people who stand in the articles of both, if these are of one time; and whether one of a rare name does."""
    if days is None or days > _STORY_DAYS or not one.beside or not other.beside:
        return NONE, "", False
    theirs = {_folded(name) for name in islice(other.beside, _MOST_BESIDE)}
    shared = [
        name for name in islice(one.beside, _MOST_BESIDE) if _folded(name) in theirs and len(read_name(name).parts) > 1
    ]
    rare = sum(commonness(name) < 2 for name in shared)
    words = f"beside the same people ({', '.join(shared[:3])}) in the same weeks"
    if rare >= _MANY or (rare > 1 and days <= _NEWS_DAYS):
        return FAIR, words, True
    if rare > 1 or (shared and days <= _NEWS_DAYS):
        return WEAK, words, rare > 0
    return NONE, "", rare > 0


def _words(affiliation: str) -> set[str]:
    """The words of an affiliation; also of the *Mr* and *A* that were cut off a name."""
    return {word for word in read_body(affiliation).words if len(word) > 2} or {""}


def _sexes(one: Profile, other: Profile) -> str | None:
    """A role of a man and one of a woman."""
    genders = _noun(one), _noun(other)
    return "the roles of a man and a woman" if None not in genders and genders[0] != genders[1] else None


def _walks(profile: Profile) -> dict[str, str]:
    """The walks of life that its roles belong to, each with such a role."""
    heads = [(role.role or "", _head(role.role)) for role in islice(profile.roles, _MOST)]
    return {_SPHERES[head]: role for role, head in heads if head in _SPHERES}


def _spheres(one: Profile, other: Profile) -> str | None:
    """A role of each that one person hardly has."""
    a, b = _walks(one), _walks(other)
    if not a or not b or not a.keys().isdisjoint(b):
        return None
    if any(frozenset((left, right)) in _NEAR_SPHERES for left, right in product(a, b)):
        return None
    return f"{next(iter(a.values()))} and {next(iter(b.values()))}"


def gap(first: str | None, last: str | None, other_first: str | None, other_last: str | None) -> int | None:
    """Days between two stretches of time, 0 where they meet; None where a date is missing."""
    a, b = _days(first or last), _days(last or first)
    c, d = _days(other_first or other_last), _days(other_last or other_first)
    if a is None or b is None or c is None or d is None:
        return None
    return max(0, c - b, a - d)


@lru_cache(maxsize=8192)
def _days(iso: str | None) -> int | None:
    try:
        return date.fromisoformat((iso or "")[:10]).toordinal()
    except ValueError:
        return None
