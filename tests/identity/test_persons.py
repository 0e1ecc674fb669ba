"""How two persons' names lie beside each other."""

from __future__ import annotations

import pytest

from tracker.identity.persons import CLOSE, FAIR, NEVER, NONE, STRONG, WEAK, commonness, liken


@pytest.mark.parametrize(
    ("one", "other", "need"),
    [
        ("Ann Arwell", "Ann Arwell", NONE),
        ("José Arwélla", "Jose Arwella", NONE),
        ("Jürgen Mößler", "Juergen Moessler", NONE),
        ("Tareq al-Burnani", "Tareq Burnani", NONE),
        ("Charles de Brissard", "Charles DeBrissard", NONE),
        ("Tae Seok Hwang", "Tae-seok Hwang", NONE),
        ("Jean-Marc Arwell", "Jean Marc Arwell", NONE),
        ("Sergey Vasnetsov", "Sergei Vasnetsov", WEAK),
        ("Mohammed al-Burnani", "Muhammad al-Burnani", WEAK),
        ("Ann Q. Arwell", "Ann Arwell", WEAK),
        ("Ann E. Arwell", "Ann Arwell", WEAK),
        ("Ann Ruth Arwell", "Ann R. Arwell", WEAK),
        ("Ann Ruth Arwell", "Ann Arwell", WEAK),
        ("James “Bud” Arwell", "Bud Arwell", WEAK),
        ("Bill Arwell", "William Arwell", FAIR),
        ("J. Arwell", "James Arwell", FAIR),
        ("Rosa Arwella Benavil", "Rosa Arwella", FAIR),
        ("Faisal bin Turki bin Nasser", "Faisal bin Turki", FAIR),
        ("Zhengming Ouyang", "Ouyang Zhengming", FAIR),
        ("Kusumoto Hirotaka", "Hirotaka Kusumoto", FAIR),
        ("Tareq al-Burnani", "Tariq al-Burneni", STRONG),
        ("Ann Ruth Arwell", "Ruth Arwell", STRONG),
        ("Widjoyo", "Widjoyo", STRONG),
        ("Ali", "Ali", NEVER),
        ("Abu Mohammed", "Abu Mohammed", NEVER),
        ("Ann Arwell", "Arwell", NEVER),
        ("Ann Arwell Jr.", "Ann Arwell", NEVER),
    ],
)
def test_how_strong_the_evidence_must_be(one: str, other: str, need: int) -> None:
    found = liken(one, other)
    assert found.need == need, found
    assert liken(other, one).need == need


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan Burnani", "Hussein Burnani"),
        ("Saleh Burnani", "Salah Burnani"),
        ("Ali Burnani", "Alia Burnani"),
        ("Mario Arwella", "Maria Arwella"),
        ("Jon Arwell", "Joan Arwell"),
        ("Tareq al-Burnani", "Tareq al-Burlani"),
        ("Abu Yahya al-Burnani", "Yahya al-Burnani"),
        ("Ali Hasan al-Burnani", "Hasan al-Burnani"),  # the second name is the father's
        ("Khalid bin Sultan", "Sultan bin Khalid"),
        ("Abdul Karim Burnani", "Abdul Rahim Burnani"),
        ("John A. Arwell", "John B. Arwell"),
        ("John D. Arwell", "John E. Arwell"),
        ("John Y Arwell", "John I Arwell"),
        ("Ann Ruth Arwell", "Ann Jane Arwell"),
        ("Jean-Marc Arwell", "Jean-Paul Arwell"),
        ("Juan Arwella Gamar", "Juan Arwella Lizar"),
        ("Thomas James", "James Thomas"),
        ("Ahmed Ahmed", "Ahmed Lee"),
        ("Li Wei", "Li Hui"),
        ("Nguyen Thi Quoc", "Nguyen Van Quoc"),
        ("Kim Jong-sun", "Kim Jong-sil"),
        ("Ann Arwell Jr.", "Ann Arwell Sr."),
        ("Ann Arwell", "Ann Brewell"),
        ("Aung Ko Latt", "Aung Ko Htwe"),
        ("", "Ann Arwell"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert liken(one, other).other, liken(one, other)
    assert liken(other, one).other


def test_two_common_surnames_are_two_unless_an_office_tells() -> None:
    assert liken("Ottoline Moore", "Ottoline Murray").other
    assert liken("Ottoline Davis", "Ottoline Davies").office


def test_a_slight_difference() -> None:
    slight = [("Sergey Vasnetsov", "Sergei Vasnetsov"), ("Ann Q. Arwell", "Ann Arwell")]
    others = [
        ("Mohammed al-Burnani", "Muhammad al-Burnani"),
        ("Ann Ruth Arwell", "Ann Arwell"),
        ("Jon Smith", "John Smith"),
    ]
    assert [liken(*pair).light for pair in slight + others] == [True, True, False, False, False]


def test_more_differences_need_more() -> None:
    assert liken("Tareq F. al-Burnani", "Tarek al-Burnani").need == FAIR
    assert liken("Tareq F. al-Burnani", "Tarek al-Burneni").need == NEVER
    assert liken("Tareq al-Burnani", "Tariq al-Burneni").price > CLOSE


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("John Smith", 2),
        ("Ahmed Hassan", 2),
        ("Li Wei", 2),
        ("Arwell", 2),
        ("Nguyen Van Quoc", 1),
        ("Kim Ji-tae", 1),
        ("Manveer Singh", 1),
        ("John Arwell", 0),
        ("Zebulio Smith", 0),
        ("John Ezra Vance Smith", 0),
    ],
)
def test_how_common_a_name_is(name: str, common: int) -> None:
    assert commonness(name) == common
