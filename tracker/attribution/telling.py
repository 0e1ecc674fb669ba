"""Which of the attributions read inside another are kept, and how they are trimmed: somebody is told to have said,
reported, shown or believed something. What is wished, planned, asked or only imagined gives no claim (design 008).
"""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.attribution import lexicon
from tracker.attribution.linker import Link, TaggedSpan
from tracker.attribution.reporting import BELIEF, EVIDENCE, NEED_THAT, NOBODY, NOUNS, PAST, SPEECH, UNREAL
from tracker.records import Span

LEAST_WORDS = 3  # of a content
_ALL = 0.8  # of a passage
# The least mean token probability of its spans. Cues may be less sure: the word list has a say there, too.
_SURE = {"source": 0.4, "cue": 0.25, "content": 0.4}

THAT = re.compile(r"(?:and\s+|but\s+)?that\s+", re.I)
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|[’'](?:d|ll)\b")
_IF = re.compile(r"\b(?:if|unless|whether|should|had|no matter (?:what|who|how))\s+(?:\w+\s+){0,2}$", re.I)
CALLED = re.compile(r"\b(?:rang|called|phoned|wrote|texted|emailed|on|out|forward)\s*(?:me|us|him|her|them)?\s*$", re.I)
_PASSIVE = re.compile(
    r"(?:\w+\s+)?(?:is|are|was|were|has been|have been|had been|been)\s+(?:\w+ly\s+)?"
    r"(?:said|told|reported|alleged|claimed|believed|thought|warned|announced|confirmed|promised|suggested|found)\b",
    re.I,
)
_INFINITIVE = re.compile(r"(?:not\s+)?to\s", re.I)
_HEARD = re.compile(
    r"(?:me|us|you|him|her|them)\s+(?=that\s|(?:the|an?|it|he|she|they|we|there|his|her|its|their)\s)", re.I
)
_WARNED_OF = re.compile(r"(?!that\s)(?:[^,;]{1,40}?\s)?(?:of|about)\s+", re.I)
_FINITE = (
    r"(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|must|should|cannot|won[’']t|"
    r"\w+n[’']t|\w{2,}(?:ed|es))\b"
)
# *(told) the residents to leave*, but not *(said) the plan to leave was dropped*
_TOLD_TO = re.compile(
    r"(?!that\s)(?:[^\W\d_][\w’'\-]*\s+){1,4}?(?:not\s+)?to\s+(?!(?:the|an?|his|her|its|their|my|our)\b)"
    rf"(?!(?:\S+\s+){{1,4}}?{_FINITE})",
    re.I,
)
_DUMMY = re.compile(
    rf"(?:it|this|so|something|anything|nothing|what|which|as|much|more)\b(?!\s+(?:\w+ly\s)?{_FINITE}|[’'])|that\s+(?:and|or)\b|that,",
    re.I,
)
_BROKEN = re.compile(r"\bthat$|^(?:to|of|for|on)\s", re.I)
_STATEMENT = re.compile(
    rf"that\s|[\"“‘']|(?:there|I|he|she|it|we|they|you)(?:[’']\w+)?\s|(?:\S+\s+){{1,6}}?{_FINITE}", re.I
)
_LATELY = re.compile(
    r"(?<!\bon)(?<!\bin)(?<!\bof)(?<!\bfor)(?<!\bat)(?<!\bfrom)\s+"
    r"(?:(?:last|this|next|earlier this)\s\w+|yesterday|today|earlier|on\s[A-Z]\w+day)$"
)
_SUBJECTS = frozenset(("i", "we", "he", "she", "it", "they", "you"))
_THOSE = re.compile(r"\b(?:anybody|anyone|those|people|everyone|everybody|one|somebody|someone)\s*$", re.I)
# *quoted the welder as saying that …*
_AS_SAYING = re.compile(
    r"(?P<source>[^,;:]{2,80}?)\s+as\s+(?P<cue>saying|telling|warning|claiming|denying|writing|adding)\s+"
)
_QUOTING = frozenset("quote quotes quoted quoting cite cites cited citing".split())  # noqa: SIM905
_HEARER = re.compile(r"(?:[^\W\d_][\w’'\-]*\s+){1,6}?(?=that\s)")
# *claims by the union that …*
_CLAIM_BY = re.compile(
    rf"\b(?P<cue>{'|'.join(sorted(NOUNS))})\s+(?:made\s+)?(?:by|from|of)\s+(?P<source>[^,;:.]{{2,60}}?)\s+(?P<content>that\s+)",
    re.I,
)


def is_kept(found: Link, words: str) -> bool:
    """Whether a link read in a passage is an attribution of its own: it has a cue of reporting and a content, somebody
    who holds it (or a passive that names nobody), and it is told as a thing that happened."""
    if len(found.cue) != 1 or not found.content or not all(map(_is_sure, (*found.cue, *found.content))):
        return False
    cue = found.cue[0].span
    # whoever is told is no source, and the tagger is right to doubt it
    if not all(map(_is_sure, found.source)) and not _PASSIVE.match(cue.of(words)):
        return False
    said = words_of(words, cue)
    if said[-1:] in (["on"], ["for"]) and found.content[0].span.start < cue.start:
        return False  # *what he blamed on …*
    contents = [part.span.of(words) for part in found.content]
    content = contents[0]
    if len(contents) > 1 and any(_BROKEN.search(part) or _DUMMY.match(part) for part in contents):
        return False
    held = len(words_of(words, *(part.span for part in found.content))) - (THAT.match(content) is not None)
    if held < LEAST_WORDS or _is_no_statement(content, said) or _is_bare_noun(found, words, said):
        return False
    if not found.source:  # *it was announced that …*
        return _PASSIVE.match(cue.of(words)) is not None and found.content[0].span.start >= cue.end
    source = found.source[0].span
    if said[:1] == ["tell"] and words[: cue.start].rstrip().endswith(","):
        return False  # *Ann, tell them …*
    if source.of(words) == "who" and _THOSE.search(words[: source.start]):
        return False
    return _holds(said, words_of(words, source)) and not _is_unreal(words, source, cue, said)


def _is_sure(part: TaggedSpan) -> bool:
    return part.confidence >= _SURE[part.role]


def _holds(said: list[str], source: list[str]) -> bool:
    """Whether a source of these words can have said, shown or believed it."""
    if not source or not NOBODY.isdisjoint(source[:1]) or source[:2] == ["no", "one"]:
        return False
    pronoun = source[0] in lexicon.PRONOUNS and len(source) == 1
    if len(source) > 1 and source[0] in _SUBJECTS:
        return False  # *they hear a candidate (say)*
    if "according" in said:
        return not pronoun
    if pronoun and not EVIDENCE.isdisjoint(said):
        return False
    if source[0] in lexicon.FIRST and pronoun:
        return not PAST.isdisjoint(said)  # *I promise* is done by the words around it, *I promised* is told in them
    if not SPEECH.isdisjoint(said) or not NOUNS.isdisjoint(said):
        return True
    return not BELIEF.isdisjoint(said) and not pronoun


def _is_unreal(words: str, source: Span, cue: Span, said: list[str]) -> bool:
    """Whether the saying is denied or only imagined: *never said that*, *would say*, *if she says*. To doubt and not to
    believe are beliefs all the same."""
    first = min(source.start, cue.start)
    between = words_of(words, Span(source.end, cue.start)) if source.end <= cue.start else []
    unreal = UNREAL.intersection(said) | UNREAL.intersection(between)
    if unreal and BELIEF.isdisjoint(said):
        return True
    if said[:1] == ["to"] and not CALLED.search(words[: cue.start]):
        return True
    return _IF.search(words, max(first - 40, 0), first) is not None


def _is_no_statement(content: str, said: list[str]) -> bool:
    """Whether a content states nothing: what somebody is told or promises to do, *it* and the like, a question."""
    if _INFINITIVE.match(content) or _TOLD_TO.match(content) or _DUMMY.match(content):
        return True
    return not NEED_THAT.isdisjoint(said[-1:]) and not _STATEMENT.match(content)


def is_all(found: Link, words: str) -> bool:
    """Whether it is all that its passage says: then the attribution around it is this one, not fully seen."""
    parts = (*found.source, *found.cue, *found.content)
    return sum(len(part.span) for part in parts) > _ALL * len(words)


def trimmed(words: str, found: Link) -> Link:
    """Without a hearer at the content's beginning (*(told) her that …*), *warned years ago of X* without *of*, and
    without what does not belong together."""
    if not found.content or not found.cue:
        return found
    cue = found.cue[0].span
    behind = [part for part in found.content if part.span.start >= cue.end]
    before = [part for part in found.content if part.span.end <= cue.start]
    if len(found.content) > 1 and behind and (not before or THAT.match(words, behind[0].span.start)):
        return trimmed(words, replace(found, content=(behind[0],))) if before or len(behind) > 1 else found
    first = found.content[0].span
    said = cue.of(words).lower().split()
    match = _HEARD.match(words, first.start, first.end)
    if match is None and said and said[-1].startswith("warn") and first.start >= cue.end:
        match = _WARNED_OF.match(words, first.start, first.end)
    if match is not None and match.end() < first.end:
        first = Span(match.end(), first.end)
    source = tuple(replace(part, span=_without_day(words, part.span)) for part in found.source)
    return replace(found, source=source, content=(replace(found.content[0], span=first), *found.content[1:]))


def _without_day(words: str, source: Span) -> Span:
    """A source without the *last week* behind it."""
    found = _LATELY.search(words, source.start, source.end)
    return Span(source.start, found.start()) if found and found.start() > source.start else source


def _is_bare_noun(found: Link, words: str, said: list[str]) -> bool:
    """Whether the cue is a noun and the content no clause: *warnings about the dam*."""
    if not SPEECH.isdisjoint(said) or not BELIEF.isdisjoint(said) or "according" in said:
        return False
    if NOUNS.isdisjoint(said):
        return True
    start = found.content[0].span.start
    return words[start : start + 5].lower() != "that " and not words[:start].rstrip().lower().endswith("that")


def words_of(words: str, *spans: Span) -> list[str]:
    """The words of some spans, in small letters."""
    return [match.group().lower().replace("’", "'") for span in spans for match in WORD.finditer(span.of(words))]


def framed(words: str, cue: str) -> list[Link]:
    """What the words of reporting frame so that no tagger is asked: *X as saying …* behind *quoted*, and *claims by X
    that …*."""
    if not _QUOTING.isdisjoint(cue.split()) and (match := _AS_SAYING.match(words)):
        start = match.end()
        if (hearer := _HEARER.match(words, start)) and match["cue"] in ("telling", "warning"):
            start = hearer.end()
        return [_framed_link(match.span("source"), match.span("cue"), start, len(words))]
    if match := _CLAIM_BY.match(words):
        return [_framed_link(match.span("source"), match.span("cue"), match.start("content"), len(words))]
    return []


def _framed_link(source: tuple[int, int], cue: tuple[int, int], start: int, end: int) -> Link:
    return Link(
        (TaggedSpan("source", Span(*source), 0.9),),
        (TaggedSpan("cue", Span(*cue), 0.9),),
        (TaggedSpan("content", Span(start, end), 0.9),),
    )
