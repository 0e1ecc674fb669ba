"""A cue → the reporter's distance: how far the article stands behind what it passes on.

The cue's first word or phrase that the lexicon (`cues`) knows decides, as it is negated, unreal or asked; a modifier
beside it (*falsely*, *without evidence*, *rightly*) overrules it. A cue nobody listed is neutral.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.certainty.cues import (
    BE,
    BY_EVIDENCE,
    DENYING,
    DETERMINERS,
    DUBIOUS,
    EVIDENCE,
    FALSELY,
    IF,
    LIGHT,
    MODALS,
    NOBODY,
    NOT,
    NOT_MERELY,
    OMITTING,
    PREPOSITIONS,
    REPORTEDLY,
    RIGHTLY,
    SENSES,
    SUBJECTS,
    TEXTS,
    UNADMITTED,
    UNREAL,
    UNSAID,
    VERB_OR_NOUN,
    WHETHER,
    WITHHOLDING,
    WORDS,
    Kind,
    phrases_by_word,
)
from tracker.records import Distance, Span

BEFORE, AFTER = 110, 150  # characters around the cue that are read
NEARBY = 200  # parts of a cue farther apart than this are not one expression

_TOKEN = re.compile(r"\w+(?:[-'’.]\w+)*|\n|[^\w\s]")
_QUOTES = frozenset("\"“”„«»‘’'")
_ENDS = frozenset(".?!\n")
_BOUNDARIES = _ENDS | _QUOTES | frozenset(",;:()—–-") | {"and", "but", "that", "who", "which", "because", "while"}

_PROOF = r"(?:evidence|proof|foundation|substantiation|corroboration|justification)\b"
_GIVING = r"(?:offer|provid|giv|gave|cit|present|produc|suppl)\w*"
_HAS_PROOF = re.compile(_PROOF, re.IGNORECASE)
_NO_PROOF_AFTER = re.compile(
    rf"^[\s,–—(]*(?:again\s+|repeatedly\s+)?(?:without|with\s+(?:no|little)|on\s+no)\s+(?:\w+\s+){{0,4}}?{_PROOF}"
    rf"|\bwithout\s+(?:\w+\s+)?{_GIVING}\s+(?:\w+\s+){{0,5}}?{_PROOF}"
    rf"|(?:,|\bbut|\byet|\bwhile|\bthough|\balthough)\s+(?:(?:he|she|it|they|has|have|had|so|far|then|also)\s+){{0,4}}"
    rf"{_GIVING}\s+(?:no|little|scant)\s+(?:\w+\s+){{0,2}}?{_PROOF}",
    re.IGNORECASE,
)
_NO_PROOF_BEFORE = re.compile(  # what opens the sentence: *Without evidence, the mayor*
    rf"(?:Without|With\s+no|(?:Offering|Providing|Citing|Giving|Presenting|Producing)\s+no)\s+(?:\w+\s+){{0,4}}?{_PROOF}"
    r",?\s+(?:[\w’'-]+\s+){0,5}$"
)
_SENTENCE_END = re.compile(r"[.?!][\"”’']?\s|\n")
_CLAIM_APPOSED = re.compile(r",\s+an?\s+(?:\w+\s+){0,2}(?:claim|allegation|assertion|boast|contention)\b")


@dataclass(frozen=True, slots=True)
class _Scene:
    """The cue among the words around it: lower case, with the characters they begin at. `first`..`last` is the cue."""

    text: str
    words: list[str]
    starts: list[int]
    first: int
    last: int
    source: frozenset[str]

    def before(self, index: int) -> list[str]:
        """The words of the clause before one, the nearest first."""
        out: list[str] = []
        for word in reversed(self.words[max(index - 9, 0) : index]):
            if word in _BOUNDARIES:
                break
            out.append(word)
        return out

    def after(self, index: int, width: int = 4) -> list[str]:
        """The words right after one, up to the end of the sentence."""
        out: list[str] = []
        for word in self.words[index + 1 : index + 1 + width]:
            if word in _ENDS:
                break
            out.append(word)
        return out


@dataclass(frozen=True, slots=True)
class _Head:
    """What decides in a cue: its kind, its lemma (None for a phrase), and its first and last words."""

    kind: Kind
    lemma: str | None
    start: int
    end: int


def find_distance(text: str, cue: Sequence[Span], source: Sequence[Span] = ()) -> Distance | None:
    """How far an article stands behind what a cue introduces; None where there is no cue.

    >>> find_distance("Police could not confirm that he had left.", [Span(17, 24)])
    'neutral'
    """
    spans = _together(cue)
    if not spans:
        return None
    scene = _look(text, spans, source)
    if scene.first > scene.last:
        return "neutral"
    head = _find_head(scene)
    return _modified(scene, head, "neutral" if head is None else _weigh(scene, head))


def _together(cue: Sequence[Span]) -> list[Span]:
    """The parts of a cue that stand together with its first."""
    spans = sorted(span for span in cue if len(span))
    return [span for span in spans if span.end - spans[0].start <= NEARBY or span == spans[0]]


def _look(text: str, spans: Sequence[Span], source: Sequence[Span]) -> _Scene:
    start, end = spans[0].start, spans[-1].end
    words, starts = [], []
    for match in _TOKEN.finditer(text, max(start - BEFORE, 0), end + AFTER):
        words.append(match[0].lower())
        starts.append(match.start())
    first, last = bisect_left(starts, start), bisect_left(starts, end) - 1
    while first < last and words[first] in _QUOTES:
        first += 1
    while first < last and words[last] in _QUOTES:
        last -= 1
    named = frozenset(word for span in source for word in span.of(text).lower().split())
    return _Scene(text, words, starts, first, last, named)


# ---------------------------------------------------------------- what decides


def _find_head(scene: _Scene) -> _Head | None:
    """The first phrase or word of the cue that the lexicon knows; of two that begin together, the phrase."""
    phrase, word = _find_phrase(scene), _find_word(scene)
    if phrase is None or (word is not None and word.start < phrase.start):
        return word
    return phrase


def _find_phrase(scene: _Scene) -> _Head | None:
    """The first phrase that has a word of the cue; the longest of those."""
    phrases, reach = phrases_by_word(), len(scene.before(scene.first))
    for start in range(scene.first - reach, scene.last + 1):
        best: tuple[int, Kind] | None = None
        for pattern, kind in phrases.get(scene.words[start], ()):
            match = pattern.match(scene.text, scene.starts[start])
            if match and match.end() > scene.starts[scene.first] and (best is None or match.end() > best[0]):
                best = (match.end(), kind)
        if best is not None:
            return _Head(best[1], None, start, bisect_left(scene.starts, best[0]) - 1)
    return None


def _find_word(scene: _Scene) -> _Head | None:
    for index in range(scene.first, scene.last + 1):
        word = scene.words[index]
        entry = WORDS.get(word)
        if entry is None or (word in VERB_OR_NOUN and _is_noun(scene, index)):
            continue
        lemma, kind = entry
        if _has_other_sense(scene, index, lemma):
            kind = Kind.NEUTRAL
        elif lemma in BY_EVIDENCE and not EVIDENCE.isdisjoint({*scene.source, *scene.before(index)}):
            kind = Kind.PROVING
        return _Head(kind, lemma, index, index)
    if not EVIDENCE.isdisjoint(scene.words[scene.first : scene.last + 1]):  # *the figures* (show)
        for word in scene.after(scene.last, 1):
            lemma, kind = WORDS.get(word, ("", Kind.NEUTRAL))
            return _Head(kind, lemma, scene.last + 1, scene.last + 1)
    return None


def _is_noun(scene: _Scene, index: int) -> bool:
    before = scene.before(index)
    return bool(before) and (before[0] in DETERMINERS or before[0].endswith(("'s", "’s")))


def _has_other_sense(scene: _Scene, index: int, lemma: str) -> bool:
    """Whether the words around a verb make it one that reports nothing: *claimed ten lives*, *a noted economist*."""
    if scene.words[index] == "noted" and scene.before(index)[:1] in (["a"], ["an"], ["the"]):
        return True
    senses = SENSES.get(lemma)
    after = scene.after(index)
    if lemma == "insist" and after[:1] == ["on"]:  # a demand: *insisted on a refund*, *on being paid*
        demanded = len(after) > 1 and (after[1].endswith("ing") or after[1] in DETERMINERS - {"the"})
        return demanded and not _is_direct(scene)
    if senses is None or scene.before(index)[:1] == ["it"]:  # *it emerged in court that*
        return False
    at_once, within = senses
    if lemma == "charge" and any(word in "$€£¥" or word[0].isdigit() for word in after[:2]):
        return True
    clause = next((at for at, word in enumerate(after) if word in ("have", "that")), len(after))
    return bool(after) and (after[0] in at_once or not within.isdisjoint(after[:clause]))


# ---------------------------------------------------------------- negated, unreal, asked


def _weigh(scene: _Scene, head: _Head) -> Distance:
    """What a head says where it stands."""
    before, after = scene.before(head.start), scene.after(head.end)
    negated = _is_negated(before)
    if head.kind is Kind.NEUTRAL:
        return _weigh_unsaid(head, before, after, negated=negated)
    if _is_asked(scene):
        return "neutral"
    if head.kind is Kind.DISTANCING:
        return "neutral" if negated else "distancing"
    if head.kind is Kind.GRANTING and not _has_clause(before, after):
        return "neutral"
    if head.kind is Kind.REMEMBERING and _is_direct(scene):
        return "neutral"
    if negated:
        return _weigh_negated(head, after)
    governor = _find_governor(before)
    kind = WORDS[governor][1] if governor in WORDS else None
    if kind is Kind.DISTANCING:  # *claims to have found*
        return "distancing"
    return "neutral" if kind is Kind.NEUTRAL or governor in UNREAL or _is_unreal(before) else "endorsing"


def _weigh_unsaid(head: _Head, before: list[str], after: list[str], *, negated: bool) -> Distance:
    omitted = negated and (head.lemma == "mention" or (head.lemma in UNSAID and not OMITTING.isdisjoint(before)))
    return "endorsing" if omitted and WHETHER.isdisjoint(after[:2]) else "neutral"


def _weigh_negated(head: _Head, after: list[str]) -> Distance:
    """*Refused to admit that* takes it for granted; *did not confirm that* and *did not reveal whether* do not."""
    if head.kind not in (Kind.ADMITTING, Kind.GRANTING) and head.lemma not in ("know", "learn", "realise"):
        return "neutral"
    said = "that" in after[:2]
    if head.kind is not Kind.ADMITTING or head.lemma in WITHHOLDING:
        return "endorsing" if said and head.kind is not Kind.GRANTING else "neutral"
    return "endorsing" if WHETHER.isdisjoint(after[:2]) and UNADMITTED.isdisjoint(after[:1]) else "neutral"


def _is_light(word: str) -> bool:
    return word in LIGHT or word.endswith("ly") or word in MODALS


def _is_negated(before: list[str]) -> bool:
    """Whether a negation reaches past the words before a head, which are given the nearest first."""
    light = True
    for index, word in enumerate(before):
        nearer = before[index - 1] if index else ""
        if light and (word in NOT or word.endswith(("n't", "n’t"))):
            return nearer not in NOT_MERELY
        if light and word in DENYING and nearer in ("to", "of", "from", "short"):
            return True
        if word in NOBODY and not _follows_preposition(before, index) and not nearer[:1].isdigit():
            return True
        light = light and _is_light(word)
    return False


def _follows_preposition(before: list[str], index: int) -> bool:
    return index + 1 < len(before) and before[index + 1] in PREPOSITIONS


def _find_governor(before: list[str]) -> str:
    """The verb or adjective that an infinitive hangs on, of the words before it, the nearest first; or nothing."""
    for index, word in enumerate(before):
        if word == "to":
            return next((w for w in before[index + 1 :] if not _is_light(w)), "")
        if not _is_light(word):
            break
    return ""


def _is_unreal(before: list[str]) -> bool:
    """Whether a head is only possible or supposed; its words before it the nearest first."""
    for index, word in enumerate(before):
        if word in MODALS:
            near = before[: index + 2]
            return not ("only" in near or "later" in near or _follows_preposition(before, index))
        if word == "to" or not _is_light(word):
            break
    return not IF.isdisjoint(before)


def _is_asked(scene: _Scene) -> bool:
    """Whether the cue stands in a question, outside what it introduces."""
    for word in scene.words[scene.last + 1 :]:
        if word == "?":
            return True
        if word in _ENDS or word in _QUOTES:
            break
    return False


def _has_clause(before: list[str], after: list[str]) -> bool:
    """Whether a clause, and no noun, follows or went before."""
    following = next((word for word in after if not word.endswith("ly")), "that")
    if before[:1] and before[0] in BE and following not in ("that", ","):
        return False
    return following in SUBJECTS or following in PREPOSITIONS or following in WHETHER or not following[0].isalnum()


def _is_direct(scene: _Scene) -> bool:
    """Whether the cue's sentence has a quotation that ends before the cue, or that it introduces."""
    for index in range(scene.first - 1, 0, -1):
        if scene.words[index] in _QUOTES:
            return scene.words[index - 1] in ",.?!…–—"
        if scene.words[index] in _ENDS:
            break
    after = [word for word in scene.after(scene.last, 2) if word not in ",:"]
    return bool(after) and after[0] in _QUOTES


# ---------------------------------------------------------------- modifiers


def _modified(scene: _Scene, head: _Head | None, plain: Distance) -> Distance:
    """What the words beside a cue make of its distance."""
    adverb = _find_adverb(scene, head)
    if adverb is not None:
        return "distancing" if adverb == "neutral" and plain == "distancing" else adverb
    if _is_doubted(scene) or _is_scare_quoted(scene):
        return "distancing"
    return "distancing" if plain == "neutral" and _is_unproved(scene) else plain


def _find_adverb(scene: _Scene, head: _Head | None) -> Distance | None:
    """What an adverb right before, in or right after the cue says; *reportedly* is neutral."""
    start = scene.first if head is None else head.start
    before = scene.before(start)
    near = scene.words[scene.first : scene.last + 1]
    for word in before[:4]:
        near.append(word)
        if not _is_light(word) and word != "and":
            break
    after = [word for word in scene.after(scene.last, 3) if word != ","]
    if after and (len(after) < 2 or after[1] in SUBJECTS or not after[1][0].isalnum()):
        near.append(after[0])
    for word in near:
        if word in FALSELY:
            return "distancing"
        if word in RIGHTLY:
            return None if _is_negated(before) else "endorsing"
        if word in REPORTEDLY:
            return "neutral"
    return None


def _is_doubted(scene: _Scene) -> bool:
    """Whether an adjective casts doubt on the text that the cue names."""
    for index in range(scene.first, scene.last + 1):
        if scene.words[index] in TEXTS and not DUBIOUS.isdisjoint(scene.words[max(index - 2, 0) : index]):
            return True
    return False


def _is_scare_quoted(scene: _Scene) -> bool:
    """Whether quotation marks hold the cue, and nothing else, at arm's length: *the “discovery” that*."""
    start, end = scene.starts[scene.first], scene.starts[scene.last] + len(scene.words[scene.last])
    if scene.last - scene.first > 2 or start == 0:
        return False
    return scene.text[start - 1] in _QUOTES and scene.text[end : end + 1] in _QUOTES


def _is_unproved(scene: _Scene) -> bool:
    """Whether the sentence adds that no evidence is given, or calls what was said a claim."""
    text, start = scene.text, scene.starts[scene.first]
    end = scene.starts[scene.last] + len(scene.words[scene.last])
    after = _SENTENCE_END.split(text[end : end + AFTER], maxsplit=1)[0]
    if _CLAIM_APPOSED.search(after):
        return True
    if _HAS_PROOF.search(after) and _NO_PROOF_AFTER.search(after):
        return True
    before = text[max(start - BEFORE, 0) : start]
    return bool(_HAS_PROOF.search(before) and _NO_PROOF_BEFORE.search(before))
