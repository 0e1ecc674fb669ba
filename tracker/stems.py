"""Stems of English words: the same string for the forms of one word, not a word itself.

No tagger and no dictionary: a stem costs a look into a table and at an ending.
"""

from __future__ import annotations

import re
from functools import lru_cache

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
