"""Turns told by the layout, and what only looks like them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attribution.dialogue import find_turns, initials, is_answer_label, is_initials, is_labelled
from tracker.segment import segment

INTRO = "Mayor Ann Lee and her rival, Bo Tan, met on the radio.\n\n"
ASKED = "Ann Lee has mended clocks for fifty years. We spoke to her.\n\n"


def turns(text: str) -> list[tuple[str | None, list[str], bool]]:
    """Label, pieces of content, and whether it is a question of nobody."""
    return [
        (turn.label.of(text) if turn.label else None, [piece.of(text) for piece in turn.content], turn.asks)
        for turn in find_turns(text, segment(text))
    ]


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("LEE: ", "LEE"),
        ("Lee: ", "Lee"),
        ("ANN LEE: ", "ANN LEE"),
        ("Mayor Lee: ", "Mayor Lee"),
        ("MS. LEE: ", "MS. LEE"),
        ("Lee (Greens): ", "Lee (Greens)"),
        ("[00:12:33] Lee: ", "Lee"),
        ("12:33 LEE: ", "LEE"),
        ("**LEE:** ", "LEE"),
        ("*Lee*: ", "Lee"),
        ("AL: ", "AL"),
    ],
)
def test_labels(label: str, said: str) -> None:
    text = f"{INTRO}{label}The bridge is safe.\n\nTAN: It is not.\n\nThey shook hands."
    assert turns(text) == [(said, ["The bridge is safe."], False), ("TAN", ["It is not."], False)]


def test_turns_need_no_blank_line_between() -> None:
    assert len(turns(f"{INTRO}LEE: It is safe.\nTAN: It is not.\nLEE: You have not looked.")) == 3


def test_a_turn_goes_on_to_the_next() -> None:
    said = "LEE: It is safe.\n\nMy engineers have looked.\n\nTAN: It is not.\n\nI saw it shake.\n\nThe debate ended."
    assert turns(INTRO + said) == [
        ("LEE", ["It is safe.", "My engineers have looked."], False),
        ("TAN", ["It is not.", "I saw it shake."], False),
    ]


def test_what_is_quoted_between_is_no_turn() -> None:
    text = f'{INTRO}LEE: It is safe.\n\n"I do not believe her," a listener wrote.\n\nTAN: It is not.'
    assert [content for _, content, _ in turns(text)] == [["It is safe."], ["It is not."]]


def test_stage_directions_are_not_said() -> None:
    text = f"{INTRO}LEE: [laughs] It is safe. (Applause) I have looked.\n\nTAN: (inaudible)\n\nLEE: It is."
    assert [content for _, content, _ in turns(text)] == [["It is safe.", "I have looked."], ["It is."]]


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Q: ", "A: "), ("Q. ", "A. "), ("Question: ", "Answer: "), ("Q1: ", "A1: "), ("*Q: ", "*A:* "), ("Q: ", "LEE: ")],
)
def test_questions_and_answers(question: str, answer: str) -> None:
    text = f"{ASKED}{question}Why clocks?\n\n{answer}They tick.\n\n{question}And watches?\n\n{answer}No. I am too old."
    found = turns(text)
    assert [asks for _, _, asks in found] == [True, False, True, False]
    assert [content for _, content, asks in found if not asks] == [["They tick."], ["No. I am too old."]]


def test_questions_and_answers_without_labels() -> None:
    text = f"{ASKED}Why clocks?\n\nI like how they tick.\n\nAnd watches?\n\nNo. I am too old for them."
    assert turns(text) == [(None, ["I like how they tick."], False), (None, ["No. I am too old for them."], False)]


@pytest.mark.parametrize(
    "text",
    [
        "Polling stations:\n\nNORTH: School in Lime Street, open from eight.\n\nSOUTH: Town hall, open from nine.",
        f"{INTRO}Lee: 7 points from 9 games\n\nTan: 6 points from 9 games",  # known, and no sentence
        "What the rules mean\n\nQ: Where may I park?\n\nA: On all streets with a blue line.",  # nobody answers
        "The law of Ann Lee passed.\n\nQ: What is new?\n\nA: The tax is higher now.",  # somebody is named, nobody asked
        f"{INTRO}Bo Tan: Taxes Mr. Tan has said he would cut them.\n\nAnn Lee: Roads Ms. Lee is against new ones.",
        f"{INTRO}LEE: It is safe.",  # one is no dialogue
        f"{INTRO}Why is it shut?\n\nThe council has no money.\n\nWhen will it open?\n\nThe council does not know.",
        "Best film: It Was Not Us.\n\nBest actor: He is Bo Tan.",
    ],
)
def test_what_looks_like_turns(text: str) -> None:
    assert turns(text) == []


def test_strangers_who_take_turns() -> None:
    text = "A call was leaked.\n\nMILO: Is he gone?\n\nRENNA: He is.\n\nMILO: Then burn it.\n\nRENNA: I have."
    assert [label for label, _, _ in turns(text)] == ["MILO", "RENNA", "MILO", "RENNA"]


def test_a_headline_is_no_turn() -> None:
    text = f"Lee: Bridge is safe\n\n{INTRO}LEE: It is safe.\n\nTAN: It is not."
    assert [label for label, _, _ in turns(text)] == ["LEE", "TAN"]


def test_questions_about_labels() -> None:
    assert all(map(is_answer_label, ("A", "Answer", "*A:*", "A2")))
    assert not is_answer_label("Ann")
    assert is_initials("AL")
    assert not any(map(is_initials, ("Al", "LEES", "A", "A1")))
    assert initials("Ann van Lee") == "AL"
    assert is_labelled("LEE: It is.")
    assert not any(map(is_labelled, ("It is.", "", "lee: it is.")))


@given(st.text(st.sampled_from("QA:.? \n*[]0I“LEan—"), max_size=200))
def test_spans_lie_inside_their_turns(text: str) -> None:
    found = find_turns(text, segment(text))
    for turn in found:
        assert all(turn.region.contains(piece) and piece.of(text).strip() for piece in turn.content)
    assert all(a.region.end <= b.region.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "unit",
    [
        "A: I am.\n\nQ: Why?\n\n",
        "LEE: I am.\nTAN: We are.\n\nx\n\nx\n\nx\n\nx\n\nx\n\n",
        "A A A ",
        "[00:00] ",
        "*A* ",
        "A.\n",
    ],
)
def test_no_text_takes_long(unit: str) -> None:
    text = "Ann Lee, we spoke. " + unit * (200_000 // len(unit))
    segments = segment(text)
    begun = time.process_time()
    find_turns(text, segments)
    assert time.process_time() - begun < 5, "0.3 s on a quiet machine"


def test_a_question_without_a_label_between_two_turns_of_one_is_nobodys() -> None:
    text = INTRO + "Lee: I like it. It is late.\n\nAnd what would you mend next?\n\nLee: I would mend the wall."
    asked = (None, ["And what would you mend next?"], True)
    assert turns(text) == [
        ("Lee", ["I like it. It is late."], False),
        asked,
        ("Lee", ["I would mend the wall."], False),
    ]


def test_a_label_may_stand_close_to_its_words() -> None:
    text = INTRO + "Lee:I like it.\n\nTan:\xa0We do not like it."
    assert [label for label, _, _ in turns(text)] == ["Lee", "Tan"]


def test_what_an_editor_put_into_a_sentence_is_no_stage_direction() -> None:
    text = INTRO + "Lee: I like the [harbour] wall. [Laughter] It is late.\n\nTan: I do not."
    assert turns(text)[0][1] == ["I like the [harbour] wall.", "It is late."]


def test_what_is_new_in_each_of_many_towns_is_no_talk() -> None:
    towns = ("Elmstead", "Northport", "Wexcombe", "Harrowby", "Millford")
    lines = "\n\n".join(f"{town}: It is illegal to fish at night." for town in towns)
    assert turns("New rules hold in " + ", ".join(towns) + ".\n\n" + lines) == []
