"""Which body *the ministry*, *the company*, *the group* is: of several the one whose name or description says so."""

from __future__ import annotations

from bisect import insort
from itertools import islice
from operator import itemgetter

from tracker.attribution import lexicon
from tracker.attribution.entities import Entity
from tracker.attribution.mentions import Mentions
from tracker.attribution.words import find_words, fold

_FEW = 4  # bodies with one word
_LOOK = 300  # mentions looked back at for a body that nothing in the text names *company*
# kinds of bodies, by the words of a name and the nouns that describe one; *group* and *body* fit any
_TYPES = {
    "office": """
        ministry department treasury cabinet secretariat bureau kremlin embassy consulate mission presidency
        prosecutors office
    """,
    "company": """
        company firm corporation corp inc ltd llc plc gmbh bank airline airlines manufacturer retailer carmaker
        insurer supplier utility operator developer conglomerate subsidiary chain maker holdings industries
        motors railways airways air systems technologies partners pharma pharmaceuticals energy electric oil gas
        mining steel chemicals foods brewery works fund ventures capital shipyard brewer shipbuilder chipmaker
        drugmaker planemaker steelmaker automaker startup lender builder contractor
    """,
    "union": """
        union federation confederation guild workers
    """,
    "club": """
        club team fc united rovers athletic albion wanderers
    """,
    "party": """
        party
    """,
    "paper": """
        newspaper magazine channel network broadcaster station daily weekly tribune times post herald gazette
    """,
    "school": """
        school university college academy
    """,
    "hospital": """
        hospital clinic infirmary
    """,
    "court": """
        court tribunal
    """,
    "force": """
        police army navy regiment brigade battalion militia
    """,
    "church": """
        church diocese mosque synagogue
    """,
    "chamber": """
        parliament senate congress assembly
    """,
    "charity": """
        charity ngo foundation
    """,
    "council": """
        council
    """,
}
_TYPE_OF = {noun: kind for kind, nouns in _TYPES.items() for noun in nouns.split()}
_FEW_IN_A_TEXT = frozenset(("union", "club", "party", "court", "hospital", "school"))
_MAKERS = ("maker", "makers")


class Bodies:
    """The bodies of one text, asked which of them a description means."""

    def __init__(self, mentions: Mentions) -> None:
        self.by_word: dict[str, list[Entity]] = {}  # by every word of the name, and the noun that describes it
        self._mentions = mentions
        self._about: dict[Entity, set[str]] = {}  # the other words of what describes a body
        self._unsure: list[tuple[int, Entity]] = []  # sources that may yet turn out to be bodies, by place

    def add(self, entity: Entity) -> None:
        """Take in a named entity, which may be a body or turn out to be one."""
        for word in dict.fromkeys(entity.words):
            self.by_word.setdefault(word, []).append(entity)

    def describe(self, entity: Entity, noun: str, phrase: str = "") -> None:
        """The text calls a body so."""
        entity.kind, entity.sure = "organization", True
        about = self._about.setdefault(entity, set())
        for word in (noun, *(fold(w.text) for w in find_words(phrase))):
            if word not in about and word not in lexicon.QUANTIFIERS and word not in entity.words:
                about.add(word)
                self.by_word.setdefault(word, []).append(entity)

    def add_source(self, entity: Entity, at: int) -> None:
        """Note a source that looks like a person's name and may yet be a body's."""
        insort(self._unsure, (at, entity), key=itemgetter(0))

    def find(self, phrase: str, noun: str, at: int) -> Entity | None:
        """Which body a description at a place means: one whose name says so or that was described so, the nearest
        before of several; else, for nouns that fit any body, the last body of that kind; else the only source so far
        that may be one; else one that the text describes so later."""
        asked = content_words(phrase)
        best: tuple[int, int, Entity] | None = None
        later: list[Entity] = []
        for entity in self.by_word.get(noun, ()):
            seen = self._mentions.last(entity, at)
            if entity.kind != "organization" or (entity.place and not entity.sure):
                continue
            if seen < 0:
                later.append(entity)
                continue
            rank = len(asked & (set(entity.words) | self._about.get(entity, set())))
            if best is None or (rank, seen) > best[:2]:
                best = (rank, seen, entity)
        if best is not None:
            entity = best[2]
            if not entity.words and noun in lexicon.PLAIN_BODIES:
                named = self._last_of_kind(asked, noun, at)
                if named is not None and self._mentions.last(named, at) > best[1]:
                    return named  # a description first, the name behind it
            plain = noun in lexicon.PLAIN_BODIES and bool(entity.words)
            return None if not plain and self._is_another(entity, asked - {noun}) else entity
        if noun in lexicon.PLAIN_BODIES or noun in _MAKERS:
            found = self._last_of_kind(asked, noun, at)
            if found is not None:
                return found
        return later[0] if len(later) == 1 and len(asked) == 1 else None

    def _is_another(self, entity: Entity, told: set[str]) -> bool:
        """Whether what a description adds to its noun is said of no such body (*the health ministry*, where the text
        names the *Ministry of Defence*)."""
        known = set(entity.words) | self._about.get(entity, set())
        others = known - lexicon.LINKERS - lexicon.BODIES
        return bool(told) and (bool(others) or not entity.words) and told.isdisjoint(known)

    def _last_of_kind(self, asked: set[str], noun: str, at: int) -> Entity | None:
        told = asked - {noun}
        if len(asked) <= 2 or noun in _MAKERS:
            kind = "company" if noun in _MAKERS else _TYPE_OF.get(noun)
            open_kind: Entity | None = None
            for mention in islice(self._mentions.backwards(at), _LOOK):
                entity = mention.entity
                if entity.kind != "organization" or not entity.sure or not entity.words:
                    continue
                kinds = self._kinds(entity)
                if kind is None or kind in kinds or (told and not told.isdisjoint(entity.words)):
                    return entity
                if not kinds:
                    open_kind = open_kind or entity
            found = self._only_of_kind(kind) or open_kind
            if found is not None:
                return found
        return self._only_unsure(at) if len(asked) == 1 else None

    def _only_of_kind(self, kind: str | None) -> Entity | None:
        """The only body of a kind that the text names, wherever."""
        words = [word for word, its_kind in _TYPE_OF.items() if its_kind == kind]
        some = [entity for word in words for entity in self.by_word.get(word, ())[:_FEW]]
        named = dict.fromkeys(entity for entity in some if entity.kind == "organization")
        return next(iter(named)) if kind in _FEW_IN_A_TEXT and len(named) == 1 else None

    def _kinds(self, entity: Entity) -> set[str]:
        words = {*entity.words, *self._about.get(entity, ())}
        return {_TYPE_OF[word] for word in words if word in _TYPE_OF}

    def _only_unsure(self, at: int) -> Entity | None:
        """The only source so far that may be a body; it is one from now on."""
        self._unsure = [x for x in self._unsure if x[1].kind == "person" and not (x[1].sure or x[1].place or x[1].role)]
        found: Entity | None = None
        for place, entity in self._unsure:
            if place >= at:
                break
            if found is not None and entity is not found:
                return None
            found = entity
        if found is not None:
            found.kind, found.sure = "organization", True
        return found


def content_words(phrase: str) -> set[str]:
    """The words of a noun phrase, folded, without articles and the like and without possessive endings."""
    words = {fold(w.text.removesuffix("'s").removesuffix("’s")) for w in find_words(phrase)}
    return words - lexicon.QUANTIFIERS
