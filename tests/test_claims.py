"""Contents cut into claims: each case is a marked content and the claims' texts that must come of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marked import read_marked
from tracker.claims import make_claims
from tracker.records import Attribution, Claim, Span, Speaker

ANN = Speaker("Ann Lee", "person")


def attribution_of(marked: str, speaker: Speaker | None = ANN) -> tuple[str, Attribution]:
    """The text of a marked case, and its first attribution."""
    case = read_marked(marked)
    found = case.attributions[0]
    return case.text, Attribution(found.source, found.cue, found.content, "indirect", 1.0, speaker)


def claims_of(marked: str) -> list[str]:
    """The texts of a case's claims."""
    text, attribution = attribution_of(marked)
    return [claim.text for claim in make_claims(attribution, text).claims]


CASES: list[tuple[str, list[str]]] = [
    # what leans on its cue
    ("[S Acme's] [C decision] [K to close the pit] was late.", ["Ann Lee’s decision to close the pit."]),
    ("[S Ann Lee], [C telling] her lawyer [K to “be brief.”]", ["Ann Lee telling her lawyer to be brief."]),
    ("[S Ann Lee] [C asked] the mayor [K whether it held].", ["Ann Lee asked the mayor whether it held."]),
    ("[S Ann Lee] [C said Monday] [K that the wall fell].", ["The wall fell."]),
    ("[S Ann Lee] [C explains] [K that the wall fell].", ["The wall fell."]),
    ("[S Ann Lee] [C doesn't see] [K that the wall fell].", ["Ann Lee doesn't see that the wall fell."]),
    ("[S Ann Lee] [C warned against] [K hiring them].", ["Ann Lee warned against hiring them."]),
    # sentence ends
    ("He said [K it rained. It stopped].", ["It rained.", "It stopped."]),
    ("He said [K Mr. Smith left. He was late].", ["Mr. Smith left.", "He was late."]),
    ("He said [K the U.S. Army left].", ["The U.S. Army left."]),
    ("He said [K it left the U.S. The road was open].", ["It left the U.S.", "The road was open."]),
    ("He said [K it left at 5 a.m. on Monday].", ["It left at 5 a.m. on Monday."]),
    ("He said [K it left at 5 a.m. The road was open].", ["It left at 5 a.m.", "The road was open."]),
    ("He said [K Gen. Lee of Acme Inc. left].", ["Gen. Lee of Acme Inc. left."]),
    ("He said [K it cost $3.5 million].", ["It cost $3.5 million."]),
    ('He asked: [K "Is it safe? Is it open?"]', ["Is it safe?", "Is it open?"]),
    ("[K “It is safe.]\n\n[K “It is open,”] he said.", ["It is safe.", "It is open."]),
    # clauses
    (
        '[K "We expect the Iraqis to leave, but I don\'t think that will happen massively,"] she said.',
        ["We expect the Iraqis to leave.", "I don't think that will happen massively."],
    ),
    ("He said [K the bridge was safe; the road was closed].", ["The bridge was safe.", "The road was closed."]),
    (
        "He said [K that the bridge was safe and that the road was open].",
        ["The bridge was safe.", "The road was open."],
    ),
    ("He said [K that the bridge was safe, and that it was open].", ["The bridge was safe.", "It was open."]),
    ("He said [K the bridge was safe and open].", ["The bridge was safe and open."]),
    (
        "He said [K that if it rains, and it often does, they will stay at home].",
        ["If it rains, and it often does, they will stay at home."],
    ),
    # a sentence broken by its cue
    ('[K "The bridge,"] said the mayor, [K "is safe."]', ["The bridge is safe."]),
    ('[K "The bridge,"] he said, [K "Ann\'s bridge, is safe."]', ["The bridge Ann's bridge, is safe."]),
    ("[K The bridge], the mayor said, [K was safe].", ["The bridge was safe."]),
    ('[K "If it rains,"] he said, [K "we stay at home."]', ["If it rains we stay at home."]),
    ('[K "It is safe,"] said the mayor, [K "and it will stay open."]', ["It is safe.", "It will stay open."]),
    ('[K "It is safe,"] said the mayor. [K "It will stay open."]', ["It is safe.", "It will stay open."]),
    # what comes first
    ("He said [K that the bridge was safe].", ["The bridge was safe."]),
    ('[K "That is not true,"] he said.', ["That is not true."]),
    ("He said [K that would be wrong].", ["That would be wrong."]),
    ('[K "And that is why we left,"] he said.', ["That is why we left."]),
    ('[K "So far it is safe,"] he said.', ["So far it is safe."]),
    ('[K "But nobody minded,"] he said.', ["Nobody minded."]),
    ("He explained [K how the bridge fell].", ["The bridge fell."]),
    ("He asked [K how many people left].", ["How many people left."]),
    ("a cooling, [K which] some attributed to [K a withdrawal of fighters].", ["A withdrawal of fighters."]),
    ("a law, [K which], he said, [K was illegal].", ["This was illegal."]),
    ("a law, [K which was illegal], he said.", ["This was illegal."]),
    ("He asked [K which road was open].", ["Which road was open."]),
    ('[K "Which road is open?"] he asked.', ["Which road is open?"]),
    # marks and brackets
    ("He said [K it was “safe”].", ["It was safe."]),
    ("He said [K “it” was safe].", ["It was safe."]),
    ("He said [K the “safe” bridge was closed].", ["The “safe” bridge was closed."]),
    ("He said [K the dogs' food was late].", ["The dogs' food was late."]),
    ("[K 'It is late,'] he said.", ["It is late."]),
    ("He said [K they fight the Levant (ISIL]), who left.", ["They fight the Levant (ISIL)."]),
    ("He said [K they fight (ISIL] and others).", ["They fight ISIL."]),
    ("He said [K they fight (ISIL) now].", ["They fight (ISIL) now."]),
    # infinitives
    ("[S She] [C vowed] [K to leave the town].", ["Ann Lee vowed to leave the town."]),
    ("[S She] [C asked him] [K not to leave].", ["Ann Lee asked him not to leave."]),
    # nothing
    ("He said [K so].", []),
    ("a law [K which] he praised.", []),
    ("He said [K — ].", []),
    ("He spoke.", []),
    ('[K "No,"] he said.', ["No."]),
]


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[marked for marked, _ in CASES])
def test_claims_read_alone(marked: str, expected: list[str]) -> None:
    if "[K" not in marked:
        text, attribution = marked, Attribution((), (), (), "indirect", 1.0)
        assert make_claims(attribution, text).claims == ()
    else:
        assert claims_of(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "He said [K that [P it rained]. [P It stopped]].",
        'He said [K it was [P "safe"]].',
        "He said [K they fight the Levant (ISIL]), who left.",
        '[K "It is safe,"] he said.',
    ],
)
def test_the_words_of_a_claim_are_the_articles_own(marked: str) -> None:
    text, attribution = attribution_of(marked)
    for claim in make_claims(attribution, text).claims:
        words = claim.span.of(text)
        assert words == words.strip(" ,\n")
        assert words.count("(") == words.count(")")
        assert words.count('"') % 2 == 0


def test_a_claim_broken_by_its_cue_spans_both_pieces() -> None:
    text, attribution = attribution_of('[K "The bridge,"] said the mayor, [K "is safe."]')
    (claim,) = make_claims(attribution, text).claims
    assert claim.span.of(text) == 'The bridge," said the mayor, "is safe.'


def test_certainty_is_left_open_and_the_rest_untouched() -> None:
    text, attribution = attribution_of("[S She] [C said] [K it rained].")
    claimed = make_claims(attribution, text)
    assert claimed.claims == (Claim(Span(9, 18), "It rained.", None),)
    assert (claimed.source, claimed.cue, claimed.content) == (attribution.source, attribution.cue, attribution.content)
    assert make_claims(claimed, text) == claimed


WORDS = "which that and but so to it was safe The U.S. a.m. Mr. I don't 1 🙂 ש é — … . , ; ( ) [ ] \" “ ” ' ’ '' `` « »"
PIECES = st.sampled_from([*WORDS.split(), "\n\n", "\ufeff"])


@given(
    st.text(max_size=40) | st.lists(PIECES, max_size=25).map(" ".join) | st.lists(PIECES, max_size=25).map("".join),
    st.data(),
)
def test_any_content_gives_claims_inside_it(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    source, cue, content = spans[:1], spans[1:2], spans[2:] or spans
    attribution = Attribution(
        tuple(source), tuple(cue), tuple(content), "mixed", 1.0, data.draw(st.sampled_from([None, ANN]))
    )
    for claim in make_claims(attribution, text).claims:
        assert claim.text
        assert claim.text == claim.text.strip()
        assert "\n" not in claim.text
        assert claim.text[-1] in ".!?…"
        assert claim.span.of(text).strip()
        assert content[0].start <= claim.span.start < claim.span.end
        # only the bracket that closes directly behind may stand outside
        assert claim.span.end <= content[-1].end or text[content[-1].end : claim.span.end] in (")", "]")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[S Ada Osei] [C blamed] [K the builders for the fire].", "Ada Osei blamed the builders for the fire."),
        ("[S Ada Osei] [C would not say] [K how long it takes].", "Ada Osei would not say how long it takes."),
        ("[S Ada Osei] [C plans] [K to leave on Monday].", "Ada Osei plans to leave on Monday."),
        ("It fell, [K which] [S Ada Osei] [C attributed to] [K a leak].", "Ada Osei attributed this to a leak."),
        ("It fell, [K which] [S Ada Osei] [C attributed] [K to a leak].", "Ada Osei attributed this to a leak."),
        ("[S Ada Osei] [C said] [K prices rose on Monday].", "Prices rose on Monday."),
        ("[S Ada Osei] [C denied] that [K the bridge was closed].", "The bridge was closed."),
    ],
)
def test_a_content_that_is_no_sentence_takes_its_cue_in(marked: str, expected: str) -> None:
    text, attribution = attribution_of(marked, Speaker("Ada Osei", "person"))
    assert [claim.text for claim in make_claims(attribution, text).claims] == [expected]


def test_a_claim_names_all_of_a_list() -> None:
    group = Speaker("Lee, Tan and Orme", "group")
    text, attribution = attribution_of("[S Lee, Tan and Orme] [C want] [K to vote].", group)
    assert [claim.text for claim in make_claims(attribution, text).claims] == ["Lee, Tan and Orme want to vote."]
