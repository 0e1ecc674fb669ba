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

_EDGE = " \t\r\n\f\v\xa0\u2009\u200b\ufeff\"“”„‟«»`"
_SINGLE = "'‘’"
_TAIL = _EDGE + ",;:–—-"
_SENTENCE = re.compile(r"[.!?…]+[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[^\W_a-zß-öø-ÿ])|\n\s*\n?")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Maj|St|Jr|Sr|Hon|Brig|vs|No|Inc|Corp|Co|Ltd|etc|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|a\.m|p\.m)|\b[^\W\d_](?:\.[^\W\d_])*)\.$"
)
_SUBJECT = r"(?:I|we|he|she|they|it|you|there|this|that|these|those|nobody|no one|everyone|someone|nothing)"
_AUXILIARY = (
    r"(?:is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|shall|should|can|could|may|might|must|cannot|"
    r"isn[’']t|aren[’']t|wasn[’']t|weren[’']t|hasn[’']t|haven[’']t|hadn[’']t|don[’']t|doesn[’']t|didn[’']t|won[’']t|"
    r"wouldn[’']t|shouldn[’']t|can[’']t|couldn[’']t|[^\W\d_]+[’'](?:re|ve|ll|m|d))"
)
_VERB = re.compile(rf"\b{_AUXILIARY}\b|\b[^\W\d_]{{3,}}(?:ed|es|s)\b|\b(?:went|came|took|gave|said|made|saw|got|left|fell|began|"
                   r"held|kept|knew|lost|met|put|ran|sent|set|shot|told|thought|won|wrote|hit|cut|let|want|need|think|expect|"
                   r"believe|hope|know|see|say|go|come|fear|live|work|run|plan)\b", re.I)
_DETERMINED = r"(?:the|a|an|our|their|his|her|its|my|no|some|many|most|all|both|any|every|each|[^\W\d_a-z][\w’'\-]*)"
_CLAUSE = re.compile(
    rf",\s+(?=(?:and|but|so|yet|or)\s+(?:{_SUBJECT})\b\s+\S)"
    rf"|\s+(?=but\s+(?:{_SUBJECT})\b\s+\S)"
    rf"|,\s+(?=but\s+{_DETERMINED}\b(?:\s+[\w’'\-]+){{0,6}}?\s+{_AUXILIARY}\b)"
    r"|;\s+"
    r"|,?\s+(?=(?:and|but)\s+that\s+(?:the|a|an|it|he|she|they|we|there|no|some|[^\W\d_a-z])\b)",
)
_JOINT = re.compile(r"^(?:and|but|so|yet|or)\s+(?:that\s+(?=\w+\s+\w+))?", re.I)
_THAT = re.compile(r"^(?:that|how)\s+(?=\S+\s+\S+)", re.I)
_OPEN_CONDITION = re.compile(r"\b(?:if|unless|when|either|whether|while|because|although|though|neither|not only)\b", re.I)


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
    """Whether a sentence broken by its cue goes on in `piece`."""
    left = before.of(text).rstrip(_EDGE + _SINGLE)
    return left[-1:] not in (".", "!", "?", "…") and text[piece.start : piece.start + 1].islower()


def _sentences(text: str, span: Span) -> list[Span]:
    out = []
    start = span.start
    for match in _SENTENCE.finditer(text, span.start, span.end):
        if "\n" not in match.group() and _ABBREVIATION.search(text[max(span.start, match.start() - 8) : match.start() + 1]):
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
        if _OPEN_CONDITION.match(left.lstrip(_EDGE)) or left.count("(") > left.count(")"):
            continue
        if len(left.split()) >= 3 and len(right.split()) >= 3 and _VERB.search(left) and _VERB.search(right):
            out.append(Span(start, match.start()))
            start = match.end()
    out.append(Span(start, span.end))
    return out


def _trim(text: str, span: Span) -> Span:
    """Without marks and space at both ends, and without an unpaired single mark."""
    start, end = span.start, span.end
    while start < end and (text[start] in _TAIL or text[start] in _SINGLE):
        start += 1
    while end > start and (text[end - 1] in _TAIL or (text[end - 1] in _SINGLE and not _possessive(text, end))):
        end -= 1
    return Span(start, end)


def _possessive(text: str, end: int) -> bool:
    return end >= 2 and text[end - 2] in "sS" and text[end : end + 2].strip()[:1].isalpha()


def _claim(pieces: list[Span], attribution: Attribution, text: str) -> Claim | None:
    trimmed = [s for s in (_trim(text, p) for p in pieces) if len(s)]
    if not trimmed:
        return None
    span = Span(trimmed[0].start, trimmed[-1].end)
    words = " ".join(" ".join(s.of(text).rstrip(_TAIL).split()) for s in trimmed)
    readable = _readable(words, attribution, text)
    return Claim(span, readable) if readable else None


def _readable(words: str, attribution: Attribution, text: str) -> str | None:
    """A proposition as a sentence of its own; None where there is none."""
    words = _THAT.sub("", _JOINT.sub("", words))
    words = re.sub(r"''|``|[“”\"„«»]", "", words) if words.count('"') % 2 or not re.search(r"[“\"«„]", words) else words
    letters = re.findall(r"[^\W_]+", words)
    if not letters or (len(letters) == 1 and (letters[0].islower() or len(letters[0]) < 2)):
        return None
    if re.match(r"(?:not )?to\s+\w", words) and attribution.cue and attribution.source and attribution.speaker:
        cue = " ".join(attribution.cue[0].of(text).split())
        if attribution.source[0].start < attribution.cue[0].start < attribution.content[0].start:
            words = f"{attribution.speaker.name} {cue} {words}"
    sentence = words[0].upper() + words[1:]
    return sentence if sentence[-1] in ".!?…" else sentence + "."
