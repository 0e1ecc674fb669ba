"""How far the article stands behind a cue: tables of cases."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marked import read_marked
from tracker.certainty.cues import WORDS, Kind, inflections
from tracker.certainty.distance import find_distance
from tracker.records import DISTANCES, Span


def found(marked: str) -> str | None:
    text = read_marked(marked)
    (attribution,) = text.attributions
    return find_distance(text.text, attribution.cue, attribution.source)


@pytest.mark.parametrize(
    ("distance", "marked"),
    [
        ("endorsing", "Police [C confirmed] that the road was closed."),
        ("neutral", "She [C denied] that she had been there."),
        ("neutral", "The union [C rejected] the claim that it had been warned."),
        ("neutral", "The union [C rejected the claim] that it had been warned."),
        ("distancing", "The rebels [C claimed] to have shot down a helicopter."),
        ("distancing", "The group [C claimed responsibility] for the attack."),
        ("distancing", "The group [C claimed] responsibility for the attack."),
        ("distancing", "He [C took credit for] the fall in prices."),
        ("distancing", "She [C took] credit for the deal."),
        ("distancing", "He is [C alleged] to have taken bribes."),
        ("distancing", "He is alleged to have taken bribes, and [C is claimed] to have fled."),
        ("endorsing", "The drug was [C shown] to cut infections."),
        ("distancing", "[C His claim that] the vote was stolen was repeated."),
        ("distancing", "His [C claim] that the vote was stolen was repeated."),
        ("endorsing", "The [C revelation that] the vote was stolen shook the party."),
        ("endorsing", "Her [C admission] that she had lied shook the party."),
        ("distancing", "The [C allegation] that she had lied shook the party."),
        ("distancing", "His [C insistence] that all was well fooled nobody."),
        ("endorsing", "The [C findings] suggest that it was an accident."),
        ("endorsing", "He [C let slip] that the deal was done."),
        ("endorsing", "He [C let it slip] that the deal was done."),
        ("neutral", "According to the report, which he had [C seen], it rained."),
        ("neutral", "It rained, [C according to] the report."),
        ("endorsing", "Satellite images [C show] that the base was hit."),
        ("neutral", "The data [C suggest] that it works."),
        ("endorsing", "A study [C found] that cats sleep more."),
        ("endorsing", "The study [C concluded] that cats sleep more."),
        ("neutral", "The minister [C concluded] that it was over."),
        ("neutral", "He [C said] it was over."),
        ("neutral", "She [C asked] whether it was over."),
        ("distancing", "The video [C purports to show] a man running."),
        ("endorsing", "The minister [C acknowledged] for the first time that mistakes were made."),
        ("distancing", "Officials [C asserted] that it was safe."),
        ("distancing", "[C Supposedly], it was safe."),
        ("distancing", "She [C alleges] that it was stolen."),
        ("distancing", "He [C is accused of] stealing it."),
        ("endorsing", "She [C knew] that he lied."),
        ("neutral", "It was [C said] to be haunted."),
        ("endorsing", "“It was me,” he [C admitted]."),
        ("endorsing", "“It was me,” he [C confessed]."),
        ("neutral", "He [C cast doubt on] the findings."),
        ("neutral", "Scientists [C believe] it works."),
        ("distancing", "He [C touted] the plan as a success."),
        ("endorsing", "The bank [C has since confirmed] that it is so."),
        ("neutral", "Analysts [C were unconvinced]."),
        ("endorsing", "He forgot to say. The police [C confirmed] it."),
        ("endorsing", "Officers [C discovered] he had lied."),
        ("distancing", "He [C lied that] he was ill."),
        ("distancing", "Critics [C accuse] him of lying."),
        ("neutral", "She [C argued] that it was safe."),
        ("neutral", "He [C vowed] to return."),
        ("endorsing", "In a rare admission, the army [C acknowledged] that it had lost."),
        ("endorsing", "[C Documents] show he lied."),
    ],
)
def test_what_a_cue_says_of_itself(distance: str, marked: str) -> None:
    assert found(marked) == distance


@pytest.mark.parametrize(
    ("distance", "marked"),
    [
        ("neutral", "If police [C confirm] that he was there, he will be charged."),
        ("neutral", "The flood [C claimed] the lives of eleven people."),
        ("neutral", "The fire [C claimed] 12 lives."),
        ("neutral", "They [C claimed] asylum in Norway."),
        ("neutral", "He was [C charged with] murder."),
        ("neutral", "They [C charged] 5 dollars for a bottle."),
        ("neutral", "They [C charged] $5 for a bottle."),
        ("distancing", "The opposition [C charged] that the vote had been rigged."),
        ("neutral", "Only three members [C showed] up."),
        ("neutral", "The charity [C maintains] a list of safe houses."),
        ("neutral", "The charity [C maintains] contact with both sides."),
        ("distancing", "The company [C maintains] that it paid its taxes."),
        ("distancing", "He [C maintained] his innocence."),
        ("neutral", "The [C noted] economist said so."),
        ("endorsing", "The economist [C noted] that prices had fallen."),
        ("neutral", "He was [C admitted] to hospital."),
        ("neutral", "He [C accepted] the offer."),
        ("endorsing", "He [C accepted] that he was wrong."),
        ("endorsing", "He [C accepted] he was wrong."),
        ("neutral", "The judge [C allowed] him to leave."),
        ("neutral", "The state [C recognised] the new government."),
        ("endorsing", "The state [C recognised] that the law was unjust."),
        ("distancing", "He [C boasted] that he never paid."),
        ("neutral", "The hotel [C boasts] a pool."),
        ("neutral", "They [C insisted] on being paid."),
        ("distancing", "They [C insisted] on Monday that they were paid."),
        ("neutral", "The team [C found] refuge in a barn."),
        ("endorsing", "He [C found out] that she lied."),
        ("neutral", "They want to [C find out whether] she lied."),
        ("neutral", "“It was me,” he [C recalled]."),
        ("endorsing", "He [C recalled] that it was him."),
    ],
)
def test_a_verb_in_another_sense(distance: str, marked: str) -> None:
    assert found(marked) == distance


@pytest.mark.parametrize(
    ("distance", "marked"),
    [
        ("neutral", "Police [C did not confirm] that the road was closed."),
        ("neutral", "Police could not [C confirm] that the road was closed."),
        ("neutral", "The ministry refused to [C confirm] the report."),
        ("neutral", "Officials [C declined to confirm] that he had left."),
        ("neutral", "The agency has yet to [C confirm] the figure."),
        ("neutral", "The army neither [C confirmed] nor denied the strike."),
        ("neutral", "No official has [C confirmed] the deaths."),
        ("neutral", "Neither side would [C confirm] that talks had begun."),
        ("neutral", "The ministry is expected to [C confirm] the deal on Monday."),
        ("neutral", "The tests may [C show] that the water is safe."),
        ("neutral", "The report will [C show] that costs doubled."),
        ("neutral", "Has the ministry [C confirmed] that the plant will close?"),
        ("endorsing", "She refused to [C acknowledge] that she had lied."),
        ("endorsing", "He failed to [C mention] that he owned the firm."),
        ("endorsing", "The minister [C did not admit] that he had signed it."),
        ("endorsing", "He never [C admitted] taking the money."),
        ("neutral", "She would not [C reveal] whether she had voted."),
        ("neutral", "He did not [C disclose] how much he was paid."),
        ("endorsing", "The firm did not [C disclose] that it had been fined."),
        ("endorsing", "It [C was revealed that] the mayor had lied."),
        ("endorsing", "It was [C revealed] that the mayor had lied."),
        ("endorsing", "It [C emerged] that the mayor had lied."),
        ("endorsing", "It [C transpired that] the mayor had lied."),
        ("distancing", "It [C is claimed] that the mayor lied."),
        ("endorsing", "The mayor [C pointed out] that the bridge was old."),
        ("endorsing", "The mayor [C pointed] out that the bridge was old."),
        ("endorsing", "The mayor [C made clear] that he would not resign."),
        ("endorsing", "The mayor made it [C clear] that he would not resign."),
        ("neutral", "He [C let it be known] that he would run."),
        ("endorsing", "Records [C show] he sold in May."),
        ("endorsing", "The inquiry [C found] that no one was to blame."),
        ("neutral", "He did not [C claim] that it was over."),
        ("neutral", "The firm has never [C claimed] that the drug cures anything."),
        ("neutral", "Did he [C claim] that it was over?"),
        ("distancing", "He not only [C claimed] that it was over, he sang."),
        ("endorsing", "He not only [C confirmed] that it was over, he sang."),
        ("neutral", "The video [C appears to show] a man running."),
        ("neutral", "They want to [C prove] that he lied."),
        ("endorsing", "He was forced to [C admit] that he lied."),
        ("endorsing", "She had to [C concede] that it was over."),
        ("endorsing", "It must be [C admitted] that he lied."),
        ("distancing", "He [C accused] the mayor of lying."),
        ("distancing", "Officials [C would have us believe] that it was safe."),
        ("neutral", "She did not [C know] whether he lied."),
        ("endorsing", "She did not [C know] that he lied."),
        ("neutral", "It is not [C known] who fired."),
        ("distancing", "“It was not me,” he [C insisted]."),
        ("neutral", "It [C remains to be confirmed] that he died."),
        ("neutral", "The ministry is yet to [C confirm] his death."),
        ("neutral", "There was no [C confirmation] that he died."),
        ("distancing", "[C If] the brochure [C is to be believed], it never rains."),
        ("neutral", "He stopped short of [C confirming] that he died."),
        ("neutral", "He spoke without [C admitting] it."),
        ("neutral", "They [C warned] that it would flood."),
        ("endorsing", "She [C can confirm] that it is so."),
        ("endorsing", "He later would [C admit] he lied."),
        ("neutral", "It is far from [C proven] that he lied."),
        ("neutral", "Prosecutors are trying to [C establish] whether he lied."),
        ("distancing", "A report that [C claims to have found] gold spread."),
        ("distancing", "The study claims to have [C found] gold."),
        ("neutral", "She is said to have [C admitted] it."),
    ],
)
def test_negated_unreal_or_asked(distance: str, marked: str) -> None:
    assert found(marked) == distance


@pytest.mark.parametrize(
    ("distance", "marked"),
    [
        ("neutral", "The news agency was unable to independently [C verify] the claim."),
        ("distancing", "The minister falsely [C said] that crime had doubled."),
        ("distancing", "The minister [C falsely said] that crime had doubled."),
        ("distancing", "The minister [C said], wrongly, that crime had doubled."),
        ("distancing", "The president [C said], without offering evidence, that the vote was rigged."),
        ("distancing", "The president [C said] without evidence that the vote was rigged."),
        ("distancing", "The vote was rigged, the president [C said], without providing any proof."),
        ("distancing", "The vote was rigged, he [C said], but offered no evidence."),
        ("distancing", "Without offering evidence, he [C said] the vote was rigged."),
        ("neutral", "He [C said] he had been jailed without evidence."),
        ("neutral", "He [C said] that police had acted without proof."),
        ("distancing", "He [C claimed without evidence] that the vote was rigged."),
        ("endorsing", "As the historian [C rightly noted], it was signed in May."),
        ("endorsing", "As the historian [C rightly] [C said], it was signed in May."),
        ("endorsing", "The historian correctly [C said] that it was signed in May."),
        ("endorsing", "Monitors independently [C confirmed] the deaths."),
        ("distancing", "The [C so-called] peace plan was dead."),
        ("distancing", "The [C purported] letter says he fled."),
        ("distancing", "The letter, [C purportedly] from the king, says he fled."),
        ("distancing", "The mayor allegedly [C told] the clerk to burn the file."),
        ("neutral", "The mayor reportedly [C admitted] that he had lied."),
        ("distancing", 'Her "[C confession]" was typed by police.'),
        ("distancing", "The [C “findings”] were typed by police."),
        ("distancing", "It was safe, a minister [C said], a claim that doctors dispute."),
        ("neutral", "Police have no [C proof] that he died."),
        ("endorsing", "The autopsy gave [C proof] that he died."),
        ("neutral", "There is no [C evidence] that he died."),
        ("distancing", "The [C unsubstantiated report] that he died spread."),
        ("neutral", "[C Unconfirmed reports] say he died."),
        ("distancing", "The [C self-styled] king."),
        ("neutral", "“No,” [C said] “Big” Joe."),
        ("neutral", "He was jailed without evidence, his lawyer [C said]."),
        ("neutral", "The scan was clear and showed no evidence of disease, he [C said]."),
        ("distancing", "Citing no proof, the mayor [C said] it was stolen."),
    ],
)
def test_what_stands_beside_the_cue(distance: str, marked: str) -> None:
    assert found(marked) == distance


def test_no_cue_no_distance() -> None:
    assert find_distance("Ada was there.", []) is None
    assert find_distance("Ada was there.", [Span(3, 3)]) is None


def test_an_unknown_cue_is_neutral() -> None:
    assert found("The mayor [C burbled] that all was well.") == "neutral"
    assert find_distance("   ", [Span(0, 2)]) == "neutral"


def test_a_cue_in_pieces_is_read_as_one() -> None:
    assert found("He [C made] it [C clear] that he would stay.") == "endorsing"
    assert found("He [C did not] really [C confirm] it.") == "neutral"


def test_a_document_refutes_where_a_person_only_denies() -> None:
    assert found("[S A carbon test] [C refuted] the tale.") == "endorsing"
    assert found("[S The minister] [C refuted] the tale.") == "neutral"


def test_british_and_american_forms() -> None:
    assert inflections("admit") == ("admit", "admits", "admitted", "admitting")
    assert inflections("deny") == ("deny", "denies", "denied", "denying")
    assert {WORDS[form] for form in ("acknowledged", "acknowledges")} == {("acknowledge", Kind.ADMITTING)}
    assert WORDS["realized"] == WORDS["realised"]


@given(st.text(), st.integers(0, 200), st.integers(0, 40))
def test_no_text_makes_it_raise(text: str, start: int, width: int) -> None:
    assert find_distance(text, [Span(start, start + width)]) in (*DISTANCES, None)


def test_it_costs_next_to_nothing() -> None:
    text, cue = (
        "It was not clear, the ministry's spokesman confirmed, whether anyone had been hurt. " * 20,
        [Span(43, 52)],
    )
    find_distance(text, cue)
    begun = time.process_time()
    for _ in range(1000):
        find_distance(text, cue)
    assert time.process_time() - begun < 1, "some 0.03 s on a quiet machine"
