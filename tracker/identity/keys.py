"""Which speakers are worth comparing at all: those who share a key.

A key holds two parts of a name by their sound, so that few of a hundred thousand people share it; one part alone is a
key only where the name has no other.
"""

from __future__ import annotations

from functools import lru_cache

from tracker.identity import given
from tracker.identity.bodies import LOOSE_EXTRAS, initials, read_body
from tracker.identity.countries import country
from tracker.identity.spelling import skeleton
from tracker.identity.structure import Part, PersonName, names_of, read_name, sound
from tracker.identity.surnames import is_everybodys, surname_alone, surnames_of
from tracker.records import SpeakerKind

ALONE, BEARER = "u:", "l:"
"""Stand before the keys of a surname alone, and of those who have it with other names."""
_MOST = 12
_SURNAMES = 4  # by which somebody may be called alone
_FULLS = 4  # full forms of a short one (*Al*) that are tried


def block_keys(name: str, kind: SpeakerKind) -> tuple[str, ...]:
    """The keys under which a name is kept: `name_keys`, and for persons those by which a surname alone and a full name
    meet (`bearer_keys`, `alone_keys`).

    A speaker has the keys of all its full names. A key that hundreds share tells nothing, and may be passed over.
    """
    alone = [ALONE + key.removeprefix(BEARER) for key in bearer_keys(name, kind)]
    bearer = [BEARER + key.removeprefix(ALONE) for key in alone_keys(name, kind)]
    return tuple(dict.fromkeys((*alone, *bearer, *name_keys(name, kind))))[:_MOST]


@lru_cache(maxsize=256)  # asked for twice, when a name is stored and when it is compared
def name_keys(name: str, kind: SpeakerKind) -> tuple[str, ...]:
    """The keys of a whole name: two that may be one speaker's share at least one. Empty for groups and unnamed sources,
    and for a single name that too many have.

    >>> sorted(set(name_keys("Sergey Burnanov", "person")) & set(name_keys("Sergei Burnanoff", "person")))
    ['i:s.BRNNF', 'p:BRNNF.sergei']
    """
    if kind == "person":
        keys = _person(read_name(name))
    elif kind == "organization":
        keys = _body(name)
    elif kind == "document":
        words = " ".join(read_body(name).words)
        keys = [f"d:{words}"] if words else []
    else:
        keys = []
    return tuple(dict.fromkeys(keys))[:_MOST]


def sought_keys(name: str, kind: SpeakerKind) -> tuple[str, ...]:
    """The keys to look for of a name: those of the whole name; of a surname alone also that of full names with it, and
    the other way round. So full names do not meet by a surname alone, which would bring a family, and of a large store
    many.

    >>> sorted(set(sought_keys("Burnanov", "person")) & set(block_keys("Sergei Burnanoff", "person")))
    ['l:BRNNF']
    """
    return tuple(dict.fromkeys((*name_keys(name, kind), *bearer_keys(name, kind), *alone_keys(name, kind))))


def bearer_keys(name: str, kind: SpeakerKind) -> tuple[str, ...]:
    """Of a surname alone the keys of full names with it, else none; none for a surname that thousands have."""
    part = surname_alone(name) if kind == "person" else None
    return () if part is None or is_everybodys(part) else (BEARER + sound(part),)


def alone_keys(name: str, kind: SpeakerKind) -> tuple[str, ...]:
    """Of a full name the keys of its surnames alone, else none."""
    if kind != "person":
        return ()
    return tuple(ALONE + sound(part) for part in surnames_of(name) if not is_everybodys(part))[:_SURNAMES]


def _person(name: PersonName) -> list[str]:
    parts = name.parts
    if not parts:
        return []
    if len(parts) == 1:
        return _single(parts[0])
    keys = _pairs(parts)
    for nickname in name.nicknames[:1]:
        keys += _pairs((Part(nickname, (nickname,)), parts[-1]))
    if parts[-1].text not in given.COMMON and not parts[-1].initial:
        keys += [f"i:{initial}.{sound(parts[-1])}" for initial in _initials(parts)]
    if name.kunya or parts[-1].text.endswith(("dottir", "sson")):
        keys += _single(parts[0])
    return keys


def _initials(parts: tuple[Part, ...]) -> list[str]:
    letters = [part.text[0] for part in parts[:-1]]
    return letters[:1]


def _pairs(parts: tuple[Part, ...]) -> list[str]:
    """Keys of two parts: the first with each other, each with the last; hyphened parts also by their pieces."""
    whole = [part for part in parts if not part.initial]
    last = whole[-1] if whole else parts[-1]
    pairs: list[tuple[str, str]] = []
    for first in _sounds(whole[0]) if whole else []:
        pairs += [(first, sound(part)) for part in whole[1:]]
    pairs += [(form, sound(last)) for part in whole[1:-1] for form in _sounds(part)]
    if len(whole) == 3:
        pairs.append((sound(whole[0]), skeleton(whole[1].text + whole[2].text)))
        pairs.append((skeleton(whole[0].text + whole[1].text), sound(whole[2])))
    if len(whole) > 1 and len(last.pieces) > 1 and last.pieces[0] not in ("abu", "umm", "abd"):
        pairs += [(form, skeleton(piece)) for form in _sounds(whole[0])[:2] for piece in last.pieces]
    if len(whole) == 2 and len(whole[0].pieces) > 1:
        pairs += [(skeleton(piece), sound(last)) for piece in whole[0].pieces[:1]]
    if last.particle and len(whole) > 1:
        pairs += [(form, skeleton(last.particle.replace(" ", "") + last.text)) for form in _sounds(whole[0])[:1]]
    return ["p:" + ".".join(sorted(pair)) for pair in pairs]


def _sounds(part: Part) -> list[str]:
    """How a given name may sound in full: itself, and what it is short for."""
    names = names_of(part.text)
    if not names:
        return [sound(part)]
    return sorted(names)[:_FULLS] if part.text in given.SHORT else [min(names)]


def _single(part: Part) -> list[str]:
    """The key of one name alone, unless every second passer-by has it."""
    if len(part.pieces) == 1 and (part.text in given.COMMON or part.text in given.GIVEN or part.text in given.SHORT):
        return []
    return [f"m:{sound(part)}" if len(part.pieces) > 1 else f"m:{skeleton(part.text)}.{len(part.text) // 3}"]


def _body(name: str) -> list[str]:
    body = read_body(name)
    if not body.words:
        return []
    if body.acronym:
        return [f"a:{body.words[0]}"]
    words = [word for word in body.words if word not in LOOSE_EXTRAS] or list(body.words)
    keys = ["o:" + ".".join(sorted(country(word) for word in words))]
    if any(word in ("ministry", "department") for word in words) and len(words) > 2:
        keys += ["o:" + ".".join(sorted(country(w) for w in words if w != word)) for word in words][:6]
    if not body.anywhere:
        keys.append("s:" + ".".join(skeleton(word) for word in words))
    keys += [f"a:{letters}" for letters in initials(name)]
    return keys
