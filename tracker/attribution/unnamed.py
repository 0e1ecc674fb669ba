"""Sources without a name: how many the article says they are, and why it does not name them.

News English puts the reason into a clause of the same sentence (*two officials who asked not to be named because …*,
*a diplomat, speaking on condition of anonymity, said*) or into a sentence beside it (*Both spoke on condition of
anonymity*).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from tracker.attribution.layout import Layout

_ABOUT = (
    r"(?:(?:at\s+least|at\s+most|more\s+than|fewer\s+than|less\s+than|up\s+to|as\s+many\s+as|no\s+fewer\s+than|over|nearly|"
    r"almost|about|around|some|roughly|approximately|only|just|the|other|all|its|his|her|their|these|those|our|my)\s+){0,3}?"
)
_NUMBER = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|(?:tens|hundreds)\s+of\s+(?:thousands|millions)|millions|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half\s+a\s+dozen|a\s+dozen|dozens|a\s+couple|"
    r"a\s+handful|a\s+number|scores|hundreds|thousands|several|many|most|both|a\s+few|\d[\d,]*"
)
_COUNT = re.compile(
    rf"({_ABOUT})\b({_NUMBER})(?=\s)(?!\s+(?:per\s?cent|percent|%|in\s+\w+\s|(?:out\s+)?of\s+\d|year|month|week|day)|-)",
    re.I,
)
_ONE = re.compile(r"one\b(?!\s+in\s)", re.I)
_OWNERS = re.compile(r"\b(?:the|other|all|its|his|her|their|these|those|our|my)\s+", re.I)

_ANONYMOUS = re.compile(
    r"\b(?:on|under)\s+(?:the\s+)?(?:strict\s+|a\s+)?(?:condition|promise|guarantee|cover)\s+(?:of|that)\s+(?:strict\s+)?"
    r"(?:anonymity|(?:his|her|their|its)\s+names?\s+not\s+be\s+\w+|(?:he|she|they)\s+(?:not\s+be|remain)\s+\w+)"
    r"|\banonymously\b|\boff\s+the\s+record\b|\b(?:requested|asked\s+for|seeking|requesting|granted)\s+anonymity\b"
    r"|\b(?:ask|asks|asked|asking|request|requested|requesting|wish|wished|wishing|want|wanted|wanting|prefer|preferred|"
    r"preferring|insist|insisted|insisting|like|begged)\s+(?:that\s+(?:he|she|they)\s+)?(?:not\s+to\s+be|to\s+not\s+be|"
    r"to\s+be|not\s+be|to\s+remain|to\s+stay)\s+(?:named|identified|quoted\s+by\s+name|anonymous|nameless|unnamed|"
    r"identified\s+only\s+\w+\s+[^,.;]{1,40})"
    r"|\b(?:declined|declining|refused|refusing|not\s+want(?:ing)?|unwilling|reluctant|afraid)\s+(?:to\s+be\s+(?:named|"
    r"identified|quoted\s+by\s+name)|to\s+give\s+(?:his|her|their|a)\s+(?:full\s+|last\s+|real\s+)?(?:names?|surnames?))"
    r"|\b(?:would|could|can|may|must|did|should|do)\s*(?:not|n[’']t)\s+(?:(?:want\s+to\s+)?be\s+(?:named|"
    r"identified|quoted\s+by\s+name)|give\s+(?:his|her|their|a)\s+(?:full\s+|last\s+)?names?)\b"
    r"|\bwithout\s+(?:being\s+(?:named|identified)|giving\s+(?:his|her|their|a)\s+(?:full\s+)?names?)"
    r"|\bnot\s+(?:being\s+)?(?:authori[sz]ed|allowed|permitted|cleared|supposed)\s+to\s+(?:speak|talk|comment|discuss|brief|"
    r"give|disclose|share|release|be\s+(?:named|quoted|identified))\b[^,.;:“”\"()—–]{0,60}"
    r"|\b(?:gave|give|gives|giving)\s+(?:only\s+)?(?:his|her|their)\s+(?:first\s+)?names?\s+only\b"
    r"|\b(?:only|by)\s+(?:his|her|their)\s+first\s+names?\b"
    r"|\bnames?\s+(?:is|are|was|were|has\s+been|have\s+been|had\s+been)\s+(?:being\s+)?(?:withheld|changed|not\s+given)\b"
)
_WHY = re.compile(
    r"[,\s]+(?:(?:because(?:\s+of)?|as|since|for\s+the\s+reason\s+that|given\s+that)\s+|(?=(?:for|out\s+of)\s+(?:fear|security|safety|"
    r"reasons|his|her|their|personal|legal)\b|citing\b|fearing\b|discussing\b|describing\b|disclosing\b|to\s+(?:protect|avoid|discuss|speak|describe|talk|share)\b|"
    r"due\s+to\b|owing\s+to\b|given\b|lest\b|in\s+order\s+to\b|so\s+as\s+to\b|while\s+discussing\b))"
    r"([^.;“”\"()—–]{3,160})"
)
_SUBJECT_BE = re.compile(
    r"^(?:(?:he|she|they|it|the\s+\w+|both|neither)\s+)(?:(?:was|were|is|are)\s+(?=not\s)|(?:had|has|have)\s+not\s+been\s+(?=auth))",
    re.I,
)
_NEXT_CLAUSE = re.compile(
    r",\s+(?:said|says|told|added|and\s+(?:said|that)|but|confirmed|described|who|which|putting|adding)\b|,\s*$"
    r"|\s+(?:said|says|told|added|confirmed)\b|\s+and\s+(?:spoke|asked|requested|insisted|declined|who)\b|,(?=\s+[“\"])"
)
_SUBJECT = re.compile(
    r"[“”\"’‘\s]*(?:(both|all|they|he|she|neither|each|none|like\s+\w+)|(?:the|these|those|all|both)\s+(?:\w+\s+){0,3}?(\w+))\s+"
    r"(?:of\s+(?:them|whom|the\s+\w+)\s+)?(?:also\s+|each\s+|all\s+|both\s+|only\s+)?(?:spoke|speak|asked|ask|requested|"
    r"insisted|insist|declined|refused|wished|wanted|agreed|was|were|is|are|did|do|does|would|could|preferred|talked|"
    r"had|has|have|[^\W\d_]+ed)\b",
    re.I,
)
_FAR = 3  # sentences before the clause in which whom it is about may have spoken
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class _Clause:
    """Where the text says that a source is not named, in which sentence, and why in its words."""

    start: int
    sentence: int
    why: str
    subject: str | None  # *both*, *they*, a noun: whom a sentence of its own is about


def count_of(phrase: str) -> str | None:
    """How many a noun phrase says its people are, in its words: *two* of *the two officials*, *dozens*; None where it
    does not say.

    >>> count_of("at least three residents")
    'at least three'
    """
    found = _COUNT.match(phrase)
    if found is None:
        return "one" if _ONE.match(phrase) else None
    about = " ".join(_OWNERS.sub("", found.group(1)).split())
    return " ".join(f"{about} {found.group(2)}".split()).lower()


class Anonymity:
    """Asked why the source at a place is not named. All clauses of the text are found once."""

    def __init__(self, text: str, layout: Layout, sources: list[int]) -> None:
        self._layout = layout
        self._sources = sources  # where the text's sources begin, sorted
        self._clauses = [self._clause(text, match) for match in _ANONYMOUS.finditer(text)] if _may_hold(text) else []
        self._starts = [clause.start for clause in self._clauses]

    def why(self, at: int, *, many: bool) -> str | None:
        """Why the source that begins at a place is not named; `many`: it is more than one."""
        if not self._clauses:
            return None
        here = self._layout.sentence_start(at)
        i = bisect_left(self._starts, here)
        found: str | None = None
        for clause in self._clauses[i : i + _FAR]:
            if clause.sentence == here:
                if not self._is_between(min(at, clause.start), max(at, clause.start)):
                    found = found or clause.why
            elif self._is_about(clause, at, many=many):
                found = found or clause.why
        return found

    def _is_between(self, start: int, end: int) -> bool:
        """Whether another source begins between two places."""
        i = bisect_left(self._sources, start + 1)
        return i < len(self._sources) and self._sources[i] < end

    def _is_about(self, clause: _Clause, at: int, *, many: bool) -> bool:
        """Whether a sentence of its own (*Both spoke on condition of anonymity*) is about the source at a place: the
        last one before it; *both* takes in the one before that."""
        if clause.subject is None or clause.sentence < at:
            return False
        if self._layout.paragraph(clause.sentence) - self._layout.paragraph(at) > 1:
            return False
        if clause.subject in ("he", "she") and many:
            return False
        i, j = bisect_left(self._sources, at), bisect_left(self._sources, clause.sentence)
        return j - i <= (_FAR if clause.subject in ("both", "all", "they", "none", "neither") else 1)

    def _clause(self, text: str, match: re.Match[str]) -> _Clause:
        sentence = self._layout.sentence_start(match.start())
        subject = _SUBJECT.match(text, sentence, match.end())
        word = (subject.group(1) or subject.group(2)).lower() if subject else None
        return _Clause(match.start(), sentence, _reason(text, match), word)


def _may_hold(text: str) -> bool:
    return any(sign in text for sign in ("anonym", "name", "identified", "authori", "allowed", "permitted", "record"))


def _reason(text: str, match: re.Match[str]) -> str:
    """The reason that a clause gives; without one, the clause itself."""
    said = match.group()
    why = _WHY.match(text, match.end(), match.end() + 200)
    if why is not None and why.group(1)[:1].isupper():
        why = None  # *his name only as Bo*
    reason = why.group(1) if why else said
    stop = _NEXT_CLAUSE.search(reason)
    reason = reason[: stop.start()] if stop else reason
    reason = " ".join(_SUBJECT_BE.sub("", reason.strip()).split()).strip(" ,")
    if len(reason) > _LONGEST:
        reason = reason[:_LONGEST].rsplit(" ", 1)[0]
    return reason or " ".join(said.split())
