"""Who is told to have said what: marked text read by the shipped model, every attribution found and in whose words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marked import MarkedAttribution, read_marked
from tracker.attribution import find_attributions, open_tagger, resolve_speakers
from tracker.attribution.linker import Link, TaggedSpan
from tracker.attribution.nested import DEEPEST, as_sentence, find_nested, holds_reporting
from tracker.attribution.telling import is_kept
from tracker.claims import make_claims
from tracker.records import Attribution, Span
from tracker.segment import segment

TAGGER = open_tagger()


def found_in(text: str) -> tuple[Attribution, ...]:
    """The attributions of a text with their speakers and claims."""
    parts = segment(text)
    (found,) = find_attributions([(text, parts)], TAGGER)
    return tuple(make_claims(attribution, text) for attribution in resolve_speakers(found, text, parts))


def inner(text: str) -> list[Attribution]:
    """Those told in somebody else's words."""
    return [attribution for attribution in found_in(text) if attribution.nested_in is not None]


def letters(spans: tuple[Span, ...], text: str) -> str:
    """The words of some spans without marks, spaces and an opening *that*."""
    words = "".join(c for c in " ".join(span.of(text) for span in spans) if c.isalnum() or c == " ")
    return " ".join(words.split()).removeprefix("that ")


def told(spans: MarkedAttribution | Attribution, text: str) -> tuple[str, str, str]:
    return letters(spans.source, text), letters(spans.cue, text), letters(spans.content, text)


# attribution 1 is the outer one, of which only the place counts here: test_tagger tries what the model marks
NESTED = {
    "denied": "[S1 The river agency] [C1 said] [K1 [S2 the minister] [C2 had denied] [K2 that the dam was cracked]].",
    "said": "[S1 The mayor] [C1 said] [K1 [S2 the police] [C2 had said] [K2 the bridge was closed]].",
    "told, with a hearer": (
        "[S1 Residents] [C1 said] [K1 [S2 the council] [C2 had told] them [K2 that the water was safe]]."
    ),
    "told, without that": "[S1 She] [C1 said] [K1 [S2 doctors] [C2 had told] her [K2 the leg was broken]].",
    "warned": "[S1 The union] [C1 said] [K1 [S2 foremen] [C2 had warned] them [K2 that wages would be late]].",
    "promised": "[S1 Ann Lee] [C1 said] [K1 [S2 the firm] [C2 had promised] her [K2 that no tree would be felled]].",
    "insisted": "[S1 The report] [C1 said] [K1 [S2 the crew] [C2 insisted] [K2 that the valve had been shut]].",
    "claimed": "[S1 Police] [C1 said] [K1 [S2 the driver] [C2 had claimed] [K2 that the brakes failed]].",
    "admitted": "[S1 Prosecutors] [C1 said] [K1 [S2 the welder] [C2 had admitted] [K2 that he left the gate open]].",
    "confirmed": "[S1 The agency] [C1 said] [K1 [S2 two officials] [C2 had confirmed] [K2 that the vote was delayed]].",
    "a paper": "[S1 The lawyer] [C1 said] [K1 [S2 the letter] [C2 showed] [K2 that the firm knew of the leak]].",
    "a finding": "[S1 Ms Orme] [C1 said] [K1 [S2 the tests] [C2 showed] [K2 the water was unsafe]].",
    "belief of others": "[S1 The mayor] [C1 said] [K1 [S2 investigators] [C2 believed] [K2 the fire was set]].",
    "according to, outside": (
        "[C1 According to] [S1 the agency], [K1 [S2 the minister] [C2 said] [K2 that the road would reopen]]."
    ),
    "he, himself": "[S1 Bo Tarrant] [C1 said] [K1 [S2 he] [C2 had told] the police [K2 that the gate was open]].",
    "quoted": '"[K1 [S2 The police] [C2 told] us [K2 that the road was closed]]," [C1 said] [S1 Ann Lee], a baker.',
    "quoted, in the past": '"[K1 [S2 I] [C2 told] them [K2 that the dam would break]]," [C1 said] [S1 Ann Lee].',
    "quoted as saying": (
        "[S1 Prosecutors] [C1 quoted] [K1 [S2 the welder] as [C2 saying] [K2 that nobody had shown him a permit]]."
    ),
    "quoted as telling": (
        "[S1 The filing] [C1 quotes] [K1 [S2 Tarrant] as [C2 telling] a colleague [K2 that the money was gone]]."
    ),
    "who is told to have told whom": (
        "[C1 According to] [S1 Ruth Osei], [K1 [S2 a wounded sergeant] [C2 told] her staff [K2 that [S3 his commander] "
        "[C3 had said] [K3 the boats would come at dawn]]]."
    ),
    "an agentless passive has no speaker": (
        "[S1 Residents] [C1 said] [K1 [S2 they] [C2 had been told] [K2 that the water was safe]]."
    ),
    "in the second sentence of a quotation": (
        '"[K1 It was a bad week. [S2 The council] [C2 told] us [K2 that the school would close]]," '
        "[C1 said] [S1 Ann Lee], a teacher."
    ),
    "a poll": "[S1 The survey] [C1 found] [K1 that [S2 74 percent of voters] [C2 said] [K2 the mayor should resign]].",
    "claims by": (
        "[S1 Tarrant] [C1 denied] [K1 [C2 claims] by [S2 the union] [K2 that he had left the gate open all night]]."
    ),
}


@pytest.mark.parametrize("case", NESTED)
def test_what_somebody_is_told_to_have_said_is_found(case: str) -> None:
    marked = read_marked(NESTED[case])
    text, found = marked.text, found_in(marked.text)
    assert [told(one, text) for one in found if one.nested_in is not None] == [
        told(one, text) for one in marked.attributions[1:]
    ]
    for deep, number in enumerate(n for n, one in enumerate(found) if one.nested_in is not None):
        outer = found[number].nested_in
        assert outer is not None
        assert outer < number
        assert letters(found[outer].content, text) == told(marked.attributions[deep], text)[2]


NOT_NESTED = {
    "what he wants": "Bo Tarrant said he wants to leave the party.",
    "what he plans": "The mayor said she plans to close the bridge in May.",
    "what somebody else wants": "The mayor said the residents want to keep the school.",
    "what is needed": "The mayor said the city needs to find more money.",
    "his own belief": "Bo Tarrant said he believed the wall would hold.",
    "I think": '"I think it will rain tonight," said Ann Lee, a farmer.',
    "we believe": '"We believe the bridge is safe and we will reopen it," said the mayor.',
    "I do not think": '"I don\'t think the wall will hold much longer," said Ann Lee.',
    "I would say": '"I would say that the bridge is safe," said the mayor.',
    "I promise": '"I promise you that the school will stay open," said the mayor.',
    "what he would say": "Ann Lee said the mayor would say that the bridge was safe.",
    "what was never said": "Ann Lee said the mayor had never said that the bridge was safe.",
    "what was not said": "The union said the firm did not say that the plant would close.",
    "if he says": "Ann Lee said she would resign if the mayor said that the bridge was safe.",
    "whoever may say": '"Anyone can say that the bridge is safe," said Ann Lee.',
    "nobody said": "The union said nobody had told them that the plant would close.",
    "an order": "Ann Lee said the police had told them to leave the house.",
    "a request": "The firm said the council had asked it to keep the gates shut.",
    "a promise to do": "The union said the mayor had promised to keep the school open.",
    "only it": '"They said it twice," said Ann Lee, "and nobody listened."',
    "knowledge": "Ann Lee said the minister knew about the crack in the dam.",
    "a state": "The agency said the United States had closed its border with the north.",
    "a report in hand": "The mayor said a report would be published next week.",
    "no reporting at all": "The mayor said the bridge would stay open until the summer.",
    "said in the article's own words": "The police said the bridge was closed. Ann Lee left.",
}


@pytest.mark.parametrize("case", NOT_NESTED)
def test_what_is_none(case: str) -> None:
    text = NOT_NESTED[case]
    assert found_in(text), "the outer one is there"
    assert [told(one, text) for one in inner(text)] == []


def test_the_outer_claim_stays_whole_and_the_inner_one_is_its_own() -> None:
    found = found_in("The river agency said the minister had denied that the dam was cracked.")
    said = [(one.speaker.name if one.speaker else None, [c.text for c in one.claims]) for one in found]
    assert said == [
        ("river agency", ["The minister had denied that the dam was cracked."]),
        ("minister", ["The dam was cracked."]),
    ]


SPEAKERS: dict[str, tuple[str, str | None]] = {
    "a passive that names nobody": ("Residents said they had been told that the water was safe.", None),
    "he is whoever speaks": ("Bo Tarrant said he had told the police that the gate was open.", "Bo Tarrant"),
    "she is no man": (
        "Ann Wexley came late. Mr Orme said she had told the police that the gate was open.",
        "Ann Wexley",
    ),
    "he is nobody sure where another was named": (
        "Mr Orme said that when Mr Pell left, he had told the police that the gate was open.",
        "he",
    ),
    "he in a quotation is another": (
        'Bo Tarrant left. "He told us that the gate was open," said David Orme.',
        "Bo Tarrant",
    ),
    "I is who is quoted": ('"I told them that the dam would break," said Ann Lee.', "Ann Lee"),
    "a description": (
        "David Orme, the mayor, came. Ann Lee said the mayor had told her that the road was closed.",
        "David Orme",
    ),
    "a short form": (
        "Carla Orme came. Ann Lee said Orme had told her that the road was closed.",
        "Carla Orme",
    ),
}


@pytest.mark.parametrize("case", SPEAKERS)
def test_who_it_is(case: str) -> None:
    text, name = SPEAKERS[case]
    assert [one.speaker.name if one.speaker else None for one in inner(text)] == [name]


def test_whoever_is_told_of_does_not_decide_who_he_is_outside() -> None:
    told_of = "David Orme said Ian Pell had told him that the gate was open. He added that it was late."
    assert [one.speaker.name for one in found_in(told_of) if one.speaker and one.nested_in is None] == [
        "David Orme"
    ] * 2


def test_passages_are_read_where_a_word_of_reporting_stands() -> None:
    assert holds_reporting("the council had told us it would close")
    assert not holds_reporting("the bridge would stay open until the summer")
    assert not holds_reporting("I think that it will rain")
    assert not holds_reporting("she had come to say that it was late")
    assert not holds_reporting("nobody knew what they had told")


def test_a_sentence_keeps_the_place_of_every_character() -> None:
    assert as_sentence("the dam leaks") == "The dam leaks."
    assert as_sentence("ßtraße") == "ßtraße."


def test_what_is_unsure_is_not_kept() -> None:
    words = "the minister denied that the dam leaked"

    def one(sure: float) -> Link:
        spans = (("source", 0, 12), ("cue", 13, 19), ("content", 20, len(words)))
        parts = [TaggedSpan(role, Span(start, end), sure if role == "content" else 0.9) for role, start, end in spans]
        return Link((parts[0],), (parts[1],), (parts[2],))

    assert is_kept(one(0.9), words)
    assert not is_kept(one(0.3), words)


@given(
    st.lists(
        st.sampled_from(
            [
                "said",
                "the mayor",
                "told",
                "her",
                "that",
                '"',
                "“",
                "”",
                "denied",
                "claims by",
                "it",
                ".",
                ",",
                "\n\n",
                "as saying",
                "quoted",
                "he",
                "I",
                "was told",
                "the bridge was safe",
                "according to",
                "'",
            ]
        ),
        max_size=40,
    )
)
def test_what_is_nested_lies_inside_what_it_is_nested_in(words: list[str]) -> None:
    text = " ".join(words)
    found = found_in(text)
    for place, attribution in enumerate(found):
        depth, at = 0, attribution
        while at.nested_in is not None:
            outer = found[at.nested_in]
            assert at.nested_in < place
            for span in (*at.source, *at.cue, *at.content):
                assert any(content.contains(span) for content in outer.content)
            at, depth = outer, depth + 1
        assert depth < DEEPEST


def test_nothing_is_read_where_nothing_was_found() -> None:
    text = "The bridge was safe."
    assert find_nested([(text, segment(text))], [()], lambda texts: pytest.fail(f"asked for {texts}")) == [()]
