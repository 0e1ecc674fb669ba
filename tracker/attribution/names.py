"""Names in a text: maximal runs of capitalised words, with the titles before them.

No list of people or places stands behind this; what a run names is read from the words around it, as a reader of a
foreign country's paper would.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tracker.attribution import lexicon
from tracker.attribution.bare_names import bared, without_opener
from tracker.attribution.layout import Stretches
from tracker.attribution.title_words import CLUBS, FIRM_ENDINGS, OPENERS_IN_NAMES, PARTISANS, PORTFOLIOS
from tracker.attribution.titles import OR_GIVEN, is_letters, is_only_titles, letters_start, titles_end
from tracker.attribution.words import PREFIXED, Name, Word, find_words, fold, is_capital
from tracker.records import Span
from tracker.segment import Segments

__all__ = ["Name", "Word", "find_names", "find_words", "fold", "is_capital"]

_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")
_HEADLINE = 160  # characters of the longest line that is looked at as a headline
_SHORT = 3  # words; a run as short as this may be a name though a headline has it
_LONGEST_FORM = 6  # words of a name that is looked for in a headline
_DASHED = re.compile(r"^[^\n]{2,60}? [-–—]{1,2} (?=[^\W\d_a-z])", re.M)  # a line that opens as with a dateline
_COLON = re.compile(r":\s+")
_NO_NAME = lexicon.CALENDAR | lexicon.PRONOUNS
_COMMON_ALONE = lexicon.ROLES | lexicon.CROWDS | lexicon.OPENERS
_BODY_JOINTS = lexicon.PARTICLES | lexicon.LINKERS
_LOOSE_JOINTS = frozenset(("in", "on", "and", "the", "for"))  # join only what is evidently a body's name
_ARTICLES = frozenset(("the", "a", "an"))
_NICK_OPENS = {' "': '" ', " “": "” ", " '": "' ", " ‘": "’ ", " (": ") "}  # what closes a nickname, by what opens it
_COLLECTIVES = frozenset(("women", "men", "people", "children", "king", "queen", "prince", "veteran", "girl", "boy"))
_MEMBERS = frozenset(("democrat", "republican", "tory", "libertarian"))  # *New Elm Republican* is nobody's name
_SEAT = re.compile(r"[DRI]-[^\W\d_a-z][\w.]*")  # *D-Ohio*
_COMPOUND = re.compile(
    r"-(?:based|inspired|aligned|led|backed|born|style|era|controlled|run|owned|occupied|held|affiliated|linked|area|wide)$"
)
_GIVEN_MONTHS = frozenset(("jan", "sun", "june", "august", "april"))  # *Jan Lee*
_NEVER_ALONE = (lexicon.OPENERS | lexicon.CALENDAR | {"democrat", "libertarian"}) - OPENERS_IN_NAMES


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
        self.openings.update(m.end() for m in _DASHED.finditer(text))
        if dateline is not None:
            self.openings.add(dateline.end)
        self.spelt = Counter(_bare(w.text) for w in self.words)
        self.inside = Counter(_bare(w.text) for w in self.words if is_capital(w.text) and w.start not in self.openings)
        # *RT* by itself is no pair of initials
        self.alone = {
            a.text for a, b in pairwise(self.words) if len(a.text) < 4 and a.text.isupper() and b.text.islower()
        }
        self.headlines = Stretches(
            p for i, p in enumerate(segments.paragraphs) if _is_headline(p.of(text), first=i == 0)
        )

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
        forms = {name.words for name in out}
        titles = {title for name in out for title in name.titles[-1:]} | OR_GIVEN
        surnames = {name.words[-1] for name in out if len(name.words) > 1 and name.words[0] not in titles}
        inner = {name.words for name in out if name.whole.start not in self.openings}
        out = [without_opener(name, forms, inner, self.text, self.spelt) for name in out]
        out = [bared(name, forms, self.text, self.spelt, titles, surnames) for name in out]
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
            if not size and lexicon.is_given_name(plain[k]) and tuple(" ".join(plain[k + 1 : k + 2]).split()) in forms:
                size = 2  # the headline alone has the given name
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
        if gap == ", ":
            return right.text in ("Jr", "Sr")
        if gap in ("' ", "’ "):
            owner = left.low in lexicon.BODIES and right.low not in lexicon.BODIES  # *Acme Airlines' Ann Lee*
            return not owner and (left.low.endswith("s") or left.low in lexicon.HONORIFICS)
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
        while j < len(words):
            if j - i < _SHORT and (behind := self._behind_nick(j)) > j:
                j = behind + 1
                continue
            if words[j - 1].text.endswith(("'s", "’s")) and not self._patron(i, j):
                break
            if not self._joined(j):
                break
            if is_capital(words[j].text):
                body = body or words[j].low in lexicon.BODIES
                j += 1
                continue
            office = self._office_end(j)
            if office > j:
                j = office
                continue
            k = self._joint_end(j, _BODY_JOINTS if body else lexicon.PARTICLES)
            if k == j or k >= len(words) or not is_capital(words[k].text) or not self._joined(k):
                break
            if [word.low for word in words[j:k]] == ["and", "the"]:
                break  # *the Guild and the Harbour Board* are two
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

    def _behind_nick(self, j: int) -> int:
        """One past the nickname in marks or brackets that begins at word `j`, where a name goes on behind it
        (*William "Bill" Orme*); `j` where there is none."""
        opening = _NICK_OPENS.get(self.text[self.words[j - 1].end : self.words[j].start])
        if opening is None or not is_capital(self.words[j].text) or self.words[j].low in _ARTICLES:
            return j
        for k in range(j + 1, min(j + 3, len(self.words))):
            gap = self.text[self.words[k - 1].end : self.words[k].start]
            if gap == opening:
                return k if is_capital(self.words[k].text) else j
            if gap != " ":
                break
        return j

    def _patron(self, i: int, j: int) -> bool:
        """Whether a possessive stands inside a body's name: *St Ann's Hospital*, *the Women's Institute*."""
        words = self.words
        if not self._joined(j) or not is_capital(words[j].text):
            return False
        owner = words[j - 1].low[:-2]
        patron = words[i].low.rstrip(".") in ("st", "saint") and j - i == 2
        return (patron or owner in _COLLECTIVES) and words[j].low in lexicon.BODIES

    def _office_end(self, j: int) -> int:
        """One past *of State* in *Secretary of State*, which stands at word `j`; `j` where there is no such thing."""
        words = self.words
        if words[j].low not in ("of", "for") or not lexicon.is_role(words[j - 1].low):
            return j
        k = j + 2 if j + 1 < len(words) and words[j + 1].low == "the" else j + 1
        if k >= len(words) or not words[k].text[0].isupper() or not self._joined(k):
            return j
        if words[k].low in PORTFOLIOS and (k + 1 >= len(words) or words[k + 1].low != "and"):
            return k + 1
        return self._long_office_end(j, k)

    def _long_office_end(self, j: int, k: int) -> int:
        """One past the name in *Minister for Seas and Rivers Ann Lee*, whose *for* stands at word `j`; `j` where no
        name ends the run: it does if the text has the surname again, or a known given name stands before it."""
        words = self.words
        if not words[j - 1].text[0].isupper():
            return j
        end = k
        while end < min(len(words), k + 9) and (end == k or self._joined(end)):
            if not (is_capital(words[end].text) or words[end].low in ("and", "of", "the")):
                break
            end += 1
        if end - k < 3 or words[end - 1].low in lexicon.BODIES or not is_capital(words[end - 1].text):
            return j
        given, surname = words[end - 2], _bare(words[end - 1].text)
        known = lexicon.is_given_name(given.low) or self.spelt[surname] > 1
        return end if known and is_capital(given.text) and given.low not in lexicon.BODIES else j

    def _joined_body(self, i: int) -> bool:
        """*the Iron and Tin Workers' Union*: after an article, capitals joined by *and* up to a body's word."""
        words = self.words
        if words[i].low == "the" and i + 1 < len(words):
            i += 1
        elif self.text[max(words[i].start - 4, 0) : words[i].start].lower() != "the ":
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
        while j > first and (words[j - 1].low in lexicon.CALENDAR or words[j - 1].low in lexicon.LINKERS):
            j -= 1
        first += self._is_portfolio(first, j)
        if first >= j:
            return None
        printed = [_bare(word.text) for word in words[first:j]]
        if self._names_nobody(printed, first, j):
            return None
        j = first + letters_start(printed)
        i = first + titles_end(printed[: j - first])
        titles = tuple(w.low.rstrip(".") for w in words[first:i])
        if i >= j or (words[i].low in _NO_NAME and not (j - i > 1 and words[i].low in _GIVEN_MONTHS)):
            return None
        while i < j - 1 and titles and words[i].low in ("of", "the", "for"):
            i += 1
        if i + 1 == j and not titles and words[i].start in self.openings and self._is_common(words[i]):
            return None
        return self._made(first, i, j, titles)

    def _is_common(self, word: Word) -> bool:
        """Whether the only word of a run that opens a sentence is no name: *Spokesman*, *Legislators*."""
        roles = word.low.endswith("s") and lexicon.is_role(word.low[:-1]) and word.text not in self.inside
        return word.low in _COMMON_ALONE or roles

    def _is_portfolio(self, first: int, j: int) -> bool:
        """Whether the first word belongs to an office in small letters: *secretary of State Ann Lee*."""
        words = self.words
        if j - first < 3 or first < 2 or words[first].low not in PORTFOLIOS:
            return False
        return words[first - 1].low in ("of", "for") and lexicon.is_role(words[first - 2].low)

    def _names_nobody(self, printed: Sequence[str], first: int, j: int) -> bool:
        """Whether a run is a title alone, a degree behind a comma, or several people (*House Republicans*)."""
        low = printed[-1].lower()
        at = self.words[first].start
        definite = self.text[max(at - 4, 0) : at].lower() == "the "
        surname = len(printed) == 1 and low in lexicon.HONORIFICS and not definite  # *Lama said*, but *the lama said*
        if (is_only_titles(printed) and not surname) or low in PARTISANS:
            return True
        if len(printed) == 1 and low in _NEVER_ALONE:
            return True
        if low in _MEMBERS and len(printed) > 1 and not lexicon.is_given_name(printed[0].lower()):
            return True
        if _SEAT.fullmatch(printed[0]) and len(printed) == 1:
            return True
        start, end = self.words[first].start, self.words[j - 1].end
        behind_comma = self.text[max(start - 2, 0) : start] == ", "
        if j - first == 1 and behind_comma and is_letters(printed[0]):
            return True
        if j - first > 1:
            return False
        if self._is_label(start, end):  # of a turn of talk
            return printed[0].isupper() and printed[0].capitalize() not in self.spelt and len(printed[0]) > _SHORT
        compound = "-" in printed[0] and printed[0].partition("-")[2].islower()
        return compound and start in self.openings and not PREFIXED.match(printed[0])

    def _is_label(self, start: int, end: int) -> bool:
        return (start == 0 or self.text[start - 1] == "\n") and self.text[end : end + 1] == ":"

    def _made(self, first: int, i: int, j: int, titles: tuple[str, ...]) -> Name | None:
        text, start, last = self.text, self.words[i].start, self.words[j - 1]
        owner = _POSSESSIVE.search(last.text) or _COMPOUND.search(last.text)
        if owner and self.words[i].low in ("st", "saint") and self._speaks(j):
            owner = None  # *St Ann's said*
        end = last.end - len(owner[0]) if owner else last.end
        nick = self._nick(i, j) if j - i > 2 else range(0)
        parts = tuple(p for k in range(i, j - 1) if k not in nick for p in self._parts(i, j, k))
        parts += tuple(fold(text[last.start : end]).split())
        if not parts:
            return None
        acronym = j - i == 1 and len(last.text) > 1 and text[start:end].isupper() and not self._is_label(start, end)
        acronym = acronym and text[start:end].capitalize() not in self.spelt
        firm = len(parts) > 1 and (parts[-1] in FIRM_ENDINGS or (parts[0] in CLUBS and self.words[i].text.isupper()))
        body = not titles and (acronym or firm or not lexicon.BODIES.isdisjoint(parts))
        whole = self.words[first].start
        definite = "the " in (text[max(whole - 4, 0) : whole].lower(), text[whole : whole + 4].lower())
        nicks = tuple(p for k in nick for p in fold(self.words[k].text).split())
        return Name(Span(start, end), Span(whole, end), text[start:end], parts, titles, body, definite, nicks)

    def _speaks(self, j: int) -> bool:
        return j < len(self.words) and self.words[j].low in lexicon.FINITE_VERBS

    def _parts(self, i: int, j: int, k: int) -> Sequence[str]:
        """Word `k` of the name [i, j), folded; the initials before a surname one by one (*J.K. Lee*, *JK Lee*)."""
        printed = self.words[k].text
        plain = printed.replace(".", "")
        initials = plain.isupper() and 1 < len(plain) < 4 and ("." in printed or plain.isalpha())
        if (
            k == i
            and initials
            and printed not in self.alone
            and lexicon.BODIES.isdisjoint(word.low for word in self.words[k + 1 : j])
        ):
            return list(plain.lower())
        return fold(printed).split()

    def _nick(self, i: int, j: int) -> range:
        """Which words of a run are a nickname in marks."""
        for k in range(i + 1, j):
            if (behind := self._behind_nick(k)) > k:
                return range(k, behind)
        return range(0)

    def _past_openers(self, i: int, j: int) -> int:
        """Past the words of a run that have their capital from the sentence they open."""
        while i < j:
            low = self.words[i].low
            opener = low in lexicon.OPENERS and not (low in lexicon.OPENING_ADJECTIVES and i + 1 < j)
            # alone, and a common word elsewhere
            common = i + 1 == j and low in self.spelt and low not in lexicon.ROLES and low not in lexicon.HONORIFICS
            common = common and self.inside[_bare(self.words[i].text)] <= self.spelt[low]  # *Mr Marsh* on *a marsh*
            if not (opener or common):
                break
            i += 1
        return i


def _bare(word: str) -> str:
    """A word without a possessive ending."""
    return word if word.isalpha() else _POSSESSIVE.sub("", word)


def _is_headline(paragraph: str, *, first: bool) -> bool:
    """Whether nearly every long word of a short line has a capital. A line that ends as a sentence does is one only at
    the very top, and if it is long enough to tell."""
    if len(paragraph) > _HEADLINE:
        return False
    words = [word for word in paragraph.split() if len(word) > 3]
    share, least = (0.75, _SHORT) if paragraph[-1] not in '.!?"”' else (0.85, 2 * _SHORT)
    if least > _SHORT and not (first and paragraph.split()[-1][0].isupper()):
        return False
    return len(words) > least and sum(word[0].isupper() for word in words) > share * len(words)
