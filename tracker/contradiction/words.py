"""The words of a claim: tokens with spans, stems, clauses, and which of them carry meaning.

No tagger runs here: every pair the judge looks at passes through, so that a claim may cost a fraction of a millisecond.
Stems only need to be the same for forms of one word, not to be words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’](?:s|S|t|T|re|ve|ll|d|m)\b)?|[,;:.!?()—–…%$£€]|-")
_MARKS = frozenset(",;:.!?()—–…-")
_CLAUSE_MARKS = frozenset(",;:.!?()—–")

FUNCTION = frozenset(
    """a an the this that these those of in on at to from by with for into onto out over under up down off as than
    then and or but nor so if when while where whereas because although though who whom whose which what how why
    that i me my mine myself we us our ours ourselves you your he him his himself she her hers herself it its itself
    they them their theirs themselves is are was were be been being am do does did done doing has have had having
    will would shall should can could may might must not no never nobody none nothing nowhere neither there here
    such very too also just even still yet already again more most less least much many few several some any all
    both each every either other another one own same only about around between through during before after since
    until till within without upon against among amid along across behind beyond near per via like ever once now
    soon later ago quite rather almost nearly really i'm i've i'd i'll it's that's there's he's she's we've we're
    we'd they've they're they'd isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't
    wouldn't couldn't can't cannot shouldn't mr mrs ms dr said say says let get got getting gets""".split()  # noqa: SIM905 - a table to read, one word after the other
)
NUMERALS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half
    third quarter dozen dozens hundreds thousands millions percent""".split()  # noqa: SIM905
)
_BREAKS = frozenset("but because although though while whereas when who whom which whose unless if".split())  # noqa: SIM905
_AFTER_AND = frozenset(
    """he she it they we i you there was were had has have is are would will did not no nobody none never that then
    this can could may might nor neither""".split()  # noqa: SIM905
)
_AUXILIARIES = frozenset(
    """is are was were be been am do does did has have had will would shall should can could may might must isn't
    aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't couldn't can't cannot shouldn't
    it's there's that's we've we're they've they're i've i'm he's she's""".split()  # noqa: SIM905
)

# Forms that the suffix rules below do not bring together.
_IRREGULAR = {
    form: forms.split()[0]
    for forms in """die died dying dies|lie lay lain lying|take took taken|give gave given|go went gone goes|come came
    |leave left|lose lost|find found|build built|send sent|spend spent|hold held|keep kept|sell sold|tell told|pay paid
    |buy bought|bring brought|fight fought|catch caught|teach taught|think thought|seek sought|win won|begin began begun
    |break broke broken|speak spoke spoken|steal stole stolen|freeze froze frozen|wake woke woken|choose chose chosen
    |drive drove driven|ride rode ridden|write wrote written|rise rose risen|fall fell fallen|grow grew grown
    |know knew known|throw threw thrown|blow blew blown|fly flew flown|draw drew drawn|withdraw withdrew withdrawn
    |see saw seen|eat ate eaten|beat beaten|shake shook shaken|forsake forsook|wear wore worn|tear tore torn|swear swore
    sworn|bear bore borne|hide hid hidden|bite bit bitten|shoot shot|meet met|feed fed|lead led|bleed bled|flee fled
    |sink sank sunk|drink drank drunk|swim swam swum|ring rang rung|sing sang sung|shrink shrank shrunk|run ran|sit sat
    |stand stood|understand understood|withstand withstood|strike struck stricken|stick stuck|hang hung|dig dug
    |make made|hear heard|mean meant|feel felt|sleep slept|sweep swept|deal dealt|burn burnt|lend lent|bend bent|bind
    bound|grind ground|wind wound|man men|woman women|child children|person people persons|foot feet|tooth teeth|wife
    wives|life lives|thief thieves|knife knives|half halves|loaf loaves|wolf wolves|shelf shelves|crisis crises
    |forbid forbade forbidden|forget forgot forgotten|overcome overcame|undergo underwent undergone|undertake undertook
    |shut|hit|cut|let|put|set|spread|hurt|cost|quit|rid|slide slid|shed|bid|cast|split|good better best|bad worse worst
    |say said|tread trod|swell swollen|arise arose|spring sprang|weave wove|light lit|read|stay stayed|bus buses|gas
    gases|news|police|series|species|means|always|perhaps|us|this|his|its|was|has|does|as|is|ours|theirs|hers|yes|less
    |unless|across|towards|afterwards|besides|sometimes|thus|plus|during|nothing|something|anything|everything|morning
    |evening|king|ring|thing|string|spring|building|ceiling|red|bed|hundred|need|speed|seed|indeed|agree agreed
    |free freed|guarantee guaranteed|see|decree decreed|oversee oversaw|early earlier earliest|high higher highest|low
    lower lowest|large larger largest|small smaller smallest|big bigger biggest|long longer longest|short shorter
    shortest|old older oldest|new newer newest|late later latest|strong stronger strongest|weak weaker weakest
    |cheap cheaper cheapest|safe safer safest|family|supply|reply|apply|rely|july|italy|only|fly|ally|assembly|bully
    |holy|rally|tally|belly|jelly|monopoly|anomaly|multiply|imply|comply""".replace("\n", " ").split("|")
    for form in forms.split()
}
_VOWEL = re.compile(r"[aeiouy]")


class Word(NamedTuple):
    """A token of the text: `key` is its stem; `clause` counts the text's clauses; marks have an empty key."""

    lower: str
    key: str
    start: int
    end: int
    capital: bool
    clause: int

    @property
    def content(self) -> bool:
        """Whether it carries meaning of its own."""
        return bool(self.key) and self.lower not in FUNCTION


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The same string for the forms of one word: *closes*, *closed*, *closing*."""
    word = word.removesuffix("'s").removesuffix("s'")
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
        return word[:-1] if len(word) > 3 and word.endswith("e") else word
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "ches", "shes", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
    elif word.endswith("ied") and len(word) > 4:
        word = word[:-3] + "y"
    else:
        for suffix in ("ing", "ed", "ly"):
            rest = word[: -len(suffix)]
            if word.endswith(suffix) and len(rest) >= 3 and _VOWEL.search(rest):
                doubled = suffix != "ly" and len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "ls"
                word = rest[:-1] if doubled else rest
                break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def read_words(text: str) -> tuple[Word, ...]:
    """The tokens of a claim, with the clause each stands in."""
    found = [(match.group().replace("’", "'"), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    clauses = _number_clauses([token.lower() for token, _, _ in found])
    words = []
    for (token, start, end), clause in zip(found, clauses, strict=True):
        lower = token.lower()
        key = "" if lower in _MARKS else stem(lower)
        words.append(Word(lower, key, start, end, token[0].isupper(), clause))
    return tuple(words)


def _number_clauses(tokens: list[str]) -> list[int]:
    """A clause begins after a mark or at a conjunction, if what comes before can be a statement of its own."""
    cuts = [0]
    for n, token in enumerate(tokens):
        after = tokens[n + 1] if n + 1 < len(tokens) else ""
        if token in _BREAKS or (token == "and" and after in _AFTER_AND) or (token in _CLAUSE_MARKS and n):
            cuts.append(n)
    bounds = [*cuts, len(tokens)]
    numbers: list[int] = []
    clause, carried = 0, 0
    for begin, end in pairwise(bounds):
        part = tokens[begin:end]
        numbers += [clause] * len(part)
        # "On Friday," and "the mayor," are no statements of their own: they go with what follows.
        if any(token in _AUXILIARIES or token.endswith("ed") for token in part) or carried + len(part) > 7:
            clause, carried = clause + 1, 0
        else:
            carried += len(part)
    return numbers
