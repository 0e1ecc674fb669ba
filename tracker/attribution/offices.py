"""Who *the mayor*, *the colonel*, *the ministry's man* is: the people of a text by the roles it gives them."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.attribution import lexicon
from tracker.attribution.bodies import content_words
from tracker.attribution.descriptions import Description, describe
from tracker.attribution.entities import Entity
from tracker.attribution.mentions import Mentions
from tracker.attribution.tenure import bare_role, is_tenure
from tracker.attribution.words import fold
from tracker.records import Tenure

_TENURE_WORDS: dict[Tenure | None, tuple[str, ...]] = {
    "former": ("former", "ex", "then"),
    "then": ("then", "former"),
    "future": ("elect", "designate", "incoming"),
}
# what an abbreviated title is in a description
_TITLE_NOUNS = {
    "dr": "doctor", "prof": "professor", "rev": "reverend", "sen": "senator", "rep": "representative",
    "gov": "governor", "gen": "general", "col": "colonel", "capt": "captain", "sgt": "sergeant", "lt": "lieutenant",
    "maj": "major", "adm": "admiral", "supt": "superintendent", "insp": "inspector", "det": "detective",
    "cllr": "councillor",
    "amb": "ambassador", "sec": "secretary", "cpl": "corporal", "cmdr": "commander", "brig": "brigadier",
}  # fmt: skip
_SAME_OFFICE = (
    frozenset(["chair", "chairman", "chairwoman", "chairperson"]),
    frozenset(["spokesman", "spokeswoman", "spokesperson"]),
    frozenset(["congressman", "congresswoman", "congressperson", "representative"]),
    frozenset(["councillor", "councilor", "councilman", "councilwoman"]),
    frozenset(["adviser", "advisor"]),
    frozenset(["businessman", "businesswoman", "entrepreneur", "tycoon"]),
    frozenset(["attorney", "lawyer", "barrister", "solicitor", "counsel"]),
    frozenset(["ceo", "executive"]),
)
# what a wider word for somebody takes in
_WIDER = {
    "lawmaker": "mp mep msp mla senator representative congressman congresswoman deputy legislator councillor rep sen",
    "legislator": "mp mep msp mla senator representative congressman congresswoman deputy lawmaker rep sen",
    "politician": "mp mep senator congressman congresswoman minister mayor governor candidate leader councillor",
    "officer": "policeman policewoman sergeant constable inspector superintendent detective captain colonel major",
    "policeman": "sergeant constable inspector superintendent detective",
    "cleric": "imam priest bishop archbishop pastor rabbi ayatollah sheikh mullah canon",
    "scientist": "biologist chemist physicist geologist virologist epidemiologist seismologist ecologist hydrologist",
    "academic": "professor lecturer historian economist sociologist scholar",
    "researcher": "professor lecturer biologist economist scientist",
    "boss": "chief executive manager director head chairman chairwoman coach ceo owner",
    "head": "director chief president chairman chairwoman director-general commander commissioner secretary-general",
    "chief": "director head president chairman chairwoman commander commissioner executive",
    "leader": "president chairman chairwoman chief head secretary",
    "doctor": "surgeon physician paediatrician cardiologist oncologist dr",
    "soldier": "sergeant corporal private lieutenant captain",
    "candidate": "nominee hopeful contender",
    "player": "striker goalkeeper midfielder defender winger captain batsman bowler",
    "man": "spokesman chairman",
    "woman": "spokeswoman chairwoman",
}
_NEEDS_OWNER = frozenset(("man", "woman", "head", "chief", "leader", "boss"))  # told by whose they are


class Offices:
    """The people of one text, asked which of them a role means."""

    def __init__(self, mentions: Mentions) -> None:
        self.by_word: dict[str, list[Entity]] = {}  # by every word of the role
        self._mentions = mentions

    def add(self, entity: Entity, found: Description) -> None:
        """Take in a role that the text gives somebody."""
        role = found.role or ""
        words = {*fold(role).split(), *role.lower().split(), *_TENURE_WORDS.get(found.tenure, ())} - lexicon.LINKERS
        self.add_words(entity, words | {_TITLE_NOUNS[word] for word in words if word in _TITLE_NOUNS})

    def add_words(self, entity: Entity, words: Iterable[str]) -> None:
        """Take in words that describe somebody."""
        for word in set(words) - entity.offices:
            entity.offices.add(word)
            self.by_word.setdefault(word, []).append(entity)

    def holder(self, phrase: str, noun: str, at: int) -> Entity | None:
        """The person given the role that a description tells: of several the one it fits best, then the nearest; else
        the only one whose role it takes in (*the lawmaker*, of a senator)."""
        noun = bare_role(noun)
        tenure = describe(phrase).tenure
        asked = content_words(phrase) - {noun, fold(noun)}
        asked = {part for word in asked for part in bare_role(word).split() if not is_tenure(part)} - lexicon.LINKERS
        best = self._best(self.by_word.get(noun, ()), noun, asked, tenure, at)
        if best is not None:
            return best
        owned = "’s " in phrase or "'s " in phrase or " of " in phrase
        if noun in _NEEDS_OWNER and not owned:
            return None
        wider = _WIDER.get(noun, "").split()
        same = [word for office in _SAME_OFFICE if noun in office for word in office if word != noun]
        fits = dict.fromkeys(e for word in (*same, *wider) for e in self.by_word.get(word, ()))
        gender = "f" if noun in lexicon.FEMALE_NOUNS else "m" if noun in lexicon.MALE_NOUNS else None
        told = [e for e in fits if gender is None or e.fits(gender)]
        if noun in _NEEDS_OWNER:
            told = [e for e in told if asked & (e.offices | _owner(e))]
        if len(told) != 1:
            return None
        return self._best(told, noun, asked, tenure, at)

    def _best(
        self, people: Iterable[Entity], noun: str, asked: set[str], tenure: Tenure | None, at: int
    ) -> Entity | None:
        best: tuple[float, int, Entity] | None = None
        for entity in people:
            if entity.kind != "person" or not entity.offices:
                continue
            role, owner = entity.offices, _owner(entity)
            extra = asked - role
            others = (role | owner) - {noun} - lexicon.RANKS - lexicon.QUANTIFIERS
            if owner and extra <= lexicon.PLAIN_BODIES and owner.isdisjoint(lexicon.BODIES):
                extra = set()  # *the company's director*, of a director of Acme
            if extra and others and not extra & owner and not asked & others:
                continue  # *the group's spokesman* is not the army spokesman
            seen = self._mentions.last(entity, at)
            rank = len(asked & role) + 2 * len(extra & owner) + (0.5 if seen >= 0 else 0.0)
            rank += 0.7 if tenure == entity.tenure else 0.0
            if best is None or (rank, seen) > best[:2]:
                best = (rank, seen, entity)
        return best[2] if best is not None else None


def _owner(entity: Entity) -> set[str]:
    return set(fold(entity.affiliation or "").split())
