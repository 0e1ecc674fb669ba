"""Names in a text: maximal runs of capitalised words, with the titles before them.

No list of people or places stands behind this; what a run names is read from the words around it, as a reader of a
foreign country's paper would.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.attribution import lexicon
from tracker.attribution.layout import Stretches
from tracker.records import Span
from tracker.segment import Segments

_WORD = re.compile(r"[^\W_]+(?:[’'\-.&/][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")
_PREFIXED = re.compile(r"(?:al|el|as|ash|an|ar|at|ad|az|abd|ibn|ben|d|o|m|l|de|van|von|bin)[-’']", re.I)
_PREFIX_LETTERS = frozenset("aeodmlvib")
_UNSPELT = re.compile(r"[’'`´ʻʼ.]")
_HEADLINE = 160  # characters of the longest line that is looked at as a headline
_SHORT = 3  # words; a run as short as this may be a name though a headline has it
_LONGEST_FORM = 6  # words of a name that is looked for in a headline
_COLON = re.compile(r":\s+")
_BLANK = re.compile(r"[\s\-‐‑–]+")
_NO_NAME = lexicon.CALENDAR | lexicon.PRONOUNS
_COMMON_ALONE = lexicon.ROLES | lexicon.CROWDS | lexicon.OPENERS
_BODY_JOINTS = lexicon.PARTICLES | lexicon.LINKERS
_LOOSE_JOINTS = frozenset(("in", "on", "and", "the", "for"))  # join only what is evidently a body's name
_ARTICLES = frozenset(("the", "a", "an"))


class Word(NamedTuple):
    """One word with its place."""

    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words.

    `titles` are the role words and honorifics before it (lower case), `span` is the name alone, `whole` takes the
    titles in. `body` says that a word such as *Ministry* or an acronym's shape makes it an organisation, `definite`
    that an article stands before it.
    """

    span: Span
    whole: Span
    text: str
    words: tuple[str, ...]
    titles: tuple[str, ...]
    body: bool
    definite: bool

    @property
    def roles(self) -> tuple[str, ...]:
        """The titles that say what somebody does."""
        return tuple(title for title in self.titles if title not in lexicon.HONORIFICS)


def fold(text: str) -> str:
    """A form in which spellings of one name compare equal: no case, marks, hyphens, apostrophes.

    >>> fold("Émile d’Arc-Lee")
    'emile darc lee'
    """
    if text.isascii():
        if text.isalnum():
            return text.lower()
        plain = text.lower()
    else:
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return _BLANK.sub(" ", _UNSPELT.sub("", plain)).strip()


def find_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of text."""
    return [Word(*m.span(), m[0]) for m in _WORD.finditer(text, start, len(text) if end is None else end)]


def is_capital(word: str) -> bool:
    """Whether a word could be part of a name: *Smith*, *al-Smith*, *d'Souza*; *iPhone* not."""
    first = word[0]
    if first.isupper():
        return True
    if first not in _PREFIX_LETTERS:
        return False
    match = _PREFIXED.match(word)
    return match is not None and word[match.end() : match.end() + 1].isupper()


def find_names(text: str, segments: Segments, *, dateline: Span | None = None) -> list[Name]:
    """All names of a text, in order, but for those of its dateline."""
    names = _Runs(text, segments, dateline).names()
    return names if dateline is None else [name for name in names if not dateline.overlaps(name.span)]


class _Runs:
    """Cuts a text's words into runs of capitals, and each run into titles and a name."""

    def __init__(self, text: str, segments: Segments, dateline: Span | None) -> None:
        self.text = text
        self.words = find_words(text)
        self.openings = {s.start for s in segments.sentences}
        self.openings.update(q.inner.start for q in segments.quotations)
        self.openings.update(m.end() for m in _COLON.finditer(text))
        if dateline is not None:
            self.openings.add(dateline.end)
        self.spelt = {w.text for w in self.words}
        self.headlines = Stretches(p for p in segments.paragraphs if _is_headline(p.of(text)))

    def names(self) -> list[Name]:
        """The names, in text order."""
        out: list[Name] = []
        headlined: list[tuple[int, int]] = []
        done = 0
        for i in [k for k, word in enumerate(self.words) if is_capital(word.text)]:
            if i < done:
                continue
            done = self._run_end(i)
            if self.headlines.hold(self.words[i].start):
                headlined.append((i, done))
            elif (name := self._name(i, done)) is not None:
                out.append(name)
        if headlined:
            forms = {name.words for name in out if len(name.words) <= _LONGEST_FORM}
            out += [name for i, j in headlined for name in self._headline_names(i, j, forms)]
            out.sort(key=lambda name: name.span.start)
        return out

    def _headline_names(self, i: int, j: int, forms: set[tuple[str, ...]]) -> list[Name]:
        """The names in a run of a headline, where every word has a capital: those that the story has too; where it has
        none of them, the run if it is short."""
        plain = [fold(_POSSESSIVE.sub("", word.text)) for word in self.words[i:j]]
        found: list[Name] = []
        k = 0
        while k < j - i:
            sizes = range(min(_LONGEST_FORM, j - i - k), 0, -1)
            size = next((n for n in sizes if tuple(" ".join(plain[k : k + n]).split()) in forms), 0)
            if size and (name := self._made(i + k, i + k, i + k + size, ())) is not None:
                found.append(name)
            k += size or 1
        if not found and j - i <= _SHORT and (name := self._name(i, j)) is not None:
            found.append(name)
        return found

    # ------------------------------------------------------------ runs

    def _joined(self, k: int) -> bool:
        """Whether word `k` follows the one before it within one name: a blank between them, or an initial's point."""
        left, right = self.words[k - 1], self.words[k]
        gap = self.text[left.end : right.start]
        if gap in (" ", "\xa0"):
            return True
        if gap in ("' ", "’ "):
            return left.low.endswith("s")
        if gap not in (". ", ".\xa0", "."):
            return False
        short = len(left.text) == 1 or left.low in lexicon.ABBREVIATIONS or "." in left.text
        return short and is_capital(left.text)

    def _run_end(self, i: int) -> int:
        """One past the last word of the run that starts at word `i`; particles and a body's *of* may stand inside."""
        words = self.words
        joined_body = self._joined_body(i)
        body = words[i].low in lexicon.BODIES or joined_body
        has_of = False
        j = i + 1
        while j < len(words) and not words[j - 1].text.endswith(("'s", "’s")) and self._joined(j):
            if is_capital(words[j].text):
                body = body or words[j].low in lexicon.BODIES
                j += 1
                continue
            k = self._joint_end(j, _BODY_JOINTS if body else lexicon.PARTICLES)
            if k == j or k >= len(words) or not is_capital(words[k].text) or not self._joined(k):
                break
            telling = words[j - 1].low in lexicon.BODIES or has_of or joined_body
            if words[j].low in _LOOSE_JOINTS and not telling:
                break
            has_of = has_of or any(w.low == "of" for w in words[j:k])
            j = k + 1
        return j

    def _joint_end(self, j: int, joints: frozenset[str]) -> int:
        """One past the small words (two at most) that stand at `j` between the capitals of one name."""
        k = j
        while k < min(len(self.words), j + 2) and self.words[k].low in joints and self._joined(k):
            k += 1
        return k

    def _joined_body(self, i: int) -> bool:
        """*the Metal and Engine Workers' Union*: after an article, capitals joined by *and* up to a body's word."""
        words = self.words
        if self.text[max(words[i].start - 4, 0) : words[i].start].lower() != "the ":
            return False
        for k in range(i + 1, min(i + 7, len(words))):
            capital = is_capital(words[k].text)
            if capital and words[k].low in lexicon.BODIES:
                return True
            if not (capital or words[k].low == "and") or not self._joined(k):
                return False
        return False

    # ------------------------------------------------------------ names

    def _name(self, i: int, j: int) -> Name | None:
        """The name in the run [i, j), without a sentence's opener, article, titles or weekday around it."""
        words = self.words
        opens = words[i].start in self.openings
        first = self._past_openers(i, j) if opens else i
        while first < j and words[first].low in _ARTICLES:
            first += 1
        i = first + _titles_end(words[first:j])
        titles = tuple(w.low.rstrip(".") for w in words[first:i])
        while j > i and (words[j - 1].low in lexicon.CALENDAR or words[j - 1].low in lexicon.LINKERS):
            j -= 1
        if i >= j or words[i].low in _NO_NAME:
            return None
        while i < j - 1 and titles and words[i].low in ("of", "the", "for"):
            i += 1
        if i + 1 == j and not titles and words[i].start in self.openings and words[i].low in _COMMON_ALONE:
            return None
        return self._made(first, i, j, titles)

    def _made(self, first: int, i: int, j: int, titles: tuple[str, ...]) -> Name | None:
        text, start, last = self.text, self.words[i].start, self.words[j - 1]
        owner = _POSSESSIVE.search(last.text)
        end = last.end - len(owner[0]) if owner else last.end
        parts = tuple(p for w in self.words[i : j - 1] for p in fold(w.text).split())
        parts += tuple(fold(text[last.start : end]).split())
        if not parts:
            return None
        acronym = j - i == 1 and len(last.text) > 1 and text[start:end].isupper()
        body = not titles and (acronym or not lexicon.BODIES.isdisjoint(parts))
        whole = self.words[first].start
        definite = "the " in (text[max(whole - 4, 0) : whole].lower(), text[whole : whole + 4].lower())
        return Name(Span(start, end), Span(whole, end), text[start:end], parts, titles, body, definite)

    def _past_openers(self, i: int, j: int) -> int:
        """Past the words of a run that have their capital from the sentence they open."""
        while i < j:
            low = self.words[i].low
            opener = low in lexicon.OPENERS and not (low in lexicon.OPENING_ADJECTIVES and i + 1 < j)
            # alone, and a common word elsewhere
            common = i + 1 == j and low in self.spelt and low not in lexicon.ROLES and low not in lexicon.HONORIFICS
            if not (opener or common):
                break
            i += 1
        return i


def _is_headline(paragraph: str) -> bool:
    """Whether nearly every long word of a short line has a capital."""
    if len(paragraph) > _HEADLINE or paragraph[-1] in '.!?"”':
        return False
    words = [word for word in paragraph.split() if len(word) > 3]
    return len(words) > _SHORT and sum(word[0].isupper() for word in words) > 0.75 * len(words)


def _titles_end(run: Sequence[Word]) -> int:
    """How many words of a run are titles: all up to its last role word (*Health Minister*), or an occupation
    by its ending before two more words (*Florist Ann Lee*)."""
    size = len(run)
    if size < 2:
        return 0
    end = 0
    while end < size - 1 and _is_title(run[end].low):
        end += 1
    if not any(_is_rank(w.low.rstrip(".")) for w in run[:end]):
        end = 0
    if not lexicon.is_given_name(run[0].low):
        for k in range(end + 1, min(end + 4, size - 1)):
            if run[k].low in lexicon.ROLES and lexicon.BODIES.isdisjoint(w.low for w in run[k + 1 :]):
                end = k + 1
        while 0 < end < size - 1 and run[end].low.rstrip(".") in lexicon.HONORIFICS:
            end += 1
    if end == 0 and size >= 3 and lexicon.is_occupation(run[0].low):
        end = 1
    return end


def _is_rank(bare: str) -> bool:
    return bare in lexicon.HONORIFICS or lexicon.is_role(bare) or bare in lexicon.ABBREVIATIONS


def _is_title(low: str) -> bool:
    bare = low.rstrip(".")
    return _is_rank(bare) or bare in lexicon.RANKS or bare.startswith(("ex-", "then-", "vice-", "co-"))
