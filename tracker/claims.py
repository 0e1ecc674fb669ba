"""Attribution → claims: its content cut into propositions that read alone.

A content is cut at sentence ends, at semicolons, at *… and that …*, and at coordinated clauses with a subject and a
verb of their own (*We expect them to leave, but I don't think that will happen* is two). A quotation broken by its cue
is put together again. Without a parser the cuts are careful ones: where it is unclear whether the second part stands
alone, it stays.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.records import Attribution, Claim, Span

_EDGE = ' \t\r\n\f\v\xa0\u2009\u200b\ufeff"“”„‟«»`'
_SINGLE = "'‘’"
_TAIL = _EDGE + ",;:–—-"
_SENTENCE = re.compile(r"[.!?…]+[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[^\W_a-zß-öø-ÿ])|\n\s*\n?")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Maj|St|Hon|Brig|vs|No|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e)\.$"
)
_ABBREVIATION = re.compile(r"(?:\b(?:Jr|Sr|Inc|Corp|Co|Ltd|etc)|\b[^\W\d_](?:\.[^\W\d_])*)\.$")  # may end a sentence
_OPENING = re.compile(
    r"[\"“‘'«(\[]*(?:The|He|She|It|They|We|You|This|These|Those|There|But|And|So|His|Her|Their|Our|In|On|At|If|When|"
    r"After|Before|However|Now|As)\b"
)
_SUBJECT = r"(?:I|we|he|she|they|it|you|there|this|that|these|those|nobody|no one|everyone|someone|nothing)"
_AUXILIARY = (
    r"(?:is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|shall|should|can|could|may|might|must|cannot|"
    r"isn[’']t|aren[’']t|wasn[’']t|weren[’']t|hasn[’']t|haven[’']t|hadn[’']t|don[’']t|doesn[’']t|didn[’']t|won[’']t|"
    r"wouldn[’']t|shouldn[’']t|can[’']t|couldn[’']t|[^\W\d_]+[’'](?:re|ve|ll|m|d))"
)
_VERB = re.compile(
    rf"\b{_AUXILIARY}\b|\b[^\W\d_]{{3,}}(?:ed|es|s)\b|\b(?:went|came|took|gave|said|made|saw|got|left|fell|began|"
    r"held|kept|knew|lost|met|put|ran|sent|set|shot|told|thought|won|wrote|hit|cut|let|want|need|think|expect|"
    r"believe|hope|know|see|say|go|come|fear|live|work|run|plan)\b",
    re.I,
)
_DETERMINED = r"(?:the|a|an|our|their|his|her|its|my|no|some|many|most|all|both|any|every|each|[^\W\d_a-z][\w’'\-]*)"
_CLAUSE = re.compile(
    rf",\s+(?=(?:and|but|so|yet|or)\s+(?:{_SUBJECT})\b\s+\S)"
    rf"|\s+(?=but\s+(?:{_SUBJECT})\b\s+\S)"
    rf"|,\s+(?=but\s+{_DETERMINED}\b(?:\s+[\w’'\-]+){{0,6}}?\s+{_AUXILIARY}\b)"
    r"|;\s+"
    r"|,?\s+(?=(?:and|but)\s+that\s+(?:the|a|an|it|he|she|they|we|there|no|some|[^\W\d_a-z])\b)",
)
_JOINT = re.compile(rf"^(?:(?:and|but)\s+|(?:so|yet|or)\s+(?={_SUBJECT}\b))", re.I)
_THAT = re.compile(
    rf"^(?:that\s+(?!{_AUXILIARY}\b)(?=\S+\s+\S)|how\s+(?=(?:{_SUBJECT}|the|an?|our|their|his|her|its|my|[^\W\d_a-z][\w’'\-]*)\s+\S))"
)
_OWN_CLAUSE = re.compile(rf"(?:and|but|so|yet|or)\s+(?:{_SUBJECT}\b|that\s+\S)\s*\S")
_RELATIVE = re.compile(r"(?:of\s+|to\s+|for\s+|in\s+)?(?:which|who|whom|whose|that|what)\W*")
_THIS = re.compile(r"(?:is|was|has|had|does|did|will|would|could|can|may|might|must|should)\b")
_MARKS = re.compile(r"''|``|[“”\"„«»]")
_PAIRS = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"))
_FRAGMENT = 6  # words; with no verb among them they are no sentence
_OPEN_CONDITION = re.compile(
    r"\b(?:if|unless|when|either|whether|while|because|although|though|neither|not only)\b", re.I
)

_OPEN_PHRASE = re.compile(r"(?:not )?(?:to\s+[\"“]?\w|(?:how|whether|why|when|where|what|who)\b)", re.I)
_THAT_CLAUSE = re.compile(rf"that\s+(?!{_AUXILIARY}\b)\S+\s+\S")
_NEGATED = re.compile(r"\b(?:not|never|no)\b|n[’']t\b")
_TIME_BEHIND = re.compile(r"\s(?:(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|later)$")
_HEARER = re.compile(r"(?:[\w’'\-]+\s+){0,5}[\w’'\-]+")  # *told his lawyer* to wait
_POSSESSIVE = re.compile(r"[’']s$|s[’']$")
_OWNERS = frozenset(("his", "her", "its", "their", "our", "my", "your"))
# cues whose content is a sentence even where no auxiliary shows it
_SAYING = frozenset(
    """said says say saying told tells added adds adding wrote writes noted notes stated states argued argues insisted
    claimed claims explained replied warned testified recalled continued that""".split()  # noqa: SIM905
)


def make_claims(attribution: Attribution, text: str) -> Attribution:
    """The same attribution with its claims. A content without a proposition (*which*, *so*) gives none."""
    claims: list[Claim] = []
    for pieces in _propositions(attribution, text):
        claim = _claim(pieces, attribution, text)
        if claim is not None:
            claims.append(claim)
    return replace(attribution, claims=tuple(claims))


def _propositions(attribution: Attribution, text: str) -> list[list[Span]]:
    """Lists of pieces, one list a proposition; more than one piece where its cue breaks a sentence."""
    out: list[list[Span]] = []
    for number, content in enumerate(attribution.content):
        parts = [p for s in _sentences(text, content) for p in _clauses(text, s)]
        if not parts:
            continue
        if number and out and _goes_on(text, attribution.content[number - 1], parts[0]):
            out[-1].append(parts.pop(0))
        out += [[part] for part in parts]
    return out


def _goes_on(text: str, before: Span, piece: Span) -> bool:
    """Whether a sentence broken by its cue goes on in `piece`: with a small letter that opens no clause of its own, or
    behind words too few to be a sentence (*"The bridge," she said, "Ann's bridge, is safe."*)."""
    left = before.of(text).rstrip(_EDGE + _SINGLE)
    right = piece.of(text).lstrip(_EDGE + _SINGLE)
    if left[-1:] in (".", "!", "?", "…") or _OWN_CLAUSE.match(right):
        return False
    fragment = len(left.split()) <= _FRAGMENT and not _VERB.search(left)
    return right[:1].islower() or (fragment and not re.search(r"[.!?]", text[before.end : piece.start]))


def _sentences(text: str, span: Span) -> list[Span]:
    out = []
    start = span.start
    for match in _SENTENCE.finditer(text, span.start, span.end):
        left = text[max(span.start, match.start() - 8) : match.start() + 1]
        if "\n" not in match.group() and (
            _TITLE.search(left) or (_ABBREVIATION.search(left) and not _OPENING.match(text, match.end(), span.end))
        ):
            continue
        out.append(Span(start, match.end()))
        start = match.end()
    out.append(Span(start, span.end))
    return [s for s in out if len(s)]


def _clauses(text: str, span: Span) -> list[Span]:
    out = []
    start = span.start
    for match in _CLAUSE.finditer(text, span.start, span.end):
        left, right = text[start : match.start()], text[match.end() : span.end]
        if _OPEN_CONDITION.match(left.lstrip(_EDGE).removeprefix("that ")) or left.count("(") > left.count(")"):
            continue
        if len(left.split()) >= 3 and len(right.split()) >= 3 and _VERB.search(left) and _VERB.search(right):
            out.append(Span(start, match.start()))
            start = match.end()
    out.append(Span(start, span.end))
    return out


def _trim(text: str, span: Span) -> Span:
    """Without the marks around it and space at both ends, and without an unpaired single mark. A mark whose partner
    stands inside (*it was "safe"*) stays."""
    start, end = span.start, span.end
    while start < end and (text[start] in _TAIL or text[start] in _SINGLE):
        start += 1
    while end > start and (text[end - 1] in _TAIL or (text[end - 1] in _SINGLE and not _possessive(text, end))):
        end -= 1
    words = text[start:end]
    for opener, closer in _PAIRS:
        if text[end : end + 1] == closer and end < span.end and _unpaired(words, opener, closer) > 0:
            return Span(start, end + 1)
        if text[start - 1 : start] == opener and start > span.start and _unpaired(words, opener, closer) < 0:
            return Span(start - 1, end)
    return Span(start, end)


def _unpaired(words: str, opener: str, closer: str) -> int:
    """1 where the words leave a mark open, -1 where they close one that they did not open, else 0."""
    if opener != closer:
        open_at = words.rfind(opener) > words.rfind(closer)
        first = words.find(closer)
        return 1 if open_at else -1 if first >= 0 and opener not in words[:first] else 0
    if words.count(opener) % 2 == 0:
        return 0
    at = words.find(opener)
    return 1 if at == 0 or not words[at - 1].isalnum() else -1


def _possessive(text: str, end: int) -> bool:
    return end >= 2 and text[end - 2] in "sS" and text[end : end + 2].strip()[:1].isalpha()


def _claim(pieces: list[Span], attribution: Attribution, text: str) -> Claim | None:
    trimmed = [s for s in (_trim(text, p) for p in pieces) if len(s)]
    if len(trimmed) > 1 and _RELATIVE.fullmatch(trimmed[0].of(text)):
        relative, trimmed = trimmed[0].of(text), trimmed[1:]
    elif trimmed and (found := _relative_clause(text, trimmed[0])):
        relative, trimmed = found.of(text), [Span(found.end, trimmed[0].end), *trimmed[1:]]
    else:
        relative = ""
    if not trimmed:
        return None
    trimmed[-1] = _with_bracket(text, trimmed[-1])
    span = Span(trimmed[0].start, trimmed[-1].end)
    words = " ".join(" ".join(s.of(text).strip(_TAIL).split()) for s in trimmed)
    if relative.startswith(("which", "that")) and _THIS.match(words):
        words = f"this {words}"  # *which, he said, was illegal*
    if _leans_on_cue(words, trimmed[0], attribution, text):
        hearer = text[attribution.cue[0].end : trimmed[0].start].strip(_TAIL + _SINGLE)
        cue = " ".join(f"{attribution.cue[0].of(text)} {hearer}".split())
        if relative.startswith(("which", "that")):  # *which some attributed to a leak*
            begins = re.match(r"(?:to|on|as|for)\b", words)
            cue = f"{cue} this" if begins else re.sub(r"(\w+)(?=\s(?:to|on|as|for)$)", r"\1 this", cue)
        words = f"{_owner(_who(attribution, text), attribution, text)} {cue} {words}"
    readable = _readable(words)
    return Claim(span, readable) if readable else None


def _relative_clause(text: str, span: Span) -> Span | None:
    """The *which* or *who* of a relative clause (*a law, which was illegal*), with the space behind it; None for that
    of a question."""
    found = re.compile(r"(?:which|who)\s+(?=\S)").match(text, span.start, span.end)
    return Span(span.start, found.end()) if found and text[: span.start].rstrip()[-1:] == "," else None


def _with_bracket(text: str, span: Span) -> Span:
    """The span with the bracket that closes directly behind it, where it opens one and leaves it open."""
    words = span.of(text)
    for opener, closer in ("()", "[]"):
        if words.rfind(opener) > words.rfind(closer) and text[span.end : span.end + 1] == closer:
            return Span(span.start, span.end + 1)
    return span


def _without_open_brackets(words: str) -> str:
    """The words without brackets that are never closed."""
    left: list[int] = []
    for at, character in enumerate(words):
        if character in "([":
            left.append(at)
        elif character in ")]" and left:
            left.pop()
    for at in reversed(left):
        words = words[:at] + words[at + 1 :]
    return words


def _balanced(words: str) -> bool:
    """Whether every double mark has its partner."""
    count = words.count
    low = count("„")
    return (
        count('"') % 2 == 0
        and (count("”") + count("“") == low if low else count("“") == count("”"))
        and count("«") == count("»")
        and count("``") == count("''")
    )


def _leans_on_cue(words: str, first: Span, attribution: Attribution, text: str) -> bool:
    """Whether a proposition is no sentence without what comes before it: *(plans) to leave*, *(blamed) the rebels for
    the fire*, *(would not say) how much longer*. Only where source, cue and content follow each other closely."""
    if attribution.kind == "direct" or not (attribution.cue and attribution.source and attribution.speaker):
        return False
    cue = attribution.cue[0]
    if attribution.source[-1].start > cue.start or first.start < cue.end:
        return False
    between = text[cue.end : first.start].strip(_EDGE + _SINGLE)
    if _OPEN_PHRASE.match(words):
        # what a paper tells somebody to do is compared by its words alone
        told_to = attribution.speaker.kind != "document" and _HEARER.fullmatch(between) is not None
        return not between or told_to
    told = " ".join(cue.of(text).lower().split())
    that = _THAT_CLAUSE.match(attribution.content[0].of(text)) and not _NEGATED.search(told)
    if between or that or not any(map(str.isalpha, told)):
        return False
    plain = _TIME_BEHIND.sub("", told).rpartition(" ")[2] in _SAYING
    return not plain and not re.search(rf"\b{_AUXILIARY}\b", words, re.I)


def _owner(who: str, attribution: Attribution, text: str) -> str:
    """The speaker before a cue that is a noun (*Acme's decision to close*): as its owner, where the source is one."""
    source = attribution.source[-1].of(text)
    owns = _POSSESSIVE.search(source) or source.casefold() in _OWNERS
    if not owns or attribution.source[-1].end + 1 < attribution.cue[0].start or not who:
        return who
    return who if _POSSESSIVE.search(who) or who.casefold() in _OWNERS else f"{who}’s"


def _who(attribution: Attribution, text: str) -> str:
    """How a claim names its speaker: by name, or in the source's own words where there is none."""
    speaker = attribution.speaker
    if speaker is None or speaker.kind in ("person", "organization"):
        return speaker.name if speaker else ""
    words = " ".join(attribution.source[0].of(text).split())
    if not words.startswith(speaker.name):  # of a list (*Lee, Tan and Orme*) it is all
        words = re.split(r"\s*,", words)[0]
    return words if len(words) > 4 else speaker.name


def _readable(words: str) -> str | None:
    """A proposition as a sentence of its own; None where there is none."""
    words = _THAT.sub("", _JOINT.sub("", words))
    words = words if _balanced(words) else _MARKS.sub("", words)
    words = " ".join(_without_open_brackets(words).split())
    letters = re.findall(r"[^\W_]+", words)
    if not letters or (len(letters) == 1 and (letters[0].islower() or len(letters[0]) < 2)):
        return None
    sentence = words[0].upper() + words[1:]
    return sentence if sentence[-1] in ".!?…" else sentence + "."
