"""Words of reporting: the cues that an attribution inside another may have. All lower case; data, compiled by hand from
the vocabulary of news English.

They say less than the tagger knows on purpose: what somebody wishes, plans or knows is an attribution to PolNeAR, but
inside somebody else's words it is that one's claim (design 008).
"""

from __future__ import annotations


def _verbs(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# said, written, shown
PAST = _verbs(
    "said told denied claimed alleged warned announced promised pledged vowed insisted argued stated asserted",
    "admitted acknowledged conceded confirmed declared disclosed revealed reported explained complained accused",
    "testified swore sworn suggested contended replied responded wrote written rejected disputed predicted",
    "estimated concluded proposed recommended ordered demanded advised urged assured informed notified implied",
    "repeated attributed blamed threatened objected protested countered ruled showed shown indicated found",
    "emailed texted phoned confided boasted added remarked agreed stressed maintained quoted cited signalled",
    "signaled guaranteed apologised apologized",
)
SPEECH = PAST | _verbs(
    "say says saying tell tells telling deny denies denying claiming alleges alleging warn warns warning",
    "announces announcing promising pledging vowing insist insists insisting argue argues arguing states stating",
    "asserts asserting admit admits admitting acknowledges concedes confirms confirming declares declaring",
    "reveals revealing reporting explains explaining complains complaining accuses accusing testifies suggest",
    "suggests suggesting contend contends replies responds writes writing rejects disputes predicts predicting",
    "estimates concludes proposes recommends recommending demanding advises advising urges urging assures",
    "assuring informs informing implies implying attributes attribute attributing blames blaming threatening",
    "shows showing indicates indicating show",
)
# held true, not said: its holder must be somebody with a name or a description
BELIEF = _verbs(
    "believe believes believed believing think thinks thought expect expects expected fear fears feared suspect",
    "suspects suspected doubt doubts doubted assume assumes assumed",
)
# *claims by the union that …*, *a warning that …*
NOUNS = _verbs(
    "claim claims allegation allegations accusation accusations assertion assertions warning warnings report",
    "reports statement statements denial assurance assurances suggestion suggestions testimony complaint",
    "complaints rumour rumours rumor rumors promise promises finding findings conclusion prediction",
)
WORDS = SPEECH | BELIEF | NOUNS | {"according"}
# begins an utterance that has not happened, or that its speaker is denied
UNREAL = _verbs(
    "would could might should may can must will shall never not no cannot rather won't wouldn't can't couldn't",
    "didn't don't doesn't hasn't haven't hadn't isn't wasn't aren't weren't shouldn't 'd 'll ought refused",
    "declined failed able unable want wants wanted going let nor neither hardly without",
)
NOBODY = _verbs(
    "no few neither anyone anybody nobody none everyone everybody you one whoever people somebody's your",
)
# of these only *that …* is a statement: *asserted his rights*
NEED_THAT = _verbs(
    "asserted asserts asserting proposed proposes ruled found maintained agreed objected",
    "protested say says said saying tell tells told telling states stated stating insist insists insisted argue",
    "argues argued added repeated replied responded responds replies stressed complained complains wrote writes",
    "writing written",
)
# what shows something is a paper, a picture, a finding: with *we* or *it* they say nothing that can be checked
EVIDENCE = _verbs(
    "show shows showed shown showing indicate indicates indicated indicating suggest suggests suggested",
)
