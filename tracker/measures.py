"""How right attributions are: predicted ones held against gold ones, article by article.

The measures are those of the shared scorer of the corpora (a test holds the two to one another). Each is precision,
recall and F1 in percent:

- source, cue, content **exact**: the spans of one role are gold's, after trimming marks, punctuation and space at both
  ends; a source that several attributions share counts once an article;
- source, cue, content **token**: words and marks that carry the role;
- attribution **strict**: all three roles exact;
- attribution **relaxed**: at least half of the content's tokens are shared (intersection over union), and the sources
  share a token or both are missing; paired one to one, the best overlap first.

Measured apart by group, precision is of the predicted attributions of the group, recall of the gold ones, each against
all of the other side: a direct quotation that was found as a mixed one is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.records import KINDS, Article, Attribution, Span

Role = Literal["source", "cue", "content"]
MistakeKind = Literal["missed", "spurious", "bounds"]

ROLES: tuple[Role, ...] = ("source", "cue", "content")
MEASURES: tuple[str, ...] = (
    *(f"{role} {how}" for role in ROLES for how in ("exact", "token")),
    "attribution strict",
    "attribution relaxed",
)
ALL = "all"
"""The group that every attribution is of."""
SPEECH, OTHER = "speech", "other"
GROUPS: dict[str, tuple[str, ...]] = {"kind": KINDS, "speech": (SPEECH, OTHER)}
"""What attributions can be told apart by, and the groups that come of it."""

_EDGE = " \t\r\n\"'“”‘’«»‹›,.;:!?()[]–—-…`"
_TOKEN = re.compile(r"\w+|[^\w\s]")

Key = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """An attribution as gold has it: the spans of its roles, each in text order; any may be empty."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A text with the attributions that people found in it; `unknown` are stretches of which they did not decide."""

    article: Article
    attributions: tuple[Roles, ...]
    unknown: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one group, in percent; `predicted` and `gold` are how many there were to be right."""

    group: str
    measure: str
    precision: float
    recall: float
    f1: float
    predicted: int
    gold: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """One attribution that is not as gold has it.

    ``missed``: gold's alone; ``spurious``: predicted alone; ``bounds``: both, their contents overlap, and `roles` are
    those that differ. `relaxed`: it counts as right by the relaxed measure all the same.
    """

    article: Article
    kind: MistakeKind
    gold: Roles | None
    predicted: Attribution | None
    roles: tuple[Role, ...] = ()
    relaxed: bool = False


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What measuring came to: the articles read, the attributions of both sides, and the figures, group by group."""

    articles: int
    gold: int
    predicted: int
    model: str
    figures: tuple[Figure, ...]


GroupsOf = Callable[[Roles | Attribution], Collection[str]]
"""Says of which groups an attribution is."""


class Pairing:
    """Gold and predicted attributions of one text, paired."""

    def __init__(self, text: str, gold: Sequence[Roles], predicted: Sequence[Roles | Attribution]) -> None:
        self._tokens = _Tokens(text)
        self.gold = [_Sides(text, one, self._tokens) for one in gold]
        self.predicted = [_Sides(text, one, self._tokens) for one in predicted]
        pairs = sorted(_overlaps(self.gold, self.predicted), reverse=True)
        fit = (pair for pair in pairs if pair[0] >= 0.5 and self._same_source(pair[1], pair[2]))
        self.relaxed = _one_to_one(fit)  # gold to predicted, by number
        self._pairs = pairs

    def _same_source(self, gold: int, predicted: int) -> bool:
        mine, theirs = self.gold[gold].tokens["source"], self.predicted[predicted].tokens["source"]
        return bool(mine & theirs) or not (mine or theirs)

    def right(self) -> list[bool]:
        """Of each predicted attribution whether the relaxed measure finds it right."""
        found = set(self.relaxed.values())
        return [number in found for number in range(len(self.predicted))]

    def pairs(self) -> dict[int, int]:
        """Gold to predicted, by number: the same spans, then by the relaxed measure, then any that overlap."""
        paired: dict[int, int] = {}
        left: dict[tuple[Key, ...], list[int]] = {}
        for number, one in enumerate(self.predicted):
            left.setdefault(one.key, []).append(number)
        for number, one in enumerate(self.gold):
            if same := left.get(one.key):
                paired[number] = same.pop(0)
        rest = [pair for pair in self._pairs if self.relaxed.get(pair[1]) == pair[2]]
        return _one_to_one(rest + self._pairs, paired)

    def counts(self, of_gold: Sequence[bool], of_predicted: Sequence[bool]) -> Counter[tuple[str, str]]:
        """How many of the chosen are there (``gold``, ``predicted``) and right (``found``, ``right``), by measure."""
        out: Counter[tuple[str, str]] = Counter()
        mine = [one for one, wanted in zip(self.gold, of_gold, strict=True) if wanted]
        theirs = [one for one, wanted in zip(self.predicted, of_predicted, strict=True) if wanted]
        sides = (mine, self.gold, theirs, self.predicted)
        for role in ROLES:
            _note(out, f"{role} exact", *({x.spans[role] for x in side if x.spans[role]} for side in sides))
            _note(out, f"{role} token", *({t for x in side for t in x.tokens[role]} for side in sides))
        keys = [Counter(x.key for x in side) for side in sides]
        found = set(self.relaxed)
        given = set(self.relaxed.values())
        strict, relaxed = "attribution strict", "attribution relaxed"
        out[strict, "found"] += (keys[0] & keys[3]).total()
        out[strict, "right"] += (keys[2] & keys[1]).total()
        out[relaxed, "found"] += sum(wanted and i in found for i, wanted in enumerate(of_gold))
        out[relaxed, "right"] += sum(wanted and i in given for i, wanted in enumerate(of_predicted))
        for name in (strict, relaxed):
            out[name, "gold"] += len(mine)
            out[name, "predicted"] += len(theirs)
        return out


class Measuring:
    """Sums up articles. `groups` name, beside `ALL`, what is told apart."""

    def __init__(self, groups: Iterable[str] = (), *, model: str = "") -> None:
        self.model = model
        self._groups = (ALL, *groups)
        self._counts: dict[str, Counter[tuple[str, str]]] = {group: Counter() for group in self._groups}
        self._articles = 0

    def add(
        self,
        gold: GoldArticle,
        predicted: Sequence[Attribution],
        *,
        groups_of: GroupsOf | None = None,
    ) -> list[Mistake]:
        """Count one article, and tell its mistakes in the order of the text."""
        compared = Pairing(gold.article.text, gold.attributions, predicted)
        self._articles += 1
        mine = [groups_of(one) if groups_of else () for one in gold.attributions]
        theirs = [groups_of(one) if groups_of else () for one in predicted]
        for group in self._groups:
            self._counts[group] += compared.counts(
                [group == ALL or group in groups for groups in mine],
                [group == ALL or group in groups for groups in theirs],
            )
        return _mistakes(gold, predicted, compared)

    def result(self) -> Evaluation:
        """The figures of all that was added."""
        figures = tuple(_figure(group, name, self._counts[group]) for group in self._groups for name in MEASURES)
        whole, name = self._counts[ALL], "attribution strict"
        return Evaluation(self._articles, whole[name, "gold"], whole[name, "predicted"], self.model, figures)


def measure(gold: Iterable[GoldArticle], predicted: Mapping[str, Sequence[Attribution]], model: str = "") -> Evaluation:
    """The figures of many articles at once; `predicted` is by the article's ref, and one without any has none."""
    measuring = Measuring(model=model)
    for one in gold:
        measuring.add(one, predicted.get(one.article.ref, ()))
    return measuring.result()


def f1_of(evaluation: Evaluation, name: str, group: str = ALL) -> float:
    """The F1 of one measure, in percent."""
    return next(x.f1 for x in evaluation.figures if (x.group, x.measure) == (group, name))


def f1_by_name(evaluation: Evaluation) -> dict[str, float]:
    """F1 of all attributions by each measure, in percent."""
    return {name: f1_of(evaluation, name) for name in MEASURES}


# ---------------------------------------------------------------- one text


class _Tokens:
    """The words and marks of a text, without those that stand at edges."""

    def __init__(self, text: str) -> None:
        found = [match.span() for match in _TOKEN.finditer(text) if match.group() not in _EDGE]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def touched(self, spans: Iterable[Span]) -> frozenset[int]:
        """The numbers of the tokens that some of the spans touch."""
        return frozenset(
            number
            for span in spans
            for number in range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))
        )


class _Sides:
    """One attribution, its roles trimmed and as tokens."""

    __slots__ = ("key", "spans", "tokens")

    def __init__(self, text: str, roles: Roles | Attribution, tokens: _Tokens) -> None:
        self.spans: dict[Role, Key] = {role: trimmed(text, getattr(roles, role)) for role in ROLES}
        self.tokens = {role: tokens.touched(self.spans[role]) for role in ROLES}
        self.key = tuple(self.spans[role] for role in ROLES)


def trimmed(text: str, spans: Iterable[Span]) -> Key:
    """Spans without marks and space at their ends; those parted by such characters alone are one.

    >>> trimmed('"It is", she said', [Span(0, 3), Span(4, 7)])
    (Span(start=1, end=6),)
    """
    out: list[Span] = []
    for span in sorted(_trim(text, span) for span in spans):
        if not span:
            continue
        if out and all(character in _EDGE for character in text[out[-1].end : span.start]):
            out[-1] = Span(out[-1].start, max(span.end, out[-1].end))
        else:
            out.append(span)
    return tuple(out)


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)


def _overlaps(gold: Sequence[_Sides], predicted: Sequence[_Sides]) -> set[tuple[float, int, int]]:
    """Pairs whose contents share a token: intersection over union, and their numbers."""
    at: dict[int, list[int]] = {}
    for number, one in enumerate(predicted):
        for token in one.tokens["content"]:
            at.setdefault(token, []).append(number)
    out = set()
    for number, one in enumerate(gold):
        mine = one.tokens["content"]
        for other in {other for token in mine for other in at.get(token, ())}:
            theirs = predicted[other].tokens["content"]
            out.add((len(mine & theirs) / len(mine | theirs), number, other))
    return out


def _one_to_one(pairs: Iterable[tuple[float, int, int]], paired: Mapping[int, int] | None = None) -> dict[int, int]:
    """Gold to predicted, each once, in the order of the pairs."""
    out = dict(paired or {})
    used = set(out.values())
    for _, mine, theirs in pairs:
        if mine not in out and theirs not in used:
            out[mine] = theirs
            used.add(theirs)
    return out


def _note(
    out: Counter[tuple[str, str]],
    name: str,
    mine: Collection[object],
    gold: Collection[object],
    theirs: Collection[object],
    predicted: Collection[object],
) -> None:
    """Count sets of things: those of the group on either side, and all of both sides."""
    out[name, "gold"] += len(mine)
    out[name, "predicted"] += len(theirs)
    out[name, "found"] += sum(one in predicted for one in mine)
    out[name, "right"] += sum(one in gold for one in theirs)


def _figure(group: str, name: str, counts: Mapping[tuple[str, str], int]) -> Figure:
    gold, predicted = counts.get((name, "gold"), 0), counts.get((name, "predicted"), 0)
    precision = 100 * counts.get((name, "right"), 0) / predicted if predicted else 0.0
    recall = 100 * counts.get((name, "found"), 0) / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Figure(group, name, round(precision, 1), round(recall, 1), round(f1, 1), predicted, gold)


def _mistakes(gold: GoldArticle, predicted: Sequence[Attribution], compared: Pairing) -> list[Mistake]:
    paired = compared.pairs()
    out: list[tuple[int, Mistake]] = []
    for number, one in enumerate(gold.attributions):
        other = paired.get(number)
        if other is None:
            out.append((_place(one), Mistake(gold.article, "missed", one, None)))
            continue
        mine, theirs = compared.gold[number], compared.predicted[other]
        roles = tuple(role for role in ROLES if mine.spans[role] != theirs.spans[role])
        if roles:
            relaxed = compared.relaxed.get(number) == other
            out.append((_place(one), Mistake(gold.article, "bounds", one, predicted[other], roles, relaxed)))
    used = set(paired.values())
    extra = (one for number, one in enumerate(predicted) if number not in used)
    out += ((_place(one), Mistake(gold.article, "spurious", None, one)) for one in extra)
    return [mistake for _, mistake in sorted(out, key=_first)]


def _place(one: Roles | Attribution) -> int:
    return min((span.start for role in ROLES for span in getattr(one, role)), default=0)


def _first(item: tuple[int, Mistake]) -> int:
    return item[0]
