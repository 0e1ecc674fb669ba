"""What a person's name is made of: given names and surnames, particles, initials, kunya, titles, *Jr*.

Which word is the surname is not decided: a name is a row of parts in the order as printed, and two rows are laid side
by side (`tracker.identity.persons`). What does not belong to the row is set aside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tracker.identity import given
from tracker.identity.letters import expand, fold, word_set
from tracker.identity.spelling import Origin, skeleton

Gender = Literal["m", "f"]

_LONGEST = 120  # characters of a name that are looked at
_MOST = 7  # parts of a name

MALE_TITLES = word_set(
    """
    mr sir lord sheikh shaikh sheik shaykh hajji haji ayatollah imam mullah father fr brother u ko pak bapak
    herr monsieur señor senor signor don king prince baron count duke
    """
)
FEMALE_TITLES = word_set(
    """
    mrs ms miss dame lady sister daw ibu frau madame mme mlle señora senora señorita doña dona signora queen
    princess baroness countess duchess hajja khala
    """
)
# Left out wherever they stand first and a name follows.
_TITLES = word_set(
    """
    mr mrs ms miss mx dr prof professor sir sheikh shaikh sheik shaykh hajji haji hajj ayatollah mullah mulla
    rev reverend hon daw u dato datuk datin gen col lt sgt maj capt cpl cmdr adm brig gov sen rep pres herr
    frau monsieur madame mme señor señora senor senora signor signora syedna monsignor msgr shri smt ustad
    ustaz hajja fr
    """
)
# These are names as well: left out only before two more parts.
_TITLES_OR_NAMES = word_set(
    """
    tun don doña dona lord lady dame ko king queen prince princess ibu bapak tan sri
    """
)
ARTICLES = frozenset(("al", "el", "ul", "as", "ash", "ad", "az", "ar", "at", "an"))
_OPEN_ARTICLES = frozenset(("al", "el"))
_OF_FATHER = frozenset(("bin", "ibn", "ben", "bint", "binti", "binte", "bte", "s/o", "d/o", "a/l", "a/p"))
PARTICLES = word_set(
    """
    van von der den de del della dela dello di da do dos das du la le las los ter ten te zu zur zum y e i af
    av d l vande vander vom st san santa
    """
)
_FATHER_OF = {
    **dict.fromkeys(("abu", "abou", "abi", "aboo", "abo"), "abu"),
    **dict.fromkeys(("umm", "um", "oum", "oumm", "om"), "umm"),
}
_SERVANT = frozenset(("abd", "abdul", "abdel", "abdal", "abdoul", "abdu", "abdol", "abdur", "abder"))
_SERVANT_JOINED = re.compile(r"abd[aeou]{1,2}(?:l|r(?=r)|s(?=s)|n(?=n)|z(?=z)|d(?=d)|t(?=t))([a-z]{3,})")
_GENERATIONS = {
    **dict.fromkeys(("jr", "jnr", "junior", "filho", "fils"), "the younger"),
    **dict.fromkeys(("sr", "snr", "senior", "pere"), "the elder"),
    **dict.fromkeys(("ii", "2nd"), "II"),
    **dict.fromkeys(("iii", "3rd"), "III"),
    **dict.fromkeys(("iv", "4th"), "IV"),
    "neto": "the grandson",
}
_DEGREES = word_set(
    """
    md phd esq obe mbe cbe kbe qc kc frs jd dds cpa ret rn mp msp mep mla
    """
)
_QUOTED = re.compile(
    r"[\"“”«»„]\s*([^\"“”«»„]{1,30}?)\s*[\"“”«»„]|\(([^()]{1,30})\)|(?<=\s)['‘]([^'‘’]{2,30})['’](?=\s)"
)
_SPLIT = re.compile(r"[\s ,]+")
_HYPHENS = re.compile(r"[-‐‑‒–—]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){2,}[^\W\d_]?\.?")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_ROMANISED = re.compile(
    r"kh|gh[aeiou]|dh|zh|q(?!u)|aa|shch|tch|iyy|[aeiou][yh][aeiou](?!rs?$|m$)|ou[aeiou]|(?:ov|ev|off|ova|eva|sky|skiy|skii|enko|chuk|vich|vic|"
    r"shvili|dze|yan|zadeh|zade|pour|uddin|allah|ullah)$"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name, folded. `pieces` are what a hyphen, *Abu* or *Abd* joins; `also` other ways to write it."""

    text: str
    pieces: tuple[str, ...]
    also: tuple[str, ...] = ()
    particle: str = ""

    @property
    def initial(self) -> bool:
        """Whether it is only a letter."""
        return len(self.text) == 1


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name's parts in their order. `sons` says that it names fathers (*X bin Y*), `eastern` that its surname may
    stand first, `origin` whether it comes from another script, `kunya` that it begins with *Abu* or *Umm*."""

    parts: tuple[Part, ...]
    generation: str | None = None
    nicknames: tuple[str, ...] = ()
    gender: Gender | None = None
    sons: bool = False
    arabic: bool = False
    eastern: bool = False
    origin: Origin = "unknown"
    kunya: bool = False


@lru_cache(maxsize=16384)
def read_name(name: str) -> PersonName:
    """The parts of a person's name.

    >>> [part.text for part in read_name("Dr. Abu Omar al-Burnani").parts]
    ['abuomar', 'burnani']
    >>> read_name("Ann van den Berg, Jr.").generation
    'the younger'
    """
    name = name[:_LONGEST]
    nicknames = tuple(fold(a or b or c).strip(" .,") for a, b, c in _QUOTED.findall(name))
    words = [word for word in _SPLIT.split(_QUOTED.sub(" ", name)) if any(map(str.isalnum, word))]
    if "of" in words[2:]:  # *Ann Lee of Elmstead*
        words = words[: words.index("of", 2)]
    gender = _title_gender(words)
    words, generation = _without_ends(words)
    return _assemble(words, generation, nicknames, gender)


def _title_gender(words: list[str]) -> Gender | None:
    title = fold(words[0]).rstrip(".") if len(words) > 1 else ""
    # *Don*, *Pak*, *U* and *Ko* are names as well; of a man or a woman only the plain titles tell for certain
    if title in MALE_TITLES and title not in _TITLES_OR_NAMES and title not in ("pak", "u", "brother", "father"):
        return "m"
    return "f" if title in FEMALE_TITLES and title not in _TITLES_OR_NAMES and title != "sister" else None


def _without_ends(words: list[str]) -> tuple[list[str], str | None]:
    """The words without titles before them and *Jr* or degrees behind them."""
    generation = None
    while len(words) > 1:
        last = fold(words[-1]).strip(".")
        if last in _GENERATIONS and (last != "neto" or len(words) > 2):
            generation = _GENERATIONS[last]
        elif not (
            last.replace(".", "") in _DEGREES and (words[-1].isupper() or last in ("phd", "esq")) and len(words) > 2
        ):
            break
        words = words[:-1]
    while len(words) > 1:
        first = fold(words[0]).rstrip(".")
        if first in _TITLES_OR_NAMES:
            if len(words) < 3 or fold(words[1]) in _OF_FATHER or (first in given.EASTERN and fold(words[1]) != "sri"):
                break
            if first == "don" and len(words) < 4:
                break
        elif first not in _TITLES or (first == "u" and words[0].endswith(".")):
            break
        words = words[1:]
    return words, generation


def _assemble(
    words: list[str], generation: str | None, nicknames: tuple[str, ...], gender: Gender | None
) -> PersonName:
    eastern = bool(words) and any(w in given.EASTERN for w in (fold(words[0]), fold(words[-1])))
    parts: list[Part] = []
    particle: list[str] = []
    sons = arabic = kunya = False
    at = 0
    while at < len(words) and len(parts) < _MOST:
        word, last = words[at], at + 1 == len(words)
        plain = fold(word).rstrip(".")
        at += 1
        if parts and plain in _OF_FATHER and not last:
            sons = True
            arabic = arabic or plain in ("bin", "ibn", "bint")
            particle.append("bin")
        elif plain in ("bin", "ibn", "bint") and not last:
            particle.append("bin")
        elif not last and (plain in _OPEN_ARTICLES and (parts or particle or len(words) > 2 or plain == "el")):
            arabic = True
            particle.append("al")
        elif (
            not last
            and plain in PARTICLES
            and parts
            and not _is_letter(word)
            and not (eastern and plain in ("van", "do", "le", "la", "du"))
        ):
            particle.append(plain)
        elif not last and plain in _FATHER_OF:
            kunya = kunya or not parts
            arabic = True
            rest = _bare(words[at])
            at += 1
            if rest in _OPEN_ARTICLES and at < len(words):
                rest, at = _bare(words[at]), at + 1
            parts.append(_joined(_FATHER_OF[plain], rest, particle))
        elif plain in _SERVANT and at + (1 if len(words) > 2 else 2) <= len(words) and not last:
            arabic = True
            rest = _bare(words[at])
            at += 1
            if rest in _OPEN_ARTICLES and at < len(words):
                rest, at = _bare(words[at]), at + 1
            parts.append(_joined("abd", rest, particle))
        else:
            found, article = _parts(word, particle, alone=len(words) == 1)
            arabic = arabic or article
            kunya = kunya or (
                not parts and bool(found) and found[0].pieces[0] in ("abu", "umm") and len(found[0].pieces) > 1
            )
            parts.extend(found)
    parts = parts[:_MOST]
    arabic = arabic or any(p.text in given.ARABIC or p.pieces[0] in ("abd", "abu", "umm") for p in parts)
    eastern = eastern or any(_is_syllabic(p) for p in parts)
    return PersonName(
        tuple(parts), generation, nicknames, gender, sons, arabic, eastern, _origin(parts, arabic=arabic), kunya
    )


def _origin(parts: list[Part], *, arabic: bool) -> Origin:
    """Where the parts of a name come from."""
    if arabic or any(p.text in given.SLAVIC or _ROMANISED.search(p.text) for p in parts if p.text not in given.WESTERN):
        return "romanised"
    return "western" if any(p.text in given.WESTERN or p.text in given.SHORT for p in parts) else "unknown"


def _is_letter(word: str) -> bool:
    """Whether a word is an initial: *E.*, not the *e* of Portuguese."""
    return len(word.rstrip(".")) == 1 and (word.isupper() or word.endswith("."))


def _bare(word: str) -> str:
    """A word's letters without an article that a hyphen joins to it."""
    pieces = [piece for piece in _HYPHENS.split(fold(word).strip(".")) if piece]
    if len(pieces) > 1 and pieces[0] in ARTICLES:
        pieces = pieces[1:]
    return "".join(pieces)


def _joined(first: str, rest: str, particle: list[str]) -> Part:
    before = " ".join(particle)
    particle.clear()
    return Part(first + rest, (first, rest), (), before)


def _parts(word: str, particle: list[str], *, alone: bool) -> tuple[list[Part], bool]:
    """The parts of a printed word, several for *J.K.*, and whether an Arabic article stands before them."""
    if _INITIALS.fullmatch(word) or (
        not alone and 2 <= len(word) <= 3 and word.isupper() and word.isalpha() and not _VOWEL.search(word)
    ):
        particle.clear()
        return [Part(letter, (letter,)) for letter in fold(word) if letter.isalnum()], False
    pieces = [piece for piece in _HYPHENS.split(fold(word).replace(".", "")) if piece]
    article = len(pieces) > 1 and pieces[0] in ARTICLES
    if article:
        pieces = pieces[1:]
        particle.append("al")
    if not pieces:
        return [], article
    if len(pieces) > 1 and pieces[0] in _FATHER_OF:
        pieces = [_FATHER_OF[pieces[0]], "".join(p for p in pieces[1:] if p not in _OPEN_ARTICLES)]
    elif len(pieces) > 1 and pieces[0] in _SERVANT:
        pieces = ["abd", "".join(p for p in pieces[1:] if p not in _OPEN_ARTICLES)]
    elif len(pieces) == 1 and pieces[0] not in given.GIVEN and (match := _SERVANT_JOINED.fullmatch(pieces[0])):
        pieces = ["abd", match[1]]
    text = "".join(pieces)
    other = _HYPHENS.sub("", expand(word)).replace(".", "")
    also = (other,) if other != text and not article else ()
    before = " ".join(particle)
    particle.clear()
    return [Part(text, tuple(pieces), also, before)], article


def _is_syllabic(part: Part) -> bool:
    """*Jong-un*: short syllables joined by a hyphen, as Korean and Chinese given names are."""
    return (
        len(part.pieces) == 2
        and part.pieces[0] not in ("abu", "umm", "abd")
        and all(piece in given.SYLLABLES for piece in part.pieces)
    )


def names_of(word: str) -> frozenset[str]:
    """The names, by their first spelling, that a word may be: a spelling of one, or a short form of several."""
    found = given.GIVEN.get(word, frozenset())
    for full in given.SHORT.get(word, ()):
        found |= given.GIVEN.get(full, frozenset((full,)))
    return found


def sound(part: Part) -> str:
    """The sound of a part, the same for all its spellings."""
    if len(part.pieces) == 2 and part.pieces[0] in ("abu", "umm", "abd"):
        return f"{part.pieces[0]}+{_sound(part.pieces[1])}"
    return _sound(part.text)


def _sound(word: str) -> str:
    known = given.GIVEN.get(word) or given.EASTERN.get(word)
    return min(known) if known else skeleton(word)
