"""What the words of a cue say of the reporter's distance: verbs, nouns and phrases by kind, and how they inflect.

The kinds follow the old distinction of factive, implicative and plain verbs of saying (Kiparsky & Kiparsky 1970;
Karttunen 1971; Saurí & Pustejovsky 2012). Data, and the few rules that unfold it. Compiled by hand from the vocabulary
of news English and the training sentences; nothing here comes from an evaluation text.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache


class Kind(Enum):
    """How a cue stands to its content, and what a negation makes of it."""

    PROVING = "proving"  # endorses; *did not confirm* does not
    ADMITTING = "admitting"  # takes the content for granted: *did not admit that* does, too
    REMEMBERING = "remembering"  # the same of what is told, but only a way of speaking beside a direct quotation
    GRANTING = "granting"  # admits with a clause (*accepted that*), does something else with a noun (*the offer*)
    DISTANCING = "distancing"
    NEUTRAL = "neutral"  # listed to keep what follows it in the cue from speaking: *rejected the claim*


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# ---------------------------------------------------------------- verbs

VERBS: dict[Kind, str] = {
    Kind.PROVING: """
        ascertain attest authenticate bare certify belie capture confirm corroborate debunk demonstrate detect determine
        discover disprove document emerge evidence expose find highlight illustrate know learn locate pinpoint prove
        realise reconfirm record register show spot substantiate surface trace transpire uncover underline underscore
        unearth unmask validate verify vindicate
    """,
    Kind.ADMITTING: """
        acknowledge admit apologise betray clarify concede confess disclose divulge forget note notice overlook
        recollect regret reveal rue
    """,
    Kind.REMEMBERING: "observe recall remember remind",
    Kind.GRANTING: "accept allow appreciate establish grant recognise",
    Kind.DISTANCING: """
        accuse advertise allege assert aver bluster boast brag charge claim contend counterclaim crow distort exaggerate
        fabricate feign fib gloat hype impute insinuate insist jeer maintain misrepresent mislead overstate parrot
        peddle pontificate posture preach pretend proclaim profess prophesy protest purport rant rave reassert
        regurgitate sneer spout tout trumpet vouch
    """,
    Kind.NEUTRAL: """
        answer argue ask believe call cite comment conclude consider contradict decline deny describe disavow dismiss
        disown dispute doubt estimate examine exonerate expect explain fear hear hope inform investigate mention query
        question quote rebut refuse refute reject report repudiate respond rule say speculate suggest support suspect
        tell think threaten warn write
    """,
}

# forms of a verb, slash, forms of the next
_IRREGULAR = """
    be is are was were been being 's 're am / bear bears bore borne bearing / blow blows blew blown blowing /
    bring brings brought bringing / catch catches caught catching / cling clings clung clinging /
    come comes came coming / draw draws drew drawn drawing /
    drive drives drove driven driving / find finds found finding / forget forgets forgot forgotten forgetting /
    get gets got gotten getting / give gives gave given giving / go goes went gone going / have has had having 've /
    hear hears heard hearing / hold holds held holding / keep keeps kept keeping / know knows knew known knowing /
    lay lays laid laying / learn learns learned learnt learning / leave leaves left leaving / let lets letting /
    make makes made making / mislead misleads misled misleading / prove proves proved proven proving /
    put puts putting / say says said saying / see sees saw seen seeing / seek seeks sought seeking /
    set sets setting / show shows showed shown showing / spread spreads spreading / stand stands stood standing /
    stick sticks stuck sticking / swear swears swore sworn swearing / take takes took taken taking /
    tell tells told telling / think thinks thought thinking / wake wakes woke woken waking /
    write writes wrote written writing
"""
IRREGULAR = {forms.split()[0]: tuple(forms.split()) for forms in _IRREGULAR.split("/")}

DOUBLING = _words("admit brag fib rebut regret spot trot")  # *admitted*, not *admited*


def inflections(verb: str) -> tuple[str, ...]:
    """All forms of a verb, in British and American spelling.

    >>> inflections("deny")[:3], inflections("realise")[-1]
    (('deny', 'denies', 'denied'), 'realizing')
    """
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    consonant_y = verb.endswith("y") and verb[-2] not in "aeiou"
    sibilant = verb.endswith(("s", "x", "z", "ch", "sh"))
    third = verb[:-1] + "ies" if consonant_y else verb + ("es" if sibilant else "s")
    stem = verb + verb[-1] if verb in DOUBLING else verb
    past = verb[:-1] + "ied" if consonant_y else stem + ("d" if verb.endswith("e") else "ed")
    gerund = (verb[:-1] if verb.endswith("e") else stem) + "ing"
    forms: tuple[str, ...] = (verb, third, past, gerund)
    if verb.endswith("ise"):
        forms += tuple(re.sub(r"is(?=e|ing)", "iz", form) for form in forms)
    return forms


# ---------------------------------------------------------------- nouns and other words

NOUNS: dict[Kind, str] = {
    Kind.PROVING: """
        awareness confirmation corroboration discovery knowledge proof realisation realization revelation
        verification
    """,
    Kind.ADMITTING: "acknowledgement acknowledgment admission concession confession disclosure reminder",
    Kind.DISTANCING: """
        accusation allegation assertion boast claim contention counterclaim fabrication falsehood insinuation
        insistence lie myth pretence pretense pretext propaganda protestation smear tale
    """,
    Kind.NEUTRAL: "denial recording statement testimony warning",
}

# forms that are no verb's or noun's regular ones
OTHERS: dict[Kind, str] = {
    Kind.PROVING: "findings",
    Kind.ADMITTING: "owns",
    Kind.DISTANCING: """
        adamant allegedly assurances lied ostensible ostensibly purported purportedly rumored rumoured self-appointed
        self-declared self-described self-proclaimed self-professed self-styled so-called supposed supposedly
    """,
    Kind.NEUTRAL: "reportedly unconfirmed",
}


def _unfold() -> dict[str, tuple[str, Kind]]:
    words: dict[str, tuple[str, Kind]] = {}
    for kind, nouns in NOUNS.items():
        for noun in nouns.split():
            plural = noun[:-1] + "ies" if noun.endswith("y") else noun + ("" if noun.endswith("s") else "s")
            words |= {noun: (noun, kind), plural: (noun, kind)}
    for kind, verbs in VERBS.items():
        for verb in verbs.split():
            words |= dict.fromkeys(inflections(verb), (verb, kind))
    for kind, others in OTHERS.items():
        words |= {word: (word, kind) for word in others.split()}
    return words


WORDS = _unfold()
"""Every form of every listed word, with its lemma and kind."""

# nouns that are spelt as a form of a verb above: *a note*, *the records*; *the finding* is the verb's kind anyway
VERB_OR_NOUN = _words(
    """
    capture document documents evidence note notes record recording recordings records register registers show shows
    surface trace traces
    """
)

# what can show something
EVIDENCE = _words(
    """
    account accounts analysis archive archives audit autopsy biopsy cable cables camera cameras census chart charts
    cctv data dataset diary document documents dossier e-mail e-mails email emails evidence examination exam experiment
    experiments figures file files filing filings fingerprints footage forensics imagery images inquest inspection
    invoice invoices ledger ledgers letter letters log logbook logs map maps measurements memo memos minutes papers
    photo photograph photographs photos pictures post-mortem printout radar readings receipt receipts record recording
    recordings records register registers report research results review sample samples satellite scan scans screenshot
    screenshots sequencing simulation statements statistics studies study survey surveys swabs tape tapes test tests
    testing transcript transcripts trial trials video videos x-ray x-rays
    """
)
BY_EVIDENCE = _words("conclude exonerate refute rebut support")  # endorse where evidence is what does so

# nouns of saying that an adjective may cast doubt on
TEXTS = EVIDENCE | _words(
    """
    admission admissions article assurance assurances bulletin communique communiqué confession confessions confirmation
    discovery dispatch explanation figure findings hint interview leaflet message news pamphlet post posting promise
    quote proof release reports revelation revelations rumor rumors rumour rumours sighting statement stories story
    theory tip tip-off tweet version
    """
)

# ---------------------------------------------------------------- other senses

# A verb that means something else before one of these words: at once, or (after *) within three words.
OTHER_SENSES: dict[str, str] = {
    "claim": """
        *life *lives *victim *victims *asylum *benefit *benefits *compensation *damages *expenses *refund *refunds
        *pension *reimbursement *allowance *medal *gold *silver *bronze *trophy *title *championship *scalp *pole back
    """,
    "charge": "with under at by for *dollars *euros *pounds *cents *crowns *fee *fees *rent *interest extra",
    "show": "up off around round *signs *interest *remorse *mercy him",
    "find": "*dead *alive *wanting *time *way *refuge *shelter *work *fault *solace *itself *themselves him",
    "maintain": """
        a an contact ties links order *silence *presence *control *list *lists *website *fleet *register *roads *balance
        *discipline *relations *distance *database *archive
    """,
    "insist": "upon",
    "boast": "a an two three four five six some",
    "protest": "against outside in at over about near",
    "admit": "*hospital *ward *clinic *patients *patient *students *members *care him them",
    "concede": "*goal *goals *penalty *corner *try",
    "advertise": "for in on a an the its his her their",
    "betray": "him her them his their the its us me",
    "know": "*whether *if *who *how him them about",
    "forget": "about it",
    "emerge": "from as into",
    "surface": "in at on from",
    "register": "for with as",
    "observe": "a the minute silence",
    "remember": "to",
    "remind": "*of",
    "tout": "for",
    "trace": "back",
    "lie": "in on at down",
    "expose": "himself herself themselves itself",
    "apologise": "if",
}


def _senses() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    split = {verb: words.split() for verb, words in OTHER_SENSES.items()}
    return {
        verb: (
            frozenset(word for word in words if word[0] != "*"),
            frozenset(word[1:] for word in words if word[0] == "*"),
        )
        for verb, words in split.items()
    }


SENSES = _senses()

# ---------------------------------------------------------------- phrases

# <verb> any form of it; (word) may be absent; [a|b] one of them; * any word; ~ up to five; a slash between phrases.
PHRASES: dict[Kind, str] = {
    Kind.PROVING: """
        <find> out / <bear> out / <back> up / <bring> to light / <come> to light / <come> out that / <turn> out /
        <lay> bare / <put> beyond (all) doubt / <leave> no doubt / <set> the record straight / <learn> (it) from /
        <draw> attention to / <call> attention to / <bear> witness / <blow> the whistle / <lift> the lid /
        <drive> home / <bring> home / <wake> up to / <face> up to / <see> for [himself|herself|themselves|itself] /
        <catch> on [camera|film|tape] / <expose> as / <leave> little doubt / there is no denying / <give> proof /
        <be> (well) aware / <come> to realise / <make> (it) (very|abundantly|perfectly|quite) [clear|plain]
    """,
    Kind.ADMITTING: """
        <point> (it|this) out / <let> (it) slip / <let> on / <come> clean / <own> up / <fess> up / <have> to own /
        must own / <plead> guilty / <accept> (full) [responsibility|blame] / <be> right to /
        <be> (deeply|very|truly) [sorry|ashamed|embarrassed] that /
        <express> [regret|remorse|shame|embarrassment] [that|for|at|over]
    """,
    Kind.DISTANCING: """
        <take> (the|all|full|sole) credit / <claim> [credit|responsibility|victory|innocence] /
        <bill> [himself|herself|themselves|itself|as] / <give> [himself|herself|themselves|itself] out / billed as /
        marketed as / <try> to [convince|persuade|portray|paint] / <seek> to [convince|persuade|portray|paint] /
        <affect> (not) to / <make> out that / <put> it about /
        <spread> (the|a|false) [story|rumour|rumours|rumor|rumors|lie|lies|claim|claims] / <double> down /
        <cling> to / <stick> to [his|her|their|its|the] (story|claim|version|line) /
        <level> ~ [charge|charges|accusation|accusations] / <point> [the|a] finger / <swear> [blind|up] /
        <plead> that / <pass> [himself|herself|themselves|itself] off / <pass> off as / <pose> as / <masquerade> as /
        <pitch> as / <trot> out / <persist> in /
        <stand> by [his|her|their|its|the] [story|claim|claims|version|account|allegation|allegations] /
        <want> [us|everyone|people|voters|readers] to (believe|think) /
        <expect> [us|everyone|people|voters|readers] to (believe|think) /
        <ask> [us|everyone|people|voters|readers] to (believe|think) / [his|her|their|its] version /
        conspiracy theory / would (like) ~ [believe|think] /
        would have [us|you|people|voters|readers|anyone] (all) (believe|think) / we are told /
        <be> forever / <keep> [insisting|repeating|claiming] / <be> at pains to [stress|insist|say|deny] /
        rumour has it / rumor has it / or so ~ [say|says|said|claim|claims|claimed|goes] / to hear ~ tell it /
        if ~ <be> to be [believed|credited] / if one believes /
        [by|on] [his|her|their|its] own [account|telling|reckoning|admiration] / in [his|her|their] telling /
        in the * telling / the official version / according to the official /
        what ~ [calls|call|called|describes|described] (as) /
        <call|describe|declare|style|fancy|cast|present> [himself|herself|themselves|itself] /
        <portray|paint|persuade|convince> [himself|herself|themselves|itself]
    """,
    Kind.NEUTRAL: """
        <let> it be [known|understood] / <make> known / <find> (it) [hard|difficult|impossible] /
        <find> out [if|whether|how|who|what] / <plead> not guilty / <plead> [for|with] / no one knows / nobody knows /
        <call> [it|them|the|this|that|for] / <go> on record / <be> known [as|for] / <take> note /
        <take> (it) for granted / <give> the lie to / <cast> doubt / <express> doubt / <play> down / legend has it /
        <learn> to / <register> [a|an|his|her|their|its] [complaint|protest|objection] / on the record /
        for the record / off the record
    """,
}


def _pattern(phrase: str) -> str:
    """A phrase's notation as a regular expression that ends in a blank or the end of a word."""
    parts = []
    for token in re.findall(r"<[\w|]+>|\([^)]*\)|\[[^\]]*\]|[*~]|[\w'-]+", phrase):
        if token in "*~":
            parts.append(r"[\w'’-]+\s+" if token == "*" else r"(?:[\w'’-]+\s+){0,5}?")
        elif token[0] == "<":
            parts.append(rf"(?:{'|'.join(_forms(token))})\b\s*")
        elif token[0] == "(":
            parts.append(rf"(?:(?:{token[1:-1]})\b\s*)?")
        elif token[0] == "[":
            parts.append(rf"(?:{token[1:-1]})\b\s*")
        else:
            parts.append(rf"{token}\b\s*")
    return "".join(parts)


def _forms(verbs: str) -> tuple[str, ...]:
    return tuple(form for verb in verbs.strip("<>").split("|") for form in inflections(verb))


def _openers(phrase: str) -> tuple[str, ...]:
    """The words that a phrase may begin with."""
    first = phrase.split()[0]
    if first[0] == "<":
        return _forms(first)
    return tuple(first.strip("[]").split("|"))


@cache
def phrases_by_word() -> dict[str, list[tuple[re.Pattern[str], Kind]]]:
    """The phrases that may begin with a word; made when they are first asked for."""
    out: dict[str, list[tuple[re.Pattern[str], Kind]]] = {}
    for kind, phrases in PHRASES.items():
        for phrase in phrases.split("/"):
            pattern = re.compile(_pattern(phrase), re.IGNORECASE)
            for word in _openers(phrase):
                out.setdefault(word, []).append((pattern, kind))
    return out


# ---------------------------------------------------------------- what stands around a cue

RIGHTLY = _words("accurately aptly correctly justly prophetically rightly truthfully")
FALSELY = _words(
    """
    absurdly allegedly baselessly deceitfully deceptively dishonestly disingenuously dubiously erroneously falsely
    fancifully fraudulently groundlessly implausibly improbably inaccurately incorrectly mendaciously misleadingly
    mistakenly ostensibly preposterously purportedly speciously spuriously supposedly unconvincingly untruthfully
    wrongly
    """
)
REPORTEDLY = _words("apparently reportedly")
DUBIOUS = _words(
    """
    alleged baseless bogus breathless bizarre coerced concocted contested debunked discredited disputed doctored dubious
    exaggerated fabricated fake false fanciful far-fetched fictitious forced forged fraudulent groundless hoax
    implausible inflated lurid misleading ostensible outlandish purported self-serving so-called specious spurious
    supposed unfounded unproven unsubstantiated unsupported untrue wild
    """
)

NOT = _words("not never cannot neither nor without hardly scarcely barely rarely seldom cant dont")
NOBODY = _words("no nobody none nothing neither few little")
NOT_MERELY = _words("only just merely simply")
OMITTING = _words("failed fails fail failing neglected neglects neglect omitted omits omit forgot forgotten forgets")
UNSAID = _words("say tell inform warn report")  # *neglected to say that* takes it for granted
WITHHOLDING = _words("betray clarify disclose divulge reveal")  # *did not reveal that* does, *the price* does not
DENYING = _words(
    """
    declined declines decline declining refused refuses refuse refusing refusal failed fails fail failing failure
    neglected neglects neglect omitted omits omit forgot forgotten unable unwilling unwillingness reluctant reluctance
    yet loath stopped stops far
    """
)
UNREAL = _words(
    """
    expected expects expect due set likely unlikely about hoped hopes hope hoping wanted wants want wanting tried tries
    try trying attempted attempts attempt sought seeks seek seeking aimed aims aim aiming planned plans plan planning
    asked asks urged urges pressed called calls invited promised promises promise vowed vows pledged threatened
    threatens needed needs appeared appears appear appearing seemed seems seem seeming meant intended intends designed
    supposed remains remain remained demanded ordered told struggled struggling determined eager keen ready prepared
    waiting waits
    """
)
MODALS = _words("will would may might could should shall 'll")
IF = _words("if unless until whether lest")
WHETHER = _words("whether if how who what when where why which whom")
SUBJECTS = _words("he she it they we i you there this that these those")
DETERMINERS = _words("a an the this that his her its their our my your no some any each every")
LIGHT = _words(
    "to of from even ever yet so far also later still now then again or only short be have has had been being was were "
    "is are"
)
UNADMITTED = _words("it wrongdoing liability guilt fault blame responsibility defeat any")  # *without admitting guilt*
PREPOSITIONS = _words("with in on at by of for to from after before under amid despite through during")
BE = _words("be is are was were been being am")
