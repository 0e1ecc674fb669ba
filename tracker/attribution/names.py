"""Names in a text: maximal runs of capitalised words, with the titles before and the apposition behind them.

No list of people or places stands behind this; what a run names is read from the words around it, as a reader of a
foreign country's paper would.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tracker.attribution import lexicon
from tracker.records import Span
from tracker.segment import Segments

_WORD = re.compile(r"[^\W_]+(?:[’'\-.&/][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")
_PREFIXED = re.compile(r"(?:al|el|as|ash|an|ar|at|ad|az|abd|ibn|ben|d|o|m|l|de|van|von|bin)[-’']", re.I)
_ABBREVIATED = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "gen",
        "sen",
        "rep",
        "gov",
        "lt",
        "col",
        "sgt",
        "capt",
        "maj",
        "cpl",
        "cmdr",
        "adm",
        "prof",
        "rev",
        "st",
        "jr",
        "sr",
        "hon",
        "brig",
    ]
)
_ADJECTIVES = frozenset(
    [
        "local",
        "state",
        "federal",
        "national",
        "former",
        "senior",
        "top",
        "chief",
        "deputy",
        "acting",
        "interim",
        "retired",
        "second",
        "first",
    ]
)
_NAME_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "jnr", "snr"])


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its place."""

    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words.

    `titles` are the role words and honorifics before it (lower case), `span` is the name alone, `whole` takes the
    titles in. `body` says that a word such as *Ministry* or an acronym's shape makes it an organisation.
    """

    span: Span
    whole: Span
    text: str
    words: tuple[str, ...]
    titles: tuple[str, ...]
    body: bool
    definite: bool


def fold(text: str) -> str:
    """A form in which spellings of one name compare equal: no case, marks, hyphens, apostrophes or article *al-*."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[’'`´ʻʼ.]", "", plain)
    return re.sub(r"[\s\-‐‑–]+", " ", plain).strip()


def find_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of text."""
    return [
        Word(m.start(), m.end(), m.group(), m.group().lower())
        for m in _WORD.finditer(text, start, len(text) if end is None else end)
    ]


def is_capital(word: str) -> bool:
    """Whether a word could be part of a name: *Smith*, *al-Smith*, *d'Souza*, *iPhone* not."""
    first = word[0]
    if first.isupper():
        return True
    match = _PREFIXED.match(word) if first in "aeodmlvibAEODMLVIB" else None
    return match is not None and word[match.end() : match.end() + 1].isupper()


def find_names(text: str, segments: Segments) -> list[Name]:
    """All names of a text, in order."""
    words = find_words(text)
    starts = {s.start for s in segments.sentences}
    starts.update(q.inner.start for q in segments.quotations)
    lower_seen = {w.low for w in words if not is_capital(w.text)}
    out: list[Name] = []
    i = 0
    while i < len(words):
        if not is_capital(words[i].text):
            i += 1
            continue
        j = _run_end(text, words, i)
        name = _make_name(text, words, i, j, starts, lower_seen)
        if name is not None:
            out.append(name)
        i = j
    return out


def _gap_joins(text: str, left: Word, right: Word) -> bool:
    gap = text[left.end : right.start]
    if gap in (" ", "\xa0") or (gap in ("' ", "’ ") and left.low.endswith("s")):
        return True
    short = len(left.text) == 1 or left.low in _ABBREVIATED or "." in left.text
    return gap in (". ", ".\xa0", ".") and short and is_capital(left.text)


def _run_end(text: str, words: list[Word], i: int) -> int:
    """One past the last word of the run that starts at word `i`; particles and an organisation's *of* may stand inside."""
    j = i + 1
    body = words[i].low in lexicon.BODIES or _joined_body(text, words, i)
    while j < len(words):
        if words[j - 1].text.endswith(("'s", "’s")) or not _gap_joins(text, words[j - 1], words[j]):
            break
        if is_capital(words[j].text):
            body = body or words[j].low in lexicon.BODIES
            j += 1
            continue
        k = j
        allowed = lexicon.PARTICLES | lexicon.LINKERS if body else lexicon.PARTICLES
        while k < len(words) and words[k].low in allowed and k - j < 2 and _gap_joins(text, words[k - 1], words[k]):
            k += 1
        if k == j or k >= len(words) or not is_capital(words[k].text) or not _gap_joins(text, words[k - 1], words[k]):
            break
        if words[j].low in ("in", "on", "and", "the", "for") and not (
            words[j - 1].low in lexicon.BODIES or _has_of(words, i, j) or _joined_body(text, words, i)
        ):
            break
        j = k + 1
    return j


def _joined_body(text: str, words: list[Word], i: int) -> bool:
    """*the Metal and Engine Workers' Union*: after an article, capitals joined by one *and* up to a body's word."""
    if text[max(words[i].start - 4, 0) : words[i].start].lower() != "the ":
        return False
    for k in range(i + 1, min(i + 7, len(words))):
        if words[k].low in lexicon.BODIES and words[k].text[0].isupper():
            return True
        if not (is_capital(words[k].text) or words[k].low == "and") or not _gap_joins(text, words[k - 1], words[k]):
            return False
    return False


def _has_of(words: list[Word], i: int, j: int) -> bool:
    return any(w.low == "of" for w in words[i:j])


def _make_name(text: str, words: list[Word], i: int, j: int, starts: set[int], lower_seen: set[str]) -> Name | None:
    if words[i].start in starts:
        while i < j and (
            (words[i].low in lexicon.OPENERS and not (words[i].low in _ADJECTIVES and i + 1 < j))
            or _common_opener(words, i, j, lower_seen)
        ):
            i += 1
    while i < j and words[i].low in ("the", "a", "an"):
        i += 1
    first = i
    titles: list[str] = []
    for k in range(_titles_end(words, i, j)):
        titles.append(words[i + k].low.rstrip("."))
    i += len(titles)
    while j > i and (words[j - 1].low in lexicon.CALENDAR or words[j - 1].low in lexicon.LINKERS):
        j -= 1
    if i < j and words[i].low in lexicon.CALENDAR | lexicon.PRONOUNS:
        return None
    if i >= j:
        return None
    last = words[j - 1]
    end = last.end - len(m.group()) if (m := _POSSESSIVE.search(last.text)) else last.end
    while i < j - 1 and titles and words[i].low in ("of", "the", "for"):
        i += 1
    parts = tuple(p for w in words[i:j] for p in fold(w.text if w is not last else text[w.start : end]).split())
    if not parts:
        return None
    lows = [w.low for w in words[i:j]]
    body = bool(lexicon.BODIES.intersection(parts) and not titles) or (
        j - i == 1 and len(last.text) > 1 and text[words[i].start : end].isupper() and not titles
    )
    if (
        len(lows) == 1
        and not titles
        and lows[0] in lexicon.ROLES | lexicon.CROWDS | lexicon.OPENERS
        and words[i].start in starts
    ):
        return None
    before = text[max(words[first].start - 4, 0) : words[first].start].lower()
    return Name(
        Span(words[i].start, end),
        Span(words[first].start, end),
        text[words[i].start : end],
        parts,
        tuple(titles),
        body,
        before.endswith("the ") or text[words[first].start : words[first].start + 4].lower() == "the ",
    )


def _titles_end(words: list[Word], i: int, j: int) -> int:
    """How many words of the run [i, j) are titles: all up to its last role word (*Health Minister*), or an occupation
    by its ending before two more words (*Florist Ann Lee*)."""
    end = 0
    while i + end < j - 1 and _is_title(words[i + end].low):
        end += 1
    if not any(_is_rank(w.low.rstrip(".")) for w in words[i : i + end]):
        end = 0
    if end == 0 and not lexicon.BODIES.intersection(w.low for w in words[i:j]):
        for k in range(i + 1, min(i + 4, j - 1)):
            if words[k].low in lexicon.ROLES and words[i].low not in lexicon.MALE_NAMES | lexicon.FEMALE_NAMES:
                end = k - i + 1
    if end == 0 and j - i >= 3 and lexicon.is_occupation(words[i].low):
        end = 1
    return end


def _common_opener(words: list[Word], i: int, j: int, lower_seen: set[str]) -> bool:
    """Whether a sentence's first word is a common word with a capital: seen in lower case elsewhere, or alone and
    evidently a plural or a role."""
    low = words[i].low
    return i + 1 == j and low in lower_seen and low not in lexicon.ROLES and low not in lexicon.HONORIFICS


def _is_rank(bare: str) -> bool:
    return bare in lexicon.HONORIFICS or lexicon.is_role(bare) or bare in _ABBREVIATED


def _is_title(low: str) -> bool:
    bare = low.rstrip(".")
    return (
        _is_rank(bare)
        or bare
        in (
            "deputy",
            "former",
            "acting",
            "interim",
            "vice",
            "chief",
            "senior",
            "prime",
            "foreign",
            "defence",
            "defense",
        )
        or bare.startswith(("ex-", "then-", "vice-", "co-"))
    )


# ---------------------------------------------------------------- apposition and premodifiers


@dataclass(frozen=True, slots=True)
class Description:
    """What a text says of a name: its role in its own words, whom it belongs to, its gender where the words tell."""

    role: str | None = None
    affiliation: str | None = None
    head: str | None = None


_FINITE = (
    "said|says|told|tells|has|had|have|was|were|is|are|will|would|could|can|may|might|added|asked|wrote|did|does|do"
)
_APPOSITION = re.compile(r",\s+(?:(?:aged?\s+)?\d{1,3},\s+)?(?=\S)")
_STOP = re.compile(r"[,;:()“”\"–—.?!]|\s(?:who|which|that|whose|where|when|and|but|as|while|%s)\b" % _FINITE)
_AFFILIATION = re.compile(
    r"\s(at|of|for|with|from|in|to|on|by)\s+(?:the\s+)?((?:[^\W\d_][\w’'\-.&]*\s+(?:of|for|and|the|de|al)\s+(?:the\s+)?|[^\W\d_][\w’'\-.&]*\s*)+)"
)
_LEADING = re.compile(r"^(?:a|an|the|its|his|her|their|our|one of|another|who is|who was)\s+", re.I)


def describe(phrase: str) -> Description:
    """Read a noun phrase such as *an analyst at Acme Risk*, *the ministry's chief spokesman*, *mayor of Springfield*."""
    phrase = " ".join(phrase.split())
    bare = _LEADING.sub("", phrase)
    cut = re.search(r"\s(?:at|of|for|with|from|in|to|on|by|based|near|since|and)\b", bare)
    head_part = bare[: cut.start()] if cut else bare
    owner = re.match(r"(.+?)[’'](?:s\s|\s(?<=s’ )|\s(?<=s' ))", head_part)
    if owner:
        head_part = head_part[owner.end() :]
    words = find_words(head_part)
    if not words:
        return Description()
    head = words[-1].low
    role_words = [
        w for w in words if w.text[0].islower() or lexicon.is_role(w.low) or w.low in ("chief", "deputy", "senior")
    ]
    role_words = [w for w in role_words if not w.low.endswith(("-based", "-born")) and w.low not in lexicon.QUANTIFIERS]
    lead = [w.text for w in words[:-1] if is_capital(w.text) and w not in role_words and "based" not in w.low]
    role = " ".join(w.low if w.low in lexicon.ROLES else w.text for w in role_words) or None
    affiliation = owner.group(1) if owner else (" ".join(lead) or None)
    if cut and affiliation is None:
        rest = bare[cut.start() :]
        found = _AFFILIATION.match(rest)
        if found and is_capital(found.group(2).strip()) and found.group(1) != "in":
            affiliation = _capital_part(found.group(2))
        elif (tail := re.search(r"\s(?:at|for|with|of)\s+(?:the\s+)?((?:[A-ZÀ-Þ][\w’'\-.&]*\s?)+)", rest)) is not None:
            affiliation = tail.group(1).strip()
    return Description(role, re.sub(r"^(?:the|The)\s+", "", affiliation) if affiliation else None, head)


def _capital_part(text: str) -> str | None:
    words = text.split()
    kept: list[str] = []
    for word in words:
        if is_capital(word) or (kept and word in ("of", "for", "and", "the", "de", "al")):
            kept.append(word)
        else:
            break
    while kept and not is_capital(kept[-1]):
        kept.pop()
    return " ".join(kept).rstrip(".,") or None


def apposition(text: str, name_end: int, limit: int) -> str | None:
    """The noun phrase in apposition behind a name (*…, an analyst at Acme Risk,*), or None."""
    match = _APPOSITION.match(text, name_end)
    if match is None:
        return None
    start = match.end()
    stop = _STOP.search(text, start, min(limit, start + 140))
    if stop and stop.group().strip() in _FINITE.split("|"):
        return None  # *According to Lee, a sergeant told …*: a clause, not an apposition
    phrase = text[start : stop.start() if stop else min(limit, start + 140)]
    words = find_words(phrase)
    if not words or len(words) > 14:
        return None
    return phrase


def before_name(text: str, whole: Span, floor: int) -> str:
    """The words right before a name in its own noun phrase: *Damascus-based activist* of *… activist Ann Lee*."""
    left = text[max(floor, whole.start - 80) : whole.start]
    cut = max(
        (m.end() for m in re.finditer(r"[,;:()“”\"–—.?!]\s*|\s(?:and|but|as|while|that|said|says|told)\s", left)),
        default=0,
    )
    return left[cut:]
