"""Sources that are several, those that only look so, and names that one word of the text spoils."""

from __future__ import annotations

import pytest

from tests.attribution.resolving import Cases, cases, names, resolve
from tracker.attribution.several import counted_noun
from tracker.records import SpeakerKind

SEVERAL: Cases = {
    "three names": (
        "Ann Wexley, Bo Tarrant and Cy Orme met. [S Wexley, Tarrant and Orme] [C want] [K a vote].",
        ["Wexley, Tarrant and Orme"],
    ),
    "a pronoun and a name": (
        "Ann Wexley came late. [S She and former mayor Bo Tarrant] [C recommended] [K the plan].",
        ["She and former mayor Bo Tarrant"],
    ),
    "two offices of one": (
        "[S Former Acme engineer and brake inventor Bo Tarrant] [C said] [K it held].",
        ["Bo Tarrant"],
    ),
    "a number of": ("[S A number of analysts] [C say] [K it will hold].", ["A number of analysts"]),
    "a team of": ("[S Another team of divers] [C found] [K that it leaked].", ["Another team of divers"]),
    "an office and what it is one of": (
        "[S1 Head of public lending Bo Tarrant] [C1 said] [K1 it held]. [S2 Tarrant] [C2 said] [K2 so].",
        ["Bo Tarrant"] * 2,
    ),
    "an office of a group is another's": (
        "[S The head of the pressure group Wexley Watch] [C said] [K it held].",
        ["head of the pressure group Wexley Watch"],
    ),
}
TWO_SOURCES: Cases = {
    "as somebody reported": (
        "As [S Bo Tarrant] reported, [S Ann Wexley, the mayor,] [C told] him [K that it held].",
        ["Ann Wexley"],
    ),
    "a relative clause is a piece": (
        "[S Ann Wexley, who] left [S the port board last year,] [C said] [K it held].",
        ["Ann Wexley"],
    ),
    "as all call him": (
        "[S Wexley], as [S everyone in Elmstead calls Ann Wexley,] [C said] [K it held].",
        ["Ann Wexley"],
    ),
    "behind a preposition": (
        "[S Ann Wexley] used an hour at [S the fair] [C attacking] [K the board].",
        ["Ann Wexley"],
    ),
}
SPOILT: Cases = {
    "a surname that is a word": (
        "Tom Marsh crossed a marsh. They asked Marsh, and asked Marsh again. [S Marsh] [C said] [K it was wet].",
        ["Tom Marsh"],
    ),
    "a sentence's first word": (
        "They asked Zentrella. Soon Zentrella had soon grown. [S Zentrella] [C said] [K it grew].",
        ["Zentrella"],
    ),
    "a firm before its man": ("[S Acme Airlines' Bo Tarrant] [C said] [K it flew].", ["Bo Tarrant"]),
    "a country before an office": (
        "[S U.S. Secretary of State Ann Mary Wexley] [C said] [K it held].",
        ["Ann Mary Wexley"],
    ),
}
NOBODY: Cases = {
    "he is not I": ("[S1 I] [C1 doubt] [K1 it]. [S2 He] [C2 said] [K2 it held].", ["I", "He"]),
    "he is no thing": (
        "[S1 The new pump] [C1 showed] [K1 that it leaked]. [S2 He] [C2 said] [K2 so].",
        ["new pump", "He"],
    ),
    "he is not everyone": (
        "[S1 Everyone on board] [C1 thought] [K1 so]. [S2 He] [C2 said] [K2 no].",
        ["Everyone on board", "He"],
    ),
}


@cases(SEVERAL, TWO_SOURCES, SPOILT, NOBODY)
def test_speakers(marked: str, expected: list[str | None]) -> None:
    assert names(marked) == expected


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[S A number of analysts] [C say] [K so].", "group"),
        ("[S Wexley, Tarrant and Orme] [C say] [K so].", "group"),
        ("[S Zentrella] [C reported] [K a late start].", "organization"),
        ("[S Harbour International] [C says] [K its ships sank].", "organization"),
        ("[S Freedonians] [C worry] [K that it leaks].", "group"),
        ("[S Legislators] [C said] [K the law would help].", "group"),
        ("[S WEXLEY][C :] [K It is late]. They had seen Wexley.", "person"),
        ("[S Wexley] [C said] [K he was late]. [S2 He] [C2 said] [K2 so].", "person"),
        ("Ann Wexley reports. [S Wexley] [C said] [K so].", "person"),
    ],
)
def test_the_kind_of_a_speaker(marked: str, kind: SpeakerKind) -> None:
    speaker = resolve(marked)[0]
    assert speaker is not None
    assert speaker.kind == kind


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("a number of analysts", "analysts"),
        ("A small group of angry tenants", "tenants"),
        ("another team of police", "police"),
        ("a group of the banks", None),
        ("a number", None),
        ("a spokesman of analysts", None),
    ],
)
def test_who_is_counted(phrase: str, noun: str | None) -> None:
    assert counted_noun(phrase) == noun
