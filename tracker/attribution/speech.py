"""Which cues are speech: verbs, nouns and marks by which words are handed on, and not thoughts, plans or findings.

The verbs are those of saying, writing, asking and answering, of judging aloud and of promising (the *communication*
classes of FrameNet: Statement, Questioning, Response, Judgment_communication, Commitment, Request). Compiled by hand
from the vocabulary of news English.
"""

from __future__ import annotations

import re
from functools import cache

_VERBS = """
    accuse acknowledge add address admit admonish advise advocate affirm agree allege allude announce answer
    apologize appeal argue articulate ask assail assert assure attack attest aver backtrack bark beg bellow
    berate blame blast boast brag brief broadcast call castigate caution challenge charge chastise chide chime
    cite claim clarify coin comment commend complain compliment concede concur condemn confess confide confirm
    congratulate contend counter credit criticize cry decry declare decline defend demand denounce deny deride
    describe detail dictate disavow disclose discuss dismiss dispute echo elaborate emphasize endorse enthuse
    enumerate equivocate exclaim exhort explain express extol fault fire gloat gripe groan gush hail hint
    illustrate implore imply inform inquire insinuate insist instruct interject interrupt intone invoke joke
    jest lambast lambaste lament lash lecture lie maintain mention mock mumble murmur muse mutter name narrate
    note object observe offer opine outline pen pledge plead point post pray preach press predict proclaim
    profess promise propose protest publish query question quip quote rail rant read reaffirm reassure rebuke
    rebut recall recite recommend recount refer refuse refute reiterate reject relate relay remark remind
    renounce repeat reply report reprimand reproach request respond restate retort retweet reveal ridicule roar
    say scoff scold scream shoot shout sigh signal slam sneer snap sob speak specify speculate spell spout
    stammer state stress stutter submit suggest summarize swear talk taunt tease tell term testify thank
    threaten thunder tout trumpet tweet underline underscore urge utter vent voice volunteer vouch vow wail warn
    weigh whine whisper wonder worry write yell
"""
# Nouns, and what stands for a verb: *according to*, *in a statement*, *for his part, X:*.
_OTHER_WORDS = """
    according accusation admission allegation announcement answer apology appeal argument assertion assurance
    assurances claim comment comments complaint complaints confession criticism declaration denial description
    explanation interview letter message objection op-ed pledge post promise proposal quote question reply
    remark remarks report request response rebuke speech statement statements testimony threat vow warning words
    reportedly allegedly per
"""
_IRREGULAR = """
    say says said saying / tell tells told telling / speak speaks spoke spoken speaking / write writes wrote written
    writing / swear swears swore sworn swearing / read reads reading / spell spells spelled spelt spelling /
    shoot shoots shot shooting / lie lies lied lying
"""
_DOUBLING = frozenset(
    ("admit", "brag", "quip", "rebut", "refer", "snap", "sob", "submit", "slam", "chat", "pen", "blog")
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# A cue that is a mark: *Mayor: bridge is safe*, *Bridge safe — mayor*.
_MARK = re.compile(r"[:–—-]+")


def is_speech(cue: str) -> bool:
    """Whether a cue tells of something said or written.

    >>> is_speech("said in a statement"), is_speech("is expected"), is_speech(":")
    (True, False, True)
    """
    words = _WORD.findall(cue.casefold())
    return not _speech_words().isdisjoint(words) if words else _MARK.fullmatch(cue.strip()) is not None


@cache
def _speech_words() -> frozenset[str]:
    irregular = {forms.split()[0]: forms.split() for forms in _IRREGULAR.split("/")}
    words = set(_OTHER_WORDS.split())
    for verb in _VERBS.split():
        words.update(irregular.get(verb) or _forms(verb))
    return frozenset(words)


def _forms(verb: str) -> tuple[str, ...]:
    """The forms of a regular verb, in American and British spelling."""
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        forms: tuple[str, ...] = (verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    elif verb.endswith("e"):
        forms = (verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    else:
        third = f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh")) else f"{verb}s"
        forms = (verb, third, f"{stem}ed", f"{stem}ing")
    if verb.endswith("ize"):
        forms += tuple(re.sub(r"iz(?=e|ing)", "is", form) for form in forms)
    return forms
