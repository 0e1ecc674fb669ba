"""The words around a claim that say how sure its speaker is, and nothing of what is claimed: taken out by pattern.

The patterns read words in lower case, one blank between two; a name begins with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

OPEN, FUTURE = "<open>", "<future>"
"""What stands in the place of framing that moves a claim's time: *is expected to*, *is going to*."""

_VERY = (
    r"(?:(?:very|quite|highly|most|more|almost|rather|pretty|fairly|increasingly|absolutely|entirely|now|also|still) )*"
)
_SURE = "likely|probable|possible|certain|clear|obvious|evident|conceivable|plausible|thinkable|undeniable|true"
_HELD = "thought|believed|said|reported|understood|assumed|presumed|expected|alleged|claimed|suspected|feared|rumoured"
# *It is possible to cross* claims something; *it is possible that* only frames.
_GOES_ON = r"(?= \S)(?! (?:to|for|of|in|on|at|by|with|as|if|when|about|enough|not|,)(?: |$))"
_THAT = rf"(?: that\b|{_GOES_ON})"
_WE = r"\b(?:i|we) "
_IT, _OURS = ("it ",), ("i ", "we ")
_FIRMLY = r"(?:(?:still|really|firmly|strongly|honestly|fully|do|now|would|also|just) )*"
_NO_DOUBT = "no doubt|little doubt|no question|every chance|some chance|every likelihood"
_CHANCE = r"an? (?:(?:very|good|strong|slim|real|small|fair|high|low|remote|serious|growing|great) )*"

# Each with what must stand in the words for it to be found: most of them need not be looked for.
_FRAMES = tuple(
    (needed, re.compile(pattern))
    for needed, pattern in (
        (
            _IT,
            r"\bit (?:is|was|seems|seemed|appears|appeared|looks|remains) (?:to be )?"
            rf"{_VERY}(?:{_SURE}|{_HELD}){_THAT}",
        ),
        (_IT, r"\bit (?:seems|seemed|appears|appeared|looks)(?: very much)? (?:as if|as though|like|that)\b"),
        (_IT, rf"\bit (?:seems|appears){_GOES_ON}"),
        (
            ("there ",),
            rf"\bthere (?:is|was) (?:{_NO_DOUBT}|{_CHANCE}(?:chance|possibility|likelihood|probability|danger)) that\b",
        ),
        (_OURS, rf"{_WE}{_FIRMLY}(?:think|believe|suppose|guess|suspect|expect|reckon|imagine|assume|presume){_THAT}"),
        ((", i ", ", we "), r", (?:i|we) (?:think|believe|suppose|guess|suspect|expect|reckon|imagine)$"),
        (_OURS, rf"{_WE}{_FIRMLY}(?:know|fear|feel|hope) that\b"),
        (
            _OURS,
            rf"{_WE}(?:am|are) {_VERY}(?:sure|certain|confident|convinced|persuaded|positive|optimistic){_THAT}",
        ),
        (_OURS, rf"{_WE}(?:have|had) no doubt{_THAT}"),
        (("my ", "our "), r"\b(?:in (?:my|our) (?:own )?(?:view|opinion|judgment|estimation)|to (?:my|our) mind)\b"),
        (("as far as ",), r"\bas far as (?:i|we) (?:know|can tell|can see)\b"),
        (
            ("in all ", "without ", "beyond "),
            r"\bin all (?:likelihood|probability)\b|\bwithout (?:(?:a|any) )?doubt\b"
            r"|\bbeyond (?:(?:any|all|a) )?doubt\b",
        ),
        (("no doubt", "of course", "for "), r"\bno doubt\b|\bof course\b|\bfor (?:sure|certain)$"),
    )
)
_ADVERBS = (
    "probably|possibly|perhaps|maybe|surely|certainly|definitely|undoubtedly|clearly|obviously|presumably|apparently|"
    "seemingly|evidently|supposedly|potentially|conceivably|reportedly|allegedly|hopefully|doubtless|arguably|purportedly"
)
_IN_ADVERBS = ("ly", "well", "perhaps", "maybe", "doubtless")  # one of these is in each of them
_ADVERB = re.compile(
    rf"\b{_VERY}(?:{_ADVERBS})\b"
    r"|(?<!\bthe )(?<!\ba )(?<!\bmost )\b(?:(?:very|quite|highly|most|more) )*likely\b(?! to\b)"  # no *likely winner*
    r"|(?<=\bmay )well\b|(?<=\bmight )well\b|(?<=\bcould )well\b"
)
# What is about how it is told, and neither what is claimed nor how surely.
_TOLD = tuple("indeed really simply actually also too however moreover meanwhile therefore".split())  # noqa: SIM905
_TELLING = re.compile(rf"\b(?:{'|'.join(_TOLD)})\b")
_AHEAD = re.compile(rf"\b(?:is|are|am) {_VERY}(?:going|about|set|due|bound|scheduled|certain|sure) to(?= \S)")
_MAYBE = re.compile(
    rf"\b(?:is|are|am|was|were) {_VERY}(?:likely|{_HELD}) to(?= \S)"
    r"|\b(?:seem|seems|seemed|appear|appears|appeared)(?: now)? to(?= \S)"
    rf"|\blooks? {_VERY}(?:set|likely|certain|sure) to(?= \S)"
)
# Where none of these words is, there is nothing to take out: most claims have no hedge, and are read in half the time.
_WORDS = frozenset(
    f"""{_SURE}|{_HELD}|{_ADVERBS}|seems|seemed|seem|appears|appeared|appear|looks|look|doubt|question|chance|likelihood
    |possibility|probability|danger|think|believe|suppose|guess|suspect|expect|reckon|imagine|assume|presume|know|fear
    |feel|hope|sure|confident|convinced|persuaded|positive|optimistic|view|opinion|judgment|estimation|mind|course|can
    |going|about|set|due|bound|scheduled|well|indeed|really|simply|actually|also|too|however|moreover|meanwhile
    |therefore""".replace("\n", "")
    .replace(" ", "")
    .split("|")
)


def may_be_framed(words: Iterable[str]) -> bool:
    """Whether there is a word of framing among these at all."""
    return not _WORDS.isdisjoint(words)


def unframed(words: str) -> tuple[str, bool]:
    """The words without framing, and whether there was any.

    >>> unframed("it is likely that talks resume in May")
    ('talks resume in May', True)
    """
    if not may_be_framed(words.split()):
        return words, False
    bare = words
    for needed, frame in _FRAMES:
        if _has(bare, needed):
            bare = frame.sub("", bare)
    if " to " in bare:
        bare = _MAYBE.sub(OPEN, _AHEAD.sub(FUTURE, bare))
    if _has(bare, _IN_ADVERBS):
        bare = _ADVERB.sub("", bare)
    hedged = bare != words
    if _has(bare, _TOLD):
        bare = _TELLING.sub("", bare)
    return " ".join(bare.split()), hedged


def _has(words: str, needed: tuple[str, ...]) -> bool:
    """Whether any of these stands in the words."""
    return any(one in words for one in needed)
