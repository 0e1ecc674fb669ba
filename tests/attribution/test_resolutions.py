"""Why a source is whom it is taken for, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.attribution.resolving import ANN, names, resolutions, resolve
from tracker.attribution.found import THRESHOLD
from tracker.records import Because, Speaker

BECAUSE: dict[str, tuple[str, Sequence[Because]]] = {
    "names": (
        f"{ANN}. [S2 Wexley] [C2 said] [K2 so]. [S3 Ann] [C3 said] [K3 no].",
        ["full name", "surname, same article", "given name, same article"],
    ),
    "spelling": (
        "[S1 Abdul-Basit al-Terrin] [C1 said] [K1 no]. [S2 Abdulbasit Terrin] [C2 said] [K2 yes].",
        ["full name", "other spelling, same article"],
    ),
    "bodies": (
        "[S1 The Union of Tinsmiths (UOT)] [C1 said] [K1 no]. [S2 UOT] [C2 said] [K2 so]. "
        "[S3 The union] [C3 left] [K3 it].",
        ["full name", "abbreviation", "short form of the name"],
    ),
    "roles": (
        "[S1 Mayor Ann Wexley] [C1 said] [K1 no]. [S2 The mayor] [C2 said] [K2 so].",
        ["full name", "role held by one person"],
    ),
    "of two mayors": (
        "Mayor Ann Wexley met Mayor Bo Tarrant. [S The mayor] [C said] [K no].",
        ["described so in the article"],
    ),
    "pronouns": (
        "[S1 Mr Orme] [C1 said] [K1 no]. [S2 He] [C2 said] [K2 so]. "
        "[S3 Mr Pell] [C3 said] [K3 so]. [S4 He] [C4 left] [K4 it].",
        ["full name", "pronoun, only one fits", "full name", "pronoun, nearest that fits"],
    ),
    "many": ("[S1 Residents] [C1 said] [K1 no]. [S2 They] [C2 said] [K2 so].", ["own words", "plural pronoun"]),
    "who": ("We met Ann Wexley, [S who] [C said] [K no].", ["relative pronoun"]),
    "I": ('[S1 Ann Wexley] [C1 said], [K1 "[S2 I] [C2 think] [K2 it is safe]."]', ["full name", "first person"]),
    "latter": ("Ann Wexley met Bo Tarrant. [S The latter] [C said] [K no].", ["the latter or the former"]),
    "goes on": (
        '[K1 "It is safe,"] [C1 said] [S1 Ann Wexley]. It was noon. [K2 "All may cross it now."]',
        ["full name", "goes on speaking"],
    ),
    "late": ('[K1 "It is safe. All may cross it."]\n\nSo says Ann Wexley, the mayor.', ["named later"]),
    "subject": ("[S1 Ann Wexley] [C1 said] [K1 no] but [C2 denied] [K2 it].", ["full name", "subject of the sentence"]),
    "nobody": ("[C It was reported] [K that the bridge shook].", ["nobody named"]),
    "he is nobody": ("[S He] [C said] [K it was late].", ["nobody named"]),
    "a resident": ("[S A resident] [C said] [K no].", ["own words"]),
}


@pytest.mark.parametrize(("marked", "expected"), BECAUSE.values(), ids=BECAUSE)
def test_because(marked: str, expected: Sequence[Because]) -> None:
    assert [one.because for one in resolutions(marked)] == expected


def test_whom_else_it_may_mean() -> None:
    marked = "[S1 Mr Orme] [C1 met] [K1 Mr Pell]. Mr Pell left. Mrs Tarrant stayed. [S2 He] [C2 said] [K2 so]."
    assert resolutions(marked)[1].candidates == ("Pell",)


def test_two_who_fit_alike_stay_unresolved() -> None:
    marked = "At noon in the rain by the bridge stood Ann Wexley and Mary Tarrant. [S She] [C said] [K no]."
    (speaker,), (resolution,) = resolve(marked), resolutions(marked)
    assert speaker == Speaker("She", "unnamed", names=("She",))
    assert resolution.confidence < THRESHOLD
    assert resolution.candidates == ("Mary Tarrant", "Ann Wexley")


def test_a_quotation_after_an_unresolved_one_is_nobody_s() -> None:
    marked = (
        "At noon in the rain by the bridge stood Ann Wexley and Mary Tarrant. "
        '[K1 "It is safe,"] [S1 she] [C1 said]. It rained. [K2 "All may cross it now."]'
    )
    assert names(marked) == ["she", None]
    assert resolutions(marked)[1].candidates[0] == "Mary Tarrant"


def test_whom_a_description_may_mean_that_nobody_is_known_by() -> None:
    before = resolutions("Judge Ann Wexley met Eve Tarrant. It rained.\n\nIt snowed. [S The singer] [C said] [K no].")
    assert before[0].candidates == ("Ann Wexley", "Eve Tarrant")
    behind = resolutions("[S The widow] [C said] [K no].\n\nIt rained. It snowed.\n\nMrs Ann Wexley left.")
    assert behind[0].candidates == ("Ann Wexley",)


def test_an_epithet_is_less_sure_than_a_role() -> None:
    epithet = resolutions("Ann Wexley fell from the stage. [S The singer] [C said] [K no].")
    role = resolutions("Ann Wexley, a singer, fell from the stage. [S The singer] [C said] [K no].")
    assert THRESHOLD < epithet[0].confidence < role[0].confidence


def test_two_offices_alone_are_two_people() -> None:
    mayor, sheriff = resolve("[S1 Mayor Wexley] [C1 said] [K1 no]. [S2 Sheriff Wexley] [C2 said] [K2 yes].")
    assert mayor is not None
    assert sheriff is not None
    assert (mayor.role, sheriff.role) == ("mayor", "sheriff")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Director Ann Wexley left Wadi Ostrel. [S The welder] [C said] [K no].", ("Ann Wexley",)),
        ("Mr Bo Tarrant met Mr Cal Orme. Mr Cal Orme cried. [S His commander] [C said] [K no].", ("Bo Tarrant",)),
        ("Mr Bo Tarrant met Ms Ann Wexley. It rained.\n\nIt snowed. [S The widow] [C said] [K no].", ("Ann Wexley",)),
    ],
    ids=["no place", "not the owner", "of its gender"],
)
def test_candidates_are_of_the_kind_that_the_words_ask_for(marked: str, expected: tuple[str, ...]) -> None:
    (found,) = resolutions(marked)
    assert (found.because, found.candidates) == ("nobody named", expected)
