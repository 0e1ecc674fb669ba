"""What a claim says, whatever its certainty: a key that two claims share when they say the same thing, and their time.

*The dam will hold* and *the dam may hold* have one key, and so have *it is likely that talks resume in May* and *in May
the talks will resume*: hedges, modal verbs, auxiliaries, articles and framing are taken out, words are stemmed, and
phrases that begin with a preposition stand in any order. What is not said stays out of it: numbers, names, negation and
*should*, *must*, *can* are kept, and a passive is another thing. Precision goes first: what is not sure to be the same
has another key.

The key of a claim stands in the table `things`. Who changes a rule here writes a migration that fills it anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from tracker.stems import stem
from tracker.store.framing import FUTURE, OPEN, may_be_framed, unframed
from tracker.store.numerals import NUMBER_WORDS, with_numbers

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[,;%$£€?]")
_CONTRACTED = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"\bwon't\b", "will not"),
        (r"\bcan't\b|\bcannot\b", "can not"),
        (r"n't\b", " not"),
        (r"'ll\b", " will"),
        (r"'re\b", " are"),
        (r"'ve\b", " have"),
        (r"'m\b", " am"),
        (r"'d\b", " would"),
        (r"\b(it|that|there|he|she|who|what|here)'s\b", r"\1 is"),
    )
)
_PERCENT = re.compile(r"\bper cent\b", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MODALS = {"will": "f", "shall": "f", "would": "f", "may": "o", "might": "o", "could": "o", OPEN: "o", FUTURE: "f"}
_BE = {"am": "n", "is": "n", "are": "n", "was": "p", "were": "p", "be": "", "been": "", "being": ""}
_DO = {"do": "n", "does": "n", "did": "p"}
_HAVE = {"have": "n", "has": "n", "had": "p"}
_ARTICLES = _words("a an the this that these those")
_BEFORE_NOUNS = _ARTICLES | _words("his her its their our my your no some any all many few most several every each")
_PREPOSITIONS = _words(
    """in on at by from for with without within before after during since until till through throughout over under
    between against across near into onto via amid among around about behind beyond above below despite to"""
)
# What points to something that another text tells: two of them need not be of one thing.
_POINTING = _words("he she it they him her them this that these those here there who what which one ones so")
_NOT_VERBS = _words("hundred red bed need indeed naked sacred wicked biased")
# Past forms that do not end in -ed, those that are participles too, and participles alone.
_PAST = _words(
    """took gave went came became began broke spoke stole froze woke chose drove rode wrote rose fell grew knew threw
    blew flew drew withdrew saw ate shook wore tore swore bore hid bit sank drank swam rang sang shrank ran forbade
    forgot overcame underwent undertook arose lay beat"""
)
_PAST_OR_PARTICIPLE = _words(
    """left lost found built sent spent held kept sold told paid bought brought fought caught taught thought sought won
    shot met fed led bled fled sat stood understood withstood struck stuck hung dug made heard meant felt slept swept
    dealt burnt lent bent bound ground wound said hit cut put set spread hurt cost quit shut let shed bid cast split
    slid read sunk swung laid upheld rebuilt overthrown"""
)
_PARTICIPLES = _words(
    """taken given gone come become begun broken spoken stolen frozen woken chosen driven ridden written risen fallen
    grown known thrown blown flown drawn withdrawn seen eaten beaten shaken worn torn sworn born borne hidden bitten
    drunk swum rung sung shrunk run forbidden forgotten overcome undergone undertaken arisen done been had proven
    shown"""
)
_CALENDAR = _words(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday spring summer autumn winter easter christmas"""
)
_PASSIVE, _GOING_ON = "<passive>", "<going on>"
_BESIDE = _words("not never ever still already soon again now just even yet often always")
_GRAMMAR = _MODALS.keys() | _BE.keys() | _DO.keys() | _HAVE.keys() | _PREPOSITIONS | _ARTICLES | {"must", ",", ";"}
_OPENING = 9  # words within which the phrase before a statement ends, comma included
_MANY_WORDS = 32_768  # of so many it is kept what they are
_LONGEST = 2_000  # characters of a claim that are read
# What a word is to the reading: kept (and no more than that), or of grammar. What only joins (*the*, *and so on,*) is
# passed over.
_PLAIN, _KEPT, _MODAL, _IS, _DOES, _HAS, _PREPOSITION, _PASSED = range(8)
# What a word asks to be done before the reading.
_MAY_FRAME, _NUMBERS = 1, 2


class Thing(NamedTuple):
    """What a claim says. `key` is 64 bits with a sign; `times` has a letter for each of its finite verbs, in order:
    p(ast), n(ow), f(uture), o(pen: now or then), and is empty where only the very same words are the same thing."""

    key: int
    times: str


@lru_cache(maxsize=8)  # asked for key and times one after the other
def read_thing(text: str) -> Thing:
    """What a claim says.

    >>> read_thing("The dam will hold.").key == read_thing("I think the dam may hold").key
    True
    """
    (words, asks), hedged = _read_words(text[:_LONGEST]), False
    if asks & _MAY_FRAME:
        bare, hedged = unframed(" ".join([word.word for word in words]))
        words = list(map(_word, bare.split()))
    if asks & _NUMBERS:
        words = list(map(_word, with_numbers([word.word for word in words])))
    reading = _Reading(words)
    if len(text) > _LONGEST or not reading.says_enough:
        return Thing(_hashed("=" + text.lower().rstrip(".!?…\"” '")), "")
    return Thing(_hashed(reading.key), reading.times or ("o" if hedged else "n"))


def same_time(one: str, other: str) -> bool:
    """Whether what is said of these times can be the same: *may hold* is of *holds* as of *will hold*, *held* is apart.

    >>> same_time("o", "f"), same_time("n", "f"), same_time("p", "o")
    (True, False, False)
    """
    return len(one) == len(other) and all(
        a == b or {a, b} in ({"o", "n"}, {"o", "f"}) for a, b in zip(one, other, strict=True)
    )


def _hashed(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@lru_cache(maxsize=_MANY_WORDS)
def _tokens(piece: str) -> tuple[str, ...]:
    """The words and signs of what stands between two blanks: *(can't,* is ``can``, ``not`` and a comma."""
    if "'" in piece or "cannot" in piece:
        for pattern, words in _CONTRACTED:
            piece = pattern.sub(words, piece)
    return tuple(word.removesuffix("'s") for word in _TOKEN.findall(piece.replace("%", " percent")))


def _cased(word: str) -> str:
    """A word in lower case, or a name as it is."""
    return word if word[0].isupper() and word != "I" else word.lower()


class _Word(NamedTuple):
    """All that the reading asks of a word, found out once for all the claims it stands in."""

    what: int
    word: str
    stem: str
    is_past: bool  # *held*, *took*, where nothing before it makes it a participle
    is_participle: bool
    is_going: bool  # *holding*
    is_beside: bool  # *not*, *still*, *quickly*: what may stand between an auxiliary and its verb
    is_before_noun: bool  # what stands after it is no verb
    is_have: bool
    is_ought: bool  # *can*, *should*: its verb comes
    counts: bool  # neither points elsewhere nor is of grammar
    asks: int


@lru_cache(maxsize=_MANY_WORDS)
def _word(word: str) -> _Word:
    has_ed = _has_ed(word)
    both = word in _PAST_OR_PARTICIPLE or has_ed
    what = _what(word)
    is_past = both or word in _PAST
    is_beside = word in _BESIDE or (word.endswith("ly") and len(word) > 4)
    is_ought = word in ("can", "should", "ought")
    counts = word not in _POINTING and word not in _DO
    return _Word(
        what=_PLAIN if what == _KEPT and counts and not (is_past or is_beside or is_ought) else what,
        word=word,
        stem=stem(word.lower()),
        is_past=is_past,
        is_participle=both or word in _PARTICIPLES,
        is_going=word.endswith("ing") and len(word) > 5,
        is_beside=is_beside,
        is_before_noun=word in _BEFORE_NOUNS or word in _PREPOSITIONS,
        is_have=word == "have",
        is_ought=is_ought,
        counts=counts,
        asks=_MAY_FRAME * may_be_framed((word,)) | _NUMBERS * (word in NUMBER_WORDS or bool(_DIGIT.search(word))),
    )


class _Pieces(dict[str, _Word | tuple[_Word, ...]]):
    """The words of what stands between two blanks: one that asks for nothing, as most are, or any. Looked up for every
    word of every claim, so that each step on the way to what is known of a word counts."""

    def __missing__(self, piece: str) -> _Word | tuple[_Word, ...]:
        if len(self) >= _MANY_WORDS:
            self.clear()
        words = tuple(_word(_cased(word)) for word in _tokens(piece))
        found = self[piece] = words[0] if len(words) == 1 and not words[0].asks else words
        return found


_pieces = _Pieces()


def _read_words(text: str) -> tuple[list[_Word], int]:
    """The words in lower case, and what they ask for; a name keeps its capital. The first is a name only where a modal
    verb cannot stand."""
    text = (text.lower() if text.isupper() else text).replace("’", "'").replace("-", " ")
    if "cent" in text.lower():
        text = _PERCENT.sub(" percent", text)
    words: list[_Word] = []
    asks = 0
    first = ""
    for piece in text.split():  # no word has a blank in it, and most pieces come again
        found = _pieces[piece]
        if not words and found:
            first = _tokens(piece)[0]
        if isinstance(found, _Word):
            words.append(found)
            continue
        for word in found:
            words.append(word)
            asks |= word.asks
    if words:
        is_name = first.lower() in _MODALS and all(word.word != "?" for word in words)
        words[0] = _word(first if is_name else first.lower())
        asks |= words[0].asks
    return words, asks


def _what(word: str) -> int:
    if word in _MODALS or word == "must":
        return _MODAL
    for what, words in ((_IS, _BE), (_DOES, _DO), (_HAS, _HAVE), (_PREPOSITION, _PREPOSITIONS)):
        if word in words:
            return what
    return _PASSED if word in _GRAMMAR else _KEPT


class _Reading:
    """One pass over the words of a claim: what is kept of them, cut before prepositions, and the verbs' times."""

    def __init__(self, words: list[_Word]) -> None:
        self._words = words
        self._core: list[str] = []
        self._phrases: list[list[str]] = []
        self._current = self._core
        self._content = 0
        self._awaits = False  # an auxiliary has begun a verb that is not complete: *will*, *has not*
        self.times = ""
        opening = _opening([word.word for word in words]) if words and words[0].what == _PREPOSITION else 0
        for place, word in enumerate(words):
            if place == opening:
                self._current = self._core
            if word.what == _PLAIN:
                self._awaits = False
                self._content += 1
                self._current.append(word.stem)
            elif word.what == _KEPT:
                self._keep(place, word)
            elif word.what != _PASSED:
                self._read(place, word)

    @property
    def key(self) -> str:
        """The statement's own words in their order, then its phrases in none."""
        return "|".join([" ".join(words) for words in (self._core, *sorted(self._phrases))])

    @property
    def says_enough(self) -> bool:
        """Whether it can be known again: two words that neither point elsewhere nor are of grammar, three where its
        subject does (*he may vote for it*: of whom is that?)."""
        return self._content > (2 if self._core[:1] and self._core[0] in _POINTING else 1)

    def _read(self, place: int, known: _Word) -> None:
        """A word of grammar."""
        word = known.word
        if known.what == _PREPOSITION:
            self._current = [word]
            self._phrases.append(self._current)
        elif known.what == _MODAL:
            self._read_modal(place, word)
        elif known.what == _IS:
            self._verb(_BE[word], awaits=True)
            after = self._after(place)
            if after is not None and after.is_participle:
                self._current.append(_PASSIVE)
            elif after is not None and after.is_going:
                self._current.append(_GOING_ON)
        elif known.what == _DOES:
            self._verb(_DO[word], awaits=True)
        else:
            after = self._after(place)
            if after is not None and after.is_participle:
                self._verb("p", awaits=True)
            else:
                self._verb(_HAVE[word], awaits=False)
                self._current.append(known.stem)

    def _read_modal(self, place: int, word: str) -> None:
        """*May have held* is of the past. What *would have* or *could have* held did not: that is another thing."""
        following = self._next(place)
        have = False
        if following < len(self._words) and self._words[following].is_have:
            after = self._after(following)
            have = after is not None and after.is_participle
        if have and word in ("may", "might", "must", OPEN):
            return  # the past is that of *have*, which comes
        if word == "must" or (have and word in ("would", "could")):
            self._current.append(word)  # a duty, or what did not happen
            self._awaits = not have
        else:
            self._verb(_MODALS[word], awaits=True)

    def _verb(self, time: str, *, awaits: bool) -> None:
        """A finite verb, unless an auxiliary before it was that."""
        if not self._awaits:
            self.times += time
        self._awaits = awaits

    def _keep(self, place: int, known: _Word) -> None:
        """A word that is none of grammar, and more than plain."""
        if known.is_ought:
            self._awaits = True
        elif not known.is_beside:
            if known.is_past and place and not self._awaits and not self._words[place - 1].is_before_noun:
                self.times += "p"
            self._awaits = False
            self._content += known.counts
        self._current.append(known.stem)

    def _next(self, place: int) -> int:
        """The place of the next word that is no adverb beside a verb."""
        place += 1
        while place < len(self._words) and self._words[place].is_beside:
            place += 1
        return place

    def _after(self, place: int) -> _Word | None:
        following = self._next(place)
        return self._words[following] if following < len(self._words) else None


def _opening(words: Sequence[str]) -> int:
    """How many words a phrase before the statement takes: *in May*, *after a long night,*; 0 where there is none."""
    if not words or words[0] not in _PREPOSITIONS:
        return 0
    if "," in words[2:_OPENING]:
        return words.index(",")
    end = 1
    while end < len(words) and (words[end][0].isupper() or words[end][0].isdigit() or words[end] in ("next", "last")):
        end += 1
    dated = all(word.lower() in _CALENDAR or word[0].isdigit() for word in words[1:end])
    return end if end > 1 and end < len(words) and (dated or words[end] in _BEFORE_NOUNS) else 0


def _has_ed(word: str) -> bool:
    return len(word) > 3 and word.endswith("ed") and not word.endswith("eed") and word not in _NOT_VERBS
