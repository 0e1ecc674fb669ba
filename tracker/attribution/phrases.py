"""Whom a source that is a noun phrase means: the one it names, or whoever the article describes so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.attribution import lexicon
from tracker.attribution.cast import Cast
from tracker.attribution.descriptions import describe
from tracker.attribution.entities import Entity, gender_of, letters, number_of
from tracker.attribution.found import MOST_CANDIDATES, Found
from tracker.attribution.mentions import SPEAKING
from tracker.attribution.names import Name, Word, find_words
from tracker.attribution.reading import Reading
from tracker.attribution.several import counted_noun, is_pair, list_of_names, office_holder
from tracker.attribution.subjects import Subject
from tracker.attribution.titles import is_letters
from tracker.records import Because, Span, SpeakerKind

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_OWNER = re.compile(r"[’']s?\s")
_OWNER_AT_END = re.compile(r"[’']s$")
_OWNERS_BETWEEN = re.compile(r"[^\W\d_][\w\-]*(?:\s[^\W\d_a-z][\w\-]*)*[’']s\b")
_CUT = re.compile(r"\s*(?:,|\s(?:who|which|whom|whose)\b|\s?[(–—]).*", re.S)
_HEAD_END = re.compile(
    r"\s(?:in|of|at|for|from|with|on|near|based|reached|living|outside|inside|around|by|to|among|across|contacted|"
    r"familiar|close|briefed|speaking|along|about|under|within|interviewed|quoted|obtained|read|seen|released|published|"
    r"written|filed|leaked|signed|issued|sent|asked|found|held|gathered|against|behind|present)\b"
)
_TIME_BEHIND = re.compile(r"\s(?:(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight)$", re.I)
_DEMONYM = re.compile(r"(?:ian|ean|can|ese|ish|man)$")
_COLLECTIVES = frozenset(("pair", "couple", "duo", "trio", "quartet", "twins", "siblings", "two", "three"))
_TEXT_AT_LARGE = frozenset(("document", "text", "paper", "publication"))  # *the document*, of any text
_NAME_GIVEN = re.compile(
    r"[^.;:“”\"]{0,30}?\b(?:(?:gave|gives|giving)\s+(?:his|her|their)\s+name\s+(?:only\s+|simply\s+)?as|"
    r"(?:identified|named|called)\s+(?:(?:him|her|them)sel(?:f|ves)\s+)?(?:only\s+|simply\s+)?(?:as)?|"
    r"known\s+(?:only\s+|simply\s+)?(?:as|by)|goes\s+by(?:\s+the\s+name)?)\s+$"
)
_BLANK = re.compile(r"\s")
_LETTERS_BEHIND = re.compile(r"(?:,?\s[A-Z]{2,5})+$")
_NAME_REACH = 60  # characters behind a description
_HEADLINE = 2  # characters of an article before the label of its headline
_EPITHET = 3  # words of a description that tells no more than what somebody is
_ANYBODY = frozenset(("man", "woman", "boy", "girl", "teenager", "victim", "suspect", "caller", "source"))
_GUESS = 0.85
_LATTER = frozenset(("latter", "former"))
_LATTER_SAID = re.compile(r"\bthe\s(latter|former)\b(?!\s+[a-z]+(?:er|or|man|ist|ent)\b)", re.I)
_BOTH = frozenset(("both", "the two"))  # tell nothing; *the pair* and *the two men* keep their words
_BACK = 5  # sentences that *the latter* looks back
_REACH = 2_000  # characters, where sentences are very long
_POSSESSIVES = frozenset(("his", "her", "their"))
_LOCATED = re.compile(r"\b(?:in|at|near|from|to|into|outside|around|inside|towards?|left|reached)\s$", re.I)
_OWN_GENDER = {"his": "m", "her": "f"}
_DEFINITE = frozenset(("the", "its", "his", "her", "their", "our", "that", "this", "these", "those"))


def read_phrase(reading: Reading, span: Span, words: Sequence[Word]) -> Found:
    """Whom the noun phrase at a span means, given its words."""
    cast = reading.cast
    phrase = _Phrase.read(cast, span)
    named = phrase.named
    if named is None:
        if (pointed := _pointed_at(reading, span, phrase.bare.strip().lower())) is not None:
            return pointed
        behind = _named_behind(cast, phrase) or office_holder(phrase.names, phrase.span.start, phrase.end, cast.text)
        if behind is not None:
            return as_named(cast, behind)
        head = [word for word in words if word.end <= phrase.head_end] or list(words)
        return _description(reading, span, phrase.bare.strip(), head)
    if len(named.words) == 1 and named.definite and not named.titles and _DEMONYM.search(named.text):
        last = reading.last(span.start)
        other = cast.mentions.nearest(span.start, lambda e: e.kind == "person" and e is not last, None)
        if other is not None and number_of(named.words[0], "") == "one":
            # *the Freedonian*: whoever of the two did not just speak
            return Found(other, "described so in the article", (last,) if last is not None else ())
    if (listed := list_of_names(phrase.names, phrase.span, cast.text)) is not None:
        return Found(cast.stranger(listed, "group", span), "own words")
    if phrase.is_pair():
        behind_text = cast.text[phrase.end + 1 : span.end].strip(" ,")
        noun = describe(behind_text).head
        single = noun is not None and lexicon.is_body(noun)
        return Found(cast.stranger(phrase.bare, "organization" if single else "group", span), "own words")
    return as_named(cast, named)


def _pointed_at(reading: Reading, span: Span, bare: str) -> Found | None:
    """*The latter*, *the former*; *both*, who are a group called by their two names."""
    which = bare.removeprefix("the ")
    if which not in _LATTER and bare not in _BOTH:
        return None
    two = _last_two(reading.cast, span)
    if two is None:
        return None
    former, latter = two
    if bare in _BOTH:
        return Found(
            reading.cast.stranger(f"{former.name} and {latter.name}", "group", span), "plural pronoun", upon=_GUESS
        )
    last = reading.turns.last(span.start)
    if last is not None and last.entity is not None and last.because == "the latter or the former":
        # *the former said …, the latter …* are of one pair, though the former was named last now
        said = _LATTER_SAID.findall(reading.cast.text, max(span.start - _REACH, 0), span.start)
        other = last.candidates[0]
        same = bool(said) and said[-1].lower() == which
        former, latter = (last.entity, other) if same == (which == "former") else (other, last.entity)
    chosen, other = (latter, former) if which == "latter" else (former, latter)
    return Found(chosen, "the latter or the former", (other,))


def _last_two(cast: Cast, span: Span) -> tuple[Entity, Entity] | None:
    """The two of a kind that are named (or described) last, in one sentence if they can."""
    start = span.start
    for _ in range(_BACK):
        if start <= 0:
            break
        end, start = start, max(cast.layout.sentence_start(start - 1), span.start - _REACH, 0)
        two = cast.mentions.two_of_a_kind(start, end) or cast.mentions.two_of_a_kind(start, span.start)
        if two is not None:
            return two
    return None


def as_named(cast: Cast, name: Name) -> Found:
    """Whom a name means, and by which of its forms; the others whose name has the same words."""
    entity = cast.entity_of(name)
    others = [other for other in cast.namesakes(name) if other is not entity]
    return Found(entity, _form(entity, name), tuple(others[:MOST_CANDIDATES]))


def _form(entity: Entity, name: Name) -> Because:
    words, whole = name.words, entity.words
    if words == whole:
        return "full name"
    if letters(words) == letters(whole):
        return "other spelling, same article"
    if len(words) == 1 and len(name.text) > 1 and name.text.isupper() and words[0] not in whole:
        return "abbreviation"
    if entity.kind != "person":
        return "short form of the name"
    if words == whole[-len(words) :]:
        return "surname, same article"
    return "given name, same article" if words == whole[: len(words)] else "other spelling, same article"


def _named_behind(cast: Cast, phrase: _Phrase) -> Name | None:
    """*the mayor, Ann Lee*: the name in apposition; *a father of two who gave his name as Ann*."""
    if phrase.end < phrase.span.end:
        for name in phrase.names:
            if name.span.start >= phrase.end and cast.text[name.span.end : name.span.end + 2] not in ("'s", "’s"):
                between = _OWNERS_BETWEEN.sub("", cast.text[phrase.end : name.whole.start]).strip(" ,;–—-").lower()
                last = between.split()[-1:] or [""]
                if between in ("", "the", "one") or (between.startswith("the ") and lexicon.is_role(last[0])):
                    return name
                break
    for name in cast.names_in(phrase.end, phrase.end + _NAME_REACH)[:1]:
        if _NAME_GIVEN.fullmatch(cast.text[phrase.end : name.whole.start]):
            return name
    return None


def _description(reading: Reading, span: Span, phrase: str, head: Sequence[Word]) -> Found:
    """A source without a name: a body, a crowd, a text, a role."""
    cast = reading.cast
    if (counted := counted_noun(phrase)) is not None:
        return Found(cast.stranger(phrase, "group", span, None, counted), "own words")
    noun = head[-1].low.removesuffix("'s").removesuffix("’s")
    first = head[0].low
    definite = first in _DEFINITE or _OWNER.search(phrase) is not None
    words = _OWNER_AT_END.sub("", _ARTICLE.sub("", phrase))
    kind = _kind_of(noun, first)
    known = _known_as(cast, kind, phrase, head, span, definite=definite)
    if known is not None and first in _POSSESSIVES and known is reading.last(span.start):
        known = None  # nobody is his own lawyer
    if known is not None:
        return _so_described(cast, known, noun, span)
    if kind == "unnamed" and definite and (epithet := _epithet(reading, phrase, noun, span)) is not None:
        return epithet
    if kind == "unnamed" and (lead := _in_lead(cast, phrase, noun, first, span, definite=definite)) is not None:
        return _so_described(cast, lead, noun, span)
    about = describe(phrase) if kind in ("document", "unnamed") else None
    stranger = cast.stranger(words, kind, span, about, noun)
    if kind != "unnamed" or not definite:
        return Found(stranger, "own words")
    return Found(stranger, "nobody named", _may_be(reading, noun, first, span))


def _may_be(reading: Reading, noun: str, first: str, span: Span) -> tuple[Entity, ...]:
    """Whom a person's description may mean that the article does not resolve: people of its gender, not who may be a
    place as well (*left Wadi Ostrel*), and not whose they are (*his commander*)."""
    cast = reading.cast
    gender, owner = gender_of([noun]), _owner(reading, first, span)
    near = cast.mentions.within(max(span.start - _REACH, 0), span.start)
    quoted = {mention.entity for mention in near if mention.weight >= SPEAKING}
    located = {mention.entity for mention in near if _LOCATED.search(cast.text, max(mention.at - 9, 0), mention.at)}

    def fits(entity: Entity) -> bool:
        told = entity.sure or entity.gender is not None or entity.role is not None or entity in quoted
        told = told or (len(entity.words) > 1 and entity not in located)
        known = entity.kind == "person" and not entity.place and entity is not owner and told
        return known and (gender is None or entity.fits(gender))

    people = cast.mentions.ranked(span.start, fits, None)
    if people:
        return tuple(one.entity for one in people[:MOST_CANDIDATES])
    later = cast.next_person(span.end)
    return (later,) if later is not None and (gender is None or later.fits(gender)) else ()


def _owner(reading: Reading, first: str, span: Span) -> Entity | None:
    """Whose somebody is who is called *his*, *her* or *my* anything."""
    last = reading.last(span.start)
    if first not in _OWN_GENDER:
        return last if first == "my" else None
    gender = _OWN_GENDER[first]
    around = reading.around.speaker if reading.around is not None else None
    if around is not None and around.fits(gender):
        return around

    def fits(entity: Entity) -> bool:
        return entity.kind in ("person", "unnamed") and entity.fits(gender)

    ranked = reading.cast.mentions.ranked(span.start, fits, last, gender=gender)
    return ranked[0].entity if ranked else None


def _known_as(
    cast: Cast, kind: SpeakerKind, phrase: str, head: Sequence[Word], span: Span, *, definite: bool
) -> Entity | None:
    """Whom the article has described so already, or describes so elsewhere."""
    noun, first = head[-1].low.removesuffix("'s").removesuffix("’s"), head[0].low
    if kind == "document" and definite:
        return cast.described(noun, "document", phrase, span.start) or (
            cast.mentions.nearest(span.start, lambda e: e.kind == "document", None) if noun in _TEXT_AT_LARGE else None
        )
    if kind == "organization" and (definite or first == noun):
        named = cast.body(phrase, noun, span.start)
        if named is not None and (noun in named.words or named.head == noun):
            return named
        if named is not None and _OWNER.search(phrase):
            named = None  # *the company's insurer* is not the last body
        nameless = cast.described(noun, "organization", phrase, span.start)
        if named is None or nameless is None:
            return named or nameless
        return max(named, nameless, key=lambda entity: cast.mentions.last(entity, span.start))
    if kind == "group":
        plain = len(find_words(_ARTICLE.sub("", phrase))) <= 2 and (definite or len(head) == 1)
        return cast.described(noun, "group", at=span.start) if plain else None
    if kind == "unnamed" and (definite or (lexicon.is_role(noun) and first not in lexicon.QUANTIFIERS)):
        return cast.holder(phrase, noun, span.start) or cast.described(noun, "unnamed", phrase, span.start)
    return None


def _in_lead(cast: Cast, phrase: str, noun: str, first: str, span: Span, *, definite: bool) -> Entity | None:
    """Whom a description of the lead means, if the next paragraphs name somebody."""
    if definite or (lexicon.is_role(noun) and first not in lexicon.QUANTIFIERS):
        return cast.named_next(span.start) or _of_headline(cast, noun, span, plain=not definite)
    if not lexicon.is_role(noun) or first not in ("a", "an") or cast.layout.paragraph(span.start) > 1:
        return None
    near = {cast.entity_of(name) for name in cast.names_from(span.end)}
    later = [e for e in cast.so_called(noun) if e.kind == "person" and e.first > span.start and e in near]
    if len(later) == 1 and noun in later[0].offices:
        return later[0]  # *a spokesman*, and two paragraphs on *spokesman Bo Tan*
    return cast.with_lead_role(phrase, span.start)


def _of_headline(cast: Cast, noun: str, span: Span, *, plain: bool) -> Entity | None:
    """*Tycoon: I never read it*, above an article: the first person named in it."""
    if not plain or span.start > _HEADLINE or not cast.text.startswith(":", span.end):
        return None
    first, gender = cast.next_person(span.end), gender_of([noun])
    return first if first is not None and (gender is None or first.fits(gender)) else None


def _epithet(reading: Reading, phrase: str, noun: str, span: Span) -> Found | None:
    """*the singer*, of whoever was just named and given no role; *the chairwoman*, of one *who chairs* a body."""
    chairs = reading.cast.says_of_itself(noun)
    if chairs is not None:
        return Found(chairs, "described so in the article")
    words, cast = find_words(phrase), reading.cast
    if words[0].low != "the" or len(words) > _EPITHET or not lexicon.is_role(noun) or noun in _ANYBODY:
        return None
    before = cast.layout.sentence_start(max(cast.layout.sentence_start(span.start) - 1, 0))
    before = max(before, span.start - _REACH)
    if not all(word.text[0].islower() or word.text in cast.text[before : span.start] for word in words[1:]):
        return None  # *the Acme director*, where nobody spoke of Acme
    gender, last = gender_of([noun]), reading.last(span.start)
    about = cast.mentions.at(before)

    def fits(entity: Entity) -> bool:
        known = entity.kind == "person" and (entity.sure or len(entity.words) > 1 or entity in (last, about))
        return known and not entity.place and (gender is None or entity.fits(gender))

    ranked = cast.mentions.ranked(span.start, fits, last)
    if not ranked or ranked[0].distance > 1 or ranked[0].entity.role is not None:
        return None
    first = ranked[0].entity
    modified = any(word.text[0].isupper() for word in words[1:])
    near = any(mention.entity is first for mention in cast.mentions.within(before, span.start)) and not modified
    if first is not about and not near and (modified or first is not last):
        return None
    others = tuple(one.entity for one in ranked[1 : MOST_CANDIDATES + 1])
    return Found(first, "described so in the article", others, upon=_GUESS)


def read_subject(cast: Cast, subject: Subject) -> tuple[Entity, bool]:
    """Whom the subject of a sentence means that is no source, and whether that one is new."""
    noun, first = subject.head[-1].low, subject.head[0].low
    phrase = subject.span.of(cast.text)
    kind = _kind_of(noun, first)
    known: Entity | None = None
    if first in _DEFINITE:
        if kind == "unnamed":
            known = cast.holder(phrase, noun, subject.span.start)
        elif kind == "organization":
            known = cast.body(phrase, noun, subject.span.start)
        known = known or cast.described(noun, kind)
    if known is not None:
        return known, False
    words = _ARTICLE.sub("", phrase)
    about = describe(phrase) if kind in ("document", "unnamed") else None
    return cast.stranger(words, kind, subject.span, about, noun, speaks=False), True


def _ends_at(text: str, name: Name, head_end: int) -> bool:
    """Whether a name ends where a noun phrase's head does; letters may stand behind it (*Ann Lee QC*)."""
    if head_end - 3 <= name.span.end <= head_end:
        return True
    behind = text[name.span.end : head_end]
    return 0 < len(behind) < 30 and all(is_letters(word.strip(",.")) for word in behind.split())


def _kind_of(noun: str, first: str) -> SpeakerKind:
    """What speaks, by the head noun of its description and the first word."""
    if noun in lexicon.TEXTS:
        return "document"
    if noun in _COLLECTIVES or number_of(noun, first) == "many":
        return "group"
    return "organization" if lexicon.is_body(noun) and not lexicon.is_role(noun) else "unnamed"


def _so_described(cast: Cast, known: Entity, noun: str, span: Span) -> Found:
    """The one that a description was found to mean, with the others whom the article describes so."""
    others = tuple(other for other in cast.so_called(noun) if other is not known)[:MOST_CANDIDATES]
    if known.words and known.first > span.start:
        return Found(known, "named later", others)
    if noun in known.words:
        return Found(known, "short form of the name", others)
    if known.kind == "person" and not others and noun in known.offices:
        return Found(known, "role held by one person")
    return Found(known, "described so in the article", others)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A source's noun phrase, read: where its head ends (before *of …*), where it ends itself (before a comma or
    *who …*), the names in the source, and the one that its head is."""

    span: Span
    bare: str
    head_end: int
    end: int
    names: Sequence[Name]
    named: Name | None

    @classmethod
    def read(cls, cast: Cast, span: Span) -> _Phrase:
        """Read the source at a span."""
        names = cast.names_in(span.start, span.end)
        if names and names[-1].span.end > span.end and not _BLANK.search(cast.text, span.end - 1, names[-1].span.end):
            span = Span(span.start, names[-1].span.end)  # a name that the tagger cut in its hyphen
        whole = span.of(cast.text)
        names = [name for name in names if name.span.end <= span.end + 2]
        cut = _CUT.search(whole)
        bare = whole[: cut.start()] if cut and cut.start() > 0 else whole
        bare = _TIME_BEHIND.sub("", bare) or bare  # *Acme today announced*
        if names and (letters_behind := _LETTERS_BEHIND.search(bare)):  # *Ann Lee OBE*
            bare = bare[: letters_behind.start()] if names[-1].span.end <= span.start + len(bare) - 3 else bare
        end = span.start + len(bare)
        preposition = _HEAD_END.search(bare)
        head_end = span.start + preposition.start() if preposition else end
        named = next((n for n in names if n.span.start < head_end and _ends_at(cast.text, n, head_end)), None)
        if named is None and preposition:  # *Ministry of Defence*: the preposition stands inside the name
            inside = next((n for n in names if n.whole.start < head_end < n.span.end), None)
            if inside is not None:  # *Ministry of Defence officials*, … *spokesman Ann Lee*: the head is behind it
                behind = _HEAD_END.search(bare, inside.span.end - span.start)
                head_end = span.start + behind.start() if behind else end
                named = next((n for n in names if n.span.start < head_end and _ends_at(cast.text, n, head_end)), None)
        return cls(span, bare, head_end, end, names, named)

    def is_pair(self) -> bool:
        """Whether the source is two names (*Ann Lee and Bo Tan*)."""
        if self.named is None or self.named.body:
            return False
        return is_pair(self.names, self.span, self.bare[: self.named.span.start - self.span.start])
