"""Which of several bodies *the ministry*, *the company* or *the union* is."""

from __future__ import annotations

import pytest

from tests.attribution.resolving import resolve

SAID = "[C1 said] [K1 no]"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        # a company and a union
        ("Acme Motors shut its gates. The Tinsmiths Union (TU) was late. [S1 The carmaker] {}.", "Acme Motors"),
        ("Acme Motors shut its gates. The Tinsmiths Union was late. [S1 The union] {}.", "Tinsmiths Union"),
        ("Acme Motors shut its gates, [S1 the union] {}. The Tinsmiths Federation was late.", "Tinsmiths Federation"),
        # two ministries
        ("The Defence Ministry met the Foreign Ministry. [S1 The defence ministry] {}.", "Defence Ministry"),
        ("The Defence Ministry was late. [S1 The health ministry] {}.", "health ministry"),
        # the name behind the description
        ("[S1 The company] {}. The company, Zentrella, is old.", "Zentrella"),
        # what it is known as
        ("Elmstead Rovers have won. [S1 The Millers], as the Elmstead club are known, {}.", "Elmstead Rovers"),
        # a capital
        ("[S1 Elmstead], the Freedonian capital, {}. We asked the Freedonian government.", "Freedonian government"),
        ("[S1 Elmstead], the Freedonian capital, {}.", "Elmstead"),
        # whose body
        ("Workers at Zentrella left. [S1 The company] {}.", "Zentrella"),
    ],
)
def test_of_several_bodies(text: str, body: str) -> None:
    (speaker,) = resolve(text.format(SAID))
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (body, "organization")
