"""Lines cut at a fixed width, as wires and mail cut them, joined to paragraphs again.

A cut line shows: the word after it would not have fitted, and it ends in the middle of a sentence. Verses, lists,
tables, addresses and transcripts have short lines for a reason, and keep them. In doubt nothing is joined, for the
segmenter knows a wrapped paragraph when it sees one.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

JOINED, PARTED = "wrapped line joined", "word joined that a line end had parted"

_NARROWEST, _WIDEST = 45, 100  # columns; beyond it nobody wraps, below it are newspaper columns, and verses
_SLACK = 5  # columns by which a line may be shorter than it had to be
_LONGEST_WORD = 24
_LEAST = 2  # line ends that must be cuts, to believe that any is
_SHARE = 0.5  # of the line ends within paragraphs whose lines begin amid sentences
_LOWER = 0.5  # of the lines after a cut begin in lower case or with a figure, in prose three of four
_LOOKED_AT = 400  # line ends

_BULLET = re.compile(r"\s*(?:[-*•·▪◦‣–—o]\s+|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+|#{1,6}\s|>|\|)")
_TURN = re.compile(r"\s*(?:[A-Z][A-Z .,'’()-]{1,40}|Q|A|(?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w.'’-]+):(?:\s|$)")
_CELLS = ("\t", "   ", "....")  # in a row of a table, without the white space around it
_RULES = re.compile(r"[-=_+]{5,}")
_STOPS, _CLOSING = (".", "!", "?", ":", ";"), "'\"”’»)]"
_HYPHENED = re.compile(r"(?:^|[\s(\"“‘'])(?P<left>[^\W\d_]{2,})-\Z")
_BEGINS = re.compile(r"(?P<right>[^\W\d_]{2,})")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# The second half of one word cut in two. Words that begin so by themselves ("ed", "ing") there are none.
_TAIL = re.compile(
    r"(?:[bcdfghjklmnprstvwz]{0,2}(?:t?ions?|t?ional(?:ly)?|ments?|mental|ness(?:es)?|ings?|ed|ers?|ors?|ity|ities|"
    r"ances?|ences?|ants?|ents?|ently|antly|ately|ally|ably|ibly|ably|ible|able|ous(?:ly)?|ives?|ively|ical(?:ly)?|"
    r"isms?|ists?|ized?|ised?|izing|ising|ship|hood|tures?|sures?|tary|tory|ries|cies|cial(?:ly)?|tial(?:ly)?|"
    r"cian|gation|cation|mation|lation|ration|tation|nation|sation|zation|ations?|ating|ated|ates?))\Z"
)
_WHOLE_WORDS = (  # words that look like such a half
    "ages and ants ate are been bed bent cent cents certain date dates dated dating den dent fed fence fences gate "
    "gated gates gating her hers king kings late led lent mate mates mating men mental meant ming nation nations "
    "national ned per pants pence pent ping plants rate rated rates rating ration rations red rents ring rings sent "
    "ship sing sings station stations state states stated table tables tent tents ten tents ting vent vents war wed "
    "wing wings able ability king seer other others order orders under over ever never better later after native "
    "natives motive motives sure cure pure lure mature nature natural hood city cities ties tied tory social special "
    "trial serial list lists fist wrist size sized rise rising prize prized seized wise dozing notion motion potion "
    "lotion being going doing seeing bring thing things "
)
_WHOLE = frozenset(_WHOLE_WORDS.split())
_APART_WORDS = (  # what stands before a hyphen that is meant
    "self vice ex non anti pro co half all well ill long short high low so two three four five six seven eight nine "
    "ten first second third mid cross near post pre semi multi quasi north south east west part full then large small "
    "hard old new one much little ever over under off on in out back front right left free open far great "
)
_APART = frozenset(_APART_WORDS.split())


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of a text from `first` up to `last` with no blank one among them."""

    first: int
    last: int


def rejoin(text: str, counts: Counter[str]) -> str:
    """The text with each paragraph that was cut at a fixed width on one line; `counts` learns what was done."""
    if text.count("\n") < _LEAST or "\n" not in text.replace("\n\n", ""):  # no line end that is not a blank line's
        return text
    lines = text.split("\n")
    if not _may_be_wrapped(lines):
        return text
    blocks = [block for block in _blocks(lines) if block.last - block.first > 1]
    if not blocks or (width := _width(lines, blocks)) is None:
        return text
    joined: dict[int, list[str]] = {}  # by the number of a block's first line, the lines it has now
    vocabulary: frozenset[str] | None = None
    for block in blocks:
        paragraphs = list(_paragraphs(lines[block.first : block.last]))
        whole = [_is_cut(paragraph, width) for paragraph in paragraphs]
        if not any(whole):
            continue
        vocabulary = frozenset(_WORD.findall(text.lower())) if vocabulary is None else vocabulary
        joined[block.first] = list(_laid_out(paragraphs, whole, vocabulary, counts))
    if not joined:
        return text
    ends = {block.first: block.last for block in blocks}
    out: list[str] = []
    at = 0
    while at < len(lines):
        if at in joined:
            out.extend(joined[at])
            at = ends[at]
        else:
            out.append(lines[at])
            at += 1
    return "\n".join(out)


def _may_be_wrapped(lines: list[str]) -> bool:
    """Whether any line goes on in lower case below another, both narrow enough to be halves of a cut one.

    Seldom so where nothing was cut, and quickly seen. Of paragraphs that are joined at least one has such a pair, for
    `_width` believes only those in which half the lines go on so, and `_is_cut` no line that is wider."""
    narrow = _WIDEST + _SLACK
    above = ""
    for line in lines:
        if line[:1].isupper() or not line:  # most of them
            above = line
            continue
        if above and _is_lower(line):
            words = line.rstrip()
            if words and len(words) <= narrow and 0 < len(above.rstrip()) <= narrow:
                return True
        above = line
    return False


def _blocks(lines: list[str]) -> Iterator[_Block]:
    first = None
    for number, line in enumerate([*lines, ""]):
        if not line.strip():
            if first is not None:
                yield _Block(first, number)
            first = None
        elif first is None:
            first = number


def _width(lines: list[str], blocks: list[_Block]) -> int | None:
    """The column at which most lines were cut, as the paragraphs of the first blocks tell; None where none was."""
    seen: list[list[str]] = []
    breaks = 0
    for block in blocks:
        for paragraph in _paragraphs(lines[block.first : min(block.last, block.first + _LOOKED_AT)]):
            if len(paragraph) > 1 and _goes_on(paragraph):
                seen.append(paragraph)
                breaks += len(paragraph) - 1
        if breaks >= _LOOKED_AT:
            break
    best = support = 0
    for width in sorted({len(line.rstrip()) for paragraph in seen for line in paragraph[:-1]}):
        if not _NARROWEST <= width <= _WIDEST:
            continue
        if (found := sum(len(paragraph) - 1 for paragraph in seen if _is_cut(paragraph, width))) > support:
            best, support = width, found
    return best if support >= max(_LEAST, _SHARE * breaks) else None


def _goes_on(paragraph: list[str]) -> bool:
    """Whether its lines begin in the middle of sentences: verses and headlines begin with capitals."""
    return sum(map(_is_lower, paragraph[1:])) >= _LOWER * (len(paragraph) - 1)


def _is_lower(line: str) -> bool:
    return not line.lstrip("\"“‘'([ \t")[:1].isupper()


def _starts(lines: list[str]) -> list[bool]:
    """For each line of a block whether it begins something new, whatever the width: a point, a turn of talk, a row of
    a table, a paragraph that is set in, what follows a short line with a full stop.

    One line alone with a dash or a number in front may be prose cut there (*on March / 12. The*)."""
    points = [_BULLET.match(line) is not None for line in lines]
    rows = [_is_row(line) for line in lines]
    is_list = sum(points) > 1
    starts = [True]
    for at in range(1, len(lines)):
        line, following = lines[at - 1], lines[at]
        ended = _is_ended(line)
        starts.append(
            (points[at] and (is_list or ended or following.lstrip()[0] in "•·▪◦>|#*"))
            or rows[at]
            or rows[at - 1]
            or _is_turn(following)
            or (not points[at - 1] and _indent(following) > _indent(line) + 1)
            or (ended and len(line) < _NARROWEST)
        )
    return starts


def _is_ended(line: str) -> bool:
    """Whether the line ends as a sentence does, whatever closes behind it."""
    return line.rstrip().rstrip(_CLOSING).endswith(_STOPS)


def _is_turn(line: str) -> bool:
    return ":" in line and _TURN.match(line) is not None


def _is_row(line: str) -> bool:
    line = line.strip()
    return any(cells in line for cells in _CELLS) or line.count("|") > 1 or _RULES.search(line) is not None


def _indent(line: str) -> int:
    if not line[:1].isspace():
        return 0
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line had no room on this one."""
    line, word = line.rstrip(), following.split(None, 1)[0]
    if line.endswith("-") and word[0].islower() and _HYPHENED.search(line[-_LONGEST_WORD:]):
        return len(line) > width - _LONGEST_WORD
    return len(line) + 1 + len(word) > width - _SLACK


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    paragraph: list[str] = []
    for line, starts in zip(lines, _starts(lines), strict=True):
        if starts and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _is_cut(paragraph: list[str], width: int) -> bool:
    """Whether these lines are one paragraph: nearly all are full, and most end amid a sentence."""
    if len(paragraph) < 2 or any(
        line.lstrip()[0] in ">|" or len(line.rstrip()) > width + _SLACK or _is_row(line) for line in paragraph
    ):
        return False
    pairs = list(itertools.pairwise(paragraph))
    if sum(not _is_full(line, following, width) for line, following in pairs) > len(pairs) // 6:
        return False
    if not any(_is_lower(following) for _, following in pairs):
        # a name may come first on the next line, or on two; headlines have no full stop
        return len(pairs) < 3 and _is_ended(paragraph[-1])
    ends = sum(_is_ended(line) and following.lstrip()[0].isupper() for line, following in pairs)
    return 2 * ends <= len(pairs)


def _laid_out(
    paragraphs: list[list[str]], whole: list[bool], vocabulary: frozenset[str], counts: Counter[str]
) -> Iterator[str]:
    """The lines of a block anew. Paragraphs told apart by their indents alone get blank lines between them."""
    for number, (paragraph, is_cut) in enumerate(zip(paragraphs, whole, strict=True)):
        is_prose = is_cut or (len(paragraph) == 1 and _is_prose(paragraph[0]))
        if number and is_prose and (whole[number - 1] or is_cut) and _is_prose(paragraph[0]):
            yield ""
        if is_prose:
            yield _one_line(paragraph, vocabulary, counts)
        else:
            yield from paragraph


def _is_prose(line: str) -> bool:
    """Whether a line begins a paragraph, and no point, turn of talk or row."""
    return not (_BULLET.match(line) or _is_turn(line) or _is_row(line))


def _one_line(paragraph: list[str], vocabulary: frozenset[str], counts: Counter[str]) -> str:
    parts = [paragraph[0].strip() if not _BULLET.match(paragraph[0]) else paragraph[0].rstrip()]
    for line in paragraph[1:]:
        following = line.strip()
        left, right = _HYPHENED.search(parts[-1]), _BEGINS.match(following)
        if left is None or right is None or not right[0].islower():
            parts.append(f" {following}")
        elif _is_one_word(left["left"], right["right"], vocabulary):
            parts[-1] = parts[-1][:-1]
            parts.append(following)
            counts[PARTED] += 1
        else:
            parts.append(following)
        counts[JOINED] += 1
    return "".join(parts)


def _is_one_word(left: str, right: str, vocabulary: frozenset[str]) -> bool:
    """Whether a hyphen at a line's end only parts a word: the text has the word elsewhere, or its end is that of one.

    Else the hyphen stays: ``long-term`` with one is right, and ``infor-mation`` can still be read."""
    left, right = left.lower(), right.lower()
    if f"{left}-{right}" in vocabulary:
        return False
    if left + right in vocabulary:
        return True
    return left not in _APART and right not in _WHOLE and _TAIL.match(right) is not None
