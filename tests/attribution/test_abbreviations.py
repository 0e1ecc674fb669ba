"""What short forms and second names stand for."""

from __future__ import annotations

import pytest

from tracker.attribution.abbreviations import second_names
from tracker.attribution.names import find_names
from tracker.segment import segment

UNION = ("elm", "tree", "union")
ANN = ("ann", "wexley")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We asked the Elm Tree Union (ETU).", {("etu",): UNION}),
        ("We asked the ETU (Elm Tree Union).", {("etu",): UNION}),
        ("We asked the Elm Tree Union, or ETU, twice.", {("etu",): UNION}),
        ("We asked the Elm Tree Union. Later the ETU left.", {("etu",): UNION}),
        ("We asked the Ministry of Orchards. The MoO left.", {("moo",): ("ministry", "of", "orchards")}),
        ("We asked the Elm Tree Union and the Elder Twig Union. The ETU left.", {}),  # whose?
        ("We met Ann Wexley, known as Nelly.", {("nelly",): ANN}),
        ("We met Ann Wexley, née Orme.", {("orme",): ANN}),
        ("We met Ann Wexley, whose name papers also give as Wechsli, twice.", {("wechsli",): ANN}),
        ("We met Ann Wexley or Bo Tarrant, twice.", {}),
        ("We heard that Ann Wexley called Bo Tarrant a liar.", {}),
        (
            'We met Ann "Nelly" Wexley.',
            {("nelly",): ANN, ("nelly", "wexley"): ANN},
        ),
        ("", {}),
    ],
)
def test_second_names(text: str, expected: dict[tuple[str, ...], tuple[str, ...]]) -> None:
    assert second_names(find_names(text, segment(text)), text) == expected
