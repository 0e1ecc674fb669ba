"""Talk set as turns: transcripts (*NAME: …*) and interviews (*Q: … A: …*), where the layout alone says who speaks.

A line of a list looks the same (*North: open from eight*), and so does a headline. What tells talk: two turns at least,
labels that are named elsewhere in the text or that come back, and words that are sentences. Everything else is left to
the tagger. A turn is one attribution whole, whatever it quotes: outermost attributions only, as in PolNeAR.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.records import Span
from tracker.segment import Segments

_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_WORD = rf"(?:{_UPPER}[\w'’.\-]*|de|da|van|von|der|den|bin|ibn|al|of|and|the|\d{{1,2}}|\(@?[\w\-.]{{1,30}}\))"
_LABEL = re.compile(
    r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?[ \t]+)?[*_]{0,3}(?P<label>"
    r"(?:Q|A|Question|Answer|QUESTION|ANSWER)[ \t]?\d{0,2}(?=[.:]|[*_]{1,3}[.:])|"
    rf"{_UPPER}[\w'’.\-]*(?:[ \t]+{_WORD}){{0,4}})"
    r"[*_]{0,3}(?P<cue>[:.])[*_]{0,3}(?:[ \t\xa0]+(?=\S)|(?<=[^\W\d_A-Z]:)(?=[A-Z“]))"
)
_LONGEST = 40  # characters of a label
_GAP = 4  # paragraphs without a label that a turn may have
_FEWEST = 2  # turns of a dialogue
_FEWEST_UNKNOWN = 3  # and more of one whose labels are named nowhere else
_ROUND_UP = 5  # labels of a list that hardly come back
_ASKED = 250  # characters of a question
_QUESTION = frozenset(("q", "question"))
_ANSWER = frozenset(("a", "answer"))
# Who speaks without a name.
_PARTS = re.compile(
    r"(?:unidentified|unknown|male|female|man|woman|speaker|reporter|host|moderator|interviewer|operator|announcer|"
    r"narrator|audience|the court|court|judge|counsel|witness|caller|dispatcher|chair|crowd|all)\b",
    re.I,
)
_TITLE = re.compile(r"(?:sen|rep|gov|dr|mr|mrs|ms|prof|gen|col|lt|sgt|amb|sec)\.\s", re.I)
_DIRECTION = re.compile(
    r"\[[^\]\n]{1,40}\]|\((?:laugh(?:s|ter|ing)?|applause|cross-?talk|inaudible|unintelligible|pauses?|sighs?|cheer(?:s|ing)|"
    r"boo(?:s|ing)|off-?mic|interrupt(?:s|ing)|smiles|nods)\)",
    re.I,
)
# Words that an editor put in (*the [harbour] wall*) stand in a sentence, and nothing that is heard.
_INSERTED = re.compile(r"[\w,’'][ \t\xa0]*\Z")
_HEARD = re.compile(
    r"laugh|applau|talk|audible|intelligible|paus|sigh|cheer|boo(?:s|ing)|mic\b|interrupt|smil|nod|music|silence|cough|"
    r"cry|cries|tear|beep|bleep|censor|shout|clip|video|break",
    re.I,
)
# What a sentence has and an entry of a list has not: a stop at its end, and one of the commonest verbs or pronouns.
_STOP = re.compile(r"[.?!…][\"”’)\]*_]*$")
_TALK = re.compile(
    r"\b(?:i|we|you|he|she|it|they|me|us|my|our|your|is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|can|"
    r"could|should|must|may|might|not|no|yes|that|what|why|how|who|there|nobody|\w+n['’]t)\b",
    re.I,
)
_FIRST_PERSON = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours|i['’]\w+|we['’]\w+)\b", re.I)
_INTERVIEW = re.compile(
    r"\b(?:interview\w*|conversation|spoke|speaks?|talk(?:s|ed)?|asked|questions?|answers?|answered|met|sat down|"
    r"told us|q\s?&\s?a|chat(?:s|ted)?|discuss\w*)\b",
    re.I,
)
_FULL_NAME = re.compile(
    rf"\b{_UPPER}[\w'’\-]+(?:\s+(?:de|da|van|von|der|bin|al)|\s+{_UPPER}\.)?(?:\s+{_UPPER}[\w'’\-]+)+"
)
_MARKS = re.compile(r"[\"“”„«»]")
_WORD_IN_TEXT = re.compile(r"[^\W\d_][\w\-]*")
_CAPITAL = re.compile(rf"{_UPPER}[\w\-]*")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: who is said to speak (a label, if any), the mark behind it, and what is said, in one piece or several.

    `asks`: a question of an interviewer without a name, which is nobody's claim. `region` is all of it.
    """

    label: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    region: Span
    asks: bool = False


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A paragraph that begins like a turn."""

    number: int  # of the paragraph
    label: Span
    cue: Span
    words: Span
    key: str  # the label, folded

    @property
    def is_question(self) -> bool:
        return self.key in _QUESTION

    @property
    def is_answer(self) -> bool:
        return self.key in _ANSWER


def find_turns(text: str, segments: Segments) -> tuple[Turn, ...]:
    """The turns of all dialogues of a text, in order; none where there is no dialogue."""
    found = [one for number, span in enumerate(segments.paragraphs) if (one := _labelled(number, span, text))]
    if len(found) < _FEWEST:
        return tuple(_unlabelled(text, segments))
    if found[0].number == 0 and found[1].number > 1:
        found = found[1:]  # a headline, *Lee: Bridge is safe*
    turns: list[Turn] = []
    around = _Around(found, text)
    for run in _runs(found):
        if around.is_dialogue(run):
            turns += _turns(run, text, segments)
    return tuple(turns)


def _unlabelled(text: str, segments: Segments) -> Iterator[Turn]:
    """The answers of an interview without labels or marks: paragraphs that are a question, each with an answer below
    in which somebody speaks of themselves, under an introduction that names who is asked."""
    paragraphs = segments.paragraphs
    asked = [n for n, p in enumerate(paragraphs) if len(p) <= _ASKED and _is_question(p.of(text))]
    if len(asked) < _FEWEST or not _introduces(text[: paragraphs[asked[0]].start]):
        return
    answers: list[Turn] = []
    for number, following in zip(asked, [*asked[1:], len(paragraphs)], strict=True):
        stop = following if following < len(paragraphs) else min(number + 2, following)
        below = paragraphs[number + 1 : stop]
        if not below or len(below) > _GAP:
            continue
        words = text[below[0].start : below[-1].end]
        if _MARKS.search(words) or _STOP.search(words) is None:
            continue
        region = Span(paragraphs[number].start, below[-1].end)
        answers.append(Turn(None, None, tuple(piece for p in below for piece in _said(p, text)), region))
    own = sum(_FIRST_PERSON.search(text, a.content[0].start, a.region.end) is not None for a in answers)
    if len(answers) >= _FEWEST and 2 * own >= len(answers) and 2 * len(answers) > len(asked):
        yield from answers


def _is_question(words: str) -> bool:
    return words.rstrip("*_ ").endswith("?") and not _MARKS.search(words)


def _introduces(before: str) -> bool:
    """Whether a text names somebody and speaks of an interview."""
    return _FULL_NAME.search(before) is not None and _INTERVIEW.search(before) is not None


def is_answer_label(words: str) -> bool:
    """Whether a source is the label of an answer: *A*, *Answer*."""
    return _key(words) in _ANSWER


def _key(label: str) -> str:
    """A label without its case, marks and, of a question or an answer, number."""
    key = label.casefold().strip(" .:*_")
    plain = key.rstrip("0123456789 ")
    return plain if plain in _ANSWER | _QUESTION else key


def is_initials(words: str) -> bool:
    """Whether a source may be somebody's initials: *AR*."""
    return 2 <= len(words) <= 3 and words.isalpha() and words.isupper()


def initials(name: str) -> str:
    """Those of a name: ``AR`` of *Anton de Reese*."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def is_labelled(paragraph: str) -> bool:
    """Whether a paragraph begins like a turn."""
    return _labelled(0, Span(0, len(paragraph)), paragraph) is not None


def _labelled(number: int, paragraph: Span, text: str) -> _Labelled | None:
    match = _LABEL.match(text, paragraph.start, paragraph.end)
    if match is None or len(match["label"]) > _LONGEST:
        return None
    key = _key(match["label"])
    if match["cue"] == "." and key not in ("q", "a"):
        return None
    return _Labelled(
        number, Span(*match.span("label")), Span(*match.span("cue")), Span(match.end(), paragraph.end), key
    )


def _runs(found: Sequence[_Labelled]) -> list[list[_Labelled]]:
    """Those that stand near each other."""
    runs: list[list[_Labelled]] = []
    for one in found:
        if runs and one.number - runs[-1][-1].number <= _GAP + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [run for run in runs if len(run) >= _FEWEST]


class _Around:
    """What the whole text says of its labels, gathered once."""

    def __init__(self, found: Sequence[_Labelled], text: str) -> None:
        self._text = text
        self._in_labels = Counter(word for one in found for word in _folded_words(one.label.of(text)))
        self._capital = Counter(word[0].casefold() for word in _CAPITAL.finditer(text))
        names = list(_FULL_NAME.finditer(text))
        self._initials = {initials(name[0]).casefold() for name in names}
        self._first_name = names[0].start() if names else len(text)
        asked = _INTERVIEW.search(text)
        self._first_asked = asked.start() if asked else len(text)

    def is_dialogue(self, run: Sequence[_Labelled]) -> bool:
        """Whether labelled paragraphs that stand near each other are talk."""
        said = [one.words.of(self._text) for one in run]
        if 3 * sum(_STOP.search(words) is not None for words in said) < 2 * len(said):
            return False
        if 2 * sum(_TALK.search(words) is not None for words in said) < len(said):
            return False
        if any(one.is_answer for one in run):  # an explainer answers itself: there must be somebody who does
            return self._is_interview(run, said)
        if 2 * sum(_names_itself(one, words) for one, words in zip(run, said, strict=True)) > len(run):
            return False  # headings above what is told of each
        labels = dict.fromkeys(one.key for one in run if not one.is_question)
        if len(labels) >= _ROUND_UP and 4 * len(labels) >= 3 * len(run) and not any(map(_FIRST_PERSON.search, said)):
            return False  # what is new in each of many towns
        known = sum(self._is_known(key) for key in labels)
        if known and 2 * known >= len(labels):
            return True
        counted = Counter(one.key for one in run)
        turns = sum(a.key != b.key for a, b in pairwise(run))
        return len(run) > _FEWEST_UNKNOWN and max(counted.values()) > 1 and 2 * turns >= len(run)

    def _is_interview(self, run: Sequence[_Labelled], said: Sequence[str]) -> bool:
        start = run[0].label.start
        if self._first_name >= start or not any(one.is_question for one in run):
            return False
        own = (_FIRST_PERSON.search(words) for one, words in zip(run, said, strict=True) if not one.is_question)
        return self._first_asked < start or any(own)

    def _is_known(self, key: str) -> bool:
        """Whether a label is a part in a dialogue (*reporter*), has a title, or is named elsewhere in the text."""
        if _PARTS.match(key) or _TITLE.match(key):
            return True
        words = _folded_words(re.sub(r"\(.*\)", "", key))
        if not words:
            return False
        if len(words) == 1 and len(key) in (2, 3) and key in self._initials:
            return True
        last = words[-1]
        return len(last) > 1 and self._capital[last] > self._in_labels[last]


def _folded_words(label: str) -> list[str]:
    return [word[0].casefold() for word in _WORD_IN_TEXT.finditer(label)]


def _names_itself(one: _Labelled, words: str) -> bool:
    last = _folded_words(one.key)[-1:]
    return bool(last) and len(last[0]) > 1 and last[0] in _folded_words(words)


def _turns(run: Sequence[_Labelled], text: str, segments: Segments) -> list[Turn]:
    out = []
    for one, following in zip(run, [*run[1:], None], strict=True):
        numbers = _goes_on(one, following, text, segments)
        pieces = [piece for words in (one.words, *numbers) for piece in _said(words, text)]
        if not pieces:
            continue
        end = numbers[-1].end if numbers else one.words.end
        cue = one.cue if text[one.cue.start] == ":" else None
        out.append(Turn(one.label, cue, tuple(pieces), Span(one.label.start, end), one.is_question))
        out += _asked_between(one, following, end, text, segments)
    return out


def _goes_on(one: _Labelled, following: _Labelled | None, text: str, segments: Segments) -> list[Span]:
    """The paragraphs behind that a turn goes on in: all up to the next turn, unless they quote; behind the last turn,
    those in which somebody speaks of themselves."""
    if one.is_question:
        return []
    last = following.number if following else min(one.number + 1 + _GAP, len(segments.paragraphs))
    if following and _is_asked_again(one, following, text, segments):
        last -= 1
    out = []
    for number in range(one.number + 1, last):
        words = segments.paragraphs[number].of(text)
        if _MARKS.search(words) or not (following or _FIRST_PERSON.search(words)):
            break
        out.append(segments.paragraphs[number])
    return out


def _is_asked_again(one: _Labelled, following: _Labelled, text: str, segments: Segments) -> bool:
    """Whether somebody without a label asks between two turns of one: the last paragraph before the second is a
    question."""
    last = segments.paragraphs[following.number - 1]
    return one.key == following.key and following.number - one.number > 1 and last.of(text).rstrip("*_ ").endswith("?")


def _asked_between(
    one: _Labelled, following: _Labelled | None, end: int, text: str, segments: Segments
) -> Iterator[Turn]:
    """The question without a label between two turns of one, as a turn that asks."""
    if following is None or one.is_question or not _is_asked_again(one, following, text, segments):
        return
    region = segments.paragraphs[following.number - 1]
    if region.start >= end:
        yield Turn(None, None, (region,), region, asks=True)


def _said(words: Span, text: str) -> list[Span]:
    """The pieces of a turn without stage directions and without stars around it."""
    pieces, at = [], words.start
    for direction in _DIRECTION.finditer(text, words.start, words.end):
        if _INSERTED.search(text, words.start, direction.start()) and not _HEARD.search(direction[0]):
            continue
        pieces.append((at, direction.start()))
        at = direction.end()
    pieces.append((at, words.end))
    out = []
    for start, end in pieces:
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip(" \t\r\n*_"))
        right = len(piece.rstrip(" \t\r\n*_"))
        if any(map(str.isalnum, piece)):
            out.append(Span(start + left, start + right))
    return out
