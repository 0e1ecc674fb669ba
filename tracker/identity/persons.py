"""How two persons' names lie beside each other: the same, one name in two spellings, a fuller and a shorter form, two.

What a likeness is worth depends on what the articles say of the two (`tracker.identity.context`): `need` is how strong
that evidence has to be before two names so alike may be taken for one person's without asking.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from tracker.identity import given
from tracker.identity.spelling import OTHER, Origin, price
from tracker.identity.structure import Part, PersonName, names_of, read_name

# How strong the evidence has to be: none, weak, fair, strong, and what no evidence of this kind settles.
NONE, WEAK, FAIR, STRONG, NEVER = range(5)
HARDLY, CLOSE, VARIANT, DOUBTFUL = (
    0.12,
    0.36,
    0.95,
    1.4,
)  # prices up to which two spellings are the same, hardly, well, barely apart
OFFICE = 0.56  # from here on, two spellings want an office that one person holds
_FAMILY = 0.04  # the price of two spellings of a well-known name
_HALF = "half of a surname"
_MISSING = 2  # parts that the shorter of two forms leaves out
_PARTICLE = 0.1  # of an article (*al-*) that one of them leaves out
_KOREAN = 0.15  # of two romanisations of a Korean syllable


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are. `need`: see above, None for two different names; `words` say how they are alike;
    `office`: only an office that one person holds at a time can tell that they are one. `light`: the difference is so
    slight that a rare name needs nothing more unless something is odd."""

    need: int | None
    words: str
    price: float = 0.0
    office: bool = False
    light: bool = False

    @property
    def other(self) -> bool:
        """Whether they are two names."""
        return self.need is None


DIFFERENT = Likeness(None, "two different names", OTHER)


@dataclass(frozen=True, slots=True)
class Pair:
    """How two parts are alike: in what way, and at what price."""

    how: str
    price: float


_OTHER = Pair("other", OTHER)
_SAME = Pair("same", 0.0)


@lru_cache(maxsize=16384)
def liken(one: str, other: str) -> Likeness:
    """How alike two persons' names are.

    >>> liken("Sergey Burnanov", "Sergei Burnanov").words
    'the same name but for spelling'
    >>> liken("Hassan Burnani", "Hussein Burnani").other
    True
    """
    a, b = read_name(one), read_name(other)
    if not a.parts or not b.parts:
        return DIFFERENT
    if len(a.parts) > len(b.parts):
        a, b = b, a
    found = _rows(a, b)
    if found.other or _HALF in found.words:
        joined = _joined(a, b)
        found = found if joined.other else joined
    if found.other:
        found = _called(a, b)
    if found.other or a.generation == b.generation:
        return found
    if a.generation and b.generation:
        return Likeness(None, f"one is {a.generation}, the other {b.generation}", OTHER)
    return Likeness(NEVER, f"{found.words}, and only one is {a.generation or b.generation}", found.price)


def _rows(a: PersonName, b: PersonName) -> Likeness:
    """The two rows of parts side by side; `a` is the shorter."""
    origins = {a.origin, b.origin}
    origin: Origin = "romanised" if "romanised" in origins else "western" if "western" in origins else "unknown"
    n, m = len(a.parts), len(b.parts)
    if n == 1:
        return _mononym(a, b, origin)
    if n == m:
        found = _sum([liken_parts(x, y, origin) for x, y in zip(a.parts, b.parts, strict=True)], a, origin)
        return _turned(a, b) if found.other else found
    best = DIFFERENT
    for places in combinations(range(m), n):
        pairs = [liken_parts(x, b.parts[k], origin) for x, k in zip(a.parts, places, strict=True)]
        found = _shorter(_sum(pairs, a, origin), places, b, hyphen=_hyphened(a) or _hyphened(b))
        if found.need is not None and (best.need is None or (found.need, found.price) < (best.need, best.price)):
            best = found
    return best


def _called(a: PersonName, b: PersonName) -> Likeness:
    """*James "Bud" Lee* and *Bud Lee*."""
    for left, right in ((a, b), (b, a)):
        forms = {part.text for part in right.parts[:-1]}
        if len(right.parts) == 2 and forms & set(left.nicknames) and left.parts[-1].text == right.parts[-1].text:
            return Likeness(WEAK, "the same name with a nickname that one article gives", light=True)
    return DIFFERENT


def _sum(pairs: list[Pair], a: PersonName, origin: Origin) -> Likeness:
    """What the pairs of parts come to."""
    total = sum(pair.price for pair in pairs)
    if total >= DOUBTFUL:
        return DIFFERENT
    hows = {pair.how for pair in pairs}
    need, words = NONE, "the same name"
    if "spelling" in hows:
        need, words = _spelling_need(pairs, total, origin), "the same name but for spelling"
    if "initial" in hows:
        if pairs[-1].how == "initial":
            return DIFFERENT
        if pairs[0].how == "initial":
            need, words = max(need, FAIR), "an initial and a full given name, and the same surname"
        else:
            need, words = max(need, WEAK), "the same name, once with an initial"
    if "nickname" in hows:
        if pairs[-1].how == "nickname":
            return DIFFERENT
        need, words = max(need, FAIR), "a short form and a full given name, and the same surname"
    if "half" in hows:
        if any(pair.how == "half" for pair in pairs[:-1]):
            return DIFFERENT
        need, words = max(need, FAIR), f"the same but for {_HALF} that one leaves out"
    if len(hows - {"same"}) > 1:
        need = min(NEVER, need + 1)
    surname = a.parts[-1].text
    rare = len(surname) > 4 and surname not in given.COMMON and surname not in given.GIVEN and pairs[-1].how == "same"
    light = hows == {"same", "spelling"} and need == WEAK and rare and not a.arabic and not a.eastern
    return Likeness(need, words, total, total >= OFFICE, light)


def _spelling_need(pairs: list[Pair], total: float, origin: Origin) -> int:
    """What two spellings need. A surname that nobody had to romanise is another one (*Reed*, *Read*) or misspelt."""
    if origin != "romanised" and pairs[-1].how == "spelling":
        return STRONG if total <= VARIANT else NEVER
    if all(pair.price <= _FAMILY for pair in pairs):
        return WEAK
    if total <= HARDLY:
        return WEAK
    return FAIR if total <= CLOSE else STRONG if total <= VARIANT else NEVER


def _shorter(found: Likeness, places: tuple[int, ...], b: PersonName, *, hyphen: bool) -> Likeness:
    """What it means that one name has parts that the other lacks."""
    if found.other or found.need is None:
        return found
    m = len(b.parts)
    missing = [k for k in range(m) if k not in places]
    if len(missing) > _MISSING and not b.sons:
        return Likeness(NEVER, "a part of the other's name", found.price)
    if places[0] != 0:
        if b.arabic and not all(b.parts[k].initial for k in missing):
            return DIFFERENT  # the second name is the father's
        need = FAIR if all(b.parts[k].initial for k in missing) else STRONG
        words = "the same but for a first given name that one leaves out"
    elif places[-1] == m - 1:
        initials = all(b.parts[k].initial for k in missing)
        need = WEAK if initials else FAIR if hyphen else WEAK
        words = f"the same but for a middle {'initial' if initials else 'name'}"
        if b.eastern and not initials:
            need = STRONG
    elif b.sons:
        need, words = FAIR, "the same but for the names of forefathers"
    else:
        need, words = FAIR, "the same but for a last name that one leaves out"
    need = max(need, found.need) + (1 if found.need and need else 0)
    if found.need:
        words += f"; {found.words}"
    light = need == WEAK and "initial" in words and not b.arabic and not b.eastern
    return Likeness(min(NEVER, need), words, found.price, found.office, light)


def _hyphened(name: PersonName) -> bool:
    return any(len(part.pieces) > 1 for part in name.parts)


def _mononym(a: PersonName, b: PersonName, origin: Origin) -> Likeness:
    """One name alone: the same one, or a part of a fuller one."""
    pairs = [liken_parts(a.parts[0], part, origin) for part in b.parts]
    best = min(pairs, key=lambda pair: pair.price)
    if best.price > CLOSE or best.how in ("initial", "nickname"):
        return DIFFERENT
    if len(b.parts) == 1:
        spelt = "" if best.how == "same" else " but for spelling"
        text = a.parts[0].text
        common = (
            text in given.COMMON or text in given.GIVEN or text in given.SHORT or a.parts[0].pieces[-1] in given.GIVEN
        )
        need = NEVER if common or best.price > HARDLY else STRONG
        return Likeness(need, f"the same single name{spelt}", best.price, office=True)
    if b.kunya and best is not pairs[0]:
        return DIFFERENT
    return Likeness(NEVER, "a part of the other's name", best.price)


def _turned(a: PersonName, b: PersonName) -> Likeness:
    """The surname first in one and last in the other, as it may be with East Asian and Hungarian names; of two words
    that no list knows, neither is evidently a given name of the West."""
    left, right = [p.text for p in a.parts], [p.text for p in b.parts]
    unknown = "western" not in (a.origin, b.origin) and not a.arabic and not a.sons
    if (a.eastern or b.eastern or unknown) and (left[1:] + left[:1] == right or right[1:] + right[:1] == left):
        return Likeness(FAIR, "the same name with the surname first and last")
    return DIFFERENT


def _joined(a: PersonName, b: PersonName) -> Likeness:
    """*Tae Seok*, *Tae-seok*, *Taeseok*: the same letters, cut elsewhere."""
    left, right = "".join(p.text for p in a.parts), "".join(p.text for p in b.parts)
    if left == right and len(a.parts) > 1:
        return Likeness(NONE, "the same name but for a hyphen")
    rows = [p.text for p in a.parts], [p.text for p in b.parts]
    if (a.eastern or b.eastern) and len(rows[0]) > 1:
        turned = [{"".join(row[k:] + row[:k]) for k in range(1, len(row))} for row in rows]
        if right in turned[0] or left in turned[1]:
            return Likeness(FAIR, "the same name with the surname first and last")
    return DIFFERENT


@lru_cache(maxsize=32768)
def liken_parts(a: Part, b: Part, origin: Origin) -> Pair:
    """How two parts are alike."""
    if a.text == b.text or a.text in b.also or b.text in a.also or not set(a.also).isdisjoint(b.also):
        left, right = a.particle, b.particle
        return _SAME if left == right else Pair("same", 0.0 if {left, right} <= {"", "al", "bin", "y"} else _PARTICLE)
    for p, q in ((a, b), (b, a)):
        if p.particle and p.particle.replace(" ", "") + p.text == q.text:
            return _SAME
    if a.initial or b.initial:
        return Pair("initial", 0.0) if a.text[0] == b.text[0] else _OTHER
    if len(a.pieces) > 1 or len(b.pieces) > 1:
        return _pieces(a, b, origin)
    return _words(a.text, b.text, origin)


def _pieces(a: Part, b: Part, origin: Origin) -> Pair:
    """Hyphened parts piece by piece; or one of the two that a hyphen joins."""
    if len(a.pieces) != len(b.pieces):
        short, long = (a, b) if len(a.pieces) < len(b.pieces) else (b, a)
        half = len(short.pieces) == 1 and len(short.text) > 3 and long.pieces[0] not in ("abu", "umm", "abd")
        return Pair("half", 0.0) if half and short.text in long.pieces else _OTHER
    total = 0.0
    for left, right in zip(a.pieces, b.pieces, strict=True):
        if left == right:
            continue
        syllables = given.SYLLABLES.get(left, frozenset()) & given.SYLLABLES.get(right, frozenset())
        pair = Pair("spelling", _KOREAN) if syllables else _words(left, right, origin)
        if pair.how != "spelling":
            return _OTHER
        total += pair.price
    return Pair("spelling", total)


def _words(left: str, right: str, origin: Origin) -> Pair:
    known, same = (given.GIVEN.get(left), given.GIVEN.get(right)), given.EASTERN.get(left)
    if same and not same.isdisjoint(given.EASTERN.get(right, ())):
        return Pair("spelling", _KOREAN)
    if known[0] and known[1]:
        if known[0] & known[1]:
            return Pair("spelling", _FAMILY)
        return Pair("nickname", 0.0) if names_of(left) & names_of(right) else _OTHER
    if names_of(left) & names_of(right):
        return Pair("nickname", 0.0)
    if (left in given.SHORT and right in given.SHORT) or min(len(left), len(right)) < 4:
        return _OTHER
    found = price(left, right, origin)
    if left in given.COMMON and right in given.COMMON:  # *Baker*, *Bakker*: two surnames, or one misspelt
        found = OTHER if found > OFFICE else OFFICE
    return _OTHER if found >= DOUBTFUL else Pair("spelling", max(found, 0.05))


def commonness(name: str) -> int:
    """How common a name must be thought: 2 where all its parts are among the most common (*John Smith*)
    or it is one word, 1 where its surname is one of a whole people (*Nguyen*, *Singh*), 0 for the rest.

    >>> commonness("John Smith"), commonness("John Burnanov"), commonness("Zebulon Smith")
    (2, 0, 0)
    """
    parts = read_name(name).parts
    if len(parts) < 2:
        return 2
    first, last = parts[0].text, parts[-1].text
    known = [p.text in given.GIVEN or p.text in given.SHORT or p.text in given.COMMON for p in parts]
    if first in given.EASTERN or last in given.EASTERN:
        other = parts[-1] if first in given.EASTERN else parts[0]
        if len(parts) == 2 and len(other.text) <= 4:
            return 2
        if last not in given.COMMON or first in given.EASTERN:
            return 1
    return 2 if all(known) else 1 if last in given.PEOPLES else 0
