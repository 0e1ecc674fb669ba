"""One person under many forms of a name, and several people under one."""

from __future__ import annotations

from itertools import product

import pytest

from tests.attribution.test_cast import entities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # shorter and longer
        ("We met J. K. Wexley. JK Wexley left, and J.K. Wexley, and Wexley.", ["J. K. Wexley"] * 4),
        ("We met J. K. Wexley. In spring JK left.", ["J. K. Wexley"] * 2),
        ("We met Leopold Wexley. In spring Leo Wexley left.", ["Leopold Wexley"] * 2),
        ("We met Ann Wexley. In spring Ann B. Wexley left.", ["Ann B. Wexley"] * 2),
        ("We met Ann B. Wexley and Ann C. Wexley.", ["Ann B. Wexley", "Ann C. Wexley"]),
        ('We met William "Bill" Orme. In spring Bill Orme left, and Bill.', ['William "Bill" Orme'] * 3),
        ("We met William (Bill) Orme. In spring Bill left.", ["William (Bill) Orme"] * 2),
        # the order of names
        ("We met Nguyen Van Thorm. In spring Thorm left.", ["Nguyen Van Thorm"] * 2),
        ("We met Kim Jong-orm. In spring Kim left.", ["Kim Jong-orm"] * 2),
        ("We met Gabriel Ruiz Ormeña. In spring Ruiz left.", ["Gabriel Ruiz Ormeña"] * 2),
        ("We met Katrín Ormsdóttir. In spring Katrín left.", ["Katrín Ormsdóttir"] * 2),
        ("We met U Tin Orm. In spring U Tin left.", ["Tin Orm"] * 2),
        ("We met Ana de la Orme. De la Orme left.", ["Ana de la Orme"] * 2),
        ("We met Sheikh Sultan bin Orm al-Wexani. In spring Sheikh Sultan left.", ["Sultan bin Orm al-Wexani"] * 2),
        ("We met the poet Orhan, who uses one name. In lists he is B. Orhan.", ["Orhan"] * 2),
        # what somebody is called
        ('We met Ondo Wexani, nicknamed "the Crow". In spring the Crow left.', ["Ondo Wexani"] * 3),
        ("We met Ondo Wexani, who goes by Dodo. In spring Dodo left.", ["Ondo Wexani"] * 3),
        ("We met Dodo, whose real name is Ondo Wexani. In spring Dodo left.", ["Ondo Wexani"] * 3),
        ("We met Jan Wexani. In spring Jan left.", ["Jan Wexani"]),  # by itself a month
        ("We met José Luis Wexani de la Torm, and José Luis left.", ["José Luis Wexani de la Torm"] * 2),
        # two of one surname
        (
            "We met Dr Ann Orme and Bo Orme. In spring Dr Orme left; Mr Orme stayed.",
            ["Ann Orme", "Bo Orme", "Ann Orme", "Bo Orme"],
        ),
        ("We met Cy Orme and Ann Orme. Mrs Orme left; then Orme left.", ["Cy Orme", "Ann Orme", "Ann Orme", "Cy Orme"]),
        ("We met Alex Orme, a baker. Alexander Orme, a judge, left.", ["Alex Orme", "Alexander Orme"]),
        ("We met Trooper Ann Orme. In spring Trooper Orme left.", ["Ann Orme"] * 2),
        ("In spring Cairo left. We met Bo Cairo.", ["Cairo", "Bo Cairo"]),
        # spellings
        ("We met Ahmad al-Wexani. In spring al-Wixani left.", ["Ahmad al-Wexani"] * 2),
        ("We met Ahmad al-Wexani. In spring al-Welani left.", ["Ahmad al-Wexani", "al-Welani"]),
        ("We met Ahmad al-Wexani and Ahmed al-Wixani.", ["Ahmad al-Wexani", "Ahmed al-Wixani"]),  # side by side
        (
            "We met Ahmad al-Wexani, a judge. Ahmed al-Wixani, a baker, left.",
            ["Ahmad al-Wexani", "Ahmed al-Wixani"],
        ),
        # fathers and sons
        (
            "We met Sam Orme Sr and Sam Orme Jr. In spring the elder Orme left.",
            ["Sam Orme Sr", "Sam Orme Jr", "Sam Orme Sr"],
        ),
        ("We met Sam Orme II and Sam Orme III.", ["Sam Orme II", "Sam Orme III"]),
        ("We met Sam Orme. In spring Sam Orme Jr left.", ["Sam Orme", "Sam Orme Jr"]),
        ("We met Sam Orme Jr. In spring Sam Orme left.", ["Sam Orme Jr"] * 2),
        # bodies
        ("We met Ms Voss. Ann Voss left the Ann Voss Foundation.", ["Ann Voss", "Ann Voss", "Ann Voss Foundation"]),
        ("They live in New Elm. We read the New Elm Times.", ["New Elm", "New Elm Times"]),
        ("Freedonian men left. We asked the Freedonian Board.", ["Freedonian", "Freedonian Board"]),
        ("We met Ann Orme. The Orme-Pell talks failed.", ["Ann Orme", "Orme-Pell"]),
        ("They live in Jordan. Jordan Orme left. They like Jordan.", ["Jordan", "Jordan Orme", "Jordan"]),
        ("We met Ann Un. In spring the U.N. left.", ["Ann Un", "U.N"]),
        # no relation
        (
            "In spring Wexley left. Mayor Ann Wexley, who is not related to him, stayed.",
            ["Wexley", "Ann Wexley"],
        ),
    ],
)  # fmt: skip
def test_who_a_name_means(text: str, expected: list[str]) -> None:
    assert entities(text) == expected


def test_many_namesakes_are_told_apart() -> None:
    given = ["".join(parts).title() for parts in product(("ba", "do", "ki", "lu", "mer", "tos"), repeat=3)]
    text = " ".join(f"We met {name} Wexley." for name in given)
    assert len(set(entities(text))) == len(given)
